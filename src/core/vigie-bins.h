/* vigie-bins.h: amounts per hour, day, week or month of local time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-decimate.h"
#include "vigie-time-axis.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* One bin: @from ≤ t < @to; a day has 23 to 25 hours. */
typedef struct
{
  VigieTime from, to;
  double amount;   /* NAN where it is not known: never 0 for want of readings */
  double coverage; /* share of its time that readings speak of, 0 to 1; of what has passed by now */
  gboolean partial; /* it is not over yet: what it holds so far */
} VigieBin;

/* The least coverage with which an amount is told. */
#define VIGIE_BINS_COVERAGE 0.9

/* The largest number of bins made. */
#define VIGIE_BINS_MAX 10000

/* The bins of @unit (HOUR to YEAR) that @from ≤ t < @to touches, whole, in @zone (NULL: Europe/Paris); at most
 * VIGIE_BINS_MAX. @now (VIGIE_TIME_NONE: all is past) ends the time that could be covered. Returns new VigieBin
 * elements.
 *
 * CUMULATIVE: the index at the end less that at the begin, read off the line between readings, as
 * vigie_meter_links_new() says: what rolled over is found, wrong readings are left out; an end that lies in a gap, or
 * an index that fell for an unknown reason (a meter replaced) makes the bin NAN. A gap within it takes nothing away:
 * a meter goes on counting.
 * INTERVAL: the sum of what readings say of the time since the one before, shared out where that lies in two bins;
 * the first, and one after a gap, speak only of the usual distance before them.
 * INSTANT: the mean along the line. */
GArray *vigie_bins_new (const VigieDecimate *readings,
                        VigieAggregation aggregation,
                        VigieTickUnit unit,
                        VigieTime from,
                        VigieTime to,
                        VigieTime now,
                        GTimeZone *zone);

/* The unit of bins that suits @from … @to over @pixels: the shortest of hour, day, week, month, year that leaves each
 * @least pixels. */
VigieTickUnit vigie_bins_unit (VigieTime from, VigieTime to, double pixels, double least);

G_END_DECLS
