/* vigie-st-body.c: the body of an answer, as it comes: unpacked and within its bounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-http-private.h"

#include <string.h>

#include "vigie-st-decode.h"
#include "vigie-st-error.h"

static void
make_room (VigieStExchange *self, gsize more)
{
  gsize wanted = self->used + more + 1;

  if (wanted <= self->room)
    return;
  if (self->room == 0 && self->expected > 0 && self->gunzip == NULL)
    wanted = MAX (wanted, (gsize) self->expected + 2);
  self->room = MAX (wanted, self->room * 2);
  self->buffer = g_realloc (self->buffer, self->room);
}

GError *
vigie_st_exchange_too_large (void)
{
  GError *error = NULL;

  vigie_st_error_set (&error, VIGIE_ST_ERROR_MALFORMED, VIGIE_ST_REASON_TOO_LARGE, 0,
                      "the answer is larger than %d MB", VIGIE_ST_MAX_BODY / (1024 * 1024));
  return error;
}

static gsize
bound (VigieStExchange *self)
{
  return self->status >= 200 && self->status < 300 ? VIGIE_ST_MAX_BODY : VIGIE_ST_MAX_ERROR_BODY;
}

/* Unpacks what came into the buffer. */
static gboolean
unpack (VigieStExchange *self, gsize length, GError **error)
{
  const guchar *at = self->packed;

  while (!self->gunzipped)
    {
      gsize taken = 0, given = 0, room;
      g_autoptr (GError) fault = NULL;
      GConverterResult result;

      if (self->used > bound (self))
        return TRUE; /* seen by the caller */
      make_room (self, VIGIE_ST_CHUNK);
      room = self->room - self->used - 1;
      result = g_converter_convert (self->gunzip, at, length, self->buffer + self->used, room,
                                    G_CONVERTER_NO_FLAGS, &taken, &given, &fault);
      if (result == G_CONVERTER_ERROR)
        {
          if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
            return TRUE;
          vigie_st_error_set (error, VIGIE_ST_ERROR_MALFORMED, VIGIE_ST_REASON_DAMAGED, 0,
                              "the answer's gzip is damaged");
          return FALSE;
        }
      at += taken;
      length -= taken;
      self->used += given;
      self->gunzipped = result == G_CONVERTER_FINISHED;
      if (length == 0 && given < room)
        return TRUE;
    }
  return TRUE;
}

static void
look_for_link (VigieStExchange *self)
{
  char *link;
  gboolean settled;

  if (self->link_settled || self->status < 200 || self->status > 299)
    return;
  self->buffer[self->used] = '\0';
  link = vigie_st_decode_early_link (self->buffer, self->used, &settled);
  if (!settled)
    return;
  g_mutex_lock (&self->mutex);
  self->link = link;
  self->link_settled = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* The whole body is there. */
static void
finish_body (VigieStExchange *self)
{
  g_autofree char *type = g_strdup (vigie_st_exchange_get_header (self, "Content-Type"));
  g_autofree char *location = g_strdup (vigie_st_exchange_get_header (self, "Location"));
  g_autofree char *wanted_pause = g_strdup (vigie_st_exchange_get_header (self, "Retry-After"));
  const char *date = vigie_st_exchange_get_header (self, "Date");
  g_autoptr (GDateTime) server_time
      = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  VigieTime now
      = server_time != NULL ? g_date_time_to_unix (server_time) * VIGIE_SECOND : g_get_real_time ();
  GError *error = NULL;

  vigie_st_exchange_end_operation (self);

  if (self->gunzip != NULL && self->received > 0 && !self->gunzipped && self->used < bound (self))
    {
      vigie_st_error_set (&error, VIGIE_ST_ERROR_MALFORMED, VIGIE_ST_REASON_DAMAGED, 0,
                          "the answer's gzip is cut short");
      vigie_st_exchange_try_again_or_end (self, error, -1);
      return;
    }
  make_room (self, 0);
  self->buffer[self->used] = '\0';
  if (self->status < 200 || self->status > 299)
    {
      gint64 wait = vigie_st_http_parse_retry_after (wanted_pause, now);

      error = vigie_st_error_from_status (self->status, type, self->buffer, self->used,
                                          self->http->secret);
      vigie_st_exchange_try_again_or_end (self, error, wait);
      return;
    }
  g_mutex_lock (&self->mutex);
  self->answer.status = self->status;
  self->answer.content_type = g_steal_pointer (&type);
  self->answer.location = g_steal_pointer (&location);
  self->answer.date = server_time != NULL ? now : VIGIE_TIME_NONE;
  self->answer.length = self->used;
  if (self->room > self->used + self->used / 4 + 4096)
    self->buffer = g_realloc (self->buffer, self->used + 1);
  self->answer.body = g_steal_pointer (&self->buffer);
  g_mutex_unlock (&self->mutex);
  vigie_st_exchange_complete (self, NULL);
}

/* The answer was read to its end, or to where it is of no more use. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VigieStOperation *operation = data;
  VigieStExchange *self = operation->exchange;
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (self == NULL)
    {
      g_clear_error (&error);
      vigie_st_operation_free (operation);
      return;
    }
  if (n < 0)
    {
      vigie_st_exchange_attempt_failed (self, error);
      return;
    }
  if (n == 0)
    {
      if (self->expected >= 0 && (gint64) self->received < self->expected)
        {
          vigie_st_error_set (&error, VIGIE_ST_ERROR_UNREACHABLE, VIGIE_ST_REASON_CUT, 0,
                              "the answer was cut after %" G_GSIZE_FORMAT " bytes", self->received);
          vigie_st_exchange_end_operation (self);
          vigie_st_exchange_try_again_or_end (self, error, -1);
          return;
        }
      finish_body (self);
      return;
    }
  self->progress = g_get_monotonic_time ();
  self->received += n;
  g_mutex_lock (&self->http->mutex);
  self->http->bytes += n;
  g_mutex_unlock (&self->http->mutex);
  if (self->gunzip == NULL)
    {
      self->used += n;
    }
  else if (!unpack (self, n, &error))
    {
      vigie_st_exchange_end_operation (self);
      vigie_st_exchange_try_again_or_end (self, error, -1);
      return;
    }
  if (self->used > bound (self) || self->received > VIGIE_ST_MAX_BODY)
    {
      if (self->status >= 200 && self->status < 300)
        {
          vigie_st_exchange_end_operation (self);
          vigie_st_exchange_complete (self, vigie_st_exchange_too_large ());
          return;
        }
      /* Enough of an error to tell what it is. */
      self->used = MIN (self->used, VIGIE_ST_MAX_ERROR_BODY);
      finish_body (self);
      return;
    }
  look_for_link (self);
  vigie_st_exchange_read_body (self);
}

void
vigie_st_exchange_read_body (VigieStExchange *self)
{
  gpointer target = self->packed;
  gsize size = VIGIE_ST_CHUNK;

  if (self->gunzip == NULL)
    {
      /* Of a length that was told one byte more is read, which finds the end. */
      make_room (self, self->expected < 0
                           ? VIGIE_ST_CHUNK
                           : CLAMP (self->expected - (gint64) self->used, 1, VIGIE_ST_CHUNK));
      target = self->buffer + self->used;
      size = self->room - self->used - 1;
    }
  g_input_stream_read_async (self->operation->stream, target, size, G_PRIORITY_DEFAULT,
                             self->operation->reading, read_cb, self->operation);
}
