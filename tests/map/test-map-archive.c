/* test-map-archive.c: map files: sound ones, other files, and those made to harm.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gstdio.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vigie-archive-fixture.h"
#include "vigie-map-archive-text.h"
#include "vigie-map-style.h"
#include "vigie-mbtiles-fixture.h"
#include "vigie-test-memory.h"
#include "vigie-vector-tile.h"

static char *folder; /* of all files of the test */

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* ---- Sound files ---- */

static void
test_raster (void)
{
  g_autofree char *path = path_of ("carte d’essai %20?#.mbtiles");
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (GBytes) bytes = NULL, above = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  const VigieMapArchiveInfo *info;
  guint up = 99;

  fixture_raster_file (path);
  file = fixture_open_sound (path);
  info = vigie_map_archive_get_info (file);
  g_assert_cmpint (info->kind, ==, VIGIE_MAP_ARCHIVE_RASTER);
  g_assert_cmpstr (info->name, ==, "Carte d’essai");
  g_assert_cmpstr (info->attribution, ==, "© Essai & Cie");
  g_assert_cmpstr (info->licence, ==, "ODbL 1.0");
  g_assert_cmpuint (info->min_zoom, ==, 8);
  g_assert_cmpuint (info->max_zoom, ==, 12);
  g_assert_cmpuint (info->tile_side, ==, 256);
  g_assert_cmpfloat (info->bounds.west, ==, -3.62);
  g_assert_cmpfloat (info->bounds.north, ==, 48.03);
  g_assert_cmpint (info->date, ==, G_GINT64_CONSTANT (1628769600) * VIGIE_SECOND);
  g_assert_false (info->date_is_files);
  g_assert_cmpuint (info->size, >, 4096);

  /* Counted from the north, though the file counts from the south. */
  bytes = fixture_read_tile (file, 12, FIXTURE_X (12), FIXTURE_Y (12), 0, &up, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (up, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, "\x89PNG", 4);
  none = fixture_read_tile (file, 12, FIXTURE_X (12), (1u << 12) - 1 - FIXTURE_Y (12), 0, NULL,
                            &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Deeper than the file: the tile above. Beyond what was asked for, or off the world: none. */
  above = fixture_read_tile (file, 14, FIXTURE_X (14), FIXTURE_Y (14), 6, &up, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (above, bytes));
  g_assert_cmpuint (up, ==, 2);
  g_assert_null (fixture_read_tile (file, 14, FIXTURE_X (14), FIXTURE_Y (14), 1, NULL, NULL));
  g_assert_null (fixture_read_tile (file, 30, 1u << 29, 1u << 29, 6, NULL, NULL));
  g_assert_null (fixture_read_tile (file, 12, G_MAXUINT, G_MAXUINT, 0, NULL, NULL));
}

static void
test_vector (void)
{
  g_autofree char *path = path_of ("vecteurs.mbtiles");
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (GBytes) bytes = NULL, plain = fixture_vector ();
  g_autoptr (GError) error = NULL;
  const VigieMapArchiveInfo *info;
  double middle = 0;

  fixture_vector_file (path);
  file = fixture_open_sound (path);
  info = vigie_map_archive_get_info (file);
  g_assert_cmpint (info->kind, ==, VIGIE_MAP_ARCHIVE_VECTOR);
  g_assert_cmpstr (info->attribution, ==, "© OpenMapTiles © OpenStreetMap contributors");
  g_assert_cmpuint (info->min_zoom, ==, 8);
  g_assert_cmpuint (info->max_zoom, ==, 14);
  /* The file says no bounds: those of its deepest tile; and no date: its own. */
  middle = (info->bounds.south + info->bounds.north) / 2;
  g_assert_cmpfloat_with_epsilon (middle, 47.746, 0.01);
  g_assert_cmpfloat (info->bounds.east - info->bounds.west, <, 0.03);
  g_assert_true (info->date_is_files);
  g_assert_cmpint (info->date, >, 0);

  bytes = fixture_read_tile (file, 14, FIXTURE_X (14), FIXTURE_Y (14), 0, NULL, &error);
  g_assert_no_error (error);
  /* Unpacked, with the ground before it. */
  g_assert_cmpuint (g_bytes_get_size (bytes), >, g_bytes_get_size (plain));
  g_assert_cmpmem ((const char *) g_bytes_get_data (bytes, NULL) + g_bytes_get_size (bytes)
                       - g_bytes_get_size (plain),
                   g_bytes_get_size (plain), g_bytes_get_data (plain, NULL),
                   g_bytes_get_size (plain));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                  VIGIE_VECTOR_TILE_GROUND));
}

/* ---- Others ---- */

typedef struct
{
  const char *name;
  const char *sql; /* the file, unless « make » does */
  void (*make) (const char *path);
  VigieMapArchiveError code;
} Hostile;

static void
make_text (const char *path)
{
  g_assert_true (g_file_set_contents (path, "<html><b>not a map</b></html>", -1, NULL));
}

static void
make_empty (const char *path)
{
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
make_folder (const char *path)
{
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
make_pipe (const char *path)
{
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

static void
make_nothing (const char *path)
{
}

static void
make_short (const char *path)
{
  GStatBuf info;

  fixture_raster_file (path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (truncate (path, info.st_size / 2), ==, 0);
}

/* All pages after the first are noise; the size is right. */
static void
make_noise (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  fixture_raster_file (path);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = 4096; i < length; i++)
    data[i] = (char) (i * 7919 >> 3);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

static void
make_written (const char *path)
{
  g_autofree char *beside = g_strconcat (path, "-wal", NULL);

  fixture_raster_file (path);
  g_assert_true (g_file_set_contents (beside, "what is not yet in the file", -1, NULL));
}

static void
make_package (const char *path)
{
  sqlite3 *db
      = fixture_create (path, "PRAGMA application_id = 1196444487;" FIXTURE_METADATA FIXTURE_TILES);

  sqlite3_close (db);
}

static void
make_one (const char *path, GBytes *tile)
{
  sqlite3 *db = fixture_create (path, FIXTURE_METADATA FIXTURE_TILES);

  fixture_tile (db, 12, FIXTURE_X (12), FIXTURE_Y (12), tile);
  sqlite3_close (db);
}

static void
make_bomb (const char *path)
{
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (64 << 20), 64 << 20);
  g_autoptr (GBytes) packed = fixture_gzip (zeros);

  g_assert_cmpuint (g_bytes_get_size (packed), <, 1 << 20);
  make_one (path, packed);
}

static void
make_wide (const char *path)
{
  static const double greys[4] = {0};
  g_autoptr (GBytes) png = fixture_png (2048, greys);

  make_one (path, png);
}

static void
make_html (const char *path)
{
  g_autoptr (GBytes) html = g_bytes_new_static ("<html>please log in</html>", 26);

  make_one (path, html);
}

static void
make_foreign (const char *path)
{
  static const guint32 point[] = {9, 100, 100};
  GByteArray *tile = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  fixture_layer (tile, "roads", "minor", 1, point, 3);
  bytes = g_byte_array_free_to_bytes (tile);
  make_one (path, bytes);
}

#define VIEW(select) FIXTURE_METADATA "CREATE VIEW tiles AS " select
#define COLUMNS(blob)                                                                              \
  "SELECT 12 AS zoom_level, 2009 AS tile_column, 2667 AS tile_row, " blob " AS tile_data"

static const Hostile hostile[] = {
    {"gone", NULL, make_nothing, VIGIE_MAP_ARCHIVE_ERROR_GONE},
    {"folder", NULL, make_folder, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE},
    {"pipe", NULL, make_pipe, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE},
    {"text", NULL, make_text, VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"empty", NULL, make_empty, VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"short", NULL, make_short, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED},
    {"noise", NULL, make_noise, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED},
    {"written", NULL, make_written, VIGIE_MAP_ARCHIVE_ERROR_BUSY},
    {"package", NULL, make_package, VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"other tables", "CREATE TABLE notes (text)", NULL, VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"no metadata", FIXTURE_TILES, NULL, VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"other columns", FIXTURE_METADATA "CREATE TABLE tiles (z, x, y, data)", NULL,
     VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"no tile", FIXTURE_METADATA FIXTURE_TILES, NULL, VIGIE_MAP_ARCHIVE_ERROR_EMPTY},
    {"tiles of text", FIXTURE_METADATA FIXTURE_TILES "INSERT INTO tiles VALUES (3, 1, 1, 'text')",
     NULL, VIGIE_MAP_ARCHIVE_ERROR_EMPTY},
    {"rows off the world",
     FIXTURE_METADATA FIXTURE_TILES "INSERT INTO tiles VALUES (3, 99, -5, x'00')", NULL,
     VIGIE_MAP_ARCHIVE_ERROR_DAMAGED},
    {"columns of text",
     FIXTURE_METADATA "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);"
                      "INSERT INTO tiles VALUES (3, 'a', 'b', x'00')",
     NULL, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED},
    {"a tile of 1 GB", VIEW (COLUMNS ("zeroblob (1000000000)")), NULL,
     VIGIE_MAP_ARCHIVE_ERROR_TOO_LARGE},
    {"a tile of 8 MB",
     FIXTURE_METADATA FIXTURE_TILES "INSERT INTO tiles VALUES (12, 2009, 2667, zeroblob (8000000))",
     NULL, VIGIE_MAP_ARCHIVE_ERROR_TOO_LARGE},
    {"a view that never ends",
     VIEW ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
           " SELECT i AS zoom_level, i AS tile_column, i AS tile_row, i AS tile_data FROM n"),
     NULL, VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"a view of itself", FIXTURE_METADATA "CREATE VIEW tiles AS SELECT * FROM tiles", NULL,
     VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"a view that writes", VIEW (COLUMNS ("writefile ('/tmp/x', 'y')")), NULL,
     VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"a virtual table",
     FIXTURE_METADATA "CREATE VIRTUAL TABLE tiles USING fts5"
                      " (zoom_level, tile_column, tile_row, tile_data)",
     NULL, VIGIE_MAP_ARCHIVE_ERROR_OTHER},
    {"a zip bomb", NULL, make_bomb, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED},
    {"a picture too wide", NULL, make_wide, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED},
    {"pages for tiles", NULL, make_html, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED},
    {"another schema", NULL, make_foreign, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED},
};

static void
test_hostile (gconstpointer data)
{
  const Hostile *row = data;
  g_autofree char *path = path_of (row->name);
  g_autofree char *words = NULL;

  if (row->make != NULL)
    row->make (path);
  else
    sqlite3_close (fixture_create (path, row->sql));
  words = fixture_assert_refused (path, row->code);
}

/* ---- Texts ---- */

static void
test_texts (void)
{
  static const struct
  {
    const char *html, *plain;
  } texts[] = {
      {NULL, ""},
      {"", ""},
      {"Lorient", "Lorient"},
      {"  a \n\t b  ", "a b"},
      {"<a href='x' title=\"y\">&copy; OpenStreetMap</a> contributors",
       "© OpenStreetMap contributors"},
      {"a<br/>b <!-- c -->d", "ab d"},
      {"1 < 2 & 3 > 2", "1 < 2 & 3 > 2"},
      {"&lt;b&gt; &amp;amp; &#233;&#xE9;&eacute; &unknown; &#99999999; &#0;",
       "<b> &amp; ééé &unknown; &#99999999; &#0;"},
      {"x<script>alert('<b>')</script>y<style>z</style>", "xy"},
      {"x<script>never ends", "x"},
      {"x<b", "x"},
      {"\xff\xfe", "��"},
      {"abc\xe2\x80\xae"
       "def\xe2\x80\x8b\x01",
       "abcdef"},
      {"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrs…"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *plain = vigie_map_archive_plain_text (texts[i].html, i == 13 ? 20 : 200);

      g_assert_cmpstr (plain, ==, texts[i].plain);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds; /* 0: none */
  } dates[] = {
      {NULL, 0},
      {"", 0},
      {"yesterday", 0},
      {"2021-08-12", 1628769600},
      {"2021-08-12T20:21:00Z", 1628799660},
      {"1628799660", 1628799660},
      {"1628799660000", 1628799660},
      {"12", 0},
      {"99999999999999999999", 0},
      {"2021-13-45", 0},
      {"1921-08-12", 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    g_assert_cmpint (vigie_map_archive_parse_date (dates[i].text), ==,
                     dates[i].seconds != 0 ? dates[i].seconds * VIGIE_SECOND : VIGIE_TIME_NONE);
}

static void
test_bounds (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
  } rows[] = {
      {"-3.62,47.55,-3.00,48.03", TRUE},
      {" -3.62, 47.55, -3.00 , 48.03 ", TRUE},
      {NULL, FALSE},
      {"", FALSE},
      {"1,2,3", FALSE},
      {"1,2,3,4,5", FALSE},
      {"a,b,c,d", FALSE},
      {"-3,48,-4,47", FALSE},
      {"nan,nan,nan,nan", FALSE},
      {"-181,0,1,1", FALSE},
      {"1e999,0,1,1", FALSE},
      {"0,0,0,0", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      VigieGeoBox box;

      g_assert_cmpint (vigie_map_archive_parse_bounds (rows[i].text, &box), ==, rows[i].good);
    }
}

/* ---- Vector tiles ---- */

static guint
count_kept (GByteArray *tile, gboolean *sound)
{
  g_autoptr (GBytes) bytes = g_bytes_new (tile->data, tile->len), clean = NULL;
  VigieVectorTileReport report = {0};

  clean = vigie_vector_tile_clean (bytes, vigie_map_style_get_layers (), &report, NULL);
  *sound = clean != NULL;
  return report.n_kept;
}

#define G(...) {__VA_ARGS__}, sizeof ((const guint32[]) {__VA_ARGS__}) / 4

static void
test_vector_layers (void)
{
  static const struct
  {
    const char *name, *value;
    guint type;
    guint32 geometry[12];
    gsize n;
    guint n_kept;
  } rows[] = {
      {"water", "ocean", 3, G (9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15), 1},
      {"place", "town", 1, G (9, 100, 100), 1},
      {"place", "town", 1, G (17, 100, 100, 2, 2), 1},
      {"waterway", "river", 2, G (9, 0, 0, 10, 20, 20), 1},
      {"roads", "minor", 2, G (9, 0, 0, 10, 20, 20), 0},        /* not asked for */
      {"water", "ocean", 3, G (11, 0, 0), 0},                   /* command 3 */
      {"water", "ocean", 3, G (9, 0), 0},                       /* half a step */
      {"water", "ocean", 3, G (9, 0, 0, 4294967290u, 1, 1), 0}, /* 536 million steps */
      {"water", "ocean", 3, G (15), 0},                         /* closes nothing */
      {"water", "ocean", 3, G (9, 0, 0, 23), 0},                /* closes twice */
      {"waterway", "river", 2, G (10, 20, 20), 0},              /* from nowhere */
      {"place", "town", 1, G (9, 0, 0, 10, 20, 20), 0},         /* a point with a line */
      {"water", "ocean", 3, G (9, 4294967295u, 0), 0},          /* beyond sight */
      {"water", "ocean", 7, G (9, 0, 0), 0},                    /* no such type */
      {"place", "\xff\xfe", 1, G (9, 100, 100), 0},             /* not UTF-8 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) tile = g_byte_array_new ();
      gboolean sound;

      fixture_layer (tile, rows[i].name, rows[i].value, rows[i].type, rows[i].geometry, rows[i].n);
      g_assert_cmpuint (count_kept (tile, &sound), ==, rows[i].n_kept);
      g_assert_true (sound);
    }
}

/* A sound tile with each of its bytes changed in turn, or cut anywhere: whatever comes, it is read to its end; and
 * what is kept is read by libshumate in the fuzz target. */
static void
test_vector_damage (void)
{
  g_autoptr (GBytes) plain = fixture_vector ();
  g_autoptr (GByteArray) tile = g_byte_array_new ();
  gsize length = g_bytes_get_size (plain);
  guint n_refused = 0, n_kept = 0;
  gboolean sound;

  for (gsize i = 0; i < length; i++)
    for (guint change = 1; change < 256; change += 6)
      {
        g_byte_array_set_size (tile, 0);
        g_byte_array_append (tile, g_bytes_get_data (plain, NULL), (guint) length);
        tile->data[i] ^= change;
        if (count_kept (tile, &sound) == 1)
          n_kept++;
        else
          n_refused++;
      }
  g_assert_cmpuint (n_refused, >, n_kept);
  g_assert_cmpuint (n_kept, >, 0);
  for (gsize i = 1; i < length; i++)
    {
      g_byte_array_set_size (tile, 0);
      g_byte_array_append (tile, g_bytes_get_data (plain, NULL), (guint) i);
      g_assert_cmpuint (count_kept (tile, &sound), ==, 0);
      g_assert_false (sound);
    }
  /* The same layer twice: once. */
  g_byte_array_set_size (tile, 0);
  for (int i = 0; i < 2; i++)
    g_byte_array_append (tile, g_bytes_get_data (plain, NULL), (guint) length);
  g_assert_cmpuint (count_kept (tile, &sound), ==, 1);
}

/* An index beyond the tables: libshumate would read beyond them. */
static void
test_vector_tags (void)
{
  g_autoptr (GBytes) plain = fixture_vector ();
  g_autoptr (GByteArray) tile = g_byte_array_new ();
  gboolean sound;
  guint8 *tags;

  g_byte_array_append (tile, g_bytes_get_data (plain, NULL), (guint) g_bytes_get_size (plain));
  /* Field 2 of two bytes: the pair of indexes. */
  tags = (guint8 *) memmem (tile->data, tile->len, "\x12\x02\x00\x00", 4);
  g_assert_nonnull (tags);
  g_assert_cmpuint (count_kept (tile, &sound), ==, 1);
  for (int i = 2; i < 4; i++)
    {
      tags[i] = 1;
      g_assert_cmpuint (count_kept (tile, &sound), ==, 0);
      tags[i] = 0;
    }
}

/* ---- Threads ---- */

static guint n_ended, n_cancelled, n_found;

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = vigie_map_archive_read_tile_finish (VIGIE_MAP_ARCHIVE (source), result, NULL, &error);

  n_ended++;
  if (bytes != NULL)
    n_found++;
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      n_cancelled++;
    }
}

static void
ask (VigieMapArchive *file, guint n, GCancellable *cancellable)
{
  for (guint i = 0; i < n; i++)
    vigie_map_archive_read_tile_async (file, 14, FIXTURE_X (14), FIXTURE_Y (14), 0, cancellable,
                                       counted_cb, NULL);
}

/* Thousands a minute, half of them given up, and nothing of them stays. */
static void
test_many (void)
{
  g_autofree char *path = path_of ("many.mbtiles");
  VigieMapArchive *file;
  gsize before = 0;

  fixture_vector_file (path);
  file = fixture_open_sound (path);
  g_object_add_weak_pointer (G_OBJECT (file), (gpointer *) &file);
  for (guint round = 0; round < 10; round++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      guint until = n_ended + 1000;

      ask (file, 500, NULL);
      ask (file, 500, cancellable);
      g_cancellable_cancel (cancellable);
      WAIT_UNTIL (n_ended == until);
      if (round == 4)
        before = vigie_test_resident ();
    }
  g_assert_cmpuint (n_found + n_cancelled, ==, 10000);
  g_assert_cmpuint (n_found, >=, 5000);
  g_assert_cmpuint (n_cancelled, >, 4000);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (vigie_test_resident (), <, before + (1 << 20));
#else
  g_test_message ("no bar: the sanitizer keeps what was freed; %zu bytes more",
                  vigie_test_resident () - before);
#endif
  /* Let go of while requests wait: they end, then it goes. */
  n_ended = 0;
  ask (file, 100, NULL);
  g_object_unref (file);
  WAIT_UNTIL (n_ended == 100);
  /* The last reference may be that of its thread. */
  for (guint i = 0; i < 20000 && g_atomic_pointer_get (&file) != NULL; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (file);
}

/* Overwritten while it is open: its tiles are none, the program goes on. */
static void
test_overwritten (void)
{
  g_autofree char *path = path_of ("overwritten.mbtiles");
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  fixture_raster_file (path);
  file = fixture_open_sound (path);
  g_assert_cmpint (truncate (path, 512), ==, 0);
  for (guint z = 8; z <= 12; z++)
    {
      g_autoptr (GBytes) tile = fixture_read_tile (file, z, FIXTURE_X (z), FIXTURE_Y (z), 0, NULL,
                                                   z == 12 ? &error : NULL);

      if (z == 12 && tile == NULL)
        g_assert_nonnull (error);
    }
}

static void
test_cancelled (void)
{
  g_autofree char *path = path_of ("cancelled.mbtiles");

  fixture_raster_file (path);
  fixture_assert_open_cancelled (path);
}

int
main (int argc, char **argv)
{
  int result;

  setlocale (LC_ALL, "");
  vigie_test_init (&argc, &argv);
  folder = g_dir_make_tmp ("vigie-map-archive-XXXXXX", NULL);
  g_test_add_func ("/map-archive/raster", test_raster);
  g_test_add_func ("/map-archive/vector", test_vector);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *name = g_strdup_printf ("/map-archive/hostile/%s", hostile[i].name);

      g_test_add_data_func (name, &hostile[i], test_hostile);
    }
  g_test_add_func ("/map-archive/texts", test_texts);
  g_test_add_func ("/map-archive/dates", test_dates);
  g_test_add_func ("/map-archive/bounds", test_bounds);
  g_test_add_func ("/map-archive/vector/layers", test_vector_layers);
  g_test_add_func ("/map-archive/vector/damage", test_vector_damage);
  g_test_add_func ("/map-archive/vector/tags", test_vector_tags);
  g_test_add_func ("/map-archive/many", test_many);
  g_test_add_func ("/map-archive/overwritten", test_overwritten);
  g_test_add_func ("/map-archive/cancelled", test_cancelled);
  result = g_test_run ();
  vigie_test_remove_tree (folder);
  g_free (folder);
  return result;
}
