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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/energy-words/values", test_values);
  return g_test_run ();
}
