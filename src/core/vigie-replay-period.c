/* vigie-replay-period.c: which time a person means by a day, last night or the last day's length.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-replay.h"

#include "vigie-time-axis.h"
#include "vigie-words.h"

#define NIGHT_BEGINS 18
#define NIGHT_ENDS 8

VigieSpan
vigie_replay_day (gint64 day_number, GTimeZone *zone)
{
  return (VigieSpan) {vigie_time_day_begin (day_number, zone),
                      vigie_time_day_begin (day_number + 1, zone)};
}

/* The first instant of that hour of the day; it is never one at which clocks change in Europe. */
static VigieTime
at_hour (gint64 day_number, int hour, GTimeZone *zone)
{
  VigieTime instants[2];

  if (vigie_time_from_local (day_number, hour * 3600, zone, instants) > 0)
    return instants[0];
  return vigie_time_day_begin (day_number, zone) + hour * VIGIE_HOUR;
}

VigieSpan
vigie_replay_night (VigieTime now, GTimeZone *zone)
{
  gint64 today;

  if (zone == NULL)
    zone = vigie_words_default_zone ();
  today = vigie_time_to_local (now, zone).day_number;
  return (VigieSpan) {at_hour (today - 1, NIGHT_BEGINS, zone), at_hour (today, NIGHT_ENDS, zone)};
}
