/* vigie-attendance-page-private.h: the page « Affluence » as its own files see it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-page.h"

#include <adwaita.h>

#include "vigie-attendance-detail.h"
#include "vigie-attendance-list.h"

G_BEGIN_DECLS

struct _VigieAttendancePage
{
  GtkWidget parent_instance;

  VigieContext *context;       /* owned */
  VigieTicker *ticker;         /* owned */
  VigieAttendanceModel *model; /* owned */
  GSimpleActionGroup *actions; /* owned by the widget */
  VigieAttendanceSort sort;
  GtkSorter *sorter;             /* owned */
  GtkSingleSelection *selection; /* owned: the items in order */
  gint64 ordered_at;             /* monotonic */
  gboolean filling;
  char *wanted; /* owned: id of the site chosen, known or not yet; or NULL */
  char *chosen; /* owned: the one that the person chose last, or NULL */
  char *server; /* owned: whose sites they are, or NULL */

  GtkStack *stack;
  AdwNavigationSplitView *split;
  AdwStatusPage *empty;
  GtkLabel *total, *total_rest;
  GtkMenuButton *sort_button;
  GtkWidget *loading;
  GtkLabel *loading_label;
  GtkProgressBar *loading_bar;
  GtkLabel *problem;
  AdwBin *heads;
  VigieAttendanceList *list;
  GtkLabel *legend;
  AdwWrapBox *levels;
  VigieAttendanceDetail *detail;
};

/* Puts the rows in order anew. */
void vigie_attendance_page_order (VigieAttendancePage *self);

/* ---- vigie-attendance-page-rows.c ---- */

/* The items of the model in the order chosen, and which of them is selected. */
void vigie_attendance_page_init_rows (VigieAttendancePage *self);
/* The one that was asked for; else the busiest, which stays chosen. */
void vigie_attendance_page_choose_row (VigieAttendancePage *self);
/* Brings the one that is chosen to view. */
void vigie_attendance_page_reveal_row (VigieAttendancePage *self);

/* ---- vigie-attendance-page-head.c ---- */

/* Each shows what the model tells now; @states: of VigieAttendanceState. */
void vigie_attendance_page_show_total (VigieAttendancePage *self, GPtrArray *states);
void vigie_attendance_page_show_loading (VigieAttendancePage *self);
void vigie_attendance_page_show_legend (VigieAttendancePage *self, GPtrArray *states);
void vigie_attendance_page_show_scale (VigieAttendancePage *self, GPtrArray *states);
/* Limits of the levels, on screen beside what they are of. */
void vigie_attendance_page_show_levels (VigieAttendancePage *self, const VigieLevelLimits *limits);
/* What the sites are called in the head of the table. */
void vigie_attendance_page_show_things (VigieAttendancePage *self, VigieAttendancePlan *plan);

G_END_DECLS
