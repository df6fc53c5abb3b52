/* vigie-share-out.c: work of many parts, done by several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-share-out.h"

typedef struct
{
  VigieShareFunc func;
  gpointer data;
  guint n_parts;

  GMutex lock;
  guint next;    /* part */
  GError *error; /* the first one */
} Work;

static gpointer
do_parts (gpointer data)
{
  Work *work = data;

  g_mutex_lock (&work->lock);
  while (work->error == NULL && work->next < work->n_parts)
    {
      guint number = work->next++;
      g_autoptr (GError) error = NULL;
      gboolean is_done;

      g_mutex_unlock (&work->lock);
      is_done = work->func (number, work->data, &error);
      g_mutex_lock (&work->lock);
      if (!is_done && work->error == NULL)
        work->error = g_steal_pointer (&error);
    }
  g_mutex_unlock (&work->lock);
  return NULL;
}

gboolean
vigie_share_out (const char *name,
                 guint n_parts,
                 guint max_threads,
                 VigieShareFunc func,
                 gpointer data,
                 GError **error)
{
  Work work = {.func = func, .data = data, .n_parts = n_parts};
  guint n_others = MAX (MIN (n_parts, max_threads), 1) - 1;
  g_autofree GThread **threads = g_new (GThread *, n_others + 1);

  g_mutex_init (&work.lock);
  for (guint i = 0; i < n_others; i++)
    threads[i] = g_thread_new (name, do_parts, &work);
  do_parts (&work);
  for (guint i = 0; i < n_others; i++)
    g_thread_join (threads[i]);
  g_mutex_clear (&work.lock);
  if (work.error == NULL)
    return TRUE;
  g_propagate_error (error, work.error);
  return FALSE;
}
