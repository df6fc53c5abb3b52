/* test-place-index.c: names of places out of tiles that nobody vouches for, and out of a map file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-place-index.h"

#define WAIT_SECONDS 20
#include "vigie-archive-fixture.h"
#include "vigie-mbtiles-fixture.h"

/* ---- Tiles by hand ---- */

/* A place: name, class, point in the tile of 4096. */
typedef struct
{
  const char *key, *name, *class;
  int x, y;
} Put;

static GByteArray *
layer_of (const char *layer_name, const Put *puts, guint n)
{
  static const char *const keys[] = {"class", "name", "name:latin", "name:fr"};
  GByteArray *layer = g_byte_array_new ();

  fixture_number (layer, 15, 2);
  fixture_field (layer, 1, layer_name, strlen (layer_name));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) feature = g_byte_array_new (), tags = g_byte_array_new (),
                             geometry = g_byte_array_new ();
      guint key = 1;

      while (key < 4 && strcmp (keys[key], puts[i].key) != 0)
        key++;
      fixture_varint (tags, 0);
      fixture_varint (tags, i * 2);
      fixture_varint (tags, key);
      fixture_varint (tags, i * 2 + 1);
      fixture_field (feature, 2, tags->data, tags->len);
      fixture_number (feature, 3, 1);
      fixture_varint (geometry, 9);
      fixture_varint (geometry, (guint64) (puts[i].x < 0 ? -2 * puts[i].x - 1 : 2 * puts[i].x));
      fixture_varint (geometry, (guint64) (puts[i].y < 0 ? -2 * puts[i].y - 1 : 2 * puts[i].y));
      fixture_field (feature, 4, geometry->data, geometry->len);
      fixture_field (layer, 2, feature->data, feature->len);
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    fixture_field (layer, 3, keys[i], strlen (keys[i]));
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 2; k++)
      {
        g_autoptr (GByteArray) value = g_byte_array_new ();
        const char *text = k == 0 ? puts[i].class : puts[i].name;

        fixture_field (value, 1, text, strlen (text));
        fixture_field (layer, 4, value->data, value->len);
      }
  fixture_number (layer, 5, 4096);
  return layer;
}

static GBytes *
tile_of (const Put *puts, guint n)
{
  GByteArray *tile = g_byte_array_new ();
  g_autoptr (GByteArray) other = layer_of ("poi", puts, n), layer = layer_of ("place", puts, n);

  fixture_field (tile, 3, other->data, other->len);
  fixture_field (tile, 3, layer->data, layer->len);
  return g_byte_array_free_to_bytes (tile);
}

static const Put lorient[] = {
    {"name", "Lann Sévelin", "hamlet", 2048, 2048},
    {"name:latin", "Kerpotence", "locality", 0, 0},
    {"name:fr", "Lorient", "city", 4095, 4095},
    /* In the seam: of the tiles beside it. */
    {"name", "Ailleurs", "village", -1, 5},
    {"name", "Plus loin", "village", 5, 4096},
    /* No place, no name, none that can be shown. */
    {"name", "France", "country", 9, 9},
    {"name", "", "hamlet", 9, 9},
    {"name", "a\nb", "hamlet", 9, 9},
};

static void
test_tile (void)
{
  g_autoptr (GBytes) tile = tile_of (lorient, G_N_ELEMENTS (lorient));
  g_autoptr (GArray) places = vigie_place_array_new ();
  g_autoptr (GError) error = NULL;
  const VigiePlace *place;

  g_assert_true (vigie_place_tile_read (tile, 14, 8039, 5712, places, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 3);
  place = &g_array_index (places, VigiePlace, 0);
  g_assert_cmpstr (place->name, ==, "Lann Sévelin");
  g_assert_cmpint (place->kind, ==, VIGIE_PLACE_HAMLET);
  g_assert_cmpfloat_with_epsilon (place->lat, vigie_mercator_lat (5712.5 / 16384), 1e-9);
  g_assert_cmpfloat_with_epsilon (place->lon, vigie_mercator_lon (8039.5 / 16384), 1e-9);
  place = &g_array_index (places, VigiePlace, 2);
  g_assert_cmpstr (place->name, ==, "Lorient");
  g_assert_cmpint (place->kind, ==, VIGIE_PLACE_TOWN);
}

/* Every byte of the tile changed, and the tile cut at every place: nothing is read beyond, and what is told is sound. */
static void
test_hostile (void)
{
  g_autoptr (GBytes) tile = tile_of (lorient, 3);
  gsize length;
  const guint8 *data = g_bytes_get_data (tile, &length);

  for (gsize i = 0; i < length; i++)
    for (guint k = 0; k < 6; k++)
      {
        static const guint8 values[] = {0, 0xff, 0x80, 0x7f, 1};
        /* Its own memory, so that reading beyond it is seen. */
        g_autofree guint8 *copy = g_memdup2 (data, length);
        g_autoptr (GBytes) changed = NULL;
        g_autoptr (GArray) places = vigie_place_array_new ();
        g_autoptr (GError) error = NULL;
        gboolean read;

        if (k < 5)
          copy[i] = values[k];
        changed = g_bytes_new (copy, k < 5 ? length : i);
        read = vigie_place_tile_read (changed, 14, 8039, 5712, places, &error);
        g_assert_true (read == (error == NULL));
        g_assert_true (read || places->len == 0);
        for (guint p = 0; p < places->len; p++)
          {
            const VigiePlace *place = &g_array_index (places, VigiePlace, p);

            g_assert_true (g_utf8_validate (place->name, -1, NULL) && *place->name != '\0');
            g_assert_cmpfloat (ABS (place->lat), <, 86);
          }
      }
}

static void
test_refused (void)
{
  /* A tag beyond the tables, a layer that is longer than the tile, too large an extent. */
  static const guint8 beyond[] = {0x1a, 18,   0x0a, 5, 'p', 'l',  'a',  'c',  'e',  0x12,
                                  4,    0x12, 2,    9, 9,   0x28, 0x80, 0x20, 0x78, 2};
  static const guint8 longer[] = {0x1a, 200, 1, 0x0a};
  static const guint8 extent[]
      = {0x1a, 13, 0x0a, 5, 'p', 'l', 'a', 'c', 'e', 0x28, 0xff, 0xff, 0xff, 0x7f};
  static const struct
  {
    const guint8 *data;
    gsize length;
  } cases[] = {{beyond, sizeof beyond}, {longer, sizeof longer}, {extent, sizeof extent}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) tile = g_bytes_new_static (cases[i].data, cases[i].length);
      g_autoptr (GArray) places = vigie_place_array_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (vigie_place_tile_read (tile, 14, 0, 0, places, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
  {
    g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
    g_autoptr (GArray) places = vigie_place_array_new ();

    g_assert_true (vigie_place_tile_read (empty, 14, 0, 0, places, NULL));
    g_assert_cmpuint (places->len, ==, 0);
  }
}

/* ---- A file ---- */

static void
write_file (const char *path)
{
  static const Put beside[]
      = {{"name", "Lann Sévelin", "locality", 10, 2048}, {"name", "Caudan", "village", 2000, 100}};
  g_autoptr (GBytes) first = tile_of (lorient, 3), second = tile_of (beside, 2);
  sqlite3 *db = fixture_create (
      path, FIXTURE_METADATA FIXTURE_TILES
      "INSERT INTO metadata VALUES ('name', 'Essai'), ('format', 'pbf'), ('minzoom', '14'),"
      "('maxzoom', '14'), ('bounds', '-3.36,47.73,-3.31,47.75')");

  fixture_tile (db, 14, 8039, 5712, first);
  fixture_tile (db, 14, 8040, 5712, second);
  sqlite3_close (db);
}

static VigiePlaces *
read_places (VigieMapArchive *file, const char *folder)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  VigiePlaces *places;

  vigie_places_read_async (file, folder, NULL, vigie_test_result_cb, &result);
  WAIT_UNTIL (result != NULL);
  places = vigie_places_read_finish (result, &error);
  g_assert_no_error (error);
  return places;
}

static void
assert_places (VigiePlaces *places)
{
  /* By name; what is written twice in one spot is one place, of the better class. */
  g_assert_cmpuint (vigie_places_get_n (places), ==, 4);
  g_assert_cmpstr (vigie_places_get (places, 0)->name, ==, "Caudan");
  g_assert_cmpstr (vigie_places_get (places, 1)->name, ==, "Kerpotence");
  g_assert_cmpstr (vigie_places_get (places, 2)->name, ==, "Lann Sévelin");
  g_assert_cmpint (vigie_places_get (places, 2)->kind, ==, VIGIE_PLACE_HAMLET);
  g_assert_cmpstr (vigie_places_get (places, 3)->name, ==, "Lorient");
}

static char *
only_cache (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  g_assert_true (name == NULL || g_dir_read_name (dir) == NULL);
  return name != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-places-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "map.mbtiles", NULL);
  g_autofree char *cache = g_build_filename (folder, "cache", NULL);
  g_autofree char *kept = NULL, *text = NULL, *again = NULL;
  VigieMapArchive *file;
  VigiePlaces *places;

  write_file (path);
  file = fixture_open_sound (path);
  places = read_places (file, cache);
  assert_places (places);
  vigie_places_unref (places);
  kept = only_cache (cache);
  g_assert_nonnull (kept);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Kerpotence\n"));

  /* What is kept is what is told the next time. */
  {
    g_autoptr (GString) other = g_string_new (text);

    g_string_replace (other, "Kerpotence", "Kerfantaisie", 0);
    g_assert_true (g_file_set_contents (kept, other->str, -1, NULL));
    places = read_places (file, cache);
    g_assert_cmpstr (vigie_places_get (places, 1)->name, ==, "Kerfantaisie");
    vigie_places_unref (places);
  }
  /* What is not whole is read from the map again. */
  for (gsize cut = 0; cut < strlen (text); cut += 7)
    {
      g_assert_true (g_file_set_contents (kept, text, (gssize) cut, NULL));
      places = read_places (file, cache);
      assert_places (places);
      vigie_places_unref (places);
    }
  g_assert_true (g_file_get_contents (kept, &again, NULL, NULL));
  g_assert_cmpstr (again, ==, text);

  /* Without a folder nothing is kept. */
  g_remove (kept);
  places = read_places (file, NULL);
  assert_places (places);
  vigie_places_unref (places);
  g_object_unref (file);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_remove (path);
  g_rmdir (cache);
  g_rmdir (folder);
}

static void
test_cancelled (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-places-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "map.mbtiles", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  VigieMapArchive *file;

  write_file (path);
  file = fixture_open_sound (path);
  vigie_places_read_async (file, NULL, cancellable, vigie_test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  WAIT_UNTIL (result != NULL);
  g_assert_null (vigie_places_read_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (file);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-index/tile", test_tile);
  g_test_add_func ("/place-index/hostile", test_hostile);
  g_test_add_func ("/place-index/refused", test_refused);
  g_test_add_func ("/place-index/file", test_file);
  g_test_add_func ("/place-index/cancelled", test_cancelled);
  return g_test_run ();
}
