/* test-energy-properties.c: what holds of figures whatever was metered, on random sites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy.h"

#include "energy-fixture.h"
#include "words-fixture.h"

#define N_SITES 6
#define N_ROUNDS 40
#define N_STEPS 96
#define STEP (15 * VIGIE_MINUTE)

/* What is metered of a random site. */
static const guint kinds[] = {
    1u << VIGIE_FLOW_CONSUMPTION,
    1u << VIGIE_FLOW_IMPORT,
    1u << VIGIE_FLOW_IMPORT | 1u << VIGIE_FLOW_EXPORT | 1u << VIGIE_FLOW_PRODUCTION,
    1u << VIGIE_FLOW_CONSUMPTION | 1u << VIGIE_FLOW_PRODUCTION,
    1u << VIGIE_FLOW_EXPORT | 1u << VIGIE_FLOW_PRODUCTION,
    1u << VIGIE_FLOW_IMPORT | 1u << VIGIE_FLOW_PRODUCTION,
    1u << VIGIE_FLOW_IMPORT | 1u << VIGIE_FLOW_EXPORT | 1u << VIGIE_FLOW_PRODUCTION
        | 1u << VIGIE_FLOW_CONSUMPTION | 1u << VIGIE_FLOW_CHARGE | 1u << VIGIE_FLOW_DISCHARGE,
    1u << VIGIE_FLOW_CONSUMPTION | 1u << VIGIE_FLOW_IT | 1u << VIGIE_FLOW_HEAT
        | 1u << VIGIE_FLOW_WATER,
};

/* A site whose balance closes, of which @kind is metered, and one step in thirty is not known. */
static VigieSiteSteps *
random_site (guint kind, VigieTime from, guint first, guint n, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GPtrArray *meters[VIGIE_N_FLOW] = {0};
  VigieSiteSteps *site;

  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    if ((kinds[kind] & 1u << flow) != 0)
      {
        meters[flow] = g_ptr_array_new_with_free_func (free_meter);
        g_ptr_array_add (meters[flow], make_meter (from + first * STEP, STEP, n));
      }
  for (guint i = 0; i < N_STEPS; i++)
    {
      double amounts[VIGIE_N_FLOW] = {0};
      gboolean is_night = i % 96 < 28 || i % 96 > 76;
      double rest;

      amounts[VIGIE_FLOW_CONSUMPTION] = g_rand_double_range (rand, 1, 9);
      amounts[VIGIE_FLOW_PRODUCTION] = is_night ? 0 : g_rand_double_range (rand, 0, 12);
      if ((kinds[kind] & 1u << VIGIE_FLOW_PRODUCTION) == 0)
        amounts[VIGIE_FLOW_PRODUCTION] = 0;
      if ((kinds[kind] & 1u << VIGIE_FLOW_CHARGE) != 0)
        amounts[g_rand_boolean (rand) ? VIGIE_FLOW_CHARGE : VIGIE_FLOW_DISCHARGE]
            = g_rand_double_range (rand, 0, 1);
      rest = amounts[VIGIE_FLOW_CONSUMPTION] + amounts[VIGIE_FLOW_CHARGE]
             - amounts[VIGIE_FLOW_DISCHARGE] - amounts[VIGIE_FLOW_PRODUCTION];
      amounts[rest > 0 ? VIGIE_FLOW_IMPORT : VIGIE_FLOW_EXPORT] = fabs (rest);
      amounts[VIGIE_FLOW_IT] = amounts[VIGIE_FLOW_CONSUMPTION] / 1.3;
      amounts[VIGIE_FLOW_HEAT] = amounts[VIGIE_FLOW_CONSUMPTION] / 10;
      amounts[VIGIE_FLOW_WATER] = amounts[VIGIE_FLOW_IT] * 1.5;
      for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
        {
          gboolean is_unknown = g_rand_int_range (rand, 0, 60) == 0;

          if (meters[flow] != NULL && i >= first && i < first + n)
            {
              VigieMeterSteps *meter = g_ptr_array_index (meters[flow], 0);

              meter->amounts[i - first] = is_unknown ? NAN : amounts[flow];
            }
        }
    }
  site = vigie_site_steps_new (meters, from + first * STEP, STEP, n, from + VIGIE_DAY * 9, 0);
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    g_clear_pointer (&meters[flow], g_ptr_array_unref);
  return site;
}

typedef struct
{
  VigieTime from;
  guint kind[N_SITES];
  guint32 seed[N_SITES];
} Fleet;

static Fleet
random_fleet (GRand *rand)
{
  Fleet fleet = {.from = at ("2026-06-01T22:00:00Z")};

  for (guint i = 0; i < N_SITES; i++)
    {
      fleet.kind[i] = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds));
      fleet.seed[i] = g_rand_int (rand);
    }
  return fleet;
}

/* The figures of the sites whose bits are set, of @n steps from @first on. */
static void
figures_of (const Fleet *fleet, guint sites, guint first, guint n, VigieEnergyFigure *figures)
{
  const VigieEmissionFactor factors[]
      = {{fleet->from - VIGIE_DAY, 0.05}, {fleet->from + 40 * STEP, 0.06}};
  VigieTime from = fleet->from + first * STEP;
  g_autoptr (VigieEnergySum) sum
      = vigie_energy_sum_new (from, from + n * STEP, factors, G_N_ELEMENTS (factors), NULL);

  for (guint i = 0; i < N_SITES; i++)
    if ((sites & 1u << i) != 0)
      {
        g_autoptr (VigieSiteSteps) site
            = random_site (fleet->kind[i], fleet->from, first, n, fleet->seed[i]);
        VigieEnergyFacts facts = {(kinds[fleet->kind[i]] & 1u << VIGIE_FLOW_IT) != 0, 100, 0.5};

        vigie_energy_sum_add (sum, site, &facts);
      }
  vigie_energy_sum_figures (sum, 10, figures);
}

static const VigieKpi amounts[] = {VIGIE_KPI_PRODUCTION,
                                   VIGIE_KPI_CONSUMPTION,
                                   VIGIE_KPI_GRID_IMPORT,
                                   VIGIE_KPI_GRID_EXPORT,
                                   VIGIE_KPI_SELF_CONSUMED,
                                   VIGIE_KPI_CHARGE,
                                   VIGIE_KPI_DISCHARGE,
                                   VIGIE_KPI_IT,
                                   VIGIE_KPI_DC,
                                   VIGIE_KPI_HEAT_REUSED,
                                   VIGIE_KPI_WATER,
                                   VIGIE_KPI_CO2};

static gboolean
is_told (const VigieEnergyFigure *figure)
{
  return figure->undefined == VIGIE_UNDEFINED_NOT;
}

/* What is told is a number within its bounds; what is not has a reason. */
static void
test_bounds (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Fleet fleet = random_fleet (rand);
      VigieEnergyFigure figures[VIGIE_N_KPI];
      static const VigieKpi shares[] = {VIGIE_KPI_SELF_CONSUMPTION, VIGIE_KPI_SELF_PRODUCTION,
                                        VIGIE_KPI_REF, VIGIE_KPI_ERF, VIGIE_KPI_LOAD_FACTOR};

      figures_of (&fleet, (guint) g_rand_int_range (rand, 0, 1 << N_SITES), 0, N_STEPS, figures);
      for (guint kpi = 0; kpi < VIGIE_N_KPI; kpi++)
        {
          const VigieEnergyFigure *figure = &figures[kpi];
          g_autofree char *reason = vigie_figure_reason_to_words (kpi, figure);

          g_assert_cmpint (is_told (figure), ==, isfinite (figure->value));
          g_assert_cmpint (is_told (figure), ==, reason == NULL);
          g_assert_cmpint (figure->n_sites == 0, ==, isnan (figure->coverage));
          if (figure->n_sites > 0)
            g_assert_true (figure->coverage >= 0 && figure->coverage <= 1);
          g_assert_cmpuint (figure->n_derived, <=, figure->n_sites);
          if (is_told (figure))
            g_assert_cmpfloat (figure->coverage, >=, VIGIE_ENERGY_COVERAGE_MIN);
        }
      for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
        if (is_told (&figures[shares[i]]))
          g_assert_true (figures[shares[i]].value >= 0 && figures[shares[i]].value <= 1);
      if (is_told (&figures[VIGIE_KPI_PUE]))
        assert_near (figures[VIGIE_KPI_PUE].value, 1.3);
      if (is_told (&figures[VIGIE_KPI_WUE]))
        assert_near (figures[VIGIE_KPI_WUE].value, 1.5);
      if (is_told (&figures[VIGIE_KPI_BALANCE_ERROR]))
        g_assert_cmpfloat_with_epsilon (figures[VIGIE_KPI_BALANCE_ERROR].value, 0, 1e-9);
      if (is_told (&figures[VIGIE_KPI_PEAK]) && is_told (&figures[VIGIE_KPI_GRID_IMPORT]))
        g_assert_cmpfloat (figures[VIGIE_KPI_PEAK].value * N_STEPS / 4, >=,
                           figures[VIGIE_KPI_GRID_IMPORT].value - 1e-9);
    }
}

/* By step, of every site: production is what is used on site and what is exported, consumption what is used of it, of
 * the grid and of the battery. */
static void
test_identities (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      {
        g_autoptr (VigieSiteSteps) site
            = random_site (kind, at ("2026-06-01T22:00:00Z"), 0, N_STEPS, g_rand_int (rand));
        double *const *flow = site->flow;

        for (guint i = 0; i < N_STEPS; i++)
          {
            double stored = 0;

            if (flow[VIGIE_FLOW_CHARGE] != NULL)
              stored = flow[VIGIE_FLOW_CHARGE][i] - flow[VIGIE_FLOW_DISCHARGE][i];
            if (site->self_consumed != NULL && !isnan (site->self_consumed[i]))
              assert_near (site->self_consumed[i] + flow[VIGIE_FLOW_EXPORT][i],
                           flow[VIGIE_FLOW_PRODUCTION][i]);
            if (site->self_consumed != NULL && flow[VIGIE_FLOW_CONSUMPTION] != NULL
                && !isnan (site->self_consumed[i] + flow[VIGIE_FLOW_CONSUMPTION][i]
                           + flow[VIGIE_FLOW_IMPORT][i] + stored))
              assert_near (site->self_consumed[i] + flow[VIGIE_FLOW_IMPORT][i] - stored,
                           flow[VIGIE_FLOW_CONSUMPTION][i]);
            for (guint f = 0; f < VIGIE_N_FLOW; f++)
              if (flow[f] != NULL && !isnan (flow[f][i]))
                g_assert_cmpfloat (flow[f][i], >=, -1e-9);
          }
      }
}

/* Of any two halves of the sites, figures add up to those of all; of ratios their numerators and denominators do. */
static void
test_sites_add_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  const guint all = (1u << N_SITES) - 1;
  guint n_checked = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Fleet fleet = random_fleet (rand);
      guint some = (guint) g_rand_int_range (rand, 1, all);
      VigieEnergyFigure a[VIGIE_N_KPI], b[VIGIE_N_KPI], both[VIGIE_N_KPI];

      figures_of (&fleet, some, 0, N_STEPS, a);
      figures_of (&fleet, all & ~some, 0, N_STEPS, b);
      figures_of (&fleet, all, 0, N_STEPS, both);
      for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
        {
          VigieKpi kpi = amounts[i];

          g_assert_cmpuint (a[kpi].n_sites + b[kpi].n_sites, ==, both[kpi].n_sites);
          if (is_told (&both[kpi]) && (is_told (&a[kpi]) || a[kpi].n_sites == 0)
              && (is_told (&b[kpi]) || b[kpi].n_sites == 0))
            {
              assert_near ((a[kpi].n_sites > 0 ? a[kpi].value : 0)
                               + (b[kpi].n_sites > 0 ? b[kpi].value : 0),
                           both[kpi].value);
              n_checked++;
            }
        }
      if (is_told (&a[VIGIE_KPI_SELF_CONSUMPTION]) && is_told (&b[VIGIE_KPI_SELF_CONSUMPTION]))
        {
          assert_near (a[VIGIE_KPI_SELF_CONSUMPTION].numerator
                           + b[VIGIE_KPI_SELF_CONSUMPTION].numerator,
                       both[VIGIE_KPI_SELF_CONSUMPTION].numerator);
          assert_near (a[VIGIE_KPI_SELF_CONSUMPTION].denominator
                           + b[VIGIE_KPI_SELF_CONSUMPTION].denominator,
                       both[VIGIE_KPI_SELF_CONSUMPTION].denominator);
          n_checked++;
        }
    }
  g_assert_cmpuint (n_checked, >, 100);
}

/* Of any two halves of the time too. */
static void
test_time_adds_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  const guint all = (1u << N_SITES) - 1;
  guint n_checked = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Fleet fleet = random_fleet (rand);
      guint cut = (guint) g_rand_int_range (rand, 1, N_STEPS);
      VigieEnergyFigure a[VIGIE_N_KPI], b[VIGIE_N_KPI], both[VIGIE_N_KPI];

      figures_of (&fleet, all, 0, cut, a);
      figures_of (&fleet, all, cut, N_STEPS - cut, b);
      figures_of (&fleet, all, 0, N_STEPS, both);
      for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
        if (is_told (&a[amounts[i]]) && is_told (&b[amounts[i]]) && is_told (&both[amounts[i]]))
          {
            assert_near (a[amounts[i]].value + b[amounts[i]].value, both[amounts[i]].value);
            assert_near (a[amounts[i]].coverage * cut / N_STEPS
                             + b[amounts[i]].coverage * (N_STEPS - cut) / N_STEPS,
                         both[amounts[i]].coverage);
            n_checked++;
          }
    }
  g_assert_cmpuint (n_checked, >, 100);
}

/* Bins hold what the figure holds, whatever their edges. */
static void
test_bins_add_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      VigieTime from = at ("2026-06-01T22:00:00Z"), edges[8];
      g_autoptr (VigieSiteSteps) site = random_site (0, from, 0, N_STEPS, g_rand_int (rand));
      double sums[7] = {0}, total = 0, expected = 0;
      guint known[7] = {0}, due[7] = {0}, n_known = 0, n_expected = 0;

      edges[0] = from;
      edges[7] = from + N_STEPS * STEP;
      for (guint i = 1; i < 7; i++)
        edges[i] = edges[i - 1] + g_rand_int_range (rand, 1, (int) (edges[7] - edges[i - 1]) / 3);
      vigie_site_steps_add_to_bins (site, VIGIE_FLOW_CONSUMPTION, edges, 7, sums, known, due);
      for (guint i = 0; i < 7; i++)
        {
          g_assert_cmpuint (known[i], <=, due[i]);
          total += sums[i];
          n_known += known[i];
        }
      for (guint i = 0; i < N_STEPS; i++)
        if (!isnan (site->flow[VIGIE_FLOW_CONSUMPTION][i]))
          {
            expected += site->flow[VIGIE_FLOW_CONSUMPTION][i];
            n_expected++;
          }
      assert_near (total, expected);
      /* A step counts in each bin that it lies in: six edges cut at most six. */
      g_assert_cmpuint (n_known, >=, n_expected);
      g_assert_cmpuint (n_known, <=, n_expected + 6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/energy-properties/bounds", test_bounds);
  g_test_add_func ("/energy-properties/identities", test_identities);
  g_test_add_func ("/energy-properties/sites-add-up", test_sites_add_up);
  g_test_add_func ("/energy-properties/time-adds-up", test_time_adds_up);
  g_test_add_func ("/energy-properties/bins-add-up", test_bins_add_up);
  return g_test_run ();
}
