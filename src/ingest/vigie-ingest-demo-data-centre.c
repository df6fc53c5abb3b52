/* vigie-ingest-demo-data-centre.c: the data centre, which the agglomeration does not have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

typedef struct
{
  VigieDemoPart part;
  VigieDemoExchange exchange;
  VigieDemoMeter it, cooling, losses, heat;
  guint room, humidity, water;
  double water_litres;
  double noise; /* of the load, within ±1 */
  double hot;   /* 0 to 1: a group that stopped */
} DataCentre;

/* What the neighbouring pool can take, kW: less where it is warm. */
static double
heat_wanted (double outside)
{
  return 10 + 3.2 * MAX (0, 24 - outside);
}

static void
data_centre_energy (VigieDemoSim *sim, VigieDemoPart *part)
{
  DataCentre *self = (DataCentre *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  double hour = sim->civil.minute / 60.0, outside = sim->weather.temperature;
  double working = sim->civil.weekday <= 5 && !sim->civil.holiday ? 1 : 0.25;
  double day = exp (-pow ((hour - 14) / 4.5, 2)), night = exp (-pow ((hour - 2.2) / 1.1, 2));
  double it, cooling;
  VigieDemoPower p_it, p_cooling, p_losses, heat;

  self->noise
      = vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, part->site, sim->time / (2.0 * VIGIE_HOUR));
  it = site->size * (0.9 + 0.1 * day * working + 0.07 * night + 0.015 * self->noise);
  /* Free cooling under 8 °C: fans and pumps alone; machines above. */
  cooling = it * (0.16 + 0.0115 * CLAMP (outside - 8, 0, 27)) * (1 - 0.12 * self->hot);
  p_it = vigie_demo_power (it);
  p_cooling = vigie_demo_power (cooling);
  p_losses = vigie_demo_power (6 + 0.06 * it);
  /* Heat pumps lift it into the pool's network. */
  heat = vigie_demo_power (MIN (0.16 * it, heat_wanted (outside)));
  sim->heat_kw = vigie_demo_power_kw (heat);
  vigie_demo_exchange_step (
      sim, &self->exchange, p_it + p_cooling + p_losses,
      vigie_demo_power (vigie_demo_solar_kw (sim, site, site->panels, 10, 175, NULL, NULL)), 0);
  vigie_demo_meter_step (sim, &self->it, p_it);
  vigie_demo_meter_step (sim, &self->cooling, p_cooling);
  vigie_demo_meter_step (sim, &self->losses, p_losses);
  vigie_demo_meter_step (sim, &self->heat, heat);
  /* Adiabatic panels above 20 °C: 1,2 L for a kilowatt-hour of heat. */
  self->water_litres += (0.4 + MAX (0, MIN (1, (outside - 20) / 6)) * it * 1.2) / 12 * sim->units;
  vigie_demo_sim_set (sim, self->water, self->water_litres / 1000);
}

static void
data_centre_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  DataCentre *self = (DataCentre *) part;

  if (vigie_demo_scenario_hot_room (sim))
    {
      double hours = vigie_demo_sim_hours (sim);

      /* One of the two groups stopped three quarters of an hour before the start. */
      self->hot = hours < -0.9   ? 0
                  : hours < -0.3 ? (hours + 0.9) / 0.6
                  : hours < 0.8  ? 1
                                 : MAX (0, 1 - (hours - 0.8));
    }
  data_centre_energy (sim, part);
  vigie_demo_sim_set (sim, self->room,
                      23.4 + 0.35 * self->noise + 0.03 * MAX (0, sim->weather.temperature - 15)
                          + 4.6 * self->hot
                          + 0.1
                                * vigie_demo_normal (VIGIE_DEMO_STREAM_LOAD,
                                                     sim->time / VIGIE_DEMO_STEP, part->site));
  vigie_demo_sim_set (
      sim, self->humidity,
      46 + 5 * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, 401, sim->time / (9.0 * VIGIE_HOUR)));
}

VigieDemoPart *
vigie_demo_data_centre_new (VigieDemoSim *sim, guint site)
{
  DataCentre *self = g_new0 (DataCentre, 1);
  const struct
  {
    VigieDemoMeter *meter;
    const char *name; /* NULL: as the property */
    VigieDemoProperty power, energy;
    gboolean is_part; /* of the consumption */
  } meters[] = {
      {&self->it, NULL, VIGIE_DEMO_PROPERTY_IT_POWER, VIGIE_DEMO_PROPERTY_IT_ENERGY, FALSE},
      {&self->heat, NULL, VIGIE_DEMO_PROPERTY_HEAT_POWER, VIGIE_DEMO_PROPERTY_HEAT_ENERGY, FALSE},
      {&self->cooling, "Refroidissement", VIGIE_DEMO_PROPERTY_POWER, VIGIE_DEMO_PROPERTY_ENERGY,
       TRUE},
      {&self->losses, "Pertes et auxiliaires", VIGIE_DEMO_PROPERTY_POWER,
       VIGIE_DEMO_PROPERTY_ENERGY, TRUE},
  };
  guint device;

  self->part.step = data_centre_step;
  self->part.energy = data_centre_energy;
  self->part.site = site;
  self->water_litres = 412000;
  /* One automaton reads all meters at the same second: the balance is that of one instant. */
  device = vigie_demo_add_device (sim, site, "Centrale de mesure", VIGIE_DEMO_MODEL_PLC,
                                  VIGIE_DEMO_15_MIN);
  vigie_demo_exchange_init (sim, &self->exchange, device, &sim->sites[site], VIGIE_DEMO_15_MIN);
  for (guint i = 0; i < G_N_ELEMENTS (meters); i++)
    {
      vigie_demo_meter_init (sim, meters[i].meter, device, meters[i].name, meters[i].power,
                             meters[i].energy, VIGIE_DEMO_15_MIN);
      if (meters[i].is_part)
        vigie_demo_meter_set_part_of (sim, meters[i].meter, &self->exchange.load);
    }
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
                                  VIGIE_DEMO_ARCHIVE_STEPS);
  self->water = vigie_demo_add_measure (sim, device, "Eau de refroidissement",
                                        VIGIE_DEMO_PROPERTY_WATER_VOLUME, VIGIE_DEMO_ARCHIVE_STEPS);
  vigie_demo_measure_field (sim, self->water, "counterValues.0", 0.01, 0);
  return &self->part;
}
