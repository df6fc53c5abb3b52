/* vigie-chart-input.c: how a chart is moved and asked, by pointer, wheel, touch and keys.
 *
 * The plain wheel scrolls the page that the chart is on, as everywhere in GNOME, until the chart is asked for: with
 * Ctrl, or once it has the focus (a click gives it). Sideways, and with Shift, it pans. Nothing goes on after the
 * hand stops.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-announce.h"
#include "vigie-chart-private.h"

#include <math.h>

#define WHEEL_ZOOM 1.25
#define KEY_ZOOM 1.5

/* Of the plot's width, by one step of the wheel. */
#define WHEEL_PAN 0.1

/* Pixels of a touchpad that are a step of a wheel. */
#define STEP_PIXELS 40

static void
zoom (VigieChart *self, double factor, VigieTime anchor)
{
  VigieSpan range = vigie_chart_range_zoom (self->range, self->limits, anchor, factor);

  vigie_chart_set_range (self, range.from, range.to);
}

static void
pan (VigieChart *self, double share)
{
  double length = (double) (self->range.to - self->range.from);
  VigieSpan range = vigie_chart_range_pan (self->range, self->limits, (gint64) (share * length));

  vigie_chart_set_range (self, range.from, range.to);
}

static void
show_all (VigieChart *self)
{
  /* Without limits, all of time is no use: what has readings is. */
  VigieTime from = self->limits.from, to = self->limits.to;

  if (from <= -VIGIE_CHART_TIME_MAX || to >= VIGIE_CHART_TIME_MAX)
    {
      VigieTime first = G_MAXINT64, last = G_MININT64;

      for (guint i = 0; i < self->series->len; i++)
        {
          const VigieSeries *data = vigie_chart_series (self, i)->data;

          if (data == NULL || data->n == 0)
            continue;
          first = MIN (first, data->times[0]);
          last = MAX (last, data->times[data->n - 1]);
        }
      if (first > last)
        return;
      from = MAX (from, first);
      to = MIN (to, self->now != VIGIE_TIME_NONE ? MAX (last, self->now) : last);
    }
  vigie_chart_set_range (self, from, to);
}

/* ---- Pointer ---- */

static void
point_at (VigieChart *self, double x)
{
  self->cursor_by_keys = FALSE;
  if (x < self->plot_left - 8 || x > self->plot_right + 8)
    vigie_chart_set_cursor (self, VIGIE_TIME_NONE);
  else
    vigie_chart_set_cursor (self, vigie_chart_time_at (self, x));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VigieChart *self)
{
  /* The pointer that a key did not move leaves the keys' cursor. */
  if (self->pointer_in && fabs (x - self->pointer_x) < 0.5)
    return;
  self->pointer_in = TRUE;
  self->pointer_x = x;
  point_at (self, x);
}

static void
leave_cb (GtkEventControllerMotion *controller, VigieChart *self)
{
  self->pointer_in = FALSE;
  if (!self->cursor_by_keys)
    vigie_chart_set_cursor (self, VIGIE_TIME_NONE);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VigieChart *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press == 2)
    {
      show_all (self);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  else
    point_at (self, x); /* on a touch screen nothing moved there before */
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, VigieChart *self)
{
  self->gesture_range = self->range;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, VigieChart *self)
{
  double width = self->plot_right - self->plot_left;
  double length = (double) (self->gesture_range.to - self->gesture_range.from);
  VigieSpan range;

  /* A finger that goes up and down scrolls the page. */
  if (fabs (dx) < 4
      && gtk_gesture_get_sequence_state (
             GTK_GESTURE (gesture),
             gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)))
             != GTK_EVENT_SEQUENCE_CLAIMED)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (width <= 0)
    return;
  range = vigie_chart_range_pan (self->gesture_range, self->limits,
                                 (gint64) ((self->rtl ? dx : -dx) / width * length));
  vigie_chart_set_range (self, range.from, range.to);
}

static void
zoom_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, VigieChart *self)
{
  self->gesture_range = self->range;
}

static void
zoom_changed_cb (GtkGestureZoom *gesture, double factor, VigieChart *self)
{
  double x, y;
  VigieSpan range;
  VigieTime anchor = (self->gesture_range.from + self->gesture_range.to) / 2;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y)
      && self->plot_right > self->plot_left)
    {
      double place = CLAMP ((x - self->plot_left) / (self->plot_right - self->plot_left), 0, 1);

      if (self->rtl)
        place = 1 - place;
      anchor = self->gesture_range.from
               + (VigieTime) (place * (double) (self->gesture_range.to - self->gesture_range.from));
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  range = vigie_chart_range_zoom (self->gesture_range, self->limits, anchor, factor);
  vigie_chart_set_range (self, range.from, range.to);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, VigieChart *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean has_control = (state & GDK_CONTROL_MASK) != 0;
  VigieTime anchor;

  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    {
      dx /= STEP_PIXELS;
      dy /= STEP_PIXELS;
    }
  if ((state & GDK_SHIFT_MASK) != 0 && dx == 0)
    {
      dx = dy;
      dy = 0;
    }
  if (fabs (dx) > fabs (dy))
    {
      pan (self, (self->rtl ? -dx : dx) * WHEEL_PAN);
      return GDK_EVENT_STOP;
    }
  if (dy == 0 || (!has_control && !gtk_widget_has_focus (GTK_WIDGET (self))))
    return GDK_EVENT_PROPAGATE;
  anchor = self->pointer_in ? vigie_chart_time_at (self, self->pointer_x)
                            : (self->range.from + self->range.to) / 2;
  zoom (self, pow (WHEEL_ZOOM, -dy), anchor);
  if (self->pointer_in && !self->cursor_by_keys)
    point_at (self, self->pointer_x);
  return GDK_EVENT_STOP;
}

/* ---- Keys ---- */

/* The next instant after (@direction 1) or before (−1) the cursor at which a visible series has something to say. */
static VigieTime
next_reading (VigieChart *self, VigieTime time, int direction)
{
  VigieTime best = VIGIE_TIME_NONE;

  for (guint i = 0; i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);
      VigieTime at = VIGIE_TIME_NONE;

      if (!series->visible || series->prepared == NULL)
        continue;
      if (series->style == VIGIE_CHART_COLUMNS)
        {
          VigieTickUnit unit = vigie_chart_bins_unit (self, 0);

          at = direction > 0 ? vigie_time_next (time, unit, self->zone)
                             : vigie_time_floor (vigie_time_floor (time, unit, self->zone) - 1,
                                                 unit, self->zone);
        }
      else
        {
          guint n = vigie_decimate_get_n_points (series->prepared);
          guint next = vigie_decimate_find (series->prepared, direction > 0 ? time + 1 : time);

          if (direction > 0 ? next < n : next > 0)
            at = vigie_decimate_get_times (series->prepared)[direction > 0 ? next : next - 1];
        }
      if (at != VIGIE_TIME_NONE
          && (best == VIGIE_TIME_NONE || (direction > 0 ? at < best : at > best)))
        best = at;
    }
  return best;
}

static void
announce (VigieChart *self)
{
  g_autofree char *words = vigie_chart_cursor_words (self);

  if (words != NULL && gtk_widget_has_focus (GTK_WIDGET (self)))
    vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Puts the cursor at @time, and the range where it is seen. */
static void
go_to (VigieChart *self, VigieTime time)
{
  VigieTime low = self->range.from, high = self->range.to;

  if (time == VIGIE_TIME_NONE)
    return;
  time = CLAMP (time, self->limits.from, self->limits.to);
  if (time < low || time > high)
    {
      VigieSpan range = vigie_chart_range_pan (self->range, self->limits,
                                               time < low ? time - low : time - high);

      vigie_chart_set_range (self, range.from, range.to);
    }
  self->cursor_by_keys = TRUE;
  vigie_chart_set_cursor (self, time);
  announce (self);
}

/* @direction as the eye sees it: 1 to the right. */
static void
step (VigieChart *self, int direction, gboolean is_large)
{
  gint64 length = self->range.to - self->range.from;
  VigieTime time = self->cursor, at;
  VigieTickUnit unit;

  if (self->rtl)
    direction = -direction;
  if (time == VIGIE_TIME_NONE)
    {
      /* The first step is to the last thing seen, whichever the key. */
      time = self->now == VIGIE_TIME_NONE ? self->range.to : MIN (self->now, self->range.to);
      at = next_reading (self, time + 1, -1);
      go_to (self, at != VIGIE_TIME_NONE && at >= self->range.from ? at : time);
      return;
    }
  if (is_large)
    {
      go_to (self, time + direction * length / 10);
      return;
    }
  /* From the reading that is told, not from where the pointer was. */
  if (vigie_chart_cursor_moment (self, &at, &unit))
    time = at;
  at = next_reading (self, time, direction);
  if (at != VIGIE_TIME_NONE && direction > 0 && self->now != VIGIE_TIME_NONE && at > self->now)
    return;
  go_to (self, at);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        VigieChart *self)
{
  gboolean has_control = (state & GDK_CONTROL_MASK) != 0;
  VigieTime anchor
      = self->cursor != VIGIE_TIME_NONE ? self->cursor : (self->range.from + self->range.to) / 2;

  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      step (self, -1, has_control);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      step (self, 1, has_control);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      go_to (self, next_reading (self, self->range.from - 1, 1) != VIGIE_TIME_NONE
                       ? CLAMP (next_reading (self, self->range.from - 1, 1), self->range.from,
                                self->range.to)
                       : self->range.from);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      self->cursor = VIGIE_TIME_NONE;
      step (self, 1, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      pan (self, -0.5);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      pan (self, 0.5);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom (self, KEY_ZOOM, anchor);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom (self, 1 / KEY_ZOOM, anchor);
      return GDK_EVENT_STOP;
    case GDK_KEY_0:
    case GDK_KEY_agrave: /* the same key on a French keyboard */
    case GDK_KEY_KP_0:
      show_all (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->cursor == VIGIE_TIME_NONE)
        return GDK_EVENT_PROPAGATE;
      self->cursor_by_keys = FALSE;
      vigie_chart_set_cursor (self, VIGIE_TIME_NONE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, VigieChart *self)
{
  if (!self->cursor_by_keys)
    return;
  self->cursor_by_keys = FALSE;
  if (!self->pointer_in)
    vigie_chart_set_cursor (self, VIGIE_TIME_NONE);
}

void
vigie_chart_input_init (VigieChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (zoom_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (zoom_changed_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}
