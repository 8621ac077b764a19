/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/service-list.c: what later rules know of a service besides, in one column. */
#include "store/service-list.h"

#define N_TEXTS 11
#define ELEMENT "(amayaaysuua(ii))"

/* The texts of @service in the order of the column; where they lie, for reader and
 * writer. */
static void
get_texts (PtlService *service, char **texts[N_TEXTS])
{
  PtlRuleRef *rule = service->rule;
  char **const all[N_TEXTS] = {
    &service->name,     &service->product, &service->version,     &service->extra_info,
    &service->hostname, &service->os_type, &service->device_type, &rule->layer,
    &rule->file,        &rule->pattern,    &rule->probe,
  };

  for (guint i = 0; i < N_TEXTS; i++)
    texts[i] = all[i];
}

static GVariant *
pack_texts (PtlService *service)
{
  GVariantBuilder builder;
  char **texts[N_TEXTS];

  get_texts (service, texts);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("amay"));
  for (guint i = 0; i < N_TEXTS; i++)
    g_variant_builder_add (&builder, "m^ay", *texts[i]);
  return g_variant_builder_end (&builder);
}

static GVariant *
pack_captures (GArray *captures)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ii)"));
  for (guint i = 0; i < captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (captures, PtlCapture, i);

      g_variant_builder_add (&builder, "(ii)", capture->start, capture->end);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
pack (PtlService *service)
{
  static const char *const none[] = { NULL };
  const char *const *cpes =
      service->cpes != NULL ? (const char *const *) service->cpes : none;

  return g_variant_new ("(@amay^aaysuu@a(ii))", pack_texts (service), cpes,
                        ptl_match_via_to_string (service->rule->via), service->rule->line,
                        service->rule->response, pack_captures (service->rule->captures));
}

char *
ptl_service_list_print (GPtrArray *services)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) list = NULL;

  if (services == NULL)
    return NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ELEMENT));
  for (guint i = 0; i < services->len; i++)
    g_variant_builder_add_value (&builder, pack (services->pdata[i]));

  list = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (list, TRUE);
}

static void
unpack_texts (GVariant *packed, PtlService *service)
{
  char **texts[N_TEXTS];

  get_texts (service, texts);
  for (guint i = 0; i < MIN (N_TEXTS, g_variant_n_children (packed)); i++)
    g_variant_get_child (packed, i, "m^ay", texts[i]);
}

static void
unpack_captures (GVariant *packed, GArray *captures)
{
  GVariantIter iter;
  PtlCapture capture;

  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(ii)", &capture.start, &capture.end))
    g_array_append_val (captures, capture);
}

/* Returns: (transfer full) */
static PtlService *
unpack (GVariant *packed)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_autoptr (GVariant) texts = NULL;
  g_autoptr (GVariant) captures = NULL;
  g_auto (GStrv) cpes = NULL;
  const char *via;

  service->rule = ptl_rule_ref_new ();
  g_variant_get (packed, "(@amay^aay&suu@a(ii))", &texts, &cpes, &via,
                 &service->rule->line, &service->rule->response, &captures);
  unpack_texts (texts, service);
  if (cpes[0] != NULL)
    service->cpes = g_steal_pointer (&cpes);
  ptl_match_via_parse (via, &service->rule->via); /* unknown: the first */
  unpack_captures (captures, service->rule->captures);
  return service;
}

void
ptl_service_list_parse (const char *text, PtlService *service)
{
  g_autoptr (GVariant) list =
      text != NULL
          ? g_variant_parse (G_VARIANT_TYPE ("a" ELEMENT), text, NULL, NULL, NULL)
          : NULL;

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) packed = g_variant_get_child_value (list, i);

      ptl_service_add_also (service, unpack (packed));
    }
}
