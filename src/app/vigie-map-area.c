/* vigie-map-area.c: the sites in a box that a person draws on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-area.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-announce.h"
#include "vigie-band-layer.h"
#include "vigie-map-area-words.h"
#include "vigie-mark.h"
#include "vigie-save.h"
#include "vigie-words.h"

/* A drag of fewer pixels each way is a click. */
#define LEAST_DRAG 6
/* The box that the keyboard begins with, and what an arrow widens it by, px. */
#define KEY_BOX 160
#define KEY_STEP 40
#define LEAST_KEY_BOX 20

struct _VigieMapArea
{
  GObject parent_instance;

  VigieMapParts parts;
  VigieSiteLayer *layer;    /* of the map */
  VigieBandLayer *band;     /* owned */
  GSimpleAction *action;    /* owned: map.select-area */
  GtkEventController *drag; /* of the map */
  GtkEventController *keys; /* of the map */
  GtkWidget *bar;           /* owned */
  GtkWidget *title, *states, *mark, *filter, *export;
  VigieTerritory *territory; /* owned, or NULL: of the sites */
  GPtrArray *sites;          /* owned: VigieSite; or NULL */
  gboolean showing;          /* it is the view's bar that is set */
};

G_DEFINE_FINAL_TYPE (VigieMapArea, vigie_map_area, G_TYPE_OBJECT)

/* ---- In words -------------------------------------------------------------------------------- */

char *
vigie_map_area_describe (VigieMapArea *self)
{
  guint n = self->sites != NULL ? self->sites->len : 0;
  g_autofree char *number = vigie_words_number (n, 0);

  if (n == 0)
    return g_strdup (_ ("No site in this area"));
  return g_strdup_printf (ngettext ("%s site selected", "%s sites selected", n), number);
}

/* ---- What is selected ------------------------------------------------------------------------ */

static void
update_bar (VigieMapArea *self)
{
  g_autofree char *title = vigie_map_area_describe (self);
  g_autofree char *states = NULL;
  gboolean any = self->sites != NULL && self->sites->len > 0;
  VigieGlyphLook worst = VIGIE_GLYPH_NORMAL;

  if (self->sites == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->title), _ ("Draw a box on the map"));
      gtk_label_set_label (GTK_LABEL (self->states),
                           _ ("With the pointer, or with Shift and the arrow keys"));
    }
  else
    {
      states = vigie_map_area_describe_states (self->sites, &worst);
      gtk_label_set_label (GTK_LABEL (self->title), title);
      gtk_label_set_label (GTK_LABEL (self->states), states);
    }
  gtk_widget_set_visible (self->states, *gtk_label_get_label (GTK_LABEL (self->states)) != '\0');
  gtk_widget_set_visible (self->mark, worst != VIGIE_GLYPH_NORMAL && worst != VIGIE_GLYPH_LATE);
  vigie_mark_set_look (VIGIE_MARK (self->mark), worst,
                       vigie_site_layer_get_link_lost (self->layer));
  gtk_widget_set_visible (self->filter, any);
  gtk_widget_set_visible (self->export, any);
}

static void
show_bar (VigieMapArea *self, gboolean shown)
{
  if (shown == (vigie_map_view_get_bar (self->parts.map) == self->bar))
    return;
  self->showing = TRUE;
  vigie_map_view_set_bar (self->parts.map, shown ? self->bar : NULL);
  self->showing = FALSE;
}

static gboolean
is_armed (VigieMapArea *self)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (self->action));

  return g_variant_get_boolean (state);
}

/* Whether the next drag draws. */
static void
set_armed (VigieMapArea *self, gboolean armed)
{
  g_simple_action_set_state (self->action, g_variant_new_boolean (armed));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->parts.map), armed ? "crosshair" : NULL);
}

static void
take_sites (VigieMapArea *self, const VigieGeoBox *box)
{
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  self->sites = vigie_site_layer_get_sites_in (self->layer, box);
}

static void
announce (VigieMapArea *self)
{
  g_autofree char *title = vigie_map_area_describe (self);
  VigieGlyphLook worst;
  g_autofree char *states = vigie_map_area_describe_states (self->sites, &worst);
  g_autofree char *words = NULL;

  if (*states == '\0')
    words = g_steal_pointer (&title);
  else
    /* Translators: for a screen reader: « 12 sites sélectionnés : 1 critique et 11 normal » */
    words = g_strdup_printf (C_ ("sites: states", "%1$s: %2$s"), title, states);
  vigie_announce (GTK_ACCESSIBLE (self->layer), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
vigie_map_area_select (VigieMapArea *self, const VigieGeoBox *box)
{
  g_return_if_fail (VIGIE_IS_MAP_AREA (self));

  vigie_band_layer_set_box (self->band, box);
  vigie_site_layer_set_area (self->layer, box);
  if (box != NULL)
    take_sites (self, box);
  else
    g_clear_pointer (&self->sites, g_ptr_array_unref);
  set_armed (self, FALSE);
  update_bar (self);
  show_bar (self, box != NULL);
}

GPtrArray *
vigie_map_area_get_sites (VigieMapArea *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_AREA (self), NULL);
  return self->sites;
}

GtkWidget *
vigie_map_area_get_bar (VigieMapArea *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_AREA (self), NULL);
  return self->bar;
}

/* Sites came, went, moved, are filtered, or do otherwise. */
static void
follow (VigieMapArea *self)
{
  VigieGeoBox box;

  if (self->sites == NULL || !vigie_band_layer_get_box (self->band, &box))
    return;
  take_sites (self, &box);
  update_bar (self);
}

static void
states_changed_cb (VigieMapArea *self)
{
  if (self->sites != NULL)
    update_bar (self);
}

static void
territory_cb (VigieMapArea *self)
{
  VigieTerritory *territory = vigie_site_layer_get_territory (self->layer);

  if (self->territory == territory)
    return;
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_func (self->territory, states_changed_cb, self);
  g_set_object (&self->territory, territory);
  if (territory != NULL)
    g_signal_connect_object (territory, "changed", G_CALLBACK (states_changed_cb), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  vigie_map_area_select (self, NULL);
}

/* Another feature put its bar in the place of this one. */
static void
bar_cb (VigieMapArea *self)
{
  if (!self->showing && vigie_map_view_get_bar (self->parts.map) != self->bar
      && (self->sites != NULL || is_armed (self)))
    vigie_map_area_select (self, NULL);
}

static void
scheme_cb (VigieMapArea *self)
{
  vigie_band_layer_set_scheme (self->band, vigie_map_view_get_shown_scheme (self->parts.map));
}

/* ---- What is done with it -------------------------------------------------------------------- */

static void
select_area_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapArea *self = user_data;
  gboolean armed = !is_armed (self);

  vigie_map_area_select (self, NULL);
  if (!armed)
    return;
  set_armed (self, TRUE);
  show_bar (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->layer));
  vigie_announce (GTK_ACCESSIBLE (self->layer), gtk_label_get_label (GTK_LABEL (self->states)),
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
filter_cb (VigieMapArea *self)
{
  g_autoptr (VigieFilters) filters
      = vigie_filters_copy (vigie_site_model_get_filters (self->parts.model));
  VigieGeoBox box;

  if (!vigie_band_layer_get_box (self->band, &box))
    return;
  vigie_filters_set_area (filters, &box);
  vigie_map_area_select (self, NULL);
  vigie_site_model_set_filters (self->parts.model, filters);
  if (vigie_panes_get_mode (self->parts.panes) == VIGIE_PANES_SINGLE)
    vigie_panes_set_single (self->parts.panes, VIGIE_PANE_LIST);
  vigie_site_list_focus_rows (self->parts.list);
}

static void
export_cb (VigieMapArea *self)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->sites == NULL)
    return;
  bytes = vigie_map_area_to_csv (self->sites, vigie_words_default_zone ());
  /* Translators: the name proposed for a file, the sites of an area of the map as a table */
  vigie_save_table (GTK_WIDGET (self->parts.map), _ ("Selected sites"), bytes);
}

static void
close_cb (VigieMapArea *self)
{
  vigie_map_area_select (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->layer));
}

/* ---- Pointer --------------------------------------------------------------------------------- */

/* On the map itself, not on what floats above it. */
static gboolean
is_on_map (VigieMapArea *self, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->parts.map), x, y, GTK_PICK_DEFAULT);

  return at != NULL && gtk_widget_get_ancestor (at, SHUMATE_TYPE_MAP) != NULL;
}

static gboolean
locate (VigieMapArea *self, double x, double y, double dx, double dy, VigieGeoBox *box)
{
  graphene_point_t at;

  return gtk_widget_compute_point (GTK_WIDGET (self->parts.map), GTK_WIDGET (self->band),
                                   &GRAPHENE_POINT_INIT ((float) x, (float) y), &at)
         && vigie_band_layer_locate (self->band, at.x, at.y, at.x + dx, at.y + dy, box);
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, VigieMapArea *self)
{
  GdkModifierType modifiers
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag));
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;

  if ((!shift && !is_armed (self)) || !is_on_map (self, x, y))
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
  else if (is_armed (self))
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
drag_box (GtkGestureDrag *drag, double dx, double dy, VigieMapArea *self, VigieGeoBox *box)
{
  double x, y;

  return fabs (dx) >= LEAST_DRAG && fabs (dy) >= LEAST_DRAG
         && gtk_gesture_drag_get_start_point (drag, &x, &y) && locate (self, x, y, dx, dy, box);
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, VigieMapArea *self)
{
  VigieGeoBox box;

  /* With Shift only a drag is ours, a click is that of the sign. */
  if (!drag_box (drag, dx, dy, self, &box))
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  vigie_band_layer_set_box (self->band, &box);
  vigie_site_layer_set_area (self->layer, &box);
}

static void
drag_end_cb (GtkGestureDrag *drag, double dx, double dy, VigieMapArea *self)
{
  VigieGeoBox box;

  if (!drag_box (drag, dx, dy, self, &box))
    return;
  vigie_map_area_select (self, &box);
  announce (self);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* The box that the keyboard begins with: around the sign that it is on, else in the middle. */
static gboolean
first_box (VigieMapArea *self, VigieGeoBox *box)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self->band)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self->band)) / 2.0;
  VigieSiteHint hint;

  if (vigie_site_layer_get_hint (self->layer, &hint) && hint.keyboard)
    {
      x = hint.x;
      y = hint.y;
    }
  return vigie_band_layer_locate (self->band, x - KEY_BOX / 2.0, y - KEY_BOX / 2.0,
                                  x + KEY_BOX / 2.0, y + KEY_BOX / 2.0, box);
}

/* Moves the side of the box that an arrow points to outwards, or the one across after it. */
static gboolean
move_side (VigieMapArea *self, int dx, int dy, gboolean inwards)
{
  VigieGeoBox box;
  graphene_rect_t rect;
  double x0, y0, x1, y1;

  if (!vigie_band_layer_get_box (self->band, &box))
    {
      if (!first_box (self, &box))
        return FALSE;
      vigie_map_area_select (self, &box);
      announce (self);
      return TRUE;
    }
  if (!vigie_band_layer_project (self->band, &box, &rect))
    return FALSE;
  x0 = rect.origin.x;
  y0 = rect.origin.y;
  x1 = x0 + rect.size.width;
  y1 = y0 + rect.size.height;
  *((dx > 0) != inwards ? &x1 : &x0) += dx * KEY_STEP;
  *((dy > 0) != inwards ? &y1 : &y0) += dy * KEY_STEP;
  if (x1 - x0 < LEAST_KEY_BOX || y1 - y0 < LEAST_KEY_BOX
      || !vigie_band_layer_locate (self->band, x0, y0, x1, y1, &box))
    return TRUE;
  vigie_map_area_select (self, &box);
  announce (self);
  return TRUE;
}

/* The tool that measures has its own use for these keys while it does. */
static gboolean
is_measuring (VigieMapArea *self)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->parts.actions), "measure");

  return state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN)
         && g_variant_get_boolean (state);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType modifiers,
                VigieMapArea *self)
{
  gboolean inwards = (modifiers & GDK_CONTROL_MASK) != 0;

  if (keyval == GDK_KEY_Escape && (self->sites != NULL || is_armed (self)))
    {
      close_cb (self);
      return GDK_EVENT_STOP;
    }
  if ((modifiers & GDK_SHIFT_MASK) == 0 || (modifiers & GDK_ALT_MASK) != 0 || is_measuring (self)
      || !gtk_widget_is_focus (GTK_WIDGET (self->layer)))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_side (self, -1, 0, inwards);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_side (self, 1, 0, inwards);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_side (self, 0, -1, inwards);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_side (self, 0, 1, inwards);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- The bar --------------------------------------------------------------------------------- */

static GtkWidget *
new_label (GtkWidget *box, const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
build_bar (VigieMapArea *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *line, *texts, *close, *buttons;

  self->bar = g_object_ref_sink (bar);
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_box_append (GTK_BOX (bar), line);
  self->mark = vigie_mark_new ();
  gtk_widget_set_valign (self->mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), self->mark);
  texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), texts);
  self->title = new_label (texts, "heading");
  self->states = new_label (texts, "caption");
  close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_set_tooltip_text (close, _ ("End Selection (Escape)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("End Selection"), -1);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (line), close);

  buttons = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (buttons), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (buttons), 8);
  gtk_box_append (GTK_BOX (bar), buttons);
  self->filter = gtk_button_new_with_mnemonic (_ ("_Filter the List"));
  gtk_widget_set_tooltip_text (self->filter,
                               _ ("Show only these sites, in the list and on the map"));
  g_signal_connect_swapped (self->filter, "clicked", G_CALLBACK (filter_cb), self);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), self->filter);
  self->export = gtk_button_new_with_mnemonic (_ ("_Export…"));
  gtk_widget_set_tooltip_text (self->export, _ ("Save these sites as a table"));
  g_signal_connect_swapped (self->export, "clicked", G_CALLBACK (export_cb), self);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), self->export);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Selection on the map"), -1);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_map_area_dispose (GObject *object)
{
  VigieMapArea *self = VIGIE_MAP_AREA (object);

  if (self->parts.map != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->layer, self);
      if (self->territory != NULL)
        g_signal_handlers_disconnect_by_data (self->territory, self);
      self->showing = TRUE;
      if (vigie_map_view_get_bar (self->parts.map) == self->bar)
        vigie_map_view_set_bar (self->parts.map, NULL);
      vigie_site_layer_set_area (self->layer, NULL);
      vigie_map_view_remove_layer (self->parts.map, SHUMATE_LAYER (self->band));
      gtk_widget_remove_controller (GTK_WIDGET (self->parts.map), self->drag);
      gtk_widget_remove_controller (GTK_WIDGET (self->parts.map), self->keys);
      g_action_map_remove_action (self->parts.actions, "select-area");
    }
  self->parts.map = NULL;
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_clear_object (&self->territory);
  g_clear_object (&self->band);
  g_clear_object (&self->bar);
  g_clear_object (&self->action);
  G_OBJECT_CLASS (vigie_map_area_parent_class)->dispose (object);
}

static void
vigie_map_area_class_init (VigieMapAreaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_area_dispose;
}

static void
vigie_map_area_init (VigieMapArea *self)
{
}

static void
add_controllers (VigieMapArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before the map, which would move, and the signs. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  self->drag = GTK_EVENT_CONTROLLER (drag);
  gtk_widget_add_controller (GTK_WIDGET (self->parts.map), self->drag);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  self->keys = keys;
  gtk_widget_add_controller (GTK_WIDGET (self->parts.map), keys);
}

VigieMapArea *
vigie_map_area_new (const VigieMapParts *parts)
{
  VigieMapArea *self = g_object_new (VIGIE_TYPE_MAP_AREA, NULL);
  g_autoptr (GMenu) section = g_menu_new ();

  self->parts = *parts;
  self->layer = vigie_map_view_get_site_layer (parts->map);
  self->band = g_object_ref_sink (vigie_band_layer_new (vigie_map_view_get_viewport (parts->map)));
  vigie_map_view_add_layer (parts->map, SHUMATE_LAYER (self->band), VIGIE_MAP_RANK_TOOLS);
  self->action = g_simple_action_new_stateful ("select-area", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->action, "activate", G_CALLBACK (select_area_action), self,
                           G_CONNECT_DEFAULT);
  g_action_map_add_action (parts->actions, G_ACTION (self->action));
  g_menu_append (section, _ ("_Select an Area"), "map.select-area");
  g_menu_append_section (parts->tools, NULL, G_MENU_MODEL (section));

  build_bar (self);
  add_controllers (self);
  g_signal_connect_object (self->layer, "places-changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::bar", G_CALLBACK (bar_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::shown-scheme", G_CALLBACK (scheme_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  scheme_cb (self);
  territory_cb (self);
  update_bar (self);
  return self;
}
