/* vigie-replay-private.h: the plan as who makes it and who reads by it know it; for this room only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-replay-reader.h"

G_BEGIN_DECLS

typedef struct
{
  VigieSiteData *data; /* owned */
  guint first, n;      /* its measures among all */
} VigieReplaySite;

typedef struct
{
  VigieMeasureData *data; /* owned */
  guint8 group;           /* of leads */
  guint8 never, is_boolean;
} VigieReplaySource;

struct _VigieReplayPlan
{
  gatomicrefcount ref_count;
  GArray *sites;    /* of VigieReplaySite */
  GArray *measures; /* of VigieReplaySource, those of a site together */
};

static inline const VigieReplaySite *
vigie_replay_plan_site (const VigieReplayPlan *self, guint i)
{
  return &g_array_index (self->sites, VigieReplaySite, i);
}

static inline const VigieReplaySource *
vigie_replay_plan_source (const VigieReplayPlan *self, guint i)
{
  return &g_array_index (self->measures, VigieReplaySource, i);
}

/* µs before the begin. */
gint64 vigie_replay_lead_of_group (guint group);

G_END_DECLS
