/* vigie-energy-cards.h: the figures that a person chose, side by side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-card.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_CARDS (vigie_energy_cards_get_type ())
/* As many columns as have room, of one width, rows as full as they can be; within a row cards are equally high.
 * Signal "why" (guint VigieKpi). */
G_DECLARE_FINAL_TYPE (VigieEnergyCards, vigie_energy_cards, VIGIE, ENERGY_CARDS, GtkWidget)

GtkWidget *vigie_energy_cards_new (void);

/* Which, in order; the key "energy-cards" of @settings, followed. */
void vigie_energy_cards_bind (VigieEnergyCards *self, GSettings *settings);

/* As vigie_energy_card_set(), of all; the last results are kept for cards to come. */
void vigie_energy_cards_set (VigieEnergyCards *self,
                             VigieEnergyResult *result,
                             VigieEnergyResult *before,
                             VigieEnergyResult *last_year);
/* As vigie_energy_card_set_trouble(), of all; shown with the next vigie_energy_cards_set(). */
void vigie_energy_cards_set_trouble (VigieEnergyCards *self, const char *words);
void vigie_energy_cards_set_last_known (VigieEnergyCards *self, gboolean last_known);

/* What is shown, in order. g_array_unref(); of VigieKpi. */
GArray *vigie_energy_cards_get_shown (VigieEnergyCards *self);

/* Figures that can be cards, in the order in which they are offered. */
const VigieKpi *vigie_energy_cards_get_offered (guint *n);
/* Of "self_consumption" and the like; FALSE for what is not offered. */
gboolean vigie_energy_cards_parse (const char *name, VigieKpi *kpi);

G_END_DECLS
