/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-value.h: values of a JSON object, made safe on the way. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Adds a member with the text, as valid UTF-8; none for NULL. */
void ptl_json_add_string (JsonBuilder *json, const char *name, const char *value);
void ptl_json_add_int (JsonBuilder *json, const char *name, gint64 value);
void ptl_json_add_flag (JsonBuilder *json, const char *name, gboolean value);

/* Adds "2026-11-21T00:23:48Z"; no member for 0. */
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
