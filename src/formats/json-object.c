/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-object.c: members of a JSON object that somebody else wrote. */
#include "formats/json-object.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "formats/session-draft.h"

static JsonNode *
get_node (JsonObject *self, const char *name, JsonNodeType type)
{
  JsonNode *node = self != NULL ? json_object_get_member (self, name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

const char *
ptl_json_object_get_text (JsonObject *self, const char *name)
{
  JsonNode *node = get_node (self, name, JSON_NODE_VALUE);

  return node != NULL ? json_node_get_string (node) : NULL;
}

JsonObject *
ptl_json_object_get_object (JsonObject *self, const char *name)
{
  JsonNode *node = get_node (self, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
ptl_json_object_get_list (JsonObject *self, const char *name)
{
  JsonNode *node = get_node (self, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

JsonObject *
ptl_json_list_get_object (JsonArray *self, guint index)
{
  JsonNode *node = json_array_get_element (self, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

char *
ptl_json_object_dup_text (JsonObject *self, const char *name)
{
  return ptl_session_draft_take_text (ptl_json_object_get_text (self, name),
                                      PTL_SESSION_DRAFT_MAX_TEXT);
}

GStrv
ptl_json_object_dup_texts (JsonObject *self, const char *name, guint max)
{
  JsonArray *list = ptl_json_object_get_list (self, name);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (list == NULL)
    return NULL;

  for (guint i = 0; i < MIN (json_array_get_length (list), max); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      g_autofree char *text =
          JSON_NODE_HOLDS_VALUE (node)
              ? ptl_session_draft_take_text (json_node_get_string (node),
                                             PTL_SESSION_DRAFT_MAX_TEXT)
              : NULL;

      if (text != NULL)
        g_strv_builder_add (texts, text);
    }

  return g_strv_builder_end (texts);
}

gint64
ptl_json_object_get_int (JsonObject *self,
                         const char *name,
                         gint64 min,
                         gint64 max,
                         gint64 otherwise)
{
  JsonNode *node = get_node (self, name, JSON_NODE_VALUE);
  gint64 value;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return otherwise;

  value = json_node_get_int (node);
  return value >= min && value <= max ? value : otherwise;
}

gboolean
ptl_json_object_get_flag (JsonObject *self, const char *name)
{
  JsonNode *node = get_node (self, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

gint64
ptl_json_object_get_time (JsonObject *self, const char *name, gint64 otherwise)
{
  const char *text = ptl_json_object_get_text (self, name);
  g_autoptr (GDateTime) time =
      text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC +
                            g_date_time_get_microsecond (time)
                      : otherwise;
}

GBytes *
ptl_json_object_get_base64 (JsonObject *self, const char *name, gsize max)
{
  const char *text = ptl_json_object_get_text (self, name);
  gsize length = 0;
  g_autofree guchar *bytes =
      text != NULL && text[0] != '\0' ? g_base64_decode (text, &length) : NULL;

  return g_bytes_new (bytes, MIN (length, max));
}
