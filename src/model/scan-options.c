/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/scan-options.c: what a scan is asked to do. */
#include "model/scan-options.h"

#include "model/names.h"

static const char *const timing_names[PTL_N_TIMINGS] = {
  [PTL_TIMING_PARANOID] = "paranoid",     [PTL_TIMING_SNEAKY] = "sneaky",
  [PTL_TIMING_POLITE] = "polite",         [PTL_TIMING_NORMAL] = "normal",
  [PTL_TIMING_AGGRESSIVE] = "aggressive", [PTL_TIMING_INSANE] = "insane",
};

PTL_DEFINE_NAMES (PtlTiming, ptl_timing, timing_names)

G_DEFINE_BOXED_TYPE (PtlScanOptions,
                     ptl_scan_options,
                     ptl_scan_options_copy,
                     ptl_scan_options_free)

/* The members by type, for copying and for the text form. */
#define MEMBER(member)                                                                   \
  {                                                                                      \
#member, G_STRUCT_OFFSET(PtlScanOptions, member)                                     \
  }

typedef struct
{
  const char *name;
  gsize offset;
} Member;

static const Member list_members[] = { MEMBER (targets),   MEMBER (target_files),
                                       MEMBER (excludes),  MEMBER (exclude_files),
                                       MEMBER (databases), MEMBER (rules) };
static const Member bool_members[] = { MEMBER (tcp),       MEMBER (udp),
                                       MEMBER (ipv6),      MEMBER (skip_discovery),
                                       MEMBER (no_dns),    MEMBER (identify),
                                       MEMBER (all_ports), MEMBER (compat_nmap),
                                       MEMBER (trace) };
static const Member uint_members[] = {
  MEMBER (top_ports), MEMBER (intensity),       MEMBER (max_parallel),
  MEMBER (max_rate),  MEMBER (host_timeout_ms), MEMBER (probes_in_flight),
  MEMBER (shard),     MEMBER (n_shards)
};

static GPtrArray **
list_at (const PtlScanOptions *self, const Member *member)
{
  return (GPtrArray **) G_STRUCT_MEMBER_P (self, member->offset);
}

PtlScanOptions *
ptl_scan_options_new (void)
{
  PtlScanOptions *self = g_new0 (PtlScanOptions, 1);

  for (guint i = 0; i < G_N_ELEMENTS (list_members); i++)
    *list_at (self, &list_members[i]) = g_ptr_array_new_with_free_func (g_free);
  self->top_ports = 1000;
  self->tcp = TRUE;
  self->identify = TRUE;
  self->intensity = 7;
  self->timing = PTL_TIMING_NORMAL;
  return self;
}

static gpointer
copy_string (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

PtlScanOptions *
ptl_scan_options_copy (const PtlScanOptions *self)
{
  PtlScanOptions *copy = g_memdup2 (self, sizeof *self);

  copy->ports = g_strdup (self->ports);
  for (guint i = 0; i < G_N_ELEMENTS (list_members); i++)
    *list_at (copy, &list_members[i]) =
        g_ptr_array_copy (*list_at (self, &list_members[i]), copy_string, NULL);
  return copy;
}

void
ptl_scan_options_free (PtlScanOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_members); i++)
    g_ptr_array_unref (*list_at (self, &list_members[i]));
  g_free (self->ports);
  g_free (self);
}

static GVariant *
list_to_variant (GPtrArray *list)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; i < list->len; i++)
    g_variant_builder_add_value (&builder, g_variant_new_bytestring (list->pdata[i]));
  return g_variant_builder_end (&builder);
}

GVariant *
ptl_scan_options_to_variant (const PtlScanOptions *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (list_members); i++)
    g_variant_dict_insert_value (&dict, list_members[i].name,
                                 list_to_variant (*list_at (self, &list_members[i])));
  for (guint i = 0; i < G_N_ELEMENTS (bool_members); i++)
    g_variant_dict_insert (&dict, bool_members[i].name, "b",
                           G_STRUCT_MEMBER (gboolean, self, bool_members[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (uint_members); i++)
    g_variant_dict_insert (&dict, uint_members[i].name, "u",
                           G_STRUCT_MEMBER (guint, self, uint_members[i].offset));
  if (self->ports != NULL)
    g_variant_dict_insert_value (&dict, "ports", g_variant_new_bytestring (self->ports));
  g_variant_dict_insert (&dict, "timing", "s", ptl_timing_to_string (self->timing));

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

char *
ptl_scan_options_to_string (const PtlScanOptions *self)
{
  g_autoptr (GVariant) variant = ptl_scan_options_to_variant (self);

  return g_variant_print (variant, TRUE);
}

static void
read_list (GVariantDict *dict, const char *name, GPtrArray *list)
{
  g_autoptr (GVariant) value =
      g_variant_dict_lookup_value (dict, name, G_VARIANT_TYPE ("aay"));
  GVariantIter iter;
  GVariant *item;

  if (value == NULL)
    return;

  g_variant_iter_init (&iter, value);
  while ((item = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_ptr_array_add (list, g_variant_dup_bytestring (item, NULL));
      g_variant_unref (item);
    }
}

PtlScanOptions *
ptl_scan_options_from_variant (GVariant *variant)
{
  PtlScanOptions *self = ptl_scan_options_new ();
  g_autofree char *timing = NULL;
  g_auto (GVariantDict) dict = { 0 };

  g_variant_dict_init (&dict, variant);
  for (guint i = 0; i < G_N_ELEMENTS (list_members); i++)
    read_list (&dict, list_members[i].name, *list_at (self, &list_members[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bool_members); i++)
    g_variant_dict_lookup (&dict, bool_members[i].name, "b",
                           G_STRUCT_MEMBER_P (self, bool_members[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (uint_members); i++)
    g_variant_dict_lookup (&dict, uint_members[i].name, "u",
                           G_STRUCT_MEMBER_P (self, uint_members[i].offset));
  g_variant_dict_lookup (&dict, "ports", "^ay", &self->ports);
  if (g_variant_dict_lookup (&dict, "timing", "s", &timing))
    ptl_timing_parse (timing, &self->timing);
  self->intensity = MIN (self->intensity, PTL_MAX_INTENSITY);

  return self;
}

PtlScanOptions *
ptl_scan_options_from_string (const char *text, GError **error)
{
  g_autoptr (GVariant) variant = NULL;

  if (!g_utf8_validate (text, -1, NULL)) /* which GVariant's parser takes for granted */
    {
      g_set_error_literal (error, G_VARIANT_PARSE_ERROR,
                           G_VARIANT_PARSE_ERROR_INVALID_CHARACTER, "not UTF-8");
      return NULL;
    }

  variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, error);
  return variant != NULL ? ptl_scan_options_from_variant (variant) : NULL;
}

static void
append_all (GString *out, GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "",
                            (char *) list->pdata[i]);
}

char *
ptl_scan_options_get_targets_text (const PtlScanOptions *self)
{
  GString *out = g_string_new (NULL);

  append_all (out, self->targets);
  append_all (out, self->target_files);
  return g_string_free (out, FALSE);
}
