/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/change.c: what differs between two sessions: fields, ports, hosts. */
#include "compare/change.h"

#include <glib/gi18n-lib.h>

#include "model/names.h"

static const char *const kind_names[PTL_N_CHANGE_KINDS] = {
  [PTL_CHANGE_SAME] = "same",   [PTL_CHANGE_CHANGED] = "changed",
  [PTL_CHANGE_NEW] = "new",     [PTL_CHANGE_GONE] = "gone",
  [PTL_CHANGE_MOVED] = "moved", [PTL_CHANGE_NOT_COVERED] = "not-covered",
};

static const char *const level_names[PTL_N_LEVELS] = {
  [PTL_LEVEL_IDENTITY] = "identity",
  [PTL_LEVEL_EXPOSURE] = "exposure",
  [PTL_LEVEL_CERTAINTY] = "certainty",
  [PTL_LEVEL_NOISE] = "noise",
};

static const char *const field_names[PTL_N_FIELDS] = {
  [PTL_FIELD_HOST] = "host",
  [PTL_FIELD_ADDRESS] = "address",
  [PTL_FIELD_MAC] = "mac",
  [PTL_FIELD_NAME] = "name",
  [PTL_FIELD_STATE] = "state",
  [PTL_FIELD_REASON] = "reason",
  [PTL_FIELD_PORT] = "port",
  [PTL_FIELD_SERVICE] = "service",
  [PTL_FIELD_PRODUCT] = "product",
  [PTL_FIELD_VERSION] = "version",
  [PTL_FIELD_EXTRA_INFO] = "extra-info",
  [PTL_FIELD_TUNNEL] = "tunnel",
  [PTL_FIELD_SERVICE_HOST] = "service-host",
  [PTL_FIELD_OS] = "os",
  [PTL_FIELD_DEVICE] = "device",
  [PTL_FIELD_CPE] = "cpe",
  [PTL_FIELD_METHOD] = "method",
  [PTL_FIELD_CERTIFICATE] = "certificate",
  [PTL_FIELD_TLS] = "tls",
  [PTL_FIELD_SCRIPT] = "script",
  [PTL_FIELD_ANSWER] = "answer",
};

PTL_DEFINE_NAMES (PtlChangeKind, ptl_change_kind, kind_names)
PTL_DEFINE_NAMES (PtlChangeLevel, ptl_change_level, level_names)
PTL_DEFINE_NAMES (PtlChangeField, ptl_change_field, field_names)

PtlFieldChange *
ptl_field_change_new (PtlChangeField field,
                      PtlChangeLevel level,
                      const char *before,
                      const char *after)
{
  PtlFieldChange *self = g_new0 (PtlFieldChange, 1);

  self->field = field;
  self->level = level;
  self->before = g_strdup (before);
  self->after = g_strdup (after);
  return self;
}

void
ptl_field_change_free (PtlFieldChange *self)
{
  g_free (self->before);
  g_free (self->after);
  g_free (self->detail);
  g_free (self);
}

PtlPortChange *
ptl_port_change_new (PtlChangeKind kind, PtlProtocol protocol)
{
  PtlPortChange *self = g_atomic_rc_box_new0 (PtlPortChange);

  self->kind = kind;
  self->level = PTL_N_LEVELS;
  self->protocol = protocol;
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_field_change_free);
  return self;
}

PtlPortChange *
ptl_port_change_ref (PtlPortChange *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_port_change (gpointer data)
{
  PtlPortChange *self = data;

  g_clear_pointer (&self->ports, ptl_port_set_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    g_clear_pointer (&self->sides[i].port, ptl_port_unref);
  g_ptr_array_unref (self->fields);
}

void
ptl_port_change_unref (PtlPortChange *self)
{
  g_atomic_rc_box_release_full (self, clear_port_change);
}

void
ptl_port_change_set_side (PtlPortChange *self, guint side, const PtlPortSide *known)
{
  self->sides[side] = *known;
  if (known->port != NULL)
    ptl_port_ref (known->port);
}

char *
ptl_port_change_get_ports_text (const PtlPortChange *self)
{
  const char *protocol = ptl_protocol_to_string (self->protocol);

  if (self->ports != NULL)
    {
      g_autofree char *ports = ptl_port_set_to_string (self->ports);

      return g_strdup_printf ("%s/%s", ports, protocol);
    }
  if (self->number[0] != self->number[1])
    return g_strdup_printf ("%u/%s → %u/%s", self->number[0], protocol, self->number[1],
                            protocol);

  return g_strdup_printf ("%u/%s", self->number[1], protocol);
}

const PtlPort *
ptl_port_change_get_port (const PtlPortChange *self)
{
  const PtlPort *before = self->sides[0].port;
  const PtlPort *after = self->sides[1].port;

  if (after == NULL)
    return before;
  return self->kind == PTL_CHANGE_GONE && before != NULL ? before : after;
}

PtlHostChange *
ptl_host_change_new (PtlChangeKind kind, PtlHost *before, PtlHost *after)
{
  PtlHostChange *self = g_atomic_rc_box_new0 (PtlHostChange);

  self->kind = kind;
  self->level = PTL_N_LEVELS;
  self->hosts[0] = before != NULL ? ptl_host_ref (before) : NULL;
  self->hosts[1] = after != NULL ? ptl_host_ref (after) : NULL;
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_field_change_free);
  self->ports = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_port_change_unref);
  return self;
}

PtlHostChange *
ptl_host_change_ref (PtlHostChange *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_host_change (gpointer data)
{
  PtlHostChange *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->hosts); i++)
    g_clear_pointer (&self->hosts[i], ptl_host_unref);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->ports);
}

void
ptl_host_change_unref (PtlHostChange *self)
{
  g_atomic_rc_box_release_full (self, clear_host_change);
}

const PtlHost *
ptl_host_change_get_host (const PtlHostChange *self)
{
  return self->hosts[1] != NULL ? self->hosts[1] : self->hosts[0];
}

static void
add_reason (GString *out, const char *reason, const char *separator)
{
  if (out->len > 0)
    g_string_append (out, separator);
  g_string_append (out, reason);
}

static void
add_reasons (GString *out,
             guint identity,
             const guint *flags,
             const char *const *texts,
             guint n_texts,
             const char *first_separator)
{
  const char *separator = first_separator;

  for (guint i = 0; i < n_texts; i++)
    if ((identity & flags[i]) != 0)
      {
        add_reason (out, texts[i], separator);
        separator = ", ";
      }
}

char *
ptl_host_change_get_reason (const PtlHostChange *self)
{
  g_autofree char *alike =
      g_strdup_printf (_ ("%u of %u services alike"), self->n_alike, self->n_services);
  const guint for_it[] = { PTL_IDENTITY_PINNED,  PTL_IDENTITY_MAC,
                           PTL_IDENTITY_SSH_KEY, PTL_IDENTITY_CERTIFICATE,
                           PTL_IDENTITY_NAME,    PTL_IDENTITY_SERVICES,
                           PTL_IDENTITY_ADDRESS };
  const char *const for_texts[] = { _ ("pinned by you"),     _ ("same MAC address"),
                                    _ ("same SSH host key"), _ ("same certificate"),
                                    _ ("same name"),         alike,
                                    _ ("same address") };
  const guint against[] = { PTL_IDENTITY_PINNED_APART, PTL_IDENTITY_NOT_MAC,
                            PTL_IDENTITY_NOT_SSH_KEY,  PTL_IDENTITY_NOT_CERTIFICATE,
                            PTL_IDENTITY_NOT_NAME,     PTL_IDENTITY_NOT_SERVICES };
  const char *const against_texts[] = {
    _ ("kept apart by you"),  _ ("another MAC address"), _ ("other SSH host keys"),
    _ ("other certificates"), _ ("another name"),        alike
  };
  gboolean is_pair = self->hosts[0] != NULL && self->hosts[1] != NULL;
  GString *out = g_string_new (NULL);

  if (is_pair)
    add_reasons (out, self->identity, for_it, for_texts, G_N_ELEMENTS (for_it), "");
  else if (self->identity != 0)
    g_string_append (out, _ ("another host is at this address"));
  add_reasons (out, self->identity, against, against_texts, G_N_ELEMENTS (against),
               is_pair ? _ ("; but ") : ": ");
  return g_string_free (out, FALSE);
}

gboolean
ptl_host_change_is_difference (const PtlHostChange *self)
{
  if (self->fields->len > 0)
    return TRUE;

  for (guint i = 0; i < self->ports->len; i++)
    {
      const PtlPortChange *port = self->ports->pdata[i];

      if (port->fields->len > 0)
        return TRUE;
    }

  return FALSE;
}

PtlChangeLevel
ptl_field_changes_get_level (GPtrArray *fields)
{
  PtlChangeLevel level = PTL_N_LEVELS;

  for (guint i = 0; i < fields->len; i++)
    level = MIN (level, ((const PtlFieldChange *) fields->pdata[i])->level);

  return level;
}
