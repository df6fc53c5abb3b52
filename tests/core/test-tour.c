/* test-tour.c: the order of stops and what leaves as GPX
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-tour.h"

/* About Lorient. */
static void
scatter (GRand *random, VigieTourStop *stops, guint n)
{
  for (guint i = 0; i < n; i++)
    stops[i] = (VigieTourStop) {"stop", NULL, g_rand_double_range (random, 47.6, 48.0),
                                g_rand_double_range (random, -3.6, -3.0)};
}

static double
distance (const VigieTourStop *a, const VigieTourStop *b)
{
  return vigie_tour_distance (a->lat, a->lon, b->lat, b->lon);
}

static double
length_of (const VigieTourStop *stops,
           const guint *order,
           guint n,
           const VigieTourStop *start,
           gboolean round)
{
  double length = 0;

  for (guint i = 0; i < n; i++)
    if (i > 0 || start != NULL)
      length += distance (i > 0 ? &stops[order[i - 1]] : start, &stops[order[i]]);
  if (round && n > 0)
    length += distance (&stops[order[n - 1]], start != NULL ? start : &stops[order[0]]);
  return length;
}

static void
check_permutation (const guint *order, guint n)
{
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (order[i], <, n);
      g_assert_false (seen[order[i]]);
      seen[order[i]] = TRUE;
    }
}

/* The shortest of all orders that go on from the @at stops taken, @so_far long; what is longer is not followed. */
static void
brute_force (const VigieTourStop *stops,
             guint *order,
             guint at,
             guint n,
             const VigieTourStop *start,
             gboolean round,
             double so_far,
             double *least)
{
  if (so_far >= *least)
    return;
  if (at == n)
    {
      *least = MIN (*least, length_of (stops, order, n, start, round));
      return;
    }
  for (guint i = at; i < n; i++)
    {
      guint stop = order[at];
      const VigieTourStop *before = at > 0 ? &stops[order[at - 1]] : start;

      order[at] = order[i];
      order[i] = stop;
      brute_force (stops, order, at + 1, n, start, round,
                   so_far + (before != NULL ? distance (before, &stops[order[at]]) : 0), least);
      order[i] = order[at];
      order[at] = stop;
    }
}

static void
test_distance (void)
{
  static const struct
  {
    double lat1, lon1, lat2, lon2, metres;
  } cases[] = {
      {47.75, -3.36, 47.75, -3.36, 0},
      {0, 0, 0, 1, 111195.08},
      {0, 0, 1, 0, 111195.08},
      {47.7442, -3.35107, 47.63708, -3.47365, 15035.2}, /* the agglomeration's house, Groix */
      {0, 0, 0, 180, G_PI * 6371008.8},
      {90, 0, -90, 0, G_PI * 6371008.8},
      {0, 179.5, 0, -179.5, 111195.08},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (
        vigie_tour_distance (cases[i].lat1, cases[i].lon1, cases[i].lat2, cases[i].lon2),
        cases[i].metres, MAX (1, cases[i].metres * 1e-4));
}

static void
test_brute_force (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 64; i++)
    {
      VigieTourStop stops[8], start;
      guint n = 1 + i % 8, order[8], all[8] = {0, 1, 2, 3, 4, 5, 6, 7};
      gboolean has_start = i / 8 % 2, round = i / 16 % 2;
      double length, least = HUGE_VAL;

      scatter (random, stops, n);
      scatter (random, &start, 1);
      length = vigie_tour_order (stops, n, has_start ? &start : NULL, round, order);
      check_permutation (order, n);
      g_assert_cmpfloat_with_epsilon (
          length, length_of (stops, order, n, has_start ? &start : NULL, round), 1e-3);
      brute_force (stops, all, 0, n, has_start ? &start : NULL, round, 0, &least);
      g_assert_cmpfloat_with_epsilon (length, least, 1e-3);
    }
}

/* Against the exact order of twelve, what is done for more: stops of which each comes thrice are more than twelve. */
static void
test_about (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  guint n_same = 0;
  const guint n_cases = 40;

  for (guint i = 0; i < n_cases; i++)
    {
      VigieTourStop few[8], many[24], start;
      guint order[24];
      double exact, about;

      scatter (random, few, 8);
      scatter (random, &start, 1);
      for (guint j = 0; j < 24; j++)
        many[j] = few[j % 8];
      exact = vigie_tour_order (few, 8, &start, i % 2, order);
      about = vigie_tour_order (many, 24, &start, i % 2, order);
      check_permutation (order, 24);
      n_same += about <= exact + 1;
      g_assert_cmpfloat (about, <=, 1.05 * exact + 1);
    }
  g_test_message ("%u of %u exact", n_same, n_cases);
  g_assert_cmpuint (n_same, >=, n_cases * 95 / 100);
}

static double
nearest_neighbour (const VigieTourStop *stops, guint n, const VigieTourStop *start, gboolean round)
{
  g_autofree gboolean *taken = g_new0 (gboolean, n);
  g_autofree guint *order = g_new (guint, n);
  const VigieTourStop *at = start;

  for (guint i = 0; i < n; i++)
    {
      guint best = n;

      for (guint j = 0; j < n && at != NULL; j++)
        if (!taken[j] && (best == n || distance (at, &stops[j]) < distance (at, &stops[best])))
          best = j;
      order[i] = at != NULL ? best : 0;
      taken[order[i]] = TRUE;
      at = &stops[order[i]];
    }
  return length_of (stops, order, n, start, round);
}

static void
test_nearest_neighbour (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  double worse = 0;

  for (guint i = 0; i < 60; i++)
    {
      VigieTourStop stops[80], start;
      guint n = 2 + g_rand_int_range (random, 0, 78), order[80];
      gboolean has_start = i % 2, round = i / 2 % 2;
      double length, nearest;

      scatter (random, stops, n);
      scatter (random, &start, 1);
      length = vigie_tour_order (stops, n, has_start ? &start : NULL, round, order);
      check_permutation (order, n);
      nearest = nearest_neighbour (stops, n, has_start ? &start : NULL, round);
      g_assert_cmpfloat (length, <=, nearest + 1e-3);
      worse += nearest / length - 1;
    }
  /* It is worth its while. */
  g_test_message ("nearest neighbour %.1f %% longer", 100 * worse / 60);
  g_assert_cmpfloat (worse / 60, >, 0.05);
}

static void
test_most (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autofree VigieTourStop *stops = g_new (VigieTourStop, VIGIE_TOUR_MAX);
  g_autofree guint *order = g_new (guint, VIGIE_TOUR_MAX), *again = g_new (guint, VIGIE_TOUR_MAX);
  gint64 least = G_MAXINT64;

  scatter (random, stops, VIGIE_TOUR_MAX);
  for (guint i = 0; i < 3; i++)
    {
      gint64 start = g_get_monotonic_time ();

      vigie_tour_order (stops, VIGIE_TOUR_MAX, NULL, FALSE, i == 0 ? again : order);
      least = MIN (least, g_get_monotonic_time () - start);
    }
  check_permutation (order, VIGIE_TOUR_MAX);
  g_assert_cmpmem (order, VIGIE_TOUR_MAX * sizeof *order, again, VIGIE_TOUR_MAX * sizeof *again);
  g_test_message ("500 stops in %.1f ms", (double) least / 1000);
  if (g_test_perf ())
    g_assert_cmpint (least, <, 50 * 1000);
  /* All at one place, and all on one line. */
  for (guint i = 0; i < VIGIE_TOUR_MAX; i++)
    stops[i] = (VigieTourStop) {"", NULL, 47.7, -3.3};
  g_assert_cmpfloat (vigie_tour_order (stops, VIGIE_TOUR_MAX, NULL, TRUE, order), <, 1);
  check_permutation (order, VIGIE_TOUR_MAX);
  for (guint i = 0; i < VIGIE_TOUR_MAX; i++)
    stops[i].lat = 47 + (i * 7 % VIGIE_TOUR_MAX) / 1000.;
  g_assert_cmpfloat_with_epsilon (vigie_tour_order (stops, VIGIE_TOUR_MAX, NULL, FALSE, order),
                                  vigie_tour_distance (47, -3.3, 47.499, -3.3), 1);
}

static void
test_no_place (void)
{
  VigieTourStop stops[] = {
      {"a", NULL, NAN, NAN}, {"b", NULL, 47.7, -3.3}, {"c", NULL, 400, 0}, {"d", NULL, 47.8, -3.3}};
  VigieTourStop nowhere = {"x", NULL, NAN, NAN};
  guint order[4];

  g_assert_cmpfloat_with_epsilon (vigie_tour_order (stops, 4, &nowhere, FALSE, order), 11119.5, 1);
  check_permutation (order, 4);
  g_assert_cmpuint (order[2], ==, 0);
  g_assert_cmpuint (order[3], ==, 2);
  g_assert_cmpfloat (vigie_tour_order (stops, 1, NULL, TRUE, order), ==, 0);
  g_assert_cmpuint (order[0], ==, 0);
  g_assert_cmpfloat (vigie_tour_order (stops, 0, NULL, TRUE, order), ==, 0);
}

/* ---- GPX ---- */

typedef struct
{
  GString *names; /* of elements, each with its depth */
  GString *text;
} Read;

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Read *read = user_data;

  g_string_append_printf (read->names, "%s", element);
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], "lat") == 0 || strcmp (names[i], "lon") == 0)
      g_string_append_printf (read->names, " %s", values[i]);
  g_string_append_c (read->names, ';');
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Read *read = user_data;
  g_autofree char *stripped = g_strstrip (g_strndup (text, length));

  if (*stripped != '\0')
    g_string_append_printf (read->text, "%s|", stripped);
}

static void
test_gpx (void)
{
  VigieTourStop stops[] = {{"Déchèterie <Port> & \"quai\"", "1 × ER34615\n]]>", 47.75, -3.3612345},
                           {"nulle part", NULL, NAN, NAN},
                           {"\x01\xff bad \x1b", NULL, -12.5, 170}};
  const guint order[] = {2, 1, 0};
  g_autoptr (GBytes) gpx = vigie_tour_to_gpx (stops, order, 3, "Tournée");
  g_autoptr (GString) names = g_string_new (NULL), text = g_string_new (NULL);
  Read read = {names, text};
  const GMarkupParser parser = {.start_element = start_cb, .text = text_cb};
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &read, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (gpx, &size);

  g_assert_true (g_utf8_validate (bytes, (gssize) size, NULL));
  for (gsize i = 0; i < size; i++)
    g_assert_true ((guchar) bytes[i] >= 0x20 || bytes[i] == '\n');
  g_markup_parse_context_parse (context, bytes, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (names->str, ==,
                   "gpx;metadata;name;"
                   "wpt -12.500000 170.000000;name;wpt 47.750000 -3.361235;name;desc;"
                   "rte;name;rtept -12.500000 170.000000;name;"
                   "rtept 47.750000 -3.361235;name;desc;");
  g_assert_nonnull (strstr (text->str, "Déchèterie <Port> & \"quai\"|1 × ER34615\n]]>|"));
  g_assert_nonnull (strstr (text->str, "\ufffd bad"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/tour/distance", test_distance);
  g_test_add_func ("/core/tour/brute-force", test_brute_force);
  g_test_add_func ("/core/tour/about", test_about);
  g_test_add_func ("/core/tour/nearest-neighbour", test_nearest_neighbour);
  g_test_add_func ("/core/tour/most", test_most);
  g_test_add_func ("/core/tour/no-place", test_no_place);
  g_test_add_func ("/core/tour/gpx", test_gpx);
  return g_test_run ();
}
