/* vigie-row-heights.h: how high the rows of a long list are, and where each one begins.
 *
 * Pure. Most heights of a long list are guesses until their rows are seen: a height is set, and the rows below are
 * found in their new places, in time that grows with the logarithm of the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigieRowHeights VigieRowHeights;

/* Of no row; free it. */
VigieRowHeights *vigie_row_heights_new (void);
void vigie_row_heights_free (VigieRowHeights *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieRowHeights, vigie_row_heights_free)

/* @n rows of @height pixels each, whatever was known. */
void vigie_row_heights_reset (VigieRowHeights *self, guint n, int height);

/* Of row @i, which is there, in pixels; not negative. */
void vigie_row_heights_set (VigieRowHeights *self, guint i, int height);
int vigie_row_heights_get (VigieRowHeights *self, guint i);

/* Where row @i begins: how high those before it are together. That of the number of rows: how high all are. */
gint64 vigie_row_heights_before (VigieRowHeights *self, guint i);

/* The row that holds the line of pixels @y: the first one for what is above it, the number of rows for what is below
 * the last one. */
guint vigie_row_heights_find (VigieRowHeights *self, gint64 y);

G_END_DECLS
