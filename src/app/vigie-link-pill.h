/* vigie-link-pill.h: the state of the link and the age of the last exchange, in the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-link.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_LINK_PILL (vigie_link_pill_get_type ())
G_DECLARE_FINAL_TYPE (VigieLinkPill, vigie_link_pill, VIGIE, LINK_PILL, GtkWidget)

/* How large its icon is, px; at first 16. */
void vigie_link_pill_set_icon_size (VigieLinkPill *self, int pixels);

/* Shows @state at @now. A status for accessibility, named as it reads. */
void vigie_link_pill_update (VigieLinkPill *self, const VigieLinkState *state, VigieTime now);

G_END_DECLS
