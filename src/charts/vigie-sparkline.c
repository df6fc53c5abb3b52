/* vigie-sparkline.c: a day of a measure in the space of a word.
 *
 * The line is made of at most four points for a pixel column (first, least, greatest, last), so that no peak is lost
 * and 10 000 readings cost no more than 96 columns. What is drawn is kept by GTK until a pixel would change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sparkline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-small-draw.h"
#include "vigie-words.h"

#define NATURAL_WIDTH 96
#define NATURAL_HEIGHT 24
#define MINIMUM_WIDTH 32
#define MINIMUM_HEIGHT 14
#define PAD 4.0F /* around the line: half the dot */
#define DOT 2.6F /* radius */
#define LINE 1.5F

/* A gap begins where the next reading is later than so many expected intervals. */
#define GAP_FACTOR 3

struct _VigieSparkline
{
  GtkWidget parent_instance;

  VigieSeries *series; /* owned, or NULL */
  char *unit;          /* owned, "" if none */
  VigieThresholds thresholds;
  VigieTime now, drawn_now;
  gboolean step, link_lost;
};

G_DEFINE_FINAL_TYPE (VigieSparkline, vigie_sparkline, GTK_TYPE_WIDGET)

/* ---- What is in the last day ------------------------------------------------------------------- */

typedef struct
{
  guint first, end; /* readings within the day */
  guint n;          /* of them, those with a number */
  guint gaps;
  double min, max;
  guint last; /* the last with a number, where n > 0 */
} Day;

static gboolean
is_gap (const VigieSeries *series, VigieTime from, VigieTime to)
{
  return series->expected_interval > 0 && to - from > GAP_FACTOR * series->expected_interval;
}

static Day
look_at_day (VigieSparkline *self)
{
  const VigieSeries *series = self->series;
  Day day = {0, 0, 0, 0, NAN, NAN, 0};
  VigieTime previous = self->now - VIGIE_DAY;

  if (series == NULL)
    return day;
  day.first = vigie_series_find (series, previous);
  day.end = vigie_series_find (series, self->now + 1);
  /* The stretch before the first reading is a gap where it is known that there was none. */
  if (day.first > 0)
    previous = series->times[day.first - 1];
  for (guint i = day.first; i < day.end; i++)
    {
      double value = series->values[i];

      if (!isfinite (value))
        continue;
      if (is_gap (series, previous, series->times[i])
          && vigie_series_is_known (series, MAX (previous, self->now - VIGIE_DAY),
                                    series->times[i]))
        day.gaps++;
      previous = series->times[i];
      day.min = day.n == 0 ? value : fmin (day.min, value);
      day.max = day.n == 0 ? value : fmax (day.max, value);
      day.last = i;
      day.n++;
    }
  if (day.n > 0 && is_gap (series, previous, self->now))
    day.gaps++;
  return day;
}

char *
vigie_sparkline_summarize (VigieSparkline *self)
{
  Day day = look_at_day (self);
  g_autofree char *min = NULL, *max = NULL, *last = NULL, *at = NULL, *words = NULL, *gaps = NULL;

  if (self->series == NULL)
    return g_strdup (_ ("Last 24 hours: not known yet"));
  if (day.n == 0)
    return g_strdup (_ ("Last 24 hours: no reading"));
  min = vigie_words_value (day.min, self->unit);
  max = vigie_words_value (day.max, self->unit);
  last = vigie_words_value (self->series->values[day.last], self->unit);
  at = vigie_words_at (self->now, self->series->times[day.last], NULL);
  if (g_str_equal (min, max))
    /* Translators: %1$s is a value, %2$s « à 10 h 47 » */
    words = g_strdup_printf (_ ("Last 24 hours: steady at %1$s, last reading %2$s"), max, at);
  else
    /* Translators: %1$s to %3$s are values, %4$s « à 10 h 47 » */
    words = g_strdup_printf (_ ("Last 24 hours: from %1$s to %2$s, last reading %3$s %4$s"), min,
                             max, last, at);
  if (day.gaps == 0)
    return g_steal_pointer (&words);
  gaps = g_strdup_printf (ngettext ("%u interruption", "%u interruptions", day.gaps), day.gaps);
  /* Translators: a sentence on the values of a day, then « 2 interruptions » */
  return g_strdup_printf (C_ ("summary", "%1$s; %2$s"), words, gaps);
}

static void
update_words (VigieSparkline *self)
{
  g_autofree char *words = vigie_sparkline_summarize (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* ---- Drawing ----------------------------------------------------------------------------------- */

typedef struct
{
  const VigieSeries *series;
  VigieTime from, to;
  double low, high; /* values at the bottom and the top */
  float width, height;
} Frame;

static float
x_of (const Frame *frame, VigieTime time)
{
  double place = (double) (time - frame->from) / (double) (frame->to - frame->from);

  return PAD + (float) place * (frame->width - 2 * PAD);
}

static float
y_of (const Frame *frame, double value)
{
  /* Halves first: the ends may be as far apart as numbers go. */
  double place = (value / 2 - frame->low / 2) / (frame->high / 2 - frame->low / 2);

  return frame->height - PAD - (float) CLAMP (place, 0, 1) * (frame->height - 2 * PAD);
}

/* The values shown: those of the day with some room, never so near that noise looks like news, and the limits where
 * they are close. */
static void
choose_values (VigieSparkline *self, const Day *day, double *low, double *high)
{
  const VigieThresholds *limits = &self->thresholds;
  double least_span = fmax (fabs (day->max), fabs (day->min)) * 0.05;
  double span;

  if (g_str_equal (self->unit, "%"))
    least_span = 10;
  else if (isfinite (limits->high) && isfinite (limits->low))
    least_span = fmax (least_span, 0.25 * (limits->high - limits->low));
  span = fmax (day->max - day->min, least_span);
  if (!isfinite (span))
    {
      *low = day->min;
      *high = day->max;
      return;
    }
  if (!(span > 0))
    span = 1;
  *low = day->min / 2 + day->max / 2 - span / 2;
  *high = *low + span;
  if (isfinite (limits->high) && limits->high > *high && limits->high < *high + span / 2)
    *high = limits->high + span * 0.1;
  if (isfinite (limits->low) && limits->low < *low && limits->low > *low - span / 2)
    *low = limits->low - span * 0.1;
}

static void
draw_band (VigieSparkline *self,
           GtkSnapshot *snapshot,
           const Frame *frame,
           const VigiePalette *palette)
{
  const VigieThresholds *limits = &self->thresholds;
  double bottom = !isnan (limits->low) ? limits->low : limits->lowlow;
  double top = !isnan (limits->high) ? limits->high : limits->highhigh;
  float y0, y1;

  if (isnan (bottom) && isnan (top))
    return;
  y0 = isnan (top) || top >= frame->high ? 0 : y_of (frame, top);
  y1 = isnan (bottom) || bottom <= frame->low ? frame->height : y_of (frame, bottom);
  if (y1 > y0)
    gtk_snapshot_append_color (snapshot, &palette->band,
                               &GRAPHENE_RECT_INIT (0, y0, frame->width, y1 - y0));
}

static void
draw_gap (GtkSnapshot *snapshot,
          const Frame *frame,
          VigieTime from,
          VigieTime to,
          const VigiePalette *palette)
{
  float x0 = MAX (x_of (frame, MAX (from, frame->from)), 0);
  float x1 = MIN (x_of (frame, MIN (to, frame->to)), frame->width);

  if (x1 - x0 < 2)
    return;
  vigie_small_draw_hatch (snapshot, &GRAPHENE_RECT_INIT (x0, 0, x1 - x0, frame->height),
                          &palette->hatch);
}

/* One pixel column of the line: its first, least, greatest and last value. */
typedef struct
{
  int column;
  VigieTime first_time, min_time, max_time, last_time;
  double first, min, max, last;
} Column;

static void
line_to (GskPathBuilder *builder, const Frame *frame, gboolean step, VigieTime time, double value)
{
  float x = x_of (frame, time), y = y_of (frame, value);

  if (step)
    gsk_path_builder_line_to (builder, x, gsk_path_builder_get_current_point (builder)->y);
  gsk_path_builder_line_to (builder, x, y);
}

static void
finish_column (GskPathBuilder *builder, const Frame *frame, gboolean step, const Column *column)
{
  if (column->column < 0)
    return;
  if (column->min_time <= column->max_time)
    {
      line_to (builder, frame, step, column->min_time, column->min);
      line_to (builder, frame, step, column->max_time, column->max);
    }
  else
    {
      line_to (builder, frame, step, column->max_time, column->max);
      line_to (builder, frame, step, column->min_time, column->min);
    }
  line_to (builder, frame, step, column->last_time, column->last);
}

static void
draw_line (VigieSparkline *self,
           GtkSnapshot *snapshot,
           const Frame *frame,
           const Day *day,
           const VigiePalette *palette,
           const GdkRGBA *color)
{
  const VigieSeries *series = frame->series;
  GskPathBuilder *builder = gsk_path_builder_new ();
  GskPathBuilder *dots = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskPath) alone = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (LINE);
  VigieTime previous = VIGIE_TIME_NONE;
  Column column = {.column = -1};
  gboolean first_of_run = TRUE;

  for (guint i = day->first; i < day->end; i++)
    {
      VigieTime time = series->times[i];
      double value = series->values[i];
      int place;

      if (!isfinite (value))
        continue;
      if (previous == VIGIE_TIME_NONE || is_gap (series, previous, time))
        {
          VigieTime from = previous != VIGIE_TIME_NONE ? previous : frame->from;

          finish_column (builder, frame, self->step, &column);
          column.column = -1;
          /* Before the first reading of the day: where nobody knows, nothing is claimed. */
          if ((previous != VIGIE_TIME_NONE || day->first == 0
               || is_gap (series, series->times[day->first - 1], time))
              && is_gap (series, from, time) && vigie_series_is_known (series, from, time))
            draw_gap (snapshot, frame, from, time, palette);
          gsk_path_builder_move_to (builder, x_of (frame, time), y_of (frame, value));
          first_of_run = TRUE;
        }
      /* A reading between two gaps has no line to be on. */
      if (first_of_run && (i + 1 >= day->end || is_gap (series, time, series->times[i + 1])))
        gsk_path_builder_add_circle (
            dots, &GRAPHENE_POINT_INIT (x_of (frame, time), y_of (frame, value)), 1);
      first_of_run = FALSE;
      place = (int) x_of (frame, time);
      if (place != column.column)
        {
          finish_column (builder, frame, self->step, &column);
          if (column.column >= 0)
            line_to (builder, frame, self->step, time, value);
          column = (Column) {place, time, time, time, time, value, value, value, value};
        }
      if (value < column.min)
        column.min = value, column.min_time = time;
      if (value > column.max)
        column.max = value, column.max_time = time;
      column.last = value, column.last_time = time;
      previous = time;
    }
  finish_column (builder, frame, self->step, &column);
  if (previous != VIGIE_TIME_NONE && is_gap (series, previous, frame->to))
    draw_gap (snapshot, frame, previous, frame->to, palette);

  path = gsk_path_builder_free_to_path (builder);
  alone = gsk_path_builder_free_to_path (dots);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  if (self->link_lost)
    gsk_stroke_set_dash (stroke, (const float[]) {3, 2}, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
  gtk_snapshot_append_fill (snapshot, alone, GSK_FILL_RULE_WINDING, color);
}

/* The last reading: full where it is of now, hollow where it is not. */
static void
draw_dot (VigieSparkline *self,
          GtkSnapshot *snapshot,
          const Frame *frame,
          const Day *day,
          const VigiePalette *palette,
          const GdkRGBA *color)
{
  VigieTime time = frame->series->times[day->last];
  gboolean now = !self->link_lost && !is_gap (frame->series, time, frame->to);
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  gsk_path_builder_add_circle (
      builder,
      &GRAPHENE_POINT_INIT (x_of (frame, time), y_of (frame, frame->series->values[day->last])),
      DOT);
  path = gsk_path_builder_free_to_path (builder);
  if (now)
    gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
  else
    {
      g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5F);

      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &palette->card);
      gtk_snapshot_append_stroke (snapshot, path, stroke, color);
    }
}

static void
vigie_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieSparkline *self = VIGIE_SPARKLINE (widget);
  VigieScheme scheme = vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget);
  const VigiePalette *palette = vigie_palette_get (scheme);
  const GdkRGBA *color = self->link_lost ? &palette->dim : &palette->ink;
  Frame frame = {self->series,
                 self->now - VIGIE_DAY,
                 self->now,
                 0,
                 1,
                 (float) gtk_widget_get_width (widget),
                 (float) gtk_widget_get_height (widget)};
  Day day;

  self->drawn_now = self->now;
  if (self->series == NULL || frame.width <= 2 * PAD || frame.height <= 2 * PAD)
    return;
  day = look_at_day (self);
  if (day.n == 0)
    {
      /* Known to be without a reading: a void. Not known: nothing. */
      if (vigie_series_is_known (self->series, frame.from, frame.to))
        vigie_small_draw_void (snapshot, &GRAPHENE_RECT_INIT (0, 0, frame.width, frame.height), 4,
                               &palette->strong, &palette->hatch);
      return;
    }
  choose_values (self, &day, &frame.low, &frame.high);
  draw_band (self, snapshot, &frame, palette);
  draw_line (self, snapshot, &frame, &day, palette, color);
  draw_dot (self, snapshot, &frame, &day, palette, color);
}

static void
vigie_sparkline_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  gboolean wide = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = wide ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = wide ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
vigie_sparkline_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_sparkline_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

/* ---- Class ------------------------------------------------------------------------------------- */

static void
vigie_sparkline_finalize (GObject *object)
{
  VigieSparkline *self = VIGIE_SPARKLINE (object);

  g_clear_pointer (&self->series, vigie_series_unref);
  g_free (self->unit);
  G_OBJECT_CLASS (vigie_sparkline_parent_class)->finalize (object);
}

static void
vigie_sparkline_class_init (VigieSparklineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = vigie_sparkline_finalize;
  widget_class->measure = vigie_sparkline_measure;
  widget_class->snapshot = vigie_sparkline_snapshot;
  widget_class->css_changed = vigie_sparkline_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "sparkline");
}

static void
vigie_sparkline_init (VigieSparkline *self)
{
  self->unit = g_strdup ("");
  self->thresholds = VIGIE_THRESHOLDS_NONE;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  update_words (self);
}

GtkWidget *
vigie_sparkline_new (void)
{
  return g_object_new (VIGIE_TYPE_SPARKLINE, NULL);
}

void
vigie_sparkline_set_series (VigieSparkline *self, VigieSeries *series, VigieTime now)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->series == series && self->now == now)
    return;
  if (self->series == series && width > 0 && ABS (now - self->drawn_now) < VIGIE_DAY / (2 * width))
    {
      /* Less than half a pixel since it was drawn; but what the clock alone makes a gap is one at once. */
      gboolean was, is;
      VigieTime last = series != NULL && series->n > 0 ? series->times[series->n - 1] : now;

      was = series != NULL && is_gap (series, last, self->now);
      is = series != NULL && is_gap (series, last, now);
      self->now = now;
      if (was == is)
        return;
      update_words (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  if (series != NULL)
    vigie_series_ref (series);
  g_clear_pointer (&self->series, vigie_series_unref);
  self->series = series;
  self->now = now;
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_sparkline_set_unit (VigieSparkline *self, const char *unit)
{
  if (!g_set_str (&self->unit, unit != NULL ? unit : ""))
    return;
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_sparkline_set_thresholds (VigieSparkline *self, const VigieThresholds *thresholds)
{
  self->thresholds = thresholds != NULL ? *thresholds : VIGIE_THRESHOLDS_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_sparkline_set_step (VigieSparkline *self, gboolean step)
{
  if (self->step == !!step)
    return;
  self->step = !!step;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_sparkline_set_link_lost (VigieSparkline *self, gboolean link_lost)
{
  if (self->link_lost == !!link_lost)
    return;
  self->link_lost = !!link_lost;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
