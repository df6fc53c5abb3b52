/* vigie-energy-private.h: what the files of vigie-energy share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy.h"

G_BEGIN_DECLS

/* ---- vigie-energy-lanes.c: sums of steps, several at once ---- */

/* Adds what is known of @amounts[@begin ≤ i < @end] to *@sum; gives how many steps are. */
guint vigie_energy_sum_known (const double *amounts, guint begin, guint end, double *sum);
/* The same of two, in the first @n steps where both are known. */
guint vigie_energy_sum_both (const double *first,
                             const double *second,
                             guint n,
                             double *sum,
                             double *other);
/* Adds what is known of @n @amounts to @sums, and 1 to @known where it is. */
void vigie_energy_add_known (const double *amounts, guint n, double *sums, guint64 *known);

/* ---- vigie-energy-grid.c: several sites' power at once, step by step ---- */

/* Sums one flow of many sites over the steps of time, whatever the steps of each. */
typedef struct _VigieEnergyGrid VigieEnergyGrid;

VigieEnergyGrid *vigie_energy_grid_new (VigieTime from);
void vigie_energy_grid_free (VigieEnergyGrid *self);
/* @amounts: kWh of the @n steps of @step of a site, of which the first @n_due are due. */
void vigie_energy_grid_add (VigieEnergyGrid *self,
                            const double *amounts,
                            gint64 step,
                            guint n,
                            guint n_due);

/* What is told of the power of all; NAN and VIGIE_TIME_NONE where there is no step in which at least 90 % of the
 * sites are known. */
typedef struct
{
  double mean, peak; /* kW */
  VigieTime at;      /* begin of the step of the peak */
} VigieEnergyPower;
VigieEnergyPower vigie_energy_grid_power (const VigieEnergyGrid *self);

/* kW: the median over the nights (local 1 h to 5 h, whole within @from … @to) of the least mean power of each; NAN if
 * no night is known. *@known and *@due: the time of nights that is known and due, summed over sites. */
double vigie_energy_grid_base_load (const VigieEnergyGrid *self,
                                    VigieTime from,
                                    VigieTime to,
                                    GTimeZone *zone,
                                    double *known,
                                    double *due);

/* ---- vigie-energy-sum.c and -figures.c ---- */

/* What a figure is made of, so far. */
typedef struct
{
  double numerator, denominator;
  double known, due; /* µs, summed over sites */
  guint n_sites, n_derived;
} VigieEnergyAccount;

struct _VigieEnergySum
{
  VigieTime from, to;
  GTimeZone *zone;
  VigieEmissionFactor *factors;
  guint n_factors;
  VigieTime now; /* the latest at which a site was asked, or NONE */
  guint n_with_area, n_data_centres;
  VigieEnergyAccount accounts[VIGIE_N_KPI];
  double excess;         /* kWh exported beyond what was produced and discharged */
  double without_factor; /* µs in which import is known and no factor is declared, of CO2 */
  double cue_without_factor;
  gboolean has_panels;     /* a site has self-consumption */
  gboolean has_storage;    /* and one of them a battery */
  gboolean has_renewables; /* a data centre has, or tells its share */
  VigieEnergyGrid *import, *consumption;
};

G_END_DECLS
