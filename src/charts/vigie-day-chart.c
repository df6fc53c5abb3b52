/* vigie-day-chart.c: the course of a day over what is usual of it.
 *
 * What follows from the numbers is in vigie-day-course.c, what is drawn in -draw.c and -labels.c, what is said in
 * -words.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-day-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieDayChart,
                               vigie_day_chart,
                               VIGIE_TYPE_DRAWN_FIGURE,
                               G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

/* ---- Figure ------------------------------------------------------------------------------------ */

static char *
figure_summarize (VigieFigure *figure)
{
  return vigie_day_chart_summarize (VIGIE_DAY_CHART (figure));
}

static VigieFigureTable *
figure_make_table (VigieFigure *figure)
{
  return vigie_day_chart_make_table (VIGIE_DAY_CHART (figure));
}

guint
vigie_day_chart_signs (VigieDayChart *self, VigieDaySign signs[4])
{
  guint n = 0;

  if (self->course->last >= 0)
    signs[n++] = VIGIE_DAY_SIGN_SEEN;
  if (self->course->usual->len > 0)
    signs[n++] = VIGIE_DAY_SIGN_USUAL;
  if (self->course->expected->len > 0)
    signs[n++] = VIGIE_DAY_SIGN_EXPECTED;
  if (self->course->gaps->len > 0)
    signs[n++] = VIGIE_DAY_SIGN_GAP;
  return n;
}

static guint
figure_get_n_signs (VigieFigure *figure)
{
  VigieDaySign signs[4];

  return vigie_day_chart_signs (VIGIE_DAY_CHART (figure), signs);
}

static const char *
figure_get_sign_name (VigieFigure *figure, guint index)
{
  VigieDayChart *self = VIGIE_DAY_CHART (figure);
  VigieDaySign signs[4];

  if (index >= vigie_day_chart_signs (self, signs))
    return "";
  switch (signs[index])
    {
    case VIGIE_DAY_SIGN_SEEN:
      return C_ ("legend", "vehicles present");
    case VIGIE_DAY_SIGN_USUAL:
      return self->course->usual_name != NULL ? self->course->usual_name : C_ ("legend", "usual");
    case VIGIE_DAY_SIGN_EXPECTED:
      return C_ ("legend", "expected");
    case VIGIE_DAY_SIGN_GAP:
    default:
      return _ ("no reading");
    }
}

static void
figure_snapshot_sign (VigieFigure *figure,
                      guint index,
                      GtkSnapshot *snapshot,
                      double width,
                      double height,
                      VigieScheme scheme)
{
  VigieDayChart *self = VIGIE_DAY_CHART (figure);
  VigieDaySign signs[4];

  if (index < vigie_day_chart_signs (self, signs))
    vigie_day_chart_draw_sign (self, signs[index], snapshot, width, height, scheme);
}

static double
figure_get_sign_width (VigieFigure *figure, guint index)
{
  return 20;
}

static void
figure_init (VigieFigureInterface *iface)
{
  iface->summarize = figure_summarize;
  iface->make_table = figure_make_table;
  iface->get_n_signs = figure_get_n_signs;
  iface->get_sign_name = figure_get_sign_name;
  iface->get_sign_width = figure_get_sign_width;
  iface->snapshot_sign = figure_snapshot_sign;
}

/* ---- Cursor ------------------------------------------------------------------------------------ */

static void
set_stop (VigieDayChart *self, int stop)
{
  stop = CLAMP (stop, -1, (int) self->course->stops->len - 1);
  if (self->cursor == stop)
    return;
  self->cursor = stop;
  vigie_drawn_figure_cursor_moved (VIGIE_DRAWN_FIGURE (self));
}

static gboolean
has_cursor (VigieDrawnFigure *figure)
{
  return VIGIE_DAY_CHART (figure)->cursor >= 0;
}

static void
clear_cursor (VigieDrawnFigure *figure)
{
  set_stop (VIGIE_DAY_CHART (figure), -1);
}

static void
point_at (VigieDrawnFigure *figure, const VigieDrawnPlot *plot, double x, double y)
{
  VigieDayChart *self = VIGIE_DAY_CHART (figure);
  const VigieDayCourse *course = self->course;
  double place = plot->right > plot->left ? (x - plot->left) / (plot->right - plot->left) : 0;

  if (plot->rtl)
    place = 1 - place;
  place = CLAMP (place, 0, 1);
  set_stop (self,
            vigie_day_course_stop_at (
                course, course->from + (VigieTime) (place * (double) (course->to - course->from))));
}

static gboolean
move_cursor (VigieDrawnFigure *figure, guint key)
{
  VigieDayChart *self = VIGIE_DAY_CHART (figure);
  const VigieDayCourse *course = self->course;
  int last = (int) course->stops->len - 1, stop = self->cursor;

  if (last < 0)
    return FALSE;
  /* Where a person looks first: now. */
  if (stop < 0 && key != GDK_KEY_Home && key != GDK_KEY_End)
    {
      VigieTime time
          = course->last >= 0 ? vigie_day_course_step (course, course->last)->from : course->now;

      set_stop (self, time != VIGIE_TIME_NONE ? vigie_day_course_stop_at (course, time) : 0);
      return TRUE;
    }
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      stop += key == GDK_KEY_Right ? 1 : -1;
      break;
    case GDK_KEY_Home:
      stop = 0;
      break;
    case GDK_KEY_End:
      stop = last;
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      {
        VigieTime time = g_array_index (course->stops, VigieDayStop, stop).from;
        int there = vigie_day_course_stop_at (
            course, time + (key == GDK_KEY_Page_Up ? -VIGIE_HOUR : VIGIE_HOUR));

        /* A closed stretch may be longer than an hour. */
        stop = there != stop ? there : stop + (key == GDK_KEY_Page_Up ? -1 : 1);
        break;
      }
    default:
      return FALSE;
    }
  set_stop (self, CLAMP (stop, 0, last));
  return TRUE;
}

static char *
describe_cursor (VigieDrawnFigure *figure)
{
  return vigie_day_chart_describe_cursor (VIGIE_DAY_CHART (figure));
}

/* ---- Widget ------------------------------------------------------------------------------------ */

static void
vigie_day_chart_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int line = (int) ceil (
      vigie_chart_text_get_height (vigie_drawn_figure_get_text (VIGIE_DRAWN_FIGURE (widget))));

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 9 * line : 7 * line;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 28 * line : 12 * line;
}

static void
vigie_day_chart_finalize (GObject *object)
{
  vigie_day_course_free (VIGIE_DAY_CHART (object)->course);
  G_OBJECT_CLASS (vigie_day_chart_parent_class)->finalize (object);
}

static void
vigie_day_chart_class_init (VigieDayChartClass *klass)
{
  VigieDrawnFigureClass *figure_class = VIGIE_DRAWN_FIGURE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_day_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = vigie_day_chart_measure;
  figure_class->lay_out = vigie_day_chart_lay_out;
  figure_class->draw_still = vigie_day_chart_draw_still;
  figure_class->draw_cursor = vigie_day_chart_draw_cursor;
  figure_class->has_cursor = has_cursor;
  figure_class->clear_cursor = clear_cursor;
  figure_class->point_at = point_at;
  figure_class->move_cursor = move_cursor;
  figure_class->describe_cursor = describe_cursor;
}

static void
vigie_day_chart_init (VigieDayChart *self)
{
  self->cursor = -1;
  self->course = vigie_day_course_new (NULL);
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_day_chart_new (void)
{
  return g_object_new (VIGIE_TYPE_DAY_CHART, NULL);
}

void
vigie_day_chart_set_data (VigieDayChart *self, const VigieDayData *data)
{
  VigieTime at = VIGIE_TIME_NONE;

  g_return_if_fail (VIGIE_IS_DAY_CHART (self));

  /* A cursor stays where it was in time. */
  if (self->cursor >= 0)
    at = g_array_index (self->course->stops, VigieDayStop, self->cursor).from;
  vigie_day_course_free (self->course);
  self->course = vigie_day_course_new (data);
  self->cursor = -1;
  vigie_drawn_figure_changed (VIGIE_DRAWN_FIGURE (self));
  if (at == VIGIE_TIME_NONE)
    return;
  if (at >= self->course->from && at < self->course->to)
    vigie_day_chart_set_cursor (self, at);
  else
    vigie_drawn_figure_cursor_moved (VIGIE_DRAWN_FIGURE (self));
}

void
vigie_day_chart_set_link_lost (VigieDayChart *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_DAY_CHART (self));

  if (self->link_lost == !!link_lost)
    return;
  self->link_lost = !!link_lost;
  vigie_drawn_figure_changed (VIGIE_DRAWN_FIGURE (self));
}

void
vigie_day_chart_set_scheme (VigieDayChart *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_DAY_CHART (self));

  vigie_drawn_figure_set_scheme (VIGIE_DRAWN_FIGURE (self), scheme);
}

gboolean
vigie_day_chart_get_cursor (VigieDayChart *self, VigieTime *from, VigieTime *to)
{
  const VigieDayStop *stop;

  g_return_val_if_fail (VIGIE_IS_DAY_CHART (self), FALSE);

  if (self->cursor < 0)
    return FALSE;
  stop = &g_array_index (self->course->stops, VigieDayStop, self->cursor);
  *from = stop->from;
  *to = stop->to;
  return TRUE;
}

void
vigie_day_chart_set_cursor (VigieDayChart *self, VigieTime time)
{
  g_return_if_fail (VIGIE_IS_DAY_CHART (self));

  set_stop (self, time == VIGIE_TIME_NONE ? -1 : vigie_day_course_stop_at (self->course, time));
}
