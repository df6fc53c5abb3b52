/* vigie-ingest-json.h: JSON text written straight into a GString.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "vigie-time.h"

G_BEGIN_DECLS

/* A quoted string (@length -1: up to the NUL). Control characters, quotes and backslashes are escaped;
 * what is not UTF-8 becomes U+FFFD, so that the answer is always valid. */
void vigie_ingest_json_append_string (GString *json, const char *text, gssize length);

void vigie_ingest_json_append_integer (GString *json, gint64 value);

/* The shortest text that reads back as the same double; whole numbers without a point; "NaN",
 * "Infinity" and "-Infinity" as strings, as FROST-Server writes them. */
void vigie_ingest_json_append_number (GString *json, double value);

/* "2026-11-21T10:47:03.250Z" or, with @start, "a/b"; quoted. */
void vigie_ingest_json_append_time (GString *json, VigieTime start, VigieTime end);

G_END_DECLS
