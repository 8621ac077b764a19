/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-parser.c: reads one target expression; the grammar is in target-spec.h. */
#include "scan/target-spec-private.h"

#include <glib/gi18n-lib.h>
#include <net/if.h>
#include <string.h>

#define MAX_NAME_LENGTH  253 /* RFC 1035 2.3.4, without the trailing dot */
#define MAX_LABEL_LENGTH 63
#define ALL_BITS         128

/* What was wrong and where, until it becomes a GError. */
typedef struct
{
  gsize offset;
  const char *what;
} Fault;

static gboolean
fail (Fault *fault, gsize offset, const char *what)
{
  fault->offset = offset;
  fault->what = what;
  return FALSE;
}

/* Reads the digits at @pos; FALSE if they say more than @max. */
static gboolean
read_number (const char *text, gsize *pos, guint max, guint *value)
{
  for (*value = 0; g_ascii_isdigit (text[*pos]); (*pos)++)
    {
      *value = *value * 10 + (guint) g_ascii_digit_value (text[*pos]);
      if (*value > max)
        return FALSE;
    }

  return TRUE;
}

/* Leaves @value alone when no digit stands at @pos. */
static gboolean
parse_octet (const char *text, gsize *pos, guint *value, Fault *fault)
{
  gsize start = *pos;

  if (!g_ascii_isdigit (text[start]))
    return TRUE;

  return read_number (text, pos, G_MAXUINT8, value) ||
         fail (fault, start, _ ("an octet is at most 255"));
}

static gboolean
parse_range (const char *text, gsize *pos, PtlOctetSet *octet, Fault *fault)
{
  gsize start = *pos;
  guint first = 0;
  guint last = G_MAXUINT8;

  if (text[start] != '*' && text[start] != '-' && !g_ascii_isdigit (text[start]))
    return fail (fault, start, _ ("a number from 0 to 255 is expected"));
  if (!parse_octet (text, pos, &first, fault))
    return FALSE;

  if (text[*pos] == '*' && *pos == start)
    {
      (*pos)++;
    }
  else if (text[*pos] == '-')
    {
      (*pos)++;
      if (!parse_octet (text, pos, &last, fault))
        return FALSE;
    }
  else
    {
      last = first;
    }

  if (last < first)
    return fail (fault, start, _ ("the range runs backwards"));

  ptl_octet_set_add_range (octet, (guint8) first, (guint8) last);
  return TRUE;
}

static gboolean
parse_list (const char *text, gsize *pos, PtlOctetSet *octet, Fault *fault)
{
  while (parse_range (text, pos, octet, fault))
    {
      if (text[*pos] != ',')
        return TRUE;
      (*pos)++;
    }

  return FALSE;
}

static gboolean
parse_octets (const char *text, PtlOctetSet *octets, Fault *fault)
{
  gsize pos = 0;

  for (guint i = 0; i < PTL_TARGET_N_OCTETS; i++)
    {
      gboolean is_last = i == PTL_TARGET_N_OCTETS - 1;

      if (!parse_list (text, &pos, &octets[i], fault))
        return FALSE;
      if (text[pos] == (is_last ? '.' : '\0'))
        return fail (fault, pos, _ ("an IPv4 address has four parts"));
      if (text[pos] != (is_last ? '\0' : '.'))
        return fail (fault, pos, _ ("a dot or a comma is expected"));
      pos++;
    }

  return TRUE;
}

/* A set of one value a part is a plain address. */
static void
set_octets (PtlTargetSpec *self, const PtlOctetSet *octets)
{
  gboolean is_plain = TRUE;

  for (guint i = 0; i < PTL_TARGET_N_OCTETS; i++)
    {
      self->base.bytes[i] = ptl_octet_set_get (&octets[i], 0);
      is_plain = is_plain && ptl_octet_set_count (&octets[i]) == 1;
    }

  if (!is_plain)
    self->octets = g_memdup2 (octets, sizeof (PtlOctetSet) * PTL_TARGET_N_OCTETS);
}

/* Opens the low bits of every value in an octet of which the prefix covers @n_kept. */
static void
widen (PtlOctetSet *octet, guint n_kept)
{
  guint8 open = (guint8) (0xff >> n_kept);
  PtlOctetSet wide = { { 0 } };

  for (int v = ptl_octet_set_find (octet, 0); v >= 0;
       v = ptl_octet_set_find (octet, (guint) (v | open) + 1))
    ptl_octet_set_add_range (&wide, (guint8) (v & ~open), (guint8) (v | open));

  *octet = wide;
}

static gboolean
parse_scope (const char *text, gsize offset, guint32 *scope_id, Fault *fault)
{
  guint64 number;

  if (!g_ascii_isdigit (text[0]))
    {
      *scope_id = if_nametoindex (text);
      return *scope_id != 0 ||
             fail (fault, offset, _ ("no network interface has this name"));
    }

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL))
    return fail (fault, offset, _ ("this is not the number of a network interface"));

  *scope_id = (guint32) number;
  return TRUE;
}

static gboolean
parse_ipv6 (const char *text, PtlAddress *address, Fault *fault)
{
  gsize length = strcspn (text, "%");
  g_autofree char *host = g_strndup (text, length);

  if (strchr (text, ':') == strrchr (text, ':'))
    return fail (fault, strcspn (text, ":"),
                 _ ("a target is an address or a name, without scheme or port"));
  if (!ptl_address_parse (host, address))
    return fail (fault, 0, _ ("this is not an IPv6 address"));

  return text[length] == '\0' ||
         parse_scope (text + length + 1, length + 1, &address->scope_id, fault);
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

/* Letters, digits and hyphens (RFC 1123), and the underscores that people use. */
static gboolean
check_name (const char *name, Fault *fault)
{
  gsize label = 0;
  gsize pos;

  for (pos = 0; name[pos] != '\0'; pos++)
    {
      if (name[pos] != '.' && !is_name_char (name[pos]))
        return fail (fault, pos, _ ("a host name cannot contain this character"));
      if (pos == label && name[pos] == '.')
        return fail (fault, pos, _ ("a part of the name is missing"));
      if (pos == label && name[pos] == '-')
        return fail (fault, pos, _ ("no part of a host name begins with a hyphen"));
      if (name[pos] == '.')
        label = pos + 1;
      else if (pos - label >= MAX_LABEL_LENGTH)
        return fail (fault, label, _ ("this part of the name is too long"));
    }

  if (pos == 0 || pos - (label == pos) > MAX_NAME_LENGTH)
    return fail (fault, 0, _ ("the name is too long"));
  return TRUE;
}

/* Returns: the name as resolvers want it; what is not ASCII goes through IDNA, whose
 * result is checked once more: it may hold characters that the text did not. */
static char *
parse_name (const char *text, Fault *fault)
{
  g_autofree char *ascii = NULL;

  if (g_str_is_ascii (text))
    return check_name (text, fault) ? g_strdup (text) : NULL;

  if (g_utf8_validate (text, -1, NULL))
    ascii = g_hostname_to_ascii (text);
  if (ascii != NULL && check_name (ascii, fault))
    return g_steal_pointer (&ascii);

  fail (fault, 0, _ ("this is not a host name"));
  return NULL;
}

static gboolean
parse_host (PtlTargetSpec *self, const char *text, Fault *fault)
{
  PtlOctetSet octets[PTL_TARGET_N_OCTETS] = { { { 0 } } };

  self->is_known = TRUE;
  if (text[0] == '\0')
    return fail (fault, 0, _ ("an address or a host name is expected"));

  if (strchr (text, ':') != NULL)
    return parse_ipv6 (text, &self->base, fault);

  if (text[strspn (text, "0123456789-*,.")] != '\0')
    {
      self->is_known = FALSE;
      self->name = parse_name (text, fault);
      return self->name != NULL;
    }

  if (!parse_octets (text, octets, fault))
    return FALSE;

  set_octets (self, octets);
  return TRUE;
}

static gboolean
parse_bits (PtlTargetSpec *self, const char *text, gsize offset, Fault *fault)
{
  guint max = self->name != NULL ? ALL_BITS : 8 * ptl_address_get_length (&self->base);
  gsize pos = 0;

  if (!g_ascii_isdigit (text[0]) || !read_number (text, &pos, max, &self->bits) ||
      text[pos] != '\0')
    return fail (fault, offset,
                 max == 32 ? _ ("a number of bits from 0 to 32 is expected")
                           : _ ("a number of bits from 0 to 128 is expected"));

  for (guint i = 0; self->octets != NULL && i < PTL_TARGET_N_OCTETS; i++)
    widen (&self->octets[i], (guint) CLAMP ((int) self->bits - 8 * (int) i, 0, 8));
  return TRUE;
}

PtlTargetSpec *
ptl_target_spec_parse (const char *text, gsize *offset, GError **error)
{
  g_autoptr (PtlTargetSpec) self = ptl_target_spec_new ();
  gsize length = strcspn (text, "/");
  g_autofree char *host = g_strndup (text, length);
  Fault fault = { 0, NULL };

  self->text = g_strdup (text);
  self->bits = ALL_BITS;
  if (parse_host (self, host, &fault) &&
      (text[length] == '\0' || parse_bits (self, text + length + 1, length + 1, &fault)))
    return g_steal_pointer (&self);

  if (offset != NULL)
    *offset = fault.offset;
  g_set_error_literal (error, PTL_TARGET_SPEC_ERROR, PTL_TARGET_SPEC_ERROR_SYNTAX,
                       fault.what);
  return NULL;
}
