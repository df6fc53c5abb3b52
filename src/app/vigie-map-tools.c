/* vigie-map-tools.c: the map's context menu and tools.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-tools.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-geodesy-text.h"
#include "vigie-map-export.h"
#include "vigie-map-page-memory.h"
#include "vigie-map-tools-nearest.h"
#include "vigie-text.h"
#include "vigie-words.h"

#define DEPOTS "map-depots"
#define LONGEST_NAME 60

struct _VigieMapTools
{
  GObject parent_instance;

  VigieMapParts parts;
  VigieSitePanel *panel;    /* of the page, or NULL */
  VigieMeasureLayer *layer; /* owned */
  VigieMapMeasure *measure; /* owned */
  VigieMapExport *export;   /* owned */
  GSimpleAction *action;    /* owned: map.measure */
  GMenu *menu;              /* owned: of the context menu */
  GtkWidget *popover;       /* owned */
  guint open_source;        /* it opens, or grows */
  GMenu *nearest_section;   /* owned: part of the menu */
  VigieMapNearest *nearest; /* owned, or NULL: being looked for */
  VigiePosition place;      /* that the menu is of */
  VigieCommunes *communes;  /* owned, or NULL */
  VigieSite *site;          /* owned, or NULL: the one chosen */
  VigieSite *former;        /* owned, or NULL: the one chosen before */
};

G_DEFINE_FINAL_TYPE (VigieMapTools, vigie_map_tools, G_TYPE_OBJECT)

/* ---- References ------------------------------------------------------------------------------ */

static gboolean
place_of (VigieSite *site, VigiePosition *place)
{
  *place = (VigiePosition) {vigie_site_get_lat (site), vigie_site_get_lon (site)};
  return vigie_position_is_valid (place);
}

static gboolean
get_depot (VigieMapTools *self, VigiePosition *place)
{
  const char *server = vigie_context_get_server (self->parts.context);
  g_autoptr (GVariant) kept = NULL;

  if (server == NULL)
    return FALSE;
  kept = vigie_map_memory_get (vigie_context_get_settings (self->parts.context), DEPOTS, server);
  if (kept == NULL)
    return FALSE;
  g_variant_get (kept, "(dd)", &place->lat, &place->lon);
  return vigie_position_is_valid (place);
}

gboolean
vigie_map_tools_get_reference (VigieMapTools *self, VigiePosition *place, char **name)
{
  if (get_depot (self, place))
    {
      if (name != NULL)
        /* Translators: a place that distances are told from: where the vans start */
        *name = g_strdup (_ ("the depot"));
      return TRUE;
    }
  if (self->former == NULL || !place_of (self->former, place))
    return FALSE;
  if (name != NULL)
    *name = g_utf8_truncate_middle (vigie_site_get_name (self->former), LONGEST_NAME);
  return TRUE;
}

char *
vigie_map_tools_way_words (const char *name, const VigiePosition *from, const VigiePosition *to)
{
  double bearing, length = vigie_geodesy_inverse (from, to, &bearing);
  g_autofree char *distance = vigie_geodesy_words_distance (length);
  g_autofree char *direction = NULL;

  /* Closer than that they are one place, and a direction would be noise. */
  if (length < 1)
    /* Translators: %s is a site, or « le dépôt » */
    return g_strdup_printf (_ ("In the same place as %s"), name);
  direction = vigie_geodesy_words_bearing (bearing);
  /* Translators: how far, in which direction, from what: « 2,89 km, 49° (nord-est), depuis Déchèterie de Caudan, à vol
   * d’oiseau » */
  return g_strdup_printf (_ ("%1$s, %2$s, from %3$s, as the crow flies"), distance, direction,
                          name);
}

static void
update_panel (VigieMapTools *self)
{
  g_autofree char *name = NULL, *words = NULL;
  VigiePosition from, to;

  if (self->panel == NULL)
    return;
  if (self->site != NULL && place_of (self->site, &to)
      && vigie_map_tools_get_reference (self, &from, &name))
    words = vigie_map_tools_way_words (name, &from, &to);
  vigie_site_panel_set_way (self->panel, words);
}

static void
selected_cb (VigieMapTools *self)
{
  VigieSite *site = vigie_map_view_get_selected_site (self->parts.map);

  if (site != NULL && site != self->site)
    {
      if (self->site != NULL)
        g_set_object (&self->former, self->site);
      g_set_object (&self->site, site);
    }
  update_panel (self);
}

/* Another territory: its sites are not those. */
static void
territory_cb (VigieMapTools *self)
{
  g_clear_object (&self->site);
  g_clear_object (&self->former);
  vigie_measure_layer_set_mark (self->layer, NULL, NULL);
  vigie_map_measure_stop (self->measure);
  update_panel (self);
}

void
vigie_map_tools_mark (VigieMapTools *self, const VigiePosition *place, const char *name)
{
  vigie_measure_layer_set_mark (self->layer, place, name);
}

/* ---- Actions --------------------------------------------------------------------------------- */

static void
notice (VigieMapTools *self, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (self->parts.map), "win.notice", "s", words);
}

static void
copy (VigieMapTools *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->parts.map)), text);
}

static void
copy_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, g_variant_get_string (parameter, NULL));
  notice (user_data, _ ("Coordinates copied"));
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieMapTools) self = VIGIE_MAP_TOOLS (user_data);
  g_autoptr (GError) error = NULL;
  const char *uri = gtk_uri_launcher_get_uri (GTK_URI_LAUNCHER (source));

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      || self->parts.map == NULL)
    return;
  copy (self, uri);
  notice (self, _ ("No program of this machine opens places: the address was copied"));
}

static void
open_place_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapTools *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->parts.map));
  g_autoptr (GtkUriLauncher) launcher = NULL;
  g_autofree char *uri = NULL;
  VigiePosition place;

  g_variant_get (parameter, "(dd)", &place.lat, &place.lon);
  uri = vigie_geodesy_uri (&place);
  if (uri == NULL)
    return;
  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                           launched_cb, g_object_ref (self));
}

static void
measuring_cb (VigieMapTools *self)
{
  g_simple_action_set_state (
      self->action, g_variant_new_boolean (vigie_map_measure_get_measuring (self->measure)));
}

static void
measure_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapTools *self = user_data;

  if (vigie_map_measure_get_measuring (self->measure))
    vigie_map_measure_stop (self->measure);
  else
    vigie_map_measure_start (self->measure, NULL);
}

static void
measure_from_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapTools *self = user_data;
  VigiePosition from;

  g_variant_get (parameter, "(dd)", &from.lat, &from.lon);
  vigie_map_measure_start (self->measure, &from);
}

static void
measure_to_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapTools *self = user_data;
  VigiePosition from, to;

  g_variant_get (parameter, "(dddd)", &from.lat, &from.lon, &to.lat, &to.lon);
  if (vigie_position_is_valid (&from) && vigie_position_is_valid (&to))
    vigie_map_measure_show (self->measure, &from, &to);
}

static void
set_depot (VigieMapTools *self, GVariant *place)
{
  const char *server = vigie_context_get_server (self->parts.context);

  if (server == NULL)
    {
      g_variant_unref (g_variant_ref_sink (place));
      return;
    }
  vigie_map_memory_set (vigie_context_get_settings (self->parts.context), DEPOTS, server, place);
  update_panel (self);
}

static void
set_depot_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  double lat, lon;

  g_variant_get (parameter, "(dd)", &lat, &lon);
  set_depot (user_data, g_variant_new ("(dd)", lat, lon));
  notice (user_data, _ ("The panel of a site tells how far it is from here"));
}

static void
clear_depot_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapTools *self = user_data;
  const char *server = vigie_context_get_server (self->parts.context);

  if (server != NULL)
    vigie_map_memory_set (vigie_context_get_settings (self->parts.context), DEPOTS, server, NULL);
  update_panel (self);
}

static void
clear_mark_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  vigie_map_tools_mark (user_data, NULL, NULL);
}

/* ---- The menu -------------------------------------------------------------------------------- */

static void
append (GMenu *section, const char *label, const char *action, GVariant *target)
{
  g_autofree char *escaped = vigie_text_menu_label (label);
  g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (section, item);
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
    return g_strdup_printf (_ ("Copy Coordinates · %s, approximately"), area->name);
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

  append (section, _ ("Measure from Here"), "map.measure-from", place_variant (&self->place));
  if (self->site != NULL && vigie_map_view_get_selected_site (self->parts.map) == self->site
      && place_of (self->site, &from))
    {
      g_autofree char *name
          = g_utf8_truncate_middle (vigie_site_get_name (self->site), LONGEST_NAME);

      append_way (self, section, name, &from);
    }
  if (get_depot (self, &from))
    append_way (self, section, _ ("the depot"), &from);
  vigie_map_view_get_position (self->parts.map, &from.lat, &from.lon, &zoom);
  append_way (self, section, _ ("the middle of the map"), &from);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_rest (VigieMapTools *self, GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  VigiePosition place;

  append (section, _ ("Open in a Map Program"), "map.open-place", place_variant (&self->place));
  append (section, _ ("Our Depot Is Here"), "map.set-depot", place_variant (&self->place));
  if (get_depot (self, &place))
    append (section, _ ("Forget the Depot"), "map.clear-depot", NULL);
  if (vigie_measure_layer_get_mark (self->layer, &place))
    append (section, _ ("Take the Mark Away"), "map.clear-mark", NULL);
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
      g_autofree char *name
          = g_utf8_truncate_middle (vigie_site_get_name (sites[i].site), LONGEST_NAME);
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
fill_menu (VigieMapTools *self)
{
  g_menu_remove_all (self->menu);
  append_copies (self, self->menu);
  append_ways (self, self->menu);
  append_rest (self, self->menu);
  g_menu_remove_all (self->nearest_section);
  g_menu_append_section (self->menu, _ ("Nearest Sites"), G_MENU_MODEL (self->nearest_section));
  g_clear_pointer (&self->nearest, vigie_map_nearest_free);
  self->nearest = vigie_map_nearest_new (vigie_site_model_get_filtered (self->parts.model),
                                         &self->place, nearest_cb, self);
}

void
vigie_map_tools_popup (VigieMapTools *self, double x, double y)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->parts.map), GTK_WIDGET (self->layer),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;
  vigie_measure_layer_locate (self->layer, point.x, point.y, &self->place);
  fill_menu (self);
  if (gtk_widget_get_parent (self->popover) == NULL)
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self->parts.map));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) {(int) x, (int) y, 1, 1});
  queue_open (self);
}

/* By the keyboard: of the sign that it is on, else of the site chosen where it is seen, else of the middle. */
static void
popup_by_key (VigieMapTools *self)
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
  vigie_map_tools_popup (self, x, y);
}

static void
context_menu_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  popup_by_key (user_data);
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
right_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, VigieMapTools *self)
{
  if (!is_on_map (self, x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  vigie_map_tools_popup (self, x, y);
}

static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, VigieMapTools *self)
{
  if (!is_on_map (self, x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  vigie_map_tools_popup (self, x, y);
}

static gboolean
key_cb (VigieMapTools *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_Menu
      && (key != GDK_KEY_F10
          || (modifiers & gtk_accelerator_get_default_mod_mask ()) != GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  popup_by_key (self);
  return GDK_EVENT_STOP;
}

static void
add_controllers (VigieMapTools *self)
{
  GtkWidget *map = GTK_WIDGET (self->parts.map);
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (right_click_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (long_press_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (press));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, keys);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
scheme_cb (VigieMapTools *self)
{
  vigie_measure_layer_set_scheme (self->layer, vigie_map_view_get_shown_scheme (self->parts.map));
}

static void
vigie_map_tools_dispose (GObject *object)
{
  VigieMapTools *self = VIGIE_MAP_TOOLS (object);

  g_clear_handle_id (&self->open_source, g_source_remove);
  g_clear_pointer (&self->nearest, vigie_map_nearest_free);
  if (self->export != NULL)
    g_object_run_dispose (G_OBJECT (self->export));
  g_clear_object (&self->export);
  g_clear_object (&self->measure);
  if (self->parts.map != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->parts.map, self);
      if (self->layer != NULL)
        vigie_map_view_remove_layer (self->parts.map, SHUMATE_LAYER (self->layer));
      if (gtk_widget_get_parent (self->popover) != NULL)
        gtk_widget_unparent (self->popover);
      self->parts.map = NULL;
    }
  g_clear_object (&self->popover);
  g_clear_object (&self->layer);
  g_clear_object (&self->action);
  g_clear_object (&self->menu);
  g_clear_object (&self->nearest_section);
  g_clear_object (&self->communes);
  g_clear_object (&self->site);
  g_clear_object (&self->former);
  G_OBJECT_CLASS (vigie_map_tools_parent_class)->dispose (object);
}

static void
vigie_map_tools_class_init (VigieMapToolsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_tools_dispose;
}

static void
vigie_map_tools_init (VigieMapTools *self)
{
  self->menu = g_menu_new ();
  self->nearest_section = g_menu_new ();
}

static void
add_actions (VigieMapTools *self)
{
  static const GActionEntry entries[] = {
      {.name = "measure-from", .activate = measure_from_action, .parameter_type = "(dd)"},
      {.name = "measure-to", .activate = measure_to_action, .parameter_type = "(dddd)"},
      {.name = "copy", .activate = copy_action, .parameter_type = "s"},
      {.name = "open-place", .activate = open_place_action, .parameter_type = "(dd)"},
      {.name = "set-depot", .activate = set_depot_action, .parameter_type = "(dd)"},
      {.name = "clear-depot", .activate = clear_depot_action},
      {.name = "clear-mark", .activate = clear_mark_action},
      {.name = "context-menu", .activate = context_menu_action},
  };

  g_action_map_add_action_entries (self->parts.actions, entries, G_N_ELEMENTS (entries), self);
  self->action = g_simple_action_new_stateful ("measure", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->action, "activate", G_CALLBACK (measure_action), self,
                           G_CONNECT_DEFAULT);
  g_action_map_add_action (self->parts.actions, G_ACTION (self->action));
}

VigieMapTools *
vigie_map_tools_new (const VigieMapParts *parts, VigieSitePanel *panel)
{
  VigieMapTools *self = g_object_new (VIGIE_TYPE_MAP_TOOLS, NULL);
  g_autoptr (GMenu) section = g_menu_new ();

  self->parts = *parts;
  self->panel = panel;
  self->layer
      = g_object_ref_sink (vigie_measure_layer_new (vigie_map_view_get_viewport (parts->map)));
  vigie_map_view_add_layer (parts->map, SHUMATE_LAYER (self->layer), VIGIE_MAP_RANK_TOOLS);
  self->measure = vigie_map_measure_new (parts, self->layer);
  self->popover = g_object_ref_sink (gtk_popover_menu_new_from_model (G_MENU_MODEL (self->menu)));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("This Place"), -1);
  add_actions (self);
  add_controllers (self);
  append (section, _ ("Measure a Distance"), "map.measure", NULL);
  self->export = vigie_map_export_new (parts, section);
  g_menu_append_section (parts->tools, NULL, G_MENU_MODEL (section));
  g_signal_connect_object (self->measure, "notify::measuring", G_CALLBACK (measuring_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::selected-site", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::shown-scheme", G_CALLBACK (scheme_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  scheme_cb (self);
  selected_cb (self);
  return self;
}

GMenuModel *
vigie_map_tools_get_menu (VigieMapTools *self)
{
  return G_MENU_MODEL (self->menu);
}

VigieMapMeasure *
vigie_map_tools_get_measure (VigieMapTools *self)
{
  return self->measure;
}

void
vigie_map_tools_set_communes (VigieMapTools *self, VigieCommunes *communes)
{
  g_return_if_fail (VIGIE_IS_MAP_TOOLS (self));
  g_set_object (&self->communes, communes);
}
