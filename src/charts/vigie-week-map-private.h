/* vigie-week-map-private.h: what the files of the week map share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart-private.h"
#include "vigie-week-layout.h"

G_BEGIN_DECLS

struct _VigieWeekMap
{
  VigieDrawnFigure parent_instance;

  VigieWeekCell cells[VIGIE_WEEK_DAYS * VIGIE_WEEK_SLOTS];
  gboolean is_known;           /* cells were given */
  VigieWeekLayout layout;      /* of the cells; places are those of the last frame */
  double top;                  /* the colours' upper end, vehicles, > 0; NAN if nothing is known */
  guint n_hidden;              /* half-hours that are open and have too few days */
  int now_day, now_slot;       /* -1 */
  int best_day, best_slot;     /* -1 */
  int cursor_day, cursor_slot; /* -1 */
  char *ramp_name;             /* owned: of the legend */
};

const VigieWeekCell *vigie_week_map_cell (VigieWeekMap *self, int day, int slot);

gboolean vigie_week_map_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame);
void vigie_week_map_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame);
void vigie_week_map_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame);
void vigie_week_map_draw_sign (VigieWeekMap *self,
                               guint index,
                               GtkSnapshot *snapshot,
                               double width,
                               double height,
                               VigieScheme scheme);
/* The row that @y is in, -1 for none. */
int vigie_week_map_row_at (const VigieDrawnPlot *plot, double y);

/* « sam. 11 h – 11 h 30 »; « 9 véhicules (7 à 11) », « trop peu de jours », « fermée »; « 24 samedis », "" where it is
 * closed. New. */
char *vigie_week_map_slot_words (int day, int slot);
char *vigie_week_map_value_words (VigieWeekMap *self, int day, int slot);
char *vigie_week_map_days_words (VigieWeekMap *self, int day, int slot);
/* « 11 h », « 11 h 30 »; 48 is midnight, « 24 h ». New. */
char *vigie_week_map_time_words (int slot);
char *vigie_week_map_summarize (VigieWeekMap *self);
VigieFigureTable *vigie_week_map_make_table (VigieWeekMap *self);

G_END_DECLS
