/* test-figure-layout.c: what figures compute before they draw: bins, flows, cells, in tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <math.h>

#include "vigie-flow-layout.h"
#include "vigie-heat-grid.h"
#include "vigie-stack-bins.h"
#include "vigie-words.h"

#define H VIGIE_HOUR

static VigieTime
at (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

/* ---- Stack ------------------------------------------------------------------------------------- */

/* A character for each bin: K known, G gap, P pending. */
static void
test_stack_states (void)
{
  static const struct
  {
    double first[6], second[6];
    int now, due; /* half hours from the begin; -1: none */
    const char *states;
  } cases[] = {
      {{1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2}, -1, -1, "KKKKKK"},
      {{1, NAN, 1, 1, 1, 1}, {2, 2, 2, NAN, NAN, 2}, -1, -1, "KGKGGK"},
      {{1, 1, 1, 1, NAN, NAN}, {2, 2, 2, 2, NAN, NAN}, 8, 8, "KKKKPP"},
      {{1, 1, 1, NAN, NAN, NAN}, {2, 2, 2, NAN, NAN, NAN}, 8, 6, "KKKPPP"},
      {{1, 1, 1, NAN, NAN, NAN}, {2, 2, 2, NAN, NAN, NAN}, 8, 8, "KKKGPP"},
      {{1, 1, NAN, NAN, NAN, NAN}, {2, 2, 2, 2, 2, 2}, 12, 7, "KKGPPP"},
      {{1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2}, 5, 5, "KKKPPP"},
      {{NAN, NAN, NAN, NAN, NAN, NAN}, {2, 2, 2, 2, 2, 2}, -1, -1, "GGGGGG"},
  };
  VigieTime edges[7];

  for (guint i = 0; i < 7; i++)
    edges[i] = i * H;
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      VigieStackSeries layers[2] = {{"a", cases[c].first}, {"b", cases[c].second}};
      g_autoptr (VigieStackBins) bins
          = vigie_stack_bins_new (edges, 6, layers, 2, NULL, 0, VIGIE_STACK_POWER,
                                  cases[c].now < 0 ? VIGIE_TIME_NONE : cases[c].now * H / 2,
                                  cases[c].due < 0 ? VIGIE_TIME_NONE : cases[c].due * H / 2);
      guint covered = 0;

      for (guint b = 0; b < 6; b++)
        {
          g_assert_cmpint ("KGP"[vigie_stack_bins_get_state (bins, b)], ==, cases[c].states[b]);
          g_assert_true (isnan (vigie_stack_bins_get_total (bins, b))
                         == (cases[c].states[b] != 'K'));
        }
      for (guint r = 0; r < bins->runs->len; r++)
        {
          const VigieStackRun *run = &g_array_index (bins->runs, VigieStackRun, r);

          g_assert_cmpuint (run->begin, ==, covered);
          covered = run->end;
        }
      g_assert_cmpuint (covered, ==, 6);
    }
}

/* Power is energy over the bin's own length; the bin of now over what has passed; a negative amount takes nothing
 * away. */
static void
test_stack_values (void)
{
  const VigieTime edges[] = {0, H / 2, 3 * H / 2, 5 * H / 2};
  const double first[] = {1, 1, 1}, second[] = {2, -4, 2}, line[] = {NAN, 3, 1};
  VigieStackSeries layers[] = {{"a", first}, {"b", second}}, lines[] = {{"l", line}};
  g_autoptr (VigieStackBins) bins
      = vigie_stack_bins_new (edges, 3, layers, 2, lines, 1, VIGIE_STACK_POWER, 2 * H, 2 * H);
  g_autoptr (VigieStackBins) energy = vigie_stack_bins_new (
      edges, 3, layers, 2, lines, 1, VIGIE_STACK_ENERGY, VIGIE_TIME_NONE, VIGIE_TIME_NONE);
  double tops[2], coverage;
  guint hint = 0;

  g_assert_cmpfloat (vigie_stack_bins_get_total (bins, 0), ==, 6);
  g_assert_cmpfloat (vigie_stack_bins_get_total (bins, 1), ==, 1);
  g_assert_cmpfloat (vigie_stack_bins_get_total (bins, 2), ==, 6);
  g_assert_cmpfloat (bins->max, ==, 6);
  g_assert_true (isnan (bins->values[2][0]));
  g_assert_cmpfloat (bins->values[2][1], ==, 3);
  g_assert_cmpfloat (vigie_stack_bins_get_total (energy, 0), ==, 3);
  g_assert_cmpfloat (vigie_stack_bins_get_total (energy, 2), ==, 3);
  g_assert_cmpint (vigie_stack_bins_last (bins), ==, 2);
  /* Half of the first bin and half of the second: the mean over that time. */
  g_assert_true (vigie_stack_bins_column (bins, H / 4, 3 * H / 4, &hint, tops, &coverage));
  g_assert_cmpfloat (tops[1], ==, 3.5);
  g_assert_cmpfloat (coverage, ==, 1);
}

/* The area that is drawn is the energy: the means of columns of any width add up to it. */
static void
test_stack_area (void)
{
  g_autofree VigieTime *edges = g_new (VigieTime, 1001);
  g_autofree double *kwh = g_new (double, 1000);
  VigieStackSeries layer = {"a", kwh};

  for (guint i = 0; i <= 1000; i++)
    edges[i] = i * H / 6;
  for (guint i = 0; i < 1000; i++)
    kwh[i] = i % 50 == 7 ? NAN : 10 + i % 13;
  for (guint width = 90; width <= 2100; width += 670)
    {
      g_autoptr (VigieStackBins) bins = vigie_stack_bins_new (
          edges, 1000, &layer, 1, NULL, 0, VIGIE_STACK_POWER, VIGIE_TIME_NONE, VIGIE_TIME_NONE);
      double sum = 0, expected = 0, top, coverage;
      guint hint = 0;

      for (guint x = 0; x < width; x++)
        {
          VigieTime from = edges[1000] * x / width, to = edges[1000] * (x + 1) / width;

          if (vigie_stack_bins_column (bins, from, to, &hint, &top, &coverage))
            sum += top * coverage * (double) (to - from) / (double) H;
        }
      for (guint i = 0; i < 1000; i++)
        expected += isnan (kwh[i]) ? 0 : kwh[i];
      g_assert_cmpfloat_with_epsilon (sum, expected, 1e-6 * expected);
    }
}

/* A day further is the same time of the clock, over the changes of the clocks too. */
static void
test_stack_days (void)
{
  GTimeZone *zone = vigie_words_default_zone ();
  VigieTime from = at ("2026-10-23T00:00:00+02:00");
  g_autofree VigieTime *edges = g_new (VigieTime, 24 * 5 + 2);
  g_autofree double *kwh = g_new (double, 24 * 5 + 1);
  VigieStackSeries layer = {"a", kwh};
  guint n = 24 * 5 + 1;
  g_autoptr (VigieStackBins) bins = NULL;
  int bin;

  for (guint i = 0; i <= n; i++)
    edges[i] = from + i * H;
  for (guint i = 0; i < n; i++)
    kwh[i] = 1;
  bins = vigie_stack_bins_new (edges, n, &layer, 1, NULL, 0, VIGIE_STACK_POWER, VIGIE_TIME_NONE,
                               VIGIE_TIME_NONE);
  g_assert_cmpint (vigie_stack_bins_step_days (bins, 12, 1, zone), ==, 36);
  bin = vigie_stack_bins_step_days (bins, 36, 1, zone);
  g_assert_cmpint (bin, ==, 61); /* over a day of 25 hours */
  g_assert_cmpint (vigie_stack_bins_step_days (bins, 12, -1, zone), ==, 0);
  g_assert_cmpint (vigie_stack_bins_step_days (bins, 120, 1, zone), ==, 120);
  g_assert_cmpint (vigie_stack_bins_step_days (bins, -1, 1, zone), ==, 120);
  g_assert_cmpint (vigie_stack_bins_find (bins, from - 1), ==, -1);
  g_assert_cmpint (vigie_stack_bins_find (bins, edges[n]), ==, -1);
  g_assert_cmpint (vigie_stack_bins_find (bins, edges[n] - 1), ==, n - 1);
}

/* ---- Flows ------------------------------------------------------------------------------------- */

#define S VIGIE_FLOW_PART_SOLAR
#define I VIGIE_FLOW_PART_IMPORT
#define D VIGIE_FLOW_PART_DISCHARGE
#define E VIGIE_FLOW_PART_EXPORT
#define G VIGIE_FLOW_PART_GROUP
#define C VIGIE_FLOW_PART_CHARGE

static const struct
{
  const char *name;
  VigieFlowPart parts[8];
  guint n;
  double given, consumption; /* kW */
  const char *nodes;         /* p part, m not metered, o other, x excess, | before uses */
  double added;              /* kW of the added node, NAN if none */
} flows[] = {
    {"picture",
     {{S, "s", 1284}, {I, "i", 1002}, {E, "e", 70}, {G, "a", 792}, {G, "b", 1206}, {G, "c", 218}},
     6,
     2216,
     2216,
     "pp|pppp",
     NAN},
    {"consumption is what is left",
     {{S, "s", 100}, {I, "i", 50}, {E, "e", 30}, {C, "c", 20}},
     4,
     NAN,
     100,
     "pp|pp",
     NAN},
    {"zeros are not drawn",
     {{S, "s", 0}, {I, "i", 50}, {D, "d", 0}, {E, "e", 0}, {G, "a", 50}},
     5,
     50,
     50,
     "p|p",
     NAN},
    {"a group is missing", {{I, "i", 100}, {G, "a", 60}}, 2, 100, 100, "p|po", 40},
    {"a source is missing", {{S, "s", 40}, {G, "a", 100}}, 2, 100, 100, "pm|p", 60},
    {"more comes than goes", {{I, "i", 150}, {G, "a", 100}}, 2, 100, 100, "p|xp", 50},
    {"an unknown source has the difference",
     {{S, "s", 40}, {I, "i", NAN}, {G, "a", 100}},
     3,
     100,
     100,
     "pp|p",
     NAN},
    {"an unknown group has the difference",
     {{I, "i", 100}, {G, "a", 30}, {G, "b", NAN}},
     3,
     100,
     100,
     "p|pp",
     NAN},
    {"of groups alone", {{I, "i", NAN}, {G, "a", 30}, {G, "b", 20}}, 3, NAN, 50, "p|pp", NAN},
    {"nothing known", {{I, "i", NAN}, {G, "b", NAN}}, 2, NAN, NAN, "p|p", NAN},
    {"meters are not read at once", {{I, "i", 100.4}, {G, "a", 100}}, 2, 100, 100, "p|p", NAN},
};

static void
test_flow_meaning (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (flows); c++)
    {
      VigieFlowLayout layout;
      g_autoptr (GString) nodes = g_string_new (NULL);
      double added = NAN;

      vigie_flow_layout_solve (&layout, flows[c].parts, flows[c].n, flows[c].given);
      for (guint i = 0; i < layout.n_nodes; i++)
        {
          if (i == layout.n_sources)
            g_string_append_c (nodes, '|');
          g_string_append_c (nodes, "pmox"[layout.nodes[i].kind]);
          if (layout.nodes[i].kind != VIGIE_FLOW_NODE_PART)
            added = layout.nodes[i].kw;
          g_assert_true (layout.nodes[i].is_source == (i < layout.n_sources));
        }
      g_test_message ("%s", flows[c].name);
      g_assert_cmpstr (nodes->str, ==, flows[c].nodes);
      g_assert_true (layout.consumption == flows[c].consumption
                     || (isnan (layout.consumption) && isnan (flows[c].consumption)));
      g_assert_true ((isnan (added) && isnan (flows[c].added))
                     || fabs (added - flows[c].added) < 1e-9);
    }
}

/* In any room: labels apart, all within, thickness proportional, ends at the bar one below the other. */
static void
test_flow_places (void)
{
  static const double heights[] = {150, 190, 260, 400, 900};

  for (guint c = 0; c < G_N_ELEMENTS (flows); c++)
    for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
      {
        VigieFlowLayout layout;
        double in = 0, out = 0;

        vigie_flow_layout_solve (&layout, flows[c].parts, flows[c].n, flows[c].given);
        if (!vigie_flow_layout_place (&layout, heights[h], 30, 6))
          {
            guint most = MAX (layout.n_sources, layout.n_nodes - layout.n_sources);

            g_assert_cmpfloat (most * 30. + (most - 1) * 6., >, heights[h]);
            continue;
          }
        for (guint i = 0; i < layout.n_nodes; i++)
          {
            const VigieFlowNode *node = &layout.nodes[i];

            g_assert_cmpfloat (node->slot_y, >=, -1e-6);
            g_assert_cmpfloat (node->slot_y + node->slot, <=, heights[h] + 1e-6);
            g_assert_cmpfloat (node->slot, >=, 30 - 1e-9);
            if (i > 0 && i != layout.n_sources)
              g_assert_cmpfloat (node->slot_y, >=, node[-1].slot_y + node[-1].slot + 6 - 1e-6);
            if (node->kw * layout.scale > 2)
              g_assert_cmpfloat_with_epsilon (node->height, node->kw * layout.scale, 1e-6);
            if (node->is_source)
              in += node->bar_height;
            else
              out += node->bar_height;
            g_assert_cmpfloat (node->bar_y + node->bar_height, <=,
                               layout.bar_y + layout.bar_height + 1e-6);
          }
        g_assert_cmpfloat (in, <=, layout.bar_height + 1e-6);
        g_assert_cmpfloat (out, <=, layout.bar_height + 1e-6);
        g_assert_cmpfloat (layout.bar_y, >=, 0);
        g_assert_cmpfloat (layout.bar_y + layout.bar_height, <=, heights[h] + 1e-6);
      }
}

/* ---- Heat map ---------------------------------------------------------------------------------- */

/* K known, M missing, P pending, S skipped, hours 0 to 5 of each day. */
static void
test_heat_cells (void)
{
  GTimeZone *zone = vigie_words_default_zone ();
  static const struct
  {
    const char *from;
    guint n_hours, missing; /* hour not known, from the begin */
    int due;                /* hours from the begin, -1: none */
    const char *days[3];
    guint n_days;
  } cases[] = {
      {"2026-03-28T00:00:00+01:00", 47, 999, -1, {"KKKKKK", "KKSKKK"}, 2},
      {"2026-10-25T00:00:00+02:00", 25, 999, -1, {"KKKKKK"}, 1},
      {"2026-10-25T00:00:00+02:00", 25, 2, -1, {"KKMKKK"}, 1},
      {"2026-10-25T00:00:00+02:00", 25, 3, -1, {"KKMKKK"}, 1},
      {"2026-11-10T00:00:00+01:00", 48, 27, -1, {"KKKKKK", "KKKMKK"}, 2},
      {"2026-11-10T00:00:00+01:00", 48, 27, 27, {"KKKKKK", "KKKPKK"}, 2},
      {"2026-11-10T00:00:00+01:00", 28, 999, -1, {"KKKKKK", "KKKKPP"}, 2},
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      VigieTime from = at (cases[c].from);
      g_autofree double *kw = g_new (double, cases[c].n_hours);
      g_autoptr (VigieHeatGrid) grid = NULL;

      for (guint i = 0; i < cases[c].n_hours; i++)
        kw[i] = i == cases[c].missing ? NAN : i;
      grid = vigie_heat_grid_new (from, kw, cases[c].n_hours, zone,
                                  cases[c].due < 0 ? VIGIE_TIME_NONE : from + cases[c].due * H);
      g_assert_cmpuint (grid->n_days, ==, cases[c].n_days);
      for (guint day = 0; day < grid->n_days; day++)
        for (guint hour = 0; hour < 6; hour++)
          {
            const VigieHeatCell *cell = vigie_heat_grid_get (grid, day, hour);

            g_assert_cmpint ("KMPS"[cell->state], ==, cases[c].days[day][hour]);
            g_assert_true (isnan (cell->kw) == (cell->state != VIGIE_HEAT_KNOWN));
          }
    }
  {
    /* 2 h comes twice: hours 2 and 3 of the day; 3 h of the clock is the fifth. */
    double kw[25];
    g_autoptr (VigieHeatGrid) grid = NULL;

    for (guint i = 0; i < 25; i++)
      kw[i] = i;
    grid = vigie_heat_grid_new (at ("2026-10-25T00:00:00+02:00"), kw, 25, zone, VIGIE_TIME_NONE);
    g_assert_cmpfloat (vigie_heat_grid_get (grid, 0, 2)->kw, ==, 2.5);
    g_assert_cmpfloat (vigie_heat_grid_get (grid, 0, 3)->kw, ==, 4);
    g_assert_cmpfloat (grid->max, ==, 24);
    g_assert_true (vigie_heat_grid_is_weekend (grid, 0));
  }
}

/* Steps of lightness are even, and go one way, in all palettes. */
static void
test_heat_colors (void)
{
  for (VigieScheme scheme = VIGIE_SCHEME_LIGHT; scheme <= VIGIE_SCHEME_HIGH_CONTRAST; scheme++)
    {
      const VigiePalette *palette = vigie_palette_get (scheme);
      GdkRGBA high = scheme == VIGIE_SCHEME_DARK ? (GdkRGBA) {0.89f, 0.91f, 0.94f, 1}
                                                 : (GdkRGBA) {0.17f, 0.2f, 0.25f, 1};
      double before = NAN;

      for (guint i = 0; i <= 10; i++)
        {
          GdkRGBA color = vigie_heat_mix (&palette->track, &high, i / 10.);
          double sum = color.red + color.green + color.blue;

          if (i > 0 && scheme == VIGIE_SCHEME_DARK)
            g_assert_cmpfloat (sum, >, before);
          else if (i > 0)
            g_assert_cmpfloat (sum, <, before);
          before = sum;
        }
      {
        GdkRGBA first = vigie_heat_mix (&palette->track, &high, 0);

        g_assert_cmpfloat_with_epsilon (first.red, palette->track.red, 0.002);
        g_assert_cmpfloat_with_epsilon (first.blue, palette->track.blue, 0.002);
      }
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/figure/stack/states", test_stack_states);
  g_test_add_func ("/charts/figure/stack/values", test_stack_values);
  g_test_add_func ("/charts/figure/stack/area", test_stack_area);
  g_test_add_func ("/charts/figure/stack/days", test_stack_days);
  g_test_add_func ("/charts/figure/flow/meaning", test_flow_meaning);
  g_test_add_func ("/charts/figure/flow/places", test_flow_places);
  g_test_add_func ("/charts/figure/heat/cells", test_heat_cells);
  g_test_add_func ("/charts/figure/heat/colors", test_heat_colors);
  return g_test_run ();
}
