/* vigie-ingest-demo-archive.h: what was before the origin of the demonstration: of meters more than a year, of counted
 * vehicles half a year, of batteries and radio nine weeks.
 *
 * Private to vigie-ingest-demo-*.c. Meters are computed in steps of half an hour by the same models, of which only the
 * part that moves meters runs; each meter ends with the index that it has at the origin, so that it goes on without a
 * seam. What adds up at a step adds up here too, to the watt-hour. The rest is computed where it is read. The same day
 * of the start gives the same archive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "vigie-ingest-demo-sim.h"
#include "vigie-ingest-demo.h"

G_BEGIN_DECLS

/* The simulation of a demonstration, which stays its own. */
VigieDemoSim *vigie_demo_get_sim (VigieIngestDemo *demo);

typedef struct _VigieDemoArchive VigieDemoArchive;

/* Gives the system back what a great deal of writing left free. */
void vigie_demo_trim_memory (void);

/* Whether the measure has an archive: indexes of energy and water, the temperature outside, counted vehicles, batteries
 * and radio. */
gboolean vigie_demo_measure_is_archived (const VigieDemoMeasure *measure);
/* Whether it is one of the meters, of more than a year. */
gboolean vigie_demo_measure_is_meter (const VigieDemoMeasure *measure);
/* Where the archive of a measure ends and what the store is filled with begins: at the origin, or later where that is
 * of the last day only. */
VigieTime vigie_demo_archive_end (VigieDemoSim *sim, const VigieDemoMeasure *measure);

/* Computes it for a demonstration that began at @start: some 0.3 s of a processor, 8 MB. Any thread. */
VigieDemoArchive *vigie_demo_archive_new (VigieTime start);
void vigie_demo_archive_free (VigieDemoArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieDemoArchive, vigie_demo_archive_free)

/* Those of meters are of the @n instants @from + i × half an hour, the last one half an hour before the origin. */
guint vigie_demo_archive_get_n (VigieDemoArchive *self);
VigieTime vigie_demo_archive_get_time (VigieDemoArchive *self, guint i);

/* The readings of a meter, n of them, as they would be written; NULL if it is none. g_free(). */
double *vigie_demo_archive_read (VigieDemoArchive *self, guint measure);

typedef struct
{
  VigieTime time;
  double number;
} VigieDemoArchived;
/* The readings of any measure, ascending: GArray of VigieDemoArchived; NULL if it has none. Of one thread at a time. */
GArray *vigie_demo_archive_read_any (VigieDemoArchive *self, guint measure);

/* Writes those of a measure (Datastream @measure + 1) in the transaction of @db, unless they are there. Their
 * resultTime is the origin, as of a history that was taken over then (or their own time, where that is later): who asks
 * for what came lately is not given the past, and the index of that time is written in one place. */
gboolean
vigie_demo_archive_write (VigieDemoArchive *self, guint measure, sqlite3 *db, GError **error);

G_END_DECLS
