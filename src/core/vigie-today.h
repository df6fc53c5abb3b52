/* vigie-today.h: how much a meter or a counter counted since midnight. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-meter.h"

G_BEGIN_DECLS

/* The first instant of the day of @now in @zone. Days of 23 and 25 hours come out right, and those of zones whose
 * clocks go forward at midnight. */
VigieTime vigie_today_midnight (VigieTime now, GTimeZone *zone);

/* From when a series is wanted for vigie_today_amount(): so far before midnight that a reading of a measure that says
 * something every @expected_interval (µs; 0 unknown) is before it. */
VigieTime vigie_today_window_start (VigieTime now, GTimeZone *zone, gint64 expected_interval);

/* How much was counted between local midnight and the last reading, in the unit of the measure, ≥ 0; *@until (may be
 * NULL) is the time of that reading. FALSE where it is not known (« n. d. »), *@amount is NAN then: - all readings of
 * the day must be here (series->known up to the last one); - CUMULATIVE: the day begins with the last reading at or
 * before midnight. Where that one is more than three
 *    intervals before it, nothing tells what was counted after midnight, unless the first reading of the day is the
 *    same.
 *    Before any reading of the day it is 0 as long as that one is no more than three intervals old. What was counted
 *    from
 *    reading to reading is what vigie_meter_links_new() says: roll-overs and declared replacements lose nothing,
 *    wrong
 *    readings are left out. An index that falls to half or less without being explained was reset, and counts from
 *    zero
 *    from then on (what was counted between the last reading and the reset is lost: devices that begin at 0 every
 *    night
 *    have counted nothing then); one that falls by less was corrected; - INTERVAL: the sum of the readings after
 *    midnight (each tells of the time before it), where no two of them are more
 *    than three intervals apart, nor the first one from midnight; - INSTANT: never. */
gboolean vigie_today_amount (const VigieSeries *series,
                             const VigieMeterInfo *info,
                             VigieTime now,
                             GTimeZone *zone,
                             double *amount,
                             VigieTime *until);

G_END_DECLS
