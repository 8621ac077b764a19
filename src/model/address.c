/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/address.c: an IPv4 or IPv6 address as a plain value. */
#include "model/address.h"

#include <arpa/inet.h>
#include <string.h>

static gboolean
parse_scope (const char *text, guint32 *scope_id)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &value, NULL))
    return FALSE;

  *scope_id = (guint32) value;
  return TRUE;
}

gboolean
ptl_address_parse (const char *text, PtlAddress *address)
{
  g_autofree char *host = NULL;
  const char *percent = strchr (text, '%');
  PtlAddress parsed = { { 0 }, 0, FALSE };

  if (percent != NULL && !parse_scope (percent + 1, &parsed.scope_id))
    return FALSE;

  host = percent != NULL ? g_strndup (text, (gsize) (percent - text)) : g_strdup (text);
  if (inet_pton (AF_INET6, host, parsed.bytes) == 1)
    parsed.is_ipv6 = TRUE;
  else if (percent != NULL || inet_pton (AF_INET, host, parsed.bytes) != 1)
    return FALSE;

  *address = parsed;
  return TRUE;
}

char *
ptl_address_to_string (const PtlAddress *self)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (self->is_ipv6 ? AF_INET6 : AF_INET, self->bytes, text, sizeof text);
  if (self->scope_id != 0)
    return g_strdup_printf ("%s%%%u", text, self->scope_id);

  return g_strdup (text);
}

guint
ptl_address_hash (gconstpointer address)
{
  const PtlAddress *self = address;
  guint hash = 2166136261u ^ self->scope_id; /* FNV-1a */

  for (guint i = 0; i < ptl_address_get_length (self); i++)
    hash = (hash ^ self->bytes[i]) * 16777619u;

  return hash;
}

gboolean
ptl_address_equal (gconstpointer a, gconstpointer b)
{
  return ptl_address_compare (a, b) == 0;
}

int
ptl_address_compare (const PtlAddress *a, const PtlAddress *b)
{
  int order;

  if (a->is_ipv6 != b->is_ipv6)
    return a->is_ipv6 ? 1 : -1;

  order = memcmp (a->bytes, b->bytes, sizeof a->bytes);
  if (order != 0)
    return order;

  return (a->scope_id > b->scope_id) - (a->scope_id < b->scope_id);
}

gboolean
ptl_address_next (PtlAddress *self)
{
  for (guint i = ptl_address_get_length (self); i-- > 0;)
    if (++self->bytes[i] != 0)
      return TRUE;

  return FALSE;
}

guint
ptl_address_get_length (const PtlAddress *self)
{
  return self->is_ipv6 ? 16 : 4;
}

gboolean
ptl_address_is_loopback (const PtlAddress *self)
{
  static const guint8 loopback6[16] = { [15] = 1 };

  if (!self->is_ipv6)
    return self->bytes[0] == 127;

  return memcmp (self->bytes, loopback6, sizeof loopback6) == 0;
}

/* A block of addresses by its first bits. */
typedef struct
{
  guint8 bytes[4];
  guint bits;
} Block;

static const Block private_ipv4[] = {
  { { 0 }, 8 },
  { { 10 }, 8 },
  { { 100, 64 }, 10 },
  { { 127 }, 8 },
  { { 169, 254 }, 16 },
  { { 172, 16 }, 12 },
  { { 192, 0, 0 }, 24 },
  { { 192, 0, 2 }, 24 },
  { { 192, 168 }, 16 },
  { { 198, 18 }, 15 },
  { { 198, 51, 100 }, 24 },
  { { 203, 0, 113 }, 24 },
  { { 224 }, 3 },
};

static const Block private_ipv6[] = {
  { { 0 }, 8 },
  { { 0xfc }, 7 },
  { { 0xfe, 0x80 }, 10 },
  { { 0xff }, 8 },
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },
};

static gboolean
is_in (const PtlAddress *self, const Block *block)
{
  for (guint bit = 0; bit < block->bits; bit++)
    if (((self->bytes[bit / 8] ^ block->bytes[bit / 8]) & 0x80 >> bit % 8) != 0)
      return FALSE;

  return TRUE;
}

gboolean
ptl_address_is_public (const PtlAddress *self)
{
  const Block *blocks = self->is_ipv6 ? private_ipv6 : private_ipv4;
  guint n_blocks =
      self->is_ipv6 ? G_N_ELEMENTS (private_ipv6) : G_N_ELEMENTS (private_ipv4);

  for (guint i = 0; i < n_blocks; i++)
    if (is_in (self, &blocks[i]))
      return FALSE;

  return TRUE;
}
