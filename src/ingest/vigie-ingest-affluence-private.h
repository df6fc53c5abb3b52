/* vigie-ingest-affluence-private.h: what the files that read an edition share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vigie-ingest-affluence.h"

G_BEGIN_DECLS

/* ---- Properties: anything may stand in them ---- */

/* A JSON object of @text, or NULL. Full reference. */
JsonNode *vigie_affluence_parse (const char *text);
/* The member of an object, or NULL; @properties may be NULL, here and below. */
JsonNode *vigie_affluence_get_node (JsonNode *properties, const char *name);
/* A text of the object, or NULL. */
const char *vigie_affluence_get_text (JsonNode *properties, const char *name);
/* A number, or NAN. */
double vigie_affluence_get_number (JsonNode *properties, const char *name);
/* An instant, or VIGIE_TIME_NONE. */
VigieTime vigie_affluence_get_time (JsonNode *properties, const char *name);

/* The sites that count, without their counts, by name: GPtrArray of VigieAffluenceSite. NULL with @error. */
GPtrArray *vigie_affluence_read_sites (sqlite3 *db, VigieCalendar *calendar, GError **error);

G_END_DECLS
