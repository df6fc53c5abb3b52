/* vigie-live-layer.c: a layer that shows something of the live territory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-live-layer.h"

#include "vigie-map-legend.h"

#define PAUSE_MS 500
#define SLICE_US 2500
/* Measures that no sensor tells of age and change without a signal. */
#define REFRESH_MS 10000

typedef struct
{
  VigieTerritory *territory; /* owned, or NULL */
  GListModel *sites;         /* owned, or NULL: all */
  VigieScheme scheme;
  gboolean link_lost;
  gboolean dirty;
  gboolean underway; /* gathering has begun: */
  guint next;        /* item */
  guint source;      /* the next slice, or 0 */
} VigieLiveLayerPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (VigieLiveLayer, vigie_live_layer, VIGIE_TYPE_DRAWN_LAYER)

static guint legend_changed;

static VigieLiveLayerPrivate *private (VigieLiveLayer *self)
{
  return vigie_live_layer_get_instance_private (self);
}

/* Takes items until there is none left, or the slice is over: then TRUE. */
static gboolean
take_items (VigieLiveLayer *self)
{
  VigieLiveLayerPrivate *priv = private (self);
  VigieLiveLayerClass *klass = VIGIE_LIVE_LAYER_GET_CLASS (self);
  GListModel *items
      = klass->get_items != NULL ? klass->get_items (self) : vigie_live_layer_get_sites (self);
  gint64 end = g_get_monotonic_time () + SLICE_US;
  guint n = g_list_model_get_n_items (items);

  for (; priv->next < n; priv->next++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, priv->next);

      if (priv->next % 32 == 31 && g_get_monotonic_time () > end)
        return TRUE;
      klass->take (self, item);
    }
  klass->end (self);
  return FALSE;
}

/* One slice. TRUE while something is left. */
static gboolean
gather (VigieLiveLayer *self)
{
  VigieLiveLayerPrivate *priv = private (self);
  gboolean first = !priv->underway;

  priv->underway = FALSE;
  if (first)
    priv->dirty = FALSE;
  if (priv->territory != NULL)
    {
      if (first)
        {
          priv->next = 0;
          VIGIE_LIVE_LAYER_GET_CLASS (self)->begin (self);
        }
      priv->underway = take_items (self);
    }
  if (!priv->underway)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  return priv->underway;
}

static void queue (VigieLiveLayer *self, guint delay);

static gboolean
source_cb (gpointer user_data)
{
  VigieLiveLayer *self = user_data;
  VigieLiveLayerPrivate *priv = private (self);

  priv->source = 0;
  if (gather (self))
    queue (self, 0);
  else
    queue (self, priv->dirty ? PAUSE_MS : REFRESH_MS);
  return G_SOURCE_REMOVE;
}

static void
queue (VigieLiveLayer *self, guint delay)
{
  VigieLiveLayerPrivate *priv = private (self);

  if (priv->source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    priv->source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, delay, source_cb, self, NULL);
}

void
vigie_live_layer_changed (VigieLiveLayer *self)
{
  VigieLiveLayerPrivate *priv = private (self);

  if (priv->dirty)
    return;
  priv->dirty = TRUE;
  if (priv->underway)
    return;
  g_clear_handle_id (&priv->source, g_source_remove);
  queue (self, PAUSE_MS);
}

void
vigie_live_layer_flush (VigieLiveLayer *self)
{
  VigieLiveLayerPrivate *priv = private (self);

  g_clear_handle_id (&priv->source, g_source_remove);
  priv->underway = FALSE;
  while (gather (self))
    ;
}

void
vigie_live_layer_set_territory (VigieLiveLayer *self, VigieTerritory *territory)
{
  VigieLiveLayerPrivate *priv = private (self);
  VigieLiveLayerClass *klass = VIGIE_LIVE_LAYER_GET_CLASS (self);

  if (priv->territory == territory)
    return;
  if (priv->territory != NULL)
    {
      g_signal_handlers_disconnect_by_data (priv->territory, self);
      g_signal_handlers_disconnect_by_data (vigie_territory_get_sensors (priv->territory), self);
    }
  g_set_object (&priv->territory, territory);
  priv->underway = FALSE;
  g_clear_handle_id (&priv->source, g_source_remove);
  if (klass->forget != NULL)
    klass->forget (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (territory == NULL)
    return;
  g_signal_connect_object (territory, "items-changed", G_CALLBACK (vigie_live_layer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (territory, "changed", G_CALLBACK (vigie_live_layer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (territory, "level-changed", G_CALLBACK (vigie_live_layer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vigie_territory_get_sensors (territory), "changed",
                           G_CALLBACK (vigie_live_layer_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vigie_territory_get_sensors (territory), "items-changed",
                           G_CALLBACK (vigie_live_layer_changed), self, G_CONNECT_SWAPPED);
  priv->dirty = TRUE;
  queue (self, 0);
}

VigieTerritory *
vigie_live_layer_get_territory (VigieLiveLayer *self)
{
  return private (self)->territory;
}

void
vigie_live_layer_set_sites (VigieLiveLayer *self, GListModel *sites)
{
  VigieLiveLayerPrivate *priv = private (self);

  if (priv->sites == sites)
    return;
  if (priv->sites != NULL)
    g_signal_handlers_disconnect_by_data (priv->sites, self);
  g_set_object (&priv->sites, sites);
  if (sites != NULL)
    g_signal_connect_object (sites, "items-changed", G_CALLBACK (vigie_live_layer_changed), self,
                             G_CONNECT_SWAPPED);
  vigie_live_layer_changed (self);
}

GListModel *
vigie_live_layer_get_sites (VigieLiveLayer *self)
{
  VigieLiveLayerPrivate *priv = private (self);

  return priv->sites != NULL ? priv->sites : G_LIST_MODEL (priv->territory);
}

static void
look_changed (VigieLiveLayer *self)
{
  VigieLiveLayerClass *klass = VIGIE_LIVE_LAYER_GET_CLASS (self);

  if (klass->look_changed != NULL)
    klass->look_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  vigie_live_layer_legend_changed (self);
}

void
vigie_live_layer_set_scheme (VigieLiveLayer *self, VigieScheme scheme)
{
  VigieLiveLayerPrivate *priv = private (self);

  scheme = scheme == VIGIE_SCHEME_AUTO ? VIGIE_SCHEME_LIGHT : scheme;
  if (priv->scheme == scheme)
    return;
  priv->scheme = scheme;
  look_changed (self);
}

VigieScheme
vigie_live_layer_get_scheme (VigieLiveLayer *self)
{
  return private (self)->scheme;
}

void
vigie_live_layer_set_link_lost (VigieLiveLayer *self, gboolean link_lost)
{
  VigieLiveLayerPrivate *priv = private (self);

  if (priv->link_lost == !!link_lost)
    return;
  priv->link_lost = !!link_lost;
  look_changed (self);
}

gboolean
vigie_live_layer_get_link_lost (VigieLiveLayer *self)
{
  return private (self)->link_lost;
}

void
vigie_live_layer_fill_legend (VigieLiveLayer *self, GtkBox *part)
{
  vigie_map_legend_clear (part);
  VIGIE_LIVE_LAYER_GET_CLASS (self)->fill_legend (self, part);
}

void
vigie_live_layer_legend_changed (VigieLiveLayer *self)
{
  g_signal_emit (self, legend_changed, 0);
}

static void
vigie_live_layer_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_live_layer_parent_class)->map (widget);
  queue (VIGIE_LIVE_LAYER (widget), 0);
}

static void
vigie_live_layer_unmap (GtkWidget *widget)
{
  VigieLiveLayerPrivate *priv = private (VIGIE_LIVE_LAYER (widget));

  g_clear_handle_id (&priv->source, g_source_remove);
  GTK_WIDGET_CLASS (vigie_live_layer_parent_class)->unmap (widget);
}

static void
vigie_live_layer_dispose (GObject *object)
{
  VigieLiveLayerPrivate *priv = private (VIGIE_LIVE_LAYER (object));

  g_clear_handle_id (&priv->source, g_source_remove);
  g_clear_object (&priv->territory);
  g_clear_object (&priv->sites);
  G_OBJECT_CLASS (vigie_live_layer_parent_class)->dispose (object);
}

static void
vigie_live_layer_class_init (VigieLiveLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_live_layer_dispose;
  widget_class->map = vigie_live_layer_map;
  widget_class->unmap = vigie_live_layer_unmap;
  legend_changed = g_signal_new ("legend-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_live_layer_init (VigieLiveLayer *self)
{
  private (self)->scheme = VIGIE_SCHEME_LIGHT;
}
