/* vigie-ingest-affluence-service.c: see vigie-ingest-affluence-service.h
 *
 * An edition takes some ms, the first one of a day longer, as it reads half a year. One is made at a time; who asks
 * meanwhile waits for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-affluence-service.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "vigie-ingest-schema.h"

/* However fast the clock runs, no more than one edition in so long (µs). */
#define LEAST_INTERVAL G_USEC_PER_SEC
#define PUBLISH_SECONDS 60

typedef struct
{
  VigieIngestAffluenceFunc func;
  gpointer data;
} Waiting;

struct _VigieIngestAffluence
{
  gatomicrefcount ref_count;
  GMainContext *context;
  VigieClock *clock;
  GThreadPool *thread; /* one */
  VigieIngestPrepare prepare;
  gpointer prepare_data;
  gboolean stopped;

  /* of the thread */
  VigieAffluenceReader *reader;
  GHashTable *published; /* file name → etag */
  gboolean has_failed;

  /* of the context */
  char *folder;         /* or NULL */
  GPtrArray *documents; /* or NULL */
  VigieTime time;       /* of the documents */
  gint64 made;          /* monotonic */
  GArray *waiting;
  gboolean is_busy;
  gboolean is_prepared;
  guint n_preparing;
  guint timer;
};

typedef struct
{
  VigieIngestAffluence *self;
  gboolean lists; /* counters, not an edition */
  char *folder;
  VigieTime now;
  GArray *counters;
  GPtrArray *documents;
} Job;

static void
unref (VigieIngestAffluence *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  vigie_affluence_reader_free (self->reader);
  g_hash_table_unref (self->published);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_array_unref (self->waiting);
  g_object_unref (self->clock);
  g_main_context_unref (self->context);
  g_free (self->folder);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->counters, g_array_unref);
  g_clear_pointer (&job->documents, g_ptr_array_unref);
  unref (job->self);
  g_free (job->folder);
  g_free (job);
}

/* ---- In the thread ---- */

/* FALSE once a file could not be written: the rest waits for the next edition. */
static gboolean
write_document (VigieIngestAffluence *self, const char *folder, VigieAffluenceDocument *document)
{
  g_autofree char *path = g_build_filename (folder, document->name, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (document->bytes, &length);

  if (g_strcmp0 (g_hash_table_lookup (self->published, document->name), document->etag) == 0)
    return TRUE;
  if (!g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                 &error)
      || g_chmod (path, 0644) != 0)
    {
      if (!self->has_failed)
        g_printerr (_ ("vigie-ingest: could not write the public pages: %s\n"),
                    error != NULL ? error->message : path);
      self->has_failed = TRUE;
      return FALSE;
    }
  g_hash_table_replace (self->published, g_strdup (document->name), g_strdup (document->etag));
  return TRUE;
}

static void
publish (VigieIngestAffluence *self, const char *folder, GPtrArray *documents)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < documents->len; i++)
    {
      VigieAffluenceDocument *document = g_ptr_array_index (documents, i);

      if (!write_document (self, folder, document))
        return;
      g_hash_table_add (there, document->name);
    }
  self->has_failed = FALSE;
  /* Pages of sites that are gone; of those alone that this program wrote. */
  g_hash_table_iter_init (&iter, self->published);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (there, name))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
        g_hash_table_iter_remove (&iter);
      }
}

static gboolean done_cb (gpointer data);

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  VigieIngestAffluence *self = job->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieAffluence) edition = NULL;
  GSource *source;

  if (job->lists)
    job->counters = vigie_affluence_reader_list_counters (self->reader, &error);
  else if ((edition = vigie_affluence_reader_read (self->reader, job->now, &error)) != NULL)
    {
      job->documents = vigie_affluence_make_documents (edition);
      if (job->folder != NULL)
        publish (self, job->folder, job->documents);
    }
  if (error != NULL)
    g_warning ("attendance for the public: %s", error->message);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, done_cb, job, job_free);
  g_source_set_static_name (source, "vigie-ingest affluence");
  g_source_attach (source, self->context);
  g_source_unref (source);
}

/* ---- In the context ---- */

static void
push (VigieIngestAffluence *self, gboolean lists)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_inc (&self->ref_count);
  *job = (Job) {.self = self,
                .lists = lists,
                .folder = g_strdup (self->folder),
                .now = vigie_clock_now (self->clock)};
  self->is_busy = TRUE;
  g_thread_pool_push (self->thread, job, NULL);
}

static void
tell (VigieIngestAffluence *self, GPtrArray *documents)
{
  g_autoptr (GArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  for (guint i = 0; i < waiting->len; i++)
    {
      Waiting *one = &g_array_index (waiting, Waiting, i);

      one->func (documents, one->data);
    }
}

static void
prepared_cb (gpointer data)
{
  VigieIngestAffluence *self = data;

  self->n_preparing--;
  if (self->n_preparing == 0 && !self->stopped)
    {
      self->is_prepared = TRUE;
      push (self, FALSE);
    }
  unref (self);
}

/* Has the past of the counters put into the store, where it is not there yet. */
static void
prepare (VigieIngestAffluence *self, GArray *counters)
{
  /* A hold of our own, so that the last of them ends it even where each is there at once. */
  self->n_preparing = 1;
  for (guint i = 0; counters != NULL && i < counters->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("/Datastreams(%" G_GINT64_FORMAT ")/Observations",
                                               g_array_index (counters, gint64, i));

      self->n_preparing++;
      g_atomic_ref_count_inc (&self->ref_count);
      if (!self->prepare (path, "$filter=phenomenonTime ge 1970-01-01T00:00:00Z", prepared_cb, self,
                          self->prepare_data))
        prepared_cb (self);
    }
  g_atomic_ref_count_inc (&self->ref_count);
  prepared_cb (self);
}

static gboolean
done_cb (gpointer data)
{
  Job *job = data;
  VigieIngestAffluence *self = job->self;

  self->is_busy = FALSE;
  if (self->stopped)
    return G_SOURCE_REMOVE;
  if (job->lists)
    {
      self->is_busy = TRUE;
      prepare (self, job->counters);
      return G_SOURCE_REMOVE;
    }
  self->made = g_get_monotonic_time ();
  if (job->documents != NULL)
    {
      g_clear_pointer (&self->documents, g_ptr_array_unref);
      self->documents = g_ptr_array_ref (job->documents);
      self->time = job->now;
    }
  tell (self, job->documents);
  return G_SOURCE_REMOVE;
}

static void
start (VigieIngestAffluence *self)
{
  if (!self->is_busy)
    push (self, self->prepare != NULL && !self->is_prepared);
}

void
vigie_ingest_affluence_get (VigieIngestAffluence *self,
                            VigieIngestAffluenceFunc func,
                            gpointer data)
{
  VigieTime now = vigie_clock_now (self->clock);
  Waiting waiting = {func, data};

  if (self->stopped)
    {
      func (NULL, data);
      return;
    }
  if (self->documents != NULL
      && ((now >= self->time && now - self->time < VIGIE_AFFLUENCE_FRESH)
          || g_get_monotonic_time () - self->made < LEAST_INTERVAL))
    {
      func (self->documents, data);
      return;
    }
  g_array_append_val (self->waiting, waiting);
  start (self);
}

static gboolean
publish_cb (gpointer data)
{
  start (data);
  return G_SOURCE_CONTINUE;
}

gboolean
vigie_ingest_affluence_publish (VigieIngestAffluence *self, const char *folder, GError **error)
{
  GSource *source;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY,
                   _ ("%s is not a folder: create it, then start again."), folder);
      return FALSE;
    }
  self->folder = g_strdup (folder);
  source = g_timeout_source_new_seconds (PUBLISH_SECONDS);
  g_source_set_callback (source, publish_cb, self, NULL);
  g_source_set_static_name (source, "vigie-ingest affluence");
  self->timer = g_source_attach (source, self->context);
  g_source_unref (source);
  start (self);
  return TRUE;
}

VigieIngestAffluence *
vigie_ingest_affluence_new (const char *store,
                            VigieClock *clock,
                            VigieIngestPrepare prepare_func,
                            gpointer prepare_data,
                            GError **error)
{
  sqlite3 *db = vigie_ingest_schema_open_reader (store, error);
  VigieIngestAffluence *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (VigieIngestAffluence, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref_thread_default ();
  self->clock = g_object_ref (clock);
  self->prepare = prepare_func;
  self->prepare_data = prepare_data;
  self->reader = vigie_affluence_reader_new (db);
  self->published = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  self->thread = g_thread_pool_new (work, NULL, 1, FALSE, NULL);
  return self;
}

void
vigie_ingest_affluence_stop (VigieIngestAffluence *self)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  if (self->timer != 0)
    g_source_destroy (g_main_context_find_source_by_id (self->context, self->timer));
  g_thread_pool_free (self->thread, FALSE, TRUE);
  tell (self, NULL);
}

void
vigie_ingest_affluence_free (VigieIngestAffluence *self)
{
  if (self == NULL)
    return;
  vigie_ingest_affluence_stop (self);
  unref (self);
}
