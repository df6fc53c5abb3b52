/* vigie-ingest-demo-devices.c: gateways, radio links, batteries, what goes silent and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-archive.h"

#include <string.h>

#define RADIANS (G_PI / 180)
#define NONE G_MAXUINT

/* Nothing comes from a device, or through a gateway, in [from, to). */
typedef struct
{
  guint device;  /* or NONE */
  guint gateway; /* index of a site, or NONE */
  VigieTime from, to;
} Silence;

gboolean
vigie_demo_scenario_second_critical (VigieDemoSim *sim)
{
  return vigie_demo_hash (VIGIE_DEMO_STREAM_SCENARIO, sim->start_day, 1) % 2 == 0;
}

gboolean
vigie_demo_scenario_hot_room (VigieDemoSim *sim)
{
  return vigie_demo_hash (VIGIE_DEMO_STREAM_SCENARIO, sim->start_day, 2) % 3 == 0;
}

static double
distance_km (const VigieDemoSite *a, const VigieDemoSite *b)
{
  double y = (a->lat - b->lat) * 111.2;
  double x = (a->lon - b->lon) * 111.2 * cos (a->lat * RADIANS);

  return sqrt (x * x + y * y);
}

/* Log-distance model with the exponent of small towns; every link has a shadow of its own. The two
 * links of one place would otherwise be alike. */
static void
add_links (VigieDemoSim *sim, guint index)
{
  VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);
  const VigieDemoSite *site = &sim->sites[device->site];

  for (guint i = 0; i < sim->gateways->len; i++)
    {
      guint gateway = g_array_index (sim->gateways, guint, i);
      double km = distance_km (site, &sim->sites[gateway]);
      double rssi = -84 - 33 * log10 (MAX (km, 0.15))
                    + 6 * vigie_demo_normal (VIGIE_DEMO_STREAM_RADIO, index, gateway);
      guint place;

      /* Hills hide Bubry from all gateways but its own, and the sea leaves Groix few paths. */
      if ((strcmp (site->commune, "56026") == 0 || strcmp (site->commune, "56069") == 0)
          && strcmp (sim->sites[gateway].commune, site->commune) != 0)
        continue;
      rssi = CLAMP (rssi, -119, -58);
      if (km > 17 && device->n_links > 0)
        continue;
      for (place = device->n_links; place > 0 && device->links[place - 1].rssi < rssi; place--)
        if (place < VIGIE_DEMO_MAX_LINKS)
          device->links[place] = device->links[place - 1];
      if (place < VIGIE_DEMO_MAX_LINKS)
        {
          device->links[place].gateway = gateway;
          device->links[place].rssi = rssi;
          device->n_links = MIN (device->n_links + 1, VIGIE_DEMO_MAX_LINKS);
        }
    }
}

/* Which of a device's own measures are kept: batteries of all, the level of counters and of weak links, all of the radio
 * at the three busiest places and at the one of the scenario. *@is_recent: of the others what the network tells with
 * each frame, for a day. */
static gboolean
is_wanted (VigieDemoSim *sim,
           const VigieDemoDevice *device,
           VigieDemoSignal signal,
           gboolean *is_recent)
{
  const VigieDemoSite *site = &sim->sites[device->site];
  gboolean is_counter = device->model == VIGIE_DEMO_MODEL_VS350;
  gboolean is_showcase
      = site->type == VIGIE_DEMO_TYPE_RECYCLING && strcmp (site->commune, "56193") == 0;
  gboolean is_busy = is_showcase || site->size >= 460;

  *is_recent = FALSE;
  switch (signal)
    {
    case VIGIE_DEMO_SIGNAL_MODEL:
      return FALSE;
    case VIGIE_DEMO_SIGNAL_BATTERY:
      return vigie_demo_model (device->model)->battery_type != NULL;
    case VIGIE_DEMO_SIGNAL_RSSI:
      return is_counter || is_showcase || (device->n_links > 0 && device->links[0].rssi < -98);
    case VIGIE_DEMO_SIGNAL_SNR:
      *is_recent = !is_counter || !is_busy;
      return device->n_links > 0;
    case VIGIE_DEMO_SIGNAL_SPREADING_FACTOR:
      *is_recent = !is_counter || !is_busy;
      return TRUE;
    case VIGIE_DEMO_SIGNAL_FRAME_COUNTER:
      *is_recent = !is_counter || !is_showcase;
      return TRUE;
    case VIGIE_DEMO_SIGNAL_GATEWAYS:
      *is_recent = TRUE;
      return device->n_links > 0;
    }
  g_return_val_if_reached (FALSE);
}

static void
add_diagnostics (VigieDemoSim *sim, guint index)
{
  /* Adding measures moves nothing in the array of devices. */
  VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);
  static const struct
  {
    const char *suffix, *field;
    VigieDemoProperty property;
    VigieDemoSignal signal;
    guint interval; /* steps; 0: with each frame */
  } signals[] = {
      {"pile", "$battery", VIGIE_DEMO_PROPERTY_BATTERY, VIGIE_DEMO_SIGNAL_BATTERY, VIGIE_DEMO_6_H},
      {"niveau radio", "$rssi", VIGIE_DEMO_PROPERTY_RSSI, VIGIE_DEMO_SIGNAL_RSSI, VIGIE_DEMO_2_H},
      {"rapport signal sur bruit", "$snr", VIGIE_DEMO_PROPERTY_SNR, VIGIE_DEMO_SIGNAL_SNR,
       VIGIE_DEMO_2_H},
      {"facteur d’étalement", "$spreadingFactor", VIGIE_DEMO_PROPERTY_SPREADING_FACTOR,
       VIGIE_DEMO_SIGNAL_SPREADING_FACTOR, VIGIE_DEMO_2_H},
      {"compteur de trames", "$frameCounter", VIGIE_DEMO_PROPERTY_FRAME_COUNTER,
       VIGIE_DEMO_SIGNAL_FRAME_COUNTER, 0},
      {"passerelles à l’écoute", "$gateways", VIGIE_DEMO_PROPERTY_GATEWAYS,
       VIGIE_DEMO_SIGNAL_GATEWAYS, VIGIE_DEMO_2_H},
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autofree char *name = NULL;
      gboolean is_recent;
      guint measure;

      if (!is_wanted (sim, device, signals[i].signal, &is_recent))
        continue;
      name = g_strdup_printf ("%s, %s", device->name, signals[i].suffix);
      measure = vigie_demo_add_measure (sim, index, name, signals[i].property, signals[i].interval);
      vigie_demo_sim_measure (sim, measure)->signal = signals[i].signal;
      vigie_demo_sim_measure (sim, measure)->is_recent = is_recent;
      vigie_demo_measure_field (sim, measure, signals[i].field, 1, 0);
      if (signals[i].signal == VIGIE_DEMO_SIGNAL_BATTERY)
        vigie_demo_measure_limits (sim, measure, 10, 20, NAN, NAN, 2);
    }
}

void
vigie_demo_add_silence (VigieDemoSim *sim,
                        guint device,
                        guint gateway,
                        VigieTime from,
                        VigieTime to)
{
  Silence silence = {device, gateway, from, to};

  g_array_append_val (sim->silences, silence);
}

/* A site whose first measure is out of service is closed with all its sensors, their batteries and
 * radio too. */
static void
close_sites (VigieDemoSim *sim)
{
  const VigieDemoMeasure *closed = NULL;
  guint site = NONE;

  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      if (measure->site != site && (site == NONE || measure->site > site))
        {
          site = measure->site;
          if (measure->out_of_service != VIGIE_TIME_NONE)
            closed = measure;
        }
    }
  for (guint i = 0; closed && i < sim->measures->len; i++)
    {
      VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      if (measure->site != closed->site)
        continue;
      measure->out_of_service = closed->out_of_service;
      measure->out_of_service_note = closed->out_of_service_note;
      measure->out_of_service_by = closed->out_of_service_by;
    }
}

void
vigie_demo_devices_finish (VigieDemoSim *sim)
{
  guint n = sim->devices->len;

  sim->silences = g_array_new (FALSE, FALSE, sizeof (Silence));
  sim->present_silences = g_array_new (FALSE, FALSE, sizeof (Silence));
  sim->present_step = G_MININT64;
  for (guint i = 0; i < n; i++)
    if (vigie_demo_model (g_array_index (sim->devices, VigieDemoDevice, i).model)->is_lora)
      add_links (sim, i);
  vigie_demo_add_faults (sim);
  for (guint i = 0; i < n; i++)
    if (vigie_demo_model (g_array_index (sim->devices, VigieDemoDevice, i).model)->is_lora)
      add_diagnostics (sim, i);
  /* What has a history of more than a year is older than it. */
  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);
      VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, measure->device);

      int days = vigie_demo_measure_is_meter (measure) ? VIGIE_DEMO_ARCHIVE_DAYS
                 : measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_IN
                         || measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_OUT
                     ? VIGIE_DEMO_COUNT_DAYS
                     : 0;

      while (days > 0 && device->installed > sim->origin - days * VIGIE_DAY)
        device->installed -= 200 * VIGIE_DAY;
    }
  close_sites (sim);
  vigie_demo_add_incidents (sim);
}

/* @time is within the last step: its readings are sent before the next one. */
static gboolean
is_silenced (VigieDemoSim *sim, guint device, guint gateway, VigieTime time)
{
  if (sim->present_step != sim->step)
    {
      sim->present_step = sim->step;
      g_array_set_size (sim->present_silences, 0);
      for (guint i = 0; i < sim->silences->len; i++)
        {
          const Silence *silence = &g_array_index (sim->silences, Silence, i);

          if (silence->to > sim->time && silence->from < sim->time + VIGIE_DEMO_STEP)
            g_array_append_val (sim->present_silences, *silence);
        }
    }
  for (guint i = 0; i < sim->present_silences->len; i++)
    {
      const Silence *silence = &g_array_index (sim->present_silences, Silence, i);

      if (time >= silence->from && time < silence->to
          && ((device != NONE && silence->device == device)
              || (gateway != NONE && silence->gateway == gateway)))
        return TRUE;
    }
  return FALSE;
}

/* What the gateway of a link measures of a frame. FALSE where it does not work. */
static gboolean
hear_link (VigieDemoSim *sim, guint index, guint link, VigieTime time, VigieDemoHeard *heard)
{
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);
  guint gateway = device->links[link].gateway;
  double rssi, snr;

  if (is_silenced (sim, NONE, gateway, time))
    return FALSE;
  rssi = device->links[link].rssi
         - device->fade * MAX (0, time - device->fades_from) / (double) VIGIE_DAY
         + 2.5
               * vigie_demo_noise (VIGIE_DEMO_STREAM_RADIO, index * 100 + gateway,
                                   time / (5.0 * VIGIE_HOUR))
         + 1.5 * vigie_demo_normal (VIGIE_DEMO_STREAM_RADIO, time / VIGIE_DEMO_STEP, index)
         - 0.5 * MIN (sim->weather.rain, 6);
  /* Noise of 125 kHz at 6 dB: −117 dBm, and what the town adds; a receiver tells no more than
   * some 10 dB. */
  snr = MIN (rssi + 115, 9.2)
        + 1.2
              * vigie_demo_normal (VIGIE_DEMO_STREAM_RADIO, time / VIGIE_DEMO_STEP,
                                   -1 - (gint64) index);
  heard->gateway = gateway;
  heard->rssi = CLAMP (rssi, -123, -45);
  heard->snr = CLAMP (snr, -20, 13);
  return TRUE;
}

static void
add_heard (VigieDemoHeard *heard, guint *n, const VigieDemoHeard *one)
{
  guint place = (*n)++;

  for (; place > 0; place--)
    {
      const VigieDemoHeard *other = &heard[place - 1];

      if (other->rssi > one->rssi || (other->rssi == one->rssi && other->snr >= one->snr))
        break;
      heard[place] = *other;
    }
  heard[place] = *one;
}

/* A link in 16 bits: 0 not heard; else 1 + RSSI in 7 bits and SNR in tenths in 9. */
static double
pack_heard (VigieDemoSim *sim, guint index, VigieTime time, double limit)
{
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);
  guint64 packed = 0;

  for (guint i = 0; i < device->n_links; i++)
    {
      VigieDemoHeard heard;

      if (!hear_link (sim, index, i, time, &heard) || (packed != 0 && heard.snr < limit))
        continue;
      packed |= (1 + (guint64) (round (heard.rssi) + 127) * 512
                 + (guint64) round ((heard.snr + 20) * 10))
                << (16 * i);
    }
  return (double) packed;
}

guint
vigie_demo_device_heard (const VigieDemoDevice *device,
                         double packed,
                         VigieDemoHeard heard[VIGIE_DEMO_MAX_LINKS])
{
  guint64 bits = (guint64) packed;
  guint n = 0;

  for (guint i = 0; i < device->n_links; i++, bits >>= 16)
    {
      guint one = bits & 0xffff;

      if (one > 0)
        add_heard (heard, &n,
                   &(VigieDemoHeard) {device->links[i].gateway, (one - 1) / 512 - 127.,
                                      ((int) ((one - 1) % 512) - 200) / 10.});
    }
  return n;
}

char *
vigie_demo_gateway_id (guint site, char id[VIGIE_DEMO_GATEWAY_ID_BUFFER])
{
  g_snprintf (id, VIGIE_DEMO_GATEWAY_ID_BUFFER, VIGIE_DEMO_GATEWAY_ID, site & 0xffff);
  return id;
}

static gboolean
is_heard_by_any (VigieDemoSim *sim, guint index, VigieTime time, VigieDemoHeard *heard)
{
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);

  for (guint i = 0; i < device->n_links; i++)
    if (hear_link (sim, index, i, time, heard))
      return TRUE;
  return FALSE;
}

gboolean
vigie_demo_device_is_silent (VigieDemoSim *sim, guint index, VigieTime time)
{
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);
  VigieDemoHeard heard;
  double loss;

  if (time < device->installed || is_silenced (sim, index, NONE, time))
    return TRUE;
  if (sim->sites[device->site].type == VIGIE_DEMO_TYPE_GATEWAY)
    return is_silenced (sim, NONE, device->site, time);
  if (device->fed_by != VIGIE_DEMO_NO_DEVICE)
    return !is_heard_by_any (sim, device->fed_by, time, &heard);
  if (device->n_links == 0)
    return FALSE;
  if (!is_heard_by_any (sim, index, time, &heard))
    return TRUE;
  /* Frames lost on the air. The last hours before the start are quiet: what is late or silent there
   * is the scenario's. */
  loss = MAX (device->loss, CLAMP (0.004 + 0.006 * MAX (0, -heard.snr), 0.004, 0.05));
  if (time > sim->start - 150 * VIGIE_MINUTE && time <= sim->start)
    return FALSE;
  return vigie_demo_uniform (VIGIE_DEMO_STREAM_LOSS, time / VIGIE_DEMO_STEP, index) < loss;
}

gint64
vigie_demo_device_frame_counter (const VigieDemoDevice *device, VigieTime time)
{
  return (time - device->installed) / (device->interval * VIGIE_DEMO_STEP) % 65536;
}

/* Adaptive data rate by the mean of the link, with the usual margin of 10 dB over the limit of each
 * spreading factor, −7,5 dB at 7 to −20 dB at 12. */
static double
spreading_factor (const VigieDemoDevice *device)
{
  double margin;

  if (device->n_links == 0)
    return 12;
  margin = device->links[0].rssi + 115 - 10;
  return CLAMP (7 + ceil ((-7.5 - margin) / 2.5), 7, 12);
}

double
vigie_demo_device_signal (VigieDemoSim *sim, guint index, VigieDemoSignal signal)
{
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);
  VigieTime time = sim->time + device->phase * VIGIE_SECOND;
  VigieDemoHeard heard[VIGIE_DEMO_MAX_LINKS];
  guint n_heard;
  double days, packed;

  switch (signal)
    {
    case VIGIE_DEMO_SIGNAL_BATTERY:
      days = (sim->time - sim->origin) / (double) VIGIE_DAY;
      /* Lithium gives less in the cold. */
      return CLAMP (device->battery - device->battery_loss * days
                        - 0.2 * MAX (0, 12 - sim->weather.temperature),
                    1, 100);
    case VIGIE_DEMO_SIGNAL_FRAME_COUNTER:
      return (double) vigie_demo_device_frame_counter (device, sim->time);
    case VIGIE_DEMO_SIGNAL_MODEL:
      g_return_val_if_reached (0);
    case VIGIE_DEMO_SIGNAL_SPREADING_FACTOR:
      return spreading_factor (device);
    case VIGIE_DEMO_SIGNAL_RSSI:
    case VIGIE_DEMO_SIGNAL_SNR:
    case VIGIE_DEMO_SIGNAL_GATEWAYS:
      break;
    }
  packed = pack_heard (sim, index, time, -7.5 - 2.5 * (spreading_factor (device) - 7));
  if (signal == VIGIE_DEMO_SIGNAL_GATEWAYS)
    return packed;
  n_heard = vigie_demo_device_heard (device, packed, heard);
  if (signal == VIGIE_DEMO_SIGNAL_RSSI)
    return n_heard > 0 ? heard[0].rssi : -120;
  return n_heard > 0 ? heard[0].snr : -10;
}

guint
vigie_demo_gateway_frames (VigieDemoSim *sim, guint site)
{
  guint frames = 0;

  for (guint i = 0; i < sim->devices->len; i++)
    {
      const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, i);

      if (sim->step % device->interval != device->offset)
        continue;
      for (guint link = 0; link < device->n_links; link++)
        if (device->links[link].gateway == site
            && vigie_demo_uniform (VIGIE_DEMO_STREAM_LOSS, sim->time / VIGIE_DEMO_STEP,
                                   i * 16 + link + 4096)
                   < 0.97)
          frames++;
    }
  return frames;
}

/* ---- The gateways themselves ------------------------------------------------------------------ */

typedef struct
{
  VigieDemoPart part;
  guint frames, latency, temperature;
  guint heard;
} Gateway;

static void
gateway_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Gateway *self = (Gateway *) part;
  double noise
      = vigie_demo_normal (VIGIE_DEMO_STREAM_LOAD, sim->time / VIGIE_DEMO_STEP, part->site + 7000);

  self->heard += vigie_demo_gateway_frames (sim, part->site);
  vigie_demo_sim_set (sim, self->frames, self->heard);
  vigie_demo_sim_set (sim, self->latency, 44 + 7 * (double) (part->site % 5) + 5 * noise);
  vigie_demo_sim_set (
      sim, self->temperature,
      sim->weather.temperature + 15
          + 0.012 * vigie_demo_weather_irradiance (&sim->weather, sim->time, 47.75, -3.37)
          + 0.3 * noise);
  if (sim->step % VIGIE_DEMO_30_MIN
      == g_array_index (sim->devices, VigieDemoDevice,
                        vigie_demo_sim_measure (sim, self->frames)->device)
             .offset)
    self->heard = 0;
}

VigieDemoPart *
vigie_demo_gateway_new (VigieDemoSim *sim, guint site)
{
  Gateway *self = g_new0 (Gateway, 1);
  guint device = vigie_demo_add_device (sim, site, "Passerelle", VIGIE_DEMO_MODEL_GATEWAY,
                                        VIGIE_DEMO_30_MIN);

  self->part.step = gateway_step;
  self->part.site = site;
  self->frames = vigie_demo_add_measure (sim, device, "Trames reçues", VIGIE_DEMO_PROPERTY_FRAMES,
                                         VIGIE_DEMO_30_MIN);
  self->latency = vigie_demo_add_measure (sim, device, "Délai de la liaison",
                                          VIGIE_DEMO_PROPERTY_LATENCY, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_limits (sim, self->latency, NAN, NAN, 400, NAN, 50);
  self->temperature = vigie_demo_add_measure (sim, device, "Température de la passerelle",
                                              VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_1_H);
  vigie_demo_measure_limits (sim, self->temperature, -20, NAN, 65, 75, 2);
  return &self->part;
}
