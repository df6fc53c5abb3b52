/* vigie-map-view.c: the map of the territory as one widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-cluster.h"
#include "vigie-map-view-private.h"

/* Room left around the territory when all of it is shown: for signs at its border. */
#define FIT_MARGIN 36
#define MIN_ZOOM 4
#define MAX_ZOOM 19
/* A lone site, or several in one spot, are not shown deeper than this. */
#define FIT_MAX_ZOOM 15.0
#define MOVE_MS 350
#define NUDGE_MS 200

G_DEFINE_FINAL_TYPE (VigieMapView, vigie_map_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TERRITORY = 1,
  PROP_SELECTED_SITE,
  PROP_LINK_LOST,
  PROP_NOTE,
  PROP_SCHEME,
  PROP_REDUCED_MOTION,
  PROP_TILE_TEMPLATE,
  PROP_TILES_MISSING,
  PROP_LEGEND_VISIBLE,
  PROP_SHOWN_SCHEME,
  PROP_BAR,
  PROP_BARE,
  PROP_FOOT,
} VigieMapViewProperty;
static GParamSpec *properties[PROP_FOOT + 1];

enum
{
  SIGNAL_SITE_ACTIVATED,
  SIGNAL_SITE_OPENED,
  SIGNAL_CLUSTER_ACTIVATED,
  SIGNAL_MOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Moving ---- */

void
vigie_map_view_move_to (VigieMapView *self, double lat, double lon, double zoom, gboolean animate)
{
  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  lat = CLAMP (lat, -VIGIE_MERCATOR_MAX_LAT, VIGIE_MERCATOR_MAX_LAT);
  self->moving_self = TRUE;
  shumate_map_stop_go_to (self->map);
  if (animate && !self->reduced_motion && gtk_widget_get_mapped (GTK_WIDGET (self)))
    shumate_map_go_to_full_with_duration (self->map, lat, lon, zoom, MOVE_MS);
  else
    {
      shumate_viewport_set_zoom_level (self->viewport, zoom);
      shumate_location_set_location (SHUMATE_LOCATION (self->viewport), lat, lon);
    }
  self->moving_self = FALSE;
}

gboolean
vigie_map_view_fit_box (VigieMapView *self, const VigieGeoBox *box, gboolean animate)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->map)) - self->covered;
  double height = gtk_widget_get_height (GTK_WIDGET (self->map));
  double x0, x1, y0, y1, zoom, world;
  /* The legend lies on the top of the map, the scale, the attribution and the bar on its bottom. */
  double top = self->legend_visible ? 40 : 0, bottom = 16 + self->bar_room;
  double margin = FIT_MARGIN * vigie_site_layer_get_sign_scale (self->sites);

  if (width <= 0 || height <= 0)
    return FALSE;
  x0 = vigie_mercator_x (box->west);
  x1 = vigie_mercator_x (box->east);
  if (x1 < x0)
    x1 += 1;
  y0 = vigie_mercator_y (box->north);
  y1 = vigie_mercator_y (box->south);
  zoom = vigie_mercator_fit_zoom (x1 - x0, y1 - y0, width - 2 * margin,
                                  height - 2 * margin - top - bottom, 256, FIT_MAX_ZOOM);
  world = 256 * exp2 (zoom);
  vigie_map_view_move_to (
      self, vigie_mercator_lat ((y0 + y1) / 2 - (top - bottom) / 2 / world),
      remainder (vigie_mercator_lon ((x0 + x1) / 2 + self->covered / 2.0 / world), 360), zoom,
      animate);
  return TRUE;
}

/* Shows the whole of the territory; FALSE where its size or its place is not known yet. */
gboolean
vigie_map_view_fit (VigieMapView *self, gboolean animate)
{
  VigieGeoBox box = self->bounds;

  if (!self->has_bounds && !vigie_site_layer_get_box (self->sites, &box))
    return FALSE;
  return vigie_map_view_fit_box (self, &box, animate);
}

/* libshumate's layer of tiles waits for the map to stand still and then may miss that it does, if its
 * idle and its frame fall on the same frame time: the map would stay without tiles until it is moved.
 * Once it stands, the layer is told to look again. */
static gboolean
nudge_cb (gpointer user_data)
{
  VigieMapView *self = user_data;

  if (g_get_monotonic_time () - self->last_change < NUDGE_MS * 1000)
    return G_SOURCE_CONTINUE;
  self->nudge_source = 0;
  self->nudging = TRUE;
  g_object_notify (G_OBJECT (self->viewport), "zoom-level");
  self->nudging = FALSE;
  return G_SOURCE_REMOVE;
}

void
vigie_map_view_nudge_tiles (VigieMapView *self)
{
  self->last_change = g_get_monotonic_time ();
  if (self->nudge_source == 0 && (self->tile_layer != NULL || self->file_layer != NULL))
    self->nudge_source = g_timeout_add (NUDGE_MS, nudge_cb, self);
}

static void
viewport_notify_cb (ShumateViewport *viewport, GParamSpec *pspec, VigieMapView *self)
{
  if (self->nudging)
    return;
  vigie_map_view_nudge_tiles (self);
  if (self->file != NULL)
    vigie_map_view_update_names (self);
  if (!self->moving_self)
    self->follows = FALSE;
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
places_changed_cb (VigieSiteLayer *layer, VigieMapView *self)
{
  vigie_map_view_update_legend (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->names));
  if (self->whole_due || self->follows)
    {
      self->follows = TRUE;
      self->whole_due = !vigie_map_view_fit (self, FALSE);
    }
  vigie_map_view_show_chosen (self);
}

/* ---- Scheme ---- */

void
vigie_map_view_apply_scheme (VigieMapView *self)
{
  VigieScheme scheme
      = self->paper ? VIGIE_SCHEME_LIGHT : vigie_scheme_resolve (self->scheme, GTK_WIDGET (self));

  if (self->shown_scheme == scheme)
    return;
  self->shown_scheme = scheme;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dark");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "high-contrast");
  if (scheme == VIGIE_SCHEME_DARK)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dark");
  else if (scheme == VIGIE_SCHEME_HIGH_CONTRAST)
    gtk_widget_add_css_class (GTK_WIDGET (self), "high-contrast");
  vigie_ground_layer_set_scheme (self->ground, scheme);
  vigie_commune_layer_set_scheme (self->names, scheme);
  vigie_site_layer_set_scheme (self->sites, scheme);
  vigie_scale_bar_set_scheme (VIGIE_SCALE_BAR (self->scale_bar), scheme);
  vigie_map_view_update_legend (self);
  vigie_map_view_renew_tiles (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN_SCHEME]);
}

static gboolean
style_cb (gpointer user_data)
{
  VigieMapView *self = user_data;

  self->style_source = 0;
  vigie_map_view_apply_scheme (self);
  return G_SOURCE_REMOVE;
}

static void
vigie_map_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  VigieMapView *self = VIGIE_MAP_VIEW (widget);

  GTK_WIDGET_CLASS (vigie_map_view_parent_class)->css_changed (widget, change);
  /* Layers cannot be exchanged while styles are computed. */
  if (self->scheme == VIGIE_SCHEME_AUTO && self->style_source == 0 && self->map != NULL)
    self->style_source = g_idle_add (style_cb, self);
}

/* ---- Sites ---- */

static void
site_activated_cb (VigieSiteLayer *layer, VigieSite *site, VigieMapView *self)
{
  g_signal_emit (self, signals[SIGNAL_SITE_ACTIVATED], 0, site);
}

static void
site_opened_cb (VigieSiteLayer *layer, VigieSite *site, VigieMapView *self)
{
  g_signal_emit (self, signals[SIGNAL_SITE_OPENED], 0, site);
}

static void
selected_site_cb (VigieSiteLayer *layer, GParamSpec *pspec, VigieMapView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_SITE]);
}

static void
cluster_activated_cb (VigieSiteLayer *layer,
                      GListModel *sites,
                      double lat,
                      double lon,
                      int split_zoom,
                      VigieMapView *self)
{
  double zoom = shumate_viewport_get_zoom_level (self->viewport);

  self->follows = FALSE;
  if (split_zoom <= VIGIE_CLUSTER_MAX_ZOOM)
    vigie_map_view_move_to (self, lat, lon, MAX (split_zoom, zoom + 0.5), TRUE);
  else
    {
      double x, y;

      shumate_viewport_location_to_widget_coords (self->viewport, GTK_WIDGET (self->map), lat, lon,
                                                  &x, &y);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        vigie_map_view_popup_cluster (self, sites, x, y);
    }
  g_signal_emit (self, signals[SIGNAL_CLUSTER_ACTIVATED], 0, sites);
}

/* ---- Widget ---- */

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_map_view_zoom_in (VIGIE_MAP_VIEW (widget));
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_map_view_zoom_out (VIGIE_MAP_VIEW (widget));
}

static void
whole_territory_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_map_view_whole_territory (VIGIE_MAP_VIEW (widget));
}

/* By parts of what is seen, as the keys ask. */
static void
pan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieMapView *self = VIGIE_MAP_VIEW (widget);
  double x, y, world = 256 * exp2 (shumate_viewport_get_zoom_level (self->viewport));
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  g_variant_get (parameter, "(dd)", &x, &y);
  self->follows = FALSE;
  x = vigie_mercator_x (shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport)))
      + x * width / world;
  y = vigie_mercator_y (shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport)))
      + y * height / world;
  vigie_map_view_move_to (self, vigie_mercator_lat (CLAMP (y, 0, 1)),
                          vigie_mercator_lon (x - floor (x)),
                          shumate_viewport_get_zoom_level (self->viewport), FALSE);
}

/* The keyboard's place on the map is the layer of the sites. */
static gboolean
vigie_map_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VIGIE_MAP_VIEW (widget)->sites));
}

static void
vigie_map_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = horizontal ? 260 : 200;
  *natural = horizontal ? 640 : 480;
}

static void
vigie_map_view_dispose (GObject *object)
{
  VigieMapView *self = VIGIE_MAP_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->style_source, g_source_remove);
  g_clear_handle_id (&self->nudge_source, g_source_remove);
  vigie_map_view_dispose_hint (self);
  vigie_map_view_release_tiles (self);
  g_clear_object (&self->file);
  g_clear_pointer (&self->known_names, g_strfreev);
  if (self->viewport != NULL)
    g_signal_handlers_disconnect_by_data (self->viewport, self);
  self->viewport = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->map = NULL;
  self->bar = NULL;
  g_clear_pointer (&self->stack, g_array_unref);
  self->cluster_popover = NULL;
  g_clear_object (&self->territory);
  g_clear_pointer (&self->tile_template, g_free);
  g_clear_pointer (&self->note_text, g_free);
  g_clear_pointer (&self->extra_attribution, g_free);
  g_clear_pointer (&self->tile_credit, g_free);
  g_clear_pointer (&self->outline_credit, g_free);
  g_clear_pointer (&self->frozen, gsk_render_node_unref);
  G_OBJECT_CLASS (vigie_map_view_parent_class)->dispose (object);
}

static void
vigie_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieMapView *self = VIGIE_MAP_VIEW (object);

  switch ((VigieMapViewProperty) id)
    {
    case PROP_TERRITORY:
      g_value_set_object (value, self->territory);
      break;
    case PROP_SELECTED_SITE:
      g_value_set_object (value, vigie_map_view_get_selected_site (self));
      break;
    case PROP_LINK_LOST:
      g_value_set_boolean (value, vigie_site_layer_get_link_lost (self->sites));
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note_text);
      break;
    case PROP_SCHEME:
      g_value_set_enum (value, self->scheme);
      break;
    case PROP_REDUCED_MOTION:
      g_value_set_boolean (value, self->reduced_motion);
      break;
    case PROP_TILE_TEMPLATE:
      g_value_set_string (value, self->tile_template);
      break;
    case PROP_TILES_MISSING:
      g_value_set_boolean (value, self->tiles_missing);
      break;
    case PROP_LEGEND_VISIBLE:
      g_value_set_boolean (value, self->legend_visible);
      break;
    case PROP_BARE:
      g_value_set_boolean (value, self->bare);
      break;
    case PROP_FOOT:
      g_value_set_int (value, self->foot);
      break;
    case PROP_SHOWN_SCHEME:
      g_value_set_enum (value, self->shown_scheme);
      break;
    case PROP_BAR:
      g_value_set_object (value, self->bar);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieMapView *self = VIGIE_MAP_VIEW (object);

  switch ((VigieMapViewProperty) id)
    {
    case PROP_TERRITORY:
      vigie_map_view_set_territory (self, g_value_get_object (value));
      break;
    case PROP_SELECTED_SITE:
      vigie_map_view_set_selected_site (self, g_value_get_object (value));
      break;
    case PROP_LINK_LOST:
      vigie_map_view_set_link_lost (self, g_value_get_boolean (value));
      break;
    case PROP_NOTE:
      vigie_map_view_set_note (self, g_value_get_string (value));
      break;
    case PROP_SCHEME:
      vigie_map_view_set_scheme (self, g_value_get_enum (value));
      break;
    case PROP_REDUCED_MOTION:
      vigie_map_view_set_reduced_motion (self, g_value_get_boolean (value));
      break;
    case PROP_TILE_TEMPLATE:
      {
        g_autoptr (GError) error = NULL;

        if (!vigie_map_view_set_tile_template (self, g_value_get_string (value), &error))
          g_debug ("%s", error->message);
        break;
      }
    case PROP_LEGEND_VISIBLE:
      vigie_map_view_set_legend_visible (self, g_value_get_boolean (value));
      break;
    case PROP_TILES_MISSING:
    case PROP_SHOWN_SCHEME:
    case PROP_BAR:
    case PROP_BARE:
    case PROP_FOOT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_map_view_class_init (VigieMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  static const guint plus[] = {GDK_KEY_plus, GDK_KEY_KP_Add, GDK_KEY_equal};
  static const guint minus[] = {GDK_KEY_minus, GDK_KEY_KP_Subtract};
  static const struct
  {
    guint keys[2];
    double x, y;
  } arrows[] = {{{GDK_KEY_Left, GDK_KEY_KP_Left}, -1, 0},
                {{GDK_KEY_Right, GDK_KEY_KP_Right}, 1, 0},
                {{GDK_KEY_Up, GDK_KEY_KP_Up}, 0, -1},
                {{GDK_KEY_Down, GDK_KEY_KP_Down}, 0, 1}};
  static const guint zero[] = {GDK_KEY_0, GDK_KEY_KP_0, GDK_KEY_agrave};

  object_class->dispose = vigie_map_view_dispose;
  object_class->get_property = vigie_map_view_get_property;
  object_class->set_property = vigie_map_view_set_property;
  widget_class->size_allocate = vigie_map_view_allocate;
  widget_class->measure = vigie_map_view_measure;
  widget_class->css_changed = vigie_map_view_css_changed;
  widget_class->snapshot = vigie_map_view_snapshot;
  widget_class->grab_focus = vigie_map_view_grab_focus;

  properties[PROP_TERRITORY]
      = g_param_spec_object ("territory", NULL, NULL, VIGIE_TYPE_TERRITORY, flags);
  properties[PROP_SELECTED_SITE]
      = g_param_spec_object ("selected-site", NULL, NULL, VIGIE_TYPE_SITE, flags);
  properties[PROP_LINK_LOST] = g_param_spec_boolean ("link-lost", NULL, NULL, FALSE, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  properties[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO, flags);
  properties[PROP_REDUCED_MOTION]
      = g_param_spec_boolean ("reduced-motion", NULL, NULL, FALSE, flags);
  properties[PROP_TILE_TEMPLATE] = g_param_spec_string ("tile-template", NULL, NULL, NULL, flags);
  properties[PROP_TILES_MISSING] = g_param_spec_boolean ("tiles-missing", NULL, NULL, FALSE,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BARE]
      = g_param_spec_boolean ("bare", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEGEND_VISIBLE]
      = g_param_spec_boolean ("legend-visible", NULL, NULL, TRUE, flags);
  properties[PROP_SHOWN_SCHEME]
      = g_param_spec_enum ("shown-scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_LIGHT,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BAR] = g_param_spec_object ("bar", NULL, NULL, GTK_TYPE_WIDGET,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOOT] = g_param_spec_int ("foot", NULL, NULL, 0, G_MAXINT, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_SITE_ACTIVATED]
      = g_signal_new ("site-activated", VIGIE_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, VIGIE_TYPE_SITE);
  signals[SIGNAL_SITE_OPENED] = g_signal_new ("site-opened", VIGIE_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 1, VIGIE_TYPE_SITE);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", VIGIE_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLUSTER_ACTIVATED]
      = g_signal_new ("cluster-activated", VIGIE_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);

  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "map.whole-territory", NULL,
                                   whole_territory_action);
  gtk_widget_class_install_action (widget_class, "map.pan", "(dd)", pan_action);
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    for (guint pad = 0; pad < 2; pad++)
      {
        gtk_widget_class_add_binding_action (widget_class, arrows[i].keys[pad], 0, "map.pan",
                                             "(dd)", arrows[i].x / 8, arrows[i].y / 8);
        gtk_widget_class_add_binding_action (widget_class, arrows[i].keys[pad], GDK_SHIFT_MASK,
                                             "map.pan", "(dd)", arrows[i].x / 2, arrows[i].y / 2);
      }
  for (guint i = 0; i < G_N_ELEMENTS (plus); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, plus[i], 0, "map.zoom-in", NULL);
      gtk_widget_class_add_binding_action (widget_class, plus[i], GDK_SHIFT_MASK, "map.zoom-in",
                                           NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (minus); i++)
    gtk_widget_class_add_binding_action (widget_class, minus[i], 0, "map.zoom-out", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zero); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, zero[i], 0, "map.whole-territory", NULL);
      gtk_widget_class_add_binding_action (widget_class, zero[i], GDK_SHIFT_MASK,
                                           "map.whole-territory", NULL);
    }

  gtk_widget_class_set_css_name (widget_class, "map-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* libshumate's map turns with two fingers: north is up on this one, which nothing could turn back, and layers rely on it
 * (vigie-layer-frame.h). */
static void
hold_north_up (ShumateMap *map)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (map));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_ROTATE (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
vigie_map_view_init (VigieMapView *self)
{
  g_autoptr (VigieTileSource) reference = vigie_tile_source_new (NULL, VIGIE_SCHEME_LIGHT, NULL);

  self->stack = g_array_new (FALSE, FALSE, sizeof (VigieMapStacked));
  self->legend_visible = TRUE;
  self->bare = TRUE;
  self->shown_scheme = VIGIE_SCHEME_LIGHT;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the territory"), -1);

  self->map = shumate_map_new ();
  hold_north_up (self->map);
  gtk_widget_set_parent (GTK_WIDGET (self->map), GTK_WIDGET (self));
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (self->viewport, SHUMATE_MAP_SOURCE (reference));
  shumate_viewport_set_min_zoom_level (self->viewport, MIN_ZOOM);
  shumate_viewport_set_max_zoom_level (self->viewport, MAX_ZOOM);
  shumate_viewport_set_zoom_level (self->viewport, MIN_ZOOM);

  self->ground = vigie_ground_layer_new (self->viewport);
  gtk_widget_add_css_class (GTK_WIDGET (self->ground), "vigie-ground");
  self->names = vigie_commune_layer_new (self->viewport);
  self->sites = vigie_site_layer_new (self->viewport);
  vigie_commune_layer_set_sites (self->names, self->sites);
  vigie_commune_layer_set_ground (self->names, self->ground);
  vigie_ground_layer_set_sites (self->ground, self->sites);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->ground));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->names));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->sites));
  g_signal_connect_object (self->sites, "site-activated", G_CALLBACK (site_activated_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->sites, "site-opened", G_CALLBACK (site_opened_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->sites, "cluster-activated", G_CALLBACK (cluster_activated_cb),
                           self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->sites, "places-changed", G_CALLBACK (places_changed_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->sites, "notify::selected-site", G_CALLBACK (selected_site_cb),
                           self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->viewport, "notify", G_CALLBACK (viewport_notify_cb), self,
                           G_CONNECT_DEFAULT);
  vigie_map_view_build_parts (self);
  vigie_map_view_init_hint (self);
}
