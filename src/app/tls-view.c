/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/tls-view.c: what TLS agreed on with a port, and the certificate it showed.
 *
 * Template: ui/tls-view.ui. */
#include "app/tls-view.h"

#include <glib/gi18n-lib.h>

#include "app/fact-grid.h"

struct _PtlTlsView
{
  GtkBox parent_instance;

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (PtlTlsView, ptl_tls_view, GTK_TYPE_BOX)

static void
add_names (GtkGrid *grid, const PtlCertificate *certificate)
{
  guint n = certificate->names != NULL ? g_strv_length (certificate->names) : 0;

  for (guint i = 0; i < n; i++)
    ptl_fact_grid_add (grid, i == 0 ? _ ("Names") : "", certificate->names[i]);

  if (certificate->n_names > n)
    {
      g_autofree char *more =
          g_strdup_printf (_ ("and %u more"), certificate->n_names - n);

      ptl_fact_grid_add (grid, "", more);
    }
}

static void
add_certificate (GtkGrid *grid, const PtlCertificate *certificate)
{
  g_autofree char *from = ptl_certificate_format_time (certificate->from_us);
  g_autofree char *until = ptl_certificate_format_time (certificate->until_us);
  g_autofree char *key = ptl_certificate_get_key_text (certificate);

  ptl_fact_grid_add (grid, _ ("Certificate"), certificate->subject);
  add_names (grid, certificate);
  ptl_fact_grid_add (grid, _ ("Issuer"),
                     certificate->is_self_signed ? _ ("itself") : certificate->issuer);
  ptl_fact_grid_add (grid, _ ("Valid from"), from);
  ptl_fact_grid_add (grid, _ ("Valid until"), until);
  ptl_fact_grid_add (grid, _ ("Key"), key);
  ptl_fact_grid_add (grid, _ ("Signature"), certificate->signature);
  ptl_fact_grid_add (grid, "SHA-256", certificate->sha256);
  ptl_fact_grid_add (grid, "SHA-1", certificate->sha1);
}

void
ptl_tls_view_show (PtlTlsView *self, const PtlTlsInfo *tls)
{
  g_return_if_fail (PTL_IS_TLS_VIEW (self));

  ptl_fact_grid_clear (self->grid);
  gtk_widget_set_visible (GTK_WIDGET (self), tls != NULL);
  if (tls == NULL)
    return;

  ptl_fact_grid_add (self->grid, _ ("Version"), tls->version);
  ptl_fact_grid_add (self->grid, _ ("Cipher"), tls->cipher);
  ptl_fact_grid_add (self->grid, "ALPN", tls->alpn);
  if (tls->certificate != NULL)
    add_certificate (self->grid, tls->certificate);
  gtk_widget_show_all (GTK_WIDGET (self->grid));
}

static void
ptl_tls_view_class_init (PtlTlsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/tls-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlTlsView, grid);
}

static void
ptl_tls_view_init (PtlTlsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
