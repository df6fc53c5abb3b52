/* vigie-energy-sum.c: what the sites of a selection add to its figures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-private.h"

#include <math.h>

#include "vigie-words.h"

VigieEnergySum *
vigie_energy_sum_new (VigieTime from,
                      VigieTime to,
                      const VigieEmissionFactor *factors,
                      guint n_factors,
                      GTimeZone *zone)
{
  VigieEnergySum *self = g_new0 (VigieEnergySum, 1);

  self->from = from;
  self->to = to;
  self->zone = g_time_zone_ref (zone != NULL ? zone : vigie_words_default_zone ());
  self->factors = g_memdup2 (factors, n_factors * sizeof (VigieEmissionFactor));
  self->n_factors = n_factors;
  self->now = VIGIE_TIME_NONE;
  self->import = vigie_energy_grid_new (from);
  self->consumption = vigie_energy_grid_new (from);
  return self;
}

void
vigie_energy_sum_free (VigieEnergySum *self)
{
  if (self == NULL)
    return;
  g_time_zone_unref (self->zone);
  g_free (self->factors);
  vigie_energy_grid_free (self->import);
  vigie_energy_grid_free (self->consumption);
  g_free (self);
}

/* ---- Parts of what a site adds ---- */

/* A site takes part in a figure. */
static void
take_part (VigieEnergyAccount *account, const VigieSiteSteps *site, gboolean is_derived)
{
  account->n_sites++;
  account->n_derived += is_derived ? 1 : 0;
  account->due += (double) site->n_due * (double) site->step;
}

static inline double
time_of (const VigieSiteSteps *site, guint n_steps)
{
  return (double) n_steps * (double) site->step;
}

static gboolean
is_derived (const VigieSiteSteps *site, VigieFlow flow)
{
  return (site->metered & (1u << flow)) == 0;
}

/* Lumps that lie wholly in what is due. */
static void
add_lumps (VigieEnergyAccount *account, const VigieSiteSteps *site, VigieFlow flow)
{
  VigieTime due_end = site->from + (gint64) site->n_due * site->step;

  for (guint i = 0; site->lumps[flow] != NULL && i < site->lumps[flow]->len; i++)
    {
      const VigieLump *lump = &g_array_index (site->lumps[flow], VigieLump, i);

      if (lump->from < site->from || lump->to > due_end)
        continue;
      account->numerator += lump->amount;
      account->known += (double) (lump->to - lump->from);
    }
}

static void
add_amount (VigieEnergyAccount *account, const VigieSiteSteps *site, VigieFlow flow)
{
  if (site->flow[flow] == NULL)
    return;
  take_part (account, site, is_derived (site, flow));
  account->known += time_of (
      site, vigie_energy_sum_known (site->flow[flow], 0, site->n_due, &account->numerator));
  add_lumps (account, site, flow);
}

static void
add_ratio (VigieEnergyAccount *account,
           const VigieSiteSteps *site,
           const double *numerator,
           const double *denominator,
           gboolean derived)
{
  take_part (account, site, derived);
  account->known
      += time_of (site, vigie_energy_sum_both (numerator, denominator, site->n_due,
                                               &account->numerator, &account->denominator));
}

/* ---- Carbon ---- */

/* The factor at @time and until when it holds; NAN if none is declared then. */
static double
factor_at (const VigieEnergySum *self, VigieTime time, VigieTime *until)
{
  double factor = NAN;

  *until = G_MAXINT64;
  for (guint i = 0; i < self->n_factors; i++)
    {
      if (self->factors[i].since > time)
        {
          *until = self->factors[i].since;
          break;
        }
      factor = self->factors[i].kg_per_kwh;
    }
  return isfinite (factor) && factor >= 0 ? factor : NAN;
}

static void
add_carbon_lumps (VigieEnergySum *self, const VigieSiteSteps *site)
{
  VigieEnergyAccount *account = &self->accounts[VIGIE_KPI_CO2];
  VigieTime due_end = site->from + (gint64) site->n_due * site->step;
  const GArray *lumps = site->lumps[VIGIE_FLOW_IMPORT];

  for (guint i = 0; lumps != NULL && i < lumps->len; i++)
    {
      const VigieLump *lump = &g_array_index (lumps, VigieLump, i);
      VigieTime until;
      double factor = factor_at (self, lump->from, &until);

      /* When of it what was imported is not known: only one factor may hold. */
      if (lump->from < site->from || lump->to > due_end || until < lump->to)
        continue;
      if (isnan (factor))
        {
          self->without_factor += (double) (lump->to - lump->from);
          continue;
        }
      account->numerator += lump->amount * factor;
      account->known += (double) (lump->to - lump->from);
    }
}

/* Import and its carbon, a stretch of one factor at a time: that of a step is the one at its begin. */
static void
add_import (VigieEnergySum *self, const VigieSiteSteps *site)
{
  const double *import = site->flow[VIGIE_FLOW_IMPORT];
  VigieEnergyAccount *energy = &self->accounts[VIGIE_KPI_GRID_IMPORT];
  VigieEnergyAccount *carbon = &self->accounts[VIGIE_KPI_CO2];
  VigieEnergyAccount *peak = &self->accounts[VIGIE_KPI_PEAK];

  if (import == NULL)
    return;
  take_part (energy, site, is_derived (site, VIGIE_FLOW_IMPORT));
  take_part (carbon, site, is_derived (site, VIGIE_FLOW_IMPORT));
  take_part (peak, site, is_derived (site, VIGIE_FLOW_IMPORT));
  for (guint i = 0; i < site->n_due;)
    {
      VigieTime time = site->from + (gint64) i * site->step, until;
      double factor = factor_at (self, time, &until), sum = 0, known;
      guint end = site->n_due;

      if (until != G_MAXINT64)
        end = (guint) MIN ((until - site->from + site->step - 1) / site->step, (gint64) end);
      known = time_of (site, vigie_energy_sum_known (import, i, end, &sum));
      energy->numerator += sum;
      energy->known += known;
      peak->known += known;
      if (isnan (factor))
        self->without_factor += known;
      else
        {
          carbon->numerator += sum * factor;
          carbon->known += known;
        }
      i = end;
    }
  add_lumps (energy, site, VIGIE_FLOW_IMPORT);
  add_carbon_lumps (self, site);
  vigie_energy_grid_add (self->import, import, site->step, site->n, site->n_due);
}

/* ---- What a site adds ---- */

static void
add_consumption (VigieEnergySum *self, const VigieSiteSteps *site, const VigieEnergyFacts *facts)
{
  const double *consumption = site->flow[VIGIE_FLOW_CONSUMPTION];
  gboolean derived = is_derived (site, VIGIE_FLOW_CONSUMPTION);
  VigieEnergyAccount *energy = &self->accounts[VIGIE_KPI_CONSUMPTION];
  VigieEnergyAccount before = *energy;

  if (consumption == NULL)
    return;
  take_part (energy, site, derived);
  energy->known
      += time_of (site, vigie_energy_sum_known (consumption, 0, site->n_due, &energy->numerator));

  for (guint i = 0; i < 2; i++)
    {
      VigieEnergyAccount *account
          = &self->accounts[i == 0 ? VIGIE_KPI_LOAD_FACTOR : VIGIE_KPI_BASE_LOAD];

      take_part (account, site, derived);
      account->known += energy->known - before.known;
    }
  vigie_energy_grid_add (self->consumption, consumption, site->step, site->n, site->n_due);

  add_lumps (energy, site, VIGIE_FLOW_CONSUMPTION);
  if (facts->area > 0 && isfinite (facts->area))
    {
      VigieEnergyAccount *account = &self->accounts[VIGIE_KPI_PER_AREA];

      take_part (account, site, derived);
      account->numerator += energy->numerator - before.numerator;
      account->denominator += facts->area;
      account->known += energy->known - before.known;
    }
  if (facts->is_data_centre)
    add_amount (&self->accounts[VIGIE_KPI_DC], site, VIGIE_FLOW_CONSUMPTION);
}

static void
add_self_consumption (VigieEnergySum *self, const VigieSiteSteps *site)
{
  const double *self_consumed = site->self_consumed;
  const double *production = site->flow[VIGIE_FLOW_PRODUCTION];
  const double *consumption = site->flow[VIGIE_FLOW_CONSUMPTION];
  const double *export = site->flow[VIGIE_FLOW_EXPORT];
  const double *discharge = site->flow[VIGIE_FLOW_DISCHARGE];
  gboolean derived = is_derived (site, VIGIE_FLOW_EXPORT);
  VigieEnergyAccount *account = &self->accounts[VIGIE_KPI_SELF_CONSUMED];

  if (self_consumed != NULL)
    {
      self->has_panels = TRUE;
      self->has_storage = self->has_storage || site->flow[VIGIE_FLOW_CHARGE] != NULL
                          || site->flow[VIGIE_FLOW_DISCHARGE] != NULL;
      take_part (account, site, derived);
      account->known += time_of (
          site, vigie_energy_sum_known (self_consumed, 0, site->n_due, &account->numerator));
      add_ratio (&self->accounts[VIGIE_KPI_SELF_CONSUMPTION], site, self_consumed, production,
                 derived);
      for (guint i = 0; !derived && i < site->n_due; i++)
        {
          double beyond = export[i] - production[i] - (discharge != NULL ? discharge[i] : 0);

          self->excess += beyond > 0 ? beyond : 0;
        }
    }
  if (consumption == NULL)
    return;
  account = &self->accounts[VIGIE_KPI_SELF_PRODUCTION];
  if (self_consumed != NULL)
    add_ratio (account, site, self_consumed, consumption,
               derived || is_derived (site, VIGIE_FLOW_CONSUMPTION));
  else if (production == NULL)
    {
      take_part (account, site, is_derived (site, VIGIE_FLOW_CONSUMPTION));
      account->known += time_of (
          site, vigie_energy_sum_known (consumption, 0, site->n_due, &account->denominator));
    }
}

static void
add_balance (VigieEnergySum *self, const VigieSiteSteps *site)
{
  static const struct
  {
    VigieFlow flow;
    gboolean is_in;
  } sides[] = {{VIGIE_FLOW_PRODUCTION, TRUE}, {VIGIE_FLOW_IMPORT, TRUE},
               {VIGIE_FLOW_DISCHARGE, TRUE},  {VIGIE_FLOW_EXPORT, FALSE},
               {VIGIE_FLOW_CHARGE, FALSE},    {VIGIE_FLOW_CONSUMPTION, FALSE}};
  const guint both = 1u << VIGIE_FLOW_IMPORT | 1u << VIGIE_FLOW_CONSUMPTION;
  VigieEnergyAccount *account = &self->accounts[VIGIE_KPI_BALANCE_ERROR];

  if ((site->metered & both) != both
      || is_derived (site, VIGIE_FLOW_PRODUCTION) != is_derived (site, VIGIE_FLOW_EXPORT))
    return;
  take_part (account, site, FALSE);
  for (guint i = 0; i < site->n_due; i++)
    {
      double in = 0, out = 0;

      for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
        if (!is_derived (site, sides[s].flow))
          {
            if (sides[s].is_in)
              in += site->flow[sides[s].flow][i];
            else
              out += site->flow[sides[s].flow][i];
          }
      if (isnan (in) || isnan (out))
        continue;
      account->numerator += in - out;
      account->denominator += in;
      account->known += (double) site->step;
    }
}

static void
add_renewable (VigieEnergySum *self, const VigieSiteSteps *site, const VigieEnergyFacts *facts)
{
  const double *import = site->flow[VIGIE_FLOW_IMPORT];
  const double *consumption = site->flow[VIGIE_FLOW_CONSUMPTION];
  gboolean tells_share = facts->renewable_share >= 0 && facts->renewable_share <= 1;
  double share = tells_share ? facts->renewable_share : 0;
  VigieEnergyAccount *account = &self->accounts[VIGIE_KPI_REF];

  /* Panels of which nothing tells where their energy goes: not known either. */
  if (import == NULL || consumption == NULL
      || (site->self_consumed == NULL && site->flow[VIGIE_FLOW_PRODUCTION] != NULL))
    return;
  self->has_renewables = self->has_renewables || tells_share || site->self_consumed != NULL;
  take_part (account, site,
             is_derived (site, VIGIE_FLOW_IMPORT) || is_derived (site, VIGIE_FLOW_CONSUMPTION));
  for (guint i = 0; i < site->n_due; i++)
    {
      double own = site->self_consumed != NULL ? site->self_consumed[i] : 0;

      if (isnan (own + import[i] + consumption[i]))
        continue;
      account->numerator += own + share * import[i];
      account->denominator += consumption[i];
      account->known += (double) site->step;
    }
}

static void
add_carbon_of_computers (VigieEnergySum *self, const VigieSiteSteps *site)
{
  const double *import = site->flow[VIGIE_FLOW_IMPORT], *it = site->flow[VIGIE_FLOW_IT];
  VigieEnergyAccount *account = &self->accounts[VIGIE_KPI_CUE];
  VigieTime until = VIGIE_TIME_NONE;
  double factor = NAN;

  if (import == NULL || it == NULL)
    return;
  take_part (account, site, is_derived (site, VIGIE_FLOW_IMPORT));
  for (guint i = 0; i < site->n_due; i++)
    {
      VigieTime time = site->from + (gint64) i * site->step;

      if (time >= until)
        factor = factor_at (self, time, &until);
      if (isnan (import[i] + it[i]))
        continue;
      if (isnan (factor))
        {
          self->cue_without_factor += (double) site->step;
          continue;
        }
      account->numerator += import[i] * factor;
      account->denominator += it[i];
      account->known += (double) site->step;
    }
}

static void
add_data_centre (VigieEnergySum *self, const VigieSiteSteps *site, const VigieEnergyFacts *facts)
{
  const double *consumption = site->flow[VIGIE_FLOW_CONSUMPTION];
  const double *it = site->flow[VIGIE_FLOW_IT];
  gboolean derived = is_derived (site, VIGIE_FLOW_CONSUMPTION);

  self->n_data_centres++;
  if (consumption != NULL && it != NULL)
    add_ratio (&self->accounts[VIGIE_KPI_PUE], site, consumption, it, derived);
  if (consumption != NULL && site->flow[VIGIE_FLOW_HEAT] != NULL)
    add_ratio (&self->accounts[VIGIE_KPI_ERF], site, site->flow[VIGIE_FLOW_HEAT], consumption,
               derived);
  if (it != NULL && site->flow[VIGIE_FLOW_WATER] != NULL)
    add_ratio (&self->accounts[VIGIE_KPI_WUE], site, site->flow[VIGIE_FLOW_WATER], it, FALSE);
  add_renewable (self, site, facts);
  add_carbon_of_computers (self, site);
}

void
vigie_energy_sum_add (VigieEnergySum *self,
                      const VigieSiteSteps *site,
                      const VigieEnergyFacts *facts)
{
  static const VigieEnergyFacts no_facts = {FALSE, NAN, NAN};
  static const struct
  {
    VigieFlow flow;
    VigieKpi kpi;
  } amounts[] = {
      {VIGIE_FLOW_PRODUCTION, VIGIE_KPI_PRODUCTION},
      {VIGIE_FLOW_EXPORT, VIGIE_KPI_GRID_EXPORT},
      {VIGIE_FLOW_CHARGE, VIGIE_KPI_CHARGE},
      {VIGIE_FLOW_DISCHARGE, VIGIE_KPI_DISCHARGE},
      {VIGIE_FLOW_IT, VIGIE_KPI_IT},
      {VIGIE_FLOW_HEAT, VIGIE_KPI_HEAT_REUSED},
      {VIGIE_FLOW_WATER, VIGIE_KPI_WATER},
  };

  g_return_if_fail (site->from == self->from);

  if (facts == NULL)
    facts = &no_facts;
  self->now = MAX (self->now, site->now);
  if (facts->area > 0 && isfinite (facts->area))
    self->n_with_area++;
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    add_amount (&self->accounts[amounts[i].kpi], site, amounts[i].flow);
  add_consumption (self, site, facts);
  add_import (self, site);
  add_self_consumption (self, site);
  add_balance (self, site);
  if (facts->is_data_centre)
    add_data_centre (self, site, facts);
}
