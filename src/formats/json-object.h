/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-object.h: members of a JSON object that somebody else wrote: what is not
 * there, or not of the kind expected, reads as nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _JsonObject JsonObject; /* of json-glib, which callers need not know */
typedef struct _JsonArray JsonArray;

/* All (transfer none) (nullable). */
const char *ptl_json_object_get_text (JsonObject *self, const char *name);
JsonObject *ptl_json_object_get_object (JsonObject *self, const char *name);
JsonArray *ptl_json_object_get_list (JsonObject *self, const char *name);
JsonObject *ptl_json_list_get_object (JsonArray *self, guint index);

/* Returns: (transfer full) (nullable): cut where it is too long; NULL for "" */
char *ptl_json_object_dup_text (JsonObject *self, const char *name);

/* Returns: (transfer full) (nullable): the texts of a list, but no more than @max */
GStrv ptl_json_object_dup_texts (JsonObject *self, const char *name, guint max);

/* Returns: @otherwise if there is no number from @min to @max */
gint64 ptl_json_object_get_int (JsonObject *self,
                                const char *name,
                                gint64 min,
                                gint64 max,
                                gint64 otherwise);
gboolean ptl_json_object_get_flag (JsonObject *self, const char *name);

/* Returns: microseconds since the Unix epoch, @otherwise if there is no time */
gint64 ptl_json_object_get_time (JsonObject *self, const char *name, gint64 otherwise);

/* Returns: (transfer full): the bytes that stand as base64 in the text @name, at most
 * @max; empty if there are none */
GBytes *ptl_json_object_get_base64 (JsonObject *self, const char *name, gsize max);

G_END_DECLS
