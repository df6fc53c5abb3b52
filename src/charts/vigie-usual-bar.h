/* vigie-usual-bar.h: a number against what is usual and what there is room for, in one line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_USUAL_BAR (vigie_usual_bar_get_type ())
/* A bullet: track 12 px high, the usual range (P10 to P90) in the colour of norms, the value as a thin bar of ink, what
 * it may be as a hair line, a tick at the places that stands out of the track. What is not known is dashed and
 * hatched; what is beyond the scale breaks off before its end. From the right where text runs so. 124 × 16 px
 * where nothing else is asked. In accessibility an image; its name and description are given by who uses it. Property
 * "scheme" (VigieScheme, first AUTO). */
G_DECLARE_FINAL_TYPE (VigieUsualBar, vigie_usual_bar, VIGIE, USUAL_BAR, GtkWidget)

GtkWidget *vigie_usual_bar_new (void);

/* Vehicles; NAN where not known. @low, @high: what the value may be (uncertainty), @p10, @p90: usual, @capacity: places
 * or NAN, @scale: what the whole track stands for (> 0; the same in all rows of a list). Nothing is drawn anew where
 * all are as they were. */
void vigie_usual_bar_set (VigieUsualBar *self,
                          double value,
                          double low,
                          double high,
                          double p10,
                          double p90,
                          double capacity,
                          double scale);

void vigie_usual_bar_set_scheme (VigieUsualBar *self, VigieScheme scheme);

G_END_DECLS
