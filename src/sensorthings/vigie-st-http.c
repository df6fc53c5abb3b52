/* vigie-st-http.c: the thread that libsoup runs in, and how other threads start exchanges and wait
 * for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-http-private.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

/* How long freeing waits for connections that are still being made, in µs. */
#define PATIENCE (300 * 1000)

VigieStExchange *
vigie_st_exchange_ref (VigieStExchange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_st_exchange_unref (VigieStExchange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->method);
  g_free (self->target);
  g_free (self->body);
  g_free (self->link);
  g_clear_error (&self->error);
  vigie_st_answer_clear (&self->answer);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
vigie_st_answer_clear (VigieStAnswer *answer)
{
  g_clear_pointer (&answer->body, g_free);
  g_clear_pointer (&answer->content_type, g_free);
  g_clear_pointer (&answer->location, g_free);
}

/* ---- From the caller's thread --------------------------------------------------------------- */

static gboolean
begin_cb (gpointer data)
{
  VigieStExchange *self = data;

  g_ptr_array_add (self->http->active, self);
  if (self->abandoned || self->http->quitting)
    vigie_st_exchange_complete (
        self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else
    vigie_st_exchange_attempt (self);
  return G_SOURCE_REMOVE;
}

static void
stop (VigieStExchange *self)
{
  self->abandoned = TRUE;
  vigie_st_exchange_complete (self,
                              g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
}

static gboolean
abandon_cb (gpointer data)
{
  VigieStExchange *self = data;

  if (g_ptr_array_find (self->http->active, self, NULL))
    stop (self);
  return G_SOURCE_REMOVE;
}

static void
invoke (VigieStHttp *self, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, notify);
  g_source_attach (source, self->context);
}

VigieStExchange *
vigie_st_http_start (VigieStHttp *self, const char *method, const char *target, const char *body)
{
  VigieStExchange *exchange = g_new0 (VigieStExchange, 1);

  g_atomic_ref_count_init (&exchange->ref_count);
  exchange->http = self;
  exchange->limits = self->limits;
  exchange->method = g_strdup (method);
  exchange->target = g_strdup (target);
  exchange->body = g_strdup (body);
  exchange->answer.date = VIGIE_TIME_NONE;
  g_mutex_init (&exchange->mutex);
  g_cond_init (&exchange->cond);
  invoke (self, begin_cb, vigie_st_exchange_ref (exchange), NULL); /* complete() drops this one */
  return exchange;
}

static void
wake_cb (GCancellable *cancellable, gpointer data)
{
  VigieStExchange *self = data;

  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* TRUE once it has come, FALSE if cancelled. */
static gboolean
wait_for (VigieStExchange *self, const gboolean *event, GCancellable *cancellable)
{
  gulong id = 0;
  gboolean come;

  if (cancellable != NULL)
    id = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL);
  g_mutex_lock (&self->mutex);
  while (!*event && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);
  come = *event && !g_cancellable_is_cancelled (cancellable);
  g_mutex_unlock (&self->mutex);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, id);
  return come;
}

char *
vigie_st_exchange_wait_link (VigieStExchange *self, GCancellable *cancellable)
{
  char *link = NULL;

  if (wait_for (self, &self->link_settled, cancellable))
    {
      g_mutex_lock (&self->mutex);
      link = g_strdup (self->link);
      g_mutex_unlock (&self->mutex);
    }
  return link;
}

gboolean
vigie_st_exchange_wait (VigieStExchange *self,
                        VigieStAnswer *answer,
                        GCancellable *cancellable,
                        GError **error)
{
  if (!wait_for (self, &self->done, cancellable))
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  /* Done: the thread does not touch it any more. */
  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return FALSE;
    }
  *answer = self->answer;
  memset (&self->answer, 0, sizeof self->answer);
  return TRUE;
}

void
vigie_st_exchange_abandon (VigieStExchange *self)
{
  gboolean done;

  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  done = self->done;
  g_mutex_unlock (&self->mutex);
  if (!done)
    invoke (self->http, abandon_cb, vigie_st_exchange_ref (self),
            (GDestroyNotify) vigie_st_exchange_unref);
  vigie_st_exchange_unref (self);
}

/* ---- The thread ----------------------------------------------------------------------------- */

static void
http_destroy (VigieStHttp *self)
{
  g_ptr_array_unref (self->active);
  g_hash_table_unref (self->sockets);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->own_ca);
  g_clear_object (&self->refused);

  g_clear_pointer (&self->log, vigie_st_log_unref);
  vigie_st_address_free (self->address);
  g_free (self->authorization);
  g_free (self->secret);
  g_free (self->other_scheme);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gpointer
thread_main (gpointer data)
{
  VigieStHttp *self = data;
  g_autoptr (GSocketConnectable) peer = NULL;
  gboolean orphaned;

  g_main_context_push_thread_default (self->context);
  if (self->address->socket_path != NULL)
    peer = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (self->address->socket_path));
  /* Times are kept by the exchanges; this one ends operations that were left to themselves. */
  self->session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", peer, "max-conns", 16,
                                "max-conns-per-host", 16, "idle-timeout", 30, "timeout", 60,
                                "user-agent", "Vigie/" VIGIE_VERSION, NULL);
  /* Nobody's proxy leads back to this machine, and asking for one takes its time. */
  if (self->address->loopback)
    soup_session_set_proxy_resolver (self->session, NULL);
  /* Unpacking is done here, where its bounds are. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  g_main_loop_run (self->loop);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  /* What closing connections left to do. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_mutex_lock (&self->mutex);
  orphaned = self->orphaned;
  self->ended = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (orphaned)
    http_destroy (self);
  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  VigieStHttp *self = data;

  self->quitting = TRUE;
  while (self->active->len > 0)
    stop (self->active->pdata[0]);
  if (self->n_operations == 0)
    g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static char *
make_authorization (const VigieStCredentials *credentials)
{
  g_autofree char *pair = NULL, *encoded = NULL;

  if (credentials == NULL || credentials->secret == NULL || *credentials->secret == '\0')
    return NULL;
  if (credentials->user == NULL || *credentials->user == '\0')
    return g_strconcat ("Bearer ", credentials->secret, NULL);
  pair = g_strconcat (credentials->user, ":", credentials->secret, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  return g_strconcat ("Basic ", encoded, NULL);
}

VigieStHttp *
vigie_st_http_new (VigieStAddress *address, const VigieStCredentials *credentials)
{
  VigieStHttp *self = g_new0 (VigieStHttp, 1);

  self->address = address;
  self->authorization = make_authorization (credentials);
  self->secret = credentials != NULL ? g_strdup (credentials->secret) : NULL;
  self->limits = (VigieStLimits) {10000, 30000, 120000, 4, 500, 60000};
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->active = g_ptr_array_new ();
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("vigie-http", thread_main, self);
  return self;
}

void
vigie_st_http_free (VigieStHttp *self)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;
  GThread *thread;
  gboolean ended;

  if (self == NULL)
    return;
  thread = self->thread;
  invoke (self, quit_cb, self, NULL);
  g_mutex_lock (&self->mutex);
  while (!self->ended)
    if (!g_cond_wait_until (&self->cond, &self->mutex, until))
      break;
  ended = self->ended;
  self->orphaned = !ended;
  g_mutex_unlock (&self->mutex);
  /* A connection that is still being made cannot be hung up on: the thread sees to it by itself, and
   * then to its own end. */
  if (!ended)
    {
      g_thread_unref (thread);
      return;
    }
  g_thread_join (thread);
  http_destroy (self);
}

VigieStAddress *
vigie_st_http_get_address (VigieStHttp *self)
{
  return self->address;
}

void
vigie_st_http_set_limits (VigieStHttp *self, const VigieStLimits *limits)
{
  const guint *from = (const guint *) limits;
  guint *to = (guint *) &self->limits;

  for (guint i = 0; i < sizeof (VigieStLimits) / sizeof (guint); i++)
    if (from[i] != 0)
      to[i] = from[i];
}

gboolean
vigie_st_http_set_ca_file (VigieStHttp *self, const char *path, GError **error)
{
  g_autoptr (GTlsDatabase) database = NULL;

  if (path != NULL)
    {
      g_autofree char *absolute = g_canonicalize_filename (path, NULL);

      database = g_tls_file_database_new (absolute, error);
      if (database == NULL)
        {
          g_prefix_error (error, "reading the certification authority's file: ");
          return FALSE;
        }
    }
  g_set_object (&self->own_ca, database);
  return TRUE;
}

void
vigie_st_http_set_log (VigieStHttp *self, VigieStLog *log)
{
  g_clear_pointer (&self->log, vigie_st_log_unref);
  self->log = log != NULL ? vigie_st_log_ref (log) : NULL;
}

VigieStLog *
vigie_st_http_get_log (VigieStHttp *self)
{
  return self->log;
}

void
vigie_st_http_get_counts (VigieStHttp *self, guint64 *requests, guint64 *bytes)
{
  g_mutex_lock (&self->mutex);
  *requests = self->requests;
  *bytes = self->bytes;
  g_mutex_unlock (&self->mutex);
}

GTlsCertificate *
vigie_st_http_dup_refused (VigieStHttp *self, GTlsCertificateFlags *faults)
{
  GTlsCertificate *refused;

  g_mutex_lock (&self->mutex);
  refused = self->refused != NULL ? g_object_ref (self->refused) : NULL;
  *faults = self->faults;
  g_mutex_unlock (&self->mutex);
  return refused;
}

gboolean
vigie_st_http_wants_token (VigieStHttp *self)
{
  gboolean wants_token;

  g_mutex_lock (&self->mutex);
  wants_token = self->wants_token;
  g_mutex_unlock (&self->mutex);
  return wants_token;
}

char *
vigie_st_http_dup_other_scheme (VigieStHttp *self)
{
  char *scheme;

  g_mutex_lock (&self->mutex);
  scheme = g_strdup (self->other_scheme);
  g_mutex_unlock (&self->mutex);
  return scheme;
}
