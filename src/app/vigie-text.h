/* vigie-text.h: what only the pages say. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-values.h"

G_BEGIN_DECLS

/* vigie_words_age() for lists that are to stay calm: under a minute in steps of 10 s; of what is dated a minute or more
 * after @now not an age but « horloge en avance »: a reading is never yet to come. Free it. */
char *vigie_text_calm_age (VigieTime now, VigieTime time);

/* The state as one word, the worst of freshness and condition: « Critique », « Silencieux », « Normal ». Not
 * to be freed. */
const char *vigie_text_state (VigieFreshness freshness, VigieCondition condition);

/* @text as the label of a menu item that is to show it as it is: an underscore of a name is no mnemonic. Free it. */
char *vigie_text_menu_label (const char *text);

/* @words (UTF-8) as a file may be called: a hyphen for each character that some system refuses. Free it. */
char *vigie_text_file_name (const char *words);

G_END_DECLS
