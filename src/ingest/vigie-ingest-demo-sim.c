/* vigie-ingest-demo-sim.c: the demonstration's simulation: building it, stepping it, reading it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#include <stdlib.h>

#define NONE G_MAXUINT

guint
vigie_demo_add_device (VigieDemoSim *sim,
                       guint site,
                       const char *name,
                       VigieDemoModel model,
                       guint interval)
{
  guint index = sim->devices->len;
  const VigieDemoModelInfo *info = vigie_demo_model (model);
  gint64 age = 150 + (gint64) (vigie_demo_hash (VIGIE_DEMO_STREAM_DEVICE, index, 1) % 900);
  VigieDemoDevice device = {
      .site = site,
      .name = g_strdup (name),
      .model = model,
      .installed = sim->origin - age * VIGIE_DAY + 9 * VIGIE_HOUR,
      .interval = interval,
      .offset = (guint) (vigie_demo_hash (VIGIE_DEMO_STREAM_DEVICE, index, 2) % interval),
      .phase = (guint) (vigie_demo_hash (VIGIE_DEMO_STREAM_DEVICE, index, 3) % 300),
      .battery = NAN,
      .fed_by = VIGIE_DEMO_NO_DEVICE,
  };

  if (info->is_lora)
    g_snprintf (device.dev_eui, sizeof device.dev_eui, "02%010X%04X", 0x5047 + (guint) model,
                index + 0x101);
  if (info->battery_type)
    {
      device.battery = CLAMP (99 - info->battery_loss * (double) age
                                  + 4 * vigie_demo_normal (VIGIE_DEMO_STREAM_DEVICE, index, 4),
                              58, 99);
      device.battery_loss = info->battery_loss
                            * (0.8 + 0.4 * vigie_demo_uniform (VIGIE_DEMO_STREAM_DEVICE, index, 5));
    }
  /* Automata and what is computed speak at the step itself, all together. */
  if (model == VIGIE_DEMO_MODEL_PLC || model == VIGIE_DEMO_MODEL_COMPUTED)
    device.offset = 0;
  if (model == VIGIE_DEMO_MODEL_PLC)
    device.phase = 0;
  g_array_append_val (sim->devices, device);
  return index;
}

guint
vigie_demo_add_measure (VigieDemoSim *sim,
                        guint device,
                        const char *name,
                        VigieDemoProperty property,
                        guint interval)
{
  const VigieDemoDevice *owner = &g_array_index (sim->devices, VigieDemoDevice, device);
  double zero = 0;
  VigieDemoMeasure measure = {
      .site = owner->site,
      .device = device,
      .name = g_strdup (name),
      .property = property,
      .signal = VIGIE_DEMO_SIGNAL_MODEL,
      .interval = MAX (interval, owner->interval),
      .thresholds = VIGIE_THRESHOLDS_NONE,
      .out_of_service = VIGIE_TIME_NONE,
      .replaced = VIGIE_TIME_NONE,
      .replaced_last = NAN,
      .stuck_from = VIGIE_TIME_NONE,
      .stuck_at = NAN,
      .part_of = NONE,
      .scale = 1,
  };

  g_assert (measure.interval % owner->interval == 0);
  g_array_append_val (sim->measures, measure);
  g_array_append_val (sim->values, zero);
  return sim->measures->len - 1;
}

void
vigie_demo_measure_limits (VigieDemoSim *sim,
                           guint measure,
                           double lowlow,
                           double low,
                           double high,
                           double highhigh,
                           double deadband)
{
  VigieThresholds *thresholds = &vigie_demo_sim_measure (sim, measure)->thresholds;

  thresholds->lowlow = lowlow;
  thresholds->low = low;
  thresholds->high = high;
  thresholds->highhigh = highhigh;
  thresholds->deadband = deadband;
}

void
vigie_demo_measure_field (VigieDemoSim *sim,
                          guint measure,
                          const char *field,
                          double scale,
                          double offset)
{
  VigieDemoMeasure *self = vigie_demo_sim_measure (sim, measure);

  /* What an automaton reads comes from no radio frame. */
  if (g_array_index (sim->devices, VigieDemoDevice, self->device).dev_eui[0] == '\0')
    return;
  self->field = field;
  self->scale = scale;
  self->offset = offset;
}

static void
clear_device (gpointer data)
{
  g_free (((VigieDemoDevice *) data)->name);
}

static void
clear_measure (gpointer data)
{
  g_free (((VigieDemoMeasure *) data)->name);
}

static VigieDemoPart *
make_part (VigieDemoSim *sim, guint site)
{
  switch (sim->sites[site].type)
    {
    case VIGIE_DEMO_TYPE_RECYCLING:
      return vigie_demo_recycling_new (sim, site);
    case VIGIE_DEMO_TYPE_DATA_CENTRE:
      return vigie_demo_data_centre_new (sim, site);
    case VIGIE_DEMO_TYPE_SOLAR:
      return vigie_demo_solar_new (sim, site);
    case VIGIE_DEMO_TYPE_SUBSTATION:
      return vigie_demo_substation_new (sim, site);
    case VIGIE_DEMO_TYPE_SEWAGE:
    case VIGIE_DEMO_TYPE_LIFTING:
    case VIGIE_DEMO_TYPE_BASIN:
    case VIGIE_DEMO_TYPE_TANK:
      return vigie_demo_water_new (sim, site);
    case VIGIE_DEMO_TYPE_SORTING:
    case VIGIE_DEMO_TYPE_OFFICE:
    case VIGIE_DEMO_TYPE_POOL:
    case VIGIE_DEMO_TYPE_SERVICES:
      return vigie_demo_building_new (sim, site);
    case VIGIE_DEMO_TYPE_GATEWAY:
      return vigie_demo_gateway_new (sim, site);
    case VIGIE_DEMO_TYPE_WEATHER:
      return vigie_demo_station_new (sim, site);
    }
  g_return_val_if_reached (NULL);
}

VigieDemoSim *
vigie_demo_sim_new (VigieTime start)
{
  VigieDemoSim *sim = g_new0 (VigieDemoSim, 1);
  VigieDemoCivil civil = {0};

  sim->zone = g_time_zone_new_identifier ("Europe/Paris");
  if (!sim->zone) /* a system without time zones */
    sim->zone = g_time_zone_new_utc ();
  sim->calendar = vigie_calendar_new ();
  sim->start = start;
  sim->origin = vigie_demo_midnight_before (sim->zone, start, VIGIE_DEMO_HISTORY_DAYS);
  vigie_demo_civil_at (sim->zone, start, &civil);
  sim->start_day = civil.day_number;
  sim->step = -1;
  sim->rain_day = G_MININT64;
  sim->time = sim->origin - VIGIE_DEMO_STEP;
  sim->sites = vigie_demo_sites (&sim->n_sites);
  sim->devices = g_array_new (FALSE, FALSE, sizeof (VigieDemoDevice));
  g_array_set_clear_func (sim->devices, clear_device);
  sim->measures = g_array_new (FALSE, FALSE, sizeof (VigieDemoMeasure));
  g_array_set_clear_func (sim->measures, clear_measure);
  sim->values = g_array_new (FALSE, FALSE, sizeof (double));
  sim->gateways = g_array_new (FALSE, FALSE, sizeof (guint));
  sim->stuck = g_array_new (FALSE, FALSE, sizeof (guint));
  sim->models = g_ptr_array_new_with_free_func (g_free);
  for (guint site = 0; site < sim->n_sites; site++)
    {
      if (sim->sites[site].type == VIGIE_DEMO_TYPE_GATEWAY)
        g_array_append_val (sim->gateways, site);
      g_ptr_array_add (sim->models, make_part (sim, site));
    }
  vigie_demo_devices_finish (sim);
  for (guint i = 0; i < sim->measures->len; i++)
    if (vigie_demo_sim_measure (sim, i)->stuck_from != VIGIE_TIME_NONE)
      g_array_append_val (sim->stuck, i);
  return sim;
}

void
vigie_demo_sim_free (VigieDemoSim *sim)
{
  g_time_zone_unref (sim->zone);
  vigie_calendar_unref (sim->calendar);
  g_array_unref (sim->devices);
  g_array_unref (sim->measures);
  g_array_unref (sim->values);
  g_array_unref (sim->silences);
  g_array_unref (sim->present_silences);
  g_array_unref (sim->gateways);
  g_array_unref (sim->stuck);
  g_ptr_array_unref (sim->models);
  g_free (sim);
}

/* What a sensor that hangs says. */
static void
hold_stuck (VigieDemoSim *sim)
{
  for (guint i = 0; i < sim->stuck->len; i++)
    {
      guint index = g_array_index (sim->stuck, guint, i);
      VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, index);

      if (sim->time < measure->stuck_from)
        continue;
      if (isnan (measure->stuck_at))
        measure->stuck_at = vigie_demo_sim_value (sim, index);
      vigie_demo_sim_set (sim, index, measure->stuck_at);
    }
}

void
vigie_demo_sim_advance (VigieDemoSim *sim)
{
  sim->step++;
  sim->units = sim->step > 0;
  sim->time = sim->origin + sim->step * VIGIE_DEMO_STEP;
  vigie_demo_civil_at (sim->zone, sim->time, &sim->civil);
  vigie_demo_weather_at (sim->time, &sim->weather);
  for (guint i = 0; i < sim->models->len; i++)
    {
      VigieDemoPart *part = g_ptr_array_index (sim->models, i);

      part->step (sim, part);
    }
  hold_stuck (sim);
}

double
vigie_demo_round (double value, int decimals)
{
  static const double powers[] = {1, 10, 100, 1000};
  double rounded = round (value * powers[decimals]) / powers[decimals];

  return rounded == 0 ? 0 : rounded; /* no minus zero */
}

static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const VigieDemoReading *first = a, *second = b;

  if (first->time != second->time)
    return first->time < second->time ? -1 : 1;
  return (first->measure > second->measure) - (first->measure < second->measure);
}

void
vigie_demo_sim_read (VigieDemoSim *sim, GArray *readings)
{
  guint first = readings->len, heard_device = NONE;
  gboolean is_silent = FALSE;

  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);
      const VigieDemoDevice *device
          = &g_array_index (sim->devices, VigieDemoDevice, measure->device);
      VigieDemoReading reading = {i, sim->time + device->phase * VIGIE_SECOND, 0};

      if (sim->step % measure->interval != device->offset)
        continue;
      if (measure->out_of_service != VIGIE_TIME_NONE && reading.time >= measure->out_of_service)
        continue;
      if (measure->is_recent && reading.time < sim->start - VIGIE_DEMO_RECENT)
        continue;
      if (heard_device != measure->device)
        {
          heard_device = measure->device;
          is_silent = vigie_demo_device_is_silent (sim, measure->device, reading.time);
        }
      if (is_silent)
        continue;
      reading.number = measure->signal == VIGIE_DEMO_SIGNAL_MODEL
                           ? vigie_demo_sim_value (sim, i)
                           : vigie_demo_device_signal (sim, measure->device, measure->signal);
      reading.number
          = vigie_demo_round (reading.number, vigie_demo_property (measure->property)->decimals);
      g_array_append_val (readings, reading);
    }
  if (readings->len > first)
    qsort (&g_array_index (readings, VigieDemoReading, first), readings->len - first,
           sizeof (VigieDemoReading), compare_readings);
}
