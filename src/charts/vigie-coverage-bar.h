/* vigie-coverage-bar.h: how much of a figure's time is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_COVERAGE_BAR (vigie_coverage_bar_get_type ())
/* 56 × 8 px where nothing else is asked: a grey bar on a track with a tick at 90 %, hatched below it, an empty dashed
 * track where nothing is known. In accessibility a meter named « couverture » whose value is in words (« 61 %, 90 %
 * exigés »). */
G_DECLARE_FINAL_TYPE (VigieCoverageBar, vigie_coverage_bar, VIGIE, COVERAGE_BAR, GtkWidget)

GtkWidget *vigie_coverage_bar_new (void);

/* 0 to 1; NAN: nothing is metered. As percent it is rounded down, so that what is short of 90 % never reads as it. */
void vigie_coverage_bar_set_coverage (VigieCoverageBar *self, double coverage);

/* « 97 % », « n. d. »: rounded as the bar is. Free with g_free(). */
char *vigie_coverage_words (double coverage);

G_END_DECLS
