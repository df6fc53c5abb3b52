/* vigie-report-print.c: sheets of A4 to a printer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-report-print.h"

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer sheets)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / VIGIE_REPORT_SHEET_WIDTH,
                      gtk_print_context_get_height (context) / VIGIE_REPORT_SHEET_HEIGHT);

  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  vigie_report_sheets_draw (sheets, (guint) page, cr);
  cairo_restore (cr);
}

static void
printed_cb (gpointer sheets, GClosure *closure)
{
  vigie_report_sheets_free (sheets);
}

gboolean
vigie_report_print (VigieReportSheets *sheets, const char *title, GtkWidget *widget, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_n_pages (operation, (int) vigie_report_sheets_get_n (sheets));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), sheets, printed_cb, 0);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                  GTK_WINDOW (gtk_widget_get_root (widget)), error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}
