/* vigie-local-date.h: dates as a person writes them in a file or on a command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

/* "2026-11-21" is the first instant of that day in @zone (NULL: Europe/Paris); an ISO 8601 instant is itself
 * ("2026-11-21T10:00:00Z"; without an offset it is UTC, as servers write it). FALSE for anything else, NULL included,
 * and for days that no calendar has. */
gboolean vigie_local_date_parse (const char *text, GTimeZone *zone, VigieTime *time);

G_END_DECLS
