/* vigie-energy-figures.c: figures of what was added up, and why one is not told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-private.h"

#include <math.h>

/* Whether so much of what is due is enough. */
static inline gboolean
is_enough (double known, double due)
{
  return known > 0 && known >= VIGIE_ENERGY_COVERAGE_MIN * due;
}

/* Figures that only a data centre has. */
#define OF_DATA_CENTRES                                                                            \
  (1u << VIGIE_KPI_IT | 1u << VIGIE_KPI_DC | 1u << VIGIE_KPI_HEAT_REUSED | 1u << VIGIE_KPI_PUE     \
   | 1u << VIGIE_KPI_REF | 1u << VIGIE_KPI_ERF | 1u << VIGIE_KPI_CUE | 1u << VIGIE_KPI_WUE)

/* Why nothing can be told, as far as readings go. */
static VigieUndefined
why_unknown (const VigieEnergySum *self, VigieKpi kpi, const VigieEnergyAccount *account)
{
  if (account->n_sites == 0)
    {
      if ((OF_DATA_CENTRES & 1u << kpi) != 0 && self->n_data_centres == 0)
        return VIGIE_UNDEFINED_NO_DATA_CENTRE;
      return kpi == VIGIE_KPI_PER_AREA && self->n_with_area == 0 ? VIGIE_UNDEFINED_NO_AREA
                                                                 : VIGIE_UNDEFINED_NOT_METERED;
    }
  if (self->now <= self->from)
    return VIGIE_UNDEFINED_FUTURE;
  if (account->known <= 0)
    return VIGIE_UNDEFINED_NO_READING;
  return is_enough (account->known, account->due) ? VIGIE_UNDEFINED_NOT : VIGIE_UNDEFINED_COVERAGE;
}

static void
begin_figure (const VigieEnergySum *self,
              VigieKpi kpi,
              const VigieEnergyAccount *account,
              VigieEnergyFigure *figure)
{
  *figure = (VigieEnergyFigure) {NAN,
                                 NAN,
                                 why_unknown (self, kpi, account),
                                 NAN,
                                 NAN,
                                 account->n_sites,
                                 account->n_derived,
                                 VIGIE_TIME_NONE};
  if (account->n_sites > 0 && account->due > 0)
    figure->coverage = account->known / account->due;
}

static void
undefine (VigieEnergyFigure *figure, VigieUndefined why)
{
  figure->value = NAN;
  figure->undefined = why;
}

static void
tell_amount (const VigieEnergySum *self, VigieKpi kpi, VigieEnergyFigure *figure)
{
  begin_figure (self, kpi, &self->accounts[kpi], figure);
  if (figure->undefined == VIGIE_UNDEFINED_NOT)
    figure->value = self->accounts[kpi].numerator;
}

static void
divide (VigieEnergyFigure *figure, double numerator, double denominator)
{
  figure->numerator = numerator;
  figure->denominator = denominator;
  if (denominator > 0)
    figure->value = numerator / denominator;
  else
    undefine (figure, VIGIE_UNDEFINED_ZERO);
}

static void
tell_ratio (const VigieEnergySum *self, VigieKpi kpi, VigieEnergyFigure *figure)
{
  const VigieEnergyAccount *account = &self->accounts[kpi];

  begin_figure (self, kpi, account, figure);
  if (figure->undefined == VIGIE_UNDEFINED_NOT)
    divide (figure, account->numerator, account->denominator);
}

static gboolean
is_told (const VigieEnergyFigure *figure)
{
  return figure->undefined == VIGIE_UNDEFINED_NOT;
}

/* ---- Figures that have rules of their own ---- */

static void
tell_self_consumption (const VigieEnergySum *self, VigieEnergyFigure figures[VIGIE_N_KPI])
{
  static const VigieKpi made_of_it[]
      = {VIGIE_KPI_SELF_CONSUMED, VIGIE_KPI_SELF_CONSUMPTION, VIGIE_KPI_SELF_PRODUCTION};
  VigieEnergyFigure *rate = &figures[VIGIE_KPI_SELF_PRODUCTION];
  double produced = self->accounts[VIGIE_KPI_SELF_CONSUMPTION].denominator;

  /* Without panels there is nothing that could be consumed of them. */
  if (!self->has_panels)
    *rate = (VigieEnergyFigure) {
        NAN, NAN, VIGIE_UNDEFINED_NOT_METERED, NAN, NAN, 0, 0, VIGIE_TIME_NONE};

  for (guint i = 0; i < G_N_ELEMENTS (made_of_it); i++)
    if (is_told (&figures[made_of_it[i]]) && self->excess > VIGIE_ENERGY_TOLERANCE * produced)
      undefine (&figures[made_of_it[i]], VIGIE_UNDEFINED_IMPOSSIBLE);
  /* What a battery took in counts before it is consumed. */
  if (is_told (rate) && rate->value > 1 + VIGIE_ENERGY_TOLERANCE && !self->has_storage)
    undefine (rate, VIGIE_UNDEFINED_IMPOSSIBLE);
  else if (is_told (rate))
    rate->value = MIN (rate->value, 1);
}

static void
tell_data_centres (const VigieEnergySum *self, VigieEnergyFigure figures[VIGIE_N_KPI])
{
  VigieEnergyFigure *pue = &figures[VIGIE_KPI_PUE], *ref = &figures[VIGIE_KPI_REF];
  VigieEnergyFigure *erf = &figures[VIGIE_KPI_ERF];

  if (is_told (pue) && pue->value < 1)
    undefine (pue, VIGIE_UNDEFINED_IMPOSSIBLE);
  if (is_told (erf) && erf->value > 1)
    undefine (erf, VIGIE_UNDEFINED_IMPOSSIBLE);
  if (is_told (ref))
    ref->value = MIN (ref->value, 1);
  /* Neither panels nor a share of green power are told of: that is not 0. */
  if (ref->n_sites > 0 && !self->has_renewables)
    *ref = (VigieEnergyFigure) {
        NAN, NAN, VIGIE_UNDEFINED_NOT_METERED, NAN, NAN, 0, 0, VIGIE_TIME_NONE};
}

/* Carbon is told where readings and factors are. */
static void
require_factor (const VigieEnergySum *self, VigieKpi kpi, double without, VigieEnergyFigure *figure)
{
  const VigieEnergyAccount *account = &self->accounts[kpi];

  if (account->n_sites == 0 || figure->undefined == VIGIE_UNDEFINED_FUTURE || is_told (figure))
    return;
  if (self->n_factors == 0 || (without > 0 && is_enough (account->known + without, account->due)))
    undefine (figure, VIGIE_UNDEFINED_NO_FACTOR);
}

static void
tell_powers (const VigieEnergySum *self, VigieEnergyFigure figures[VIGIE_N_KPI])
{
  VigieEnergyFigure *peak = &figures[VIGIE_KPI_PEAK], *factor = &figures[VIGIE_KPI_LOAD_FACTOR];
  VigieEnergyFigure *base = &figures[VIGIE_KPI_BASE_LOAD];
  VigieEnergyAccount nights = self->accounts[VIGIE_KPI_BASE_LOAD];
  double least;

  begin_figure (self, VIGIE_KPI_PEAK, &self->accounts[VIGIE_KPI_PEAK], peak);
  if (is_told (peak))
    {
      VigieEnergyPower power = vigie_energy_grid_power (self->import);

      peak->value = power.peak;
      peak->at = power.at;
      if (isnan (power.peak))
        undefine (peak, VIGIE_UNDEFINED_COVERAGE);
    }

  begin_figure (self, VIGIE_KPI_LOAD_FACTOR, &self->accounts[VIGIE_KPI_LOAD_FACTOR], factor);
  if (is_told (factor))
    {
      VigieEnergyPower power = vigie_energy_grid_power (self->consumption);

      if (isnan (power.peak))
        undefine (factor, VIGIE_UNDEFINED_COVERAGE);
      else
        {
          divide (factor, power.mean, power.peak);
          factor->at = power.at;
        }
    }

  /* Nights alone are asked for. */
  least = vigie_energy_grid_base_load (self->consumption, self->from, self->to, self->zone,
                                       &nights.known, &nights.due);
  begin_figure (self, VIGIE_KPI_BASE_LOAD, &nights, base);
  if (is_told (base))
    {
      base->value = least;
      if (isnan (least))
        undefine (base, VIGIE_UNDEFINED_COVERAGE);
    }
}

static void
tell_per_degree_day (const VigieEnergySum *self, double degree_days, VigieEnergyFigure *figure)
{
  const VigieEnergyAccount *account = &self->accounts[VIGIE_KPI_CONSUMPTION];

  begin_figure (self, VIGIE_KPI_PER_DEGREE_DAY, account, figure);
  if (!is_told (figure))
    return;
  if (!isfinite (degree_days))
    undefine (figure, VIGIE_UNDEFINED_NO_TEMPERATURE);
  else
    divide (figure, account->numerator, degree_days);
}

void
vigie_energy_sum_figures (const VigieEnergySum *self,
                          double degree_days,
                          VigieEnergyFigure figures[VIGIE_N_KPI])
{
  static const VigieKpi ratios[] = {VIGIE_KPI_SELF_CONSUMPTION,
                                    VIGIE_KPI_SELF_PRODUCTION,
                                    VIGIE_KPI_BALANCE_ERROR,
                                    VIGIE_KPI_PUE,
                                    VIGIE_KPI_REF,
                                    VIGIE_KPI_ERF,
                                    VIGIE_KPI_CUE,
                                    VIGIE_KPI_WUE,
                                    VIGIE_KPI_PER_AREA};

  for (guint kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    tell_amount (self, kpi, &figures[kpi]);
  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    tell_ratio (self, ratios[i], &figures[ratios[i]]);
  tell_self_consumption (self, figures);
  tell_data_centres (self, figures);
  require_factor (self, VIGIE_KPI_CO2, self->without_factor, &figures[VIGIE_KPI_CO2]);
  require_factor (self, VIGIE_KPI_CUE, self->cue_without_factor, &figures[VIGIE_KPI_CUE]);
  tell_powers (self, figures);
  tell_per_degree_day (self, degree_days, &figures[VIGIE_KPI_PER_DEGREE_DAY]);
}
