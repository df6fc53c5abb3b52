/* vigie-map-tools-measure.c: measuring a distance or an area on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-tools-measure-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-announce.h"
#include "vigie-geodesy-text.h"

/* So near to the first point a click closes the shape, px. */
#define NEAR 12
enum
{
  PROP_MEASURING = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieMapMeasure, vigie_map_measure, G_TYPE_OBJECT)

const VigiePosition *
vigie_map_measure_points (VigieMapMeasure *self)
{
  return (const VigiePosition *) (gpointer) self->points->data;
}

/* ---- In words -------------------------------------------------------------------------------- */

static guint
count_legs (VigieMapMeasure *self)
{
  guint n = self->points->len;

  return n == 0 || self->closed ? n : n - 1;
}

char *
vigie_map_measure_describe (VigieMapMeasure *self)
{
  guint n = self->points->len, n_legs = count_legs (self);
  g_autofree char *length = NULL, *area = NULL, *bearing = NULL;
  double direction;

  if (n_legs == 0)
    return g_strdup (_ ("No distance yet"));
  length = vigie_geodesy_words_distance (
      vigie_geodesy_length (vigie_map_measure_points (self), n, self->closed));
  if (self->closed)
    {
      area = vigie_geodesy_words_area (vigie_geodesy_area (vigie_map_measure_points (self), n));
      /* Translators: a shape that was measured: its area, and the length of its outline */
      return g_strdup_printf (_ ("Area %1$s · perimeter %2$s"), area, length);
    }
  if (n_legs == 1)
    {
      vigie_geodesy_inverse (&vigie_map_measure_points (self)[0],
                             &vigie_map_measure_points (self)[1], &direction);
      bearing = vigie_geodesy_words_bearing (direction);
      /* Translators: a distance that was measured, and its direction: « 2,89 km, vers 49° (nord-est) » */
      return g_strdup_printf (_ ("%1$s, towards %2$s"), length, bearing);
    }
  /* Translators: the length of a way that was measured, and of how many legs it is */
  return g_strdup_printf (ngettext ("%1$s · %2$u leg", "%1$s · %2$u legs", n_legs), length, n_legs);
}

char *
vigie_map_measure_to_text (VigieMapMeasure *self)
{
  guint n = self->points->len, n_legs = count_legs (self);
  g_autofree char *total = vigie_map_measure_describe (self);
  GString *text = g_string_new (total);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = vigie_geodesy_words_decimal (&vigie_map_measure_points (self)[i]);

      g_string_append_printf (text, "\n%u. %s", i + 1, place);
      if (i < n_legs)
        {
          double bearing;
          double length
              = vigie_geodesy_inverse (&vigie_map_measure_points (self)[i],
                                       &vigie_map_measure_points (self)[(i + 1) % n], &bearing);
          g_autofree char *words = vigie_geodesy_words_distance (length);
          g_autofree char *direction = vigie_geodesy_words_bearing (bearing);

          /* Translators: a leg of a way that was measured: « → 1,24 km, 49° (nord-est) » */
          g_string_append_printf (text, _ (" → %1$s, %2$s"), words, direction);
        }
    }
  return g_string_free (text, FALSE);
}

void
vigie_map_measure_announce (VigieMapMeasure *self, const char *words)
{
  vigie_announce (GTK_ACCESSIBLE (self->layer), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
announce_result (VigieMapMeasure *self)
{
  g_autofree char *words = vigie_map_measure_describe (self);
  g_autofree char *sentence = NULL;

  /* Translators: for a screen reader, after a point was set: its number, and what was measured so far */
  sentence = g_strdup_printf (_ ("Point %1$u. %2$s"), self->points->len, words);
  vigie_map_measure_announce (self, sentence);
}

/* ---- What is shown --------------------------------------------------------------------------- */

static const char *
hint_words (VigieMapMeasure *self)
{
  if (!self->measuring)
    return "";
  if (self->points->len == 0)
    return _ ("Click the map, or move the cross with the arrow keys and press Enter");
  if (self->points->len < 3)
    return _ ("Double-click or press Enter to finish, Backspace to remove the last point");
  return _ ("Double-click or press Enter to finish, click the first point to close the shape");
}

static void
update (VigieMapMeasure *self)
{
  g_autofree char *words = vigie_map_measure_describe (self);

  vigie_measure_layer_set_points (self->layer, vigie_map_measure_points (self), self->points->len,
                                  self->closed);
  gtk_label_set_label (self->result, words);
  gtk_label_set_label (self->hint, hint_words (self));
  gtk_widget_set_visible (GTK_WIDGET (self->hint), self->measuring);
  gtk_widget_set_sensitive (self->undo_button, self->points->len > 0);
  gtk_widget_set_sensitive (self->close_button, self->measuring && self->points->len > 2);
  gtk_widget_set_sensitive (self->end_button, self->measuring && self->points->len > 1);
  gtk_widget_set_sensitive (self->copy_button, self->points->len > 1);
  gtk_widget_set_visible (self->close_button, self->measuring);
  gtk_widget_set_visible (self->end_button, self->measuring);
}

void
vigie_map_measure_set_next (VigieMapMeasure *self, const VigiePosition *next, gboolean cross)
{
  self->has_cross = next != NULL && cross;
  if (self->has_cross)
    self->cross = *next;
  vigie_measure_layer_set_next (self->layer, next, cross);
}

static void
set_measuring (VigieMapMeasure *self, gboolean measuring)
{
  if (self->measuring == measuring)
    return;
  self->measuring = measuring;
  vigie_measure_layer_set_active (self->layer, measuring);
  if (!measuring)
    vigie_map_measure_set_next (self, NULL, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MEASURING]);
}

/* ---- Points ---------------------------------------------------------------------------------- */

void
vigie_map_measure_add (VigieMapMeasure *self, const VigiePosition *position)
{
  if (!self->measuring || !vigie_position_is_valid (position)
      || self->points->len >= VIGIE_MEASURE_MAX_POINTS)
    return;
  g_array_append_val (self->points, *position);
  update (self);
  announce_result (self);
}

void
vigie_map_measure_remove_last (VigieMapMeasure *self)
{
  if (self->points->len == 0)
    return;
  /* Of a closed shape the side that closed it is the last one. */
  if (self->closed)
    self->closed = FALSE;
  else
    g_array_set_size (self->points, self->points->len - 1);
  set_measuring (self, TRUE);
  update (self);
  announce_result (self);
}

void
vigie_map_measure_end (VigieMapMeasure *self)
{
  if (!self->measuring)
    return;
  if (self->points->len < 2)
    {
      vigie_map_measure_stop (self);
      return;
    }
  set_measuring (self, FALSE);
  update (self);
  announce_result (self);
  if (gtk_widget_get_root (self->bar) != NULL)
    gtk_widget_grab_focus (self->copy_button);
}

void
vigie_map_measure_close_shape (VigieMapMeasure *self)
{
  if (!self->measuring || self->points->len < 3)
    return;
  self->closed = TRUE;
  vigie_map_measure_end (self);
}

gboolean
vigie_map_measure_is_near_first (VigieMapMeasure *self, double x, double y)
{
  double px, py;

  if (self->points->len < 3)
    return FALSE;
  vigie_measure_layer_place (self->layer, &vigie_map_measure_points (self)[0], &px, &py);
  return hypot (px - x, py - y) <= NEAR;
}

static void
pressed_cb (VigieMapMeasure *self, double x, double y, int n_press)
{
  VigiePosition position;

  if (n_press > 1)
    {
      vigie_map_measure_end (self);
      return;
    }
  if (vigie_map_measure_is_near_first (self, x, y))
    {
      vigie_map_measure_close_shape (self);
      return;
    }
  vigie_measure_layer_locate (self->layer, x, y, &position);
  vigie_map_measure_set_next (self, NULL, FALSE);
  vigie_map_measure_add (self, &position);
}

static void
pointed_cb (VigieMapMeasure *self, double x, double y)
{
  VigiePosition position;

  /* The cross of the keyboard stays till the pointer is used. */
  if (!self->measuring || self->points->len == 0 || isnan (x))
    {
      if (!self->has_cross)
        vigie_map_measure_set_next (self, NULL, FALSE);
      return;
    }
  vigie_measure_layer_locate (self->layer, x, y, &position);
  vigie_map_measure_set_next (self, &position, FALSE);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static gboolean
layer_key_cb (VigieMapMeasure *self, guint key, guint code, GdkModifierType modifiers)
{
  return vigie_map_measure_key (self, key, modifiers);
}

/* On the bar Enter is the button's. */
static gboolean
bar_key_cb (VigieMapMeasure *self, guint key, guint code, GdkModifierType modifiers)
{
  return key == GDK_KEY_Escape || key == GDK_KEY_BackSpace
             ? vigie_map_measure_key (self, key, modifiers)
             : GDK_EVENT_PROPAGATE;
}

/* ---- The bar --------------------------------------------------------------------------------- */

static void
copy_cb (VigieMapMeasure *self)
{
  g_autofree char *text = vigie_map_measure_to_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->bar), text);
  gtk_widget_activate_action (self->bar, "win.notice", "s", _ ("Measurement copied"));
}

static void
again_cb (VigieMapMeasure *self)
{
  vigie_map_measure_start (self, NULL);
}

static GtkWidget *
new_button (VigieMapMeasure *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkLabel *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
make_bar (VigieMapMeasure *self)
{
  GtkWidget *wrap = GTK_WIDGET (adw_wrap_box_new ());
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->bar = g_object_ref_sink (wrap);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (wrap), 12);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (wrap), 6);
  self->result = new_label ("vigie-card-value");
  self->hint = new_label ("vigie-card-dim");
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "vigie-card-small");
  gtk_label_set_width_chars (self->hint, 22);
  gtk_label_set_max_width_chars (self->hint, 54);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->result));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->hint));
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  self->undo_button = new_button (self, "edit-undo-symbolic", _ ("Remove Last Point"),
                                  G_CALLBACK (vigie_map_measure_remove_last));
  self->close_button = new_button (self, "object-rotate-right-symbolic", _ ("Close Shape"),
                                   G_CALLBACK (vigie_map_measure_close_shape));
  self->end_button = new_button (self, "object-select-symbolic", _ ("Finish"),
                                 G_CALLBACK (vigie_map_measure_end));
  self->copy_button
      = new_button (self, "edit-copy-symbolic", _ ("Copy Measurement"), G_CALLBACK (copy_cb));
  gtk_box_append (GTK_BOX (buttons), self->undo_button);
  gtk_box_append (GTK_BOX (buttons), self->close_button);
  gtk_box_append (GTK_BOX (buttons), self->end_button);
  gtk_box_append (GTK_BOX (buttons), self->copy_button);
  gtk_box_append (GTK_BOX (buttons), new_button (self, "view-refresh-symbolic",
                                                 _ ("New Measurement"), G_CALLBACK (again_cb)));
  gtk_box_append (GTK_BOX (buttons),
                  new_button (self, "window-close-symbolic", _ ("Clear Measurement"),
                              G_CALLBACK (vigie_map_measure_stop)));
  adw_wrap_box_append (ADW_WRAP_BOX (wrap), words);
  adw_wrap_box_append (ADW_WRAP_BOX (wrap), buttons);
  gtk_accessible_update_property (GTK_ACCESSIBLE (wrap), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Measurement"), -1);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (bar_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (wrap, keys);
}

/* Another feature took the bar's place. */
static void
bar_cb (VigieMapMeasure *self)
{
  if (vigie_map_view_get_bar (self->map) != self->bar)
    vigie_map_measure_stop (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
show_bar (VigieMapMeasure *self)
{
  update (self);
  vigie_map_view_set_bar (self->map, self->bar);
}

void
vigie_map_measure_start (VigieMapMeasure *self, const VigiePosition *from)
{
  g_array_set_size (self->points, 0);
  self->closed = FALSE;
  vigie_map_measure_set_next (self, NULL, FALSE);
  set_measuring (self, TRUE);
  show_bar (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->layer));
  if (from != NULL)
    vigie_map_measure_add (self, from);
  else
    vigie_map_measure_announce (self, hint_words (self));
}

void
vigie_map_measure_show (VigieMapMeasure *self, const VigiePosition *from, const VigiePosition *to)
{
  g_array_set_size (self->points, 0);
  self->closed = FALSE;
  g_array_append_val (self->points, *from);
  g_array_append_val (self->points, *to);
  set_measuring (self, FALSE);
  show_bar (self);
  announce_result (self);
}

void
vigie_map_measure_stop (VigieMapMeasure *self)
{
  gboolean had_focus = (gtk_widget_get_state_flags (self->bar) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
                       || gtk_widget_has_focus (GTK_WIDGET (self->layer));

  g_array_set_size (self->points, 0);
  self->closed = FALSE;
  set_measuring (self, FALSE);
  update (self);
  if (vigie_map_view_get_bar (self->map) == self->bar)
    vigie_map_view_set_bar (self->map, NULL);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

gboolean
vigie_map_measure_get_measuring (VigieMapMeasure *self)
{
  return self->measuring;
}

guint
vigie_map_measure_get_n_points (VigieMapMeasure *self)
{
  return self->points->len;
}

static void
vigie_map_measure_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MEASURING:
      g_value_set_boolean (value, VIGIE_MAP_MEASURE (object)->measuring);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_map_measure_dispose (GObject *object)
{
  VigieMapMeasure *self = VIGIE_MAP_MEASURE (object);

  if (self->map != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->map, self);
      if (vigie_map_view_get_bar (self->map) == self->bar)
        vigie_map_view_set_bar (self->map, NULL);
      self->map = NULL;
    }
  g_clear_object (&self->layer);
  g_clear_object (&self->bar);
  G_OBJECT_CLASS (vigie_map_measure_parent_class)->dispose (object);
}

static void
vigie_map_measure_finalize (GObject *object)
{
  g_array_unref (VIGIE_MAP_MEASURE (object)->points);
  G_OBJECT_CLASS (vigie_map_measure_parent_class)->finalize (object);
}

static void
vigie_map_measure_class_init (VigieMapMeasureClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = vigie_map_measure_get_property;
  G_OBJECT_CLASS (klass)->dispose = vigie_map_measure_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_map_measure_finalize;
  props[PROP_MEASURING]
      = g_param_spec_boolean ("measuring", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
vigie_map_measure_init (VigieMapMeasure *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (VigiePosition));
}

VigieMapMeasure *
vigie_map_measure_new (const VigieMapParts *parts, VigieMeasureLayer *layer)
{
  VigieMapMeasure *self = g_object_new (VIGIE_TYPE_MAP_MEASURE, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->map = parts->map;
  self->layer = g_object_ref (layer);
  make_bar (self);
  g_signal_connect_object (layer, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "pointed", G_CALLBACK (pointed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (layer_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (layer), keys);
  g_signal_connect_object (parts->map, "notify::bar", G_CALLBACK (bar_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (layer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Measurement on the map"), -1);
  update (self);
  return self;
}
