/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/host.h: one host of a session and its ports. */
#pragma once

#include "model/address.h"
#include "model/port.h"
#include "model/port-set.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_HOST_STATE_UNKNOWN,
  PTL_HOST_STATE_UP,
  PTL_HOST_STATE_DOWN
} PtlHostState;

/* Who says that a host has a name or an address. */
typedef enum
{
  PTL_NAME_SOURCE_USER,        /* the person gave it as a target */
  PTL_NAME_SOURCE_DNS,         /* a look-up of the address, or of the name given */
  PTL_NAME_SOURCE_CERTIFICATE, /* what the host shows to TLS clients */
  PTL_NAME_SOURCE_SERVICE,     /* a service says so */
  PTL_NAME_SOURCE_FILE         /* the file that the scan was read from */
} PtlNameSource;

/* One more name, or one more address, of a host. */
typedef struct
{
  char *name; /* (nullable): NULL: it is an address */
  PtlAddress address;
  PtlNameSource source;
} PtlHostAlias;

/* What another program found out about a host as a whole: its system, by the name
 * PTL_HOST_REMARK_OS, or what a script of Nmap's put out, by the script's name after
 * PTL_RESPONSE_OF_SCRIPT. */
typedef struct
{
  char *name;
  char *text;
} PtlHostRemark;

#define PTL_HOST_REMARK_OS          "os"
#define PTL_HOST_REMARK_OS_ACCURACY "os accuracy" /* per cent */

/* What is known of a host besides its ports.  Reference counted; immutable once handed
 * on. */
typedef struct
{
  PtlHostState state;
  PtlReason reason;
  char *hostname; /* (nullable): from reverse DNS */
  char *target;   /* (nullable): the name the user gave for this address */
  char *mac;      /* (nullable): "02:42:ac:11:00:02" */
  char *vendor;   /* (nullable): who made the network card, by its MAC */
  char *notes;    /* (nullable): the person's; no scan changes them */
  GPtrArray
      *aliases; /* (nullable): PtlHostAlias: names and addresses besides the above */
  GPtrArray *remarks; /* (nullable): PtlHostRemark */
  gint64 rtt_us;      /* smoothed round trip, -1 if not measured */
  gboolean finished;  /* all its work is done: not so when the scan was stopped before */
  gboolean timed_out;
} PtlHostInfo;

/* Ports that share one state and reason, as ranges: closed ports are never rows. */
typedef struct
{
  PtlProtocol protocol;
  PtlPortState state;
  PtlReason reason;
  PtlPortSet *ports;
} PtlPortGroup;

/* Reference counted; changed only by its session (ptl_session_apply ()). */
typedef struct
{
  PtlAddress address;
  PtlHostInfo *info; /* never NULL */
  GPtrArray *ports;  /* PtlPort, by protocol and number */
  GArray *groups;    /* PtlPortGroup */
  guint n_open;      /* of ports: those open */
} PtlHost;

PtlHostInfo *ptl_host_info_new (void);
PtlHostInfo *ptl_host_info_copy (const PtlHostInfo *self);
PtlHostInfo *ptl_host_info_ref (PtlHostInfo *self);
void ptl_host_info_unref (PtlHostInfo *self);

/* Adds a name or, with @name NULL, an address, unless it is there; to an info that was
 * not handed on yet. */
void ptl_host_info_add_alias (PtlHostInfo *self,
                              const char *name,
                              const PtlAddress *address,
                              PtlNameSource source);

/* Adds a remark, or more to the one of that name; to an info that was not handed on yet.
 */
void ptl_host_info_add_remark (PtlHostInfo *self, const char *name, const char *text);
/* Returns: (transfer none) (nullable): the text of that name */
const char *ptl_host_info_find_remark (const PtlHostInfo *self, const char *name);

PtlHost *ptl_host_new (const PtlAddress *address);
PtlHost *ptl_host_ref (PtlHost *self);
void ptl_host_unref (PtlHost *self);

void ptl_host_set_info (PtlHost *self, PtlHostInfo *info);

/* Returns: (transfer none) (nullable) */
PtlPort *ptl_host_find_port (const PtlHost *self, PtlProtocol protocol, guint16 number);

/**
 * ptl_host_ensure_port:
 * @added: (out): whether the port is new
 *
 * Returns: (transfer none): the port, added in its place if it was not there
 */
PtlPort *ptl_host_ensure_port (PtlHost *self,
                               PtlProtocol protocol,
                               guint16 number,
                               gboolean *added);

/* Returns: whether the port's state is known: it has a row or is in a group */
gboolean ptl_host_covers (const PtlHost *self, PtlProtocol protocol, guint16 number);

void ptl_host_set_port_state (PtlHost *self,
                              PtlPort *port,
                              PtlPortState state,
                              PtlReason reason);

/* Adds @ports to the group of that state and reason, but for those that have a row. */
void ptl_host_add_group (PtlHost *self,
                         PtlProtocol protocol,
                         PtlPortState state,
                         PtlReason reason,
                         const PtlPortSet *ports);

/* Returns: (transfer full): what to call the host: name and address, or the address alone
 */
char *ptl_host_get_display_name (const PtlHost *self);

/**
 * ptl_host_get_names:
 *
 * All names there are: those of its info, those in the certificates that it shows, those
 * that its services say.
 *
 * Returns: (transfer full) (element-type PtlHostAlias): each name once for each source
 */
GPtrArray *ptl_host_get_names (const PtlHost *self);

const char *ptl_name_source_to_string (PtlNameSource source); /* "user", "dns", ... */
gboolean ptl_name_source_parse (const char *text, PtlNameSource *source);

const char *ptl_host_state_to_string (PtlHostState state); /* "unknown", "up", "down" */
gboolean ptl_host_state_parse (const char *text, PtlHostState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlHostInfo, ptl_host_info_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlHost, ptl_host_unref)

G_END_DECLS
