/* vigie-chart-export.h: a chart and its readings as files and on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-chart-rows.h"
#include "vigie-chart.h"

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

typedef enum
{
  VIGIE_CHART_EXPORT_CSV,
  VIGIE_CHART_EXPORT_PNG, /* 1280 × 720 at twice the density */
  VIGIE_CHART_EXPORT_SVG, /* 1280 × 720, vectors */
} VigieChartExportFormat;
#define VIGIE_CHART_EXPORT_WIDTH 1280
#define VIGIE_CHART_EXPORT_HEIGHT 720

/* Every reading of the page's span, not decimated: local time, instant with offset, a column for each series. Any thread.
 * Full reference. */
GBytes *vigie_chart_export_csv (const VigieChartPage *page);

/* Draws title, period, legend, chart, source and « Démonstration » into @width × @height logical pixels on white. @chart is only
 * read; main thread. */
void vigie_chart_export_draw (VigieChart *chart,
                              const VigieChartPage *page,
                              cairo_t *cr,
                              double width,
                              double height);

/* « Benne gravats 2026-11-15 au 2026-11-21.csv »: characters that some system refuses in names are replaced, at most 120 characters
 * before the dates. Free with g_free(). */
char *vigie_chart_export_file_name (const VigieChartPage *page, VigieChartExportFormat format);

/* Writes @file whole or not at all (a new file takes the old one's place). What is drawn is recorded now; making
 * and writing the file is done in a thread. */
void vigie_chart_export_save_async (VigieChart *chart,
                                    const VigieChartPage *page,
                                    VigieChartExportFormat format,
                                    GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);

/* FALSE with an error whose message tells a person what happened and what to do. */
gboolean vigie_chart_export_save_finish (GAsyncResult *result, GError **error);

/* A page of paper, landscape: to be run by the caller. Full reference. */
GtkPrintOperation *vigie_chart_export_print (VigieChart *chart, const VigieChartPage *page);

/* What is dragged or copied: the CSV as a file and as text, made in a thread when it is asked for. Full reference. */
GdkContentProvider *vigie_chart_export_content (const VigieChartPage *page);

G_END_DECLS
