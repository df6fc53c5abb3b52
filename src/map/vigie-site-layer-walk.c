/* vigie-site-layer-walk.c: the signs in view in the order in which the keyboard goes through them, and
 * what the view shows beside the one that is pointed at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-site-layer-private.h"

typedef struct
{
  guint id;
  guint8 rank;
  float distance;
} Step;

/* The worst first; of the same state the nearest to the middle, where one looks. */
static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *p = a, *q = b;

  if (p->rank != q->rank)
    return (int) q->rank - (int) p->rank;
  if (p->distance != q->distance)
    return p->distance < q->distance ? -1 : 1;
  return (p->id > q->id) - (p->id < q->id);
}

GArray *
vigie_site_layer_get_walk (VigieSiteLayer *self)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean is_open = vigie_site_layer_find_placed (self, self->spider) != NULL;
  g_autoptr (GArray) steps = g_array_sized_new (FALSE, FALSE, sizeof (Step), n);
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);

  for (guint i = 0; i < n; i++)
    {
      Step step = {placed[i].id, placed[i].rank,
                   (float) hypot (placed[i].x - width / 2, placed[i].y - height / 2)};

      /* While a cluster is open, its sites alone. */
      if (is_open && placed[i].part != VIGIE_PLACED_LEG)
        continue;
      if (placed[i].x >= 0 && placed[i].y >= 0 && placed[i].x <= width && placed[i].y <= height)
        g_array_append_val (steps, step);
    }
  g_array_sort (steps, compare_steps);
  for (guint i = 0; i < steps->len; i++)
    g_array_append_val (ids, g_array_index (steps, Step, i).id);
  return ids;
}

gboolean
vigie_site_layer_get_walked (VigieSiteLayer *self, VigieSite **site)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);

  *site = self->walked ? self->cursor_site : NULL;
  return gtk_widget_is_focus (GTK_WIDGET (self));
}

/* ---- What is pointed at ---------------------------------------------------------------------- */

/* The worst sites of a cluster, by look as signs are ranked: those of which there is something to say. */
static void
take_worst (VigieSiteLayer *self, const VigieClusterNode *node, VigieSiteHint *hint)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint rank = vigie_site_layer_rank (VIGIE_GLYPH_CRITICAL);
       rank > vigie_site_layer_rank (VIGIE_GLYPH_NO_MEASURE); rank--)
    for (guint look = 0; look < VIGIE_N_GLYPH_LOOK && points->len < VIGIE_HINT_N_WORST; look++)
      if (vigie_site_layer_rank (look) == rank && node->counts[look] > 0)
        vigie_cluster_index_find_state (clusters, node->id, (guint8) look,
                                        VIGIE_HINT_N_WORST - points->len, points);
  hint->n_worst = points->len;
  for (guint i = 0; i < points->len; i++)
    {
      hint->worst[i] = vigie_site_index_get_site (self->index, g_array_index (points, guint, i));
      vigie_site_layer_get_look (self, hint->worst[i], &hint->worst_looks[i]);
    }
}

gboolean
vigie_site_layer_get_hint (VigieSiteLayer *self, VigieSiteHint *hint)
{
  const VigiePlaced *placed = NULL;
  VigieClusterNode node;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);

  memset (hint, 0, sizeof *hint);
  if (self->index == NULL)
    return FALSE;
  if (self->hovered != VIGIE_NO_NODE)
    placed = vigie_site_layer_find_placed (self, self->hovered);
  else if (self->walked && gtk_widget_is_focus (GTK_WIDGET (self)))
    {
      placed = vigie_site_layer_find_placed (self, self->cursor);
      hint->keyboard = TRUE;
    }
  if (placed == NULL
      || !vigie_cluster_index_get_node (vigie_site_index_get_clusters (self->index), placed->id,
                                        &node))
    return FALSE;
  hint->id = placed->id;
  hint->x = placed->x;
  hint->y = placed->y;
  hint->size = placed->size;
  hint->n_sites = placed->n_points;
  hint->past = vigie_site_layer_has_look_func (self);
  if (!node.gathered)
    {
      hint->site = vigie_site_index_get_site (self->index, placed->id);
      vigie_site_layer_get_look (self, hint->site, &hint->look);
      return TRUE;
    }
  for (guint look = 0; look < VIGIE_N_GLYPH_LOOK; look++)
    hint->counts[look] = node.counts[look];
  take_worst (self, &node, hint);
  return TRUE;
}
