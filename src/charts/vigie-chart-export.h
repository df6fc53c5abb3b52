/* vigie-chart-export.h: a chart and its readings as files and on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-chart-rows.h"
#include "vigie-chart.h"
#include "vigie-sheet.h"

G_BEGIN_DECLS

/* What an export says beside the lines. Texts are plain, of the user's language. */
typedef struct
{
  char *title; /* « Benne gravats » */
  char
      *place; /* whose readings: « Déchèterie de Riantec, Lorient Agglomération »; "" if not told */
  char *period;           /* « du 15 au 21 nov. 2026 » */
  char *made;             /* « Établi le 21 nov. 2026 à 11 h 07 avec Vigie » */
  char *summary;          /* what the lines show in words, for paper; "" if none */
  gboolean demonstration; /* simulated data: said on everything that leaves the program */
  VigieChartSource sources[VIGIE_CHART_ROWS_MAX]; /* names, units owned; series referenced */
  guint indices[VIGIE_CHART_ROWS_MAX];            /* of the sources in the chart, for their signs */
  guint n_sources;
  VigieSpan span;
  GTimeZone *zone; /* referenced, or NULL for Europe/Paris */
} VigieChartPage;

VigieChartPage *vigie_chart_page_new (void);
void vigie_chart_page_add_source (VigieChartPage *self,
                                  guint index,
                                  const char *name,
                                  const char *unit,
                                  VigieSeries *series);
VigieChartPage *vigie_chart_page_copy (const VigieChartPage *self);
void vigie_chart_page_free (VigieChartPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieChartPage, vigie_chart_page_free)

/* Every reading of the page's span, not decimated: local time, instant with offset, a column for each series. Any
 * thread. Full reference. */
GBytes *vigie_chart_export_csv (const VigieChartPage *page);

/* The page as a sheet (vigie-sheet.h): file, paper, clipboard. @chart is only read; NULL where nothing but the readings
 * is wanted. Full reference. */
VigieSheet *vigie_chart_export_sheet (VigieChart *chart, const VigieChartPage *page);

G_END_DECLS
