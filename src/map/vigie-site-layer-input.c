/* vigie-site-layer-input.c: pointer, keyboard and words of the layer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-announce.h"
#include "vigie-site-layer-private.h"
#include "vigie-words.h"

/* What a list of the sites in one place may hold. */
#define MAX_LISTED 1000
/* From the sites of a cluster that was opened to the edges of the view, in pixels. */
#define OPEN_MARGIN 72

/* Tells of a cluster that is to be opened: the sites, the middle of their box, and the level that shows all of it. */
static void
open_cluster (VigieSiteLayer *self, guint id)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
  g_autoptr (GListStore) sites = g_list_store_new (VIGIE_TYPE_SITE);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (guint));
  double x0, y0, x1, y1;
  int split = vigie_cluster_index_split_zoom (clusters, id), zoom = split;

  if (!vigie_cluster_index_get_bounds (clusters, id, &x0, &y0, &x1, &y1))
    return;
  vigie_cluster_index_get_points (clusters, id, points);
  for (guint i = 0; i < MIN (points->len, MAX_LISTED); i++)
    g_list_store_append (sites,
                         vigie_site_index_get_site (self->index, g_array_index (points, guint, i)));
  if (split <= VIGIE_CLUSTER_MAX_ZOOM)
    {
      double fit = vigie_mercator_fit_zoom (
          x1 - x0, y1 - y0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * OPEN_MARGIN, 1),
          MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * OPEN_MARGIN, 1), 256,
          VIGIE_CLUSTER_MAX_ZOOM);

      zoom = CLAMP ((int) floor (fit), split, VIGIE_CLUSTER_MAX_ZOOM);
    }
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_CLUSTER_ACTIVATED], 0, sites,
                 vigie_mercator_lat ((y0 + y1) / 2), vigie_mercator_lon ((x0 + x1) / 2), zoom);
}

void
vigie_site_layer_activate (VigieSiteLayer *self, guint id)
{
  VigieClusterIndex *clusters
      = self->index != NULL ? vigie_site_index_get_clusters (self->index) : NULL;
  VigieClusterNode node;

  if (clusters == NULL || !vigie_cluster_index_get_node (clusters, id, &node))
    return;
  if (!node.gathered)
    {
      g_autoptr (VigieSite) site = g_object_ref (vigie_site_index_get_site (self->index, id));

      vigie_site_layer_set_selected_site (self, site);
      g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_SITE_ACTIVATED], 0, site);
    }
  else if (id == self->spider)
    vigie_site_layer_close_spider (self);
  else if (!vigie_site_layer_open_spider (self, id))
    open_cluster (self, id);
}

/* ---- Pointer ---- */

/* Further than this from press to release, in pixels, and the map was dragged. */
#define DRAG_THRESHOLD 8

/* How long a click on a site waits for a second one, in ms: what it opens takes room from the map, and the
 * second would fall elsewhere. */
#define DOUBLE_CLICK 250

static void
tell_hint (VigieSiteLayer *self)
{
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED], 0);
}

static void
set_hovered (VigieSiteLayer *self, guint id)
{
  if (id != VIGIE_NO_NODE)
    self->walked = FALSE;
  if (self->hovered == id)
    return;
  self->hovered = id;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), id != VIGIE_NO_NODE ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_hint (self);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VigieSiteLayer *self)
{
  const VigiePlaced *placed = vigie_site_layer_pick (self, x, y);

  set_hovered (self, placed != NULL ? placed->id : VIGIE_NO_NODE);
}

void
vigie_site_layer_forget_pointer (VigieSiteLayer *self)
{
  set_hovered (self, VIGIE_NO_NODE);
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

static gboolean
single_click_cb (gpointer user_data)
{
  VigieSiteLayer *self = user_data;
  g_autoptr (VigieSite) site = g_steal_pointer (&self->clicked);

  self->click_source = 0;
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_SITE_ACTIVATED], 0, site);
  return G_SOURCE_REMOVE;
}

static void
forget_click (VigieSiteLayer *self)
{
  g_clear_handle_id (&self->click_source, g_source_remove);
  g_clear_object (&self->clicked);
}

gboolean
vigie_site_layer_is_clicked (VigieSiteLayer *self, double x, double y)
{
  return self->clicked != NULL && hypot (x - self->press_x, y - self->press_y) <= DRAG_THRESHOLD;
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, VigieSiteLayer *self)
{
  const VigiePlaced *placed = vigie_site_layer_pick (self, x, y);
  VigieSite *site;

  if (n_press == 2 && vigie_site_layer_is_clicked (self, x, y))
    {
      g_autoptr (VigieSite) opened = g_object_ref (self->clicked);

      forget_click (self);
      g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_SITE_OPENED], 0, opened);
      return;
    }
  if (n_press > 1 || hypot (x - self->press_x, y - self->press_y) > DRAG_THRESHOLD)
    return;
  /* Elsewhere than on what is open, and nothing else: one thing at a time. */
  if (self->spider != VIGIE_NO_NODE
      && (placed == NULL || (placed->id != self->spider && placed->part != VIGIE_PLACED_LEG)))
    {
      vigie_site_layer_close_spider (self);
      return;
    }
  if (placed == NULL)
    return;
  forget_click (self);
  self->walked = FALSE;
  self->cursor = placed->id;
  site = placed->n_points == 1 ? vigie_site_index_get_site (self->index, placed->id) : NULL;
  g_set_object (&self->cursor_site, site);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (site == NULL)
    {
      vigie_site_layer_activate (self, placed->id);
      return;
    }
  /* Seen at once, told once it is not a double click. */
  self->clicked = g_object_ref (site);
  self->click_source = g_timeout_add (DOUBLE_CLICK, single_click_cb, self);
  vigie_site_layer_set_selected_site (self, site);
}

/* ---- Keyboard ---- */

static gboolean
is_in_view (VigieSiteLayer *self, const VigiePlaced *placed)
{
  return placed->x >= 0 && placed->y >= 0 && placed->x <= gtk_widget_get_width (GTK_WIDGET (self))
         && placed->y <= gtk_widget_get_height (GTK_WIDGET (self));
}

/* « Déchèterie de Riantec, critique : Benne gravats 94 %, seuil 90 %, 3 sur 12 » */
static char *
describe_step (VigieSiteLayer *self, guint id, guint number, guint n)
{
  g_autofree char *text = vigie_site_layer_describe (self, id);
  g_autofree char *place = vigie_words_number (number, 0);
  g_autofree char *all = vigie_words_number (n, 0);

  return g_strdup_printf (
      /* Translators: a sign on the map in words, then which one of how many: « …, 3 of 12 » */
      C_ ("map walk", "%1$s, %2$s of %3$s"), text, place, all);
}

static void
announce (VigieSiteLayer *self, const char *text)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    vigie_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* To the sign at a place of the walk. */
static gboolean
move_cursor (VigieSiteLayer *self, const GArray *walk, guint place)
{
  g_autofree char *text = NULL;
  VigieSite *site;
  guint id;

  if (place >= walk->len)
    return FALSE;
  id = g_array_index (walk, guint, place);
  self->cursor = id;
  self->walked = TRUE;
  site = vigie_site_index_get_site (self->index, id); /* NULL for a cluster */
  g_set_object (&self->cursor_site, site);
  text = describe_step (self, id, place + 1, walk->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  announce (self, text);
  set_hovered (self, VIGIE_NO_NODE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_hint (self);
  return TRUE;
}

/* Where in the walk the cursor is; FALSE if it is not in view. */
static gboolean
find_place (VigieSiteLayer *self, const GArray *walk, guint *place)
{
  for (*place = 0; *place < walk->len && self->cursor != VIGIE_NO_NODE; (*place)++)
    if (g_array_index (walk, guint, *place) == self->cursor)
      return TRUE;
  return FALSE;
}

/* The next or the former one, round and round. Where the keyboard was on none, the first. */
static gboolean
step (VigieSiteLayer *self, int by)
{
  g_autoptr (GArray) walk = vigie_site_layer_get_walk (self);
  guint place;

  if (!find_place (self, walk, &place))
    return move_cursor (self, walk, by > 0 || walk->len == 0 ? 0 : walk->len - 1);
  return move_cursor (self, walk, (place + walk->len + (guint) by) % walk->len);
}

/* To the first or the last. */
static gboolean
step_to (VigieSiteLayer *self, gboolean last)
{
  g_autoptr (GArray) walk = vigie_site_layer_get_walk (self);

  return move_cursor (self, walk, last && walk->len > 0 ? walk->len - 1 : 0);
}

/* The site chosen, where it stands alone in view; else the first of the walk. */
static void
begin_walk (VigieSiteLayer *self)
{
  g_autoptr (GArray) walk = vigie_site_layer_get_walk (self);
  guint place, number;

  if (self->selected != NULL && vigie_site_index_find (self->index, self->selected, &number))
    self->cursor = number;
  if (!find_place (self, walk, &place))
    place = 0;
  move_cursor (self, walk, place);
}

void
vigie_site_layer_find_cursor (VigieSiteLayer *self)
{
  guint number;

  self->cursor
      = self->cursor_site != NULL && vigie_site_index_find (self->index, self->cursor_site, &number)
            ? number
            : VIGIE_NO_NODE;
  tell_hint (self);
}

/* A cluster was opened around its place, or closed: what there is, then the sign that the keyboard is on. */
static void
tell_spider (VigieSiteLayer *self, guint id)
{
  g_autoptr (GArray) walk = vigie_site_layer_get_walk (self);
  guint place;

  if (self->spider != VIGIE_NO_NODE)
    {
      g_autofree char *words = vigie_site_layer_describe_spider (self);

      announce (self, words);
      move_cursor (self, walk, 0);
      return;
    }
  self->cursor = id;
  if (find_place (self, walk, &place))
    move_cursor (self, walk, place);
}

/* By parts of what is in view, as the arrows of the view do where there is no sign. */
static gboolean
pan (VigieSiteLayer *self, double x, double y)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), "map.pan", "(dd)", x / 8, y / 8);
}

static gboolean
control_key_pressed (VigieSiteLayer *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return pan (self, -1, 0);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return pan (self, 1, 0);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return pan (self, 0, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return pan (self, 0, 1);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
escape (VigieSiteLayer *self)
{
  guint spider = self->spider;

  if (!vigie_site_layer_close_spider (self))
    return GDK_EVENT_PROPAGATE;
  tell_spider (self, spider);
  return GDK_EVENT_STOP;
}

static gboolean
open_cursor (VigieSiteLayer *self, gboolean page)
{
  const VigiePlaced *cursor = vigie_site_layer_find_placed (self, self->cursor);
  g_autoptr (VigieSite) site = NULL;

  if (cursor == NULL || !is_in_view (self, cursor))
    return step_to (self, FALSE);
  if (!page || cursor->n_points > 1)
    {
      guint id = cursor->id, spider = self->spider;

      vigie_site_layer_activate (self, id);
      if (self->spider != spider)
        tell_spider (self, id);
      return TRUE;
    }
  site = g_object_ref (vigie_site_index_get_site (self->index, cursor->id));
  vigie_site_layer_set_selected_site (self, site);
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_SITE_OPENED], 0, site);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType modifiers,
                VigieSiteLayer *self)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;

  if (self->index == NULL || (modifiers & (GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if ((modifiers & GDK_CONTROL_MASK) != 0)
    return shift ? GDK_EVENT_PROPAGATE : control_key_pressed (self, keyval);
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return open_cursor (self, shift);
    case GDK_KEY_space:
      return open_cursor (self, FALSE);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return step_to (self, FALSE);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return step_to (self, TRUE);
    case GDK_KEY_Escape:
      return escape (self);
    /* With Shift they draw a box. */
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return !shift && step (self, 1);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return !shift && step (self, -1);
    case GDK_KEY_n:
    case GDK_KEY_N:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return step (self, 1);
    case GDK_KEY_p:
    case GDK_KEY_P:
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return step (self, -1);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_enter_cb (GtkEventControllerFocus *controller, VigieSiteLayer *self)
{
  const VigiePlaced *cursor = vigie_site_layer_find_placed (self, self->cursor);

  if (self->index != NULL && (cursor == NULL || !is_in_view (self, cursor)))
    begin_walk (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, VigieSiteLayer *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_hint (self);
}

void
vigie_site_layer_dispose_input (VigieSiteLayer *self)
{
  forget_click (self);
  g_clear_object (&self->cursor_site);
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
}
