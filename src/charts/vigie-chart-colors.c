/* vigie-chart-colors.c: the colours and signs by which a chart's series are told apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-colors.h"

#include "vigie-chart.h"

#include <math.h>

/* Shapes have whole sizes up to this. */
#define LARGEST_SHAPE 16

#define C(rgb)                                                                                     \
  {(((rgb) >> 16) & 0xff) / 255.f, (((rgb) >> 8) & 0xff) / 255.f, ((rgb) & 0xff) / 255.f, 1.f}

static const VigieChartColors light = {
    .series = {C (0x19191c), C (0x5f6b7a), C (0x7f8b9a), C (0x44505f)},
    .fills = {C (0x5f6b7a), C (0x8d98a6), C (0xb7bfc9), C (0x44505f)},
    .grid = C (0xebebee),
    .axis = C (0x8d8c93),
    .edge = C (0x77767b),
    .not_known = C (0xf3f3f5),
    .card_line = C (0xd4d4d9),
};

static const VigieChartColors dark = {
    .series = {C (0xffffff), C (0xa9b5c4), C (0x8593a4), C (0xc9d2dd)},
    .fills = {C (0xa9b5c4), C (0x7c8898), C (0x545e6b), C (0xc9d2dd)},
    .grid = C (0x434348),
    .axis = C (0x85848c),
    .edge = C (0x96959d),
    .not_known = C (0x3c3c41),
    .card_line = C (0x5a5a61),
};

static const VigieChartColors high_contrast = {
    .series = {C (0x000000), C (0x44505f), C (0x6a7684), C (0x2b3440)},
    .fills = {C (0x44505f), C (0x6a7684), C (0x9aa3ae), C (0x2b3440)},
    .grid = C (0xb9b9be),
    .axis = C (0x000000),
    .edge = C (0x000000),
    .not_known = C (0xe6e6e6),
    .card_line = C (0x000000),
};

const VigieChartColors *
vigie_chart_colors_get (VigieScheme scheme)
{
  switch (scheme)
    {
    case VIGIE_SCHEME_DARK:
      return &dark;
    case VIGIE_SCHEME_HIGH_CONTRAST:
      return &high_contrast;
    case VIGIE_SCHEME_AUTO:
    case VIGIE_SCHEME_LIGHT:
    default:
      return &light;
    }
}

double
vigie_chart_series_weight (guint index)
{
  static const double weights[VIGIE_CHART_MAX_SERIES] = {2, 2.5, 1.5, 3};

  return weights[index % VIGIE_CHART_MAX_SERIES];
}

/* Around the origin. */
static GskPath *
make_shape (guint index, double size)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  float half = (float) (size / 2);

  switch (index)
    {
    case 0:
      gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (0, 0), half);
      break;
    case 1:
      half *= 0.88f;
      gsk_path_builder_add_rect (builder, &GRAPHENE_RECT_INIT (-half, -half, 2 * half, 2 * half));
      break;
    case 2:
      half *= 1.2f;
      gsk_path_builder_move_to (builder, 0, -half);
      gsk_path_builder_line_to (builder, half, 0);
      gsk_path_builder_line_to (builder, 0, half);
      gsk_path_builder_line_to (builder, -half, 0);
      gsk_path_builder_close (builder);
      break;
    default:
      half *= 1.15f;
      gsk_path_builder_move_to (builder, 0, -half);
      gsk_path_builder_line_to (builder, half, 0.75f * half);
      gsk_path_builder_line_to (builder, -half, 0.75f * half);
      gsk_path_builder_close (builder);
      break;
    }
  return gsk_path_builder_free_to_path (builder);
}

/* The same path each time: renderers keep what they made of it. */
static GskPath *
shape_path (guint index, double size)
{
  static GskPath *paths[VIGIE_CHART_MAX_SERIES][LARGEST_SHAPE + 1];
  int rounded = CLAMP ((int) round (size), 1, LARGEST_SHAPE);

  index %= VIGIE_CHART_MAX_SERIES;
  if (paths[index][rounded] == NULL)
    paths[index][rounded] = make_shape (index, rounded);
  return paths[index][rounded];
}

void
vigie_chart_snapshot_shape (GtkSnapshot *snapshot,
                            guint index,
                            double x,
                            double y,
                            double size,
                            const GdkRGBA *color,
                            const GdkRGBA *halo)
{
  GskPath *path = shape_path (index, size);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  if (halo != NULL)
    {
      g_autoptr (GskStroke) stroke = gsk_stroke_new (3);

      gtk_snapshot_append_stroke (snapshot, path, stroke, halo);
    }
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
  gtk_snapshot_restore (snapshot);
}

void
vigie_chart_snapshot_sign (VigieChart *self,
                           guint index,
                           GtkSnapshot *snapshot,
                           double width,
                           double height,
                           VigieScheme scheme)
{
  const VigieChartColors *colors = vigie_chart_colors_get (scheme);
  const GdkRGBA *color;
  double weight;

  g_return_if_fail (VIGIE_IS_CHART (self) && index < vigie_chart_get_n_series (self));

  color = &colors->series[index];
  if (vigie_chart_get_series_style (self, index) == VIGIE_CHART_COLUMNS)
    {
      float side = (float) MIN (width, height);

      gtk_snapshot_append_color (snapshot, color,
                                 &GRAPHENE_RECT_INIT ((float) (width - side) / 2,
                                                      (float) (height - side) / 2, side, side));
      return;
    }
  weight = vigie_chart_series_weight (index);
  gtk_snapshot_append_color (
      snapshot, color,
      &GRAPHENE_RECT_INIT (0, (float) ((height - weight) / 2), (float) width, (float) weight));
  vigie_chart_snapshot_shape (snapshot, index, width / 2, height / 2, MIN (8, height), color, NULL);
}
