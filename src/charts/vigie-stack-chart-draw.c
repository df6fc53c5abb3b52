/* vigie-stack-chart-draw.c: where the parts of a stacked chart lie, and what stands around its layers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LABEL_ROOM 8
#define END_ROOM 14

/* ---- Frame ------------------------------------------------------------------------------------- */

static double
labels_width (const VigieChartFrame *frame)
{
  double widest = 0, width;

  for (guint i = 0; i < frame->axes[0].n_ticks; i++)
    {
      g_autofree char *label = vigie_value_axis_label (&frame->axes[0], i);

      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, label, &width, NULL);
      widest = MAX (widest, width);
    }
  return ceil (widest);
}

gboolean
vigie_stack_chart_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame)
{
  VigieStackChart *self = VIGIE_STACK_CHART (figure);
  const VigieStackBins *bins = self->bins;
  double room, axis_width;

  if (frame->width < 40 || frame->height < 40)
    return FALSE;
  frame->range = (VigieSpan) {0, VIGIE_DAY};
  frame->now = self->now;
  if (bins->n_bins > 0)
    frame->range = (VigieSpan) {bins->edges[0], bins->edges[bins->n_bins]};
  frame->has_axis[VIGIE_CHART_AXIS_LEFT] = TRUE;
  frame->is_empty[VIGIE_CHART_AXIS_LEFT] = isnan (bins->max);
  room = frame->height / frame->line;
  frame->axes[0]
      = vigie_value_axis (0, isnan (bins->max) ? 1 : bins->max, vigie_stack_chart_unit (self),
                          room < 8    ? 2
                          : room < 11 ? 3
                                      : 4,
                          VIGIE_VALUE_AXIS_ZERO);
  frame->top = ceil (frame->line + 6);
  frame->bottom = MAX (floor (frame->height - frame->line - 8), frame->top + 1);
  axis_width = labels_width (frame) + LABEL_ROOM;
  frame->left = frame->rtl ? END_ROOM : axis_width;
  frame->right = MAX (frame->width - (frame->rtl ? axis_width : END_ROOM), frame->left + 1);
  frame->time_axis
      = vigie_time_axis_new (frame->range.from, frame->range.to, self->zone,
                             frame->right - frame->left, vigie_chart_text_get_em (frame->text));
  return TRUE;
}

/* ---- Gaps -------------------------------------------------------------------------------------- */

void
vigie_stack_chart_gap_ends (VigieStackChart *self,
                            const VigieChartFrame *frame,
                            const VigieStackGap *gap,
                            float *x0,
                            float *x1)
{
  VigieTime from = self->bins->edges[gap->begin], to = self->bins->edges[gap->end];
  double a = vigie_chart_frame_x (frame, from);
  double b = vigie_chart_frame_x (frame,
                                  self->now != VIGIE_TIME_NONE ? CLAMP (self->now, from, to) : to);

  *x0 = vigie_chart_frame_snap (frame, MIN (a, b));
  *x1 = vigie_chart_frame_snap (frame, MAX (a, b));
}

static void
draw_gaps (VigieStackChart *self, const VigieChartFrame *frame)
{
  double height = frame->bottom - frame->top;

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const VigieStackGap *gap = &g_array_index (self->gaps, VigieStackGap, i);
      graphene_rect_t bounds;
      float x0, x1;

      vigie_stack_chart_gap_ends (self, frame, gap, &x0, &x1);
      bounds = GRAPHENE_RECT_INIT (x0, (float) frame->top, x1 - x0, (float) height);
      vigie_chart_frame_hatch (frame, &bounds);
      if (x1 - x0 < 4)
        continue;
      /* Where the period begins or ends is no edge of the gap. */
      if (gap->begin > 0)
        vigie_chart_frame_dashes (frame, frame->rtl ? x1 : x0, frame->top, height, FALSE, 1, 3,
                                  &frame->colors->edge);
      if (gap->end < self->bins->n_bins)
        vigie_chart_frame_dashes (frame, frame->rtl ? x0 : x1, frame->top, height, FALSE, 1, 3,
                                  &frame->colors->edge);
    }
}

/* The words of a gap on a card of their own, wider than the gap where they have to be. */
static void
draw_gap_card (const VigieChartFrame *frame, const VigieStackGap *gap, double x, double width)
{
  double y = frame->top + 4, height = frame->line + 8 + (gap->why != NULL ? frame->line + 2 : 0);
  const GdkRGBA *line = &frame->colors->card_line;
  const GdkRGBA borders[4] = {*line, *line, *line, *line};
  const float widths[4] = {1, 1, 1, 1};
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded,
                                   &GRAPHENE_RECT_INIT ((float) round (x - width / 2), (float) y,
                                                        (float) ceil (width),
                                                        (float) ceil (height)),
                                   6);
  gtk_snapshot_push_rounded_clip (frame->snapshot, &rounded);
  gtk_snapshot_append_color (frame->snapshot, &frame->palette->card, &rounded.bounds);
  gtk_snapshot_pop (frame->snapshot);
  gtk_snapshot_append_border (frame->snapshot, &rounded, widths, borders);
  vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_STRONG, gap->title, x,
                         y + 4, 0.5, &frame->palette->fg);
  if (gap->why != NULL)
    vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, gap->why, x,
                           y + 6 + frame->line, 0.5, &frame->palette->dim);
}

static int
compare_gaps (gconstpointer a, gconstpointer b, gpointer data)
{
  const VigieStackGap *one = *(const VigieStackGap *const *) a;
  const VigieStackGap *other = *(const VigieStackGap *const *) b;
  const VigieTime *edges = data;
  gint64 first = edges[one->end] - edges[one->begin];
  gint64 second = edges[other->end] - edges[other->begin];

  return first > second ? -1 : first < second;
}

/* The longest first; those that would cover another's words go without: the cursor and the table have them. */
static void
draw_gap_words (VigieStackChart *self, const VigieChartFrame *frame)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, 2 * sizeof (double));

  if (frame->bottom - frame->top < 4 * frame->line)
    return;
  for (guint i = 0; i < self->gaps->len; i++)
    g_ptr_array_add (order, &g_array_index (self->gaps, VigieStackGap, i));
  g_ptr_array_sort_with_data (order, compare_gaps, self->bins->edges);
  for (guint i = 0; i < order->len; i++)
    {
      const VigieStackGap *gap = g_ptr_array_index (order, i);
      double width, other = 0, x, ends[2];
      gboolean is_free = TRUE;
      float x0, x1;

      vigie_stack_chart_gap_ends (self, frame, gap, &x0, &x1);
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, gap->title, &width, NULL);
      if (gap->why != NULL)
        vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, gap->why, &other, NULL);
      width = MAX (width, other) + 16;
      if (x1 - x0 < 6 || width > frame->right - frame->left)
        continue;
      x = CLAMP ((x0 + x1) / 2, frame->left + width / 2, frame->right - width / 2);
      ends[0] = x - width / 2;
      ends[1] = x + width / 2;
      for (guint k = 0; k < taken->len && is_free; k++)
        {
          const double *there
              = (const double *) (gconstpointer) (taken->data + k * 2 * sizeof (double));

          is_free = ends[1] + 6 < there[0] || ends[0] - 6 > there[1];
        }
      if (!is_free)
        continue;
      g_array_append_vals (taken, ends, 1);
      draw_gap_card (frame, gap, x, width);
    }
}

/* ---- All --------------------------------------------------------------------------------------- */

void
vigie_stack_chart_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieStackChart *self = VIGIE_STACK_CHART (figure);
  float left = vigie_chart_frame_snap (frame, frame->left);
  double width = frame->right - frame->left, height = frame->bottom - frame->top;

  /* After now there is nothing yet. */
  if (frame->now != VIGIE_TIME_NONE && frame->now < frame->range.to && self->bins->n_bins > 0)
    {
      double x = vigie_chart_frame_x (frame, MAX (frame->now, frame->range.from));
      GdkRGBA flat = frame->colors->not_known;

      flat.alpha = 0.5f;
      gtk_snapshot_append_color (
          frame->snapshot, &flat,
          &GRAPHENE_RECT_INIT ((float) (frame->rtl ? frame->left : x), (float) frame->top,
                               (float) (frame->rtl ? x - frame->left : frame->right - x),
                               (float) height));
    }
  vigie_chart_layer_axes (frame);
  if (frame->vector)
    {
      draw_gaps (self, frame);
      gtk_snapshot_push_clip (frame->snapshot,
                              &GRAPHENE_RECT_INIT ((float) frame->left, (float) frame->top - 2,
                                                   (float) width, (float) height + 4));
      vigie_stack_chart_draw_paths (self, frame);
      gtk_snapshot_pop (frame->snapshot);
    }
  else
    {
      int columns = (int) round (width * frame->scale), rows = (int) round (height * frame->scale);
      g_autoptr (GdkTexture) texture = vigie_stack_chart_paint (self, frame, columns, rows);

      if (texture != NULL)
        gtk_snapshot_append_scaled_texture (
            frame->snapshot, texture, GSK_SCALING_FILTER_NEAREST,
            &GRAPHENE_RECT_INIT (left, vigie_chart_frame_snap (frame, frame->top),
                                 (float) (columns / frame->scale), (float) (rows / frame->scale)));
    }
  /* The line of zero, on which lines of nothing lie. */
  gtk_snapshot_append_color (
      frame->snapshot, &frame->colors->axis,
      &GRAPHENE_RECT_INIT (left, vigie_chart_frame_snap (frame, frame->bottom), (float) width, 1));
  vigie_chart_layer_now (frame);
  draw_gap_words (self, frame);
  if (self->bins->n_bins == 0 || isnan (self->bins->max))
    {
      const char *words = self->bins->n_bins == 0 ? _ ("not loaded yet") : _ ("No reading");

      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, words,
                             (frame->left + frame->right) / 2,
                             (frame->top + frame->bottom - frame->line) / 2, 0.5,
                             &frame->palette->dim);
    }
}

/* ---- Cursor ------------------------------------------------------------------------------------ */

static void
draw_row_sign (const VigieChartFrame *frame, guint index, double width, double height)
{
  vigie_stack_chart_draw_sign (frame->owner, index, frame->snapshot, width, height, frame->scheme);
}

void
vigie_stack_chart_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieStackChart *self = VIGIE_STACK_CHART (figure);
  const VigieStackBins *bins = self->bins;
  guint n = bins->n_layers + bins->n_lines, n_rows = 0, bin = (guint) self->cursor;
  VigieChartCardRow rows[VIGIE_STACK_MAX_SERIES + 1];
  g_auto (GStrv) values = g_new0 (char *, VIGIE_STACK_MAX_SERIES + 2);
  g_autofree char *title = NULL;
  VigieChartFrame own = *frame;
  double x;

  if (self->cursor < 0 || bin >= bins->n_bins)
    return;
  x = round (vigie_chart_frame_x (frame, bins->edges[bin]
                                             + (bins->edges[bin + 1] - bins->edges[bin]) / 2));
  gtk_snapshot_append_color (
      frame->snapshot, &frame->palette->strong,
      &GRAPHENE_RECT_INIT ((float) x, (float) frame->top, 1, (float) (frame->bottom - frame->top)));
  for (guint i = 0; i < bins->n_lines; i++)
    {
      double value = bins->values[bins->n_layers + i][bin];

      if (!isnan (value))
        vigie_chart_snapshot_shape (
            frame->snapshot, i, x + 0.5, vigie_chart_frame_y (frame, VIGIE_CHART_AXIS_LEFT, value),
            7, vigie_stack_chart_line_color (self, i, frame->scheme), &frame->palette->card);
    }
  for (guint i = 0; i < n; i++)
    {
      guint index = vigie_stack_chart_in_order (self, i);

      if (i == bins->n_layers && bins->n_layers > 1)
        {
          values[n_rows] = vigie_stack_chart_value_words (self, n, bin);
          rows[n_rows] = (VigieChartCardRow) {C_ ("column", "Total"), values[n_rows], -1};
          n_rows++;
        }
      values[n_rows] = vigie_stack_chart_value_words (self, index, bin);
      rows[n_rows] = (VigieChartCardRow) {bins->names[index], values[n_rows], (int) index};
      n_rows++;
    }
  if (bins->n_lines == 0 && bins->n_layers > 1)
    {
      values[n_rows] = vigie_stack_chart_value_words (self, n, bin);
      rows[n_rows] = (VigieChartCardRow) {C_ ("column", "Total"), values[n_rows], -1};
      n_rows++;
    }
  title = vigie_stack_chart_bin_words (self, bin);
  own.owner = self;
  vigie_chart_frame_card (&own, x, title, rows, n_rows, draw_row_sign);
}
