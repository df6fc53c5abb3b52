/* test-area-mesh.c: borders that are there once, and simpler ones that still fit their neighbours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area-mesh.h"

#include <math.h>

static VigieAreas *
make_areas (guint n, const double *const *rings, const guint *lengths)
{
  GArray *array = vigie_area_array_new ();

  for (guint i = 0; i < n; i++)
    {
      VigieArea area = {.code = g_strdup_printf ("%05u", i),
                        .name = g_strdup_printf ("Commune %u", i),
                        .outline = vigie_polygon_new (),
                        .lat = NAN,
                        .lon = NAN};

      g_assert_true (vigie_polygon_add_ring (area.outline, rings[i], lengths[i]));
      g_array_append_val (array, area);
    }
  return vigie_areas_new (array);
}

static void
count_borders (VigieAreaMesh *mesh, guint *n_inner, guint *n_outer)
{
  *n_inner = *n_outer = 0;
  for (guint i = 0; i < vigie_area_mesh_get_n_arcs (mesh); i++)
    if (vigie_area_mesh_get_arc (mesh, i)->other != VIGIE_AREA_MESH_NONE)
      (*n_inner)++;
    else
      (*n_outer)++;
}

/* The corners of a ring, arc after arc, must be those of the outline. */
static void
check_rings (VigieAreaMesh *mesh)
{
  VigieAreas *areas = vigie_area_mesh_get_areas (mesh);

  for (guint a = 0; a < vigie_areas_get_n_areas (areas); a++)
    {
      VigiePolygon *outline = vigie_areas_get_area (areas, a)->outline;
      guint n_rings;
      const VigieAreaRing *rings = vigie_area_mesh_get_rings (mesh, a, &n_rings);

      g_assert_cmpuint (n_rings, ==, vigie_polygon_get_n_rings (outline));
      for (guint r = 0; r < n_rings; r++)
        {
          const double *lons, *lats;
          gsize n = vigie_polygon_get_ring (outline, r, &lons, &lats), n_walked = 0;
          double last_x = NAN, last_y = NAN, first_x = NAN, first_y = NAN;

          for (guint i = 0; i < rings[r].n_arcs; i++)
            {
              int number = rings[r].arcs[i];
              const VigieAreaArc *arc
                  = vigie_area_mesh_get_arc (mesh, number >= 0 ? number : ~number);

              g_assert_true (arc->area == a || arc->other == a);
              for (guint p = 0; p < arc->n_points; p++)
                {
                  guint at = number >= 0 ? p : arc->n_points - 1 - p;
                  double x = arc->x_y[2 * at], y = arc->x_y[2 * at + 1];

                  if (p == 0 && i > 0)
                    {
                      /* Where one ends the next one begins. */
                      g_assert_true (x == last_x && y == last_y);
                      continue;
                    }
                  if (p == 0)
                    {
                      first_x = x;
                      first_y = y;
                    }
                  last_x = x;
                  last_y = y;
                  n_walked++;
                }
            }
          g_assert_true (first_x == last_x && first_y == last_y);
          g_assert_cmpuint (n_walked, ==, n + 1);
        }
    }
}

static void
test_two (void)
{
  static const double west[] = {-3.5, 47.7, -3.4, 47.7, -3.4, 47.75, -3.4, 47.8, -3.5, 47.8};
  static const double east[] = {-3.3, 47.7, -3.3, 47.8, -3.4, 47.8, -3.4, 47.75, -3.4, 47.7};
  static const double *const rings[] = {west, east};
  static const guint lengths[] = {5, 5};
  g_autoptr (VigieAreas) areas = make_areas (2, rings, lengths);
  g_autoptr (VigieAreaMesh) mesh = vigie_area_mesh_new (areas);
  guint n_inner, n_outer;

  count_borders (mesh, &n_inner, &n_outer);
  g_assert_cmpuint (n_inner, ==, 1);
  g_assert_cmpuint (n_outer, ==, 2);
  check_rings (mesh);
}

/* An enclave, whose border has no junction, and an island. */
static void
test_enclave (void)
{
  static const double around[] = {-3.5, 47.7, -3.3, 47.7, -3.3, 47.9, -3.5, 47.9};
  static const double hole[] = {-3.45, 47.75, -3.35, 47.75, -3.35, 47.85, -3.45, 47.85};
  static const double inner[] = {-3.35, 47.85, -3.35, 47.75, -3.45, 47.75, -3.45, 47.85};
  static const double island[] = {-3.2, 47.6, -3.1, 47.6, -3.1, 47.65};
  static const double *const rings[] = {around, inner, island};
  static const guint lengths[] = {4, 4, 3};
  GArray *array = vigie_area_array_new ();
  g_autoptr (VigieAreas) areas = NULL;
  g_autoptr (VigieAreaMesh) mesh = NULL;
  guint n_inner, n_outer, n_rings;
  double box[4];

  for (guint i = 0; i < 3; i++)
    {
      VigieArea area = {
          .name = g_strdup_printf ("Commune %u", i), .outline = vigie_polygon_new (), .lat = NAN};

      vigie_polygon_add_ring (area.outline, rings[i], lengths[i]);
      if (i == 0)
        vigie_polygon_add_ring (area.outline, hole, 4);
      g_array_append_val (array, area);
    }
  areas = vigie_areas_new (array);
  mesh = vigie_area_mesh_new (areas);
  count_borders (mesh, &n_inner, &n_outer);
  g_assert_cmpuint (n_inner, ==, 1);
  g_assert_cmpuint (n_outer, ==, 2);
  check_rings (mesh);
  vigie_area_mesh_get_rings (mesh, 0, &n_rings);
  g_assert_cmpuint (n_rings, ==, 2);
  g_assert_true (vigie_area_mesh_get_box (mesh, 2, box));
  g_assert_cmpfloat_with_epsilon (box[0], vigie_mercator_x (-3.2), 1e-12);
  g_assert_cmpfloat_with_epsilon (box[3], vigie_mercator_y (47.6), 1e-12);
}

/* Neighbours of different sources: no corner in common, some metres between them. */
static void
test_unequal (void)
{
  static const double west[] = {-3.5, 47.7, -3.40001, 47.7, -3.40001, 47.8, -3.5, 47.8};
  static const double east[] = {-3.3, 47.7, -3.3, 47.8, -3.4, 47.8, -3.4, 47.76, -3.4, 47.7};
  static const double *const rings[] = {west, east};
  static const guint lengths[] = {4, 5};
  g_autoptr (VigieAreas) areas = make_areas (2, rings, lengths);
  g_autoptr (VigieAreaMesh) mesh = vigie_area_mesh_new (areas);
  guint n_inner, n_outer;

  count_borders (mesh, &n_inner, &n_outer);
  g_assert_cmpuint (n_inner, ==, 2);
  g_assert_cmpuint (n_outer, ==, 2);
}

static void
test_cells (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (56);

  for (guint n = 1; n <= 200; n += 66)
    {
      GArray *array = vigie_area_array_new ();
      g_autoptr (VigieAreas) centres = NULL, cells = NULL;
      g_autoptr (VigieAreaMesh) mesh = NULL;
      guint n_inner, n_outer;

      for (guint i = 0; i < n; i++)
        {
          VigieArea area = {.name = g_strdup_printf ("Commune %u", i),
                            .lat = g_rand_double_range (rand, 47.6, 48),
                            .lon = g_rand_double_range (rand, -3.6, -3.1)};

          g_array_append_val (array, area);
        }
      centres = vigie_areas_new (array);
      cells = vigie_areas_with_cells (centres, 0.1);
      mesh = vigie_area_mesh_new (cells);
      check_rings (mesh);
      count_borders (mesh, &n_inner, &n_outer);
      g_assert_cmpuint (n_outer, >=, 1);
      if (n > 1)
        g_assert_cmpuint (n_inner, >=, n - 1);
      /* Euler: each cell has five neighbours or so, none thousands. */
      g_assert_cmpuint (n_inner, <=, 3 * n);
    }
}

static double
distance_to_segment (const double *p, const double *a, const double *b)
{
  double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length, 0, 1) : 0;

  return hypot (a[0] + t * dx - p[0], a[1] + t * dy - p[1]);
}

/* What is left of an arc at a tolerance is nowhere further than that from what was there. */
static void
test_simpler (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);
  static double coast[2 * 400];
  static const double *const rings[] = {coast};
  static const guint lengths[] = {400};
  g_autoptr (VigieAreas) areas = NULL;
  g_autoptr (VigieAreaMesh) mesh = NULL;
  const VigieAreaArc *arc;
  guint n_before = G_MAXUINT;

  for (guint i = 0; i < 400; i++)
    {
      double reach = 0.1 + g_rand_double_range (rand, 0, 0.02);

      coast[2 * i] = -3.4 + reach * cos (i * 2 * G_PI / 400);
      coast[2 * i + 1] = 47.7 + reach * sin (i * 2 * G_PI / 400);
    }
  areas = make_areas (1, rings, lengths);
  mesh = vigie_area_mesh_new (areas);
  g_assert_cmpuint (vigie_area_mesh_get_n_arcs (mesh), ==, 1);
  arc = vigie_area_mesh_get_arc (mesh, 0);
  g_assert_cmpuint (arc->n_points, ==, 401);
  for (double tolerance = 1e-7; tolerance < 1e-3; tolerance *= 3)
    {
      guint kept = 0, n_kept = 0;

      for (guint i = 0; i < arc->n_points; i++)
        {
          if (arc->weight[i] < (float) tolerance)
            continue;
          for (guint between = kept + 1; between < i; between++)
            g_assert_cmpfloat (
                distance_to_segment (arc->x_y + 2 * between, arc->x_y + 2 * kept, arc->x_y + 2 * i),
                <=, tolerance * (1 + 1e-5));
          kept = i;
          n_kept++;
        }
      g_assert_cmpuint (kept, ==, arc->n_points - 1);
      g_assert_cmpuint (n_kept, >=, 3);
      g_assert_cmpuint (n_kept, <=, n_before);
      n_before = n_kept;
    }
  g_assert_cmpuint (n_before, <, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/area-mesh/two", test_two);
  g_test_add_func ("/area-mesh/enclave", test_enclave);
  g_test_add_func ("/area-mesh/unequal", test_unequal);
  g_test_add_func ("/area-mesh/cells", test_cells);
  g_test_add_func ("/area-mesh/simpler", test_simpler);
  return g_test_run ();
}
