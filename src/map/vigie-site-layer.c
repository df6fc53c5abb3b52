/* vigie-site-layer.c: the sites of a territory on a map: what is in view, and where.
 *
 * The viewport only gives the centre and the zoom: places are projected from cached Mercator
 * coordinates, for the nodes that the clusters' grid finds in the box in view. Nothing is allocated
 * per site and nothing is done for sites out of view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-layer-private.h"

#include <math.h>

/* Signs whose centre is just out of view still reach into it. */
#define MARGIN 48.0

G_DEFINE_FINAL_TYPE (VigieSiteLayer, vigie_site_layer, SHUMATE_TYPE_LAYER)

typedef enum
{
  PROP_TERRITORY = 1,
  PROP_SELECTED_SITE,
  PROP_LINK_LOST,
  PROP_DIMMED,
  PROP_SCHEME,
} VigieSiteLayerProperty;
static GParamSpec *properties[PROP_SCHEME + 1];

guint vigie_site_layer_signals[VIGIE_SITE_LAYER_N_SIGNALS];

/* Larger is drawn above and walked to first. */
static guint8
rank_of (VigieGlyphLook look)
{
  switch (look)
    {
    case VIGIE_GLYPH_CRITICAL:
      return 6;
    case VIGIE_GLYPH_WARNING:
      return 5;
    case VIGIE_GLYPH_SILENT:
      return 4;
    case VIGIE_GLYPH_NEVER:
      return 3;
    case VIGIE_GLYPH_OUT_OF_SERVICE:
      return 2;
    case VIGIE_GLYPH_LATE:
      return 1;
    case VIGIE_GLYPH_NORMAL:
    default:
      return 0;
    }
}

static VigieGlyphLook
worst_of (const guint32 *counts)
{
  VigieGlyphLook worst = VIGIE_GLYPH_NORMAL;

  for (guint look = 0; look < VIGIE_N_GLYPH_LOOK; look++)
    if (counts[look] > 0 && rank_of (look) > rank_of (worst))
      worst = look;
  return worst;
}

/* ---- Places ---- */

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const VigiePlaced *p = a, *q = b;

  if (p->rank != q->rank)
    return (int) p->rank - (int) q->rank;
  if (p->y != q->y)
    return p->y < q->y ? -1 : 1;
  return (p->id > q->id) - (p->id < q->id);
}

/* Puts in place of the clusters among @ids, from @first on, the sites that they show. */
static void
spread (VigieClusterIndex *clusters, GArray *ids, guint first)
{
  guint last = ids->len, n_points = vigie_cluster_index_get_n_points (clusters);

  for (guint i = first; i < last; i++)
    {
      guint id = g_array_index (ids, guint, i);

      if (id >= n_points)
        vigie_cluster_index_get_points (clusters, id, ids);
      else
        g_array_append_val (ids, id);
    }
  g_array_remove_range (ids, first, last - first);
}

static void
place (VigieSiteLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  ShumateMapSource *reference = shumate_viewport_get_reference_map_source (viewport);
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
  double tile_size = reference != NULL ? shumate_map_source_get_tile_size (reference) : 256;
  double zoom = shumate_viewport_get_zoom_level (viewport);
  double world = tile_size * exp2 (zoom);
  double x = vigie_mercator_x (shumate_location_get_longitude (SHUMATE_LOCATION (viewport)));
  double y = vigie_mercator_y (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)));
  double rotation = shumate_viewport_get_rotation (viewport);
  double sine = sin (rotation), cosine = cos (rotation);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double reach_x = (fabs (cosine) * width + fabs (sine) * height) / 2 + MARGIN;
  double reach_y = (fabs (sine) * width + fabs (cosine) * height) / 2 + MARGIN;
  /* Clusters are made for worlds of 256 × 2^zoom pixels. */
  int level = (int) floor (log2 (world / 256) + 0.5);

  if (clusters == NULL || width <= 0 || height <= 0)
    return;
  g_array_set_size (self->ids, 0);
  for (int turn = -1; turn <= 1; turn++)
    {
      guint first = self->ids->len;

      if (turn != 0 && x - reach_x / world >= 0 && x + reach_x / world <= 1)
        continue;
      vigie_cluster_index_query (clusters, level, x - reach_x / world - turn, y - reach_y / world,
                                 x + reach_x / world - turn, y + reach_y / world, self->ids);
      if (!self->clusters)
        spread (clusters, self->ids, first);
      for (guint i = first; i < self->ids->len; i++)
        {
          VigieClusterNode node;
          VigiePlaced placed;
          double dx, dy;

          vigie_cluster_index_get_node (clusters, g_array_index (self->ids, guint, i), &node);
          dx = (node.x + turn - x) * world;
          dy = (node.y - y) * world;
          placed.id = node.id;
          placed.x = width / 2 + dx * cosine - dy * sine;
          placed.y = height / 2 + dx * sine + dy * cosine;
          placed.n_points = node.n_points;
          placed.look = node.counts != NULL ? worst_of (node.counts) : node.state;
          placed.rank = rank_of (placed.look);
          placed.size = node.counts != NULL ? vigie_donut_get_size (node.n_points)
                                            : vigie_glyph_look_get_size (placed.look);
          placed.size *= self->sign_scale;
          g_array_append_val (self->placed, placed);
        }
    }
  g_array_sort (self->placed, compare_placed);
}

const VigiePlaced *
vigie_site_layer_get_placed (VigieSiteLayer *self, guint *n)
{
  if (self->placed_due)
    {
      self->placed_due = FALSE;
      g_array_set_size (self->placed, 0);
      if (self->index != NULL)
        place (self);
    }
  *n = self->placed->len;
  return (gconstpointer) self->placed->data;
}

const VigiePlaced *
vigie_site_layer_find_placed (VigieSiteLayer *self, guint id)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);

  for (guint i = 0; i < n && id != VIGIE_NO_NODE; i++)
    if (placed[i].id == id)
      return &placed[i];
  return NULL;
}

const VigiePlaced *
vigie_site_layer_pick (VigieSiteLayer *self, double x, double y)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);

  for (guint i = n; i-- > 0;)
    {
      /* A finger or a shaking hand gets a little more than what is drawn. */
      double radius = MAX (placed[i].size / 2 * (placed[i].n_points == 1 ? 0.9 : 1), 11);

      if (hypot (placed[i].x - x, placed[i].y - y) <= radius)
        return &placed[i];
    }
  return NULL;
}

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

  return vigie_site_layer_pick (self, x, y) != NULL || vigie_site_layer_is_clicked (self, x, y);
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
  self->hovered = self->cursor = VIGIE_NO_NODE;
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
  g_clear_object (&self->index);
  g_clear_object (&self->cursor_site);
  self->hovered = self->cursor = VIGIE_NO_NODE;
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

int
vigie_site_layer_get_single_zoom (VigieSiteLayer *self, VigieSite *site)
{
  guint number;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), 0);

  if (self->index == NULL || !vigie_site_index_find (self->index, site, &number))
    return 0;
  return vigie_cluster_index_single_zoom (vigie_site_index_get_clusters (self->index), number);
}

gboolean
vigie_site_layer_locate (VigieSiteLayer *self,
                         VigieSite *site,
                         double *x,
                         double *y,
                         guint *n_sites)
{
  guint number, n;
  const VigiePlaced *placed;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);

  if (self->index == NULL || site == NULL || !vigie_site_index_find (self->index, site, &number))
    return FALSE;
  placed = vigie_site_layer_get_placed (self, &n);
  /* Which node shows it depends on the level; of those in view only one does. */
  for (guint i = 0; i < n; i++)
    {
      VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
      gboolean shown = placed[i].id == number;

      if (!shown && placed[i].n_points > 1)
        {
          int split = vigie_cluster_index_split_zoom (clusters, placed[i].id);

          shown = vigie_cluster_index_node_of (clusters, number, split - 1) == placed[i].id;
        }
      if (shown)
        {
          *x = placed[i].x;
          *y = placed[i].y;
          if (n_sites != NULL)
            *n_sites = placed[i].n_points;
          return TRUE;
        }
    }
  return FALSE;
}

guint
vigie_site_layer_get_n_in_view (VigieSiteLayer *self)
{
  guint n;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), 0);
  vigie_site_layer_get_placed (self, &n);
  return n;
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
