/* vigie-area-classes.c: values of areas put into classes, for a map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area-classes.h"

#include <math.h>
#include <string.h>

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a, q = *(const double *) b;

  return (p > q) - (p < q);
}

void
vigie_area_classes_make (const double *values, guint n, guint8 *classes, VigieAreaClasses *made)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (double));
  double limits[VIGIE_AREA_CLASSES_MAX]; /* the most of each */

  memset (made, 0, sizeof *made);
  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      g_array_append_val (sorted, values[i]);
  made->n_unknown = n - sorted->len;
  g_array_sort (sorted, compare_numbers);
  /* Each class takes its share of the areas that are left, and with it what is equal: where most are 0, what is more
   * than 0 still has classes of its own. */
  for (guint i = 0; i < sorted->len;)
    {
      guint left = VIGIE_AREA_CLASSES_MAX - made->n;
      double limit = g_array_index (sorted, double, i + (sorted->len - i + left - 1) / left - 1);

      while (i < sorted->len && g_array_index (sorted, double, i) <= limit)
        i++;
      limits[made->n++] = limit;
    }
  for (guint c = 0; c < made->n; c++)
    {
      made->of[c].least = INFINITY;
      made->of[c].number
          = (guint8) (made->n == 1 ? 1 : 1 + c * (VIGIE_AREA_CLASSES_MAX - 1) / (made->n - 1));
    }
  for (guint i = 0; i < n; i++)
    {
      guint c = 0;

      if (!isfinite (values[i]))
        {
          classes[i] = VIGIE_AREA_CLASSES_UNKNOWN;
          continue;
        }
      while (values[i] > limits[c])
        c++;
      made->of[c].least = MIN (made->of[c].least, values[i]);
      made->of[c].most = made->of[c].n_areas == 0 ? values[i] : MAX (made->of[c].most, values[i]);
      made->of[c].n_areas++;
      classes[i] = made->of[c].number;
    }
}
