/* vigie-share-out.h: work of many parts, done by several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Does the part @number, on any of the threads; FALSE with @error. */
typedef gboolean (*VigieShareFunc) (guint number, gpointer data, GError **error);

/* Does the parts 0 to @n_parts − 1, begun in that order, by the calling thread and up to @max_threads − 1 others, which
 * are called @name. After the first error none is begun any more. FALSE with that one. */
gboolean vigie_share_out (const char *name,
                          guint n_parts,
                          guint max_threads,
                          VigieShareFunc func,
                          gpointer data,
                          GError **error);

G_END_DECLS
