/* vigie-area-paint.c: a picture of communes for a part of the world.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area-paint.h"

#include <math.h>

#include "vigie-area-layer.h"
#include "vigie-ramp.h"

/* Corners that change a line by less are left out, in pixels. */
#define TOLERANCE 0.4
#define FILL_ALPHA 0.8
/* What is around is dimmed, but its names stay legible: 3 to 1 and more. */
#define OUTSIDE_ALPHA 0.25
#define OUTSIDE_ALPHA_CONTRAST 0.1

static void
set_color (cairo_t *cr, const GdkRGBA *color, double alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

/* ---- Paths ---- */

/* Whether a box on the unit square touches the picture, with room for the width of a line. */
static gboolean
is_near (const VigieAreaPaint *self, const double box[4])
{
  double room = 8 * self->line_scale / self->world;

  return box[2] >= self->x - room
         && box[0] <= self->x + self->width / self->scale / self->world + room
         && box[3] >= self->y - room
         && box[1] <= self->y + self->height / self->scale / self->world + room;
}

/* Goes along an arc, from its end if @reversed; its first corner is where the pen is unless it @moves there. */
static void
follow_arc (const VigieAreaPaint *self,
            cairo_t *cr,
            const VigieAreaArc *arc,
            gboolean reversed,
            gboolean moves)
{
  float least = (float) (TOLERANCE / self->world);

  for (guint i = 0; i < arc->n_points; i++)
    {
      guint at = reversed ? arc->n_points - 1 - i : i;
      double x = (arc->x_y[2 * at] - self->x) * self->world;
      double y = (arc->x_y[2 * at + 1] - self->y) * self->world;

      if (i == 0)
        {
          if (moves)
            cairo_move_to (cr, x, y);
          continue;
        }
      if (arc->weight[at] >= least)
        cairo_line_to (cr, x, y);
    }
}

static gboolean
arc_is_near (const VigieAreaPaint *self, const VigieAreaArc *arc)
{
  double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};

  for (guint i = 0; i < arc->n_points; i++)
    {
      box[0] = MIN (box[0], arc->x_y[2 * i]);
      box[1] = MIN (box[1], arc->x_y[2 * i + 1]);
      box[2] = MAX (box[2], arc->x_y[2 * i]);
      box[3] = MAX (box[3], arc->x_y[2 * i + 1]);
    }
  return is_near (self, box);
}

/* Adds the rings of an area that touches the picture; FALSE where it does not. */
static gboolean
add_area (const VigieAreaPaint *self, cairo_t *cr, guint area)
{
  guint n_rings;
  const VigieAreaRing *rings = vigie_area_mesh_get_rings (self->mesh, area, &n_rings);
  double box[4];

  if (!vigie_area_mesh_get_box (self->mesh, area, box) || !is_near (self, box))
    return FALSE;
  for (guint r = 0; r < n_rings; r++)
    {
      for (guint i = 0; i < rings[r].n_arcs; i++)
        {
          int arc = rings[r].arcs[i];

          follow_arc (self, cr, vigie_area_mesh_get_arc (self->mesh, arc >= 0 ? arc : ~arc),
                      arc < 0, i == 0);
        }
      cairo_close_path (cr);
    }
  return TRUE;
}

/* ---- Colours and patterns ---- */

/* Lines at 45°, @step pixels apart, rising or falling. */
static void
fill_hatched (cairo_t *cr,
              const GdkRGBA *color,
              double step,
              double width,
              gboolean falling,
              double alpha)
{
  double x0, y0, x1, y1;

  cairo_path_extents (cr, &x0, &y0, &x1, &y1);
  {
    double cx0, cy0, cx1, cy1;

    cairo_clip_extents (cr, &cx0, &cy0, &cx1, &cy1);
    x0 = MAX (x0, cx0);
    y0 = MAX (y0, cy0);
    x1 = MIN (x1, cx1);
    y1 = MIN (y1, cy1);
  }
  if (x0 >= x1 || y0 >= y1)
    {
      cairo_new_path (cr);
      return;
    }
  cairo_save (cr);
  cairo_clip (cr);
  for (double at = floor ((x0 - (y1 - y0)) / step) * step; at < x1 + (y1 - y0); at += step)
    {
      cairo_move_to (cr, at, falling ? y0 : y1);
      cairo_line_to (cr, at + (y1 - y0), falling ? y1 : y0);
    }
  set_color (cr, color, alpha);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
vigie_area_paint_class (cairo_t *cr, guint8 area_class, VigieScheme scheme)
{
  /* High contrast: black lines on white, nearer and nearer. */
  static const double steps[VIGIE_AREA_N_CLASSES] = {0, 16, 10, 6, 3.5};
  const VigiePalette *palette = vigie_palette_get (scheme);

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  if (area_class == VIGIE_AREA_CLASS_NONE)
    {
      cairo_new_path (cr);
      return;
    }
  if (area_class == VIGIE_AREA_CLASS_UNKNOWN)
    {
      set_color (cr, &palette->card, FILL_ALPHA * 0.6);
      cairo_fill_preserve (cr);
      fill_hatched (cr, &palette->hatch, 7, 1, TRUE, 1);
      return;
    }
  area_class = MIN (area_class, VIGIE_AREA_N_CLASSES);
  if (scheme == VIGIE_SCHEME_HIGH_CONTRAST)
    {
      set_color (cr, &palette->card, FILL_ALPHA);
      cairo_fill_preserve (cr);
      if (area_class == 1)
        cairo_new_path (cr);
      else
        fill_hatched (cr, &palette->strong, steps[area_class - 1], 1.2, FALSE, 1);
      return;
    }
  set_color (cr, &vigie_ramp_get (scheme)[area_class - 1], FILL_ALPHA);
  cairo_fill (cr);
}

/* ---- The picture ---- */

static void
paint_outside (const VigieAreaPaint *self, cairo_t *cr)
{
  guint n = vigie_areas_get_n_areas (vigie_area_mesh_get_areas (self->mesh));

  cairo_rectangle (cr, -16, -16, self->width / self->scale + 32, self->height / self->scale + 32);
  for (guint area = 0; area < n; area++)
    add_area (self, cr, area);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  set_color (cr, &vigie_palette_get (self->scheme)->land,
             self->scheme == VIGIE_SCHEME_HIGH_CONTRAST ? OUTSIDE_ALPHA_CONTRAST : OUTSIDE_ALPHA);
  cairo_fill (cr);
}

static void
paint_classes (const VigieAreaPaint *self, cairo_t *cr)
{
  guint n = vigie_areas_get_n_areas (vigie_area_mesh_get_areas (self->mesh));

  for (guint area = 0; area < n; area++)
    if (self->classes[area] != VIGIE_AREA_CLASS_NONE)
      {
        cairo_new_path (cr);
        if (add_area (self, cr, area))
          vigie_area_paint_class (cr, self->classes[area], self->scheme);
      }
}

static void
paint_borders (const VigieAreaPaint *self, cairo_t *cr)
{
  double wide = self->line_scale;
  const double inner[] = {3 * wide, 3 * wide}, guessed[] = {7 * wide, 4 * wide};
  const VigiePalette *palette = vigie_palette_get (self->scheme);
  gboolean approximate = vigie_areas_are_approximate (vigie_area_mesh_get_areas (self->mesh));
  guint n_arcs = vigie_area_mesh_get_n_arcs (self->mesh);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (int outer = 0; outer < 2; outer++)
    {
      for (guint i = 0; i < n_arcs; i++)
        {
          const VigieAreaArc *arc = vigie_area_mesh_get_arc (self->mesh, i);

          if ((arc->other == VIGIE_AREA_MESH_NONE) == outer && arc_is_near (self, arc))
            follow_arc (self, cr, arc, FALSE, TRUE);
        }
      set_color (cr, outer ? &palette->dim : &palette->normal, 1);
      cairo_set_line_width (cr, (outer ? 1.5 : 1) * wide);
      if (!outer)
        cairo_set_dash (cr, inner, 2, 0);
      else if (approximate)
        cairo_set_dash (cr, guessed, 2, 0);
      else
        cairo_set_dash (cr, NULL, 0, 0);
      cairo_stroke (cr);
    }
}

/* The one under the pointer. */
static void
paint_one (const VigieAreaPaint *self, cairo_t *cr)
{
  const VigiePalette *palette = vigie_palette_get (self->scheme);

  if (!add_area (self, cr, self->only))
    return;
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  set_color (cr, &palette->strong, 0.05);
  cairo_fill_preserve (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_color (cr, &palette->card, 0.9);
  cairo_set_line_width (cr, 4.5 * self->line_scale);
  cairo_stroke_preserve (cr);
  set_color (cr, &palette->strong, 1);
  cairo_set_line_width (cr, 2.2 * self->line_scale);
  cairo_stroke (cr);
}

/* Whether all pixels are the same, and then which. */
static gboolean
is_plain (const guchar *data, int width, int height, int stride, GdkRGBA *color)
{
  const guint32 first = *(const guint32 *) (gconstpointer) data;
  double alpha = (first >> 24) / 255.0;

  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (data + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        if (row[x] != first)
          return FALSE;
    }
  *color = (GdkRGBA) {0, 0, 0, 0};
  if (alpha > 0)
    *color = (GdkRGBA) {(float) ((first >> 16 & 0xff) / 255.0 / alpha),
                        (float) ((first >> 8 & 0xff) / 255.0 / alpha),
                        (float) ((first & 0xff) / 255.0 / alpha), (float) alpha};
  return TRUE;
}

GdkTexture *
vigie_area_paint (const VigieAreaPaint *self, GdkRGBA *color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX (self->width, 1),
                                                         MAX (self->height, 1));
  cairo_t *cr = cairo_create (surface);
  GdkTexture *texture = NULL;
  int stride;

  *color = (GdkRGBA) {0, 0, 0, 0};
  cairo_scale (cr, self->scale, self->scale);
  if (self->only != VIGIE_AREA_MESH_NONE)
    paint_one (self, cr);
  else
    {
      if (self->borders)
        paint_outside (self, cr);
      if (self->classes != NULL)
        paint_classes (self, cr);
      if (self->borders || self->classes != NULL)
        paint_borders (self, cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS
      && !is_plain (cairo_image_surface_get_data (surface), self->width, self->height, stride,
                    color))
    {
      g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
          cairo_image_surface_get_data (surface), (gsize) stride * self->height,
          (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));

      texture
          = gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_DEFAULT, bytes, stride);
    }
  cairo_surface_destroy (surface);
  return texture;
}
