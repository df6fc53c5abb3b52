/* vigie-plain.h: a server's text as one plain line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text (valid UTF-8; NULL is empty) on one line: line ends and other control characters are spaces, runs of spaces
 * one, none at the ends; characters that turn the direction of what follows (Unicode's Bidi_Control but the marks)
 * are dropped: they would rearrange the words around it. What is longer than @max characters ends in « … ». g_free().
 */
char *vigie_plain_line (const char *text, guint max);

G_END_DECLS
