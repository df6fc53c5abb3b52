/* vigie-energy.h: figures of energy that can be defended. Pure.
 *
 * All ratios are made of amounts per step of metering, of the site, and only of the steps in which all that the
 * figure needs is known; never of daily totals, never of net exchanges. Sums over sites are sums of the sites' own
 * gross amounts, so that they do not depend on how they are looked at.
 *
 * Everything is told of the steps that are due alone (wholly past, and given the time that a reading may take): a
 * step that came early waits for the others'. Lumps count in amounts (kWh, L, kg CO₂e, per m², per degree-day) and in
 * their coverage where they lie wholly within what is due, never in ratios made step by step nor in powers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-meter.h"

G_BEGIN_DECLS

/* What is metered at a site. */
typedef enum
{
  VIGIE_FLOW_CONSUMPTION, /* kWh */
  VIGIE_FLOW_PRODUCTION,
  VIGIE_FLOW_IMPORT,
  VIGIE_FLOW_EXPORT,
  VIGIE_FLOW_CHARGE,
  VIGIE_FLOW_DISCHARGE,
  VIGIE_FLOW_IT,
  VIGIE_FLOW_HEAT,  /* heat that leaves the data centre and is used */
  VIGIE_FLOW_WATER, /* litres */
} VigieFlow;
#define VIGIE_N_FLOW 9

/* The flow of a role; FALSE for roles that are none. */
gboolean vigie_flow_of_role (VigieRole role, VigieFlow *flow);

typedef enum
{
  VIGIE_KPI_PRODUCTION,  /* kWh */
  VIGIE_KPI_CONSUMPTION, /* kWh; metered, else import + production − export + discharge − charge */
  VIGIE_KPI_GRID_IMPORT, /* kWh, gross; metered, else consumption + charge − discharge − self-consumed, at least 0 */
  VIGIE_KPI_GRID_EXPORT, /* kWh, gross; metered, else production − self-consumed */
  /* kWh, by step: production − export within 0 … production, else min (production, consumption + charge − discharge).
   * What is stored counts when it is charged: it is then not exported. */
  VIGIE_KPI_SELF_CONSUMED,
  VIGIE_KPI_SELF_CONSUMPTION, /* self-consumed ÷ produced */
  VIGIE_KPI_SELF_PRODUCTION, /* self-consumed ÷ total consumption of all sites, those without panels too */
  /* (production + import + discharge − export − charge − consumption) ÷ (production + import + discharge), of the
   * sites where it can be checked: import and consumption metered, production and export both or neither; in the
   * steps where all that is metered of it is known. */
  VIGIE_KPI_BALANCE_ERROR,
  VIGIE_KPI_CHARGE,      /* kWh */
  VIGIE_KPI_DISCHARGE,   /* kWh */
  VIGIE_KPI_IT,          /* kWh */
  VIGIE_KPI_DC,          /* kWh: consumption of data centres */
  VIGIE_KPI_HEAT_REUSED, /* kWh */
  VIGIE_KPI_WATER,       /* L */
  VIGIE_KPI_PUE,         /* E_DC ÷ E_IT, ≥ 1 */
  VIGIE_KPI_REF,         /* renewable ÷ E_DC, at most 1; what is exported is never in it */
  VIGIE_KPI_ERF,         /* heat reused ÷ E_DC; what panels export is never in it */
  VIGIE_KPI_CUE,         /* kg CO₂e ÷ kWh of E_IT */
  VIGIE_KPI_WUE,         /* L ÷ kWh of E_IT */
  VIGIE_KPI_CO2,         /* kg CO₂e of what was imported */
  /* Of the sites together, in the steps of the coarsest of them in which at least 90 % of the sites are known: */
  VIGIE_KPI_PEAK,        /* kW: the greatest mean import power of a step */
  VIGIE_KPI_LOAD_FACTOR, /* mean ÷ peak of the consumption */
  VIGIE_KPI_BASE_LOAD, /* kW: the median over nights (local 1 h to 5 h) of the least mean consumption power of each */
  VIGIE_KPI_PER_AREA,       /* kWh of consumption ÷ m² */
  VIGIE_KPI_PER_DEGREE_DAY, /* kWh of consumption ÷ degree-day (base 18 °C) */
} VigieKpi;
#define VIGIE_N_KPI 25

/* "production_kwh", "self_consumption", "pue", … as in --energy=json. */
const char *vigie_kpi_to_string (VigieKpi kpi);

/* Why a figure is not told, or cannot be. */
typedef enum
{
  VIGIE_UNDEFINED_NOT,         /* it is told */
  VIGIE_UNDEFINED_NOT_METERED, /* no site of the selection has what it needs */
  VIGIE_UNDEFINED_COVERAGE,    /* less than 90 % of the steps are known */
  VIGIE_UNDEFINED_NO_READING,  /* metered, and nothing known of the period */
  VIGIE_UNDEFINED_ZERO, /* what it is divided by is 0 (nothing was produced, consumed, computed) */
  VIGIE_UNDEFINED_NO_FACTOR,      /* the profile has no emission factor for the time */
  VIGIE_UNDEFINED_NO_AREA,        /* no site of the selection tells its area */
  VIGIE_UNDEFINED_NO_DATA_CENTRE, /* the selection has no data centre */
  VIGIE_UNDEFINED_IMPOSSIBLE, /* what meters say contradicts itself: a PUE under 1, an export beyond production */
  VIGIE_UNDEFINED_FUTURE,         /* the period has not begun */
  VIGIE_UNDEFINED_NO_TEMPERATURE, /* the degree-days of the period are not known */
} VigieUndefined;
#define VIGIE_N_UNDEFINED 11

/* The least coverage with which a figure is told. */
#define VIGIE_ENERGY_COVERAGE_MIN 0.9

/* By how much of the whole two meters of one site may disagree, by their accuracy and their clocks, before they are
 * said to contradict each other: within it what is exported beyond production is taken for production, and a share
 * beyond 1 for 1. */
#define VIGIE_ENERGY_TOLERANCE 0.05

typedef struct
{
  double value; /* NAN where it is not told */
  /* 0 to 1: known time ÷ due time of the sites that have it (site-steps weighed by their length, so that each site
   * weighs the same); NAN where nothing is metered or due. */
  double coverage;
  VigieUndefined undefined;
  double numerator,
      denominator; /* of a ratio that is told, is ZERO or IMPOSSIBLE, in the units of its definition; NAN else */
  guint n_sites;   /* that take part */
  guint n_derived; /* of them, in how many it is computed of other meters */
  VigieTime at;    /* begin of the step of the peak (PEAK, LOAD_FACTOR); else VIGIE_TIME_NONE */
} VigieEnergyFigure;

/* Carbon of a kWh from the grid, from @since on; ascending. */
typedef struct
{
  VigieTime since;
  double kg_per_kwh;
} VigieEmissionFactor;

/* What is told of a site apart from its meters. */
typedef struct
{
  gboolean is_data_centre;
  double area; /* m², NAN if not told */
  double
      renewable_share; /* of what is imported, by guarantees of origin: 0 to 1; NAN if not told (then 0) */
} VigieEnergyFacts;

/* A site over a period, step by step: what a person who asks « why » is shown. Amounts kWh or L; NAN not known. */
typedef struct
{
  VigieTime from;
  gint64 step;
  guint n; /* steps of the whole period */
  guint
      n_due; /* of them, how many are wholly past and had time to come: only of them anything is told */
  VigieTime now;               /* when it was asked */
  double *flow[VIGIE_N_FLOW];  /* NULL where it is neither metered nor derived */
  double *self_consumed;       /* or NULL */
  guint metered;               /* bits 1 << VigieFlow: metered, not derived */
  GArray *lumps[VIGIE_N_FLOW]; /* of VigieLump, or NULL */
} VigieSiteSteps;

/* Sums meters into flows and derives what is not metered. @meters: for each flow the steps of its meters
 * (VigieMeterSteps, all of one grid), which are summed where all are known; NULL or empty: not metered. Lumps of
 * several meters make one where each of them is wholly known over the stretch. @now: instant at which it is asked;
 * @grace: µs that a reading may take to come. Free with vigie_site_steps_free(). */
VigieSiteSteps *vigie_site_steps_new (GPtrArray *const meters[VIGIE_N_FLOW],
                                      VigieTime from,
                                      gint64 step,
                                      guint n,
                                      VigieTime now,
                                      gint64 grace);
void vigie_site_steps_free (VigieSiteSteps *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSiteSteps, vigie_site_steps_free)

/* What sums of figures are made of: add sites, then ask for figures. Sums of any selection are those of its sites.
 * @factors are copied, ascending; @zone NULL is Europe/Paris. */
typedef struct _VigieEnergySum VigieEnergySum;
VigieEnergySum *vigie_energy_sum_new (VigieTime from,
                                      VigieTime to,
                                      const VigieEmissionFactor *factors,
                                      guint n_factors,
                                      GTimeZone *zone);
/* @site begins where the sum does; it is not kept. @facts NULL: none. */
void vigie_energy_sum_add (VigieEnergySum *self,
                           const VigieSiteSteps *site,
                           const VigieEnergyFacts *facts);
/* @degree_days: of the period, NAN if not known. Fills all figures. */
void vigie_energy_sum_figures (const VigieEnergySum *self,
                               double degree_days,
                               VigieEnergyFigure figures[VIGIE_N_KPI]);
void vigie_energy_sum_free (VigieEnergySum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergySum, vigie_energy_sum_free)

/* Adds the amounts of @site's @flow to bins with @edges (n_bins + 1): @sums grows by what is known of what is due,
 * @known and @due by the numbers of steps. A step that lies in several bins is shared out by time, and counts in
 * each. A lump counts in a bin that holds it whole and is a day (of 23 hours at least) or longer: what is shorter is
 * told as it went, step by step. */
void vigie_site_steps_add_to_bins (const VigieSiteSteps *site,
                                   VigieFlow flow,
                                   const VigieTime *edges,
                                   guint n_bins,
                                   double *sums,
                                   guint *known,
                                   guint *due);

/* Words. Definitions say what is divided by what and by whose rule; constant, translated. */
const char *vigie_kpi_words (VigieKpi kpi); /* « Taux d’autoconsommation » */
const char *vigie_kpi_definition (
    VigieKpi kpi); /* « énergie autoconsommée ÷ énergie produite, par pas de mesure » */
const char *
vigie_kpi_standard (VigieKpi kpi); /* « ISO/IEC 30134-2 », with the edition in force, or NULL */
char *vigie_figure_to_words (
    VigieKpi kpi,
    const VigieEnergyFigure *figure); /* « 97,6 % », « 252,3 MWh », « n. d. »; g_free() */
char *vigie_figure_reason_to_words (
    VigieKpi kpi,
    const VigieEnergyFigure *
        figure); /* « Couverture insuffisante : 61 %, 90 % exigés »; NULL if it is told; g_free() */

/* ---- What can be started now ---- */

/* A load that can be moved in time, as the site tells it. */
typedef struct
{
  const char *name;
  double kw;
  gint64 duration; /* µs that it runs, 0 unknown */
} VigieFlexibleLoad;

/* The export of a site now: @export_kw of the last half hour at least (live only; NAN: not known). Which of @loads
 * can be started without importing, greedily the greatest first: gives how many, and their indexes in @started (of
 * n). */
guint vigie_energy_surplus (double least_export_kw,
                            const VigieFlexibleLoad *loads,
                            guint n,
                            guint *started);

G_END_DECLS
