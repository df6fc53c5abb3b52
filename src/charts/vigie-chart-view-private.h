/* vigie-chart-view-private.h: what the files of the chart view share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart-bar.h"
#include "vigie-chart-dates.h"
#include "vigie-chart-export.h"
#include "vigie-chart-legend.h"
#include "vigie-chart-table.h"
#include "vigie-chart-view.h"

G_BEGIN_DECLS

struct _VigieChartView
{
  GtkWidget parent_instance;

  /* The parts, children in this order. */
  GtkWidget *bar;
  GtkWidget *head; /* title, and what is going on */
  GtkWidget *error_box;
  GtkWidget *legend;
  GtkWidget *stack; /* chart or table */

  VigieChart *chart;
  VigieChartTable *table;
  GtkToggleButton *toggles[VIGIE_N_CHART_PERIOD];
  GtkDropDown *folded;
  VigieChartDates *dates;
  GtkWidget *previous, *next, *present; /* buttons */
  GtkLabel *period_label;
  GtkToggleButton *table_toggle;
  GtkWidget *export_button;
  GtkLabel *title_label;
  GtkWidget *loading_box;
  GtkLabel *error_label;

  char *title, *place; /* owned, "" if none */
  gboolean demonstration;
  VigieTime now, earliest;
  GTimeZone *zone; /* owned, or NULL */
  VigieChartPeriod period;
  gboolean applying;     /* the range is being set from here */
  gboolean showing_kind; /* the choice is being made to tell, not told */
  guint emit_source;     /* pending "range-changed", or 0 */
  VigieSpan emitted;
  guint table_source; /* pending filling of the table, or 0 */
  GCancellable *cancellable;
};

/* Shows @period and tells the world at once. */
void vigie_chart_view_apply_period (VigieChartView *self, VigieChartPeriod period);
/* Words and buttons as the period is; how far a person may go. */
void vigie_chart_view_update_period (VigieChartView *self);
void vigie_chart_view_update_limits (VigieChartView *self);
/* The controls of the period, into the bar. */
void vigie_chart_view_build_choice (VigieChartView *self);
void vigie_chart_view_build_period (VigieChartView *self);

/* Fills the table soon, once for all that changes until then, if it is in sight at all. */
void vigie_chart_view_queue_table (VigieChartView *self);

/* Adds the actions of exports to the class. */
void vigie_chart_view_install_exports (GtkWidgetClass *widget_class);

/* What an export says now. */
VigieChartPage *vigie_chart_view_make_page (VigieChartView *self, gboolean with_summary);

/* Lets @widget be dragged out as the CSV. */
void vigie_chart_view_add_drag (VigieChartView *self, GtkWidget *widget);

G_END_DECLS
