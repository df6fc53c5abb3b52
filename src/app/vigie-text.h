/* vigie-text.h: texts to search in, and what only the pages say. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-values.h"

G_BEGIN_DECLS

/* vigie_words_age() for lists that are to stay calm: under a minute in steps of 10 s. Free it. */
char *vigie_text_calm_age (VigieTime now, VigieTime time);

/* The state as one word, the worst of freshness and condition: « Critique », « Silencieux », « Normal ». Not
 * to be freed. */
const char *vigie_text_state (VigieFreshness freshness, VigieCondition condition);

/* @text without accents, case and punctuation, to be searched in: « Déchèterie d’Hennebont » gives
 * "decheterie d hennebont". Also œ, æ, ß as two letters, and a double t as one, for « déchetterie » is
 * written too. Free it. */
char *vigie_text_fold (const char *text);

/* Whether each word of @query (folded) is somewhere in @text (folded). An empty query matches. */
gboolean vigie_text_match (const char *text, const char *query);

G_END_DECLS
