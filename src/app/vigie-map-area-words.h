/* vigie-map-area-words.h: some sites in words and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-glyph.h"
#include "vigie-site.h"

G_BEGIN_DECLS

/* « 1 critique, 2 silencieux et 9 normal » of @sites (VigieSite), the worst first; "" for none. *worst: the first of them.
 * Full. */
char *vigie_map_area_describe_states (GPtrArray *sites, VigieGlyphLook *worst);

/* The sites as a table for a spreadsheet (vigie-csv.h), the worst first: name, type, commune, state, reason, last reading
 * (in @zone), latitude, longitude; full. */
GBytes *vigie_map_area_to_csv (GPtrArray *sites, GTimeZone *zone);

G_END_DECLS
