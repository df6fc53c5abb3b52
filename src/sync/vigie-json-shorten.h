/* vigie-json-shorten.h: numbers of a JSON text as short as they can be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @json, which is valid, with each fractional number in the fewest digits that read back as the
 * same: "-3.3700000000000001", as JSON-GLib writes it, becomes "-3.37". */
void vigie_json_append_shortened (GString *output, const char *json);

G_END_DECLS
