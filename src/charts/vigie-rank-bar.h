/* vigie-rank-bar.h: an amount among others, over what is usual for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_RANK_BAR (vigie_rank_bar_get_type ())
/* A bar of ink from 0 to the value over the usual band (P10 to P90) on a track that all bars of a ranking share. Not
 * known: dashed and hatched. 160 × 14 px where nothing else is asked. In accessibility a meter with its value in
 * words; its name is the caller's. */
G_DECLARE_FINAL_TYPE (VigieRankBar, vigie_rank_bar, VIGIE, RANK_BAR, GtkWidget)

GtkWidget *vigie_rank_bar_new (void);

/* @value (NAN: n. d.), @usual_from and @usual_to (both NAN: not known) and @scale_to, the right end of the track (> 0;
 * the largest of the ranking, by vigie_rank_bar_scale()), all in @unit (a symbol such as "kWh"; NULL if none). */
void vigie_rank_bar_set (VigieRankBar *self,
                         double value,
                         double usual_from,
                         double usual_to,
                         double scale_to,
                         const char *unit);

/* The right end for a ranking whose largest value or P90 is @largest: a round one that leaves some room. 1 for 0 and
 * NAN. */
double vigie_rank_bar_scale (double largest);

/* « 62,4 MWh, habituel de 45 à 58 MWh ». Free with g_free(). */
char *vigie_rank_bar_describe (VigieRankBar *self);

G_END_DECLS
