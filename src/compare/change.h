/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/change.h: what differs between two sessions: fields, ports, hosts.
 *
 * A port or a host of the result has one kind and any number of fields.  Where there are
 * two sides, [0] is the first session and [1] the second. */
#pragma once

#include "model/host.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_CHANGE_SAME,
  PTL_CHANGE_CHANGED,
  PTL_CHANGE_NEW,         /* the first session looked and there was nothing */
  PTL_CHANGE_GONE,        /* the second session looked and there was nothing */
  PTL_CHANGE_MOVED,       /* the service to another port, the host to another address */
  PTL_CHANGE_NOT_COVERED, /* one of the sessions did not look: nothing can be said */
  PTL_N_CHANGE_KINDS
} PtlChangeKind;

/* What a difference is about; a port or host has that of its first field in this order.
 */
typedef enum
{
  PTL_LEVEL_IDENTITY,  /* who is there: host, product, version, certificate */
  PTL_LEVEL_EXPOSURE,  /* what can be reached */
  PTL_LEVEL_CERTAINTY, /* how well it is known, and answers beside the verdict */
  PTL_LEVEL_NOISE,     /* times, counters and the like */
  PTL_N_LEVELS
} PtlChangeLevel;

typedef enum
{
  PTL_FIELD_HOST,    /* there or not */
  PTL_FIELD_ADDRESS, /* of a host */
  PTL_FIELD_MAC,
  PTL_FIELD_NAME,  /* of a host */
  PTL_FIELD_STATE, /* of a port */
  PTL_FIELD_REASON,
  PTL_FIELD_PORT, /* the number of a service that moved */
  PTL_FIELD_SERVICE,
  PTL_FIELD_PRODUCT,
  PTL_FIELD_VERSION,
  PTL_FIELD_EXTRA_INFO,
  PTL_FIELD_TUNNEL,
  PTL_FIELD_SERVICE_HOST,
  PTL_FIELD_OS,
  PTL_FIELD_DEVICE,
  PTL_FIELD_CPE,
  PTL_FIELD_METHOD,
  PTL_FIELD_CERTIFICATE,
  PTL_FIELD_TLS,
  PTL_FIELD_SCRIPT, /* what a script of Nmap's put out */
  PTL_FIELD_ANSWER, /* bytes that a probe brought */
  PTL_N_FIELDS
} PtlChangeField;

/* Texts are as the peers sent them: to be made safe by whoever shows them. */
typedef struct
{
  PtlChangeField field;
  PtlChangeLevel level;
  char *before; /* (nullable): it had none */
  char *after;  /* likewise */
  char *detail; /* (nullable): the script, or the probe that brought an answer */
} PtlFieldChange;

/* What one session knows of a port. */
typedef struct
{
  gboolean covered; /* else nothing, and the rest means nothing */
  PtlPortState state;
  PtlReason reason;
  PtlPort *port; /* (nullable): NULL where many ports share that state */
} PtlPortSide;

/* Reference counted; immutable once handed on. */
typedef struct
{
  PtlChangeKind kind;
  PtlChangeLevel level; /* of what has fields */
  PtlProtocol protocol;
  guint16 number[2]; /* they differ where a service moved */
  PtlPortSet *ports; /* (nullable): where many ports changed alike: all of them */
  PtlPortSide sides[2];
  GPtrArray *fields; /* PtlFieldChange, in the order of PtlChangeField */
} PtlPortChange;

/* Why two records are taken for one host. */
typedef enum
{
  PTL_IDENTITY_PINNED = 1 << 0, /* the person says so */
  PTL_IDENTITY_MAC = 1 << 1,
  PTL_IDENTITY_CERTIFICATE = 1 << 2,
  PTL_IDENTITY_NAME = 1 << 3,
  PTL_IDENTITY_SERVICES = 1 << 4,
  PTL_IDENTITY_ADDRESS = 1 << 5,
  PTL_IDENTITY_NOT_MAC = 1 << 6,         /* both have one and they differ */
  PTL_IDENTITY_NOT_CERTIFICATE = 1 << 7, /* both have some and none is the same */
  PTL_IDENTITY_NOT_NAME = 1 << 8,
  PTL_IDENTITY_NOT_SERVICES = 1 << 9, /* both have some and few are alike */
  PTL_IDENTITY_PINNED_APART = 1 << 10,
  PTL_IDENTITY_SSH_KEY = 1 << 11,
  PTL_IDENTITY_NOT_SSH_KEY = 1 << 12 /* both have some and none is the same */
} PtlIdentity;

/* Reference counted; immutable once handed on. */
typedef struct
{
  PtlChangeKind kind;
  PtlChangeLevel level; /* of its own fields, if there are any */
  PtlHost *hosts[2];    /* (nullable): one of them may be missing */
  guint identity;       /* PtlIdentity: of the pair; of a single host, why it is not the
                           one that the other session found at its address, or 0 */
  int score;            /* of the pair */
  guint n_services;     /* open ports of the two together, counted once */
  guint n_alike;        /* those with the same service */
  GPtrArray *fields;    /* PtlFieldChange: of the host itself */
  GPtrArray *ports;     /* PtlPortChange, by protocol and number */
  guint n_same;         /* ports that both sessions know, and nothing changed */
  guint n_uncovered[2]; /* ports that this session did not look at, but the other one */
  guint n_uncovered_open[2]; /* those of them that the other one found open */
} PtlHostChange;

/* Each takes the texts' copies.  Returns: (transfer full) */
PtlFieldChange *ptl_field_change_new (PtlChangeField field,
                                      PtlChangeLevel level,
                                      const char *before,
                                      const char *after);
void ptl_field_change_free (PtlFieldChange *self);

PtlPortChange *ptl_port_change_new (PtlChangeKind kind, PtlProtocol protocol);
PtlPortChange *ptl_port_change_ref (PtlPortChange *self);
void ptl_port_change_unref (PtlPortChange *self);

/* Sets one side; takes a reference to its port. */
void ptl_port_change_set_side (PtlPortChange *self, guint side, const PtlPortSide *known);

/* Returns: (transfer full): "80/tcp", "80/tcp → 8080/tcp", "1-100/udp" */
char *ptl_port_change_get_ports_text (const PtlPortChange *self);

/* Returns: (transfer none) (nullable): the port record of the later side that has one */
const PtlPort *ptl_port_change_get_port (const PtlPortChange *self);

PtlHostChange *ptl_host_change_new (PtlChangeKind kind, PtlHost *before, PtlHost *after);
PtlHostChange *ptl_host_change_ref (PtlHostChange *self);
void ptl_host_change_unref (PtlHostChange *self);

/* Returns: (transfer none): the host as the later of the sessions that have it knows it
 */
const PtlHost *ptl_host_change_get_host (const PtlHostChange *self);

/* Returns: (transfer full): why the two are one host, or why they are not: "same MAC
 * address, same name; the address differs", in the person's language; "" if there is
 * nothing to say */
char *ptl_host_change_get_reason (const PtlHostChange *self);

/* Whether anything differs in the host itself or in one of its ports. */
gboolean ptl_host_change_is_difference (const PtlHostChange *self);

/* Returns: the least (gravest) level of @fields, PTL_N_LEVELS for none */
PtlChangeLevel ptl_field_changes_get_level (GPtrArray *fields);

/* Words for files and rules: "not-covered", "identity", "extra-info", ... */
const char *ptl_change_kind_to_string (PtlChangeKind kind);
gboolean ptl_change_kind_parse (const char *text, PtlChangeKind *kind);
const char *ptl_change_level_to_string (PtlChangeLevel level);
gboolean ptl_change_level_parse (const char *text, PtlChangeLevel *level);
const char *ptl_change_field_to_string (PtlChangeField field);
gboolean ptl_change_field_parse (const char *text, PtlChangeField *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlFieldChange, ptl_field_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPortChange, ptl_port_change_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlHostChange, ptl_host_change_unref)

G_END_DECLS
