/* vigie-site-layer-input.c: pointer, keyboard and words of the layer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-site-layer-private.h"

void
vigie_site_layer_activate (VigieSiteLayer *self, guint id)
{
  VigieClusterIndex *clusters
      = self->index != NULL ? vigie_site_index_get_clusters (self->index) : NULL;
  VigieClusterNode node;

  if (clusters == NULL || !vigie_cluster_index_get_node (clusters, id, &node))
    return;
  if (node.counts == NULL)
    {
      g_autoptr (VigieSite) site = g_object_ref (vigie_site_index_get_site (self->index, id));

      vigie_site_layer_set_selected_site (self, site);
      g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_SITE_ACTIVATED], 0, site);
    }
  else
    {
      g_autoptr (GListStore) sites = g_list_store_new (VIGIE_TYPE_SITE);
      g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (guint));

      vigie_cluster_index_get_points (clusters, id, points);
      for (guint i = 0; i < points->len; i++)
        g_list_store_append (
            sites, vigie_site_index_get_site (self->index, g_array_index (points, guint, i)));
      g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_CLUSTER_ACTIVATED], 0, sites,
                     vigie_mercator_lat (node.y), vigie_mercator_lon (node.x),
                     vigie_cluster_index_split_zoom (clusters, id));
    }
}

/* ---- Pointer ---- */

/* Further than this from press to release, in pixels, and the map was dragged. */
#define DRAG_THRESHOLD 8

static void
set_hovered (VigieSiteLayer *self, guint id)
{
  if (self->hovered == id)
    return;
  self->hovered = id;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), id != VIGIE_NO_NODE ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VigieSiteLayer *self)
{
  const VigiePlaced *placed = vigie_site_layer_pick (self, x, y);

  set_hovered (self, placed != NULL ? placed->id : VIGIE_NO_NODE);
}

static void
leave_cb (GtkEventControllerMotion *controller, VigieSiteLayer *self)
{
  set_hovered (self, VIGIE_NO_NODE);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VigieSiteLayer *self)
{
  self->press_x = x;
  self->press_y = y;
  /* A second press on a sign is not a double click on the map, which would zoom. The first is left to the
   * map as well: it may be the begin of a drag, and its gestures must see how it ends. */
  if (n_press > 1)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, VigieSiteLayer *self)
{
  const VigiePlaced *placed = vigie_site_layer_pick (self, x, y);

  if (placed == NULL || n_press > 1
      || hypot (x - self->press_x, y - self->press_y) > DRAG_THRESHOLD)
    return;
  self->cursor = placed->id;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  vigie_site_layer_activate (self, placed->id);
}

static gboolean
query_tooltip_cb (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  VigieSiteLayer *self)
{
  const VigiePlaced *placed = keyboard ? vigie_site_layer_find_placed (self, self->cursor)
                                       : vigie_site_layer_pick (self, x, y);
  g_autofree char *text = placed != NULL ? vigie_site_layer_describe (self, placed->id) : NULL;

  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) {(int) (placed->x - placed->size / 2),
                                                      (int) (placed->y - placed->size / 2),
                                                      (int) placed->size, (int) placed->size});
  return TRUE;
}

/* ---- Keyboard ---- */

static gboolean
is_in_view (VigieSiteLayer *self, const VigiePlaced *placed)
{
  return placed->x >= 0 && placed->y >= 0 && placed->x <= gtk_widget_get_width (GTK_WIDGET (self))
         && placed->y <= gtk_widget_get_height (GTK_WIDGET (self));
}

static gboolean
move_cursor (VigieSiteLayer *self, const VigiePlaced *target)
{
  g_autofree char *text = NULL;

  if (target == NULL)
    return FALSE;
  self->cursor = target->id;
  text = vigie_site_layer_describe (self, target->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/* The sign to begin with: the selected one, or the worst in view, the nearest to the middle of those. */
static const VigiePlaced *
first_sign (VigieSiteLayer *self)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n), *best = NULL;
  double middle_x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double middle_y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  for (guint i = 0; i < n; i++)
    if (is_in_view (self, &placed[i])
        && (best == NULL || placed[i].rank > best->rank
            || (placed[i].rank == best->rank
                && hypot (placed[i].x - middle_x, placed[i].y - middle_y)
                       < hypot (best->x - middle_x, best->y - middle_y))))
      best = &placed[i];
  return best;
}

/* The nearest sign in a direction: what lies within 45° of it, the oblique ones a little later. */
static const VigiePlaced *
next_in_direction (VigieSiteLayer *self, const VigiePlaced *from, double dx, double dy)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n), *best = NULL;
  double best_cost = INFINITY;

  for (guint i = 0; i < n; i++)
    {
      double along = (placed[i].x - from->x) * dx + (placed[i].y - from->y) * dy;
      double across = fabs ((placed[i].x - from->x) * dy - (placed[i].y - from->y) * dx);
      double cost = along + 2 * across;

      if (&placed[i] == from || !is_in_view (self, &placed[i]) || along <= 0 || across > along)
        continue;
      if (cost < best_cost)
        {
          best_cost = cost;
          best = &placed[i];
        }
    }
  return best;
}

/* The next one down (or up) the list from the worst to the normal ones. */
static const VigiePlaced *
next_by_severity (VigieSiteLayer *self, const VigiePlaced *from, gboolean worse)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);

  /* They are in drawing order already: the worst last. */
  if (worse)
    {
      for (const VigiePlaced *p = from + 1; p < placed + n; p++)
        if (is_in_view (self, p))
          return p;
    }
  else
    {
      for (const VigiePlaced *p = from; p-- > placed;)
        if (is_in_view (self, p))
          return p;
    }
  return NULL;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType modifiers,
                VigieSiteLayer *self)
{
  const VigiePlaced *cursor = vigie_site_layer_find_placed (self, self->cursor);

  if (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (cursor != NULL && !is_in_view (self, cursor))
    cursor = NULL;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      if (cursor == NULL)
        return move_cursor (self, first_sign (self));
      vigie_site_layer_activate (self, cursor->id);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      return move_cursor (self, first_sign (self));
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_cursor (self,
                          cursor ? next_in_direction (self, cursor, -1, 0) : first_sign (self));
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_cursor (self,
                          cursor ? next_in_direction (self, cursor, 1, 0) : first_sign (self));
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_cursor (self,
                          cursor ? next_in_direction (self, cursor, 0, -1) : first_sign (self));
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_cursor (self,
                          cursor ? next_in_direction (self, cursor, 0, 1) : first_sign (self));
    case GDK_KEY_Page_Down:
      return move_cursor (self,
                          cursor ? next_by_severity (self, cursor, FALSE) : first_sign (self));
    case GDK_KEY_Page_Up:
      return move_cursor (self, cursor ? next_by_severity (self, cursor, TRUE) : first_sign (self));
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_enter_cb (GtkEventControllerFocus *controller, VigieSiteLayer *self)
{
  if (vigie_site_layer_find_placed (self, self->cursor) == NULL)
    move_cursor (self, first_sign (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, VigieSiteLayer *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_site_layer_init_input (VigieSiteLayer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, key);

  g_signal_connect (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (widget, focus);

  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
}
