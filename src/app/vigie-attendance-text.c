/* vigie-attendance-text.c: what the attendance page says in its head, its rows and its foot.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-text.h"

#include <glib/gi18n-lib.h>

#include "vigie-plain.h"
#include "vigie-text.h"
#include "vigie-words.h"

/* The longest reason of a closing that is told in a row, and in a sentence. */
#define COMMENT_MAX 120

/* ---- Pieces ---------------------------------------------------------------------------------- */

char *
vigie_attendance_text_hour (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local
      = vigie_time_to_local (time, zone != NULL ? zone : vigie_words_default_zone ());

  return vigie_words_clock (local.hour, local.minute);
}

static gboolean
is_same_day (VigieTime a, VigieTime b, GTimeZone *zone)
{
  if (zone == NULL)
    zone = vigie_words_default_zone ();
  return vigie_time_to_local (a, zone).day_number == vigie_time_to_local (b, zone).day_number;
}

char *
vigie_attendance_text_slot (VigieTime from, VigieTime to, VigieTime now, GTimeZone *zone)
{
  g_autofree char *begin = vigie_attendance_text_hour (from, zone);
  g_autofree char *end = vigie_attendance_text_hour (to, zone);
  g_autofree char *day = NULL;

  if (is_same_day (from, now, zone))
    /* Translators: from a time to another: “14:00 – 14:30” */
    return g_strdup_printf (C_ ("times", "%1$s – %2$s"), begin, end);
  day = vigie_words_weekday_date (from, zone);
  /* Translators: a day, from a time to another: “Tue 24 Nov, 14:00 – 14:30” */
  return g_strdup_printf (C_ ("day and times", "%1$s, %2$s – %3$s"), day, begin, end);
}

static const char *const weekdays[7][2] = {
    {N_ ("Monday"), N_ ("Mondays")},       {N_ ("Tuesday"), N_ ("Tuesdays")},
    {N_ ("Wednesday"), N_ ("Wednesdays")}, {N_ ("Thursday"), N_ ("Thursdays")},
    {N_ ("Friday"), N_ ("Fridays")},       {N_ ("Saturday"), N_ ("Saturdays")},
    {N_ ("Sunday"), N_ ("Sundays")},
};

const char *
vigie_attendance_text_weekday (int weekday)
{
  g_return_val_if_fail (weekday >= 0 && weekday < 7, "");
  return _ (weekdays[weekday][0]);
}

const char *
vigie_attendance_text_weekdays (int weekday)
{
  g_return_val_if_fail (weekday >= 0 && weekday < 7, "");
  return _ (weekdays[weekday][1]);
}

char *
vigie_attendance_text_class (VigieDayClass day_class, int weekday)
{
  const char *days = vigie_attendance_text_weekdays (weekday);

  switch (day_class)
    {
    case VIGIE_DAY_CLASS_PUBLIC_HOLIDAY:
      return g_strdup (_ ("public holidays"));
    case VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS:
      /* Translators: %s are weekdays: “Saturdays of school holidays” */
      return g_strdup_printf (_ ("%s in school holidays"), days);
    case VIGIE_DAY_CLASS_TERM:
    default:
      return g_strdup (days);
    }
}

/* Whole vehicles, ≥ 0. */
static guint
whole (double vehicles)
{
  return (guint) (CLAMP (vehicles, 0, 1e6) + 0.5);
}

static char *
number_words (double vehicles)
{
  return vigie_words_number (whole (vehicles), 0);
}

static char *
vehicles_words (double vehicles)
{
  guint n = whole (vehicles);
  g_autofree char *number = vigie_words_number (n, 0);

  return g_strdup_printf (ngettext ("%s vehicle", "%s vehicles", n), number);
}

char *
vigie_attendance_text_vehicles (double present, double low, double high)
{
  g_autofree char *vehicles = NULL, *least = NULL, *most = NULL;

  if (isnan (present))
    return g_strdup (C_ ("figure", "n/a"));
  vehicles = vehicles_words (present);
  if (isnan (low) || isnan (high) || whole (low) == whole (high))
    return g_steal_pointer (&vehicles);
  least = number_words (low);
  most = number_words (high);
  /* Translators: a number of vehicles and its uncertainty: “14 vehicles (13 to 15)” */
  return g_strdup_printf (_ ("%1$s (%2$s to %3$s)"), vehicles, least, most);
}

char *
vigie_attendance_text_distance (double metres)
{
  g_autofree char *number = NULL;

  if (isnan (metres))
    return g_strdup (C_ ("figure", "n/a"));
  if (metres < 950)
    {
      number = vigie_words_number (MAX (round (metres / 100), 1) * 100, 0);
      return g_strdup_printf (C_ ("distance", "%s m"), number);
    }
  number = vigie_words_number (metres / 1000, metres < 2950 ? 1 : 0);
  return g_strdup_printf (C_ ("distance", "%s km"), number);
}

/* ---- Head and foot --------------------------------------------------------------------------- */

void
vigie_attendance_text_total (GPtrArray *states, gboolean live, char **strong, char **rest)
{
  g_autofree char *number = NULL, *sites = NULL, *clock = NULL;
  VigieTime time = VIGIE_TIME_NONE;
  double total = 0;
  guint n = 0, vehicles;

  for (guint i = 0; i < states->len; i++)
    {
      const VigieAttendanceState *state = g_ptr_array_index (states, i);

      if (state == NULL || !vigie_attendance_state_answers (state))
        continue;
      total += whole (state->now.present);
      time = MAX (time, state->time);
      n++;
    }
  if (n == 0)
    {
      *strong = g_strdup (_ ("No site is responding"));
      *rest = g_strdup ("");
      return;
    }
  vehicles = whole (total);
  number = vigie_words_number (vehicles, 0);
  *strong
      = g_strdup_printf (ngettext ("%s vehicle present", "%s vehicles present", vehicles), number);
  sites = vigie_words_number (n, 0);
  if (!live)
    {
      clock = vigie_words_time_of_day (time, NULL);
      /* Translators: after “92 vehicles present”, while the link is lost: number of sites, time of the last exchange */
      *rest = g_strdup_printf (ngettext ("on %1$s site, at %2$s", "on %1$s sites, at %2$s", n),
                               sites, clock);
      return;
    }
  /* Translators: after “92 vehicles present” */
  *rest = g_strdup_printf (ngettext ("on %s responding site", "on %s responding sites", n), sites);
}

char *
vigie_attendance_text_sites (VigieAttendancePlan *plan)
{
  guint n = vigie_attendance_plan_get_n_sites (plan);
  g_autofree char *number = vigie_words_number (n, 0);

  for (guint i = 0; i < n; i++)
    if (vigie_attendance_plan_get_site (plan, i)->data->kind != VIGIE_KIND_RECYCLING_CENTRE)
      return g_strdup_printf (ngettext ("%s site", "%s sites", n), number);
  return g_strdup_printf (ngettext ("%s recycling centre", "%s recycling centres", n), number);
}

char *
vigie_attendance_text_limit (VigieLevel level, const VigieLevelLimits *limits)
{
  g_autofree char *from = NULL, *to = NULL;

  switch (level)
    {
    case VIGIE_LEVEL_LIGHT:
      to = vigie_words_figure (100 * limits->moderate, 0, "%");
      return g_strdup_printf ("< %s", to);
    case VIGIE_LEVEL_MODERATE:
    case VIGIE_LEVEL_HEAVY:
      from = vigie_words_number (
          100 * (level == VIGIE_LEVEL_MODERATE ? limits->moderate : limits->heavy), 0);
      to = vigie_words_figure (100 * (level == VIGIE_LEVEL_MODERATE ? limits->heavy : limits->full),
                               0, "%");
      /* Translators: shares of the places from which and up to which a level holds: “40 – 70 %” */
      return g_strdup_printf (C_ ("shares", "%1$s – %2$s"), from, to);
    case VIGIE_LEVEL_FULL:
      from = vigie_words_figure (100 * limits->full, 0, "%");
      return g_strdup_printf ("≥ %s", from);
    case VIGIE_LEVEL_UNKNOWN:
    default:
      return g_strdup ("");
    }
}

char *
vigie_attendance_text_legend (VigieDayClass day_class,
                              VigieTime now,
                              GTimeZone *zone,
                              gboolean simulated)
{
  VigieLocalTime local
      = vigie_time_to_local (now, zone != NULL ? zone : vigie_words_default_zone ());
  VigieTime slot = now - ((gint64) (local.minute % 30) * 60 + local.second) * VIGIE_SECOND;
  g_autofree char *days = vigie_attendance_text_class (day_class, local.weekday - 1);
  g_autofree char *hour = vigie_attendance_text_hour (slot, zone);
  g_autofree char *weeks = vigie_words_number (VIGIE_ATTENDANCE_WEEKS, 0);
  g_autofree char *usual = NULL;

  /* Translators: foot of the list: days (“Saturdays”), time of day, number of weeks. The mark is that of the bars. */
  usual = g_strdup_printf (
      _ ("Usual: median, P10–P90 of %1$s at %2$s, %3$s weeks. Marker: spaces."), days, hour, weeks);
  if (!simulated)
    return g_steal_pointer (&usual);
  /* Translators: a sentence about what is usual, before “Simulated profiles.” */
  return g_strdup_printf (_ ("%s Simulated profiles."), usual);
}

char *
vigie_attendance_text_loading (double loaded)
{
  /* Rounded down: all is there only once it is. */
  g_autofree char *percent
      = vigie_words_figure (floor (100 * CLAMP (loaded, 0, 0.99) + 1e-9), 0, "%");

  /* Translators: how much of the past that habits are made of is on this machine */
  return g_strdup_printf (_ ("History loaded: %s"), percent);
}

/* ---- Closed ---------------------------------------------------------------------------------- */

/* Until when a reason to close holds, as a day where it ends at midnight. */
static char *
until_words (const VigieAttendanceState *state)
{
  GTimeZone *zone = state->site->facts.zone;
  VigieTime end = state->closed_until;
  VigieLocalTime local
      = vigie_time_to_local (end, zone != NULL ? zone : vigie_words_default_zone ());

  if (local.hour == 0 && local.minute == 0)
    return vigie_words_date (state->time, end - VIGIE_HOUR, zone);
  return vigie_words_moment (state->time, end, zone);
}

/* When it opens again, as it follows « ouvre »: « à 14 h », « demain à 10 h », « mardi à 10 h », « le 1 déc. à 10 h ». */
static char *
opens_words (const VigieAttendanceState *state)
{
  GTimeZone *zone = state->site->facts.zone;
  GTimeZone *used = zone != NULL ? zone : vigie_words_default_zone ();
  VigieLocalTime now = vigie_time_to_local (state->time, used);
  VigieLocalTime next = vigie_time_to_local (state->next_open, used);
  g_autofree char *hour = vigie_attendance_text_hour (state->next_open, zone);
  g_autofree char *date = NULL;
  gint64 days = next.day_number - now.day_number;

  if (days == 0)
    /* Translators: a recycling centre is closed now; %s is a time of today */
    return g_strdup_printf (C_ ("recycling centre", "Closed, opens at %s"), hour);
  if (days == 1)
    return g_strdup_printf (C_ ("recycling centre", "Closed, opens tomorrow at %s"), hour);
  if (days < 7)
    return g_strdup_printf (C_ ("recycling centre", "Closed, opens %1$s at %2$s"),
                            vigie_attendance_text_weekday (next.weekday - 1), hour);
  date = vigie_words_date (state->time, state->next_open, zone);
  /* Translators: a date, a time */
  return g_strdup_printf (C_ ("recycling centre", "Closed, opens on %1$s at %2$s"), date, hour);
}

/* Into *@strong and *@note, which are "". */
static void
closed_words (const VigieAttendanceState *state, char **strong, char **note)
{
  g_autofree char *until = NULL;

  if (state->comment != NULL && state->closed_until != VIGIE_TIME_NONE)
    {
      until = until_words (state);
      g_free (*strong);
      /* Translators: a recycling centre; %s is a day: “Closed until 30 Nov” */
      *strong = g_strdup_printf (C_ ("recycling centre", "Closed until %s"), until);
    }
  else if (state->site->data->kind != VIGIE_KIND_RECYCLING_CENTRE && state->opening_words != NULL)
    g_set_str (strong, state->opening_words);
  else if (state->next_open == VIGIE_TIME_NONE)
    g_set_str (strong, C_ ("recycling centre", "Closed"));
  else
    {
      g_free (*strong);
      *strong = opens_words (state);
    }
  if (state->comment != NULL)
    {
      g_free (*note);
      *note = vigie_plain_line (state->comment, COMMENT_MAX);
    }
}

/* ---- A row ----------------------------------------------------------------------------------- */

static void
silent_words (const VigieAttendanceState *state, VigieAttendanceWords *words)
{
  const VigieAttendanceNow *now = &state->now;
  VigieTime last = now->time != VIGIE_TIME_NONE ? now->time : state->quality.last;
  g_autofree char *vehicles = NULL;

  g_free (words->strong);
  words->strong = last != VIGIE_TIME_NONE
                      ? vigie_words_silent_since (state->time, last, state->site->facts.zone)
                      : g_strdup (_ ("No count has ever been received"));
  if (isnan (now->last))
    return;
  vehicles = vehicles_words (now->last);
  g_free (words->note);
  /* Translators: what was read last, before a silence: « dernier : 1 véhicule » */
  words->note = g_strdup_printf (_ ("last: %s"), vehicles);
}

static void
count_words (const VigieAttendanceState *state, VigieAttendanceWords *words)
{
  const VigieAttendanceNow *now = &state->now;

  g_free (words->count);
  words->count = number_words (now->present);
  g_set_str (&words->trend, now->trend == VIGIE_TREND_RISING    ? "↗"
                            : now->trend == VIGIE_TREND_FALLING ? "↘"
                                                                : "");
  g_set_str (&words->level, vigie_level_words (now->level));
  g_free (words->wait);
  words->wait = vigie_wait_short_words (&now->wait);
}

static void
doubtful_words (const VigieAttendanceState *state, VigieAttendanceWords *words)
{
  if (isfinite (state->now.present))
    {
      g_free (words->count);
      words->count = number_words (state->now.present);
    }
  g_set_str (&words->strong, state->quality.verdict != VIGIE_COUNT_GOOD
                                 ? vigie_count_verdict_words (state->quality.verdict)
                                 : _ ("No count at the moment"));
}

static void
out_of_service_words (const VigieAttendanceState *state, VigieAttendanceWords *words)
{
  const VigieSiteData *data = state->site->data;
  g_autofree char *date = NULL;

  if (data->details->out_of_service_since == VIGIE_TIME_NONE)
    g_set_str (&words->strong, _ ("Out of service"));
  else
    {
      date = vigie_words_date (state->time, data->details->out_of_service_since,
                               state->site->facts.zone);
      g_free (words->strong);
      /* Translators: %s is a day: “Out of service since 12 Nov” */
      words->strong = g_strdup_printf (C_ ("day", "Out of service since %s"), date);
    }
  if (data->details->out_of_service_note != NULL)
    {
      g_free (words->note);
      words->note = vigie_plain_line (data->details->out_of_service_note, COMMENT_MAX);
    }
}

static void
add (GPtrArray *clauses, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (clauses, g_strdup (text));
}

static char *
make_sentence (const VigieAttendanceState *state, const VigieAttendanceWords *words, gboolean live)
{
  const VigieAttendanceNow *now = &state->now;
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *vehicles = NULL, *usual = NULL, *wait = NULL, *best = NULL;

  add (clauses, words->name);
  add (clauses, words->strong);
  add (clauses, words->note);
  if (*words->count != '\0')
    {
      vehicles = vigie_attendance_text_vehicles (now->present, now->low, now->high);
      add (clauses, vehicles);
    }
  add (clauses, now->level != VIGIE_LEVEL_UNKNOWN ? words->level : NULL);
  if (now->usual.n > 0 && *words->count != '\0')
    {
      g_autofree char *least = number_words (now->usual.p10);
      g_autofree char *most = number_words (now->usual.p90);

      /* Translators: usual numbers of vehicles, P10 and P90 */
      usual = g_strdup_printf (_ ("usually %1$s to %2$s"), least, most);
      add (clauses, usual);
      add (clauses, vigie_against_words (now->against));
    }
  add (clauses, vigie_trend_words (now->trend));
  if (state->kind == VIGIE_ATTENDANCE_COUNTED && now->wait.minutes >= 0)
    {
      g_autofree char *range = vigie_wait_words (&now->wait);

      /* Translators: %s is a duration, or “none” */
      wait = g_strdup_printf (_ ("wait: %s"), range);
      add (clauses, wait);
    }
  if (words->has_best)
    {
      /* Translators: %s is a time, or “now” */
      best = g_strdup_printf (_ ("shorter wait: %s"), words->best);
      add (clauses, best);
    }
  if (!live)
    add (clauses, _ ("at the last exchange"));
  g_ptr_array_add (clauses, NULL);
  return g_strjoinv (", ", (char **) clauses->pdata);
}

void
vigie_attendance_words_init (VigieAttendanceWords *words,
                             const VigieAttendanceState *state,
                             gboolean live)
{
  *words = (VigieAttendanceWords) {.kind = state->kind,
                                   .name = vigie_plain_line (state->site->short_name, COMMENT_MAX),
                                   .count = g_strdup (""),
                                   .strong = g_strdup (""),
                                   .note = g_strdup (""),
                                   .trend = g_strdup (""),
                                   .level = g_strdup (""),
                                   .wait = g_strdup ("")};
  switch (state->kind)
    {
    case VIGIE_ATTENDANCE_OUT_OF_SERVICE:
      out_of_service_words (state, words);
      break;
    case VIGIE_ATTENDANCE_NONE:
      g_set_str (&words->strong, vigie_count_verdict_words (VIGIE_COUNT_NONE));
      break;
    case VIGIE_ATTENDANCE_WAITING:
      g_set_str (&words->strong, _ ("Today’s readings have not all arrived yet"));
      break;
    case VIGIE_ATTENDANCE_CLOSED:
      closed_words (state, &words->strong, &words->note);
      break;
    case VIGIE_ATTENDANCE_SILENT:
      silent_words (state, words);
      break;
    case VIGIE_ATTENDANCE_DOUBTFUL:
      doubtful_words (state, words);
      break;
    case VIGIE_ATTENDANCE_COUNTED:
    default:
      count_words (state, words);
    }
  /* Nobody is sent to, or away from, a site that says nothing of itself: its usual week stands with its details. */
  words->has_best = state->best->len > 0 && state->kind != VIGIE_ATTENDANCE_SILENT;
  words->best
      = state->kind == VIGIE_ATTENDANCE_OUT_OF_SERVICE || state->kind == VIGIE_ATTENDANCE_NONE
            ? g_strdup ("—")
            : vigie_attendance_best_words (words->has_best ? state->best : NULL, state->time,
                                           state->site->facts.zone);
  words->best_is_now = g_str_equal (words->best, C_ ("moment", "now"));
  if (words->best_is_now && !live)
    {
      /* It was now then. */
      g_free (words->best);
      words->best = vigie_attendance_text_hour (state->time, state->site->facts.zone);
    }
  words->sentence = make_sentence (state, words, live);
}

gboolean
vigie_attendance_words_equal (const VigieAttendanceWords *one, const VigieAttendanceWords *other)
{
  return one->kind == other->kind && g_str_equal (one->name, other->name)
         && g_str_equal (one->count, other->count) && g_str_equal (one->strong, other->strong)
         && g_str_equal (one->note, other->note) && g_str_equal (one->trend, other->trend)
         && g_str_equal (one->level, other->level) && g_str_equal (one->wait, other->wait)
         && g_str_equal (one->best, other->best) && g_str_equal (one->sentence, other->sentence);
}

void
vigie_attendance_words_clear (VigieAttendanceWords *words)
{
  g_clear_pointer (&words->name, g_free);
  g_clear_pointer (&words->count, g_free);
  g_clear_pointer (&words->strong, g_free);
  g_clear_pointer (&words->note, g_free);
  g_clear_pointer (&words->trend, g_free);
  g_clear_pointer (&words->level, g_free);
  g_clear_pointer (&words->wait, g_free);
  g_clear_pointer (&words->best, g_free);
  g_clear_pointer (&words->sentence, g_free);
}
