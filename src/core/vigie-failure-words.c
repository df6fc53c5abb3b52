/* vigie-failure-words.c: a finding in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-failure.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* What lies nearer is told by its day, what lies further by its month. */
#define BY_DAY (60 * VIGIE_DAY)
/* « since Monday » of the days before. */
#define SILENT_BY_DAY (7 * VIGIE_DAY)
#define BY_WEEKDAY 6

typedef struct
{
  VigieTime now;
  gboolean by_day;
  int year; /* of what was said last: it is not said again */
} When;

static char *
when_words (When *when, VigieTime time)
{
  VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());
  gboolean other_year = local.year != when->year;

  if (when->by_day)
    return vigie_words_date (when->now, time, NULL);
  when->year = local.year;
  return vigie_words_month (time, NULL, other_year);
}

/* « vers mars 2027 (févr. à mai) », with @what before it. */
static char *
foretold_words (const VigieFailure *failure, VigieTime now)
{
  gboolean battery = failure->kind == VIGIE_FAILURE_BATTERY;
  When when = {now, failure->time - now < BY_DAY, 0};
  g_autofree char *about = NULL, *from = NULL, *to = NULL;

  /* A month is said with its year unless it is this one. */
  when.year = vigie_time_to_local (now, vigie_words_default_zone ()).year;
  about = when_words (&when, failure->time);
  if (failure->earliest != VIGIE_TIME_NONE)
    from = when_words (&when, failure->earliest);
  if (failure->latest != VIGIE_TIME_NONE)
    to = when_words (&when, failure->latest);
  if (from == NULL || (to != NULL && g_str_equal (from, to)))
    {
      if (when.by_day)
        /* Translators: when a battery ends, a date: « pile : vers le 12 déc. » */
        return g_strdup_printf (
            battery ? C_ ("next failure, day", "battery: about %s")
                    /* Translators: when the margin of a radio link is used up, a date */
                    : C_ ("next failure, day", "radio margin: about %s"),
            about);
      /* Translators: the same with a month: « pile : vers mars 2027 » */
      return g_strdup_printf (battery ? C_ ("next failure, month", "battery: about %s")
                                      : C_ ("next failure, month", "radio margin: about %s"),
                              about);
    }
  if (to == NULL)
    {
      if (when.by_day)
        /* Translators: a date, then the earliest one: « pile : vers le 12 déc. (5 déc. ou après) » */
        return g_strdup_printf (
            battery ? C_ ("next failure, day", "battery: about %1$s (%2$s or later)")
                    : C_ ("next failure, day", "radio margin: about %1$s (%2$s or later)"),
            about, from);
      return g_strdup_printf (
          battery ? C_ ("next failure, month", "battery: about %1$s (%2$s or later)")
                  : C_ ("next failure, month", "radio margin: about %1$s (%2$s or later)"),
          about, from);
    }
  if (when.by_day)
    /* Translators: a date, then the earliest and the latest one: « pile : vers le 12 déc. (5 déc. à 3 janv.) » */
    return g_strdup_printf (
        battery ? C_ ("next failure, day", "battery: about %1$s (%2$s to %3$s)")
                : C_ ("next failure, day", "radio margin: about %1$s (%2$s to %3$s)"),
        about, from, to);
  /* Translators: a month, then the earliest and the latest one: « pile : vers mars 2027 (févr. à mai) » */
  return g_strdup_printf (
      battery ? C_ ("next failure, month", "battery: about %1$s (%2$s to %3$s)")
              : C_ ("next failure, month", "radio margin: about %1$s (%2$s to %3$s)"),
      about, from, to);
}

static char *
stuck_words (VigieTime since, VigieTime now)
{
  GTimeZone *zone = vigie_words_default_zone ();
  VigieLocalTime local, today;
  g_autofree char *date = NULL;

  if (since == VIGIE_TIME_NONE)
    return g_strdup (_ ("frozen value"));
  local = vigie_time_to_local (since, zone);
  today = vigie_time_to_local (now, zone);
  if (today.day_number - local.day_number <= BY_WEEKDAY)
    /* Translators: %s is a day of the week in full: « valeur figée depuis lundi » */
    return g_strdup_printf (C_ ("weekday", "value frozen since %s"),
                            vigie_words_weekday_in_full (local.weekday));
  date = vigie_words_date (now, since, NULL);
  /* Translators: %s is a date: « valeur figée depuis le 3 nov. » */
  return g_strdup_printf (C_ ("date", "value frozen since %s"), date);
}

char *
vigie_failure_words (const VigieFailure *failure, VigieTime now)
{
  g_autofree char *words = NULL;

  switch (failure->kind)
    {
    case VIGIE_FAILURE_SILENT:
      if (failure->time < now - SILENT_BY_DAY)
        {
          /* Of long ago the day is enough, and all that a column of 250 px holds. */
          words = vigie_words_date (now, failure->time, NULL);
          /* Translators: %s is a date: « muet depuis le 28 sept. » */
          return g_strdup_printf (C_ ("date", "silent since %s"), words);
        }
      words = vigie_words_since (now, failure->time, NULL);
      if (failure->time > now)
        /* Translators: its last reading has a moment that is to come: « horloge en avance : 21 h 57 » */
        return g_strdup_printf (_ ("clock ahead: %s"), words);
      /* Translators: %s is a moment: « muet depuis 8 h 00 », « muet depuis hier à 18 h 02 » */
      return g_strdup_printf (_ ("silent since %s"), words);
    case VIGIE_FAILURE_NEVER:
      return g_strdup (C_ ("next failure", "never seen"));
    case VIGIE_FAILURE_STUCK:
      return stuck_words (failure->time, now);
    case VIGIE_FAILURE_BATTERY:
      return vigie_failure_is_present (failure, now)
                 ? g_strdup (C_ ("next failure", "battery to be replaced"))
                 : foretold_words (failure, now);
    case VIGIE_FAILURE_RADIO:
      return vigie_failure_is_present (failure, now)
                 ? g_strdup (C_ ("next failure", "radio margin used up"))
                 : foretold_words (failure, now);
    case VIGIE_FAILURE_LOSSES:
      words = vigie_words_value (round (100 * failure->value), "%");
      /* Translators: %s is a share in per cent: « 23 % de trames perdues » */
      return g_strdup_printf (_ ("%s of frames lost"), words);
    case VIGIE_FAILURE_LATE:
      return vigie_words_late (now, failure->time);
    case VIGIE_FAILURE_LONE_GATEWAY:
      return g_strdup (C_ ("next failure", "heard by a single gateway"));
    case VIGIE_FAILURE_NONE:
    default:
      return g_strdup ("");
    }
}
