/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/post.h: a form posted to an address that the person has set.
 *
 * The only place of the program that speaks HTTP.  HTTPS, but for this computer itself;
 * no cookies, no redirects to elsewhere, nothing told but the form. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PTL_POST_ERROR (ptl_post_error_quark ())

typedef enum
{
  PTL_POST_ERROR_ENDPOINT,  /* the address cannot be posted to */
  PTL_POST_ERROR_REFUSED,   /* the server does not want it: the same again is of no use */
  PTL_POST_ERROR_MOVED,     /* it wants it elsewhere: the person has to say so */
  PTL_POST_ERROR_UNTRUSTED, /* it is not who it should be */
  PTL_POST_ERROR_LATER /* no network, or the server is in trouble: worth another try */
} PtlPostError;

GQuark ptl_post_error_quark (void);

/* Whether @endpoint can be posted to: https://HOST..., or http:// for this computer; no
 * user name in it.  FALSE with %PTL_POST_ERROR_ENDPOINT. */
gboolean ptl_post_check_endpoint (const char *endpoint, GError **error);

/**
 * ptl_post_async:
 * @form: application/x-www-form-urlencoded
 * @timeout_s: all of it may take
 *
 * Accepted is what the server answers with 2xx, or with a 302 or 303 to itself, and
 * whole: of a cut answer nobody knows, which is %PTL_POST_ERROR_LATER.
 */
void ptl_post_async (const char *endpoint,
                     const char *form,
                     guint timeout_s,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);

/* Returns: FALSE with a %PTL_POST_ERROR, or %G_IO_ERROR_CANCELLED */
gboolean ptl_post_finish (GAsyncResult *result, GError **error);

G_END_DECLS
