/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-range.h"

#define H VIGIE_HOUR

static const VigieSpan limits = {0, 100 * H};

static void
test_zoom (void)
{
  static const struct
  {
    VigieSpan range;
    VigieTime anchor;
    double factor;
    VigieSpan expected;
  } cases[] = {
      {{0, 100 * H}, 50 * H, 2, {25 * H, 75 * H}},
      {{0, 100 * H}, 0, 4, {0, 25 * H}},
      {{0, 100 * H}, 100 * H, 4, {75 * H, 100 * H}},
      {{20 * H, 40 * H}, 30 * H, 0.5, {10 * H, 50 * H}},
      {{0, 20 * H}, 20 * H, 0.5, {0, 40 * H}},         /* stopped at the left */
      {{90 * H, 100 * H}, 90 * H, 0.1, {0, 100 * H}},  /* not longer than the limits */
      {{10 * H, 20 * H}, 90 * H, 2, {15 * H, 20 * H}}, /* an anchor outside is at the edge */
      {{10 * H, 20 * H}, 15 * H, 0, {10 * H, 20 * H}}, /* no factor: as it was */
      {{10 * H, 10 * H + VIGIE_CHART_RANGE_MIN},
       10 * H,
       9,
       {10 * H, 10 * H + VIGIE_CHART_RANGE_MIN}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieSpan zoomed
          = vigie_chart_range_zoom (cases[i].range, limits, cases[i].anchor, cases[i].factor);

      g_test_message ("case %u", i);
      g_assert_cmpint (zoomed.from, ==, cases[i].expected.from);
      g_assert_cmpint (zoomed.to, ==, cases[i].expected.to);
    }
}

static void
test_pan (void)
{
  VigieSpan range = {40 * H, 60 * H};
  VigieSpan later = vigie_chart_range_pan (range, limits, 10 * H);
  VigieSpan last = vigie_chart_range_pan (range, limits, 1000 * H);
  VigieSpan first = vigie_chart_range_pan (range, limits, -1000 * H);

  g_assert_cmpint (later.from, ==, 50 * H);
  g_assert_cmpint (later.to, ==, 70 * H);
  g_assert_cmpint (last.from, ==, 80 * H);
  g_assert_cmpint (last.to, ==, 100 * H);
  g_assert_cmpint (first.from, ==, 0);
  g_assert_cmpint (first.to, ==, 20 * H);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/range/zoom", test_zoom);
  g_test_add_func ("/charts/range/pan", test_pan);
  return g_test_run ();
}
