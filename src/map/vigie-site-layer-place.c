/* vigie-site-layer-place.c: what is in view, and where.
 *
 * The viewport only gives the centre and the zoom: places are projected from cached Mercator
 * coordinates, for the nodes that the clusters' grid finds in the box in view. Nothing is allocated
 * per site and nothing is done for sites out of view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-layer-frame.h"
#include "vigie-site-layer-private.h"

/* Signs whose centre is just out of view still reach into it. */
#define MARGIN 48.0
/* From so many signs of sites in view on, the small normal ones are dots, until they are so few again: no sign
 * changes back and forth while the map is moved along the border. */
#define DOTS_FROM 450
#define DOTS_UNTIL 350

/* ---- Ranks ----------------------------------------------------------------------------------- */

/* Larger is drawn above and walked to first. */
guint8
vigie_site_layer_rank (VigieGlyphLook look)
{
  switch (look)
    {
    case VIGIE_GLYPH_CRITICAL:
      return 7;
    case VIGIE_GLYPH_WARNING:
      return 6;
    case VIGIE_GLYPH_SILENT:
      return 5;
    case VIGIE_GLYPH_NEVER:
      return 4;
    case VIGIE_GLYPH_OUT_OF_SERVICE:
      return 3;
    case VIGIE_GLYPH_LATE:
      return 2;
    case VIGIE_GLYPH_NO_MEASURE:
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
    if (counts[look] > 0 && vigie_site_layer_rank (look) > vigie_site_layer_rank (worst))
      worst = look;
  return worst;
}

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

/* ---- The view -------------------------------------------------------------------------------- */

gboolean
vigie_site_layer_get_frame (VigieSiteLayer *self, VigieSiteFrame *frame)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  double rotation = shumate_viewport_get_rotation (viewport);

  frame->zoom = shumate_viewport_get_zoom_level (viewport);
  frame->world = vigie_viewport_world (viewport);
  frame->x = vigie_mercator_x (shumate_location_get_longitude (SHUMATE_LOCATION (viewport)));
  frame->y = vigie_mercator_y (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)));
  frame->sine = sin (rotation);
  frame->cosine = cos (rotation);
  frame->width = gtk_widget_get_width (GTK_WIDGET (self));
  frame->height = gtk_widget_get_height (GTK_WIDGET (self));
  /* Clusters are made for worlds of 256 × 2^zoom pixels. */
  frame->level = (int) floor (log2 (frame->world / 256) + 0.5);
  return frame->width > 0 && frame->height > 0;
}

void
vigie_site_frame_project (const VigieSiteFrame *frame, double x, double y, float *to_x, float *to_y)
{
  double dx = (x - frame->x) * frame->world, dy = (y - frame->y) * frame->world;

  *to_x = (float) (frame->width / 2 + dx * frame->cosine - dy * frame->sine);
  *to_y = (float) (frame->height / 2 + dx * frame->sine + dy * frame->cosine);
}

/* ---- Places ---------------------------------------------------------------------------------- */

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

void
vigie_site_layer_place_node (VigieSiteLayer *self,
                             const VigieClusterNode *node,
                             VigiePlaced *placed)
{
  *placed = (VigiePlaced) {.id = node->id, .n_points = node->n_points};
  placed->look = node->gathered ? worst_of (node->counts) : node->state;
  placed->rank = vigie_site_layer_rank (placed->look);
  placed->size = (float) (self->sign_scale
                          * (node->gathered ? vigie_donut_get_size (node->n_points)
                                            : vigie_glyph_look_get_size (placed->look)));
}

void
vigie_site_layer_place_level (VigieSiteLayer *self,
                              const VigieSiteFrame *frame,
                              int level,
                              GArray *into)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
  double reach_x = (fabs (frame->cosine) * frame->width + fabs (frame->sine) * frame->height) / 2;
  double reach_y = (fabs (frame->sine) * frame->width + fabs (frame->cosine) * frame->height) / 2;

  reach_x = (reach_x + MARGIN) / frame->world;
  reach_y = (reach_y + MARGIN) / frame->world;
  g_array_set_size (self->ids, 0);
  for (int turn = -1; turn <= 1; turn++)
    {
      guint first = self->ids->len;

      if (turn != 0 && frame->x - reach_x >= 0 && frame->x + reach_x <= 1)
        continue;
      vigie_cluster_index_query (clusters, level, frame->x - reach_x - turn, frame->y - reach_y,
                                 frame->x + reach_x - turn, frame->y + reach_y, self->ids);
      if (!self->clusters)
        spread (clusters, self->ids, first);
      for (guint i = first; i < self->ids->len; i++)
        {
          VigieClusterNode node;
          VigiePlaced placed;

          vigie_cluster_index_get_node (clusters, g_array_index (self->ids, guint, i), &node);
          vigie_site_layer_place_node (self, &node, &placed);
          vigie_site_frame_project (frame, node.x + turn, node.y, &placed.x, &placed.y);
          placed.from_x = placed.x;
          placed.from_y = placed.y;
          g_array_append_val (into, placed);
        }
    }
}

/* Level of detail: very many signs, the normal ones as dots. */
static void
thin_out (VigieSiteLayer *self)
{
  guint n_sites = 0;

  for (guint i = 0; i < self->placed->len; i++)
    n_sites += g_array_index (self->placed, VigiePlaced, i).n_points == 1;
  self->dots = self->clusters && n_sites >= (self->dots ? DOTS_UNTIL : DOTS_FROM);
  for (guint i = 0; i < self->placed->len && self->dots; i++)
    {
      VigiePlaced *placed = &g_array_index (self->placed, VigiePlaced, i);

      if (placed->n_points == 1 && placed->look == VIGIE_GLYPH_NORMAL)
        {
          placed->part = VIGIE_PLACED_DOT;
          placed->size = (float) (VIGIE_DONUT_DOT_SIZE * self->sign_scale);
        }
    }
}

static void
place (VigieSiteLayer *self)
{
  VigieSiteFrame frame;

  if (vigie_site_index_get_clusters (self->index) == NULL
      || !vigie_site_layer_get_frame (self, &frame))
    return;
  vigie_site_layer_place_level (self, &frame, frame.level, self->placed);
  thin_out (self);
  vigie_site_layer_place_motion (self, &frame);
  g_array_sort (self->placed, compare_placed);
  vigie_site_layer_place_spider (self, &frame);
}

const VigiePlaced *
vigie_site_layer_get_placed (VigieSiteLayer *self, guint *n)
{
  if (self->placed_due)
    {
      self->placed_due = FALSE;
      g_array_set_size (self->placed, 0);
      g_array_set_size (self->leaving, 0);
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

      if (fabs (placed[i].x - x) <= radius && hypot (placed[i].x - x, placed[i].y - y) <= radius)
        return &placed[i];
    }
  return NULL;
}

/* ---- Public ---------------------------------------------------------------------------------- */

gboolean
vigie_site_layer_locate (VigieSiteLayer *self,
                         VigieSite *site,
                         double *x,
                         double *y,
                         guint *n_sites)
{
  VigieClusterIndex *clusters;
  const VigiePlaced *placed, *found;
  guint number, n;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);

  if (self->index == NULL || site == NULL || !vigie_site_index_find (self->index, site, &number))
    return FALSE;
  found = vigie_site_layer_find_placed (self, number);
  clusters = vigie_site_index_get_clusters (self->index);
  placed = vigie_site_layer_get_placed (self, &n);
  /* Which cluster shows it depends on the level; of those in view only one does. */
  for (guint i = 0; i < n && found == NULL; i++)
    if (placed[i].n_points > 1
        && vigie_cluster_index_node_of (clusters, number,
                                        vigie_cluster_index_split_zoom (clusters, placed[i].id) - 1)
               == placed[i].id)
      found = &placed[i];
  if (found == NULL)
    return FALSE;
  *x = found->x;
  *y = found->y;
  if (n_sites != NULL)
    *n_sites = found->n_points;
  return TRUE;
}

guint
vigie_site_layer_get_n_in_view (VigieSiteLayer *self)
{
  guint n;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), 0);
  vigie_site_layer_get_placed (self, &n);
  return n;
}
