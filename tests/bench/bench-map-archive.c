/* bench-map-archive.c: a tile from a map file to bytes, as the map asks for it: through the file's thread, unpacked and
 * checked.
 *
 * The file is made here: 21 × 21 vector tiles of level 14, each of a town's weight (some 2 500 features, some 130 kB
 * packed: the heaviest of an extract of Brittany has 140), and as many pictures. Or, with VIGIE_BENCH_MAP, a file of one's own. Each figure is the 99th percentile of 500 tiles asked for one after the other, in no order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>

#include "vigie-pmtiles-fixture.h"
#include "vigie-map-archive.h"

#define N_TILES 21
#define N_READS 500

typedef struct
{
  GMainLoop *loop;
  VigieMapArchive *file;
  GBytes *bytes;
} Bench;

/* Lines and buildings over the tile, each with a name of its own. */
static GBytes *
make_vector (GRand *rand)
{
  g_autoptr (GByteArray) layer = g_byte_array_new ();
  GByteArray *tile = g_byte_array_new ();

  fixture_number (layer, 15, 2);
  fixture_field (layer, 1, "transportation", 14);
  for (guint i = 0; i < 2500; i++)
    {
      g_autoptr (GByteArray) feature = g_byte_array_new (), geometry = g_byte_array_new ();
      g_autoptr (GByteArray) tags = g_byte_array_new (), value = g_byte_array_new ();
      g_autofree char *name = g_strdup_printf ("Rue %08x", g_rand_int (rand));

      fixture_varint (tags, 0);
      fixture_varint (tags, i);
      fixture_varint (geometry, 9);
      for (guint j = 0; j < 2; j++)
        fixture_varint (geometry, (guint64) g_rand_int_range (rand, 0, 4096) * 2);
      fixture_varint (geometry, 15 << 3 | 2);
      for (guint j = 0; j < 30; j++)
        fixture_varint (geometry, (guint64) g_rand_int_range (rand, 0, 120));
      fixture_field (feature, 2, tags->data, tags->len);
      fixture_number (feature, 3, 2);
      fixture_field (feature, 4, geometry->data, geometry->len);
      fixture_field (layer, 2, feature->data, feature->len);
      fixture_field (value, 1, name, strlen (name));
      fixture_field (layer, 4, value->data, value->len);
    }
  fixture_field (layer, 3, "name", 4);
  fixture_number (layer, 5, 4096);
  fixture_field (tile, 3, layer->data, layer->len);
  return g_byte_array_free_to_bytes (tile);
}

/* The same tiles in either form; PMTiles with a directory for each 64 of them. */
static void
make_file (const char *path, gboolean vector, gboolean pmtiles)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  sqlite3 *db = pmtiles ? NULL : fixture_create (path, FIXTURE_METADATA FIXTURE_TILES "BEGIN");
  FixturePm pm = {0};

  if (pmtiles)
    pm = fixture_pm_new ();
  for (guint x = 0; x < N_TILES; x++)
    for (guint y = 0; y < N_TILES; y++)
      {
        const double greys[4] = {g_rand_double (rand), 0.5, 0.7, 0.9};
        g_autoptr (GBytes) plain = vector ? make_vector (rand) : fixture_png (256, greys);
        g_autoptr (GBytes) tile = vector ? fixture_gzip (plain) : g_bytes_ref (plain);

        if (pmtiles)
          fixture_pm_tile (&pm, 14, 8028 + x, 5702 + y, tile);
        else
          fixture_tile (db, 14, 8028 + (int) x, 5702 + (int) y, tile);
      }
  if (pmtiles)
    {
      fixture_pm_write (&pm, path, FIXTURE_PM_JSON, N_TILES * N_TILES / 64, TRUE);
      return;
    }
  fixture_sql (db, "COMMIT");
  sqlite3_close (db);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  bench->file = vigie_map_archive_open_finish (result, &error);
  if (bench->file == NULL)
    g_error ("%s", error->message);
  g_main_loop_quit (bench->loop);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  bench->bytes = vigie_map_archive_read_tile_finish (bench->file, result, NULL, &error);
  if (bench->bytes == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_error ("%s", error->message);
  g_main_loop_quit (bench->loop);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
measure (const char *path, const char *name)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  Bench bench = {.loop = g_main_loop_new (NULL, FALSE)};
  const VigieMapArchiveInfo *info;
  double side, sum = 0;
  gsize bytes = 0;
  gint64 start = g_get_monotonic_time ();

  vigie_map_archive_open_async (place, NULL, opened_cb, &bench);
  g_main_loop_run (bench.loop);
  info = vigie_map_archive_get_info (bench.file);
  g_printerr ("%s: %s, levels %u to %u, %.1f MB, opened and checked in %.1f ms\n", name, info->name,
              info->min_zoom, info->max_zoom, (double) info->size / 1e6,
              (double) (g_get_monotonic_time () - start) / 1000);
  side = (double) (1u << info->max_zoom);
  for (guint asked = 0; times->len < N_READS && asked < 100 * N_READS; asked++)
    {
      double lat = g_rand_double_range (rand, info->bounds.south, info->bounds.north);
      double lon = g_rand_double_range (rand, info->bounds.west, info->bounds.east);
      double taken;

      start = g_get_monotonic_time ();
      vigie_map_archive_read_tile_async (
          bench.file, info->max_zoom, (guint) (vigie_mercator_x (lon) * side),
          (guint) (vigie_mercator_y (lat) * side), 0, NULL, read_cb, &bench);
      g_main_loop_run (bench.loop);
      taken = (double) (g_get_monotonic_time () - start) / 1000;
      if (bench.bytes == NULL)
        continue;
      bytes += g_bytes_get_size (bench.bytes);
      g_clear_pointer (&bench.bytes, g_bytes_unref);
      sum += taken;
      g_array_append_val (times, taken);
    }
  g_assert_cmpuint (times->len, ==, N_READS);
  g_array_sort (times, compare);
  g_printerr ("%s: mean %.2f ms, median %.2f, worst %.2f, %.0f kB a tile\n", name, sum / N_READS,
              g_array_index (times, double, N_READS / 2),
              g_array_index (times, double, N_READS - 1), (double) bytes / N_READS / 1000);
  g_print (
      "{\"name\": \"%s\", \"value\": %.2f, \"unit\": \"ms\", \"bar\": 5, \"better\": \"lower\"}\n",
      name, g_array_index (times, double, N_READS * 99 / 100));
  g_object_unref (bench.file);
  g_main_loop_unref (bench.loop);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    gboolean vector, pmtiles;
  } runs[] = {{"mbtiles-tile-raster", FALSE, FALSE},
              {"mbtiles-tile", TRUE, FALSE},
              {"pmtiles-tile-raster", FALSE, TRUE},
              {"pmtiles-tile", TRUE, TRUE}};
  const char *own = g_getenv ("VIGIE_BENCH_MAP");
  g_autofree char *folder = g_dir_make_tmp ("vigie-bench-map-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "carte", NULL);

  gtk_disable_setlocale (); /* JSON has points */
  gtk_init ();
  if (own != NULL)
    measure (own, g_str_has_suffix (own, ".pmtiles") ? "pmtiles-tile" : "mbtiles-tile");
  else
    for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
      {
        make_file (path, runs[i].vector, runs[i].pmtiles);
        measure (path, runs[i].name);
        g_remove (path);
      }
  g_rmdir (folder);
  return 0;
}
