/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/pin.c: what a person knows of the identity of hosts. */
#include "compare/pin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/lines.h"
#include "compare/host-traits.h"

#define MAX_NAME 255 /* RFC 1035, section 2.3.4 */

G_DEFINE_QUARK (ptl_pin_error_quark, ptl_pin_error)

static gboolean
is_mac (const char *text)
{
  for (guint i = 0; i < 17; i++)
    if (i % 3 == 2 ? text[i] != ':' : !g_ascii_isxdigit (text[i]))
      return FALSE;

  return text[17] == '\0';
}

/* Returns: (transfer full) (nullable) */
static char *
get_trait (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);
  PtlAddress address;

  if (ptl_address_parse (host, &address))
    {
      g_autofree char *text = ptl_address_to_string (&address);

      return g_strconcat (PTL_TRAIT_ADDRESS, text, NULL);
    }
  if (is_mac (lower))
    return g_strconcat (PTL_TRAIT_MAC, lower, NULL);
  if (host[0] == '\0' || strlen (host) > MAX_NAME || strpbrk (host, " \t\r\n#") != NULL)
    return NULL;

  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  return g_strconcat (PTL_TRAIT_NAME, lower, NULL);
}

PtlPin *
ptl_pin_new (gboolean is_same, const char *one, const char *other, GError **error)
{
  g_autoptr (PtlPin) self = g_new0 (PtlPin, 1);
  const char *const hosts[2] = { one, other };

  self->is_same = is_same;
  for (guint i = 0; i < 2; i++)
    {
      self->hosts[i] = g_strdup (hosts[i]);
      self->traits[i] = get_trait (hosts[i]);
      if (self->traits[i] == NULL)
        {
          g_set_error (error, PTL_PIN_ERROR, PTL_PIN_ERROR_SYNTAX,
                       _ ("“%s” is no address and no name of a host"), hosts[i]);
          return NULL;
        }
    }

  if (strcmp (self->traits[0], self->traits[1]) == 0)
    {
      g_set_error (error, PTL_PIN_ERROR, PTL_PIN_ERROR_SYNTAX,
                   _ ("“%s” and “%s” name the same host"), one, other);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
ptl_pin_free (PtlPin *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->hosts[i]);
      g_free (self->traits[i]);
    }
  g_free (self);
}

gboolean
ptl_pin_is_about_same (const PtlPin *a, const PtlPin *b)
{
  return (strcmp (a->traits[0], b->traits[0]) == 0 &&
          strcmp (a->traits[1], b->traits[1]) == 0) ||
         (strcmp (a->traits[0], b->traits[1]) == 0 &&
          strcmp (a->traits[1], b->traits[0]) == 0);
}

/* Returns: (transfer full): the word at @pos, which moves behind it and the blanks */
static char *
take_word (const char **pos)
{
  gsize len = strcspn (*pos, " \t");
  char *word = g_strndup (*pos, len);

  *pos = ptl_lines_skip_blanks (*pos + len);
  return word;
}

typedef struct
{
  GPtrArray *pins;
  char *wrong; /* what the last line's fault was */
} Reading;

static const char *
read_pin (const char **pos, gpointer user_data)
{
  Reading *reading = user_data;
  const char *start = *pos;
  g_autofree char *verb = take_word (pos);
  g_autofree char *one = take_word (pos);
  g_autofree char *other = take_word (pos);
  gboolean is_same = strcmp (verb, "same") == 0;
  g_autoptr (GError) error = NULL;
  PtlPin *pin;

  if (!is_same && strcmp (verb, "different") != 0)
    {
      *pos = start;
      return _ ("“same” or “different” is expected");
    }
  if (one[0] == '\0' || other[0] == '\0')
    return _ ("two hosts are expected");
  if (**pos != '\0')
    return _ ("nothing may follow the two hosts");

  pin = ptl_pin_new (is_same, one, other, &error);
  if (pin != NULL)
    {
      g_ptr_array_add (reading->pins, pin);
      return NULL;
    }

  g_free (reading->wrong);
  reading->wrong = g_strdup (error->message);
  return reading->wrong;
}

GPtrArray *
ptl_pins_parse (char *text, const char *name, GError **error)
{
  g_autoptr (GPtrArray) pins =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_pin_free);
  Reading reading = { pins, NULL };
  gboolean ok = ptl_lines_parse (text, name, read_pin, &reading, PTL_PIN_ERROR,
                                 PTL_PIN_ERROR_SYNTAX, error);

  g_free (reading.wrong);
  return ok ? g_steal_pointer (&pins) : NULL;
}

char *
ptl_pins_to_string (GPtrArray *pins)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pins->len; i++)
    {
      const PtlPin *pin = pins->pdata[i];

      g_string_append_printf (out, "%s %s %s\n", pin->is_same ? "same" : "different",
                              pin->hosts[0], pin->hosts[1]);
    }

  return g_string_free (out, FALSE);
}
