/* vigie-time-axis.h: where a time axis has its ticks, and what they say.
 *
 * Ticks are at round local times: a day has 23, 24 or 25 hours as the zone says.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

/* What lies between two ticks. */
typedef enum
{
  VIGIE_TICK_SECOND,
  VIGIE_TICK_MINUTE,
  VIGIE_TICK_HOUR,
  VIGIE_TICK_DAY,
  VIGIE_TICK_WEEK, /* from Monday */
  VIGIE_TICK_MONTH,
  VIGIE_TICK_YEAR,
} VigieTickUnit;

typedef struct
{
  VigieTime time;  /* round in the zone's local time; for names, it may be before the axis begins */
  VigieTime until; /* the next tick, within the axis or not */
  char *
      label; /* owned by the axis: « 11 h », « 11 h 30 », « lun. 16 », « 16 nov. », « janv. 2026 »; never the same twice */
  gboolean major; /* of the next larger unit: midnight among hours, January among months */
} VigieTick;

typedef struct
{
  VigieTickUnit unit;
  guint multiple; /* ticks are so many units apart */
  gboolean
      is_names; /* labels name what lies between a tick and the next (a day, a month, a year): to be centred there */
  GPtrArray *ticks; /* of VigieTick, ascending */
} VigieTimeAxis;

/* The axis of @from ≤ t ≤ @to over @pixels, with the closest ticks whose labels have room: @em is the pixels that a
 * digit takes. @zone NULL is Europe/Paris. Where labels are names, the first tick may lie before @from: the
 * name of the stretch that the axis begins in. Free with vigie_time_axis_free(). */
VigieTimeAxis *
vigie_time_axis_new (VigieTime from, VigieTime to, GTimeZone *zone, double pixels, double em);
void vigie_time_axis_free (VigieTimeAxis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieTimeAxis, vigie_time_axis_free)

/* The instants at which clocks of @zone show second @second (0 to 86 399) of the day @day_number (VigieLocalTime):
 * none where the hour is skipped, two where it comes twice. Fills @instants, ascending; gives how many. */
guint vigie_time_from_local (gint64 day_number, int second, GTimeZone *zone, VigieTime instants[2]);

/* The begin of the unit that @time is in (the hour, day, week, month, year), and of the one after; what is skipped
 * begins at the first instant after it. Hours are as long as clocks show the same one. */
VigieTime vigie_time_floor (VigieTime time, VigieTickUnit unit, GTimeZone *zone);
VigieTime vigie_time_next (VigieTime time, VigieTickUnit unit, GTimeZone *zone);

/* The first instant of a day (VigieLocalTime.day_number); where midnight is skipped, that at which clocks change.
 * @zone NULL is Europe/Paris. */
VigieTime vigie_time_day_begin (gint64 day_number, GTimeZone *zone);

/* Days since 1970-01-01 of a date; @month may be beyond 1 to 12, and counts on into other years. */
gint64 vigie_time_day_number (int year, int month, int day);

G_END_DECLS
