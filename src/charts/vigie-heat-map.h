/* vigie-heat-map.h: the mean power of each hour of each day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-figure.h"

G_BEGIN_DECLS

#define VIGIE_HEAT_MAP_MAX_DAYS 366

#define VIGIE_TYPE_HEAT_MAP (vigie_heat_map_get_type ())
/* A VigieFigure: a column for each day, a row for each hour of the clock, from a quiet grey to ink; missing hours
 * hatched; the hour that clocks skip void; the one that comes twice the mean of both. A scale with figures is below.
 * Keyboard: arrows by hour and day, Page Up, Page Down a week, Home, End the first and last day, Escape; Enter or a
 * click asks why. In accessibility an image whose description is the summary; each step of the cursor is announced.
 *
 * Properties: "scheme" (VigieScheme). Signals: "cursor-moved" (no argument); "cell-activated" (gint64 from, gint64 to;
 * µs since 1970): a person asks what an hour is made of. */
G_DECLARE_FINAL_TYPE (VigieHeatMap, vigie_heat_map, VIGIE, HEAT_MAP, VigieDrawnFigure)

GtkWidget *vigie_heat_map_new (void);

/* The mean power (kW; NAN: not known) of @n_hours hours that follow one another from @from, a local midnight of @zone
 * (NULL: Europe/Paris, whose days have 23 to 25 of them). What is beyond 366 days is left out. Copied. NULL and 0:
 * nothing known yet. */
void vigie_heat_map_set_hours (VigieHeatMap *self,
                               VigieTime from,
                               const double *kw,
                               guint n_hours,
                               GTimeZone *zone);

/* Hours that end after @due and are not known are not there yet, and not hatched. VIGIE_TIME_NONE: all is past. */
void vigie_heat_map_set_due (VigieHeatMap *self, VigieTime due);

void vigie_heat_map_set_scheme (VigieHeatMap *self, VigieScheme scheme);

/* The cell pointed at: the day as a column and the hour of the clock; FALSE for none. */
gboolean vigie_heat_map_get_cursor (VigieHeatMap *self, guint *day, guint *hour);
/* @day -1: none. */
void vigie_heat_map_set_cursor (VigieHeatMap *self, int day, guint hour);
/* « mar. 10 nov., 10 h – 11 h : 2,31 MW ». New; NULL without a cursor. */
char *vigie_heat_map_describe_cursor (VigieHeatMap *self);

G_END_DECLS
