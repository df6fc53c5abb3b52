/* vigie-map-page.c: the page « Carte »: list of sites, map, panel of the site chosen.
 *
 * The page holds which site is chosen; list, map and panel show it, and tell when a person chose
 * another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-page-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-map-page-memory.h"
#include "vigie-map-parts.h"
#include "vigie-map-setup.h"
#include "vigie-attendance-model.h"
#include "vigie-text.h"
#include "vigie-words.h"

#define LIST_WIDTH 332
#define PANEL_WIDTH 440
#define COMPACT_LIST_WIDTH 290
#define COMPACT_PANEL_WIDTH 352

enum
{
  PROP_SITE = 1,
  PROP_MODE,
  PROP_COMPACT,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_TOP_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMapPage, vigie_map_page, GTK_TYPE_WIDGET)

/* ---- The site chosen ------------------------------------------------------------------------- */

static void
show_site (VigieMapPage *self, VigieSite *site, gboolean open)
{
  g_autofree char *source = vigie_context_dup_source (self->context);

  g_clear_pointer (&self->wanted, g_free);
  if (g_set_object (&self->site, site))
    {
      vigie_site_list_set_selected (self->list, site);
      if (site != NULL)
        vigie_map_view_show_site (self->map, site);
      else
        vigie_map_view_set_selected_site (self->map, NULL);
      vigie_site_panel_set_site (self->panel, site, source);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SITE]);
    }
  vigie_panes_set_panel_open (self->panes, site != NULL && open);
  g_signal_emit (self, signals[SIGNAL_TOP_CHANGED], 0);
}

static void
list_selected_cb (VigieMapPage *self)
{
  VigieSite *site = vigie_site_list_get_selected (self->list);

  /* On one page at a time, going through the list with the arrows does not leave it. */
  if (site != NULL && site != self->site)
    show_site (self, site, vigie_panes_get_mode (self->panes) != VIGIE_PANES_SINGLE);
}

static void
list_activated_cb (VigieMapPage *self, VigieSite *site)
{
  show_site (self, site, TRUE);
  vigie_site_panel_focus (self->panel);
}

static void
map_activated_cb (VigieMapPage *self, VigieSite *site)
{
  show_site (self, site, TRUE);
}

/* The list is the map in words: what the keyboard comes to on the map has its row there. Nothing is chosen by it. */
static void
map_walked_cb (VigieMapPage *self, VigieSiteLayer *layer)
{
  VigieSite *site;

  /* Once the keyboard is elsewhere the mark stays: from the map to the list, it comes to the same site. */
  if (vigie_site_layer_get_walked (layer, &site))
    vigie_site_list_set_marked (self->list, site);
}

/* A double click: all of the site, on its own page. */
static void
map_opened_cb (VigieMapPage *self, VigieSite *site)
{
  show_site (self, site, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-site", "s", vigie_site_get_id (site));
}

static void
panel_closed_cb (VigieMapPage *self)
{
  vigie_map_page_back (self);
}

/* A site that was asked for before it came. */
static void
look_for_wanted (VigieMapPage *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieSite *site;

  if (self->wanted == NULL || territory == NULL)
    return;
  site = vigie_territory_find_site (territory, self->wanted);
  if (site != NULL)
    show_site (self, site, TRUE);
}

/* The server removed the site chosen. */
static void
sites_changed_cb (VigieMapPage *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  look_for_wanted (self);
  if (self->site != NULL && territory != NULL
      && vigie_territory_find_site (territory, vigie_site_get_id (self->site)) != self->site)
    {
      g_autofree char *id = g_strdup (vigie_site_get_id (self->site));

      show_site (self, NULL, FALSE);
      self->wanted = g_steal_pointer (&id);
      look_for_wanted (self);
    }
}

/* ---- View and filters, remembered for each server -------------------------------------------- */

void
vigie_map_page_save (VigieMapPage *self)
{
  GSettings *settings = self->context != NULL ? vigie_context_get_settings (self->context) : NULL;
  g_autofree char *filters = NULL;
  double lat, lon, zoom;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->server == NULL || self->map == NULL)
    return;
  vigie_map_view_get_position (self->map, &lat, &lon, &zoom);
  vigie_map_memory_set (
      settings, "map-views", self->server,
      vigie_map_view_get_follows (self->map) ? NULL : g_variant_new ("(ddd)", lat, lon, zoom));
  filters = vigie_filters_to_string (vigie_site_model_get_filters (self->model));
  vigie_map_memory_set (settings, "map-filters", self->server,
                        *filters != '\0' ? g_variant_new_string (filters) : NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  VigieMapPage *self = user_data;

  self->save_source = 0;
  vigie_map_page_save (self);
  return G_SOURCE_REMOVE;
}

static void
queue_save (VigieMapPage *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->server != NULL)
    self->save_source = g_timeout_add_seconds (1, save_cb, self);
}

/* View and filters as they were left for this server. */
static void
restore (VigieMapPage *self)
{
  GSettings *settings = vigie_context_get_settings (self->context);
  g_autoptr (GVariant) view = vigie_map_memory_get (settings, "map-views", self->server);
  g_autoptr (GVariant) kept = vigie_map_memory_get (settings, "map-filters", self->server);
  g_autoptr (VigieFilters) filters
      = vigie_filters_from_string (kept != NULL ? g_variant_get_string (kept, NULL) : NULL);
  double lat, lon, zoom;

  vigie_site_model_set_filters (self->model, filters);
  if (view != NULL)
    {
      g_variant_get (view, "(ddd)", &lat, &lon, &zoom);
      vigie_map_view_set_position (self->map, lat, lon, zoom);
    }
  g_clear_handle_id (&self->save_source, g_source_remove);
}

/* ---- Territory and link ---------------------------------------------------------------------- */

static void
territory_cb (VigieMapPage *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  vigie_map_page_save (self);
  show_site (self, NULL, FALSE);
  vigie_site_model_set_territory (self->model, territory);
  vigie_map_setup_territory (self->map, self->context);
  if (territory == NULL)
    return;
  g_signal_connect_object (territory, "items-changed", G_CALLBACK (sites_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (vigie_context_get_server (self->context) != NULL)
    {
      g_set_str (&self->server, vigie_context_get_server (self->context));
      restore (self);
    }
}

static void
live_cb (VigieMapPage *self)
{
  gboolean live = vigie_ticker_get_live (self->ticker);
  VigieSync *sync = vigie_context_get_sync (self->context);
  VigieTime last = sync != NULL ? vigie_sync_get_last_exchange (sync) : VIGIE_TIME_NONE;
  g_autofree char *note = NULL;

  vigie_map_view_set_link_lost (self->map, !live);
  vigie_site_list_set_complete (self->list, live && !vigie_sync_get_loading (sync));
  if (!live && last != VIGIE_TIME_NONE)
    {
      g_autofree char *clock = vigie_words_at (vigie_ticker_get_now (self->ticker), last, NULL);

      /* Translators: a note on the map; %s is the time of the last exchange, « à 14 h 02 » */
      note = g_strdup_printf (_ ("Map as it was %s. Striped or hollow: last known state"), clock);
    }
  vigie_map_view_set_note (self->map, note);
}

static void
overlap_cb (VigieMapPage *self)
{
  int overlap;

  g_object_get (self->panes, "overlap", &overlap, NULL);
  vigie_map_view_set_covered (self->map, overlap);
}

/* Files that are dropped on the map: GeoJSON ones lie on it, another one is to become it. */
static gboolean
dropped_cb (VigieMapPage *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autofree char *uri = NULL;
  gboolean taken = FALSE;

  for (GSList *each = files; each != NULL; each = each->next)
    taken = vigie_map_layers_open_file (self->layers, each->data) || taken;
  if (taken)
    return TRUE;
  uri = files != NULL ? g_file_get_uri (files->data) : NULL;

  return uri != NULL
         && gtk_widget_activate_action (GTK_WIDGET (self), "win.open-map-file", "s", uri);
}

/* ---- Features ------------------------------------------------------------------------------- */

/* Nothing in the menu: no button. */
static void
tools_changed_cb (GMenuModel *tools, int position, int removed, int added, GtkWidget *button)
{
  gtk_widget_set_visible (button, g_menu_model_get_n_items (tools) > 0);
}

static GtkWidget *
new_tools_button (VigieMapPage *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "vigie-tools-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_LEFT);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (self->tools));
  gtk_widget_set_tooltip_text (button, _ ("Tools"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Tools"), -1);
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_object (self->tools, "items-changed", G_CALLBACK (tools_changed_cb), button,
                           G_CONNECT_DEFAULT);
  return button;
}

static void
make_features (VigieMapPage *self)
{
  VigieMapParts parts = {
      .context = self->context,
      .ticker = self->ticker,
      .model = self->model,
      .list = self->list,
      .map = self->map,
      .panes = self->panes,
  };

  self->actions = g_simple_action_group_new ();
  self->tools = g_menu_new ();
  parts.actions = G_ACTION_MAP (self->actions);
  parts.tools = self->tools;
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map", G_ACTION_GROUP (self->actions));
  /* The map has actions of this prefix of its own, and asks nobody above it for others. */
  gtk_widget_insert_action_group (GTK_WIDGET (self->map), "map", G_ACTION_GROUP (self->actions));
  vigie_map_view_add_control (self->map, new_tools_button (self));
  parts.layers = self->layers = vigie_map_layers_new (&parts);
  self->saved_views = vigie_map_saved_views_new (&parts, GTK_WIDGET (self));
  self->replay = vigie_map_replay_new (&parts);
  self->communes = vigie_map_communes_new (&parts);
  self->way = vigie_map_tools_new (&parts, self->panel);
  self->area = vigie_map_area_new (&parts);
  vigie_map_tools_set_communes (self->way, vigie_map_communes_get_source (self->communes));
}

/* Before the widgets that they work on; those that use others first. */
static void
drop_features (VigieMapPage *self)
{
  g_clear_object (&self->area);
  g_clear_object (&self->way);
  g_clear_object (&self->replay);
  g_clear_object (&self->saved_views);
  g_clear_object (&self->communes);
  g_clear_object (&self->layers);
  g_clear_object (&self->tools);
  g_clear_object (&self->actions);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
update_widths (VigieMapPage *self)
{
  g_object_set (self->panes, "list-width", self->compact ? COMPACT_LIST_WIDTH : LIST_WIDTH,
                "panel-width", self->compact ? COMPACT_PANEL_WIDTH : PANEL_WIDTH, NULL);
  if (self->compact)
    gtk_widget_add_css_class (GTK_WIDGET (self->list), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->list), "compact");
}

static void
vigie_map_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigieMapPage *self = VIGIE_MAP_PAGE (object);

  switch (prop_id)
    {
    case PROP_SITE:
      g_value_set_object (value, self->site);
      break;
    case PROP_MODE:
      g_value_set_enum (value, (int) vigie_panes_get_mode (self->panes));
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_map_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VigieMapPage *self = VIGIE_MAP_PAGE (object);

  switch (prop_id)
    {
    case PROP_SITE:
      vigie_map_page_set_site (self, g_value_get_object (value));
      break;
    case PROP_MODE:
      vigie_panes_set_mode (self->panes, (VigiePanesMode) g_value_get_enum (value));
      vigie_site_panel_set_closable (self->panel,
                                     vigie_panes_get_mode (self->panes) != VIGIE_PANES_SINGLE);
      g_signal_emit (self, signals[SIGNAL_TOP_CHANGED], 0);
      break;
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      update_widths (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The rings of levels, while there is somebody to see them. */
static void
vigie_map_page_map (GtkWidget *widget)
{
  VigieMapPage *self = VIGIE_MAP_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_map_page_parent_class)->map (widget);
  if (self->context != NULL)
    vigie_attendance_model_want (vigie_attendance_model_get (self->context), self,
                                 VIGIE_ATTENDANCE_WANT_NOW);
  vigie_map_page_place_toasts (self);
}

static void
vigie_map_page_unmap (GtkWidget *widget)
{
  VigieMapPage *self = VIGIE_MAP_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_map_page_parent_class)->unmap (widget);
  if (self->context != NULL)
    vigie_attendance_model_want (vigie_attendance_model_get (self->context), self, 0);
  vigie_map_page_place_toasts (self);
}

static void
vigie_map_page_dispose (GObject *object)
{
  VigieMapPage *self = VIGIE_MAP_PAGE (object);

  if (self->save_source != 0)
    vigie_map_page_save (self);
  drop_features (self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (self->map, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_MAP_PAGE);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->model);
  g_clear_object (&self->site);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->server, g_free);

  G_OBJECT_CLASS (vigie_map_page_parent_class)->dispose (object);
}

static void
vigie_map_page_class_init (VigieMapPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vigie_map_page_get_property;
  object_class->set_property = vigie_map_page_set_property;
  object_class->dispose = vigie_map_page_dispose;
  widget_class->map = vigie_map_page_map;
  widget_class->unmap = vigie_map_page_unmap;
  props[PROP_SITE]
      = g_param_spec_object ("site", NULL, NULL, VIGIE_TYPE_SITE, flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_MODE]
      = g_param_spec_enum ("mode", NULL, NULL, VIGIE_TYPE_PANES_MODE, VIGIE_PANES_BESIDE, flags);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_TOP_CHANGED]
      = g_signal_new ("top-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  g_type_ensure (VIGIE_TYPE_PANES);
  g_type_ensure (VIGIE_TYPE_SITE_LIST);
  g_type_ensure (VIGIE_TYPE_MAP_VIEW);
  g_type_ensure (VIGIE_TYPE_SITE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieMapPage, panes);
  gtk_widget_class_bind_template_child (widget_class, VigieMapPage, list);
  gtk_widget_class_bind_template_child (widget_class, VigieMapPage, map);
  gtk_widget_class_bind_template_child (widget_class, VigieMapPage, panel);
  gtk_widget_class_bind_template_callback (widget_class, panel_closed_cb);
}

static void
vigie_map_page_init (VigieMapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = vigie_site_model_new ();
  update_widths (self);
}

void
vigie_map_page_setup (VigieMapPage *self, VigieContext *context, VigieTicker *ticker)
{
  GSettings *settings = vigie_context_get_settings (context);
  GtkDropTarget *drop;

  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  vigie_site_list_setup (self->list, self->model, ticker);
  vigie_site_panel_setup (self->panel, ticker);
  vigie_site_panel_set_context (self->panel, context);
  vigie_map_view_set_sites (self->map, vigie_site_model_get_filtered (self->model));
  g_object_bind_property (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations",
                          self->map, "reduced-motion",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (list_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (list_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "site-activated", G_CALLBACK (map_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "site-opened", G_CALLBACK (map_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vigie_map_view_get_site_layer (self->map), "hint-changed",
                           G_CALLBACK (map_walked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "notify::overlap", G_CALLBACK (overlap_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::foot", G_CALLBACK (vigie_map_page_place_toasts),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "moved", G_CALLBACK (queue_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "filters-changed", G_CALLBACK (queue_save), self,
                           G_CONNECT_SWAPPED);
  g_settings_bind (settings, "list-sort", self->list, "sort", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "list-line", vigie_site_list_get_style (self->list), "line",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "list-show-age", vigie_site_list_get_style (self->list), "show-age",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "link-changed", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  vigie_map_setup_ground (self->map, context);
  make_features (self);
  drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (drop));
  territory_cb (self);
  live_cb (self);
}

void
vigie_map_page_set_site (VigieMapPage *self, VigieSite *site)
{
  show_site (self, site, site != NULL);
}

VigieSite *
vigie_map_page_get_site (VigieMapPage *self)
{
  return self->site;
}

void
vigie_map_page_want_site (VigieMapPage *self, const char *id)
{
  g_set_str (&self->wanted, id != NULL && *id != '\0' ? id : NULL);
  look_for_wanted (self);
}
