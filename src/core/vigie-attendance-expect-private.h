/* vigie-attendance-expect-private.h: what the files on waiting, forecasts and advice share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"

G_BEGIN_DECLS

/* ---- vigie-attendance-words.c ---- */

/* Whether the ends of a wait are too far apart for its middle alone to be told. */
gboolean vigie_wait_is_wide (const VigieWait *wait);

/* ---- vigie-attendance-wait.c ---- */

/* Vehicles an hour that are expected to leave where @present are on the site and nothing is amiss: each after its stay,
 * but no more than the site lets through at its best. NAN where habits have no stay. */
double vigie_attendance_pace (const VigieAttendanceHabits *habits, double present);

/* ---- vigie-attendance-expect-slots.c: a track by days and half-hours ---- */

typedef struct
{
  gint64 day;
  guint8 day_class, weekday; /* weekday 0 Monday; of PUBLIC_HOLIDAY 0, as all are one */
  guint8 usable;
} VigieSlotDay;

typedef struct
{
  guint n_days; /* without a hole between */
  VigieSlotDay *days;
  /* n_days × VIGIE_ATTENDANCE_SLOTS; NAN where it is closed or not wholly known */
  float *present;  /* mean over the open steps of the half-hour */
  float *arrivals; /* vehicles */
} VigieSlots;

/* Of each local day that @past touches. */
VigieSlots *vigie_slots_new (const VigieAttendanceTrack *past, const VigieAttendanceFacts *facts);
void vigie_slots_free (VigieSlots *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSlots, vigie_slots_free)

static inline guint
vigie_slot_index (guint day, guint slot)
{
  return day * VIGIE_ATTENDANCE_SLOTS + slot;
}

/* ---- vigie-attendance-expect-tendency.c: how today goes ---- */

/* What was seen against what is usual, the newest weighing most; zero-filled at the begin of a day. */
typedef struct
{
  double seen, usual; /* vehicles × half-hours */
} VigieTendency;

/* A half-hour passes, of which @share (0 to 1) was seen. NAN where one of both is not known. */
void vigie_tendency_pass (VigieTendency *self, double seen, double usual, double share);
/* By what the usual is multiplied @ahead µs from now, where the last weeks went @level times as usual. */
double vigie_tendency_factor (const VigieTendency *self, double level, gint64 ahead);
/* P10 and P90 of what is expected. */
void vigie_tendency_range (const VigieUsual *usual, double expected, double *low, double *high);

/* ---- vigie-attendance-backtest.c ---- */

typedef struct
{
  guint
      lead; /* half-hours between what was seen of the day and the slot; past it: nothing of the day */
  gboolean of_arrivals; /* not of presence */
} VigieBacktestCase;

typedef struct
{
  VigieBacktest result;
  double bias;  /* mean of forecast − truth */
  guint within; /* truths between P10 and P90 */
} VigieBacktestDetail;

/* Nothing of the day is known: what is told of tomorrow. */
#define VIGIE_BACKTEST_DAY_AHEAD VIGIE_ATTENDANCE_SLOTS

void vigie_attendance_backtest_slots (const VigieSlots *slots,
                                      guint held_out,
                                      const VigieBacktestCase *which,
                                      VigieBacktestDetail *detail);
/* Sets error_ratio (of the last four weeks, an hour ahead) and level of habits that are made of @past. */
void vigie_attendance_judge_habits (const VigieAttendanceTrack *past,
                                    const VigieAttendanceFacts *facts,
                                    VigieAttendanceHabits *habits);

G_END_DECLS
