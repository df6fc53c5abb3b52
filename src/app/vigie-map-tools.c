/* vigie-map-tools.c: the map's tools: distances, the depot, a mark, other programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-tools-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-geodesy-text.h"
#include "vigie-map-page-memory.h"

#define DEPOTS "map-depots"
/* Characters of a name that is part of a sentence. */
#define LONGEST_NAME 60

G_DEFINE_FINAL_TYPE (VigieMapTools, vigie_map_tools, G_TYPE_OBJECT)

/* ---- References ------------------------------------------------------------------------------ */

gboolean
vigie_map_tools_place_of (VigieSite *site, VigiePosition *place)
{
  *place = (VigiePosition) {vigie_site_get_lat (site), vigie_site_get_lon (site)};
  return vigie_position_is_valid (place);
}

char *
vigie_map_tools_name_of (VigieSite *site)
{
  return g_utf8_truncate_middle (vigie_site_get_name (site), LONGEST_NAME);
}

gboolean
vigie_map_tools_get_depot (VigieMapTools *self, VigiePosition *place)
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
  if (vigie_map_tools_get_depot (self, place))
    {
      if (name != NULL)
        /* Translators: a place that distances are told from: where the vans start */
        *name = g_strdup (_ ("the depot"));
      return TRUE;
    }
  if (self->former == NULL || !vigie_map_tools_place_of (self->former, place))
    return FALSE;
  if (name != NULL)
    *name = vigie_map_tools_name_of (self->former);
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
  if (self->site != NULL && vigie_map_tools_place_of (self->site, &to)
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
  notice (self, _ ("No app on this computer can open places: the address was copied"));
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
  notice (user_data, _ ("The site panel shows how far it is from here"));
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

static void
context_menu_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  vigie_map_tools_popup_by_key (user_data);
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
  vigie_map_tools_make_menu (self);
  add_actions (self);
  g_menu_append (section, _ ("Measure Distance"), "map.measure");
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
