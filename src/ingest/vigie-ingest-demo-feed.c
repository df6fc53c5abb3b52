/* vigie-ingest-demo-feed.c: live readings of the demonstration into the writer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-demo-sim.h"
#include "vigie-ingest-devices.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-uplink-private.h"

/* A device that is not part of the territory: there is something to adopt. */
#define STRANGER "0200000050470FFF"
#define STRANGER_INTERVAL (30 * VIGIE_MINUTE)

/* Shared by the engine and its jobs; the last one frees it. */
typedef struct
{
  gatomicrefcount ref_count;
  VigieIngestWriter *writer;
  VigieIngestDevices *devices; /* only inside jobs */
  VigieIngestDemo *demo;       /* only while the engine is there */
  gint64 stranger_frames;      /* half hours since 1970 of its last frame, or 0 */
} Feed;

typedef struct
{
  VigieIngestDemoReading reading;
  VigieIngestDemoFrame frame;
  VigieIngestDemoHeard heard[VIGIE_INGEST_DEMO_MAX_HEARD];
  guint n_heard;
  gboolean has_frame;
} Item;

typedef struct
{
  VigieIngestJob job;
  Feed *feed;
  VigieTime stranger; /* when the stranger sends a frame, or VIGIE_TIME_NONE */
  gsize n_items;
  Item items[];
} FeedJob;

static void
feed_unref (gpointer data)
{
  Feed *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  vigie_ingest_devices_free (self->devices);
  g_free (self);
}

static void
clear_uplink (VigieIngestUplink *uplink, const char *device, VigieTime time)
{
  memset (uplink, 0, sizeof *uplink);
  uplink->network = VIGIE_INGEST_NETWORK_CHIRPSTACK;
  uplink->event = VIGIE_INGEST_EVENT_UP;
  g_strlcpy (uplink->device, device, sizeof uplink->device);
  uplink->application = "vigie-demonstration";
  uplink->time = time;
  uplink->battery_time = VIGIE_TIME_NONE;
  uplink->port = 85;
  uplink->frequency = uplink->battery = uplink->margin = uplink->lat = uplink->lon = NAN;
}

static void
add_gateway (VigieIngestUplink *uplink, const char *id, double rssi, double snr)
{
  uplink->gateways[0] = (VigieIngestGateway) {id, rssi, snr, NAN, NAN};
  uplink->n_gateways = 1;
}

static void
add_field (VigieIngestUplink *uplink, const char *name, double number, gboolean is_boolean)
{
  if (uplink->n_fields < VIGIE_INGEST_UPLINK_MAX_FIELDS)
    uplink->fields[uplink->n_fields++] = (VigieIngestField) {name, NULL, number, is_boolean};
}

/* Puts a reading into its frame, as the device counts it. */
static void
add_item (VigieIngestUplink *uplink, const Item *item)
{
  const char *field = item->frame.field;
  double number = item->reading.number;

  if (field[0] != '$')
    add_field (uplink, field, (number - item->frame.offset) / item->frame.scale,
               item->reading.is_state);
  else if (strcmp (field, "$battery") == 0)
    uplink->battery = number;
  else if (strcmp (field, "$rssi") == 0)
    uplink->gateways[0].rssi = number;
  else if (strcmp (field, "$snr") == 0)
    uplink->gateways[0].snr = number;
  else if (strcmp (field, "$spreadingFactor") == 0)
    uplink->spreading_factor = (int) number;
  else if (strcmp (field, "$gateways") == 0)
    {
      uplink->n_gateways = 0;
      for (guint i = 0; i < item->n_heard; i++)
        vigie_ingest_uplink_add_gateway (
            uplink, &(VigieIngestGateway) {item->heard[i].id, item->heard[i].rssi,
                                           item->heard[i].snr, NAN, NAN});
    }
  /* $frameCounter: each frame has one. */
}

/* All that one device sent at one time goes up in one frame. */
static gboolean
take_frame (FeedJob *self,
            gsize first,
            gboolean *is_done,
            VigieIngestUplink *uplink,
            VigieIngestWriter *writer,
            GError **error)
{
  const Item *item = &self->items[first];

  clear_uplink (uplink, item->frame.dev_eui, item->reading.time);
  uplink->model = item->frame.model;
  uplink->frame_counter = item->frame.counter;
  uplink->payload_hash
      = (guint32) vigie_demo_hash (VIGIE_DEMO_STREAM_DEVICE, item->reading.time, 0);
  add_gateway (uplink, item->frame.gateway, NAN, NAN);
  for (gsize i = first; i < self->n_items && self->items[i].reading.time == item->reading.time; i++)
    if (self->items[i].has_frame && strcmp (self->items[i].frame.dev_eui, item->frame.dev_eui) == 0)
      {
        add_item (uplink, &self->items[i]);
        is_done[i] = TRUE;
      }
  return vigie_ingest_devices_take (self->feed->devices, writer, uplink, NULL, error);
}

/* A skip that was brought there with its sensor, and that nobody has entered yet. */
static gboolean
take_stranger (FeedJob *self, VigieIngestUplink *uplink, VigieIngestWriter *writer, GError **error)
{
  gint64 count = self->stranger / STRANGER_INTERVAL;
  double level = 45 + 30 * vigie_demo_noise (VIGIE_DEMO_STREAM_SKIP, 4095, (double) count / 40);

  clear_uplink (uplink, STRANGER, self->stranger);
  uplink->device_name = "Benne plâtre Caudan";
  uplink->model = "Milesight EM400-MUD";
  uplink->frame_counter = count % 65536;
  uplink->payload_hash = (guint32) count;
  uplink->spreading_factor = 7;
  add_gateway (uplink, "02FFFFFF00000001",
               -94 + round (3 * vigie_demo_normal (VIGIE_DEMO_STREAM_RADIO, count, 4095)), 8.5);
  add_field (uplink, "battery", 100, FALSE);
  add_field (uplink, "temperature", 14, FALSE);
  add_field (uplink, "distance", round (2400 - 20 * level), FALSE);
  return vigie_ingest_devices_take (self->feed->devices, writer, uplink, NULL, error);
}

static gboolean
insert_reading (VigieIngestWriter *writer, const VigieIngestDemoReading *reading, GError **error)
{
  /* A Datastream may have been deleted meanwhile: then it is measured no more. */
  sqlite3_stmt *statement = vigie_ingest_writer_prepare (
      writer,
      "INSERT INTO observation (datastream_id, phenomenon_time, result_time,"
      " result_type, result_number) SELECT id, ?2, ?3, ?4, ?5 FROM datastream WHERE id = ?1");

  sqlite3_bind_int64 (statement, 1, reading->datastream);
  sqlite3_bind_int64 (statement, 2, reading->time);
  sqlite3_bind_int64 (statement, 3, vigie_ingest_writer_now (writer));
  sqlite3_bind_int (statement, 4,
                    reading->is_state ? VIGIE_INGEST_RESULT_BOOLEAN : VIGIE_INGEST_RESULT_NUMBER);
  sqlite3_bind_double (statement, 5, reading->number);
  return vigie_ingest_writer_step (writer, statement, error);
}

static gboolean
run_feed (VigieIngestWriter *writer, VigieIngestJob *job, GError **error)
{
  FeedJob *self = (FeedJob *) job;
  g_autofree VigieIngestUplink *uplink = g_new (VigieIngestUplink, 1);
  g_autofree gboolean *is_done = g_new0 (gboolean, self->n_items);

  for (gsize i = 0; i < self->n_items; i++)
    if (!is_done[i]
        && !(self->items[i].has_frame ? take_frame (self, i, is_done, uplink, writer, error)
                                      : insert_reading (writer, &self->items[i].reading, error)))
      return FALSE;
  return self->stranger == VIGIE_TIME_NONE || take_stranger (self, uplink, writer, error);
}

static void
feed_done (VigieIngestJob *job, const GError *error)
{
  if (error)
    g_message ("readings of the demonstration were not stored: %s", error->message);
  feed_unref (((FeedJob *) job)->feed);
  g_free (job);
}

static gboolean
submit_to_writer (const VigieIngestDemoReading *readings, gsize n_readings, gpointer user_data)
{
  Feed *feed = user_data;
  FeedJob *self = g_malloc0 (sizeof (FeedJob) + n_readings * sizeof (Item));
  VigieTime last = readings[n_readings - 1].time;
  gint64 half_hour = last / STRANGER_INTERVAL;

  self->job.run = run_feed;
  self->job.done = feed_done;
  self->job.has_savepoint = TRUE;
  self->n_items = n_readings;
  self->stranger = half_hour != feed->stranger_frames ? last : VIGIE_TIME_NONE;
  for (gsize i = 0; i < n_readings; i++)
    {
      self->items[i].reading = readings[i];
      self->items[i].has_frame
          = vigie_ingest_demo_get_frame (feed->demo, &readings[i], &self->items[i].frame);
      self->items[i].n_heard
          = vigie_ingest_demo_get_heard (feed->demo, &readings[i], self->items[i].heard);
    }
  self->feed = feed;
  g_atomic_ref_count_inc (&feed->ref_count);
  if (vigie_ingest_writer_push (feed->writer, &self->job, NULL))
    {
      feed->stranger_frames = half_hour;
      return TRUE;
    }
  feed_unref (feed);
  g_free (self);
  return FALSE;
}

VigieIngestDemoLive *
vigie_ingest_demo_live_new_for_writer (VigieIngestDemo *demo,
                                       VigieClock *clock,
                                       VigieIngestWriter *writer)
{
  Feed *feed;

  g_return_val_if_fail (demo && writer, NULL);
  feed = g_new0 (Feed, 1);
  g_atomic_ref_count_init (&feed->ref_count);
  feed->writer = writer;
  feed->devices = vigie_ingest_devices_new ();
  feed->demo = demo;
  return vigie_ingest_demo_live_new (demo, clock, submit_to_writer, feed, feed_unref);
}
