/* vigie-tile-fetch.c: tiles from a server, kept on disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-tile-fetch.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <shumate/shumate.h>
#include <string.h>

#include "vigie-map-view.h"

#define TIMEOUT_SECONDS 15
#define DISK_BYTES (100 * 1000 * 1000)
/* Tile policy of OpenStreetMap: as the headers say, else 7 days at least. */
#define DEFAULT_AGE (7 * 24 * 3600)
#define LONGEST_AGE (365 * 24 * 3600)
#define LONGEST_PAUSE 600

struct _VigieTileFetcher
{
  GObject parent_instance;

  char *address;
  SoupSession *session;    /* owned */
  ShumateFileCache *cache; /* owned */
  gint64 busy_until;       /* monotonic µs: the server asked for a pause */
};

G_DEFINE_FINAL_TYPE (VigieTileFetcher, vigie_tile_fetcher, G_TYPE_OBJECT)

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + strlen (part), part))
    n++;
  return n;
}

static char *
fill_in (const char *address, int x, int y, int z)
{
  g_autoptr (GString) text = g_string_new (address);
  char number[16];

  g_snprintf (number, sizeof number, "%d", x);
  g_string_replace (text, "{x}", number, 0);
  g_snprintf (number, sizeof number, "%d", y);
  g_string_replace (text, "{y}", number, 0);
  g_snprintf (number, sizeof number, "%d", z);
  g_string_replace (text, "{z}", number, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
vigie_map_tile_template_check (const char *address, GError **error)
{
  g_autofree char *filled = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  if (address == NULL || *address == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("The tile address is empty."));
      return FALSE;
    }
  for (const char *part = "xyz"; *part != '\0'; part++)
    {
      char placeholder[] = {'{', *part, '}', '\0'};

      if (count (address, placeholder) == 1)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is {x}, {y} or {z} */
                   _ ("The tile address must contain %s exactly once."), placeholder);
      return FALSE;
    }
  filled = fill_in (address, 1, 2, 3);
  if (strpbrk (filled, "{}<>\" \t\r\n") != NULL || !g_utf8_validate (filled, -1, NULL)
      || (uri = g_uri_parse (filled, SOUP_HTTP_URI_FLAGS, NULL)) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not an address."),
                   address);
      return FALSE;
    }
  scheme = g_uri_get_scheme (uri);
  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("The tile address must begin with https:// or http://."));
      return FALSE;
    }
  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || strpbrk (g_uri_get_host (uri), "{}") != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("The tile address does not name a server."));
      return FALSE;
    }
  return TRUE;
}

static void
vigie_tile_fetcher_finalize (GObject *object)
{
  VigieTileFetcher *self = VIGIE_TILE_FETCHER (object);

  g_free (self->address);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (vigie_tile_fetcher_parent_class)->finalize (object);
}

static void
vigie_tile_fetcher_class_init (VigieTileFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_tile_fetcher_finalize;
}

static void
vigie_tile_fetcher_init (VigieTileFetcher *self)
{
}

VigieTileFetcher *
vigie_tile_fetcher_new (const char *address)
{
  VigieTileFetcher *self = g_object_new (VIGIE_TYPE_TILE_FETCHER, NULL);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  g_autofree char *folder = g_strdup_printf ("vigie-%.16s", key);

  self->address = g_strdup (address);
  self->session
      = soup_session_new_with_options ("user-agent", "Vigie/" VIGIE_VERSION " (" VIGIE_APP_ID ")",
                                       "timeout", TIMEOUT_SECONDS, "max-conns-per-host", 2, NULL);
  self->cache = shumate_file_cache_new_full (DISK_BYTES, folder, NULL);
  return self;
}

/* ---- From disk ---- */

/* Beside a tile the disk keeps « expiry in seconds since 1970; ETag ». */
static gboolean
is_fresh (const char *keep, const char **validator)
{
  char *end;
  gint64 expiry;

  *validator = NULL;
  if (keep == NULL)
    return FALSE;
  expiry = g_ascii_strtoll (keep, &end, 10);
  if (*end != ';')
    return FALSE;
  if (end[1] != '\0')
    *validator = end + 1;
  return g_get_real_time () / G_USEC_PER_SEC < expiry;
}

void
vigie_cached_tile_free (VigieCachedTile *tile)
{
  g_clear_pointer (&tile->bytes, g_bytes_unref);
  g_free (tile->validator);
  g_free (tile);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *keep = NULL;
  VigieCachedTile *tile = g_new0 (VigieCachedTile, 1);
  const char *validator;

  tile->bytes
      = shumate_file_cache_get_tile_finish (SHUMATE_FILE_CACHE (source), &keep, NULL, result, NULL);
  if (tile->bytes != NULL)
    {
      tile->is_fresh = is_fresh (keep, &validator);
      tile->validator = g_strdup (validator);
    }
  g_task_return_pointer (task, tile, (GDestroyNotify) vigie_cached_tile_free);
}

void
vigie_tile_fetcher_load_async (VigieTileFetcher *self,
                               int x,
                               int y,
                               int z,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_tile_fetcher_load_async);
  shumate_file_cache_get_tile_async (self->cache, x, y, z, cancellable, loaded_cb, task);
}

VigieCachedTile *
vigie_tile_fetcher_load_finish (VigieTileFetcher *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!shumate_file_cache_store_tile_finish (SHUMATE_FILE_CACHE (source), result, &error))
    g_debug ("a tile could not be kept: %s", error->message);
}

void
vigie_tile_fetcher_store (VigieTileFetcher *self,
                          int x,
                          int y,
                          int z,
                          GBytes *bytes,
                          const char *keep)
{
  shumate_file_cache_store_tile_async (self->cache, x, y, z, bytes, keep, NULL, stored_cb, NULL);
}

/* ---- From the server ---- */

typedef struct
{
  SoupMessage *message;
  GByteArray *data;
  char *keep;
  char *validator;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_clear_object (&fetch->message);
  g_byte_array_unref (fetch->data);
  g_free (fetch->keep);
  g_free (fetch->validator);
  g_free (fetch);
}

/* How long the tile may be used without asking, in seconds. */
static gint64
age_allowed (SoupMessageHeaders *headers)
{
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  const char *expires = soup_message_headers_get_one (headers, "Expires");

  if (control != NULL)
    {
      g_autoptr (GHashTable) directives = soup_header_parse_param_list (control);
      const char *age = g_hash_table_lookup (directives, "max-age");

      if (g_hash_table_contains (directives, "no-cache")
          || g_hash_table_contains (directives, "no-store"))
        return 0;
      if (age != NULL)
        return CLAMP (g_ascii_strtoll (age, NULL, 10), 0, LONGEST_AGE);
    }
  if (expires != NULL)
    {
      g_autoptr (GDateTime) when = soup_date_time_new_from_http_string (expires);

      if (when != NULL)
        return CLAMP (g_date_time_to_unix (when) - g_get_real_time () / G_USEC_PER_SEC, 0,
                      LONGEST_AGE);
    }
  return DEFAULT_AGE;
}

static void
note_pause (VigieTileFetcher *self, SoupMessageHeaders *headers)
{
  const char *after = soup_message_headers_get_one (headers, "Retry-After");
  gint64 seconds = 30;

  if (after != NULL && g_ascii_isdigit (*after))
    seconds = g_ascii_strtoll (after, NULL, 10);
  else if (after != NULL)
    {
      g_autoptr (GDateTime) when = soup_date_time_new_from_http_string (after);

      if (when != NULL)
        seconds = g_date_time_to_unix (when) - g_get_real_time () / G_USEC_PER_SEC;
    }
  self->busy_until = g_get_monotonic_time () + CLAMP (seconds, 1, LONGEST_PAUSE) * G_USEC_PER_SEC;
}

static void
chunk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (fetch->data->len + g_bytes_get_size (chunk) > VIGIE_TILE_MAX_BYTES)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               "the tile is larger than 2 MB");
      return;
    }
  g_byte_array_append (fetch->data, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), 64 * 1024, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), chunk_cb, g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VigieTileFetcher *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream
      = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  SoupMessageHeaders *headers;
  const char *etag;
  guint status;

  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  headers = soup_message_get_response_headers (fetch->message);
  status = soup_message_get_status (fetch->message);
  etag = soup_message_headers_get_one (headers, "ETag");
  if (etag == NULL && status == SOUP_STATUS_NOT_MODIFIED)
    etag = fetch->validator;
  fetch->keep = g_strdup_printf ("%" G_GINT64_FORMAT ";%s",
                                 g_get_real_time () / G_USEC_PER_SEC + age_allowed (headers),
                                 etag != NULL && strlen (etag) < 512 ? etag : "");

  if (status == SOUP_STATUS_NOT_MODIFIED && fetch->validator != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (status == 429 /* too many requests */ || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    note_pause (self, headers);
  if (status != SOUP_STATUS_OK)
    {
      g_task_return_new_error (task, G_IO_ERROR,
                               status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE
                                   ? G_IO_ERROR_NOT_FOUND
                                   : G_IO_ERROR_FAILED,
                               "HTTP %u %s", status, soup_status_get_phrase (status));
      return;
    }
  if (soup_message_headers_get_content_length (headers) > VIGIE_TILE_MAX_BYTES)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               "the tile is larger than 2 MB");
      return;
    }
  g_input_stream_read_bytes_async (stream, 64 * 1024, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), chunk_cb, g_object_ref (task));
}

void
vigie_tile_fetcher_fetch_async (VigieTileFetcher *self,
                                int x,
                                int y,
                                int z,
                                const char *validator,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *address = fill_in (self->address, x, y, z);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, vigie_tile_fetcher_fetch_async);
  fetch->data = g_byte_array_new ();
  fetch->validator = g_strdup (validator);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (g_get_monotonic_time () < self->busy_until)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "the server asked for a pause");
      return;
    }
  fetch->message = soup_message_new (SOUP_METHOD_GET, address);
  if (fetch->message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no address: %s",
                               address);
      return;
    }
  if (validator != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (fetch->message),
                                  "If-None-Match", validator);
  soup_session_send_async (self->session, fetch->message, G_PRIORITY_DEFAULT, cancellable, sent_cb,
                           g_object_ref (task));
}

gboolean
vigie_tile_fetcher_fetch_finish (VigieTileFetcher *self,
                                 GAsyncResult *result,
                                 GBytes **bytes,
                                 char **keep,
                                 GError **error)
{
  Fetch *fetch = g_task_get_task_data (G_TASK (result));

  *bytes = NULL;
  *keep = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *keep = g_steal_pointer (&fetch->keep);
  if (soup_message_get_status (fetch->message) == SOUP_STATUS_OK)
    *bytes = g_bytes_new (fetch->data->data, fetch->data->len);
  return TRUE;
}
