/* vigie-ingest-skip-token.h: where a next page begins: the order keys of the last row, as text.
 *
 * The values of the keys with commas between them: "n" for null, "i12" an integer, "r" and 16 hexadecimal
 * digits the bits of a double, "t" and hexadecimal digits the bytes of a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-sql.h"

G_BEGIN_DECLS

/* The keys in @n_keys columns from @first on of the row that @row stands at. NULL where a text is too long to stand
 * in an address: the next page is then found by $skip. Free with g_free(). */
char *vigie_ingest_skip_token_write (sqlite3_stmt *row, int first, int n_keys);

/* Reads one key. The text of @value is owned by the caller. FALSE where it is none. */
gboolean vigie_ingest_skip_token_parse (const char *text, VigieIngestValue *value);

G_END_DECLS
