/* vigie-json-members.h: members of the JSON objects that reports are written as.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Each adds the member @name to the object that @json is in. NULL, and a @number that is none or infinite, is null. */
void vigie_json_add_text (JsonBuilder *json, const char *name, const char *text);
void vigie_json_add_number (JsonBuilder *json, const char *name, double number);
void vigie_json_add_count (JsonBuilder *json, const char *name, guint64 count);

G_END_DECLS
