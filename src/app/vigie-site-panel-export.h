/* vigie-site-panel-export.h: what of a site is copied or dragged out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site.h"

G_BEGIN_DECLS

/* All values of the site as a table: a header, then a row for each measure, those of devices too: site, sensor,
 * model, identifier, measure, value, unit, instant (Paris, then ISO 8601), freshness, condition, expected interval in
 * minutes, limits. UTF-8 with a byte order mark; see VigieCsv. Full reference. */
GBytes *vigie_site_export_csv (VigieSite *site);

/* The same for the clipboard and for drags, as text/csv, as text and, where @file is not NULL, as that file. Full
 * reference. */
GdkContentProvider *vigie_site_export_provider (VigieSite *site, GFile *file);

/* A name for a file of it: "dechetterie-de-riantec-2026-11-22.csv" without what file systems refuse. Free with
 * g_free(). */
char *vigie_site_export_file_name (VigieSite *site, VigieTime now);

/* Some lines for a message to a colleague: name and @place, @state and reason, when it was copied. Free with
 * g_free(). */
char *
vigie_site_export_state (VigieSite *site, const char *place, const char *state, VigieTime now);

G_END_DECLS
