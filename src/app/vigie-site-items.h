/* vigie-site-items.h: a list of sites in sections that is exchanged as a whole and tells its views of no
 * more than what became another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_ITEMS (vigie_site_items_get_type ())
/* A GListModel of VigieSite and a GtkSectionModel. Main thread only. */
G_DECLARE_FINAL_TYPE (VigieSiteItems, vigie_site_items, VIGIE, SITE_ITEMS, GObject)

VigieSiteItems *vigie_site_items_new (void);

/* What the list holds from now on: @n sites (a reference of each is taken), and where its sections begin:
 * @n_starts positions, rising, the first 0 (0 of them: one section). Items-changed is emitted for the
 * range between what is the same at the begin and at the end, sections-changed where a border moved
 * between items that stayed. TRUE if anything is other than it was. */
gboolean vigie_site_items_take (VigieSiteItems *self,
                                VigieSite *const *sites,
                                guint n,
                                const guint *starts,
                                guint n_starts);

/* Where @site is, or GTK_INVALID_LIST_POSITION. */
guint vigie_site_items_find (VigieSiteItems *self, VigieSite *site);

G_END_DECLS
