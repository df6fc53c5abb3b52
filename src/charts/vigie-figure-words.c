/* vigie-figure-words.c: times of figures in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-figure-words.h"

#include <glib/gi18n-lib.h>

#include "vigie-chart-private.h"
#include "vigie-words.h"

static gboolean
is_midnight (const VigieLocalTime *local)
{
  return local->hour == 0 && local->minute == 0 && local->second == 0;
}

char *
vigie_figure_bin_words (VigieTime from, VigieTime to, VigieTime now, GTimeZone *zone)
{
  VigieLocalTime begin, end;
  gint64 days;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  begin = vigie_time_to_local (from, zone);
  end = vigie_time_to_local (to, zone);
  days = end.day_number - begin.day_number;
  if (is_midnight (&begin) && is_midnight (&end))
    {
      if (days == 1)
        return vigie_words_weekday_date (from, zone);
      if (days == 7)
        {
          g_autofree char *day = vigie_words_date (now != VIGIE_TIME_NONE ? now : from, from, zone);

          return g_strdup_printf (C_ ("chart", "week of %s"), day);
        }
      if (begin.day == 1 && end.day == 1 && days >= 28 && days <= 31)
        return vigie_words_month (from, zone, TRUE);
      if (begin.day == 1 && begin.month == 1 && end.day == 1 && end.month == 1
          && end.year == begin.year + 1)
        return g_strdup_printf ("%d", begin.year);
    }
  else
    {
      g_autofree char *day = vigie_words_weekday_date (from, zone);
      g_autofree char *first = vigie_words_time_of_day (from, zone);
      g_autofree char *last = vigie_words_time_of_day (to, zone);

      if (days == 0 || (days == 1 && is_midnight (&end)))
        /* Translators: a day and the times from and to: « lun. 16 nov., 13 h 00 – 13 h 30 » */
        return g_strdup_printf (C_ ("chart", "%1$s, %2$s – %3$s"), day, first, last);
      if (to - from <= 2 * VIGIE_DAY)
        {
          g_autofree char *other = vigie_words_weekday_date (to, zone);

          /* Translators: two moments of different days: « lun. 16 nov., 22 h 00 – mar. 17 nov., 9 h 30 » */
          return g_strdup_printf (C_ ("chart", "%1$s, %2$s – %3$s, %4$s"), day, first, other, last);
        }
    }
  return vigie_chart_span_words ((VigieSpan) {from, to}, now, zone);
}

char *
vigie_figure_short_words (VigieTime from, VigieTime to, VigieTime now, GTimeZone *zone)
{
  g_autofree char *first = NULL, *last = NULL;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  if (to - from >= 20 * VIGIE_HOUR
      || vigie_time_to_local (from, zone).day_number
             != vigie_time_to_local (to - 1, zone).day_number)
    return vigie_figure_bin_words (from, to, now, zone);
  first = vigie_words_time_of_day (from, zone);
  last = vigie_words_time_of_day (to, zone);
  /* Translators: times from and to: « 3 h 00 – 9 h 30 » */
  return g_strdup_printf (C_ ("chart", "%1$s – %2$s"), first, last);
}
