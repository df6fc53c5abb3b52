/* vigie-attendance-plan.c: which sites count vehicles, and what is known of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-attendance-counters.h"
#include "vigie-plain.h"
#include "vigie-profile-private.h"
#include "vigie-words.h"

#define NAME_MAX_CHARS 500

struct _VigieAttendancePlan
{
  gatomicrefcount ref_count;
  GPtrArray *sites; /* VigieAttendanceSite */
  GPtrArray *ids;   /* const char *, NULL-terminated: of the measures' data */
};

/* ---- Sites ------------------------------------------------------------------------------------ */

static void
site_free (VigieAttendanceSite *self)
{
  g_clear_pointer (&self->data, vigie_site_data_unref);
  g_clear_pointer (&self->facts.hours, vigie_opening_hours_unref);
  g_clear_pointer (&self->facts.zone, g_time_zone_unref);
  g_clear_pointer (&self->facts.calendar, vigie_calendar_unref);
  g_free (self->hours_error);
  g_free (self->short_name);
  g_clear_pointer (&self->in, g_ptr_array_unref);
  g_clear_pointer (&self->out, g_ptr_array_unref);
  g_clear_pointer (&self->present, vigie_measure_data_unref);
  g_clear_pointer (&self->skips, g_ptr_array_unref);
  g_strfreev (self->accepts);
  g_free (self);
}

static void
read_hours (VigieAttendanceSite *site)
{
  const VigieOpeningPlace place
      = {site->data->lat, site->data->lon, site->facts.zone, site->facts.calendar};
  g_autoptr (GError) error = NULL;

  if (site->data->details->opening_hours == NULL)
    return;
  site->facts.hours = vigie_opening_hours_new (site->data->details->opening_hours, &place, &error);
  if (site->facts.hours == NULL)
    site->hours_error = g_strdup (error->message);
}

/* NULL where it is nothing to this plan. */
static VigieAttendanceSite *
make_site (VigieSiteData *data,
           const GPtrArray *measures,
           VigieProfile *profile,
           VigieCalendar *calendar)
{
  VigieAttendanceSite *site = g_new0 (VigieAttendanceSite, 1);
  g_autofree char *name = NULL;

  site->data = vigie_site_data_ref (data);
  vigie_attendance_choose_counters (site, measures);
  if (data->kind != VIGIE_KIND_RECYCLING_CENTRE && site->in->len == 0 && site->out->len == 0
      && site->present == NULL)
    {
      site_free (site);
      return NULL;
    }
  site->facts.zone = g_time_zone_ref (vigie_words_default_zone ());
  site->facts.calendar = vigie_calendar_ref (calendar);
  site->facts.capacity = data->details->capacity > 0 ? data->details->capacity : -1;
  site->facts.limits = *vigie_profile_get_level_limits (profile);
  read_hours (site);
  name = vigie_plain_line (data->name, NAME_MAX_CHARS);
  site->short_name = vigie_attendance_short_name (name);
  site->accepts = vigie_profile_read_accepts (profile, data);
  return site;
}

static gboolean
takes (const VigieAttendanceSite *site, const char *folded)
{
  for (char **waste = site->accepts; *waste != NULL; waste++)
    {
      g_autofree char *other = vigie_profile_fold (*waste);

      if (g_str_equal (other, folded))
        return TRUE;
    }
  return FALSE;
}

gboolean
vigie_attendance_site_takes_the_same (const VigieAttendanceSite *a, const VigieAttendanceSite *b)
{
  if (a->accepts == NULL || b->accepts == NULL)
    return FALSE;
  for (char **waste = a->accepts; *waste != NULL; waste++)
    {
      g_autofree char *folded = vigie_profile_fold (*waste);

      if (!takes (b, folded))
        return FALSE;
    }
  return TRUE;
}

/* ---- The plan --------------------------------------------------------------------------------- */

typedef struct
{
  VigieAttendanceSite *site;
  char *key;
} Sorted;

static int
compare_sites (gconstpointer a, gconstpointer b)
{
  const Sorted *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : strcmp (x->site->data->id, y->site->data->id);
}

/* By short name as the locale sorts, numbers in names by what they are worth: « d’Hennebont » is not behind « de Riantec ».
 */
static void
sort_sites (GPtrArray *sites)
{
  g_autofree Sorted *sorted = g_new (Sorted, sites->len);

  /* qsort() wants an array, however short. */
  if (sorted == NULL)
    return;
  for (guint i = 0; i < sites->len; i++)
    {
      VigieAttendanceSite *site = g_ptr_array_index (sites, i);

      sorted[i] = (Sorted) {site, g_utf8_collate_key_for_filename (site->short_name, -1)};
    }
  qsort (sorted, sites->len, sizeof *sorted, compare_sites);
  for (guint i = 0; i < sites->len; i++)
    {
      sites->pdata[i] = sorted[i].site;
      g_free (sorted[i].key);
    }
}

static void
add_ids (GPtrArray *ids, const GPtrArray *measures)
{
  for (guint i = 0; i < measures->len; i++)
    g_ptr_array_add (ids, ((VigieMeasureData *) g_ptr_array_index (measures, i))->id);
}

/* What is measured of presence comes after what is counted: it is what stands in for it. */
static GPtrArray *
list_ids (const GPtrArray *sites)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < sites->len; i++)
    {
      const VigieAttendanceSite *site = g_ptr_array_index (sites, i);

      add_ids (ids, site->in);
      add_ids (ids, site->out);
    }
  for (guint i = 0; i < sites->len; i++)
    {
      const VigieAttendanceSite *site = g_ptr_array_index (sites, i);

      if (site->present != NULL)
        g_ptr_array_add (ids, site->present->id);
    }
  g_ptr_array_add (ids, NULL);
  return ids;
}

static VigieCalendar *
make_calendar (VigieProfile *profile)
{
  VigieCalendar *calendar = vigie_calendar_new ();
  const VigieProfileDays *days;
  guint n;

  days = vigie_profile_get_school_holidays (profile, &n);
  for (guint i = 0; i < n; i++)
    vigie_calendar_add_school_holidays (calendar, days[i].first, days[i].last);
  return calendar;
}

/* Ids of sites → GPtrArray of their VigieMeasureData, not referenced. */
static GHashTable *
sort_measures (const GPtrArray *measures)
{
  GHashTable *by_site
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < measures->len; i++)
    {
      VigieMeasureData *data = g_ptr_array_index (measures, i);
      GPtrArray *list = g_hash_table_lookup (by_site, data->site_id);

      if (data->role != VIGIE_ROLE_VEHICLES_IN && data->role != VIGIE_ROLE_VEHICLES_OUT
          && data->role != VIGIE_ROLE_VEHICLES_PRESENT && data->role != VIGIE_ROLE_FILL_LEVEL)
        continue;
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (by_site, data->site_id, list);
        }
      g_ptr_array_add (list, data);
    }
  return by_site;
}

VigieAttendancePlan *
vigie_attendance_plan_new (GPtrArray *sites, GPtrArray *measures, VigieProfile *profile)
{
  VigieAttendancePlan *self = g_new0 (VigieAttendancePlan, 1);
  g_autoptr (VigieCalendar) calendar = make_calendar (profile);
  g_autoptr (GHashTable) by_site = sort_measures (measures);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_atomic_ref_count_init (&self->ref_count);
  self->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) site_free);
  for (guint i = 0; i < sites->len; i++)
    {
      VigieSiteData *data = g_ptr_array_index (sites, i);
      GPtrArray *of_site = g_hash_table_lookup (by_site, data->id);
      VigieAttendanceSite *site;

      if ((of_site == NULL && data->kind != VIGIE_KIND_RECYCLING_CENTRE)
          || !g_hash_table_add (seen, data->id))
        continue;
      site = make_site (data, of_site != NULL ? of_site : none, profile, calendar);
      if (site != NULL)
        g_ptr_array_add (self->sites, site);
    }
  sort_sites (self->sites);
  self->ids = list_ids (self->sites);
  return self;
}

VigieAttendancePlan *
vigie_attendance_plan_ref (VigieAttendancePlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_attendance_plan_unref (VigieAttendancePlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->sites);
  g_free (self);
}

guint
vigie_attendance_plan_get_n_sites (VigieAttendancePlan *self)
{
  return self->sites->len;
}

GTimeZone *
vigie_attendance_site_get_zone (const VigieAttendanceSite *self)
{
  return self->facts.zone != NULL ? self->facts.zone : vigie_words_default_zone ();
}

const VigieAttendanceSite *
vigie_attendance_plan_get_site (VigieAttendancePlan *self, guint index)
{
  g_return_val_if_fail (index < self->sites->len, NULL);
  return g_ptr_array_index (self->sites, index);
}

const VigieAttendanceSite *
vigie_attendance_plan_find_site (VigieAttendancePlan *self, const char *site_id)
{
  for (guint i = 0; i < self->sites->len; i++)
    {
      const VigieAttendanceSite *site = g_ptr_array_index (self->sites, i);

      if (g_str_equal (site->data->id, site_id))
        return site;
    }
  return NULL;
}

const char *const *
vigie_attendance_plan_get_measure_ids (VigieAttendancePlan *self, guint *n)
{
  if (n != NULL)
    *n = self->ids->len - 1;
  return (const char *const *) self->ids->pdata;
}
