/* vigie-fold.h: texts without accents, case and punctuation, to be searched in. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text (valid UTF-8) to be searched in: « Déchèterie d’Hennebont » gives "decheterie d hennebont". Words are
 * parted by one space. Also œ, æ, ß as two letters, and a double t as one, for « déchetterie » is
 * written too. Free it. */
char *vigie_fold_text (const char *text);

/* The same, and in *@offsets, for each byte of the folded text and for its end, the byte of @text that it
 * comes from: to emphasise in @text what was found in the folded one. Free both. */
char *vigie_fold_text_map (const char *text, guint **offsets);

/* Whether each word of @query (folded) is somewhere in @text (folded). An empty query matches. */
gboolean vigie_fold_match (const char *text, const char *query);

G_END_DECLS
