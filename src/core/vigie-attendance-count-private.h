/* vigie-attendance-count-private.h: between the readings of counters and a track.
 *
 * Counts are told at the boundaries of steps: boundary b is the begin of step b, so that n steps have n + 1 of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-private.h"
#include "vigie-spans.h"

G_BEGIN_DECLS

/* A difference of `doubt` from which on nothing is known of what was counted between. */
#define VIGIE_COUNTS_LOST 1e12

/* What the counters of one direction say, summed. */
typedef struct
{
  double *total; /* n + 1: vehicles since some instant; NAN */
  double *
      doubt; /* n + 1: variance (vehicles²) of what had to be guessed up to there: only differences mean something */
  float *between;  /* n + 1: variance of the total where the boundary lies between two readings */
  guint8 *guessed; /* n: steps in which something was lost */
  guint n_counters;
  gint64 interval; /* the longest expected interval of them, 0 */
  VigieTime last;  /* of the newest reading of the one that is furthest behind; NONE */
} VigieCounts;

/* What @counters count at the boundaries of @n steps from @from on; nothing after boundary @last (−1: none), nor from
 * readings after @now. What lies between two readings is shared out evenly over what of it is in @active (NULL: all
 * of it; ascending and apart); where none is, over all of it. Those that neither are an index nor tell amounts
 * (INSTANT) count nothing. */
void vigie_counts_init (VigieCounts *self,
                        const VigieCounter *counters,
                        guint n_counters,
                        const GArray *active,
                        VigieTime from,
                        guint n,
                        gint last,
                        VigieTime now);
void vigie_counts_clear (VigieCounts *self);

/* A presence that is measured, at the n + 1 boundaries: on the line between two readings no more than three expected
 * intervals apart, nor than three hours; NAN elsewhere. */
void vigie_counts_read_presence (const VigieCounter *counter,
                                 VigieTime from,
                                 guint n,
                                 gint last,
                                 VigieTime now,
                                 float *present);

/* Vehicles between two boundaries; NAN where it is not known. */
static inline double
vigie_counts_between (const VigieCounts *self, guint from, guint to)
{
  if (self->doubt[to] - self->doubt[from] >= VIGIE_COUNTS_LOST / 2)
    return NAN;
  return self->total[to] - self->total[from];
}

/* ---- vigie-attendance-count-quality.c ---- */

/* Of a day. */
enum
{
  VIGIE_COUNT_DAY_IMPOSSIBLE = 1 << 0, /* the presence counted cannot be */
  VIGIE_COUNT_DAY_MEASURED = 1 << 1,   /* it takes the presence measured */
};

/* What is looked at to say how well a site counts. */
typedef struct
{
  const VigieAttendanceTrack *track; /* days and opening are filled */
  const VigieAttendanceClock *clock;
  const VigieCounts *in, *out; /* in->n_counters and out->n_counters both, or neither */
  const float *measured;       /* n + 1, or NULL */
  VigieTime measured_last;
  gint64 measured_interval;
  const guint8 *flags; /* of each day of the track */
  VigieTime now;
} VigieCountCase;

/* Leaves out of habits the days of @days (usable FALSE) on which a counter stood still or in and out do not agree, and
 * says how well the site counts. */
void vigie_count_judge (const VigieCountCase *self, GArray *days, VigieCountQuality *result);

G_END_DECLS
