/* vigie-usual-bar.h: a number against what is usual and what there is room for, in one line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_USUAL_BAR (vigie_usual_bar_get_type ())
/* A bullet: track 14 px high, the usual range (P10 to P90) in the colour of norms, the value as a thin bar of ink, a
 * tick at the places. In accessibility an image; its description is given by who uses it. */
G_DECLARE_FINAL_TYPE (VigieUsualBar, vigie_usual_bar, VIGIE, USUAL_BAR, GtkWidget)
GtkWidget *vigie_usual_bar_new (void);
/* Vehicles; NAN where not known. @low, @high: what the value may be (uncertainty: a hair line), @p10, @p90: usual,
 * @capacity: places or NAN, @scale: what the whole track stands for (> 0; the same in all rows of a list). */
void vigie_usual_bar_set (VigieUsualBar *self,
                          double value,
                          double low,
                          double high,
                          double p10,
                          double p90,
                          double capacity,
                          double scale);

G_END_DECLS
