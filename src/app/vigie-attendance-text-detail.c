/* vigie-attendance-text-detail.c: what the attendance page says of one site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-text.h"
#include "vigie-plain.h"
#include "vigie-text.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

#define LONGEST_NAME 80

/* Of @share, with one decimal under 10 %. */
static char *
percent_words (double share)
{
  double percent = 100 * fabs (share);

  return vigie_words_figure (percent, percent < 9.95 ? 1 : 0, "%");
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* « Ouverte jusqu’à 12 h 30, puis de 14 h à 18 h » */
static char *
open_words (const VigieAttendanceState *state)
{
  GTimeZone *zone = vigie_attendance_site_get_zone (state->site);
  VigieLocalTime local = vigie_time_to_local (state->time, zone);
  VigieTime midnight = vigie_time_day_begin (local.day_number + 1, zone);
  g_autoptr (GArray) spans
      = vigie_opening_hours_get_spans (state->site->facts.hours, state->time, midnight);
  VigieTime until = VIGIE_TIME_NONE;
  const VigieOpeningSpan *next = NULL;
  g_autofree char *end = NULL, *from = NULL, *to = NULL;

  for (guint i = 0; i < spans->len && next == NULL; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

      if (span->state != VIGIE_OPENING_OPEN)
        continue;
      /* Two spans that touch differ in their comment alone. */
      if (until == VIGIE_TIME_NONE || until == span->from)
        until = span->to;
      else
        next = span;
    }
  if (until == VIGIE_TIME_NONE)
    return NULL;
  if (until >= midnight)
    return g_strdup (C_ ("recycling centre", "Open for the rest of the day"));
  end = vigie_attendance_text_hour (until, zone);
  if (next == NULL)
    /* Translators: a recycling centre; %s is a time of today */
    return g_strdup_printf (C_ ("recycling centre", "Open until %s"), end);
  from = vigie_attendance_text_hour (next->from, zone);
  to = vigie_attendance_text_hour (next->to, zone);
  /* Translators: a recycling centre; three times of today */
  return g_strdup_printf (C_ ("recycling centre", "Open until %1$s, then from %2$s to %3$s"), end,
                          from, to);
}

static char *
hours_words (const VigieAttendanceState *state)
{
  const VigieAttendanceSite *site = state->site;

  if (site->hours_error != NULL)
    return g_strdup (_ ("Opening hours cannot be read"));
  if (site->facts.hours == NULL)
    return g_strdup (_ ("Opening hours not provided"));
  if (state->kind == VIGIE_ATTENDANCE_CLOSED)
    {
      VigieAttendanceWords words;
      char *closed;

      vigie_attendance_words_init (&words, state, TRUE);
      /* Translators: closed until when, and why */
      closed = *words.note != '\0'
                   ? g_strdup_printf (C_ ("closed", "%1$s: %2$s"), words.strong, words.note)
                   : g_strdup (words.strong);
      vigie_attendance_words_clear (&words);
      return closed;
    }
  if (state->opening == VIGIE_OPENING_OPEN && site->data->kind == VIGIE_KIND_RECYCLING_CENTRE)
    {
      char *words = open_words (state);

      if (words != NULL)
        return words;
    }
  return g_strdup (state->opening_words != NULL ? state->opening_words : "");
}

char *
vigie_attendance_text_opening (const VigieAttendanceState *state, gboolean live)
{
  g_autofree char *hours = hours_words (state), *age = NULL;
  VigieTime last = state->quality.last != VIGIE_TIME_NONE ? state->quality.last : state->now.time;

  if (last == VIGIE_TIME_NONE)
    return g_steal_pointer (&hours);
  age = live ? vigie_text_calm_age (state->time, last)
             : vigie_words_at (state->time, last, vigie_attendance_site_get_zone (state->site));
  return g_strdup_printf ("%s · %s", hours, age);
}

/* ---- Now ------------------------------------------------------------------------------------- */

/* What both end with: « en hausse, attente : 5 à 15 min ». */
static char *
end_clauses (GPtrArray *clauses, const VigieAttendanceNow *now)
{
  const char *trend = vigie_trend_words (now->trend);

  if (*trend != '\0')
    g_ptr_array_add (clauses, g_strdup (trend));
  if (now->wait.minutes >= 0)
    {
      g_autofree char *wait = vigie_wait_words (&now->wait);

      g_ptr_array_add (clauses, g_strdup_printf (_ ("wait: %s"), wait));
    }
  g_ptr_array_add (clauses, NULL);
  return g_strjoinv (", ", (char **) clauses->pdata);
}

char *
vigie_attendance_text_now (const VigieAttendanceState *state)
{
  const VigieAttendanceNow *now = &state->now;
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  const char *against = vigie_against_words (now->against);

  if (state->kind != VIGIE_ATTENDANCE_COUNTED && state->kind != VIGIE_ATTENDANCE_DOUBTFUL)
    return g_strdup ("");
  if (isnan (now->present))
    return g_strdup ("");
  g_ptr_array_add (clauses, vigie_attendance_text_vehicles (now->present, now->low, now->high));
  if (*against != '\0' && now->usual.n > 0)
    {
      g_autofree char *least = vigie_words_number (round (now->usual.p10), 0);
      g_autofree char *most = vigie_words_number (round (now->usual.p90), 0);

      /* Translators: “busier than usual (7 to 11)”: against, usual numbers of vehicles */
      g_ptr_array_add (clauses, g_strdup_printf (_ ("%1$s (%2$s to %3$s)"), against, least, most));
    }
  return end_clauses (clauses, now);
}

char *
vigie_attendance_text_against (const VigieAttendanceState *state)
{
  const VigieAttendanceNow *now = &state->now;
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  const char *against = vigie_against_words (now->against);

  if (state->kind != VIGIE_ATTENDANCE_COUNTED || isnan (now->present))
    return g_strdup ("");
  if (*against != '\0')
    g_ptr_array_add (clauses, g_strdup (against));
  return end_clauses (clauses, now);
}

char *
vigie_attendance_text_usual (const VigieAttendanceState *state)
{
  const VigieUsual *usual = &state->now.usual;
  GTimeZone *zone = vigie_attendance_site_get_zone (state->site);
  VigieTime at = state->now.time != VIGIE_TIME_NONE ? state->now.time : state->time;
  VigieLocalTime local = vigie_time_to_local (at, zone);
  VigieTime slot = at - ((gint64) (local.minute % 30) * 60 + local.second) * VIGIE_SECOND;
  VigieDayClass day_class = vigie_attendance_class_of (local.day_number, &state->site->facts);
  g_autofree char *days = NULL, *hour = NULL, *least = NULL, *most = NULL;

  if (state->habits == NULL || usual->n == 0 || isnan (usual->p10) || isnan (usual->p90))
    return g_strdup ("");
  vigie_attendance_usual_at (state->habits, &state->site->facts, at, &day_class);
  days = vigie_attendance_text_class (day_class, local.weekday - 1);
  hour = vigie_attendance_text_hour (slot, zone);
  least = vigie_words_number (round (usual->p10), 0);
  most = vigie_words_number (round (usual->p90), 0);
  /* Translators: under a bar: days (“Saturdays”), a time of day, numbers of vehicles: “usual on Saturdays at 11:00: 6 to
   * 11” */
  return g_strdup_printf (_ ("usual on %1$s at %2$s: %3$s to %4$s"), days, hour, least, most);
}

char *
vigie_attendance_text_source (const VigieAttendanceState *state)
{
  const VigieAttendanceNow *now = &state->now;
  double low = floor (now->low + 0.5), high = floor (now->high + 0.5);
  g_autofree char *least = NULL, *most = NULL;

  if (isnan (now->present))
    return g_strdup ("");
  if (vigie_attendance_state_is_measured (state))
    return g_strdup (_ ("As the server tells it, without entries and exits"));
  if (isnan (low) || isnan (high) || low >= high)
    return g_strdup (_ ("Counted: entries − exits"));
  least = vigie_words_number (low, 0);
  most = vigie_words_number (high, 0);
  /* Translators: how the vehicles present are known, and between which numbers they may be */
  return g_strdup_printf (_ ("Counted: entries − exits, between %1$s and %2$s vehicles"), least,
                          most);
}

char *
vigie_attendance_text_near (const VigieAttendanceNear *near)
{
  const VigieAttendanceNow *now = &near->state->now;
  g_autofree char *name = vigie_plain_line (near->state->site->short_name, LONGEST_NAME);
  g_autofree char *distance = vigie_attendance_text_distance (near->distance);
  g_autofree char *vehicles = vigie_attendance_text_vehicles (now->present, now->low, now->high);
  g_autofree char *wait = vigie_wait_words (&now->wait);

  /* Translators: another site: name, distance, vehicles, level, wait: “Hennebont, 9 km away: 8 vehicles, light, wait:
   * none” */
  return g_strdup_printf (_ ("%1$s, %2$s away: %3$s, %4$s, wait: %5$s"), name, distance, vehicles,
                          vigie_level_words (now->level), wait);
}

char *
vigie_attendance_text_sentence (const VigieAttendanceState *state,
                                const char *sentence,
                                gboolean live)
{
  g_autofree char *clock = NULL;

  if (live || *sentence == '\0')
    return g_strdup (sentence);
  clock = vigie_words_at (state->time, state->time, vigie_attendance_site_get_zone (state->site));
  /* Translators: while the link is lost: “at 11:35”, then what was to be told then */
  return g_strdup_printf (_ ("Situation %1$s, may have changed since: %2$s"), clock, sentence);
}

/* ---- What is to come ------------------------------------------------------------------------- */

char *
vigie_attendance_text_expected (const VigieExpected *expected, VigieTime now, GTimeZone *zone)
{
  g_autofree char *slot = vigie_attendance_text_slot (expected->from, expected->to, now, zone);
  g_autofree char *vehicles
      = vigie_attendance_text_vehicles (expected->present, expected->low, expected->high);
  g_autofree char *wait = NULL;

  if (expected->wait.minutes < 0)
    return g_strdup_printf (C_ ("expected", "%1$s: %2$s"), slot, vehicles);
  wait = vigie_wait_words (&expected->wait);
  /* Translators: what is expected: times, vehicles, wait: “16:30 – 17:30: 6 vehicles (4 to 8), wait: none” */
  return g_strdup_printf (C_ ("expected", "%1$s: %2$s, wait: %3$s"), slot, vehicles, wait);
}

/* How the back-test came out, or why there is none; whether a forecast is shown. */
static char *
backtest_words (const VigieAttendanceState *state, double loaded)
{
  const VigieAttendanceHabits *habits = state->habits;
  g_autofree char *percent = NULL, *days = NULL;

  if (habits == NULL || (isnan (habits->error_ratio) && loaded < 1))
    {
      percent = vigie_attendance_text_loading (habits != NULL ? loaded : 0);
      /* Translators: %s says how much is loaded */
      return g_strdup_printf (_ ("No forecast yet: the history it needs is not complete. %s"),
                              percent);
    }
  if (isnan (habits->error_ratio))
    {
      days = vigie_words_number (habits->n_days, 0);
      return g_strdup_printf (ngettext ("No forecast: %s usable day is too few to test it.",
                                        "No forecast: %s usable days are too few to test it.",
                                        habits->n_days),
                              days);
    }
  percent = vigie_words_figure (100 * habits->error_ratio, 0, "%");
  if (habits->error_ratio >= 1)
    return g_strdup_printf (
        _ ("No forecast: tested on the last weeks of this site, its error is %s of that of “same "
           "as last week”."),
        percent);
  /* Translators: how good the forecast of a site is; %s is a percentage under 100 */
  return g_strdup_printf (
      _ ("Tested on the last weeks of this site, which it had not seen, the forecast has an "
         "error of %s of that of “same as last week”."),
      percent);
}

char *
vigie_attendance_text_no_best (const VigieAttendanceState *state, double loaded)
{
  if (state->best->len > 0)
    return NULL;
  if (state->kind == VIGIE_ATTENDANCE_NONE)
    return g_strdup (_ ("Nothing is counted here: no forecast."));
  if (state->site->facts.hours != NULL && state->next_open == VIGIE_TIME_NONE)
    return g_strdup (_ ("No opening time is known."));
  if (state->habits != NULL && state->habits->error_ratio < 1)
    return g_strdup (_ ("The next open hours have been observed on too few days to be forecast."));
  return backtest_words (state, loaded);
}

char **
vigie_attendance_text_how (const VigieAttendanceState *state, double loaded)
{
  GPtrArray *lines = g_ptr_array_new ();
  const VigieAttendanceHabits *habits = state->habits;
  g_autofree char *limits
      = state->site->facts.capacity > 0
            ? vigie_level_limits_words (&state->site->facts.limits, state->site->facts.capacity)
            : NULL;
  g_autofree char *least = vigie_words_number (VIGIE_ATTENDANCE_MIN_DAYS, 0);
  g_autofree char *weeks = vigie_words_number (VIGIE_ATTENDANCE_WEEKS, 0);

  g_ptr_array_add (
      lines,
      g_strdup (
          _ ("Vehicles present: entries minus exits since the site was last empty, reset at each "
             "closing; failing that, the presence measured by the site. The range shows how well "
             "its counters agree.")));
  g_ptr_array_add (lines, limits != NULL
                              ? g_steal_pointer (&limits)
                              : g_strdup (_ ("No level: the site does not declare its number of "
                                             "spaces.")));
  g_ptr_array_add (
      lines,
      g_strdup_printf (
          _ ("Usual: median and P10–P90 of the same weekday and half-hour over %1$s weeks; zone "
             "B school holidays and public holidays are separate. Hidden below %2$s days."),
          weeks, least));
  if (habits != NULL && isfinite (habits->stay))
    {
      g_autofree char *stay = vigie_words_number (round (habits->stay), 0);

      g_ptr_array_add (
          lines,
          g_strdup_printf (
              _ ("Wait: vehicles present ÷ vehicles leaving (Little’s law), minus the %s min a "
                 "vehicle stays when nobody is waiting; in steps of 5 min, with its range."),
              stay));
    }
  else
    g_ptr_array_add (
        lines,
        g_strdup (_ (
            "Wait: not given until it is known how long a vehicle stays when nobody is waiting.")));
  g_ptr_array_add (lines, backtest_words (state, loaded));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

char *
vigie_attendance_text_band (const VigieAttendanceState *state, gint64 day, double loaded)
{
  GTimeZone *zone = vigie_attendance_site_get_zone (state->site);
  VigieTime noon = vigie_time_day_begin (day, zone) + 12 * VIGIE_HOUR;
  VigieDayClass day_class = vigie_attendance_class_of (day, &state->site->facts);
  int weekday = vigie_calendar_weekday (day) - 1;
  g_autofree char *days = NULL;

  if (state->habits == NULL || (state->habits->n_days == 0 && loaded < 1))
    return vigie_attendance_text_loading (state->habits != NULL ? loaded : 0);
  /* Whose days they are is told half-hour by half-hour; of a day by its first that is told. */
  for (VigieTime slot = noon - 6 * VIGIE_HOUR; slot < noon + 9 * VIGIE_HOUR;
       slot += VIGIE_ATTENDANCE_SLOT)
    if (vigie_attendance_usual_at (state->habits, &state->site->facts, slot, &day_class) != NULL)
      {
        days = vigie_attendance_text_class (day_class, weekday);
        /* Translators: legend of a chart; %s are days: “usual band of Saturdays” */
        return g_strdup_printf (_ ("usual range for %s"), days);
      }
  days
      = vigie_attendance_text_class (vigie_attendance_class_of (day, &state->site->facts), weekday);
  /* Translators: why a chart has no band; %s are days */
  return g_strdup_printf (_ ("too few days to know what is usual for %s"), days);
}

/* ---- Quality --------------------------------------------------------------------------------- */

char *
vigie_attendance_text_quality (const VigieAttendanceState *state)
{
  const VigieCountQuality *quality = &state->quality;
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *since = NULL;

  if (state->track == NULL || (!state->whole && quality->verdict != VIGIE_COUNT_NONE))
    return g_strdup (_ ("The last days are not all on this computer yet"));
  g_ptr_array_add (clauses, g_strdup (vigie_count_verdict_words (quality->verdict)));
  if (quality->verdict == VIGIE_COUNT_FLAT && quality->flat_since != VIGIE_TIME_NONE)
    {
      since = vigie_words_since (state->time, quality->flat_since,
                                 vigie_attendance_site_get_zone (state->site));
      /* Translators: since when a counter stands still: “8:00” */
      g_ptr_array_add (clauses, g_strdup_printf (C_ ("counter", "frozen since %s"), since));
    }
  if (isfinite (quality->imbalance))
    {
      g_autofree char *imbalance = percent_words (quality->imbalance);

      g_ptr_array_add (
          clauses, fabs (quality->imbalance) < 0.0005 || quality->verdict != VIGIE_COUNT_IMBALANCE
                       /* Translators: by how much entries and exits differ; %s is a percentage */
                       ? g_strdup_printf (_ ("entries and exits differ by %s"), imbalance)
                       : quality->imbalance > 0
                             ? g_strdup_printf (_ ("%s more entries than exits"), imbalance)
                             : g_strdup_printf (_ ("%s more exits than entries"), imbalance));
    }
  if (isfinite (quality->presence_gap))
    {
      gulong n = lround (quality->presence_gap);

      /* Translators: the median difference of two counts */
      g_ptr_array_add (clauses,
                       g_strdup_printf (ngettext ("%lu vehicle off the measured presence",
                                                  "%lu vehicles off the measured presence", n),
                                        n));
    }
  if (isfinite (quality->coverage))
    {
      g_autofree char *coverage
          = vigie_words_figure (floor (100 * CLAMP (quality->coverage, 0, 1) + 1e-9), 0, "%");

      g_ptr_array_add (clauses, g_strdup_printf (_ ("coverage %s"), coverage));
    }
  g_ptr_array_add (clauses, NULL);
  return g_strjoinv (", ", (char **) clauses->pdata);
}

const char *
vigie_attendance_text_quality_act (const VigieAttendanceState *state)
{
  switch (state->quality.verdict)
    {
    case VIGIE_COUNT_SILENT:
      return _ ("Have the counter’s battery and radio link checked; see the site’s sensors.");
    case VIGIE_COUNT_FLAT:
      return _ ("Have someone check on site that the counter still detects vehicles: detection, "
                "wiring, dirt.");
    case VIGIE_COUNT_IMBALANCE:
      return state->whole
                 ? _ ("Have the entry and exit counters compared: one of them misses vehicles or "
                      "counts some twice.")
                 : NULL;
    case VIGIE_COUNT_INCOMPLETE:
      return state->whole
                 ? _ ("Readings are missing on open days: check the radio link of the site’s "
                      "sensors.")
                 : NULL;
    case VIGIE_COUNT_IMPOSSIBLE:
      return _ ("Have the declared number of spaces and the counters checked: they contradict each "
                "other.");
    case VIGIE_COUNT_NONE:
    case VIGIE_COUNT_GOOD:
    default:
      return NULL;
    }
}
