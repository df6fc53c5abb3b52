/* vigie-chart-colors.h: the colours and signs by which a chart's series are told apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-palette.h"

G_BEGIN_DECLS

/* What the palette does not have: what is only in charts. */
typedef struct
{
  GdkRGBA series[4]; /* greys apart in lightness, each ≥ 3:1 on the card */
  GdkRGBA fills[4];  /* of columns, flat as areas are */
  GdkRGBA grid;
  GdkRGBA axis;      /* the line of zero */
  GdkRGBA edge;      /* dashed edges of a gap, the line of now */
  GdkRGBA not_known; /* behind what is not loaded yet */
  GdkRGBA card_line; /* edge of the cursor's card */
} VigieChartColors;

/* Those of @scheme (AUTO gives light); owned by the library. */
const VigieChartColors *vigie_chart_colors_get (VigieScheme scheme);

/* The weight of its line, logical pixels: it differs as well. */
double vigie_chart_series_weight (guint index);

/* The mark that a series wears on its line: disc, square, diamond, triangle; @size across (rounded, up to 16),
 * centred at @x, @y, over an edge of @halo (NULL for none). */
void vigie_chart_snapshot_shape (GtkSnapshot *snapshot,
                                 guint index,
                                 double x,
                                 double y,
                                 double size,
                                 const GdkRGBA *color,
                                 const GdkRGBA *halo);

G_END_DECLS
