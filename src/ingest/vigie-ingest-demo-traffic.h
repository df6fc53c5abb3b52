/* vigie-ingest-demo-traffic.h: vehicles at a déchèterie over one day: they come, wait for a place, unload and leave.
 *
 * Private to vigie-ingest-demo-*.c. A site is empty before it opens and after it closed, so that a day is a function
 * of its date and its site alone: the past of half a year and the live readings are made of the same days. Counters
 * miss some of what passes, and the scenario of the start has them fail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-demo-sim.h"

G_BEGIN_DECLS

#define VIGIE_DEMO_TRAFFIC_BINS VIGIE_DEMO_STEPS_PER_DAY

/* How a site is visited, and how well it counts. */
typedef struct
{
  const char *site;
  double wednesday, saturday; /* against a Monday */
  double morning, afternoon;  /* height of the peaks of 10 h 40 and 17 h 10 */
  int later;                  /* minutes that these peaks are later */
  double summer;              /* more visits in July and August, of those who stay there then */
  double miss_in, miss_out;   /* share of the vehicles that a counter does not see */
  gboolean has_places;        /* sensors under its places tell how many vehicles are there */
} VigieDemoTrafficSite;

/* NULL where no vehicles are counted. */
const VigieDemoTrafficSite *vigie_demo_traffic_find (const char *site);

/* By five minutes of the local day, the first from 0 h on. */
typedef struct
{
  gint64 day; /* its number, or G_MININT64 */
  guint visits;
  double waited; /* minutes, by all of them together */
  guint8 in[VIGIE_DEMO_TRAFFIC_BINS], out[VIGIE_DEMO_TRAFFIC_BINS]; /* that passed */
  guint8 counted_in[VIGIE_DEMO_TRAFFIC_BINS],
      counted_out[VIGIE_DEMO_TRAFFIC_BINS]; /* that were seen */
  guint8 present[VIGIE_DEMO_TRAFFIC_BINS];  /* at the end of the five minutes */
} VigieDemoTrafficDay;

/* The day of @civil (its minute does not matter) at @site. 20 to 90 µs. */
void vigie_demo_traffic_plan (VigieDemoSim *sim,
                              guint site,
                              const VigieDemoTrafficSite *facts,
                              const VigieDemoCivil *civil,
                              VigieDemoTrafficDay *day);

/* What ended at the step of @civil: the index of its five minutes, or -1 at midnight. */
static inline int
vigie_demo_traffic_bin (const VigieDemoCivil *civil)
{
  return civil->minute / 5 - 1;
}

/* Of what passes in the five minutes after a step what has passed @phase seconds (0 to 299) later: a device tells what
 * is when it speaks. */
static inline guint
vigie_demo_traffic_share (guint passing, guint phase)
{
  return (passing * phase + 150) / 300;
}

/* What the sensors under the places say at a step of @time where @present vehicles are. */
guint vigie_demo_traffic_places (guint site, VigieTime time, guint present);

/* The days, as numbers and both included, that a site is closed for works by the scenario. FALSE where it is not. */
gboolean
vigie_demo_traffic_works (VigieDemoSim *sim, const char *site, gint64 *first, gint64 *last);
#define VIGIE_DEMO_WORKS "Travaux de réfection du quai"
/* OpenStreetMap's opening_hours of a site that has some, works included; g_free(). */
char *vigie_demo_site_hours (VigieDemoSim *sim, const VigieDemoSite *site);

G_END_DECLS
