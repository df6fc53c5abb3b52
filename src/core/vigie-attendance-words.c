/* vigie-attendance-words.c: waits, verdicts and moments of attendance in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-words-private.h"
#include "vigie-words.h"

/* Ends of a wait that lie so far apart are both told, in minutes. */
#define WIDE 15

/* A moment that begins so soon is now. */
#define NOW_WITHIN (5 * VIGIE_MINUTE)

/* ---- Waits ---- */

gboolean
vigie_wait_is_wide (const VigieWait *wait)
{
  return wait->high - wait->low >= WIDE;
}

static char *
minutes (int number)
{
  /* Translators: the unit of a wait, in minutes: « 10 min » */
  return vigie_words_figure (number, 0, C_ ("wait", "min"));
}

char *
vigie_wait_words (const VigieWait *wait)
{
  g_autofree char *figure = NULL;

  if (wait->minutes < 0)
    /* Translators: a wait that is not known */
    return g_strdup (C_ ("wait", "n/a"));
  if (wait->minutes == 0 && wait->high <= 5)
    /* Translators: nobody waits, « aucune » */
    return g_strdup (C_ ("wait", "none"));
  if (wait->minutes == 0 || (wait->low == 0 && vigie_wait_is_wide (wait)))
    {
      figure = minutes (wait->high);
      /* Translators: %s is a duration, « 10 min »: « moins de 10 min » */
      return g_strdup_printf (C_ ("wait", "under %s"), figure);
    }
  if (vigie_wait_is_wide (wait))
    {
      figure = minutes (wait->high);
      /* Translators: a range, a number and a duration: « 5 à 20 min » */
      return g_strdup_printf (C_ ("wait", "%1$d to %2$s"), wait->low, figure);
    }
  figure = minutes (wait->minutes);
  /* Translators: %s is a duration: « environ 10 min » */
  return g_strdup_printf (C_ ("wait", "about %s"), figure);
}

char *
vigie_wait_short_words (const VigieWait *wait)
{
  if (wait->minutes < 0)
    return g_strdup (C_ ("wait", "n/a"));
  if (wait->minutes == 0)
    return g_strdup (C_ ("wait", "none"));
  return minutes (wait->minutes);
}

/* ---- Verdicts ---- */

const char *
vigie_against_words (VigieAgainst against)
{
  switch (against)
    {
    case VIGIE_AGAINST_QUIETER:
      /* Translators: how many vehicles there are now: « plus calme que d’habitude » */
      return _ ("quieter than usual");
    case VIGIE_AGAINST_AS_USUAL:
      /* Translators: « comme d’habitude » */
      return _ ("as usual");
    case VIGIE_AGAINST_BUSIER:
      /* Translators: « plus de monde que d’habitude » */
      return _ ("busier than usual");
    case VIGIE_AGAINST_UNKNOWN:
    default:
      return "";
    }
}

const char *
vigie_trend_words (VigieTrend trend)
{
  switch (trend)
    {
    case VIGIE_TREND_FALLING:
      /* Translators: there are fewer and fewer vehicles: « en baisse » */
      return C_ ("trend of attendance", "falling");
    case VIGIE_TREND_STEADY:
      /* Translators: « stable » */
      return C_ ("trend of attendance", "steady");
    case VIGIE_TREND_RISING:
      /* Translators: « en hausse » */
      return C_ ("trend of attendance", "rising");
    case VIGIE_TREND_UNKNOWN:
    default:
      return "";
    }
}

/* ---- Moments ---- */

char *
vigie_attendance_best_words (const GArray *best, VigieTime now, GTimeZone *zone)
{
  const VigieExpected *first;
  VigieLocalTime local, today;
  g_autofree char *clock = NULL;

  if (best == NULL || best->len == 0)
    /* Translators: a moment that is not known */
    return g_strdup (C_ ("moment", "n/a"));
  first = &g_array_index (best, VigieExpected, 0);
  if (first->from <= now + NOW_WITHIN)
    /* Translators: the best moment to come is now, « maintenant » */
    return g_strdup (C_ ("moment", "now"));

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  local = vigie_time_to_local (first->from, zone);
  today = vigie_time_to_local (now, zone);
  clock = vigie_words_clock (local.hour, local.minute);
  if (local.day_number == today.day_number)
    return g_steal_pointer (&clock);
  /* Translators: weekday and time of the best moment to come: « mar. 10 h » */
  return g_strdup_printf (C_ ("moment", "%1$s %2$s"), vigie_words_weekday_name (local.weekday),
                          clock);
}
