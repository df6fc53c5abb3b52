/* vigie-ingest-demo.h: the demonstration: a simulated territory modelled on Lorient Agglomération.
 *
 * Some eighty sites of 25 communes with five weeks of history up to the moment it began, then
 * readings at the sensors' own pace. Deterministic: the same start gives the same readings, and what
 * is not summed up since the start (weather, loads, visits) is the same for every start. At the
 * start something is wrong somewhere, so that there is something to see: a skip over its limit, a
 * storm basin, a gateway that failed with the sensors only it hears, …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "vigie-clock.h"
#include "vigie-ingest-server.h"
#include "vigie-ingest-writer.h"

G_BEGIN_DECLS

typedef struct _VigieIngestDemo VigieIngestDemo;

/* One reading of a Datastream. */
typedef struct
{
  gint64 datastream;
  VigieTime time; /* phenomenonTime */
  double number;  /* 0 or 1 for a state; packed for gateways: vigie_ingest_demo_get_heard() */
  gboolean is_state;
} VigieIngestDemoReading;

/* Fills an empty store with the territory and its history up to @now. A store that holds a
 * demonstration begun within the last hour is brought up to @now and goes on; an older one, or one
 * that ran ahead of the time, begins anew at @now: its readings and its entities' properties are
 * written again, what persons added stays (all goes where another version made it, or where the
 * filling was cut short). @db is a connection from vigie_ingest_schema_open_writer() that nobody
 * else uses yet, nor has the store open. NULL with VIGIE_INGEST_SCHEMA_ERROR or, where the store holds other
 * data, G_IO_ERROR_EXISTS. The demonstration keeps nothing of @db. */
VigieIngestDemo *vigie_ingest_demo_open (sqlite3 *db, VigieTime now, GError **error);
void vigie_ingest_demo_free (VigieIngestDemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestDemo, vigie_ingest_demo_free)

/* The same where no live readings are wanted. */
gboolean vigie_ingest_demo_fill (sqlite3 *db, VigieTime now, GError **error);

guint vigie_ingest_demo_get_n_sites (VigieIngestDemo *self);
guint vigie_ingest_demo_get_n_measures (VigieIngestDemo *self);

/* Appends the readings due up to @now that were not given yet (VigieIngestDemoReading), in the order
 * of time, about @limit at most (0: all). TRUE where more are due. */
gboolean
vigie_ingest_demo_take (VigieIngestDemo *self, VigieTime now, gsize limit, GArray *readings);

/* When the next reading is due, after all that were taken. */
VigieTime vigie_ingest_demo_next_due (VigieIngestDemo *self);

/* The frame that a reading comes with. */
typedef struct
{
  char dev_eui[17];
  char gateway[17];  /* EUI of the gateway that hears it best, by the means */
  const char *model; /* static */
  const char *field; /* static: as in Datastream.properties.source */
  double scale, offset;
  gint64 counter; /* of the frame */
} VigieIngestDemoFrame;

/* FALSE where no LoRaWAN device sends it. */
gboolean vigie_ingest_demo_get_frame (VigieIngestDemo *self,
                                      const VigieIngestDemoReading *reading,
                                      VigieIngestDemoFrame *frame);

/* A gateway that heard a frame. */
typedef struct
{
  char id[17];
  double rssi, snr;
} VigieIngestDemoHeard;
#define VIGIE_INGEST_DEMO_MAX_HEARD 3

/* The gateways that a reading tells of, best first; how many there are, 0 for a reading of anything else. */
guint vigie_ingest_demo_get_heard (VigieIngestDemo *self,
                                   const VigieIngestDemoReading *reading,
                                   VigieIngestDemoHeard heard[VIGIE_INGEST_DEMO_MAX_HEARD]);

/* Hands over readings on their way to the store; FALSE: not now, they are given again later. */
typedef gboolean (*VigieIngestDemoSubmit) (const VigieIngestDemoReading *readings,
                                           gsize n_readings,
                                           gpointer user_data);

typedef struct _VigieIngestDemoLive VigieIngestDemoLive;

/* Gives readings to @submit when they are due by @clock, from the thread-default main context; it
 * sleeps in between, and after the machine was suspended gives what was missed. Takes @demo; @clock
 * runs (its pace is not 0). Free it in the same thread. */
VigieIngestDemoLive *vigie_ingest_demo_live_new (VigieIngestDemo *demo,
                                                 VigieClock *clock,
                                                 VigieIngestDemoSubmit submit,
                                                 gpointer user_data,
                                                 GDestroyNotify destroy);

/* The same into the store of @writer, which outlives it. What a LoRaWAN device sends goes the way of
 * any uplink (vigie_ingest_devices_take()); the rest is stored as it is. The resultTime is the
 * transaction's. One more device, that nobody has adopted, sends a frame each half hour. */
VigieIngestDemoLive *vigie_ingest_demo_live_new_for_writer (VigieIngestDemo *demo,
                                                            VigieClock *clock,
                                                            VigieIngestWriter *writer);
void vigie_ingest_demo_live_free (VigieIngestDemoLive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestDemoLive, vigie_ingest_demo_live_free)

/* ---- The past of more than a year ---- */

/* Meters and the temperature outside have a history of 412 days, counted vehicles of 196, batteries and radio of nine
 * weeks. What is older than five weeks is put into the store
 * only when somebody asks for it, and little by little in idle moments until all of it is there: the start waits for
 * none of it, and who asks for a stretch of the past is answered when it is there, never with less. */
typedef struct _VigieIngestDemoPast VigieIngestDemoPast;

/* Computes it in a thread, writes by @writer, which outlives it. Of the thread-default main context. */
VigieIngestDemoPast *vigie_ingest_demo_past_new (VigieIngestDemo *demo, VigieIngestWriter *writer);
/* Those who wait go on, and nobody waits any more; before the server stops. */
void vigie_ingest_demo_past_stop (VigieIngestDemoPast *self);
void vigie_ingest_demo_past_free (VigieIngestDemoPast *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestDemoPast, vigie_ingest_demo_past_free)

/* A VigieIngestPrepare: TRUE for a request that asks for a past which is not in the store yet. @past: of
 * vigie_ingest_demo_past_new(). */
gboolean vigie_ingest_demo_past_prepare (const char *path,
                                         const char *query,
                                         VigieIngestGoOn go_on,
                                         gpointer data,
                                         gpointer past);

/* All of it is in the store. */
gboolean vigie_ingest_demo_past_is_whole (VigieIngestDemoPast *self);

/* For tests and benchmarks: @n_sites sites of @measures_per_site measures spread over the territory,
 * each with @readings readings (≥ 1) of ten minutes, the last one within ten minutes before @now. @db
 * is empty. */
gboolean vigie_ingest_demo_fill_large (sqlite3 *db,
                                       guint n_sites,
                                       guint measures_per_site,
                                       guint readings,
                                       VigieTime now,
                                       GError **error);

G_END_DECLS
