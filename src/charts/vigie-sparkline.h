/* vigie-sparkline.h: a day of a measure in the space of a word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-series.h"
#include "vigie-values.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SPARKLINE (vigie_sparkline_get_type ())
/* The last 24 hours as a line that ends in a dot, the normal range as a band behind it, the time without readings as
 * a hatch. 96 × 24 px where nothing else is asked (gtk_widget_set_size_request()). In accessibility an image whose
 * name says what is seen. Draws at most four points for a pixel, and only when a pixel would change. */
G_DECLARE_FINAL_TYPE (VigieSparkline, vigie_sparkline, VIGIE, SPARKLINE, GtkWidget)

GtkWidget *vigie_sparkline_new (void);

/* The readings (a reference is taken; NULL: not known yet, nothing is drawn) and the right edge, @now; the left one
 * is 24 h before it. With a lost link @now is the territory's time of the last exchange. Cheap to call again. */
void vigie_sparkline_set_series (VigieSparkline *self, VigieSeries *series, VigieTime now);

/* Symbol of the unit, for the words; NULL if none. */
void vigie_sparkline_set_unit (VigieSparkline *self, const char *unit);

/* The limits of which the band is made: between low (else lowlow) and high (else highhigh). Copied; NULL: no band. */
void vigie_sparkline_set_thresholds (VigieSparkline *self, const VigieThresholds *thresholds);

/* Whether the readings stand until the next one (states, counts) instead of being joined by slopes. */
void vigie_sparkline_set_step (VigieSparkline *self, gboolean step);

/* What is shown is the last known state: dashed line, hollow dot. */
void vigie_sparkline_set_link_lost (VigieSparkline *self, gboolean link_lost);

/* « 24 dernières heures : de 12 % à 94 %, dernier relevé 94 % à 10 h 47. 2 interruptions. » Free with g_free(). */
char *vigie_sparkline_summarize (VigieSparkline *self);

G_END_DECLS
