/* vigie-csv.h: tables as a French spreadsheet opens them by a double click.
 *
 * UTF-8 with a byte order mark, « ; » between fields, CR LF after rows, a decimal comma, quotes as RFC 4180 (§ 2)
 * asks. What a server or a person wrote never becomes a formula (OWASP, « CSV Injection »).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

/* A table being written, row by row. One thread at a time. */
typedef struct _VigieCsv VigieCsv;

/* An empty table. Free with vigie_csv_free() or give to vigie_csv_finish(). */
VigieCsv *vigie_csv_new (void);
void vigie_csv_free (VigieCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieCsv, vigie_csv_free)

/* A text; NULL is an empty field. An apostrophe goes before one whose first character, white space and
 * invisible characters passed over, begins a formula: = + - @ and their full-width forms, or that begins with
 * a tab, CR or LF. Bytes that are not UTF-8 become U+FFFD. Quoted where it has a separator, a quote, a line's end or
 * space at its ends. */
void vigie_csv_add_text (VigieCsv *self, const char *text);

/* A number, as few digits as give the same double back: « 0,1 », « -97 », « 1,5E-07 »; no thousands, ASCII minus.
 * An empty field for NaN and infinities: a spreadsheet's mean then leaves it out. */
void vigie_csv_add_number (VigieCsv *self, double number);

/* An instant as a date and time of the spreadsheet: « 2026-11-21 10:47:03 » on the wall clock of @zone (NULL: UTC),
 * whole seconds, which Excel and LibreOffice read as one in every language. The hour that comes twice in October
 * looks alike: put vigie_csv_add_instant() beside it where that matters. Empty for VIGIE_TIME_NONE. */
void vigie_csv_add_time (VigieCsv *self, VigieTime time, GTimeZone *zone);

/* The same instant for programs, ISO 8601 with its offset and all its digits: « 2026-11-21T10:47:03.25+01:00 ». */
void vigie_csv_add_instant (VigieCsv *self, VigieTime time, GTimeZone *zone);

/* Ends a row; without a field before, an empty line. */
void vigie_csv_end_row (VigieCsv *self);

/* The file's bytes (full reference); frees @self. A row that was begun is ended. */
GBytes *vigie_csv_finish (VigieCsv *self);

G_END_DECLS
