/* vigie-chart-export.c: a chart and its readings as files and on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-export.h"

#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "vigie-chart-period.h"
#include "vigie-csv.h"
#include "vigie-words.h"

#define PNG_SCALE 2
#define MARGIN 24
#define LONGEST_NAME                                                                               \
  150 /* bytes; with dates and extension well under the 255 that file systems take */

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

/* ---- Picture ----------------------------------------------------------------------------------- */

static PangoLayout *
make_layout (cairo_t *cr, const char *text, double size, PangoWeight weight, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Adwaita Sans, Inter, Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  if (width >= 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  return layout;
}

/* Writes @text with its top left at @x, @y; gives its height, and its width where asked. */
static double
draw_text (cairo_t *cr,
           const char *text,
           double x,
           double y,
           double size,
           PangoWeight weight,
           const GdkRGBA *color,
           double width,
           double *text_width)
{
  g_autoptr (PangoLayout) layout = NULL;
  int layout_width, layout_height;

  if (*text == '\0')
    {
      if (text_width != NULL)
        *text_width = 0;
      return 0;
    }
  layout = make_layout (cr, text, size, weight, width);
  pango_layout_get_pixel_size (layout, &layout_width, &layout_height);
  if (text_width != NULL)
    *text_width = layout_width;
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return layout_height;
}

static double
text_width (cairo_t *cr, const char *text, double size, PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, text, size, weight, -1);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* « Démonstration : données simulées » in a dashed frame that ends at @right; gives its left edge. */
static double
draw_demonstration (cairo_t *cr, double right, double y, const VigiePalette *palette)
{
  const char *words = _ ("Demonstration: simulated data");
  double width = text_width (cr, words, 13, PANGO_WEIGHT_BOLD);
  double left = right - width - 20;

  gdk_cairo_set_source_rgba (cr, &palette->strong);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, (const double[]) {4, 3}, 2, 0);
  cairo_rectangle (cr, left + 0.75, y + 0.75, width + 18.5, 24.5);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  draw_text (cr, words, left + 10, y + 5, 13, PANGO_WEIGHT_BOLD, &palette->strong, -1, NULL);
  return left;
}

/* The signs and names of the series, on as many lines as they need; gives their height. */
static double
draw_legend (VigieChart *chart,
             const VigieChartPage *page,
             cairo_t *cr,
             double x0,
             double y,
             double width,
             const VigiePalette *palette)
{
  double x = x0, top = y;

  for (guint i = 0; i < page->n_sources; i++)
    {
      g_autofree char *name = name_and_unit (&page->sources[i]);
      double wide = 28 + text_width (cr, name, 13, PANGO_WEIGHT_NORMAL);
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;

      if (x > x0 && x + wide > x0 + width)
        {
          x = x0;
          y += 22;
        }
      vigie_chart_snapshot_sign (chart, page->indices[i], snapshot, 20, 14, VIGIE_SCHEME_LIGHT);
      node = gtk_snapshot_free_to_node (snapshot);
      if (node != NULL)
        {
          cairo_save (cr);
          cairo_translate (cr, x, y + 2);
          gsk_render_node_draw (node, cr);
          cairo_restore (cr);
        }
      draw_text (cr, name, x + 28, y, 13, PANGO_WEIGHT_NORMAL, &palette->fg, width - 28, NULL);
      x += wide + 24;
    }
  return page->n_sources > 0 ? y + 22 - top : 0;
}

/* What is under the chart: the words of the summary, the source. Drawn from the bottom up; gives its height. */
static double
draw_foot (const VigieChartPage *page,
           cairo_t *cr,
           double x,
           double bottom,
           double width,
           const VigiePalette *palette)
{
  const char *pieces[3];
  g_autofree char *line = NULL;
  guint n = 0;
  int height = 0, summary_height = 0;

  if (*page->place != '\0')
    pieces[n++] = page->place;
  if (*page->made != '\0')
    pieces[n++] = page->made;
  pieces[n] = NULL;
  line = g_strjoinv (" · ", (char **) pieces);
  if (n > 0)
    {
      g_autoptr (PangoLayout) layout = make_layout (cr, line, 11, PANGO_WEIGHT_NORMAL, width);

      pango_layout_get_pixel_size (layout, NULL, &height);
      draw_text (cr, line, x, bottom - height, 11, PANGO_WEIGHT_NORMAL, &palette->dim, width, NULL);
    }
  if (*page->summary != '\0')
    {
      g_autoptr (PangoLayout) layout
          = make_layout (cr, page->summary, 12, PANGO_WEIGHT_NORMAL, width);

      pango_layout_get_pixel_size (layout, NULL, &summary_height);
      draw_text (cr, page->summary, x, bottom - height - 8 - summary_height, 12,
                 PANGO_WEIGHT_NORMAL, &palette->fg, width, NULL);
      summary_height += 8;
    }
  return height + summary_height;
}

void
vigie_chart_export_draw (VigieChart *chart,
                         const VigieChartPage *page,
                         cairo_t *cr,
                         double width,
                         double height)
{
  const VigiePalette *palette = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  double inner = width - 2 * MARGIN, y = MARGIN, right = width - MARGIN, foot, room;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (page->demonstration)
    right = draw_demonstration (cr, right, y, palette) - 16;
  y += draw_text (cr, page->title, MARGIN, y, 19, PANGO_WEIGHT_ULTRABOLD, &palette->strong,
                  right - MARGIN, NULL);
  y += draw_text (cr, page->period, MARGIN, y + 2, 13, PANGO_WEIGHT_NORMAL, &palette->dim, inner,
                  NULL);
  y += 12;
  y += draw_legend (chart, page, cr, MARGIN, y, inner, palette);
  y += 4;
  foot = draw_foot (page, cr, MARGIN, height - MARGIN, inner, palette);
  room = height - MARGIN - foot - 12 - y;
  if (room < 40 || inner < 40)
    return;
  cairo_save (cr);
  cairo_translate (cr, MARGIN, y);
  cairo_rectangle (cr, 0, 0, inner, room);
  cairo_clip (cr);
  vigie_chart_draw_cairo (chart, cr, inner, room, VIGIE_SCHEME_LIGHT);
  cairo_restore (cr);
}

/* ---- Names ------------------------------------------------------------------------------------- */

/* What Windows, macOS, Linux and the shares between them all take. */
static char *
safe_name (const char *text)
{
  GString *safe = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        c = ' ';
      else if (g_unichar_iscntrl (c) || g_unichar_iszerowidth (c))
        continue;
      else if (c < 0x80 && strchr ("/\\:*?\"<>|%", (int) c) != NULL)
        c = '-';
      if (c == ' ' && (safe->len == 0 || safe->str[safe->len - 1] == ' '))
        continue;
      /* A dot at the head hides the file. */
      if (c == '.' && safe->len == 0)
        continue;
      if (safe->len + (gsize) g_unichar_to_utf8 (c, NULL) > LONGEST_NAME)
        break;
      g_string_append_unichar (safe, c);
    }
  while (safe->len > 0 && strchr (" .", safe->str[safe->len - 1]) != NULL)
    g_string_truncate (safe, safe->len - 1);
  return g_string_free (safe, FALSE);
}

char *
vigie_chart_export_file_name (const VigieChartPage *page, VigieChartExportFormat format)
{
  static const char *const extensions[] = {"csv", "png", "svg"};
  g_autofree char *title = safe_name (page->title);
  g_autofree char *dates = vigie_chart_period_file_words (page->span, page->zone);

  if (*title == '\0')
    {
      g_free (title);
      /* Translators: the name of a file of readings that have none */
      title = g_strdup (C_ ("file name", "Readings"));
    }
  if (page->demonstration)
    /* Translators: the name of a file of simulated data: title, dates, extension */
    return g_strdup_printf (C_ ("file name", "%1$s %2$s (demonstration).%3$s"), title, dates,
                            extensions[format]);
  return g_strdup_printf ("%s %s.%s", title, dates, extensions[format]);
}

/* ---- Files ------------------------------------------------------------------------------------- */

typedef struct
{
  VigieChartPage *page;       /* owned */
  cairo_surface_t *recording; /* owned; for PNG, else NULL */
  cairo_surface_t *svg;       /* owned; for SVG, drawn and not finished, else NULL */
  GByteArray *svg_bytes;      /* owned; what @svg writes to */
  VigieChartExportFormat format;
  GFile *file; /* owned */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  vigie_chart_page_free (job->page);
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

  if (job->format == VIGIE_CHART_EXPORT_PNG)
    {
      bytes = g_byte_array_new ();
      target = cairo_image_surface_create (CAIRO_FORMAT_RGB24, VIGIE_CHART_EXPORT_WIDTH * PNG_SCALE,
                                           VIGIE_CHART_EXPORT_HEIGHT * PNG_SCALE);
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

/* What a person is told of a file that could not be written. */
static void
explain (GError *error, GFile *file)
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
        _ ("“%s” was not saved: you may not write in this folder. Choose another one."), shown);
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
  g_autoptr (GBytes) bytes = job->format == VIGIE_CHART_EXPORT_CSV
                                 ? vigie_chart_export_csv (job->page)
                                 : encode (job, &error);

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
    explain (error, job->file);
  g_task_return_error (task, error);
}

void
vigie_chart_export_save_async (VigieChart *chart,
                               const VigieChartPage *page,
                               VigieChartExportFormat format,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (chart, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, vigie_chart_export_save_async);
  job->page = vigie_chart_page_copy (page);
  job->format = format;
  job->file = g_object_ref (file);
  if (format == VIGIE_CHART_EXPORT_SVG)
    {
      cairo_t *cr;

      /* Drawn straight into it: replayed into SVG, a recording is not let go of (cairo 1.18). */
      job->svg_bytes = g_byte_array_new ();
      job->svg = cairo_svg_surface_create_for_stream (
          append_cb, job->svg_bytes, VIGIE_CHART_EXPORT_WIDTH, VIGIE_CHART_EXPORT_HEIGHT);
      cairo_svg_surface_set_document_unit (job->svg, CAIRO_SVG_UNIT_PX);
      cr = cairo_create (job->svg);
      vigie_chart_export_draw (chart, page, cr, VIGIE_CHART_EXPORT_WIDTH,
                               VIGIE_CHART_EXPORT_HEIGHT);
      cairo_destroy (cr);
    }
  else if (format == VIGIE_CHART_EXPORT_PNG)
    {
      cairo_t *cr;

      job->recording = cairo_recording_surface_create (
          CAIRO_CONTENT_COLOR_ALPHA,
          &(cairo_rectangle_t) {0, 0, VIGIE_CHART_EXPORT_WIDTH, VIGIE_CHART_EXPORT_HEIGHT});
      cr = cairo_create (job->recording);
      vigie_chart_export_draw (chart, page, cr, VIGIE_CHART_EXPORT_WIDTH,
                               VIGIE_CHART_EXPORT_HEIGHT);
      cairo_destroy (cr);
    }
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, save_cb);
}

gboolean
vigie_chart_export_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Paper ------------------------------------------------------------------------------------- */

typedef struct
{
  VigieChart *chart;    /* owned */
  VigieChartPage *page; /* owned */
} Paper;

static void
paper_free (gpointer data, GClosure *closure)
{
  Paper *paper = data;

  g_object_unref (paper->chart);
  vigie_chart_page_free (paper->page);
  g_free (paper);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, gpointer data)
{
  Paper *paper = data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  double scale = width / VIGIE_CHART_EXPORT_WIDTH;

  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  vigie_chart_export_draw (paper->chart, paper->page, cr, VIGIE_CHART_EXPORT_WIDTH, height / scale);
  cairo_restore (cr);
}

GtkPrintOperation *
vigie_chart_export_print (VigieChart *chart, const VigieChartPage *page)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *name = vigie_chart_export_file_name (page, VIGIE_CHART_EXPORT_SVG);
  Paper *paper = g_new0 (Paper, 1);

  /* The extension is the printer's to choose. */
  *strrchr (name, '.') = '\0';
  paper->chart = g_object_ref (chart);
  paper->page = vigie_chart_page_copy (page);
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_settings_set_orientation (settings, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), paper, paper_free, 0);
  return operation;
}
