/* vigie-site-layer-spider.c: sites at one address, which no zoom level separates, on legs around their place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-announce.h"
#include "vigie-site-layer-private.h"
#include "vigie-words.h"

/* The rings of signs, in logical pixels from the middle, and how many are on the inner one where there are two. */
#define INNER 58.0
#define OUTER 102.0
#define N_ONE_RING 9
#define HUB_SIZE 12
/* From the signs to the edges of the view. */
#define EDGE 24

void
vigie_spider_get_offset (guint leg, guint n, double *x, double *y)
{
  guint inner = n <= N_ONE_RING ? n : MAX (n * 3 / 8, n - MIN (n, 15));
  gboolean is_inner = leg < inner;
  guint in_ring = is_inner ? inner : n - inner, place = is_inner ? leg : leg - inner;
  double angle = -G_PI_2 + 2 * G_PI * (place + (is_inner ? 0 : 0.5)) / MAX (in_ring, 1);
  double radius = is_inner ? INNER : OUTER;

  *x = radius * cos (angle);
  *y = radius * sin (angle);
}

static double
get_radius (guint n)
{
  return n <= N_ONE_RING ? INNER : OUTER;
}

/* ---- Open and closed ------------------------------------------------------------------------- */

static int
compare_legs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  VigieClusterIndex *clusters = user_data;
  VigieClusterNode p, q;

  vigie_cluster_index_get_node (clusters, *(const guint *) a, &p);
  vigie_cluster_index_get_node (clusters, *(const guint *) b, &q);
  if (p.state != q.state)
    return (int) vigie_site_layer_rank (q.state) - (int) vigie_site_layer_rank (p.state);
  return (p.id > q.id) - (p.id < q.id);
}

static void
take_legs (VigieSiteLayer *self, guint id)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);

  self->spider = id;
  g_array_set_size (self->legs, 0);
  vigie_cluster_index_get_points (clusters, id, self->legs);
  /* The worst at 12 o'clock. They stay where they are while states change. */
  g_array_sort_with_data (self->legs, compare_legs, clusters);
  g_set_object (&self->spider_site,
                vigie_site_index_get_site (self->index, g_array_index (self->legs, guint, 0)));
}

static gboolean
can_open (VigieClusterIndex *clusters, guint id)
{
  VigieClusterNode node;

  return vigie_cluster_index_get_node (clusters, id, &node) && node.gathered
         && node.n_points <= VIGIE_SPIDER_MAX
         && vigie_cluster_index_split_zoom (clusters, id) > VIGIE_CLUSTER_MAX_ZOOM;
}

gboolean
vigie_site_layer_open_spider (VigieSiteLayer *self, guint id)
{
  VigieClusterIndex *clusters
      = self->index != NULL ? vigie_site_index_get_clusters (self->index) : NULL;
  VigieSiteFrame frame;

  if (clusters == NULL || !self->clusters || !can_open (clusters, id)
      || !vigie_site_layer_get_frame (self, &frame))
    return FALSE;
  take_legs (self, id);
  self->spider_zoom = frame.zoom;
  self->hovered = VIGIE_NO_NODE;
  vigie_site_layer_start_motion (self);
  self->spider_growing = self->motion_tick != 0;
  vigie_site_layer_invalidate (self);
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED], 0);
  return TRUE;
}

gboolean
vigie_site_layer_close_spider (VigieSiteLayer *self)
{
  guint id = self->spider;

  if (id == VIGIE_NO_NODE)
    return FALSE;
  self->spider = VIGIE_NO_NODE;
  self->spider_growing = FALSE;
  /* The keyboard goes back to what was opened. */
  for (guint i = 0; i < self->legs->len; i++)
    if (g_array_index (self->legs, guint, i) == self->cursor)
      {
        self->cursor = id;
        g_clear_object (&self->cursor_site);
        break;
      }
  g_array_set_size (self->legs, 0);
  g_clear_object (&self->spider_site);
  self->hovered = VIGIE_NO_NODE;
  vigie_site_layer_invalidate (self);
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED], 0);
  return TRUE;
}

gboolean
vigie_site_layer_is_leg (VigieSiteLayer *self, guint id)
{
  for (guint i = 0; i < self->legs->len && self->spider != VIGIE_NO_NODE; i++)
    if (g_array_index (self->legs, guint, i) == id)
      return TRUE;
  return FALSE;
}

void
vigie_site_layer_find_spider (VigieSiteLayer *self)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
  guint number, id;

  if (self->spider == VIGIE_NO_NODE)
    return;
  if (clusters != NULL && vigie_site_index_find (self->index, self->spider_site, &number))
    {
      id = vigie_cluster_index_node_of (clusters, number, VIGIE_CLUSTER_MAX_ZOOM);
      if (can_open (clusters, id))
        {
          take_legs (self, id);
          return;
        }
    }
  /* The numbers are others: there is nothing to go back to. */
  g_array_set_size (self->legs, 0);
  vigie_site_layer_close_spider (self);
}

void
vigie_site_layer_check_spider (VigieSiteLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  if (self->spider != VIGIE_NO_NODE
      && fabs (shumate_viewport_get_zoom_level (viewport) - self->spider_zoom) > 0.01)
    vigie_site_layer_close_spider (self);
}

/* ---- A site that is asked for ---- */

/* The cluster that opens around the place of @site, or VIGIE_NO_NODE. */
static guint
find_opening (VigieSiteLayer *self, VigieSite *site)
{
  VigieClusterIndex *clusters
      = self->index != NULL ? vigie_site_index_get_clusters (self->index) : NULL;
  guint number, id;

  if (clusters == NULL || !self->clusters || site == NULL
      || !vigie_site_index_find (self->index, site, &number))
    return VIGIE_NO_NODE;
  id = vigie_cluster_index_node_of (clusters, number, VIGIE_CLUSTER_MAX_ZOOM);
  return can_open (clusters, id) ? id : VIGIE_NO_NODE;
}

int
vigie_site_layer_get_open_zoom (VigieSiteLayer *self, VigieSite *site)
{
  guint id;
  int zoom = 0;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), VIGIE_CLUSTER_MAX_ZOOM + 1);

  id = find_opening (self, site);
  if (id == VIGIE_NO_NODE)
    return VIGIE_CLUSTER_MAX_ZOOM + 1;
  while (zoom < VIGIE_CLUSTER_MAX_ZOOM
         && vigie_cluster_index_node_of (vigie_site_index_get_clusters (self->index), id, zoom)
                != id)
    zoom++;
  return zoom;
}

void
vigie_site_layer_check_reveal (VigieSiteLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  guint id;

  /* Another one was chosen since. */
  if (self->reveal != self->selected)
    g_clear_object (&self->reveal);
  if (self->reveal == NULL
      || fabs (shumate_viewport_get_zoom_level (viewport) - self->reveal_zoom) > 0.01)
    return;
  id = find_opening (self, self->reveal);
  g_clear_object (&self->reveal);
  if (id != VIGIE_NO_NODE && id != self->spider)
    vigie_site_layer_open_spider (self, id);
}

void
vigie_site_layer_reveal (VigieSiteLayer *self, VigieSite *site, double zoom)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  g_set_object (&self->reveal, site);
  self->reveal_zoom = zoom;
  if (self->spider != VIGIE_NO_NODE && find_opening (self, site) != self->spider)
    vigie_site_layer_close_spider (self);
  vigie_site_layer_check_reveal (self);
}

/* ---- Places ---------------------------------------------------------------------------------- */

/* The middle of the legs, so that all signs are in view where the view is large enough. */
static double
hold_in (double at, double size, double reach)
{
  return size < 2 * reach ? size / 2 : CLAMP (at, reach, size - reach);
}

void
vigie_site_layer_place_spider (VigieSiteLayer *self, const VigieSiteFrame *frame)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
  VigiePlaced *hub = NULL;
  double reach, x, y;
  float hub_x, hub_y;

  if (self->spider == VIGIE_NO_NODE)
    return;
  for (guint i = 0; i < self->placed->len && hub == NULL; i++)
    if (g_array_index (self->placed, VigiePlaced, i).id == self->spider)
      hub = &g_array_index (self->placed, VigiePlaced, i);
  /* Out of view, or gathered with others at this level: it is there again when one comes back. */
  if (hub == NULL)
    return;
  hub->part = VIGIE_PLACED_HUB;
  hub->size = (float) (HUB_SIZE * self->sign_scale);
  hub->coming = FALSE;
  hub_x = hub->x;
  hub_y = hub->y;
  reach = get_radius (self->legs->len) * self->sign_scale + EDGE;
  x = hold_in (hub_x, frame->width, reach);
  y = hold_in (hub_y, frame->height, reach);
  if (hypot (x - hub_x, y - hub_y) > reach * 2) /* at the very edge, or beyond */
    {
      x = hub_x;
      y = hub_y;
    }
  for (guint i = 0; i < self->legs->len; i++)
    {
      VigieClusterNode node;
      VigiePlaced placed;
      double dx, dy;

      vigie_cluster_index_get_node (clusters, g_array_index (self->legs, guint, i), &node);
      vigie_site_layer_place_node (self, &node, &placed);
      vigie_spider_get_offset (i, self->legs->len, &dx, &dy);
      placed.part = VIGIE_PLACED_LEG;
      placed.x = (float) (x + dx * self->sign_scale);
      placed.y = (float) (y + dy * self->sign_scale);
      placed.from_x = hub_x;
      placed.from_y = hub_y;
      placed.coming = self->spider_growing && self->motion_tick != 0;
      g_array_append_val (self->placed, placed);
    }
}

void
vigie_site_layer_draw_legs (VigieSiteLayer *self,
                            GtkSnapshot *snapshot,
                            double progress,
                            const GdkRGBA *color,
                            const GdkRGBA *halo)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        double x, y, length, width = pass == 0 ? 3.5 : 1.5;

        if (placed[i].part != VIGIE_PLACED_LEG)
          continue;
        vigie_site_layer_get_drawn (&placed[i], progress, &x, &y);
        length = hypot (x - placed[i].from_x, y - placed[i].from_y);
        gtk_snapshot_save (snapshot);
        gtk_snapshot_translate (snapshot,
                                &GRAPHENE_POINT_INIT (placed[i].from_x, placed[i].from_y));
        gtk_snapshot_rotate (
            snapshot, (float) (atan2 (y - placed[i].from_y, x - placed[i].from_x) * 180 / G_PI));
        gtk_snapshot_append_color (
            snapshot, pass == 0 ? halo : color,
            &GRAPHENE_RECT_INIT (0, (float) (-width / 2), (float) length, (float) width));
        gtk_snapshot_restore (snapshot);
      }
}

char *
vigie_site_layer_describe_spider (VigieSiteLayer *self)
{
  g_autofree char *number = vigie_words_number (self->legs->len, 0);

  return g_strdup_printf (
      /* Translators: said when a cluster of sites at one address has been opened: each has its sign around it now */
      ngettext ("%s site in the same place, shown around it",
                "%s sites in the same place, shown around it", self->legs->len),
      number);
}
