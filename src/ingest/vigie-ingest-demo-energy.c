/* vigie-ingest-demo-energy.c: meters, what a site exchanges with the grid, panels, substations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#define WATTS 12 /* one VigieDemoPower, and one Wh a step */
#define NONE G_MAXUINT

VigieDemoPower
vigie_demo_power (double kw)
{
  return (VigieDemoPower) round (kw * 1000 / WATTS);
}

double
vigie_demo_power_kw (VigieDemoPower power)
{
  return (double) (power * WATTS) / 1000;
}

/* Watt-hours that a meter has at least counted at the origin, so that a year and more of history does not begin under
 * 0: by the mean power, kW, that it will not exceed over a year. */
static gint64
least_index (const VigieDemoSite *site, VigieDemoProperty energy, gboolean is_part)
{
  double peak = site->type == VIGIE_DEMO_TYPE_SOLAR ? site->size : site->panels, kw = 0;

  if (energy == VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY
      || energy == VIGIE_DEMO_PROPERTY_EXPORT_ENERGY)
    kw = 0.16 * peak;
  else if (energy == VIGIE_DEMO_PROPERTY_CHARGE_ENERGY
           || energy == VIGIE_DEMO_PROPERTY_DISCHARGE_ENERGY)
    kw = 5;
  else if (energy == VIGIE_DEMO_PROPERTY_HEAT_ENERGY || is_part)
    kw = 0.4 * site->size;
  else
    kw = 1.5 * site->size;
  return 4000000 + (gint64) (kw * 1000 * 24 * VIGIE_DEMO_ARCHIVE_DAYS);
}

void
vigie_demo_meter_init (VigieDemoSim *sim,
                       VigieDemoMeter *meter,
                       guint device,
                       const char *name,
                       VigieDemoProperty power,
                       VigieDemoProperty energy,
                       guint interval)
{
  guint site = g_array_index (sim->devices, VigieDemoDevice, device).site;
  const char *what = vigie_demo_property (energy)->name;
  g_autofree char *energy_name = name ? g_strdup_printf ("%s, index", name) : g_strdup (what);

  meter->power = vigie_demo_add_measure (
      sim, device, name ? name : vigie_demo_property (power)->name, power, interval);
  meter->energy
      = vigie_demo_add_measure (sim, device, energy_name, energy, VIGIE_DEMO_ARCHIVE_STEPS);
  meter->wh
      = least_index (&sim->sites[site], energy, name != NULL)
        + (gint64) (vigie_demo_uniform (VIGIE_DEMO_STREAM_DEVICE, device, meter->energy) * 60e6);
}

void
vigie_demo_meter_set_part_of (VigieDemoSim *sim,
                              const VigieDemoMeter *meter,
                              const VigieDemoMeter *whole)
{
  vigie_demo_sim_measure (sim, meter->power)->part_of = whole->power;
  vigie_demo_sim_measure (sim, meter->energy)->part_of = whole->energy;
}

void
vigie_demo_meter_step (VigieDemoSim *sim, VigieDemoMeter *meter, VigieDemoPower power)
{
  VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, meter->energy);
  gint64 wh;

  meter->wh += power * sim->units;
  if (measure->replaced != VIGIE_TIME_NONE && sim->time >= measure->replaced
      && sim->time - VIGIE_DEMO_STEP < measure->replaced)
    {
      measure->replaced_last = (double) meter->wh / 1000;
      meter->wh = 0; /* the new meter */
    }
  wh = measure->rollover > 0 ? meter->wh % (gint64) (measure->rollover * 1000) : meter->wh;
  vigie_demo_sim_set (sim, meter->power, vigie_demo_power_kw (power));
  vigie_demo_sim_set (sim, meter->energy, (double) wh / 1000);
}

void
vigie_demo_exchange_init (VigieDemoSim *sim,
                          VigieDemoExchange *exchange,
                          guint device,
                          const VigieDemoSite *site,
                          guint interval)
{
  const struct
  {
    VigieDemoMeter *meter;
    VigieDemoProperty power, energy;
  } meters[] = {
      {&exchange->load, VIGIE_DEMO_PROPERTY_POWER, VIGIE_DEMO_PROPERTY_ENERGY},
      {&exchange->production, VIGIE_DEMO_PROPERTY_PRODUCTION_POWER,
       VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY},
      {&exchange->import, VIGIE_DEMO_PROPERTY_IMPORT_POWER, VIGIE_DEMO_PROPERTY_IMPORT_ENERGY},
      {&exchange->export, VIGIE_DEMO_PROPERTY_EXPORT_POWER, VIGIE_DEMO_PROPERTY_EXPORT_ENERGY},
  };

  for (guint i = 0; i < (site->panels > 0 ? G_N_ELEMENTS (meters) : 1); i++)
    vigie_demo_meter_init (sim, meters[i].meter, device, NULL, meters[i].power, meters[i].energy,
                           interval);
  if (site->panels <= 0)
    exchange->production.power = NONE;
  vigie_demo_measure_field (sim, exchange->load.power, "PAPP", 0.001, 0);
  vigie_demo_measure_field (sim, exchange->load.energy, "EAST", 0.001, 0);
}

void
vigie_demo_exchange_step (VigieDemoSim *sim,
                          VigieDemoExchange *exchange,
                          VigieDemoPower load,
                          VigieDemoPower production,
                          VigieDemoPower storage)
{
  VigieDemoPower net = load - production - storage;

  vigie_demo_meter_step (sim, &exchange->load, load);
  if (exchange->production.power == NONE)
    return;
  vigie_demo_meter_step (sim, &exchange->production, production);
  vigie_demo_meter_step (sim, &exchange->import, MAX (net, 0));
  vigie_demo_meter_step (sim, &exchange->export, MAX (-net, 0));
}

double
vigie_demo_solar_kw (VigieDemoSim *sim,
                     const VigieDemoSite *site,
                     double peak,
                     double tilt,
                     double azimuth,
                     double *irradiance,
                     double *module_temperature)
{
  double global = vigie_demo_weather_irradiance (&sim->weather, sim->time, site->lat, site->lon);
  double plane = vigie_demo_weather_on_plane (&sim->weather, global, tilt, azimuth);
  /* Modules of a nominal operating temperature of 45 °C, −0,38 % a degree; 24 % of other losses, for the yield
   * of plants of the region, some 1 150 kWh a year for each kWc;
   * inverters of nine tenths of the peak power. */
  double module = sim->weather.temperature + plane * 25 / 800;
  double kw = peak * plane / 1000 * (1 - 0.0038 * (module - 25)) * 0.76;

  if (irradiance)
    *irradiance = plane;
  if (module_temperature)
    *module_temperature = module;
  return CLAMP (kw, 0, 0.9 * peak);
}

/* ---- Solar plants ----------------------------------------------------------------------------- */

typedef struct
{
  VigieDemoPart part;
  VigieDemoMeter production, export;
  guint irradiance, module;
  double tilt, azimuth;
} Solar;

static void
solar_energy (VigieDemoSim *sim, VigieDemoPart *part)
{
  Solar *self = (Solar *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  double irradiance, module;
  VigieDemoPower power = vigie_demo_power (
      vigie_demo_solar_kw (sim, site, site->size, self->tilt, self->azimuth, &irradiance, &module));

  vigie_demo_meter_step (sim, &self->production, power);
  vigie_demo_meter_step (sim, &self->export, power);
  if (self->irradiance != NONE)
    vigie_demo_sim_set (sim, self->irradiance, irradiance);
  if (self->module != NONE)
    vigie_demo_sim_set (sim, self->module, module);
}

VigieDemoPart *
vigie_demo_solar_new (VigieDemoSim *sim, guint site)
{
  Solar *self = g_new0 (Solar, 1);
  const VigieDemoSite *info = &sim->sites[site];
  gboolean is_large = info->size >= 1000;
  guint interval = is_large ? VIGIE_DEMO_15_MIN : VIGIE_DEMO_30_MIN;
  guint device
      = vigie_demo_add_device (sim, site, "Compteur de production", VIGIE_DEMO_MODEL_PLC, interval);

  self->part.step = self->part.energy = solar_energy;
  self->part.site = site;
  self->tilt = is_large ? 20 : 8;
  self->azimuth = 180 + 20 * vigie_demo_normal (VIGIE_DEMO_STREAM_DEVICE, site, 5) / 3;
  self->irradiance = self->module = NONE;
  vigie_demo_meter_init (sim, &self->production, device, NULL, VIGIE_DEMO_PROPERTY_PRODUCTION_POWER,
                         VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY, interval);
  /* Read at the same instant as the production: all of it is given to the grid. */
  device = vigie_demo_add_device (sim, site, "Compteur d’injection", VIGIE_DEMO_MODEL_PLC,
                                  VIGIE_DEMO_30_MIN);
  vigie_demo_meter_init (sim, &self->export, device, NULL, VIGIE_DEMO_PROPERTY_EXPORT_POWER,
                         VIGIE_DEMO_PROPERTY_EXPORT_ENERGY, VIGIE_DEMO_30_MIN);
  if (is_large)
    {
      device = vigie_demo_add_device (sim, site, "Station météo", VIGIE_DEMO_MODEL_PLC,
                                      VIGIE_DEMO_15_MIN);
      self->irradiance = vigie_demo_add_measure (sim, device, "Éclairement",
                                                 VIGIE_DEMO_PROPERTY_IRRADIANCE, VIGIE_DEMO_15_MIN);
      self->module = vigie_demo_add_measure (sim, device, "Température des panneaux",
                                             VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_30_MIN);
    }
  return &self->part;
}

/* ---- Substations ------------------------------------------------------------------------------ */

typedef struct
{
  VigieDemoPart part;
  guint power, voltage, current, transformer;
  double temperature;
} Substation;

static void
substation_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Substation *self = (Substation *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  double hour = sim->civil.minute / 60.0;
  double working = sim->civil.weekday <= 5 && !sim->civil.holiday ? 1 : 0.45;
  double day = exp (-pow ((hour - 10.5) / 3.2, 2)) + 0.8 * exp (-pow ((hour - 17) / 3.0, 2));
  double cold = MAX (0, 15 - sim->weather.temperature) / 15;
  double share = 0.26 + 0.36 * day * working + 0.14 * cold
                 + 0.03
                       * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, part->site,
                                           sim->time / (1.5 * VIGIE_HOUR));
  double kw = site->size * CLAMP (share, 0.1, 0.95);
  double kv = 20.35 - 0.28 * share
              + 0.08
                    * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, 500 + part->site,
                                        sim->time / (3.0 * VIGIE_HOUR));
  double target = sim->weather.temperature + 14 + 38 * share * share;

  /* The oil follows with a time constant of three hours. */
  self->temperature = self->temperature == 0
                          ? target
                          : self->temperature + (target - self->temperature) * 5 / 180;
  vigie_demo_sim_set (sim, self->power, kw);
  vigie_demo_sim_set (sim, self->voltage, kv);
  vigie_demo_sim_set (sim, self->transformer, self->temperature);
  vigie_demo_sim_set (sim, self->current, kw / (sqrt (3) * kv * 0.96));
}

VigieDemoPart *
vigie_demo_substation_new (VigieDemoSim *sim, guint site)
{
  Substation *self = g_new0 (Substation, 1);
  guint device = vigie_demo_add_device (sim, site, "Centrale de mesure", VIGIE_DEMO_MODEL_PLC,
                                        VIGIE_DEMO_30_MIN);

  self->part.step = substation_step;
  self->part.site = site;
  self->power = vigie_demo_add_measure (sim, device, "Puissance transitée",
                                        VIGIE_DEMO_PROPERTY_TRANSIT_POWER, VIGIE_DEMO_30_MIN);
  self->voltage = vigie_demo_add_measure (sim, device, "Tension", VIGIE_DEMO_PROPERTY_VOLTAGE,
                                          VIGIE_DEMO_30_MIN);
  vigie_demo_measure_limits (sim, self->voltage, 18, 19, 21, 22, 0.1);
  device = vigie_demo_add_device (sim, site, "Transformateur", VIGIE_DEMO_MODEL_EM300_TH,
                                  VIGIE_DEMO_30_MIN);
  self->transformer = vigie_demo_add_measure (sim, device, "Température du transformateur",
                                              VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_limits (sim, self->transformer, NAN, NAN, 85, 95, 2);
  vigie_demo_measure_field (sim, self->transformer, "temperature", 1, 0);
  device = vigie_demo_add_device (sim, site, "Pince du départ 1", VIGIE_DEMO_MODEL_CT101,
                                  VIGIE_DEMO_30_MIN);
  self->current = vigie_demo_add_measure (sim, device, "Intensité du départ 1",
                                          VIGIE_DEMO_PROPERTY_CURRENT, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_field (sim, self->current, "current", 1, 0);
  return &self->part;
}
