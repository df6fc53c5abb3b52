/* vigie-meter-private.h: what the files of vigie-meter share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-meter.h"

G_BEGIN_DECLS

/* Further from 1970 than so many µs (146 000 years) is no time: the distance of two is then always one. */
#define VIGIE_METER_TIME_MAX (G_GINT64_CONSTANT (1) << 62)

/* A number that no meter shows. */
#define VIGIE_METER_VALUE_MAX 1e18

static inline gboolean
vigie_meter_is_time (VigieTime time)
{
  return time > -VIGIE_METER_TIME_MAX && time < VIGIE_METER_TIME_MAX;
}

/* How far apart readings are as a rule, and may be. */
typedef struct
{
  gint64 interval; /* 0 where it is not known */
  gint64 gap; /* longer than that between two readings is a gap; G_MAXINT64 where it is not known */
  gint64 reach; /* no line is drawn over more */
} VigieMeterPace;

VigieMeterPace vigie_meter_pace (const VigieSeries *series, const VigieMeterInfo *info);

/* Whether @info's unit and aggregation make amounts. */
gboolean vigie_meter_info_makes_amounts (const VigieMeterInfo *info);

/* As vigie_meter_links_new(). Adds to @events all but gaps, in no order. @begin and @end are those of the grid: of
 * replacements beyond it only those near a reading are wanted. */
GArray *vigie_meter_index_links (const VigieSeries *series,
                                 const VigieMeterInfo *info,
                                 const VigieMeterPace *pace,
                                 VigieTime begin,
                                 VigieTime end,
                                 GArray *events);

G_END_DECLS
