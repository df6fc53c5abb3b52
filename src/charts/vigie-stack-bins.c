/* vigie-stack-bins.c: what a chart of stacked amounts shows of its bins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-bins.h"

#include <math.h>

#include "vigie-time-axis.h"

VigieStackBins *
vigie_stack_bins_new (const VigieTime *edges,
                      guint n_bins,
                      const VigieStackSeries *layers,
                      guint n_layers,
                      const VigieStackSeries *lines,
                      guint n_lines,
                      VigieStackShow show,
                      VigieTime now,
                      VigieTime due)
{
  VigieStackBins *self = g_new0 (VigieStackBins, 1);

  self->n_bins = edges != NULL ? n_bins : 0;
  self->n_layers = n_layers;
  self->n_lines = n_lines;
  self->show = show;
  self->edges = g_memdup2 (edges, (self->n_bins + 1) * (edges != NULL) * sizeof *edges);
  for (guint i = 0; i < n_layers + n_lines; i++)
    {
      const VigieStackSeries *series = i < n_layers ? &layers[i] : &lines[i - n_layers];

      self->names[i] = g_strdup (series->name != NULL ? series->name : "");
      self->kwh[i] = g_new (double, self->n_bins + 1);
      self->values[i] = g_new (double, self->n_bins + 1);
      for (guint b = 0; b < self->n_bins; b++)
        self->kwh[i][b] = series->kwh != NULL && isfinite (series->kwh[b]) ? series->kwh[b] : NAN;
      if (i < n_layers)
        self->tops[i] = g_new (double, self->n_bins + 1);
    }
  self->runs = g_array_new (FALSE, FALSE, sizeof (VigieStackRun));
  vigie_stack_bins_set_now (self, now, due);
  return self;
}

void
vigie_stack_bins_free (VigieStackBins *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < VIGIE_STACK_MAX_SERIES; i++)
    {
      g_free (self->names[i]);
      g_free (self->kwh[i]);
      g_free (self->values[i]);
      if (i < VIGIE_STACK_MAX_LAYERS)
        g_free (self->tops[i]);
    }
  g_array_unref (self->runs);
  g_free (self->edges);
  g_free (self);
}

/* What is shown of @kwh in bin @b: NAN after now. */
static double
shown (const VigieStackBins *self, guint b, double kwh, VigieTime now)
{
  VigieTime end = self->edges[b + 1];

  if (now != VIGIE_TIME_NONE)
    end = MIN (end, now);
  if (end <= self->edges[b])
    return NAN;
  if (self->show == VIGIE_STACK_ENERGY)
    return kwh;
  return kwh / ((double) (end - self->edges[b]) / (double) VIGIE_HOUR);
}

/* Whether what a bin is drawn for is known: all layers; where there are none, one of the lines. */
static gboolean
is_known (const VigieStackBins *self, guint b)
{
  if (self->n_layers > 0)
    return !isnan (self->tops[self->n_layers - 1][b]);
  for (guint i = 0; i < self->n_lines; i++)
    if (!isnan (self->values[i][b]))
      return TRUE;
  return FALSE;
}

void
vigie_stack_bins_set_now (VigieStackBins *self, VigieTime now, VigieTime due)
{
  self->max = NAN;
  g_array_set_size (self->runs, 0);
  for (guint b = 0; b < self->n_bins; b++)
    {
      VigieStackRun run = {b, b + 1, VIGIE_STACK_KNOWN};
      VigieStackRun *last;
      double sum = 0;

      for (guint i = 0; i < self->n_layers + self->n_lines; i++)
        {
          self->values[i][b] = shown (self, b, self->kwh[i][b], now);
          if (i >= self->n_layers)
            {
              self->max = fmax (self->max, self->values[i][b]);
              continue;
            }
          /* A negative amount is a fault of a meter: it takes nothing from the layers under it. */
          sum += isnan (self->values[i][b]) ? NAN : MAX (self->values[i][b], 0);
          self->tops[i][b] = sum;
        }
      /* A layer that is not known makes all of the bin a gap, those under it too. */
      if (self->n_layers > 0 && isnan (sum))
        for (guint i = 0; i < self->n_layers; i++)
          self->tops[i][b] = NAN;
      if (self->n_layers > 0)
        self->max = fmax (self->max, sum);
      if (now != VIGIE_TIME_NONE && self->edges[b] >= now)
        run.state = VIGIE_STACK_PENDING;
      else if (!is_known (self, b))
        run.state = due != VIGIE_TIME_NONE && self->edges[b + 1] > due ? VIGIE_STACK_PENDING
                                                                       : VIGIE_STACK_GAP;
      last = self->runs->len > 0 ? &g_array_index (self->runs, VigieStackRun, self->runs->len - 1)
                                 : NULL;
      if (last != NULL && last->state == run.state)
        last->end = b + 1;
      else
        g_array_append_val (self->runs, run);
    }
}

int
vigie_stack_bins_find (const VigieStackBins *self, VigieTime time)
{
  guint low = 0, high = self->n_bins;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (time < self->edges[middle])
        high = middle;
      else if (time >= self->edges[middle + 1])
        low = middle + 1;
      else
        return (int) middle;
    }
  return -1;
}

VigieStackState
vigie_stack_bins_get_state (const VigieStackBins *self, guint bin)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      const VigieStackRun *run = &g_array_index (self->runs, VigieStackRun, i);

      if (bin >= run->begin && bin < run->end)
        return run->state;
    }
  return VIGIE_STACK_PENDING;
}

double
vigie_stack_bins_get_total (const VigieStackBins *self, guint bin)
{
  return self->n_layers > 0 && bin < self->n_bins ? self->tops[self->n_layers - 1][bin] : NAN;
}

int
vigie_stack_bins_last (const VigieStackBins *self)
{
  const VigieStackRun *last = self->runs->len > 0
                                  ? &g_array_index (self->runs, VigieStackRun, self->runs->len - 1)
                                  : NULL;

  if (last == NULL)
    return -1;
  if (last->state != VIGIE_STACK_PENDING)
    return (int) last->end - 1;
  return (int) last->begin - 1;
}

int
vigie_stack_bins_step_days (const VigieStackBins *self, int bin, int days, GTimeZone *zone)
{
  int last = vigie_stack_bins_last (self), found;
  VigieLocalTime local;
  VigieTime instants[2];
  guint n;

  if (last < 0)
    return -1;
  if (bin < 0)
    return last;
  local = vigie_time_to_local (self->edges[bin], zone);
  n = vigie_time_from_local (local.day_number + days,
                             local.hour * 3600 + local.minute * 60 + local.second, zone, instants);
  /* In the hour that is skipped: the one after. */
  if (n == 0)
    n = vigie_time_from_local (local.day_number + days, (local.hour + 1) * 3600 + local.minute * 60,
                               zone, instants);
  found = n > 0 ? vigie_stack_bins_find (self, instants[0]) : -1;
  if (found < 0)
    found = days < 0 ? 0 : last;
  return MIN (found, last);
}

gboolean
vigie_stack_bins_column (const VigieStackBins *self,
                         VigieTime from,
                         VigieTime to,
                         guint *hint,
                         double *tops,
                         double *coverage)
{
  guint b = *hint;
  double known = 0;

  while (b < self->n_bins && self->edges[b + 1] <= from)
    b++;
  *hint = b;
  for (guint i = 0; i < self->n_layers; i++)
    tops[i] = 0;
  for (; b < self->n_bins && self->edges[b] < to; b++)
    {
      double part = (double) (MIN (to, self->edges[b + 1]) - MAX (from, self->edges[b]));

      if (self->n_layers == 0 || isnan (self->tops[0][b]))
        continue;
      known += part;
      for (guint i = 0; i < self->n_layers; i++)
        tops[i] += self->tops[i][b] * part;
    }
  if (known <= 0)
    return FALSE;
  for (guint i = 0; i < self->n_layers; i++)
    tops[i] /= known;
  *coverage = known / (double) (to - from);
  return TRUE;
}
