/* vigie-site-factory.h: rows and headings of the list of sites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site-model.h"
#include "vigie-site-row.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

/* Rows (VigieSiteRow) for a list view whose items are VigieSite. The caller owns the factory, which
 * holds a reference on @ticker and @style. */
GtkListItemFactory *vigie_site_factory_new_rows (VigieTicker *ticker, VigieSiteRowStyle *style);

/* Headings for the same list view: what the section is called as @model sorts, which follows whether the
 * link is live, and how many sites it has. Owned as above. */
GtkListItemFactory *vigie_site_factory_new_headings (VigieTicker *ticker, VigieSiteModel *model);

G_END_DECLS
