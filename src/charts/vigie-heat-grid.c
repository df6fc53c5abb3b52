/* vigie-heat-grid.c: hours of the clock by days, of hours that follow one another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-heat-grid.h"

#include <math.h>

#include "vigie-time-axis.h"

VigieHeatGrid *
vigie_heat_grid_new (VigieTime from,
                     const double *kw,
                     guint n_hours,
                     GTimeZone *zone,
                     VigieTime due)
{
  VigieHeatGrid *self = g_new0 (VigieHeatGrid, 1);
  VigieTime end = from + (VigieTime) n_hours * VIGIE_HOUR;

  self->min = self->max = NAN;
  if (kw == NULL || n_hours == 0)
    return self;
  self->first_day = vigie_time_to_local (from, zone).day_number;
  self->n_days = (guint) MIN (vigie_time_to_local (end - 1, zone).day_number - self->first_day + 1,
                              VIGIE_HEAT_MAP_MAX_DAYS);
  self->cells = g_new0 (VigieHeatCell, self->n_days * VIGIE_HEAT_HOURS);
  for (guint i = 0; i < self->n_days * VIGIE_HEAT_HOURS; i++)
    {
      VigieHeatCell *cell = &self->cells[i];
      VigieTime instants[2];
      guint n = vigie_time_from_local (self->first_day + i / VIGIE_HEAT_HOURS,
                                       (int) (i % VIGIE_HEAT_HOURS) * 3600, zone, instants);
      double sum = 0;

      cell->kw = NAN;
      cell->from = cell->to = VIGIE_TIME_NONE;
      cell->state = VIGIE_HEAT_SKIPPED;
      if (n == 0)
        continue;
      cell->from = instants[0];
      cell->to = instants[n - 1] + VIGIE_HOUR;
      cell->state = VIGIE_HEAT_KNOWN;
      for (guint k = 0; k < n; k++)
        {
          gint64 hour = (instants[k] - from) / VIGIE_HOUR;

          if (instants[k] < from || hour >= n_hours)
            cell->state = VIGIE_HEAT_PENDING;
          else
            sum += kw[hour];
        }
      if (cell->state == VIGIE_HEAT_PENDING)
        continue;
      if (isfinite (sum))
        {
          cell->kw = sum / n;
          self->min = fmin (self->min, cell->kw);
          self->max = fmax (self->max, cell->kw);
        }
      else if (due != VIGIE_TIME_NONE && cell->to > due)
        cell->state = VIGIE_HEAT_PENDING;
      else
        {
          cell->state = VIGIE_HEAT_MISSING;
          self->n_missing++;
        }
    }
  return self;
}

void
vigie_heat_grid_free (VigieHeatGrid *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  g_free (self);
}

const VigieHeatCell *
vigie_heat_grid_get (const VigieHeatGrid *self, guint day, guint hour)
{
  g_return_val_if_fail (day < self->n_days && hour < VIGIE_HEAT_HOURS, NULL);

  return &self->cells[day * VIGIE_HEAT_HOURS + hour];
}

gboolean
vigie_heat_grid_is_weekend (const VigieHeatGrid *self, guint day)
{
  /* 1970-01-01 was a Thursday; Monday is 0. */
  gint64 weekday = (((self->first_day + day + 3) % 7) + 7) % 7;

  return weekday >= 5;
}

/* ---- Colours ----------------------------------------------------------------------------------- */

static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
to_srgb (double c)
{
  c = CLAMP (c, 0, 1);
  return c <= 0.0031308 ? c * 12.92 : 1.055 * pow (c, 1 / 2.4) - 0.055;
}

/* Björn Ottosson, « A perceptual color space for image processing », 2020. */
static void
to_oklab (const GdkRGBA *color, double lab[3])
{
  double r = to_linear (color->red), g = to_linear (color->green), b = to_linear (color->blue);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

GdkRGBA
vigie_heat_mix (const GdkRGBA *low, const GdkRGBA *high, double share)
{
  double a[3], b[3], lab[3], l, m, s;

  to_oklab (low, a);
  to_oklab (high, b);
  share = CLAMP (share, 0, 1);
  for (guint i = 0; i < 3; i++)
    lab[i] = a[i] + (b[i] - a[i]) * share;
  l = pow (lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2], 3);
  m = pow (lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2], 3);
  s = pow (lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2], 3);
  return (GdkRGBA) {(float) to_srgb (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                    (float) to_srgb (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                    (float) to_srgb (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 1};
}
