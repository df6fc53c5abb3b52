/* vigie-heat-grid.h: hours of the clock by days, of hours that follow one another. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-heat-map.h"

G_BEGIN_DECLS

#define VIGIE_HEAT_HOURS 24

typedef enum
{
  VIGIE_HEAT_KNOWN,
  VIGIE_HEAT_MISSING, /* past and not known, or one of the two hours that clocks showed so */
  VIGIE_HEAT_PENDING, /* not there yet, or beyond what was given */
  VIGIE_HEAT_SKIPPED, /* clocks never showed it */
} VigieHeatState;

typedef struct
{
  double kw;          /* NAN unless known */
  VigieTime from, to; /* two hours where it comes twice; NONE where skipped */
  VigieHeatState state;
} VigieHeatCell;

typedef struct
{
  guint n_days;
  gint64 first_day;     /* VigieLocalTime's day_number */
  VigieHeatCell *cells; /* day by day, 24 each */
  double min, max;      /* of what is known; NAN if nothing is */
  guint n_missing;
} VigieHeatGrid;

/* As vigie_heat_map_set_hours() and _set_due(). @zone not NULL. Free with vigie_heat_grid_free(). */
VigieHeatGrid *vigie_heat_grid_new (VigieTime from,
                                    const double *kw,
                                    guint n_hours,
                                    GTimeZone *zone,
                                    VigieTime due);
void vigie_heat_grid_free (VigieHeatGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieHeatGrid, vigie_heat_grid_free)

const VigieHeatCell *vigie_heat_grid_get (const VigieHeatGrid *self, guint day, guint hour);

/* Saturday or Sunday. */
gboolean vigie_heat_grid_is_weekend (const VigieHeatGrid *self, guint day);

/* Where @share (0 to 1) of the way from @low to @high is, in equal steps of lightness as seen (OKLab). */
GdkRGBA vigie_heat_mix (const GdkRGBA *low, const GdkRGBA *high, double share);

G_END_DECLS
