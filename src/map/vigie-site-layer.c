/* vigie-site-layer.c: the sites of a territory on a map: the widget and its properties.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-layer-private.h"

G_DEFINE_FINAL_TYPE (VigieSiteLayer, vigie_site_layer, SHUMATE_TYPE_LAYER)

typedef enum
{
  PROP_TERRITORY = 1,
  PROP_SELECTED_SITE,
  PROP_LINK_LOST,
  PROP_DIMMED,
  PROP_SCHEME,
  PROP_PAST,
} VigieSiteLayerProperty;
static GParamSpec *properties[PROP_PAST + 1];

guint vigie_site_layer_signals[VIGIE_SITE_LAYER_N_SIGNALS];

/* ---- The layer's label ---- */

static gboolean
describe_cb (gpointer user_data)
{
  VigieSiteLayer *self = user_data;
  g_autofree char *label = vigie_site_layer_describe_view (self);

  self->describe_source = 0;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return G_SOURCE_REMOVE;
}

void
vigie_site_layer_invalidate (VigieSiteLayer *self)
{
  self->placed_due = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  /* Said once the map stands still, or twice a second while it moves. */
  if (self->describe_source == 0)
    self->describe_source = g_timeout_add (500, describe_cb, self);
}

/* ---- Callbacks ---- */

static void
rebuilt_cb (VigieSiteIndex *index, VigieSiteLayer *self)
{
  self->hovered = VIGIE_NO_NODE;
  vigie_site_layer_stop_motion (self);
  vigie_site_layer_find_spider (self);
  vigie_site_layer_invalidate (self);
  vigie_site_layer_find_cursor (self);
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_PLACES_CHANGED], 0);
}

/* Only that site's ring is another: places are what they were, and what is not in view is not drawn. */
static void
level_changed_cb (VigieTerritory *territory, VigieSite *site, VigieSiteLayer *self)
{
  const VigiePlaced *placed;
  guint number;

  if (!vigie_site_index_find (self->index, site, &number))
    return;
  placed = vigie_site_layer_find_placed (self, number);
  if (placed == NULL)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->hovered == number || (self->walked && self->cursor == number))
    g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED], 0);
}

static void
viewport_notify_cb (ShumateViewport *viewport, GParamSpec *pspec, VigieSiteLayer *self)
{
  vigie_site_layer_invalidate (self);
  vigie_site_layer_check_spider (self);
  vigie_site_layer_check_reveal (self);
  if (self->hovered != VIGIE_NO_NODE || self->walked)
    g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED], 0);
}

/* ---- Widget ---- */

static void
vigie_site_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  vigie_site_layer_draw (VIGIE_SITE_LAYER (widget), snapshot);
}

static void
vigie_site_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  vigie_site_layer_invalidate (VIGIE_SITE_LAYER (widget));
}

static gboolean
vigie_site_layer_contains (GtkWidget *widget, double x, double y)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (widget);

  /* A click beside an open cluster closes it, wherever it is. */
  return self->spider != VIGIE_NO_NODE || vigie_site_layer_pick (self, x, y) != NULL
         || vigie_site_layer_is_clicked (self, x, y);
}

static char *
vigie_site_layer_get_debug_text (ShumateLayer *layer)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (layer);
  guint n;

  vigie_site_layer_get_placed (self, &n);
  return g_strdup_printf ("VigieSiteLayer: %u signs in view of %u sites\n", n,
                          self->index != NULL ? vigie_site_index_get_n_sites (self->index) : 0);
}

static void
vigie_site_layer_constructed (GObject *object)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  G_OBJECT_CLASS (vigie_site_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (viewport_notify_cb), self,
                           G_CONNECT_DEFAULT);
}

static void
vigie_site_layer_dispose (GObject *object)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (object);

  g_clear_handle_id (&self->describe_source, g_source_remove);
  g_clear_handle_id (&self->later_source, g_source_remove);
  vigie_site_layer_dispose_input (self);
  vigie_site_layer_clear_looks (self);
  g_clear_object (&self->index);
  g_clear_object (&self->sites);
  g_clear_object (&self->territory);
  g_clear_object (&self->selected);
  g_clear_object (&self->spider_site);
  g_clear_object (&self->reveal);
  vigie_site_layer_stop_motion (self);
  self->spider = VIGIE_NO_NODE;
  self->placed_due = TRUE;
  G_OBJECT_CLASS (vigie_site_layer_parent_class)->dispose (object);
}

static void
vigie_site_layer_finalize (GObject *object)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (object);

  g_clear_object (&self->donuts);
  g_clear_pointer (&self->rings, vigie_level_rings_free);
  g_clear_object (&self->labels);
  g_clear_pointer (&self->taken, vigie_box_grid_free);
  g_array_unref (self->legs);
  g_array_unref (self->leaving);
  g_array_unref (self->placed);
  g_array_unref (self->ids);
  G_OBJECT_CLASS (vigie_site_layer_parent_class)->finalize (object);
}

static void
vigie_site_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (object);

  switch ((VigieSiteLayerProperty) id)
    {
    case PROP_TERRITORY:
      g_value_set_object (value, self->territory);
      break;
    case PROP_SELECTED_SITE:
      g_value_set_object (value, self->selected);
      break;
    case PROP_LINK_LOST:
      g_value_set_boolean (value, self->link_lost);
      break;
    case PROP_DIMMED:
      g_value_set_boolean (value, self->dimmed);
      break;
    case PROP_PAST:
      g_value_set_boolean (value, self->look_func != NULL);
      break;
    case PROP_SCHEME:
      g_value_set_enum (value, self->scheme);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_site_layer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (object);

  switch ((VigieSiteLayerProperty) id)
    {
    case PROP_TERRITORY:
      vigie_site_layer_set_territory (self, g_value_get_object (value));
      break;
    case PROP_SELECTED_SITE:
      vigie_site_layer_set_selected_site (self, g_value_get_object (value));
      break;
    case PROP_LINK_LOST:
      vigie_site_layer_set_link_lost (self, g_value_get_boolean (value));
      break;
    case PROP_DIMMED:
      vigie_site_layer_set_dimmed (self, g_value_get_boolean (value));
      break;
    case PROP_SCHEME:
      vigie_site_layer_set_scheme (self, g_value_get_enum (value));
      break;
    case PROP_PAST:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_site_layer_class_init (VigieSiteLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = vigie_site_layer_constructed;
  object_class->dispose = vigie_site_layer_dispose;
  object_class->finalize = vigie_site_layer_finalize;
  object_class->get_property = vigie_site_layer_get_property;
  object_class->set_property = vigie_site_layer_set_property;
  widget_class->snapshot = vigie_site_layer_snapshot;
  widget_class->size_allocate = vigie_site_layer_size_allocate;
  widget_class->contains = vigie_site_layer_contains;
  SHUMATE_LAYER_CLASS (klass)->get_debug_text = vigie_site_layer_get_debug_text;

  properties[PROP_TERRITORY]
      = g_param_spec_object ("territory", NULL, NULL, VIGIE_TYPE_TERRITORY, flags);
  properties[PROP_SELECTED_SITE]
      = g_param_spec_object ("selected-site", NULL, NULL, VIGIE_TYPE_SITE, flags);
  properties[PROP_LINK_LOST] = g_param_spec_boolean ("link-lost", NULL, NULL, FALSE, flags);
  properties[PROP_DIMMED] = g_param_spec_boolean ("dimmed", NULL, NULL, FALSE, flags);
  properties[PROP_PAST]
      = g_param_spec_boolean ("past", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  vigie_site_layer_signals[VIGIE_SITE_LAYER_SITE_ACTIVATED]
      = g_signal_new ("site-activated", VIGIE_TYPE_SITE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, VIGIE_TYPE_SITE);
  vigie_site_layer_signals[VIGIE_SITE_LAYER_SITE_OPENED]
      = g_signal_new ("site-opened", VIGIE_TYPE_SITE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, VIGIE_TYPE_SITE);
  vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED]
      = g_signal_new ("hint-changed", VIGIE_TYPE_SITE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
  vigie_site_layer_signals[VIGIE_SITE_LAYER_CLUSTER_ACTIVATED] = g_signal_new (
      "cluster-activated", VIGIE_TYPE_SITE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 4, G_TYPE_LIST_MODEL, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_INT);

  vigie_site_layer_signals[VIGIE_SITE_LAYER_PLACES_CHANGED]
      = g_signal_new ("places-changed", VIGIE_TYPE_SITE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "site-layer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_site_layer_init (VigieSiteLayer *self)
{
  self->donuts = vigie_donut_cache_new ();
  self->rings = vigie_level_rings_new ();
  self->labels = vigie_map_text_new ();
  self->placed = g_array_new (FALSE, FALSE, sizeof (VigiePlaced));
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->leaving = g_array_new (FALSE, FALSE, sizeof (VigiePlaced));
  self->legs = g_array_new (FALSE, FALSE, sizeof (guint));
  self->taken = vigie_box_grid_new ();
  self->hovered = self->cursor = self->spider = VIGIE_NO_NODE;
  self->level = self->motion_from = G_MININT;
  self->sign_scale = 1;
  self->clusters = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vigie_site_layer_init_input (self);
}

/* ---- Public ---- */

VigieSiteLayer *
vigie_site_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_SITE_LAYER, "viewport", viewport, NULL);
}

void
vigie_site_layer_set_territory (VigieSiteLayer *self, VigieTerritory *territory)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  if (self->territory == territory)
    return;
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_func (self->territory, level_changed_cb, self);
  g_set_object (&self->territory, territory);
  g_array_set_size (self->legs, 0);
  vigie_site_layer_close_spider (self);
  vigie_site_layer_forget_level (self);
  g_clear_object (&self->index);
  g_clear_object (&self->cursor_site);
  g_clear_object (&self->reveal);
  self->hovered = self->cursor = VIGIE_NO_NODE;
  self->walked = FALSE;
  if (territory != NULL)
    {
      self->index = vigie_site_index_new (territory);
      vigie_site_layer_bind_looks (self);
      if (self->sites != NULL)
        vigie_site_index_set_sites (self->index, self->sites);
      g_signal_connect_object (self->index, "rebuilt", G_CALLBACK (rebuilt_cb), self,
                               G_CONNECT_DEFAULT);
      g_signal_connect_object (self->index, "restated", G_CALLBACK (vigie_site_layer_invalidate),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "level-changed", G_CALLBACK (level_changed_cb), self,
                               G_CONNECT_DEFAULT);
    }
  vigie_site_layer_invalidate (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TERRITORY]);
}

void
vigie_site_layer_set_sites (VigieSiteLayer *self, GListModel *sites)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  if (g_set_object (&self->sites, sites) && self->index != NULL)
    vigie_site_index_set_sites (self->index, sites);
}

VigieTerritory *
vigie_site_layer_get_territory (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), NULL);
  return self->territory;
}

void
vigie_site_layer_set_selected_site (VigieSiteLayer *self, VigieSite *site)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  if (!g_set_object (&self->selected, site))
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_SITE]);
}

VigieSite *
vigie_site_layer_get_selected_site (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), NULL);
  return self->selected;
}

void
vigie_site_layer_set_link_lost (VigieSiteLayer *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  link_lost = !!link_lost;
  if (self->link_lost == link_lost)
    return;
  self->link_lost = link_lost;
  /* What is said of it is other words too. */
  vigie_site_layer_invalidate (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_LOST]);
}

gboolean
vigie_site_layer_get_link_lost (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);
  return self->link_lost;
}

void
vigie_site_layer_set_dimmed (VigieSiteLayer *self, gboolean dimmed)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  dimmed = !!dimmed;
  if (self->dimmed == dimmed)
    return;
  self->dimmed = dimmed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIMMED]);
}

gboolean
vigie_site_layer_get_dimmed (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);
  return self->dimmed;
}

void
vigie_site_layer_set_scheme (VigieSiteLayer *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCHEME]);
}

VigieScheme
vigie_site_layer_get_scheme (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), VIGIE_SCHEME_AUTO);
  return self->scheme;
}

void
vigie_site_layer_set_sign_scale (VigieSiteLayer *self, double scale)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  scale = CLAMP (scale, 0.5, 8);
  if (self->sign_scale == scale)
    return;
  self->sign_scale = scale;
  vigie_site_layer_invalidate (self);
}

double
vigie_site_layer_get_sign_scale (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), 1);
  return self->sign_scale;
}

void
vigie_site_layer_set_clusters (VigieSiteLayer *self, gboolean clusters)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  clusters = !!clusters;
  if (self->clusters == clusters)
    return;
  self->clusters = clusters;
  vigie_site_layer_invalidate (self);
}

gboolean
vigie_site_layer_get_box (VigieSiteLayer *self, VigieGeoBox *box)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);
  return self->index != NULL && vigie_site_index_get_box (self->index, box);
}

gboolean
vigie_site_layer_has_site (VigieSiteLayer *self, VigieSite *site)
{
  guint number;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);
  return self->index != NULL && site != NULL && vigie_site_index_find (self->index, site, &number);
}

int
vigie_site_layer_get_single_zoom (VigieSiteLayer *self, VigieSite *site)
{
  guint number;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), 0);

  if (self->index == NULL || !vigie_site_index_find (self->index, site, &number))
    return 0;
  return vigie_cluster_index_single_zoom (vigie_site_index_get_clusters (self->index), number);
}

void
vigie_site_layer_flush (VigieSiteLayer *self)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  if (self->index != NULL)
    vigie_site_index_flush (self->index);
  if (self->describe_source != 0)
    {
      g_clear_handle_id (&self->describe_source, g_source_remove);
      describe_cb (self);
    }
}
