/* vigie-ingest-demo-water.c: sewage works, lifting stations, the storm basin, drinking-water tanks
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
  guint flow, level, rain, pump[2], basin;
  double wetness; /* rain that still runs off, mm/h */
  double height;  /* %, of the well, basin or tank */
  double basin_height;
  double fallen; /* mm since the last reading of the gauge */
  gboolean running[2];
  gboolean fails; /* the lifting station of the scenario */
} Water;

/* What people let run: a peak in the morning, a lower one in the evening, next to nothing at night. */
static double
daily_flow (const VigieDemoCivil *civil)
{
  double late = civil->weekday >= 6 || civil->holiday ? 75 : 0;
  double morning = (civil->minute - 500 - late) / 95.0, evening = (civil->minute - 1190) / 120.0;
  double noon = (civil->minute - 790) / 130.0;

  return 0.48 + 0.72 * exp (-morning * morning) + 0.50 * exp (-evening * evening)
         + 0.34 * exp (-noon * noon);
}

static double
noise_at (VigieDemoSim *sim, guint key, double hours)
{
  return vigie_demo_noise (VIGIE_DEMO_STREAM_FLOW, key, sim->time / (hours * VIGIE_HOUR));
}

/* Rain reaches the sewers at once and runs off over five hours. */
static void
step_wetness (VigieDemoSim *sim, Water *self)
{
  self->wetness += (sim->weather.rain - self->wetness)
                   * (sim->weather.rain > self->wetness ? 5.0 / 40 : 5.0 / 300)
                   * (double) MAX (sim->units, 1);
}

/* What comes in from the sewers, m³/h: what people let run, and what the works can take of the rain. */
static double
sewage_flow (VigieDemoSim *sim, Water *self, double *beyond)
{
  double size = sim->sites[self->part.site].size;
  double dry
      = size * daily_flow (&sim->civil) * 0.86 * (1 + 0.05 * noise_at (sim, self->part.site, 0.7));
  double flow = MIN (dry + size * 0.22 * MIN (self->wetness, 3), size * 1.52);

  *beyond = dry + size * 0.22 * self->wetness - flow;
  return flow;
}

/* Aeration runs day and night, pumps with the flow: a rainy day costs more. */
static void
count_sewage (VigieDemoSim *sim, Water *self, double flow)
{
  const VigieDemoSite *site = &sim->sites[self->part.site];
  double kw
      = site->size
        * (0.24 + 0.16 * flow / site->size + 0.02 * noise_at (sim, self->part.site + 100, 0.4));

  vigie_demo_exchange_step (sim, &self->exchange, vigie_demo_power (kw),
                            site->panels > 0 ? vigie_demo_power (vigie_demo_solar_kw (
                                                   sim, site, site->panels, 15, 180, NULL, NULL))
                                             : 0,
                            0);
}

static void
sewage_energy (VigieDemoSim *sim, VigieDemoPart *part)
{
  Water *self = (Water *) part;
  double beyond;

  step_wetness (sim, self);
  count_sewage (sim, self, sewage_flow (sim, self, &beyond));
}

static void
sewage_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Water *self = (Water *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  double flow, beyond;

  step_wetness (sim, self);
  flow = sewage_flow (sim, self, &beyond);
  count_sewage (sim, self, flow);
  /* What the works cannot take stays in the basin. */
  self->basin_height = CLAMP (self->basin_height + beyond / site->size * 2 - 0.35, 3, 68);
  vigie_demo_sim_set (sim, self->flow, flow);
  if (self->basin != NONE)
    vigie_demo_sim_set (sim, self->basin,
                        self->basin_height + 0.5 * noise_at (sim, part->site + 200, 0.2)
                            + 2.2 * noise_at (sim, part->site + 300, 4.5));
}

/* In what a pump at work takes out in a step. */
static double
lifting_inflow (VigieDemoSim *sim, Water *self)
{
  return 0.42 * daily_flow (&sim->civil) * (1 + 0.1 * noise_at (sim, self->part.site, 0.5))
         + 0.13 * MIN (self->wetness, 3);
}
#define LIFTING_OUTFLOW 1.25

/* @running: how many pumps, on the mean. */
static void
count_lifting (VigieDemoSim *sim, Water *self, double running)
{
  vigie_demo_exchange_step (
      sim, &self->exchange,
      vigie_demo_power (0.18 + sim->sites[self->part.site].size * 0.19 * running), 0, 0);
}

/* Half an hour holds several runs of the pumps. */
static void
lifting_energy (VigieDemoSim *sim, VigieDemoPart *part)
{
  Water *self = (Water *) part;

  step_wetness (sim, self);
  count_lifting (sim, self, MIN (lifting_inflow (sim, self) / LIFTING_OUTFLOW, 2));
}

/* A well that fills and is pumped out; the second pump helps when the first does not suffice. */
static void
lifting_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Water *self = (Water *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  double inflow, hours = vigie_demo_sim_hours (sim);
  gboolean failing = self->fails && hours > -1.1 && hours < 0.75;

  step_wetness (sim, self);
  inflow = lifting_inflow (sim, self);
  if (failing)
    {
      /* Both pumps are off: the well runs up to the overflow within half an hour. */
      self->running[0] = self->running[1] = FALSE;
      self->height = MIN (98, self->height + MAX (inflow * 14, 13));
    }
  else
    {
      if (self->height > 62)
        self->running[0] = TRUE;
      else if (self->height < 28)
        self->running[0] = FALSE;
      if (self->height > 76)
        self->running[1] = TRUE;
      else if (self->height < 30)
        self->running[1] = FALSE;
      self->height
          += 14 * (inflow - LIFTING_OUTFLOW * (double) (self->running[0] + self->running[1]));
      self->height = CLAMP (self->height, 14, 80);
    }
  vigie_demo_sim_set (sim, self->level, self->height);
  vigie_demo_sim_set (sim, self->flow, site->size * 1.25 * (self->running[0] + self->running[1]));
  for (int i = 0; i < 2; i++)
    vigie_demo_sim_set (sim, self->pump[i], self->running[i]);
  count_lifting (sim, self, self->running[0] + self->running[1]);
}

/* Keeps what a shower brings; at the start it is three quarters full because its drain pump stopped
 * three hours and a half before. */
static void
basin_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Water *self = (Water *) part;
  double hours = vigie_demo_sim_hours (sim);
  gboolean failing = hours > -3.5 && hours < 1.4;

  step_wetness (sim, self);
  self->fallen += sim->weather.rain / 12;
  if (failing)
    self->height += (82 - self->height) * (hours < -0.3 ? 5.0 / 45 : 0.05);
  else
    {
      self->height += 0.9 * self->wetness;
      if (self->height > 14)
        self->running[0] = TRUE;
      else if (self->height < 6)
        self->running[0] = FALSE;
      self->height -= self->running[0] ? 2.1 : 0;
      /* It never fills up by rain alone: it was built for more. */
      self->height = CLAMP (self->height + 0.02, 4, self->height > 70 ? self->height : 66);
    }
  vigie_demo_sim_set (sim, self->level, self->height);
  vigie_demo_sim_set (sim, self->pump[0], !failing && self->running[0]);
  vigie_demo_sim_set (sim, self->rain, self->fallen);
  if (sim->step % VIGIE_DEMO_15_MIN == 0) /* it was read */
    self->fallen = 0;
}

/* Filled at night at the low tariff, drawn by day. */
static void
tank_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Water *self = (Water *) part;
  const VigieDemoSite *site = &sim->sites[part->site];
  double drawn = 0.62 * daily_flow (&sim->civil) * (1 + 0.08 * noise_at (sim, part->site, 0.6));

  if (self->height < 52 || (sim->civil.minute < 390 && self->height < 88))
    self->running[0] = TRUE;
  else if (self->height > 93 || (sim->civil.minute >= 390 && self->height > 66))
    self->running[0] = FALSE;
  self->height += 0.62 * ((self->running[0] ? 1.6 : 0) - drawn);
  self->height = CLAMP (self->height, 44, 95);
  vigie_demo_sim_set (sim, self->level, self->height);
  vigie_demo_sim_set (sim, self->flow, site->size * drawn);
}

static void
add_meters (VigieDemoSim *sim, Water *self, const VigieDemoSite *info, guint interval)
{
  guint device = vigie_demo_add_device (
      sim, self->part.site, "Compteur électrique",
      info->panels > 0 ? VIGIE_DEMO_MODEL_PLC : VIGIE_DEMO_MODEL_TICO, interval);

  vigie_demo_exchange_init (sim, &self->exchange, device, info, interval);
}

static void
add_level (VigieDemoSim *sim,
           Water *self,
           const char *name,
           double low,
           double high,
           double highhigh)
{
  guint interval = sim->sites[self->part.site].type == VIGIE_DEMO_TYPE_BASIN ? VIGIE_DEMO_15_MIN
                                                                             : VIGIE_DEMO_30_MIN;
  guint device
      = vigie_demo_add_device (sim, self->part.site, name, VIGIE_DEMO_MODEL_EM400, interval);

  self->level
      = vigie_demo_add_measure (sim, device, name, VIGIE_DEMO_PROPERTY_WATER_LEVEL, interval);
  vigie_demo_measure_limits (sim, self->level, NAN, low, high, highhigh, 2);
  vigie_demo_measure_field (sim, self->level, "distance", -0.05, 120);
}

VigieDemoPart *
vigie_demo_water_new (VigieDemoSim *sim, guint site)
{
  Water *self = g_new0 (Water, 1);
  const VigieDemoSite *info = &sim->sites[site];
  guint device;

  self->part.site = site;
  self->flow = self->level = self->rain = self->pump[0] = self->pump[1] = self->basin = NONE;
  self->height = 40;
  self->basin_height = 8;
  if (info->type == VIGIE_DEMO_TYPE_SEWAGE)
    {
      self->part.step = sewage_step;
      self->part.energy = sewage_energy;
      device = vigie_demo_add_device (sim, site, "Débitmètre d’entrée", VIGIE_DEMO_MODEL_PLC,
                                      VIGIE_DEMO_30_MIN);
      self->flow = vigie_demo_add_measure (sim, device, "Débit entrant", VIGIE_DEMO_PROPERTY_FLOW,
                                           VIGIE_DEMO_30_MIN);
      vigie_demo_measure_limits (sim, self->flow, NAN, NAN, round (info->size * 1.6),
                                 round (info->size * 2), info->size * 0.05);
      add_meters (sim, self, info, VIGIE_DEMO_30_MIN);
      if (info->size > 100)
        {
          device = vigie_demo_add_device (sim, site, "Bassin tampon", VIGIE_DEMO_MODEL_EM400,
                                          VIGIE_DEMO_30_MIN);
          self->basin = vigie_demo_add_measure (sim, device, "Niveau du bassin tampon",
                                                VIGIE_DEMO_PROPERTY_WATER_LEVEL, VIGIE_DEMO_30_MIN);
          vigie_demo_measure_limits (sim, self->basin, NAN, NAN, 75, 90, 2);
          vigie_demo_measure_field (sim, self->basin, "distance", -0.05, 120);
        }
    }
  else if (info->type == VIGIE_DEMO_TYPE_LIFTING)
    {
      self->part.step = lifting_step;
      self->part.energy = lifting_energy;
      self->fails
          = strstr (info->name, "Bonhomme") != NULL && vigie_demo_scenario_second_critical (sim);
      add_level (sim, self, "Niveau de la bâche", NAN, 85, 95);
      device = vigie_demo_add_device (sim, site, "Automate de pompage", VIGIE_DEMO_MODEL_PLC,
                                      VIGIE_DEMO_30_MIN);
      self->flow = vigie_demo_add_measure (sim, device, "Débit refoulé", VIGIE_DEMO_PROPERTY_FLOW,
                                           VIGIE_DEMO_30_MIN);
      self->pump[0] = vigie_demo_add_measure (sim, device, "Pompe 1", VIGIE_DEMO_PROPERTY_PUMP,
                                              VIGIE_DEMO_30_MIN);
      self->pump[1] = vigie_demo_add_measure (sim, device, "Pompe 2", VIGIE_DEMO_PROPERTY_PUMP,
                                              VIGIE_DEMO_30_MIN);
      add_meters (sim, self, info, VIGIE_DEMO_30_MIN);
    }
  else if (info->type == VIGIE_DEMO_TYPE_BASIN)
    {
      self->part.step = basin_step;
      add_level (sim, self, "Niveau du bassin", NAN, 75, 90);
      device = vigie_demo_add_device (sim, site, "Automate de vidange", VIGIE_DEMO_MODEL_PLC,
                                      VIGIE_DEMO_15_MIN);
      self->pump[0] = vigie_demo_add_measure (sim, device, "Pompe de vidange",
                                              VIGIE_DEMO_PROPERTY_PUMP, VIGIE_DEMO_15_MIN);
      self->rain = vigie_demo_add_measure (sim, device, "Pluviomètre", VIGIE_DEMO_PROPERTY_RAIN,
                                           VIGIE_DEMO_15_MIN);
      self->height = 9;
    }
  else
    {
      self->part.step = tank_step;
      add_level (sim, self, "Niveau du réservoir", 30, NAN, NAN);
      device = vigie_demo_add_device (sim, site, "Débitmètre de distribution", VIGIE_DEMO_MODEL_PLC,
                                      VIGIE_DEMO_30_MIN);
      self->flow = vigie_demo_add_measure (sim, device, "Débit distribué", VIGIE_DEMO_PROPERTY_FLOW,
                                           VIGIE_DEMO_30_MIN);
      self->height = 70;
    }
  return &self->part;
}
