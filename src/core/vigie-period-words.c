/* vigie-period-words.c: periods as a person reads them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-period.h"

#include <glib/gi18n-lib.h>

#include "vigie-words-private.h"
#include "vigie-words.h"

const char *
vigie_words_full_month_name (int month)
{
  static const char *const names[] = {
      NC_ ("full month", "January"),   NC_ ("full month", "February"),
      NC_ ("full month", "March"),     NC_ ("full month", "April"),
      NC_ ("full month", "May"),       NC_ ("full month", "June"),
      NC_ ("full month", "July"),      NC_ ("full month", "August"),
      NC_ ("full month", "September"), NC_ ("full month", "October"),
      NC_ ("full month", "November"),  NC_ ("full month", "December"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "full month", names[month - 1]);
}

/* « 21 novembre », which stays on one line. */
static char *
day_and_month (const VigieLocalTime *local)
{
  char day[8];

  /* Translators: the day of the month, the month in full: « 21 novembre » */
  return vigie_words_glue (g_strdup_printf (C_ ("full date", "%1$s %2$s"),
                                            vigie_words_day_of_month (local, day),
                                            vigie_words_full_month_name (local->month)));
}

static char *
full_date (const VigieLocalTime *local)
{
  g_autofree char *day = day_and_month (local);

  /* Translators: %1$s the day and the month, « 21 novembre », %2$d the year */
  return g_strdup_printf (C_ ("full date", "%1$s %2$d"), day, local->year);
}

/* The first and the last day of it. */
static void
days (const VigiePeriod *self, GTimeZone *zone, VigieLocalTime *first, VigieLocalTime *last)
{
  zone = zone != NULL ? zone : vigie_words_default_zone ();
  *first = vigie_time_to_local (self->from, zone);
  *last = vigie_time_to_local (MAX (self->to - 1, self->from), zone);
}

char *
vigie_period_to_words (const VigiePeriod *self, GTimeZone *zone)
{
  VigieLocalTime first, last;
  g_autofree char *begin = NULL, *end = NULL, *weekday = NULL;
  char day[8];

  days (self, zone, &first, &last);
  switch (self->unit)
    {
    case VIGIE_PERIOD_MONTH:
      /* Translators: %1$s the month in full, %2$d the year: « novembre 2026 » */
      return g_strdup_printf (C_ ("full month and year", "%1$s %2$d"),
                              vigie_words_full_month_name (first.month), first.year);
    case VIGIE_PERIOD_YEAR:
      return g_strdup_printf ("%d", first.year);
    case VIGIE_PERIOD_DAY:
    case VIGIE_PERIOD_WEEK:
    case VIGIE_PERIOD_FREE:
    default:
      break;
    }
  end = full_date (&last);
  if (first.day_number == last.day_number)
    /* Translators: %1$s the weekday, %2$s the date: « sam. 21 novembre 2026 » */
    return g_strdup_printf (C_ ("weekday and date", "%1$s %2$s"),
                            vigie_words_weekday_name (first.weekday), end);
  if (first.year != last.year)
    begin = full_date (&first);
  else if (first.month != last.month)
    begin = day_and_month (&first);
  else
    begin = g_strdup (vigie_words_day_of_month (&first, day));
  /* Translators: the first and the last day of a period, the first without what both have in common:
   * « du 15 au 21 novembre 2026 », « du 28 novembre au 4 décembre 2026 » */
  return g_strdup_printf (C_ ("period", "%1$s – %2$s"), begin, end);
}

char *
vigie_period_to_short_words (const VigiePeriod *self, GTimeZone *zone)
{
  VigieLocalTime first, last;
  VigieTime end_time = MAX (self->to - 1, self->from);
  g_autofree char *begin = NULL, *end = NULL;
  char day[8];

  days (self, zone, &first, &last);
  switch (self->unit)
    {
    case VIGIE_PERIOD_MONTH:
      return vigie_words_month (self->from, zone, TRUE);
    case VIGIE_PERIOD_YEAR:
      return g_strdup_printf ("%d", first.year);
    case VIGIE_PERIOD_DAY:
    case VIGIE_PERIOD_WEEK:
    case VIGIE_PERIOD_FREE:
    default:
      break;
    }
  /* With the years only where they differ. */
  end = vigie_words_date (self->from, end_time, zone);
  if (first.day_number == last.day_number)
    return g_steal_pointer (&end);
  begin = first.year == last.year && first.month == last.month
              ? g_strdup (vigie_words_day_of_month (&first, day))
              : vigie_words_date (end_time, self->from, zone);
  /* Translators: the first and the last day of a period, short: « 15 – 21 nov. », « 28 nov. – 4 déc. » */
  return g_strdup_printf (C_ ("short period", "%1$s – %2$s"), begin, end);
}
