/* vigie-ingest-demo-archive-private.h: what the archive of the demonstration is made of beside its meters
 *
 * Private to vigie-ingest-demo-archive*.c. @sim stands at the origin, and is the archive's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-demo-archive.h"
#include "vigie-ingest-demo-traffic.h"

G_BEGIN_DECLS

/* ---- Counted vehicles (vigie-ingest-demo-archive-counts.c) ---- */

/* Keeps the days of the last site that was asked for. */
typedef struct _VigieDemoCounts VigieDemoCounts;
VigieDemoCounts *vigie_demo_counts_new (void);
void vigie_demo_counts_free (VigieDemoCounts *self);
/* Whether the measure counts vehicles. */
gboolean vigie_demo_counts_has (const VigieDemoMeasure *measure);
/* Appends VigieDemoArchived, ascending. */
void
vigie_demo_counts_read (VigieDemoCounts *self, VigieDemoSim *sim, guint measure, GArray *readings);

/* ---- Batteries and radio (vigie-ingest-demo-archive-signals.c) ---- */

/* Whether the measure tells of its device, and of a longer time than the store is filled with. */
gboolean vigie_demo_signals_has (const VigieDemoMeasure *measure);
/* Appends VigieDemoArchived, ascending; @sim is moved in time. */
void vigie_demo_signals_read (VigieDemoSim *sim, guint measure, GArray *readings);

G_END_DECLS
