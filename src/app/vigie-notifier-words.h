/* vigie-notifier-words.h: what notifications say. Plain text, never markup; what comes from a server is cut at a bound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-link.h"
#include "vigie-notice.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* All texts are new: g_free(). @demonstration: what is shown is simulated, which the title says. */

/* Of a site whose vigie_site_get_problem() is WARNING or CRITICAL: its name; « Critique à 22 h 10 : Benne gravats 94 %,
 * seuil 90 % ». @eased: it was critical and is less. */
void vigie_notifier_words_site (VigieSite *site,
                                VigieTime now,
                                gboolean eased,
                                gboolean demonstration,
                                char **title,
                                char **body);

/* Of several: « 3 sites sont devenus critiques depuis 22 h 10 »; « Déchèterie de Riantec, Data centre et 4 autres ». Sites
 * that @territory does not know are counted, not named. */
void vigie_notifier_words_group (const VigieNoticeAct *act,
                                 VigieTerritory *territory,
                                 VigieTime now,
                                 gboolean demonstration,
                                 char **title,
                                 char **body);

/* « Lien perdu depuis 22 h 10 »; what is the matter. */
void vigie_notifier_words_link (const VigieLinkState *state,
                                VigieTime now,
                                gboolean demonstration,
                                char **title,
                                char **body);

/* « Lien rétabli »; « Il était perdu depuis 22 h 10. » */
void vigie_notifier_words_link_back (VigieTime since,
                                     VigieTime now,
                                     gboolean demonstration,
                                     char **title,
                                     char **body);

/* The state in a few words, for who looks at what runs in the background: « 2 sites critiques »; @lost (may be NULL):
 * the link that is. */
char *vigie_notifier_words_status (guint n_critical, const VigieLinkState *lost, VigieTime now);

G_END_DECLS
