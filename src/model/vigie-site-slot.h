/* vigie-site-slot.h: something kept of every site of a territory, without a hash table. Main thread only.
 *
 * Besides its slots the territory tells which sites changed: signal "sites-changed" (GPtrArray of VigieSite), once for each
 * slice of the main loop in which some got another state or were told of anew (place, name, …). New ones may be among
 * them, and ones that leave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-site.h"

G_BEGIN_DECLS

/* A small number that no other site of its territory has while it is one of it: what is kept of each is in an array, at a
 * fraction of what a hash table takes. That of a site that left may be given to another. */
guint vigie_site_get_slot (VigieSite *self);

G_END_DECLS
