/* vigie-pmtiles.c: map files of directories and tiles that nobody vouches for.
 *
 * Every number of the file is held against what holds it before it is used; nothing is mapped into memory (a file that
 * gets shorter must not end the program), and a question ends at its time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-pmtiles.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "vigie-map-archive-text.h"
#include "vigie-pmtiles-directory.h"
#include "vigie-vector-tile.h"

/* The longest metadata that are read: those of a country’s tiles have some 20 kB. */
#define MAX_METADATA (1024 * 1024)
/* The root and three more: files have one more. */
#define MAX_DEPTH 3
/* Directories that are kept: so many, of so many entries in all. */
#define MAX_KEPT 16
#define MAX_KEPT_ENTRIES (2 * VIGIE_PMTILES_MAX_ENTRIES)

typedef struct
{
  VigiePmtilesEntry entry; /* that led here */
  GArray *entries;         /* of VigiePmtilesEntry, owned */
} Directory;

/* A file: of one thread at a time. */
typedef struct
{
  int fd;
  char *path; /* owned */
  guint64 size;
  VigieTime changed;
  VigiePmtilesHeader header;
  GArray *root;              /* owned */
  GQueue kept;               /* of Directory, owned: the one used last comes first */
  guint n_kept_entries;      /* in them */
  GCancellable *cancellable; /* of the question under way, or NULL */
  gint64 deadline;           /* of it, monotonic µs */
} VigiePmtiles;

static void pmtiles_free (gpointer file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigiePmtiles, pmtiles_free)

static void
begin (VigiePmtiles *self, GCancellable *cancellable, gint64 time)
{
  self->cancellable = cancellable;
  self->deadline = g_get_monotonic_time () + time;
}

/* ---- Bytes ---- */

/* @length bytes (which its caller has bounded) from @offset on. */
static GBytes *
read_bytes (VigiePmtiles *self, guint64 offset, gsize length, GError **error)
{
  g_autofree guint8 *data = NULL;
  gsize got = 0;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  if (g_get_monotonic_time () > self->deadline)
    {
      vigie_map_archive_form_set_slow (error);
      return NULL;
    }
  data = g_malloc (length);
  while (got < length)
    {
      ssize_t n = pread (self->fd, data + got, length - got, (off_t) (offset + got));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          vigie_map_archive_form_set_unreadable (error);
          return NULL;
        }
      if (n == 0) /* shorter than it was */
        {
          vigie_map_archive_form_set_damaged (error);
          return NULL;
        }
      got += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/* A directory or the metadata. */
static GBytes *
read_unpacked (VigiePmtiles *self, guint64 offset, guint64 length, GError **error)
{
  g_autoptr (GBytes) packed = NULL;
  GBytes *plain;

  if (length == 0 || length > VIGIE_PMTILES_MAX_PACKED)
    {
      vigie_map_archive_form_set_damaged (error);
      return NULL;
    }
  packed = read_bytes (self, offset, (gsize) length, error);
  if (packed == NULL || !self->header.is_packed)
    return g_steal_pointer (&packed);
  plain = vigie_vector_tile_unpack (packed, VIGIE_PMTILES_MAX_UNPACKED, NULL);
  if (plain == NULL)
    vigie_map_archive_form_set_damaged (error);
  return plain;
}

/* ---- Directories ---- */

static void
directory_free (Directory *directory)
{
  g_array_unref (directory->entries);
  g_free (directory);
}

static GArray *
load_directory (VigiePmtiles *self,
                guint64 offset,
                guint64 length,
                guint64 first,
                guint64 end,
                GError **error)
{
  g_autoptr (GBytes) plain = read_unpacked (self, offset, length, error);
  GArray *entries;

  if (plain == NULL)
    return NULL;
  entries = vigie_pmtiles_directory_read (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain),
                                          &self->header, first, end);
  if (entries == NULL)
    vigie_map_archive_form_set_damaged (error);
  return entries;
}

/* The directory to which @entry leads, whose tiles come before @end. A reference to it. */
static GArray *
get_directory (VigiePmtiles *self, const VigiePmtilesEntry *entry, guint64 end, GError **error)
{
  Directory *directory;
  GArray *entries;

  for (GList *link = self->kept.head; link != NULL; link = link->next)
    {
      directory = link->data;
      /* The same bytes may stand for another range: then they are looked at anew. */
      if (directory->entry.offset != entry->offset || directory->entry.id != entry->id
          || directory->entry.length != entry->length)
        continue;
      g_queue_unlink (&self->kept, link);
      g_queue_push_head_link (&self->kept, link);
      return g_array_ref (directory->entries);
    }
  entries = load_directory (self, entry->offset, entry->length, entry->id, end, error);
  if (entries == NULL)
    return NULL;
  directory = g_new (Directory, 1);
  *directory = (Directory) {.entry = *entry, .entries = g_array_ref (entries)};
  g_queue_push_head (&self->kept, directory);
  self->n_kept_entries += entries->len;
  while (self->kept.length > 1
         && (self->kept.length > MAX_KEPT || self->n_kept_entries > MAX_KEPT_ENTRIES))
    {
      directory = g_queue_pop_tail (&self->kept);
      self->n_kept_entries -= directory->entries->len;
      directory_free (directory);
    }
  return entries;
}

/* The first tile from the number @id on that is in @entries or below: its number and its place. FALSE without @error
 * where there is none. At most two ways are gone on each level: what a directory has lies between its own entry and
 * the next. */
static gboolean
find_from (VigiePmtiles *self,
           GArray *entries,
           guint depth,
           guint64 id,
           guint64 end,
           VigiePmtilesEntry *found,
           GError **error)
{
  int start = vigie_pmtiles_directory_find (entries, id);

  for (guint i = (guint) MAX (start, 0); i < entries->len; i++)
    {
      const VigiePmtilesEntry *entry = &g_array_index (entries, VigiePmtilesEntry, i);
      guint64 next
          = i + 1 < entries->len ? g_array_index (entries, VigiePmtilesEntry, i + 1).id : end;
      g_autoptr (GArray) leaf = NULL;
      GError *failure = NULL;
      gboolean is_there;

      if (entry->run > 0)
        {
          if (entry->id + entry->run <= id)
            continue;
          *found = *entry;
          found->id = MAX (entry->id, id);
          return TRUE;
        }
      if (depth == MAX_DEPTH)
        {
          vigie_map_archive_form_set_damaged (error);
          return FALSE;
        }
      leaf = get_directory (self, entry, next, error);
      if (leaf == NULL)
        return FALSE;
      is_there = find_from (self, leaf, depth + 1, id, next, found, &failure);
      if (failure != NULL)
        g_propagate_error (error, failure);
      if (is_there || failure != NULL)
        return is_there;
    }
  return FALSE;
}

/* ---- Opening ---- */

static gpointer
pmtiles_open (const VigieMapArchivePlace *place, GCancellable *cancellable, GError **error)
{
  g_autoptr (VigiePmtiles) self = g_new0 (VigiePmtiles, 1);
  guint8 head[VIGIE_PMTILES_HEADER_BYTES];
  ssize_t length;

  self->fd = place->fd;
  self->path = g_strdup (place->path);
  self->size = place->size;
  self->changed = place->changed;
  g_queue_init (&self->kept);
  begin (self, cancellable, VIGIE_MAP_ARCHIVE_CHECK_TIME);
  length = pread (self->fd, head, sizeof head, 0);
  if (!vigie_pmtiles_header_read (head, (gsize) MAX (length, 0), self->size, &self->header, error))
    return NULL;
  self->root = load_directory (self, self->header.root.offset, self->header.root.length, 0,
                               G_MAXUINT64, error);
  self->cancellable = NULL;
  return self->root != NULL ? g_steal_pointer (&self) : NULL;
}

static void
pmtiles_free (gpointer file)
{
  VigiePmtiles *self = file;

  g_queue_clear_full (&self->kept, (GDestroyNotify) directory_free);
  g_clear_pointer (&self->root, g_array_unref);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

/* ---- What it says ---- */

/* The texts of the metadata that are of use here. Metadata that cannot be read are none: the tiles are good without. */
static gboolean
read_texts (VigiePmtiles *self, GHashTable *texts, GError **error)
{
  const char *const *keys = vigie_map_archive_form_get_keys ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GBytes) plain = NULL;
  JsonNode *root;
  JsonObject *object;

  if (self->header.metadata.length == 0)
    return TRUE;
  plain = read_unpacked (self, self->header.metadata.offset, self->header.metadata.length, error);
  if (plain == NULL)
    return FALSE;
  if (g_bytes_get_size (plain) > MAX_METADATA
      || !json_parser_load_from_data (parser, g_bytes_get_data (plain, NULL),
                                      (gssize) g_bytes_get_size (plain), NULL)
      || (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return TRUE;
  object = json_node_get_object (root);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (object, keys[i]);

      if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
          && json_node_get_value_type (node) == G_TYPE_STRING)
        g_hash_table_insert (texts, g_strdup (keys[i]),
                             g_utf8_make_valid (json_node_get_string (node), -1));
      else if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
               && json_node_get_value_type (node) == G_TYPE_INT64)
        g_hash_table_insert (texts, g_strdup (keys[i]),
                             g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node)));
    }
  return TRUE;
}

/* The first tile of a level. FALSE without @error where it has none. */
static gboolean
find_level (VigiePmtiles *self, guint z, VigiePmtilesEntry *found, GError **error)
{
  return find_from (self, self->root, 0, vigie_pmtiles_tile_id (z, 0, 0), G_MAXUINT64, found, error)
         && found->id < vigie_pmtiles_tile_id (z + 1, 0, 0);
}

/* The levels that have tiles, whatever the header says, and the box of a tile of the first and of the last. */
static gboolean
read_levels (VigiePmtiles *self, VigieMapArchiveInfo *info, VigieGeoBox boxes[2], GError **error)
{
  gboolean any = FALSE;

  for (guint z = 0; z <= VIGIE_MAP_ARCHIVE_MAX_ZOOM; z++)
    {
      GError *failure = NULL;
      VigiePmtilesEntry entry;
      VigieGeoBox box;
      guint level, x, y;
      double side = (double) (1u << z);

      if (!find_level (self, z, &entry, &failure))
        {
          if (failure == NULL)
            continue;
          g_propagate_error (error, failure);
          return FALSE;
        }
      vigie_pmtiles_tile_place (entry.id, &level, &x, &y);
      box = (VigieGeoBox) {.west = vigie_mercator_lon (x / side),
                           .east = vigie_mercator_lon ((x + 1) / side),
                           .north = vigie_mercator_lat (y / side),
                           .south = vigie_mercator_lat ((y + 1) / side)};
      if (!any)
        {
          boxes[0] = box;
          info->min_zoom = z;
        }
      any = TRUE;
      boxes[1] = box;
      info->max_zoom = z;
    }
  if (!any)
    vigie_map_archive_form_set_empty (error);
  return any;
}

static gboolean
is_box_of (const VigieGeoBox *box, const VigieGeoBox *tile)
{
  return vigie_geo_box_is_valid (box) && box->west < box->east && box->south < box->north
         && box->west <= tile->east && tile->west <= box->east && box->south <= tile->north
         && tile->south <= box->north;
}

static gboolean
pmtiles_read_info (gpointer file,
                   VigieMapArchiveInfo *info,
                   GCancellable *cancellable,
                   GError **error)
{
  VigiePmtiles *self = file;
  const VigieMapArchivePlace place
      = {.path = self->path, .fd = -1, .size = self->size, .changed = self->changed};
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  VigieGeoBox boxes[2];
  gboolean good;

  begin (self, cancellable, VIGIE_MAP_ARCHIVE_CHECK_TIME);
  good = read_texts (self, texts, error) && read_levels (self, info, boxes, error);
  self->cancellable = NULL;
  if (!good)
    return FALSE;
  vigie_map_archive_form_read_texts (info, texts, &place);
  /* What the header declares, else the metadata, where tiles are there; else the shallowest tile. */
  info->bounds = self->header.bounds;
  if (!is_box_of (&info->bounds, &boxes[1])
      && (!vigie_map_archive_parse_bounds (g_hash_table_lookup (texts, "bounds"), &info->bounds)
          || !is_box_of (&info->bounds, &boxes[1])))
    info->bounds = boxes[0];
  return TRUE;
}

/* ---- Tiles ---- */

static GBytes *
read_entry (VigiePmtiles *self, const VigiePmtilesEntry *entry, GError **error)
{
  if (entry->length > VIGIE_VECTOR_TILE_MAX_PACKED)
    {
      vigie_map_archive_form_set_large (error);
      return NULL;
    }
  return read_bytes (self, entry->offset, entry->length, error);
}

static GBytes *
pmtiles_read_tile (gpointer file,
                   guint z,
                   guint x,
                   guint y,
                   GCancellable *cancellable,
                   GError **error)
{
  VigiePmtiles *self = file;
  guint64 id = z <= VIGIE_MAP_ARCHIVE_MAX_ZOOM ? vigie_pmtiles_tile_id (z, x, y) : G_MAXUINT64;
  VigiePmtilesEntry entry;
  GBytes *bytes = NULL;

  if (id == G_MAXUINT64)
    return NULL;
  begin (self, cancellable, VIGIE_MAP_ARCHIVE_TILE_TIME);
  if (find_from (self, self->root, 0, id, G_MAXUINT64, &entry, error) && entry.id == id)
    bytes = read_entry (self, &entry, error);
  self->cancellable = NULL;
  return bytes;
}

static GBytes *
pmtiles_read_any (gpointer file, guint z, GCancellable *cancellable, GError **error)
{
  VigiePmtiles *self = file;
  VigiePmtilesEntry entry;
  GBytes *bytes = NULL;

  begin (self, cancellable, VIGIE_MAP_ARCHIVE_CHECK_TIME);
  if (find_level (self, z, &entry, error))
    bytes = read_entry (self, &entry, error);
  self->cancellable = NULL;
  return bytes;
}

const VigieMapArchiveForm vigie_pmtiles_form = {
    .magic = "PMTiles",
    .magic_length = 7,
    .open = pmtiles_open,
    .free = pmtiles_free,
    .read_info = pmtiles_read_info,
    .read_tile = pmtiles_read_tile,
    .read_any = pmtiles_read_any,
};
