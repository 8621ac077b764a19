/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-value.c: values of a JSON object, made safe on the way. */
#include "formats/json-value.h"

#include <json-glib/json-glib.h>

#include "base/escape.h"

JsonBuilder *
ptl_json_new (void)
{
  JsonBuilder *self = json_builder_new ();

  json_builder_begin_object (self);
  return self;
}

char *
ptl_json_free_to_line (JsonBuilder *self)
{
  GString *out = g_string_new (NULL);

  ptl_json_append_object (out, self);
  g_object_unref (self);
  return g_string_free (out, FALSE);
}

void
ptl_json_begin_list (JsonBuilder *json, const char *name)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
}

void
ptl_json_begin_item (JsonBuilder *json)
{
  json_builder_begin_object (json);
}

void
ptl_json_end_item (JsonBuilder *json)
{
  json_builder_end_object (json);
}

void
ptl_json_end_list (JsonBuilder *json)
{
  json_builder_end_array (json);
}

void
ptl_json_add_string (JsonBuilder *json, const char *name, const char *value)
{
  g_autofree char *valid = NULL;

  if (value == NULL)
    return;

  valid = g_utf8_make_valid (value, -1);
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, valid);
}

void
ptl_json_add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

void
ptl_json_add_flag (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

void
ptl_json_add_time (JsonBuilder *json, const char *name, gint64 time_us)
{
  g_autoptr (GDateTime) zero = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) second = g_date_time_add (zero, time_us);
  g_autofree char *text = NULL;

  if (second == NULL || time_us == 0)
    return;

  text =
      g_date_time_format (second, time_us % G_USEC_PER_SEC != 0 ? "%Y-%m-%dT%H:%M:%S.%fZ"
                                                                : "%Y-%m-%dT%H:%M:%SZ");
  ptl_json_add_string (json, name, text);
}

void
ptl_json_add_strings (JsonBuilder *json,
                      const char *name,
                      const char *const *values,
                      guint n)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (values[i], -1);

      json_builder_add_string_value (json, valid);
    }
  json_builder_end_array (json);
}

void
ptl_json_add_bytes (JsonBuilder *json, const char *name, GBytes *bytes)
{
  gsize len = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;
  g_autofree char *text = ptl_escape (data, len);
  g_autofree char *base64 = g_base64_encode (data, len);

  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  ptl_json_add_string (json, "text", text);
  ptl_json_add_string (json, "base64", base64);
  json_builder_end_object (json);
}

/* JSON has characters beyond ASCII inside strings only, where \u says the same. */
static void
append_ascii (GString *out, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c < 0x7f)
        g_string_append_c (out, (char) c);
      else if (c < 0x10000)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                                0xdc00 + ((c - 0x10000) & 0x3ff));
    }
}

void
ptl_json_append_object (GString *out, JsonBuilder *json)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (json);
  root = json_builder_get_root (json);
  text = json_to_string (root, FALSE);
  append_ascii (out, text);
}
