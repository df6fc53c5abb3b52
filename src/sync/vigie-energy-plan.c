/* vigie-energy-plan.c: which measure is which flow of which site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-energy-reader.h"

/* How far a chain of sub-meters is followed. */
#define PARTS_MAX 32

typedef struct
{
  VigieMeasureData *data; /* referenced */
  double lat, lon;        /* of its site */
} Thermometer;

struct _VigieEnergyPlan
{
  gatomicrefcount ref_count;
  GPtrArray *sites;     /* VigieEnergySite, each shared with the plan that it was selected of */
  GArray *left_out;     /* VigieEnergyLeftOut */
  GArray *temperatures; /* Thermometer: of the whole territory */
  VigieMeasureData *temperature; /* not owned: one of them, or NULL */
  GPtrArray *ids;                /* const char *, NULL-terminated: of the measures' data */
};

const char *
vigie_energy_group_words (VigieEnergyGroup group)
{
  switch (group)
    {
    case VIGIE_ENERGY_GROUP_BUILDINGS:
      /* Translators: groups of sites in the charts of energy. */
      return C_ ("energy", "Buildings");
    case VIGIE_ENERGY_GROUP_WATER:
      return C_ ("energy", "Water and waste");
    case VIGIE_ENERGY_GROUP_DATA_CENTRE:
      return C_ ("energy", "Data centre");
    case VIGIE_ENERGY_GROUP_OTHER:
    default:
      return C_ ("energy", "Other");
    }
}

const char *
vigie_energy_left_out_words (VigieEnergyLeftOutReason reason)
{
  switch (reason)
    {
    case VIGIE_ENERGY_LEFT_OUT_OF_SERVICE:
      return _ ("Out of service");
    case VIGIE_ENERGY_LEFT_OUT_UNIT:
      return _ ("Its unit is none of energy, power, volume or flow");
    case VIGIE_ENERGY_LEFT_OUT_AGGREGATION:
      return _ ("The server does not say whether it is an index or amounts");
    case VIGIE_ENERGY_LEFT_OUT_PART:
      return _ ("A sub-meter: it is counted in another measure");
    case VIGIE_ENERGY_LEFT_OUT_SAME:
    default:
      return _ ("The indexes of the same sensor count");
    }
}

/* ---- Sites ------------------------------------------------------------------------------------ */

static VigieEnergyGroup
group_of (VigieKind kind)
{
  switch (kind)
    {
    case VIGIE_KIND_PUBLIC_BUILDING:
    case VIGIE_KIND_SERVICE_POINT:
      return VIGIE_ENERGY_GROUP_BUILDINGS;
    case VIGIE_KIND_WATER:
    case VIGIE_KIND_RECYCLING_CENTRE:
      return VIGIE_ENERGY_GROUP_WATER;
    case VIGIE_KIND_DATA_CENTRE:
      return VIGIE_ENERGY_GROUP_DATA_CENTRE;
    case VIGIE_KIND_OTHER:
    case VIGIE_KIND_SOLAR_PLANT:
    case VIGIE_KIND_SUBSTATION:
    case VIGIE_KIND_LORA_GATEWAY:
    default:
      return VIGIE_ENERGY_GROUP_OTHER;
    }
}

static void
site_clear (gpointer box)
{
  VigieEnergySite *site = box;

  vigie_site_data_unref (site->data);
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    g_clear_pointer (&site->meters[flow], g_ptr_array_unref);
  for (guint i = 0; i < site->n_loads; i++)
    g_free ((char *) site->loads[i].name);
  g_free (site->loads);
}

static void
site_release (gpointer site)
{
  g_atomic_rc_box_release_full (site, site_clear);
}

static void
left_out_clear (VigieEnergyLeftOut *left_out)
{
  g_clear_pointer (&left_out->site, vigie_site_data_unref);
  g_clear_pointer (&left_out->measure, vigie_measure_data_unref);
}

static void
thermometer_clear (Thermometer *thermometer)
{
  g_clear_pointer (&thermometer->data, vigie_measure_data_unref);
}

/* ---- Meters of a site ------------------------------------------------------------------------- */

/* What a measure tells of its meter, the best first. */
typedef enum
{
  TELLS_INDEX,
  TELLS_AMOUNTS,
  TELLS_POWER,
  N_TELLS,
} Tells;

typedef struct
{
  VigieMeasureData *data;
  VigieFlow flow;
  Tells tells;
  gboolean is_part;
} Candidate;

typedef struct
{
  VigieSiteData *site;
  GArray *candidates; /* Candidate */
} SiteMeasures;

static void
site_measures_free (SiteMeasures *self)
{
  g_array_unref (self->candidates);
  g_free (self);
}

static void
leave_out (VigieEnergyPlan *self,
           VigieSiteData *site,
           VigieMeasureData *measure,
           VigieEnergyLeftOutReason reason)
{
  VigieEnergyLeftOut left_out
      = {vigie_site_data_ref (site), vigie_measure_data_ref (measure), reason};

  g_array_append_val (self->left_out, left_out);
}

/* FALSE with the reason if it cannot be read. */
static gboolean
examine (VigieMeasureData *data,
         VigieFlow flow,
         Candidate *candidate,
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
  candidate->tells = data->aggregation == VIGIE_AGGREGATION_CUMULATIVE ? TELLS_INDEX
                     : data->aggregation == VIGIE_AGGREGATION_INTERVAL ? TELLS_AMOUNTS
                                                                       : TELLS_POWER;
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
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

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

/* Whether a measure that is read holds this one's amount. Of those that are said to be parts of each other, the one with the least id
 * is the whole. */
static gboolean
is_held (GHashTable *by_id, const Candidate *part)
{
  const Candidate *whole = part;
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
is_same_meter (const Candidate *a, const Candidate *b)
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
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      candidate->is_part = is_held (by_id, candidate);
    }
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);
      guint n_wholes = 0, n_parts = 0;

      if (candidate->tells != TELLS_POWER || candidate->is_part || candidate->data->part_of != NULL
          || candidate->data->sensor_id == NULL)
        continue;
      for (guint j = 0; j < candidates->len; j++)
        {
          const Candidate *other = &g_array_index (candidates, Candidate, j);

          if (other->tells != TELLS_POWER && is_same_meter (other, candidate))
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
add_meters (VigieEnergyPlan *self,
            VigieEnergySite *site,
            const GArray *candidates,
            const Candidate *first)
{
  VigieMeasureData *one[N_TELLS] = {NULL};
  guint count[N_TELLS] = {0};
  Tells best = TELLS_INDEX;
  gboolean is_one = TRUE;

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->is_part || !is_same_meter (candidate, first))
        continue;
      one[candidate->tells] = candidate->data;
      count[candidate->tells]++;
    }
  for (Tells tells = TELLS_INDEX; tells < N_TELLS; tells++)
    is_one = is_one && count[tells] <= 1;
  if (is_one)
    {
      add_meter (site, first->flow, one, N_TELLS);
      return;
    }
  /* Several registers (tariffs, phases): all that tell the best are summed, and the others would tell the same again. */
  while (count[best] == 0)
    best++;
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->is_part || !is_same_meter (candidate, first))
        continue;
      if (candidate->tells == best)
        add_meter (site, first->flow, &candidate->data, 1);
      else
        leave_out (self, site->data, candidate->data, VIGIE_ENERGY_LEFT_OUT_SAME);
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

static VigieEnergySite *
make_site (VigieEnergyPlan *self, SiteMeasures *measures, VigieProfile *profile)
{
  GArray *candidates = measures->candidates;
  g_autoptr (GArray) loads = NULL;
  VigieEnergySite *site;

  if (candidates->len == 0)
    return NULL;
  site = g_atomic_rc_box_new0 (VigieEnergySite);
  site->data = vigie_site_data_ref (measures->site);
  site->group = group_of (measures->site->kind);
  vigie_profile_read_facts (profile, measures->site, &site->facts, &loads);
  site->n_loads = loads->len;
  g_array_set_clear_func (loads, NULL); /* their names go with them */
  site->loads = (VigieFlexibleLoad *) (void *) g_array_free (g_steal_pointer (&loads), FALSE);

  mark_parts (candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      gboolean is_first = TRUE;

      if (candidate->is_part)
        {
          leave_out (self, measures->site, candidate->data, VIGIE_ENERGY_LEFT_OUT_PART);
          continue;
        }
      for (guint j = 0; j < i && is_first; j++)
        {
          const Candidate *before = &g_array_index (candidates, Candidate, j);

          is_first = before->is_part || !is_same_meter (before, candidate);
        }
      if (is_first)
        add_meters (self, site, candidates, candidate);
    }
  find_steps (site);
  return site;
}

/* ---- Plans ------------------------------------------------------------------------------------ */

static VigieEnergyPlan *
plan_new (void)
{
  VigieEnergyPlan *self = g_new0 (VigieEnergyPlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sites = g_ptr_array_new_with_free_func (site_release);
  self->left_out = g_array_new (FALSE, FALSE, sizeof (VigieEnergyLeftOut));
  g_array_set_clear_func (self->left_out, (GDestroyNotify) left_out_clear);
  return self;
}

/* Of a sphere, by its chord: enough to tell which is nearer. */
static double
distance (double lat1, double lon1, double lat2, double lon2)
{
  double x = (lon2 - lon1) * cos ((lat1 + lat2) / 2 * G_PI / 180);

  return hypot (x, lat2 - lat1);
}

static VigieMeasureData *
nearest_temperature (VigieEnergyPlan *self)
{
  double lat = 0, lon = 0, least = INFINITY;
  VigieMeasureData *nearest = NULL;
  guint n = 0;

  if (self->temperatures->len == 0 || self->sites->len == 0)
    return NULL;
  if (self->temperatures->len == 1)
    return g_array_index (self->temperatures, Thermometer, 0).data;
  for (guint i = 0; i < self->sites->len; i++)
    {
      const VigieEnergySite *site = g_ptr_array_index (self->sites, i);

      if (isnan (site->data->lat))
        continue;
      lat += site->data->lat;
      lon += site->data->lon;
      n++;
    }
  for (guint i = 0; i < self->temperatures->len && n > 0; i++)
    {
      const Thermometer *thermometer = &g_array_index (self->temperatures, Thermometer, i);
      double far = distance (lat / n, lon / n, thermometer->lat, thermometer->lon);

      if (far < least)
        {
          least = far;
          nearest = thermometer->data;
        }
    }
  return nearest;
}

static void
plan_finish (VigieEnergyPlan *self)
{
  self->temperature = nearest_temperature (self);
  self->ids = g_ptr_array_new ();
  for (guint i = 0; i < self->sites->len; i++)
    {
      const VigieEnergySite *site = g_ptr_array_index (self->sites, i);

      for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
        for (guint j = 0; site->meters[flow] != NULL && j < site->meters[flow]->len; j++)
          {
            const GPtrArray *meter = g_ptr_array_index (site->meters[flow], j);

            for (guint k = 0; k < meter->len; k++)
              g_ptr_array_add (self->ids, ((VigieMeasureData *) g_ptr_array_index (meter, k))->id);
          }
    }
  if (self->temperature != NULL)
    g_ptr_array_add (self->ids, self->temperature->id);
  g_ptr_array_add (self->ids, NULL);
}

static void
sort_measure (VigieEnergyPlan *self, SiteMeasures *measures, VigieMeasureData *data)
{
  VigieEnergyLeftOutReason why;
  Candidate candidate;
  VigieFlow flow;

  if (data->role == VIGIE_ROLE_OUTSIDE_TEMPERATURE && !data->out_of_service)
    {
      Thermometer thermometer
          = {vigie_measure_data_ref (data), measures->site->lat, measures->site->lon};

      g_array_append_val (self->temperatures, thermometer);
    }
  else if (vigie_flow_of_role (data->role, &flow))
    {
      if (examine (data, flow, &candidate, &why))
        g_array_append_val (measures->candidates, candidate);
      else
        leave_out (self, measures->site, data, why);
    }
}

VigieEnergyPlan *
vigie_energy_plan_new (GPtrArray *sites, GPtrArray *measures, VigieProfile *profile)
{
  VigieEnergyPlan *self = plan_new ();
  g_autoptr (GHashTable) by_site
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) site_measures_free);

  self->temperatures = g_array_new (FALSE, FALSE, sizeof (Thermometer));
  g_array_set_clear_func (self->temperatures, (GDestroyNotify) thermometer_clear);
  for (guint i = 0; i < sites->len; i++)
    {
      SiteMeasures *entry = g_new0 (SiteMeasures, 1);

      entry->site = g_ptr_array_index (sites, i);
      entry->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
      g_hash_table_replace (by_site, entry->site->id, entry);
    }
  for (guint i = 0; i < measures->len; i++)
    {
      VigieMeasureData *data = g_ptr_array_index (measures, i);
      SiteMeasures *entry = g_hash_table_lookup (by_site, data->site_id);

      if (entry != NULL)
        sort_measure (self, entry, data);
    }
  for (guint i = 0; i < sites->len; i++)
    {
      VigieSiteData *data = g_ptr_array_index (sites, i);
      SiteMeasures *entry = g_hash_table_lookup (by_site, data->id);
      VigieEnergySite *site = entry->site == data ? make_site (self, entry, profile) : NULL;

      if (site != NULL)
        g_ptr_array_add (self->sites, site);
    }
  plan_finish (self);
  return self;
}

static gboolean
is_selected (const VigieSiteData *site, const VigieEnergyScope *scope)
{
  return (scope->site_id == NULL || g_str_equal (scope->site_id, site->id))
         && (scope->commune == NULL || g_strcmp0 (scope->commune, site->commune) == 0)
         && (scope->kinds == 0 || (scope->kinds & (1u << site->kind)) != 0);
}

VigieEnergyPlan *
vigie_energy_plan_select (VigieEnergyPlan *self, const VigieEnergyScope *scope)
{
  VigieEnergyPlan *part = plan_new ();

  part->temperatures = g_array_ref (self->temperatures);
  for (guint i = 0; i < self->sites->len; i++)
    {
      VigieEnergySite *site = g_ptr_array_index (self->sites, i);

      if (is_selected (site->data, scope))
        g_ptr_array_add (part->sites, g_atomic_rc_box_acquire (site));
    }
  for (guint i = 0; i < self->left_out->len; i++)
    {
      const VigieEnergyLeftOut *left_out = &g_array_index (self->left_out, VigieEnergyLeftOut, i);

      if (is_selected (left_out->site, scope))
        leave_out (part, left_out->site, left_out->measure, left_out->reason);
    }
  plan_finish (part);
  return part;
}

VigieEnergyPlan *
vigie_energy_plan_ref (VigieEnergyPlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_energy_plan_unref (VigieEnergyPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->sites);
  g_array_unref (self->left_out);
  g_array_unref (self->temperatures);
  g_free (self);
}

guint
vigie_energy_plan_get_n_sites (VigieEnergyPlan *self)
{
  return self->sites->len;
}

const VigieEnergySite *
vigie_energy_plan_get_site (VigieEnergyPlan *self, guint position)
{
  g_return_val_if_fail (position < self->sites->len, NULL);
  return g_ptr_array_index (self->sites, position);
}

const VigieEnergySite *
vigie_energy_plan_find_site (VigieEnergyPlan *self, const char *site_id)
{
  for (guint i = 0; i < self->sites->len; i++)
    {
      const VigieEnergySite *site = g_ptr_array_index (self->sites, i);

      if (g_str_equal (site->data->id, site_id))
        return site;
    }
  return NULL;
}

const VigieEnergyLeftOut *
vigie_energy_plan_get_left_out (VigieEnergyPlan *self, guint *n)
{
  *n = self->left_out->len;
  return (gconstpointer) self->left_out->data;
}

VigieMeasureData *
vigie_energy_plan_get_temperature (VigieEnergyPlan *self)
{
  return self->temperature;
}

const char *const *
vigie_energy_plan_get_measure_ids (VigieEnergyPlan *self, guint *n)
{
  if (n != NULL)
    *n = self->ids->len - 1;
  return (const char *const *) self->ids->pdata;
}
