/* vigie-energy-meters.c: which measures of a site are which of its meters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-energy-private.h"

/* How far a chain of sub-meters is followed. */
#define PARTS_MAX 32

void
vigie_energy_leave_out (GArray *left_out,
                        VigieSiteData *site,
                        VigieMeasureData *measure,
                        VigieEnergyLeftOutReason reason)
{
  VigieEnergyLeftOut entry = {vigie_site_data_ref (site), vigie_measure_data_ref (measure), reason};

  g_array_append_val (left_out, entry);
}

gboolean
vigie_energy_candidate_init (VigieEnergyCandidate *candidate,
                             VigieMeasureData *data,
                             VigieFlow flow,
                             VigieEnergyLeftOutReason *why)
{
  VigieQuantity quantity;
  VigieMeterInfo info;
  double factor;

  if (data->out_of_service)
    {
      *why = VIGIE_ENERGY_LEFT_OUT_OF_SERVICE;
      return FALSE;
    }
  quantity = vigie_quantity_of_unit (data->unit, &factor);
  if (flow == VIGIE_FLOW_WATER
          ? quantity != VIGIE_QUANTITY_VOLUME && quantity != VIGIE_QUANTITY_FLOW
          : quantity != VIGIE_QUANTITY_ENERGY && quantity != VIGIE_QUANTITY_POWER)
    {
      *why = VIGIE_ENERGY_LEFT_OUT_UNIT;
      return FALSE;
    }
  if (!vigie_meter_info_init (&info, data))
    {
      *why = VIGIE_ENERGY_LEFT_OUT_AGGREGATION;
      return FALSE;
    }
  candidate->data = data;
  candidate->flow = flow;
  candidate->tells = data->aggregation == VIGIE_AGGREGATION_CUMULATIVE ? VIGIE_TELLS_INDEX
                     : data->aggregation == VIGIE_AGGREGATION_INTERVAL ? VIGIE_TELLS_AMOUNTS
                                                                       : VIGIE_TELLS_POWER;
  candidate->is_part = FALSE;
  return TRUE;
}

/* By their ids. */
static GHashTable *
index_candidates (GArray *candidates)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < candidates->len; i++)
    {
      VigieEnergyCandidate *candidate = &g_array_index (candidates, VigieEnergyCandidate, i);

      g_hash_table_replace (by_id, candidate->data->id, candidate);
    }
  return by_id;
}

/* A site's consumption is in what it imports. What servers and panels give is told beside what they are a part of. */
static gboolean
holds (VigieFlow whole, VigieFlow part)
{
  return whole == part || (whole == VIGIE_FLOW_IMPORT && part == VIGIE_FLOW_CONSUMPTION);
}

/* Whether a measure that is read holds this one's amount. Of those that are said to be parts of each other, the one
 * with the least id is the whole. */
static gboolean
is_held (GHashTable *by_id, const VigieEnergyCandidate *part)
{
  const VigieEnergyCandidate *whole = part;
  const char *least = part->data->id;
  gboolean held = FALSE;

  for (guint i = 0; i < PARTS_MAX && whole->data->part_of != NULL; i++)
    {
      whole = g_hash_table_lookup (by_id, whole->data->part_of);
      if (whole == NULL)
        break;
      if (whole == part)
        return strcmp (least, part->data->id) < 0;
      if (strcmp (whole->data->id, least) < 0)
        least = whole->data->id;
      held = held || holds (whole->flow, part->flow);
    }
  return held;
}

static gboolean
is_same_meter (const VigieEnergyCandidate *a, const VigieEnergyCandidate *b)
{
  return a->flow == b->flow && g_strcmp0 (a->data->sensor_id, b->data->sensor_id) == 0;
}

/* Sub-meters; with a sub-meter that counts goes the power of its sensor, which may not say so itself. */
static void
mark_parts (GArray *candidates)
{
  g_autoptr (GHashTable) by_id = index_candidates (candidates);

  for (guint i = 0; i < candidates->len; i++)
    {
      VigieEnergyCandidate *candidate = &g_array_index (candidates, VigieEnergyCandidate, i);

      candidate->is_part = is_held (by_id, candidate);
    }
  for (guint i = 0; i < candidates->len; i++)
    {
      VigieEnergyCandidate *candidate = &g_array_index (candidates, VigieEnergyCandidate, i);
      guint n_wholes = 0, n_parts = 0;

      if (candidate->tells != VIGIE_TELLS_POWER || candidate->is_part
          || candidate->data->part_of != NULL || candidate->data->sensor_id == NULL)
        continue;
      for (guint j = 0; j < candidates->len; j++)
        {
          const VigieEnergyCandidate *other = &g_array_index (candidates, VigieEnergyCandidate, j);

          if (other->tells != VIGIE_TELLS_POWER && is_same_meter (other, candidate))
            {
              if (other->is_part)
                n_parts++;
              else
                n_wholes++;
            }
        }
      candidate->is_part = n_parts > 0 && n_wholes == 0;
    }
}

static void
add_meter (VigieEnergySite *site, VigieFlow flow, VigieMeasureData *const *measures, guint n)
{
  GPtrArray *meter = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);

  for (guint i = 0; i < n; i++)
    if (measures[i] != NULL)
      g_ptr_array_add (meter, vigie_measure_data_ref (measures[i]));
  if (site->meters[flow] == NULL)
    site->meters[flow] = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (site->meters[flow], meter);
}

/* The meters of one sensor and flow, whose first measure is @first. */
static void
add_meters (VigieEnergySite *site,
            const GArray *candidates,
            const VigieEnergyCandidate *first,
            GArray *left_out)
{
  VigieMeasureData *one[VIGIE_N_TELLS] = {NULL};
  guint count[VIGIE_N_TELLS] = {0};
  VigieTells best = VIGIE_TELLS_INDEX;
  gboolean is_one = TRUE;

  for (guint i = 0; i < candidates->len; i++)
    {
      const VigieEnergyCandidate *candidate = &g_array_index (candidates, VigieEnergyCandidate, i);

      if (candidate->is_part || !is_same_meter (candidate, first))
        continue;
      one[candidate->tells] = candidate->data;
      count[candidate->tells]++;
    }
  for (VigieTells tells = VIGIE_TELLS_INDEX; tells < VIGIE_N_TELLS; tells++)
    is_one = is_one && count[tells] <= 1;
  if (is_one)
    {
      add_meter (site, first->flow, one, VIGIE_N_TELLS);
      return;
    }
  /* Several registers (tariffs, phases): all that tell the best are summed, and the others would tell the same again.
   */
  while (count[best] == 0)
    best++;
  for (guint i = 0; i < candidates->len; i++)
    {
      const VigieEnergyCandidate *candidate = &g_array_index (candidates, VigieEnergyCandidate, i);

      if (candidate->is_part || !is_same_meter (candidate, first))
        continue;
      if (candidate->tells == best)
        add_meter (site, first->flow, &candidate->data, 1);
      else
        vigie_energy_leave_out (left_out, site->data, candidate->data, VIGIE_ENERGY_LEFT_OUT_SAME);
    }
}

static gboolean
is_of_balance (VigieFlow flow)
{
  return flow != VIGIE_FLOW_IT && flow != VIGIE_FLOW_HEAT && flow != VIGIE_FLOW_WATER;
}

/* The slowest meter's interval rounded up, and the slowest measure's. */
static void
find_steps (VigieEnergySite *site)
{
  gint64 balance = 0, any = 0, slowest = 0;

  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    for (guint i = 0; site->meters[flow] != NULL && i < site->meters[flow]->len; i++)
      {
        const GPtrArray *meter = g_ptr_array_index (site->meters[flow], i);
        gint64 fastest = 0, step;

        for (guint j = 0; j < meter->len; j++)
          {
            const VigieMeasureData *data = g_ptr_array_index (meter, j);

            slowest = MAX (slowest, data->expected_interval);
            if (data->expected_interval > 0 && (fastest == 0 || data->expected_interval < fastest))
              fastest = data->expected_interval;
          }
        step = vigie_meter_step (fastest);
        any = MAX (any, step);
        if (is_of_balance (flow))
          balance = MAX (balance, step);
      }
  site->step = balance > 0 ? balance : any;
  site->grace = (slowest > 0 ? slowest : site->step) * 3 / 2;
}

void
vigie_energy_make_meters (VigieEnergySite *site, GArray *candidates, GArray *left_out)
{
  mark_parts (candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const VigieEnergyCandidate *candidate = &g_array_index (candidates, VigieEnergyCandidate, i);
      gboolean is_first = TRUE;

      if (candidate->is_part)
        {
          vigie_energy_leave_out (left_out, site->data, candidate->data,
                                  VIGIE_ENERGY_LEFT_OUT_PART);
          continue;
        }
      for (guint j = 0; j < i && is_first; j++)
        {
          const VigieEnergyCandidate *before = &g_array_index (candidates, VigieEnergyCandidate, j);

          is_first = before->is_part || !is_same_meter (before, candidate);
        }
      if (is_first)
        add_meters (site, candidates, candidate, left_out);
    }
  find_steps (site);
}
