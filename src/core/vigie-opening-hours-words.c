/* vigie-opening-hours-words.c: whether a site is open, and until when, as a person says it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-plain.h"
#include "vigie-words-private.h"
#include "vigie-words.h"

/* Where a weekday alone is understood. */
#define WEEK_DAYS 6
/* Characters of a comment; it is a server's text. */
#define COMMENT_MAX 120

/* ---- Pieces ---- */

char *
_vigie_opening_date_words (gint64 day, gint64 today)
{
  VigieLocalTime local = {0};
  char buffer[8];
  int present;

  vigie_calendar_date (today, &present, NULL, NULL);
  vigie_calendar_date (day, &local.year, &local.month, &local.day);
  if (local.year == present)
    /* Translators: day of the month, month: « 30 novembre » */
    return g_strdup_printf (C_ ("date in full", "%1$s %2$s"),
                            vigie_words_day_of_month (&local, buffer),
                            vigie_words_full_month_name (local.month));
  /* Translators: day of the month, month, year: « 30 novembre 2027 » */
  return g_strdup_printf (C_ ("date in full", "%1$s %2$s %3$d"),
                          vigie_words_day_of_month (&local, buffer),
                          vigie_words_full_month_name (local.month), local.year);
}

char *
_vigie_opening_minute_words (int minute)
{
  minute %= DAY_MINUTES;
  if (minute == 0)
    return g_strdup (C_ ("time of the day", "midnight"));
  return vigie_words_clock (minute / 60, minute % 60);
}

char *
_vigie_opening_comment_words (const char *comment)
{
  return vigie_plain_line (comment, COMMENT_MAX);
}

char *
_vigie_opening_with_comment (char *words, const char *comment)
{
  g_autofree char *plain = NULL;
  char *both;

  if (!comment || *comment == '\0')
    return words;
  plain = _vigie_opening_comment_words (comment);
  /* Translators: opening hours, then what is said of them: « Fermé aujourd’hui (travaux) » */
  both = g_strdup_printf (C_ ("opening hours", "%1$s (%2$s)"), words, plain);
  g_free (words);
  return both;
}

static char *
time_words (const VigieOpeningHours *self, VigieTime time)
{
  VigieLocalTime local = vigie_time_to_local (time, self->zone);

  return _vigie_opening_minute_words (local.hour * 60 + local.minute);
}

/* ---- The state ---- */

typedef struct
{
  const VigieOpeningHours *hours;
  gboolean feminine; /* « Ouverte », « Fermée » of « déchèterie » */
  VigieTime now;
  gint64 today;
  const VigieOpeningSpan *span;  /* that is now */
  const VigieOpeningSpan *next;  /* or NULL */
  const VigieOpeningSpan *later; /* the one after it, or NULL */
} Present;

static char *
open_words (const Present *present)
{
  const VigieOpeningHours *hours = present->hours;
  VigieTime end = present->span->to;
  gint64 end_day = _vigie_opening_local_day (hours, end - 1);
  g_autofree char *until = NULL;

  if (!present->next)
    return g_strdup (present->feminine ? C_ ("recycling centre", "Always open")
                                       : C_ ("site", "Always open"));
  /* Until the night that follows is today. */
  if (end_day > present->today + 1
      || (end_day == present->today + 1
          && end > _vigie_opening_instant (hours, present->today + 1, 6 * 60)))
    {
      until = _vigie_opening_date_words (end_day, present->today);
      if (present->feminine)
        return g_strdup_printf (C_ ("recycling centre", "Open day and night until %s"), until);
      /* Translators: %s is a date, « 30 novembre » */
      return g_strdup_printf (C_ ("site", "Open day and night until %s"), until);
    }
  if (present->span->from <= _vigie_opening_instant (hours, present->today, 0)
      && end == _vigie_opening_instant (hours, present->today + 1, 0))
    return g_strdup (present->feminine ? C_ ("recycling centre", "Open all day")
                                       : C_ ("site", "Open all day"));
  until = time_words (hours, end);
  if (present->next->state == VIGIE_OPENING_UNKNOWN)
    return present->feminine
               ? g_strdup_printf (C_ ("recycling centre", "Open until at least %s"), until)
               /* Translators: %s is a time of the day */
               : g_strdup_printf (C_ ("site", "Open until at least %s"), until);
  if (present->later && present->later->state == VIGIE_OPENING_OPEN
      && _vigie_opening_local_day (hours, present->later->from) == present->today)
    {
      g_autofree char *again = time_words (hours, present->later->from);
      g_autofree char *last = time_words (hours, present->later->to);

      if (present->feminine)
        return g_strdup_printf (C_ ("recycling centre", "Open until %1$s, then from %2$s to %3$s"),
                                until, again, last);
      /* Translators: times of the day: « Ouvert jusqu’à 12 h 30, puis de 14 h à 18 h » */
      return g_strdup_printf (C_ ("site", "Open until %1$s, then from %2$s to %3$s"), until, again,
                              last);
    }
  return present->feminine ? g_strdup_printf (C_ ("recycling centre", "Open until %s"), until)
                           /* Translators: %s is a time of the day */
                           : g_strdup_printf (C_ ("site", "Open until %s"), until);
}

/* Closed for a reason: until when that holds. */
static char *
closing_words (const Present *present)
{
  const VigieOpeningHours *hours = present->hours;
  gint64 last = _vigie_opening_local_day (hours, present->span->to - 1);
  g_autofree char *until = NULL;

  if (!present->next)
    return g_strdup (present->feminine ? C_ ("recycling centre", "Closed") : C_ ("site", "Closed"));
  if (last > present->today)
    {
      until = _vigie_opening_date_words (last, present->today);
      if (present->feminine)
        return g_strdup_printf (C_ ("recycling centre", "Closed up to and including %s"), until);
      /* Translators: %s is a date, the last day on which it is closed: « Fermé jusqu’au 30 novembre » */
      return g_strdup_printf (C_ ("site", "Closed up to and including %s"), until);
    }
  if (present->span->to == _vigie_opening_instant (hours, present->today + 1, 0))
    return g_strdup (present->feminine ? C_ ("recycling centre", "Closed today")
                                       : C_ ("site", "Closed today"));
  until = time_words (hours, present->span->to);
  return present->feminine ? g_strdup_printf (C_ ("recycling centre", "Closed until %s"), until)
                           /* Translators: %s is a time of the day */
                           : g_strdup_printf (C_ ("site", "Closed until %s"), until);
}

static char *
closed_words (const Present *present)
{
  const VigieOpeningHours *hours = present->hours;
  VigieTime opens = vigie_opening_hours_get_next_open (hours, present->now);
  g_autofree char *at = NULL, *date = NULL;
  gint64 day;

  if (opens == VIGIE_TIME_NONE)
    return g_strdup (present->feminine ? C_ ("recycling centre", "Closed") : C_ ("site", "Closed"));
  day = _vigie_opening_local_day (hours, opens);
  at = time_words (hours, opens);
  if (day == present->today)
    return present->feminine ? g_strdup_printf (C_ ("recycling centre", "Closed, opens at %s"), at)
                             /* Translators: %s is a time of today */
                             : g_strdup_printf (C_ ("site", "Closed, opens at %s"), at);
  if (day == present->today + 1)
    return present->feminine
               ? g_strdup_printf (C_ ("recycling centre", "Closed, opens tomorrow at %s"), at)
               /* Translators: %s is a time of tomorrow */
               : g_strdup_printf (C_ ("site", "Closed, opens tomorrow at %s"), at);
  if (day <= present->today + WEEK_DAYS)
    {
      const char *weekday = vigie_words_weekday_in_full (vigie_calendar_weekday (day));

      if (present->feminine)
        return g_strdup_printf (C_ ("recycling centre", "Closed, opens %1$s at %2$s"), weekday, at);
      /* Translators: a weekday, then a time of the day */
      return g_strdup_printf (C_ ("site", "Closed, opens %1$s at %2$s"), weekday, at);
    }
  date = _vigie_opening_date_words (day, present->today);
  if (present->feminine)
    return g_strdup_printf (C_ ("recycling centre", "Closed, opens on %1$s at %2$s"), date, at);
  /* Translators: a date, « 1er avril », then a time of the day */
  return g_strdup_printf (C_ ("site", "Closed, opens on %1$s at %2$s"), date, at);
}

static char *
unknown_words (const Present *present)
{
  return g_strdup (present->feminine ? C_ ("recycling centre", "Possibly open")
                                     /* Translators: the opening hours do not say for sure */
                                     : C_ ("site", "Possibly open"));
}

/* Spans from @now on, as far as the one that is now and the two after it, if any. */
static GArray *
next_spans (const VigieOpeningHours *self, VigieTime now)
{
  static const int horizons[] = {8, 64, 2 * 366};
  GArray *spans = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (horizons); i++)
    {
      g_clear_pointer (&spans, g_array_unref);
      spans = vigie_opening_hours_get_spans (self, now, now + horizons[i] * VIGIE_DAY);
      if (spans->len >= 4)
        break;
    }
  return spans;
}

char *
vigie_opening_hours_state_words_of (const VigieOpeningHours *self, VigieKind kind, VigieTime now)
{
  g_autoptr (GArray) spans = NULL;
  VigieOpeningSpan whole;
  Present present;
  char *words;

  g_return_val_if_fail (self != NULL, g_strdup (""));

  spans = next_spans (self, now);
  if (spans->len == 0)
    return g_strdup ("");
  present = (Present) {.hours = self,
                       .feminine = kind == VIGIE_KIND_RECYCLING_CENTRE,
                       .now = now,
                       .today = _vigie_opening_local_day (self, now),
                       .span = &g_array_index (spans, VigieOpeningSpan, 0)};
  if (spans->len > 1)
    present.next = &g_array_index (spans, VigieOpeningSpan, 1);
  if (spans->len > 2)
    present.later = &g_array_index (spans, VigieOpeningSpan, 2);
  switch (present.span->state)
    {
    case VIGIE_OPENING_OPEN:
      /* Whether it was open all day is asked of its beginning. */
      whole = *present.span;
      if (vigie_opening_hours_get_state (self, _vigie_opening_instant (self, present.today, 0),
                                         NULL)
              == VIGIE_OPENING_OPEN
          && vigie_opening_hours_get_next_change (self,
                                                  _vigie_opening_instant (self, present.today, 0))
                 >= whole.to)
        whole.from = _vigie_opening_instant (self, present.today, 0);
      present.span = &whole;
      words = open_words (&present);
      break;
    case VIGIE_OPENING_CLOSED:
      words = present.span->comment ? closing_words (&present) : closed_words (&present);
      break;
    case VIGIE_OPENING_UNKNOWN:
    default:
      words = unknown_words (&present);
    }
  return _vigie_opening_with_comment (words, present.span->comment);
}

char *
vigie_opening_hours_state_words (const VigieOpeningHours *self, VigieTime now)
{
  return vigie_opening_hours_state_words_of (self, VIGIE_KIND_OTHER, now);
}
