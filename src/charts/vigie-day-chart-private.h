/* vigie-day-chart-private.h: what the files of the day chart share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart-private.h"
#include "vigie-day-course.h"

G_BEGIN_DECLS

/* In the order of the legend. */
typedef enum
{
  VIGIE_DAY_SIGN_SEEN,
  VIGIE_DAY_SIGN_USUAL,
  VIGIE_DAY_SIGN_EXPECTED,
  VIGIE_DAY_SIGN_GAP,
} VigieDaySign;

struct _VigieDayChart
{
  VigieDrawnFigure parent_instance;

  VigieDayCourse *course; /* owned, never NULL */
  gboolean link_lost;
  int cursor; /* a stop, or −1 */
};

gboolean vigie_day_chart_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame);
void vigie_day_chart_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame);
void vigie_day_chart_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame);
void vigie_day_chart_draw_sign (VigieDayChart *self,
                                VigieDaySign sign,
                                GtkSnapshot *snapshot,
                                double width,
                                double height,
                                VigieScheme scheme);
/* Words over the data: none over another, none cut. */
void vigie_day_chart_draw_labels (VigieDayChart *self, const VigieChartFrame *frame);
double vigie_day_chart_y (const VigieChartFrame *frame, double value);
/* The colour of what was seen. */
const GdkRGBA *vigie_day_chart_line_color (VigieDayChart *self, const VigieChartFrame *frame);

/* Whether the places are within reach of the scale. */
gboolean vigie_day_chart_shows_places (VigieDayChart *self);
/* Which of the legend's signs it has: index to sign; gives how many. */
guint vigie_day_chart_signs (VigieDayChart *self, VigieDaySign signs[4]);

/* « 11 h 00 – 11 h 10 »; « 14 (13 à 15) », « n. d. »; « 7 à 11 »; NULL where nothing is known. New. */
char *vigie_day_chart_stop_words (VigieDayChart *self, const VigieDayStop *stop);
char *vigie_day_chart_seen_words (const VigieDayStep *step);
char *vigie_day_chart_usual_words (const VigieDayUsual *usual);
char *vigie_day_chart_expected_words (const VigieDayUsual *expected);
/* « 14 maintenant », « 14 à 10 h 40 ». New; NULL without a known step. */
char *vigie_day_chart_now_words (VigieDayChart *self);
char *vigie_day_chart_summarize (VigieDayChart *self);
VigieFigureTable *vigie_day_chart_make_table (VigieDayChart *self);

G_END_DECLS
