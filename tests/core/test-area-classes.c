/* test-area-classes.c: classes of values: ties, few values, what is not known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area-classes.h"

#include <math.h>

#define U VIGIE_AREA_CLASSES_UNKNOWN

typedef struct
{
  guint n;
  double values[12];
  guint8 classes[12];
  guint n_classes, n_unknown;
} Case;

static const Case cases[] = {
    {0, {0}, {0}, 0, 0},
    {1, {7}, {1}, 1, 0},
    {2, {7, 7}, {1, 1}, 1, 0},
    {2, {NAN, INFINITY}, {U, U}, 0, 2},
    {2, {3, 9}, {1, 5}, 2, 0},
    {3, {9, NAN, 3}, {5, U, 1}, 2, 1},
    {5, {5, 4, 3, 2, 1}, {5, 4, 3, 2, 1}, 5, 0},
    {10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {1, 1, 2, 2, 3, 3, 4, 4, 5, 5}, 5, 0},
    /* Most communes have no silent sensor: what is equal is of one class. */
    {10, {0, 0, 0, 0, 0, 0, 0, 0, 0.5, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 3, 5}, 3, 0},
    {10, {-2, -1, 0, 0, 0, 0, 0, 1, 2, 3}, {1, 1, 2, 2, 2, 2, 2, 3, 4, 5}, 5, 0},
};

static void
test_classes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      guint8 classes[12];
      VigieAreaClasses made;
      guint n_areas = 0;

      vigie_area_classes_make (c->values, c->n, classes, &made);
      if (made.n != c->n_classes || made.n_unknown != c->n_unknown)
        g_error ("case %u: %u classes, %u not known", i, made.n, made.n_unknown);
      for (guint v = 0; v < c->n; v++)
        if (classes[v] != c->classes[v])
          g_error ("case %u: value %u is of class %u", i, v, classes[v]);
      for (guint k = 0; k < made.n; k++)
        {
          g_assert_cmpfloat (made.of[k].least, <=, made.of[k].most);
          if (k > 0)
            g_assert_cmpfloat (made.of[k - 1].most, <, made.of[k].least);
          g_assert_cmpuint (made.of[k].n_areas, >, 0);
          for (guint v = 0; v < c->n; v++)
            if (c->values[v] >= made.of[k].least && c->values[v] <= made.of[k].most)
              g_assert_cmpuint (classes[v], ==, made.of[k].number);
          n_areas += made.of[k].n_areas;
        }
      g_assert_cmpuint (n_areas + made.n_unknown, ==, c->n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/area-classes/classes", test_classes);
  return g_test_run ();
}
