/* vigie-sheet-save.c: a sheet as a file and on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sheet.h"

#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PNG_SCALE 2

/* ---- Files ------------------------------------------------------------------------------------- */

typedef struct
{
  VigieSheet *sheet;          /* owned */
  cairo_surface_t *recording; /* owned; for PNG, else NULL */
  cairo_surface_t *svg;       /* owned; for SVG, drawn and not finished, else NULL */
  GByteArray *svg_bytes;      /* owned; what @svg writes to */
  VigieSheetFormat format;
  GFile *file; /* owned */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->sheet);
  g_clear_pointer (&job->recording, cairo_surface_destroy);
  g_clear_pointer (&job->svg, cairo_surface_destroy);
  g_clear_pointer (&job->svg_bytes, g_byte_array_unref);
  g_object_unref (job->file);
  g_free (job);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
replay (cairo_surface_t *target, cairo_surface_t *recording)
{
  cairo_t *cr = cairo_create (target);

  cairo_set_source_surface (cr, recording, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

/* The bytes of the picture, or NULL with an error. */
static GBytes *
encode (Job *job, GError **error)
{
  GByteArray *bytes;
  cairo_surface_t *target;
  cairo_status_t status;

  if (job->format == VIGIE_SHEET_PNG)
    {
      bytes = g_byte_array_new ();
      target = cairo_image_surface_create (CAIRO_FORMAT_RGB24, VIGIE_SHEET_WIDTH * PNG_SCALE,
                                           VIGIE_SHEET_HEIGHT * PNG_SCALE);
      cairo_surface_set_device_scale (target, PNG_SCALE, PNG_SCALE);
      replay (target, job->recording);
      status = cairo_surface_write_to_png_stream (target, append_cb, bytes);
    }
  else
    {
      bytes = g_steal_pointer (&job->svg_bytes);
      target = g_steal_pointer (&job->svg);
      cairo_surface_finish (target);
      status = cairo_surface_status (target);
    }
  cairo_surface_destroy (target);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      g_byte_array_unref (bytes);
      return NULL;
    }
  return g_byte_array_free_to_bytes (bytes);
}

void
vigie_sheet_explain_error (GError *error, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  char *words;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    words = g_strdup_printf (
        /* Translators: %s is a file's name */
        _ ("“%s” was not saved: the disk is full. Free some space or choose another folder."),
        shown);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    words = g_strdup_printf (
        _ ("“%s” was not saved: you are not allowed to write to this folder. Choose another one."),
        shown);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    words = g_strdup_printf (_ ("“%s” was not saved: its folder is no longer there."), shown);
  else
    /* Translators: a file's name, then the system's words */
    words = g_strdup_printf (_ ("“%1$s” was not saved: %2$s. Try another folder."), shown,
                             error->message);
  g_free (error->message);
  error->message = words;
}

static void
save_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes
      = job->format == VIGIE_SHEET_CSV ? vigie_sheet_make_csv (job->sheet) : encode (job, &error);

  /* A new file beside the old one, renamed once it is whole. */
  if (bytes != NULL
      && g_file_replace_contents (job->file, g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vigie_sheet_explain_error (error, job->file);
  g_task_return_error (task, error);
}

void
vigie_sheet_save_async (VigieSheet *self,
                        VigieSheetFormat format,
                        GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, vigie_sheet_save_async);
  job->sheet = g_object_ref (self);
  job->format = format;
  job->file = g_object_ref (file);
  if (format == VIGIE_SHEET_SVG)
    {
      cairo_t *cr;

      /* Drawn straight into it: replayed into SVG, a recording is not let go of (cairo 1.18). */
      job->svg_bytes = g_byte_array_new ();
      job->svg = cairo_svg_surface_create_for_stream (append_cb, job->svg_bytes, VIGIE_SHEET_WIDTH,
                                                      VIGIE_SHEET_HEIGHT);
      cairo_svg_surface_set_document_unit (job->svg, CAIRO_SVG_UNIT_PX);
      cr = cairo_create (job->svg);
      vigie_sheet_draw (self, cr, VIGIE_SHEET_WIDTH, VIGIE_SHEET_HEIGHT);
      cairo_destroy (cr);
    }
  else if (format == VIGIE_SHEET_PNG)
    {
      cairo_t *cr;

      job->recording = cairo_recording_surface_create (
          CAIRO_CONTENT_COLOR_ALPHA,
          &(cairo_rectangle_t) {0, 0, VIGIE_SHEET_WIDTH, VIGIE_SHEET_HEIGHT});
      cr = cairo_create (job->recording);
      vigie_sheet_draw (self, cr, VIGIE_SHEET_WIDTH, VIGIE_SHEET_HEIGHT);
      cairo_destroy (cr);
    }
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, save_cb);
}

gboolean
vigie_sheet_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Paper ------------------------------------------------------------------------------------- */

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, gpointer data)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  double scale = width / VIGIE_SHEET_WIDTH;

  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  vigie_sheet_draw (data, cr, VIGIE_SHEET_WIDTH, height / scale);
  cairo_restore (cr);
}

static void
printed_cb (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

GtkPrintOperation *
vigie_sheet_print (VigieSheet *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *name = vigie_sheet_file_name (self, VIGIE_SHEET_SVG);

  /* The extension is the printer's to choose. */
  *strrchr (name, '.') = '\0';
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_settings_set_orientation (settings, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), g_object_ref (self),
                         printed_cb, 0);
  return operation;
}
