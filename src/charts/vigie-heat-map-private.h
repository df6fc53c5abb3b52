/* vigie-heat-map-private.h: what the files of the heat map share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart-private.h"
#include "vigie-heat-grid.h"

G_BEGIN_DECLS

struct _VigieHeatMap
{
  VigieDrawnFigure parent_instance;

  VigieTime from, due;
  double *kw; /* owned; as given */
  guint n_hours;
  GTimeZone *zone;     /* owned; NULL: the territory's */
  VigieHeatGrid *grid; /* owned, never NULL */
  int cursor_day;      /* -1: none */
  guint cursor_hour;
};

gboolean vigie_heat_map_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame);
void vigie_heat_map_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame);
void vigie_heat_map_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame);
void vigie_heat_map_draw_sign (VigieHeatMap *self,
                               guint index,
                               GtkSnapshot *snapshot,
                               double width,
                               double height,
                               VigieScheme scheme);

/* What the colours span: the ends are those of the scale. */
VigieValueAxis vigie_heat_map_axis (VigieHeatMap *self);

GTimeZone *vigie_heat_map_zone (VigieHeatMap *self);
/* « mar. 10 nov., 10 h 00 – 11 h 00 »; of an hour that is skipped too. New. */
char *vigie_heat_map_cell_words (VigieHeatMap *self, guint day, guint hour);
/* « 2,31 MW », « n. d. », « — », « heure sautée ». New. */
char *vigie_heat_map_value_words (VigieHeatMap *self, guint day, guint hour);
char *vigie_heat_map_summarize (VigieHeatMap *self);
VigieFigureTable *vigie_heat_map_make_table (VigieHeatMap *self);

G_END_DECLS
