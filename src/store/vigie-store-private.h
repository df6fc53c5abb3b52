/* vigie-store-private.h: what the files of the store share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "vigie-store.h"

G_BEGIN_DECLS

/* "Vigi", in the file's header: tells a store of Vigie from any other SQLite file. */
#define VIGIE_STORE_APPLICATION_ID 0x56696769

/* The schema that this program writes: the number of steps in vigie-store-schema.c. */
#define VIGIE_STORE_VERSION 4

typedef enum
{
  VIGIE_STATEMENT_BEGIN,
  VIGIE_STATEMENT_BEGIN_READ,
  VIGIE_STATEMENT_COMMIT,
  VIGIE_STATEMENT_ROLLBACK,
  VIGIE_STATEMENT_DATA_VERSION,
  VIGIE_STATEMENT_GET_VALUE,
  VIGIE_STATEMENT_SET_VALUE,
  VIGIE_STATEMENT_REMOVE_VALUE,
  VIGIE_STATEMENT_MAP_SITES,
  VIGIE_STATEMENT_MAP_SENSORS,
  VIGIE_STATEMENT_MAP_MEASURES,
  VIGIE_STATEMENT_GET_MEANING,
  VIGIE_STATEMENT_PUT_SITE,
  VIGIE_STATEMENT_PUT_SENSOR,
  VIGIE_STATEMENT_PUT_MEASURE,
  VIGIE_STATEMENT_PUT_HISTORY,
  VIGIE_STATEMENT_PUT_COVERAGE,
  VIGIE_STATEMENT_PUT_LATEST,
  VIGIE_STATEMENT_PUT_CONDITION,
  VIGIE_STATEMENT_REMOVE_SITE,
  VIGIE_STATEMENT_REMOVE_SENSOR,
  VIGIE_STATEMENT_REMOVE_MEASURE,
  VIGIE_STATEMENT_REMOVE_LATEST,
  VIGIE_STATEMENT_REMOVE_HISTORY,
  VIGIE_STATEMENT_REMOVE_HISTORY_AFTER,
  VIGIE_STATEMENT_REMOVE_COVERAGE,
  VIGIE_STATEMENT_REMOVE_COVERAGE_WITHIN,
  VIGIE_STATEMENT_EMPTY_LATEST,
  VIGIE_STATEMENT_EMPTY_HISTORY,
  VIGIE_STATEMENT_EMPTY_COVERAGE,
  VIGIE_STATEMENT_PURGE_HISTORY,
  VIGIE_STATEMENT_PURGE_COVERAGE,
  VIGIE_STATEMENT_TRIM_COVERAGE,
  VIGIE_STATEMENT_LOAD_SITES,
  VIGIE_STATEMENT_LOAD_SENSORS,
  VIGIE_STATEMENT_LOAD_MEASURES,
  VIGIE_STATEMENT_LOAD_LATEST,
  VIGIE_STATEMENT_LOAD_HISTORY,
  VIGIE_STATEMENT_LOAD_SERIES,
  VIGIE_STATEMENT_LOAD_COVERAGE,
  VIGIE_STATEMENT_LOAD_KEYS,
  VIGIE_STATEMENT_FIND_MEASURE,
  VIGIE_STATEMENT_CHECK_MEASURE,
  VIGIE_N_STATEMENTS,
} VigieStatement;

/* The columns "flags": one byte for what is yes or no of a row. */
enum
{
  VIGIE_FLAG_ID_IS_TEXT = 1 << 0,
  VIGIE_FLAG_DEMONSTRATION = 1 << 1,
  VIGIE_FLAG_OUT_OF_SERVICE = 1 << 2,
  VIGIE_FLAG_INTERVAL_IS_OBSERVED = 1 << 3,
};

/* Replacements of a meter that are kept: the newest. */
#define VIGIE_STORE_CHANGES_MAX 64

/* One connection to the file, used by one thread at a time. */
typedef struct
{
  sqlite3 *db; /* NULL: not open yet */
  GMutex lock;
  sqlite3_stmt *statements[VIGIE_N_STATEMENTS]; /* prepared when first used, then kept */
} VigieStoreConnection;

/* What is remembered of a row, by the server's id: its key in the file and what tells whether it changed. */
typedef struct
{
  gint64 n;
  guint64 digest;
  gint64 site;      /* of a measure */
  VigieTime latest; /* of a measure: time of its latest reading, or VIGIE_TIME_NONE */
  gboolean seen;    /* put since the mark */
  char id[];
} VigieStoreEntry;

typedef struct
{
  GHashTable *by_id; /* VigieStoreEntry.id → VigieStoreEntry, owned */
  gint64 next;       /* key of the next new row */
} VigieStoreMap;

struct _VigieStore
{
  char *path;
  char *address;
  char *damaged_path; /* its existence says that damage was met while the store was in use */
  int lock_fd;        /* flock(): shared while open, exclusive while the file may be set aside */

  VigieStoreConnection writer;
  VigieStoreConnection reader;

  /* Of the reader, under its lock: keys of the measures asked for, each checked again when used. */
  GHashTable *reader_keys; /* id, owned → gint64 *, owned */

  /* Of the writer, under its lock. */
  GThread *owner;          /* thread of the transaction, or NULL; atomic */
  gboolean is_marked_open; /* in this transaction or before */
  gboolean may_be_marked;  /* in the file */
  gboolean is_durable;     /* synchronous = FULL at the moment */
  gboolean maps_are_valid;
  gint64 data_version; /* of the maps */
  gboolean has_mark;
  VigieStoreMap sites, sensors, measures;

  gint is_damaged; /* atomic */
  guint
      generation; /* of the history: another one each time some was dropped; under the writer's lock */
};

/* vigie-store-schema.c */
int vigie_store_schema_upgrade (sqlite3 *db, int version);
const char *vigie_store_schema_statement (VigieStatement statement);

/* vigie-store-file.c */
int vigie_store_connection_open (VigieStoreConnection *connection,
                                 const char *path,
                                 gboolean is_writer);
void vigie_store_connection_close (VigieStoreConnection *connection);
gboolean vigie_store_file_open (VigieStore *self, char **set_aside, GError **error);
void vigie_store_file_close (VigieStore *self);

/* vigie-store.c */
/* The statement, reset and unbound, or NULL with @error set. */
sqlite3_stmt *vigie_store_statement (VigieStore *self,
                                     VigieStoreConnection *connection,
                                     VigieStatement statement,
                                     GError **error);
/* Steps a statement without rows to its end and resets it. */
gboolean vigie_store_run (VigieStore *self, sqlite3_stmt *statement, GError **error);
/* Sets @error to what @rc means to a person; remembers damage. Always FALSE. */
gboolean vigie_store_fail (VigieStore *self, sqlite3 *db, int rc, GError **error);
/* A small value; both give SQLite's code. *@value is NULL where there is none. */
int vigie_store_read_value (VigieStoreConnection *connection, const char *key, char **value);
int vigie_store_write_value (VigieStoreConnection *connection, const char *key, const char *value);
/* TRUE within a transaction of this thread; else FALSE with a critical warning. */
gboolean vigie_store_check_transaction (VigieStore *self, GError **error);
/* The connection to read with, its lock held unless it is the writer within this thread's transaction. */
VigieStoreConnection *vigie_store_begin_reading (VigieStore *self, GError **error);
void vigie_store_end_reading (VigieStore *self, VigieStoreConnection *connection);

/* vigie-store-read.c */
/* *@n: the key of a measure, or 0; *@interval (may be NULL): how often a reading is expected, in µs. The statements
 * FIND_MEASURE and CHECK_MEASURE must be prepared. SQLITE_DONE if nothing failed. */
int vigie_store_find_measure (VigieStore *self,
                              VigieStoreConnection *connection,
                              const char *id,
                              gint64 *n,
                              gint64 *interval);

/* vigie-store-history.c */
/* A number that no store's history had before. */
guint vigie_store_next_generation (void);

/* vigie-store-remove.c */
/* Readings of the measure later than @after, and its latest whatever its time. */
gboolean vigie_store_forget_entry (VigieStore *self,
                                   VigieStoreEntry *entry,
                                   VigieTime after,
                                   GError **error);

/* vigie-store-map.c */
VigieStoreEntry *vigie_store_map_lookup (VigieStoreMap *map, const char *id); /* or NULL */
/* Adds a row of key @n; 0: of the next new one. */
VigieStoreEntry *vigie_store_map_add (VigieStoreMap *map, const char *id, gint64 n);
/* Reads the maps from the file, through the writer. */
gboolean vigie_store_maps_load (VigieStore *self, GError **error);
void vigie_store_maps_clear (VigieStore *self);

G_END_DECLS
