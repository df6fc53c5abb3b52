/* vigie-ingest-pool.c: a few threads that read the store, each with its own connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-pool.h"

#include <string.h>

/* Below it compression costs more than the packet it saves. */
#define GZIP_MIN 1024
/* JSON of measures shrinks to a tenth at level 1 already, at a third of the time of level 6. */
#define GZIP_LEVEL 1

typedef struct
{
  VigieIngestPool *pool;
  char *base_url, *path, *query;
  gboolean gzip;
  VigieIngestPageFunc func;
  gpointer data;
  VigieIngestPage page;
} Question;

struct _VigieIngestPool
{
  GThreadPool *threads;
  GAsyncQueue *readers; /* those that no thread uses just now */
  GMainContext *context;
  guint limit;
};

static void
question_free (Question *question)
{
  vigie_ingest_answer_clear (&question->page.answer);
  g_clear_pointer (&question->page.body, g_bytes_unref);
  g_free (question->base_url);
  g_free (question->path);
  g_free (question->query);
  g_free (question);
}

static gboolean
tell_cb (gpointer data)
{
  Question *question = data;

  question->func (&question->page, question->data);
  return G_SOURCE_REMOVE;
}

GBytes *
vigie_ingest_gzip (const char *body, gsize length)
{
  g_autoptr (GZlibCompressor) zipper
      = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL);
  g_autofree char *zipped = NULL;
  gsize read = 0, written = 0, in, out;
  GConverterResult result = G_CONVERTER_CONVERTED;

  if (length < GZIP_MIN)
    return NULL;
  zipped = g_malloc (length);
  while (result != G_CONVERTER_FINISHED)
    {
      /* An error is one of room: it has become larger. */
      if (written == length)
        return NULL;
      result
          = g_converter_convert (G_CONVERTER (zipper), body + read, length - read, zipped + written,
                                 length - written, G_CONVERTER_INPUT_AT_END, &in, &out, NULL);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      read += in;
      written += out;
    }
  return g_bytes_new_take (g_realloc (g_steal_pointer (&zipped), written), written);
}

static void
read_in_thread (gpointer data, gpointer user_data)
{
  Question *question = data;
  VigieIngestPool *self = user_data;
  VigieIngestReader *reader = g_async_queue_pop (self->readers);
  VigieIngestPage *page = &question->page;
  GSource *source;

  vigie_ingest_read (reader, question->base_url, question->path, question->query, &page->answer);
  g_async_queue_push (self->readers, reader);
  if (page->answer.body != NULL && page->answer.body->len > 0)
    {
      if (question->gzip)
        page->body = vigie_ingest_gzip (page->answer.body->str, page->answer.body->len);
      page->is_zipped = page->body != NULL;
      if (page->body == NULL)
        page->body = g_string_free_to_bytes (g_steal_pointer (&page->answer.body));
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, question, (GDestroyNotify) question_free);
  g_source_set_static_name (source, "vigie-ingest page");
  g_source_attach (source, self->context);
  g_source_unref (source);
}

VigieIngestPool *
vigie_ingest_pool_new (const char *store,
                       VigieClock *clock,
                       guint n_threads,
                       guint limit,
                       GError **error)
{
  g_autoptr (VigieIngestPool) self = g_new0 (VigieIngestPool, 1);

  self->context = g_main_context_ref_thread_default ();
  self->limit = limit;
  self->readers = g_async_queue_new_full ((GDestroyNotify) vigie_ingest_reader_free);
  for (guint i = 0; i < n_threads; i++)
    {
      VigieIngestReader *reader = vigie_ingest_reader_new (store, clock, error);

      if (reader == NULL)
        return NULL;
      g_async_queue_push (self->readers, reader);
    }
  self->threads = g_thread_pool_new (read_in_thread, self, n_threads, FALSE, error);
  return self->threads != NULL ? g_steal_pointer (&self) : NULL;
}

void
vigie_ingest_pool_free (VigieIngestPool *self)
{
  if (self->threads != NULL)
    g_thread_pool_free (self->threads, FALSE, TRUE);
  g_async_queue_unref (self->readers);
  g_main_context_unref (self->context);
  g_free (self);
}

gboolean
vigie_ingest_pool_ask (VigieIngestPool *self,
                       const char *base_url,
                       const char *path,
                       const char *query,
                       gboolean gzip,
                       VigieIngestPageFunc func,
                       gpointer data)
{
  Question *question;

  if (g_thread_pool_unprocessed (self->threads) >= self->limit)
    return FALSE;
  question = g_new0 (Question, 1);
  question->pool = self;
  question->base_url = g_strdup (base_url);
  question->path = g_strdup (path);
  question->query = g_strdup (query);
  question->gzip = gzip;
  question->func = func;
  question->data = data;
  return g_thread_pool_push (self->threads, question, NULL);
}
