/* vigie-link-banner.h: the words about a lost link, over every page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-link.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_LINK_BANNER (vigie_link_banner_get_type ())
/* The banner of a lost link, hidden otherwise. Signal "retry". */
G_DECLARE_FINAL_TYPE (VigieLinkBanner, vigie_link_banner, VIGIE, LINK_BANNER, GtkWidget)

/* Shows the loss that @state tells of, at @now; nothing where there is none. An alert for accessibility. */
void vigie_link_banner_update (VigieLinkBanner *self, const VigieLinkState *state, VigieTime now);

G_END_DECLS
