/* vigie-attendance-advice.c: what to say to a user on the telephone.
 *
 * A few whole sentences that follow each other: how it is now, when to come or where else, what of it is full. Nothing is
 * said that is not known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-attendance-advice-private.h"
#include "vigie-words.h"

#define NOW_WITHIN (5 * VIGIE_MINUTE) /* a moment that begins so soon is now */

/* From when on before a closing it is told, and what it takes to unload. */
#define CLOSING_SOON (30 * VIGIE_MINUTE)
#define UNLOADING_MINUTES 10

/* Another site must be so much quieter. */
#define QUIETER_SHARE 0.7

/* A comment on a closing is asked for as long as it lasts, up to there. */
#define LONGEST_CLOSING (400 * VIGIE_DAY)

typedef struct
{
  const VigieAdvice *advice;
  VigieTime now;
  GTimeZone *zone; /* or NULL */
  char *place;
  GString *text;
} Sentences;

/* Takes @sentence; NULL and "" add nothing. */
static void
add (Sentences *self, char *sentence)
{
  if (sentence != NULL && *sentence != '\0')
    {
      if (self->text->len > 0)
        g_string_append_c (self->text, ' ');
      g_string_append (self->text, sentence);
    }
  g_free (sentence);
}

static const VigieOpeningHours *
hours_of (const Sentences *self)
{
  return self->advice->facts->hours;
}

/* ---- Moments to come ---- */

/* The best moment that is not now, or NULL; *@is_now: the best one is now. */
static const VigieExpected *
find_later (const Sentences *self, gboolean *is_now)
{
  const GArray *best = self->advice->best;
  const VigieExpected *first;

  *is_now = FALSE;
  if (best == NULL || best->len == 0)
    return NULL;
  first = &g_array_index (best, VigieExpected, 0);
  *is_now = first->from <= self->now + NOW_WITHIN;
  if (!*is_now)
    return first;
  return best->len > 1 ? &g_array_index (best, VigieExpected, 1) : NULL;
}

static char *
around (const Sentences *self, const VigieExpected *moment)
{
  return vigie_advice_around (moment->from, self->now, self->zone);
}

/* ---- Elsewhere ---- */

static gboolean
is_told (const VigieAttendanceNow *now)
{
  return !now->stale && !isnan (now->present);
}

/* Whether the other one is open and, as far as is known, quieter. */
static gboolean
is_quieter (const VigieAttendanceNow *other, const VigieAttendanceNow *here)
{
  if (other->opening != VIGIE_OPENING_OPEN || !is_told (other))
    return FALSE;
  if (here->opening == VIGIE_OPENING_CLOSED || !is_told (here))
    return other->level == VIGIE_LEVEL_LIGHT || other->level == VIGIE_LEVEL_MODERATE;
  if (other->wait.minutes >= 0 && here->wait.minutes >= 0
      && other->wait.minutes != here->wait.minutes)
    return other->wait.minutes < here->wait.minutes;
  if (other->level != VIGIE_LEVEL_UNKNOWN && here->level != VIGIE_LEVEL_UNKNOWN)
    return other->level < here->level;
  return other->present <= QUIETER_SHARE * here->present;
}

/* Where it is, or NULL where no other one is to be told. g_free(). */
static char *
other_place (const Sentences *self)
{
  const VigieAlternative *other = self->advice->other;

  if (other == NULL || !is_quieter (other->now, self->advice->now))
    return NULL;
  return vigie_advice_place (other->name, other->distance);
}

/* Where this one is closed or not known. */
static void
add_other_open (Sentences *self)
{
  g_autofree char *place = other_place (self);

  if (place == NULL)
    return;
  if (self->advice->other->now->level == VIGIE_LEVEL_LIGHT)
    /* Translators: %s is another place, « à Hennebont »: « C’est ouvert et calme en ce moment à Hennebont. » */
    add (self, g_strdup_printf (_ ("It is open and calm %s now."), place));
  else
    /* Translators: %s is another place: « C’est ouvert en ce moment à Hennebont. » */
    add (self, g_strdup_printf (_ ("It is open %s now."), place));
}

/* ---- Closing ---- */

/* When it closes, where that is soon; VIGIE_TIME_NONE else. */
static VigieTime
find_closing (const Sentences *self)
{
  VigieTime closes;

  if (hours_of (self) == NULL)
    return VIGIE_TIME_NONE;
  closes = vigie_opening_hours_get_next_change (hours_of (self), self->now);
  if (closes == VIGIE_TIME_NONE || closes - self->now > CLOSING_SOON
      || vigie_opening_hours_get_state (hours_of (self), closes, NULL) != VIGIE_OPENING_CLOSED)
    return VIGIE_TIME_NONE;
  return closes;
}

static gboolean
is_same_day (const Sentences *self, VigieTime a, VigieTime b)
{
  GTimeZone *zone = self->zone != NULL ? self->zone : vigie_words_default_zone ();

  return vigie_time_to_local (a, zone).day_number == vigie_time_to_local (b, zone).day_number;
}

/* « Le site ferme à 18 h. », « Le site ferme à 12 h 30 et rouvre à 14 h. » */
static void
add_closing (Sentences *self, VigieTime closes)
{
  g_autofree char *at = vigie_advice_at (closes, self->now, self->zone);
  VigieTime opens = vigie_opening_hours_get_next_open (hours_of (self), closes);
  g_autofree char *again = NULL;

  if (opens == VIGIE_TIME_NONE || !is_same_day (self, opens, self->now))
    {
      /* Translators: %s is a time of today: « Le site ferme à 18 h. » */
      add (self, g_strdup_printf (_ ("The site closes %s."), at));
      return;
    }
  again = vigie_advice_at (opens, self->now, self->zone);
  /* Translators: two times of today: « Le site ferme à 12 h 30 et rouvre à 14 h. » */
  add (self, g_strdup_printf (_ ("The site closes %1$s and opens again %2$s."), at, again));
}

static void
add_may_come (Sentences *self, VigieTime closes)
{
  g_autofree char *at = NULL;

  if (closes == VIGIE_TIME_NONE)
    {
      add (self, g_strdup (_ ("You may come now.")));
      return;
    }
  at = vigie_advice_at (closes, self->now, self->zone);
  /* Translators: %s is a time of today: « Vous pouvez venir maintenant, mais le site ferme à 18 h. » */
  add (self, g_strdup_printf (_ ("You may come now, but the site closes %s."), at));
}

static gboolean
is_too_late (const Sentences *self, VigieTime closes)
{
  int minutes = MAX (self->advice->now->wait.minutes, 0) + UNLOADING_MINUTES;

  return closes != VIGIE_TIME_NONE && closes - self->now < minutes * VIGIE_MINUTE;
}

/* ---- Open, and known ---- */

static void
add_rather (Sentences *self, const VigieExpected *later, const char *other)
{
  g_autofree char *moment = later != NULL ? around (self, later) : NULL;

  if (moment != NULL && other != NULL)
    /* Translators: %1$s a moment, « vers 16 h 30 », « demain vers 10 h »; %2$s another place, « à Hennebont »:
     * « Venez plutôt vers 16 h 30, ou à Hennebont, moins de monde en ce moment. » */
    add (self, g_strdup_printf (_ ("Come %1$s instead, or %2$s, where there are fewer people now."),
                                moment, other));
  else if (moment != NULL)
    /* Translators: %s is a moment: « Venez plutôt vers 16 h 30. » */
    add (self, g_strdup_printf (_ ("Come %s instead."), moment));
  else if (other != NULL)
    /* Translators: %s is another place: « Il y a moins de monde en ce moment à Hennebont. » */
    add (self, g_strdup_printf (_ ("There are fewer people %s now."), other));
}

static void
say_open (Sentences *self)
{
  const VigieAttendanceNow *now = self->advice->now;
  VigieMood mood = vigie_advice_mood (now);
  VigieTime closes = find_closing (self);
  gboolean is_best;
  const VigieExpected *later = find_later (self, &is_best);
  gboolean is_calm = mood == VIGIE_MOOD_CALM || (mood == VIGIE_MOOD_COUNT && now->present < 0.5)
                     || (now->wait.minutes == 0 && mood < VIGIE_MOOD_BUSY);
  g_autofree char *other = NULL;

  add (self, vigie_advice_now_words (now, mood, self->place));
  if (is_too_late (self, closes))
    {
      g_autofree char *at = vigie_advice_at (closes, self->now, self->zone);

      /* Translators: %s is a time of today: « Le site ferme à 18 h : vous risquez de ne pas passer à temps. » */
      add (self, g_strdup_printf (_ ("The site closes %s: there may not be enough time."), at));
      add_rather (self, later, NULL);
      return;
    }
  if (is_calm || (is_best && mood < VIGIE_MOOD_BUSY))
    {
      add_may_come (self, closes);
      return;
    }

  other = other_place (self);
  if (is_best)
    {
      /* The next best would cost as much. */
      add (self, g_strdup (_ ("There will not be fewer people later today.")));
      later = NULL;
    }
  add_rather (self, later, other);
  if (closes != VIGIE_TIME_NONE)
    add_closing (self, closes);
}

/* ---- Open, and not known ---- */

static void
say_why_unknown (Sentences *self)
{
  const VigieAttendanceNow *now = self->advice->now;

  if (now->verdict == VIGIE_COUNT_NONE || now->time == VIGIE_TIME_NONE)
    /* Translators: %s is a place, « à Bubry » */
    add (self, g_strdup_printf (_ ("Vehicles are not counted %s."), self->place));
  else if (now->stale)
    {
      g_autofree char *since = vigie_words_since (self->now, now->time, self->zone);

      /* Translators: a place, and since when, « 8 h 00 », « hier à 18 h 02 »: « Le comptage ne répond plus à Bubry
       * depuis 8 h 00. » */
      add (self, g_strdup_printf (_ ("The counters %1$s have not answered since %2$s."),
                                  self->place, since));
    }
  else
    /* Translators: %s is a place, « à Bubry » */
    add (self,
         g_strdup_printf (_ ("The counters %s are not reliable at the moment."), self->place));
}

static void
say_usual (Sentences *self)
{
  const VigieUsual *usual = &self->advice->now->usual;
  int low, high;

  if (usual->n < VIGIE_ATTENDANCE_MIN_DAYS || isnan (usual->median))
    {
      add (self, g_strdup (_ ("The number of vehicles on site is unknown.")));
      return;
    }
  low = (int) round (CLAMP (usual->p10, 0, 1e6));
  high = (int) round (CLAMP (usual->p90, 0, 1e6));
  if (low == high)
    add (self,
         g_strdup_printf (ngettext ("At this hour there is usually about %d vehicle.",
                                    "At this hour there are usually about %d vehicles.", high),
                          high));
  else
    add (self,
         g_strdup_printf (ngettext ("At this hour there are usually %1$d to %2$d vehicle.",
                                    "At this hour there are usually %1$d to %2$d vehicles.", high),
                          low, high));
}

static void
say_unknown (Sentences *self)
{
  gboolean is_best;
  const VigieExpected *later = find_later (self, &is_best);
  VigieTime closes = find_closing (self);

  say_why_unknown (self);
  say_usual (self);
  if (is_best)
    add (self, g_strdup (_ ("This is usually a calm time.")));
  else if (later != NULL)
    {
      g_autofree char *moment = around (self, later);

      /* Translators: %s is a moment, « vers 16 h 30 »: « D’habitude, c’est plus calme vers 16 h 30. » */
      add (self, g_strdup_printf (_ ("It is usually calmer %s."), moment));
    }
  add_other_open (self);
  if (closes != VIGIE_TIME_NONE)
    add_closing (self, closes);
}

/* ---- Closed ---- */

/* When what is said of this closing does not hold any more. */
static VigieTime
find_closing_end (const Sentences *self)
{
  g_autoptr (GArray) spans
      = vigie_opening_hours_get_spans (hours_of (self), self->now, self->now + LONGEST_CLOSING);

  return spans->len > 1 ? g_array_index (spans, VigieOpeningSpan, 0).to : VIGIE_TIME_NONE;
}

static void
say_why_closed (Sentences *self)
{
  const char *comment = NULL;
  g_autofree char *reason = NULL, *until = NULL;
  VigieTime end;

  vigie_opening_hours_get_state (hours_of (self), self->now, &comment);
  reason = vigie_advice_comment (comment);
  if (reason == NULL)
    {
      /* Translators: %s is a place: « C’est fermé à Riantec en ce moment. » */
      add (self, g_strdup_printf (_ ("It is closed %s at the moment."), self->place));
      return;
    }
  end = find_closing_end (self);
  if (end == VIGIE_TIME_NONE || is_same_day (self, end - 1, self->now))
    {
      /* Translators: a place, and why: « C’est fermé à Quéven (Travaux de réfection du quai). » */
      add (self, g_strdup_printf (_ ("It is closed %1$s (%2$s)."), self->place, reason));
      return;
    }
  until = vigie_advice_day (end - 1, self->zone);
  /* Translators: a place, the last day, why: « C’est fermé à Quéven jusqu’au 30 novembre (Travaux de réfection du
   * quai). » */
  add (self,
       g_strdup_printf (_ ("It is closed %1$s until %2$s (%3$s)."), self->place, until, reason));
}

static void
say_closed (Sentences *self)
{
  VigieTime opens = vigie_opening_hours_get_next_open (hours_of (self), self->now);
  gboolean is_best;
  const VigieExpected *later = find_later (self, &is_best);

  say_why_closed (self);
  if (opens != VIGIE_TIME_NONE)
    {
      g_autofree char *at = vigie_advice_at (opens, self->now, self->zone);

      /* Translators: %s is a moment, « à 14 h », « demain à 10 h », « le 1er décembre à 10 h »: « Ouverture à 14 h. » */
      add (self, g_strdup_printf (_ ("It opens %s."), at));
    }
  if (later != NULL)
    {
      g_autofree char *moment = around (self, later);

      /* Translators: %s is a moment, « vers 16 h 30 »: « Le moment le plus calme sera vers 16 h 30. » */
      add (self, g_strdup_printf (_ ("The calmest time will be %s."), moment));
    }
  add_other_open (self);
}

/* Hours that say themselves that they are not sure. */
static void
add_unsure_hours (Sentences *self)
{
  const char *comment = NULL;
  g_autofree char *reason = NULL;

  if (hours_of (self) == NULL)
    return;
  vigie_opening_hours_get_state (hours_of (self), self->now, &comment);
  reason = vigie_advice_comment (comment);
  if (reason != NULL)
    /* Translators: what the opening hours say, « sur rendez-vous »: « Horaires à vérifier (sur rendez-vous). » */
    add (self, g_strdup_printf (_ ("Opening hours need checking (%s)."), reason));
  else
    add (self, g_strdup (_ ("Opening hours need checking.")));
}

char *
vigie_attendance_advice (const VigieAdvice *advice, VigieTime now)
{
  Sentences self = {
      .advice = advice,
      .now = now,
      .zone = advice->facts->zone,
      .place = vigie_advice_place (advice->name, 0),
      .text = g_string_new (NULL),
  };

  if (advice->now->opening == VIGIE_OPENING_CLOSED && hours_of (&self) != NULL)
    say_closed (&self);
  else
    {
      if (is_told (advice->now))
        say_open (&self);
      else
        say_unknown (&self);
      if (advice->now->opening == VIGIE_OPENING_UNKNOWN)
        add_unsure_hours (&self);
      add (&self, vigie_advice_skips (advice->full));
    }
  g_free (self.place);
  return g_string_free (self.text, FALSE);
}
