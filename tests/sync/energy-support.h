/* energy-support.h: sites and measures for tests of energy's reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "vigie-energy-reader.h"

typedef struct
{
  GPtrArray *sites, *measures;
} Territory;

static inline Territory
territory_new (void)
{
  return (Territory) {g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_data_unref),
                      g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref)};
}

static inline void
territory_clear (Territory *self)
{
  g_ptr_array_unref (self->sites);
  g_ptr_array_unref (self->measures);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Territory, territory_clear)

static inline VigieSiteData *
territory_add_site (Territory *self, const char *id, VigieKind kind)
{
  VigieSiteData *site = vigie_site_data_new ();

  g_set_str (&site->id, id);
  g_set_str (&site->name, id);
  site->kind = kind;
  g_ptr_array_add (self->sites, site);
  return site;
}

static inline VigieMeasureData *
territory_add_measure (Territory *self,
                       const char *site,
                       const char *id,
                       const char *sensor,
                       VigieRole role,
                       const char *unit,
                       VigieAggregation aggregation,
                       gint64 interval)
{
  VigieMeasureData *measure = vigie_measure_data_new ();

  g_set_str (&measure->id, id);
  g_set_str (&measure->name, id);
  g_set_str (&measure->site_id, site);
  g_set_str (&measure->sensor_id, sensor);
  g_set_str (&measure->unit, unit);
  measure->role = role;
  measure->aggregation = aggregation;
  measure->expected_interval = interval;
  g_ptr_array_add (self->measures, measure);
  return measure;
}

/* ---- A store with its readings ---- */

typedef struct
{
  char *folder;
  VigieStore *store;
  VigieProfile *profile;
  Territory territory;
} EnergyStore;

static inline VigieTime
at (const char *text)
{
  VigieTime time;

  if (!vigie_time_parse (text, -1, &time))
    g_error ("no instant: %s", text);
  return time;
}

static inline EnergyStore *
energy_store_new (void)
{
  EnergyStore *self = g_new0 (EnergyStore, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vigie-energy-XXXXXX", &error);
  g_assert_no_error (error);
  self->store = vigie_store_open (self->folder, "http://energy", NULL, &error);
  g_assert_no_error (error);
  self->profile = vigie_profile_new_built_in ();
  self->territory = territory_new ();
  return self;
}

static inline void
energy_store_free (EnergyStore *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  vigie_store_close (self->store);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  vigie_profile_unref (self->profile);
  territory_clear (&self->territory);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnergyStore, energy_store_free)

/* Puts the territory; to be called once all is in it. */
static inline VigieEnergyPlan *
energy_store_plan (EnergyStore *self)
{
  g_autoptr (GError) error = NULL;

  vigie_store_begin (self->store, &error);
  for (guint i = 0; i < self->territory.sites->len; i++)
    vigie_store_put_site (self->store, g_ptr_array_index (self->territory.sites, i), &error);
  for (guint i = 0; i < self->territory.measures->len; i++)
    vigie_store_put_measure (self->store, g_ptr_array_index (self->territory.measures, i), &error);
  vigie_store_commit (self->store, &error);
  g_assert_no_error (error);
  return vigie_energy_plan_new (self->territory.sites, self->territory.measures, self->profile);
}

/* The @i-th reading of a measure. */
typedef double (*EnergyValue) (guint i, gpointer data);

/* @n readings from @from on, @step apart (NAN: none at that time), and all of that time known. */
static inline void
energy_store_put (EnergyStore *self,
                  const char *id,
                  VigieTime from,
                  gint64 step,
                  guint n,
                  EnergyValue value,
                  gpointer data)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieReading));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      VigieReading reading = VIGIE_READING_NONE;

      reading.time = from + i * step;
      reading.number = value (i, data);
      reading.type = VIGIE_VALUE_NUMBER;
      if (!isnan (reading.number))
        g_array_append_val (readings, reading);
    }
  vigie_store_begin (self->store, &error);
  vigie_store_put_history (self->store, id, (VigieReading *) (void *) readings->data, readings->len,
                           NULL, &error);
  vigie_store_add_known (self->store, id, from - VIGIE_DAY, from + n * step + VIGIE_DAY, &error);
  vigie_store_commit (self->store, &error);
  g_assert_no_error (error);
}
