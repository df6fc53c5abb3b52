/* vigie-chart-export.c: a chart and its readings as files and on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-export.h"

#include <glib/gi18n-lib.h>

#include "vigie-csv.h"
#include "vigie-words.h"

/* ---- Page -------------------------------------------------------------------------------------- */

VigieChartPage *
vigie_chart_page_new (void)
{
  VigieChartPage *self = g_new0 (VigieChartPage, 1);

  self->title = g_strdup ("");
  self->place = g_strdup ("");
  self->period = g_strdup ("");
  self->made = g_strdup ("");
  self->summary = g_strdup ("");
  return self;
}

void
vigie_chart_page_add_source (VigieChartPage *self,
                             guint index,
                             const char *name,
                             const char *unit,
                             VigieSeries *series)
{
  g_return_if_fail (self->n_sources < VIGIE_CHART_ROWS_MAX);

  self->indices[self->n_sources] = index;
  self->sources[self->n_sources++]
      = (VigieChartSource) {g_strdup (name), g_strdup (unit != NULL ? unit : ""),
                            series != NULL ? vigie_series_ref (series) : NULL};
}

VigieChartPage *
vigie_chart_page_copy (const VigieChartPage *self)
{
  VigieChartPage *copy = g_new0 (VigieChartPage, 1);

  copy->title = g_strdup (self->title);
  copy->place = g_strdup (self->place);
  copy->period = g_strdup (self->period);
  copy->made = g_strdup (self->made);
  copy->summary = g_strdup (self->summary);
  copy->demonstration = self->demonstration;
  copy->span = self->span;
  copy->zone = self->zone != NULL ? g_time_zone_ref (self->zone) : NULL;
  for (guint i = 0; i < self->n_sources; i++)
    vigie_chart_page_add_source (copy, self->indices[i], self->sources[i].name,
                                 self->sources[i].unit, self->sources[i].series);
  return copy;
}

void
vigie_chart_page_free (VigieChartPage *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_sources; i++)
    {
      g_free ((char *) self->sources[i].name);
      g_free ((char *) self->sources[i].unit);
      g_clear_pointer (&self->sources[i].series, vigie_series_unref);
    }
  g_free (self->title);
  g_free (self->place);
  g_free (self->period);
  g_free (self->made);
  g_free (self->summary);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

/* ---- CSV --------------------------------------------------------------------------------------- */

/* « Benne gravats (%) » */
static char *
name_and_unit (const VigieChartSource *source)
{
  if (*source->unit == '\0')
    return g_strdup (source->name);
  return g_strdup_printf (C_ ("column", "%1$s (%2$s)"), source->name, source->unit);
}

GBytes *
vigie_chart_export_csv (const VigieChartPage *page)
{
  g_autoptr (VigieChartMerge) merge
      = vigie_chart_merge_new (page->sources, page->n_sources, page->span);
  GTimeZone *zone = page->zone != NULL ? page->zone : vigie_words_default_zone ();
  VigieCsv *csv = vigie_csv_new ();
  guint n = vigie_chart_merge_get_n (merge);

  vigie_csv_add_text (csv, C_ ("column", "Date and time"));
  vigie_csv_add_text (csv, C_ ("column", "Instant (ISO 8601)"));
  for (guint i = 0; i < page->n_sources; i++)
    {
      g_autofree char *name = name_and_unit (&page->sources[i]);
      g_autofree char *simulated = NULL;

      if (page->demonstration)
        /* Translators: the head of a column of simulated data: « Benne gravats (%), démonstration » */
        simulated = g_strdup_printf (C_ ("column", "%s, demonstration"), name);
      vigie_csv_add_text (csv, simulated != NULL ? simulated : name);
    }
  vigie_csv_end_row (csv);
  for (guint row = 0; row < n; row++)
    {
      VigieTime time = vigie_chart_merge_get_time (merge, row);

      vigie_csv_add_time (csv, time, zone);
      vigie_csv_add_instant (csv, time, zone);
      for (guint i = 0; i < page->n_sources; i++)
        vigie_csv_add_number (csv, vigie_chart_merge_get_value (merge, row, i));
      vigie_csv_end_row (csv);
    }
  return vigie_csv_finish (csv);
}

/* ---- Sheet ------------------------------------------------------------------------------------- */

static GBytes *
make_csv (gpointer data)
{
  return vigie_chart_export_csv (data);
}

static void
draw_chart (gpointer object, cairo_t *cr, double width, double height, VigieScheme scheme)
{
  vigie_chart_draw_cairo (object, cr, width, height, scheme);
}

static void
snapshot_sign (gpointer object,
               guint index,
               GtkSnapshot *snapshot,
               double width,
               double height,
               VigieScheme scheme)
{
  vigie_chart_snapshot_sign (object, index, snapshot, width, height, scheme);
}

VigieSheet *
vigie_chart_export_sheet (VigieChart *chart, const VigieChartPage *page)
{
  VigieSheet *sheet = vigie_sheet_new ();

  vigie_sheet_set_title (sheet, page->title);
  vigie_sheet_set_place (sheet, page->place);
  vigie_sheet_set_period (sheet, page->period);
  vigie_sheet_set_made (sheet, page->made);
  vigie_sheet_set_summary (sheet, page->summary);
  vigie_sheet_set_demonstration (sheet, page->demonstration);
  vigie_sheet_set_dates (sheet, page->span, page->zone);
  vigie_sheet_set_csv (sheet, make_csv, vigie_chart_page_copy (page),
                       (GDestroyNotify) vigie_chart_page_free);
  if (chart == NULL)
    return sheet;
  vigie_sheet_set_drawing (sheet, chart, draw_chart, snapshot_sign);
  for (guint i = 0; i < page->n_sources; i++)
    {
      g_autofree char *name = name_and_unit (&page->sources[i]);

      vigie_sheet_add_sign (sheet, page->indices[i], name);
    }
  return sheet;
}
