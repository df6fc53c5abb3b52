/* vigie-gather.h: the sites and measures of a territory that something is made of, gathered in slices.
 *
 * They live on the main thread, where a pass over all of them would be felt; what comes out may go to any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-territory.h"

G_BEGIN_DECLS

typedef struct _VigieGather VigieGather;

typedef gboolean (*VigieGatherWanted) (const VigieMeasureData *data);
/* Takes both arrays (of VigieSiteData, of VigieMeasureData, which they reference). May free the gatherer. */
typedef void (*VigieGatherDone) (GPtrArray *sites, GPtrArray *measures, gpointer data);

/* Gathers the measures that are @wanted, and the sites of which one is, or whose kind is among @kinds (bits 1 <<
 * VigieKind). Begins when the loop is idle, or @delayed: after a second, as a territory that is loading changes with
 * each page. @done is called once, later. Free with vigie_gather_free(), which gives it up. */
VigieGather *vigie_gather_new (VigieTerritory *territory,
                               guint kinds,
                               VigieGatherWanted wanted,
                               gboolean delayed,
                               VigieGatherDone done,
                               gpointer data);
void vigie_gather_free (VigieGather *self);

G_END_DECLS
