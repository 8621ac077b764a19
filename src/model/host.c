/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/host.c: one host of a session and its ports. */
#include "model/host.h"

#include <string.h>

#include "model/names.h"

static const char *const state_names[] = {
  [PTL_HOST_STATE_UNKNOWN] = "unknown",
  [PTL_HOST_STATE_UP] = "up",
  [PTL_HOST_STATE_DOWN] = "down",
};

PTL_DEFINE_NAMES (PtlHostState, ptl_host_state, state_names)

static const char *const source_names[] = {
  [PTL_NAME_SOURCE_USER] = "user",
  [PTL_NAME_SOURCE_DNS] = "dns",
  [PTL_NAME_SOURCE_CERTIFICATE] = "certificate",
  [PTL_NAME_SOURCE_SERVICE] = "service",
  [PTL_NAME_SOURCE_FILE] = "file",
};

PTL_DEFINE_NAMES (PtlNameSource, ptl_name_source, source_names)

PtlHostInfo *
ptl_host_info_new (void)
{
  PtlHostInfo *self = g_atomic_rc_box_new0 (PtlHostInfo);

  self->rtt_us = -1;
  return self;
}

static void
alias_free (gpointer data)
{
  PtlHostAlias *alias = data;

  g_free (alias->name);
  g_free (alias);
}

static gpointer
copy_alias (gconstpointer data, gpointer user_data)
{
  PtlHostAlias *copy = g_memdup2 (data, sizeof *copy);

  copy->name = g_strdup (copy->name);
  return copy;
}

/* @name: (nullable): else it is an address */
static void
add_alias (GPtrArray *aliases,
           const char *name,
           const PtlAddress *address,
           PtlNameSource source)
{
  PtlHostAlias added = { .source = source };

  if (name == NULL)
    added.address = *address;
  for (guint i = 0; i < aliases->len; i++)
    {
      const PtlHostAlias *alias = aliases->pdata[i];

      if (alias->source == source && g_strcmp0 (alias->name, name) == 0 &&
          ptl_address_equal (&alias->address, &added.address))
        return;
    }

  added.name = (char *) name;
  g_ptr_array_add (aliases, copy_alias (&added, NULL));
}

void
ptl_host_info_add_alias (PtlHostInfo *self,
                         const char *name,
                         const PtlAddress *address,
                         PtlNameSource source)
{
  if (self->aliases == NULL)
    self->aliases = g_ptr_array_new_with_free_func (alias_free);
  add_alias (self->aliases, name, address, source);
}

static void
remark_free (gpointer data)
{
  PtlHostRemark *remark = data;

  g_free (remark->name);
  g_free (remark->text);
  g_free (remark);
}

static gpointer
copy_remark (gconstpointer data, gpointer user_data)
{
  PtlHostRemark *copy = g_memdup2 (data, sizeof *copy);

  copy->name = g_strdup (copy->name);
  copy->text = g_strdup (copy->text);
  return copy;
}

static PtlHostRemark *
find_remark (const PtlHostInfo *self, const char *name)
{
  for (guint i = 0; self->remarks != NULL && i < self->remarks->len; i++)
    if (g_str_equal (((PtlHostRemark *) self->remarks->pdata[i])->name, name))
      return self->remarks->pdata[i];

  return NULL;
}

const char *
ptl_host_info_find_remark (const PtlHostInfo *self, const char *name)
{
  const PtlHostRemark *remark = find_remark (self, name);

  return remark != NULL ? remark->text : NULL;
}

void
ptl_host_info_add_remark (PtlHostInfo *self, const char *name, const char *text)
{
  PtlHostRemark added = { (char *) name, (char *) text };
  PtlHostRemark *known = find_remark (self, name);

  if (known != NULL && g_str_equal (known->text, text))
    return;
  if (known != NULL)
    {
      char *both = g_strconcat (known->text, "\n", text, NULL);

      g_free (known->text);
      known->text = both;
      return;
    }

  if (self->remarks == NULL)
    self->remarks = g_ptr_array_new_with_free_func (remark_free);
  g_ptr_array_add (self->remarks, copy_remark (&added, NULL));
}

PtlHostInfo *
ptl_host_info_copy (const PtlHostInfo *self)
{
  PtlHostInfo *copy = (g_atomic_rc_box_dup) (sizeof *self, self);

  copy->hostname = g_strdup (self->hostname);
  copy->target = g_strdup (self->target);
  copy->mac = g_strdup (self->mac);
  copy->vendor = g_strdup (self->vendor);
  copy->notes = g_strdup (self->notes);
  copy->aliases =
      self->aliases != NULL ? g_ptr_array_copy (self->aliases, copy_alias, NULL) : NULL;
  copy->remarks =
      self->remarks != NULL ? g_ptr_array_copy (self->remarks, copy_remark, NULL) : NULL;
  return copy;
}

PtlHostInfo *
ptl_host_info_ref (PtlHostInfo *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_info (gpointer data)
{
  PtlHostInfo *self = data;

  g_free (self->hostname);
  g_free (self->target);
  g_free (self->mac);
  g_free (self->vendor);
  g_free (self->notes);
  g_clear_pointer (&self->aliases, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
}

void
ptl_host_info_unref (PtlHostInfo *self)
{
  g_atomic_rc_box_release_full (self, clear_info);
}

static void
clear_group (gpointer data)
{
  PtlPortGroup *group = data;

  ptl_port_set_unref (group->ports);
}

PtlHost *
ptl_host_new (const PtlAddress *address)
{
  PtlHost *self = g_atomic_rc_box_new0 (PtlHost);

  self->address = *address;
  self->info = ptl_host_info_new ();
  self->ports = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_port_unref);
  self->groups = g_array_new (FALSE, FALSE, sizeof (PtlPortGroup));
  g_array_set_clear_func (self->groups, clear_group);
  return self;
}

PtlHost *
ptl_host_ref (PtlHost *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_host (gpointer data)
{
  PtlHost *self = data;

  ptl_host_info_unref (self->info);
  g_ptr_array_unref (self->ports);
  g_array_unref (self->groups);
}

void
ptl_host_unref (PtlHost *self)
{
  g_atomic_rc_box_release_full (self, clear_host);
}

void
ptl_host_set_info (PtlHost *self, PtlHostInfo *info)
{
  ptl_host_info_ref (info);
  ptl_host_info_unref (self->info);
  self->info = info;
}

/* Returns: index of the first port not before (@protocol, @number) */
static guint
find_place (const PtlHost *self, PtlProtocol protocol, guint16 number)
{
  guint low = 0;
  guint high = self->ports->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const PtlPort *port = g_ptr_array_index (self->ports, middle);

      if (port->protocol < protocol ||
          (port->protocol == protocol && port->number < number))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

PtlPort *
ptl_host_find_port (const PtlHost *self, PtlProtocol protocol, guint16 number)
{
  guint place = find_place (self, protocol, number);
  PtlPort *port =
      place < self->ports->len ? g_ptr_array_index (self->ports, place) : NULL;

  return port != NULL && port->protocol == protocol && port->number == number ? port
                                                                              : NULL;
}

gboolean
ptl_host_covers (const PtlHost *self, PtlProtocol protocol, guint16 number)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (self->groups, PtlPortGroup, i);

      if (group->protocol == protocol && ptl_port_set_contains (group->ports, number))
        return TRUE;
    }

  return ptl_host_find_port (self, protocol, number) != NULL;
}

/* A port has a row or is in a group, never both. */
static void
leave_groups (PtlHost *self, PtlProtocol protocol, guint16 number)
{
  for (guint i = self->groups->len; i-- > 0;)
    {
      PtlPortGroup *group = &g_array_index (self->groups, PtlPortGroup, i);

      if (group->protocol != protocol)
        continue;

      ptl_port_set_remove (group->ports, number);
      if (ptl_port_set_count (group->ports) == 0)
        g_array_remove_index (self->groups, i);
    }
}

PtlPort *
ptl_host_ensure_port (PtlHost *self,
                      PtlProtocol protocol,
                      guint16 number,
                      gboolean *added)
{
  PtlPort *port = ptl_host_find_port (self, protocol, number);

  *added = port == NULL;
  if (port != NULL)
    return port;

  leave_groups (self, protocol, number);
  port = ptl_port_new (protocol, number);
  port->state = PTL_PORT_STATE_CLOSED;
  g_ptr_array_insert (self->ports, (int) find_place (self, protocol, number), port);
  return port;
}

void
ptl_host_set_port_state (PtlHost *self,
                         PtlPort *port,
                         PtlPortState state,
                         PtlReason reason)
{
  self->n_open -= port->state == PTL_PORT_STATE_OPEN;
  self->n_open += state == PTL_PORT_STATE_OPEN;
  port->state = state;
  port->reason = reason;
}

static PtlPortSet *
ensure_group (PtlHost *self, PtlProtocol protocol, PtlPortState state, PtlReason reason)
{
  PtlPortGroup added = { protocol, state, reason, NULL };

  for (guint i = 0; i < self->groups->len; i++)
    {
      PtlPortGroup *group = &g_array_index (self->groups, PtlPortGroup, i);

      if (group->protocol == protocol && group->state == state && group->reason == reason)
        return group->ports;
    }

  added.ports = ptl_port_set_new ();
  g_array_append_val (self->groups, added);
  return added.ports;
}

void
ptl_host_add_group (PtlHost *self,
                    PtlProtocol protocol,
                    PtlPortState state,
                    PtlReason reason,
                    const PtlPortSet *ports)
{
  g_autoptr (PtlPortSet) rest = ptl_port_set_new ();

  ptl_port_set_add_set (rest, ports);
  for (guint i = 0; i < self->ports->len; i++)
    {
      const PtlPort *port = self->ports->pdata[i];

      if (port->protocol == protocol)
        ptl_port_set_remove (rest, port->number);
    }

  if (ptl_port_set_count (rest) > 0)
    ptl_port_set_add_set (ensure_group (self, protocol, state, reason), rest);
}

static void
add_port_names (GPtrArray *names, const PtlPort *port)
{
  const PtlCertificate *certificate = port->tls != NULL ? port->tls->certificate : NULL;

  if (port->service != NULL && port->service->hostname != NULL)
    add_alias (names, port->service->hostname, NULL, PTL_NAME_SOURCE_SERVICE);
  for (guint i = 0;
       certificate != NULL && certificate->names != NULL && certificate->names[i] != NULL;
       i++)
    if (g_str_has_prefix (certificate->names[i], "DNS:"))
      add_alias (names, certificate->names[i] + strlen ("DNS:"), NULL,
                 PTL_NAME_SOURCE_CERTIFICATE);
}

GPtrArray *
ptl_host_get_names (const PtlHost *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (alias_free);
  const PtlHostInfo *info = self->info;

  if (info->target != NULL)
    add_alias (names, info->target, NULL, PTL_NAME_SOURCE_USER);
  if (info->hostname != NULL)
    add_alias (names, info->hostname, NULL, PTL_NAME_SOURCE_DNS);
  for (guint i = 0; info->aliases != NULL && i < info->aliases->len; i++)
    {
      const PtlHostAlias *alias = info->aliases->pdata[i];

      if (alias->name != NULL)
        add_alias (names, alias->name, NULL, alias->source);
    }
  for (guint i = 0; i < self->ports->len; i++)
    add_port_names (names, self->ports->pdata[i]);
  return names;
}

char *
ptl_host_get_display_name (const PtlHost *self)
{
  g_autofree char *address = ptl_address_to_string (&self->address);
  const char *name =
      self->info->target != NULL ? self->info->target : self->info->hostname;

  if (name == NULL)
    return g_steal_pointer (&address);

  return g_strdup_printf ("%s (%s)", name, address);
}
