/* vigie-stack-chart-input.c: pointer and keys of a stacked chart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

#include "vigie-announce.h"
#include "vigie-words.h"

static int
bin_at (VigieStackChart *self, double x)
{
  const VigieStackBins *bins = self->bins;
  double place;
  int bin;

  if (bins->n_bins == 0 || self->plot_right <= self->plot_left)
    return -1;
  place = (x - self->plot_left) / (self->plot_right - self->plot_left);
  if (self->rtl)
    place = 1 - place;
  place = CLAMP (place, 0, 1);
  bin = vigie_stack_bins_find (
      bins, bins->edges[0]
                + (VigieTime) (place * (double) (bins->edges[bins->n_bins] - bins->edges[0] - 1)));
  return MIN (bin, vigie_stack_bins_last (bins));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VigieStackChart *self)
{
  self->pointer_in = TRUE;
  self->cursor_by_keys = FALSE;
  vigie_stack_chart_set_cursor (self, bin_at (self, x));
}

static void
leave_cb (GtkEventControllerMotion *controller, VigieStackChart *self)
{
  self->pointer_in = FALSE;
  if (!self->cursor_by_keys)
    vigie_stack_chart_set_cursor (self, -1);
}

static void
clicked_cb (GtkGestureClick *gesture, int n, double x, double y, VigieStackChart *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  vigie_stack_chart_set_cursor (self, bin_at (self, x));
  vigie_stack_chart_activate (self);
}

static void
go_to (VigieStackChart *self, int bin)
{
  g_autofree char *words = NULL;

  self->cursor_by_keys = TRUE;
  vigie_stack_chart_set_cursor (self, CLAMP (bin, 0, vigie_stack_bins_last (self->bins)));
  words = vigie_stack_chart_describe_cursor (self);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        VigieStackChart *self)
{
  GTimeZone *zone = self->zone != NULL ? self->zone : vigie_words_default_zone ();
  int last = vigie_stack_bins_last (self->bins), at = self->cursor, forward = self->rtl ? -1 : 1;

  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_CONTROL_MASK)) != 0 || last < 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      go_to (self, at < 0 ? last : at - forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      go_to (self, at < 0 ? 0 : at + forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      go_to (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      go_to (self, last);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      {
        int days = self->bins->show == VIGIE_STACK_ENERGY ? 7 : 1;

        if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
          days = -days;
        go_to (self, vigie_stack_bins_step_days (self->bins, at, days, zone));
        return GDK_EVENT_STOP;
      }
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      if (at < 0)
        return GDK_EVENT_PROPAGATE;
      vigie_stack_chart_activate (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (at < 0)
        return GDK_EVENT_PROPAGATE;
      self->cursor_by_keys = FALSE;
      vigie_stack_chart_set_cursor (self, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, VigieStackChart *self)
{
  if (!self->cursor_by_keys)
    return;
  self->cursor_by_keys = FALSE;
  if (!self->pointer_in)
    vigie_stack_chart_set_cursor (self, -1);
}

void
vigie_stack_chart_input_init (VigieStackChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}
