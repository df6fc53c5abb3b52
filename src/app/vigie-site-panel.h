/* vigie-site-panel.h: all that is known of the site chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_PANEL (vigie_site_panel_get_type ())
/* Signal "closed": the person asked to close it. */
G_DECLARE_FINAL_TYPE (VigieSitePanel, vigie_site_panel, VIGIE, SITE_PANEL, GtkWidget)

void vigie_site_panel_setup (VigieSitePanel *self, VigieTicker *ticker);

/* Where the last 24 hours come from: its sync's archive. Without it they are not drawn. Once, before a site is shown.
 */
void vigie_site_panel_set_context (VigieSitePanel *self, VigieContext *context);

/* The site shown (NULL: none) and where it comes from, in words (NULL: not said). */
void vigie_site_panel_set_site (VigieSitePanel *self, VigieSite *site, const char *source);
VigieSite *vigie_site_panel_get_site (VigieSitePanel *self);

/* Whether the close button is shown: not where the header has « back ». */
void vigie_site_panel_set_closable (VigieSitePanel *self, gboolean closable);

/* How far the site is from somewhere, in words; NULL: not said. */
void vigie_site_panel_set_way (VigieSitePanel *self, const char *words);

/* Takes the focus to the top of the panel, so that it is read from the site's name on. */
void vigie_site_panel_focus (VigieSitePanel *self);

/* The rows of measures, for tests: a GtkListBox. */
GtkWidget *vigie_site_panel_get_measures (VigieSitePanel *self);

G_END_DECLS
