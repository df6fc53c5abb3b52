/* vigie-report-sheet.h: a document on sheets of A4: titles, paragraphs, tables, figures, one below another.
 *
 * Sizes are points (1/72 inch). What does not fit on a sheet goes to the next; a table's head comes again there.
 * Texts are plain, never markup, in any script the fonts have. Main thread, as figures are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/* A4, upright. */
#define VIGIE_REPORT_SHEET_WIDTH 595.276
#define VIGIE_REPORT_SHEET_HEIGHT 841.89
#define VIGIE_REPORT_SHEET_MARGIN 48
/* What a line may take. */
#define VIGIE_REPORT_SHEET_ROOM (VIGIE_REPORT_SHEET_WIDTH - 2 * VIGIE_REPORT_SHEET_MARGIN)

typedef enum
{
  VIGIE_REPORT_TEXT_TITLE, /* of the document */
  VIGIE_REPORT_TEXT_SUBTITLE,
  VIGIE_REPORT_TEXT_HEADING, /* of a part; in the outline */
  VIGIE_REPORT_TEXT_SUBHEADING,
  VIGIE_REPORT_TEXT_BODY,
  VIGIE_REPORT_TEXT_NOTE, /* small, dim */
  VIGIE_REPORT_TEXT_MARK, /* in a frame: « Démonstration » */
} VigieReportText;

typedef struct
{
  const char *title;
  double share;       /* of the line's room; shares add up to 1 */
  gboolean is_number; /* at the end of its column */
} VigieReportColumn;

#define VIGIE_REPORT_MAX_COLUMNS 8

typedef struct _VigieReportSheets VigieReportSheets;

/* @foot stands at the foot of every sheet, before the page's number. */
VigieReportSheets *vigie_report_sheets_new (const char *foot);
void vigie_report_sheets_free (VigieReportSheets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieReportSheets, vigie_report_sheets_free)

void
vigie_report_sheets_add_text (VigieReportSheets *self, VigieReportText style, const char *text);
void vigie_report_sheets_add_space (VigieReportSheets *self, double points);
/* To a new sheet, unless this one is empty. */
void vigie_report_sheets_break (VigieReportSheets *self);

/* The begin of a table, whose rows follow; kept in mind for sheets to come. Texts are copied. */
void vigie_report_sheets_begin_table (VigieReportSheets *self,
                                      const VigieReportColumn *columns,
                                      guint n_columns);
/* As many cells as columns; NULL is empty. A cell takes as many lines as it wants. */
void
vigie_report_sheets_add_row (VigieReportSheets *self, const char *const *cells, gboolean is_strong);
void vigie_report_sheets_end_table (VigieReportSheets *self);

/* Four figures side by side: value, name, note. */
typedef struct
{
  const char *name, *value, *note;
} VigieReportFigure;
void vigie_report_sheets_add_figures (VigieReportSheets *self,
                                      const VigieReportFigure *figures,
                                      guint n);

/* Something drawn: @draw is called at once, with the origin at its corner, in a unit in which the room is @width wide
 * and @height high. */
typedef void (*VigieReportDraw) (cairo_t *cr, double width, double height, gpointer data);
void vigie_report_sheets_add_drawing (VigieReportSheets *self,
                                      double width,
                                      double height,
                                      VigieReportDraw draw,
                                      gpointer data);

/* A text as on these sheets, for what is drawn: @size and @width in points. Full reference. */
PangoLayout *vigie_report_make_layout (cairo_t *cr,
                                       const char *text,
                                       double size,
                                       PangoWeight weight,
                                       double width);

guint vigie_report_sheets_get_n (VigieReportSheets *self);
/* Draws sheet @position (from 0) with its foot. */
void vigie_report_sheets_draw (VigieReportSheets *self, guint position, cairo_t *cr);

/* All of them as a PDF, with @title, @subject, and an outline of its headings. NULL with an error. */
GBytes *vigie_report_sheets_to_pdf (VigieReportSheets *self,
                                    const char *title,
                                    const char *subject,
                                    gint64 made,
                                    GError **error);

G_END_DECLS
