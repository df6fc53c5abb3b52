/* vigie-words-time.c: durations, ages and dates as a person reads them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-words.h"

#include <glib/gi18n-lib.h>

#include "vigie-words-private.h"

#define NARROW_SPACE "\u202f"

GTimeZone *
vigie_words_default_zone (void)
{
  static gsize zone;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *paris = g_time_zone_new_identifier ("Europe/Paris");

      /* A system without the tz database knows its own offset at most. */
      g_once_init_leave (&zone, (gsize) (paris ? paris : g_time_zone_new_local ()));
    }
  return (GTimeZone *) zone;
}

static VigieLocalTime
to_local (VigieTime time, GTimeZone *zone)
{
  return vigie_time_to_local (time, zone ? zone : vigie_words_default_zone ());
}

char *
vigie_words_glue (char *text)
{
  char **pieces = g_strsplit (text, " ", -1);
  char *glued = g_strjoinv (NARROW_SPACE, pieces);

  g_strfreev (pieces);
  g_free (text);
  return glued;
}

char *
vigie_words_duration (gint64 duration)
{
  char *text;

  if (duration < 0)
    duration = 0;
  if (duration < VIGIE_MINUTE)
    /* Translators: a duration in seconds; the space becomes a no-break one by itself */
    text = g_strdup_printf (C_ ("duration", "%d s"), (int) (duration / VIGIE_SECOND));
  else if (duration < VIGIE_HOUR)
    /* Translators: a duration in minutes */
    text = g_strdup_printf (C_ ("duration", "%d min"), (int) (duration / VIGIE_MINUTE));
  else if (duration < VIGIE_DAY)
    /* Translators: a duration in hours and minutes */
    text = g_strdup_printf (C_ ("duration", "%1$d h %2$02d min"), (int) (duration / VIGIE_HOUR),
                            (int) (duration / VIGIE_MINUTE % 60));
  else
    /* Translators: a duration in days, « 2 j » in French */
    text = g_strdup_printf (C_ ("duration", "%d d"), (int) (duration / VIGIE_DAY));
  return vigie_words_glue (text);
}

char *
vigie_words_age (VigieTime now, VigieTime time)
{
  g_autofree char *duration = NULL;
  gint64 age;

  if (time == VIGIE_TIME_NONE)
    return g_strdup (C_ ("age", "never"));
  if (__builtin_sub_overflow (now, time, &age) || age == G_MININT64)
    age = now > time ? G_MAXINT64 : -G_MAXINT64;
  if (ABS (age) < VIGIE_SECOND)
    return g_strdup (C_ ("age", "just now"));
  duration = vigie_words_duration (ABS (age));
  if (age < 0)
    /* Translators: %s is a duration to come, « 2 min » */
    return g_strdup_printf (C_ ("age", "in %s"), duration);
  /* Translators: %s is a duration, « 4 min »: « il y a 4 min » */
  return g_strdup_printf (_ ("%s ago"), duration);
}

static char *
hour_and_minute (int hour, int minute)
{
  /* Translators: hours and minutes, « %1$d h %2$02d » in French */
  return vigie_words_glue (g_strdup_printf (C_ ("time of day", "%1$d:%2$02d"), hour, minute));
}

static char *
time_of_day (const VigieLocalTime *local)
{
  return hour_and_minute (local->hour, local->minute);
}

char *
vigie_words_clock (int hour, int minute)
{
  if (minute != 0)
    return hour_and_minute (hour, minute);
  /* Translators: a full hour, « 18 h » in French; the space becomes a no-break one by itself */
  return vigie_words_glue (g_strdup_printf (C_ ("full hour", "%d:00"), hour));
}

static const char *
month_name (int month)
{
  static const char *const names[] = {
      NC_ ("month", "Jan"), NC_ ("month", "Feb"), NC_ ("month", "Mar"), NC_ ("month", "Apr"),
      NC_ ("month", "May"), NC_ ("month", "Jun"), NC_ ("month", "Jul"), NC_ ("month", "Aug"),
      NC_ ("month", "Sep"), NC_ ("month", "Oct"), NC_ ("month", "Nov"), NC_ ("month", "Dec"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "month", names[month - 1]);
}

const char *
vigie_words_weekday_name (int weekday)
{
  static const char *const names[] = {
      NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"),
      NC_ ("weekday", "Thu"), NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"),
      NC_ ("weekday", "Sun"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday", names[weekday - 1]);
}

const char *
vigie_words_weekday_in_full (int weekday)
{
  static const char *const names[] = {
      NC_ ("weekday in full", "Monday"),    NC_ ("weekday in full", "Tuesday"),
      NC_ ("weekday in full", "Wednesday"), NC_ ("weekday in full", "Thursday"),
      NC_ ("weekday in full", "Friday"),    NC_ ("weekday in full", "Saturday"),
      NC_ ("weekday in full", "Sunday"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday in full", names[weekday - 1]);
}

const char *
vigie_words_day_of_month (const VigieLocalTime *local, char buffer[8])
{
  if (local->day == 1)
    /* Translators: the first day of a month, « 1er » in French */
    return C_ ("day of the month", "1");
  g_snprintf (buffer, 8, "%d", local->day);
  return buffer;
}

static char *
date (const VigieLocalTime *local, int present_year)
{
  char day[8];

  if (local->year == present_year)
    /* Translators: %1$s the day of the month, %2$s the month: « 18 nov. » */
    return vigie_words_glue (g_strdup_printf (C_ ("date", "%1$s %2$s"),
                                              vigie_words_day_of_month (local, day),
                                              month_name (local->month)));
  /* Translators: day, month, year: « 18 nov. 2025 » */
  return vigie_words_glue (g_strdup_printf (C_ ("date", "%1$s %2$s %3$d"),
                                            vigie_words_day_of_month (local, day),
                                            month_name (local->month), local->year));
}

char *
vigie_words_time_of_day (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local;

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("—");
  local = to_local (time, zone);
  return time_of_day (&local);
}

typedef enum
{
  MOMENT_ALONE, /* « 10 h 47 » */
  MOMENT_SINCE, /* after « depuis » */
  MOMENT_AT,    /* « à 10 h 47 » */
} MomentForm;

static char *
moment (VigieTime now, VigieTime time, GTimeZone *zone, MomentForm form)
{
  VigieLocalTime local, today;
  g_autofree char *clock_time = NULL, *day = NULL;

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("—");

  local = to_local (time, zone);
  today = to_local (now, zone);
  clock_time = time_of_day (&local);
  if (local.day_number == today.day_number)
    {
      if (form == MOMENT_AT)
        /* Translators: %s is a time of today, « à 13 h 58 » */
        return g_strdup_printf (C_ ("moment", "at %s"), clock_time);
      return g_steal_pointer (&clock_time);
    }
  if (local.day_number == today.day_number - 1)
    /* Translators: « hier à 18 h 02 »; also follows « depuis » */
    return g_strdup_printf (C_ ("moment", "yesterday at %s"), clock_time);
  if (local.day_number == today.day_number + 1)
    /* Translators: « demain à 7 h 00 » */
    return g_strdup_printf (C_ ("moment", "tomorrow at %s"), clock_time);

  day = date (&local, today.year);
  if (form == MOMENT_ALONE)
    /* Translators: %1$s a date, %2$s a time, standing alone: « 18 nov. à 10 h 47 » */
    return g_strdup_printf (C_ ("moment", "%1$s at %2$s"), day, clock_time);
  /* Translators: the same within a sentence, after « depuis » too: « le 18 nov. à 10 h 47 » */
  return g_strdup_printf (C_ ("moment in a sentence", "%1$s at %2$s"), day, clock_time);
}

char *
vigie_words_moment (VigieTime now, VigieTime time, GTimeZone *zone)
{
  return moment (now, time, zone, MOMENT_ALONE);
}

char *
vigie_words_since (VigieTime now, VigieTime time, GTimeZone *zone)
{
  return moment (now, time, zone, MOMENT_SINCE);
}

char *
vigie_words_at (VigieTime now, VigieTime time, GTimeZone *zone)
{
  return moment (now, time, zone, MOMENT_AT);
}

char *
vigie_words_date (VigieTime now, VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local, today;

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("—");
  local = to_local (time, zone);
  today = to_local (now, zone);
  return date (&local, today.year);
}

char *
vigie_words_weekday_date (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local;
  char day[8];

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("—");
  local = to_local (time, zone);
  /* Translators: weekday, day, month: « lun. 3 mars » */
  return vigie_words_glue (
      g_strdup_printf (C_ ("date", "%1$s %2$s %3$s"), vigie_words_weekday_name (local.weekday),
                       vigie_words_day_of_month (&local, day), month_name (local.month)));
}

char *
vigie_words_weekday_day (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local;
  char day[8];

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("—");
  local = to_local (time, zone);
  /* Translators: weekday, day of the month, on an axis: « lun. 16 » */
  return vigie_words_glue (g_strdup_printf (C_ ("weekday and day", "%1$s %2$s"),
                                            vigie_words_weekday_name (local.weekday),
                                            vigie_words_day_of_month (&local, day)));
}

char *
vigie_words_month (VigieTime time, GTimeZone *zone, gboolean with_year)
{
  VigieLocalTime local;

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("—");
  local = to_local (time, zone);
  if (!with_year)
    return g_strdup (month_name (local.month));
  /* Translators: month, year: « janv. 2026 » */
  return vigie_words_glue (
      g_strdup_printf (C_ ("month and year", "%1$s %2$d"), month_name (local.month), local.year));
}

char *
vigie_words_date_time (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local;
  g_autofree char *clock_time = NULL, *text = NULL, *first = NULL;
  char day[8];

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("—");
  local = to_local (time, zone);
  clock_time = time_of_day (&local);
  /* Translators: weekday, day, month, year, time: « sam. 21 nov. 2026, 11 h 07 »; the first letter is made a
   * capital */
  text = g_strdup_printf (
      C_ ("date", "%1$s %2$s %3$s %4$d, %5$s"), vigie_words_weekday_name (local.weekday),
      vigie_words_day_of_month (&local, day), month_name (local.month), local.year, clock_time);
  first = g_utf8_strup (text, g_utf8_next_char (text) - text);
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/* Of a reading that is to come: nothing was ever late or silent since tomorrow. */
static char *
clock_ahead (VigieTime now, VigieTime last, GTimeZone *zone)
{
  g_autofree char *dated = vigie_words_since (now, last, zone);

  /* Translators: the last reading of a sensor has a moment that is to come, as its clock is wrong; %s is that moment:
   * « Horloge en avance, relevé daté de 21 h 57 » */
  return g_strdup_printf (_ ("Clock ahead, reading dated %s"), dated);
}

char *
vigie_words_silent_since (VigieTime now, VigieTime last, GTimeZone *zone)
{
  g_autofree char *since = NULL;

  if (last > now)
    return clock_ahead (now, last, zone);
  since = vigie_words_since (now, last, zone);
  /* Translators: %s is a moment, « 8 h 00 », « hier à 18 h 02 »: « Silencieux depuis 8 h 00 » */
  return g_strdup_printf (_ ("Silent since %s"), since);
}

char *
vigie_words_late (VigieTime now, VigieTime last)
{
  g_autofree char *duration = NULL;

  if (last > now)
    return clock_ahead (now, last, NULL);
  duration = vigie_words_duration (now - last);
  /* Translators: %s is a duration, the age of the last reading: « en retard : 24 min » */
  return g_strdup_printf (_ ("late: %s"), duration);
}
