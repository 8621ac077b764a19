/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/redaction.c: a fingerprint without what is nobody else's business. */
#include "submit/redaction.h"

typedef struct
{
  guint reply;
  guint finding;
  gsize start; /* bytes of the reply */
  gsize end;
} Place;

struct _PtlRedaction
{
  PtlFingerprint *fingerprint;
  GPtrArray *findings; /* PtlFinding, in the order they are met */
  GArray *places;      /* Place, by reply and start */
};

static void
finding_free (gpointer data)
{
  PtlFinding *finding = data;

  g_bytes_unref (finding->text);
  g_bytes_unref (finding->replacement);
  g_free (finding);
}

static PtlFinding *
get_finding (const PtlRedaction *self, guint index)
{
  return self->findings->pdata[index];
}

static guint
find_or_add (PtlRedaction *self, GHashTable *known, PtlSecretKind kind, GBytes *text)
{
  gpointer index = g_hash_table_lookup (known, text);
  PtlFinding *finding;

  if (index != NULL)
    return GPOINTER_TO_UINT (index) - 1;

  finding = g_new0 (PtlFinding, 1);
  finding->kind = kind;
  finding->text = g_bytes_ref (text);
  finding->replacement =
      ptl_secret_mask (kind, g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_ptr_array_add (self->findings, finding);
  g_hash_table_insert (known, g_bytes_ref (text), GUINT_TO_POINTER (self->findings->len));
  return self->findings->len - 1;
}

static void
add_places (PtlRedaction *self, guint reply, GArray *secrets, GHashTable *known)
{
  const PtlFingerprintReply *of = self->fingerprint->replies->pdata[reply];

  for (guint i = 0; i < secrets->len; i++)
    {
      const PtlSecret *secret = &g_array_index (secrets, PtlSecret, i);
      g_autoptr (GBytes) text =
          g_bytes_new_from_bytes (of->data, secret->start, secret->end - secret->start);
      Place place = { reply, find_or_add (self, known, secret->kind, text), secret->start,
                      secret->end };

      get_finding (self, place.finding)->n_places++;
      g_array_append_val (self->places, place);
    }
}

PtlRedaction *
ptl_redaction_new (const PtlFingerprint *fingerprint, GPtrArray *known, GPtrArray *words)
{
  PtlRedaction *self = g_new0 (PtlRedaction, 1);
  g_autoptr (GHashTable) texts = g_hash_table_new_full (
      g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  self->fingerprint = ptl_fingerprint_copy (fingerprint, G_MAXUINT, G_MAXSIZE);
  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  for (guint i = 0; i < fingerprint->replies->len; i++)
    {
      const PtlFingerprintReply *reply = fingerprint->replies->pdata[i];
      gsize len;
      const guint8 *data = g_bytes_get_data (reply->data, &len);
      g_autoptr (GArray) secrets = ptl_secrets_find (data, len, known, words);

      add_places (self, i, secrets, texts);
    }

  return self;
}

void
ptl_redaction_free (PtlRedaction *self)
{
  ptl_fingerprint_free (self->fingerprint);
  g_ptr_array_unref (self->findings);
  g_array_unref (self->places);
  g_free (self);
}

guint
ptl_redaction_get_n_findings (const PtlRedaction *self)
{
  return self->findings->len;
}

const PtlFinding *
ptl_redaction_get_finding (const PtlRedaction *self, guint index)
{
  g_return_val_if_fail (index < self->findings->len, NULL);

  return get_finding (self, index);
}

void
ptl_redaction_keep (PtlRedaction *self, guint index, gboolean keep)
{
  g_return_if_fail (index < self->findings->len);

  get_finding (self, index)->is_kept = keep;
}

void
ptl_redaction_replace (PtlRedaction *self, guint index, GBytes *replacement)
{
  PtlFinding *finding;

  g_return_if_fail (index < self->findings->len);

  finding = get_finding (self, index);
  g_bytes_ref (replacement);
  g_bytes_unref (finding->replacement);
  finding->replacement = replacement;
}

GArray *
ptl_redaction_get_places (const PtlRedaction *self, guint reply, gboolean applied)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (PtlSecret));
  gsize grown = 0; /* of what comes before, modulo the size of a gsize */

  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      const PtlFinding *finding = get_finding (self, place->finding);
      gsize length = place->end - place->start;
      gsize new_length = applied ? g_bytes_get_size (finding->replacement) : length;
      PtlSecret secret = { finding->kind, place->start + grown,
                           place->start + grown + new_length };

      if (place->reply != reply || finding->is_kept)
        continue;
      g_array_append_val (places, secret);
      grown += new_length - length;
    }

  return places;
}

void
ptl_redaction_take_over (PtlRedaction *self, const PtlRedaction *before)
{
  for (guint i = 0; i < self->findings->len; i++)
    for (guint j = 0; j < before->findings->len; j++)
      {
        const PtlFinding *decided = get_finding (before, j);

        if (!g_bytes_equal (get_finding (self, i)->text, decided->text))
          continue;
        ptl_redaction_keep (self, i, decided->is_kept);
        ptl_redaction_replace (self, i, decided->replacement);
      }
}

static void
append_span (GByteArray *out, GBytes *data, gsize start, gsize end)
{
  const guint8 *bytes = g_bytes_get_data (data, NULL);

  if (end > start)
    g_byte_array_append (out, bytes + start, (guint) (end - start));
}

/* The reply anew; @at goes past its places. */
static void
apply_reply (const PtlRedaction *self, PtlFingerprint *to, guint index, guint *at)
{
  const PtlFingerprintReply *reply = self->fingerprint->replies->pdata[index];
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize len = g_bytes_get_size (reply->data);
  g_autoptr (GBytes) data = NULL;
  gsize pos = 0;
  gsize rest = reply->full_length > len ? reply->full_length - len : 0;

  for (; *at < self->places->len; (*at)++)
    {
      const Place *place = &g_array_index (self->places, Place, *at);
      const PtlFinding *finding = get_finding (self, place->finding);

      if (place->reply != index)
        break;
      if (finding->is_kept)
        continue;
      append_span (out, reply->data, pos, place->start);
      append_span (out, finding->replacement, 0, g_bytes_get_size (finding->replacement));
      pos = place->end;
    }

  append_span (out, reply->data, pos, len);
  data = g_byte_array_free_to_bytes (g_steal_pointer (&out));
  ptl_fingerprint_add_reply (to, reply->probe, data, g_bytes_get_size (data) + rest);
}

PtlFingerprint *
ptl_redaction_apply (const PtlRedaction *self)
{
  PtlFingerprint *result = ptl_fingerprint_copy (self->fingerprint, 0, 0);
  guint at = 0;

  for (guint i = 0; i < self->fingerprint->replies->len; i++)
    apply_reply (self, result, i, &at);
  return result;
}
