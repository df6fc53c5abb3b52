/* vigie-chart-draw.c: what a chart looks like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <math.h>

/* Columns of @series for @n columns of the range, from the cache where they are the same. */
static const VigieColumn *
columns_of (VigieChart *self, VigieChartSeries *series, guint n)
{
  if (series->columns != NULL && series->n_columns == n
      && series->columns_range.from == self->range.from
      && series->columns_range.to == self->range.to)
    return series->columns;
  series->columns = g_renew (VigieColumn, series->columns, n);
  series->n_columns = n;
  series->columns_range = self->range;
  vigie_decimate_columns (series->prepared, self->range.from, self->range.to, n, series->columns);
  return series->columns;
}

void
vigie_chart_draw_all (VigieChart *self,
                      GtkSnapshot *snapshot,
                      double width,
                      double height,
                      double scale,
                      VigieScheme scheme,
                      gboolean vector)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  guint n = (guint) MAX (width * scale, 1);
  double min[2] = {INFINITY, INFINITY}, max[2] = {-INFINITY, -INFINITY};

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->series->len; i++)
      {
        VigieChartSeries *series = vigie_chart_series (self, i);
        const VigieColumn *columns;
        double last = NAN;

        if (!series->visible || series->prepared == NULL)
          continue;
        columns = columns_of (self, series, n);
        for (guint c = 0; c < n; c++)
          {
            double low = columns[c].min, high = columns[c].max, unit;

            if (isnan (low))
              continue;
            if (pass == 0)
              {
                min[series->axis] = MIN (min[series->axis], low);
                max[series->axis] = MAX (max[series->axis], high);
                continue;
              }
            if (columns[c].joined && !isnan (last))
              {
                low = MIN (low, last);
                high = MAX (high, last);
              }
            last = columns[c].last;
            unit = max[series->axis] > min[series->axis]
                       ? (height - 2) / (max[series->axis] - min[series->axis])
                       : 0;
            gtk_snapshot_append_color (
                snapshot, &palette->strong,
                &GRAPHENE_RECT_INIT ((float) (c / scale),
                                     (float) (height - 2 - (high - min[series->axis]) * unit),
                                     (float) (1 / scale), (float) ((high - low) * unit + 2)));
          }
      }
}
