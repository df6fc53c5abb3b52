/* vigie-map-card.h: the card beside the sign that is pointed at: what it is, its state and why, its
 * principal values with their ages; of a cluster how many sites are in which state, and the worst.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site-layer.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_CARD (vigie_map_card_get_type ())
/* It takes neither pointer nor focus: a tooltip for accessibility, named by all that it says. Plain text
 * only. */
G_DECLARE_FINAL_TYPE (VigieMapCard, vigie_map_card, VIGIE, MAP_CARD, GtkWidget)

GtkWidget *vigie_map_card_new (void);

/* Shows what @hint points at, at the instant @now. @link_lost: the last known state: clock times in place
 * of ages, dashes in place of lines. */
void vigie_map_card_show (VigieMapCard *self,
                          const VigieSiteHint *hint,
                          VigieTime now,
                          gboolean link_lost);

/* All that it says, line by line; owned by the card, "" before the first. */
const char *vigie_map_card_get_text (VigieMapCard *self);

/* At most this many measures of a site. */
#define VIGIE_MAP_CARD_N_MEASURES 4

G_END_DECLS
