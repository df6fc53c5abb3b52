/* vigie-chart-view-export.c: how what a chart view shows leaves it: files, paper, clipboard, drag.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-view-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

VigieChartPage *
vigie_chart_view_make_page (VigieChartView *self, gboolean with_summary)
{
  VigieChartPage *page = vigie_chart_page_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n = vigie_chart_get_n_series (self->chart);

  for (guint i = 0; i < n; i++)
    {
      const char *name = vigie_chart_get_series_name (self->chart, i);

      if (!vigie_chart_get_series_visible (self->chart, i))
        continue;
      g_ptr_array_add (names, (gpointer) name);
      vigie_chart_page_add_source (page, i, name, vigie_chart_get_series_unit (self->chart, i),
                                   vigie_chart_get_data (self->chart, i));
    }
  g_free (page->title);
  page->title = *self->title != '\0'
                    ? g_strdup (self->title)
                    : vigie_words_list ((const char *const *) names->pdata, names->len);
  g_set_str (&page->place, self->place);
  g_free (page->period);
  page->period = vigie_chart_period_words (&self->period, self->zone);
  if (self->period.kind == VIGIE_CHART_PERIOD_DAY && self->period.follows)
    {
      /* « 24 dernières heures » says nothing once it is on paper. */
      VigieChartPeriod fixed = self->period;

      fixed.follows = FALSE;
      g_free (page->period);
      page->period = vigie_chart_period_words (&fixed, self->zone);
    }
  if (self->now != VIGIE_TIME_NONE)
    {
      g_free (page->made);
      page->made
          = vigie_sheet_made_words (self->now, self->zone, vigie_chart_get_link_lost (self->chart));
    }
  page->demonstration = self->demonstration;
  page->span = vigie_chart_get_range (self->chart);
  page->zone = self->zone != NULL ? g_time_zone_ref (self->zone) : NULL;
  if (with_summary)
    {
      g_free (page->summary);
      page->summary = vigie_chart_summarize (self->chart);
    }
  return page;
}

/* What leaves now; the readings alone where not @whole. */
static VigieSheet *
make_sheet (VigieChartView *self, gboolean whole, gboolean with_summary)
{
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (self, with_summary);

  return vigie_chart_export_sheet (whole ? self->chart : NULL, page);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieChartView *self = VIGIE_CHART_VIEW (widget);
  VigieSheetFormat format;
  g_autoptr (VigieSheet) sheet = NULL;

  if (!vigie_sheet_format_from_string (g_variant_get_string (parameter, NULL), &format))
    return;
  sheet = make_sheet (self, TRUE, FALSE);
  vigie_sheet_save_with_dialog (sheet, format, widget, self->cancellable);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (VigieSheet) sheet = make_sheet (VIGIE_CHART_VIEW (widget), TRUE, TRUE);

  vigie_sheet_print_with_dialog (sheet, widget);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (VigieSheet) sheet = make_sheet (VIGIE_CHART_VIEW (widget), FALSE, FALSE);
  g_autoptr (GdkContentProvider) content = vigie_sheet_get_content (sheet);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
  gtk_widget_activate_action (widget, "win.notice", "s", _ ("Readings copied"));
}

static VigieSheet *
drag_sheet (GtkWidget *widget)
{
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (VIGIE_CHART_VIEW (widget), FALSE);

  return page->n_sources > 0 ? vigie_chart_export_sheet (NULL, page) : NULL;
}

void
vigie_chart_view_add_drag (VigieChartView *self, GtkWidget *widget)
{
  vigie_sheet_add_drag (widget, GTK_WIDGET (self), drag_sheet);
}

void
vigie_chart_view_install_exports (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "chart.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_action);
}
