/* vigie-site-panel-figure.h: the measure that says most of a site, large.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-history.h"
#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_FIGURE (vigie_site_figure_get_type ())
/* For a screen reader one sentence: name, value, age. Hidden where the site has no number. */
G_DECLARE_FINAL_TYPE (VigieSiteFigure, vigie_site_figure, VIGIE, SITE_FIGURE, GtkWidget)

/* Once. */
void vigie_site_figure_setup (VigieSiteFigure *self, VigieTicker *ticker);

void vigie_site_figure_set_site (VigieSiteFigure *self, VigieSite *site);

/* Where the last 24 hours come from, or NULL; asked only while mapped. */
void vigie_site_figure_set_history (VigieSiteFigure *self, VigieHistory *history);

/* Whether the vehicles of the site are counted and told of elsewhere: they are not told of here then, nor is anything
 * else of a recycling centre. Not at first. */
void vigie_site_figure_set_counted (VigieSiteFigure *self, gboolean counted);

/* The measure shown, or NULL; of the site. */
VigieMeasure *vigie_site_figure_get_measure (VigieSiteFigure *self);

/* What a screen reader says of it. */
const char *vigie_site_figure_get_sentence (VigieSiteFigure *self);

G_END_DECLS
