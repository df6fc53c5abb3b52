/* vigie-ingest-demo-energy.c: panels, meters, the data centre, substations
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

void
vigie_demo_meter_init (VigieDemoSim *sim,
                       VigieDemoMeter *meter,
                       guint device,
                       const char *name,
                       VigieDemoProperty power,
                       VigieDemoProperty energy,
                       guint interval)
{
  const char *what = vigie_demo_property (energy)->name;
  g_autofree char *energy_name = name ? g_strdup_printf ("%s, index", name) : g_strdup (what);

  meter->power = vigie_demo_add_measure (
      sim, device, name ? name : vigie_demo_property (power)->name, power, interval);
  meter->energy = vigie_demo_add_measure (sim, device, energy_name, energy, VIGIE_DEMO_1_H);
  meter->wh = (gint64) (vigie_demo_uniform (VIGIE_DEMO_STREAM_DEVICE, device, 77) * 60e6) + 4000000;
}

void
vigie_demo_meter_step (VigieDemoSim *sim, VigieDemoMeter *meter, VigieDemoPower power)
{
  VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, meter->energy);
  gint64 wh;

  if (measure->replaced != VIGIE_TIME_NONE && sim->time >= measure->replaced
      && sim->time - VIGIE_DEMO_STEP < measure->replaced)
    meter->wh = 0; /* the new meter */
  meter->wh += power;
  wh = measure->rollover > 0 ? meter->wh % (gint64) (measure->rollover * 1000) : meter->wh;
  vigie_demo_sim_set (sim, meter->power, vigie_demo_power_kw (power));
  vigie_demo_sim_set (sim, meter->energy, (double) wh / 1000);
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
  /* Modules of a nominal operating temperature of 45 °C, −0,38 % a degree; 14 % of other losses;
   * inverters of nine tenths of the peak power. */
  double module = sim->weather.temperature + plane * 25 / 800;
  double kw = peak * plane / 1000 * (1 - 0.0038 * (module - 25)) * 0.86;

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
solar_step (VigieDemoSim *sim, VigieDemoPart *part)
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

  self->part.step = solar_step;
  self->part.site = site;
  self->tilt = is_large ? 20 : 8;
  self->azimuth = 180 + 20 * vigie_demo_normal (VIGIE_DEMO_STREAM_DEVICE, site, 5) / 3;
  self->irradiance = self->module = NONE;
  vigie_demo_meter_init (sim, &self->production, device, NULL, VIGIE_DEMO_PROPERTY_PRODUCTION_POWER,
                         VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY, interval);
  device = vigie_demo_add_device (sim, site, "Compteur d’injection", VIGIE_DEMO_MODEL_TICO,
                                  VIGIE_DEMO_30_MIN);
  vigie_demo_meter_init (sim, &self->export, device, NULL, VIGIE_DEMO_PROPERTY_EXPORT_POWER,
                         VIGIE_DEMO_PROPERTY_EXPORT_ENERGY, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_field (sim, self->export.energy, "EAIT", 0.001, 0);
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

/* ---- The data centre -------------------------------------------------------------------------- */

typedef struct
{
  VigieDemoPart part;
  VigieDemoMeter it, total, production, import, export, heat;
  guint cooling, losses, room, humidity, water;
  double water_litres;
} DataCentre;

static void
data_centre_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  DataCentre *self = (DataCentre *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  double hour = sim->civil.minute / 60.0, outside = sim->weather.temperature;
  double working = sim->civil.weekday <= 5 && !sim->civil.holiday ? 1 : 0.25;
  double day = exp (-pow ((hour - 14) / 4.5, 2)), night = exp (-pow ((hour - 2.2) / 1.1, 2));
  double noise
      = vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, part->site, sim->time / (2.0 * VIGIE_HOUR));
  double it = site->size * (0.9 + 0.1 * day * working + 0.07 * night + 0.015 * noise);
  /* Free cooling under 8 °C, machines above. */
  double cooling = it * (0.10 + 0.0125 * CLAMP (outside - 8, 0, 27));
  double hot = 0;
  VigieDemoPower p_it = vigie_demo_power (it), p_cooling, p_losses, total, production, net, heat;

  if (vigie_demo_scenario_hot_room (sim))
    {
      double hours = vigie_demo_sim_hours (sim);

      /* One of the two groups stopped three quarters of an hour before the start. */
      hot = hours < -0.9   ? 0
            : hours < -0.3 ? (hours + 0.9) / 0.6
            : hours < 0.8  ? 1
                           : MAX (0, 1 - (hours - 0.8));
      cooling *= 1 - 0.12 * hot;
    }
  p_cooling = vigie_demo_power (cooling);
  p_losses = vigie_demo_power (5.5 + 0.045 * it);
  total = p_it + p_cooling + p_losses;
  production
      = vigie_demo_power (vigie_demo_solar_kw (sim, site, site->panels, 10, 175, NULL, NULL));
  net = total - production;
  /* The neighbourhood's need of heat, up to what the heat pumps can lift. */
  heat = vigie_demo_power (MIN (0.55 * it, MAX (0, 17 - outside) * 6.2) * (0.85 + 0.15 * day));

  vigie_demo_meter_step (sim, &self->it, p_it);
  vigie_demo_meter_step (sim, &self->total, total);
  vigie_demo_meter_step (sim, &self->production, production);
  vigie_demo_meter_step (sim, &self->import, MAX (net, 0));
  vigie_demo_meter_step (sim, &self->export, MAX (-net, 0));
  vigie_demo_meter_step (sim, &self->heat, heat);
  vigie_demo_sim_set (sim, self->cooling, vigie_demo_power_kw (p_cooling));
  vigie_demo_sim_set (sim, self->losses, vigie_demo_power_kw (p_losses));
  vigie_demo_sim_set (sim, self->room,
                      23.4 + 0.35 * noise + 0.03 * MAX (0, outside - 15) + 4.6 * hot
                          + 0.1
                                * vigie_demo_normal (VIGIE_DEMO_STREAM_LOAD,
                                                     sim->time / VIGIE_DEMO_STEP, part->site));
  vigie_demo_sim_set (
      sim, self->humidity,
      46 + 5 * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, 401, sim->time / (9.0 * VIGIE_HOUR)));
  /* Adiabatic panels above 20 °C: 1,2 L for a kilowatt-hour of heat. */
  self->water_litres += (0.4 + MAX (0, MIN (1, (outside - 20) / 6)) * it * 1.2) / 12;
  vigie_demo_sim_set (sim, self->water, self->water_litres / 1000);
}

VigieDemoPart *
vigie_demo_data_centre_new (VigieDemoSim *sim, guint site)
{
  DataCentre *self = g_new0 (DataCentre, 1);
  const struct
  {
    VigieDemoMeter *meter;
    VigieDemoProperty power, energy;
  } meters[] = {
      {&self->total, VIGIE_DEMO_PROPERTY_POWER, VIGIE_DEMO_PROPERTY_ENERGY},
      {&self->it, VIGIE_DEMO_PROPERTY_IT_POWER, VIGIE_DEMO_PROPERTY_IT_ENERGY},
      {&self->production, VIGIE_DEMO_PROPERTY_PRODUCTION_POWER,
       VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY},
      {&self->import, VIGIE_DEMO_PROPERTY_IMPORT_POWER, VIGIE_DEMO_PROPERTY_IMPORT_ENERGY},
      {&self->export, VIGIE_DEMO_PROPERTY_EXPORT_POWER, VIGIE_DEMO_PROPERTY_EXPORT_ENERGY},
      {&self->heat, VIGIE_DEMO_PROPERTY_HEAT_POWER, VIGIE_DEMO_PROPERTY_HEAT_ENERGY},
  };
  guint device;

  self->part.step = data_centre_step;
  self->part.site = site;
  self->water_litres = 412000;
  /* One automaton reads all meters at the same second: the balance is that of one instant. */
  device = vigie_demo_add_device (sim, site, "Centrale de mesure", VIGIE_DEMO_MODEL_PLC,
                                  VIGIE_DEMO_15_MIN);
  for (guint i = 0; i < G_N_ELEMENTS (meters); i++)
    {
      vigie_demo_meter_init (sim, meters[i].meter, device, NULL, meters[i].power, meters[i].energy,
                             VIGIE_DEMO_15_MIN);
      vigie_demo_sim_measure (sim, meters[i].meter->energy)->interval = VIGIE_DEMO_15_MIN;
    }
  self->cooling = vigie_demo_add_measure (sim, device, "Refroidissement",
                                          VIGIE_DEMO_PROPERTY_COOLING_POWER, VIGIE_DEMO_15_MIN);
  self->losses = vigie_demo_add_measure (sim, device, "Pertes et auxiliaires",
                                         VIGIE_DEMO_PROPERTY_LOSS_POWER, VIGIE_DEMO_15_MIN);
  device = vigie_demo_add_device (sim, site, "Salle 1, allée froide", VIGIE_DEMO_MODEL_EM300_TH,
                                  VIGIE_DEMO_10_MIN);
  self->room = vigie_demo_add_measure (sim, device, "Température de la salle",
                                       VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_10_MIN);
  /* Recommended range of ASHRAE for air at the intake, 18 to 27 °C. */
  vigie_demo_measure_limits (sim, self->room, 15, 18, 27, 32, 0.5);
  vigie_demo_measure_field (sim, self->room, "temperature", 1, 0);
  self->humidity = vigie_demo_add_measure (sim, device, "Humidité de la salle",
                                           VIGIE_DEMO_PROPERTY_HUMIDITY, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_limits (sim, self->humidity, NAN, 20, 70, NAN, 2);
  vigie_demo_measure_field (sim, self->humidity, "humidity", 1, 0);
  device = vigie_demo_add_device (sim, site, "Eau de refroidissement", VIGIE_DEMO_MODEL_PULSE,
                                  VIGIE_DEMO_1_H);
  self->water = vigie_demo_add_measure (sim, device, "Eau de refroidissement",
                                        VIGIE_DEMO_PROPERTY_WATER_VOLUME, VIGIE_DEMO_1_H);
  vigie_demo_measure_field (sim, self->water, "counterValues.0", 0.01, 0);
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
