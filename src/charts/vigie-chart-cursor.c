/* vigie-chart-cursor.c: the cursor: its line, its card of values, and the same as a sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

#define CARD_PADDING 10
#define CARD_ROOM 10
#define SIGN 18

/* ---- Words ---- */

char *
vigie_chart_moment_words (VigieChart *self, VigieTime time, VigieTickUnit unit)
{
  g_autofree char *day = NULL, *clock_time = NULL;

  switch (unit)
    {
    case VIGIE_TICK_YEAR:
      return g_strdup_printf (
          "%d",
          vigie_time_to_local (time, self->zone ? self->zone : vigie_words_default_zone ()).year);
    case VIGIE_TICK_MONTH:
      return vigie_words_month (time, self->zone, TRUE);
    case VIGIE_TICK_WEEK:
      day = vigie_words_date (self->now == VIGIE_TIME_NONE ? time : self->now, time, self->zone);
      /* Translators: the week that begins on a Monday, « semaine du 16 nov. » */
      return g_strdup_printf (C_ ("chart", "week of %s"), day);
    case VIGIE_TICK_DAY:
      return vigie_words_weekday_date (time, self->zone);
    case VIGIE_TICK_HOUR:
      {
        g_autofree char *end = NULL;

        day = vigie_words_weekday_date (time, self->zone);
        clock_time = vigie_words_time_of_day (time, self->zone);
        end = vigie_words_time_of_day (time + VIGIE_HOUR, self->zone);
        /* Translators: an hour of a day: « lun. 16 nov., de 13 h 00 à 14 h 00 » */
        return g_strdup_printf (C_ ("chart", "%1$s, %2$s to %3$s"), day, clock_time, end);
      }
    case VIGIE_TICK_SECOND:
    case VIGIE_TICK_MINUTE:
    default:
      day = vigie_words_weekday_date (time, self->zone);
      clock_time = vigie_words_time_of_day (time, self->zone);
      if (unit == VIGIE_TICK_SECOND)
        {
          g_autofree char *minute = g_steal_pointer (&clock_time);
          VigieLocalTime local
              = vigie_time_to_local (time, self->zone ? self->zone : vigie_words_default_zone ());

          clock_time = g_strdup_printf (C_ ("axis", "%1$s:%2$02d"), minute, local.second);
        }
      /* Translators: a day and a time: « lun. 16 nov., 13 h 04 » */
      return g_strdup_printf (C_ ("chart", "%1$s, %2$s"), day, clock_time);
    }
}

gboolean
vigie_chart_cursor_moment (VigieChart *self, VigieTime *time, VigieTickUnit *unit)
{
  gint64 nearest = G_MAXINT64;
  gboolean all_columns = TRUE, is_any = FALSE;

  if (self->cursor == VIGIE_TIME_NONE)
    return FALSE;
  *time = self->cursor;
  *unit = self->range.to - self->range.from < 15 * VIGIE_MINUTE ? VIGIE_TICK_SECOND
                                                                : VIGIE_TICK_MINUTE;
  for (guint i = 0; i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);
      VigieTime at;

      if (!series->visible)
        continue;
      is_any = TRUE;
      if (series->style == VIGIE_CHART_COLUMNS)
        continue;
      all_columns = FALSE;
      vigie_chart_get_value (self, i, self->cursor, &at);
      /* The reading that is nearest to where the hand points. */
      if (at != VIGIE_TIME_NONE && series->style == VIGIE_CHART_LINE
          && ABS (at - self->cursor) < nearest)
        {
          nearest = ABS (at - self->cursor);
          *time = at;
        }
    }
  if (is_any && all_columns)
    {
      *unit = vigie_chart_bins_unit (
          self, self->plot_right > self->plot_left ? self->plot_right - self->plot_left : 600);
      *time = vigie_time_floor (self->cursor, *unit, self->zone);
    }
  return TRUE;
}

char *
vigie_chart_value_words (VigieChart *self, guint index, double value)
{
  return vigie_words_value (value, vigie_chart_series (self, index)->unit);
}

/* Why there is no value at the cursor. */
static const char *
absence_words (VigieChart *self, VigieChartSeries *series)
{
  if (self->now != VIGIE_TIME_NONE && self->cursor > self->now)
    return "—";
  if (series->data == NULL || !vigie_series_is_known (series->data, self->cursor, self->cursor + 1))
    return _ ("not loaded yet");
  return _ ("no reading");
}

static char *
row_words (VigieChart *self, guint index)
{
  double value = vigie_chart_get_value (self, index, self->cursor, NULL);

  if (isnan (value))
    return g_strdup (absence_words (self, vigie_chart_series (self, index)));
  return vigie_chart_value_words (self, index, value);
}

char *
vigie_chart_cursor_words (VigieChart *self)
{
  VigieTime time;
  VigieTickUnit unit;
  g_autoptr (GString) text = NULL;
  g_autofree char *moment = NULL;

  if (!vigie_chart_cursor_moment (self, &time, &unit))
    return NULL;
  moment = vigie_chart_moment_words (self, time, unit);
  text = g_string_new (moment);
  for (guint i = 0; i < self->series->len; i++)
    {
      g_autofree char *value = NULL, *line = NULL;

      if (!vigie_chart_series (self, i)->visible)
        continue;
      value = row_words (self, i);
      /* Translators: a measure and its value, « Température : 21,5 °C » */
      line
          = g_strdup_printf (C_ ("chart", "%1$s: %2$s"), vigie_chart_series (self, i)->name, value);
      g_string_append (text, "\n");
      g_string_append (text, line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Look ---- */

static void
draw_points (const VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;

  for (guint i = self->series->len; i-- > 0;)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);
      VigieTime time;
      double value;

      if (!series->visible || series->style == VIGIE_CHART_COLUMNS)
        continue;
      value = vigie_chart_get_value (self, i, self->cursor, &time);
      if (isnan (value))
        continue;
      if (series->style == VIGIE_CHART_STEP)
        time = self->cursor;
      if (time < self->range.from || time > self->range.to)
        continue;
      vigie_chart_snapshot_shape (frame->snapshot, i, vigie_chart_frame_x (frame, time),
                                  vigie_chart_frame_y (frame, series->axis, value), 7,
                                  &frame->colors->series[i], &frame->palette->card);
    }
}

void
vigie_chart_frame_card (
    const VigieChartFrame *frame,
    double x,
    const char *title,
    const VigieChartCardRow *rows,
    guint n_rows,
    void (*draw_sign) (const VigieChartFrame *frame, guint index, double width, double height))
{
  double name_width = 0, value_width = 0, width, height, title_width, w, left, top, y, signs = 0;
  GskRoundedRect rounded;
  const float widths[4] = {1, 1, 1, 1};
  const GdkRGBA borders[4] = {frame->colors->card_line, frame->colors->card_line,
                              frame->colors->card_line, frame->colors->card_line};
  GtkSnapshot *snapshot = frame->snapshot;

  for (guint i = 0; i < n_rows; i++)
    {
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, rows[i].name, &w, NULL);
      name_width = MAX (name_width, w);
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, rows[i].value, &w, NULL);
      value_width = MAX (value_width, w);
      if (rows[i].sign >= 0)
        signs = SIGN + 6;
    }
  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, title, &title_width, NULL);
  name_width = MIN (name_width, MAX (frame->width - value_width - signs - 5 * CARD_PADDING, 40));
  width = ceil (MAX (title_width, n_rows > 0 ? signs + name_width + 18 + value_width : 0))
          + 2 * CARD_PADDING;
  height = ceil ((n_rows + 1) * (frame->line + 3)) + (n_rows > 0 ? 4 : 0) + 2 * CARD_PADDING - 3;
  /* On the side where time goes, unless it would be cut. */
  left = frame->rtl ? x - CARD_ROOM - width : x + CARD_ROOM;
  if (left + width > frame->width)
    left = x - CARD_ROOM - width;
  if (left < 0)
    left
        = x + CARD_ROOM + width <= frame->width ? x + CARD_ROOM : MAX (frame->width - width, 0) / 2;
  top = MIN (frame->top + 4, MAX (frame->height - height, 0));
  left = round (left);

  gsk_rounded_rect_init_from_rect (
      &rounded, &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) width, (float) height), 9);
  gtk_snapshot_append_outset_shadow (snapshot, &rounded, &(GdkRGBA) {0, 0, 0, 0.12f}, 0, 1, 0, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &frame->palette->card, &rounded.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &rounded, widths, borders);

  y = top + CARD_PADDING;
  vigie_chart_text_draw (frame->text, snapshot, VIGIE_CHART_TEXT_STRONG, title,
                         frame->rtl ? left + width - CARD_PADDING : left + CARD_PADDING, y,
                         frame->rtl ? 1 : 0, &frame->palette->strong);
  y += frame->line + 7;
  for (guint i = 0; i < n_rows; i++)
    {
      double sign = frame->rtl ? left + width - CARD_PADDING - SIGN : left + CARD_PADDING;
      double name = frame->rtl ? left + width - CARD_PADDING - signs : left + CARD_PADDING + signs;

      if (rows[i].sign >= 0)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (
              snapshot,
              &GRAPHENE_POINT_INIT ((float) sign, (float) round (y + frame->line / 2 - 5)));
          draw_sign (frame, (guint) rows[i].sign, SIGN, 10);
          gtk_snapshot_restore (snapshot);
        }
      gtk_snapshot_push_clip (
          snapshot, &GRAPHENE_RECT_INIT ((float) (frame->rtl ? name - name_width : name), (float) y,
                                         (float) name_width + 1, (float) ceil (frame->line + 2)));
      vigie_chart_text_draw (frame->text, snapshot, VIGIE_CHART_TEXT_AXIS, rows[i].name, name, y,
                             frame->rtl ? 1 : 0, &frame->palette->fg);
      gtk_snapshot_pop (snapshot);
      vigie_chart_text_draw (frame->text, snapshot, VIGIE_CHART_TEXT_STRONG, rows[i].value,
                             frame->rtl ? left + CARD_PADDING : left + width - CARD_PADDING, y,
                             frame->rtl ? 0 : 1, &frame->palette->strong);
      y += frame->line + 3;
    }
}

static void
draw_sign (const VigieChartFrame *frame, guint index, double width, double height)
{
  vigie_chart_snapshot_sign (frame->chart, index, frame->snapshot, width, height, frame->scheme);
}

static void
draw_card (const VigieChartFrame *frame, double x, const char *moment)
{
  VigieChart *self = frame->chart;
  g_auto (GStrv) values = g_new0 (char *, VIGIE_CHART_MAX_SERIES + 1);
  VigieChartCardRow rows[VIGIE_CHART_MAX_SERIES];
  guint n = 0;

  for (guint i = 0; i < self->series->len; i++)
    if (vigie_chart_series (self, i)->visible)
      {
        values[n] = row_words (self, i);
        rows[n] = (VigieChartCardRow) {vigie_chart_series (self, i)->name, values[n], (int) i};
        n++;
      }
  vigie_chart_frame_card (frame, x, moment, rows, n, draw_sign);
}

void
vigie_chart_layer_cursor (const VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;
  VigieTime time;
  VigieTickUnit unit;
  g_autofree char *moment = NULL;
  double x;

  if (!vigie_chart_cursor_moment (self, &time, &unit))
    return;
  moment = vigie_chart_moment_words (self, time, unit);
  x = vigie_chart_frame_x (frame, CLAMP (unit <= VIGIE_TICK_MINUTE ? time : self->cursor,
                                         self->range.from, self->range.to));
  x = round (x);
  gtk_snapshot_append_color (
      frame->snapshot, &frame->palette->strong,
      &GRAPHENE_RECT_INIT ((float) x, (float) frame->top, 1, (float) (frame->bottom - frame->top)));
  draw_points (frame);
  draw_card (frame, x, moment);
}
