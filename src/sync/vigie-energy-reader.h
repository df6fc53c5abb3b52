/* vigie-energy-reader.h: the figures of a selection over a period, from the store.
 *
 * A plan says which measure is which flow of which site. It is made of what the server tells: of a meter that gives
 * its index and its power (two measures of one sensor and role) the index counts, the power says how what it counted
 * went from step to step and fills what it lacks; a sub-meter (VigieMeasureData.part_of) is left out where the whole
 * is there; meters of several sensors are summed, and so are several indexes of one (its tariffs). Figures are read
 * site by site, so that a year of hundreds of measures never is in memory at once. Everything is immutable once
 * shared and counted atomically.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy.h"
#include "vigie-history.h"
#include "vigie-period.h"
#include "vigie-profile.h"
#include "vigie-store.h"

G_BEGIN_DECLS

/* ---- The plan ---- */

typedef enum
{
  VIGIE_ENERGY_GROUP_BUILDINGS, /* public buildings, service points */
  VIGIE_ENERGY_GROUP_WATER,     /* water and waste: sewage, pumping, déchèteries */
  VIGIE_ENERGY_GROUP_DATA_CENTRE,
  VIGIE_ENERGY_GROUP_OTHER, /* and what panels consume themselves */
} VigieEnergyGroup;
#define VIGIE_N_ENERGY_GROUP 4
const char *vigie_energy_group_words (VigieEnergyGroup group);

typedef struct
{
  VigieSiteData *data; /* referenced */
  VigieEnergyGroup group;
  VigieEnergyFacts facts;
  /* Of GPtrArray of VigieMeasureData: the measures of one meter, the best first: an index, amounts, a power; at most
   * one of each. NULL if none. */
  GPtrArray *meters[VIGIE_N_FLOW];
  /* Of metering, µs: that of its slowest meter of what the balance is made of (of any where it has none); a meter
   * with several measures is as fast as its fastest. */
  gint64 step;
  gint64 grace; /* how long a reading may take to come: 1.5 × the slowest measure's interval */
  VigieFlexibleLoad *loads; /* Thing.properties.flexibleLoads */
  guint n_loads;
} VigieEnergySite;

/* Why a measure that has the role of a flow is not read. */
typedef enum
{
  VIGIE_ENERGY_LEFT_OUT_OF_SERVICE,  /* declared out of service */
  VIGIE_ENERGY_LEFT_OUT_UNIT,        /* its unit is none of energy, power, volume or flow */
  VIGIE_ENERGY_LEFT_OUT_AGGREGATION, /* an energy of which nothing tells whether it is an index or amounts, or a power said to be an index */
  VIGIE_ENERGY_LEFT_OUT_PART,        /* a sub-meter: another measure's amount holds it */
  VIGIE_ENERGY_LEFT_OUT_SAME, /* a power or amounts of a sensor that has several indexes: these count */
} VigieEnergyLeftOutReason;
#define VIGIE_N_ENERGY_LEFT_OUT 5
/* A sentence, constant, translated. */
const char *vigie_energy_left_out_words (VigieEnergyLeftOutReason reason);

typedef struct
{
  VigieSiteData *site;       /* referenced */
  VigieMeasureData *measure; /* referenced */
  VigieEnergyLeftOutReason reason;
} VigieEnergyLeftOut;

typedef struct _VigieEnergyPlan VigieEnergyPlan;

/* What is selected; all NULL and kinds 0: the whole territory. */
typedef struct
{
  const char *site_id;
  const char *commune; /* INSEE code */
  guint kinds;         /* bits 1 << VigieKind, 0 all */
} VigieEnergyScope;

/* Of all sites and measures (VigieSiteData, VigieMeasureData); only sites with a meter are in it. Any thread. */
VigieEnergyPlan *
vigie_energy_plan_new (GPtrArray *sites, GPtrArray *measures, VigieProfile *profile);
/* The part of it that is selected. A new one. */
VigieEnergyPlan *vigie_energy_plan_select (VigieEnergyPlan *self, const VigieEnergyScope *scope);
VigieEnergyPlan *vigie_energy_plan_ref (VigieEnergyPlan *self);
void vigie_energy_plan_unref (VigieEnergyPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergyPlan, vigie_energy_plan_unref)
guint vigie_energy_plan_get_n_sites (VigieEnergyPlan *self);
const VigieEnergySite *vigie_energy_plan_get_site (VigieEnergyPlan *self, guint position);
/* NULL if it is not in the plan. */
const VigieEnergySite *vigie_energy_plan_find_site (VigieEnergyPlan *self, const char *site_id);
/* What of the selection is not read, and why; of the plan. */
const VigieEnergyLeftOut *vigie_energy_plan_get_left_out (VigieEnergyPlan *self, guint *n);
/* The outside temperature of the selection: that nearest to the middle of its sites, or the only one; NULL if there
 * is none. Of the plan. */
VigieMeasureData *vigie_energy_plan_get_temperature (VigieEnergyPlan *self);
/* Ids of all measures that it reads (the outside temperature of degree-days too), to have their history fetched;
 * NULL-terminated, of the plan. */
const char *const *vigie_energy_plan_get_measure_ids (VigieEnergyPlan *self, guint *n);

/* ---- Figures over a period ---- */

typedef struct
{
  VigieSiteData *site; /* referenced */
  VigieEnergyGroup group;
  double area; /* m², NAN if the site does not tell it */
  VigieEnergyFigure figures[VIGIE_N_KPI];
  gint64 step;
  guint metered;  /* bits 1 << VigieFlow */
  VigieTime last; /* of the newest reading of its meters that was read, or VIGIE_TIME_NONE */
} VigieEnergySiteResult;

typedef struct
{
  gatomicrefcount ref_count;
  VigiePeriod period;
  VigieTime now; /* when it was read */
  gint64 step;   /* µs: the coarsest of its sites */
  double
      loaded; /* 0 to 1: how much of the past of its measures is known on this machine; under 1 more comes from the server */
  double degree_days; /* NAN if not known */
  VigieEnergyFigure figures[VIGIE_N_KPI];
  VigieEnergyFigure data_centres[VIGIE_N_KPI]; /* of the data centres of the selection alone */
  GPtrArray *
      sites; /* of VigieEnergySiteResult, the greatest consumption first, those without a figure last */
  /* Bins of the period's chart: kWh of each, NAN where less than 90 % of its steps are known. */
  VigieTime *edges; /* n_bins + 1 */
  guint n_bins;
  double *consumption[VIGIE_N_ENERGY_GROUP]; /* NULL where no site of the group is selected */
  double *production, *import, *export;      /* or NULL */
  guint *silent;                             /* for each bin, how many meters have nothing of it */
  /* Hours × days: mean power of consumption, kW; hour h of day d at [d × 24 + h]; the hour that comes twice is their
   * mean, the one that is skipped NAN. */
  gint64 first_day; /* number of the local day */
  guint n_days;
  double *hours;
} VigieEnergyResult;

VigieEnergyResult *vigie_energy_result_ref (VigieEnergyResult *self);
void vigie_energy_result_unref (VigieEnergyResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergyResult, vigie_energy_result_unref)

/* Blocks, and works in two threads of its own; any thread, which holds the store meanwhile. What the store has of the
 * period; what is cut at @until (VIGIE_TIME_NONE: not) is a comparison with a period in progress. Does not depend on
 * the number of threads: sums are made in the order of the sites. NULL with an error of the store, or
 * G_IO_ERROR_CANCELLED. */
VigieEnergyResult *vigie_energy_read (VigieStore *store,
                                      VigieEnergyPlan *plan,
                                      VigieProfile *profile,
                                      const VigiePeriod *period,
                                      VigieTime until,
                                      VigieTime now,
                                      GCancellable *cancellable,
                                      GError **error);

/* ---- Why: one site, step by step ---- */

typedef struct
{
  gatomicrefcount ref_count;
  VigieSiteSteps *steps;
  GPtrArray *meters; /* of VigieMeasureData, each measure that was read */
  GPtrArray *events; /* for each of them its GArray of VigieMeterEvent */
} VigieEnergyDetail;
VigieEnergyDetail *vigie_energy_detail_ref (VigieEnergyDetail *self);
void vigie_energy_detail_unref (VigieEnergyDetail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergyDetail, vigie_energy_detail_unref)
/* Blocks; any thread. The steps of the period of the site of that id, with its meters and what happened to them. */
VigieEnergyDetail *vigie_energy_detail_read (VigieStore *store,
                                             VigieEnergyPlan *plan,
                                             const char *site_id,
                                             const VigiePeriod *period,
                                             VigieTime now,
                                             GCancellable *cancellable,
                                             GError **error);
G_END_DECLS
