/* vigie-site-layer-draw.c: the layer's picture, from shared textures and a few borders.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-site-layer-private.h"

/* Donuts are drawn with cairo, 0.1 ms each: as many in one frame as this many µs allow, the others in
 * those after it. */
#define DONUTS_BUDGET 4000
/* Names beside the sites once streets can be read, and only where they are few. */
#define LABEL_ZOOM 13.0
#define MAX_LABELS 60
#define RING_ROOM 9.0

static double
snap (double value, double scale)
{
  return round (value * scale) / scale;
}

static void
append_ring (GtkSnapshot *snapshot,
             double x,
             double y,
             double radius,
             double corner,
             double width,
             const GdkRGBA *color)
{
  GskRoundedRect outline;
  const float widths[4] = {width, width, width, width};
  const GdkRGBA colors[4] = {*color, *color, *color, *color};

  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius), corner);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

double
vigie_site_layer_get_reach (VigieSiteLayer *self, const VigiePlaced *placed)
{
  return placed->size / 2
         + (vigie_site_layer_get_level (self, placed) != VIGIE_LEVEL_UNKNOWN ? VIGIE_LEVEL_RING_ROOM
                                                                             : 0);
}

/* A strong square with a halo on both sides. */
static void
append_selection (GtkSnapshot *snapshot,
                  const VigiePlaced *placed,
                  double scale,
                  const VigiePalette *palette,
                  const GdkRGBA *halo)
{
  double x = snap (placed->x, scale), y = snap (placed->y, scale);
  double radius = MAX (placed->size / 2 + RING_ROOM, 20);

  append_ring (snapshot, x, y, radius + 2, 11, 7, halo);
  append_ring (snapshot, x, y, radius, 9, 3, &palette->strong);
}

static void
append_texture (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, double scale)
{
  double width = gdk_texture_get_width (texture) / scale;
  double height = gdk_texture_get_height (texture) / scale;

  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (snap (x - width / 2, scale),
                                                    snap (y - height / 2, scale), width, height));
}

/* Names of sites that stand alone, worst first, where they hide nothing. */
static void
draw_labels (VigieSiteLayer *self,
             GtkSnapshot *snapshot,
             const VigiePlaced *placed,
             guint n,
             const VigiePalette *palette,
             double scale)
{
  g_autoptr (GArray) taken = NULL;
  guint n_labels = 0;

  taken = g_array_sized_new (FALSE, FALSE, sizeof (graphene_rect_t), n + MAX_LABELS);
  for (guint i = 0; i < n; i++)
    {
      double r = vigie_site_layer_get_reach (self, &placed[i]);
      graphene_rect_t rect = GRAPHENE_RECT_INIT (placed[i].x - r, placed[i].y - r, 2 * r, 2 * r);

      g_array_append_val (taken, rect);
    }
  for (guint i = n; i-- > 0 && n_labels < MAX_LABELS;)
    {
      VigieSite *site;
      GdkTexture *texture;
      graphene_rect_t rect;
      double width, height;
      gboolean free = TRUE;

      if (placed[i].n_points > 1)
        continue;
      site = vigie_site_index_get_site (self->index, placed[i].id);
      texture = vigie_map_text_get (self->labels, vigie_site_get_name (site), &width, &height);
      rect = GRAPHENE_RECT_INIT (
          snap (placed[i].x + vigie_site_layer_get_reach (self, &placed[i]) + 3, scale),
          snap (placed[i].y - height / 2, scale), width, height);
      for (guint t = 0; t < taken->len && free; t++)
        free = t == i
               || !graphene_rect_intersection (&rect, &g_array_index (taken, graphene_rect_t, t),
                                               NULL);
      if (!free)
        continue;
      g_array_append_val (taken, rect);
      gtk_snapshot_append_texture (snapshot, texture, &rect);
      n_labels++;
    }
}

/* A widget cannot ask to be drawn again while it is being drawn. */
static gboolean
later_cb (gpointer user_data)
{
  VigieSiteLayer *self = user_data;

  self->later_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
vigie_site_layer_draw (VigieSiteLayer *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n, n_drawn = 0, number = VIGIE_NO_NODE;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);
  VigieScheme scheme = vigie_scheme_resolve (self->scheme, widget);
  const VigiePalette *palette = vigie_palette_get (scheme);
  const GdkRGBA *halo = scheme == VIGIE_SCHEME_DARK ? &palette->land : &palette->card;
  VigieGlyphCache *glyphs = vigie_glyph_cache_get_for_display (gtk_widget_get_display (widget));
  VigieGlyphFlags flags
      = VIGIE_GLYPH_FLAG_HALO | (self->link_lost ? VIGIE_GLYPH_FLAG_LINK_LOST : 0);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double scale
      = surface != NULL ? gdk_surface_get_scale (surface) : gtk_widget_get_scale_factor (widget);
  VigieClusterIndex *clusters;
  const VigiePlaced *selected = NULL;
  double x, y, zoom;
  gboolean later = FALSE;
  gint64 start = g_get_monotonic_time ();

  if (n == 0)
    return;
  clusters = vigie_site_index_get_clusters (self->index);
  if (self->dimmed)
    gtk_snapshot_push_opacity (snapshot, 0.45);

  if (self->selected != NULL && vigie_site_index_find (self->index, self->selected, &number))
    {
      selected = vigie_site_layer_find_placed (self, number);
      if (selected == NULL && vigie_site_layer_locate (self, self->selected, &x, &y, NULL))
        selected = vigie_site_layer_pick (self, x, y);
    }

  zoom = shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));
  if (zoom >= LABEL_ZOOM)
    {
      vigie_map_text_set_style (self->labels, 12, PANGO_WEIGHT_MEDIUM, &palette->fg, halo, scale);
      draw_labels (self, snapshot, placed, n, palette, scale);
    }

  for (guint i = 0; i < n; i++)
    {
      GdkTexture *texture, *mark = NULL;
      double hover = 4;

      if (placed[i].n_points > 1)
        {
          VigieClusterNode node;

          vigie_cluster_index_get_node (clusters, placed[i].id, &node);
          texture = vigie_donut_cache_get (self->donuts, node.counts, self->link_lost, scheme,
                                           scale, FALSE);
          if (texture == NULL && (n_drawn++ < 4 || g_get_monotonic_time () - start < DONUTS_BUDGET))
            {
              texture = vigie_donut_cache_get (self->donuts, node.counts, self->link_lost, scheme,
                                               scale, TRUE);
            }
          if (texture == NULL)
            {
              /* Its place for now. */
              append_ring (snapshot, placed[i].x, placed[i].y, placed[i].size / 2,
                           placed[i].size / 2, placed[i].size * 0.135, &palette->normal);
              later = TRUE;
              continue;
            }
          mark = vigie_donut_cache_get_mark (self->donuts, node.counts, self->link_lost, scheme,
                                             scale);
        }
      else
        {
          VigieSite *site = vigie_site_index_get_site (self->index, placed[i].id);
          VigieLevel level = vigie_site_layer_get_level (self, &placed[i]);

          if (placed[i].look == VIGIE_GLYPH_CRITICAL && !self->link_lost)
            append_ring (snapshot, placed[i].x, placed[i].y,
                         placed[i].size / 2 + 8 * self->sign_scale,
                         placed[i].size / 2 + 8 * self->sign_scale, 2 * self->sign_scale,
                         &palette->critical.fill);
          if (level != VIGIE_LEVEL_UNKNOWN)
            {
              append_texture (snapshot,
                              vigie_level_rings_get (self->rings, level, (int) placed[i].size,
                                                     self->link_lost, scheme, scale),
                              placed[i].x, placed[i].y, scale);
              hover = VIGIE_LEVEL_RING_ROOM + 2;
            }
          texture
              = vigie_glyph_cache_get_texture (glyphs, vigie_site_get_kind (site), placed[i].look,
                                               flags, scheme, (int) placed[i].size, scale);
        }
      append_texture (snapshot, texture, placed[i].x, placed[i].y, scale);
      if (mark != NULL)
        append_texture (snapshot, mark, placed[i].x + placed[i].size / 2 * VIGIE_DONUT_MARK_AT,
                        placed[i].y - placed[i].size / 2 * VIGIE_DONUT_MARK_AT, scale);
      if (placed[i].id == self->hovered && &placed[i] != selected)
        append_ring (snapshot, placed[i].x, placed[i].y, placed[i].size / 2 + hover,
                     placed[i].size / 2 + hover, 1.5, &palette->dim);
    }

  if (selected != NULL)
    append_selection (snapshot, selected, scale, palette, halo);
  if (gtk_widget_is_focus (widget) && (self->walked || gtk_widget_has_visible_focus (widget)))
    {
      const VigiePlaced *cursor = vigie_site_layer_find_placed (self, self->cursor);

      if (cursor != NULL)
        {
          double radius = cursor->size / 2 + RING_ROOM + 6;

          append_ring (snapshot, cursor->x, cursor->y, radius + 1, radius + 1, 5, halo);
          append_ring (snapshot, cursor->x, cursor->y, radius, radius, 3, &palette->strong);
        }
    }
  if (self->dimmed)
    gtk_snapshot_pop (snapshot);
  if (later && self->later_source == 0)
    self->later_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, later_cb, self, NULL);
}

void
vigie_site_layer_append_rects (VigieSiteLayer *self, GArray *rects)
{
  guint n;
  const VigiePlaced *placed;

  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  placed = vigie_site_layer_get_placed (self, &n);
  for (guint i = 0; i < n; i++)
    {
      /* What is drawn of a small sign fills three quarters of its box. */
      double r = placed[i].size / 2 * (placed[i].n_points == 1 ? 0.75 : 1);
      graphene_rect_t rect;

      if (vigie_site_layer_get_level (self, &placed[i]) != VIGIE_LEVEL_UNKNOWN)
        r = vigie_site_layer_get_reach (self, &placed[i]);
      rect = GRAPHENE_RECT_INIT (placed[i].x - r, placed[i].y - r, 2 * r, 2 * r);
      g_array_append_val (rects, rect);
    }
}
