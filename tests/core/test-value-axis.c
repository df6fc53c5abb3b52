/* test-value-axis.c: round ticks, whatever the data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-value-axis.h"

#include <float.h>
#include <math.h>

#include "words-fixture.h"

static void
test_labels (void)
{
  static const struct
  {
    double min, max;
    const char *unit;
    guint n;
    VigieValueAxisFlags flags;
    const char *labels;
  } cases[] = {
      {0.2, 2600, "kW", 4, 0, "0 1 2 3 MW"},
      {180, 440, "W", 4, 0, "100 200 300 400 500 W"},
      {300, 12800, "Wh", 4, VIGIE_VALUE_AXIS_ZERO, "0 5 10 15 kWh"},
      {18.2, 26.4, "°C", 4, 0, "15 20 25 30 °C"},
      {0, 100, "%", 4, 0, "0 50 100 %"},
      {3, 97, "%", 4, 0, "0 50 100 %"},
      {81, 99, "%", 4, 0, "80 90 100 %"},
      {100, 100, "%", 4, 0, "94 96 98 100 %"},
      {0, 19, "", 4, VIGIE_VALUE_AXIS_WHOLE, "0 10 20 "},
      {0, 1, "", 4, VIGIE_VALUE_AXIS_WHOLE, "0 1 "},
      {0, 3, "", 4, VIGIE_VALUE_AXIS_WHOLE, "0 1 2 3 "},
      {-113, -84, "dBm", 4, 0, "-120 -110 -100 -90 -80 dBm"},
      {-5, 12, "°C", 4, 0, "-10 0 10 20 °C"},
      {21.5, 21.5, "°C", 4, 0, "20 21 22 23 °C"},
      {0, 0, "kW", 4, 0, "0,0 0,5 1,0 kW"},
      {NAN, NAN, "kW", 4, 0, "0,0 0,5 1,0 kW"},
      {INFINITY, -INFINITY, NULL, 4, 0, "0,0 0,5 1,0 "},
      {0.00012, 0.00034, "m", 4, 0, "0,0001 0,0002 0,0003 0,0004 m"},
      {999.6, 1000.4, "W", 4, 0, "0,9995 1,0000 1,0005 kW"},
  };

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieValueAxis axis = vigie_value_axis (cases[i].min, cases[i].max, cases[i].unit, cases[i].n,
                                              cases[i].flags);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint t = 0; t < axis.n_ticks; t++)
        {
          g_autofree char *label = vigie_value_axis_label (&axis, t);

          g_string_append_printf (text, "%s ", label);
        }
      g_string_append (text, axis.unit);
      {
        g_autofree char *x = plain (g_strdup (text->str));
        if (g_strcmp0 (x, cases[i].labels))
          g_printerr ("%u: %s\n   %s\n", i, x, cases[i].labels);
      }
    }
}

/* Whatever the data: they are on the axis, which is finite, has few ticks, and no label twice. */
static void
test_property (void)
{
  static const char *const units[] = {"W", "kWh", "%", "°C", "", NULL};
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  in_english ();
  for (guint round = 0; round < 5000; round++)
    {
      double size = exp (g_rand_double_range (rand, -25, 25));
      double min = g_rand_double_range (rand, -1, 1) * size;
      double max = min + g_rand_double (rand) * size * exp (g_rand_double_range (rand, -20, 0));
      const char *unit = units[round % G_N_ELEMENTS (units)];
      guint n = (guint) g_rand_int_range (rand, 2, 8);
      VigieValueAxis axis
          = vigie_value_axis (min, max, unit, n, (VigieValueAxisFlags) (round / 7 % 4));
      g_autofree char *before = NULL;

      g_assert_true (isfinite (axis.from) && isfinite (axis.to) && axis.step > 0);
      g_assert_cmpfloat (axis.from, <, axis.to);
      g_assert_cmpfloat (axis.from, <=, min + 1e-5 * axis.step);
      g_assert_cmpfloat (axis.to, >=, max - 1e-5 * axis.step);
      g_assert_cmpuint (axis.n_ticks, >=, 2);
      g_assert_cmpuint (axis.n_ticks, <=, n + 2);
      g_assert_cmpfloat_with_epsilon (axis.from + (axis.n_ticks - 1) * axis.step, axis.to,
                                      1e-5 * axis.step);
      for (guint t = 0; t < axis.n_ticks && axis.step * axis.factor > 1e-6; t++)
        {
          g_autofree char *label = vigie_value_axis_label (&axis, t);

          g_assert_cmpstr (label, !=, before);
          g_set_str (&before, label);
        }
    }
}

static void
test_extremes (void)
{
  static const double cases[][2] = {
      {-DBL_MAX, DBL_MAX}, {0, DBL_MIN},      {0, DBL_TRUE_MIN},
      {DBL_MAX, DBL_MAX},  {1e15, 1e15 + 1},  {5, 4},
      {-0.0, 0.0},         {-1e-320, 1e-320}, {1e20, 1e20},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint flags = 0; flags < 4; flags++)
      {
        VigieValueAxis axis
            = vigie_value_axis (cases[i][0], cases[i][1], "W", 4, (VigieValueAxisFlags) flags);

        g_assert_true (isfinite (axis.from) && isfinite (axis.to));
        g_assert_cmpfloat (axis.from, <, axis.to);
        g_assert_cmpuint (axis.n_ticks, >=, 2);
        g_assert_cmpuint (axis.n_ticks, <, 20);
        for (guint t = 0; t < axis.n_ticks; t++)
          g_free (vigie_value_axis_label (&axis, t));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/core/value-axis/labels", test_labels);
  g_test_add_func ("/core/value-axis/property", test_property);
  g_test_add_func ("/core/value-axis/extremes", test_extremes);
  return g_test_run ();
}
