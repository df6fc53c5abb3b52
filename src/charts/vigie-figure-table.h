/* vigie-figure-table.h: the numbers of a figure as rows and columns, on screen and as CSV.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-time.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_FIGURE_TEXT,
  VIGIE_FIGURE_TIME, /* an instant; as CSV two columns: local time, and ISO 8601 with its offset */
  VIGIE_FIGURE_NUMBER, /* NAN: not known; « n. d. » on screen, empty in CSV */
} VigieFigureCell;

/* Filled by one thread, then immutable; counted by reference (atomic). Texts are plain. */
typedef struct _VigieFigureTable VigieFigureTable;

/* @zone of instants: NULL is Europe/Paris. */
VigieFigureTable *vigie_figure_table_new (GTimeZone *zone);
VigieFigureTable *vigie_figure_table_ref (VigieFigureTable *self);
void vigie_figure_table_unref (VigieFigureTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieFigureTable, vigie_figure_table_unref)

/* Adds a column; only before the first row. @unit is a symbol, NULL if none: « Bâtiments (kW) ». @decimals of numbers
 * on screen (0 to 6). */
void vigie_figure_table_add_column (VigieFigureTable *self,
                                    VigieFigureCell kind,
                                    const char *title,
                                    const char *unit,
                                    int decimals);
/* Adds a row whose cells are not known (no text, VIGIE_TIME_NONE, NAN); gives its index. */
guint vigie_figure_table_add_row (VigieFigureTable *self);
void
vigie_figure_table_set_text (VigieFigureTable *self, guint row, guint column, const char *text);
void vigie_figure_table_set_time (VigieFigureTable *self, guint row, guint column, VigieTime time);
void vigie_figure_table_set_number (VigieFigureTable *self, guint row, guint column, double number);

guint vigie_figure_table_get_n_rows (const VigieFigureTable *self);
guint vigie_figure_table_get_n_columns (const VigieFigureTable *self);
VigieFigureCell vigie_figure_table_get_kind (const VigieFigureTable *self, guint column);
double vigie_figure_table_get_number (const VigieFigureTable *self, guint row, guint column);
VigieTime vigie_figure_table_get_time (const VigieFigureTable *self, guint row, guint column);

/* The head of a column with its unit; a cell as a person reads it. New. */
char *vigie_figure_table_format_title (const VigieFigureTable *self, guint column);
char *vigie_figure_table_format_cell (const VigieFigureTable *self, guint row, guint column);

/* The order of rows @a and @b (< 0: @a first, in ascending order) by @column; what is not known is last. */
int vigie_figure_table_compare (const VigieFigureTable *self, guint column, guint a, guint b);

/* As a spreadsheet opens it (vigie-csv.h), all digits; each head of numbers says it where they are simulated. Any
 * thread. Full reference. */
GBytes *vigie_figure_table_to_csv (const VigieFigureTable *self, gboolean demonstration);

/* Those of the @n @rows (indexes, in that order) with tabs between, for the clipboard. New. */
char *vigie_figure_table_to_text (const VigieFigureTable *self, const guint *rows, guint n);

G_END_DECLS
