/* bench-map-sites.c: what a million sites of the live territory take of memory, and what 1 000 changes take of time.
 *
 * The sites are those of bench-map-pan, with an id, a name, a kind and a place; of every 1 000, one has a measure, to
 * change. Memory is the resident set of this program beside that of a copy of it that was forked before and has made the
 * same objects with no site; the parts are what the allocator has given out after each step. The increment is from a
 * batch of 1 000 readings that change the state of 1 000 sites to the clusters that count them, the territory's own work
 * (freshness, conditions, signals) included; the median of five. The stall is the longest turn of the main loop, by the
 * clock of its thread, from the moment the map is given the sites to that at which all are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "vigie-heap.h"
#include "vigie-map-fixture.h"
#include "vigie-map-places.h"
#include "vigie-site-index.h"

#define BATCH 10000
#define N_CHANGES 1000

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  gulong pages = 0;

  malloc_trim (0);
  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL)
      || sscanf (text, "%*u %lu", &pages) != 1)
    g_error ("there is no /proc/self/statm");
  return pages * (double) sysconf (_SC_PAGESIZE) / 1e6;
}

static double
allocated_mb (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (info.uordblks + info.hblkhd) / 1e6;
}

static void
add_sites (VigieTerritory *territory, guint first, guint n, guint total, GRand *rand)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i), *name = g_strdup_printf ("Site %u", i);
      double lat, lon;

      fixture_place (rand, &lat, &lon);
      if (i % (total / N_CHANGES) == 0)
        fixture_add_site (batch, id, name, VIGIE_KIND_WATER, lat, lon, VIGIE_GLYPH_NORMAL);
      else
        {
          g_autoptr (VigieSiteData) site = vigie_site_data_new ();

          g_set_str (&site->id, id);
          g_set_str (&site->name, name);
          site->kind = i % VIGIE_N_KIND;
          site->lat = lat;
          site->lon = lon;
          vigie_territory_batch_add_site (batch, site);
        }
    }
  vigie_territory_apply_now (territory, batch);
}

/* The resident set of this program with a territory and an index of no site, in a process of its own. */
static double
measure_empty (void)
{
  double mb = 0;
  int ends[2], status;
  pid_t child;

  if (pipe (ends) != 0 || (child = fork ()) < 0)
    g_error ("no process can be made");
  if (child == 0)
    {
      g_autoptr (VigieTerritory) territory = fixture_territory ();
      g_autoptr (VigieSiteIndex) index = vigie_site_index_new (territory);

      mb = resident_mb ();
      _exit (write (ends[1], &mb, sizeof mb) == sizeof mb ? 0 : 1);
    }
  if (read (ends[0], &mb, sizeof mb) != sizeof mb || waitpid (child, &status, 0) != child
      || status != 0)
    g_error ("the empty program says nothing");
  close (ends[0]);
  close (ends[1]);
  return mb;
}

static void
rebuilt_cb (VigieSiteIndex *index, guint *n_shown)
{
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (index);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

  *n_shown = 0;
  vigie_cluster_index_query (clusters, 2, 0, 0, 1, 1, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      VigieClusterNode node;

      vigie_cluster_index_get_node (clusters, g_array_index (ids, guint, i), &node);
      *n_shown += node.n_points;
    }
}

static gint64
thread_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Gives the map the sites; the longest turn of the main loop until all are shown, in ms of its thread. */
static double
show (VigieTerritory *territory, guint n, VigieSiteIndex **index)
{
  gint64 start = g_get_monotonic_time (), turn = thread_us (), worst;
  guint n_shown = 0;

  *index = vigie_site_index_new (territory);
  worst = thread_us () - turn;
  g_signal_connect (*index, "rebuilt", G_CALLBACK (rebuilt_cb), &n_shown);
  while (n_shown < n)
    {
      if (!g_main_context_pending (NULL))
        {
          g_usleep (500);
          continue;
        }
      turn = thread_us ();
      g_main_context_iteration (NULL, FALSE);
      worst = MAX (worst, thread_us () - turn);
    }
  g_printerr ("%u sites shown after %.0f ms\n", n, (g_get_monotonic_time () - start) / 1e3);
  return worst / 1e3;
}

static double
change (VigieTerritory *territory, VigieSiteIndex *index, guint n, guint turn)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieGlyphLook look = turn % 2 == 0 ? VIGIE_GLYPH_CRITICAL : VIGIE_GLYPH_WARNING;
  VigieClusterIndex *clusters = vigie_site_index_get_clusters (index);
  guint n_counted = 0;
  gint64 start;
  double ms;

  for (guint i = 0; i < n; i += n / N_CHANGES)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      fixture_add_reading (batch, id, look);
    }
  start = g_get_monotonic_time ();
  vigie_territory_apply_now (territory, batch);
  ms = (g_get_monotonic_time () - start) / 1e3;
  for (guint i = 0; i < n; i += n / N_CHANGES)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      VigieClusterNode node;
      guint number;

      n_counted += vigie_site_index_find (index, vigie_territory_find_site (territory, id), &number)
                   && vigie_cluster_index_get_node (clusters, number, &node)
                   && node.state == (guint8) look;
    }
  g_printerr ("increment: %.2f ms, %u counted\n", ms, n_counted);
  /* What was left to the next slice of the main loop is not in the time. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return n_counted == N_CHANGES ? ms : ms * N_CHANGES / MAX (n_counted, 1);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
say (const char *name, guint n, double value, const char *unit, int bar)
{
  g_print ("{\"name\":\"%s-%u\",\"value\":%.2f,\"unit\":\"%s\",\"bar\":%d,\"better\":\"lower\"}\n",
           name, n, value, unit, bar);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 1000000;
  double empty, before, sites, stall, increments[5];
  g_autoptr (VigieTerritory) territory = NULL;
  g_autoptr (VigieSiteIndex) index = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  if (n < N_CHANGES || n > 4000000)
    {
      g_printerr ("usage: bench-map-sites [SITES, at least %u]\n", N_CHANGES);
      return 2;
    }
  vigie_heap_share ();
  empty = measure_empty ();
  before = allocated_mb ();
  territory = fixture_territory ();
  for (guint i = 0; i < n; i += BATCH)
    add_sites (territory, i, MIN (BATCH, n - i), n, rand);
  sites = allocated_mb ();
  stall = show (territory, n, &index);
  g_printerr (
      "allocated: %.1f MB by the territory, %.0f bytes a site; %.1f MB by the index, %.0f bytes a site\n",
      sites - before, (sites - before) * 1e6 / n, allocated_mb () - sites,
      (allocated_mb () - sites) * 1e6 / n);
  say ("map-memory", n, resident_mb () - empty, "MB", 250);
  say ("map-stall", n, stall, "ms", 4);
  for (guint i = 0; i < G_N_ELEMENTS (increments); i++)
    increments[i] = change (territory, index, n, i);
  qsort (increments, G_N_ELEMENTS (increments), sizeof *increments, compare_doubles);
  say ("map-increment", N_CHANGES, increments[G_N_ELEMENTS (increments) / 2], "ms", 5);
  return 0;
}
