/* vigie-site-panel-facts.h: what a site is, its state and main measure, when and how one gets in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-history.h"
#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_FACTS (vigie_site_facts_get_type ())
/* Signal "closed": the person asked to close it. Actions site.copy-state, .copy-coordinates, .copy-geo, .copy-values,
 * .open-map. What the server wrote is shown as plain words; the only links are telephone numbers and mail addresses
 * that are surely such (vigie_site_contact_split()). */
G_DECLARE_FINAL_TYPE (VigieSiteFacts, vigie_site_facts, VIGIE, SITE_FACTS, GtkWidget)

/* Once. */
void vigie_site_facts_setup (VigieSiteFacts *self, VigieTicker *ticker);

/* Once, after that: where vehicles are counted; without it none are told of but those that are measured. */
void vigie_site_facts_set_context (VigieSiteFacts *self, VigieContext *context);

/* The site shown (NULL: none) and where it comes from, in words (NULL: not said). */
void vigie_site_facts_set_site (VigieSiteFacts *self, VigieSite *site, const char *source);

/* Where the last 24 hours of the site's main measure come from, or NULL. */
void vigie_site_facts_set_history (VigieSiteFacts *self, VigieHistory *history);

/* Whether « close » is shown, and whether the other button opens the record (else it shows the site on the map); both
 * at first. */
void vigie_site_facts_set_closable (VigieSiteFacts *self, gboolean closable);
void vigie_site_facts_set_openable (VigieSiteFacts *self, gboolean openable);

/* Whether access, contact and coordinates are unfolded; not at first. */
void vigie_site_facts_set_expanded (VigieSiteFacts *self, gboolean expanded);

/* How far it is from somewhere, in words; NULL: not said. Another site keeps it until it is set anew. */
void vigie_site_facts_set_way (VigieSiteFacts *self, const char *words);

/* Takes the focus to the site's name. */
void vigie_site_facts_focus (VigieSiteFacts *self);

G_END_DECLS
