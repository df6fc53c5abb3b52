/* test-quantity.c: what units measure, and what a measure tells of its meter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-meter.h"

#define MINUTES(n) ((gint64) (n) * VIGIE_MINUTE)

static void
test_units (void)
{
  static const struct
  {
    const char *unit;
    VigieQuantity quantity;
    double factor;
  } table[] = {
      {"kWh", VIGIE_QUANTITY_ENERGY, 1},       {"Wh", VIGIE_QUANTITY_ENERGY, 1e-3},
      {"MWh", VIGIE_QUANTITY_ENERGY, 1e3},     {"GWh", VIGIE_QUANTITY_ENERGY, 1e6},
      {"J", VIGIE_QUANTITY_ENERGY, 1 / 3.6e6}, {"kJ", VIGIE_QUANTITY_ENERGY, 1 / 3600.},
      {"MJ", VIGIE_QUANTITY_ENERGY, 1 / 3.6},  {"GJ", VIGIE_QUANTITY_ENERGY, 1000 / 3.6},
      {"W", VIGIE_QUANTITY_POWER, 1e-3},       {"kW", VIGIE_QUANTITY_POWER, 1},
      {"MW", VIGIE_QUANTITY_POWER, 1e3},       {"GW", VIGIE_QUANTITY_POWER, 1e6},
      {"L", VIGIE_QUANTITY_VOLUME, 1},         {"l", VIGIE_QUANTITY_VOLUME, 1},
      {"hL", VIGIE_QUANTITY_VOLUME, 100},      {"m³", VIGIE_QUANTITY_VOLUME, 1e3},
      {"m3", VIGIE_QUANTITY_VOLUME, 1e3},      {"L/h", VIGIE_QUANTITY_FLOW, 1},
      {"L/min", VIGIE_QUANTITY_FLOW, 60},      {"L/s", VIGIE_QUANTITY_FLOW, 3600},
      {"m³/h", VIGIE_QUANTITY_FLOW, 1e3},      {"m3/h", VIGIE_QUANTITY_FLOW, 1e3},
      {"m³/s", VIGIE_QUANTITY_FLOW, 3.6e6},    {"kVA", VIGIE_QUANTITY_NONE, NAN},
      {"VA", VIGIE_QUANTITY_NONE, NAN},        {"%", VIGIE_QUANTITY_NONE, NAN},
      {"kwh", VIGIE_QUANTITY_NONE, NAN},       {"", VIGIE_QUANTITY_NONE, NAN},
      {NULL, VIGIE_QUANTITY_NONE, NAN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      double factor = 0;

      g_assert_cmpint (vigie_quantity_of_unit (table[i].unit, &factor), ==, table[i].quantity);
      if (isnan (table[i].factor))
        g_assert_true (isnan (factor));
      else
        g_assert_cmpfloat (factor, ==, table[i].factor);
    }
}

static void
test_step (void)
{
  static const struct
  {
    gint64 interval, step; /* minutes */
  } table[] = {{0, 10},  {-5, 10}, {1, 10},  {10, 10}, {11, 15},  {15, 15},
               {16, 30}, {30, 30}, {31, 60}, {60, 60}, {1440, 60}};

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (vigie_meter_step (MINUTES (table[i].interval)), ==, MINUTES (table[i].step));
  g_assert_cmpint (vigie_meter_step (G_MAXINT64), ==, VIGIE_HOUR);
}

static void
test_info (void)
{
  static const struct
  {
    const char *unit;
    VigieAggregation aggregation;
    gboolean makes_amounts;
  } table[] = {
      {"kWh", VIGIE_AGGREGATION_CUMULATIVE, TRUE}, {"kWh", VIGIE_AGGREGATION_INTERVAL, TRUE},
      {"kWh", VIGIE_AGGREGATION_INSTANT, FALSE},   {"kW", VIGIE_AGGREGATION_INSTANT, TRUE},
      {"kW", VIGIE_AGGREGATION_CUMULATIVE, FALSE}, {"m³", VIGIE_AGGREGATION_CUMULATIVE, TRUE},
      {"L/h", VIGIE_AGGREGATION_INSTANT, TRUE},    {"°C", VIGIE_AGGREGATION_INSTANT, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (VigieMeasureData) data = vigie_measure_data_new ();
      VigieMeterInfo info;

      g_free (data->unit);
      data->unit = g_strdup (table[i].unit);
      data->aggregation = table[i].aggregation;
      data->expected_interval = MINUTES (10);
      data->rollover = i == 0 ? 1e6 : NAN;
      g_assert_cmpint (vigie_meter_info_init (&info, data), ==, table[i].makes_amounts);
      g_assert_cmpfloat (info.rollover, ==, i == 0 ? 1e6 : 0);
      g_assert_cmpint (vigie_meter_margin (&info), ==, MINUTES (40));
      info.expected_interval = 0;
      g_assert_cmpint (vigie_meter_margin (&info), ==, MINUTES (240));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantity/units", test_units);
  g_test_add_func ("/quantity/step", test_step);
  g_test_add_func ("/quantity/info", test_info);
  return g_test_run ();
}
