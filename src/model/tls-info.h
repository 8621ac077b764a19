/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/tls-info.h: what TLS agreed on with a service, and the certificate it showed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nothing about a certificate is longer; what was cut ends in an ellipsis. */
#define PTL_CERTIFICATE_MAX_TEXT  512
#define PTL_CERTIFICATE_MAX_NAMES 100

/* A time that the certificate does not say or that makes no sense. */
#define PTL_CERTIFICATE_NO_TIME G_MININT64

/* What stands in a certificate; nothing of it is verified.  Texts are safe to show and
 * NULL where the certificate does not say.  Reference counted; immutable once handed
 * on. */
typedef struct
{
  GBytes *der;     /* all of it */
  char *subject;   /* RFC 4514: "CN=www.example,O=Example" */
  char *issuer;    /* likewise */
  GStrv names;     /* "DNS:www.example", "IP:192.0.2.1": the first of them */
  guint n_names;   /* all of them, also those that names leaves out */
  gint64 from_us;  /* validity, since the Unix epoch, or PTL_CERTIFICATE_NO_TIME */
  gint64 until_us; /* likewise */
  char *key_type;  /* "RSA", "EC/ECDSA", "EdDSA (Ed25519)" */
  guint key_bits;  /* 0: not known */
  char *signature; /* "RSA-SHA256" */
  char *sha256;    /* of der: 64 hex digits */
  char *sha1;      /* of der: 40 hex digits */
  gboolean is_self_signed; /* by what it says */
} PtlCertificate;

/* Reference counted; immutable once handed on. */
typedef struct
{
  char *version;               /* "TLS1.3" */
  char *cipher;                /* "TLS_AES_256_GCM_SHA384" */
  char *alpn;                  /* (nullable): only if one was offered */
  PtlCertificate *certificate; /* (nullable): the peer's own */
  gboolean is_resumed;         /* the peer went on with an earlier session; not kept */
} PtlTlsInfo;

/* Returns: (transfer full): with the hashes of @der, and nothing else known */
PtlCertificate *ptl_certificate_new (GBytes *der);
PtlCertificate *ptl_certificate_ref (PtlCertificate *self);
void ptl_certificate_unref (PtlCertificate *self);

/* Returns: (transfer full): "2027-11-21 00:23:48 UTC", or "" for no time */
char *ptl_certificate_format_time (gint64 time_us);

/* Returns: (transfer full): "RSA, 2048 bits", or "" */
char *ptl_certificate_get_key_text (const PtlCertificate *self);

PtlTlsInfo *ptl_tls_info_new (void);
PtlTlsInfo *ptl_tls_info_ref (PtlTlsInfo *self);
void ptl_tls_info_unref (PtlTlsInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlCertificate, ptl_certificate_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTlsInfo, ptl_tls_info_unref)

G_END_DECLS
