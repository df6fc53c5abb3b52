/* vigie-ingest-demo-buildings.c: public buildings, swimming pools, France services, sorting works
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#include <string.h>

#define NONE G_MAXUINT

typedef struct
{
  VigieDemoPart part;
  VigieDemoMeter load, production, import, export;
  guint room, humidity, pool, water, people, co2;
  double temperature; /* of the rooms */
  double inside;      /* people */
  double cubic_metres;
  gboolean has_panels, is_pool, drifts;
} Building;

/* Load of rooms that are worked in: base of the night, use of the day, heating under 16 °C. */
static double
office_kw (VigieDemoSim *sim, Building *self, const VigieDemoSite *site)
{
  double activity = vigie_demo_hours_activity (site->hours, &sim->civil);
  double lunch = 1 - 0.18 * exp (-pow ((sim->civil.minute - 765) / 40.0, 2));
  double heating = MAX (0, 16 - sim->weather.temperature) / 16 * (0.35 + 0.65 * activity);
  double light = sim->weather.sun_elevation < 4 ? 0.10 * activity : 0;
  double noise = 0.03
                     * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, self->part.site,
                                         sim->time / (25.0 * VIGIE_MINUTE))
                 + 0.012
                       * vigie_demo_normal (VIGIE_DEMO_STREAM_LOAD, sim->time / VIGIE_DEMO_STEP,
                                            self->part.site);

  return site->size
         * MAX (0.05,
                0.15 + 0.48 * activity * lunch + 0.30 * heating + light + noise * (0.3 + activity));
}

/* Pumps run day and night; air and water are heated. The drying of the Moustoir's hall grows worse
 * over the weeks: more power, and yet damper air. */
static double
pool_kw (VigieDemoSim *sim, Building *self, const VigieDemoSite *site)
{
  double activity = vigie_demo_hours_activity (site->hours, &sim->civil);
  double heating = MAX (0, 18 - sim->weather.temperature) / 18;
  double noise = 0.025
                 * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, self->part.site,
                                     sim->time / (40.0 * VIGIE_MINUTE));
  double drift
      = self->drifts ? 0.38 * CLAMP ((sim->time - sim->origin) / (35.0 * VIGIE_DAY), 0, 1.1) : 0;

  return site->size * (0.42 + 0.30 * activity + 0.18 * heating + noise) * (1 + drift);
}

static void
step_climate (VigieDemoSim *sim, Building *self, const VigieDemoSite *site)
{
  double activity = vigie_demo_hours_activity (site->hours, &sim->civil);
  double outside = sim->weather.temperature;
  double set = activity > 0 ? 20.3 : 16.8;
  double free_running = outside + 4 + 1.5 * activity;
  double target = MAX (set, MIN (free_running, 26.5));

  if (self->temperature == 0)
    self->temperature = 19;
  /* Heats within an hour and a half, cools within ten. */
  self->temperature += (target - self->temperature) * 5 / (target > self->temperature ? 90 : 600);
  if (self->room != NONE)
    vigie_demo_sim_set (sim, self->room,
                        self->temperature
                            + 0.1
                                  * vigie_demo_normal (VIGIE_DEMO_STREAM_LOAD,
                                                       sim->time / VIGIE_DEMO_STEP,
                                                       self->room + 1000));
}

static void
step_pool (VigieDemoSim *sim, Building *self, const VigieDemoSite *site)
{
  double activity = vigie_demo_hours_activity (site->hours, &sim->civil);
  double slow = vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, 700 + self->part.site,
                                  sim->time / (11.0 * VIGIE_HOUR));
  double share = CLAMP ((sim->time - sim->origin) / (35.0 * VIGIE_DAY), 0, 1.05);

  vigie_demo_sim_set (sim, self->pool, 27.6 + 0.25 * slow + 0.15 * activity);
  vigie_demo_sim_set (sim, self->humidity,
                      self->drifts ? 59 + 18.5 * share * share + 0.7 * slow
                                   : 61 + 3 * slow + 2 * activity);
  self->cubic_metres += (0.15 + 2.6 * activity) / 12 * (0.9 + 0.1 * slow);
  vigie_demo_sim_set (sim, self->water, self->cubic_metres);
}

/* People in a France services room, and the air they breathe. */
static void
step_people (VigieDemoSim *sim, Building *self, const VigieDemoSite *site)
{
  gboolean is_open = vigie_demo_hours_are_open (site->hours, &sim->civil);
  gint64 step = sim->time / VIGIE_DEMO_STEP;
  double mean = site->size / 6 * (0.7 + 0.5 * exp (-pow ((sim->civil.minute - 630) / 60.0, 2)));
  guint staying = 0;

  /* A visit lasts twenty minutes; two agents are there while it is open. */
  for (int i = 0; i < (int) self->inside; i++)
    staying += vigie_demo_uniform (VIGIE_DEMO_STREAM_DEPARTURES, step, self->part.site * 256 + i)
               > (is_open ? 0.22 : 0.9);
  if (is_open)
    staying += vigie_demo_poisson (mean, VIGIE_DEMO_STREAM_ARRIVAL, step, self->part.site);
  self->inside = MIN (staying, site->capacity > 2 ? (guint) site->capacity - 2 : 0);
  vigie_demo_sim_set (sim, self->people, self->inside + (is_open ? 2 : 0));
  if (self->co2 != NONE)
    {
      double now = vigie_demo_sim_value (sim, self->co2);
      double target = 425 + 55 * (self->inside + (is_open ? 2 : 0));

      vigie_demo_sim_set (sim, self->co2,
                          now < 400 ? 430 : now + (MIN (target, 1150) - now) * 0.12);
    }
}

static void
building_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Building *self = (Building *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  VigieDemoPower load, production, net;

  if (site->type == VIGIE_DEMO_TYPE_SERVICES)
    step_people (sim, self, site);
  step_climate (sim, self, site);
  if (self->is_pool)
    step_pool (sim, self, site);
  if (self->load.power == NONE)
    return;
  load = vigie_demo_power (self->is_pool ? pool_kw (sim, self, site) : office_kw (sim, self, site));
  vigie_demo_meter_step (sim, &self->load, load);
  if (!self->has_panels)
    return;
  production
      = vigie_demo_power (vigie_demo_solar_kw (sim, site, site->panels, 12, 180, NULL, NULL));
  net = load - production;
  vigie_demo_meter_step (sim, &self->production, production);
  vigie_demo_meter_step (sim, &self->import, MAX (net, 0));
  vigie_demo_meter_step (sim, &self->export, MAX (-net, 0));
}

static void
add_meter (VigieDemoSim *sim, Building *self, const VigieDemoSite *info)
{
  guint interval = self->is_pool || self->has_panels ? VIGIE_DEMO_15_MIN : VIGIE_DEMO_30_MIN;
  guint device;
  VigieDemoMeasure *index;

  if (strcmp (info->name, "Médiathèque de Lorient") == 0)
    interval = VIGIE_DEMO_15_MIN;
  device = vigie_demo_add_device (sim, self->part.site, "Compteur électrique",
                                  self->has_panels ? VIGIE_DEMO_MODEL_PLC : VIGIE_DEMO_MODEL_TICO,
                                  interval);
  vigie_demo_meter_init (sim, &self->load, device, NULL, VIGIE_DEMO_PROPERTY_POWER,
                         VIGIE_DEMO_PROPERTY_ENERGY, interval);
  vigie_demo_measure_field (sim, self->load.power, "PAPP", 0.001, 0);
  vigie_demo_measure_field (sim, self->load.energy, "EAST", 0.001, 0);
  index = vigie_demo_sim_measure (sim, self->load.energy);
  if (strcmp (info->name, "Hôtel de ville de Lorient") == 0)
    {
      /* A meter of six digits that turns over about twelve days before the start. */
      index->rollover = 1000000;
      self->load.wh = G_GINT64_CONSTANT (1000000000) - 23 * 720000;
    }
  else if (strcmp (info->name, "Palais des congrès de Lorient") == 0)
    index->replaced = sim->origin + 18 * VIGIE_DAY + 9 * VIGIE_HOUR + 25 * VIGIE_MINUTE;
  if (!self->has_panels)
    return;
  vigie_demo_meter_init (sim, &self->production, device, NULL, VIGIE_DEMO_PROPERTY_PRODUCTION_POWER,
                         VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY, interval);
  vigie_demo_meter_init (sim, &self->import, device, NULL, VIGIE_DEMO_PROPERTY_IMPORT_POWER,
                         VIGIE_DEMO_PROPERTY_IMPORT_ENERGY, interval);
  vigie_demo_meter_init (sim, &self->export, device, NULL, VIGIE_DEMO_PROPERTY_EXPORT_POWER,
                         VIGIE_DEMO_PROPERTY_EXPORT_ENERGY, interval);
}

static void
add_pool (VigieDemoSim *sim, Building *self)
{
  guint device = vigie_demo_add_device (sim, self->part.site, "Hall des bassins",
                                        VIGIE_DEMO_MODEL_EM300_TH, VIGIE_DEMO_30_MIN);

  self->humidity = vigie_demo_add_measure (sim, device, "Humidité du hall",
                                           VIGIE_DEMO_PROPERTY_HUMIDITY, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_limits (sim, self->humidity, NAN, NAN, 75, 85, 1);
  vigie_demo_measure_field (sim, self->humidity, "humidity", 1, 0);
  device = vigie_demo_add_device (sim, self->part.site, "Grand bassin", VIGIE_DEMO_MODEL_PLC,
                                  VIGIE_DEMO_30_MIN);
  self->pool = vigie_demo_add_measure (sim, device, "Température du grand bassin",
                                       VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_limits (sim, self->pool, 25, 26, 29.5, 31, 0.3);
  device = vigie_demo_add_device (sim, self->part.site, "Compteur d’eau", VIGIE_DEMO_MODEL_PULSE,
                                  VIGIE_DEMO_1_H);
  self->water = vigie_demo_add_measure (sim, device, "Compteur d’eau",
                                        VIGIE_DEMO_PROPERTY_WATER_VOLUME, VIGIE_DEMO_1_H);
  vigie_demo_measure_field (sim, self->water, "counterValues.0", 0.01, 0);
  self->cubic_metres = 18000 + self->part.site * 331;
}

VigieDemoPart *
vigie_demo_building_new (VigieDemoSim *sim, guint site)
{
  Building *self = g_new0 (Building, 1);
  const VigieDemoSite *info = &sim->sites[site];
  guint device;

  self->part.step = building_step;
  self->part.site = site;
  self->is_pool = info->type == VIGIE_DEMO_TYPE_POOL;
  self->has_panels = info->panels > 0;
  self->drifts = strcmp (info->name, "Piscine du Moustoir") == 0;
  self->room = self->humidity = self->pool = self->water = self->people = self->co2 = NONE;
  self->load.power = NONE;
  if (info->type == VIGIE_DEMO_TYPE_SERVICES)
    {
      device = vigie_demo_add_device (sim, site, "Salle d’accueil", VIGIE_DEMO_MODEL_VS121,
                                      VIGIE_DEMO_30_MIN);
      self->people = vigie_demo_add_measure (sim, device, "Personnes présentes",
                                             VIGIE_DEMO_PROPERTY_PEOPLE_PRESENT, VIGIE_DEMO_30_MIN);
      vigie_demo_measure_field (sim, self->people, "people_count_all", 1, 0);
      if (info->size > 5)
        {
          device = vigie_demo_add_device (sim, site, "Air de la salle", VIGIE_DEMO_MODEL_AM319,
                                          VIGIE_DEMO_30_MIN);
          self->co2 = vigie_demo_add_measure (sim, device, "CO₂ de la salle",
                                              VIGIE_DEMO_PROPERTY_CO2, VIGIE_DEMO_30_MIN);
          /* 1 300 ppm: second limit of the decree 2022-1690 on the air of public rooms. */
          vigie_demo_measure_limits (sim, self->co2, NAN, NAN, 1300, NAN, 50);
          vigie_demo_measure_field (sim, self->co2, "co2", 1, 0);
          self->room = vigie_demo_add_measure (sim, device, "Température de la salle",
                                               VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_1_H);
          vigie_demo_measure_field (sim, self->room, "temperature", 1, 0);
        }
      return &self->part;
    }
  add_meter (sim, self, info);
  if (self->is_pool)
    add_pool (sim, self);
  else
    {
      device = vigie_demo_add_device (sim, site, "Thermomètre du hall", VIGIE_DEMO_MODEL_EM300_TH,
                                      VIGIE_DEMO_1_H);
      self->room = vigie_demo_add_measure (sim, device, "Température du hall",
                                           VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_1_H);
      vigie_demo_measure_limits (sim, self->room, 8, 12, NAN, NAN, 0.5);
      vigie_demo_measure_field (sim, self->room, "temperature", 1, 0);
    }
  return &self->part;
}
