/* sync-fixture.h: a sync with its store and a server whose territory the test changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync-support.h"
#include "vigie-fake-territory.h"

#define LIMITS                                                                                     \
  "{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\","                                       \
  "\"thresholds\":{\"high\":80,\"highhigh\":95}}"

typedef struct
{
  VigieFakeTerritory *fake;
  char *folder;
  VigieProfile *profile;
  VigieClock *clock;
  VigieTerritory *territory;
  VigieSync *sync;
  guint n_loaded;
  VigieTime now; /* about the present: readings are told from it */
} Fixture;

/* Made, not started. */
static inline void
prepare_with (Fixture *fixture, VigieStore *store)
{
  g_autoptr (GError) error = NULL;

  fixture->territory = vigie_territory_new (fixture->clock);
  fixture->sync = vigie_sync_new (vigie_fake_territory_get_address (fixture->fake), NULL, store,
                                  fixture->profile, fixture->clock, fixture->territory, &error);
  g_assert_no_error (error);
  fixture->n_loaded = 0;
  g_signal_connect_swapped (fixture->sync, "loaded", G_CALLBACK (count_cb), &fixture->n_loaded);
}

static inline void
start_with (Fixture *fixture, VigieStore *store)
{
  prepare_with (fixture, store);
  vigie_sync_start (fixture->sync);
}

static inline void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  VigieStore *store = vigie_store_open (
      fixture->folder, vigie_fake_territory_get_address (fixture->fake), &set_aside, &error);

  g_assert_no_error (error);
  g_assert_null (set_aside);
  start_with (fixture, store);
}

static inline void
stop (Fixture *fixture)
{
  end_sync (&fixture->sync, &fixture->territory);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->fake = vigie_fake_territory_new ();
  fixture->folder = g_dir_make_tmp ("vigie-sync-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->profile = vigie_profile_load (NULL, &error);
  g_assert_no_error (error);
  fixture->clock = vigie_clock_new ();
  fixture->now = g_get_real_time () / VIGIE_SECOND * VIGIE_SECOND;

  vigie_fake_territory_put_thing (fixture->fake, 1, "Déchèterie de Groix",
                                  "{\"kind\":\"recycling-centre\"}");
  vigie_fake_territory_put_thing (fixture->fake, 2, "Mairie de Quéven", NULL);
  vigie_fake_territory_put_datastream (fixture->fake, 11, 1, "Benne gravats", LIMITS);
  vigie_fake_territory_put_datastream (fixture->fake, 12, 1, "Benne bois", LIMITS);
  vigie_fake_territory_put_datastream (fixture->fake, 21, 2, "Température",
                                       "{\"expectedInterval\":\"PT1H\"}");
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now - VIGIE_MINUTE, "42.5",
                                    fixture->now - VIGIE_MINUTE);
  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now - VIGIE_MINUTE, "85",
                                    fixture->now - VIGIE_MINUTE);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop (fixture);
  vigie_fake_territory_free (fixture->fake);
  vigie_profile_unref (fixture->profile);
  g_object_unref (fixture->clock);
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

static inline double
number_of (Fixture *fixture, const char *measure)
{
  return latest_number (fixture->territory, measure);
}

static inline guint
n_sites (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->territory));
}

static inline guint
asked (Fixture *fixture, const char *pattern)
{
  return vigie_stub_server_count (vigie_fake_territory_get_server (fixture->fake), pattern);
}

/* Asks for an increment and waits until it was made and applied. */
static inline void
increment (Fixture *fixture)
{
  guint before = asked (fixture, "*/Observations?*resultTime ge*");

  vigie_sync_retry (fixture->sync);
  WAIT_FOR (asked (fixture, "*/Observations?*resultTime ge*") > before);
  /* Another one begins only after the first was taken over. */
  before = asked (fixture, "*/Observations?*resultTime ge*");
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (asked (fixture, "*/Observations?*resultTime ge*") > before);
}

static inline void
compare (Fixture *fixture)
{
  guint before = fixture->n_loaded;

  vigie_sync_compare (fixture->sync);
  WAIT_FOR (fixture->n_loaded > before);
}

static inline GArray *
history (Fixture *fixture, const char *measure)
{
  g_autoptr (GError) error = NULL;
  GArray *readings = vigie_sync_get_history (fixture->sync, measure, fixture->now - VIGIE_DAY,
                                             fixture->now + VIGIE_DAY, 1000, &error);

  g_assert_no_error (error);
  return readings;
}
