/* vigie-store-file.c: opens the store's file, sets it aside if it is damaged, makes it anew.
 *
 * A lock file beside the store tells how many programs have it open: each holds a shared lock, and only who is
 * alone may set the file aside or believe the mark of an unclean end. SQLite's own locks see to the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* How long another program may hold the file before it is called busy. */
#define BUSY_MS 5000

/* The same while it is opened: nothing is on screen before. */
#define OPEN_BUSY_MS 1500

/* How long the check after an unclean end may take: the person waits for the first picture. What it did not reach
 * is found when it is read. */
#define CHECK_US (400 * G_TIME_SPAN_MILLISECOND)

typedef enum
{
  FILE_GOOD,
  FILE_DAMAGED,
  FILE_TOO_NEW,
  FILE_FAILED, /* with *error set */
} FileState;

static int
open_with_pragmas (sqlite3 *db, gboolean is_writer)
{
  const char *pragmas;

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* No memory mapping: a file cut short under it would end the program by a signal. */
  if (is_writer)
    pragmas = "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
              "PRAGMA cache_size = -8192; PRAGMA synchronous = NORMAL; PRAGMA journal_mode = WAL;"
              "PRAGMA journal_size_limit = 16777216;";
  else
    pragmas = "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
              "PRAGMA cache_size = -4096; PRAGMA query_only = ON;";
  return sqlite3_exec (db, pragmas, NULL, NULL, NULL);
}

/* Gives SQLite's code; the connection is open even where the pragmas failed, for its message. */
int
vigie_store_connection_open (VigieStoreConnection *connection, const char *path, gboolean is_writer)
{
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (is_writer ? SQLITE_OPEN_CREATE : 0);
  int rc = sqlite3_open_v2 (path, &connection->db, flags, NULL);

  if (rc == SQLITE_OK)
    rc = open_with_pragmas (connection->db, is_writer);
  return rc;
}

int
vigie_store_connection_open_still (VigieStoreConnection *connection, const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, NULL);
  g_autofree char *still = g_strconcat (uri, "?immutable=1", NULL);
  int rc = sqlite3_open_v2 (still, &connection->db,
                            SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);

  if (rc == SQLITE_OK)
    rc = open_with_pragmas (connection->db, FALSE);
  return rc;
}

void
vigie_store_connection_close (VigieStoreConnection *connection)
{
  for (guint i = 0; i < VIGIE_N_STATEMENTS; i++)
    g_clear_pointer (&connection->statements[i], sqlite3_finalize);
  sqlite3_close (connection->db);
  connection->db = NULL;
  g_clear_pointer (&connection->keys, g_hash_table_unref);
}

static gboolean
is_damage (int rc)
{
  /* SQLITE_ERROR where only the schema is asked for: a table or a column is not there. */
  return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB
         || (rc & 0xff) == SQLITE_ERROR;
}

static int
read_integer (sqlite3 *db, const char *sql, gint64 *value)
{
  sqlite3_stmt *statement;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (rc != SQLITE_OK)
    return rc;
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    {
      *value = sqlite3_column_int64 (statement, 0);
      rc = SQLITE_OK;
    }
  else if (rc == SQLITE_DONE)
    rc = SQLITE_CORRUPT;
  sqlite3_finalize (statement);
  return rc;
}

/* Versions are counted one by one: such a number was never written by any Vigie. */
static gboolean
is_believable (gint64 version)
{
  return version >= 0 && version <= 1000;
}

/* What the first bytes of the file say, before SQLite touches anything. */
static FileState
inspect_header (VigieStore *self)
{
  guint8 header[100];
  gssize n_read;
  guint32 raw, application;
  gint32 version;
  int fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);

  /* Not there, or not to be read: SQLite makes it, or says why it cannot. */
  if (fd < 0)
    return FILE_GOOD;
  do
    n_read = read (fd, header, sizeof header);
  while (n_read < 0 && errno == EINTR);
  close (fd);

  if (n_read <= 0)
    return FILE_GOOD;
  if (n_read < (gssize) sizeof header || memcmp (header, "SQLite format 3", 16) != 0)
    return FILE_DAMAGED;
  /* The versions of the format for writing and reading; others would make it read-only to SQLite. */
  if (header[18] < 1 || header[18] > 2 || header[19] < 1 || header[19] > 2)
    return FILE_DAMAGED;
  memcpy (&raw, header + 60, 4);
  memcpy (&application, header + 68, 4);
  version = (gint32) GUINT32_FROM_BE (raw);
  application = GUINT32_FROM_BE (application);
  if ((application != 0 && application != VIGIE_STORE_APPLICATION_ID) || !is_believable (version))
    return FILE_DAMAGED;
  if (version > VIGIE_STORE_VERSION && application == VIGIE_STORE_APPLICATION_ID)
    return FILE_TOO_NEW;
  return FILE_GOOD;
}

gboolean
vigie_store_file_is_current (VigieStore *self)
{
  VigieStoreConnection connection = {0};
  gint64 version = 0, application = 0;
  gboolean is_current
      = inspect_header (self) == FILE_GOOD
        && (self->is_still ? vigie_store_connection_open_still (&connection, self->path)
                           : sqlite3_open_v2 (self->path, &connection.db,
                                              SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL))
               == SQLITE_OK
        && read_integer (connection.db, "PRAGMA user_version", &version) == SQLITE_OK
        && read_integer (connection.db, "PRAGMA application_id", &application) == SQLITE_OK
        && version == VIGIE_STORE_VERSION && application == VIGIE_STORE_APPLICATION_ID;

  vigie_store_connection_close (&connection);
  return is_current;
}

gboolean
vigie_store_file_has_log (VigieStore *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  struct stat log;

  return stat (wal, &log) == 0 && log.st_size > 0;
}

/* Without a write-ahead log to come, the file is as long as its header says. */
static gboolean
has_whole_length (VigieStore *self)
{
  struct stat file;
  gint64 n_pages = 0, page_size = 0;

  if (vigie_store_file_has_log (self))
    return TRUE;
  if (stat (self->path, &file) != 0)
    return TRUE;
  if (read_integer (self->writer.db, "PRAGMA page_count", &n_pages) != SQLITE_OK
      || read_integer (self->writer.db, "PRAGMA page_size", &page_size) != SQLITE_OK)
    return FALSE;
  return file.st_size >= n_pages * page_size;
}

static int
check_deadline (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

/* FALSE if SQLite finds damage in the time it has. */
static gboolean
passes_check (sqlite3 *db)
{
  gint64 deadline = g_get_monotonic_time () + CHECK_US;
  sqlite3_stmt *statement = NULL;
  gboolean is_sound = TRUE;
  int rc;

  sqlite3_progress_handler (db, 1000, check_deadline, &deadline);
  rc = sqlite3_prepare_v2 (db, "PRAGMA quick_check(1)", -1, &statement, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    is_sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  else if (is_damage (rc))
    is_sound = FALSE;
  sqlite3_finalize (statement);
  sqlite3_progress_handler (db, 0, NULL, NULL);
  return is_sound;
}

/* Every statement, so that a schema that is not ours shows now. */
static int
prepare_all (VigieStoreConnection *connection)
{
  for (guint i = 0; i < VIGIE_N_STATEMENTS; i++)
    {
      int rc = sqlite3_prepare_v3 (connection->db, vigie_store_schema_statement (i), -1,
                                   SQLITE_PREPARE_PERSISTENT, &connection->statements[i], NULL);

      if (rc != SQLITE_OK)
        return rc;
    }
  return SQLITE_OK;
}

/* Opens the connection of the writer and finds out what it has before it. */
static FileState
open_writer (VigieStore *self, gboolean is_alone, GError **error)
{
  FileState state = inspect_header (self);
  gint64 version = 0, application = 0, n_tables = 0;
  g_autofree char *address = NULL, *open_mark = NULL;
  int rc;

  if (state != FILE_GOOD)
    return state;

  rc = sqlite3_open_v2 (self->path, &self->writer.db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc == SQLITE_OK)
    {
      sqlite3_extended_result_codes (self->writer.db, 1);
      sqlite3_busy_timeout (self->writer.db, OPEN_BUSY_MS);
      /* Until it is known to be ours: what stands in its log stays there. */
      sqlite3_db_config (self->writer.db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      rc = read_integer (self->writer.db, "PRAGMA user_version", &version);
    }
  if (rc == SQLITE_OK)
    rc = read_integer (self->writer.db, "PRAGMA application_id", &application);
  if (rc == SQLITE_OK)
    rc = read_integer (self->writer.db, "SELECT count (*) FROM sqlite_schema", &n_tables);
  if (rc == SQLITE_OK)
    {
      if (application != VIGIE_STORE_APPLICATION_ID
          && (application != 0 || version != 0 || n_tables != 0))
        return FILE_DAMAGED;
      if (!is_believable (version))
        return FILE_DAMAGED;
      if (version > VIGIE_STORE_VERSION)
        return FILE_TOO_NEW;
      if (!has_whole_length (self))
        return FILE_DAMAGED;
      rc = sqlite3_db_readonly (self->writer.db, "main") == 1 ? SQLITE_READONLY : SQLITE_OK;
    }
  if (rc == SQLITE_OK)
    rc = open_with_pragmas (self->writer.db, TRUE);
  if (rc == SQLITE_OK)
    rc = vigie_store_schema_upgrade (self->writer.db, (int) version);
  if (rc == SQLITE_OK)
    rc = prepare_all (&self->writer);
  if (rc != SQLITE_OK)
    {
      if (is_damage (rc))
        return FILE_DAMAGED;
      vigie_store_fail (self, self->writer.db, rc, error);
      return FILE_FAILED;
    }

  if (version == 0)
    rc = vigie_store_write_value (&self->writer, "address", self->address);
  else
    {
      rc = vigie_store_read_value (&self->writer, "address", &address);
      if (rc == SQLITE_OK)
        rc = vigie_store_read_value (&self->writer, "open", &open_mark);
      /* A file of another server that was copied here would mix two territories. */
      if (rc == SQLITE_OK && g_strcmp0 (address, self->address) != 0)
        return FILE_DAMAGED;
    }
  if (rc != SQLITE_OK)
    {
      if (is_damage (rc))
        return FILE_DAMAGED;
      vigie_store_fail (self, self->writer.db, rc, error);
      return FILE_FAILED;
    }
  self->may_be_marked = open_mark != NULL;
  if (self->may_be_marked && is_alone && !passes_check (self->writer.db))
    return FILE_DAMAGED;
  sqlite3_db_config (self->writer.db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return FILE_GOOD;
}

/* Renames the file with its log and its index to a name of their own, "KEY.damaged-20261121T104703.sqlite". */
static gboolean
set_file_aside (VigieStore *self, char **set_aside, GError **error)
{
  static const char *const suffixes[] = {"-wal", "-shm", ""};
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *stem = g_strndup (self->path, strlen (self->path) - strlen (".sqlite"));
  g_autofree char *target = g_strdup_printf ("%s.damaged-%s.sqlite", stem, time);

  for (int i = 2; g_file_test (target, G_FILE_TEST_EXISTS); i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s.damaged-%s-%d.sqlite", stem, time, i);
    }
  /* The log goes first: alone, it would be taken for that of the new file. */
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (target, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          int code = errno;

          g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
                       /* Translators: a file and what the system says */
                       _ ("Could not set aside the damaged local store %s: %s."), from,
                       g_strerror (code));
          return FALSE;
        }
    }
  g_unlink (self->damaged_path);
  g_free (*set_aside);
  *set_aside = g_steal_pointer (&target);
  return TRUE;
}

/* Takes the lock: alone if nobody else has it. FALSE if somebody is setting up the file for too long. */
static gboolean
take_lock (VigieStore *self, gboolean *is_alone, GError **error)
{
  g_autofree char *lock_path = g_strconcat (self->path, ".lock", NULL);

  *is_alone = FALSE;
  self->lock_fd = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      int code = errno;

      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
                   /* Translators: a file and what the system says */
                   _ ("Vigie is not allowed to write to %s: %s."), lock_path, g_strerror (code));
      return FALSE;
    }
  for (gint64 deadline = g_get_monotonic_time () + BUSY_MS * 1000;;)
    {
      if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
        {
          *is_alone = TRUE;
          return TRUE;
        }
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          /* A file system without locks: SQLite will say what it thinks of it. */
          *is_alone = TRUE;
          return TRUE;
        }
      if (flock (self->lock_fd, LOCK_SH | LOCK_NB) == 0)
        return TRUE;
      if (g_get_monotonic_time () > deadline)
        break;
      g_usleep (5000);
    }
  return vigie_store_fail_busy (self, error);
}

gboolean
vigie_store_file_open (VigieStore *self, char **set_aside, GError **error)
{
  gboolean is_alone;

  if (!take_lock (self, &is_alone, error))
    return FALSE;

  for (int attempt = 0; attempt < 2; attempt++)
    {
      FileState state;

      if (attempt == 0 && g_file_test (self->damaged_path, G_FILE_TEST_EXISTS))
        state = FILE_DAMAGED;
      else
        state = open_writer (self, is_alone, error);

      switch (state)
        {
        case FILE_GOOD:
          flock (self->lock_fd, LOCK_SH);
          return TRUE;
        case FILE_FAILED:
          return FALSE;
        case FILE_TOO_NEW:
          g_set_error (
              error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_TOO_NEW,
              /* Translators: %s is a file */
              _ ("The local store %s was written by a newer version of Vigie. Update Vigie; the file was "
                 "left as it is."),
              self->path);
          return FALSE;
        case FILE_DAMAGED:
        default:
          break;
        }

      vigie_store_connection_close (&self->writer);
      g_atomic_int_set (&self->is_damaged, FALSE);
      if (!is_alone)
        {
          g_set_error (
              error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY,
              /* Translators: %s is a file */
              _ ("The local store %s is damaged and open in another Vigie. Close it, then try "
                 "again."),
              self->path);
          return FALSE;
        }
      if (attempt == 1 || !set_file_aside (self, set_aside, error))
        break;
    }
  if (error != NULL && *error == NULL)
    g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
                 /* Translators: %s is a file */
                 _ ("The local store %s is damaged as soon as it is created: the disk is at "
                    "fault."),
                 self->path);
  return FALSE;
}

/* Closes all connections; the last program to do so, and without damage met, notes a clean end. */
void
vigie_store_file_close (VigieStore *self)
{
  for (guint i = 0; i < VIGIE_STORE_READERS; i++)
    vigie_store_connection_close (&self->readers[i]);
  if (self->writer.db != NULL && self->may_be_marked && !g_atomic_int_get (&self->is_damaged)
      && flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    sqlite3_exec (self->writer.db, "DELETE FROM value WHERE key = 'open'", NULL, NULL, NULL);
  vigie_store_connection_close (&self->writer);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
}
