/* vigie-mbtiles.c: the SQLite side of a map file that nobody vouches for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-mbtiles.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vigie-map-archive-text.h"
#include "vigie-vector-tile.h"

/* Steps of SQLite's machine between two looks at the clock. */
#define PROGRESS_STEPS 1000
/* The whole check of a file, and one tile. */
#define CHECK_TIME (10 * G_TIME_SPAN_SECOND)
#define TILE_TIME (2 * G_TIME_SPAN_SECOND)
#define MAX_NAME 120
#define MAX_ATTRIBUTION 300

struct _VigieMbtiles
{
  sqlite3 *db;               /* owned */
  sqlite3_stmt *tile;        /* owned, or NULL */
  char *path;                /* owned */
  GCancellable *cancellable; /* of the question under way, or NULL */
  gint64 deadline;           /* of it, monotonic µs */
  guint64 size;
  VigieTime changed;
};

G_DEFINE_QUARK (vigie - map - archive - error, vigie_map_archive_error)

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
set_damaged (GError **error)
{
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED,
                       _ ("The map file is damaged. Copy it again, or have it made again."));
}

static void
set_not_mbtiles (GError **error)
{
  g_set_error_literal (
      error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_OTHER,
      _ ("Whatever its name, this is not an MBTiles map. Choose another, or have it sent again."));
}

static gboolean
fail (VigieMbtiles *self, int code, GError **error)
{
  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      g_set_error_literal (
          error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_SLOW,
          _ ("The map file takes too long to answer: it may lack an index. Have it "
             "made again, or copy it to a faster disk."));
      return FALSE;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      g_set_error_literal (
          error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_TOO_LARGE,
          _ ("The map file has a tile that is too large to be one. Have it made again."));
      return FALSE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      set_damaged (error);
      return FALSE;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_SHORT_READ)
        {
          set_damaged (error);
          return FALSE;
        }
      G_GNUC_FALLTHROUGH;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE,
                           _ ("The map file can no longer be read. Check the disk that it is on."));
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
      guint64 whole = (guint64) read_be32 (header + 28) * page_size;
      g_autofree char *has = g_format_size (size), *ought = g_format_size (whole);

      g_set_error (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED,
                   /* Translators: two sizes, « 12,0 MB of 45,2 MB » */
                   _ ("The map file is cut short: %1$s of %2$s are there. Copy it again."), has,
                   ought);
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
                                  "makes it, then open it again."));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_file (VigieMbtiles *self, GError **error)
{
  guint8 header[100];
  struct stat info;
  ssize_t length;
  /* A pipe or a device must not keep this thread. */
  int fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd < 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        g_set_error_literal (
            error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_GONE,
            _ ("The map file is no longer there. Put it back, or choose another."));
      else
        g_set_error (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE,
                     /* Translators: %s is the system’s reason: « Permission denied » */
                     _ ("The map file cannot be read: %s."), g_strerror (errno));
      return FALSE;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (fd);
      g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE,
                           _ ("This is not a file. Choose a file whose name ends in .mbtiles."));
      return FALSE;
    }
  length = pread (fd, header, sizeof header, 0);
  close (fd);
  self->size = (guint64) info.st_size;
  self->changed = info.st_mtim.tv_sec * VIGIE_SECOND;
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

VigieMbtiles *
vigie_mbtiles_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (VigieMbtiles) self = g_new0 (VigieMbtiles, 1);

  self->path = g_strdup (path);
  begin (self, cancellable, CHECK_TIME);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_file (self, error)
      || !open_database (self, error))
    return NULL;
  self->cancellable = NULL;
  return g_steal_pointer (&self);
}

void
vigie_mbtiles_free (VigieMbtiles *self)
{
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
    g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_EMPTY,
                         _ ("The map file has no tile. Have it made again."));
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
            set_damaged (error);
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

gboolean
vigie_mbtiles_read_info (VigieMbtiles *self,
                         VigieMapArchiveInfo *info,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char *const dates[]
      = {"planetiler:osm:osmosisreplicationtime", "date", "timestamp", "mtime"};
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *licence;
  VigieGeoBox extent;
  gboolean good;

  begin (self, cancellable, CHECK_TIME);
  good = read_metadata (self, texts, error) && read_levels (self, info, error)
         && read_extent (self, info->max_zoom, &extent, error);
  self->cancellable = NULL;
  if (!good)
    return FALSE;

  info->name = vigie_map_archive_plain_text (g_hash_table_lookup (texts, "name"), MAX_NAME);
  if (*info->name == '\0')
    {
      g_autofree char *base = g_path_get_basename (self->path);
      g_autofree char *shown = g_filename_display_name (base);

      g_free (info->name);
      info->name = vigie_map_archive_plain_text (shown, MAX_NAME);
    }
  info->attribution
      = vigie_map_archive_plain_text (g_hash_table_lookup (texts, "attribution"), MAX_ATTRIBUTION);
  licence = g_hash_table_lookup (texts, "license");
  if (licence == NULL)
    licence = g_hash_table_lookup (texts, "licence");
  info->licence = vigie_map_archive_plain_text (licence, MAX_NAME);
  /* What the file declares, where tiles are there. */
  if (!vigie_map_archive_parse_bounds (g_hash_table_lookup (texts, "bounds"), &info->bounds)
      || !meet (&info->bounds, &extent))
    info->bounds = extent;
  info->date = VIGIE_TIME_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (dates) && info->date == VIGIE_TIME_NONE; i++)
    info->date = vigie_map_archive_parse_date (g_hash_table_lookup (texts, dates[i]));
  info->date_is_files = info->date == VIGIE_TIME_NONE;
  if (info->date_is_files)
    info->date = self->changed;
  info->size = self->size;
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

GBytes *
vigie_mbtiles_read_tile (VigieMbtiles *self,
                         guint z,
                         guint x,
                         guint y,
                         GCancellable *cancellable,
                         GError **error)
{
  GBytes *bytes = NULL;
  int code;

  if (z > VIGIE_MAP_ARCHIVE_MAX_ZOOM || x >> z != 0 || y >> z != 0)
    return NULL;
  begin (self, cancellable, TILE_TIME);
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

GBytes *
vigie_mbtiles_read_any (VigieMbtiles *self,
                        guint z,
                        guint *x,
                        guint *y,
                        GCancellable *cancellable,
                        GError **error)
{
  sqlite3_stmt *statement = NULL;
  GBytes *bytes = NULL;
  gint64 side = G_GINT64_CONSTANT (1) << z;
  int code;

  begin (self, cancellable, CHECK_TIME);
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
        {
          bytes = column_bytes (statement, 2);
          *x = (guint) column;
          *y = (guint) (side - 1 - row);
        }
    }
  else if (code != SQLITE_DONE)
    fail (self, code, error);
  sqlite3_finalize (statement);
  self->cancellable = NULL;
  return bytes;
}
