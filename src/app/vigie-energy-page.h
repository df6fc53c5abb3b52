/* vigie-energy-page.h: the page « Énergie »: figures that can be defended, of any part of the territory over any
 * period.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-energy-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_PAGE (vigie_energy_page_get_type ())
/* Reads and asks only while it is on screen. Ctrl+Page Up and Ctrl+Page Down go to the period before and after,
 * Ctrl+L chooses of what it tells. */
G_DECLARE_FINAL_TYPE (VigieEnergyPage, vigie_energy_page, VIGIE, ENERGY_PAGE, GtkWidget)

GtkWidget *vigie_energy_page_new (VigieContext *context, VigieTicker *ticker);

/* Shows that part of the territory: "", "commune=56098", "kind=water", "site=12" or the id of a site. */
void vigie_energy_page_show (VigieEnergyPage *self, const char *scope);

/* « Lorient Agglomération · 41 compteurs »; NULL until they are known. g_free(). */
char *vigie_energy_page_get_subtitle (VigieEnergyPage *self);

void vigie_energy_page_focus_search (VigieEnergyPage *self);
/* To the next of its parts. FALSE after the last. */
gboolean vigie_energy_page_focus_next_pane (VigieEnergyPage *self);

VigieEnergyModel *vigie_energy_page_get_model (VigieEnergyPage *self);

G_END_DECLS
