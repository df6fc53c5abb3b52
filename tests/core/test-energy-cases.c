/* test-energy-cases.c: figures of energy, computed by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy.h"

#include "energy-fixture.h"
#include "words-fixture.h"

#define TOLD VIGIE_UNDEFINED_NOT
#define WHY(reason) NAN, .undefined = VIGIE_UNDEFINED_##reason
#define OF(num, den) .numerator = num, .denominator = den

/* Ten known steps, of which nine: exactly what is enough; and eight. */
#define NINE "1 1 1 1 1 1 1 1 1 -"
#define EIGHT "1 1 1 1 1 1 1 1 - -"

typedef struct
{
  const char *name;
  VigieKpi kpi;
  HandMadeSite sites[3]; /* those that meter nothing and tell nothing are none */
  double value;
  VigieUndefined undefined;
  double coverage;               /* 0: 1, or NAN where nothing is metered */
  double numerator, denominator; /* 0: not asked */
  guint n_sites, n_derived;
} Case;

static const Case cases[] = {
    /* ---- Amounts ---- */
    {"sum", VIGIE_KPI_CONSUMPTION, {{C ("1 2 3 4")}}, 10, .n_sites = 1},
    {"two meters of a site", VIGIE_KPI_CONSUMPTION, {{C ("1 2 | 3 4")}}, 10, .n_sites = 1},
    {"two sites", VIGIE_KPI_CONSUMPTION, {{C ("1 2")}, {C ("3 4")}}, 10, .n_sites = 2},
    {"not metered", VIGIE_KPI_CONSUMPTION, {{WATER ("1 2")}}, WHY (NOT_METERED)},
    {"known 0 is 0", VIGIE_KPI_PRODUCTION, {{P ("0 0 0")}}, 0, .n_sites = 1},
    {"nothing known",
     VIGIE_KPI_CONSUMPTION,
     {{C ("- - -")}},
     WHY (NO_READING),
     .coverage = -1,
     .n_sites = 1},
    {"90 % are enough", VIGIE_KPI_CONSUMPTION, {{C (NINE)}}, 9, .coverage = 0.9, .n_sites = 1},
    {"80 % are not",
     VIGIE_KPI_CONSUMPTION,
     {{C (EIGHT)}},
     WHY (COVERAGE),
     .coverage = 0.8,
     .n_sites = 1},
    /* 18 of 20 site-steps. */
    {"sites weigh the same",
     VIGIE_KPI_CONSUMPTION,
     {{C (EIGHT)}, {C ("2 2 2 2 2 2 2 2 2 2")}},
     28,
     .coverage = 0.9,
     .n_sites = 2},
    /* A meter that is not known makes its site's sum unknown. */
    {"one of two meters",
     VIGIE_KPI_CONSUMPTION,
     {{C ("1 - | 3 4")}},
     WHY (COVERAGE),
     .coverage = 0.5,
     .n_sites = 1},
    {"what cannot be is not known",
     VIGIE_KPI_CONSUMPTION,
     {{C ("1 1e300")}},
     WHY (COVERAGE),
     .coverage = 0.5,
     .n_sites = 1},
    {"lump", VIGIE_KPI_CONSUMPTION, {{C ("1 - - [5] 4")}}, 10, .n_sites = 1},
    /* The other meter says 2 + 2 over the gap of 5. */
    {"lump of one of two meters",
     VIGIE_KPI_CONSUMPTION,
     {{C ("1 - - [5] 4 | 2 2 2 2")}},
     18,
     .n_sites = 1},
    /* Of steps 1 and 2 one meter has a lump, of 2 and 3 the other: together they are known over none less than 1 to
     * 3, where the first says 5 + 4 and the second 2 + 7. */
    {"lumps that overlap",
     VIGIE_KPI_CONSUMPTION,
     {{C ("1 - - [5] 4 | 2 2 - - [7]")}},
     21,
     .n_sites = 1},
    {"lump beside what is not known",
     VIGIE_KPI_CONSUMPTION,
     {{C ("1 - - [5] 4 | 2 - 2 2")}},
     WHY (COVERAGE),
     .coverage = 0.5,
     .n_sites = 1},
    {"storage", VIGIE_KPI_CHARGE, {{CH ("1 0 2")}}, 3, .n_sites = 1},
    {"storage out", VIGIE_KPI_DISCHARGE, {{DIS ("0 1 0")}}, 1, .n_sites = 1},
    {"water",
     VIGIE_KPI_WATER,
     {{WATER ("100 20")}, {WATER ("3 -")}},
     WHY (COVERAGE),
     .coverage = 0.75,
     .n_sites = 2},
    {"data centres alone", VIGIE_KPI_DC, {{DC, C ("5 5")}, {C ("1 1")}}, 10, .n_sites = 1},
    {"no data centre", VIGIE_KPI_DC, {{C ("1 1")}}, WHY (NO_DATA_CENTRE)},
    {"data centre without a meter", VIGIE_KPI_IT, {{DC, C ("1 1")}}, WHY (NOT_METERED)},
    {"heat", VIGIE_KPI_HEAT_REUSED, {{DC, HEAT ("2 3")}}, 5, .n_sites = 1},

    /* ---- Derived ---- */
    {"import is consumption without panels",
     VIGIE_KPI_GRID_IMPORT,
     {{C ("1 2")}},
     3,
     .n_sites = 1,
     .n_derived = 1},
    {"so are its lumps",
     VIGIE_KPI_GRID_IMPORT,
     {{C ("1 - - [7] 2")}},
     10,
     .n_sites = 1,
     .n_derived = 1},
    {"consumption is import without panels",
     VIGIE_KPI_CONSUMPTION,
     {{I ("1 2")}},
     3,
     .n_sites = 1,
     .n_derived = 1},
    /* 1 + 4 − 2, 3 + 0 − 0 */
    {"consumption of the balance",
     VIGIE_KPI_CONSUMPTION,
     {{I ("1 3"), P ("4 0"), E ("2 0")}},
     6,
     .n_sites = 1,
     .n_derived = 1},
    /* 1 + 4 − 2 − 1, 0 + 0 − 0 + 3 */
    {"consumption of the balance with storage",
     VIGIE_KPI_CONSUMPTION,
     {{I ("1 0"), P ("4 0"), E ("2 0"), CH ("1 0"), DIS ("0 3")}},
     5,
     .n_sites = 1,
     .n_derived = 1},
    {"not without export", VIGIE_KPI_CONSUMPTION, {{I ("1 3"), P ("4 0")}}, WHY (NOT_METERED)},
    {"one unknown makes it unknown",
     VIGIE_KPI_CONSUMPTION,
     {{I ("1 - 1"), P ("1 1 1"), E ("0 0 0")}},
     WHY (COVERAGE),
     .coverage = 2 / 3.0,
     .n_sites = 1,
     .n_derived = 1},
    /* A gap of the import, over which panels gave 2 + 1 and 1 + 0 went out: 1 + (6 + 3 − 1) + 2. */
    {"lump of a balance",
     VIGIE_KPI_CONSUMPTION,
     {{I ("1 - - [6] 2"), P ("0 2 1 0"), E ("0 1 0 0")}},
     11,
     .n_sites = 1,
     .n_derived = 1},
    /* min (4, 3) = 3 and min (1, 2) = 1: 0 and 1 are imported. */
    {"import with panels",
     VIGIE_KPI_GRID_IMPORT,
     {{C ("3 2"), P ("4 1")}},
     1,
     .n_sites = 1,
     .n_derived = 1},
    {"export with panels",
     VIGIE_KPI_GRID_EXPORT,
     {{C ("3 2"), P ("4 1")}},
     1,
     .n_sites = 1,
     .n_derived = 1},
    {"export unknown", VIGIE_KPI_GRID_EXPORT, {{I ("3 2"), P ("4 1")}}, WHY (NOT_METERED)},
    {"export is no net",
     VIGIE_KPI_GRID_EXPORT,
     {{I ("3 2"), P ("4 1"), E ("1 0")}},
     1,
     .n_sites = 1},
    {"import is never negative",
     VIGIE_KPI_GRID_IMPORT,
     {{C ("1 2"), DIS ("3 0")}},
     2,
     .n_sites = 1,
     .n_derived = 1},

    /* ---- Self-consumption ---- */
    /* 4 − 1, 1 − 0 */
    {"self-consumed of export", VIGIE_KPI_SELF_CONSUMED, {{P ("4 1"), E ("1 0")}}, 4, .n_sites = 1},
    {"self-consumed of consumption",
     VIGIE_KPI_SELF_CONSUMED,
     {{P ("4 1"), C ("3 2")}},
     4,
     .n_sites = 1,
     .n_derived = 1},
    /* By totals it would be min (5, 5) = 5. */
    {"by step, not of totals",
     VIGIE_KPI_SELF_CONSUMED,
     {{P ("5 0"), C ("1 4")}},
     1,
     .n_sites = 1,
     .n_derived = 1},
    /* Metered export counts even where the consumption is metered too. */
    {"export first", VIGIE_KPI_SELF_CONSUMED, {{P ("4 4"), E ("1 1"), C ("9 9")}}, 6, .n_sites = 1},
    /* What is charged is not exported: min (6, 1 + 5) = 6; at night 0. */
    {"what is charged is kept",
     VIGIE_KPI_SELF_CONSUMED,
     {{P ("6 0"), C ("1 5"), CH ("5 0"), DIS ("0 5")}},
     6,
     .n_sites = 1,
     .n_derived = 1},
    {"no lumps in it",
     VIGIE_KPI_SELF_CONSUMED,
     {{P ("1 - - [5] 4"), E ("0 0 0 0")}},
     WHY (COVERAGE),
     .coverage = 0.5,
     .n_sites = 1},
    {"not metered alone", VIGIE_KPI_SELF_CONSUMED, {{P ("4 1")}}, WHY (NOT_METERED)},
    {"plant that exports all",
     VIGIE_KPI_SELF_CONSUMPTION,
     {{P ("4 1"), E ("4 1")}},
     0,
     OF (0, 5),
     .n_sites = 1},
    /* DOMAIN's example: 11.70 of 35.31 produced. */
    {"self-consumption",
     VIGIE_KPI_SELF_CONSUMPTION,
     {{P ("20.31 15"), E ("12.61 11")}},
     11.7 / 35.31,
     OF (11.7, 35.31),
     .n_sites = 1},
    {"nothing produced",
     VIGIE_KPI_SELF_CONSUMPTION,
     {{P ("0 0"), C ("3 2")}},
     WHY (ZERO),
     .n_sites = 1,
     .n_derived = 1},
    /* 1 + 2 of 4 + 2; the third step is not in the production either. */
    {"same steps",
     VIGIE_KPI_SELF_CONSUMPTION,
     {{P ("4 2 9 1 1 1 1 1 1 1"), E ("3 0 - 0 0 0 0 0 0 0")}},
     10 / 13.0,
     .coverage = 0.9,
     OF (10, 13),
     .n_sites = 1},
    {"clocks of two meters",
     VIGIE_KPI_SELF_CONSUMPTION,
     {{P ("10 10"), E ("10.4 9.6")}},
     0.02,
     OF (0.4, 20),
     .n_sites = 1},
    /* Beyond by 2 of 20, more than 5 %. */
    {"export beyond production",
     VIGIE_KPI_SELF_CONSUMPTION,
     {{P ("10 10"), E ("12 5")}},
     WHY (IMPOSSIBLE),
     OF (5, 20),
     .n_sites = 1},
    {"a battery may export",
     VIGIE_KPI_SELF_CONSUMPTION,
     {{P ("10 0"), E ("5 3"), CH ("5 0"), DIS ("0 3")}},
     0.5,
     OF (5, 10),
     .n_sites = 1},
    /* 4 of 4 + 3 + 7: sites without panels consume too. */
    {"self-production",
     VIGIE_KPI_SELF_PRODUCTION,
     {{P ("4 1"), E ("1 0"), I ("1 2")}, {C ("3 4")}},
     4 / 14.0,
     OF (4, 14),
     .n_sites = 2,
     .n_derived = 1},
    {"no panels, no rate", VIGIE_KPI_SELF_PRODUCTION, {{C ("3 4")}}, WHY (NOT_METERED)},
    {"nothing consumed",
     VIGIE_KPI_SELF_PRODUCTION,
     {{C ("0 0"), P ("1 1")}},
     WHY (ZERO),
     .n_sites = 1,
     .n_derived = 1},
    /* Panels of which nothing tells what is used stay out, with their consumption. */
    {"what is not known is not 0",
     VIGIE_KPI_SELF_PRODUCTION,
     {{P ("4 4"), I ("2 2")}, {P ("1 1"), C ("2 2")}},
     0.5,
     OF (2, 4),
     .n_sites = 1,
     .n_derived = 1},
    {"more self-consumed than consumed",
     VIGIE_KPI_SELF_PRODUCTION,
     {{P ("4 4"), E ("0 0"), C ("2 2")}},
     WHY (IMPOSSIBLE),
     OF (8, 4),
     .n_sites = 1},
    {"not more than all",
     VIGIE_KPI_SELF_PRODUCTION,
     {{P ("4.1 4"), E ("0 0"), C ("4 4")}},
     1,
     OF (8.1, 8),
     .n_sites = 1},

    /* ---- Balance ---- */
    /* In 4 + 2 = 6, out 1 + 4 = 5; in 0 + 2, out 0 + 2. */
    {"balance",
     VIGIE_KPI_BALANCE_ERROR,
     {{P ("4 0"), I ("2 2"), E ("1 0"), C ("4 2")}},
     1 / 8.0,
     OF (1, 8),
     .n_sites = 1},
    /* In 4 + 1 + 2, out 1 + 1 + 6. */
    {"balance with storage",
     VIGIE_KPI_BALANCE_ERROR,
     {{P ("4"), I ("1"), DIS ("2"), E ("1"), CH ("1"), C ("6")}},
     -1 / 7.0,
     OF (-1, 7),
     .n_sites = 1},
    {"balance without panels",
     VIGIE_KPI_BALANCE_ERROR,
     {{I ("10 10"), C ("9 10")}},
     0.05,
     OF (1, 20),
     .n_sites = 1},
    {"nothing to check", VIGIE_KPI_BALANCE_ERROR, {{I ("1"), E ("1"), P ("2")}}, WHY (NOT_METERED)},
    {"nothing came in",
     VIGIE_KPI_BALANCE_ERROR,
     {{I ("0 0"), C ("0 0")}},
     WHY (ZERO),
     .n_sites = 1},

    /* ---- Data centres ---- */
    {"PUE", VIGIE_KPI_PUE, {{DC, C ("13 14"), IT ("10 10")}}, 1.35, OF (27, 20), .n_sites = 1},
    /* (13 + 30) ÷ (10 + 20), not the mean of 1.3 and 1.5. */
    {"PUE of two",
     VIGIE_KPI_PUE,
     {{DC, C ("13"), IT ("10")}, {DC, C ("30"), IT ("20")}},
     43 / 30.0,
     OF (43, 30),
     .n_sites = 2},
    {"PUE under 1",
     VIGIE_KPI_PUE,
     {{DC, C ("9 9"), IT ("10 10")}},
     WHY (IMPOSSIBLE),
     OF (18, 20),
     .n_sites = 1},
    {"PUE of 1", VIGIE_KPI_PUE, {{DC, C ("10"), IT ("10")}}, 1, OF (10, 10), .n_sites = 1},
    {"PUE of nothing", VIGIE_KPI_PUE, {{DC, C ("1 1"), IT ("0 0")}}, WHY (ZERO), .n_sites = 1},
    {"PUE of a building", VIGIE_KPI_PUE, {{C ("2"), IT ("1")}}, WHY (NO_DATA_CENTRE)},
    {"PUE without lumps",
     VIGIE_KPI_PUE,
     {{DC, C ("2 - - [9] 2"), IT ("1 1 1 1")}},
     WHY (COVERAGE),
     .coverage = 0.5,
     .n_sites = 1},
    /* (3 − 0 + 0.5 × 7) ÷ 10 */
    {"REF",
     VIGIE_KPI_REF,
     {{DC, P ("3"), E ("0"), I ("7"), .share = 0.5}},
     0.65,
     OF (6.5, 10),
     .n_sites = 1,
     .n_derived = 1},
    /* 8 of which 5 go out: the surplus is told apart. */
    {"REF without what is exported",
     VIGIE_KPI_REF,
     {{DC, P ("8"), E ("5"), I ("7")}},
     0.3,
     OF (3, 10),
     .n_sites = 1,
     .n_derived = 1},
    /* Consumption 10 metered; 4 + 1 × 7 = 11. */
    {"REF at most 1",
     VIGIE_KPI_REF,
     {{DC, P ("4"), E ("0"), I ("7"), C ("10"), .share = 1}},
     1,
     OF (11, 10),
     .n_sites = 1},
    {"REF of guarantees alone",
     VIGIE_KPI_REF,
     {{DC, I ("4 6"), .share = 0.8}},
     0.8,
     OF (8, 10),
     .n_sites = 1,
     .n_derived = 1},
    {"REF of nothing declared", VIGIE_KPI_REF, {{DC, I ("4 6")}}, WHY (NOT_METERED)},
    {"REF of two",
     VIGIE_KPI_REF,
     {{DC, I ("10"), .share = 1}, {DC, I ("10")}},
     0.5,
     OF (10, 20),
     .n_sites = 2,
     .n_derived = 2},
    {"ERF", VIGIE_KPI_ERF, {{DC, C ("10 10"), HEAT ("1 1.2")}}, 0.11, OF (2.2, 20), .n_sites = 1},
    {"panels reuse no heat",
     VIGIE_KPI_ERF,
     {{DC, C ("10"), P ("9"), E ("9"), I ("10")}},
     WHY (NOT_METERED)},
    {"ERF over 1",
     VIGIE_KPI_ERF,
     {{DC, C ("10"), HEAT ("11")}},
     WHY (IMPOSSIBLE),
     OF (11, 10),
     .n_sites = 1},
    {"WUE", VIGIE_KPI_WUE, {{DC, WATER ("12 18"), IT ("10 10")}}, 1.5, OF (30, 20), .n_sites = 1},
    {"WUE of other water", VIGIE_KPI_WUE, {{DC, IT ("10")}, {WATER ("12")}}, WHY (NOT_METERED)},
    /* 0.05 in the first two steps, 0.04 from then on: (10 + 10) × 0.05 + 10 × 0.04 = 1.4, of 21 computed. */
    {"CUE",
     VIGIE_KPI_CUE,
     {{DC, I ("10 10 10"), IT ("7 7 7")}},
     1.4 / 21,
     OF (1.4, 21),
     .n_sites = 1},

    /* ---- Carbon ---- */
    {"CO2 of dated factors", VIGIE_KPI_CO2, {{I ("10 10 10 20")}}, 2.2, .n_sites = 1},
    {"CO2 of derived import",
     VIGIE_KPI_CO2,
     {{C ("10 10 10 20")}},
     2.2,
     .n_sites = 1,
     .n_derived = 1},
    {"export saves none",
     VIGIE_KPI_CO2,
     {{I ("10 10 10 20"), P ("9 9 9 9"), E ("9 9 9 9")}},
     2.2,
     .n_sites = 1},
    /* 10 × 0.05 + 30 × 0.05 + 10 × 0.04 */
    {"lump of one factor", VIGIE_KPI_CO2, {{I ("10 - [30] 10")}}, 2.4, .n_sites = 1},
    {"lump of two factors",
     VIGIE_KPI_CO2,
     {{I ("10 - - [30] 10")}},
     WHY (COVERAGE),
     .coverage = 0.5,
     .n_sites = 1},

    /* ---- Powers, of steps of half an hour ---- */
    {"peak", VIGIE_KPI_PEAK, {{I ("1 5 2")}}, 10, .n_sites = 1},
    /* 1 + 4, 5 + 0, 2 + 2: not 5 + 4. */
    {"peak of sites at once", VIGIE_KPI_PEAK, {{I ("1 5 2")}, {I ("4.5 0 2")}}, 11, .n_sites = 2},
    {"peak without lumps",
     VIGIE_KPI_PEAK,
     {{I ("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 - - [99]")}},
     2,
     .coverage = 0.9,
     .n_sites = 1},
    /* Mean 2, peak 4 kWh in half an hour. */
    {"load factor", VIGIE_KPI_LOAD_FACTOR, {{C ("1 4 1")}}, 0.5, OF (4, 8), .n_sites = 1},
    {"load factor of nothing", VIGIE_KPI_LOAD_FACTOR, {{C ("0 0")}}, WHY (ZERO), .n_sites = 1},
    /* 0 h, 0 h 30: day; 1 h to 5 h: eight steps, the least 0.5 kWh = 1 kW; 5 h: less. */
    {"base load", VIGIE_KPI_BASE_LOAD, {{C ("0 0 2 1 1 0.5 1 1 1 1 0")}}, 1, .n_sites = 1},
    {"no whole night",
     VIGIE_KPI_BASE_LOAD,
     {{C ("0 0 2 1 1")}},
     WHY (NO_READING),
     .coverage = -1,
     .n_sites = 1},

    /* ---- Per unit ---- */
    {"per area",
     VIGIE_KPI_PER_AREA,
     {{C ("10 20"), .area = 100}, {C ("30 40"), .area = 400}, {C ("50 60")}},
     0.2,
     OF (100, 500),
     .n_sites = 2},
    {"no area", VIGIE_KPI_PER_AREA, {{C ("10 20")}}, WHY (NO_AREA)},
    {"area without a meter", VIGIE_KPI_PER_AREA, {{P ("10 20"), .area = 100}}, WHY (NOT_METERED)},
    {"per degree-day",
     VIGIE_KPI_PER_DEGREE_DAY,
     {{C ("10 - - [15] 5")}},
     2.5,
     OF (30, 12),
     .n_sites = 1},
};

static gboolean
is_site (const HandMadeSite *site)
{
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    if (site->flow[flow] != NULL)
      return TRUE;
  return FALSE;
}

/* The figures of hand-made sites over their steps; all are due. */
static void
figures_of (const HandMadeSite *sites, guint n, VigieEnergyFigure figures[VIGIE_N_KPI])
{
  VigieTime from = at (MIDNIGHT), to = from;
  const VigieEmissionFactor factors[] = {{from - VIGIE_DAY, 0.05}, {from + 2 * HALF_HOUR, 0.04}};
  g_autoptr (VigieEnergySum) sum = NULL;
  g_autoptr (GPtrArray) steps
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_steps_free);

  for (guint i = 0; i < n && is_site (&sites[i]); i++)
    {
      VigieSiteSteps *site = parse_site (&sites[i], from, HALF_HOUR, from + 30 * VIGIE_DAY, 0);

      to = MAX (to, from + (gint64) site->n * HALF_HOUR);
      g_ptr_array_add (steps, site);
    }
  sum = vigie_energy_sum_new (from, to, factors, G_N_ELEMENTS (factors), NULL);
  for (guint i = 0; i < steps->len; i++)
    {
      VigieEnergyFacts facts = facts_of (&sites[i]);

      vigie_energy_sum_add (sum, g_ptr_array_index (steps, i), &facts);
    }
  vigie_energy_sum_figures (sum, 12, figures);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  VigieEnergyFigure figures[VIGIE_N_KPI];
  const VigieEnergyFigure *figure = &figures[c->kpi];

  figures_of (c->sites, G_N_ELEMENTS (c->sites), figures);
  g_assert_cmpint (figure->undefined, ==, c->undefined);
  assert_near (figure->value, c->value);
  g_assert_cmpuint (figure->n_sites, ==, c->n_sites);
  g_assert_cmpuint (figure->n_derived, ==, c->n_derived);
  if (c->n_sites == 0)
    g_assert_true (isnan (figure->coverage));
  else if (c->coverage >= 0)
    assert_near (figure->coverage, c->coverage > 0 ? c->coverage : 1);
  else /* nothing is known, or nothing was due */
    g_assert_true (isnan (figure->coverage) || figure->coverage == 0);
  if (c->denominator != 0)
    {
      assert_near (figure->numerator, c->numerator);
      assert_near (figure->denominator, c->denominator);
    }
}

static void
add_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/energy-cases/%s", cases[i].name);

      g_strdelimit (path + strlen ("/energy-cases/"), " ,", '-');
      g_test_add_data_func (path, &cases[i], test_case);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ();
  return g_test_run ();
}
