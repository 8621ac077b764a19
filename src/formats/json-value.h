/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-value.h: values of a JSON object, made safe on the way. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _JsonBuilder JsonBuilder; /* of json-glib, which callers need not know */

/* Returns: (transfer full): an object under construction, for
 * ptl_json_free_to_line () */
JsonBuilder *ptl_json_new (void);

/* Ends the object.  Returns: (transfer full): it as one line of ASCII, without line end
 */
char *ptl_json_free_to_line (JsonBuilder *self);

/* A member whose value is a list of objects; each is begun and ended. */
void ptl_json_begin_list (JsonBuilder *json, const char *name);
void ptl_json_begin_item (JsonBuilder *json);
void ptl_json_end_item (JsonBuilder *json);
void ptl_json_end_list (JsonBuilder *json);

/* Adds a member with the text, as valid UTF-8; none for NULL. */
void ptl_json_add_string (JsonBuilder *json, const char *name, const char *value);
void ptl_json_add_int (JsonBuilder *json, const char *name, gint64 value);
void ptl_json_add_flag (JsonBuilder *json, const char *name, gboolean value);

/* Adds "2026-11-21T00:23:48Z", with a fraction if there is one; no member for 0. */
void ptl_json_add_time (JsonBuilder *json, const char *name, gint64 time_us);

void ptl_json_add_strings (JsonBuilder *json,
                           const char *name,
                           const char *const *values,
                           guint n);

/* Adds { "text": in the notation of base/escape.h, "base64": }. */
void ptl_json_add_bytes (JsonBuilder *json, const char *name, GBytes *bytes);

/**
 * ptl_json_append_object:
 *
 * Ends the object under construction and appends it as one line of ASCII: what is not
 * ASCII is written as \uHHHH, so that a terminal shows nothing but what is there.
 */
void ptl_json_append_object (GString *out, JsonBuilder *json);

G_END_DECLS
