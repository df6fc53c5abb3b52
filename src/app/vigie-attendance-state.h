/* vigie-attendance-state.h: all that is told of the attendance of one site at one moment. Pure.
 *
 * Made in a thread, immutable once shared and counted atomically: rows, details and rings tell of the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-reader.h"

G_BEGIN_DECLS

/* What can be said of the site now; the first that holds. */
typedef enum
{
  VIGIE_ATTENDANCE_OUT_OF_SERVICE, /* the site is declared so */
  VIGIE_ATTENDANCE_NONE,           /* it counts nothing */
  VIGIE_ATTENDANCE_WAITING,        /* what came today is not on this machine yet */
  VIGIE_ATTENDANCE_CLOSED,
  VIGIE_ATTENDANCE_SILENT,   /* the counters have said nothing for too long */
  VIGIE_ATTENDANCE_DOUBTFUL, /* there is a count, but it is not to be trusted: see the verdict */
  VIGIE_ATTENDANCE_COUNTED,
} VigieAttendanceKind;

typedef struct
{
  gatomicrefcount ref_count;
  VigieAttendancePlan *plan;       /* referenced */
  const VigieAttendanceSite *site; /* of the plan */
  VigieTime time;                  /* for which all of it is told */
  VigieAttendanceTrack *track;     /* of the last days up to then; NULL: not read yet */
  VigieAttendanceHabits *habits;   /* NULL: not read yet */
  gboolean whole; /* what came in these days is all on this machine: their quality can be told */
  VigieAttendanceKind kind;
  /* Of a count that is not told (all but COUNTED) `present` is what was seen, and level, against, trend and wait are
   * unknown. */
  VigieAttendanceNow now;
  VigieCountQuality quality; /* NONE without a track */
  GArray *expected;          /* of VigieExpected; empty where no forecast is told */
  GArray *best;              /* of VigieExpected, the best first */
  /* Of the hours; VIGIE_OPENING_UNKNOWN where they are not told or cannot be read. */
  VigieOpeningState opening;
  VigieTime next_open;    /* the first instant at or after `time` at which it is open, or NONE */
  VigieTime closed_until; /* while CLOSED with a comment: when that ends; or NONE */
  char *comment;          /* why it is closed, as the hours say it (server text), or NULL */
  char *opening_words;    /* « Ouvert jusqu’à 12 h 30, puis de 14 h à 18 h », or NULL */
} VigieAttendanceState;

/* Of the site @index of @plan at @time; @track and @habits may be NULL, else are referenced. @whole as above. Any
 * thread. */
VigieAttendanceState *vigie_attendance_state_new (VigieAttendancePlan *plan,
                                                  guint index,
                                                  VigieAttendanceTrack *track,
                                                  VigieAttendanceHabits *habits,
                                                  gboolean whole,
                                                  VigieTime time);
/* The same of another plan, in which @former (may be NULL) is the same site: what is known of it is kept where it is
 * counted by the same measures. Any thread. */
VigieAttendanceState *vigie_attendance_state_renew (VigieAttendancePlan *plan,
                                                    guint index,
                                                    const VigieAttendanceState *former,
                                                    VigieTime time);
VigieAttendanceState *vigie_attendance_state_ref (VigieAttendanceState *self);
void vigie_attendance_state_unref (VigieAttendanceState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAttendanceState, vigie_attendance_state_unref)

/* Whether its vehicles count among those present: open and counted, or closed and counted. */
gboolean vigie_attendance_state_answers (const VigieAttendanceState *self);

/* Whether the vehicles present are those that the server tells of as such, not entries less exits. */
gboolean vigie_attendance_state_is_measured (const VigieAttendanceState *self);

/* ---- Elsewhere ---- */

typedef struct
{
  const VigieAttendanceState *state; /* of the array that was given */
  double distance;                   /* m, as the crow flies */
} VigieAttendanceNear;

/* Where who wants to go to @self may go instead: open, counted and quieter now (a lower level and no longer a wait, or
 * the wait at least 5 minutes shorter), takes all that this one takes (both told), no further than 25 km; the nearest
 * first, at most @max. @states: of VigieAttendanceState (NULL entries are passed over). GArray of
 * VigieAttendanceNear. */
GArray *
vigie_attendance_state_near (const VigieAttendanceState *self, GPtrArray *states, guint max);

/* « À dire à l’usager »: vigie_attendance_advice() with the nearest of @near (may be empty) and the names of the skips
 * that are full (NULL-terminated, or NULL). g_free(). */
char *vigie_attendance_state_advice (const VigieAttendanceState *self,
                                     const GArray *near,
                                     const char *const *full);

G_END_DECLS
