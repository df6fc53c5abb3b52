/* vigie-mbtiles.c: map files in SQLite that nobody vouches for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-mbtiles.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vigie-map-archive-text.h"
#include "vigie-vector-tile.h"

/* Steps of SQLite's machine between two looks at the clock. */
#define PROGRESS_STEPS 1000

/* A connection: of one thread at a time. */
typedef struct
{
  sqlite3 *db;               /* owned */
  sqlite3_stmt *tile;        /* owned, or NULL */
  char *path;                /* owned */
  GCancellable *cancellable; /* of the question under way, or NULL */
  gint64 deadline;           /* of it, monotonic µs */
  guint64 size;
  VigieTime changed;
} VigieMbtiles;

static void mbtiles_free (gpointer file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieMbtiles, mbtiles_free)

/* ---- Bounds ---- */

static int
progress_cb (gpointer user_data)
{
  VigieMbtiles *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable) || g_get_monotonic_time () > self->deadline;
}

/* Once the connection is set up: nothing but reading. Views are usual; those that call themselves are not. */
static int
authorize_cb (gpointer user_data,
              int action,
              const char *first,
              const char *second,
              const char *database,
              const char *trigger_or_view)
{
  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
    }
}

static void
begin (VigieMbtiles *self, GCancellable *cancellable, gint64 time)
{
  self->cancellable = cancellable;
  self->deadline = g_get_monotonic_time () + time;
}

static void
set_not_mbtiles (GError **error)
{
  g_set_error_literal (
      error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_OTHER,
      _ ("Despite its name, this is not an MBTiles map. Choose another, or have it sent again."));
}

static gboolean
fail (VigieMbtiles *self, int code, GError **error)
{
  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      vigie_map_archive_form_set_slow (error);
      return FALSE;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      vigie_map_archive_form_set_large (error);
      return FALSE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      vigie_map_archive_form_set_damaged (error);
      return FALSE;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_SHORT_READ)
        {
          vigie_map_archive_form_set_damaged (error);
          return FALSE;
        }
      G_GNUC_FALLTHROUGH;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      vigie_map_archive_form_set_unreadable (error);
      return FALSE;
    default:
      set_not_mbtiles (error);
      return FALSE;
    }
}

/* ---- Opening ---- */

static guint32
read_be32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/* The first bytes of the file, before SQLite sees any: a database, whole, and not another kind of one. */
static gboolean
check_header (const guint8 *header, gsize length, guint64 size, GError **error)
{
  guint32 page_size, application;

  if (length < 100 || memcmp (header, "SQLite format 3", 16) != 0)
    {
      set_not_mbtiles (error);
      return FALSE;
    }
  application = read_be32 (header + 68);
  if (application == 0x47504b47 || application == 0x47503130 || application == 0x47503131)
    {
      g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_OTHER,
                           _ ("This is a GeoPackage. Have it converted to MBTiles."));
      return FALSE;
    }
  page_size = (guint32) header[16] << 8 | header[17];
  if (page_size == 1)
    page_size = 65536;
  /* The number of pages holds where both counters of changes agree. */
  if (read_be32 (header + 24) == read_be32 (header + 92)
      && (guint64) read_be32 (header + 28) * page_size > size)
    {
      vigie_map_archive_form_set_short (size, (guint64) read_be32 (header + 28) * page_size, error);
      return FALSE;
    }
  return TRUE;
}

/* What another program that writes the file leaves beside it. */
static gboolean
check_not_written (const char *path, GError **error)
{
  static const char *const suffixes[] = {"-wal", "-journal"};

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);
      struct stat info;

      if (stat (beside, &info) == 0 && info.st_size > 0)
        {
          g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_BUSY,
                               _ ("The map file is still being written. Close the program that "
                                  "creates it, then open it again."));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_file (VigieMbtiles *self, const VigieMapArchivePlace *place, GError **error)
{
  guint8 header[100];
  ssize_t length = pread (place->fd, header, sizeof header, 0);

  close (place->fd);
  return check_header (header, (gsize) MAX (length, 0), self->size, error)
         && check_not_written (self->path, error);
}

static void
set_limits (sqlite3 *db)
{
  static const struct
  {
    int id, value;
  } limits[] = {
      {SQLITE_LIMIT_LENGTH, VIGIE_VECTOR_TILE_MAX_PACKED},
      {SQLITE_LIMIT_SQL_LENGTH, 65536},
      {SQLITE_LIMIT_COLUMN, 64},
      {SQLITE_LIMIT_EXPR_DEPTH, 50},
      {SQLITE_LIMIT_COMPOUND_SELECT, 8},
      {SQLITE_LIMIT_VDBE_OP, 20000},
      {SQLITE_LIMIT_FUNCTION_ARG, 8},
      {SQLITE_LIMIT_ATTACHED, 0},
      {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
      {SQLITE_LIMIT_VARIABLE_NUMBER, 8},
      {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
      {SQLITE_LIMIT_WORKER_THREADS, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (db, limits[i].id, limits[i].value);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
}

static int
prepare (VigieMbtiles *self, const char *sql, sqlite3_stmt **statement)
{
  return sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT | SQLITE_PREPARE_NO_VTAB,
                             statement, NULL);
}

/* Not mapped into memory: a file that gets shorter would end the program. */
static gboolean
open_database (VigieMbtiles *self, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (self->path, NULL, error);
  g_autofree char *asked = NULL;
  int code;

  if (uri == NULL)
    return FALSE;
  asked = g_strconcat (uri, "?mode=ro&immutable=1", NULL);
  code = sqlite3_open_v2 (asked, &self->db,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
                              | SQLITE_OPEN_PRIVATECACHE,
                          NULL);
  if (code != SQLITE_OK)
    return fail (self, code, error);
  sqlite3_extended_result_codes (self->db, 1);
  set_limits (self->db);
  sqlite3_progress_handler (self->db, PROGRESS_STEPS, progress_cb, self);
  code = sqlite3_exec (self->db,
                       "PRAGMA mmap_size=0; PRAGMA query_only=1; PRAGMA cell_size_check=1;"
                       "PRAGMA temp_store=2; PRAGMA cache_size=-2048",
                       NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return fail (self, code, error);
  sqlite3_set_authorizer (self->db, authorize_cb, self);
  code = prepare (self,
                  "SELECT tile_data FROM tiles"
                  " WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3 LIMIT 1",
                  &self->tile);
  return code == SQLITE_OK || fail (self, code, error);
}

static gpointer
mbtiles_open (const VigieMapArchivePlace *place, GCancellable *cancellable, GError **error)
{
  g_autoptr (VigieMbtiles) self = g_new0 (VigieMbtiles, 1);

  self->path = g_strdup (place->path);
  self->size = place->size;
  self->changed = place->changed;
  begin (self, cancellable, VIGIE_MAP_ARCHIVE_CHECK_TIME);
  if (!check_file (self, place, error) || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !open_database (self, error))
    return NULL;
  self->cancellable = NULL;
  return g_steal_pointer (&self);
}

static void
mbtiles_free (gpointer file)
{
  VigieMbtiles *self = file;

  sqlite3_finalize (self->tile);
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self);
}

/* ---- What it says ---- */

/* The texts of the metadata that are of use here, each cut to what is. A table or a view without one is none. */
static gboolean
read_metadata (VigieMbtiles *self, GHashTable *texts, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = prepare (self,
                      "SELECT name, substr(value, 1, 2000) FROM metadata WHERE name IN ('name',"
                      " 'bounds', 'attribution', 'license', 'licence', 'mtime', 'date',"
                      " 'timestamp', 'planetiler:osm:osmosisreplicationtime')"
                      " AND typeof(value) IN ('text', 'integer', 'real') LIMIT 50",
                      &statement);

  if (code != SQLITE_OK)
    return fail (self, code, error);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);
      const char *value = (const char *) sqlite3_column_text (statement, 1);

      if (name != NULL && value != NULL && !g_hash_table_contains (texts, name))
        g_hash_table_insert (texts, g_strdup (name), g_utf8_make_valid (value, -1));
    }
  sqlite3_finalize (statement);
  return code == SQLITE_DONE || fail (self, code, error);
}

/* One number of one row; FALSE with or without @error where there is none. */
static gboolean
read_number (VigieMbtiles *self, const char *sql, gint64 parameter, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = prepare (self, sql, &statement);
  gboolean found = FALSE;

  if (code != SQLITE_OK)
    return fail (self, code, error);
  sqlite3_bind_int64 (statement, 1, parameter);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW && sqlite3_column_type (statement, 0) == SQLITE_INTEGER)
    {
      *number = sqlite3_column_int64 (statement, 0);
      found = TRUE;
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return fail (self, code, error);
  return found;
}

static gboolean
read_levels (VigieMbtiles *self, VigieMapArchiveInfo *info, GError **error)
{
  gboolean any = FALSE;

  for (guint z = 0; z <= VIGIE_MAP_ARCHIVE_MAX_ZOOM; z++)
    {
      GError *failure = NULL;
      gint64 one;

      if (read_number (self, "SELECT 1 FROM tiles WHERE zoom_level = ?1 LIMIT 1", z, &one,
                       &failure))
        {
          if (!any)
            info->min_zoom = z;
          info->max_zoom = z;
          any = TRUE;
        }
      else if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
    }
  if (!any)
    vigie_map_archive_form_set_empty (error);
  return any;
}

/* The box around the tiles of the deepest level. */
static gboolean
read_extent (VigieMbtiles *self, guint z, VigieGeoBox *box, GError **error)
{
  static const char *const questions[] = {
      "SELECT min(tile_column) FROM tiles WHERE zoom_level = ?1",
      "SELECT max(tile_column) FROM tiles WHERE zoom_level = ?1",
      "SELECT min(tile_row) FROM tiles WHERE zoom_level = ?1",
      "SELECT max(tile_row) FROM tiles WHERE zoom_level = ?1",
  };
  gint64 side = G_GINT64_CONSTANT (1) << z, found[4] = {0};

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      GError *failure = NULL;

      if (!read_number (self, questions[i], z, &found[i], &failure) || found[i] < 0
          || found[i] >= side)
        {
          if (failure != NULL)
            g_propagate_error (error, failure);
          else
            vigie_map_archive_form_set_damaged (error);
          return FALSE;
        }
    }
  box->west = vigie_mercator_lon ((double) found[0] / (double) side);
  box->east = vigie_mercator_lon ((double) (found[1] + 1) / (double) side);
  box->south = vigie_mercator_lat ((double) (side - found[2]) / (double) side);
  box->north = vigie_mercator_lat ((double) (side - 1 - found[3]) / (double) side);
  return TRUE;
}

static gboolean
meet (const VigieGeoBox *a, const VigieGeoBox *b)
{
  return a->west <= b->east && b->west <= a->east && a->south <= b->north && b->south <= a->north;
}

static gboolean
mbtiles_read_info (gpointer file,
                   VigieMapArchiveInfo *info,
                   GCancellable *cancellable,
                   GError **error)
{
  VigieMbtiles *self = file;
  const VigieMapArchivePlace place
      = {.path = self->path, .fd = -1, .size = self->size, .changed = self->changed};
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  VigieGeoBox extent;
  gboolean good;

  begin (self, cancellable, VIGIE_MAP_ARCHIVE_CHECK_TIME);
  good = read_metadata (self, texts, error) && read_levels (self, info, error)
         && read_extent (self, info->max_zoom, &extent, error);
  self->cancellable = NULL;
  if (!good)
    return FALSE;
  vigie_map_archive_form_read_texts (info, texts, &place);
  /* What the file declares, where tiles are there. */
  if (!vigie_map_archive_parse_bounds (g_hash_table_lookup (texts, "bounds"), &info->bounds)
      || !meet (&info->bounds, &extent))
    info->bounds = extent;
  return TRUE;
}

/* ---- Tiles ---- */

/* The blob of a row's column, copied: SQLite's own goes with the next step. Nothing for what is no blob. */
static GBytes *
column_bytes (sqlite3_stmt *statement, int column)
{
  const void *data;

  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return NULL;
  data = sqlite3_column_blob (statement, column);
  return data != NULL ? g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, column)) : NULL;
}

static GBytes *
mbtiles_read_tile (gpointer file,
                   guint z,
                   guint x,
                   guint y,
                   GCancellable *cancellable,
                   GError **error)
{
  VigieMbtiles *self = file;
  GBytes *bytes = NULL;
  int code;

  if (z > VIGIE_MAP_ARCHIVE_MAX_ZOOM || x >> z != 0 || y >> z != 0)
    return NULL;
  begin (self, cancellable, VIGIE_MAP_ARCHIVE_TILE_TIME);
  sqlite3_bind_int64 (self->tile, 1, z);
  sqlite3_bind_int64 (self->tile, 2, x);
  sqlite3_bind_int64 (self->tile, 3, (G_GINT64_CONSTANT (1) << z) - 1 - y);
  code = sqlite3_step (self->tile);
  if (code == SQLITE_ROW)
    bytes = column_bytes (self->tile, 0);
  else if (code != SQLITE_DONE)
    fail (self, code, error);
  sqlite3_reset (self->tile);
  self->cancellable = NULL;
  return bytes;
}

static GBytes *
mbtiles_read_any (gpointer file, guint z, GCancellable *cancellable, GError **error)
{
  VigieMbtiles *self = file;
  sqlite3_stmt *statement = NULL;
  GBytes *bytes = NULL;
  gint64 side = G_GINT64_CONSTANT (1) << z;
  int code;

  begin (self, cancellable, VIGIE_MAP_ARCHIVE_CHECK_TIME);
  code = prepare (self,
                  "SELECT tile_column, tile_row, tile_data FROM tiles"
                  " WHERE zoom_level = ?1 AND typeof(tile_data) = 'blob' LIMIT 1",
                  &statement);
  if (code == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, z);
      code = sqlite3_step (statement);
    }
  if (code == SQLITE_ROW)
    {
      gint64 column = sqlite3_column_int64 (statement, 0);
      gint64 row = sqlite3_column_int64 (statement, 1);

      if (column >= 0 && column < side && row >= 0 && row < side)
        bytes = column_bytes (statement, 2);
    }
  else if (code != SQLITE_DONE)
    fail (self, code, error);
  sqlite3_finalize (statement);
  self->cancellable = NULL;
  return bytes;
}

const VigieMapArchiveForm vigie_mbtiles_form = {
    .magic = "SQLite format 3",
    .magic_length = 16,
    .open = mbtiles_open,
    .free = mbtiles_free,
    .read_info = mbtiles_read_info,
    .read_tile = mbtiles_read_tile,
    .read_any = mbtiles_read_any,
};
