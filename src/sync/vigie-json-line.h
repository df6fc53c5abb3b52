/* vigie-json-line.h: where a field of a JSON file is, to tell a person who wrote it by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The line (from 1) on which the value of @field begins, in JSON text that was read without error:
 * "territory.bounds.south", "roles[3].unit[0]", "" for the whole. Where it is not there, the line of
 * the nearest object or array around it. */
guint vigie_json_line_of (const char *json, gsize length, const char *field);

G_END_DECLS
