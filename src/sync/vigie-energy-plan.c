/* vigie-energy-plan.c: which measure is which flow of which site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-energy-private.h"

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
      return _ ("Its unit is not one of energy, power, volume or flow");
    case VIGIE_ENERGY_LEFT_OUT_AGGREGATION:
      return _ ("The server does not say whether it is a cumulative reading or amounts");
    case VIGIE_ENERGY_LEFT_OUT_PART:
      return _ ("A sub-meter: already counted in another measure");
    case VIGIE_ENERGY_LEFT_OUT_SAME:
    default:
      return _ ("The cumulative readings of the same sensor are counted instead");
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

typedef struct
{
  VigieSiteData *site;
  GArray *candidates; /* VigieEnergyCandidate */
} SiteMeasures;

static void
site_measures_free (SiteMeasures *self)
{
  g_array_unref (self->candidates);
  g_free (self);
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

  vigie_energy_make_meters (site, candidates, self->left_out);
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
  VigieEnergyCandidate candidate;
  VigieFlow flow;

  if (data->role == VIGIE_ROLE_OUTSIDE_TEMPERATURE && !data->out_of_service)
    {
      Thermometer thermometer
          = {vigie_measure_data_ref (data), measures->site->lat, measures->site->lon};

      g_array_append_val (self->temperatures, thermometer);
    }
  else if (vigie_flow_of_role (data->role, &flow))
    {
      if (vigie_energy_candidate_init (&candidate, data, flow, &why))
        g_array_append_val (measures->candidates, candidate);
      else
        vigie_energy_leave_out (self->left_out, measures->site, data, why);
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
      entry->candidates = g_array_new (FALSE, FALSE, sizeof (VigieEnergyCandidate));
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
         && (scope->commune == NULL || g_strcmp0 (scope->commune, site->details->commune) == 0)
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
        vigie_energy_leave_out (part->left_out, left_out->site, left_out->measure,
                                left_out->reason);
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
