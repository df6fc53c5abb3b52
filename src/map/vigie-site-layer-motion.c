/* vigie-site-layer-motion.c: from a level of clusters to the next one without a jump.
 *
 * For a fifth of a second after the level changed, what a cluster opened into comes out of its place and what
 * was gathered goes into that of its cluster, both fading. Hits, words and the walk know only of where the
 * signs end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-layer-private.h"

#define NO_LEVEL G_MININT

double
vigie_site_layer_get_progress (VigieSiteLayer *self)
{
  GdkFrameClock *clock;
  double t;

  if (self->motion_tick == 0)
    return 1;
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  if (clock == NULL)
    return 1;
  t = (gdk_frame_clock_get_frame_time (clock) - self->motion_start)
      / (VIGIE_SITE_LAYER_MOTION * 1000.0);
  return CLAMP (t, 0, 1);
}

double
vigie_site_layer_ease (double t)
{
  return 1 - (1 - t) * (1 - t) * (1 - t);
}

static void
stop (VigieSiteLayer *self)
{
  self->motion_from = NO_LEVEL;
  self->motion_tick = 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  VigieSiteLayer *self = VIGIE_SITE_LAYER (widget);

  gtk_widget_queue_draw (widget);
  if (vigie_site_layer_get_progress (self) < 1)
    return G_SOURCE_CONTINUE;
  stop (self);
  self->placed_due = TRUE;
  return G_SOURCE_REMOVE;
}

void
vigie_site_layer_stop_motion (VigieSiteLayer *self)
{
  if (self->motion_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->motion_tick);
  stop (self);
}

void
vigie_site_layer_start_motion (VigieSiteLayer *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (self->reduced_motion || clock == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->motion_start = gdk_frame_clock_get_frame_time (clock);
  if (self->motion_tick == 0)
    self->motion_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

void
vigie_site_layer_forget_level (VigieSiteLayer *self)
{
  vigie_site_layer_stop_motion (self);
  self->level = NO_LEVEL;
}

/* Whether @id is a sign of its own at @level. */
static gboolean
is_shown (VigieClusterIndex *clusters, guint id, int level)
{
  int split = vigie_cluster_index_split_zoom (clusters, id); /* 0 of a site */

  return vigie_cluster_index_node_of (clusters, id, level) == id && (split == 0 || split > level);
}

/* From the place of one node to that of another, px. As far as on the plane: on whichever turn of the world. */
static void
get_way (VigieClusterIndex *clusters,
         const VigieSiteFrame *frame,
         guint from,
         guint to,
         float *dx,
         float *dy)
{
  VigieClusterNode node;
  float x0, y0, x1, y1;

  vigie_cluster_index_get_node (clusters, from, &node);
  vigie_site_frame_project (frame, node.x, node.y, &x0, &y0);
  vigie_cluster_index_get_node (clusters, to, &node);
  vigie_site_frame_project (frame, node.x, node.y, &x1, &y1);
  *dx = x1 - x0;
  *dy = y1 - y0;
}

void
vigie_site_layer_place_motion (VigieSiteLayer *self, const VigieSiteFrame *frame)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (self->index);
  int level = CLAMP (frame->level, VIGIE_CLUSTER_MIN_ZOOM, VIGIE_CLUSTER_MAX_ZOOM);

  if (level != self->level)
    {
      /* From one level to the next only: what is further away is elsewhere, not nearer. */
      if (self->clusters && self->level != NO_LEVEL && ABS (level - self->level) == 1)
        {
          vigie_site_layer_start_motion (self);
          self->motion_from = self->motion_tick != 0 ? self->level : NO_LEVEL;
        }
      else
        vigie_site_layer_stop_motion (self);
      self->level = level;
    }
  if (self->motion_from == NO_LEVEL)
    return;

  for (guint i = 0; i < self->placed->len; i++)
    {
      VigiePlaced *placed = &g_array_index (self->placed, VigiePlaced, i);
      guint from = vigie_cluster_index_node_of (clusters, placed->id, self->motion_from);
      float dx, dy;

      if (is_shown (clusters, placed->id, self->motion_from))
        continue;
      placed->coming = TRUE;
      if (from == placed->id)
        continue; /* a new cluster: where it is */
      get_way (clusters, frame, placed->id, from, &dx, &dy);
      placed->from_x = placed->x + dx;
      placed->from_y = placed->y + dy;
    }

  vigie_site_layer_place_level (self, frame, self->motion_from, self->leaving);
  for (guint i = self->leaving->len; i-- > 0;)
    {
      VigiePlaced *placed = &g_array_index (self->leaving, VigiePlaced, i);
      guint to = vigie_cluster_index_node_of (clusters, placed->id, level);
      float dx, dy;

      if (is_shown (clusters, placed->id, level))
        {
          g_array_remove_index_fast (self->leaving, i);
          continue;
        }
      placed->coming = TRUE; /* it moves */
      if (to == placed->id)
        continue; /* it opens where it is */
      get_way (clusters, frame, placed->id, to, &dx, &dy);
      placed->x = placed->from_x + dx;
      placed->y = placed->from_y + dy;
    }
}

void
vigie_site_layer_set_reduced_motion (VigieSiteLayer *self, gboolean reduced_motion)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  self->reduced_motion = !!reduced_motion;
  if (!self->reduced_motion)
    return;
  vigie_site_layer_stop_motion (self);
  self->placed_due = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
