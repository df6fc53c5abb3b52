/* vigie-sheet.h: a drawing with its numbers and words as it leaves the program: a file, paper, the clipboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-palette.h"
#include "vigie-series.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_SHEET_CSV,
  VIGIE_SHEET_PNG, /* 1280 × 720 at twice the density */
  VIGIE_SHEET_SVG, /* 1280 × 720, vectors */
} VigieSheetFormat;
#define VIGIE_SHEET_WIDTH 1280
#define VIGIE_SHEET_HEIGHT 720

#define VIGIE_TYPE_SHEET (vigie_sheet_get_type ())
/* Made, given its content, then only read. */
G_DECLARE_FINAL_TYPE (VigieSheet, vigie_sheet, VIGIE, SHEET, GObject)

VigieSheet *vigie_sheet_new (void);

/* Plain texts of the user's language; NULL for none. */
void vigie_sheet_set_title (VigieSheet *self, const char *title);
void vigie_sheet_set_place (VigieSheet *self, const char *place);
void vigie_sheet_set_period (VigieSheet *self, const char *period);
void vigie_sheet_set_made (VigieSheet *self, const char *made);
/* « Établi le 21 nov. 2026 à 11 h 07 avec Vigie »; where the link is lost, that it is, and since when. g_free(). */
char *vigie_sheet_made_words (VigieTime now, GTimeZone *zone, gboolean link_lost);
void vigie_sheet_set_summary (VigieSheet *self, const char *summary);
/* Data are simulated: said on everything that leaves the program. */
void vigie_sheet_set_demonstration (VigieSheet *self, gboolean demonstration);
/* The days in files' names; @zone NULL: Europe/Paris. */
void vigie_sheet_set_dates (VigieSheet *self, VigieSpan span, GTimeZone *zone);

/* Makes the CSV of @data, in any thread; @data is not changed by anybody and may be freed in any thread. Full
 * reference. */
typedef GBytes *(*VigieSheetCsvFunc) (gpointer data);
void vigie_sheet_set_csv (VigieSheet *self,
                          VigieSheetCsvFunc func,
                          gpointer data,
                          GDestroyNotify destroy);

/* Draws @object into @width × @height at the origin, in the colours of @scheme; main thread. */
typedef void (*VigieSheetDrawFunc) (gpointer object,
                                    cairo_t *cr,
                                    double width,
                                    double height,
                                    VigieScheme scheme);
/* Draws the sign @index of its legend. */
typedef void (*VigieSheetSignFunc) (gpointer object,
                                    guint index,
                                    GtkSnapshot *snapshot,
                                    double width,
                                    double height,
                                    VigieScheme scheme);
/* A reference to @object is taken. */
void vigie_sheet_set_drawing (VigieSheet *self,
                              gpointer object,
                              VigieSheetDrawFunc draw,
                              VigieSheetSignFunc sign);
/* Adds to the legend. */
void vigie_sheet_add_sign (VigieSheet *self, guint index, const char *name);

/* Draws title, period, legend, drawing, summary, source and « Démonstration » into @width × @height logical pixels on
 * white. */
void vigie_sheet_draw (VigieSheet *self, cairo_t *cr, double width, double height);

/* The CSV. Any thread. Full reference. */
GBytes *vigie_sheet_make_csv (VigieSheet *self);

/* « Benne gravats 2026-11-15 au 2026-11-21.csv »: characters that some system refuses in names are replaced. g_free().
 * */
char *vigie_sheet_file_name (VigieSheet *self, VigieSheetFormat format);

/* Writes @file whole or not at all (a new file takes the old one's place). What is drawn is recorded now; making and
 * writing the file is done in a thread. */
void vigie_sheet_save_async (VigieSheet *self,
                             VigieSheetFormat format,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
/* FALSE with an error whose message tells a person what happened and what to do. */
gboolean vigie_sheet_save_finish (GAsyncResult *result, GError **error);

/* Makes of what GIO says of @file that could not be written (its message in @error) what happened and what to do, for a person. For whatever
 * is saved, sheet or not. */
void vigie_sheet_explain_error (GError *error, GFile *file);

/* A page of paper, landscape: to be run by the caller. Full reference. */
GtkPrintOperation *vigie_sheet_print (VigieSheet *self);

/* What is dragged or copied: the CSV as a file and as text, made in a thread when it is asked for. Full reference. */
GdkContentProvider *vigie_sheet_get_content (VigieSheet *self);

/* ---- Asking a person ---- */

/* "csv", "png", "svg"; FALSE for another word. */
gboolean vigie_sheet_format_from_string (const char *word, VigieSheetFormat *format);

/* Asks for a file, then saves; asks for a printer, then prints. @widget's action "win.notice" (s) is told what came of
 * it. */
void vigie_sheet_save_with_dialog (VigieSheet *self,
                                   VigieSheetFormat format,
                                   GtkWidget *widget,
                                   GCancellable *cancellable);
void vigie_sheet_print_with_dialog (VigieSheet *self, GtkWidget *widget);

/* Lets @handle be dragged out of @widget's window as the CSV of the sheet that @make gives then (full reference; NULL:
 * nothing). */
typedef VigieSheet *(*VigieSheetMakeFunc) (GtkWidget *widget);
void vigie_sheet_add_drag (GtkWidget *handle, GtkWidget *widget, VigieSheetMakeFunc make);

G_END_DECLS
