/* vigie-pmtiles-fixture.h: PMTiles files made by the tests themselves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-mbtiles-fixture.h"
#include "vigie-pmtiles-directory.h"

#define FIXTURE_PM_JSON                                                                              \
  "{\"name\": \"Essai\", \"attribution\": \"<a href='x'>&copy; Essai</a> &amp; Cie\","               \
  " \"license\": \"ODbL 1.0\", \"planetiler:osm:osmosisreplicationtime\": \"2021-08-12T00:00:00Z\"," \
  " \"vector_layers\": []}"

/* What goes into a file. Numbers of entries must go up. */
typedef struct
{
  GArray *entries;   /* of VigiePmtilesEntry: offsets within the section of tiles */
  GByteArray *tiles; /* that section */
} FixturePm;

static inline FixturePm
fixture_pm_new (void)
{
  return (FixturePm) {.entries = g_array_new (FALSE, TRUE, sizeof (VigiePmtilesEntry)),
                      .tiles = g_byte_array_new ()};
}

static inline void
fixture_pm_run (FixturePm *pm, guint64 id, guint32 run, GBytes *bytes)
{
  VigiePmtilesEntry entry = {
      .id = id, .offset = pm->tiles->len, .length = (guint32) g_bytes_get_size (bytes), .run = run};

  g_array_append_val (pm->entries, entry);
  g_byte_array_append (pm->tiles, g_bytes_get_data (bytes, NULL), (guint) entry.length);
}

static inline void
fixture_pm_tile (FixturePm *pm, guint z, guint x, guint y, GBytes *bytes)
{
  fixture_pm_run (pm, vigie_pmtiles_tile_id (z, x, y), 1, bytes);
}

static inline int
fixture_pm_compare (gconstpointer a, gconstpointer b)
{
  guint64 first = ((const VigiePmtilesEntry *) a)->id, second = ((const VigiePmtilesEntry *) b)->id;

  return (first > second) - (first < second);
}

/* A directory as it lies in a file. */
static inline GBytes *
fixture_pm_directory (const VigiePmtilesEntry *entries, guint n, gboolean packed)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GBytes) plain = NULL;
  guint64 last = 0, next = 0;

  fixture_varint (out, n);
  for (guint i = 0; i < n; last = entries[i++].id)
    fixture_varint (out, entries[i].id - last);
  for (guint i = 0; i < n; i++)
    fixture_varint (out, entries[i].run);
  for (guint i = 0; i < n; i++)
    fixture_varint (out, entries[i].length);
  for (guint i = 0; i < n; i++)
    {
      fixture_varint (out, i > 0 && entries[i].offset == next ? 0 : entries[i].offset + 1);
      next = entries[i].offset + entries[i].length;
    }
  plain = g_byte_array_free_to_bytes (out);
  return packed ? fixture_gzip (plain) : g_steal_pointer (&plain);
}

static inline void
fixture_pm_section (guint8 *at, guint64 offset, guint64 length)
{
  offset = GUINT64_TO_LE (offset);
  length = GUINT64_TO_LE (length);
  memcpy (at, &offset, 8);
  memcpy (at + 8, &length, 8);
}

/* Header, root, metadata, leaves and tiles, in that order. @leaves may be NULL. */
static inline void
fixture_pm_write_parts (const char *path,
                        GBytes *root,
                        GBytes *metadata,
                        GBytes *leaves,
                        GByteArray *tiles,
                        gboolean packed)
{
  static const gint32 box[4] = {-36200000, 475500000, -30000000, 480300000};
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 header[VIGIE_PMTILES_HEADER_BYTES] = "PMTiles\x03";
  GBytes *const parts[] = {root, metadata, leaves};
  guint64 at = sizeof header;

  for (guint i = 0; i < 3; i++)
    {
      gsize length = parts[i] != NULL ? g_bytes_get_size (parts[i]) : 0;

      fixture_pm_section (header + 8 + 16 * i, at, length);
      at += length;
    }
  fixture_pm_section (header + 56, at, tiles->len);
  header[97] = packed ? 2 : 1;
  header[98] = 2;
  for (guint i = 0; i < 4; i++)
    {
      gint32 value = GINT32_TO_LE (box[i]);

      memcpy (header + 102 + 4 * i, &value, 4);
    }
  g_byte_array_append (out, header, sizeof header);
  for (guint i = 0; i < 3; i++)
    if (parts[i] != NULL)
      g_byte_array_append (out, g_bytes_get_data (parts[i], NULL),
                           (guint) g_bytes_get_size (parts[i]));
  g_byte_array_append (out, tiles->data, tiles->len);
  g_assert_true (g_file_set_contents (path, (const char *) out->data, out->len, NULL));
}

/* Writes @pm, and frees it: its entries in @n_leaves directories (0: all in the root). */
static inline void
fixture_pm_write (FixturePm *pm,
                  const char *path,
                  const char *json,
                  guint n_leaves,
                  gboolean packed)
{
  g_autoptr (GArray) root = g_array_new (FALSE, TRUE, sizeof (VigiePmtilesEntry));
  g_autoptr (GByteArray) leaves = g_byte_array_new ();
  g_autoptr (GBytes) directory = NULL, section = NULL, text = NULL, metadata = NULL;
  guint n = pm->entries->len;

  g_array_sort (pm->entries, fixture_pm_compare);
  for (guint i = 0; i < n_leaves; i++)
    {
      guint from = n * i / n_leaves, to = n * (i + 1) / n_leaves;
      const VigiePmtilesEntry *first = &g_array_index (pm->entries, VigiePmtilesEntry, from);
      g_autoptr (GBytes) leaf = fixture_pm_directory (first, to - from, packed);
      VigiePmtilesEntry entry
          = {.id = first->id, .offset = leaves->len, .length = (guint32) g_bytes_get_size (leaf)};

      g_array_append_val (root, entry);
      g_byte_array_append (leaves, g_bytes_get_data (leaf, NULL), entry.length);
    }
  directory = n_leaves > 0 ? fixture_pm_directory ((gpointer) root->data, root->len, packed)
                           : fixture_pm_directory ((gpointer) pm->entries->data, n, packed);
  section = g_bytes_new (leaves->data, leaves->len);
  text = g_bytes_new (json, strlen (json));
  metadata = packed ? fixture_gzip (text) : g_bytes_ref (text);
  fixture_pm_write_parts (path, directory, metadata, section, pm->tiles, packed);
  g_array_unref (pm->entries);
  g_byte_array_unref (pm->tiles);
}

/* The same maps as those of vigie-mbtiles-fixture.h. */
static inline void
fixture_pm_raster_file (const char *path, guint n_leaves, gboolean packed)
{
  static const double greys[4] = {0.94, 0.78, 0.3, 0.6};
  g_autoptr (GBytes) png = fixture_png (256, greys);
  FixturePm pm = fixture_pm_new ();

  for (guint z = 8; z <= 12; z++)
    fixture_pm_tile (&pm, z, FIXTURE_X (z), FIXTURE_Y (z), png);
  fixture_pm_write (&pm, path, FIXTURE_PM_JSON, n_leaves, packed);
}

static inline void
fixture_pm_vector_file (const char *path, guint n_leaves, gboolean packed)
{
  g_autoptr (GBytes) plain = fixture_vector (), tile = fixture_gzip (plain);
  FixturePm pm = fixture_pm_new ();

  for (guint z = 8; z <= 14; z++)
    fixture_pm_tile (&pm, z, FIXTURE_X (z), FIXTURE_Y (z), tile);
  fixture_pm_write (&pm, path, FIXTURE_PM_JSON, n_leaves, packed);
}
