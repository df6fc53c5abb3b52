/* vigie-site-page-chart.h: the measures chosen of a site, over time: their history windows and the chart view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_CHART (vigie_site_chart_get_type ())
/* Windows of the history are open only while it is mapped; they follow the range that is shown, and the present. */
G_DECLARE_FINAL_TYPE (VigieSiteChart, vigie_site_chart, VIGIE, SITE_CHART, GtkWidget)

/* Once. */
void vigie_site_chart_setup (VigieSiteChart *self, VigieContext *context, VigieTicker *ticker);

/* The site, for titles (NULL: none), and the measures drawn, by their ids (NULL-terminated): at most
 * VIGIE_CHART_MAX_SERIES, of at most two units, the first one's on the left axis, and with its limits. What does not
 * fit is not drawn. Ids that the site does not have are passed over. */
void vigie_site_chart_show (VigieSiteChart *self, VigieSite *site, const char *const *ids);

/* The names of those that were asked for and not drawn, joined; NULL where all are. Owned by the chart. */
const char *vigie_site_chart_get_left_out (VigieSiteChart *self);

/* How many are drawn. */
guint vigie_site_chart_get_n_drawn (VigieSiteChart *self);

G_END_DECLS
