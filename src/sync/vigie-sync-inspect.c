/* vigie-sync-inspect.c: what passed between the sync and its server, for a person who looks for a cause.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync-inspect.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vigie-sync-worker.h"

#define MAX_ANSWER (256 * 1024)
/* Readings shown with the measure. */
#define N_READINGS 5

/* The thread's alone while it works. */
typedef struct
{
  char *address, *user, *secret, *ca_file;
  char *id;
  gboolean id_is_text;
  char *request; /* what was asked, once it was */
  VigieStLog *log;
} Inspection;

static void
inspection_free (Inspection *self)
{
  g_free (self->address);
  g_free (self->user);
  g_free (self->secret);
  g_free (self->ca_file);
  g_free (self->id);
  g_free (self->request);
  vigie_st_log_unref (self->log);
  g_free (self);
}

VigieStLog *
vigie_sync_get_log (VigieSync *self)
{
  return vigie_sync_get_worker (self)->log;
}

char *
vigie_sync_dup_store_path (VigieSync *self)
{
  VigieSyncWorker *worker = vigie_sync_get_worker (self);
  char *path = NULL;

  g_rw_lock_reader_lock (&worker->store_lock);
  if (worker->store != NULL)
    path = g_strdup (vigie_store_get_path (worker->store));
  g_rw_lock_reader_unlock (&worker->store_lock);
  return path;
}

/* Indented where it is JSON; else as it came, which is what the person wants to see. */
static char *
make_readable (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *pretty = NULL;
  gsize length;

  if (strlen (text) <= MAX_ANSWER && json_parser_load_from_data (parser, text, -1, NULL)
      && json_parser_get_root (parser) != NULL)
    pretty = json_to_string (json_parser_get_root (parser), TRUE);
  else
    pretty = g_strdup (text);
  length = strlen (pretty);
  if (length <= MAX_ANSWER)
    return g_steal_pointer (&pretty);
  length = MAX_ANSWER;
  while (((guchar) pretty[length] & 0xC0) == 0x80)
    length--;
  return g_strdup_printf ("%.*s…", (int) length, pretty);
}

static void
inspect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Inspection *self = data;
  VigieStCredentials credentials = {self->user, self->secret, self->ca_file};
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieStClient) client = vigie_st_client_new (self->address, &credentials, &error);
  g_autofree char *text = NULL;

  if (client != NULL)
    {
      vigie_st_client_set_limits (client, &(VigieStLimits) {.tries = 1, .total_ms = 20000});
      vigie_st_client_set_log (client, self->log);
      if (vigie_st_client_probe (client, cancellable, &error) != NULL)
        text = vigie_st_client_read_datastream (client, &(VigieStId) {self->id, self->id_is_text},
                                                N_READINGS, &self->request, cancellable, &error);
    }
  if (text != NULL)
    g_task_return_pointer (task, make_readable (text), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
vigie_sync_inspect_async (VigieSync *self,
                          const char *measure_id,
                          gboolean id_is_text,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  VigieSyncWorker *worker = vigie_sync_get_worker (self);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Inspection *inspection = g_new0 (Inspection, 1);

  g_task_set_source_tag (task, vigie_sync_inspect_async);
  inspection->address = g_strdup (worker->address);
  inspection->user = g_strdup (worker->user);
  inspection->secret = g_strdup (worker->secret);
  inspection->ca_file = g_strdup (worker->ca_file);
  inspection->id = g_strdup (measure_id);
  inspection->id_is_text = id_is_text;
  inspection->log = vigie_st_log_ref (worker->log);
  g_task_set_task_data (task, inspection, (GDestroyNotify) inspection_free);
  g_task_run_in_thread (task, inspect_thread);
}

char *
vigie_sync_inspect_finish (VigieSync *self, GAsyncResult *result, char **request, GError **error)
{
  Inspection *inspection;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  inspection = g_task_get_task_data (G_TASK (result));
  if (request != NULL)
    *request = g_strdup_printf ("GET %s", inspection->request != NULL ? inspection->request
                                                                      : inspection->address);
  return g_task_propagate_pointer (G_TASK (result), error);
}
