/* store-fixture.h: a folder for a test's stores, and territories to fill them with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "vigie-store.h"
#include "vigie-test-folder.h"

#define ADDRESS "http://127.0.0.1:8080/v1.1"
#define START (G_GINT64_CONSTANT (1795258023) * VIGIE_SECOND)

static inline char *
fixture_folder (void)
{
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("vigie-store-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static inline void
fixture_remove (char *folder)
{
  vigie_test_remove_tree (folder);
  g_free (folder);
}

static inline VigieStore *
fixture_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  VigieStore *store = vigie_store_open (folder, ADDRESS, &set_aside, &error);

  g_assert_no_error (error);
  g_assert_null (set_aside);
  return store;
}

static inline void
fixture_begin (VigieStore *store)
{
  g_autoptr (GError) error = NULL;

  vigie_store_begin (store, &error);
  g_assert_no_error (error);
}

static inline void
fixture_commit (VigieStore *store)
{
  g_autoptr (GError) error = NULL;

  vigie_store_commit (store, &error);
  g_assert_no_error (error);
}

static inline VigieSiteData *
fixture_site (guint i)
{
  VigieSiteData *site = vigie_site_data_new ();
  VigieSiteDetails *details = vigie_site_data_edit_details (site);

  g_free (site->id);
  site->id = g_strdup_printf ("%u", i + 1);
  g_free (site->name);
  site->name = g_strdup_printf ("Déchèterie n° %u", i);
  g_set_str (&details->description, "Site d’essai");
  site->kind = i % VIGIE_N_KIND;
  g_set_str (&details->commune, "56121");
  g_set_str (&details->commune_name, "Lorient");
  site->lat = 47.7 + i * 1e-5;
  site->lon = -3.4 + i * 1e-5;
  g_set_str (&details->opening_hours, "Tu-Sa 10:00-12:30,14:00-18:00");
  details->capacity = (int) (i % 40) - 1;
  g_free (details->properties);
  details->properties
      = g_strdup_printf ("{\"kind\":\"recycling-centre\",\"commune\":\"56121\",\"rank\":%u}", i);
  return site;
}

static inline VigieSensorData *
fixture_sensor (guint i)
{
  VigieSensorData *sensor = vigie_sensor_data_new ();

  g_free (sensor->id);
  sensor->id = g_strdup_printf ("%u", i + 1);
  g_free (sensor->name);
  sensor->name = g_strdup_printf ("Sonde %u", i);
  g_set_str (&sensor->model, "Milesight EM400-UDL");
  sensor->dev_eui = g_strdup_printf ("%016X", i);
  return sensor;
}

static inline VigieMeasureData *
fixture_measure (guint i, guint site)
{
  VigieMeasureData *measure = vigie_measure_data_new ();

  g_free (measure->id);
  measure->id = g_strdup_printf ("%u", i + 1);
  g_free (measure->site_id);
  measure->site_id = g_strdup_printf ("%u", site + 1);
  measure->sensor_id = g_strdup_printf ("%u", site + 1);
  g_free (measure->name);
  measure->name = g_strdup_printf ("Benne %u", i % 7);
  g_set_str (&measure->unit, "%");
  g_set_str (&measure->observed_property, "Taux de remplissage");
  measure->role = i % VIGIE_N_ROLE;
  measure->expected_interval = 10 * VIGIE_MINUTE;
  measure->thresholds.high = 80;
  measure->thresholds.highhigh = 90;
  measure->thresholds.deadband = 2;
  return measure;
}

static inline VigieReading
fixture_reading (VigieTime time, double number)
{
  VigieReading reading = VIGIE_READING_NONE;

  reading.time = time;
  reading.result_time = time + 3 * VIGIE_SECOND;
  reading.number = number;
  reading.type = VIGIE_VALUE_NUMBER;
  return reading;
}

/* @n_sites sites with a sensor and @n_each measures, each with a reading, within the present transaction. */
static inline void
fixture_put_territory (VigieStore *store, guint n_sites, guint n_each)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_sites; i++)
    {
      g_autoptr (VigieSiteData) site = fixture_site (i);
      g_autoptr (VigieSensorData) sensor = fixture_sensor (i);

      vigie_store_put_site (store, site, &error);
      g_assert_no_error (error);
      vigie_store_put_sensor (store, sensor, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < n_each; j++)
        {
          g_autoptr (VigieMeasureData) measure = fixture_measure (i * n_each + j, i);
          VigieReading reading
              = fixture_reading (START + i * VIGIE_SECOND, (i * 31 + j * 17) % 1000 / 10.0);
          VigieConditionState condition = {0};
          gboolean changed, newest;

          vigie_store_put_measure (store, measure, &error);
          g_assert_no_error (error);
          vigie_condition_step (&condition, &measure->thresholds, reading.number, reading.time);
          vigie_store_put_reading (store, measure->id, &reading, &condition, &changed, &newest,
                                   &error);
          g_assert_no_error (error);
        }
    }
}

static inline gboolean
fixture_same_reading (const VigieReading *a, const VigieReading *b)
{
  return a->time == b->time && a->start == b->start && a->result_time == b->result_time
         && a->type == b->type
         && (a->number == b->number || (isnan (a->number) && isnan (b->number)))
         && g_strcmp0 (a->text, b->text) == 0;
}

/* A store in a folder of its own, for g_test_add(). */
typedef struct
{
  char *folder;
  VigieStore *store;
} Fixture;

static inline void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_folder ();
  fixture->store = fixture_open (fixture->folder);
}

static inline void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, vigie_store_close);
  fixture_remove (fixture->folder);
}

static inline void
fixture_reopen (Fixture *fixture)
{
  g_clear_pointer (&fixture->store, vigie_store_close);
  fixture->store = fixture_open (fixture->folder);
}

static inline VigieSnapshot *
fixture_load (VigieStore *store)
{
  g_autoptr (GError) error = NULL;
  VigieSnapshot *snapshot = vigie_store_load (store, &error);

  g_assert_no_error (error);
  return snapshot;
}

static inline GArray *
fixture_history (VigieStore *store, const char *id, VigieTime from, VigieTime to, guint limit)
{
  g_autoptr (GError) error = NULL;
  GArray *array = vigie_store_get_history (store, id, from, to, limit, &error);

  g_assert_no_error (error);
  return array;
}

static inline void
fixture_put_reading (VigieStore *store,
                     const char *id,
                     const VigieReading *reading,
                     gboolean want_changed,
                     gboolean want_newest)
{
  g_autoptr (GError) error = NULL;
  gboolean changed, newest;

  vigie_store_put_reading (store, id, reading, NULL, &changed, &newest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (changed, ==, want_changed);
  g_assert_cmpint (newest, ==, want_newest);
}

static inline char *
fixture_read_file (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* In place, as damage comes: no new file, no synchronisation. */
static inline void
fixture_write_file (const char *path, const char *bytes, gsize length)
{
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* A store of @n_sites with some history, closed; its path. */
static inline char *
fixture_make_store (const char *folder, guint n_sites)
{
  VigieStore *store = fixture_open (folder);
  char *path = g_strdup (vigie_store_get_path (store));

  fixture_begin (store);
  fixture_put_territory (store, n_sites, 3);
  for (int i = 0; i < 300; i++)
    {
      VigieReading reading = fixture_reading (START - i * VIGIE_MINUTE, i);

      g_assert_true (vigie_store_put_reading (store, "1", &reading, NULL, NULL, NULL, NULL));
    }
  fixture_commit (store);
  vigie_store_close (store);
  return path;
}

static inline void
fixture_clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
}
