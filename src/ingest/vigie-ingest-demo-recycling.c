/* vigie-ingest-demo-recycling.c: déchèteries: vehicles come and go, skips fill and are taken away
 *
 * About 1.3 million passages a year over thirteen sites; peaks at 10–11 h and at 17 h, Saturdays, calm
 * Tuesdays and Thursdays, presence of a quarter of an hour at most; more than half of what is brought is
 * rubble and plants (sources: press of the agglomeration, Nantes Métropole 2020, CLCV 2017).
 * No public series exists by the hour: these are simulated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#include <string.h>

#define N_SKIPS 6
#define COUNTER_ROLLOVER 65536 /* VS350: totals of 16 bits */
#define STAY_MINUTES 11.0

static const struct
{
  const char *name, *sensor;
  double per_day;    /* % of the skip on a mean day */
  double min_visits; /* smaller sites have no such skip */
} skip_types[N_SKIPS] = {
    {"Benne gravats", "distance", 15, 0},     {"Benne végétaux", "distance", 21, 0},
    {"Benne encombrants", "distance", 18, 0}, {"Benne bois", "distance", 14, 230},
    {"Benne ferraille", "distance", 8, 350},  {"Benne cartons", "distance", 11, 400},
};

typedef struct
{
  guint measure;
  double level;     /* % */
  double per_visit; /* % a visit */
} Skip;

typedef struct
{
  VigieDemoPart part;
  guint in, out, present;
  guint barrier;        /* a measure, or G_MAXUINT */
  guint particles;      /* a measure, or G_MAXUINT */
  gint64 entered, left; /* since the counters were put up */
  guint inside;
  double today;        /* visits expected today */
  gint64 today_number; /* the day it was computed for */
  double weight_today; /* sum of the profile over the steps of the day */
  guint n_skips;
  Skip skips[N_SKIPS];
  gboolean showcase; /* the site whose skip is too full at the start */
  gint64 fill_from;  /* step at which that skip was last emptied, and the visits between */
  double fill_visits;
  gboolean taken_away; /* after the start */
} Recycling;

/* How visits spread over the minutes of the day; any unit. */
static double
profile_at (int minute)
{
  double morning = (minute - 640) / 42.0, afternoon = (minute - 1025) / 42.0;
  double early = (minute - 880) / 50.0;

  return 1 + 1.15 * exp (-morning * morning / 2) + 1.05 * exp (-afternoon * afternoon / 2)
         + 0.2 * exp (-early * early / 2);
}

static gboolean
accepts (const VigieDemoHours *hours, const VigieDemoCivil *civil)
{
  VigieDemoCivil later = *civil;

  /* Nobody is let in during the last five minutes. */
  later.minute += 5;
  return later.minute < 1440 && vigie_demo_hours_are_open (hours, civil)
         && vigie_demo_hours_are_open (hours, &later);
}

static void
plan_day (VigieDemoSim *sim, Recycling *self)
{
  static const double weekdays[] = {1.0, 0.84, 1.02, 0.86, 1.05, 1.50, 0.9};
  const VigieDemoSite *site = &sim->sites[self->part.site];
  VigieDemoCivil civil = sim->civil;
  double season = 1 - 0.26 * cos (2 * G_PI * (civil.day_of_year - 20) / 365.25);

  self->today_number = civil.day_number;
  self->today
      = site->size * weekdays[civil.weekday - 1] * season
        * (1 + 0.09 * vigie_demo_normal (VIGIE_DEMO_STREAM_DAY, civil.day_number, self->part.site))
        * vigie_demo_hours_minutes (site->hours, &civil) / 390.0;
  self->weight_today = 0;
  for (civil.minute = 0; civil.minute < 1440; civil.minute += 5)
    if (accepts (site->hours, &civil))
      self->weight_today += profile_at (civil.minute);
}

/* Vehicles that came in during the step that ends now. */
static guint
arrivals (VigieDemoSim *sim, Recycling *self)
{
  const VigieDemoSite *site = &sim->sites[self->part.site];
  double mean;

  if (self->today_number != sim->civil.day_number)
    plan_day (sim, self);
  if (!accepts (site->hours, &sim->civil) || self->weight_today <= 0)
    return 0;
  mean = self->today * profile_at (sim->civil.minute) / self->weight_today
         * (1 - 0.4 * MIN (1, sim->weather.rain / 2));
  return vigie_demo_poisson (mean, VIGIE_DEMO_STREAM_VISITS, sim->time / VIGIE_DEMO_STEP,
                             self->part.site);
}

static guint
departures (VigieDemoSim *sim, Recycling *self)
{
  gint64 step = sim->time / VIGIE_DEMO_STEP;
  double probability = 1 - exp (-5 / STAY_MINUTES);
  guint n = 0;

  if (!vigie_demo_hours_are_open (sim->sites[self->part.site].hours, &sim->civil))
    probability = 0.75; /* the gate is shut behind the last ones */
  for (guint i = 0; i < self->inside; i++)
    n += vigie_demo_uniform (VIGIE_DEMO_STREAM_DEPARTURES, step, self->part.site * 256 + i)
         < probability;
  return n;
}

/* The lorry comes on working days before the opening and at noon, when a skip was seen half full. */
static void
step_skip (VigieDemoSim *sim, Recycling *self, guint index, guint visits)
{
  Skip *skip = &self->skips[index];
  gint64 key = self->part.site * 8 + index;

  for (guint i = 0; i < visits; i++)
    skip->level += skip->per_visit
                   * (0.4
                      + 1.2
                            * vigie_demo_uniform (VIGIE_DEMO_STREAM_SKIP,
                                                  sim->time / VIGIE_DEMO_STEP, key * 64 + i));
  if ((sim->civil.minute == 450 + 5 * (int) (key % 12)
       || sim->civil.minute == 770 + 5 * (int) (key % 10))
      && sim->civil.weekday != 7 && !sim->civil.holiday && skip->level > 46)
    skip->level = 2 + 3 * vigie_demo_uniform (VIGIE_DEMO_STREAM_SKIP, sim->civil.day_number, key);
  skip->level = MIN (skip->level, 100);
}

/* The skip of the scenario: not emptied for four days, at 94 % at the start, taken away some hours
 * later. Visits only depend on the time, so that they are counted ahead. */
static void
plan_showcase (VigieDemoSim *sim, Recycling *self)
{
  VigieTime time = sim->time;
  VigieDemoCivil civil = sim->civil;
  VigieDemoWeather weather = sim->weather;

  self->fill_visits = 0;
  for (sim->time += VIGIE_DEMO_STEP; sim->time <= sim->start; sim->time += VIGIE_DEMO_STEP)
    {
      vigie_demo_civil_at (sim->zone, sim->time, &sim->civil);
      vigie_demo_weather_at (sim->time, &sim->weather);
      self->fill_visits += arrivals (sim, self);
    }
  sim->time = time;
  sim->civil = civil;
  sim->weather = weather;
  self->today_number = G_MININT64;
}

static void
step_showcase (VigieDemoSim *sim, Recycling *self, guint visits)
{
  Skip *skip = &self->skips[0];
  double hours = vigie_demo_sim_hours (sim);

  if (hours < -97)
    step_skip (sim, self, 0, visits);
  else if (self->fill_from == 0)
    {
      self->fill_from = sim->step;
      skip->level = 4;
      plan_showcase (sim, self);
    }
  else if (hours <= 0)
    skip->level += self->fill_visits > 0 ? visits * 90 / self->fill_visits : 0;
  else if (self->taken_away)
    step_skip (sim, self, 0, visits);
  else
    {
      skip->level = MIN (99, skip->level + visits * skip->per_visit);
      self->taken_away = hours > 2.6 && sim->civil.weekday != 7 && sim->civil.minute >= 450
                         && sim->civil.minute < 1140;
      if (self->taken_away)
        skip->level = 3;
    }
}

static void
recycling_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Recycling *self = (Recycling *) part;
  guint came = arrivals (sim, self);
  guint went = departures (sim, self);

  self->inside += came - went;
  self->entered += came;
  self->left += went;
  vigie_demo_sim_set (sim, self->in, (double) (self->entered % COUNTER_ROLLOVER));
  vigie_demo_sim_set (sim, self->out, (double) (self->left % COUNTER_ROLLOVER));
  vigie_demo_sim_set (sim, self->present, self->inside);
  for (guint i = 0; i < self->n_skips; i++)
    {
      Skip *skip = &self->skips[i];

      if (self->showcase && i == 0)
        step_showcase (sim, self, came);
      else
        step_skip (sim, self, i, came);
      vigie_demo_sim_set (
          sim, skip->measure,
          CLAMP (skip->level
                     + 0.4
                           * vigie_demo_normal (VIGIE_DEMO_STREAM_SKIP, sim->time / VIGIE_DEMO_STEP,
                                                (gint64) skip->measure << 32),
                 0, 100));
    }
  if (self->barrier != G_MAXUINT)
    vigie_demo_sim_set (sim, self->barrier,
                        vigie_demo_hours_are_open (sim->sites[part->site].hours, &sim->civil));
  if (self->particles != G_MAXUINT)
    vigie_demo_sim_set (
        sim, self->particles,
        9 + 5 * vigie_demo_noise (VIGIE_DEMO_STREAM_LOAD, 900, sim->time / (6.0 * VIGIE_HOUR))
            + 0.6 * self->inside);
}

static void
add_showcase_devices (VigieDemoSim *sim, Recycling *self)
{
  guint device = vigie_demo_add_device (sim, self->part.site, "Barrière d’entrée",
                                        VIGIE_DEMO_MODEL_CONTACT, VIGIE_DEMO_30_MIN);
  VigieDemoMeasure *measure;

  self->barrier = vigie_demo_add_measure (sim, device, "Barrière d’entrée",
                                          VIGIE_DEMO_PROPERTY_BARRIER, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_field (sim, self->barrier, "open", 1, 0);
  measure = vigie_demo_sim_measure (sim, self->barrier);
  measure->out_of_service = sim->start - 3 * VIGIE_DAY - 2 * VIGIE_HOUR;
  measure->out_of_service_note = "Barrière bloquée ouverte, pièce commandée";
  measure->out_of_service_by = "Astreinte nord";

  device = vigie_demo_add_device (sim, self->part.site, "Qualité de l’air, quai",
                                  VIGIE_DEMO_MODEL_AM319, VIGIE_DEMO_30_MIN);
  g_array_index (sim->devices, VigieDemoDevice, device).installed = sim->start - 22 * VIGIE_HOUR;
  self->particles = vigie_demo_add_measure (sim, device, "Qualité de l’air, quai",
                                            VIGIE_DEMO_PROPERTY_PARTICLES, VIGIE_DEMO_30_MIN);
  vigie_demo_measure_field (sim, self->particles, "pm2_5", 1, 0);
}

/* Works since before the start. Declared on the first measure, it is true of the whole site. */
static void
close_site (VigieDemoSim *sim, Recycling *self)
{
  VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, self->in);

  measure->out_of_service = sim->start - 9 * VIGIE_DAY - 5 * VIGIE_HOUR;
  measure->out_of_service_note = "Travaux de réfection du quai, site fermé au public";
  measure->out_of_service_by = "Service de gestion des déchets";
}

VigieDemoPart *
vigie_demo_recycling_new (VigieDemoSim *sim, guint site)
{
  Recycling *self = g_new0 (Recycling, 1);
  const VigieDemoSite *info = &sim->sites[site];
  gboolean is_port = strstr (info->name, "Lorient-Port") != NULL;
  guint device, skip_interval;

  self->part.step = recycling_step;
  self->part.site = site;
  self->today_number = G_MININT64;
  self->barrier = self->particles = G_MAXUINT;
  self->showcase = strcmp (info->commune, "56193") == 0;
  skip_interval = self->showcase ? VIGIE_DEMO_10_MIN : VIGIE_DEMO_1_H;
  /* Counters of the Port are about to begin again at 0; the others are somewhere. */
  self->entered = is_port ? COUNTER_ROLLOVER - 6000 : (gint64) (site * 3571 + 4800) % 40000;
  self->left = self->entered;

  device = vigie_demo_add_device (sim, site, "Comptage entrée", VIGIE_DEMO_MODEL_VS350,
                                  VIGIE_DEMO_10_MIN);
  self->in = vigie_demo_add_measure (sim, device, "Comptage entrée",
                                     VIGIE_DEMO_PROPERTY_VEHICLES_IN, VIGIE_DEMO_10_MIN);
  vigie_demo_measure_field (sim, self->in, "total_in", 1, 0);
  vigie_demo_sim_measure (sim, self->in)->rollover = COUNTER_ROLLOVER;
  device = vigie_demo_add_device (sim, site, "Comptage sortie", VIGIE_DEMO_MODEL_VS350,
                                  VIGIE_DEMO_10_MIN);
  self->out = vigie_demo_add_measure (sim, device, "Comptage sortie",
                                      VIGIE_DEMO_PROPERTY_VEHICLES_OUT, VIGIE_DEMO_10_MIN);
  vigie_demo_measure_field (sim, self->out, "total_out", 1, 0);
  vigie_demo_sim_measure (sim, self->out)->rollover = COUNTER_ROLLOVER;
  device = vigie_demo_add_device (sim, site, "Véhicules présents", VIGIE_DEMO_MODEL_COMPUTED,
                                  VIGIE_DEMO_10_MIN);
  self->present = vigie_demo_add_measure (sim, device, "Véhicules présents",
                                          VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT, VIGIE_DEMO_10_MIN);
  for (guint i = 0; i < N_SKIPS; i++)
    {
      Skip *skip = &self->skips[self->n_skips];

      if (info->size < skip_types[i].min_visits)
        continue;
      device = vigie_demo_add_device (sim, site, skip_types[i].name, VIGIE_DEMO_MODEL_EM400,
                                      skip_interval);
      skip->measure = vigie_demo_add_measure (sim, device, skip_types[i].name,
                                              VIGIE_DEMO_PROPERTY_FILL_LEVEL, skip_interval);
      /* The sensor hangs 2,4 m over the bottom of the skip; a level of 100 % is 0,4 m under it. */
      vigie_demo_measure_field (sim, skip->measure, skip_types[i].sensor, -0.05, 120);
      vigie_demo_measure_limits (sim, skip->measure, NAN, NAN, 85, 90, 3);
      skip->per_visit = skip_types[i].per_day / info->size;
      skip->level = 5 + 35 * vigie_demo_uniform (VIGIE_DEMO_STREAM_SKIP, site, i);
      self->n_skips++;
    }
  if (self->showcase)
    add_showcase_devices (sim, self);
  if (strcmp (info->commune, "56185") == 0)
    close_site (sim, self);
  return &self->part;
}
