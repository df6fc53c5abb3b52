/* vigie-site-panel-list.h: the sensors and measures of a site, as rows made as they come into sight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_PANEL_LIST (vigie_site_panel_list_get_type ())
/* Properties, notified: chosen (a GStrv of measure ids): the measures charted, in the order in which they were chosen;
 * n-measures (uint): how many have rows, whether made yet or not. Signal
 * "measure-activated" (VigieMeasure). Rows follow time and history only while in sight: of a site of 500 measures,
 * those of a screen. */
G_DECLARE_FINAL_TYPE (VigieSitePanelList, vigie_site_panel_list, VIGIE, SITE_PANEL_LIST, GtkWidget)

/* Each once. Without a context there is no history. */
void vigie_site_panel_list_setup (VigieSitePanelList *self, VigieTicker *ticker);
void vigie_site_panel_list_set_context (VigieSitePanelList *self, VigieContext *context);

void vigie_site_panel_list_set_site (VigieSitePanelList *self, VigieSite *site);

/* Whether rows have checks; at most @max measures can be chosen (0: no checks). */
void vigie_site_panel_list_set_choosable (VigieSitePanelList *self, guint max);
void vigie_site_panel_list_set_chosen (VigieSitePanelList *self, const char *const *ids);
const char *const *vigie_site_panel_list_get_chosen (VigieSitePanelList *self);

guint vigie_site_panel_list_get_n_measures (VigieSitePanelList *self);

/* For tests: the rows made so far (a GtkListBox), and makes all that are wanted at once. */
GtkWidget *vigie_site_panel_list_get_box (VigieSitePanelList *self);
void vigie_site_panel_list_fill_now (VigieSitePanelList *self);

G_END_DECLS
