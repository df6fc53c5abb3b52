/* vigie-store.c: the store as a whole: opening, transactions, small values, errors in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (vigie_store_error, vigie_store_error)

/* The same server by another spelling is not recognised, but for the slashes at the end. */
static char *
normalise_address (const char *address)
{
  gsize length = strlen (address);

  while (length > 0 && address[length - 1] == '/')
    length--;
  return g_strndup (address, length);
}

static void
free_store (VigieStore *self)
{
  vigie_store_file_close (self);
  vigie_store_maps_clear (self);
  vigie_store_forget_late (self);
  g_clear_pointer (&self->pack_ids, g_ptr_array_unref);
  g_mutex_clear (&self->writer_lock);
  g_mutex_clear (&self->readers_lock);
  g_cond_clear (&self->reader_is_free);
  g_free (self->path);
  g_free (self->address);
  g_free (self->damaged_path);
  g_free (self);
}

/* Of the server's file, which is not looked at yet. */
static VigieStore *
new_store (const char *folder, const char *address)
{
  VigieStore *self = g_new0 (VigieStore, 1);
  g_autofree char *digest = NULL, *name = NULL;

  self->lock_fd = -1;
  self->generation = vigie_store_next_generation ();
  g_mutex_init (&self->writer_lock);
  g_mutex_init (&self->readers_lock);
  g_cond_init (&self->reader_is_free);
  self->address = normalise_address (address);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->address, -1);
  name = g_strdup_printf ("%.32s.sqlite", digest);
  self->path = g_build_filename (folder, name, NULL);
  self->damaged_path = g_strconcat (self->path, ".damaged", NULL);
  return self;
}

VigieStore *
vigie_store_open (const char *folder, const char *address, char **set_aside, GError **error)
{
  VigieStore *self;
  g_autofree char *aside = NULL;

  g_return_val_if_fail (folder != NULL && address != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (set_aside != NULL)
    *set_aside = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
                   /* Translators: a folder and what the system says */
                   _ ("Could not create the folder %s: %s."), folder, g_strerror (code));
      return NULL;
    }

  self = new_store (folder, address);
  if (!vigie_store_file_open (self, &aside, error))
    {
      free_store (self);
      return NULL;
    }
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&aside);
  return self;
}

/* NULL where the file is not one of this version and of this server, sound as far as is known. */
static VigieSnapshot *
peek (VigieStore *self, GError **error)
{
  VigieStoreConnection *connection;
  g_autofree char *address = NULL;
  gboolean is_own = FALSE;
  int rc;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS)
      || g_file_test (self->damaged_path, G_FILE_TEST_EXISTS)
      || !vigie_store_file_is_current (self))
    {
      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                   "There is nothing to be read in %s as it is", self->path);
      return NULL;
    }
  connection = vigie_store_begin_reading (self, error);
  if (connection == NULL)
    return NULL;
  rc = vigie_store_read_value (connection, "address", &address);
  if (rc == SQLITE_OK)
    is_own = g_strcmp0 (address, self->address) == 0;
  if (rc != SQLITE_OK)
    vigie_store_fail (self, connection->db, rc, error);
  else if (!is_own)
    g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                 "The file %s is of another server", self->path);
  vigie_store_end_reading (self, connection);
  return is_own ? vigie_store_load (self, error) : NULL;
}

VigieSnapshot *
vigie_store_peek (const char *folder, const char *address, GError **error)
{
  VigieStore *self;
  VigieSnapshot *snapshot;

  g_return_val_if_fail (folder != NULL && address != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = new_store (folder, address);
  snapshot = peek (self, error);
  free_store (self);
  return snapshot;
}

VigieSnapshot *
vigie_store_peek_still (const char *folder, const char *address, GError **error)
{
  VigieStore *self;
  VigieSnapshot *snapshot = NULL;

  g_return_val_if_fail (folder != NULL && address != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = new_store (folder, address);
  self->is_still = TRUE;
  if (vigie_store_file_has_log (self))
    g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                 "What is newest in %s is in its log", self->path);
  else
    snapshot = peek (self, error);
  free_store (self);
  return snapshot;
}

void
vigie_store_close (VigieStore *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_pointer_get (&self->owner) == g_thread_self ())
    vigie_store_rollback (self);
  free_store (self);
}

const char *
vigie_store_get_path (VigieStore *self)
{
  return self->path;
}

/* What the system said of the last call that failed: a quota is no other thing than a full disk. */
static gboolean
is_out_of_room (sqlite3 *db)
{
  int code = db != NULL ? sqlite3_system_errno (db) : 0;

  return code == ENOSPC || code == EDQUOT;
}

gboolean
vigie_store_fail_busy (VigieStore *self, GError **error)
{
  g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY,
               /* Translators: %s is a file */
               _ ("Another program has locked the local store: close it or try again. (%s)"),
               self->path);
  return FALSE;
}

static gboolean
fail_full (VigieStore *self, GError **error)
{
  g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
               /* Translators: %s is a file */
               _ ("The disk is full: free some space. Incoming data is not stored in %s."),
               self->path);
  return FALSE;
}

gboolean
vigie_store_fail (VigieStore *self, sqlite3 *db, int rc, GError **error)
{
  VigieStoreErrorCode code = VIGIE_STORE_ERROR_FAILED;

  switch (rc & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      /* Seen from here on by whoever opens it next, even if this program ends at once. */
      g_atomic_int_set (&self->is_damaged, TRUE);
      g_file_set_contents_full (self->damaged_path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
      code = VIGIE_STORE_ERROR_DAMAGED;
      g_set_error (
          error, VIGIE_STORE_ERROR, code,
          /* Translators: %s is a file */
          _ ("The local store %s is damaged. It will be set aside and rebuilt the next time it "
             "is opened."),
          self->path);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return vigie_store_fail_busy (self, error);
    case SQLITE_FULL:
      return fail_full (self, error);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      g_set_error (error, VIGIE_STORE_ERROR, code,
                   /* Translators: %s is a file */
                   _ ("Vigie is not allowed to write to %s. Check the permissions of the folder "
                      "and the file."),
                   self->path);
      break;
    default:
      /* Room for the index of the log is asked for apart. */
      if (rc == SQLITE_IOERR_SHMSIZE || is_out_of_room (db))
        return fail_full (self, error);
      g_set_error (error, VIGIE_STORE_ERROR, code,
                   /* Translators: a file, what SQLite says, its code */
                   _ ("The local store %s cannot be read or written: %s (%d)."), self->path,
                   db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc), rc);
      break;
    }
  return FALSE;
}

/* The statement, prepared if it was not; NULL with *@rc set. */
static sqlite3_stmt *
prepare (VigieStoreConnection *connection, VigieStatement statement, int *rc)
{
  sqlite3_stmt **slot = &connection->statements[statement];

  *rc = SQLITE_OK;
  if (*slot == NULL)
    *rc = sqlite3_prepare_v3 (connection->db, vigie_store_schema_statement (statement), -1,
                              SQLITE_PREPARE_PERSISTENT, slot, NULL);
  return *slot;
}

sqlite3_stmt *
vigie_store_statement (VigieStore *self,
                       VigieStoreConnection *connection,
                       VigieStatement statement,
                       GError **error)
{
  int rc;
  sqlite3_stmt *prepared = prepare (connection, statement, &rc);

  if (prepared == NULL)
    vigie_store_fail (self, connection->db, rc, error);
  return prepared;
}

int
vigie_store_read_value (VigieStoreConnection *connection, const char *key, char **value)
{
  int rc;
  sqlite3_stmt *statement = prepare (connection, VIGIE_STATEMENT_GET_VALUE, &rc);

  *value = NULL;
  if (statement == NULL)
    return rc;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);

      *value = text != NULL ? g_utf8_make_valid (text, sqlite3_column_bytes (statement, 0)) : NULL;
      rc = SQLITE_OK;
    }
  else if (rc == SQLITE_DONE)
    rc = SQLITE_OK;
  sqlite3_reset (statement);
  return rc;
}

/* NULL removes. */
int
vigie_store_write_value (VigieStoreConnection *connection, const char *key, const char *value)
{
  int rc;
  sqlite3_stmt *statement = prepare (
      connection, value != NULL ? VIGIE_STATEMENT_SET_VALUE : VIGIE_STATEMENT_REMOVE_VALUE, &rc);

  if (statement == NULL)
    return rc;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  if (value != NULL)
    sqlite3_bind_text (statement, 2, value, -1, SQLITE_TRANSIENT);
  rc = sqlite3_step (statement);
  sqlite3_reset (statement);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

gboolean
vigie_store_run (VigieStore *self, sqlite3_stmt *statement, GError **error)
{
  int rc = sqlite3_step (statement);

  sqlite3_reset (statement);
  if (rc == SQLITE_DONE || rc == SQLITE_ROW)
    return TRUE;
  return vigie_store_fail (self, sqlite3_db_handle (statement), rc, error);
}

static gboolean
run (VigieStore *self, VigieStatement which, GError **error)
{
  sqlite3_stmt *statement = vigie_store_statement (self, &self->writer, which, error);

  return statement != NULL && vigie_store_run (self, statement, error);
}

gboolean
vigie_store_check_transaction (VigieStore *self, GError **error)
{
  if (G_LIKELY (g_atomic_pointer_get (&self->owner) == g_thread_self ()))
    return TRUE;
  g_critical ("a write to the store outside a transaction of its thread");
  g_set_error_literal (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED, "no transaction");
  return FALSE;
}

static gboolean
set_durable (VigieStore *self, gboolean is_durable, GError **error)
{
  int rc;

  if (self->is_durable == is_durable)
    return TRUE;
  rc = sqlite3_exec (self->writer.db,
                     is_durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", NULL,
                     NULL, NULL);
  if (rc != SQLITE_OK)
    return vigie_store_fail (self, self->writer.db, rc, error);
  self->is_durable = is_durable;
  return TRUE;
}

/* Another program may have written since: what is remembered of the rows is read anew then. */
static gboolean
refresh_maps (VigieStore *self, GError **error)
{
  sqlite3_stmt *statement
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_DATA_VERSION, error);
  gint64 data_version;
  int rc;

  if (statement == NULL)
    return FALSE;
  rc = sqlite3_step (statement);
  data_version = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  if (rc != SQLITE_ROW)
    return vigie_store_fail (self, self->writer.db, rc, error);
  if (self->maps_are_valid && data_version == self->data_version)
    return TRUE;
  if (!vigie_store_maps_load (self, error))
    return FALSE;
  self->data_version = data_version;
  self->maps_are_valid = TRUE;
  return TRUE;
}

/* Notes that a program writes, in the transaction of the first thing it writes: it costs no commit. */
static gboolean
mark_open (VigieStore *self, GError **error)
{
  int rc;

  if (self->is_marked_open)
    return TRUE;
  rc = vigie_store_write_value (&self->writer, "open", "1");
  if (rc != SQLITE_OK)
    return vigie_store_fail (self, self->writer.db, rc, error);
  self->may_be_marked = TRUE;
  self->is_marked_open = TRUE;
  return TRUE;
}

static gboolean
begin (VigieStore *self, gboolean is_durable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (g_atomic_pointer_get (&self->owner) != g_thread_self (), FALSE);

  g_mutex_lock (&self->writer_lock);
  if (!set_durable (self, is_durable, error) || !run (self, VIGIE_STATEMENT_BEGIN, error))
    {
      g_mutex_unlock (&self->writer_lock);
      return FALSE;
    }
  g_atomic_pointer_set (&self->owner, g_thread_self ());
  if (!refresh_maps (self, error) || !mark_open (self, error))
    {
      vigie_store_rollback (self);
      return FALSE;
    }
  return TRUE;
}

gboolean
vigie_store_begin (VigieStore *self, GError **error)
{
  return begin (self, FALSE, error);
}

gboolean
vigie_store_begin_durable (VigieStore *self, GError **error)
{
  return begin (self, TRUE, error);
}

/* A large transaction or reading is the faster for its pages (vigie-store-file.c); a program that lasts does not keep
 * them, and those of a reader are of no more use once somebody has written. */
static void
shrink_cache (VigieStoreConnection *connection)
{
  int used = 0, most = 0;

  if (sqlite3_db_status (connection->db, SQLITE_DBSTATUS_CACHE_USED, &used, &most, FALSE)
          == SQLITE_OK
      && used > VIGIE_STORE_KEPT_CACHE)
    sqlite3_db_release_memory (connection->db);
}

gboolean
vigie_store_commit (VigieStore *self, GError **error)
{
  if (!vigie_store_check_transaction (self, error))
    return FALSE;
  if (!run (self, VIGIE_STATEMENT_COMMIT, error))
    {
      vigie_store_rollback (self);
      return FALSE;
    }
  shrink_cache (&self->writer);
  g_atomic_pointer_set (&self->owner, NULL);
  g_mutex_unlock (&self->writer_lock);
  return TRUE;
}

void
vigie_store_rollback (VigieStore *self)
{
  if (!vigie_store_check_transaction (self, NULL))
    return;
  /* Some errors, a full disk among them, have rolled back already. */
  if (!sqlite3_get_autocommit (self->writer.db))
    run (self, VIGIE_STATEMENT_ROLLBACK, NULL);
  self->maps_are_valid = FALSE;
  self->is_marked_open = FALSE;
  g_atomic_pointer_set (&self->owner, NULL);
  g_mutex_unlock (&self->writer_lock);
}

/* One that nobody uses, rather one that is open; waits where there is none. */
static VigieStoreConnection *
take_reader (VigieStore *self)
{
  VigieStoreConnection *found = NULL;

  g_mutex_lock (&self->readers_lock);
  for (;;)
    {
      for (guint i = 0; i < VIGIE_STORE_READERS; i++)
        {
          VigieStoreConnection *reader = &self->readers[i];

          if (!reader->is_busy && (found == NULL || (found->db == NULL && reader->db != NULL)))
            found = reader;
        }
      if (found != NULL)
        break;
      g_cond_wait (&self->reader_is_free, &self->readers_lock);
    }
  found->is_busy = TRUE;
  g_mutex_unlock (&self->readers_lock);
  return found;
}

VigieStoreConnection *
vigie_store_begin_reading (VigieStore *self, GError **error)
{
  VigieStoreConnection *reader;
  int rc;

  if (g_atomic_pointer_get (&self->owner) == g_thread_self ())
    return &self->writer;

  reader = take_reader (self);
  if (reader->db != NULL)
    return reader;
  rc = self->is_still ? vigie_store_connection_open_still (reader, self->path)
                      : vigie_store_connection_open (reader, self->path, FALSE);
  if (rc == SQLITE_OK)
    {
      reader->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      return reader;
    }
  vigie_store_fail (self, reader->db, rc, error);
  vigie_store_connection_close (reader);
  vigie_store_end_reading (self, reader);
  return NULL;
}

void
vigie_store_end_reading (VigieStore *self, VigieStoreConnection *connection)
{
  if (connection == &self->writer)
    return;
  if (connection->db != NULL)
    shrink_cache (connection);
  g_mutex_lock (&self->readers_lock);
  connection->is_busy = FALSE;
  g_cond_signal (&self->reader_is_free);
  g_mutex_unlock (&self->readers_lock);
}

gboolean
vigie_store_set_value (VigieStore *self, const char *key, const char *value, GError **error)
{
  gboolean is_alone = g_atomic_pointer_get (&self->owner) != g_thread_self ();
  gboolean is_set;
  int rc;

  g_return_val_if_fail (key != NULL, FALSE);

  if (is_alone && !vigie_store_begin (self, error))
    return FALSE;
  rc = vigie_store_write_value (&self->writer, key, value);
  is_set = rc == SQLITE_OK || vigie_store_fail (self, self->writer.db, rc, error);
  if (!is_alone)
    return is_set;
  if (!is_set)
    {
      vigie_store_rollback (self);
      return FALSE;
    }
  return vigie_store_commit (self, error);
}

char *
vigie_store_get_value (VigieStore *self, const char *key)
{
  VigieStoreConnection *connection;
  char *value = NULL;
  int rc;

  g_return_val_if_fail (key != NULL, NULL);

  connection = vigie_store_begin_reading (self, NULL);
  if (connection == NULL)
    return NULL;
  rc = vigie_store_read_value (connection, key, &value);
  if (rc != SQLITE_OK)
    vigie_store_fail (self, connection->db, rc, NULL);
  vigie_store_end_reading (self, connection);
  return value;
}
