/* vigie-energy-grid.c: several sites' power at once, step by step.
 *
 * Sites with the same step share a layer; layers are brought together when they are asked, on the least step that is
 * a multiple of all of theirs. So nothing depends on the order in which sites come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-private.h"

#include <math.h>
#include <string.h>

#include "vigie-quantiles.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* Local seconds between which nothing of a building is at work. */
#define NIGHT_BEGIN (1 * 3600)
#define NIGHT_END (5 * 3600)

/* Sites with one step. */
typedef struct
{
  gint64 step;
  guint n, n_sites;
  double *sums;    /* n: kWh of those that are known */
  guint64 *known;  /* n: how many are */
  guint *due_ends; /* n + 1: how many sites have so many steps due */
} Layer;

struct _VigieEnergyGrid
{
  VigieTime from;
  GArray *layers;
};

/* All layers on one step. */
typedef struct
{
  gint64 step;
  guint n;
  double *sums;
  guint *known, *due; /* sites */
  guint n_sites;
} View;

static void
clear_layer (gpointer data)
{
  Layer *layer = data;

  g_free (layer->sums);
  g_free (layer->known);
  g_free (layer->due_ends);
}

VigieEnergyGrid *
vigie_energy_grid_new (VigieTime from)
{
  VigieEnergyGrid *self = g_new0 (VigieEnergyGrid, 1);

  self->from = from;
  self->layers = g_array_new (FALSE, TRUE, sizeof (Layer));
  g_array_set_clear_func (self->layers, clear_layer);
  return self;
}

void
vigie_energy_grid_free (VigieEnergyGrid *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->layers);
  g_free (self);
}

static Layer *
find_layer (VigieEnergyGrid *self, gint64 step, guint n)
{
  Layer *layer = NULL;

  for (guint i = 0; i < self->layers->len && layer == NULL; i++)
    if (g_array_index (self->layers, Layer, i).step == step)
      layer = &g_array_index (self->layers, Layer, i);
  if (layer == NULL)
    {
      g_array_set_size (self->layers, self->layers->len + 1);
      layer = &g_array_index (self->layers, Layer, self->layers->len - 1);
      layer->step = step;
    }
  if (layer->due_ends == NULL || layer->n < n)
    {
      guint old = layer->n;

      layer->n = n;
      layer->sums = g_renew (double, layer->sums, MAX (n, 1));
      layer->known = g_renew (guint64, layer->known, MAX (n, 1));
      memset (layer->sums + old, 0, (n - old) * sizeof (double));
      memset (layer->known + old, 0, (n - old) * sizeof (guint64));
      if (layer->due_ends == NULL)
        layer->due_ends = g_new0 (guint, n + 1);
      else
        {
          layer->due_ends = g_renew (guint, layer->due_ends, n + 1);
          memset (layer->due_ends + old + 1, 0, (n - old) * sizeof (guint));
        }
    }
  return layer;
}

void
vigie_energy_grid_add (VigieEnergyGrid *self,
                       const double *amounts,
                       gint64 step,
                       guint n,
                       guint n_due)
{
  Layer *layer = find_layer (self, step, n);

  layer->n_sites++;
  layer->due_ends[n_due]++;
  vigie_energy_add_known (amounts, n_due, layer->sums, layer->known);
}

static gint64
common_multiple (gint64 a, gint64 b)
{
  gint64 x = a, y = b;

  while (y != 0)
    {
      gint64 rest = x % y;

      x = y;
      y = rest;
    }
  return a / x * b;
}

static void
clear_view (View *view)
{
  g_free (view->sums);
  g_free (view->known);
  g_free (view->due);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (View, clear_view)

/* Adds @layer to the view, of whose step its own is a part. */
static void
add_layer (View *view, const Layer *layer)
{
  guint ratio = (guint) (view->step / layer->step);
  guint n_due_sites = 0, least_due = 0;

  /* From the end on, as many more sites have a step due as have just so many of them. */
  for (guint i = view->n; i-- > 0;)
    {
      guint least_known = G_MAXUINT;
      double sum = 0;

      for (guint j = (i + 1) * ratio; j-- > i * ratio;)
        {
          n_due_sites += layer->due_ends[j + 1];
          sum += layer->sums[j];
          least_known = MIN (least_known, (guint) layer->known[j]);
          if (j == (i + 1) * ratio - 1)
            least_due = n_due_sites;
        }
      view->sums[i] += sum;
      view->known[i] += least_known;
      view->due[i] += least_due;
    }
}

/* What is beyond the last whole step of all layers is left out. */
static void
make_view (const VigieEnergyGrid *self, View *view)
{
  gint64 length = G_MAXINT64;

  *view = (View) {.step = 1};
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = &g_array_index (self->layers, Layer, i);

      view->step = common_multiple (view->step, layer->step);
      length = MIN (length, layer->n * layer->step);
      view->n_sites += layer->n_sites;
    }
  view->n = self->layers->len > 0 ? (guint) (length / view->step) : 0;
  view->sums = g_new0 (double, MAX (view->n, 1));
  view->known = g_new0 (guint, MAX (view->n, 1));
  view->due = g_new0 (guint, MAX (view->n, 1));
  for (guint i = 0; i < self->layers->len; i++)
    add_layer (view, &g_array_index (self->layers, Layer, i));
}

/* Whether enough sites are known in step @i for it to speak of all. */
static inline gboolean
counts (const View *view, guint i)
{
  return view->known[i] > 0 && view->known[i] >= VIGIE_ENERGY_COVERAGE_MIN * view->n_sites;
}

static inline double
power (const View *view, guint i)
{
  return view->sums[i] / ((double) view->step / (double) VIGIE_HOUR);
}

VigieEnergyPower
vigie_energy_grid_power (const VigieEnergyGrid *self)
{
  VigieEnergyPower result = {NAN, NAN, VIGIE_TIME_NONE};
  g_auto (View) view = {0};
  double sum = 0;
  guint n = 0;

  make_view (self, &view);
  for (guint i = 0; i < view.n; i++)
    if (counts (&view, i))
      {
        sum += power (&view, i);
        n++;
        if (isnan (result.peak) || power (&view, i) > result.peak)
          {
            result.peak = power (&view, i);
            result.at = self->from + (gint64) i * view.step;
          }
      }
  if (n > 0)
    result.mean = sum / n;
  return result;
}

/* The begin and the end of the night of a local day. FALSE if it has none (a zone that skips those hours). */
static gboolean
night_of (gint64 day, GTimeZone *zone, VigieTime *begin, VigieTime *end)
{
  VigieTime begins[2], ends[2];
  guint n_ends;

  n_ends = vigie_time_from_local (day, NIGHT_END, zone, ends);
  if (n_ends == 0 || vigie_time_from_local (day, NIGHT_BEGIN, zone, begins) == 0)
    return FALSE;
  *begin = begins[0];
  *end = ends[n_ends - 1];
  return TRUE;
}

double
vigie_energy_grid_base_load (const VigieEnergyGrid *self,
                             VigieTime from,
                             VigieTime to,
                             GTimeZone *zone,
                             double *known,
                             double *due)
{
  g_auto (View) view = {0};
  g_autoptr (GArray) nights = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 last;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  *known = *due = 0;
  make_view (self, &view);
  if (to <= from)
    return NAN;
  last = vigie_time_to_local (to - 1, zone).day_number;
  for (gint64 day = vigie_time_to_local (from, zone).day_number; day <= last; day++)
    {
      VigieTime begin, end;
      double least = NAN;
      guint n_steps = 0, n_counted = 0;

      if (!night_of (day, zone, &begin, &end) || begin < from || end > to)
        continue;
      /* The first step that lies wholly within. */
      for (gint64 i = (begin - self->from + view.step - 1) / view.step;
           i < view.n && self->from + (i + 1) * view.step <= end; i++)
        {
          n_steps++;
          *known += (double) view.known[i] * (double) view.step;
          *due += (double) view.due[i] * (double) view.step;
          if (!counts (&view, (guint) i))
            continue;
          n_counted++;
          if (isnan (least) || power (&view, (guint) i) < least)
            least = power (&view, (guint) i);
        }
      if (n_counted > 0 && n_counted >= VIGIE_ENERGY_COVERAGE_MIN * n_steps)
        g_array_append_val (nights, least);
    }
  return vigie_quantile ((double *) (void *) nights->data,
                         vigie_quantiles_sort ((double *) (void *) nights->data, nights->len), 0.5);
}
