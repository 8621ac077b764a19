/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-group.c: what became of a host or a port, as a word, a picture and a colour.
 */
#include "app/change-group.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *word;
  const char *explanation;
  const char *icon_name;
  const char *name; /* of the class, and of the colour, in portolan.css */
} Look;

static const Look looks[PTL_N_CHANGE_GROUPS] = {
  [PTL_CHANGE_GROUP_NEW] = { N_ ("New"),
                             N_ ("The first scan looked, and there was nothing"),
                             "list-add-symbolic", "ptl-new" },
  [PTL_CHANGE_GROUP_GONE] = { N_ ("Gone"),
                              N_ ("The second scan looked, and there is nothing"),
                              "list-remove-symbolic", "ptl-gone" },
  [PTL_CHANGE_GROUP_MOVED] = { N_ ("Moved"),
                               N_ ("The host answers at another address, or the service "
                                   "on another port"),
                               "go-jump-symbolic", "ptl-moved" },
  [PTL_CHANGE_GROUP_CHANGED] = { N_ ("Changed"),
                                 N_ ("Both scans found it, and something about it "
                                     "differs"),
                                 "document-edit-symbolic", "ptl-changed" },
  [PTL_CHANGE_GROUP_NOT_COVERED] = { N_ ("Not covered"),
                                     N_ ("One of the two scans did not look, so that "
                                         "nobody can say"),
                                     "dialog-question-symbolic", "ptl-not-covered" },
  [PTL_CHANGE_GROUP_SAME] = { N_ ("Same"), N_ ("Both scans found the same"),
                              "object-select-symbolic", "ptl-same" },
  [PTL_CHANGE_GROUP_IGNORED] = { N_ ("Ignored"),
                                 N_ ("It differs, and a rule of yours leaves it out"),
                                 "action-unavailable-symbolic", "ptl-ignored" },
};

PtlChangeGroup
ptl_change_group_of_kind (PtlChangeKind kind)
{
  static const PtlChangeGroup groups[PTL_N_CHANGE_KINDS] = {
    [PTL_CHANGE_SAME] = PTL_CHANGE_GROUP_SAME,
    [PTL_CHANGE_CHANGED] = PTL_CHANGE_GROUP_CHANGED,
    [PTL_CHANGE_NEW] = PTL_CHANGE_GROUP_NEW,
    [PTL_CHANGE_GONE] = PTL_CHANGE_GROUP_GONE,
    [PTL_CHANGE_MOVED] = PTL_CHANGE_GROUP_MOVED,
    [PTL_CHANGE_NOT_COVERED] = PTL_CHANGE_GROUP_NOT_COVERED,
  };

  return groups[kind];
}

const char *
ptl_change_group_get_word (PtlChangeGroup group)
{
  return _ (looks[group].word);
}

const char *
ptl_change_group_get_explanation (PtlChangeGroup group)
{
  return _ (looks[group].explanation);
}

const char *
ptl_change_group_get_icon_name (PtlChangeGroup group)
{
  return looks[group].icon_name;
}

const char *
ptl_change_group_get_style_class (PtlChangeGroup group)
{
  return looks[group].name;
}

gboolean
ptl_change_group_get_color (PtlChangeGroup group, GtkWidget *widget, GdkRGBA *color)
{
  return gtk_style_context_lookup_color (gtk_widget_get_style_context (widget),
                                         looks[group].name, color);
}
