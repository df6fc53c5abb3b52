/* vigie-attendance-model-private.h: the inside of the attendance model, shared by its files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-model.h"
#include "vigie-gather.h"
#include "vigie-history.h"

G_BEGIN_DECLS

/* How long readings are waited for before the sites that they touch are read, in ms. */
#define VIGIE_ATTENDANCE_READ_DELAY 400

typedef struct
{
  VigieTime from;    /* of the days that were read */
  gboolean is_read;  /* there is a state by this plan */
  gboolean is_dirty; /* readings came since */
} VigieAttendanceModelSite;

struct _VigieAttendanceModel
{
  GObject parent_instance;

  VigieContext *context;     /* weak: it owns the model */
  VigieTerritory *territory; /* owned, or NULL */
  VigieSync *sync;           /* owned, or NULL */
  VigieHistory *history;     /* owned, or NULL */
  GHashTable *users;         /* owned: who wants what */
  guint want;                /* all of it */

  /* The plan. */
  VigieGather *gather;            /* owned while sites and measures are gathered */
  GCancellable *plan_cancellable; /* owned while one is made */
  gboolean plan_stale;
  VigieAttendancePlan *plan;       /* owned, or NULL */
  GPtrArray *items;                /* owned: VigieAttendanceItem of each of its sites */
  VigieAttendanceModelSite *sites; /* owned */
  guint n_sites;
  GHashTable *measures; /* owned: VigieMeasure (owned) → index of its site */

  /* The past. */
  VigieHistoryDemand *recent, *past; /* owned while they are wanted, or NULL */
  int recent_days;                   /* of the demand */
  double loaded;                     /* of the weeks of habits */
  gboolean habits_stale;
  gint64 habits_day; /* local day on which they were read */

  /* Jobs. */
  GCancellable *cancellable; /* owned while one is under way */
  GTask *taken;              /* owned while what one brought is taken, or NULL */
  guint take_source, n_taken;
  guint job_source; /* waits for the next */
  guint round_source;
  gboolean round_due; /* time passed */
  gint64 read_at;     /* monotonic time of the end of the last */
  char *error;        /* owned, or NULL */
};

/* vigie-attendance-model-plan.c */
void vigie_attendance_model_queue_plan (VigieAttendanceModel *self);
void vigie_attendance_model_stop_plan (VigieAttendanceModel *self);

/* vigie-attendance-model.c */
/* @states: of the sites of @plan. Both may be NULL: nothing is known. */
void vigie_attendance_model_take_plan (VigieAttendanceModel *self,
                                       VigieAttendancePlan *plan,
                                       GPtrArray *states);

/* vigie-attendance-model-job.c */
/* Reads what is to be read, in @delay ms at the latest, or when the one under way has ended. */
void vigie_attendance_model_queue_job (VigieAttendanceModel *self, guint delay);
void vigie_attendance_model_stop_job (VigieAttendanceModel *self);
/* Begins to tell anew as time passes, or ends it where nobody wants anything. */
void vigie_attendance_model_queue_round (VigieAttendanceModel *self);
void vigie_attendance_model_set_all_dirty (VigieAttendanceModel *self);
/* All that @demand (may be NULL) asked for is here. */
gboolean vigie_attendance_model_is_whole (VigieHistoryDemand *demand);
/* How many days before today are read. */
int vigie_attendance_model_recent_days (VigieAttendanceModel *self);
/* The first instant of @days before the day of @now. */
VigieTime vigie_attendance_model_days_before (VigieTime now, int days, GTimeZone *zone);

G_END_DECLS
