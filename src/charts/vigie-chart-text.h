/* vigie-chart-text.h: the texts of a chart, laid out once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VIGIE_CHART_TEXT_AXIS,   /* 12/14 of the font's size */
  VIGIE_CHART_TEXT_STRONG, /* the same, bold */
  VIGIE_CHART_TEXT_LETTER, /* of a mark: small and extra bold */
} VigieChartTextStyle;

typedef struct _VigieChartText VigieChartText;

/* Texts in the font of @widget, or, for NULL, in Vigie's own at 14 px. */
VigieChartText *vigie_chart_text_new (GtkWidget *widget);
void vigie_chart_text_free (VigieChartText *self);

/* The height of a line, and the width of a digit, in pixels. */
double vigie_chart_text_get_height (VigieChartText *self);
double vigie_chart_text_get_em (VigieChartText *self);

/* The layout of @text; owned by the cache until another some hundred were asked for. */
PangoLayout *
vigie_chart_text_get (VigieChartText *self, VigieChartTextStyle style, const char *text);

/* Its logical size in pixels. */
void vigie_chart_text_measure (VigieChartText *self,
                               VigieChartTextStyle style,
                               const char *text,
                               double *width,
                               double *height);

/* Draws @text with its logical box's corner at @x, @y moved left by @align (0 to 1) of its width. */
void vigie_chart_text_draw (VigieChartText *self,
                            GtkSnapshot *snapshot,
                            VigieChartTextStyle style,
                            const char *text,
                            double x,
                            double y,
                            double align,
                            const GdkRGBA *color);

G_END_DECLS
