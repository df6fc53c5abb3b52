/* vigie-place-index.c: the names of places that a map file has, read once and kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-place-index.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "vigie-geodesy.h"

/* How what is kept begins, before the number of places; another one when what follows it is another. */
#define HEADER "vigie-places 1"
/* Nearer than this two places of one name are one, m. */
#define SAME 1000.0
#define LONGEST_CACHE (8 * 1024 * 1024)

struct _VigiePlaces
{
  gatomicrefcount ref_count;
  GArray *places; /* owned: VigiePlace */
};

/* ---- The set ---- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const VigiePlace *p = a, *q = b;
  int order = strcmp (p->name, q->name);

  if (order == 0)
    order = (int) p->kind - (int) q->kind;
  if (order == 0)
    order = p->lat < q->lat ? -1 : p->lat > q->lat;
  return order != 0 ? order : p->lon < q->lon ? -1 : p->lon > q->lon;
}

static gboolean
is_same (const VigiePlace *a, const VigiePlace *b)
{
  VigiePosition p = {a->lat, a->lon}, q = {b->lat, b->lon};

  return strcmp (a->name, b->name) == 0 && fabs (a->lat - b->lat) < 0.02
         && vigie_geodesy_distance (&p, &q) < SAME;
}

/* Takes @places: sorted, each place once. */
static VigiePlaces *
places_new (GArray *places)
{
  VigiePlaces *self = g_new0 (VigiePlaces, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->places = vigie_place_array_new ();
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len && self->places->len < VIGIE_PLACES_MOST; i++)
    {
      VigiePlace *place = &g_array_index (places, VigiePlace, i), kept;
      gboolean known = FALSE;

      /* Those of one name follow each other; of very many of one name the last ones are looked at. */
      for (guint k = self->places->len; k > 0 && self->places->len - k < 32 && !known; k--)
        {
          const VigiePlace *other = &g_array_index (self->places, VigiePlace, k - 1);

          if (strcmp (other->name, place->name) != 0)
            break;
          known = is_same (other, place);
        }
      if (known)
        continue;
      kept = *place;
      place->name = NULL;
      g_array_append_val (self->places, kept);
    }
  g_array_unref (places);
  return self;
}

VigiePlaces *
vigie_places_ref (VigiePlaces *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_places_unref (VigiePlaces *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->places);
  g_free (self);
}

guint
vigie_places_get_n (VigiePlaces *self)
{
  return self->places->len;
}

const VigiePlace *
vigie_places_get (VigiePlaces *self, guint place)
{
  g_return_val_if_fail (place < self->places->len, NULL);
  return &g_array_index (self->places, VigiePlace, place);
}

/* ---- What is kept ---- */

/* Which file it is, on one line; NULL where that cannot be told. */
static char *
identity_of (VigieMapArchive *file)
{
  g_autoptr (GFileInfo) info
      = g_file_query_info (vigie_map_archive_get_file (file),
                           G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED
                                                          "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
                           G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *uri = g_file_get_uri (vigie_map_archive_get_file (file));

  if (info == NULL)
    return NULL;
  return g_strdup_printf (
      "%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT ".%06u %s", (gint64) g_file_info_get_size (info),
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
      g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC), uri);
}

static char *
cache_path (const char *folder, const char *identity)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);
  g_autofree char *name = g_strdup_printf ("places-%.16s.txt", sum);

  return g_build_filename (folder, name, NULL);
}

/* « 2 47.812345 -3.312345 Kerpotence » */
static gboolean
read_line (const char *line, VigiePlace *place)
{
  char *end;
  guint64 kind = g_ascii_strtoull (line, &end, 10);

  if (end == line || *end != ' ' || kind >= VIGIE_N_PLACE_KIND)
    return FALSE;
  place->kind = (VigiePlaceKind) kind;
  line = end + 1;
  place->lat = g_ascii_strtod (line, &end);
  if (end == line || *end != ' ')
    return FALSE;
  line = end + 1;
  place->lon = g_ascii_strtod (line, &end);
  if (end == line || *end != ' ' || end[1] == '\0'
      || !vigie_position_is_valid (&(VigiePosition) {place->lat, place->lon}))
    return FALSE;
  place->name = g_strdup (end + 1);
  return TRUE;
}

/* NULL where there is nothing, or nothing whole. */
static VigiePlaces *
read_cache (const char *path, const char *identity)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) places = vigie_place_array_new ();
  gsize length;
  g_autofree char *header = NULL;
  guint n;

  if (!g_file_get_contents (path, &text, &length, NULL) || length > LONGEST_CACHE
      || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  n = g_strv_length (lines);
  /* As many as it says, and the line after them is empty: it is whole. */
  header = g_strdup_printf (HEADER " %u", n > 3 ? n - 3 : 0);
  if (n < 3 || strcmp (lines[0], header) != 0 || strcmp (lines[1], identity) != 0
      || *lines[n - 1] != '\0')
    return NULL;
  for (guint i = 2; i + 1 < n; i++)
    {
      VigiePlace place = {0};

      if (!read_line (lines[i], &place))
        return NULL;
      g_array_append_val (places, place);
    }
  return places_new (g_steal_pointer (&places));
}

/* Those of files that were the map before are of no use. */
static void
forget_others (const char *folder, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *other = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, "places-") && g_str_has_suffix (name, ".txt")
          && strcmp (other, path) != 0)
        g_remove (other);
    }
}

static void
write_cache (const char *folder, const char *path, const char *identity, VigiePlaces *places)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_string_append_printf (text, HEADER " %u\n%s\n", places->places->len, identity);
  for (guint i = 0; i < places->places->len; i++)
    {
      const VigiePlace *place = &g_array_index (places->places, VigiePlace, i);
      char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (lat, sizeof lat, "%.6f", place->lat);
      g_ascii_formatd (lon, sizeof lon, "%.6f", place->lon);
      g_string_append_printf (text, "%d %s %s %s\n", place->kind, lat, lon, place->name);
    }
  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents_full (path, text->str, (gssize) text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    {
      /* It is read from the map again, next time. */
      g_debug ("places not kept: %s", error != NULL ? error->message : g_strerror (errno));
      return;
    }
  forget_others (folder, path);
}

/* ---- Reading the tiles ---- */

typedef struct
{
  char *cache_folder; /* owned, or NULL */
} Job;

static void
job_free (gpointer data)
{
  g_free (((Job *) data)->cache_folder);
  g_free (data);
}

static void
tile_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* The tile's bytes, or NULL; @context is this thread's. */
static GBytes *
read_tile (VigieMapArchive *file,
           guint z,
           guint x,
           guint y,
           GMainContext *context,
           GCancellable *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;

  vigie_map_archive_read_tile_async (file, z, x, y, 0, cancellable, tile_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  return vigie_map_archive_read_tile_finish (file, result, NULL, NULL);
}

static guint
tile_of (double unit, guint z)
{
  double side = exp2 (z);

  return (guint) CLAMP (floor (unit * side), 0, side - 1);
}

static void
read_tiles (VigieMapArchive *file, GArray *places, GCancellable *cancellable)
{
  const VigieMapArchiveInfo *info = vigie_map_archive_get_info (file);
  g_autoptr (GMainContext) context = g_main_context_new ();
  guint x0 = 0, x1 = 0, y0 = 0, y1 = 0, z = MIN (info->max_zoom, 14);

  /* All localities are on the level 14; deeper ones say the same. */
  for (;; z--)
    {
      x0 = tile_of (vigie_mercator_x (info->bounds.west), z);
      x1 = tile_of (vigie_mercator_x (info->bounds.east), z);
      y0 = tile_of (vigie_mercator_y (info->bounds.north), z);
      y1 = tile_of (vigie_mercator_y (info->bounds.south), z);
      /* Around the antimeridian: the whole row. */
      if (x1 < x0)
        {
          x0 = 0;
          x1 = (guint) exp2 (z) - 1;
        }
      if (z == 0 || (guint64) (x1 - x0 + 1) * (y1 - y0 + 1) <= VIGIE_PLACES_MOST_TILES)
        break;
    }
  g_main_context_push_thread_default (context);
  for (guint y = y0; y <= y1; y++)
    for (guint x = x0; x <= x1; x++)
      {
        g_autoptr (GBytes) tile = NULL;

        if (g_cancellable_is_cancelled (cancellable) || places->len > 4 * VIGIE_PLACES_MOST)
          break;
        tile = read_tile (file, z, x, y, context, cancellable);
        if (tile != NULL)
          vigie_place_tile_read (tile, z, x, y, places, NULL);
      }
  g_main_context_pop_thread_default (context);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  VigieMapArchive *file = source;
  Job *job = task_data;
  g_autofree char *identity = job->cache_folder != NULL ? identity_of (file) : NULL;
  g_autofree char *path = identity != NULL ? cache_path (job->cache_folder, identity) : NULL;
  g_autoptr (GArray) found = vigie_place_array_new ();
  VigiePlaces *places = path != NULL ? read_cache (path, identity) : NULL;

  if (places == NULL)
    {
      if (vigie_map_archive_get_info (file)->kind == VIGIE_MAP_ARCHIVE_VECTOR)
        read_tiles (file, found, cancellable);
      if (g_task_return_error_if_cancelled (task))
        return;
      places = places_new (g_steal_pointer (&found));
      if (path != NULL && vigie_map_archive_get_info (file)->kind == VIGIE_MAP_ARCHIVE_VECTOR)
        write_cache (job->cache_folder, path, identity, places);
    }
  g_task_return_pointer (task, places, (GDestroyNotify) vigie_places_unref);
}

void
vigie_places_read_async (VigieMapArchive *file,
                         const char *cache_folder,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->cache_folder = g_strdup (cache_folder);
  g_task_set_source_tag (task, vigie_places_read_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

VigiePlaces *
vigie_places_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == vigie_places_read_async, NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
