/* vigie-energy-private.h: what the files of energy's reader share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"

G_BEGIN_DECLS

/* ---- Which measures are which meters: vigie-energy-meters.c ---- */

/* What a measure tells of its meter, the best first. */
typedef enum
{
  VIGIE_TELLS_INDEX,
  VIGIE_TELLS_AMOUNTS,
  VIGIE_TELLS_POWER,
} VigieTells;
#define VIGIE_N_TELLS 3

/* A measure that can be read as a flow. */
typedef struct
{
  VigieMeasureData *data; /* not owned */
  VigieFlow flow;
  VigieTells tells;
  gboolean is_part; /* another one holds its amount */
} VigieEnergyCandidate;

/* FALSE with the reason if it cannot be read. */
gboolean vigie_energy_candidate_init (VigieEnergyCandidate *candidate,
                                      VigieMeasureData *data,
                                      VigieFlow flow,
                                      VigieEnergyLeftOutReason *why);

/* Makes the site's meters, its step and its grace of @candidates (VigieEnergyCandidate); what is not read of them
 * goes to @left_out (VigieEnergyLeftOut). */
void vigie_energy_make_meters (VigieEnergySite *site, GArray *candidates, GArray *left_out);

void vigie_energy_leave_out (GArray *left_out,
                             VigieSiteData *site,
                             VigieMeasureData *measure,
                             VigieEnergyLeftOutReason reason);

/* ---- Several measures of one meter: vigie-energy-fuse.c ---- */

/* Fills @self, the steps of a meter by its index or its amounts, with @other, those of the same meter by another
 * measure of it.
 *
 * Where @self's readings are @interval apart and that is longer than a step, what it says of a step is read off a
 * line: there @other tells how it went, and @self how much it was in all, block by block of @interval (rounded up to
 * a step of metering). What @self tells of a gap as a whole is shared out as @other says, and where that lacks steps
 * too the rest of it stays a lump; of a gap that the grid cuts @other alone tells. What @self does not tell at all is
 * as @other says. */
void vigie_energy_fuse (VigieMeterSteps *self, const VigieMeterSteps *other, gint64 interval);

/* ---- One site, read: vigie-energy-site.c ---- */

typedef struct
{
  VigieSiteSteps *steps;
  GPtrArray *meters[VIGIE_N_FLOW]; /* of VigieMeterSteps, or NULL */
  VigieTime last;                  /* of the newest reading that was read, or VIGIE_TIME_NONE */
  double loaded;                   /* sum over its measures of the share that is known */
  guint n_measures;
} VigieEnergySiteRead;

/* The site's steps over @from ≤ t < @to. @detail (may be NULL) takes each measure with its events. NULL with an
 * error. */
VigieEnergySiteRead *vigie_energy_site_read (VigieStore *store,
                                             const VigieEnergySite *site,
                                             VigieTime from,
                                             VigieTime to,
                                             VigieTime now,
                                             VigieEnergyDetail *detail,
                                             GCancellable *cancellable,
                                             GError **error);
void vigie_energy_site_read_free (VigieEnergySiteRead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergySiteRead, vigie_energy_site_read_free)

G_END_DECLS
