/* vigie-ingest-demo-recycling.c: déchèteries: vehicles are counted, skips fill and are taken away
 *
 * Who comes and how long it stays is in vigie-ingest-demo-traffic.c; more than half of what is brought is rubble and
 * plants (source: press of the agglomeration).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-traffic.h"

#include <string.h>

#define N_SKIPS 6
#define COUNTER_ROLLOVER 65536 /* VS350: totals of 16 bits */

static const struct
{
  const char *name, *waste;
  double per_day;    /* % of the skip on a mean day */
  double min_visits; /* smaller sites have no such skip */
} skip_types[N_SKIPS] = {
    {"Benne gravats", "gravats", 15, 0},         {"Benne végétaux", "végétaux", 21, 0},
    {"Benne encombrants", "encombrants", 18, 0}, {"Benne bois", "bois", 14, 230},
    {"Benne ferraille", "ferraille", 8, 350},    {"Benne cartons", "cartons", 11, 400},
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
  guint in, out;
  guint present;        /* a measure, or G_MAXUINT */
  guint barrier;        /* a measure, or G_MAXUINT */
  guint particles;      /* a measure, or G_MAXUINT */
  gint64 entered, left; /* since the counters were put up, as they counted */
  const VigieDemoTrafficSite *traffic;
  VigieDemoTrafficDay day;
  guint n_skips;
  Skip skips[N_SKIPS];
  gboolean showcase; /* the site whose skip is too full at the start */
  gint64 fill_from;  /* step at which that skip was last emptied, and the visits between */
  double fill_visits;
  gboolean taken_away; /* after the start */
} Recycling;

static const VigieDemoTrafficDay *
plan_day (VigieDemoSim *sim, Recycling *self)
{
  if (self->day.day != sim->civil.day_number)
    vigie_demo_traffic_plan (sim, self->part.site, self->traffic, &sim->civil, &self->day);
  return &self->day;
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
  g_autofree VigieDemoTrafficDay *day = g_new (VigieDemoTrafficDay, 1);

  day->day = G_MININT64;
  self->fill_visits = 0;
  for (VigieTime time = sim->time + VIGIE_DEMO_STEP; time <= sim->start; time += VIGIE_DEMO_STEP)
    {
      VigieDemoCivil civil = {0};
      int bin;

      vigie_demo_civil_at (sim->zone, time, &civil);
      if (day->day != civil.day_number)
        vigie_demo_traffic_plan (sim, self->part.site, self->traffic, &civil, day);
      bin = vigie_demo_traffic_bin (&civil);
      self->fill_visits += bin >= 0 ? day->in[bin] : 0;
    }
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

static guint
phase_of (VigieDemoSim *sim, guint measure)
{
  return g_array_index (sim->devices, VigieDemoDevice,
                        vigie_demo_sim_measure (sim, measure)->device)
      .phase;
}

/* @total until the step, and what passes until the counter speaks: in @next, the five minutes after it. */
static void
set_count (VigieDemoSim *sim, guint measure, gint64 total, const guint8 *counted, int next)
{
  total += vigie_demo_traffic_share (counted[next], phase_of (sim, measure));
  vigie_demo_sim_set (sim, measure, (double) (total % COUNTER_ROLLOVER));
}

static void
recycling_step (VigieDemoSim *sim, VigieDemoPart *part)
{
  Recycling *self = (Recycling *) part;
  const VigieDemoTrafficDay *day = plan_day (sim, self);
  int bin = vigie_demo_traffic_bin (&sim->civil);
  guint came = bin >= 0 ? day->in[bin] : 0;
  guint inside = bin >= 0 ? day->present[bin] : 0;

  self->entered += bin >= 0 && sim->units > 0 ? day->counted_in[bin] : 0;
  self->left += bin >= 0 && sim->units > 0 ? day->counted_out[bin] : 0;
  set_count (sim, self->in, self->entered, day->counted_in, bin + 1);
  set_count (sim, self->out, self->left, day->counted_out, bin + 1);
  if (self->present != G_MAXUINT)
    vigie_demo_sim_set (sim, self->present,
                        vigie_demo_traffic_places (
                            part->site, sim->time,
                            phase_of (sim, self->present) < 150 ? inside : day->present[bin + 1]));
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
            + 0.6 * inside);
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
close_site (VigieDemoSim *sim, Recycling *self, gint64 first)
{
  VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, self->in);

  measure->out_of_service
      = vigie_demo_midnight_before (sim->zone, sim->start, (int) (sim->start_day - first))
        + 8 * VIGIE_HOUR;
  measure->out_of_service_note = VIGIE_DEMO_WORKS ", site fermé au public";
  measure->out_of_service_by = "Service de gestion des déchets";
}

VigieDemoPart *
vigie_demo_recycling_new (VigieDemoSim *sim, guint site)
{
  Recycling *self = g_new0 (Recycling, 1);
  const VigieDemoSite *info = &sim->sites[site];
  gboolean is_port = strstr (info->name, "Lorient-Port") != NULL;
  const char *const *wastes = vigie_demo_accepts (info);
  guint device, skip_interval;
  gint64 first, last;

  self->part.step = recycling_step;
  self->part.site = site;
  self->day.day = G_MININT64;
  self->traffic = vigie_demo_traffic_find (info->name);
  g_assert (self->traffic);
  self->barrier = self->particles = self->present = G_MAXUINT;
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
  if (self->traffic->has_places)
    {
      guint counter = device;

      device = vigie_demo_add_device (sim, site, "Véhicules présents", VIGIE_DEMO_MODEL_COMPUTED,
                                      VIGIE_DEMO_10_MIN);
      g_array_index (sim->devices, VigieDemoDevice, device).fed_by = counter;
      self->present
          = vigie_demo_add_measure (sim, device, "Véhicules présents",
                                    VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT, VIGIE_DEMO_10_MIN);
    }
  for (guint i = 0; i < N_SKIPS; i++)
    {
      Skip *skip = &self->skips[self->n_skips];

      /* Three at least, where no rubble is taken one for wood. */
      if (!g_strv_contains (wastes, skip_types[i].waste)
          || (info->size < skip_types[i].min_visits && (i > 3 || self->n_skips > 2)))
        continue;
      device = vigie_demo_add_device (sim, site, skip_types[i].name, VIGIE_DEMO_MODEL_EM400,
                                      skip_interval);
      skip->measure = vigie_demo_add_measure (sim, device, skip_types[i].name,
                                              VIGIE_DEMO_PROPERTY_FILL_LEVEL, skip_interval);
      /* The sensor hangs 2,4 m over the bottom of the skip; a level of 100 % is 0,4 m under it. */
      vigie_demo_measure_field (sim, skip->measure, "distance", -0.05, 120);
      vigie_demo_measure_limits (sim, skip->measure, NAN, NAN, 85, 90, 3);
      skip->per_visit = skip_types[i].per_day / info->size;
      skip->level = 5 + 35 * vigie_demo_uniform (VIGIE_DEMO_STREAM_SKIP, site, i);
      self->n_skips++;
    }
  if (self->showcase)
    add_showcase_devices (sim, self);
  if (vigie_demo_traffic_works (sim, info->name, &first, &last))
    close_site (sim, self, first);
  return &self->part;
}
