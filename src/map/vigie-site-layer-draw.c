/* vigie-site-layer-draw.c: the layer's picture, from shared textures and a few borders.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-map-scale.h"
#include "vigie-site-layer-private.h"

/* Donuts are drawn with cairo, 0.1 ms each: as many in one frame as this many µs allow, the others in
 * those after it. */
#define DONUTS_BUDGET 4000
#define RING_ROOM 9.0
/* How far the halo of the frame around the sign selected goes beyond its middle. */
#define SELECTION_HALO 2.0
/* How far the ring of a critical site stands off. */
#define CRITICAL_RING 8.0
/* Of other signs while a cluster is open among them. */
#define BESIDE_OPEN 0.5

/* What all signs of a picture are drawn with. */
typedef struct
{
  GtkSnapshot *snapshot;
  VigieClusterIndex *clusters;
  VigieGlyphCache *glyphs;
  VigieGlyphFlags flags;
  VigieScheme scheme;
  const VigiePalette *palette;
  const GdkRGBA *halo;
  double scale;
  double progress; /* of the motion between levels */
  const VigiePlaced *selected;
  gint64 start;
  guint n_drawn; /* donuts, with cairo */
  gboolean later;
} Picture;

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

/* Of the middle of the frame around the sign selected. */
static double
selection_radius (const VigiePlaced *placed)
{
  return MAX (placed->size / 2 + RING_ROOM, 20);
}

double
vigie_site_layer_get_reach (VigieSiteLayer *self,
                            const VigiePlaced *placed,
                            const VigiePlaced *selected)
{
  double ring = 0;

  if (vigie_site_layer_get_level (self, placed) != VIGIE_LEVEL_UNKNOWN)
    ring = VIGIE_LEVEL_RING_ROOM;
  if (placed->n_points == 1 && placed->look == VIGIE_GLYPH_CRITICAL && !self->link_lost)
    ring = MAX (ring, CRITICAL_RING * self->sign_scale);
  return MAX (placed->size / 2 + ring,
              placed == selected ? selection_radius (placed) + SELECTION_HALO : 0);
}

void
vigie_site_layer_get_drawn (const VigiePlaced *placed, double progress, double *x, double *y)
{
  double part = placed->coming ? vigie_site_layer_ease (progress) : 1;

  *x = placed->from_x + part * (placed->x - placed->from_x);
  *y = placed->from_y + part * (placed->y - placed->from_y);
}

/* A strong square with a halo on both sides. */
static void
append_selection (const Picture *picture, const VigiePlaced *placed)
{
  double x, y, radius = selection_radius (placed);

  vigie_site_layer_get_drawn (placed, picture->progress, &x, &y);
  x = snap (x, picture->scale);
  y = snap (y, picture->scale);
  append_ring (picture->snapshot, x, y, radius + SELECTION_HALO, 11, 7, picture->halo);
  append_ring (picture->snapshot, x, y, radius, 9, 3, &picture->palette->strong);
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

/* A widget cannot ask to be drawn again while it is being drawn. */
static gboolean
later_cb (gpointer user_data)
{
  VigieSiteLayer *self = user_data;

  self->later_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
draw_donut (VigieSiteLayer *self, Picture *picture, const VigiePlaced *placed, double x, double y)
{
  VigieClusterNode node;
  GdkTexture *texture, *mark;

  vigie_cluster_index_get_node (picture->clusters, placed->id, &node);
  texture = vigie_donut_cache_get (self->donuts, node.counts, self->link_lost, picture->scheme,
                                   picture->scale, FALSE);
  if (texture == NULL
      && (picture->n_drawn++ < 4 || g_get_monotonic_time () - picture->start < DONUTS_BUDGET))
    texture = vigie_donut_cache_get (self->donuts, node.counts, self->link_lost, picture->scheme,
                                     picture->scale, TRUE);
  if (texture == NULL)
    {
      /* Its place for now. */
      append_ring (picture->snapshot, x, y, placed->size / 2, placed->size / 2,
                   placed->size * 0.135, &picture->palette->normal);
      picture->later = TRUE;
      return;
    }
  append_texture (picture->snapshot, texture, x, y, picture->scale);
  mark = vigie_donut_cache_get_mark (self->donuts, node.counts, self->link_lost, picture->scheme,
                                     picture->scale);
  if (mark != NULL)
    append_texture (picture->snapshot, mark, x + placed->size / 2 * VIGIE_DONUT_MARK_AT,
                    y - placed->size / 2 * VIGIE_DONUT_MARK_AT, picture->scale);
}

/* Of how far the ring of the sign that is pointed at stands off. */
static double
draw_site (VigieSiteLayer *self, Picture *picture, const VigiePlaced *placed, double x, double y)
{
  VigieSite *site = vigie_site_index_get_site (self->index, placed->id);
  VigieLevel level = vigie_site_layer_get_level (self, placed);
  double radius = placed->size / 2 + CRITICAL_RING * self->sign_scale, hover = 4;

  if (placed->look == VIGIE_GLYPH_CRITICAL && !self->link_lost)
    append_ring (picture->snapshot, x, y, radius, radius, 2 * self->sign_scale,
                 &picture->palette->critical.fill);
  if (level != VIGIE_LEVEL_UNKNOWN)
    {
      append_texture (picture->snapshot,
                      vigie_level_rings_get (self->rings, level, (int) placed->size,
                                             self->link_lost, picture->scheme, picture->scale),
                      x, y, picture->scale);
      hover = VIGIE_LEVEL_RING_ROOM + 2;
    }
  append_texture (picture->snapshot,
                  vigie_glyph_cache_get_texture (picture->glyphs, vigie_site_get_kind (site),
                                                 placed->look, picture->flags, picture->scheme,
                                                 (int) placed->size, picture->scale),
                  x, y, picture->scale);
  return hover;
}

static void
draw_sign (VigieSiteLayer *self, Picture *picture, const VigiePlaced *placed, double opacity)
{
  double x, y, hover = 4;

  if (opacity <= 0)
    return;
  if (opacity < 1)
    gtk_snapshot_push_opacity (picture->snapshot, opacity);
  vigie_site_layer_get_drawn (placed, picture->progress, &x, &y);
  if (self->has_area && placed->part != VIGIE_PLACED_HUB && placed != picture->selected
      && vigie_site_layer_is_in_area (self, placed->id))
    {
      double radius = vigie_site_layer_get_reach (self, placed, NULL) + 4;

      append_ring (picture->snapshot, x, y, radius + 1, radius + 1, 4, picture->halo);
      append_ring (picture->snapshot, x, y, radius, radius, 2, &picture->palette->ink);
    }
  switch (placed->part)
    {
    case VIGIE_PLACED_DOT:
      append_texture (picture->snapshot,
                      vigie_donut_cache_get_dot (self->donuts, placed->size, self->link_lost,
                                                 picture->scheme, picture->scale),
                      x, y, picture->scale);
      break;
    case VIGIE_PLACED_HUB:
      append_ring (picture->snapshot, x, y, placed->size / 2 + 1.5, placed->size / 2 + 1.5,
                   placed->size / 2 + 1.5, picture->halo);
      append_ring (picture->snapshot, x, y, placed->size / 2, placed->size / 2, placed->size / 2,
                   &picture->palette->strong);
      break;
    case VIGIE_PLACED_SIGN:
    case VIGIE_PLACED_LEG:
    default:
      if (placed->n_points > 1)
        draw_donut (self, picture, placed, x, y);
      else
        hover = draw_site (self, picture, placed, x, y);
      break;
    }
  if (placed->id == self->hovered && placed != picture->selected)
    append_ring (picture->snapshot, x, y, placed->size / 2 + hover, placed->size / 2 + hover, 1.5,
                 &picture->palette->dim);
  if (opacity < 1)
    gtk_snapshot_pop (picture->snapshot);
}

/* All signs; those of an open cluster above the others, which step back. */
static void
draw_signs (VigieSiteLayer *self, Picture *picture, const VigiePlaced *placed, guint n)
{
  gboolean is_open = n > 0 && placed[n - 1].part == VIGIE_PLACED_LEG; /* they are the last */
  double rest = is_open ? BESIDE_OPEN : 1;

  for (guint i = 0; i < n; i++)
    if (placed[i].part != VIGIE_PLACED_LEG && placed[i].part != VIGIE_PLACED_HUB)
      draw_sign (self, picture, &placed[i], placed[i].coming ? rest * picture->progress : rest);
  if (!is_open)
    return;
  vigie_site_layer_draw_legs (self, picture->snapshot, picture->progress, &picture->palette->strong,
                              picture->halo);
  for (guint i = 0; i < n; i++)
    if (placed[i].part == VIGIE_PLACED_LEG || placed[i].part == VIGIE_PLACED_HUB)
      draw_sign (self, picture, &placed[i], placed[i].coming ? picture->progress : 1);
}

const VigiePlaced *
vigie_site_layer_find_selected (VigieSiteLayer *self)
{
  const VigiePlaced *selected = NULL;
  double x, y;
  guint number;

  if (self->selected == NULL || !vigie_site_index_find (self->index, self->selected, &number))
    return NULL;
  selected = vigie_site_layer_find_placed (self, number);
  if (selected == NULL && vigie_site_layer_locate (self, self->selected, &x, &y, NULL))
    selected = vigie_site_layer_pick (self, x, y);
  return selected;
}

/* The sign that the keyboard is on, while the layer has it. */
static void
draw_cursor (VigieSiteLayer *self, const Picture *picture)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const VigiePlaced *cursor;
  double x, y, radius;

  if (!gtk_widget_is_focus (widget) || !(self->walked || gtk_widget_has_visible_focus (widget)))
    return;
  cursor = vigie_site_layer_find_placed (self, self->cursor);
  if (cursor == NULL)
    return;
  vigie_site_layer_get_drawn (cursor, picture->progress, &x, &y);
  radius = cursor->size / 2 + RING_ROOM + 6;
  append_ring (picture->snapshot, x, y, radius + 1, radius + 1, 5, picture->halo);
  append_ring (picture->snapshot, x, y, radius, radius, 3, &picture->palette->strong);
}

void
vigie_site_layer_draw (VigieSiteLayer *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);
  Picture picture = {
      .snapshot = snapshot,
      .glyphs = vigie_glyph_cache_get_for_display (gtk_widget_get_display (widget)),
      .flags = VIGIE_GLYPH_FLAG_HALO | (self->link_lost ? VIGIE_GLYPH_FLAG_LINK_LOST : 0),
      .scheme = vigie_scheme_resolve (self->scheme, widget),
      .scale = vigie_map_scale_of (widget),
      .progress = vigie_site_layer_get_progress (self),
      /* A picture that leaves the program is whole at once. */
      .start = vigie_map_scale_is_overridden (widget) ? G_MAXINT64 : g_get_monotonic_time (),
  };

  if (n == 0 && self->leaving->len == 0)
    return;
  picture.palette = vigie_palette_get (picture.scheme);
  picture.halo
      = picture.scheme == VIGIE_SCHEME_DARK ? &picture.palette->land : &picture.palette->card;
  picture.clusters = vigie_site_index_get_clusters (self->index);
  picture.selected = vigie_site_layer_find_selected (self);
  if (self->dimmed)
    gtk_snapshot_push_opacity (snapshot, 0.45);

  for (guint i = 0; i < self->leaving->len; i++)
    draw_sign (self, &picture, &g_array_index (self->leaving, VigiePlaced, i),
               1 - picture.progress);
  draw_signs (self, &picture, placed, n);
  vigie_map_text_set_style (self->labels, vigie_map_scale_text (widget, 12), PANGO_WEIGHT_MEDIUM,
                            &picture.palette->fg, picture.halo, picture.scale);
  picture.later |= !vigie_site_layer_draw_labels (self, snapshot, picture.selected, picture.scale);

  if (picture.selected != NULL)
    append_selection (&picture, picture.selected);
  draw_cursor (self, &picture);
  if (self->dimmed)
    gtk_snapshot_pop (snapshot);
  if (picture.later && self->later_source == 0)
    self->later_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, later_cb, self, NULL);
}

void
vigie_site_layer_take_boxes (VigieSiteLayer *self, VigieBoxGrid *grid)
{
  guint n;
  const VigiePlaced *placed, *selected;

  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  placed = vigie_site_layer_get_placed (self, &n);
  selected = vigie_site_layer_find_selected (self);
  for (guint i = 0; i < n; i++)
    {
      /* What is drawn of a small sign fills three quarters of its box. */
      double r = placed[i].size / 2 * (placed[i].n_points == 1 ? 0.75 : 1);
      graphene_rect_t rect;

      if (vigie_site_layer_get_level (self, &placed[i]) != VIGIE_LEVEL_UNKNOWN
          || &placed[i] == selected)
        r = vigie_site_layer_get_reach (self, &placed[i], selected);
      rect = GRAPHENE_RECT_INIT (placed[i].x - r, placed[i].y - r, 2 * r, 2 * r);
      vigie_box_grid_take (grid, &rect, VIGIE_BOX_GRID_NOBODY);
    }
}
