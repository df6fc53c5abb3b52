/* vigie-chart-bar.h: the row of controls over a chart, that folds where it has no room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in it, from left to right. */
typedef enum
{
  VIGIE_CHART_BAR_CHOICE,  /* the periods, side by side */
  VIGIE_CHART_BAR_FOLDED,  /* the same as a drop-down: either the one or the other is seen */
  VIGIE_CHART_BAR_PERIOD,  /* which one it is, before, after; may wrap its words */
  VIGIE_CHART_BAR_ACTIONS, /* at the right end */
  VIGIE_CHART_BAR_N_SLOTS,
} VigieChartBarSlot;

#define VIGIE_TYPE_CHART_BAR (vigie_chart_bar_get_type ())
/* One line where all fits; else the choice folded, then two lines, then one below the other. Nothing is cut, whatever
 * the size of the text. */
G_DECLARE_FINAL_TYPE (VigieChartBar, vigie_chart_bar, VIGIE, CHART_BAR, GtkWidget)

GtkWidget *vigie_chart_bar_new (void);

/* Puts @child there, once. */
void vigie_chart_bar_set (VigieChartBar *self, VigieChartBarSlot slot, GtkWidget *child);

G_END_DECLS
