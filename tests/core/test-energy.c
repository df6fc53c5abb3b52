/* test-energy.c: what is due, factors, powers, nights, bins and surplus of energy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy.h"

#include "energy-fixture.h"
#include "words-fixture.h"

#define TOLD VIGIE_UNDEFINED_NOT

/* ---- What is due ---- */

static void
test_due (void)
{
  VigieTime from = at (MIDNIGHT);
  const HandMadeSite site = {C ("1 2 3 -")};
  static const struct
  {
    gint64 after, grace;
    guint n_due;
    double value, coverage;
    VigieUndefined undefined;
  } instants[] = {
      {-VIGIE_HOUR, 0, 0, NAN, NAN, VIGIE_UNDEFINED_FUTURE},
      {0, 0, 0, NAN, NAN, VIGIE_UNDEFINED_FUTURE},
      {HALF_HOUR - 1, 0, 0, NAN, NAN, VIGIE_UNDEFINED_NO_READING},
      {HALF_HOUR, 0, 1, 1, 1, TOLD},
      {HALF_HOUR, VIGIE_MINUTE, 0, NAN, NAN, VIGIE_UNDEFINED_NO_READING},
      {3 * HALF_HOUR + VIGIE_MINUTE, VIGIE_MINUTE, 3, 6, 1, TOLD},
      {9 * HALF_HOUR, VIGIE_MINUTE, 4, NAN, 0.75, VIGIE_UNDEFINED_COVERAGE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_autoptr (VigieSiteSteps) steps
          = parse_site (&site, from, HALF_HOUR, from + instants[i].after, instants[i].grace);
      g_autoptr (VigieEnergySum) sum
          = vigie_energy_sum_new (from, from + 4 * HALF_HOUR, NULL, 0, NULL);
      VigieEnergyFigure figures[VIGIE_N_KPI];

      g_assert_cmpuint (steps->n_due, ==, instants[i].n_due);
      vigie_energy_sum_add (sum, steps, NULL);
      vigie_energy_sum_figures (sum, NAN, figures);
      g_assert_cmpint (figures[VIGIE_KPI_CONSUMPTION].undefined, ==, instants[i].undefined);
      assert_near (figures[VIGIE_KPI_CONSUMPTION].value, instants[i].value);
      assert_near (figures[VIGIE_KPI_CONSUMPTION].coverage, instants[i].coverage);
      /* Nor is anything not metered in the future. */
      g_assert_cmpint (figures[VIGIE_KPI_PRODUCTION].undefined, ==, VIGIE_UNDEFINED_NOT_METERED);
    }
}

/* ---- Carbon ---- */

static void
test_factors (void)
{
  VigieTime from = at (MIDNIGHT);
  const HandMadeSite site = {DC, I ("1 1 1 1 1 1 1 1 1 1"), IT ("1 1 1 1 1 1 1 1 1 1")};
  static const struct
  {
    int steps[3]; /* from when on, in steps since the begin */
    double kg[3];
    guint n;
    double value, coverage;
    VigieUndefined undefined;
  } tables[] = {
      {{0}, {0}, 0, NAN, 0, VIGIE_UNDEFINED_NO_FACTOR},
      {{0}, {0.1}, 1, 1, 1, TOLD},
      /* Declared from the second step on: nine of ten are enough, and are what is told. */
      {{1}, {0.1}, 1, 0.9, 0.9, TOLD},
      {{2}, {0.1}, 1, NAN, 0.8, VIGIE_UNDEFINED_NO_FACTOR},
      {{20}, {0.1}, 1, NAN, 0, VIGIE_UNDEFINED_NO_FACTOR},
      {{-9, 4, 30}, {0.1, 0.2, 9}, 3, 0.4 + 1.2, 1, TOLD},
      /* What is no factor is none. */
      {{-9}, {-0.1}, 1, NAN, 0, VIGIE_UNDEFINED_NO_FACTOR},
      {{-9}, {NAN}, 1, NAN, 0, VIGIE_UNDEFINED_NO_FACTOR},
      {{-9}, {0}, 1, 0, 1, TOLD},
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      VigieEmissionFactor factors[3];
      VigieEnergyFacts facts = facts_of (&site);
      g_autoptr (VigieSiteSteps) steps = parse_site (&site, from, HALF_HOUR, from + VIGIE_DAY, 0);
      g_autoptr (VigieEnergySum) sum = NULL;
      VigieEnergyFigure figures[VIGIE_N_KPI];
      const VigieEnergyFigure *co2 = &figures[VIGIE_KPI_CO2], *cue = &figures[VIGIE_KPI_CUE];

      for (guint j = 0; j < tables[i].n; j++)
        factors[j] = (VigieEmissionFactor) {from + tables[i].steps[j] * HALF_HOUR, tables[i].kg[j]};
      sum = vigie_energy_sum_new (from, from + 10 * HALF_HOUR, factors, tables[i].n, NULL);
      vigie_energy_sum_add (sum, steps, &facts);
      vigie_energy_sum_figures (sum, NAN, figures);
      g_assert_cmpint (co2->undefined, ==, tables[i].undefined);
      assert_near (co2->value, tables[i].value);
      assert_near (co2->coverage, tables[i].coverage);
      /* A kWh computed for each that was imported. */
      g_assert_cmpint (cue->undefined, ==, tables[i].undefined);
      assert_near (cue->value,
                   tables[i].value / 10 / (tables[i].coverage > 0 ? tables[i].coverage : 1));
    }
}

static void
test_degree_days (void)
{
  const HandMadeSite site = {C ("10 20")};
  static const struct
  {
    double degree_days, value;
    VigieUndefined undefined;
  } tables[] = {
      {15, 2, TOLD},
      {0, NAN, VIGIE_UNDEFINED_ZERO},
      {NAN, NAN, VIGIE_UNDEFINED_NO_TEMPERATURE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      VigieTime from = at (MIDNIGHT);
      g_autoptr (VigieSiteSteps) steps = parse_site (&site, from, HALF_HOUR, from + VIGIE_DAY, 0);
      g_autoptr (VigieEnergySum) sum
          = vigie_energy_sum_new (from, from + 2 * HALF_HOUR, NULL, 0, NULL);
      VigieEnergyFigure figures[VIGIE_N_KPI];

      vigie_energy_sum_add (sum, steps, NULL);
      vigie_energy_sum_figures (sum, tables[i].degree_days, figures);
      g_assert_cmpint (figures[VIGIE_KPI_PER_DEGREE_DAY].undefined, ==, tables[i].undefined);
      assert_near (figures[VIGIE_KPI_PER_DEGREE_DAY].value, tables[i].value);
    }
}

/* ---- Powers ---- */

/* A site whose consumption of step @i, kWh, is @amount (@i). */
static VigieSiteSteps *
site_of (VigieTime from, gint64 step, guint n, double (*amount) (guint i))
{
  GPtrArray *meters[VIGIE_N_FLOW] = {0};
  VigieMeterSteps *meter = make_meter (from, step, n);
  VigieSiteSteps *site;

  for (guint i = 0; i < n; i++)
    meter->amounts[i] = amount (i);
  meters[VIGIE_FLOW_CONSUMPTION] = g_ptr_array_new_with_free_func (free_meter);
  g_ptr_array_add (meters[VIGIE_FLOW_CONSUMPTION], meter);
  site = vigie_site_steps_new (meters, from, step, n, from + 400 * VIGIE_DAY, 0);
  g_ptr_array_unref (meters[VIGIE_FLOW_CONSUMPTION]);
  return site;
}

/* 1 kW all along, of steps of 10 and of 15 min; once more of each: 0.5 kWh in 10 min (3 kW) at step 4, 1 kWh in 15
 * min at step 2. */
static double
of_ten (guint i)
{
  return i == 4 ? 0.5 : 1 / 6.0;
}

static double
of_fifteen (guint i)
{
  return i == 2 ? 1 : 0.25;
}

/* Steps of 10 and of 15 min meet in steps of 30: the peak of both is in the second. */
static void
test_mixed_steps (void)
{
  VigieTime from = at (MIDNIGHT), to = from + 2 * VIGIE_HOUR;
  VigieEnergyFigure orders[2][VIGIE_N_KPI];

  for (guint order = 0; order < 2; order++)
    {
      g_autoptr (VigieSiteSteps) ten = site_of (from, 10 * VIGIE_MINUTE, 12, of_ten);
      g_autoptr (VigieSiteSteps) fifteen = site_of (from, 15 * VIGIE_MINUTE, 8, of_fifteen);
      g_autoptr (VigieEnergySum) sum = vigie_energy_sum_new (from, to, NULL, 0, NULL);
      const VigieEnergyFigure *peak = &orders[order][VIGIE_KPI_PEAK];

      vigie_energy_sum_add (sum, order == 0 ? ten : fifteen, NULL);
      vigie_energy_sum_add (sum, order == 0 ? fifteen : ten, NULL);
      vigie_energy_sum_figures (sum, NAN, orders[order]);
      /* (1/6 + 0.5 + 1/6) + (1 + 0.25) kWh in half an hour. */
      assert_near (peak->value, 2 * (0.5 + 1 / 3.0 + 1.25));
      g_assert_cmpint (peak->at, ==, from + HALF_HOUR);
      /* Each site weighs the same, though one has more steps. */
      assert_near (peak->coverage, 1);
    }
  for (guint kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    assert_near (orders[0][kpi].value, orders[1][kpi].value);
}

static guint n_steps_before_night;
static guint n_steps_of_night;

/* 2 kWh an hour; in the last hour before the end of each night 1, right after and right before it 0. */
static double
of_nights (guint i)
{
  if (i == n_steps_before_night + n_steps_of_night - 1)
    return 1;
  if (i + 1 == n_steps_before_night || i == n_steps_before_night + n_steps_of_night)
    return 0;
  return 2;
}

/* From local 1 h to 5 h there are three hours when clocks go forward, five when they go back. */
static void
test_nights (void)
{
  static const struct
  {
    const char *midnight;
    guint n, n_night;
  } nights[] = {
      {"2026-11-15T23:00:00Z", 24, 4},
      {"2026-03-28T23:00:00Z", 23, 3},
      {"2026-10-24T22:00:00Z", 25, 5},
  };

  for (guint i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      VigieTime from = at (nights[i].midnight);
      g_autoptr (VigieSiteSteps) site = NULL;
      g_autoptr (VigieEnergySum) sum
          = vigie_energy_sum_new (from, from + nights[i].n * VIGIE_HOUR, NULL, 0, NULL);
      VigieEnergyFigure figures[VIGIE_N_KPI];

      n_steps_before_night = 1;
      n_steps_of_night = nights[i].n_night;
      site = site_of (from, VIGIE_HOUR, nights[i].n, of_nights);
      vigie_energy_sum_add (sum, site, NULL);
      vigie_energy_sum_figures (sum, NAN, figures);
      assert_near (figures[VIGIE_KPI_BASE_LOAD].value, 1);
      assert_near (figures[VIGIE_KPI_BASE_LOAD].coverage, 1);
    }
}

/* Hour 2 of three nights: 1, 5 and 3 kWh; the rest 9. */
static double
of_three_nights (guint i)
{
  static const double least[] = {1, 5, 3};

  return i % 24 == 2 ? least[i / 24 % 3] : 9;
}

static void
test_median_of_nights (void)
{
  VigieTime from = at (MIDNIGHT);
  g_autoptr (VigieSiteSteps) site = site_of (from, VIGIE_HOUR, 72, of_three_nights);
  g_autoptr (VigieEnergySum) sum = vigie_energy_sum_new (from, from + 3 * VIGIE_DAY, NULL, 0, NULL);
  VigieEnergyFigure figures[VIGIE_N_KPI];

  vigie_energy_sum_add (sum, site, NULL);
  vigie_energy_sum_figures (sum, NAN, figures);
  assert_near (figures[VIGIE_KPI_BASE_LOAD].value, 3);
}

/* ---- Bins ---- */

static void
test_bins (void)
{
  VigieTime from = at (MIDNIGHT);
  const HandMadeSite site = {C ("1 2 - - [8] 4 6")};
  g_autoptr (VigieSiteSteps) steps = parse_site (&site, from, HALF_HOUR, from + VIGIE_DAY, 0);
  /* The second edge cuts the first step in three, of which two are in the second bin. */
  const VigieTime hours[] = {from, from + HALF_HOUR / 3, from + VIGIE_HOUR, from + 2 * VIGIE_HOUR,
                             from + 4 * VIGIE_HOUR};
  const VigieTime days[] = {from - VIGIE_DAY, from, from + VIGIE_DAY};
  double sums[4] = {0}, day_sums[2] = {0};
  guint known[4] = {0}, due[4] = {0}, day_known[2] = {0}, day_due[2] = {0};

  vigie_site_steps_add_to_bins (steps, VIGIE_FLOW_CONSUMPTION, hours, 4, sums, known, due);
  assert_near (sums[0], 1 / 3.0);
  assert_near (sums[1], 2 / 3.0 + 2);
  assert_near (sums[2], 0);
  assert_near (sums[3], 10);
  g_assert_cmpuint (known[0], ==, 1);
  g_assert_cmpuint (known[1], ==, 2);
  g_assert_cmpuint (known[2], ==, 0);
  g_assert_cmpuint (due[2], ==, 2);
  g_assert_cmpuint (known[3], ==, 2);
  g_assert_cmpuint (due[3], ==, 2);

  /* A day holds the lump whole. */
  vigie_site_steps_add_to_bins (steps, VIGIE_FLOW_CONSUMPTION, days, 2, day_sums, day_known,
                                day_due);
  assert_near (day_sums[0], 0);
  g_assert_cmpuint (day_due[0], ==, 0);
  assert_near (day_sums[1], 21);
  g_assert_cmpuint (day_known[1], ==, 6);
  g_assert_cmpuint (day_due[1], ==, 6);

  /* What is neither metered nor derived adds nothing. */
  vigie_site_steps_add_to_bins (steps, VIGIE_FLOW_EXPORT, days, 2, day_sums, day_known, day_due);
  g_assert_cmpuint (day_due[1], ==, 6);
}

/* ---- Roles ---- */

static void
test_roles (void)
{
  guint n = 0, seen = 0;

  for (guint role = 0; role < VIGIE_N_ROLE; role++)
    {
      VigieFlow flow;

      if (vigie_flow_of_role (role, &flow))
        {
          n++;
          seen |= 1u << flow;
        }
    }
  g_assert_cmpuint (n, ==, VIGIE_N_FLOW);
  g_assert_cmpuint (seen, ==, (1u << VIGIE_N_FLOW) - 1);
}

/* A meter of another grid is a mistake of the caller, and makes nothing known. */
static void
test_other_grid (void)
{
  VigieTime from = at (MIDNIGHT);
  GPtrArray *meters[VIGIE_N_FLOW] = {0};
  g_autoptr (VigieSiteSteps) site = NULL;

  meters[VIGIE_FLOW_IMPORT] = g_ptr_array_new_with_free_func (free_meter);
  g_ptr_array_add (meters[VIGIE_FLOW_IMPORT], make_meter (from, VIGIE_HOUR, 3));
  g_test_expect_message ("vigie-core", G_LOG_LEVEL_CRITICAL, "*another grid*");
  site = vigie_site_steps_new (meters, from, HALF_HOUR, 6, from + VIGIE_DAY, 0);
  g_test_assert_expected_messages ();
  g_assert_true (isnan (site->flow[VIGIE_FLOW_IMPORT][0]));
  g_assert_true (isnan (site->flow[VIGIE_FLOW_CONSUMPTION][5]));
  g_ptr_array_unref (meters[VIGIE_FLOW_IMPORT]);
}

/* ---- Surplus ---- */

static void
test_surplus (void)
{
  static const struct
  {
    double export;
    double kw[5];
    guint n;
    const char *started;
  } tables[] = {
      {10, {3, 7, 5}, 3, "1 0"}, /* 7, then 3: 5 is too much */
      {10, {11, 5, 5}, 3, "1 2"},
      {10, {10.1}, 1, ""},
      {0, {1}, 1, ""},
      {-3, {1}, 1, ""},
      {NAN, {1}, 1, ""},
      {INFINITY, {1}, 1, ""},
      {10, {0, -2, NAN, 4}, 4, "3"},
      {10, {0}, 0, ""},
      {6, {4, 3, 3}, 3, "0"}, /* greedy: not the two of 3, which would fill it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      VigieFlexibleLoad loads[5];
      guint started[5], n;
      g_autoptr (GString) text = g_string_new (NULL);
      double sum = 0;

      for (guint j = 0; j < tables[i].n; j++)
        loads[j] = (VigieFlexibleLoad) {"load", tables[i].kw[j], 0};
      n = vigie_energy_surplus (tables[i].export, loads, tables[i].n, started);
      for (guint j = 0; j < n; j++)
        {
          g_string_append_printf (text, "%s%u", j > 0 ? " " : "", started[j]);
          sum += loads[started[j]].kw;
        }
      g_assert_cmpstr (text->str, ==, tables[i].started);
      if (n > 0)
        g_assert_cmpfloat (sum, <=, tables[i].export);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/energy/due", test_due);
  g_test_add_func ("/energy/factors", test_factors);
  g_test_add_func ("/energy/degree-days", test_degree_days);
  g_test_add_func ("/energy/mixed-steps", test_mixed_steps);
  g_test_add_func ("/energy/nights", test_nights);
  g_test_add_func ("/energy/median-of-nights", test_median_of_nights);
  g_test_add_func ("/energy/bins", test_bins);
  g_test_add_func ("/energy/roles", test_roles);
  g_test_add_func ("/energy/other-grid", test_other_grid);
  g_test_add_func ("/energy/surplus", test_surplus);
  return g_test_run ();
}
