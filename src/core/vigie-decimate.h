/* vigie-decimate.h: a series made ready to be drawn: what each column of pixels holds, whatever the number of readings.
 *
 * A pyramid of minima and maxima over the readings that have a number. Made once per series, in any thread;
 * immutable then, counted by reference (atomic). A column's answer costs the same over a hundred readings
 * and over a million, and no peak is ever lost: min and max are those of all readings in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

typedef struct _VigieDecimate VigieDecimate;

/* Takes a reference to @series. O(n), some milliseconds for a million readings: for large series, call it
 * off the main thread. */
VigieDecimate *vigie_decimate_new (VigieSeries *series);
VigieDecimate *vigie_decimate_ref (VigieDecimate *self);
void vigie_decimate_unref (VigieDecimate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieDecimate, vigie_decimate_unref)

VigieSeries *vigie_decimate_get_series (VigieDecimate *self); /* owned by it */

/* Two readings further apart (µs) have a gap between: 3 × the expected interval, or, where that is not known, 5 × the
 * median distance of the readings; G_MAXINT64 where there are fewer than 3. */
gint64 vigie_decimate_get_gap (const VigieDecimate *self);

/* How far apart readings are as a rule (µs): the expected interval, or the median distance; G_MAXINT64 where there
 * are fewer than 3. */
gint64 vigie_decimate_get_usual (const VigieDecimate *self);

/* The readings that have a number: ascending, owned by it. */
guint vigie_decimate_get_n_points (const VigieDecimate *self);
const VigieTime *vigie_decimate_get_times (const VigieDecimate *self);
const double *vigie_decimate_get_values (const VigieDecimate *self);

/* Index of the first point at or after @time; the number of points if none. */
guint vigie_decimate_find (const VigieDecimate *self, VigieTime time);

/* Whether a line runs from point @i − 1 to point @i: there is no gap, nor a reading without a number between. */
gboolean vigie_decimate_is_joined (const VigieDecimate *self, guint i);

/* Until when the value of point @i holds: the next reading (with a number or not), but not beyond the gap;
 * for the last one, not beyond @now (VIGIE_TIME_NONE: its own time). */
VigieTime vigie_decimate_holds_until (const VigieDecimate *self, guint i, VigieTime now);

/* What a column of pixels holds. */
typedef struct
{
  guint begin, end;             /* points begin ≤ i < end; none where equal */
  double min, max, first, last; /* of their values; NAN where there is none */
  gboolean joined;              /* a line comes in: vigie_decimate_is_joined (begin) */
} VigieColumn;

/* Cuts @from ≤ t < @to into @n equal columns and fills @columns. @to must be after @from. */
void vigie_decimate_columns (const VigieDecimate *self,
                             VigieTime from,
                             VigieTime to,
                             guint n,
                             VigieColumn *columns);

/* Figures over the points of @from ≤ t < @to. */
typedef struct
{
  guint n; /* points */
  double min, max, first, last;
  double mean; /* weighted by time along the line; the plain mean where no two points are joined */
  VigieTime first_time, last_time;
} VigieStatistics;

/* All NAN, VIGIE_TIME_NONE and 0 where there is no point. */
VigieStatistics vigie_decimate_statistics (const VigieDecimate *self, VigieTime from, VigieTime to);

/* A stretch without values. */
typedef struct
{
  VigieTime from, to;
  gboolean known; /* a gap: all is here that the server has; else not known yet */
} VigieVoid;

/* The voids between @from and @to, ascending, that are longer than @shortest (µs): between readings further apart
 * than the gap, before the first one, and after the last one up to @now (VIGIE_TIME_NONE: none after it). Parts of
 * them outside series->known are not known yet, the others gaps. Returns new VigieVoid elements. */
GArray *vigie_decimate_voids (const VigieDecimate *self,
                              VigieTime from,
                              VigieTime to,
                              VigieTime now,
                              gint64 shortest);

G_END_DECLS
