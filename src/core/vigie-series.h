/* vigie-series.h: the readings of a measure over a time, as charts and trends want them.
 *
 * Immutable once shared; counted by reference (atomic), so that the thread that reads and the one that draws may
 * hold the same one. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

/* A stretch of time, @from ≤ t < @to. */
typedef struct
{
  VigieTime from, to;
} VigieSpan;

typedef struct
{
  gatomicrefcount ref_count; /* private */
  guint n;
  VigieTime *times; /* ascending, each once */
  double *values;   /* NAN where the reading has no number */
  VigieTime *
      starts; /* begin of the interval that each reading speaks of, VIGIE_TIME_NONE where it tells none; NULL where none does */
  gint64
      expected_interval; /* µs; 0 where it is not known. Readings further apart than 3 × it have a gap between */
  VigieSpan *
      known; /* ascending, apart: where all that the server has is here. Outside it is not known yet: not a gap */
  guint n_known;
} VigieSeries;

/* Copies @n readings (ascending in time, else sorted; of equal times the last stays) and @n_known spans. */
VigieSeries *vigie_series_new (const VigieTime *times,
                               const double *values,
                               guint n,
                               gint64 expected_interval,
                               const VigieSpan *known,
                               guint n_known);

/* The same without copying: takes the arrays (g_malloc()), which must be ascending in time, each time once. */
VigieSeries *vigie_series_new_take (VigieTime *times,
                                    double *values,
                                    guint n,
                                    gint64 expected_interval,
                                    VigieSpan *known,
                                    guint n_known);

/* Gives a new series, before it is shared, the begins of its readings' intervals: takes @starts (g_malloc(), as many
 * as readings). */
void vigie_series_take_starts (VigieSeries *self, VigieTime *starts);

VigieSeries *vigie_series_ref (VigieSeries *self);
void vigie_series_unref (VigieSeries *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSeries, vigie_series_unref)

/* Index of the first reading at or after @time; n if none. */
guint vigie_series_find (const VigieSeries *self, VigieTime time);

/* Whether all of @from ≤ t < @to is known. */
gboolean vigie_series_is_known (const VigieSeries *self, VigieTime from, VigieTime to);

/* How much of @from ≤ t < @to is known, 0 to 1; 1 where @to ≤ @from. */
double vigie_series_known_share (const VigieSeries *self, VigieTime from, VigieTime to);

G_END_DECLS
