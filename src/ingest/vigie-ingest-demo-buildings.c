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
  VigieDemoExchange exchange;
  VigieDemoMeter heat_pump, charge, discharge;
  guint room, humidity, pool, water, people, co2, stored;
  double temperature; /* of the rooms */
  double inside;      /* people */
  double cubic_metres;
  gint64 stored_wh;
  gboolean has_meter, has_battery, is_pool, is_heated, drifts;
} Building;

/* The battery of the sorting works. What it takes comes out again but for a tenth. */
#define BATTERY_WH 120000
#define BATTERY_KW 50.0
#define BATTERY_YIELD 0.9

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

/* Pumps run day and night. The drying of the Moustoir's hall grows worse over the weeks: more power, and yet
 * damper air. */
static double
pool_kw (VigieDemoSim *sim, Building *self, const VigieDemoSite *site)
{
  double activity = vigie_demo_hours_activity (site->hours, &sim->civil);
  double noise = 0.025
                 * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, self->part.site,
                                     sim->time / (40.0 * VIGIE_MINUTE));
  double drift
      = self->drifts ? 0.54 * CLAMP ((sim->time - sim->origin) / (35.0 * VIGIE_DAY), 0, 1.1) : 0;

  return site->size * (0.38 + 0.26 * activity + noise) * (1 + drift);
}

/* The heat pump of the water, of a yield of 3.2: what the data centre gives it need not make. */
static double
heat_pump_kw (VigieDemoSim *sim, Building *self, const VigieDemoSite *site)
{
  double need = site->size * (0.30 + 0.042 * MAX (0, 24 - sim->weather.temperature));

  return MAX (0, need - (self->is_heated ? sim->heat_kw : 0)) / 3.2;
}

/* What the battery gives (positive) or takes: it takes what would go to the grid and, in nights before working days,
 * half a charge at the low tariff; it gives in the evening and in the morning, never to the grid. */
static VigieDemoPower
step_battery (VigieDemoSim *sim, Building *self, VigieDemoPower net)
{
  gint64 units = MAX (sim->units, 1);
  int minute = sim->civil.minute;
  gboolean gives = (minute >= 1020 && minute < 1320) || (minute >= 390 && minute < 540);
  gboolean takes = minute >= 30 && minute < 330 && sim->civil.weekday <= 5 && !sim->civil.holiday;
  VigieDemoPower power = 0;

  /* A unit of power is a watt-hour a step. */
  if (net < 0)
    power = -MIN (MIN (-net, vigie_demo_power (BATTERY_KW)),
                  (gint64) ((double) (BATTERY_WH - self->stored_wh) / BATTERY_YIELD) / units);
  else if (gives)
    power = MIN (MIN (net, vigie_demo_power (BATTERY_KW)), self->stored_wh / units);
  else if (takes && self->stored_wh < BATTERY_WH / 2)
    power = -vigie_demo_power (12);
  self->stored_wh
      -= power > 0 ? power * sim->units : (gint64) ((double) (power * sim->units) * BATTERY_YIELD);
  self->stored_wh = CLAMP (self->stored_wh, 0, BATTERY_WH);
  vigie_demo_meter_step (sim, &self->charge, MAX (-power, 0));
  vigie_demo_meter_step (sim, &self->discharge, MAX (power, 0));
  vigie_demo_sim_set (sim, self->stored, 100. * (double) self->stored_wh / BATTERY_WH);
  return power;
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
building_energy (VigieDemoSim *sim, VigieDemoPart *part)
{
  Building *self = (Building *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  VigieDemoPower load, production, storage = 0;

  if (self->is_pool)
    {
      VigieDemoPower heat_pump = vigie_demo_power (heat_pump_kw (sim, self, site));
      double activity = vigie_demo_hours_activity (site->hours, &sim->civil);

      load = vigie_demo_power (pool_kw (sim, self, site)) + heat_pump;
      vigie_demo_meter_step (sim, &self->heat_pump, heat_pump);
      self->cubic_metres += (0.15 + 2.6 * activity) / 12 * (double) sim->units;
      vigie_demo_sim_set (sim, self->water, self->cubic_metres);
    }
  else
    load = vigie_demo_power (office_kw (sim, self, site));
  production
      = site->panels > 0
            ? vigie_demo_power (vigie_demo_solar_kw (sim, site, site->panels, 12, 180, NULL, NULL))
            : 0;
  if (self->has_battery)
    storage = step_battery (sim, self, load - production);
  vigie_demo_exchange_step (sim, &self->exchange, load, production, storage);
}

static void
building_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Building *self = (Building *) part;
  const VigieDemoSite *site = &sim->sites[part->site];

  if (site->type == VIGIE_DEMO_TYPE_SERVICES)
    step_people (sim, self, site);
  step_climate (sim, self, site);
  if (self->is_pool)
    step_pool (sim, self, site);
  if (self->has_meter)
    building_energy (sim, part);
}

static void
add_meter (VigieDemoSim *sim, Building *self, const VigieDemoSite *info)
{
  gboolean has_panels = info->panels > 0;
  guint interval = self->is_pool || has_panels ? VIGIE_DEMO_15_MIN : VIGIE_DEMO_30_MIN;
  guint device;
  VigieDemoMeasure *index;

  if (strcmp (info->name, "Médiathèque de Lorient") == 0)
    interval = VIGIE_DEMO_15_MIN;
  device
      = vigie_demo_add_device (sim, self->part.site, "Compteur électrique",
                               has_panels ? VIGIE_DEMO_MODEL_PLC : VIGIE_DEMO_MODEL_TICO, interval);
  vigie_demo_exchange_init (sim, &self->exchange, device, info, interval);
  self->has_meter = TRUE;
  self->part.energy = building_energy;
  index = vigie_demo_sim_measure (sim, self->exchange.load.energy);
  if (strcmp (info->name, "Hôtel de ville de Lorient") == 0)
    {
      /* A meter of six digits that turns over about twelve days before the start. */
      index->rollover = 1000000;
      self->exchange.load.wh = G_GINT64_CONSTANT (1000000000) - 23 * 720000;
    }
  else if (strcmp (info->name, "Palais des congrès de Lorient") == 0)
    index->replaced = sim->origin + 18 * VIGIE_DAY + 9 * VIGIE_HOUR + 25 * VIGIE_MINUTE;
  self->has_battery = info->type == VIGIE_DEMO_TYPE_SORTING;
  if (!self->has_battery)
    return;
  /* The same automaton reads it, so that the balance closes. */
  vigie_demo_meter_init (sim, &self->charge, device, NULL, VIGIE_DEMO_PROPERTY_CHARGE_POWER,
                         VIGIE_DEMO_PROPERTY_CHARGE_ENERGY, interval);
  vigie_demo_meter_init (sim, &self->discharge, device, NULL, VIGIE_DEMO_PROPERTY_DISCHARGE_POWER,
                         VIGIE_DEMO_PROPERTY_DISCHARGE_ENERGY, interval);
  self->stored = vigie_demo_add_measure (sim, device, "État de charge de la batterie",
                                         VIGIE_DEMO_PROPERTY_STATE_OF_CHARGE, interval);
  self->stored_wh = BATTERY_WH / 2;
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
  device = vigie_demo_add_device (sim, self->part.site, "Pompe à chaleur", VIGIE_DEMO_MODEL_PLC,
                                  VIGIE_DEMO_15_MIN);
  vigie_demo_meter_init (sim, &self->heat_pump, device, "Pompe à chaleur",
                         VIGIE_DEMO_PROPERTY_POWER, VIGIE_DEMO_PROPERTY_ENERGY, VIGIE_DEMO_15_MIN);
  vigie_demo_meter_set_part_of (sim, &self->heat_pump, &self->exchange.load);
  device = vigie_demo_add_device (sim, self->part.site, "Compteur d’eau", VIGIE_DEMO_MODEL_PULSE,
                                  VIGIE_DEMO_ARCHIVE_STEPS);
  self->water = vigie_demo_add_measure (sim, device, "Compteur d’eau",
                                        VIGIE_DEMO_PROPERTY_WATER_VOLUME, VIGIE_DEMO_ARCHIVE_STEPS);
  vigie_demo_measure_field (sim, self->water, "counterValues.0", 0.01, 0);
  self->cubic_metres = 28000 + self->part.site * 331;
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
  self->is_heated = strcmp (info->name, "Piscine du Moustoir") == 0;
  self->drifts = strcmp (info->name, "Piscine du Moustoir") == 0;
  self->room = self->humidity = self->pool = self->water = self->people = self->co2 = NONE;
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
