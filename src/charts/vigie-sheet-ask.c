/* vigie-sheet-ask.c: where a sheet is to go: a person is asked, then told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sheet.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name, *mime_type;
} formats[] = {{"csv", "text/csv"}, {"png", "image/png"}, {"svg", "image/svg+xml"}};

gboolean
vigie_sheet_format_from_string (const char *word, VigieSheetFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].name, word) == 0)
      {
        *format = (VigieSheetFormat) i;
        return TRUE;
      }
  return FALSE;
}

static void
notice (GtkWidget *widget, const char *words)
{
  gtk_widget_activate_action (widget, "win.notice", "s", words);
}

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- Files ------------------------------------------------------------------------------------- */

/* A sheet between its dialogue and its file. */
typedef struct
{
  VigieSheet *sheet; /* owned: what was shown when it was asked for */
  VigieSheetFormat format;
  GtkWidget *widget;         /* owned */
  GCancellable *cancellable; /* owned, or NULL */
  GFile *file;               /* owned, once chosen */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->sheet);
  g_object_unref (export->widget);
  g_clear_object (&export->cancellable);
  g_clear_object (&export->file);
  g_free (export);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *shown = NULL, *words = NULL;

  if (vigie_sheet_save_finish (result, &error))
    {
      name = g_file_get_basename (export->file);
      shown = g_filename_display_name (name);
      /* Translators: %s is the name of a file */
      words = g_strdup_printf (_ ("“%s” saved"), shown);
      notice (export->widget, words);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    notice (export->widget, error->message);
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
        notice (export->widget, error->message);
      export_free (export);
      return;
    }
  vigie_sheet_save_async (export->sheet, export->format, export->file, export->cancellable,
                          saved_cb, export);
}

void
vigie_sheet_save_with_dialog (VigieSheet *self,
                              VigieSheetFormat format,
                              GtkWidget *widget,
                              GCancellable *cancellable)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *file_name = vigie_sheet_file_name (self, format);
  Export *export = g_new0 (Export, 1);

  export->sheet = g_object_ref (self);
  export->format = format;
  export->widget = g_object_ref (widget);
  export->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  gtk_file_filter_add_mime_type (filter, formats[format].mime_type);
  gtk_file_filter_add_suffix (filter, formats[format].name);
  gtk_file_filter_set_name (filter, format == VIGIE_SHEET_CSV   ? _ ("Tables (CSV)")
                                    : format == VIGIE_SHEET_PNG ? _ ("Images (PNG)")
                                                                : _ ("Drawings (SVG)"));
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, window_of (widget), cancellable, file_chosen_cb, export);
}

/* ---- Paper ------------------------------------------------------------------------------------- */

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWidget *widget)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  /* Translators: %s is why, in the system's words */
  words
      = g_strdup_printf (_ ("Could not print the chart: %s"), error != NULL ? error->message : "");
  notice (widget, words);
}

void
vigie_sheet_print_with_dialog (VigieSheet *self, GtkWidget *widget)
{
  g_autoptr (GtkPrintOperation) operation = vigie_sheet_print (self);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), widget, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window_of (widget),
                           NULL);
}

/* ---- Drag -------------------------------------------------------------------------------------- */

#define MAKE_KEY "vigie-sheet-make"

static VigieSheet *
make_for (GtkDragSource *source, GtkWidget *widget)
{
  VigieSheetMakeFunc make = (VigieSheetMakeFunc) g_object_get_data (G_OBJECT (source), MAKE_KEY);

  return make (widget);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *widget)
{
  g_autoptr (VigieSheet) sheet = make_for (source, widget);

  return sheet != NULL ? vigie_sheet_get_content (sheet) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkWidget *widget)
{
  g_autoptr (VigieSheet) sheet = make_for (source, widget);
  g_autofree char *name = NULL;
  GtkWidget *icon;

  if (sheet == NULL)
    return;
  name = vigie_sheet_file_name (sheet, VIGIE_SHEET_CSV);
  icon = gtk_label_new (name);
  gtk_widget_add_css_class (icon, "vigie-chart-drag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
}

void
vigie_sheet_add_drag (GtkWidget *handle, GtkWidget *widget, VigieSheetMakeFunc make)
{
  GtkDragSource *source = gtk_drag_source_new ();

  g_object_set_data (G_OBJECT (source), MAKE_KEY, (gpointer) make);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  /* Before the button takes the press for its own; a press that does not move is still a click. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), widget, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), widget, 0);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
}
