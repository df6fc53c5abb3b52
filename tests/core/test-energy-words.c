/* test-energy-words.c: figures of energy in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy.h"

#include "words-fixture.h"

static VigieEnergyFigure
told (double value)
{
  return (VigieEnergyFigure) {value, 1, VIGIE_UNDEFINED_NOT, NAN, NAN, 1, 0, VIGIE_TIME_NONE};
}

static void
test_values (void)
{
  static const struct
  {
    VigieKpi kpi;
    double value;
    const char *expected;
  } cases[] = {
      {VIGIE_KPI_SELF_CONSUMPTION, 0.976, "97,6%"},
      {VIGIE_KPI_SELF_PRODUCTION, 0, "0,0%"},
      {VIGIE_KPI_BALANCE_ERROR, -0.0123, "-1,2%"},
      {VIGIE_KPI_GRID_IMPORT, 252300, "252,3~MWh"},
      {VIGIE_KPI_CONSUMPTION, 843.21, "843,2~kWh"},
      {VIGIE_KPI_CONSUMPTION, 999.6, "1,0~MWh"},
      {VIGIE_KPI_CONSUMPTION, 1284000, "1,3~GWh"},
      {VIGIE_KPI_CONSUMPTION, 0.04, "40~Wh"},
      {VIGIE_KPI_CONSUMPTION, 0, "0~Wh"},
      {VIGIE_KPI_PUE, 1.3399, "1,34"},
      {VIGIE_KPI_REF, 1, "1,00"},
      {VIGIE_KPI_CUE, 0.0667, "0,067~kg CO₂e/kWh"},
      {VIGIE_KPI_WUE, 1.5, "1,50~L/kWh"},
      {VIGIE_KPI_WUE, 0.031, "0,031~L/kWh"},
      {VIGIE_KPI_WUE, 0.00271, "0,0027~L/kWh"},
      {VIGIE_KPI_WATER, 843, "843~L"},
      {VIGIE_KPI_WATER, 12400, "12,4~m³"},
      {VIGIE_KPI_WATER, 999.7, "1,0~m³"},
      {VIGIE_KPI_CO2, 4.25, "4,3~kg CO₂e"},
      {VIGIE_KPI_CO2, 12345, "12,3~t CO₂e"},
      {VIGIE_KPI_PEAK, 1284.4, "1~284~kW"},
      {VIGIE_KPI_BASE_LOAD, 12.34, "12,3~kW"},
      {VIGIE_KPI_BASE_LOAD, 0.5, "0,50~kW"},
      {VIGIE_KPI_PER_AREA, 123.4, "123~kWh/m²"},
      {VIGIE_KPI_PER_AREA, 12.34, "12,3~kWh/m²"},
      {VIGIE_KPI_PER_AREA, 0.2, "0,20~kWh/m²"},
  };

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieEnergyFigure figure = told (cases[i].value);

      assert_words (vigie_figure_to_words (cases[i].kpi, &figure), cases[i].expected);
      g_assert_null (vigie_figure_reason_to_words (cases[i].kpi, &figure));
    }
}

static void
test_undefined (void)
{
  g_autofree char *none = NULL;

  in_french ();
  none = vigie_words_number (NAN, 0);
  for (guint kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    for (guint why = VIGIE_UNDEFINED_NOT + 1; why < VIGIE_N_UNDEFINED; why++)
      {
        VigieEnergyFigure figure = told (0.42);
        g_autofree char *text = NULL, *reason = NULL;

        figure.undefined = why;
        figure.coverage = 0.61;
        text = vigie_figure_to_words (kpi, &figure);
        reason = vigie_figure_reason_to_words (kpi, &figure);
        g_assert_cmpstr (text, ==, none);
        g_assert_nonnull (reason);
        g_assert_true (g_utf8_strlen (reason, -1) > 10);
        /* Why, not how much. */
        g_assert_null (strstr (reason, "42"));
      }
}

static void
test_coverage (void)
{
  static const struct
  {
    double coverage;
    const char *expected;
  } cases[] = {
      {0.61, "Insufficient coverage: 61%, 90% required"},
      {0, "Insufficient coverage: 0%, 90% required"},
      /* Never as much as what is required. */
      {0.8999, "Insufficient coverage: 89%, 90% required"},
      /* 0.29 × 100 is 28.999… */
      {0.29, "Insufficient coverage: 29%, 90% required"},
      {0.95, "Too many sites are unknown at the same time"},
  };

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieEnergyFigure figure = told (NAN);

      figure.undefined = VIGIE_UNDEFINED_COVERAGE;
      figure.coverage = cases[i].coverage;
      assert_words (vigie_figure_reason_to_words (VIGIE_KPI_CONSUMPTION, &figure),
                    cases[i].expected);
    }
}

/* What contradicts what. */
static void
test_impossible (void)
{
  VigieEnergyFigure figure = told (NAN);

  in_english ();
  figure.undefined = VIGIE_UNDEFINED_IMPOSSIBLE;
  figure.numerator = 8;
  figure.denominator = 4;
  assert_words (vigie_figure_reason_to_words (VIGIE_KPI_SELF_PRODUCTION, &figure),
                "Impossible: self-consumption would exceed consumption. Check the production, "
                "export and consumption meters");
  figure.numerator = 1;
  assert_words (vigie_figure_reason_to_words (VIGIE_KPI_SELF_PRODUCTION, &figure),
                "Impossible: exports would exceed production. Check the production and export "
                "meters");
}

/* Each has a name of its own, a definition and a key. */
static void
test_names (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  in_french ();
  for (guint kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    {
      const char *standard = vigie_kpi_standard (kpi);

      g_assert_true (g_hash_table_add (keys, (gpointer) vigie_kpi_to_string (kpi)));
      g_assert_true (g_hash_table_add (names, (gpointer) vigie_kpi_words (kpi)));
      g_assert_cmpstr (vigie_kpi_definition (kpi), !=, "");
      g_assert_true (standard == NULL || g_str_has_prefix (standard, "ISO/IEC 30134-"));
      /* Definitions begin small: they follow a name. */
      g_assert_false (g_unichar_isupper (g_utf8_get_char (vigie_kpi_definition (kpi)))
                      && !g_str_has_prefix (vigie_kpi_definition (kpi), "CO₂"));
    }
  g_assert_cmpstr (vigie_kpi_to_string (VIGIE_KPI_GRID_IMPORT), ==, "grid_import_kwh");
  g_assert_cmpstr (vigie_kpi_standard (VIGIE_KPI_PUE), ==, "ISO/IEC 30134-2:2026");
  g_assert_null (vigie_kpi_standard (VIGIE_KPI_SELF_CONSUMPTION));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/energy-words/values", test_values);
  g_test_add_func ("/energy-words/undefined", test_undefined);
  g_test_add_func ("/energy-words/coverage", test_coverage);
  g_test_add_func ("/energy-words/impossible", test_impossible);
  g_test_add_func ("/energy-words/names", test_names);
  return g_test_run ();
}
