/* vigie-pmtiles-directory.c: the header and the directories of a PMTiles file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-pmtiles-directory.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-map-archive-form.h"
#include "vigie-wire.h"

/* ---- Header ---- */

static guint64
read_le64 (const guint8 *at)
{
  guint64 value;

  memcpy (&value, at, sizeof value);
  return GUINT64_FROM_LE (value);
}

static double
read_degrees (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return (gint32) GUINT32_FROM_LE (value) / 1e7;
}

static VigiePmtilesSection
read_section (const guint8 *at)
{
  return (VigiePmtilesSection) {read_le64 (at), read_le64 (at + 8)};
}

static void
set_unsupported (GError **error, const char *words)
{
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED, words);
}

/* Of how the directories (97) and the tiles (98) are packed, and of what these are (99). */
static gboolean
check_kinds (const guint8 *data, GError **error)
{
  enum
  {
    UNKNOWN,
    PLAIN,
    GZIP,
    BROTLI,
    ZSTANDARD
  };
  enum
  {
    AVIF = 5,
    MAPLIBRE = 6
  };

  for (guint i = 97; i <= 98; i++)
    if (data[i] == BROTLI || data[i] == ZSTANDARD)
      {
        set_unsupported (error, _ ("This map is compressed with Brotli or Zstandard, which "
                                   "cannot be read here. Have it recreated with gzip."));
        return FALSE;
      }
  if (data[97] != PLAIN && data[97] != GZIP)
    {
      vigie_map_archive_form_set_damaged (error);
      return FALSE;
    }
  if (data[99] == AVIF || data[99] == MAPLIBRE)
    {
      set_unsupported (error, _ ("The tiles of this map are of a kind that cannot be shown here. "
                                 "Have it recreated with PNG, JPEG or Mapbox vector tiles."));
      return FALSE;
    }
  return TRUE;
}

gboolean
vigie_pmtiles_header_read (const guint8 *data,
                           gsize length,
                           guint64 size,
                           VigiePmtilesHeader *header,
                           GError **error)
{
  const VigiePmtilesSection *const sections[]
      = {&header->root, &header->metadata, &header->leaves, &header->tiles};
  guint64 whole = VIGIE_PMTILES_HEADER_BYTES;

  if (length >= 8 && memcmp (data, "PMTiles", 7) == 0 && data[7] != 3)
    {
      set_unsupported (error, _ ("This map uses a version of PMTiles other than 3. Have it "
                                 "converted or recreated."));
      return FALSE;
    }
  if (length < VIGIE_PMTILES_HEADER_BYTES)
    {
      vigie_map_archive_form_set_short (size, whole, error);
      return FALSE;
    }
  if (!check_kinds (data, error))
    return FALSE;
  header->root = read_section (data + 8);
  header->metadata = read_section (data + 24);
  header->leaves = read_section (data + 40);
  header->tiles = read_section (data + 56);
  header->is_packed = data[97] == 2;
  header->bounds = (VigieGeoBox) {.west = read_degrees (data + 102),
                                  .south = read_degrees (data + 106),
                                  .east = read_degrees (data + 110),
                                  .north = read_degrees (data + 114)};
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      guint64 end;

      if (!g_uint64_checked_add (&end, sections[i]->offset, sections[i]->length)
          || end > G_MAXINT64)
        {
          vigie_map_archive_form_set_damaged (error);
          return FALSE;
        }
      if (sections[i]->length > 0)
        whole = MAX (whole, end);
    }
  if (whole > size)
    {
      vigie_map_archive_form_set_short (size, whole, error);
      return FALSE;
    }
  if (header->root.length == 0 || header->root.length > VIGIE_PMTILES_MAX_PACKED
      || header->metadata.length > VIGIE_PMTILES_MAX_PACKED)
    {
      vigie_map_archive_form_set_damaged (error);
      return FALSE;
    }
  return TRUE;
}

/* ---- Directories ---- */

static gboolean
read_ids (VigieWire *wire, GArray *entries, guint64 first, guint64 end)
{
  guint64 id = 0, step;

  for (guint i = 0; i < entries->len; i++)
    {
      if (!vigie_wire_read_number (wire, &step) || (i > 0 && step == 0)
          || !g_uint64_checked_add (&id, id, step) || id < first || id >= end)
        return FALSE;
      g_array_index (entries, VigiePmtilesEntry, i).id = id;
    }
  return TRUE;
}

static gboolean
read_runs (VigieWire *wire, GArray *entries)
{
  guint64 run, last;

  for (guint i = 0; i < entries->len; i++)
    {
      VigiePmtilesEntry *entry = &g_array_index (entries, VigiePmtilesEntry, i);

      if (!vigie_wire_read_number (wire, &run) || run > G_MAXUINT32
          || !g_uint64_checked_add (&last, entry->id, run))
        return FALSE;
      entry->run = (guint32) run;
    }
  return TRUE;
}

static gboolean
read_lengths (VigieWire *wire, GArray *entries)
{
  guint64 length;

  for (guint i = 0; i < entries->len; i++)
    {
      if (!vigie_wire_read_number (wire, &length) || length == 0 || length > G_MAXUINT32)
        return FALSE;
      g_array_index (entries, VigiePmtilesEntry, i).length = (guint32) length;
    }
  return TRUE;
}

/* Within their sections first: 0 stands for « right behind the one before ». */
static gboolean
read_offsets (VigieWire *wire, GArray *entries, const VigiePmtilesHeader *header)
{
  guint64 next = 0, offset;

  for (guint i = 0; i < entries->len; i++)
    {
      VigiePmtilesEntry *entry = &g_array_index (entries, VigiePmtilesEntry, i);
      const VigiePmtilesSection *section = entry->run > 0 ? &header->tiles : &header->leaves;

      if (!vigie_wire_read_number (wire, &offset) || (offset == 0 && i == 0))
        return FALSE;
      offset = offset == 0 ? next : offset - 1;
      if (offset > section->length || entry->length > section->length - offset)
        return FALSE;
      next = offset + entry->length;
      entry->offset = section->offset + offset;
    }
  return TRUE;
}

GArray *
vigie_pmtiles_directory_read (const guint8 *data,
                              gsize length,
                              const VigiePmtilesHeader *header,
                              guint64 first,
                              guint64 end)
{
  VigieWire wire = vigie_wire_init (data, length);
  g_autoptr (GArray) entries = NULL;
  guint64 n;

  /* Each entry has four numbers. */
  if (!vigie_wire_read_number (&wire, &n) || n == 0 || n > VIGIE_PMTILES_MAX_ENTRIES
      || n > length / 4)
    return NULL;
  entries = g_array_sized_new (FALSE, TRUE, sizeof (VigiePmtilesEntry), (guint) n);
  g_array_set_size (entries, (guint) n);
  return read_ids (&wire, entries, first, end) && read_runs (&wire, entries)
                 && read_lengths (&wire, entries) && read_offsets (&wire, entries, header)
             ? g_steal_pointer (&entries)
             : NULL;
}

int
vigie_pmtiles_directory_find (GArray *entries, guint64 id)
{
  guint from = 0, to = entries->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (g_array_index (entries, VigiePmtilesEntry, middle).id <= id)
        from = middle + 1;
      else
        to = middle;
    }
  return (int) from - 1;
}

/* ---- Numbers of tiles ---- */

/* How many tiles the levels above have: (4^z − 1) / 3. */
static guint64
first_of (guint z)
{
  return ((G_GUINT64_CONSTANT (1) << 2 * z) - 1) / 3;
}

/* A quarter of the curve in the place of the whole. */
static void
turn (guint side, guint *x, guint *y, guint right, guint low)
{
  guint former = *x;

  if (low != 0)
    return;
  if (right != 0)
    {
      *x = side - 1 - *x;
      *y = side - 1 - *y;
      former = *x;
    }
  *x = *y;
  *y = former;
}

guint64
vigie_pmtiles_tile_id (guint z, guint x, guint y)
{
  guint64 id;

  if (z > VIGIE_PMTILES_MAX_ZOOM || x >> z != 0 || y >> z != 0)
    return G_MAXUINT64;
  id = first_of (z);
  for (guint half = z > 0 ? 1u << (z - 1) : 0; half > 0; half /= 2)
    {
      guint right = (x & half) != 0, low = (y & half) != 0;

      id += (guint64) half * half * ((3 * right) ^ low);
      x &= half - 1;
      y &= half - 1;
      turn (half, &x, &y, right, low);
    }
  return id;
}

gboolean
vigie_pmtiles_tile_place (guint64 id, guint *z, guint *x, guint *y)
{
  guint level = 0, column = 0, row = 0;

  if (id >= first_of (VIGIE_PMTILES_MAX_ZOOM + 1))
    return FALSE;
  while (id >= first_of (level + 1))
    level++;
  id -= first_of (level);
  for (guint half = 1; half < 1u << level; half *= 2, id /= 4)
    {
      guint right = (guint) (id / 2) & 1, low = ((guint) id ^ right) & 1;

      turn (half, &column, &row, right, low);
      column += half * right;
      row += half * low;
    }
  *z = level;
  *x = column;
  *y = row;
  return TRUE;
}
