/* vigie-filters-popover.h: the choice of states, freshness, kinds and communes to be shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site-model.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FILTERS_POPOVER (vigie_filters_popover_get_type ())
/* Lists with checks and the number of sites of each, which act at once and follow the model's filters. It
 * is filled when it is shown. */
G_DECLARE_FINAL_TYPE (VigieFiltersPopover,
                      vigie_filters_popover,
                      VIGIE,
                      FILTERS_POPOVER,
                      GtkPopover)

GtkWidget *vigie_filters_popover_new (VigieSiteModel *model);

G_END_DECLS
