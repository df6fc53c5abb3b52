/* vigie-map-archive-text.h: what the metadata of a map file say, as plain text and dates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-mercator.h"
#include "vigie-time.h"

G_BEGIN_DECLS

/* What a person reads of @html: tags dropped with what scripts and styles hold, entities resolved, white space in one,
 * characters that turn or hide others left out, at most @max_chars characters (an ellipsis then ends it). Never NULL,
 * always UTF-8, not markup: to be escaped where markup is wanted. Free it. */
char *vigie_map_archive_plain_text (const char *html, gsize max_chars);

/* An instant of « 2021-08-12 », « 2021-08-12T20:21:00Z », or seconds or milliseconds since 1970; VIGIE_TIME_NONE for
 * what is none of these or lies outside of 1990 to 2200. */
VigieTime vigie_map_archive_parse_date (const char *text);

/* « west,south,east,north » in degrees, as the specification has it. FALSE for what is no such box. */
gboolean vigie_map_archive_parse_bounds (const char *text, VigieGeoBox *box);

G_END_DECLS
