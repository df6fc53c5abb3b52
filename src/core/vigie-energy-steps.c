/* vigie-energy-steps.c: a site's flows step by step, metered and derived.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-private.h"

#include <math.h>
#include <string.h>

/* No step of a site is beyond it (kWh or L): what is comes of a broken meter, and would drown all the rest. */
#define MOST 1e12

/* A day in which clocks go forward. */
#define SHORTEST_DAY (23 * VIGIE_HOUR)

gboolean
vigie_flow_of_role (VigieRole role, VigieFlow *flow)
{
  static const struct
  {
    VigieRole role;
    VigieFlow flow;
  } flows[] = {
      {VIGIE_ROLE_CONSUMPTION, VIGIE_FLOW_CONSUMPTION},
      {VIGIE_ROLE_PRODUCTION, VIGIE_FLOW_PRODUCTION},
      {VIGIE_ROLE_GRID_IMPORT, VIGIE_FLOW_IMPORT},
      {VIGIE_ROLE_GRID_EXPORT, VIGIE_FLOW_EXPORT},
      {VIGIE_ROLE_STORAGE_CHARGE, VIGIE_FLOW_CHARGE},
      {VIGIE_ROLE_STORAGE_DISCHARGE, VIGIE_FLOW_DISCHARGE},
      {VIGIE_ROLE_IT_LOAD, VIGIE_FLOW_IT},
      {VIGIE_ROLE_HEAT_REUSE, VIGIE_FLOW_HEAT},
      {VIGIE_ROLE_WATER, VIGIE_FLOW_WATER},
  };

  for (guint i = 0; i < G_N_ELEMENTS (flows); i++)
    if (flows[i].role == role)
      {
        *flow = flows[i].flow;
        return TRUE;
      }
  return FALSE;
}

/* ---- Lumps of what is made of several meters ---- */

/* One of the amounts that a sum is made of. */
typedef struct
{
  const double *amounts;
  const GArray *lumps; /* or NULL */
  double sign;
} Term;

typedef struct
{
  guint begin, end; /* steps, @begin ≤ i < @end */
} Stretch;

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  const Stretch *first = a, *second = b;

  return first->begin < second->begin ? -1 : first->begin > second->begin;
}

/* The steps that lumps of @terms touch, those that overlap as one. Lumps that reach out of the grid are left out:
 * what of them lies within is not known. */
static GArray *
touched_by_lumps (const VigieSiteSteps *self, const Term *terms, guint n_terms)
{
  VigieTime to = self->from + (gint64) self->n * self->step;
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  guint kept = 0;

  for (guint t = 0; t < n_terms; t++)
    for (guint i = 0; terms[t].lumps != NULL && i < terms[t].lumps->len; i++)
      {
        const VigieLump *lump = &g_array_index (terms[t].lumps, VigieLump, i);
        Stretch stretch;

        if (lump->from < self->from || lump->to > to || lump->to <= lump->from)
          continue;
        stretch.begin = (guint) ((lump->from - self->from) / self->step);
        stretch.end = (guint) ((lump->to - self->from + self->step - 1) / self->step);
        g_array_append_val (stretches, stretch);
      }
  g_array_sort (stretches, compare_stretches);
  for (guint i = 1; i < stretches->len; i++)
    {
      Stretch *last = &g_array_index (stretches, Stretch, kept);
      Stretch next = g_array_index (stretches, Stretch, i);

      if (next.begin < last->end)
        last->end = MAX (last->end, next.end);
      else
        g_array_index (stretches, Stretch, ++kept) = next;
    }
  if (stretches->len > 0)
    g_array_set_size (stretches, kept + 1);
  return stretches;
}

/* The amount of @term over all of @stretch; NAN if not all of it is known. */
static double
amount_of_stretch (const VigieSiteSteps *self, const Term *term, const Stretch *stretch)
{
  VigieTime from = self->from + (gint64) stretch->begin * self->step;
  VigieTime to = self->from + (gint64) stretch->end * self->step;
  gint64 known = 0;
  double amount = 0;

  for (guint i = stretch->begin; i < stretch->end; i++)
    if (!isnan (term->amounts[i]))
      {
        amount += term->amounts[i];
        known += self->step;
      }
  for (guint i = 0; term->lumps != NULL && i < term->lumps->len; i++)
    {
      const VigieLump *lump = &g_array_index (term->lumps, VigieLump, i);

      if (lump->from >= from && lump->to <= to)
        {
          amount += lump->amount;
          known += lump->to - lump->from;
        }
    }
  return known >= to - from ? amount : NAN;
}

/* Lumps of the sum of @terms: where each of them is known over the whole of a stretch that one of them does not tell
 * step by step. NULL if there is none. */
static GArray *
combine_lumps (const VigieSiteSteps *self, const Term *terms, guint n_terms)
{
  g_autoptr (GArray) stretches = touched_by_lumps (self, terms, n_terms);
  GArray *lumps = NULL;

  for (guint i = 0; i < stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (stretches, Stretch, i);
      VigieLump lump = {self->from + (gint64) stretch->begin * self->step,
                        self->from + (gint64) stretch->end * self->step, 0};

      for (guint t = 0; t < n_terms; t++)
        lump.amount += terms[t].sign * amount_of_stretch (self, &terms[t], stretch);
      if (!isfinite (lump.amount))
        continue;
      if (lumps == NULL)
        lumps = g_array_new (FALSE, FALSE, sizeof (VigieLump));
      g_array_append_val (lumps, lump);
    }
  return lumps;
}

/* ---- What is metered ---- */

/* Those of @lumps that can be. NULL if there is none. */
static GArray *
copy_lumps (const GArray *lumps)
{
  GArray *copy = NULL;

  for (guint i = 0; lumps != NULL && i < lumps->len; i++)
    {
      const VigieLump *lump = &g_array_index (lumps, VigieLump, i);

      if (lump->to <= lump->from || !(fabs (lump->amount) <= MOST))
        continue;
      if (copy == NULL)
        copy = g_array_new (FALSE, FALSE, sizeof (VigieLump));
      g_array_append_vals (copy, lump, 1);
    }
  return copy;
}

static void
sum_meters (VigieSiteSteps *self, VigieFlow flow, GPtrArray *meters)
{
  g_autofree Term *terms = NULL;
  double *sum;

  if (meters == NULL || meters->len == 0)
    return;

  sum = self->flow[flow] = g_new (double, MAX (self->n, 1));
  self->metered |= 1u << flow;
  terms = g_new0 (Term, meters->len);
  for (guint m = 0; m < meters->len; m++)
    {
      const VigieMeterSteps *meter = g_ptr_array_index (meters, m);

      if (meter->from != self->from || meter->step != self->step || meter->n != self->n)
        {
          g_critical ("A meter has steps of another grid than its site");
          for (guint i = 0; i < self->n; i++)
            sum[i] = NAN;
          return;
        }
      terms[m] = (Term) {meter->amounts, meter->lumps, 1};
      for (guint i = 0; i < self->n; i++)
        {
          double amount = fabs (meter->amounts[i]) <= MOST ? meter->amounts[i] : NAN;

          sum[i] = m == 0 ? amount : sum[i] + amount;
        }
    }
  self->lumps[flow]
      = meters->len == 1 ? copy_lumps (terms[0].lumps) : combine_lumps (self, terms, meters->len);
}

/* ---- What is derived ---- */

/* The sum of flows, at least one, each with its sign; that of the first is +. */
static void
derive_sum (VigieSiteSteps *self, VigieFlow flow, const Term *terms, guint n_terms)
{
  double *sum = self->flow[flow] = g_new (double, MAX (self->n, 1));

  memcpy (sum, terms[0].amounts, self->n * sizeof (double));
  for (guint t = 1; t < n_terms; t++)
    for (guint i = 0; i < self->n; i++)
      sum[i] += terms[t].sign * terms[t].amounts[i];
  self->lumps[flow] = combine_lumps (self, terms, n_terms);
}

static guint
add_term (const VigieSiteSteps *self, VigieFlow flow, double sign, Term *terms, guint n)
{
  if (self->flow[flow] == NULL)
    return n;
  terms[n] = (Term) {self->flow[flow], self->lumps[flow], sign};
  return n + 1;
}

static void
derive_consumption (VigieSiteSteps *self)
{
  Term terms[5];
  guint n = 0;

  if (self->flow[VIGIE_FLOW_CONSUMPTION] != NULL || self->flow[VIGIE_FLOW_IMPORT] == NULL)
    return;
  /* What panels give and nothing tells where it goes. */
  if (self->flow[VIGIE_FLOW_PRODUCTION] != NULL && self->flow[VIGIE_FLOW_EXPORT] == NULL)
    return;
  n = add_term (self, VIGIE_FLOW_IMPORT, 1, terms, n);
  n = add_term (self, VIGIE_FLOW_PRODUCTION, 1, terms, n);
  n = add_term (self, VIGIE_FLOW_EXPORT, -1, terms, n);
  n = add_term (self, VIGIE_FLOW_DISCHARGE, 1, terms, n);
  n = add_term (self, VIGIE_FLOW_CHARGE, -1, terms, n);
  derive_sum (self, VIGIE_FLOW_CONSUMPTION, terms, n);
}

/* What the site takes of panels and grid together. */
static inline double
demand (const VigieSiteSteps *self, guint i)
{
  double amount = self->flow[VIGIE_FLOW_CONSUMPTION][i];

  if (self->flow[VIGIE_FLOW_CHARGE] != NULL)
    amount += self->flow[VIGIE_FLOW_CHARGE][i];
  if (self->flow[VIGIE_FLOW_DISCHARGE] != NULL)
    amount -= self->flow[VIGIE_FLOW_DISCHARGE][i];
  return amount;
}

static void
derive_self_consumed (VigieSiteSteps *self)
{
  const double *production = self->flow[VIGIE_FLOW_PRODUCTION];
  const double *export = self->flow[VIGIE_FLOW_EXPORT];

  if (production == NULL || (export == NULL && self->flow[VIGIE_FLOW_CONSUMPTION] == NULL))
    return;
  self->self_consumed = g_new (double, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    {
      double used = export != NULL ? production[i] - export[i] : demand (self, i);

      if (isnan (used) || isnan (production[i]))
        self->self_consumed[i] = NAN;
      else
        self->self_consumed[i] = MAX (MIN (used, production[i]), 0);
    }
}

/* The least that a gross amount can be. */
static void
keep_positive (VigieSiteSteps *self, VigieFlow flow)
{
  double *amounts = self->flow[flow];

  for (guint i = 0; i < self->n; i++)
    if (amounts[i] < 0)
      amounts[i] = 0;
  for (guint i = 0; self->lumps[flow] != NULL && i < self->lumps[flow]->len; i++)
    {
      VigieLump *lump = &g_array_index (self->lumps[flow], VigieLump, i);

      lump->amount = MAX (lump->amount, 0);
    }
}

static void
derive_import (VigieSiteSteps *self)
{
  Term terms[4];
  guint n = 0;

  if (self->flow[VIGIE_FLOW_IMPORT] != NULL || self->flow[VIGIE_FLOW_CONSUMPTION] == NULL)
    return;
  n = add_term (self, VIGIE_FLOW_CONSUMPTION, 1, terms, n);
  n = add_term (self, VIGIE_FLOW_CHARGE, 1, terms, n);
  n = add_term (self, VIGIE_FLOW_DISCHARGE, -1, terms, n);
  if (self->self_consumed != NULL)
    /* It has no lumps: what is made step by step is not known over a gap. */
    terms[n++] = (Term) {self->self_consumed, NULL, -1};
  derive_sum (self, VIGIE_FLOW_IMPORT, terms, n);
  keep_positive (self, VIGIE_FLOW_IMPORT);
}

static void
derive_export (VigieSiteSteps *self)
{
  Term terms[2];

  if (self->flow[VIGIE_FLOW_EXPORT] != NULL || self->self_consumed == NULL)
    return;
  add_term (self, VIGIE_FLOW_PRODUCTION, 1, terms, 0);
  terms[1] = (Term) {self->self_consumed, NULL, -1};
  derive_sum (self, VIGIE_FLOW_EXPORT, terms, 2);
}

VigieSiteSteps *
vigie_site_steps_new (GPtrArray *const meters[VIGIE_N_FLOW],
                      VigieTime from,
                      gint64 step,
                      guint n,
                      VigieTime now,
                      gint64 grace)
{
  VigieSiteSteps *self;
  gint64 past;

  g_return_val_if_fail (step > 0, NULL);

  self = g_new0 (VigieSiteSteps, 1);
  self->from = from;
  self->step = step;
  self->n = n;
  self->now = now;
  past = now - from - MAX (grace, 0);
  self->n_due = past > 0 ? (guint) MIN (past / step, (gint64) n) : 0;
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    sum_meters (self, flow, meters[flow]);
  derive_consumption (self);
  derive_self_consumed (self);
  derive_import (self);
  derive_export (self);
  return self;
}

void
vigie_site_steps_free (VigieSiteSteps *self)
{
  if (self == NULL)
    return;
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    {
      g_free (self->flow[flow]);
      g_clear_pointer (&self->lumps[flow], g_array_unref);
    }
  g_free (self->self_consumed);
  g_free (self);
}

/* ---- Bins ---- */

static void
add_lumps_to_bins (const VigieSiteSteps *site,
                   VigieFlow flow,
                   const VigieTime *edges,
                   guint n_bins,
                   double *sums,
                   guint *known)
{
  VigieTime due_end = site->from + (gint64) site->n_due * site->step;
  guint bin = 0;

  for (guint i = 0; site->lumps[flow] != NULL && i < site->lumps[flow]->len; i++)
    {
      const VigieLump *lump = &g_array_index (site->lumps[flow], VigieLump, i);

      while (bin < n_bins && edges[bin + 1] <= lump->from)
        bin++;
      if (bin == n_bins)
        break;
      if (lump->from < MAX (edges[bin], site->from) || lump->to > MIN (edges[bin + 1], due_end)
          || edges[bin + 1] - edges[bin] < SHORTEST_DAY)
        continue;
      sums[bin] += lump->amount;
      known[bin] += (guint) ((lump->to - lump->from) / site->step);
    }
}

void
vigie_site_steps_add_to_bins (const VigieSiteSteps *site,
                              VigieFlow flow,
                              const VigieTime *edges,
                              guint n_bins,
                              double *sums,
                              guint *known,
                              guint *due)
{
  const double *amounts = site->flow[flow];
  guint bin = 0;

  if (amounts == NULL)
    return;
  for (guint i = 0; i < site->n_due;)
    {
      VigieTime from = site->from + (gint64) i * site->step, to = from + site->step;

      while (bin < n_bins && edges[bin + 1] <= from)
        bin++;
      if (bin == n_bins)
        break;
      if (from >= edges[bin] && to <= edges[bin + 1])
        {
          /* All that lie wholly within. */
          guint end = i + (guint) MIN ((edges[bin + 1] - from) / site->step, site->n_due - i);

          due[bin] += end - i;
          known[bin] += vigie_energy_sum_known (amounts, i, end, &sums[bin]);
          i = end;
          continue;
        }
      for (guint b = bin; b < n_bins && edges[b] < to; b++)
        {
          gint64 shared = MIN (to, edges[b + 1]) - MAX (from, edges[b]);

          due[b]++;
          if (isnan (amounts[i]))
            continue;
          known[b]++;
          sums[b] += amounts[i] * ((double) shared / (double) site->step);
        }
      i++;
    }
  add_lumps_to_bins (site, flow, edges, n_bins, sums, known);
}
