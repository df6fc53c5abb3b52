/* vigie-store-private.h: what the files of the store share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "vigie-pack.h"
#include "vigie-store.h"

G_BEGIN_DECLS

/* "Vigi", in the file's header: tells a store of Vigie from any other SQLite file. */
#define VIGIE_STORE_APPLICATION_ID 0x56696769

/* The schema that this program writes: the number of steps in vigie-store-schema.c. */
#define VIGIE_STORE_VERSION 6

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
  VIGIE_STATEMENT_PUT_BLOCK,
  VIGIE_STATEMENT_PUT_LATEST,
  VIGIE_STATEMENT_PUT_CONDITION,
  VIGIE_STATEMENT_REMOVE_SITE,
  VIGIE_STATEMENT_REMOVE_SENSOR,
  VIGIE_STATEMENT_REMOVE_MEASURE,
  VIGIE_STATEMENT_REMOVE_LATEST,
  VIGIE_STATEMENT_REMOVE_HISTORY,
  VIGIE_STATEMENT_REMOVE_HISTORY_AFTER,
  VIGIE_STATEMENT_REMOVE_HISTORY_PACKED,
  VIGIE_STATEMENT_REMOVE_HISTORY_AT,
  VIGIE_STATEMENT_REMOVE_BLOCK,
  VIGIE_STATEMENT_REMOVE_BLOCKS,
  VIGIE_STATEMENT_REMOVE_BLOCKS_AFTER,
  VIGIE_STATEMENT_REMOVE_BLOCKS_BEFORE,
  VIGIE_STATEMENT_REMOVE_COVERAGE,
  VIGIE_STATEMENT_REMOVE_COVERAGE_WITHIN,
  VIGIE_STATEMENT_EMPTY_LATEST,
  VIGIE_STATEMENT_EMPTY_HISTORY,
  VIGIE_STATEMENT_EMPTY_BLOCKS,
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
  VIGIE_STATEMENT_LOAD_PACKABLE,
  VIGIE_STATEMENT_LOAD_BLOCKS,
  VIGIE_STATEMENT_LOAD_BLOCK,
  VIGIE_STATEMENT_LOAD_BLOCK_BEFORE,
  VIGIE_STATEMENT_LOAD_BLOCK_AFTER,
  VIGIE_STATEMENT_HAS_HISTORY,
  VIGIE_STATEMENT_HAS_BLOCKS,
  VIGIE_STATEMENT_LOAD_COVERAGE,
  VIGIE_STATEMENT_LOAD_KEYS,
  VIGIE_STATEMENT_LOAD_ROLES,
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
  sqlite3 *db;                                  /* NULL: not open yet */
  sqlite3_stmt *statements[VIGIE_N_STATEMENTS]; /* prepared when first used, then kept */
  gboolean is_busy; /* of a reader, under the lock of all: a thread has it */
  GHashTable *
      keys; /* of a reader: id, owned → gint64 *, owned: of the measures asked for, each checked again when used */
} VigieStoreConnection;

/* How many threads read at once; others wait. */
#define VIGIE_STORE_READERS 4

/* Bytes of pages that a connection keeps in memory from one transaction or reading to the next, at most. */
#define VIGIE_STORE_KEPT_CACHE (1024 * 1024)

/* A row of packed history. Those of a measure lie apart in time. */
typedef struct
{
  gint64 block;
  VigieTime since, last; /* of its first and of its last reading */
  guint n;
} VigieStoreBlock;

/* Readings that are numbers or nothing, ascending in time. */
typedef struct
{
  guint n, n_allocated;
  VigieTime *times; /* these four are owned */
  double *values;
  VigieTime *starts;          /* NULL where none has one */
  VigieTime *result_times;    /* NULL where none has one */
  gboolean with_result_times; /* they are wanted */
} VigieStoreColumns;

/* What is remembered of a row, by the server's id: its key in the file and what tells whether it changed. */
typedef struct
{
  gint64 n;
  guint64 digest;
  gint64 site;      /* of a measure */
  VigieTime latest; /* of a measure: time of its latest reading, or VIGIE_TIME_NONE */
  gboolean seen;    /* put since the mark */

  gboolean packed_is_known; /* of a measure */
  VigieTime packed_to; /* of a measure: time of the last reading in a block, or VIGIE_TIME_NONE */
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
  gboolean is_still;  /* read as a file that nobody writes: without locks, a log or its index */
  int lock_fd;        /* flock(): shared while open, exclusive while the file may be set aside */

  VigieStoreConnection writer;
  GMutex writer_lock;
  VigieStoreConnection readers[VIGIE_STORE_READERS];
  GMutex readers_lock;
  GCond reader_is_free;

  /* Of the writer, under its lock. */
  GThread *owner;          /* thread of the transaction, or NULL; atomic */
  gboolean is_marked_open; /* in this transaction or before */
  gboolean may_be_marked;  /* in the file */
  gboolean is_durable;     /* synchronous = FULL at the moment */
  gboolean maps_are_valid;
  gint64 data_version; /* of the maps */
  gboolean has_mark;
  VigieStoreMap sites, sensors, measures;
  gboolean has_blocks; /* of any measure */
  /* The block in which late readings are looked for: of this measure (0: there is none), this one, unpacked. */
  gint64 late_measure;
  VigieStoreBlock late_block;
  VigieStoreColumns late;
  GPtrArray *pack_ids; /* of vigie_store_pack(): measures left, owned, or NULL */

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
/* The same of a file that nobody writes: nothing is written beside it, as where the disk is full or the folder may only be
 * read. */
int vigie_store_connection_open_still (VigieStoreConnection *connection, const char *path);
/* Whether a write-ahead log with something in it stands beside the file. */
gboolean vigie_store_file_has_log (VigieStore *self);
void vigie_store_connection_close (VigieStoreConnection *connection);
/* Whether the file is there in the version of this program; nothing is changed. */
gboolean vigie_store_file_is_current (VigieStore *self);
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
/* Sets @error (VIGIE_STORE_ERROR_BUSY): another program has the store. Always FALSE. */
gboolean vigie_store_fail_busy (VigieStore *self, GError **error);
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

/* Columns 0 to 4 of a statement: time, start, result_time, value, other. */
void vigie_store_get_reading (sqlite3_stmt *statement, VigieReading *reading);

/* vigie-store-put.c */
/* Binds parameters 1 to 6 of a reading, as latest and history have them. */
void
vigie_store_bind_reading (sqlite3_stmt *statement, gint64 measure, const VigieReading *reading);
/* A late reading or a corrected one, to where it belongs: it becomes a row, unless a block has the same. */
gboolean vigie_store_put_one (VigieStore *self,
                              VigieStoreEntry *entry,
                              const VigieReading *reading,
                              gboolean *changed,
                              GError **error);

/* vigie-store-columns.c */
void vigie_store_columns_clear (VigieStoreColumns *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigieStoreColumns, vigie_store_columns_clear)
void vigie_store_columns_reserve (VigieStoreColumns *self, guint n_more);
void vigie_store_columns_add (VigieStoreColumns *self,
                              VigieTime time,
                              double value,
                              VigieTime start,
                              VigieTime result_time);
/* Adds the one at @i of @other. */
void vigie_store_columns_copy (VigieStoreColumns *self, const VigieStoreColumns *other, guint i);
VigieTime vigie_store_columns_get_start (const VigieStoreColumns *self, guint i);
VigieTime vigie_store_columns_get_result_time (const VigieStoreColumns *self, guint i);
/* The first at or after @time, from @first on. */
guint vigie_store_columns_find (const VigieStoreColumns *self, guint first, VigieTime time);
void vigie_store_columns_remove (VigieStoreColumns *self, guint first, guint n);
void vigie_store_columns_reverse (VigieStoreColumns *self);
/* Adds @over; of equal times its readings win. */
void vigie_store_columns_merge (VigieStoreColumns *self, const VigieStoreColumns *over);
/* Adds what the bytes of the block have. FALSE, nothing added, where they are damaged. */
gboolean vigie_store_columns_unpack (VigieStoreColumns *self,
                                     gconstpointer bytes,
                                     gsize length,
                                     const VigieStoreBlock *block);

/* vigie-store-blocks.c */
/* Adds to @columns what blocks have of @from ≤ time < @to, ascending; the newest @most of them (or the oldest), or
 * some more. The statements LOAD_BLOCKS and LOAD_BLOCK must be prepared. SQLITE_DONE if nothing failed. */
int vigie_store_read_blocks (VigieStoreConnection *connection,
                             gint64 measure,
                             VigieTime from,
                             VigieTime to,
                             guint most,
                             gboolean newest,
                             VigieStoreColumns *columns);
/* Adds the blocks (VigieStoreBlock) that reach into @from ≤ time < @to. LOAD_BLOCKS must be prepared. SQLITE_DONE if
 * nothing failed. */
int vigie_store_list_blocks (VigieStoreConnection *connection,
                             gint64 measure,
                             VigieTime from,
                             VigieTime to,
                             GArray *blocks);
/* Adds all that is in the block. LOAD_BLOCK must be prepared. SQLITE_DONE if nothing failed. */
int vigie_store_read_block (VigieStoreConnection *connection,
                            const VigieStoreBlock *block,
                            VigieStoreColumns *columns);
/* Puts @columns into the file in place of the blocks @old (VigieStoreBlock). *@is_packed FALSE: they cannot be
 * packed, and nothing was done. Within a transaction. */
gboolean vigie_store_replace_blocks (VigieStore *self,
                                     gint64 measure,
                                     const GArray *old,
                                     const VigieStoreColumns *columns,
                                     gboolean *is_packed,
                                     GError **error);
/* The number as a block keeps it; NAN for none. */
double vigie_store_packed_number (const VigieReading *reading);
/* Time of the last reading of the measure that is in a block, or VIGIE_TIME_NONE. Within a transaction. */
gboolean vigie_store_get_packed_to (VigieStore *self,
                                    VigieStoreEntry *entry,
                                    VigieTime *packed_to,
                                    GError **error);
/* Finds out whether there is any block. Within a transaction. */
gboolean vigie_store_find_blocks (VigieStore *self, GError **error);
/* Whether a block has the reading as it is. Within a transaction. */
gboolean vigie_store_find_packed (VigieStore *self,
                                  VigieStoreEntry *entry,
                                  const VigieReading *reading,
                                  gboolean *is_same,
                                  GError **error);
/* What was remembered of blocks is no more so. */
void vigie_store_forget_late (VigieStore *self);
/* Leaves of the measure's blocks only what is of @from ≤ time ≤ @to. Within a transaction. */
gboolean vigie_store_trim_blocks (VigieStore *self,
                                  gint64 measure,
                                  VigieTime from,
                                  VigieTime to,
                                  GError **error);

/* vigie-store-pack.c */
/* Puts @incoming (of readings that win; may be empty) and the rows of @from ≤ time ≤ @to that are numbers or nothing
 * into blocks. *@n_changed: how many of @incoming were not there already, or other. *@is_packed FALSE: they cannot be,
 * and nothing was done. Within a transaction. */
gboolean vigie_store_merge (VigieStore *self,
                            VigieStoreEntry *entry,
                            const VigieStoreColumns *incoming,
                            VigieTime from,
                            VigieTime to,
                            guint *n_changed,
                            gboolean *is_packed,
                            GError **error);

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
