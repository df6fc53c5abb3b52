/* vigie-report-sheet.c: a document on sheets of A4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-report-sheet.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

/* Where what is on a sheet ends: below it is the foot. */
#define BOTTOM (VIGIE_REPORT_SHEET_HEIGHT - 56)
#define FOOT (VIGIE_REPORT_SHEET_HEIGHT - 40)
#define GAP 8 /* between columns */
#define FONT "Adwaita Sans, Inter, Cantarell, DejaVu Sans, sans-serif"

/* A sheet does not hold so much of a server's text that it never ends. */
#define TEXT_MAX 2000
#define SHEETS_MAX 400

typedef struct
{
  double size;
  PangoWeight weight;
  double grey;          /* 0 black */
  double before, after; /* room */
} Style;

static const Style styles[] = {
    [VIGIE_REPORT_TEXT_TITLE] = {26, PANGO_WEIGHT_BOLD, 0.1, 0, 6},
    [VIGIE_REPORT_TEXT_SUBTITLE] = {15, PANGO_WEIGHT_NORMAL, 0.25, 0, 4},
    [VIGIE_REPORT_TEXT_HEADING] = {16, PANGO_WEIGHT_BOLD, 0.1, 14, 6},
    [VIGIE_REPORT_TEXT_SUBHEADING] = {11.5, PANGO_WEIGHT_BOLD, 0.1, 10, 3},
    [VIGIE_REPORT_TEXT_BODY] = {9.5, PANGO_WEIGHT_NORMAL, 0.2, 0, 5},
    [VIGIE_REPORT_TEXT_NOTE] = {8, PANGO_WEIGHT_NORMAL, 0.37, 0, 4},
    [VIGIE_REPORT_TEXT_MARK] = {9.5, PANGO_WEIGHT_BOLD, 0.2, 4, 8},
};

typedef struct
{
  char *text; /* owned */
  guint sheet;
  double y;
} Heading;

struct _VigieReportSheets
{
  GPtrArray *sheets; /* of cairo_surface_t: recordings */
  cairo_t *cr;       /* of the last one */
  double y;          /* the next thing comes there */
  char *foot;
  GArray *headings; /* of Heading */
  struct
  {
    char *title;
    double left, width;
    gboolean is_number;
  } columns[VIGIE_REPORT_MAX_COLUMNS];
  guint n_columns; /* 0: in no table */
};

static void
heading_clear (gpointer data)
{
  g_free (((Heading *) data)->text);
}

static void
new_sheet (VigieReportSheets *self)
{
  cairo_rectangle_t whole = {0, 0, VIGIE_REPORT_SHEET_WIDTH, VIGIE_REPORT_SHEET_HEIGHT};

  g_clear_pointer (&self->cr, cairo_destroy);
  g_ptr_array_add (self->sheets,
                   cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &whole));
  self->cr = cairo_create (g_ptr_array_index (self->sheets, self->sheets->len - 1));
  self->y = VIGIE_REPORT_SHEET_MARGIN;
}

VigieReportSheets *
vigie_report_sheets_new (const char *foot)
{
  VigieReportSheets *self = g_new0 (VigieReportSheets, 1);

  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  self->headings = g_array_new (FALSE, TRUE, sizeof (Heading));
  g_array_set_clear_func (self->headings, heading_clear);
  self->foot = g_strdup (foot);
  new_sheet (self);
  return self;
}

void
vigie_report_sheets_free (VigieReportSheets *self)
{
  if (self == NULL)
    return;
  vigie_report_sheets_end_table (self);
  cairo_destroy (self->cr);
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->headings);
  g_free (self->foot);
  g_free (self);
}

/* ---- Texts ---- */

PangoLayout *
vigie_report_make_layout (cairo_t *cr,
                          const char *text,
                          double size,
                          PangoWeight weight,
                          double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  cairo_font_options_t *options = cairo_font_options_create ();
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  if (g_utf8_strlen (valid, -1) > TEXT_MAX)
    *g_utf8_offset_to_pointer (valid, TEXT_MAX) = '\0';
  /* Paper has no grid of pixels for letters to be fitted to. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  pango_layout_context_changed (layout);
  cairo_font_options_destroy (options);
  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, valid, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static double
layout_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

static void
show (cairo_t *cr, PangoLayout *layout, double x, double y, double grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Room for @height; on a new sheet if this one has it not. */
static void
want (VigieReportSheets *self, double height)
{
  if (self->y + height <= BOTTOM || self->y <= VIGIE_REPORT_SHEET_MARGIN
      || self->sheets->len >= SHEETS_MAX)
    return;
  new_sheet (self);
}

void
vigie_report_sheets_add_text (VigieReportSheets *self, VigieReportText style, const char *text)
{
  const Style *how = &styles[style];
  double pad = style == VIGIE_REPORT_TEXT_MARK ? 8 : 0, height, before = how->before;
  g_autoptr (PangoLayout) layout = vigie_report_make_layout (self->cr, text, how->size, how->weight,
                                                             VIGIE_REPORT_SHEET_ROOM - 2 * pad);

  height = layout_height (layout) + 2 * pad;
  /* A heading is not left alone at the foot. */
  want (self, before + height + (style == VIGIE_REPORT_TEXT_HEADING ? 90 : how->size * 2));
  if (self->y > VIGIE_REPORT_SHEET_MARGIN)
    self->y += before;
  if (style == VIGIE_REPORT_TEXT_HEADING)
    {
      Heading heading = {g_strdup (text), self->sheets->len - 1, self->y};

      g_array_append_val (self->headings, heading);
    }
  if (pad > 0)
    {
      cairo_set_source_rgb (self->cr, 0.35, 0.35, 0.37);
      cairo_set_line_width (self->cr, 1);
      cairo_rectangle (self->cr, VIGIE_REPORT_SHEET_MARGIN + 0.5, self->y + 0.5,
                       VIGIE_REPORT_SHEET_ROOM - 1, height - 1);
      cairo_stroke (self->cr);
    }
  show (self->cr, layout, VIGIE_REPORT_SHEET_MARGIN + pad, self->y + pad, how->grey);
  self->y += height + how->after;
}

void
vigie_report_sheets_add_space (VigieReportSheets *self, double points)
{
  self->y += points;
}

void
vigie_report_sheets_break (VigieReportSheets *self)
{
  if (self->y > VIGIE_REPORT_SHEET_MARGIN)
    new_sheet (self);
}

/* ---- Tables ---- */

static void
rule (VigieReportSheets *self, double grey, double width)
{
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_set_line_width (self->cr, width);
  cairo_move_to (self->cr, VIGIE_REPORT_SHEET_MARGIN, self->y);
  cairo_line_to (self->cr, VIGIE_REPORT_SHEET_WIDTH - VIGIE_REPORT_SHEET_MARGIN, self->y);
  cairo_stroke (self->cr);
}

static double
draw_cells (VigieReportSheets *self,
            const char *const *cells,
            PangoWeight weight,
            double grey,
            gboolean only_measure)
{
  double highest = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autoptr (PangoLayout) layout
          = vigie_report_make_layout (self->cr, cells[i], 8.5, weight, self->columns[i].width);

      pango_layout_set_alignment (layout, self->columns[i].is_number ? PANGO_ALIGN_RIGHT
                                                                     : PANGO_ALIGN_LEFT);
      highest = MAX (highest, layout_height (layout));
      if (!only_measure)
        show (self->cr, layout, VIGIE_REPORT_SHEET_MARGIN + self->columns[i].left, self->y, grey);
    }
  return highest;
}

static void
draw_head (VigieReportSheets *self)
{
  const char *titles[VIGIE_REPORT_MAX_COLUMNS];

  for (guint i = 0; i < self->n_columns; i++)
    titles[i] = self->columns[i].title;
  self->y += draw_cells (self, titles, PANGO_WEIGHT_BOLD, 0.25, FALSE) + 3;
  rule (self, 0.35, 0.8);
  self->y += 4;
}

void
vigie_report_sheets_begin_table (VigieReportSheets *self,
                                 const VigieReportColumn *columns,
                                 guint n_columns)
{
  double left = 0;

  g_return_if_fail (n_columns >= 1 && n_columns <= VIGIE_REPORT_MAX_COLUMNS);
  vigie_report_sheets_end_table (self);
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    {
      double share = columns[i].share * VIGIE_REPORT_SHEET_ROOM;

      self->columns[i].title = g_strdup (columns[i].title);
      self->columns[i].left = left;
      self->columns[i].width = share - (i + 1 < n_columns ? GAP : 0);
      self->columns[i].is_number = columns[i].is_number;
      left += share;
    }
  want (self, 60);
  draw_head (self);
}

void
vigie_report_sheets_add_row (VigieReportSheets *self, const char *const *cells, gboolean is_strong)
{
  PangoWeight weight = is_strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL;
  double height;

  g_return_if_fail (self->n_columns > 0);
  height = draw_cells (self, cells, weight, 0, TRUE);
  if (self->y + height + 6 > BOTTOM && self->sheets->len < SHEETS_MAX)
    {
      new_sheet (self);
      draw_head (self);
    }
  draw_cells (self, cells, weight, 0.15, FALSE);
  self->y += height + 3;
  rule (self, 0.85, 0.5);
  self->y += 3;
}

void
vigie_report_sheets_end_table (VigieReportSheets *self)
{
  if (self->n_columns == 0)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->columns[i].title, g_free);
  self->n_columns = 0;
  self->y += 6;
}

/* ---- Figures and drawings ---- */

void
vigie_report_sheets_add_figures (VigieReportSheets *self, const VigieReportFigure *figures, guint n)
{
  double width = (VIGIE_REPORT_SHEET_ROOM - GAP * (n - 1)) / n, highest = 0;

  g_return_if_fail (n >= 1);
  want (self, 90);
  for (guint i = 0; i < n; i++)
    {
      double x = VIGIE_REPORT_SHEET_MARGIN + i * (width + GAP), y = self->y;
      g_autoptr (PangoLayout) name
          = vigie_report_make_layout (self->cr, figures[i].name, 8.5, PANGO_WEIGHT_BOLD, width);
      g_autoptr (PangoLayout) value
          = vigie_report_make_layout (self->cr, figures[i].value, 18, PANGO_WEIGHT_BOLD, width);
      g_autoptr (PangoLayout) note
          = vigie_report_make_layout (self->cr, figures[i].note, 8, PANGO_WEIGHT_NORMAL, width);

      show (self->cr, name, x, y, 0.25);
      y += layout_height (name) + 2;
      show (self->cr, value, x, y, 0.1);
      y += layout_height (value) + 2;
      show (self->cr, note, x, y, 0.37);
      y += layout_height (note);
      highest = MAX (highest, y - self->y);
    }
  self->y += highest + 12;
}

void
vigie_report_sheets_add_drawing (VigieReportSheets *self,
                                 double width,
                                 double height,
                                 VigieReportDraw draw,
                                 gpointer data)
{
  double scale = VIGIE_REPORT_SHEET_ROOM / width;

  want (self, height * scale);
  cairo_save (self->cr);
  cairo_translate (self->cr, VIGIE_REPORT_SHEET_MARGIN, self->y);
  cairo_scale (self->cr, scale, scale);
  cairo_rectangle (self->cr, 0, 0, width, height);
  cairo_clip (self->cr);
  draw (self->cr, width, height, data);
  cairo_restore (self->cr);
  self->y += height * scale + 8;
}

/* ---- Out ---- */

guint
vigie_report_sheets_get_n (VigieReportSheets *self)
{
  return self->sheets->len;
}

void
vigie_report_sheets_draw (VigieReportSheets *self, guint position, cairo_t *cr)
{
  g_autoptr (PangoLayout) foot = NULL;
  g_autoptr (PangoLayout) number = NULL;
  g_autofree char *page = NULL;

  g_return_if_fail (position < self->sheets->len);
  cairo_save (cr);
  cairo_set_source_surface (cr, g_ptr_array_index (self->sheets, position), 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  /* Translators: at the foot of a printed page: its number, how many there are */
  page = g_strdup_printf (_ ("Page %1$u of %2$u"), position + 1, self->sheets->len);
  foot = vigie_report_make_layout (cr, self->foot, 7.5, PANGO_WEIGHT_NORMAL,
                                   VIGIE_REPORT_SHEET_ROOM - 80);
  number = vigie_report_make_layout (cr, page, 7.5, PANGO_WEIGHT_NORMAL, 80);
  pango_layout_set_alignment (number, PANGO_ALIGN_RIGHT);
  show (cr, foot, VIGIE_REPORT_SHEET_MARGIN, FOOT, 0.37);
  show (cr, number, VIGIE_REPORT_SHEET_WIDTH - VIGIE_REPORT_SHEET_MARGIN - 80, FOOT, 0.37);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
vigie_report_sheets_to_pdf (VigieReportSheets *self,
                            const char *title,
                            const char *subject,
                            gint64 made,
                            GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (made / G_USEC_PER_SEC);
  g_autofree char *date_text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;
  cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream (
      append_cb, bytes, VIGIE_REPORT_SHEET_WIDTH, VIGIE_REPORT_SHEET_HEIGHT);
  cairo_t *cr = cairo_create (pdf);
  cairo_status_t status;
  guint heading = 0;

  cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_SUBJECT, subject);
  cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_CREATOR, "Vigie " VIGIE_VERSION);
  if (date_text != NULL)
    cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_CREATE_DATE, date_text);
  for (guint i = 0; i < self->sheets->len; i++)
    {
      vigie_report_sheets_draw (self, i, cr);
      for (; heading < self->headings->len
             && g_array_index (self->headings, Heading, heading).sheet == i;
           heading++)
        {
          const Heading *one = &g_array_index (self->headings, Heading, heading);
          g_autofree char *place = g_strdup_printf ("page=%u pos=[0 %d]", i + 1, (int) one->y);

          cairo_pdf_surface_add_outline (pdf, CAIRO_PDF_OUTLINE_ROOT, one->text, place, 0);
        }
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (pdf);
  status = cairo_surface_status (pdf);
  cairo_surface_destroy (pdf);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
