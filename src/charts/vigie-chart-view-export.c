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
      g_autofree char *date = vigie_words_date (self->now + 400 * VIGIE_DAY, self->now, self->zone);
      g_autofree char *at = vigie_words_time_of_day (self->now, self->zone);

      g_free (page->made);
      if (vigie_chart_get_link_lost (self->chart))
        /* Translators: as the next one, where nothing was received since that time */
        page->made = g_strdup_printf (
            _ ("Last known state, of %1$s at %2$s: the link is lost. Made with Vigie"), date, at);
      else
        /* Translators: %1$s is a date, %2$s a time of day; at the foot of an exported chart */
        page->made = g_strdup_printf (_ ("Made with Vigie on %1$s at %2$s"), date, at);
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

static void
notice (gpointer widget, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (widget), "win.notice", "s", words);
}

/* ---- Files ------------------------------------------------------------------------------------- */

/* An export between its dialogue and its file. */
typedef struct
{
  VigieChartView *self; /* owned */
  VigieChartPage *page; /* owned: what was shown when it was asked for */
  VigieChartExportFormat format;
  GFile *file; /* owned, once chosen */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->self);
  vigie_chart_page_free (export->page);
  g_clear_object (&export->file);
  g_free (export);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *shown = NULL, *words = NULL;

  if (vigie_chart_export_save_finish (result, &error))
    {
      name = g_file_get_basename (export->file);
      shown = g_filename_display_name (name);
      /* Translators: %s is the name of a file */
      words = g_strdup_printf (_ ("“%s” is saved"), shown);
      notice (export->self, words);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    notice (export->self, error->message);
  export_free (export);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;

  export->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (export->file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
          && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        notice (export->self, error->message);
      export_free (export);
      return;
    }
  vigie_chart_export_save_async (export->self->chart, export->page, export->format, export->file,
                                 export->self->cancellable, saved_cb, export);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name, *mime_type;
  } formats[] = {{"csv", "text/csv"}, {"png", "image/png"}, {"svg", "image/svg+xml"}};
  VigieChartView *self = VIGIE_CHART_VIEW (widget);
  const char *wanted = g_variant_get_string (parameter, NULL);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *file_name = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);
  Export *export;
  guint format = 0;

  while (format < G_N_ELEMENTS (formats) && !g_str_equal (formats[format].name, wanted))
    format++;
  if (format == G_N_ELEMENTS (formats))
    return;
  export = g_new0 (Export, 1);
  export->self = g_object_ref (self);
  export->page = vigie_chart_view_make_page (self, FALSE);
  export->format = (VigieChartExportFormat) format;
  file_name = vigie_chart_export_file_name (export->page, export->format);
  gtk_file_filter_add_mime_type (filter, formats[format].mime_type);
  gtk_file_filter_add_suffix (filter, formats[format].name);
  gtk_file_filter_set_name (filter, format == 0   ? _ ("Tables (CSV)")
                                    : format == 1 ? _ ("Pictures (PNG)")
                                                  : _ ("Drawings (SVG)"));
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                        file_chosen_cb, export);
}

/* ---- Paper ------------------------------------------------------------------------------------- */

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, VigieChartView *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  /* Translators: %s is why, in the system's words */
  words
      = g_strdup_printf (_ ("The chart was not printed: %s"), error != NULL ? error->message : "");
  notice (self, words);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieChartView *self = VIGIE_CHART_VIEW (widget);
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (self, TRUE);
  g_autoptr (GtkPrintOperation) operation = vigie_chart_export_print (self->chart, page);
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

/* ---- Clipboard and drag ------------------------------------------------------------------------ */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieChartView *self = VIGIE_CHART_VIEW (widget);
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (self, FALSE);
  g_autoptr (GdkContentProvider) content = vigie_chart_export_content (page);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
  notice (self, _ ("The readings are copied"));
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, VigieChartView *self)
{
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (self, FALSE);

  return page->n_sources > 0 ? vigie_chart_export_content (page) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, VigieChartView *self)
{
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (self, FALSE);
  g_autofree char *name = vigie_chart_export_file_name (page, VIGIE_CHART_EXPORT_CSV);
  GtkWidget *icon = gtk_label_new (name);

  gtk_widget_add_css_class (icon, "vigie-chart-drag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
}

void
vigie_chart_view_add_drag (VigieChartView *self, GtkWidget *widget)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  /* Before the button takes the press for its own; a press that does not move is still a click. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}

void
vigie_chart_view_install_exports (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "chart.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_action);
}
