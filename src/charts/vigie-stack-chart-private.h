/* vigie-stack-chart-private.h: what the files of the stacked chart share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart-private.h"
#include "vigie-stack-bins.h"

G_BEGIN_DECLS

/* A gap with its words. */
typedef struct
{
  guint begin, end; /* bins */
  char *title;      /* owned: « Pas de total, 3 h 00 – 9 h 30 » */
  char *why;        /* owned, or NULL */
} VigieStackGap;

struct _VigieStackChart
{
  VigieDrawnFigure parent_instance;

  VigieStackBins *bins; /* owned, never NULL */
  GArray *gaps;         /* of VigieStackGap */
  VigieTime now, due;
  VigieStackGapFunc gap_func;
  gpointer gap_data;
  GDestroyNotify gap_destroy;
  GTimeZone *zone; /* owned; NULL: the territory's */
  gboolean link_lost;
  int cursor; /* bin, or -1 */
};

gboolean vigie_stack_chart_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame);
void vigie_stack_chart_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame);
void vigie_stack_chart_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame);

/* The layers and lines of the plot as pixels; NULL where there is nothing. @width × @height device pixels. New. */
GdkTexture *vigie_stack_chart_paint (VigieStackChart *self,
                                     const VigieChartFrame *frame,
                                     int width,
                                     int height);
/* The same as paths. */
void vigie_stack_chart_draw_paths (VigieStackChart *self, const VigieChartFrame *frame);

#define VIGIE_STACK_LINE 2.  /* the width of a line */
#define VIGIE_STACK_HALO 1.5 /* of card around it */
/* Where the link is lost: so many pixels of line, so many of none. */
#define VIGIE_STACK_DASH 7
#define VIGIE_STACK_GAP_BETWEEN 5

/* Calls @point for the line @index through the middles of its bins, in logical pixels; @begins where it is not joined
 * to the point before. Of bins closer than @least pixels the lowest and the highest are kept. */
typedef void (*VigieStackPointFunc) (gpointer data, double x, double y, gboolean begins);
void vigie_stack_chart_follow_line (VigieStackChart *self,
                                    const VigieChartFrame *frame,
                                    guint index,
                                    double least,
                                    VigieStackPointFunc point,
                                    gpointer data);

/* Paints the lines over premultiplied ARGB @pixels of the plot. */
void vigie_stack_chart_paint_lines (VigieStackChart *self,
                                    const VigieChartFrame *frame,
                                    guint32 *pixels,
                                    int width,
                                    int height);

/* From where to where a gap is drawn: as far as now. */
void vigie_stack_chart_gap_ends (VigieStackChart *self,
                                 const VigieChartFrame *frame,
                                 const VigieStackGap *gap,
                                 float *x0,
                                 float *x1);

/* The colour of layer @index, or of a line. */
const GdkRGBA *
vigie_stack_chart_layer_color (VigieStackChart *self, guint index, VigieScheme scheme);
const GdkRGBA *
vigie_stack_chart_line_color (VigieStackChart *self, guint index, VigieScheme scheme);

/* The sign of series @index (layers, then lines) at the origin. */
void vigie_stack_chart_draw_sign (VigieStackChart *self,
                                  guint index,
                                  GtkSnapshot *snapshot,
                                  double width,
                                  double height,
                                  VigieScheme scheme);

/* Series in reading order: layers from the top down, then lines. */
guint vigie_stack_chart_in_order (VigieStackChart *self, guint position);

/* "kW" or "kWh". */
const char *vigie_stack_chart_unit (VigieStackChart *self);

/* What a series has in a bin: « 1,1 MW », « n. d. »; « — » after now. @index n_layers + n_lines: the total. New. */
char *vigie_stack_chart_value_words (VigieStackChart *self, guint index, guint bin);

/* « lun. 16 nov., 13 h 00 – 13 h 30 », « lun. 16 nov. », « nov. 2026 ». New. */
char *vigie_stack_chart_bin_words (VigieStackChart *self, guint bin);

/* The gaps with their words, anew. */
void vigie_stack_chart_find_gaps (VigieStackChart *self);

char *vigie_stack_chart_summarize (VigieStackChart *self);
VigieFigureTable *vigie_stack_chart_make_table (VigieStackChart *self);

/* What a pointer and keys do. */
void vigie_stack_chart_input_class_init (VigieDrawnFigureClass *klass);
void vigie_stack_chart_activate (VigieStackChart *self);

G_END_DECLS
