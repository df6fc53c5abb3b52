/* vigie-attendance-detail-private.h: the attendance of one site as its own files see it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-detail.h"

#include <adwaita.h>

#include "vigie-figure-view.h"
#include "vigie-glyph.h"
#include "vigie-level-mark.h"

G_BEGIN_DECLS

/* Below the head: one bit each in the order in which they are shown. */
#define VIGIE_DETAIL_ALL_PARTS 0x7fu
#define VIGIE_DETAIL_PART_SKIPS 0x40u

struct _VigieAttendanceDetail
{
  GtkWidget parent_instance;

  VigieContext *context;       /* owned, or NULL */
  VigieAttendanceModel *model; /* owned, or NULL */
  VigieTicker *ticker;         /* owned, or NULL */
  VigieAttendanceItem *item;   /* owned, or NULL */
  VigieSite *site;             /* owned, or NULL */
  char *sentence;              /* owned: to be said, or NULL */
  int back_days;               /* how many days before today are shown */
  VigieAttendanceTrack *track; /* owned: of that day, or NULL while it is read */
  GCancellable *cancellable;   /* owned while a day is read */
  VigieDayClass week_class;
  gboolean class_chosen;       /* by the person: it does not follow today's */
  guint classes;               /* bits of those that can be chosen */
  gboolean updating;           /* the choice is being filled */
  VigieAttendanceState *shown; /* owned, or NULL */
  double shown_loaded;
  guint part_source, parts; /* what is shown next */
  guint n_skips;            /* shown of these */

  GtkScrolledWindow *scroller;
  GtkWidget *back;
  VigieGlyph *glyph;
  GtkLabel *name, *opening;
  GtkWidget *now_line;
  VigieLevelMark *mark;
  GtkLabel *level, *now;
  GtkWidget *copy;
  GtkLabel *advice, *near;
  GtkWidget *near_box;
  char *day_title; /* owned, or NULL */
  GtkWidget *today, *day_before, *day_after;
  AdwBin *day_bin, *week_bin;
  VigieFigureView *day_view, *week_view;
  GtkDropDown *day_class;
  GtkWidget *poster;
  GtkLabel *best, *quality, *quality_act;
  GtkWidget *hours_box;
  GtkLabel *hours;
  GtkWidget *skips_box;
  GtkGrid *skips;
  GtkLabel *how;
};

/* All of these want an item to be shown. */
const VigieAttendanceState *vigie_attendance_detail_get_state (VigieAttendanceDetail *self);
GTimeZone *vigie_attendance_detail_get_zone (VigieAttendanceDetail *self);
/* The local day that is shown. */
gint64 vigie_attendance_detail_get_day (VigieAttendanceDetail *self);
/* Where the numbers of a figure come from, for what is saved of it. */
void vigie_attendance_detail_show_source (VigieAttendanceDetail *self, VigieFigureView *view);

/* ---- vigie-attendance-detail-show.c ---- */

/* Each shows its part of the state. */
void vigie_attendance_detail_show_head (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_now (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_advice (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_week (VigieAttendanceDetail *self);
/* A person chose other days for the usual week. */
void vigie_attendance_detail_choose_class (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_best (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_hours (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_quality (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_how (VigieAttendanceDetail *self);
void vigie_attendance_detail_show_skips (VigieAttendanceDetail *self);

G_END_DECLS
