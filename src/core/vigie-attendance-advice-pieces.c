/* vigie-attendance-advice-pieces.c: places, moments and skips within a sentence to a user.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-advice-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-attendance-expect-private.h"
#include "vigie-fold.h"
#include "vigie-words-private.h"
#include "vigie-words.h"

#define FAR_METRES 10000
#define LONGEST_COMMENT 120
#define MOST_SKIPS 6

/* ---- Places ---- */

char *
vigie_advice_place (const char *name, double distance)
{
  g_autofree char *place = NULL, *figure = NULL;

  if (g_str_has_prefix (name, "Le "))
    /* Translators: a place whose name begins with the French article « Le », which is left out of %s: « au Port » */
    place = g_strdup_printf (C_ ("place named with Le", "at %s"), name + strlen ("Le "));
  else if (g_str_has_prefix (name, "Les "))
    /* Translators: a place whose name begins with the French article « Les », which is left out of %s */
    place = g_strdup_printf (C_ ("place named with Les", "at %s"), name + strlen ("Les "));
  else
    /* Translators: %s is the name of a place: « à Riantec » */
    place = g_strdup_printf (C_ ("place", "at %s"), name);
  if (!(distance > FAR_METRES))
    return g_steal_pointer (&place);
  figure = vigie_words_figure (distance / 1000, 0, "km");
  /* Translators: a place and how far it is: « à Hennebont (12 km) » */
  return g_strdup_printf (C_ ("place", "%1$s (%2$s)"), place, figure);
}

/* ---- Moments ---- */

static char *
day_words (const VigieLocalTime *local)
{
  char day[8];

  /* Translators: the day of the month, the month in full: « 21 novembre » */
  return vigie_words_glue (g_strdup_printf (C_ ("full date", "%1$s %2$s"),
                                            vigie_words_day_of_month (local, day),
                                            vigie_words_full_month_name (local->month)));
}

char *
vigie_advice_day (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local
      = vigie_time_to_local (time, zone != NULL ? zone : vigie_words_default_zone ());

  return day_words (&local);
}

char *
vigie_advice_around (VigieTime time, VigieTime now, GTimeZone *zone)
{
  VigieLocalTime local, today;
  g_autofree char *clock = NULL;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  local = vigie_time_to_local (time, zone);
  today = vigie_time_to_local (now, zone);
  clock = vigie_words_clock (local.hour, local.minute);
  if (local.day_number == today.day_number)
    /* Translators: a time of today: « vers 16 h 30 » */
    return g_strdup_printf (C_ ("moment to come", "around %s"), clock);
  if (local.day_number == today.day_number + 1)
    /* Translators: a time: « demain vers 10 h » */
    return g_strdup_printf (C_ ("moment to come", "tomorrow around %s"), clock);
  /* Translators: a day of the next week and a time: « mardi vers 10 h » */
  return g_strdup_printf (C_ ("moment to come", "on %1$s around %2$s"),
                          vigie_words_weekday_in_full (local.weekday), clock);
}

char *
vigie_advice_at (VigieTime time, VigieTime now, GTimeZone *zone)
{
  VigieLocalTime local, today;
  g_autofree char *clock = NULL, *day = NULL;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  local = vigie_time_to_local (time, zone);
  today = vigie_time_to_local (now, zone);
  clock = vigie_words_clock (local.hour, local.minute);
  if (local.day_number == today.day_number)
    /* Translators: a time of today, when a site opens: « à 14 h » */
    return g_strdup_printf (C_ ("opening", "at %s"), clock);
  if (local.day_number == today.day_number + 1)
    /* Translators: when a site opens: « demain à 10 h » */
    return g_strdup_printf (C_ ("opening", "tomorrow at %s"), clock);
  if (local.day_number - today.day_number < 7)
    /* Translators: a day of the next week and a time: « mardi à 10 h » */
    return g_strdup_printf (C_ ("opening", "on %1$s at %2$s"),
                            vigie_words_weekday_in_full (local.weekday), clock);
  day = day_words (&local);
  /* Translators: a date and a time: « le 1er décembre à 10 h » */
  return g_strdup_printf (C_ ("opening, date", "on %1$s at %2$s"), day, clock);
}

/* ---- What hours say ---- */

char *
vigie_advice_comment (const char *comment)
{
  g_autofree char *valid = NULL;
  char *end;

  if (comment == NULL)
    return NULL;
  valid = g_utf8_make_valid (comment, (gssize) strnlen (comment, 4 * LONGEST_COMMENT));
  for (char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)) && (guchar) *c < 0x80)
      *c = ' ';
  g_strstrip (valid);
  end = valid + strlen (valid);
  while (end > valid && (end[-1] == '.' || end[-1] == ' '))
    *--end = '\0';
  if (g_utf8_strlen (valid, -1) > LONGEST_COMMENT)
    {
      g_autofree char *cut = g_utf8_substring (valid, 0, LONGEST_COMMENT - 1);

      return g_strconcat (cut, "…", NULL);
    }
  return *valid != '\0' ? g_steal_pointer (&valid) : NULL;
}

/* ---- Skips ---- */

/* « gravats » of « Benne gravats », « Benne à gravats », « Benne de gravats n° 2 »; NULL of what is no skip. */
static char *
waste_of (const char *name)
{
  static const char *const links[] = {"à ", "a ", "de ", "des ", "d’", "d'"};
  g_autofree char *folded = vigie_fold_text (name);
  const char *rest;

  if (!g_str_has_prefix (folded, "benne "))
    return NULL;
  rest = strchr (name, ' ');
  while (rest != NULL && *rest == ' ')
    rest++;
  if (rest == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (g_str_has_prefix (rest, links[i]))
      {
        rest += strlen (links[i]);
        break;
      }
  return *rest != '\0' ? g_strdup (rest) : NULL;
}

static char *
generic_skips (const char *const *names, guint n)
{
  g_autofree char *list = vigie_words_list (names, n);

  /* Translators: %s are names of containers: « Presque plein : Conteneur verre. » */
  return g_strdup_printf (_ ("Nearly full: %s."), list);
}

char *
vigie_advice_skips (const char *const *names)
{
  g_autoptr (GPtrArray) wastes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  guint n = names != NULL ? MIN (g_strv_length ((char **) names), MOST_SKIPS) : 0;

  if (n == 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *waste = waste_of (names[i]);

      if (waste == NULL)
        return generic_skips (names, n);
      /* Translators: a kind of waste in the list of skips for it: « à gravats », of « les bennes à gravats et à bois » */
      g_ptr_array_add (wastes, g_strdup_printf (C_ ("waste of a skip", "%s"), waste));
    }
  list = vigie_words_list ((const char *const *) wastes->pdata, n);
  /* Translators: %s are kinds of waste, « à gravats et à bois »: « La benne à gravats est presque pleine. » */
  return g_strdup_printf (
      ngettext ("The skip for %s is nearly full.", "The skips for %s are nearly full.", n), list);
}
