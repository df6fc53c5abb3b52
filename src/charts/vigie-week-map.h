/* vigie-week-map.h: a usual week, half-hour by half-hour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-figure.h"

G_BEGIN_DECLS

typedef struct
{
  float median, p10, p90; /* vehicles; NAN: hidden, too few days */
  guint16 n_days;         /* that it was seen */
  gboolean open;
} VigieWeekCell;

#define VIGIE_TYPE_WEEK_MAP (vigie_week_map_get_type ())
/* A VigieFigure: a row for each day from Monday, a column for each half-hour that some day is open (a space where none
 * is between two), from a quiet grey to ink by the median; « fermée » on days that are; half-hours with too few days
 * hatched; now framed, the best moment dotted. Keyboard: arrows, Home and End of the day, Page Up and Page Down the first
 * and last day, Escape; each step is announced; Enter, space or a click: "cell-activated". Its legend is a ramp with its
 * ends.
 *
 * Property "scheme" (VigieScheme). Signals "cursor-moved" (no argument); "cell-activated" (guint weekday, guint slot). */
G_DECLARE_FINAL_TYPE (VigieWeekMap, vigie_week_map, VIGIE, WEEK_MAP, VigieDrawnFigure)

GtkWidget *vigie_week_map_new (void);

/* 7 × 48 cells, Monday first, by half-hour of the clock; copied. NULL: nothing known. */
void vigie_week_map_set_cells (VigieWeekMap *self, const VigieWeekCell *cells);
/* Weekday 0 to 6 and half-hour 0 to 47; −1: none. */
void vigie_week_map_set_now (VigieWeekMap *self, int weekday, int slot);
void vigie_week_map_set_best (VigieWeekMap *self, int weekday, int slot);
void vigie_week_map_set_scheme (VigieWeekMap *self, VigieScheme scheme);

/* The half-hour pointed at; FALSE for none. */
gboolean vigie_week_map_get_cursor (VigieWeekMap *self, guint *weekday, guint *slot);
/* @weekday −1: none. A half-hour at which no day is open is the nearest one. */
void vigie_week_map_set_cursor (VigieWeekMap *self, int weekday, int slot);
/* « sam. 11 h – 11 h 30 : 9 véhicules (7 à 11), 24 samedis ». New; NULL without a cursor. */
char *vigie_week_map_describe_cursor (VigieWeekMap *self);

G_END_DECLS
