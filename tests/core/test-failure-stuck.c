/* test-failure-stuck.c: values that stand still: found where they should not, left alone where they may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-failure.h"

/* A Saturday, 10 h 13 UTC. */
#define NOW (1763720000 * VIGIE_SECOND)
#define STEP (20 * VIGIE_MINUTE)
#define DAYS 42
#define PER_DAY 72
#define N (DAYS * PER_DAY)

typedef enum
{
  SHAPE_AIR,     /* 21 °C with the day's swing and noise, in steps of 0.1 */
  SHAPE_SKIP,    /* fills by steps while the site is open, emptied each five days */
  SHAPE_FULL,    /* the same, and nobody empties it any more */
  SHAPE_IN,      /* index of entries while open */
  SHAPE_OUT,     /* the same with a little less */
  SHAPE_PRESENT, /* vehicles present while open */
  SHAPE_METER,   /* index that grows but at night */
  SHAPE_POWER,   /* its power; 0 at night */
  SHAPE_SUN,     /* power of a roof: 0 without sun */
  SHAPE_STATE,   /* 0 or 1, seldom another */
} Shape;

/* From then on nobody comes (days ago), 0 for never. */
static gboolean
is_open (guint i, double closed_days)
{
  guint minute = i % PER_DAY * 20, day = i / PER_DAY % 7;

  return day < 5 && minute >= 9 * 60 && minute < 18 * 60
         && !(closed_days > 0 && (N - i) / (double) PER_DAY < closed_days);
}

/* Stands still from @stuck_days ago on; not known up to @unknown_days ago. */
static VigieSeries *
make (Shape shape, guint seed, double stuck_days, double closed_days, double unknown_days)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  VigieTime *times = g_new (VigieTime, N);
  double *values = g_new (double, N);
  VigieSpan known = {NOW - (VigieTime) ((DAYS - unknown_days) * VIGIE_DAY) - STEP, NOW + STEP};
  double level = 7, index = 1000;

  for (guint i = 0; i < N; i++)
    {
      gboolean open = is_open (i, closed_days);
      double value = 0, noise = g_rand_double (random);
      double day = i % PER_DAY / (double) PER_DAY;

      switch (shape)
        {
        case SHAPE_AIR:
          value = round (10 * (21 + 2 * sin (2 * G_PI * day) + 0.3 * noise)) / 10;
          break;
        case SHAPE_SKIP:
        case SHAPE_FULL:
          if (open && noise < 0.3)
            level = MIN (level + 2, 100);
          if (i % (5 * PER_DAY) == 40 && !(shape == SHAPE_FULL && i > N / 2))
            level = 7;
          value = level;
          break;
        case SHAPE_IN:
        case SHAPE_OUT:
          index += open && noise < 0.9 ? floor (4 * noise) : 0;
          value = index;
          break;
        case SHAPE_PRESENT:
          value = open ? floor (8 * noise) : 0;
          break;
        case SHAPE_METER:
          index += day > 0.3 && day < 0.8 ? 1 + floor (4 * noise) : 0;
          value = index;
          break;
        case SHAPE_POWER:
          value = day > 0.3 && day < 0.8 ? round (1000 + 300 * noise) : 0;
          break;
        case SHAPE_SUN:
          value = day > 0.4 && day < 0.7 ? round (1000 * noise) : 0;
          break;
        case SHAPE_STATE:
        default:
          value = i > N - 4 * PER_DAY ? 1 : (i / 30) % 2;
          break;
        }
      times[i] = NOW - (VigieTime) (N - 1 - i) * STEP;
      values[i] = value;
      if (stuck_days > 0 && (N - i) / (double) PER_DAY < stuck_days && i > 0)
        values[i] = values[i - 1];
    }
  return vigie_series_new_take (times, values, N, STEP, g_memdup2 (&known, sizeof known), 1);
}

static VigieMeasureData *
make_measure (VigieRole role, VigieAggregation aggregation)
{
  VigieMeasureData *data = vigie_measure_data_new ();

  g_set_str (&data->id, "1");
  g_set_str (&data->site_id, "s");
  data->role = role;
  data->aggregation = aggregation;
  return data;
}

#define NO_WITNESS -1

static const struct
{
  const char *what;
  VigieRole role;
  VigieAggregation aggregation;
  Shape shape;
  double stuck_days, closed_days, unknown_days;
  int witness; /* its shape */
  gboolean stuck;
} cases[] = {
    {"air", VIGIE_ROLE_TEMPERATURE, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 0, 0, 0, NO_WITNESS,
     FALSE},
    {"stuck air", VIGIE_ROLE_TEMPERATURE, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 2, 0, 0, NO_WITNESS,
     TRUE},
    {"for less than a day", VIGIE_ROLE_TEMPERATURE, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 0.9, 0, 0,
     NO_WITNESS, FALSE},
    {"for very long", VIGIE_ROLE_HUMIDITY, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 27, 0, 0,
     NO_WITNESS, TRUE},
    {"always", VIGIE_ROLE_HUMIDITY, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, DAYS, 0, 0, NO_WITNESS,
     TRUE},
    {"too little of the past", VIGIE_ROLE_TEMPERATURE, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 30, 0,
     0, NO_WITNESS, FALSE},
    {"a past that is not known", VIGIE_ROLE_TEMPERATURE, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 2, 0,
     30, NO_WITNESS, FALSE},
    {"skip", VIGIE_ROLE_FILL_LEVEL, VIGIE_AGGREGATION_INSTANT, SHAPE_SKIP, 0, 0, 0, SHAPE_IN,
     FALSE},
    {"stuck skip", VIGIE_ROLE_FILL_LEVEL, VIGIE_AGGREGATION_INSTANT, SHAPE_SKIP, 7, 0, 0, SHAPE_IN,
     TRUE},
    {"full skip", VIGIE_ROLE_FILL_LEVEL, VIGIE_AGGREGATION_INSTANT, SHAPE_FULL, 0, 0, 0, SHAPE_IN,
     FALSE},
    {"skip of a closed site", VIGIE_ROLE_FILL_LEVEL, VIGIE_AGGREGATION_INSTANT, SHAPE_SKIP, 0, 12,
     0, SHAPE_IN, FALSE},
    {"skip alone at its site", VIGIE_ROLE_FILL_LEVEL, VIGIE_AGGREGATION_INSTANT, SHAPE_SKIP, 7, 0,
     0, NO_WITNESS, FALSE},
    {"entries", VIGIE_ROLE_VEHICLES_IN, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_IN, 0, 0, 0, SHAPE_OUT,
     FALSE},
    {"stuck entries", VIGIE_ROLE_VEHICLES_IN, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_IN, 5, 0, 0,
     SHAPE_OUT, TRUE},
    {"entries of a closed site", VIGIE_ROLE_VEHICLES_IN, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_IN, 0,
     20, 0, SHAPE_OUT, FALSE},
    {"entries without exits", VIGIE_ROLE_VEHICLES_IN, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_IN, 12, 0,
     0, NO_WITNESS, FALSE},
    {"present", VIGIE_ROLE_VEHICLES_PRESENT, VIGIE_AGGREGATION_INSTANT, SHAPE_PRESENT, 0, 0, 0,
     SHAPE_IN, FALSE},
    {"stuck present", VIGIE_ROLE_VEHICLES_PRESENT, VIGIE_AGGREGATION_INSTANT, SHAPE_PRESENT, 4, 0,
     0, SHAPE_IN, TRUE},
    {"present at a closed site", VIGIE_ROLE_VEHICLES_PRESENT, VIGIE_AGGREGATION_INSTANT,
     SHAPE_PRESENT, 0, 9, 0, SHAPE_IN, FALSE},
    {"meter", VIGIE_ROLE_CONSUMPTION, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_METER, 0, 0, 0,
     SHAPE_POWER, FALSE},
    {"stuck meter", VIGIE_ROLE_CONSUMPTION, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_METER, 3, 0, 0,
     SHAPE_POWER, TRUE},
    {"meter of which nothing is drawn", VIGIE_ROLE_CONSUMPTION, VIGIE_AGGREGATION_CUMULATIVE,
     SHAPE_METER, 20, 0, 0, NO_WITNESS, FALSE},
    {"sun", VIGIE_ROLE_PRODUCTION, VIGIE_AGGREGATION_INSTANT, SHAPE_SUN, 0, 0, 0, NO_WITNESS,
     FALSE},
    {"power that stands at 0", VIGIE_ROLE_PRODUCTION, VIGIE_AGGREGATION_INSTANT, SHAPE_SUN, 9.8, 0,
     0, NO_WITNESS, FALSE},
    {"state", VIGIE_ROLE_STATE, VIGIE_AGGREGATION_INSTANT, SHAPE_STATE, 0, 0, 0, NO_WITNESS, FALSE},
    {"state of another role", VIGIE_ROLE_OTHER, VIGIE_AGGREGATION_INSTANT, SHAPE_STATE, 0, 0, 0,
     NO_WITNESS, FALSE},
    {"level of the battery", VIGIE_ROLE_BATTERY_LEVEL, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 9, 0,
     0, NO_WITNESS, FALSE},
    {"spreading factor", VIGIE_ROLE_SPREADING_FACTOR, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, 9, 0, 0,
     NO_WITNESS, FALSE},
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint seed = 1; seed <= 8; seed++)
      {
        g_autoptr (VigieSeries) series = make (cases[i].shape, seed, cases[i].stuck_days,
                                               cases[i].closed_days, cases[i].unknown_days);
        g_autoptr (VigieSeries) witness
            = cases[i].witness != NO_WITNESS
                  ? make (cases[i].witness, seed + 100, 0, cases[i].closed_days, 0)
                  : NULL;
        const VigieSeries *const witnesses[] = {witness};
        g_autoptr (VigieMeasureData) measure = make_measure (cases[i].role, cases[i].aggregation);
        VigieStuck stuck;

        vigie_failure_find_stuck (series, measure, witnesses, witness != NULL ? 1 : 0, NOW, &stuck);
        g_test_message (
            "%s, %u: %u readings, %.1f days, longest %.1f", cases[i].what, seed, stuck.n,
            stuck.since != VIGIE_TIME_NONE ? (double) (NOW - stuck.since) / (double) VIGIE_DAY : 0,
            (double) stuck.longest / (double) VIGIE_DAY);
        g_assert_cmpint (stuck.stuck, ==, cases[i].stuck);
        if (!stuck.stuck)
          continue;
        g_assert_cmpfloat ((double) (NOW - stuck.since), >=,
                           (cases[i].stuck_days - 0.1) * (double) VIGIE_DAY);
        g_assert_cmpuint (stuck.n, >=, VIGIE_STUCK_LEAST_READINGS);
        g_assert_cmpfloat (stuck.value, ==, series->values[series->n - 1]);
      }
}

/* Of 400 measures that work none is said to be stuck at any of many moments. */
static void
test_no_wolf (void)
{
  static const struct
  {
    VigieRole role;
    VigieAggregation aggregation;
    Shape shape, witness;
  } sound[] = {
      {VIGIE_ROLE_TEMPERATURE, VIGIE_AGGREGATION_INSTANT, SHAPE_AIR, SHAPE_AIR},
      {VIGIE_ROLE_FILL_LEVEL, VIGIE_AGGREGATION_INSTANT, SHAPE_SKIP, SHAPE_IN},
      {VIGIE_ROLE_VEHICLES_IN, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_IN, SHAPE_OUT},
      {VIGIE_ROLE_CONSUMPTION, VIGIE_AGGREGATION_CUMULATIVE, SHAPE_METER, SHAPE_POWER},
  };

  for (guint i = 0; i < 100; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sound); j++)
      {
        g_autoptr (VigieSeries) series = make (sound[j].shape, 1000 + i, 0, 0, 0);
        g_autoptr (VigieSeries) witness = make (sound[j].witness, 2000 + i, 0, 0, 0);
        const VigieSeries *const witnesses[] = {witness};
        g_autoptr (VigieMeasureData) measure = make_measure (sound[j].role, sound[j].aggregation);
        VigieStuck stuck;

        for (guint ago = 0; ago < 14; ago++)
          {
            vigie_failure_find_stuck (series, measure, witnesses, 1,
                                      NOW - ago * (VIGIE_DAY + 3 * VIGIE_HOUR), &stuck);
            g_assert_false (stuck.stuck);
          }
      }
}

static void
test_nothing (void)
{
  g_autoptr (VigieSeries) empty = vigie_series_new (NULL, NULL, 0, 0, NULL, 0);
  g_autoptr (VigieSeries) air = make (SHAPE_AIR, 1, 2, 0, 0);
  g_autoptr (VigieMeasureData) measure
      = make_measure (VIGIE_ROLE_TEMPERATURE, VIGIE_AGGREGATION_INSTANT);
  VigieStuck stuck;

  vigie_failure_find_stuck (NULL, measure, NULL, 0, NOW, &stuck);
  g_assert_false (stuck.stuck);
  g_assert_cmpint (stuck.since, ==, VIGIE_TIME_NONE);
  vigie_failure_find_stuck (empty, measure, NULL, 0, NOW, &stuck);
  g_assert_false (stuck.stuck);
  for (guint i = 0; i < air->n; i++)
    air->values[i] = NAN;
  vigie_failure_find_stuck (air, measure, NULL, 0, NOW, &stuck);
  g_assert_false (stuck.stuck);
  g_assert_cmpuint (stuck.n, ==, 0);
}

static void
test_witnesses (void)
{
  g_autoptr (VigieMeasureData) in
      = make_measure (VIGIE_ROLE_VEHICLES_IN, VIGIE_AGGREGATION_CUMULATIVE);
  g_autoptr (VigieMeasureData) out
      = make_measure (VIGIE_ROLE_VEHICLES_OUT, VIGIE_AGGREGATION_CUMULATIVE);
  g_autoptr (VigieMeasureData) index
      = make_measure (VIGIE_ROLE_WATER, VIGIE_AGGREGATION_CUMULATIVE);
  g_autoptr (VigieMeasureData) flow = make_measure (VIGIE_ROLE_WATER, VIGIE_AGGREGATION_INSTANT);

  g_set_str (&out->id, "2");
  g_set_str (&index->id, "3");
  g_set_str (&flow->id, "4");
  g_assert_true (vigie_failure_is_witness (in, out));
  g_assert_false (vigie_failure_is_witness (in, in));
  g_assert_false (vigie_failure_is_witness (in, flow));
  /* Of one device only. */
  g_assert_false (vigie_failure_is_witness (index, flow));
  g_set_str (&index->sensor_id, "c");
  g_set_str (&flow->sensor_id, "c");
  g_assert_true (vigie_failure_is_witness (index, flow));
  g_assert_false (vigie_failure_is_witness (flow, index));
  g_set_str (&out->site_id, "elsewhere");
  g_assert_false (vigie_failure_is_witness (in, out));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/failure/stuck/cases", test_cases);
  g_test_add_func ("/core/failure/stuck/no-wolf", test_no_wolf);
  g_test_add_func ("/core/failure/stuck/nothing", test_nothing);
  g_test_add_func ("/core/failure/stuck/witnesses", test_witnesses);
  return g_test_run ();
}
