/* vigie-attendance-advice-now.c: how a site is now, as a sentence to a user.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-advice-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-attendance-expect-private.h"

#define BUSY_MINUTES 10

/* A count is told as « environ » where its ends differ by so much, in whole vehicles. */
#define UNSURE_VEHICLES 2

typedef enum
{
  WAITS_UNKNOWN,
  WAITS_NOT,
  WAITS,
} Waits;

VigieMood
vigie_advice_mood (const VigieAttendanceNow *now)
{
  int minutes = now->wait.minutes;

  if (now->level == VIGIE_LEVEL_FULL)
    return VIGIE_MOOD_FULL;
  if (now->level == VIGIE_LEVEL_HEAVY || minutes >= BUSY_MINUTES)
    return VIGIE_MOOD_BUSY;
  if (minutes <= 0
      && (now->level == VIGIE_LEVEL_LIGHT
          || (now->level == VIGIE_LEVEL_UNKNOWN
              && (minutes == 0 || now->against == VIGIE_AGAINST_QUIETER))))
    return VIGIE_MOOD_CALM;
  switch (now->against)
    {
    case VIGIE_AGAINST_BUSIER:
      return VIGIE_MOOD_BUSY;
    case VIGIE_AGAINST_QUIETER:
      return VIGIE_MOOD_QUIETER;
    case VIGIE_AGAINST_AS_USUAL:
      return VIGIE_MOOD_USUAL;
    case VIGIE_AGAINST_UNKNOWN:
    default:
      return now->level == VIGIE_LEVEL_UNKNOWN && minutes < 0 ? VIGIE_MOOD_COUNT : VIGIE_MOOD_SOME;
    }
}

/* ---- Sentences: %1$s the place (« à Riantec »), %2$s how many (« 14 », « environ 14 », « aucun »), %3$s minutes
 * (« environ 10 », « 5 à 20 ») ---- */

static const char *
waits_unknown (VigieMood mood, gulong n)
{
  switch (mood)
    {
    case VIGIE_MOOD_CALM:
      /* Translators: %1$s a place, « à Riantec »; %2$s how many, « 3 », « environ 14 » or « aucun ». So in all the
       * sentences that begin like this one; %3$s are minutes, « environ 10 », « 5 à 20 » */
      return ngettext ("It is calm %1$s: %2$s vehicle.", "It is calm %1$s: %2$s vehicles.", n);
    case VIGIE_MOOD_QUIETER:
      return ngettext ("It is quieter than usual %1$s: %2$s vehicle.",
                       "It is quieter than usual %1$s: %2$s vehicles.", n);
    case VIGIE_MOOD_USUAL:
      return ngettext ("It is as busy as usual %1$s: %2$s vehicle.",
                       "It is as busy as usual %1$s: %2$s "
                       "vehicles.",
                       n);
    case VIGIE_MOOD_SOME:
      return ngettext ("There are some people %1$s: %2$s vehicle.",
                       "There are some people %1$s: %2$s vehicles.", n);
    case VIGIE_MOOD_BUSY:
      return ngettext ("It is busy %1$s: %2$s vehicle.", "It is busy %1$s: %2$s vehicles.", n);
    case VIGIE_MOOD_FULL:
      return ngettext ("It is full %1$s: %2$s vehicle.", "It is full %1$s: %2$s vehicles.", n);
    case VIGIE_MOOD_COUNT:
    default:
      return ngettext ("There is %2$s vehicle %1$s now.", "There are %2$s vehicles %1$s now.", n);
    }
}

static const char *
waits_not (VigieMood mood, gulong n)
{
  switch (mood)
    {
    case VIGIE_MOOD_QUIETER:
      return ngettext ("It is quieter than usual %1$s: %2$s vehicle, no wait.",
                       "It is quieter than usual %1$s: %2$s vehicles, no wait.", n);
    case VIGIE_MOOD_USUAL:
      return ngettext ("It is as busy as usual %1$s: %2$s vehicle, no wait.",
                       "It is as busy as usual %1$s: %2$s vehicles, no wait.", n);
    case VIGIE_MOOD_SOME:
      return ngettext ("There are some people %1$s: %2$s vehicle, no wait.",
                       "There are some people %1$s: %2$s vehicles, no wait.", n);
    case VIGIE_MOOD_BUSY:
      return ngettext ("It is busy %1$s: %2$s vehicle, but no wait.",
                       "It is busy %1$s: %2$s vehicles, but no wait.", n);
    case VIGIE_MOOD_FULL:
      return ngettext ("It is full %1$s: %2$s vehicle, but no wait.",
                       "It is full %1$s: %2$s vehicles, but no wait.", n);
    case VIGIE_MOOD_COUNT:
    case VIGIE_MOOD_CALM:
    default:
      return ngettext ("It is calm %1$s: %2$s vehicle, no wait.",
                       "It is calm %1$s: %2$s vehicles, no wait.", n);
    }
}

static const char *
waits (VigieMood mood, gulong n)
{
  switch (mood)
    {
    case VIGIE_MOOD_QUIETER:
      return ngettext ("It is quieter than usual %1$s: %2$s vehicle, %3$s minutes’ wait.",
                       "It is quieter than usual %1$s: %2$s vehicles, %3$s minutes’ wait.", n);
    case VIGIE_MOOD_USUAL:
      return ngettext ("It is as busy as usual %1$s: %2$s vehicle, %3$s minutes’ wait.",
                       "It is as busy as usual %1$s: %2$s vehicles, %3$s minutes’ wait.", n);
    case VIGIE_MOOD_SOME:
      return ngettext ("There are some people %1$s: %2$s vehicle, %3$s minutes’ wait.",
                       "There are some people %1$s: %2$s vehicles, %3$s minutes’ wait.", n);
    case VIGIE_MOOD_BUSY:
      return ngettext ("It is busy %1$s: %2$s vehicle, %3$s minutes’ wait.",
                       "It is busy %1$s: %2$s vehicles, %3$s minutes’ wait.", n);
    case VIGIE_MOOD_FULL:
      return ngettext ("It is full %1$s: %2$s vehicle, %3$s minutes’ wait.",
                       "It is full %1$s: %2$s vehicles, %3$s minutes’ wait.", n);
    case VIGIE_MOOD_COUNT:
    case VIGIE_MOOD_CALM:
    default:
      return ngettext ("It is calm %1$s: %2$s vehicle, %3$s minutes’ wait.",
                       "It is calm %1$s: %2$s vehicles, %3$s minutes’ wait.", n);
    }
}

/* ---- What they are filled with ---- */

static char *
count_words (const VigieAttendanceNow *now, gulong n)
{
  if (n == 0)
    /* Translators: how many vehicles, before « vehicle »: « aucun » */
    return g_strdup (C_ ("number of vehicles", "no"));
  if (round (now->high) - round (now->low) >= UNSURE_VEHICLES
      || now->verdict == VIGIE_COUNT_IMBALANCE)
    /* Translators: how many vehicles, not for sure: « environ 14 » */
    return g_strdup_printf (C_ ("number of vehicles", "about %lu"), n);
  return g_strdup_printf ("%lu", n);
}

static char *
minutes_words (const VigieWait *wait)
{
  if (wait->minutes == 0 || (wait->low == 0 && vigie_wait_is_wide (wait)))
    /* Translators: before « minutes of wait »: « moins de 10 » */
    return g_strdup_printf (C_ ("minutes of wait", "under %d"), wait->high);
  if (vigie_wait_is_wide (wait))
    /* Translators: before « minutes of wait »: « 5 à 20 » */
    return g_strdup_printf (C_ ("minutes of wait", "%1$d to %2$d"), wait->low, wait->high);
  /* Translators: before « minutes of wait »: « environ 10 » */
  return g_strdup_printf (C_ ("minutes of wait", "about %d"), wait->minutes);
}

static Waits
find_waits (const VigieWait *wait)
{
  if (wait->minutes < 0)
    return WAITS_UNKNOWN;
  return wait->minutes == 0 && wait->high <= 5 ? WAITS_NOT : WAITS;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

char *
vigie_advice_now_words (const VigieAttendanceNow *now, VigieMood mood, const char *place)
{
  gulong n = (gulong) round (CLAMP (now->present, 0, 1e6));
  g_autofree char *count = count_words (now, n);
  g_autofree char *minutes = NULL;

  switch (find_waits (&now->wait))
    {
    case WAITS:
      minutes = minutes_words (&now->wait);
      return g_strdup_printf (waits (mood, n), place, count, minutes);
    case WAITS_NOT:
      return g_strdup_printf (waits_not (mood, n), place, count);
    case WAITS_UNKNOWN:
    default:
      return g_strdup_printf (waits_unknown (mood, n), place, count);
    }
}

#pragma GCC diagnostic pop
