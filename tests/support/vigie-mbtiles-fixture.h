/* vigie-mbtiles-fixture.h: map files made by the tests themselves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sqlite3.h>
#include <string.h>

#define FIXTURE_METADATA "CREATE TABLE metadata (name text, value text);"
#define FIXTURE_TILES                                                                               \
  "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);" \
  "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);"

/* The tile over Lorient on a level, counted from the north. */
#define FIXTURE_X(z) (8038u >> (14 - (z)))
#define FIXTURE_Y(z) (5712u >> (14 - (z)))

static inline void
fixture_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static inline sqlite3 *
fixture_create (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  fixture_sql (db, sql);
  return db;
}

static inline void
fixture_meta (sqlite3 *db, const char *name, const char *value)
{
  char *sql = sqlite3_mprintf ("INSERT INTO metadata VALUES (%Q, %Q)", name, value);

  fixture_sql (db, sql);
  sqlite3_free (sql);
}

static inline void
fixture_tile (sqlite3 *db, int z, int x, int y, GBytes *bytes)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "INSERT INTO tiles VALUES (?, ?, ?, ?)", -1, &statement, NULL), ==,
      SQLITE_OK);
  sqlite3_bind_int (statement, 1, z);
  sqlite3_bind_int (statement, 2, x);
  sqlite3_bind_int (statement, 3, (1 << z) - 1 - y);
  sqlite3_bind_blob (statement, 4, g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes),
                     SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* A PNG in four quarters: north-west, north-east, south-west, south-east. */
static inline GBytes *
fixture_png (int side, const double greys[4])
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) pixels = NULL;
  int stride = cairo_image_surface_get_stride (surface);

  for (int i = 0; i < 4; i++)
    {
      cairo_set_source_rgb (cr, greys[i], greys[i], greys[i]);
      cairo_rectangle (cr, i % 2 * side / 2, i / 2 * side / 2, side / 2, side / 2);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * side);
  cairo_surface_destroy (surface);
  texture = gdk_memory_texture_new (side, side, GDK_MEMORY_DEFAULT, pixels, stride);
  return gdk_texture_save_to_png_bytes (texture);
}

static inline GBytes *
fixture_gzip (GBytes *bytes)
{
  g_autoptr (GConverter) converter
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));

  return g_converter_convert_bytes (converter, bytes, NULL);
}

/* ---- Vector tiles, byte by byte ---- */

static inline void
fixture_varint (GByteArray *out, guint64 value)
{
  do
    {
      guint8 byte = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);

      g_byte_array_append (out, &byte, 1);
      value >>= 7;
    }
  while (value > 0);
}

static inline void
fixture_field (GByteArray *out, guint number, const void *data, gsize length)
{
  fixture_varint (out, number << 3 | 2);
  fixture_varint (out, length);
  g_byte_array_append (out, data, (guint) length);
}

static inline void
fixture_number (GByteArray *out, guint number, guint64 value)
{
  fixture_varint (out, number << 3);
  fixture_varint (out, value);
}

/* A layer of one feature with a tag « class » of that value. */
static inline void
fixture_layer (GByteArray *tile,
               const char *name,
               const char *value,
               guint type,
               const guint32 *geometry,
               gsize n_geometry)
{
  g_autoptr (GByteArray) layer = g_byte_array_new (), feature = g_byte_array_new ();
  g_autoptr (GByteArray) packed = g_byte_array_new (), text = g_byte_array_new ();

  for (gsize i = 0; i < n_geometry; i++)
    fixture_varint (packed, geometry[i]);
  fixture_field (feature, 2, "\0\0", 2);
  fixture_number (feature, 3, type);
  fixture_field (feature, 4, packed->data, packed->len);
  fixture_field (text, 1, value, strlen (value));
  fixture_number (layer, 15, 2);
  fixture_field (layer, 1, name, strlen (name));
  fixture_field (layer, 2, feature->data, feature->len);
  fixture_field (layer, 3, "class", 5);
  fixture_field (layer, 4, text->data, text->len);
  fixture_number (layer, 5, 4096);
  fixture_field (tile, 3, layer->data, layer->len);
}

/* The sea in the eastern half. */
static inline GBytes *
fixture_vector (void)
{
  static const guint32 sea[] = {9, 4096, 0, 26, 4096, 0, 0, 8192, 4095, 0, 15};
  GByteArray *tile = g_byte_array_new ();

  fixture_layer (tile, "water", "ocean", 3, sea, G_N_ELEMENTS (sea));
  return g_byte_array_free_to_bytes (tile);
}

/* A raster map of the levels 8 to 12, a tile each. */
static inline void
fixture_raster_file (const char *path)
{
  static const double greys[4] = {0.94, 0.78, 0.3, 0.6};
  g_autoptr (GBytes) png = fixture_png (256, greys);
  sqlite3 *db = fixture_create (path, FIXTURE_METADATA FIXTURE_TILES);

  fixture_meta (db, "name", "Carte d’essai");
  fixture_meta (db, "format", "png");
  fixture_meta (db, "attribution", "<a href=\"https://example.org\">&copy; Essai &amp; Cie</a>");
  fixture_meta (db, "bounds", "-3.62,47.55,-3.0,48.03");
  fixture_meta (db, "license", "ODbL 1.0");
  fixture_meta (db, "date", "2021-08-12");
  for (int z = 8; z <= 12; z++)
    fixture_tile (db, z, FIXTURE_X (z), FIXTURE_Y (z), png);
  sqlite3_close (db);
}

/* A vector map of the levels 8 to 14, gzip, behind a view as tile-join makes it. */
static inline void
fixture_vector_file (const char *path)
{
  g_autoptr (GBytes) plain = fixture_vector ();
  g_autoptr (GBytes) packed = fixture_gzip (plain);
  sqlite3 *db = fixture_create (
      path, FIXTURE_METADATA
      "CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id text);"
      "CREATE TABLE images (tile_data blob, tile_id text);"
      "CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);"
      "CREATE UNIQUE INDEX images_id ON images (tile_id);"
      "CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column,"
      " map.tile_row AS tile_row, images.tile_data AS tile_data"
      " FROM map JOIN images ON images.tile_id = map.tile_id");
  sqlite3_stmt *statement = NULL;

  fixture_meta (db, "name", "Vecteurs d’essai");
  fixture_meta (db, "format", "pbf");
  fixture_meta (db, "attribution", "© OpenMapTiles © OpenStreetMap contributors");
  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "INSERT INTO images VALUES (?, 'a')", -1, &statement, NULL), ==,
      SQLITE_OK);
  sqlite3_bind_blob (statement, 1, g_bytes_get_data (packed, NULL), (int) g_bytes_get_size (packed),
                     SQLITE_TRANSIENT);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
  for (int z = 8; z <= 14; z++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO map VALUES (%d, %u, %u, 'a')", z,
                                              FIXTURE_X (z), (1u << z) - 1 - FIXTURE_Y (z));

      fixture_sql (db, sql);
    }
  sqlite3_close (db);
}
