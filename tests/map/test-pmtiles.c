/* test-pmtiles.c: PMTiles files: sound ones, packed or not, of one directory or of many; and those made to harm.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gstdio.h>
#include <unistd.h>

#include "vigie-archive-fixture.h"
#include "vigie-pmtiles-fixture.h"

static char *folder; /* of all files of the test */

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* ---- Numbers of tiles ---- */

static void
test_ids (void)
{
  /* Those of the specification. */
  static const struct
  {
    guint z, x, y;
    guint64 id;
  } rows[] = {{0, 0, 0, 0},
              {1, 0, 0, 1},
              {1, 0, 1, 2},
              {1, 1, 1, 3},
              {1, 1, 0, 4},
              {2, 0, 0, 5},
              {12, 3423, 1763, 19078479}};
  guint z, x, y;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpuint (vigie_pmtiles_tile_id (rows[i].z, rows[i].x, rows[i].y), ==, rows[i].id);
      g_assert_true (vigie_pmtiles_tile_place (rows[i].id, &z, &x, &y));
      g_assert_cmpuint (z, ==, rows[i].z);
      g_assert_cmpuint (x, ==, rows[i].x);
      g_assert_cmpuint (y, ==, rows[i].y);
    }
  /* There and back, and each next to the one before. */
  for (guint64 id = 5, last_x = 0, last_y = 0; id < 5461; id++)
    {
      g_assert_true (vigie_pmtiles_tile_place (id, &z, &x, &y));
      g_assert_cmpuint (vigie_pmtiles_tile_id (z, x, y), ==, id);
      if (id != vigie_pmtiles_tile_id (z, 0, 0))
        g_assert_cmpint (ABS ((int) x - (int) last_x) + ABS ((int) y - (int) last_y), ==, 1);
      last_x = x;
      last_y = y;
    }
  g_assert_cmpuint (vigie_pmtiles_tile_id (3, 8, 0), ==, G_MAXUINT64);
  g_assert_cmpuint (vigie_pmtiles_tile_id (27, 0, 0), ==, G_MAXUINT64);
  g_assert_cmpuint (vigie_pmtiles_tile_id (99, G_MAXUINT, 0), ==, G_MAXUINT64);
  g_assert_false (vigie_pmtiles_tile_place (G_MAXUINT64, &z, &x, &y));
}

/* ---- Sound files ---- */

static void
test_raster (gconstpointer data)
{
  guint n_leaves = GPOINTER_TO_UINT (data) % 16;
  gboolean packed = GPOINTER_TO_UINT (data) >= 16;
  g_autofree char *path = path_of ("carte d’essai %20?#.mbtiles"); /* its name is wrong */
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (GBytes) bytes = NULL, above = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  const VigieMapArchiveInfo *info;
  guint up = 99;

  fixture_pm_raster_file (path, n_leaves, packed);
  file = fixture_open_sound (path);
  info = vigie_map_archive_get_info (file);
  g_assert_cmpint (info->kind, ==, VIGIE_MAP_ARCHIVE_RASTER);
  g_assert_cmpstr (info->name, ==, "Essai");
  g_assert_cmpstr (info->attribution, ==, "© Essai & Cie");
  g_assert_cmpstr (info->licence, ==, "ODbL 1.0");
  g_assert_cmpuint (info->min_zoom, ==, 8);
  g_assert_cmpuint (info->max_zoom, ==, 12);
  g_assert_cmpuint (info->tile_side, ==, 256);
  g_assert_cmpfloat (info->bounds.west, ==, -3.62);
  g_assert_cmpfloat (info->bounds.north, ==, 48.03);
  g_assert_cmpint (info->date, ==, G_GINT64_CONSTANT (1628726400) * VIGIE_SECOND);
  g_assert_false (info->date_is_files);

  bytes = fixture_read_tile (file, 12, FIXTURE_X (12), FIXTURE_Y (12), 0, &up, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (up, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, "\x89PNG", 4);
  none = fixture_read_tile (file, 12, FIXTURE_X (12) + 1, FIXTURE_Y (12), 0, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  above = fixture_read_tile (file, 14, FIXTURE_X (14), FIXTURE_Y (14), 6, &up, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (above, bytes));
  g_assert_cmpuint (up, ==, 2);
  g_assert_null (fixture_read_tile (file, 30, 1u << 29, 1u << 29, 6, NULL, NULL));
  g_assert_null (fixture_read_tile (file, 12, G_MAXUINT, G_MAXUINT, 0, NULL, NULL));
  g_remove (path);
}

static void
test_vector (void)
{
  g_autofree char *path = path_of ("vecteurs.pmtiles");
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (GBytes) bytes = NULL, plain = fixture_vector ();
  g_autoptr (GError) error = NULL;

  fixture_pm_vector_file (path, 3, TRUE);
  file = fixture_open_sound (path);
  g_assert_cmpint (vigie_map_archive_get_info (file)->kind, ==, VIGIE_MAP_ARCHIVE_VECTOR);
  g_assert_cmpuint (vigie_map_archive_get_info (file)->max_zoom, ==, 14);
  bytes = fixture_read_tile (file, 14, FIXTURE_X (14), FIXTURE_Y (14), 0, NULL, &error);
  g_assert_no_error (error);
  /* Unpacked, with the ground before it. */
  g_assert_cmpuint (g_bytes_get_size (bytes), >, g_bytes_get_size (plain));
}

/* The sea is one tile for thousands: a run; its bytes lie there once. And many directories, more than are kept. */
static void
test_runs (void)
{
  static const double dark[4] = {0.2, 0.2, 0.2, 0.2}, pale[4] = {0.9, 0.9, 0.9, 0.9};
  g_autofree char *path = path_of ("runs.pmtiles");
  g_autoptr (GBytes) sea = fixture_png (256, dark), land = fixture_png (256, pale);
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint64 first = vigie_pmtiles_tile_id (10, 0, 0);
  FixturePm pm = fixture_pm_new ();

  /* 7 of sea, 1 of land, 2 of nothing; again and again. */
  for (guint i = 0; i < 20000; i++)
    {
      fixture_pm_run (&pm, first + i * 10, 7, i == 0 ? sea : land);
      if (i > 0)
        {
          VigiePmtilesEntry *entries = (gpointer) pm.entries->data;

          entries[pm.entries->len - 1].offset = 0;
          entries[pm.entries->len - 1].length = (guint32) g_bytes_get_size (sea);
          g_byte_array_set_size (pm.tiles, pm.tiles->len - (guint) g_bytes_get_size (land));
        }
      if (i == 0)
        fixture_pm_run (&pm, first + 7, 1, land);
      else
        {
          VigiePmtilesEntry entry = {.id = first + i * 10 + 7,
                                     .offset = g_bytes_get_size (sea),
                                     .length = (guint32) g_bytes_get_size (land),
                                     .run = 1};

          g_array_append_val (pm.entries, entry);
        }
    }
  fixture_pm_write (&pm, path, "{}", 64, TRUE);
  file = fixture_open_sound (path);
  g_assert_cmpstr (vigie_map_archive_get_info (file)->name, ==, "runs.pmtiles");
  g_assert_true (vigie_map_archive_get_info (file)->date_is_files);
  for (guint i = 0; i < 400; i++)
    {
      guint64 number = (guint64) g_rand_int_range (rand, 0, 200000);
      g_autoptr (GBytes) bytes = NULL;
      guint z, x, y;

      g_assert_true (vigie_pmtiles_tile_place (first + number, &z, &x, &y));
      bytes = fixture_read_tile (file, z, x, y, 0, NULL, NULL);
      if (number % 10 >= 8)
        g_assert_null (bytes);
      else
        g_assert_true (bytes != NULL && g_bytes_equal (bytes, number % 10 == 7 ? land : sea));
    }
}

/* ---- Others ---- */

typedef struct
{
  const char *name;
  void (*make) (const char *path);
  VigieMapArchiveError code;
  const char *says; /* a part of what the person reads, or NULL */
} Hostile;

/* A sound file with some bytes of its own from @at on. */
static void
patch (const char *path, gsize at, const void *bytes, gsize n)
{
  g_autofree char *data = NULL;
  gsize length;

  fixture_pm_raster_file (path, 2, TRUE);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  memcpy (data + at, bytes, n);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

#define PATCH(function, at, bytes)                                                                 \
  static void function (const char *path) { patch (path, at, bytes, sizeof bytes - 1); }
PATCH (make_version_2, 7, "\x02")
PATCH (make_brotli, 97, "\x03")
PATCH (make_zstandard_tiles, 98, "\x04")
PATCH (make_unknown_packing, 97, "\x00")
PATCH (make_avif, 99, "\x05")
PATCH (make_maplibre, 99, "\x06")
PATCH (make_far_root, 8, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
PATCH (make_empty_root, 16, "\x00\x00\x00\x00\x00\x00\x00\x00")
PATCH (make_huge_metadata, 32, "\x00\x00\x00\x00\x00\xf0\x00\x00")
PATCH (make_root_of_noise, 137, "noise, not deflate")
PATCH (make_plain_root, 97, "\x01") /* what is packed, taken as it is */

static void
make_head (const char *path)
{
  g_assert_true (g_file_set_contents (path, "PMTiles\x03", 8, NULL));
}

static void
make_short (const char *path)
{
  GStatBuf info;

  fixture_pm_raster_file (path, 0, TRUE);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (truncate (path, info.st_size - 10), ==, 0);
}

/* A root directory, and what may be behind it, of one's own. */
static void
make_directories (const char *path, GBytes *root, GBytes *leaves, gboolean packed)
{
  g_autoptr (GByteArray) tiles = g_byte_array_new ();
  g_autoptr (GBytes) metadata = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) gzip = fixture_gzip (metadata);

  g_byte_array_set_size (tiles, 1000);
  memset (tiles->data, 0, 1000);
  fixture_pm_write_parts (path, root, packed ? gzip : metadata, leaves, tiles, packed);
}

static void
make_entries (const char *path, const VigiePmtilesEntry *entries, guint n)
{
  g_autoptr (GBytes) root = fixture_pm_directory (entries, n, FALSE);

  make_directories (path, root, NULL, FALSE);
}

#define ENTRIES(function, ...)                                                                     \
  static void function (const char *path)                                                          \
  {                                                                                                \
    static const VigiePmtilesEntry entries[] = {__VA_ARGS__};                                      \
                                                                                                   \
    make_entries (path, entries, G_N_ELEMENTS (entries));                                          \
  }
ENTRIES (make_outside, {.id = 5, .offset = 900, .length = 101, .run = 1})
ENTRIES (make_far_outside, {.id = 5, .offset = G_MAXINT64, .length = 10, .run = 1})
ENTRIES (make_without_length, {.id = 5, .offset = 0, .length = 0, .run = 1})
ENTRIES (make_twice,
         {.id = 5, .offset = 0, .length = 10, .run = 1},
         {.id = 5, .offset = 10, .length = 10, .run = 1})
ENTRIES (make_backwards,
         {.id = 9, .offset = 0, .length = 10, .run = 1},
         {.id = 5, .offset = 10, .length = 10, .run = 1})
ENTRIES (make_endless_run, {.id = G_MAXUINT64 - 2, .offset = 0, .length = 10, .run = 9})
ENTRIES (make_too_deep, {.id = G_MAXUINT64 - 200, .offset = 0, .length = 10, .run = 1})
ENTRIES (make_no_leaves, {.id = 5, .offset = 0, .length = 10, .run = 0})
ENTRIES (make_zeros, {.id = 5, .offset = 0, .length = 100, .run = 1})

static void
make_bytes (const char *path, const void *bytes, gsize n)
{
  g_autoptr (GBytes) root = g_bytes_new (bytes, n);

  make_directories (path, root, NULL, FALSE);
}

static void
make_million_entries (const char *path)
{
  make_bytes (path, "\xc0\x84\x3d", 3);
}

static void
make_endless_number (const char *path)
{
  make_bytes (path, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12);
}

static void
make_no_entry (const char *path)
{
  make_bytes (path, "\x00", 1);
}

/* The leaf leads to itself. */
static void
make_circle (const char *path)
{
  VigiePmtilesEntry entry = {.id = 5, .offset = 0, .length = 5, .run = 0};
  g_autoptr (GBytes) leaf = fixture_pm_directory (&entry, 1, FALSE);

  g_assert_cmpuint (g_bytes_get_size (leaf), ==, 5);
  make_directories (path, leaf, leaf, FALSE);
}

/* Directories of directories, each of the most entries that go: a tree that nobody could walk to its end. */
static void
make_wide_circle (const char *path)
{
  enum
  {
    N = 20000
  };
  g_autofree VigiePmtilesEntry *entries = g_new0 (VigiePmtilesEntry, N);
  g_autoptr (GBytes) leaf = NULL, root = NULL;
  VigiePmtilesEntry first = {.id = 0, .run = 0};

  for (guint i = 0; i < N; i++)
    entries[i] = (VigiePmtilesEntry) {.id = i, .offset = 0, .length = 1000, .run = 0};
  leaf = fixture_pm_directory (entries, N, FALSE);
  first.length = (guint32) g_bytes_get_size (leaf);
  root = fixture_pm_directory (&first, 1, FALSE);
  make_directories (path, root, leaf, FALSE);
}

/* A leaf with tiles that are not its own. */
static void
make_astray (const char *path)
{
  VigiePmtilesEntry tile = {.id = 3, .offset = 0, .length = 10, .run = 1};
  g_autoptr (GBytes) leaf = fixture_pm_directory (&tile, 1, FALSE), root = NULL;
  VigiePmtilesEntry entry = {.id = 5, .length = (guint32) g_bytes_get_size (leaf), .run = 0};

  root = fixture_pm_directory (&entry, 1, FALSE);
  make_directories (path, root, leaf, FALSE);
}

static GBytes *
zeros (gsize n)
{
  g_autoptr (GBytes) plain = g_bytes_new_take (g_malloc0 (n), n);

  return fixture_gzip (plain);
}

static void
make_bomb_of_directory (const char *path)
{
  g_autoptr (GBytes) bomb = zeros (256 << 20);

  g_assert_cmpuint (g_bytes_get_size (bomb), <, VIGIE_PMTILES_MAX_PACKED);
  make_directories (path, bomb, NULL, TRUE);
}

static void
make_bomb_of_tile (const char *path)
{
  FixturePm pm = fixture_pm_new ();
  g_autoptr (GBytes) bomb = zeros (64 << 20);

  fixture_pm_tile (&pm, 12, FIXTURE_X (12), FIXTURE_Y (12), bomb);
  fixture_pm_write (&pm, path, "{}", 0, TRUE);
}

static void
make_bomb_of_metadata (const char *path)
{
  static const double greys[4] = {0.5};
  FixturePm pm = fixture_pm_new ();
  g_autoptr (GBytes) png = fixture_png (256, greys);
  g_autofree char *json = g_strnfill (64 << 20, ' ');

  fixture_pm_tile (&pm, 12, FIXTURE_X (12), FIXTURE_Y (12), png);
  fixture_pm_write (&pm, path, json, 0, TRUE);
}

static void
make_large_tile (const char *path)
{
  FixturePm pm = fixture_pm_new ();
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (8 << 20), 8 << 20);

  fixture_pm_tile (&pm, 12, FIXTURE_X (12), FIXTURE_Y (12), large);
  fixture_pm_write (&pm, path, "{}", 0, TRUE);
}

static const Hostile hostile[] = {
    {"head alone", make_head, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"short", make_short, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"version 2", make_version_2, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED, "PMTiles"},
    {"brotli", make_brotli, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED, "gzip"},
    {"tiles by zstandard", make_zstandard_tiles, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED, "gzip"},
    {"unknown packing", make_unknown_packing, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"avif", make_avif, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED, "PNG"},
    {"maplibre tiles", make_maplibre, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED, "PNG"},
    {"root beyond numbers", make_far_root, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"root without length", make_empty_root, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"metadata beyond the file", make_huge_metadata, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"root of noise", make_root_of_noise, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"packed root taken as plain", make_plain_root, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"tile outside", make_outside, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"tile far outside", make_far_outside, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"tile without length", make_without_length, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"tile twice", make_twice, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"numbers backwards", make_backwards, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a run beyond numbers", make_endless_run, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"levels that nobody has", make_too_deep, VIGIE_MAP_ARCHIVE_ERROR_EMPTY, NULL},
    {"a leaf, and no leaves", make_no_leaves, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"tiles of zeros", make_zeros, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a million entries of none", make_million_entries, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a number without end", make_endless_number, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"no entry", make_no_entry, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a leaf of itself", make_circle, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a tree without end", make_wide_circle, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a leaf gone astray", make_astray, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a bomb of a directory", make_bomb_of_directory, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a bomb of a tile", make_bomb_of_tile, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a bomb of metadata", make_bomb_of_metadata, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED, NULL},
    {"a tile of 8 MB", make_large_tile, VIGIE_MAP_ARCHIVE_ERROR_TOO_LARGE, NULL},
};

static void
test_hostile (gconstpointer data)
{
  const Hostile *row = data;
  g_autofree char *path = path_of (row->name);
  g_autofree char *words = NULL;

  row->make (path);
  words = fixture_assert_refused (path, row->code);
  if (row->says != NULL)
    g_assert_nonnull (strstr (words, row->says));
}

/* Metadata are texts of others: what is wrong with them is no reason to refuse the tiles. */
static void
test_metadata (void)
{
  static const double greys[4] = {0.5};
  g_autofree char *deep = g_strnfill (500000, '[');
  const char *const texts[] = {"",
                               "nothing",
                               "[1, 2]",
                               "{\"name\": {\"a\": 1}, \"license\": null}",
                               "{\"attribution\": [\"x\"]}",
                               deep};
  g_autoptr (GBytes) png = fixture_png (256, greys);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = path_of ("textes.pmtiles");
      g_autoptr (VigieMapArchive) file = NULL;
      FixturePm pm = fixture_pm_new ();

      fixture_pm_tile (&pm, 12, FIXTURE_X (12), FIXTURE_Y (12), png);
      fixture_pm_write (&pm, path, texts[i], 0, i % 2 == 1);
      file = fixture_open_sound (path);
      g_assert_cmpstr (vigie_map_archive_get_info (file)->name, ==, "textes.pmtiles");
      g_assert_cmpstr (vigie_map_archive_get_info (file)->attribution, ==, "");
    }
}

/* A header without a box, or with one elsewhere: that of the tiles. */
static void
test_bounds (void)
{
  static const char none[16] = {0};
  static const char *const names[] = {"sans cadre.pmtiles", "ailleurs.pmtiles"};

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = path_of (names[i]);
      g_autoptr (VigieMapArchive) file = NULL;
      const VigieGeoBox *box;
      gint32 elsewhere[4] = {100000000, 100000000, 110000000, 110000000};

      patch (path, 102, i == 0 ? none : (const char *) elsewhere, 16);
      file = fixture_open_sound (path);
      box = &vigie_map_archive_get_info (file)->bounds;
      g_assert_cmpfloat (box->west, <, -3.37);
      g_assert_cmpfloat (box->east, >, -3.37);
      g_assert_cmpfloat (box->south, <, 47.75);
      g_assert_cmpfloat (box->north, >, 47.75);
    }
}

/* Every byte of the header and the directories changed in turn: it opens, or is refused; its tiles come, or do not. */
static void
test_damage (void)
{
  g_autofree char *path = path_of ("abîmé.pmtiles"), *data = NULL;
  gsize length;
  guint n_refused = 0, n_opened = 0;

  fixture_pm_vector_file (path, 2, FALSE);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = 7; i < MIN (length, 230); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieMapArchive) file = NULL;
      g_autoptr (GBytes) tile = NULL;

      data[i] ^= (char) (0x55 + i);
      g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
      data[i] ^= (char) (0x55 + i);
      file = fixture_open (path, &error);
      if (file == NULL)
        {
          n_refused++;
          continue;
        }
      n_opened++;
      tile = fixture_read_tile (file, 14, FIXTURE_X (14), FIXTURE_Y (14), 0, NULL, NULL);
    }
  g_assert_cmpuint (n_refused, >, 50);
  g_assert_cmpuint (n_opened, >, 20);
}

/* Cut short while it is open: its tiles are errors, the program goes on. */
static void
test_overwritten (void)
{
  g_autofree char *path = path_of ("overwritten.pmtiles");
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (GError) error = NULL;

  fixture_pm_raster_file (path, 2, TRUE);
  file = fixture_open_sound (path);
  g_assert_cmpint (truncate (path, 140), ==, 0);
  g_assert_null (fixture_read_tile (file, 12, FIXTURE_X (12), FIXTURE_Y (12), 0, NULL, &error));
  g_assert_error (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED);
}

static void
test_cancelled (void)
{
  g_autofree char *path = path_of ("cancelled.pmtiles");

  fixture_pm_raster_file (path, 0, TRUE);
  fixture_assert_open_cancelled (path);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    guint n_leaves;
    gboolean packed;
  } rasters[] = {
      {"plain", 0, FALSE}, {"packed", 0, TRUE}, {"leaves", 3, FALSE}, {"packed-leaves", 5, TRUE}};
  int result;

  vigie_test_init (&argc, &argv);
  folder = g_dir_make_tmp ("vigie-pmtiles-XXXXXX", NULL);
  g_test_add_func ("/pmtiles/ids", test_ids);
  for (gsize i = 0; i < G_N_ELEMENTS (rasters); i++)
    {
      g_autofree char *name = g_strdup_printf ("/pmtiles/raster/%s", rasters[i].name);

      g_test_add_data_func (
          name, GUINT_TO_POINTER (rasters[i].n_leaves + (rasters[i].packed ? 16 : 0)), test_raster);
    }
  g_test_add_func ("/pmtiles/vector", test_vector);
  g_test_add_func ("/pmtiles/runs", test_runs);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *name = g_strdup_printf ("/pmtiles/hostile/%s", hostile[i].name);

      g_test_add_data_func (name, &hostile[i], test_hostile);
    }
  g_test_add_func ("/pmtiles/metadata", test_metadata);
  g_test_add_func ("/pmtiles/bounds", test_bounds);
  g_test_add_func ("/pmtiles/damage", test_damage);
  g_test_add_func ("/pmtiles/overwritten", test_overwritten);
  g_test_add_func ("/pmtiles/cancelled", test_cancelled);
  result = g_test_run ();
  vigie_test_remove_tree (folder);
  g_free (folder);
  return result;
}
