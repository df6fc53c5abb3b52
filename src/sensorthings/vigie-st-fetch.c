/* vigie-st-fetch.c: one document of a server that need not speak SensorThings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-fetch.h"

#include <libsoup/soup.h>

#include "vigie-st-http.h"

char *
vigie_st_fetch (const char *url, GCancellable *cancellable, gsize *length, GError **error)
{
  static const VigieStLimits limits = {.idle_ms = 15000, .total_ms = 60000, .tries = 2};
  VigieStAddress *address = vigie_st_address_parse (url, error);
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *target = NULL;
  VigieStExchange *exchange;
  VigieStAnswer answer = {0};
  VigieStHttp *http;
  gboolean answered;

  *length = 0;
  if (address == NULL)
    return NULL;
  target = uri != NULL
               ? g_strconcat (g_uri_get_path (uri), g_uri_get_query (uri) != NULL ? "?" : "",
                              g_uri_get_query (uri), NULL)
               : g_strdup ("/");
  http = vigie_st_http_new (address, NULL);
  vigie_st_http_set_limits (http, &limits);
  exchange = vigie_st_http_start (http, "GET", target, NULL);
  answered = vigie_st_exchange_wait (exchange, &answer, cancellable, error);
  vigie_st_exchange_abandon (exchange);
  vigie_st_http_free (http);
  if (!answered)
    return NULL;
  *length = answer.length;
  {
    char *body = g_steal_pointer (&answer.body);

    vigie_st_answer_clear (&answer);
    return body != NULL ? body : g_strdup ("");
  }
}
