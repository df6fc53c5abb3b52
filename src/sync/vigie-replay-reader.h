/* vigie-replay-reader.h: the states of all sites over a time, from the store.
 *
 * A plan is what the territory has now: its sites with their measures, thresholds and expected intervals. Its past
 * is read a few measures at a time by several threads, so that a day of 40 000 measures never is in memory.
 * Immutable once shared, counted by reference (atomic).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-replay.h"
#include "vigie-store.h"

G_BEGIN_DECLS

/* ---- The plan ---- */

typedef struct _VigieReplayPlan VigieReplayPlan;

VigieReplayPlan *vigie_replay_plan_new (void);
VigieReplayPlan *vigie_replay_plan_ref (VigieReplayPlan *self);
void vigie_replay_plan_unref (VigieReplayPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieReplayPlan, vigie_replay_plan_unref)

/* Before it is shared: a site, then its measures in the order of the server. References both. @never: it has no
 * reading to this day. @is_boolean: what it last said was true or false, and so are its numbers in words. */
void vigie_replay_plan_add_site (VigieReplayPlan *self, VigieSiteData *site);
void vigie_replay_plan_add_measure (VigieReplayPlan *self,
                                    VigieMeasureData *measure,
                                    gboolean never,
                                    gboolean is_boolean);

guint vigie_replay_plan_get_n_sites (const VigieReplayPlan *self);
guint vigie_replay_plan_get_n_measures (const VigieReplayPlan *self); /* of all sites */
/* Of the plan. */
const VigieSiteData *vigie_replay_plan_get_site (const VigieReplayPlan *self, guint site);
/* The measure of a site that a VigieReplayState names; NULL if it has none of that place. */
const VigieMeasureData *
vigie_replay_plan_get_measure (const VigieReplayPlan *self, guint site, guint measure);

/* What is to be had from the server where the store lacks it: measures in groups by how long before the begin they
 * are wanted, so that those that speak once a day do not make the others be asked for a week. Appends the ids (owned
 * by the plan) of group @group to @ids; *@lead µs. */
#define VIGIE_REPLAY_N_LEADS 4
void vigie_replay_plan_get_wanted (const VigieReplayPlan *self,
                                   guint group,
                                   GPtrArray *ids,
                                   gint64 *lead);

/* ---- Reading ---- */

typedef struct
{
  VigieReplay *replay; /* its sites are the plan's, in its order */
  double
      known; /* how much of the measures' time is known on this machine, 0 to 1 (1 without any) */
} VigieReplayRead;
void vigie_replay_read_free (VigieReplayRead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieReplayRead, vigie_replay_read_free)

/* Blocks, in the calling thread and up to three others; any thread, which holds the store meanwhile. What the store
 * has of @from ≤ t < @to, and no further than @now, nor than what this machine has taken in last: what came after is
 * not known. NULL with an error of the store, or G_IO_ERROR_CANCELLED. */
VigieReplayRead *vigie_replay_read (VigieStore *store,
                                    const VigieReplayPlan *plan,
                                    VigieTime from,
                                    VigieTime to,
                                    VigieTime now,
                                    GCancellable *cancellable,
                                    GError **error);

/* ---- In words ---- */

/* Why a site is in @after, which it came to from @before (NULL: not asked), as it was when that began: « Benne
 * gravats 94 %, seuil 90 % », « Benne gravats : silence depuis 2 h 10 », « Benne gravats : plus de 30 min sans
 * relevé » where its last reading is not known, « Benne gravats : retour à la normale ». g_free(). */
char *vigie_replay_words_reason (const VigieReplayPlan *plan,
                                 guint site,
                                 const VigieReplayState *before,
                                 const VigieReplayState *after,
                                 GTimeZone *zone);
/* « Critique », « Normal », « Pas connu ». Constant, translated. */
const char *vigie_replay_class_words (VigieReplayClass class);

G_END_DECLS
