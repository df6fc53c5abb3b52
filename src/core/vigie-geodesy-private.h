/* vigie-geodesy-private.h: what the parts of vigie_geodesy_parse() share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-geodesy-text.h"

G_BEGIN_DECLS

/* Reads a number (sign, digits, a point, or a comma where @comma, with digits after it) and moves *@text behind it. */
gboolean vigie_geodesy_parse_number (const char **text,
                                     double *number,
                                     gboolean *has_fraction,
                                     gboolean comma);

/* A geo: URI; the link of a map. The position may be out of range. */
gboolean vigie_geodesy_parse_uri (const char *text, VigiePosition *position);
gboolean vigie_geodesy_parse_link (const char *text, VigiePosition *position);

G_END_DECLS
