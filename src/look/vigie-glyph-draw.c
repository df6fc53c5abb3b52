/* vigie-glyph-draw.c: the strokes of a glyph.
 *
 * All shapes live in a box of 24 units (VISUAL.md « Glyphs »). Upright and level edges are put on
 * the pixel grid, so that small glyphs are crisp at every scale.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-glyph-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BOX 24.0
#define FILLED_OUTLINE 1.7
#define HOLLOW_OUTLINE 2.8
#define LOST_OUTLINE 1.8
#define DASHED_OUTLINE 2.0

/* Where a letter stands in a shape and how large it may be, in units; a drop has less room than a
 * square. The clock of what is late is centred there too. */
typedef struct
{
  double x, y, letter, two_letters, clock;
} Room;

static const Room rooms[VIGIE_N_KIND] = {
    [VIGIE_KIND_OTHER] = {12, 12, 12.5, 7.6, 5.0},
    [VIGIE_KIND_RECYCLING_CENTRE] = {12, 12, 13.0, 8.6, 5.2},
    [VIGIE_KIND_WATER] = {12, 14.4, 11.0, 7.0, 4.6},
    [VIGIE_KIND_SOLAR_PLANT] = {12, 12, 12.5, 8.0, 5.2},
    [VIGIE_KIND_DATA_CENTRE] = {12, 12, 12.5, 8.2, 5.2},
    [VIGIE_KIND_SUBSTATION] = {12, 13.9, 11.0, 8.6, 4.5},
    [VIGIE_KIND_PUBLIC_BUILDING] = {12, 13.6, 10.8, 8.4, 4.7},
    [VIGIE_KIND_SERVICE_POINT] = {12, 11.2, 11.5, 8.0, 4.8},
    [VIGIE_KIND_LORA_GATEWAY] = {12, 13.6, 10.5, 7.0, 4.4},
};

/* @value in units, moved to the nearest pixel edge. */
static double
snap (cairo_t *cr, double value)
{
  double scale = 1, dummy = 0;

  cairo_user_to_device_distance (cr, &scale, &dummy);
  if (scale <= 0)
    return value;
  return round (value * scale) / scale;
}

static void
path_rounded_rectangle (cairo_t *cr, double x0, double y0, double x1, double y1, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x1 - radius, y0 + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x1 - radius, y1 - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x0 + radius, y1 - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x0 + radius, y0 + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
path_polygon (cairo_t *cr, const double (*points)[2], guint n)
{
  cairo_new_sub_path (cr);
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, points[i][0], points[i][1]);
  cairo_close_path (cr);
}

static void
path_kind (cairo_t *cr, VigieKind kind)
{
  double left = snap (cr, 5), right = snap (cr, 19), top = snap (cr, 5), bottom = snap (cr, 19);
  double wide_left = snap (cr, 4), wide_right = snap (cr, 20);

  cairo_new_path (cr);
  switch (kind)
    {
    case VIGIE_KIND_RECYCLING_CENTRE:
      path_rounded_rectangle (cr, left, top, right, bottom, 3);
      break;
    case VIGIE_KIND_WATER:
      cairo_move_to (cr, 12, 2.8);
      cairo_curve_to (cr, 13.8, 6.4, 18.3, 9.8, 18.3, 14.5);
      cairo_arc (cr, 12, 14.5, 6.3, 0, G_PI);
      cairo_curve_to (cr, 5.7, 9.8, 10.2, 6.4, 12, 2.8);
      cairo_close_path (cr);
      break;
    case VIGIE_KIND_SOLAR_PLANT:
      cairo_arc (cr, 12, 12, 7.3, 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    case VIGIE_KIND_DATA_CENTRE:
      path_polygon (
          cr,
          (const double[][2]) {
              {20.3, 12}, {16.15, bottom}, {7.85, bottom}, {3.7, 12}, {7.85, top}, {16.15, top}},
          6);
      break;
    case VIGIE_KIND_SUBSTATION: /* a transformer with its two bushings */
      path_polygon (cr,
                    (const double[][2]) {{wide_left, snap (cr, 8.6)},
                                         {snap (cr, 6), snap (cr, 8.6)},
                                         {snap (cr, 6), snap (cr, 4)},
                                         {snap (cr, 10), snap (cr, 4)},
                                         {snap (cr, 10), snap (cr, 8.6)},
                                         {snap (cr, 14), snap (cr, 8.6)},
                                         {snap (cr, 14), snap (cr, 4)},
                                         {snap (cr, 18), snap (cr, 4)},
                                         {snap (cr, 18), snap (cr, 8.6)},
                                         {wide_right, snap (cr, 8.6)},
                                         {wide_right, bottom},
                                         {wide_left, bottom}},
                    12);
      break;
    case VIGIE_KIND_PUBLIC_BUILDING:
      path_polygon (cr,
                    (const double[][2]) {{12, 3.8},
                                         {wide_right, snap (cr, 9.6)},
                                         {wide_right, bottom},
                                         {wide_left, bottom},
                                         {wide_left, snap (cr, 9.6)}},
                    5);
      break;
    case VIGIE_KIND_SERVICE_POINT:
      cairo_move_to (cr, left, top);
      cairo_line_to (cr, right, top);
      cairo_line_to (cr, right, 11.5);
      cairo_curve_to (cr, right, 16.2, 16.2, 18.6, 12, 20);
      cairo_curve_to (cr, 7.8, 18.6, left, 16.2, left, 11.5);
      cairo_close_path (cr);
      break;
    case VIGIE_KIND_LORA_GATEWAY:
      path_polygon (
          cr,
          (const double[][2]) {
              {8.3, snap (cr, 4.6)}, {15.7, snap (cr, 4.6)}, {20.3, bottom}, {3.7, bottom}},
          4);
      break;
    case VIGIE_KIND_OTHER: /* leans as nothing else does */
    default:
      path_polygon (cr, (const double[][2]) {{8.4, top}, {21, top}, {15.6, bottom}, {3, bottom}},
                    4);
      break;
    }
}

static void
set_color (cairo_t *cr, const GdkRGBA *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

/* Oblique lines across the current path's inside; the path is kept. */
static void
hatch_inside (cairo_t *cr, const GdkRGBA *color, double width, double step)
{
  cairo_path_t *path = cairo_copy_path (cr);

  cairo_save (cr);
  cairo_clip (cr);
  set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, NULL, 0, 0);
  for (double offset = -BOX; offset < BOX; offset += step)
    {
      cairo_move_to (cr, offset, BOX);
      cairo_line_to (cr, offset + BOX, 0);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
}

void
vigie_glyph_draw_text (cairo_t *cr,
                       const char *text,
                       double x,
                       double y,
                       double size,
                       const GdkRGBA *color,
                       const GdkRGBA *halo,
                       double halo_width)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (
      "Adwaita Sans, Inter, Cantarell, sans-serif Ultra-Bold");
  PangoRectangle ink;
  /* Laid out large and scaled, so that hinting and rounding to whole units do not move it. */
  const double large = 64;

  pango_font_description_set_absolute_size (font, large * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, &ink, NULL);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / large, size / large);
  cairo_translate (cr, -(ink.x + ink.width / 2.0) / PANGO_SCALE,
                   -(ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_layout_path (cr, layout);
  if (halo != NULL)
    {
      set_color (cr, halo);
      cairo_set_line_width (cr, 2 * halo_width * large / size);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_dash (cr, NULL, 0, 0);
      cairo_stroke_preserve (cr);
    }
  set_color (cr, color);
  cairo_fill (cr);
  cairo_restore (cr);
}

const char *
vigie_glyph_look_letter (VigieGlyphLook look)
{
  switch (look)
    {
    case VIGIE_GLYPH_CRITICAL:
      /* Translators: letter on the map's sign of a site in a critical state */
      return C_ ("letter of a state", "C");
    case VIGIE_GLYPH_WARNING:
      /* Translators: letter of a warning, which is of medium priority */
      return C_ ("letter of a state", "M");
    case VIGIE_GLYPH_SILENT:
      /* Translators: letter of a site that no longer answers (silent) */
      return C_ ("letter of a state", "S");
    case VIGIE_GLYPH_NEVER:
    case VIGIE_GLYPH_NO_MEASURE:
      /* Translators: sign of a site of which nothing was ever received, or that has no measure */
      return C_ ("letter of a state", "?");
    case VIGIE_GLYPH_OUT_OF_SERVICE:
      /* Translators: two letters at most, for « out of service » */
      return C_ ("letter of a state", "OS");
    case VIGIE_GLYPH_NORMAL:
    case VIGIE_GLYPH_LATE:
    default:
      return NULL;
    }
}

static void
draw_clock (cairo_t *cr, const Room *room, const VigiePalette *palette)
{
  double radius = room->clock;

  cairo_new_path (cr);
  cairo_arc (cr, room->x, room->y, radius, 0, 2 * G_PI);
  set_color (cr, &palette->card);
  cairo_fill_preserve (cr);
  set_color (cr, &palette->strong);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_stroke (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, room->x, room->y - radius * 0.62);
  cairo_line_to (cr, room->x, room->y);
  cairo_line_to (cr, room->x + radius * 0.5, room->y + radius * 0.1);
  cairo_stroke (cr);
}

/* Fills and strokes the current path as the look asks; the path is consumed. */
static void
paint_body (cairo_t *cr, VigieGlyphLook look, gboolean lost, const VigiePalette *palette)
{
  static const double dashes[] = {2.6, 1.9};

  switch (look)
    {
    case VIGIE_GLYPH_CRITICAL:
      set_color (cr, lost ? &palette->card : &palette->critical.fill);
      cairo_fill_preserve (cr);
      if (lost)
        hatch_inside (cr, &palette->critical.fill, 1.7, 4.2);
      set_color (cr, &palette->critical.outline);
      cairo_set_line_width (cr, FILLED_OUTLINE);
      cairo_stroke (cr);
      break;
    case VIGIE_GLYPH_WARNING:
      set_color (cr, &palette->card);
      cairo_fill_preserve (cr);
      if (lost)
        hatch_inside (cr, &palette->medium.fill, 1.5, 4.2);
      set_color (cr, &palette->medium.outline);
      cairo_set_line_width (cr, lost ? FILLED_OUTLINE : HOLLOW_OUTLINE);
      cairo_stroke (cr);
      break;
    case VIGIE_GLYPH_SILENT:
    case VIGIE_GLYPH_NEVER:
      set_color (cr, &palette->card);
      cairo_fill_preserve (cr);
      hatch_inside (cr, &palette->hatch, 0.8, 3.4);
      set_color (cr, &palette->strong);
      cairo_set_line_width (cr, DASHED_OUTLINE);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.8);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      break;
    case VIGIE_GLYPH_NO_MEASURE:
      set_color (cr, &palette->card);
      cairo_fill_preserve (cr);
      set_color (cr, &palette->normal);
      cairo_set_line_width (cr, DASHED_OUTLINE);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.8);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      break;
    case VIGIE_GLYPH_OUT_OF_SERVICE:
      set_color (cr, &palette->track);
      cairo_fill_preserve (cr);
      set_color (cr, &palette->normal);
      cairo_set_line_width (cr, FILLED_OUTLINE);
      cairo_stroke (cr);
      break;
    case VIGIE_GLYPH_NORMAL:
    case VIGIE_GLYPH_LATE:
    default:
      if (lost)
        {
          set_color (cr, &palette->card);
          cairo_fill_preserve (cr);
          set_color (cr, &palette->normal);
          cairo_set_line_width (cr, LOST_OUTLINE);
          cairo_stroke (cr);
        }
      else
        {
          set_color (cr, &palette->normal);
          cairo_fill (cr);
        }
      break;
    }
}

void
vigie_glyph_draw (cairo_t *cr,
                  VigieKind kind,
                  VigieGlyphLook look,
                  VigieGlyphFlags flags,
                  VigieScheme scheme,
                  double pixels)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  const Room *room = &rooms[(guint) kind < VIGIE_N_KIND ? kind : VIGIE_KIND_OTHER];
  gboolean lost = (flags & VIGIE_GLYPH_FLAG_LINK_LOST) != 0;
  const char *letter = vigie_glyph_look_letter (look);

  cairo_save (cr);
  cairo_scale (cr, pixels / BOX, pixels / BOX);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);

  path_kind (cr, kind);
  if (flags & VIGIE_GLYPH_FLAG_HALO)
    {
      set_color (cr, scheme == VIGIE_SCHEME_DARK ? &palette->land : &palette->card);
      cairo_set_line_width (cr, look == VIGIE_GLYPH_NORMAL && !lost ? 3.2 : 5.0);
      cairo_stroke_preserve (cr);
    }
  paint_body (cr, look, lost, palette);

  if (look == VIGIE_GLYPH_LATE)
    draw_clock (cr, room, palette);
  if (letter != NULL)
    {
      gboolean two = g_utf8_strlen (letter, -1) > 1;
      const GdkRGBA *color = &palette->strong, *halo = &palette->card;

      if (look == VIGIE_GLYPH_CRITICAL && !lost)
        color = &palette->critical.letter, halo = NULL;
      else if (look == VIGIE_GLYPH_WARNING && !lost)
        color = &palette->medium.text;
      else if (look == VIGIE_GLYPH_OUT_OF_SERVICE || look == VIGIE_GLYPH_NO_MEASURE)
        color = &palette->dim, halo = NULL;
      vigie_glyph_draw_text (cr, letter, room->x, room->y, two ? room->two_letters : room->letter,
                             color, halo, 1.3);
    }
  cairo_restore (cr);
}

static void
path_regular (cairo_t *cr, guint n, double radius, double turn)
{
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      double angle = turn + 2 * G_PI * i / n;
      cairo_line_to (cr, 12 + radius * cos (angle), 12 + radius * sin (angle));
    }
  cairo_close_path (cr);
}

void
vigie_glyph_draw_mark (cairo_t *cr,
                       VigieGlyphLook look,
                       gboolean link_lost,
                       VigieScheme scheme,
                       double pixels)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  const GdkRGBA *color = &palette->strong, *halo = &palette->card;

  cairo_save (cr);
  cairo_scale (cr, pixels / BOX, pixels / BOX);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  switch ((int) look)
    {
    case VIGIE_GLYPH_CRITICAL:
      path_regular (cr, 8, 10.2, G_PI / 8);
      if (!link_lost)
        color = &palette->critical.letter, halo = NULL;
      break;
    case VIGIE_GLYPH_WARNING:
      path_regular (cr, 4, 10.4, 0);
      color = &palette->medium.text;
      break;
    case VIGIE_GLYPH_SILENT:
    case VIGIE_GLYPH_NEVER:
      cairo_new_path (cr);
      cairo_arc (cr, 12, 12, 9.2, 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    default:
      cairo_restore (cr);
      g_return_if_reached ();
    }
  set_color (cr, scheme == VIGIE_SCHEME_DARK ? &palette->land : &palette->card);
  cairo_set_line_width (cr, 3.6);
  cairo_stroke_preserve (cr);
  paint_body (cr, look, link_lost, palette);
  vigie_glyph_draw_text (cr, vigie_glyph_look_letter (look), 12, 12, 12, color, halo, 1.2);
  cairo_restore (cr);
}
