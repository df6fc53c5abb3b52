/* vigie-site-page.h: the record of a site: all of the panel, with charts and a table of its sensors.
 *
 * The window shows it for win.open-site and win.show-measure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_PAGE (vigie_site_page_get_type ())
/* Property: site (notified). Signal "closed" (no argument): there is nothing to show any more, the site or the
 * territory went. Which measures are drawn is remembered for each site while the program runs. */
G_DECLARE_FINAL_TYPE (VigieSitePage, vigie_site_page, VIGIE, SITE_PAGE, GtkWidget)

GtkWidget *vigie_site_page_new (void);

/* Once. */
void vigie_site_page_setup (VigieSitePage *self, VigieContext *context, VigieTicker *ticker);

/* The site shown, or NULL for none. */
void vigie_site_page_set_site (VigieSitePage *self, VigieSite *site);
VigieSite *vigie_site_page_get_site (VigieSitePage *self);

/* Shows the site of the measure with that measure alone drawn. FALSE where the territory has none of that id. */
gboolean vigie_site_page_show_measure (VigieSitePage *self, const char *id);

/* Takes the focus to the site's name. */
void vigie_site_page_focus (VigieSitePage *self);

/* The ids of the measures drawn, NULL-terminated; of the page until they change. */
const char *const *vigie_site_page_get_chosen (VigieSitePage *self);

G_END_DECLS
