/* vigie-map-tools-menu.c: the map's context menu: coordinates of a place, ways to it, what is near.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-tools-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-geodesy-text.h"
#include "vigie-map-layers.h"
#include "vigie-text.h"

static void
append (GMenu *section, const char *label, const char *action, GVariant *target)
{
  g_autofree char *escaped = vigie_text_menu_label (label);
  g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (section, item);
}

/* So many characters of what a file says of a place stand in the menu; all of it is copied. */
#define MAX_FOUND 64
/* How far from the place what a file shows may be, in px: a pointer is set on it, the keyboard stands on a sign or in the
 * middle. */
#define REACH 6
#define KEY_REACH 32

/* What a person's own files have there: what a tooltip says, for who has no pointer. */
static void
append_found (VigieMapTools *self, GMenu *menu, double x, double y, double reach)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_auto (GStrv) found = self->parts.layers != NULL
                             ? vigie_map_layers_describe (self->parts.layers, x, y, reach)
                             : NULL;

  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    {
      g_auto (GStrv) lines = g_strsplit (found[i], "\n", -1);
      g_autofree char *words = g_strjoinv (" · ", lines);

      if (g_utf8_strlen (words, -1) > MAX_FOUND)
        {
          g_autofree char *head = g_utf8_substring (words, 0, MAX_FOUND - 1);

          g_free (words);
          words = g_strconcat (head, "…", NULL);
        }
      append (section, words, "map.copy", g_variant_new_string (found[i]));
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    /* Translators: heading of a place’s menu: what the person’s own files show there */
    g_menu_append_section (menu, _ ("In Your Files at This Place"), G_MENU_MODEL (section));
}

/* The heading of the coordinates, with the commune that they are in where that is known. */
static char *
copies_title (VigieMapTools *self)
{
  VigieAreas *areas = self->communes != NULL ? vigie_communes_get_areas (self->communes) : NULL;
  const VigieArea *area
      = areas != NULL ? vigie_areas_find (areas, self->place.lat, self->place.lon) : NULL;

  if (area == NULL)
    return g_strdup (_ ("Copy Coordinates"));
  if (area->approximate)
    /* Translators: heading of a place’s menu; %s is the commune that it is probably in */
    return g_strdup_printf (_ ("Copy Coordinates · %s, approximate"), area->name);
  /* Translators: heading of a place’s menu; %s is the commune that it is in */
  return g_strdup_printf (_ ("Copy Coordinates · %s"), area->name);
}

static void
append_copies (VigieMapTools *self, GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autofree char *texts[] = {vigie_geodesy_words_decimal (&self->place),
                              vigie_geodesy_words_dms (&self->place, 1), NULL};
  g_autofree char *title = NULL;
  double x, y;

  for (guint i = 0; i < 2; i++)
    {
      append (section, texts[i], "map.copy", g_variant_new_string (texts[i]));
      g_free (g_steal_pointer (&texts[i]));
    }
  if (vigie_lambert93_forward (&self->place, &x, &y))
    {
      g_autofree char *words = vigie_geodesy_words_lambert93 (&self->place);
      /* Translators: coordinates in the French projection of that name; %s: « X 221 345 m, Y 6 764 321 m » */
      g_autofree char *label = g_strdup_printf (_ ("Lambert 93: %s"), words);

      append (section, label, "map.copy", g_variant_new_string (words));
    }
  title = copies_title (self);
  g_menu_append_section (menu, title, G_MENU_MODEL (section));
}

static GVariant *
place_variant (const VigiePosition *place)
{
  return g_variant_new ("(dd)", place->lat, place->lon);
}

static void
append_way (VigieMapTools *self, GMenu *section, const char *name, const VigiePosition *from)
{
  g_autofree char *distance = NULL, *label = NULL;
  double bearing, length = vigie_geodesy_inverse (from, &self->place, &bearing);

  if (isnan (length) || length < 1)
    return;
  distance = vigie_geodesy_words_distance (length);
  /* Translators: a menu item: how far a place is from @3, and in which direction from there: « 2,89 km, nord-est, depuis
   * Déchèterie de Caudan » */
  label = g_strdup_printf (_ ("%1$s, %2$s, from %3$s"), distance, vigie_geodesy_compass (bearing),
                           name);
  append (section, label, "map.measure-to",
          g_variant_new ("(dddd)", from->lat, from->lon, self->place.lat, self->place.lon));
}

static void
append_ways (VigieMapTools *self, GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  VigiePosition from;
  double zoom;

  append (section, _ ("Measure From Here"), "map.measure-from", place_variant (&self->place));
  if (self->site != NULL && vigie_map_view_get_selected_site (self->parts.map) == self->site
      && vigie_map_tools_place_of (self->site, &from))
    {
      g_autofree char *name = vigie_map_tools_name_of (self->site);

      append_way (self, section, name, &from);
    }
  if (vigie_map_tools_get_depot (self, &from))
    append_way (self, section, _ ("the depot"), &from);
  vigie_map_view_get_position (self->parts.map, &from.lat, &from.lon, &zoom);
  append_way (self, section, _ ("the centre of the map"), &from);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_rest (VigieMapTools *self, GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  VigiePosition place;

  append (section, _ ("Open in a Map App"), "map.open-place", place_variant (&self->place));
  append (section, _ ("Set Depot Here"), "map.set-depot", place_variant (&self->place));
  if (vigie_map_tools_get_depot (self, &place))
    append (section, _ ("Forget Depot"), "map.clear-depot", NULL);
  if (vigie_measure_layer_get_mark (self->layer, &place))
    append (section, _ ("Remove Marker"), "map.clear-mark", NULL);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static gboolean
open_cb (gpointer user_data)
{
  VigieMapTools *self = user_data;

  self->open_source = 0;
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_queue_resize (self->popover);
  gtk_popover_present (GTK_POPOVER (self->popover));
  return G_SOURCE_REMOVE;
}

/* GTK sets the separators and headings of a menu's sections in an idle of its own: a popover that opens, or is open, before
 * it is too low for its last items. */
static void
queue_open (VigieMapTools *self)
{
  if (self->open_source == 0)
    self->open_source = g_idle_add (open_cb, self);
}

static void
nearest_cb (const VigieMapNearestSite *sites, guint n, gpointer user_data)
{
  VigieMapTools *self = user_data;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = vigie_map_tools_name_of (sites[i].site);
      g_autofree char *distance = vigie_geodesy_words_distance (sites[i].distance);
      /* Translators: a menu item: a site, and how far it is */
      g_autofree char *label = g_strdup_printf (_ ("%1$s, %2$s"), name, distance);

      append (self->nearest_section, label, "win.show-site",
              g_variant_new_string (vigie_site_get_id (sites[i].site)));
    }
  if (gtk_widget_get_visible (self->popover))
    queue_open (self);
}

static void
fill_menu (VigieMapTools *self, double x, double y, double reach)
{
  g_menu_remove_all (self->menu);
  append_found (self, self->menu, x, y, reach);
  append_copies (self, self->menu);
  append_ways (self, self->menu);
  append_rest (self, self->menu);
  g_menu_remove_all (self->nearest_section);
  g_menu_append_section (self->menu, _ ("Nearest Sites"), G_MENU_MODEL (self->nearest_section));
  g_clear_pointer (&self->nearest, vigie_map_nearest_free);
  self->nearest = vigie_map_nearest_new (vigie_site_model_get_filtered (self->parts.model),
                                         &self->place, nearest_cb, self);
}

static void
popup_at (VigieMapTools *self, double x, double y, double reach)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->parts.map), GTK_WIDGET (self->layer),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;
  vigie_measure_layer_locate (self->layer, point.x, point.y, &self->place);
  fill_menu (self, x, y, reach);
  if (gtk_widget_get_parent (self->popover) == NULL)
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self->parts.map));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) {(int) x, (int) y, 1, 1});
  queue_open (self);
}

void
vigie_map_tools_popup (VigieMapTools *self, double x, double y)
{
  popup_at (self, x, y, REACH);
}

void
vigie_map_tools_popup_by_key (VigieMapTools *self)
{
  GtkWidget *map = GTK_WIDGET (self->parts.map);
  VigieSiteLayer *sites = vigie_map_view_get_site_layer (self->parts.map);
  VigieSite *chosen = vigie_map_view_get_selected_site (self->parts.map);
  double x = gtk_widget_get_width (map) / 2.0, y = gtk_widget_get_height (map) / 2.0;
  graphene_point_t point;
  VigieSiteHint hint;
  gboolean found = FALSE;
  guint n_sites;

  if (vigie_site_layer_get_hint (sites, &hint) && hint.keyboard)
    {
      x = hint.x;
      y = hint.y;
      found = TRUE;
    }
  else if (chosen != NULL)
    found = vigie_site_layer_locate (sites, chosen, &x, &y, &n_sites);
  if (found
      && gtk_widget_compute_point (GTK_WIDGET (sites), map,
                                   &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    {
      x = point.x;
      y = point.y;
    }
  popup_at (self, x, y, KEY_REACH);
}

/* The map itself, not a card or a button over it. */
static gboolean
is_on_map (VigieMapTools *self, double x, double y)
{
  GtkWidget *map = GTK_WIDGET (self->parts.map);
  GtkWidget *picked = gtk_widget_pick (map, x, y, GTK_PICK_DEFAULT);

  return picked != NULL
         && (picked == map || gtk_widget_get_ancestor (picked, SHUMATE_TYPE_MAP) != NULL);
}

static void
popup_of (VigieMapTools *self, GtkGesture *gesture, double x, double y)
{
  if (!is_on_map (self, x, y))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  vigie_map_tools_popup (self, x, y);
}

static void
right_click_cb (VigieMapTools *self, int n_press, double x, double y, GtkGesture *gesture)
{
  popup_of (self, gesture, x, y);
}

static void
long_press_cb (VigieMapTools *self, double x, double y, GtkGesture *gesture)
{
  popup_of (self, gesture, x, y);
}

static gboolean
key_cb (VigieMapTools *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_Menu
      && (key != GDK_KEY_F10
          || (modifiers & gtk_accelerator_get_default_mod_mask ()) != GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  vigie_map_tools_popup_by_key (self);
  return GDK_EVENT_STOP;
}

static void
add_controllers (VigieMapTools *self)
{
  GtkWidget *map = GTK_WIDGET (self->parts.map);
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (right_click_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (long_press_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (press));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, keys);
}

void
vigie_map_tools_make_menu (VigieMapTools *self)
{
  self->menu = g_menu_new ();
  self->nearest_section = g_menu_new ();
  self->popover = g_object_ref_sink (gtk_popover_menu_new_from_model (G_MENU_MODEL (self->menu)));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_add_css_class (self->popover, "vigie-plain-menu");
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("This Place"), -1);
  add_controllers (self);
}

GMenuModel *
vigie_map_tools_get_menu (VigieMapTools *self)
{
  return G_MENU_MODEL (self->menu);
}
