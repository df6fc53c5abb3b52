/* vigie-words-private.h: pieces of which the files of words make dates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

/* What must stay on one line: spaces become narrow no-break ones. Takes @text. */
char *vigie_words_glue (char *text);

/* « sam. », of 1 Monday to 7 Sunday. */
const char *vigie_words_weekday_name (int weekday);

/* « novembre », of 1 January to 12 December. */
const char *vigie_words_full_month_name (int month);

/* The day of the month: the first one has a name of its own in French, « 1er ». @buffer or constant. */
const char *vigie_words_day_of_month (const VigieLocalTime *local, char buffer[8]);

G_END_DECLS
