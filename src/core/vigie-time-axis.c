/* vigie-time-axis.c: where a time axis has its ticks, and what they say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-time-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

/* No screen has room for more labels; whatever is asked, the work stays bounded. */
#define MAX_TICKS 500

/* Digits' room between labels, so that an axis stays calm. */
#define ROOM 2

/* ---- Local time ---- */

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static gint64
offset_at (VigieTime time, GTimeZone *zone)
{
  return vigie_time_to_local (time, zone).offset * VIGIE_SECOND;
}

gint64
vigie_time_day_number (int year, int month, int day)
{
  gint64 months = (gint64) year * 12 + month - 1, y, era;
  int m;
  gint64 year_of_era, day_of_year;

  /* Howard Hinnant, « chrono-Compatible Low-Level Date Algorithms »: years begin in March. */
  y = floor_div (months, 12);
  m = (int) (months - y * 12) + 1;
  y -= m <= 2;
  era = floor_div (y, 400);
  year_of_era = y - era * 400;
  day_of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
         - 719468;
}

guint
vigie_time_from_local (gint64 day_number, int second, GTimeZone *zone, VigieTime instants[2])
{
  VigieTime naive = day_number * VIGIE_DAY + second * VIGIE_SECOND;
  gint64 offsets[2] = {offset_at (naive - VIGIE_DAY, zone), offset_at (naive + VIGIE_DAY, zone)};
  guint n = 0;

  /* Ascending: the larger offset is reached first. */
  if (offsets[1] > offsets[0])
    {
      gint64 swapped = offsets[0];

      offsets[0] = offsets[1];
      offsets[1] = swapped;
    }
  for (guint i = 0; i < 2; i++)
    {
      VigieTime instant = naive - offsets[i];

      if (offset_at (instant, zone) == offsets[i] && (n == 0 || instants[0] != instant))
        instants[n++] = instant;
    }
  return n;
}

VigieTime
vigie_time_day_begin (gint64 day_number, GTimeZone *zone)
{
  VigieTime instants[2], low, high;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  if (vigie_time_from_local (day_number, 0, zone, instants) > 0)
    return instants[0];
  /* Midnight is skipped there: the day begins when clocks change. */
  low = day_number * VIGIE_DAY - VIGIE_DAY;
  high = day_number * VIGIE_DAY + VIGIE_DAY;
  while (high - low > 1)
    {
      VigieTime middle = low + (high - low) / 2;

      if (vigie_time_to_local (middle, zone).day_number >= day_number)
        high = middle;
      else
        low = middle;
    }
  return high;
}

/* The first instant at or after @time at which local time is a multiple of @step ≤ 1 h. */
static VigieTime
align_up (VigieTime time, gint64 step, GTimeZone *zone)
{
  for (guint tries = 0; tries < 4; tries++)
    {
      gint64 offset = offset_at (time, zone);
      VigieTime aligned = -floor_div (-(time + offset), step) * step - offset;

      if (offset_at (aligned, zone) == offset)
        return aligned;
      /* Clocks change before it: from the last instant known to be of the old offset. */
      time = aligned;
    }
  return time;
}

VigieTime
vigie_time_floor (VigieTime time, VigieTickUnit unit, GTimeZone *zone)
{
  VigieLocalTime local;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  local = vigie_time_to_local (time, zone);
  switch (unit)
    {
    case VIGIE_TICK_SECOND:
    case VIGIE_TICK_MINUTE:
    case VIGIE_TICK_HOUR:
      {
        gint64 step = unit == VIGIE_TICK_SECOND   ? VIGIE_SECOND
                      : unit == VIGIE_TICK_MINUTE ? VIGIE_MINUTE
                                                  : VIGIE_HOUR;
        gint64 offset = local.offset * VIGIE_SECOND;

        return floor_div (time + offset, step) * step - offset;
      }
    case VIGIE_TICK_WEEK:
      return vigie_time_day_begin (local.day_number - (local.weekday - 1), zone);
    case VIGIE_TICK_MONTH:
      return vigie_time_day_begin (vigie_time_day_number (local.year, local.month, 1), zone);
    case VIGIE_TICK_YEAR:
      return vigie_time_day_begin (vigie_time_day_number (local.year, 1, 1), zone);
    case VIGIE_TICK_DAY:
    default:
      return vigie_time_day_begin (local.day_number, zone);
    }
}

VigieTime
vigie_time_next (VigieTime time, VigieTickUnit unit, GTimeZone *zone)
{
  VigieLocalTime local;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  local = vigie_time_to_local (time, zone);
  switch (unit)
    {
    case VIGIE_TICK_SECOND:
      return align_up (time + 1, VIGIE_SECOND, zone);
    case VIGIE_TICK_MINUTE:
      return align_up (time + 1, VIGIE_MINUTE, zone);
    case VIGIE_TICK_HOUR:
      return align_up (time + 1, VIGIE_HOUR, zone);
    case VIGIE_TICK_WEEK:
      return vigie_time_day_begin (local.day_number + 8 - local.weekday, zone);
    case VIGIE_TICK_MONTH:
      return vigie_time_day_begin (vigie_time_day_number (local.year, local.month + 1, 1), zone);
    case VIGIE_TICK_YEAR:
      return vigie_time_day_begin (vigie_time_day_number (local.year + 1, 1, 1), zone);
    case VIGIE_TICK_DAY:
    default:
      return vigie_time_day_begin (local.day_number + 1, zone);
    }
}

/* ---- Steps ---- */

typedef struct
{
  VigieTickUnit unit;
  guint multiple;
  gint64 length;     /* µs, about */
  double characters; /* of the longest label */
} Step;

static const Step steps[] = {
    {VIGIE_TICK_SECOND, 1, VIGIE_SECOND, 14},
    {VIGIE_TICK_SECOND, 2, 2 * VIGIE_SECOND, 14},
    {VIGIE_TICK_SECOND, 5, 5 * VIGIE_SECOND, 14},
    {VIGIE_TICK_SECOND, 10, 10 * VIGIE_SECOND, 14},
    {VIGIE_TICK_SECOND, 30, 30 * VIGIE_SECOND, 14},
    {VIGIE_TICK_MINUTE, 1, VIGIE_MINUTE, 8},
    {VIGIE_TICK_MINUTE, 2, 2 * VIGIE_MINUTE, 8},
    {VIGIE_TICK_MINUTE, 5, 5 * VIGIE_MINUTE, 8},
    {VIGIE_TICK_MINUTE, 10, 10 * VIGIE_MINUTE, 8},
    {VIGIE_TICK_MINUTE, 15, 15 * VIGIE_MINUTE, 8},
    {VIGIE_TICK_MINUTE, 30, 30 * VIGIE_MINUTE, 8},
    {VIGIE_TICK_HOUR, 1, VIGIE_HOUR, 6},
    {VIGIE_TICK_HOUR, 2, 2 * VIGIE_HOUR, 8},
    {VIGIE_TICK_HOUR, 3, 3 * VIGIE_HOUR, 8},
    {VIGIE_TICK_HOUR, 6, 6 * VIGIE_HOUR, 8},
    {VIGIE_TICK_HOUR, 12, 12 * VIGIE_HOUR, 8},
    {VIGIE_TICK_DAY, 1, VIGIE_DAY, 8},
    {VIGIE_TICK_DAY, 2, 2 * VIGIE_DAY, 8},
    {VIGIE_TICK_WEEK, 1, 7 * VIGIE_DAY, 9},
    {VIGIE_TICK_WEEK, 2, 14 * VIGIE_DAY, 9},
    {VIGIE_TICK_MONTH, 1, 30 * VIGIE_DAY, 10},
    {VIGIE_TICK_MONTH, 3, 91 * VIGIE_DAY, 11},
    {VIGIE_TICK_MONTH, 6, 182 * VIGIE_DAY, 11},
    {VIGIE_TICK_YEAR, 1, 365 * VIGIE_DAY, 5},
    {VIGIE_TICK_YEAR, 2, 730 * VIGIE_DAY, 5},
    {VIGIE_TICK_YEAR, 5, 1826 * VIGIE_DAY, 5},
    {VIGIE_TICK_YEAR, 10, 3652 * VIGIE_DAY, 5},
    {VIGIE_TICK_YEAR, 100, 36524 * VIGIE_DAY, 5},
    {VIGIE_TICK_YEAR, 1000, 365242 * VIGIE_DAY, 6},
};

static const Step *
choose_step (VigieTime from, VigieTime to, GTimeZone *zone, double pixels, double em)
{
  /* « 2 h (hiver) » is longer than « 2 h ». */
  double longer = offset_at (from, zone) > offset_at (to, zone) ? 6 : 0;
  double unit = pixels / (double) (to - from);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double apart = (double) steps[i].length * unit;
      double characters = steps[i].characters + (steps[i].length <= VIGIE_HOUR ? longer : 0);

      /* Over several days their names say more than noons between. */
      if (steps[i].unit == VIGIE_TICK_HOUR
          && to - from > (steps[i].multiple == 12 ? 3 : 5) * VIGIE_DAY)
        continue;
      if (apart >= (characters + ROOM) * em)
        return &steps[i];
    }
  return &steps[G_N_ELEMENTS (steps) - 1];
}

/* ---- Labels ---- */

/* Clocks show this time twice that day. */
static gboolean
comes_twice (const VigieLocalTime *local, GTimeZone *zone)
{
  VigieTime instants[2];

  return vigie_time_from_local (local->day_number,
                                local->hour * 3600 + local->minute * 60 + local->second, zone,
                                instants)
         == 2;
}

/* The first of a month says the month: « 1er nov. »; others their weekday, « lun. 16 », unless the axis is so long that
 * it would come again. */
static char *
day_label (VigieTime time, GTimeZone *zone, gboolean is_long)
{
  if (is_long || vigie_time_to_local (time, zone).day == 1)
    return vigie_words_date (time, time, zone);
  return vigie_words_weekday_day (time, zone);
}

static char *
clock_label (VigieTime time, const VigieLocalTime *local, const Step *step, GTimeZone *zone)
{
  g_autofree char *text = NULL;
  gboolean is_whole_minute = local->second == 0;

  if (step->unit == VIGIE_TICK_SECOND && !is_whole_minute)
    {
      g_autofree char *minute = vigie_words_time_of_day (time, zone);

      /* Translators: a time with its seconds on an axis: %1$s hours and minutes, %2$02d seconds: « 11 h 07 min 30 » */
      text = g_strdup_printf (C_ ("axis", "%1$s:%2$02d"), minute, local->second);
    }
  else if (step->unit == VIGIE_TICK_HOUR && local->minute == 0)
    /* Translators: an hour of the day on an axis of time, « 11 h » in French (U+202F between) */
    text = g_strdup_printf (C_ ("axis", "%d:00"), local->hour);
  else
    text = vigie_words_time_of_day (time, zone);
  if ((step->unit != VIGIE_TICK_SECOND || is_whole_minute) && comes_twice (local, zone))
    {
      gint32 interval
          = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time / VIGIE_SECOND);

      if (g_time_zone_is_dst (zone, interval))
        /* Translators: a time of the hour that comes twice in autumn, the first: « 2 h (été) » */
        return g_strdup_printf (C_ ("axis", "%s (summer)"), text);
      /* Translators: the same hour when it comes again: « 2 h (hiver) » */
      return g_strdup_printf (C_ ("axis", "%s (winter)"), text);
    }
  return g_steal_pointer (&text);
}

static char *
tick_label (VigieTime time, const Step *step, gint64 length, GTimeZone *zone, gboolean *major)
{
  VigieLocalTime local = vigie_time_to_local (time, zone);
  gboolean is_long = length > 27 * VIGIE_DAY;

  *major = FALSE;
  switch (step->unit)
    {
    case VIGIE_TICK_SECOND:
    case VIGIE_TICK_MINUTE:
    case VIGIE_TICK_HOUR:
      *major = local.hour == 0 && local.minute == 0 && local.second == 0;
      return *major ? day_label (time, zone, is_long) : clock_label (time, &local, step, zone);
    case VIGIE_TICK_DAY:
      *major = local.weekday == 1;
      return day_label (time, zone, is_long);
    case VIGIE_TICK_WEEK:
      *major = local.day <= 7;
      return vigie_words_date (time, time, zone);
    case VIGIE_TICK_MONTH:
      *major = local.month == 1;
      return vigie_words_month (time, zone,
                                *major || step->multiple > 1 || length > 330 * VIGIE_DAY);
    case VIGIE_TICK_YEAR:
    default:
      return g_strdup_printf ("%d", local.year);
    }
}

/* ---- Ticks ---- */

/* The tick at or before @time if it is a stretch with a name, else the first at or after it. */
static VigieTime
first_tick (VigieTime time, const Step *step, GTimeZone *zone)
{
  VigieLocalTime local = vigie_time_to_local (time, zone);
  int multiple = (int) step->multiple;
  gint64 day;

  switch (step->unit)
    {
    case VIGIE_TICK_SECOND:
    case VIGIE_TICK_MINUTE:
      return align_up (time, step->length, zone);
    case VIGIE_TICK_HOUR:
      if (multiple == 1)
        return align_up (time, VIGIE_HOUR, zone);
      return vigie_time_day_begin (local.day_number, zone);
    case VIGIE_TICK_DAY:
      /* Every other day by its number, so that panning does not move the ticks. */
      day = local.day_number - (multiple > 1 ? local.day_number & 1 : 0);
      return vigie_time_day_begin (day, zone);
    case VIGIE_TICK_WEEK:
      day = local.day_number - (local.weekday - 1);
      if (multiple > 1 && (floor_div (day, 7) & 1) != 0)
        day -= 7;
      return vigie_time_day_begin (day, zone);
    case VIGIE_TICK_MONTH:
      return vigie_time_day_begin (
          vigie_time_day_number (local.year, (local.month - 1) / multiple * multiple + 1, 1), zone);
    case VIGIE_TICK_YEAR:
    default:
      return vigie_time_day_begin (
          vigie_time_day_number ((int) floor_div (local.year, multiple) * multiple, 1, 1), zone);
    }
}

static VigieTime
next_tick (VigieTime time, const Step *step, GTimeZone *zone)
{
  VigieLocalTime local = vigie_time_to_local (time, zone);
  int multiple = (int) step->multiple;

  switch (step->unit)
    {
    case VIGIE_TICK_SECOND:
    case VIGIE_TICK_MINUTE:
      return align_up (time + 1, step->length, zone);
    case VIGIE_TICK_HOUR:
      if (multiple == 1)
        return align_up (time + 1, VIGIE_HOUR, zone);
      /* By the clock: what is skipped has no tick, what comes twice has its first. */
      for (int hour = local.hour - local.hour % multiple + multiple; hour < 24; hour += multiple)
        {
          VigieTime instants[2];

          if (vigie_time_from_local (local.day_number, hour * 3600, zone, instants) > 0)
            return instants[0];
        }
      return vigie_time_day_begin (local.day_number + 1, zone);
    case VIGIE_TICK_DAY:
      return vigie_time_day_begin (local.day_number + multiple, zone);
    case VIGIE_TICK_WEEK:
      return vigie_time_day_begin (local.day_number + 7 * multiple, zone);
    case VIGIE_TICK_MONTH:
      return vigie_time_day_begin (vigie_time_day_number (local.year, local.month + multiple, 1),
                                   zone);
    case VIGIE_TICK_YEAR:
    default:
      return vigie_time_day_begin (vigie_time_day_number (local.year + multiple, 1, 1), zone);
    }
}

static void
tick_free (VigieTick *tick)
{
  g_free (tick->label);
  g_free (tick);
}

VigieTimeAxis *
vigie_time_axis_new (VigieTime from, VigieTime to, GTimeZone *zone, double pixels, double em)
{
  VigieTimeAxis *self = g_new0 (VigieTimeAxis, 1);
  const Step *step;
  VigieTime time;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  to = MAX (to, from + 1);
  step = choose_step (from, to, zone, MAX (pixels, 1), MAX (em, 1));
  self->unit = step->unit;
  self->multiple = step->multiple;
  self->is_names
      = step->multiple == 1 && step->unit >= VIGIE_TICK_DAY && step->unit != VIGIE_TICK_WEEK;
  self->ticks = g_ptr_array_new_with_free_func ((GDestroyNotify) tick_free);
  time = first_tick (from, step, zone);
  while (time <= to && self->ticks->len < MAX_TICKS)
    {
      VigieTime next = next_tick (time, step, zone);
      VigieTick *tick;

      if (next <= time)
        break;
      if (self->is_names ? next > from && time < to : time >= from)
        {
          tick = g_new0 (VigieTick, 1);
          tick->time = time;
          tick->until = next;
          tick->label = tick_label (time, step, to - from, zone, &tick->major);
          g_ptr_array_add (self->ticks, tick);
        }
      time = next;
    }
  return self;
}

void
vigie_time_axis_free (VigieTimeAxis *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->ticks);
  g_free (self);
}
