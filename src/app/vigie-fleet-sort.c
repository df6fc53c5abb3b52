/* vigie-fleet-sort.c: an order of many rows, computed in a thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  VigieFleetSortKey *keys; /* owned */
  GStringChunk *texts;     /* owned: what keys point to */
  guint n;
  gboolean descending;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->texts, g_string_chunk_free);
  g_free (job->keys);
  g_free (job);
}

/* Without a figure or a text: last. */
static gboolean
is_void (const VigieFleetSortKey *key)
{
  return key->text != NULL ? *key->text == '\0' : isnan (key->number);
}

static int
compare_keys (const VigieFleetSortKey *a, const VigieFleetSortKey *b, int sign)
{
  gboolean a_void = is_void (a), b_void = is_void (b);
  int order;

  if (a_void || b_void)
    order = (int) a_void - (int) b_void;
  else if (a->text != NULL && b->text != NULL)
    order = sign * strcmp (a->text, b->text);
  else
    order = sign * ((a->number > b->number) - (a->number < b->number));
  if (order == 0)
    order = strcmp (a->name, b->name);
  /* So that the same order comes out each time. */
  return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static int
ascending (const void *a, const void *b)
{
  return compare_keys (a, b, 1);
}

static int
descending (const void *a, const void *b)
{
  return compare_keys (a, b, -1);
}

/* The text that compares by its bytes as the locale compares it. The same text is often there: of many sensors at a site,
 * of a name that is what it is ordered by; it is worked out once. */
static void
collate (const char **text, GHashTable *known, GStringChunk *texts)
{
  const char *key;

  if (*text == NULL || **text == '\0')
    return;
  key = g_hash_table_lookup (known, *text);
  if (key == NULL)
    {
      g_autofree char *made = g_utf8_collate_key_for_filename (*text, -1);

      key = g_string_chunk_insert (texts, made);
      g_hash_table_insert (known, (gpointer) *text, (gpointer) key);
    }
  *text = key;
}

static void
sort_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GStringChunk *collated = g_string_chunk_new (VIGIE_FLEET_SORT_CHUNK);
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal); /* text → collated */
  guint *places;

  for (guint i = 0; i < job->n; i++)
    {
      collate (&job->keys[i].text, known, collated);
      collate (&job->keys[i].name, known, collated);
      if (i % 4096 == 0 && g_cancellable_is_cancelled (cancellable))
        break;
    }
  g_hash_table_unref (known);
  /* Here, not in the main thread that drops the job. */
  g_string_chunk_free (g_steal_pointer (&job->texts));
  if (g_task_return_error_if_cancelled (task))
    {
      g_string_chunk_free (collated);
      return;
    }
  qsort (job->keys, job->n, sizeof *job->keys, job->descending ? descending : ascending);
  places = g_new (guint, MAX (job->n, 1));
  for (guint i = 0; i < job->n; i++)
    places[i] = job->keys[i].place;
  g_string_chunk_free (collated);
  g_task_return_pointer (task, places, g_free);
}

void
vigie_fleet_sort_async (gpointer source,
                        VigieFleetSortKey *keys,
                        guint n,
                        GStringChunk *texts,
                        gboolean is_descending,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->keys = keys;
  job->n = n;
  job->texts = texts;
  job->descending = is_descending;
  g_task_set_source_tag (task, vigie_fleet_sort_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, sort_thread);
}

guint *
vigie_fleet_sort_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
