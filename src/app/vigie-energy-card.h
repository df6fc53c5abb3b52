/* vigie-energy-card.h: a figure of energy with all that defends it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-reader.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_CARD (vigie_energy_card_get_type ())
/* Name; value, and of what it is made; definition; how it compares; period; coverage with its bar; a button that asks
 * why. What is not told is « n. d. » with its reason in sight. Signal "why" (guint VigieKpi). In accessibility a
 * group named as the figure, with the value as its description. */
G_DECLARE_FINAL_TYPE (VigieEnergyCard, vigie_energy_card, VIGIE, ENERGY_CARD, GtkWidget)

GtkWidget *vigie_energy_card_new (VigieKpi kpi);
VigieKpi vigie_energy_card_get_kpi (VigieEnergyCard *self);

/* @result NULL: not read yet. @before and @last_year NULL: not read yet, or not to be told. Nothing is kept. */
void vigie_energy_card_set (VigieEnergyCard *self,
                            VigieEnergyResult *result,
                            VigieEnergyResult *before,
                            VigieEnergyResult *last_year);

/* Why nothing can be read, in a few words, or NULL: told instead of « … » for as long as there is no result. */
void vigie_energy_card_set_trouble (VigieEnergyCard *self, const char *words);

/* The last known state: nothing of it looks live. */
void vigie_energy_card_set_last_known (VigieEnergyCard *self, gboolean last_known);

G_END_DECLS
