/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-spec.c: the addresses of one target expression, computed when asked for. */
#include "scan/target-spec-private.h"

#include <string.h>

G_DEFINE_QUARK (ptl_target_spec_error, ptl_target_spec_error)

PtlTargetSpec *
ptl_target_spec_new (void)
{
  return g_atomic_rc_box_new0 (PtlTargetSpec);
}

PtlTargetSpec *
ptl_target_spec_ref (PtlTargetSpec *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlTargetSpec *self = data;

  g_free (self->text);
  g_free (self->name);
  g_free (self->octets);
}

void
ptl_target_spec_unref (PtlTargetSpec *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

PtlTargetSpec *
ptl_target_spec_copy (const PtlTargetSpec *self)
{
  PtlTargetSpec *copy = ptl_target_spec_new ();

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->name = g_strdup (self->name);
  copy->octets = g_memdup2 (self->octets, sizeof (PtlOctetSet) * PTL_TARGET_N_OCTETS);
  return copy;
}

const char *
ptl_target_spec_get_text (const PtlTargetSpec *self)
{
  return self->text;
}

const char *
ptl_target_spec_get_name (const PtlTargetSpec *self)
{
  return self->name;
}

void
ptl_target_spec_set_address (PtlTargetSpec *self, const PtlAddress *address)
{
  g_return_if_fail (self->name != NULL);

  self->base = *address;
  self->is_known = TRUE;
}

const char *
ptl_target_spec_get_name_of (const PtlTargetSpec *self, const PtlAddress *address)
{
  return self->is_known && ptl_address_equal (&self->base, address) ? self->name : NULL;
}

/* Returns: how many low bits of an address the prefix leaves open */
static guint
n_host_bits (const PtlTargetSpec *self)
{
  guint width = 8 * ptl_address_get_length (&self->base);

  return width - MIN (self->bits, width);
}

static void
fill_host_bits (const PtlTargetSpec *self, PtlAddress *address, gboolean value)
{
  guint left = n_host_bits (self);

  for (guint i = ptl_address_get_length (address); left > 0; left -= MIN (left, 8))
    {
      guint8 mask = (guint8) ((1u << MIN (left, 8)) - 1);

      i--;
      address->bytes[i] = value ? address->bytes[i] | mask : address->bytes[i] & ~mask;
    }
}

static void
get_first (const PtlTargetSpec *self, PtlAddress *address)
{
  *address = self->base;
  if (self->octets == NULL)
    fill_host_bits (self, address, FALSE);
  else
    for (guint i = 0; i < PTL_TARGET_N_OCTETS; i++)
      address->bytes[i] = ptl_octet_set_get (&self->octets[i], 0);
}

guint64
ptl_target_spec_count (const PtlTargetSpec *self)
{
  guint64 count = 1;

  if (!self->is_known)
    return 1;
  if (self->octets == NULL)
    return n_host_bits (self) < 64 ? count << n_host_bits (self) : G_MAXUINT64;

  for (guint i = 0; i < PTL_TARGET_N_OCTETS; i++)
    count *= ptl_octet_set_count (&self->octets[i]);
  return count;
}

static gboolean
is_same_family (const PtlTargetSpec *self, const PtlAddress *address)
{
  return self->is_known && self->base.is_ipv6 == address->is_ipv6;
}

gboolean
ptl_target_spec_contains (const PtlTargetSpec *self, const PtlAddress *address)
{
  PtlAddress first;
  PtlAddress masked = *address;

  if (!is_same_family (self, address))
    return FALSE;

  if (self->octets != NULL)
    {
      for (guint i = 0; i < PTL_TARGET_N_OCTETS; i++)
        if (!ptl_octet_set_contains (&self->octets[i], address->bytes[i]))
          return FALSE;
      return TRUE;
    }

  /* Written without a scope it means the address on every link. */
  if (self->base.scope_id != 0 && self->base.scope_id != address->scope_id)
    return FALSE;

  get_first (self, &first);
  fill_host_bits (self, &masked, FALSE);
  return memcmp (first.bytes, masked.bytes, sizeof first.bytes) == 0;
}

/* The octets are the digits of a number whose bases are the sizes of the sets. */
static void
get_from_octets (const PtlTargetSpec *self, guint64 index, PtlAddress *address)
{
  for (guint i = PTL_TARGET_N_OCTETS; i-- > 0;)
    {
      guint count = ptl_octet_set_count (&self->octets[i]);

      address->bytes[i] = ptl_octet_set_get (&self->octets[i], (guint) (index % count));
      index /= count;
    }
}

void
ptl_target_spec_get (const PtlTargetSpec *self, guint64 index, PtlAddress *address)
{
  g_return_if_fail (self->is_known);
  g_return_if_fail (index < ptl_target_spec_count (self));

  get_first (self, address);
  if (self->octets != NULL)
    {
      get_from_octets (self, index, address);
      return;
    }

  for (guint i = ptl_address_get_length (address); index > 0; index >>= 8)
    {
      i--;
      address->bytes[i] |= (guint8) index; /* host bits are zero: nothing to carry */
    }
}

/* Sets octet @i to the first member from @from on and all later ones to their first. */
static gboolean
set_octet (const PtlTargetSpec *self, guint i, guint from, PtlAddress *address)
{
  int value = ptl_octet_set_find (&self->octets[i], from);

  if (value < 0)
    return FALSE;

  address->bytes[i] = (guint8) value;
  while (++i < PTL_TARGET_N_OCTETS)
    address->bytes[i] = ptl_octet_set_get (&self->octets[i], 0);
  return TRUE;
}

static gboolean
seek_in_octets (const PtlTargetSpec *self, PtlAddress *address)
{
  guint i = 0;

  while (i < PTL_TARGET_N_OCTETS &&
         ptl_octet_set_contains (&self->octets[i], address->bytes[i]))
    i++;
  if (i == PTL_TARGET_N_OCTETS)
    return TRUE;

  /* The first octet that is no member moves up; when it cannot, the one before it. */
  do
    if (set_octet (self, i, address->bytes[i] + 1u, address))
      return TRUE;
  while (i-- > 0);

  return FALSE;
}

gboolean
ptl_target_spec_seek (const PtlTargetSpec *self, PtlAddress *address)
{
  PtlAddress first;

  if (!self->is_known)
    return FALSE;

  get_first (self, &first);
  if (ptl_address_compare (address, &first) < 0)
    *address = first;
  if (self->octets != NULL && !address->is_ipv6)
    return seek_in_octets (self, address);

  return ptl_target_spec_contains (self, address);
}

void
ptl_target_spec_skip_run (const PtlTargetSpec *self, PtlAddress *address)
{
  guint i = PTL_TARGET_N_OCTETS;

  g_return_if_fail (ptl_target_spec_contains (self, address));

  if (self->octets == NULL)
    {
      fill_host_bits (self, address, TRUE);
      return;
    }

  while (i > 0 && ptl_octet_set_count (&self->octets[i - 1]) == G_MAXUINT8 + 1)
    address->bytes[--i] = G_MAXUINT8;
  if (i == 0)
    return;

  for (i--; address->bytes[i] < G_MAXUINT8; address->bytes[i]++)
    if (!ptl_octet_set_contains (&self->octets[i], (guint8) (address->bytes[i] + 1)))
      return;
}
