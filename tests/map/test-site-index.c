/* test-site-index.c: sites that come, go, move and change, few or many, are counted where they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-map-fixture.h"
#include "vigie-map-places.h"
#include "vigie-site-index.h"

typedef struct
{
  VigieTerritory *territory;
  VigieSiteIndex *index;
  GRand *rand;
  guint n_rebuilt, n_restated;
} Fixture;

static void
count_cb (VigieSiteIndex *index, guint *n)
{
  ++*n;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->territory = fixture_territory ();
  fixture->index = vigie_site_index_new (fixture->territory);
  fixture->rand = g_rand_new_with_seed (21);
  fixture->n_rebuilt = fixture->n_restated = 0;
  g_signal_connect (fixture->index, "rebuilt", G_CALLBACK (count_cb), &fixture->n_rebuilt);
  g_signal_connect (fixture->index, "restated", G_CALLBACK (count_cb), &fixture->n_restated);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->index);
  g_assert_finalize_object (fixture->territory);
  g_rand_free (fixture->rand);
}

static void
add_one (VigieTerritoryBatch *batch, const char *prefix, guint i, double lat, double lon)
{
  g_autoptr (VigieSiteData) site = vigie_site_data_new ();

  g_free (site->id);
  site->id = g_strdup_printf ("%s%u", prefix, i);
  site->lat = lat;
  site->lon = lon;
  vigie_territory_batch_add_site (batch, site);
}

static void
add (Fixture *fixture, const char *prefix, guint n)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < n; i++)
    {
      double lat, lon;

      fixture_place (fixture->rand, &lat, &lon);
      add_one (batch, prefix, i, lat, lon);
    }
  vigie_territory_apply_now (fixture->territory, batch);
}

static void
run_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The clusters at once, whatever was under way. */
static void
settle (Fixture *fixture)
{
  run_idle ();
  vigie_site_index_flush (fixture->index);
}

/* How many of all are in @state, of those that the whole map shows. */
static guint
count (Fixture *fixture, guint8 state, guint *n_shown)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (fixture->index);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  *n_shown = 0;
  vigie_cluster_index_query (clusters, 2, 0, 0, 1, 1, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      VigieClusterNode node;

      vigie_cluster_index_get_node (clusters, g_array_index (ids, guint, i), &node);
      *n_shown += node.n_points;
      n += node.gathered ? node.counts[state] : node.state == state;
    }
  return n;
}

/* What is shown is what a new index of the same sites shows. */
static void
check (Fixture *fixture, GListModel *sites)
{
  g_autoptr (VigieSiteIndex) other = vigie_site_index_new (fixture->territory);
  VigieClusterIndex *a, *b;

  if (sites != NULL)
    vigie_site_index_set_sites (other, sites);
  vigie_site_index_flush (other);
  a = vigie_site_index_get_clusters (fixture->index);
  b = vigie_site_index_get_clusters (other);
  g_assert_cmpuint (vigie_site_index_get_n_sites (fixture->index), ==,
                    vigie_site_index_get_n_sites (other));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->territory)); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (fixture->territory), i);
      guint number = 0, same = 0;
      gboolean found = vigie_site_index_find (fixture->index, site, &number);

      g_assert_true (vigie_site_index_find (other, site, &same) == found);
      if (!found)
        continue;
      g_assert_cmpuint (number, ==, same);
      g_assert_true (vigie_site_index_get_site (fixture->index, number) == site);
      for (int zoom = 4; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom += 7)
        {
          VigieClusterNode p, q;

          vigie_cluster_index_get_node (a, vigie_cluster_index_node_of (a, number, zoom), &p);
          vigie_cluster_index_get_node (b, vigie_cluster_index_node_of (b, number, zoom), &q);
          g_assert_true (p.x == q.x && p.y == q.y);
          g_assert_cmpuint (p.n_points, ==, q.n_points);
          g_assert_cmpint (p.gathered, ==, q.gathered);
          if (p.gathered)
            g_assert_cmpmem (p.counts, sizeof p.counts, q.counts, sizeof q.counts);
          else
            g_assert_cmpuint (p.state, ==, q.state);
        }
    }
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  VigieGeoBox box;
  guint n;

  g_assert_nonnull (vigie_site_index_get_clusters (fixture->index));
  g_assert_cmpuint (count (fixture, 0, &n), ==, 0);
  g_assert_false (vigie_site_index_get_box (fixture->index, &box));
  g_assert_null (vigie_site_index_get_site (fixture->index, 0));
}

/* Many: read in slices and built on a thread; then some leave, come and move. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch;
  VigieGeoBox box;
  VigieSite *moved;
  guint n, number, n_before;

  add (fixture, "s", 5000);
  WAIT_UNTIL (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n) == 5000);
  check (fixture, NULL);
  g_assert_true (vigie_site_index_get_box (fixture->index, &box));
  g_assert_true (box.south > 47 && box.south < 47.7 && box.north > 47.9 && box.north < 48.1);

  /* Those that leave are off at once, before anything is built. */
  batch = vigie_territory_batch_new ();
  for (guint i = 100; i < 140; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      vigie_territory_batch_remove_site (batch, id);
    }
  n_before = fixture->n_rebuilt;
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpuint (fixture->n_rebuilt, >, n_before);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n), ==, 4960);
  g_assert_cmpuint (n, ==, 4960);

  /* Their slots are others' now: these are not shown where those were. */
  add (fixture, "new", 30);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n), ==, 4960);
  g_assert_false (vigie_site_index_find (
      fixture->index, vigie_territory_find_site (fixture->territory, "new3"), &number));
  WAIT_UNTIL (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n) == 4990);
  check (fixture, NULL);

  batch = vigie_territory_batch_new ();
  add_one (batch, "s", 7, 47.5, -2.9);
  add_one (batch, "s", 8, NAN, NAN);
  add_one (batch, "far", 0, -20, 170);
  vigie_territory_apply_now (fixture->territory, batch);
  moved = vigie_territory_find_site (fixture->territory, "s7");
  g_assert_true (vigie_site_index_find (fixture->index, moved, &number));
  WAIT_UNTIL (vigie_cluster_index_is_at (vigie_site_index_get_clusters (fixture->index), number,
                                         vigie_mercator_x (-2.9), vigie_mercator_y (47.5)));
  g_assert_false (vigie_site_index_find (
      fixture->index, vigie_territory_find_site (fixture->territory, "s8"), &number));
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n), ==, 4990);
  check (fixture, NULL);
}

static guint8
odd_cb (VigieSite *site, gpointer data)
{
  ++*(guint *) data;
  return g_ascii_strtoull (vigie_site_get_id (site) + 1, NULL, 10) % 2 == 0 ? 5 : 250;
}

static void
freed_cb (gpointer data)
{
  *(guint *) data = 1000000;
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSite *one[1];
  guint n, calls = 0, before;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      fixture_add_site (batch, id, id, VIGIE_KIND_OTHER, 47.7 + 0.001 * i, -3.3,
                        VIGIE_GLYPH_NORMAL);
    }
  vigie_territory_apply_now (fixture->territory, batch);
  settle (fixture);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NORMAL, &n), ==, 200);

  batch = vigie_territory_batch_new ();
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      fixture_add_reading (batch, id, i % 2 == 0 ? VIGIE_GLYPH_CRITICAL : VIGIE_GLYPH_WARNING);
    }
  before = fixture->n_restated;
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpuint (fixture->n_restated, ==, before + 1);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_CRITICAL, &n), ==, 30);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_WARNING, &n), ==, 30);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NORMAL, &n), ==, 140);

  vigie_site_index_set_state_func (fixture->index, odd_cb, &calls, freed_cb);
  g_assert_cmpuint (calls, ==, 200);
  g_assert_cmpuint (count (fixture, 5, &n), ==, 100);
  g_assert_cmpuint (count (fixture, VIGIE_CLUSTER_N_STATES - 1, &n), ==, 100);
  one[0] = vigie_territory_find_site (fixture->territory, "s4");
  vigie_site_index_states_changed (fixture->index, one, 1);
  g_assert_cmpuint (calls, ==, 201);
  vigie_site_index_set_state_func (fixture->index, NULL, NULL, NULL);
  g_assert_cmpuint (calls, ==, 1000000);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_CRITICAL, &n), ==, 30);
}

/* A model of some of the sites, of others, and of all again. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) some = g_list_store_new (VIGIE_TYPE_SITE);
  guint n;

  add (fixture, "s", 4000);
  for (guint i = 0; i < 4000; i += 3)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      g_list_store_append (some, vigie_territory_find_site (fixture->territory, id));
    }
  WAIT_UNTIL (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n) == 4000);
  vigie_site_index_set_sites (fixture->index, G_LIST_MODEL (some));
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n), ==,
                    4000); /* until there is something else to show */
  WAIT_UNTIL (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n) == 1334);
  check (fixture, G_LIST_MODEL (some));

  /* A few out of it and in again, in the middle. */
  for (guint i = 0; i < 5; i++)
    g_list_store_remove (some, 600);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n), ==, 1329);
  for (guint i = 0; i < 5; i++)
    g_list_store_insert (some, 600, vigie_territory_find_site (fixture->territory, "s1"));
  settle (fixture);
  g_assert_cmpuint (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n), ==, 1330);

  g_list_store_remove_all (some);
  WAIT_UNTIL (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n) == 0);
  vigie_site_index_set_sites (fixture->index, NULL);
  WAIT_UNTIL (count (fixture, VIGIE_GLYPH_NO_MEASURE, &n) == 4000);
  check (fixture, NULL);
}

/* Sites come, go, move and change in any order, the main loop turning now and then: in the end all is as if it had been
 * so from the first. */
static void
test_storm (Fixture *fixture, gconstpointer data)
{
  for (guint turn = 0; turn < 120; turn++)
    {
      VigieTerritoryBatch *batch = vigie_territory_batch_new ();

      for (guint i = g_rand_int_range (fixture->rand, 0, 120); i > 0; i--)
        {
          g_autofree char *id = g_strdup_printf ("s%u", g_rand_int_range (fixture->rand, 0, 6000));
          double lat, lon;

          fixture_place (fixture->rand, &lat, &lon);
          if (g_rand_int_range (fixture->rand, 0, 3) == 0)
            vigie_territory_batch_remove_site (batch, id);
          else
            fixture_add_site (batch, id, id, VIGIE_KIND_OTHER, lat, lon,
                              g_rand_int_range (fixture->rand, 0, VIGIE_N_GLYPH_LOOK));
        }
      if (turn == 20)
        {
          vigie_territory_batch_free (batch);
          add (fixture, "s", 5000);
        }
      else
        vigie_territory_apply_now (fixture->territory, batch);
      for (guint i = g_rand_int_range (fixture->rand, 0, 20); i > 0; i--)
        g_main_context_iteration (NULL, FALSE);
      if (g_rand_int_range (fixture->rand, 0, 10) == 0)
        g_usleep (2000);
    }
  settle (fixture);
  check (fixture, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/map/site-index/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_empty);
  ADD ("many", test_many);
  ADD ("states", test_states);
  ADD ("filter", test_filter);
  ADD ("storm", test_storm);
  return g_test_run ();
}
