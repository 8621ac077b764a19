/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/driver.c: gives a fuzz target its seeds, then mutations of them.
 *
 *   fuzz-NOUN SEEDS...   files, or folders of files
 *
 * The n-th input depends on the seeds alone, so a fault comes back; the input being tried
 * stands in fuzz-NOUN.last of the working folder when the program breaks off, and can be
 * given as the only seed.  FUZZ_ROUNDS sets how many mutations are tried. */
#include <string.h>

#include "fuzz.h"

#define MAX_LENGTH     (16 * 1024)
#define DEFAULT_ROUNDS 200000
#define MAX_US         (4 * G_USEC_PER_SEC) /* sanitizers are slow, the suite is not */
#define MAX_STEPS      6

typedef struct
{
  GPtrArray *seeds; /* GByteArray */
  GRand *rand;
  char *last_path;
} Driver;

static void
load (Driver *self, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GError) error = NULL;
  const char *name;
  char *contents;
  gsize len;

  if (dir == NULL)
    {
      g_file_get_contents (path, &contents, &len, &error);
      g_assert_no_error (error);
      g_ptr_array_add (self->seeds, g_byte_array_new_take ((guint8 *) contents, len));
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      load (self, inside);
    }
}

/* Folders list in any order; the mutations shall not depend on it. */
static int
compare_seeds (gconstpointer a, gconstpointer b)
{
  const GByteArray *first = *(GByteArray *const *) a;
  const GByteArray *second = *(GByteArray *const *) b;
  int order = memcmp (first->data, second->data, MIN (first->len, second->len));

  return order != 0 ? order : (first->len > second->len) - (first->len < second->len);
}

static guint
random_below (Driver *self, guint limit)
{
  return limit > 0 ? (guint) g_rand_int_range (self->rand, 0, (gint32) limit) : 0;
}

static const GByteArray *
random_seed (Driver *self)
{
  return g_ptr_array_index (self->seeds, random_below (self, self->seeds->len));
}

static void
insert (GByteArray *input, guint at, const guint8 *data, guint len)
{
  g_autofree guint8 *tail = g_memdup2 (input->data + at, input->len - at);
  guint n_tail = input->len - at;

  g_byte_array_set_size (input, at);
  g_byte_array_append (input, data, len);
  g_byte_array_append (input, tail, n_tail);
}

/* A piece of a seed, of this input itself or of what parsers stumble over. */
static void
insert_piece (Driver *self, GByteArray *input)
{
  static const char *const pieces[] = {
    "\xff",        "\\", "\"", "\r\n",  "-",     "%n", "{",
    "(",           ",",  "*",  "65535", "65536", "/0", "99999999999999999999",
    "\xe2\x80\xae"
  };
  const char *piece = pieces[random_below (self, G_N_ELEMENTS (pieces))];
  guint at = random_below (self, input->len + 1);
  const GByteArray *seed = random_seed (self);
  guint from = random_below (self, seed->len);
  guint left = seed->len - from;
  guint len = random_below (self, MIN (left, 64) + 1);

  if (g_rand_boolean (self->rand))
    insert (input, at, (const guint8 *) piece, (guint) strlen (piece));
  else if (len > 0)
    insert (input, at, seed->data + from, len);
}

static void
mutate (Driver *self, GByteArray *input)
{
  guint at = random_below (self, input->len);
  guint len = random_below (self, MIN (input->len - at, 32)) + 1;

  if (input->len == 0 || random_below (self, 3) == 0)
    insert_piece (self, input);
  else if (g_rand_boolean (self->rand))
    input->data[at] ^= (guint8) (1u << random_below (self, 8));
  else if (g_rand_boolean (self->rand))
    input->data[at] = (guint8) random_below (self, 256);
  else if (g_rand_boolean (self->rand))
    g_byte_array_remove_range (input, at, len);
  else
    g_byte_array_set_size (input, at);

  g_byte_array_set_size (input, MIN (input->len, MAX_LENGTH));
}

static void
try (Driver *self, const GByteArray *input)
{
  /* A copy of its own: reading past its end is then seen by the sanitizer. */
  g_autofree guint8 *data = g_memdup2 (input->data, input->len);

  g_file_set_contents_full (self->last_path, (const char *) input->data, input->len,
                            G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  LLVMFuzzerTestOneInput (data, input->len);
}

static void
test_seeds (gconstpointer user_data)
{
  Driver *self = (Driver *) user_data;

  for (guint i = 0; i < self->seeds->len; i++)
    try (self, self->seeds->pdata[i]);
}

static void
test_mutations (gconstpointer user_data)
{
  Driver *self = (Driver *) user_data;
  const char *asked = g_getenv ("FUZZ_ROUNDS");
  guint64 rounds = asked != NULL ? g_ascii_strtoull (asked, NULL, 10) : DEFAULT_ROUNDS;
  gint64 end_us = asked != NULL ? G_MAXINT64 : g_get_monotonic_time () + MAX_US;
  guint64 round;

  for (round = 0; round < rounds && g_get_monotonic_time () < end_us; round++)
    {
      const GByteArray *seed = random_seed (self);
      g_autoptr (GByteArray) input = g_byte_array_new ();

      g_byte_array_append (input, seed->data, seed->len);
      for (guint steps = random_below (self, MAX_STEPS) + 1; steps > 0; steps--)
        mutate (self, input);
      try (self, input);
    }

  g_test_message ("%" G_GUINT64_FORMAT " inputs", round);
  g_assert_cmpuint (round, >, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) seeds =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *name = g_path_get_basename (argv[0]);
  g_autofree char *last_path = g_strconcat (name, ".last", NULL);
  Driver self = { seeds, rand, last_path };

  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    load (&self, argv[i]);
  g_assert_cmpuint (self.seeds->len, >, 0);
  g_ptr_array_sort (self.seeds, compare_seeds);

  g_test_add_data_func ("/fuzz/seeds", &self, test_seeds);
  g_test_add_data_func ("/fuzz/mutations", &self, test_mutations);

  return g_test_run ();
}
