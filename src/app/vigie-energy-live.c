/* vigie-energy-live.c: the power of now, from the measures that are live.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-live.h"

/* One meter: its measures, and of them the one that tells a power. */
typedef struct
{
  guint site;
  VigieFlow flow;
  VigieMeasure *power; /* owned, or NULL */
  double factor;       /* to kW */
  guint first, n;      /* its measures in the array */
} Meter;

struct _VigieEnergyLive
{
  VigieEnergyPlan *plan; /* owned */
  GArray *meters;        /* of Meter, by site */
  GPtrArray *measures;   /* owned: VigieMeasure, by meter */
};

static gboolean
is_power (const VigieMeasureData *data, double *factor)
{
  return data->aggregation == VIGIE_AGGREGATION_INSTANT
         && vigie_quantity_of_unit (data->unit, factor) == VIGIE_QUANTITY_POWER;
}

static void
add_meter (VigieEnergyLive *self,
           VigieTerritory *territory,
           guint site,
           VigieFlow flow,
           GPtrArray *measures)
{
  Meter meter = {.site = site, .flow = flow, .first = self->measures->len};

  for (guint i = 0; i < measures->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (measures, i);
      VigieMeasure *measure = vigie_territory_find_measure (territory, data->id);
      double factor;

      if (measure == NULL)
        continue;
      g_ptr_array_add (self->measures, g_object_ref (measure));
      if (meter.power == NULL && is_power (data, &factor))
        {
          meter.power = measure;
          meter.factor = factor;
        }
    }
  meter.n = self->measures->len - meter.first;
  g_array_append_val (self->meters, meter);
}

VigieEnergyLive *
vigie_energy_live_new (VigieEnergyPlan *plan, VigieTerritory *territory)
{
  VigieEnergyLive *self = g_new0 (VigieEnergyLive, 1);
  guint n = vigie_energy_plan_get_n_sites (plan);

  self->plan = vigie_energy_plan_ref (plan);
  self->meters = g_array_new (FALSE, FALSE, sizeof (Meter));
  self->measures = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      const VigieEnergySite *site = vigie_energy_plan_get_site (plan, i);

      for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
        for (guint j = 0; site->meters[flow] != NULL && j < site->meters[flow]->len; j++)
          add_meter (self, territory, i, (VigieFlow) flow,
                     g_ptr_array_index (site->meters[flow], j));
    }
  return self;
}

void
vigie_energy_live_free (VigieEnergyLive *self)
{
  vigie_energy_plan_unref (self->plan);
  g_array_unref (self->meters);
  g_ptr_array_unref (self->measures);
  g_free (self);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static gboolean
is_live (VigieMeasure *measure)
{
  return vigie_measure_get_freshness (measure) == VIGIE_FRESHNESS_LIVE
         && isfinite (vigie_measure_get_latest (measure)->number);
}

/* The flows of a site, NAN where one is not known; bits of what is metered. */
typedef struct
{
  double kw[VIGIE_N_FLOW];
  guint metered;
  VigieTime oldest;
} Site;

static void
take_meter (VigieEnergyLive *self, const Meter *meter, Site *site, VigieEnergyNow *now)
{
  gboolean live = FALSE;
  guint bit = 1u << meter->flow;
  double kw = NAN;

  for (guint i = 0; i < meter->n; i++)
    live = live || is_live (g_ptr_array_index (self->measures, meter->first + i));
  now->n_meters++;
  now->n_live += live;
  if (meter->power != NULL && is_live (meter->power))
    {
      const VigieReading *latest = vigie_measure_get_latest (meter->power);

      /* A negative power is a meter put the wrong way round, or an exchange: not what its role says. */
      kw = latest->number >= 0 ? latest->number * meter->factor : NAN;
      if (isfinite (kw))
        site->oldest
            = site->oldest == VIGIE_TIME_NONE ? latest->time : MIN (site->oldest, latest->time);
    }
  site->kw[meter->flow] = (site->metered & bit) != 0 ? site->kw[meter->flow] + kw : kw;
  site->metered |= bit;
}

static gboolean
has (const Site *site, VigieFlow flow)
{
  return (site->metered & (1u << flow)) != 0;
}

/* 0 of what is not metered: there is no such thing at the site. */
static double
or_zero (const Site *site, VigieFlow flow)
{
  return has (site, flow) ? site->kw[flow] : 0;
}

static void
derive (Site *site)
{
  double *kw = site->kw;

  if (!has (site, VIGIE_FLOW_CONSUMPTION) && has (site, VIGIE_FLOW_IMPORT)
      && (!has (site, VIGIE_FLOW_PRODUCTION) || has (site, VIGIE_FLOW_EXPORT)))
    kw[VIGIE_FLOW_CONSUMPTION]
        = MAX (0, kw[VIGIE_FLOW_IMPORT] + or_zero (site, VIGIE_FLOW_PRODUCTION)
                      - or_zero (site, VIGIE_FLOW_EXPORT) + or_zero (site, VIGIE_FLOW_DISCHARGE)
                      - or_zero (site, VIGIE_FLOW_CHARGE));
  /* MAX leaves a NAN out. */
  if (!has (site, VIGIE_FLOW_CONSUMPTION) && isnan (kw[VIGIE_FLOW_IMPORT]))
    kw[VIGIE_FLOW_CONSUMPTION] = NAN;
  if (has (site, VIGIE_FLOW_CONSUMPTION) && !has (site, VIGIE_FLOW_IMPORT)
      && !has (site, VIGIE_FLOW_PRODUCTION))
    kw[VIGIE_FLOW_IMPORT] = kw[VIGIE_FLOW_CONSUMPTION];
}

static void
add (double *sum, double kw)
{
  if (isfinite (kw))
    *sum = isnan (*sum) ? kw : *sum + kw;
}

static void
add_site (VigieEnergyNow *now, Site *site, VigieEnergyGroup group)
{
  const guint electric = 1u << VIGIE_FLOW_CONSUMPTION | 1u << VIGIE_FLOW_PRODUCTION
                         | 1u << VIGIE_FLOW_IMPORT | 1u << VIGIE_FLOW_EXPORT;

  if ((site->metered & electric) == 0)
    return;
  derive (site);
  now->n_sites++;
  now->n_known += isfinite (site->kw[VIGIE_FLOW_CONSUMPTION]);
  add (&now->production, site->kw[VIGIE_FLOW_PRODUCTION]);
  add (&now->import, site->kw[VIGIE_FLOW_IMPORT]);
  add (&now->export, site->kw[VIGIE_FLOW_EXPORT]);
  add (&now->charge, site->kw[VIGIE_FLOW_CHARGE]);
  add (&now->discharge, site->kw[VIGIE_FLOW_DISCHARGE]);
  add (&now->it, site->kw[VIGIE_FLOW_IT]);
  add (&now->heat, site->kw[VIGIE_FLOW_HEAT]);
  add (&now->consumption[group], site->kw[VIGIE_FLOW_CONSUMPTION]);
  add (&now->total, site->kw[VIGIE_FLOW_CONSUMPTION]);
  if (site->oldest != VIGIE_TIME_NONE)
    now->oldest = now->oldest == VIGIE_TIME_NONE ? site->oldest : MIN (now->oldest, site->oldest);
}

static void
begin_site (Site *site)
{
  *site = (Site) {.oldest = VIGIE_TIME_NONE};
  for (guint i = 0; i < VIGIE_N_FLOW; i++)
    site->kw[i] = NAN;
}

void
vigie_energy_live_read (VigieEnergyLive *self, VigieEnergyNow *now)
{
  Site site;

  *now = (VigieEnergyNow) {.production = NAN,
                           .import = NAN,
                           .export = NAN,
                           .charge = NAN,
                           .discharge = NAN,
                           .it = NAN,
                           .heat = NAN,
                           .total = NAN,
                           .oldest = VIGIE_TIME_NONE};
  for (guint i = 0; i < VIGIE_N_ENERGY_GROUP; i++)
    now->consumption[i] = NAN;
  begin_site (&site);
  for (guint i = 0; i < self->meters->len; i++)
    {
      const Meter *meter = &g_array_index (self->meters, Meter, i);
      gboolean last = i + 1 == self->meters->len || meter[1].site != meter->site;

      take_meter (self, meter, &site, now);
      if (!last)
        continue;
      add_site (now, &site, vigie_energy_plan_get_site (self->plan, meter->site)->group);
      begin_site (&site);
    }
}
