/* vigie-site-layer-area.c: the sites in a box of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-site-layer-private.h"

/* A box of the unit square; of one that lies across the antimeridian one of its two parts. */
typedef struct
{
  double x0, y0, x1, y1;
} Part;

static guint
parts_of (const VigieGeoBox *box, Part parts[2])
{
  double y0 = vigie_mercator_y (box->north), y1 = vigie_mercator_y (box->south);
  double x0 = vigie_mercator_x (box->west), x1 = vigie_mercator_x (box->east);

  if (x0 <= x1)
    {
      parts[0] = (Part) {x0, y0, x1, y1};
      return 1;
    }
  parts[0] = (Part) {x0, y0, 1, y1};
  parts[1] = (Part) {0, y0, x1, y1};
  return 2;
}

static gboolean
is_in (const Part *part, const VigieClusterNode *node)
{
  return node->x >= part->x0 && node->x <= part->x1 && node->y >= part->y0 && node->y <= part->y1;
}

static gboolean
lies_in (const VigieGeoBox *box, double lat, double lon)
{
  if (!(lat >= box->south && lat <= box->north))
    return FALSE;
  return box->west <= box->east ? lon >= box->west && lon <= box->east
                                : lon >= box->west || lon <= box->east;
}

gboolean
vigie_site_layer_is_in_area (VigieSiteLayer *self, guint id)
{
  VigieClusterNode node;
  Part parts[2];
  guint n = parts_of (&self->area, parts);

  if (!vigie_cluster_index_get_node (vigie_site_index_get_clusters (self->index), id, &node))
    return FALSE;
  return is_in (&parts[0], &node) || (n > 1 && is_in (&parts[1], &node));
}

/* ---- Public ---------------------------------------------------------------------------------- */

GPtrArray *
vigie_site_layer_get_sites_in (VigieSiteLayer *self, const VigieGeoBox *box)
{
  g_autoptr (GPtrArray) sites = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (guint));
  VigieClusterIndex *clusters;
  Part parts[2];
  guint n_parts;
  /* A cluster of the deepest level has its places around it, one of which may be in where it is not. */
  const double reach = 256 / (256 * exp2 (VIGIE_CLUSTER_MAX_ZOOM));

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), NULL);

  clusters = self->index != NULL ? vigie_site_index_get_clusters (self->index) : NULL;
  if (clusters == NULL || !vigie_geo_box_is_valid (box))
    return g_steal_pointer (&sites);
  n_parts = parts_of (box, parts);
  for (guint p = 0; p < n_parts; p++)
    {
      g_array_set_size (ids, 0);
      g_array_set_size (points, 0);
      vigie_cluster_index_query (clusters, VIGIE_CLUSTER_MAX_ZOOM, parts[p].x0 - reach,
                                 parts[p].y0 - reach, parts[p].x1 + reach, parts[p].y1 + reach,
                                 ids);
      for (guint i = 0; i < ids->len; i++)
        vigie_cluster_index_get_points (clusters, g_array_index (ids, guint, i), points);
      for (guint i = 0; i < points->len; i++)
        {
          VigieSite *site
              = vigie_site_index_get_site (self->index, g_array_index (points, guint, i));

          /* By its own place: that of the index is rounded. */
          if (site != NULL && lies_in (box, vigie_site_get_lat (site), vigie_site_get_lon (site)))
            g_ptr_array_add (sites, g_object_ref (site));
        }
    }
  return g_steal_pointer (&sites);
}

void
vigie_site_layer_set_area (VigieSiteLayer *self, const VigieGeoBox *box)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  self->has_area = box != NULL;
  if (box != NULL)
    {
      self->area = *box;
      vigie_site_layer_forget_pointer (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
