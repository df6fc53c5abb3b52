/* test-quantiles.c: quantiles on the line between ranks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-quantiles.h"

#include <math.h>

static void
test_table (void)
{
  static const struct
  {
    double values[8];
    guint n;
    double p, expected;
  } cases[] = {
      {{0}, 0, 0.5, NAN},
      {{7}, 1, 0.1, 7},
      {{3, 1, 2}, 3, 0.5, 2},
      {{4, 1, 3, 2}, 4, 0.5, 2.5},
      {{1, 2, 3, 4}, 4, 0, 1},
      {{1, 2, 3, 4}, 4, 1, 4},
      /* rank 0.1 × 3 = 0.3: 1 + 0.3 */
      {{1, 2, 3, 4}, 4, 0.1, 1.3},
      /* rank 0.9 × 4 = 3.6: 40 + 0.6 × 10 */
      {{50, 40, 30, 20, 10}, 5, 0.9, 46},
      {{NAN, 2, NAN, 4}, 4, 0.5, 3},
      {{NAN, NAN}, 2, 0.5, NAN},
      {{1, 2}, 2, 7, 2},
      {{1, 2}, 2, NAN, NAN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double values[8];
      guint n;

      for (guint j = 0; j < 8; j++)
        values[j] = cases[i].values[j];
      n = vigie_quantiles_sort (values, cases[i].n);
      if (isnan (cases[i].expected))
        g_assert_true (isnan (vigie_quantile (values, n, cases[i].p)));
      else
        g_assert_cmpfloat_with_epsilon (vigie_quantile (values, n, cases[i].p), cases[i].expected,
                                        1e-12);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantiles/table", test_table);
  return g_test_run ();
}
