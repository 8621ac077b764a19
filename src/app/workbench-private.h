/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/workbench-private.h: what the files of the workbench share. */
#pragma once

#include "app/capture-view.h"
#include "app/message-bar.h"
#include "app/rule-editor.h"
#include "app/rule-trial-view.h"
#include "app/workbench.h"
#include "rules/response-sample.h"

G_BEGIN_DECLS

struct _PtlWorkbench
{
  GtkApplicationWindow parent_instance;

  PtlLibrary *library;
  GCancellable *closing;    /* what is asked for the window as a whole */
  GCancellable *previewing; /* (nullable) */
  GCancellable *drafting;   /* (nullable) */
  GPtrArray *samples;       /* PtlResponseSample */
  char *service;            /* (nullable): for drafts */
  char *path;               /* (nullable): of the file; NULL: not saved yet */
  char *saved;              /* what the file has */
  GFileMonitor *monitor;    /* (nullable): of the folder */
  gboolean filling;         /* the lists, not by the person */

  PtlMessageBar *message_bar;
  GtkListBox *files;
  PtlRuleEditor *editor;
  PtlRuleTrialView *trial;
  PtlCaptureView *captures;
  GtkComboBoxText *answers;
  GtkScale *level;
  GtkLabel *level_label;
  GtkWidget *draft_button;
  GtkLabel *result;
  GtkLabel *fault;
  GtkTextBuffer *pasted;
  GtkPopover *paste_popover;
};

/* workbench-files.c: the files at the left, and saving. */
void ptl_workbench_files_fill (PtlWorkbench *self);
void ptl_workbench_files_watch (PtlWorkbench *self);
/* Shows the file; NULL: a new one. */
void ptl_workbench_files_open (PtlWorkbench *self, const char *path);
void ptl_workbench_files_open_row (PtlWorkbench *self, GtkListBoxRow *row);
void ptl_workbench_files_save (PtlWorkbench *self);
gboolean ptl_workbench_files_is_changed (PtlWorkbench *self);
/* Asks about text that is not saved. Returns: whether it may go */
gboolean ptl_workbench_files_may_leave (PtlWorkbench *self);
/* Names the window after what it shows. */
void ptl_workbench_files_name_window (PtlWorkbench *self);

/* workbench-answers.c: what the rules are tried on, and drafts from it. */
void ptl_workbench_answers_set (PtlWorkbench *self, GPtrArray *samples);
void ptl_workbench_answers_paste (PtlWorkbench *self);
PtlResponseSample *ptl_workbench_answers_get (PtlWorkbench *self);
void ptl_workbench_answers_draft (PtlWorkbench *self);
/* Puts the answer down as one the rule must match, or must not. */
void ptl_workbench_answers_annotate (PtlWorkbench *self, gboolean is_counter);

/* workbench.c: the text or the answer is another. */
void ptl_workbench_update (PtlWorkbench *self);

G_END_DECLS
