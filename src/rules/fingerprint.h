/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint.h: what a service answered that no rule claims, as text to send on.
 *
 *   SF-PortPORT-PROTO:V=VERSION[%T=SSL]%I=INTENSITY%D=MONTH/DAY%Time=HEX%P=PLATFORM
 *   then for each reply  %r(PROBE,HEXLEN,"DATA")  and at the end  ;
 *
 * Nmap's format (spec 4), in lines of 74 characters of which all but the first begin with
 * "SF:". */
#pragma once

#include "model/port.h"

G_BEGIN_DECLS

/* What Nmap writes: so many bytes of a reply, and no further reply once the text is
 * longer than this. */
#define PTL_FINGERPRINT_MAX_REPLY 900
#define PTL_FINGERPRINT_MAX_TEXT  2200

/* Bytes of a text that may hold fingerprints. */
#define PTL_FINGERPRINT_MAX_PASTE (4 * 1024 * 1024)

typedef struct
{
  char *probe;
  GBytes *data;      /* may be cut */
  gsize full_length; /* of the reply */
} PtlFingerprintReply;

/* Fields that were not given are NULL, 0 or, intensity, -1. */
typedef struct
{
  guint16 port;
  PtlProtocol protocol;
  PtlTunnel tunnel;
  char *version;
  int intensity;
  guint month; /* 1 to 12 */
  guint day;
  gint64 time_s; /* since the Unix epoch */
  char *platform;
  GPtrArray *replies; /* PtlFingerprintReply */
} PtlFingerprint;

#define PTL_FINGERPRINT_ERROR (ptl_fingerprint_error_quark ())

typedef enum
{
  PTL_FINGERPRINT_ERROR_NONE_FOUND, /* the text has no fingerprint */
  PTL_FINGERPRINT_ERROR_SYNTAX      /* it has one that cannot be read */
} PtlFingerprintError;

GQuark ptl_fingerprint_error_quark (void);

/* Returns: (transfer full): without replies; version and platform are this program's, the
 * date is that of @time_s in local time */
PtlFingerprint *ptl_fingerprint_new (PtlProtocol protocol,
                                     guint16 port,
                                     PtlTunnel tunnel,
                                     int intensity,
                                     gint64 time_s);

/* Returns: (transfer full): with the first @max_replies replies, of each at most
 * @max_reply bytes; what is cut keeps its full length */
PtlFingerprint *
ptl_fingerprint_copy (const PtlFingerprint *self, guint max_replies, gsize max_reply);

void ptl_fingerprint_free (PtlFingerprint *self);

void ptl_fingerprint_add_reply (PtlFingerprint *self,
                                const char *probe,
                                GBytes *data,
                                gsize full_length);

/* Adds those of @responses (element-type PtlResponse) that are not empty and came through
 * the fingerprint's tunnel, or through none if it has none. */
void ptl_fingerprint_add_responses (PtlFingerprint *self, GPtrArray *responses);

/**
 * ptl_fingerprint_to_string:
 * @max_reply: bytes of each reply written at most; PTL_FINGERPRINT_MAX_REPLY, G_MAXSIZE
 * @max_text: length of text after which no further reply is written; likewise
 *
 * Returns: (transfer full) (nullable): one line of printable ASCII; NULL if there is no
 *   reply to write
 */
char *
ptl_fingerprint_to_string (const PtlFingerprint *self, gsize max_reply, gsize max_text);

/* Returns: (transfer full): the same in lines of 74 characters, without a last LF */
char *ptl_fingerprint_wrap (const char *text);

/* Returns: (transfer full): those of @prints (element-type PtlFingerprint) that have
 * replies, whole, wrapped, each with its last LF */
char *ptl_fingerprints_to_text (GPtrArray *prints);

/**
 * ptl_fingerprints_parse:
 * @text: anything that has fingerprints in it: a terminal's output, a mail, an attribute
 *
 * Understands wrapped and unwrapped fingerprints, indented, quoted with ">" or "|_" or
 * numbered, with other line ends, joined or newly broken lines, typographic quotes, from
 * inside JSON, XML or a mail's source, and ones whose end is missing.
 *
 * Returns: (transfer full) (nullable) (element-type PtlFingerprint): at least one, or
 *   NULL with a %PTL_FINGERPRINT_ERROR
 */
GPtrArray *ptl_fingerprints_parse (const char *text, gsize len, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlFingerprint, ptl_fingerprint_free)

G_END_DECLS
