/* vigie-ingest-demo-traffic.c: see vigie-ingest-demo-traffic.h
 *
 * About 1.3 million visits a year over thirteen sites; peaks at 10–11 h and at 17 h, Saturdays, calm Tuesdays and
 * Thursdays, a rush where the gate opens (sources: press of the agglomeration, Nantes Métropole 2020); two visitors of
 * five bring plants, one of five rubble, one of five bulky things (CLCV 2017). No public series exists by the hour:
 * these are simulated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-traffic.h"

#include <string.h>

#define WORKS_SITE "Déchèterie de Quéven"
#define WORKS_BEFORE 9 /* days before that of the start, and after */
#define WORKS_AFTER 9
#define MISALIGNED_SITE "Déchèterie de Languidic" /* whose counter of exits was pushed aside */
#define MISALIGNED_DAYS 17
#define MISALIGNED_MISS 0.19
#define CROWDED_SITE "Déchèterie de Riantec" /* that is busier than usual on the day of the start */
#define CROWDED 1.3
#define STOPPED_SITE "Déchèterie de Plouay" /* whose counter of entries stood still for two days */

#define MAX_PLACES 12        /* at the skips of one kind */
#define GATE_MINUTES 0.4     /* from the gate to the skips */
#define PRESSED_MINUTES 11.0 /* after the closing the last one leaves */

/* Kinds of waste, by the skip that one goes to. */
static const struct
{
  double share;   /* of visitors */
  double minutes; /* that unloading takes */
  double places;  /* share of the site's places */
} kinds[] = {
    {0.37, 4.6, 0.19},  /* plants */
    {0.19, 5.6, 0.12},  /* rubble */
    {0.19, 5.2, 0.11},  /* bulky things */
    {0.13, 4.2, 0.065}, /* electrical appliances */
    {0.12, 4.2, 0.065}, /* wood, metal, paper */
};
#define N_KINDS G_N_ELEMENTS (kinds)

static const VigieDemoTrafficSite sites[] = {
    {"Déchèterie de Bubry", 1.00, 1.35, 0.85, 0.45, 10, 0.05, 0.008, 0.021, TRUE},
    {"Déchèterie de Caudan", 1.06, 1.28, 0.70, 0.85, 0, 0.00, 0.013, 0.006, TRUE},
    {"Déchèterie de Cléguer", 1.10, 1.36, 0.95, 0.50, -10, 0.00, 0.019, 0.011, FALSE},
    {"Déchèterie de Groix", 1.00, 1.05, 0.85, 0.40, 15, 0.60, 0.005, 0.016, FALSE},
    {"Déchèterie de Guidel", 1.08, 1.26, 0.55, 0.95, 5, 0.18, 0.011, 0.024, TRUE},
    {"Déchèterie d’Hennebont", 1.05, 1.30, 0.80, 0.70, -5, 0.00, 0.009, 0.014, TRUE},
    {"Déchèterie de Languidic", 1.02, 1.34, 0.90, 0.55, 0, 0.00, 0.016, 0.012, FALSE},
    {"Déchèterie de Lorient-Keryado", 1.08, 1.34, 0.90, 0.80, 0, 0.00, 0.022, 0.015, TRUE},
    {"Déchèterie de Lorient-Port", 0.98, 1.18, 0.65, 0.95, 0, 0.00, 0.012, 0.027, TRUE},
    {"Déchèterie de Ploemeur", 1.06, 1.24, 0.60, 0.90, -15, 0.20, 0.018, 0.010, TRUE},
    {"Déchèterie de Plouay", 1.08, 1.32, 0.85, 0.55, 5, 0.00, 0.007, 0.013, TRUE},
    {"Déchèterie de Quéven", 1.00, 1.25, 0.75, 0.75, 0, 0.00, 0.015, 0.020, TRUE},
    {"Déchèterie de Riantec", 1.15, 1.32, 0.80, 0.70, 0, 0.12, 0.009, 0.026, TRUE},
};

const VigieDemoTrafficSite *
vigie_demo_traffic_find (const char *site)
{
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    if (strcmp (sites[i].site, site) == 0)
      return &sites[i];
  return NULL;
}

gboolean
vigie_demo_traffic_works (VigieDemoSim *sim, const char *site, gint64 *first, gint64 *last)
{
  if (strcmp (site, WORKS_SITE) != 0)
    return FALSE;
  *first = sim->start_day - WORKS_BEFORE;
  *last = sim->start_day + WORKS_AFTER;
  return TRUE;
}

char *
vigie_demo_site_hours (VigieDemoSim *sim, const VigieDemoSite *site)
{
  g_autofree char *usual = vigie_demo_hours_to_string (site->hours), *closure = NULL;
  gint64 first, last;

  if (!vigie_demo_traffic_works (sim, site->name, &first, &last))
    return g_steal_pointer (&usual);
  closure = vigie_demo_closure_to_string (first, last, VIGIE_DEMO_WORKS);
  return g_strdup_printf ("%s; %s", usual, closure);
}

static double
bell (double x, double middle, double width)
{
  double away = (x - middle) / width;

  return exp (-away * away / 2);
}

/* How visits spread over an opening; any unit. */
static double
weight_at (const VigieDemoTrafficSite *facts, int minute, int opens, int closes)
{
  double weight = 1 + facts->morning * bell (minute, 645 + facts->later, 40)
                  + facts->afternoon * bell (minute, 1032 + facts->later, 38)
                  + 0.35 * bell (minute, 885 + facts->later, 32) - 0.45 * bell (minute, 780, 35);

  /* Some wait before the gate; towards the end people do not come any more, before noon sooner. */
  weight *= 1 + 0.8 * exp (-(minute - opens) / 9.0);
  return weight * MIN (1, 0.3 + 0.7 * (closes - minute) / (closes < 840 ? 55.0 : 30.0));
}

static gboolean
is_holiday_near (const VigieDemoCivil *civil)
{
  return vigie_calendar_holiday (civil->day_number - 1) != VIGIE_HOLIDAY_NONE
         || vigie_calendar_holiday (civil->day_number + 1) != VIGIE_HOLIDAY_NONE;
}

/* Visits that a day would have without rain. */
static double
expected_visits (VigieDemoSim *sim,
                 guint index,
                 const VigieDemoTrafficSite *facts,
                 const VigieDemoCivil *civil,
                 int minutes)
{
  const double weekdays[]
      = {1.0, 0.84, facts->wednesday, 0.86, 1.05, facts->saturday, facts->saturday * 0.7};
  double day = (double) civil->day_number, turn = 2 * G_PI * civil->day_of_year / 365.25;
  double visits = sim->sites[index].size * weekdays[civil->weekday - 1] * minutes / 390.0;
  double chance;

  /* Gardens: most in summer, a little more in April and October. */
  visits *= 1 - 0.24 * cos (turn - 0.3) + 0.05 * cos (2 * turn - 3.7);
  if (civil->month == 7 || civil->month == 8)
    visits *= 1 + facts->summer;
  if (is_holiday_near (civil))
    visits *= 1.14;
  if (civil->weekday < 6
      && vigie_calendar_school (sim->calendar, civil->day_number) == VIGIE_SCHOOL_HOLIDAYS)
    visits *= 1.13;
  if (civil->day_number == sim->start_day && strcmp (facts->site, CROWDED_SITE) == 0)
    visits *= CROWDED;
  /* From day to day alike: of all sites, and of each. */
  chance = 0.07 * vigie_demo_noise (VIGIE_DEMO_STREAM_DAY, 1001, day / 9)
           + 0.09 * vigie_demo_noise (VIGIE_DEMO_STREAM_DAY, index + 2000, day / 6)
           + 0.04 * vigie_demo_normal (VIGIE_DEMO_STREAM_DAY, civil->day_number, 999)
           + 0.06 * vigie_demo_normal (VIGIE_DEMO_STREAM_DAY, civil->day_number, index);
  return visits * exp (chance);
}

/* Rain by half-hours from 7 h to 20 h, kept for the day: all sites ask for it. */
static double
rain_at (VigieDemoSim *sim, const VigieDemoCivil *civil, int minute)
{
  int half_hour = CLAMP (minute / 30 - 14, 0, (int) G_N_ELEMENTS (sim->rain) - 1);

  if (sim->rain_day != civil->day_number)
    {
      gint64 midnight = civil->day_number * 86400;
      int interval = g_time_zone_find_interval (sim->zone, G_TIME_TYPE_STANDARD, midnight + 43200);
      gint64 offset = interval < 0 ? 0 : g_time_zone_get_offset (sim->zone, interval);

      sim->rain_day = civil->day_number;
      for (guint i = 0; i < G_N_ELEMENTS (sim->rain); i++)
        {
          VigieDemoWeather weather;

          vigie_demo_weather_at ((midnight - offset + (14 + i) * 1800 + 900) * VIGIE_SECOND,
                                 &weather);
          sim->rain[i] = weather.rain;
        }
    }
  return sim->rain[half_hour];
}

/* How the share of vehicles that a counter does not see differs from its own by the scenario. */
static void
find_misses (VigieDemoSim *sim,
             const VigieDemoTrafficSite *facts,
             gint64 day,
             double *miss_in,
             double *miss_out)
{
  *miss_in = facts->miss_in;
  *miss_out = facts->miss_out;
  if (strcmp (facts->site, MISALIGNED_SITE) == 0 && day > sim->start_day - MISALIGNED_DAYS)
    *miss_out = MISALIGNED_MISS;
  if (strcmp (facts->site, STOPPED_SITE) == 0)
    {
      /* A Tuesday and a Wednesday of the fourth week before. Day 0 was a Thursday. */
      gint64 tuesday = sim->start_day - 21 - (sim->start_day + 2) % 7;

      if (day == tuesday || day == tuesday + 1)
        *miss_in = 1;
    }
}

typedef struct
{
  double free_at[N_KINDS][MAX_PLACES]; /* minute of the day */
  guint n_places[N_KINDS];
  double miss_in, miss_out;
  double closes; /* minute */
  guint present; /* at the begin of the five minutes */
  gint64 key;    /* of chance */
} Yard;

static void
yard_init (Yard *self, int places)
{
  memset (self, 0, sizeof *self);
  for (guint i = 0; i < N_KINDS; i++)
    self->n_places[i] = CLAMP ((guint) round (places * kinds[i].places), 1, MAX_PLACES);
}

static inline double
part (guint64 bits, guint which)
{
  return (double) ((bits >> (16 * which)) & 0xffff) / 65536.0;
}

/* One vehicle: it takes the first place at its skip that is free, and is counted at both gates. */
static void
receive (Yard *self, VigieDemoTrafficDay *day, double minute, guint number)
{
  guint64 dice = vigie_demo_hash (VIGIE_DEMO_STREAM_VISITS, self->key, number);
  guint64 seen = vigie_demo_hash (VIGIE_DEMO_STREAM_DEPARTURES, self->key, number);
  double sort = part (dice, 0), begins, minutes, leaves;
  guint kind = 0, place = 0;

  while (kind < N_KINDS - 1 && sort >= kinds[kind].share)
    sort -= kinds[kind++].share;
  for (guint i = 1; i < self->n_places[kind]; i++)
    if (self->free_at[kind][i] < self->free_at[kind][place])
      place = i;
  begins = MAX (minute + GATE_MINUTES, self->free_at[kind][place]);
  minutes = kinds[kind].minutes * (0.4 + 0.6 * (part (dice, 1) + part (dice, 2)));
  leaves = begins + minutes + GATE_MINUTES;
  /* The agents press those who are there after the closing. */
  if (leaves > self->closes + 2)
    leaves = MIN (leaves, self->closes + 2 + (PRESSED_MINUTES - 2) * part (seen, 2));
  leaves = MAX (leaves, minute + 1);
  self->free_at[kind][place] = leaves - GATE_MINUTES;
  day->waited += MAX (0, MIN (begins, self->closes) - minute - GATE_MINUTES);
  day->visits++;
  day->in[(guint) minute / 5]++;
  day->out[(guint) leaves / 5]++;
  if (part (seen, 0) >= self->miss_in)
    day->counted_in[(guint) minute / 5]++;
  if (part (seen, 1) >= self->miss_out)
    day->counted_out[(guint) leaves / 5]++;
}

static void
receive_in_bin (Yard *self, VigieDemoTrafficDay *day, int minute, double mean, int places)
{
  guint n = vigie_demo_poisson (mean, VIGIE_DEMO_STREAM_ARRIVAL, self->key, minute);

  for (guint i = 0; i < n; i++)
    {
      guint number = (guint) minute * 64 + i;
      double u = vigie_demo_uniform (VIGIE_DEMO_STREAM_ARRIVAL, self->key, -1 - (gint64) number);

      /* Who sees the queue on the road drives on. */
      if (self->present + i >= places * (1.15 + 0.6 * u))
        continue;
      receive (self, day, minute + 5 * (i + u) / n, number);
    }
}

void
vigie_demo_traffic_plan (VigieDemoSim *sim,
                         guint index,
                         const VigieDemoTrafficSite *facts,
                         const VigieDemoCivil *civil,
                         VigieDemoTrafficDay *day)
{
  const VigieDemoSite *site = &sim->sites[index];
  VigieDemoSpan spans[2];
  guint n_spans = vigie_demo_hours_spans (site->hours, civil, spans);
  double visits, weight = 0;
  guint present = 0;
  gint64 first, last;
  Yard yard;

  memset (day, 0, sizeof *day);
  day->day = civil->day_number;
  if (n_spans == 0
      || (vigie_demo_traffic_works (sim, site->name, &first, &last) && day->day >= first
          && day->day <= last))
    return;
  yard_init (&yard, site->capacity);
  yard.key = civil->day_number * 256 + index;
  find_misses (sim, facts, day->day, &yard.miss_in, &yard.miss_out);
  visits
      = expected_visits (sim, index, facts, civil, vigie_demo_hours_minutes (site->hours, civil));
  /* Nobody is let in during the last five minutes. */
  for (guint i = 0; i < n_spans; i++)
    for (int minute = spans[i].from; minute < spans[i].to - 5; minute += 5)
      weight += weight_at (facts, minute, spans[i].from, spans[i].to);
  for (guint i = 0, bin = 0; i < n_spans; i++)
    {
      yard.closes = spans[i].to;
      for (int minute = spans[i].from; minute < spans[i].to - 5; minute += 5)
        {
          /* Hours go their own way: as today, so the next hour. */
          double course = 0.16
                          * vigie_demo_noise (VIGIE_DEMO_STREAM_DAY, index + 3000,
                                              (double) (civil->day_number * 16) + minute / 100.0);
          double mean = visits * weight_at (facts, minute, spans[i].from, spans[i].to) / weight
                        * exp (course) * (1 - 0.4 * MIN (1, rain_at (sim, civil, minute) / 2));

          for (; bin < (guint) minute / 5; bin++)
            present += day->in[bin] - day->out[bin];
          yard.present = present;
          receive_in_bin (&yard, day, minute, mean, site->capacity);
        }
    }
  present = 0;
  for (guint bin = 0; bin < VIGIE_DEMO_TRAFFIC_BINS; bin++)
    {
      present += day->in[bin] - day->out[bin];
      day->present[bin] = (guint8) present;
    }
}

guint
vigie_demo_traffic_places (guint site, VigieTime time, guint present)
{
  double u = vigie_demo_uniform (VIGIE_DEMO_STREAM_DEPARTURES, time / VIGIE_DEMO_STEP,
                                 -1 - (gint64) site);

  /* Now and then one drives over a sensor, or stands between two. */
  if (present == 0 || u > 0.14)
    return present;
  return u < 0.08 ? present - 1 : present + 1;
}
