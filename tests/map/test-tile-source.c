/* test-tile-source.c: tiles from a server with all its moods: kept, asked for again, refused, toned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <libsoup/soup.h>
#include <string.h>

#include "vigie-map-view.h"
#include "vigie-test-folder.h"
#include "vigie-tile-source.h"
#include "vigie-tile-tone.h"
#include "vigie-test-wait.h"

/* ---- A server of tiles, on the test's own main loop ---- */

typedef enum
{
  MOOD_GOOD,
  MOOD_NOT_FOUND,
  MOOD_ERROR,
  MOOD_GARBAGE,
  MOOD_TOO_LONG,
  MOOD_TOO_WIDE,
  MOOD_PAUSE,
  MOOD_SILENT, /* never answers */
} Mood;

typedef struct
{
  SoupServer *server;
  char *address;
  Mood mood;
  const char *cache_control;
  guint n_requests, n_not_modified;
  char *user_agent, *path;
  GBytes *tile;
} Server;

static guint next_address;

static GBytes *
make_png (int width, int height, double red, double green, double blue)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) pixels = NULL;
  int stride = cairo_image_surface_get_stride (surface);

  cairo_set_source_rgb (cr, red, green, blue);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height);
  cairo_surface_destroy (surface);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, stride);
  return gdk_texture_save_to_png_bytes (texture);
}

static void
respond (SoupServerMessage *message, guint status, const char *type, const void *data, gsize length)
{
  soup_server_message_set_status (message, status, NULL);
  if (data != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, data, length);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Server *server = user_data;
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  g_autofree char *long_text = NULL;

  server->n_requests++;
  g_set_str (&server->user_agent, soup_message_headers_get_one (request, "User-Agent"));
  g_set_str (&server->path, path);
  switch (server->mood)
    {
    case MOOD_GOOD:
      soup_message_headers_replace (response, "ETag", "\"v1\"");
      if (server->cache_control != NULL)
        soup_message_headers_replace (response, "Cache-Control", server->cache_control);
      if (g_strcmp0 (soup_message_headers_get_one (request, "If-None-Match"), "\"v1\"") == 0)
        {
          server->n_not_modified++;
          respond (message, SOUP_STATUS_NOT_MODIFIED, NULL, NULL, 0);
        }
      else
        respond (message, SOUP_STATUS_OK, "image/png", g_bytes_get_data (server->tile, NULL),
                 g_bytes_get_size (server->tile));
      break;
    case MOOD_NOT_FOUND:
      respond (message, SOUP_STATUS_NOT_FOUND, NULL, NULL, 0);
      break;
    case MOOD_ERROR:
      respond (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "text/html", "oh no", 5);
      break;
    case MOOD_GARBAGE:
      respond (message, SOUP_STATUS_OK, "image/png", "<html>please log in</html>", 26);
      break;
    case MOOD_TOO_LONG:
      long_text = g_malloc0 (3 * 1024 * 1024);
      respond (message, SOUP_STATUS_OK, "image/png", long_text, 3 * 1024 * 1024);
      break;
    case MOOD_TOO_WIDE:
      {
        g_autoptr (GBytes) wide = make_png (3000, 8, 1, 1, 1);

        respond (message, SOUP_STATUS_OK, "image/png", g_bytes_get_data (wide, NULL),
                 g_bytes_get_size (wide));
      }
      break;
    case MOOD_PAUSE:
      soup_message_headers_replace (response, "Retry-After", "120");
      respond (message, 429, NULL, NULL, 0);
      break;
    case MOOD_SILENT:
      soup_server_message_pause (message);
      break;
    default:
      g_assert_not_reached ();
    }
}

static Server *
server_new (void)
{
  Server *server = g_new0 (Server, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  server->server = soup_server_new (NULL, NULL);
  server->tile = make_png (256, 256, 0.67, 0.83, 0.87);
  soup_server_add_handler (server->server, NULL, request_cb, server, NULL);
  soup_server_listen_local (server->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->server);
  /* Each with a path, and so a folder on disk, of its own. */
  server->address = g_strdup_printf ("http://127.0.0.1:%d/%u/{z}/{x}/{y}.png",
                                     g_uri_get_port (uris->data), next_address++);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}

static void
server_free (Server *server)
{
  soup_server_disconnect (server->server);
  g_object_unref (server->server);
  g_bytes_unref (server->tile);
  g_free (server->address);
  g_free (server->user_agent);
  g_free (server->path);
  g_free (server);
}

/* ---- Filling tiles ---- */

typedef struct
{
  gboolean done, success;
  GError *error;
} Outcome;

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->success
      = shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &outcome->error);
  outcome->done = TRUE;
}

/* Lets everything that is under way come to its end. */
static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 60 * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static VigieTileSource *
source_new (Server *server, VigieScheme scheme)
{
  g_autoptr (GError) error = NULL;
  VigieTileSource *source = vigie_tile_source_new (server->address, scheme, &error);

  g_assert_no_error (error);
  vigie_tile_source_set_first_pause (source, 20);
  return source;
}

static Outcome
fill (VigieTileSource *source, ShumateTile *tile)
{
  Outcome outcome = {0};

  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), tile, NULL, filled_cb, &outcome);
  WAIT_UNTIL (outcome.done);
  return outcome;
}

/* ---- Tests ---- */

static void
test_good (void)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (8039, 5712, 256, 14);
  Outcome outcome = fill (source, tile);
  guchar pixel[256 * 256 * 4];

  g_assert_no_error (outcome.error);
  g_assert_true (outcome.success);
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  g_assert_true (g_str_has_suffix (server->path, "/14/8039/5712.png"));
  g_assert_true (g_str_has_prefix (server->user_agent, "Vigie/" VIGIE_VERSION " (" VIGIE_APP_ID));
  g_assert_false (vigie_tile_source_get_missing (source));

  /* The sea's blue of OpenStreetMap is nearly grey now, and pale. */
  gdk_texture_download (GDK_TEXTURE (shumate_tile_get_paintable (tile)), pixel, 256 * 4);
  g_assert_cmpint (pixel[0], >, 205);
  g_assert_cmpint (pixel[0], <, 240);
  g_assert_cmpint (pixel[0] - pixel[2], >, 3);
  g_assert_cmpint (pixel[0] - pixel[2], <, 25);
  server_free (server);
}

/* What is fresh on disk asks nobody; what is not asks whether it still holds. */
static void
test_disk (void)
{
  Server *server = server_new ();
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (1, 2, 256, 3);

  server->cache_control = "max-age=3600";
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
      Outcome outcome = fill (source, tile);

      g_assert_no_error (outcome.error);
      g_assert_nonnull (shumate_tile_get_paintable (tile));
      g_assert_cmpuint (server->n_requests, ==, 1);
      settle ();
    }
  server_free (server);
}

static void
test_revalidation (void)
{
  Server *server = server_new ();
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (1, 2, 256, 3);

  server->cache_control = "max-age=0";
  /* Twice: a tile that was not modified is asked about again. The library's cache of files forgets a tile's tag where
   * its database is locked by the thread of the cache before, which a busy machine shows: then the tile comes whole. */
  for (guint i = 0; i < 20 && server->n_not_modified < 2; i++)
    {
      g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
      Outcome outcome = fill (source, tile);

      g_assert_no_error (outcome.error);
      g_assert_cmpuint (server->n_requests, ==, i + 1);
      settle ();
    }
  g_assert_cmpuint (server->n_not_modified, ==, 2);

  /* Without a server what the disk has is still shown, and nothing is missing. */
  soup_server_disconnect (server->server);
  {
    g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
    Outcome outcome = fill (source, tile);

    g_assert_no_error (outcome.error);
    g_assert_true (outcome.success);
    g_assert_false (vigie_tile_source_get_missing (source));
  }
  server_free (server);
}

static void
test_not_found (void)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (1, 2, 256, 3);
  Outcome outcome;

  server->mood = MOOD_NOT_FOUND;
  outcome = fill (source, tile);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  /* A hole in the server's map is not a failure to get it. */
  g_assert_false (vigie_tile_source_get_missing (source));
  settle ();
  g_assert_cmpuint (server->n_requests, ==, 1);
  g_clear_error (&outcome.error);
  server_free (server);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(int *) data)++;
}

/* Every failure says that tiles are missing; each mends by itself, and nothing bad stays on disk. */
static void
test_recovery (gconstpointer data)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_DARK);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (1, 2, 256, 3);
  Outcome outcome;
  int notified = 0;

  g_signal_connect (source, "notify::missing", G_CALLBACK (count_cb), &notified);
  server->mood = GPOINTER_TO_INT (data);
  outcome = fill (source, tile);
  g_assert_nonnull (outcome.error);
  g_assert_false (outcome.success);
  g_assert_true (vigie_tile_source_get_missing (source));
  g_assert_null (shumate_tile_get_paintable (tile));
  g_assert_cmpint (notified, ==, 1);

  server->mood = MOOD_GOOD;
  WAIT_UNTIL (!vigie_tile_source_get_missing (source));
  g_assert_nonnull (shumate_tile_get_paintable (tile));
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  g_assert_cmpint (notified, ==, 2);
  g_clear_error (&outcome.error);
  settle ();
  server_free (server);
}

/* A tile that went out of view is no longer missing, and not asked for again. */
static void
test_out_of_view (void)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
  ShumateTile *tile = shumate_tile_new_full (1, 2, 256, 3);
  Outcome outcome;
  guint n;

  server->mood = MOOD_ERROR;
  outcome = fill (source, tile);
  g_assert_true (vigie_tile_source_get_missing (source));
  g_clear_error (&outcome.error);
  n = server->n_requests;
  g_object_unref (tile);
  WAIT_UNTIL (!vigie_tile_source_get_missing (source));
  settle ();
  g_assert_cmpuint (server->n_requests, ==, n);
  server_free (server);
}

/* A server that asks for a pause is left alone. */
static void
test_pause (void)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (1, 2, 256, 3);
  g_autoptr (ShumateTile) other = shumate_tile_new_full (2, 2, 256, 3);
  Outcome outcome;

  server->mood = MOOD_PAUSE;
  outcome = fill (source, tile);
  g_assert_nonnull (outcome.error);
  g_clear_error (&outcome.error);
  server->mood = MOOD_GOOD;
  outcome = fill (source, other);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&outcome.error);
  g_assert_cmpuint (server->n_requests, ==, 1);
  g_assert_true (vigie_tile_source_get_missing (source));
  server_free (server);
}

static void
test_refused (void)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (1, 2, 256, 3);
  Outcome outcome;

  soup_server_disconnect (server->server);
  outcome = fill (source, tile);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_true (vigie_tile_source_get_missing (source));
  g_clear_error (&outcome.error);
  server_free (server);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (1, 2, 256, 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = {0};

  server->mood = MOOD_SILENT;
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), tile, cancellable, filled_cb,
                                      &outcome);
  g_timeout_add (50, cancel_cb, cancellable);
  WAIT_UNTIL (outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Nobody wants it: it is not missing. */
  g_assert_false (vigie_tile_source_get_missing (source));
  g_clear_error (&outcome.error);
  server_free (server);
}

/* What the layer of tiles does with a tile that has left the view: cancelled, then freed with all that is known of it.
 * Whatever comes for it afterwards, it must be told of the end as of a cancelled one: libshumate reads none of its own
 * then; of any other end it writes into what it has freed (1.4 to 1.7). */
typedef struct
{
  ShumateTile *tile;
  gboolean error;
} Child;

typedef struct
{
  Child *child;
  gboolean done;
} Left;

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Left *left = user_data;
  g_autoptr (GError) error = NULL;

  if (shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error))
    g_assert_true (SHUMATE_IS_TILE (left->child->tile)); /* as on_tile_filled() */
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    left->child->error = TRUE;
  left->done = TRUE;
}

static void
test_left (gconstpointer data)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);

  server->mood = (Mood) GPOINTER_TO_INT (data);
  /* It leaves at any moment of its way: from disk, to the server, being decoded, or done and not yet told. */
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Left left = {.child = g_new0 (Child, 1)};

      left.child->tile = shumate_tile_new_full ((int) i / 2, 2, 256, 6);
      shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), left.child->tile,
                                          cancellable, left_cb, &left);
      for (guint step = 0; step < i && !left.done; step++)
        g_main_context_iteration (NULL, TRUE);
      if (!left.done)
        {
          g_cancellable_cancel (cancellable);
          g_object_unref (left.child->tile);
          memset (left.child, 0xaa, sizeof *left.child);
          g_free (left.child);
          left.child = NULL;
          WAIT_UNTIL (left.done);
          continue;
        }
      g_object_unref (left.child->tile);
      g_free (left.child);
    }
  settle ();
  server_free (server);
}

/* A tile without a picture is a gap at once where it cannot be had, after some patience where it does not come; and a
 * gap counts as done where something lies under it. */
static void
test_gaps (void)
{
  Server *server = server_new ();
  g_autoptr (VigieTileSource) source = source_new (server, VIGIE_SCHEME_LIGHT);
  ShumateTile *slow = shumate_tile_new_full (1, 2, 256, 3);
  g_autoptr (ShumateTile) none = shumate_tile_new_full (2, 2, 256, 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome first = {0}, second = {0};
  gint64 start = g_get_monotonic_time ();

  vigie_tile_source_set_gives_way (source, TRUE);
  server->mood = MOOD_SILENT;
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), slow, cancellable, filled_cb,
                                      &first);
  g_assert_false (vigie_tile_source_get_gaps (source));
  WAIT_UNTIL (vigie_tile_source_get_gaps (source));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 400 * 1000);
  g_assert_false (first.done);
  g_assert_cmpint (shumate_tile_get_state (slow), ==, SHUMATE_STATE_DONE);
  /* It leaves the view. */
  g_cancellable_cancel (cancellable);
  g_object_unref (slow);
  WAIT_UNTIL (first.done);
  g_clear_error (&first.error);
  WAIT_UNTIL (!vigie_tile_source_get_gaps (source));

  server->mood = MOOD_ERROR;
  vigie_tile_source_set_first_pause (source, 50);
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), none, NULL, filled_cb, &second);
  WAIT_UNTIL (second.done);
  g_clear_error (&second.error);
  g_assert_true (vigie_tile_source_get_gaps (source));
  g_assert_cmpint (shumate_tile_get_state (none), ==, SHUMATE_STATE_DONE);
  /* It comes by itself. */
  server->mood = MOOD_GOOD;
  WAIT_UNTIL (!vigie_tile_source_get_gaps (source));
  g_assert_nonnull (shumate_tile_get_paintable (none));
  server_free (server);
}

static void
test_templates (void)
{
  static const struct
  {
    const char *address;
    gboolean good;
  } cases[] = {
      {VIGIE_MAP_DEFAULT_TILE_TEMPLATE, TRUE},
      {"http://127.0.0.1:8080/{z}/{x}/{y}.png", TRUE},
      {"https://tuiles.example.fr/osm/{z}/{x}/{y}.png?style=gris&key=a%20b", TRUE},
      {"https://[2001:db8::1]/{z}/{x}/{y}.jpg", TRUE},
      {NULL, FALSE},
      {"", FALSE},
      {"https://tile.openstreetmap.org/", FALSE},
      {"https://tile.openstreetmap.org/{z}/{x}/x.png", FALSE},
      {"https://tile.openstreetmap.org/{z}/{x}/{y}/{y}.png", FALSE},
      {"https://{s}.tile.openstreetmap.org/{z}/{x}/{y}.png", FALSE},
      {"ftp://example.fr/{z}/{x}/{y}.png", FALSE},
      {"file:///etc/{z}/{x}/{y}.png", FALSE},
      {"https:///{z}/{x}/{y}.png", FALSE},
      {"{z}/{x}/{y}.png", FALSE},
      {"https://example.fr/{z}/{x}/{y} .png", FALSE},
      {"https://example.fr/{z}/{x}/{y}.png\n", FALSE},
      {"javascript:{z}{x}{y}", FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean good = vigie_map_tile_template_check (cases[i].address, &error);

      if (good != cases[i].good)
        g_error ("%s should be %s", cases[i].address, cases[i].good ? "taken" : "refused");
      if (!good)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
          g_assert_cmpuint (strlen (error->message), >, 10);
        }
    }
}

/* Land, sea, roads and names in the right order of lightness, in both schemes. */
static int
toned (VigieScheme scheme, double red, double green, double blue, int channel)
{
  g_autoptr (GBytes) png = make_png (4, 4, red / 255, green / 255, blue / 255);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = vigie_tile_tone (png, scheme, &error);
  guchar pixels[4 * 4 * 4];

  g_assert_no_error (error);
  gdk_texture_download (texture, pixels, 16);
  g_assert_cmpint (pixels[3], ==, 255);
  return pixels[channel];
}

static void
test_tone (void)
{
  int land = toned (VIGIE_SCHEME_LIGHT, 0xf2, 0xef, 0xe9, 1),
      sea = toned (VIGIE_SCHEME_LIGHT, 0xaa, 0xd3, 0xdf, 1);
  int text = toned (VIGIE_SCHEME_LIGHT, 0x20, 0x20, 0x20, 1);

  /* VISUAL.md: land f2f2f1, sea d3dae0. */
  g_assert_cmpint (ABS (land - 0xf2), <=, 5);
  g_assert_cmpint (ABS (sea - 0xda), <=, 6);
  g_assert_cmpint (text, <, sea - 40);
  g_assert_cmpint (text, >, 100);

  /* Dark: land 2a2a2d, sea 1c1f24, roads and names lighter than land. */
  land = toned (VIGIE_SCHEME_DARK, 0xf2, 0xef, 0xe9, 1);
  sea = toned (VIGIE_SCHEME_DARK, 0xaa, 0xd3, 0xdf, 1);
  g_assert_cmpint (ABS (land - 0x2a), <=, 5);
  g_assert_cmpint (ABS (sea - 0x1f), <=, 5);
  g_assert_cmpint (toned (VIGIE_SCHEME_DARK, 0xe8, 0x92, 0xa2, 1), >, land + 4);
  g_assert_cmpint (toned (VIGIE_SCHEME_DARK, 0x20, 0x20, 0x20, 1), >, land + 60);

  /* A cry of red is a grey. */
  g_assert_cmpint (
      toned (VIGIE_SCHEME_LIGHT, 255, 0, 0, 2) - toned (VIGIE_SCHEME_LIGHT, 255, 0, 0, 1), <, 80);
}

static void
test_tone_bad (void)
{
  g_autoptr (GBytes) good = make_png (16, 16, 1, 0, 0);
  gsize length;
  const guchar *data = g_bytes_get_data (good, &length);

  /* Cut anywhere: an error or, once the last bytes alone are gone, a picture; never a crash. */
  for (gsize n = 0; n < length; n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = vigie_tile_tone (cut, VIGIE_SCHEME_LIGHT, &error);

      if (texture == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
  for (guint seed = 0; seed < 64; seed++)
    {
      guchar jpeg[64] = {0xff, 0xd8, 0xff};
      GRand *rand = g_rand_new_with_seed (seed);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GdkTexture) texture = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 3; i < sizeof jpeg; i++)
        jpeg[i] = i % 5 == 0 ? 0xff : (guchar) g_rand_int (rand);
      g_rand_free (rand);
      bytes = g_bytes_new (jpeg, sizeof jpeg);
      texture = vigie_tile_tone (bytes, VIGIE_SCHEME_DARK, &error);
      g_assert_null (texture);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* GTK 4.18 loses the buffers of its PNG reader where an image is damaged, as those of this test are. Read by
 * the sanitizers alone; whole call stacks, so that nothing else is passed over. */
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:gdk_texture_new_from_bytes\n";
}

int
main (int argc, char *argv[])
{
  g_autofree char *cache = g_dir_make_tmp ("vigie-tiles-XXXXXX", NULL);
  int status;

  /* libshumate keeps its tiles in the person's cache folder. */
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/map/tiles/good", test_good);
  g_test_add_func ("/map/tiles/disk", test_disk);
  g_test_add_func ("/map/tiles/revalidation", test_revalidation);
  g_test_add_func ("/map/tiles/not-found", test_not_found);
  g_test_add_data_func ("/map/tiles/recovery/error", GINT_TO_POINTER (MOOD_ERROR), test_recovery);
  g_test_add_data_func ("/map/tiles/recovery/garbage", GINT_TO_POINTER (MOOD_GARBAGE),
                        test_recovery);
  g_test_add_data_func ("/map/tiles/recovery/too-long", GINT_TO_POINTER (MOOD_TOO_LONG),
                        test_recovery);
  g_test_add_data_func ("/map/tiles/recovery/too-wide", GINT_TO_POINTER (MOOD_TOO_WIDE),
                        test_recovery);
  g_test_add_func ("/map/tiles/out-of-view", test_out_of_view);
  g_test_add_func ("/map/tiles/pause", test_pause);
  g_test_add_func ("/map/tiles/refused", test_refused);
  g_test_add_func ("/map/tiles/cancelled", test_cancelled);
  g_test_add_data_func ("/map/tiles/left/good", GINT_TO_POINTER (MOOD_GOOD), test_left);
  g_test_add_data_func ("/map/tiles/left/not-found", GINT_TO_POINTER (MOOD_NOT_FOUND), test_left);
  g_test_add_data_func ("/map/tiles/left/error", GINT_TO_POINTER (MOOD_ERROR), test_left);
  g_test_add_func ("/map/tiles/gaps", test_gaps);
  g_test_add_func ("/map/tiles/templates", test_templates);
  g_test_add_func ("/map/tiles/tone", test_tone);
  g_test_add_func ("/map/tiles/tone-bad", test_tone_bad);
  status = g_test_run ();
  vigie_test_remove_tree (cache);
  return status;
}
