/* vigie-day-chart-words.c: what a day shows, in words and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-day-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-figure-words.h"
#include "vigie-words.h"

char *
vigie_day_chart_stop_words (VigieDayChart *self, const VigieDayStop *stop)
{
  return vigie_figure_short_words (stop->from, stop->to, self->course->now, self->course->zone);
}

/* « 7 à 11 »; one number where both are the same vehicle. */
static char *
range_words (double low, double high)
{
  if (lround (low) == lround (high))
    return vigie_words_number (low, 0);
  /* Translators: two numbers of vehicles between which one lies: « 7 à 11 » */
  return g_strdup_printf (C_ ("vehicles", "%1$ld to %2$ld"), lround (low), lround (high));
}

/* « 14 (13 à 15) » */
static char *
count_words (double value, double low, double high)
{
  g_autofree char *number = NULL, *range = NULL;

  if (!isfinite (value))
    return NULL;
  number = vigie_words_number (value, 0);
  if (!isfinite (low) || !isfinite (high) || lround (low) == lround (high))
    return g_steal_pointer (&number);
  range = range_words (low, high);
  /* Translators: a number and what it may be: « 14 (13 à 15) » */
  return g_strdup_printf (C_ ("vehicles", "%1$s (%2$s)"), number, range);
}

char *
vigie_day_chart_seen_words (const VigieDayStep *step)
{
  return count_words (step->value, step->low, step->high);
}

char *
vigie_day_chart_expected_words (const VigieDayUsual *expected)
{
  return count_words (expected->median, expected->p10, expected->p90);
}

char *
vigie_day_chart_usual_words (const VigieDayUsual *usual)
{
  if (!isfinite (usual->p10) || !isfinite (usual->p90))
    return NULL;
  return range_words (usual->p10, usual->p90);
}

char *
vigie_day_chart_now_words (VigieDayChart *self)
{
  const VigieDayCourse *course = self->course;
  g_autofree char *number = NULL, *time = NULL;
  const VigieDayStep *step;

  if (course->last < 0)
    return NULL;
  step = vigie_day_course_step (course, course->last);
  number = vigie_words_number (step->value, 0);
  if (course->now != VIGIE_TIME_NONE && !course->stale && !self->link_lost)
    /* Translators: %s is a number of vehicles that are on a site: « 14 maintenant » */
    return g_strdup_printf (C_ ("vehicles", "%s now"), number);
  time = vigie_words_time_of_day (step->to, course->zone);
  /* Translators: a number of vehicles, and the time at which it was so: « 14 à 10 h 40 » */
  return g_strdup_printf (C_ ("vehicles", "%1$s at %2$s"), number, time);
}

/* « 14 véhicules (13 à 15) » */
static char *
vehicles_words (double value, double low, double high)
{
  long n = lround (value);
  g_autofree char *count
      = g_strdup_printf (ngettext ("%ld vehicle", "%ld vehicles", (gulong) n), n);

  if (!isfinite (low) || !isfinite (high) || lround (low) == lround (high))
    return g_steal_pointer (&count);
  return g_strdup_printf (_ ("%1$s (%2$ld to %3$ld)"), count, lround (low), lround (high));
}

char *
vigie_day_chart_describe_cursor (VigieDayChart *self)
{
  const VigieDayCourse *course;
  const VigieDayStop *stop;
  g_autofree char *when = NULL, *usual = NULL, *seen = NULL;
  const char *what;

  g_return_val_if_fail (VIGIE_IS_DAY_CHART (self), NULL);

  course = self->course;
  if (self->cursor < 0)
    return NULL;
  stop = &g_array_index (course->stops, VigieDayStop, self->cursor);
  when = vigie_day_chart_stop_words (self, stop);
  if (stop->usual >= 0)
    usual = vigie_day_chart_usual_words (vigie_day_course_get (course->usual, stop->usual));
  if (stop->closed >= 0)
    what = g_array_index (course->closed, VigieDayClosed, stop->closed).words;
  else if (stop->step >= 0)
    {
      const VigieDayStep *step = vigie_day_course_step (course, stop->step);

      if (isfinite (step->value))
        seen = vehicles_words (step->value, step->low, step->high);
      what = seen != NULL ? seen : _ ("no reading");
    }
  else if (stop->expected >= 0)
    {
      const VigieDayUsual *expected = vigie_day_course_get (course->expected, stop->expected);
      g_autofree char *count = NULL;

      if (isfinite (expected->median))
        {
          count = vehicles_words (expected->median, expected->p10, expected->p90);
          /* Translators: %s is « 6 véhicules (4 à 8) »: « 6 véhicules (4 à 8) attendus » */
          seen = g_strdup_printf (_ ("%s expected"), count);
        }
      what = seen != NULL ? seen : C_ ("value", "n/a");
    }
  else
    what = NULL;
  if (what != NULL && usual != NULL)
    /* Translators: when, how many vehicles, how many usually: « 11 h 00 – 11 h 10 : 14 véhicules (13 à 15), habituel 7 à
     * 11 » */
    return g_strdup_printf (_ ("%1$s: %2$s, usually %3$s"), when, what, usual);
  if (usual != NULL)
    /* Translators: when, how many vehicles usually: « 16 h 30 – 17 h 00 : habituel 4 à 9 » */
    return g_strdup_printf (_ ("%1$s: usually %2$s"), when, usual);
  return g_strdup_printf (C_ ("chart", "%1$s: %2$s"), when,
                          what != NULL ? what : C_ ("value", "n/a"));
}

/* ---- Summary ----------------------------------------------------------------------------------- */

static void
append_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
append_most (VigieDayChart *self, GString *text)
{
  const VigieDayCourse *course = self->course;
  const VigieDayStep *most = NULL;
  g_autofree char *count = NULL, *when = NULL, *line = NULL;

  for (guint i = 0; i < course->steps->len; i++)
    {
      const VigieDayStep *step = vigie_day_course_step (course, (int) i);

      if (vigie_day_course_is_drawn (course, i) && (most == NULL || step->value > most->value))
        most = step;
    }
  if (most == NULL)
    return;
  count = vehicles_words (most->value, NAN, NAN);
  when = vigie_words_time_of_day (most->to, course->zone);
  /* Translators: « Au plus 14 véhicules, à 11 h 10 » */
  line = g_strdup_printf (_ ("At most %1$s, at %2$s"), count, when);
  append_line (text, line);
}

static void
append_gaps (VigieDayChart *self, GString *text)
{
  const VigieDayCourse *course = self->course;
  gint64 lost = 0;
  g_autofree char *duration = NULL, *line = NULL;

  for (guint i = 0; i < course->gaps->len; i++)
    {
      const VigieSpan *gap = &g_array_index (course->gaps, VigieSpan, i);

      lost += gap->to - gap->from;
    }
  if (course->gaps->len == 0)
    return;
  duration = vigie_words_duration (lost);
  line = g_strdup_printf (
      /* Translators: how often there was no reading, and for how long in all */
      ngettext ("%1$u interruption, %2$s", "%1$u interruptions, %2$s in total", course->gaps->len),
      course->gaps->len, duration);
  append_line (text, line);
}

char *
vigie_day_chart_summarize (VigieDayChart *self)
{
  const VigieDayCourse *course = self->course;
  g_autoptr (GString) text = g_string_new (NULL);

  if (course->stops->len == 0)
    return g_strdup (_ ("not loaded yet"));
  if (course->last >= 0)
    {
      const VigieDayStep *step = vigie_day_course_step (course, course->last);
      int slot = vigie_day_course_find (course->usual, step->from + (step->to - step->from) / 2);
      g_autofree char *count = vehicles_words (step->value, step->low, step->high);
      g_autofree char *when = vigie_words_time_of_day (step->to, course->zone);
      g_autofree char *usual
          = slot >= 0 ? vigie_day_chart_usual_words (vigie_day_course_get (course->usual, slot))
                      : NULL;
      g_autofree char *line
          = usual != NULL ? g_strdup_printf (_ ("%1$s: %2$s, usually %3$s"), when, count, usual)
                          : g_strdup_printf (C_ ("chart", "%1$s: %2$s"), when, count);

      append_line (text, line);
      append_most (self, text);
    }
  else if (course->gaps->len > 0)
    append_line (text, _ ("No reading"));
  if (course->advised != VIGIE_TIME_NONE && course->advised >= course->from
      && course->advised < course->to)
    {
      g_autofree char *when = vigie_words_time_of_day (course->advised, course->zone);
      g_autofree char *line = g_strdup_printf (_ ("Best time: %s"), when);

      append_line (text, line);
    }
  for (guint i = 0; i < course->closed->len; i++)
    {
      const VigieDayClosed *closed = &g_array_index (course->closed, VigieDayClosed, i);
      g_autofree char *when
          = vigie_figure_short_words (closed->from, closed->to, course->now, course->zone);
      g_autofree char *line = g_strdup_printf (C_ ("chart", "%1$s: %2$s"), when, closed->words);

      append_line (text, line);
    }
  append_gaps (self, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Table ------------------------------------------------------------------------------------- */

VigieFigureTable *
vigie_day_chart_make_table (VigieDayChart *self)
{
  const VigieDayCourse *course = self->course;
  VigieFigureTable *table = vigie_figure_table_new (course->zone);
  gboolean has_expected = course->expected->len > 0;
  const struct
  {
    const char *title;
    int decimals;
    gboolean is_expected;
  } columns[] = {
      {C_ ("column", "Present"), 0, FALSE},        {C_ ("column", "At least"), 0, FALSE},
      {C_ ("column", "At most"), 0, FALSE},        {C_ ("column", "Usual (P10)"), 1, FALSE},
      {C_ ("column", "Usual (median)"), 1, FALSE}, {C_ ("column", "Usual (P90)"), 1, FALSE},
      {C_ ("column", "Expected"), 1, TRUE},        {C_ ("column", "Expected (P10)"), 1, TRUE},
      {C_ ("column", "Expected (P90)"), 1, TRUE},
  };

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, C_ ("column", "From"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, C_ ("column", "To"), NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (has_expected || !columns[i].is_expected)
      vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, columns[i].title, NULL,
                                     columns[i].decimals);
  for (guint i = 0; i < course->stops->len; i++)
    {
      const VigieDayStop *stop = &g_array_index (course->stops, VigieDayStop, i);
      guint row;

      if (stop->closed >= 0)
        continue;
      row = vigie_figure_table_add_row (table);
      vigie_figure_table_set_time (table, row, 0, stop->from);
      vigie_figure_table_set_time (table, row, 1, stop->to);
      if (stop->step >= 0)
        {
          const VigieDayStep *step = vigie_day_course_step (course, stop->step);

          vigie_figure_table_set_number (table, row, 2, step->value);
          vigie_figure_table_set_number (table, row, 3, step->low);
          vigie_figure_table_set_number (table, row, 4, step->high);
        }
      if (stop->usual >= 0)
        {
          const VigieDayUsual *usual = vigie_day_course_get (course->usual, stop->usual);

          vigie_figure_table_set_number (table, row, 5, usual->p10);
          vigie_figure_table_set_number (table, row, 6, usual->median);
          vigie_figure_table_set_number (table, row, 7, usual->p90);
        }
      if (stop->expected >= 0)
        {
          const VigieDayUsual *expected = vigie_day_course_get (course->expected, stop->expected);

          vigie_figure_table_set_number (table, row, 8, expected->median);
          vigie_figure_table_set_number (table, row, 9, expected->p10);
          vigie_figure_table_set_number (table, row, 10, expected->p90);
        }
    }
  return table;
}
