/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe.c: one probe: what is sent, where, and how long to wait. */
#include "rules/probe-private.h"

static void
fallback_free (gpointer data)
{
  PtlFallback *self = data;

  g_free (self->name);
  g_free (self);
}

PtlProbe *
ptl_probe_new (const PtlProbeFile *file,
               PtlProtocol protocol,
               char *name,
               GBytes *payload)
{
  PtlProbe *self = g_new0 (PtlProbe, 1);

  self->file = file;
  self->protocol = protocol;
  self->name = name;
  self->payload = payload;
  self->for_port_scan = TRUE;
  self->ports = ptl_port_set_new ();
  self->sslports = ptl_port_set_new ();
  self->fallbacks = g_ptr_array_new_with_free_func (fallback_free);
  self->merged_into = self;
  return self;
}

void
ptl_probe_free (PtlProbe *self)
{
  g_free (self->name);
  g_bytes_unref (self->payload);
  ptl_port_set_unref (self->ports);
  ptl_port_set_unref (self->sslports);
  g_clear_pointer (&self->fallbacks, g_ptr_array_unref);
  for (guint i = 0; i < PTL_N_RULE_LAYERS; i++)
    {
      g_clear_pointer (&self->rules[i], g_ptr_array_unref);
      g_clear_pointer (&self->indexes[i], ptl_rule_index_free);
    }
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_free (self);
}

static GPtrArray *
ensure_rules (PtlProbe *self, guint layer)
{
  if (self->rules[layer] == NULL)
    self->rules[layer] = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_free);
  return self->rules[layer];
}

void
ptl_probe_add_rule (PtlProbe *self, PtlRuleLayer layer, PtlRule *rule)
{
  g_ptr_array_add (ensure_rules (self, layer), rule);
}

void
ptl_probe_absorb (PtlProbe *self, PtlProbe *lower)
{
  lower->merged_into = self;
  ptl_port_set_add_set (self->ports, lower->ports);
  ptl_port_set_add_set (self->sslports, lower->sslports);
  if (self->rarity == 0)
    self->rarity = lower->rarity;
  if (self->total_wait_ms == 0)
    self->total_wait_ms = lower->total_wait_ms;
  if (self->tcpwrapped_ms == 0)
    self->tcpwrapped_ms = lower->tcpwrapped_ms;
  if (self->fallbacks->len == 0)
    g_ptr_array_extend_and_steal (self->fallbacks, g_steal_pointer (&lower->fallbacks));

  for (guint i = 0; i < PTL_N_RULE_LAYERS; i++)
    if (lower->rules[i] != NULL)
      g_ptr_array_extend_and_steal (ensure_rules (self, i),
                                    g_steal_pointer (&lower->rules[i]));
}

const PtlRuleIndex *
ptl_probe_get_index (const PtlProbe *self, guint layer)
{
  PtlRuleIndex **slot = (PtlRuleIndex **) &self->indexes[layer];
  PtlRuleIndex *index = g_atomic_pointer_get (slot);

  if (index != NULL || self->rules[layer] == NULL)
    return index;

  index = ptl_rule_index_new (self->rules[layer]);
  if (!g_atomic_pointer_compare_and_exchange (slot, NULL, index))
    ptl_rule_index_free (index); /* another thread was faster */
  return g_atomic_pointer_get (slot);
}

void
ptl_probe_seal (PtlProbe *self)
{
  self->services = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint layer = 0; layer < PTL_N_RULE_LAYERS; layer++)
    for (guint i = 0; self->rules[layer] != NULL && i < self->rules[layer]->len; i++)
      {
        const PtlRule *rule = self->rules[layer]->pdata[i];

        g_hash_table_add (self->services, (gpointer) rule->service);
      }
}

const char *
ptl_probe_get_name (const PtlProbe *self)
{
  return self->name;
}

PtlProtocol
ptl_probe_get_protocol (const PtlProbe *self)
{
  return self->protocol;
}

GBytes *
ptl_probe_get_payload (const PtlProbe *self)
{
  return self->payload;
}

gboolean
ptl_probe_is_null (const PtlProbe *self)
{
  return g_bytes_get_size (self->payload) == 0;
}

gboolean
ptl_probe_is_for_port_scan (const PtlProbe *self)
{
  return self->protocol == PTL_PROTOCOL_UDP && self->for_port_scan;
}

guint
ptl_probe_get_rarity (const PtlProbe *self)
{
  return self->rarity != 0 ? self->rarity : PTL_PROBE_DEFAULT_RARITY;
}

guint
ptl_probe_get_total_wait_ms (const PtlProbe *self)
{
  return self->total_wait_ms != 0 ? self->total_wait_ms : PTL_PROBE_DEFAULT_TOTAL_WAIT_MS;
}

guint
ptl_probe_get_tcpwrapped_ms (const PtlProbe *self)
{
  return self->tcpwrapped_ms != 0 ? self->tcpwrapped_ms : PTL_PROBE_DEFAULT_TCPWRAPPED_MS;
}

gboolean
ptl_probe_lists_port (const PtlProbe *self, guint16 port, PtlTunnel tunnel)
{
  const PtlPortSet *set = tunnel == PTL_TUNNEL_SSL ? self->sslports : self->ports;

  return ptl_port_set_contains (set, port);
}

gboolean
ptl_probe_can_name (const PtlProbe *self, const char *service)
{
  return self->services != NULL && g_hash_table_contains (self->services, service);
}
