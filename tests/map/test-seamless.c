/* test-seamless.c: the network's tiles over a map file: which of them is seen where, and what of them stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "vigie-source-pool.h"
#include "vigie-test-memory.h"
#include "vigie-view-fixture.h"

#define NETWORK 0.1 /* the grey of its tiles */

typedef struct
{
  ViewFixture view;
  SoupServer *server;
  char *address;
  GBytes *tile;
  gboolean down;   /* it answers with errors */
  guint not_found; /* it has no tile in columns from this one on; 0 for all */
  guint n_requests;
} Seamless;

static guint next_address;

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Seamless *self = data;
  guint number, z, x, y;

  self->n_requests++;
  g_assert_cmpint (sscanf (path, "/%u/%u/%u/%u.png", &number, &z, &x, &y), ==, 4);
  soup_server_message_set_status (message,
                                  self->down                                     ? 500
                                  : self->not_found != 0 && x >= self->not_found ? 404
                                                                                 : SOUP_STATUS_OK,
                                  NULL);
  if (!self->down && (self->not_found == 0 || x < self->not_found))
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY,
                                      g_bytes_get_data (self->tile, NULL),
                                      g_bytes_get_size (self->tile));
}

static void
seamless_set_up (Seamless *self, gconstpointer data)
{
  static const double grey[4] = {NETWORK, NETWORK, NETWORK, NETWORK};
  g_autoptr (GError) error = NULL;
  GSList *uris;

  set_up (&self->view, data);
  self->tile = fixture_png (256, grey);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/%u/{z}/{x}/{y}.png",
                                   g_uri_get_port (uris->data), next_address++);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
seamless_tear_down (Seamless *self, gconstpointer data)
{
  tear_down (&self->view, data);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_bytes_unref (self->tile);
  g_free (self->address);
}

/* Over the middle of the file's tile of level 12: its north-east and its south-west have greys of their own. */
static void
look_at_file (Seamless *self)
{
  fixture_raster_file (self->view.path);
  show_file (&self->view);
  go_to_tile (&self->view, 12, FIXTURE_X (12) + 0.5, FIXTURE_Y (12) + 0.5, 12);
}

static void
wait_for_grey (Seamless *self, int dx, int dy, double grey)
{
  GdkRGBA color = toned (grey, VIGIE_SCHEME_LIGHT);

  wait_for (&self->view, dx, dy, &color);
}

/* The network fails: the file; it comes back: its tiles come by themselves, and the file goes. */
static void
test_back (Seamless *self, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (self->view.view);
  g_autofree char *both = g_strdup_printf ("%s © Essai & Cie", _ ("© OpenStreetMap contributors"));

  self->down = TRUE;
  g_assert_true (vigie_map_view_set_tile_template (self->view.view, self->address, NULL));
  look_at_file (self);
  wait_for_grey (self, 64, -64, 0.78);
  wait_for_grey (self, -64, 64, 0.3);
  WAIT_UNTIL (vigie_map_view_get_tiles_missing (self->view.view));
  g_assert_true (credits (view, _ ("Network map unavailable: the map file is shown")));
  g_assert_true (credits (view, both));

  self->down = FALSE;
  wait_for_grey (self, 64, -64, NETWORK);
  wait_for_grey (self, -64, 64, NETWORK);
  WAIT_UNTIL (!vigie_map_view_get_tiles_missing (self->view.view));
  WAIT_UNTIL (credits (view, _ ("© OpenStreetMap contributors")));
}

/* Tile by tile: what the server does not have is the file's, beside what it has. */
static void
test_side_by_side (Seamless *self, gconstpointer data)
{
  self->not_found = FIXTURE_X (12);
  g_assert_true (vigie_map_view_set_tile_template (self->view.view, self->address, NULL));
  look_at_file (self);
  wait_for_grey (self, 64, -64, 0.78);
  wait_for_grey (self, -64, 64, 0.3);
  /* The tile in the west of it. */
  wait_for_grey (self, -160, -64, NETWORK);
  g_assert_false (vigie_map_view_get_tiles_missing (self->view.view));
}

/* A network that is there is all that is asked and drawn. */
static void
test_quiet (Seamless *self, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (self->view.view);

  g_assert_true (vigie_map_view_set_tile_template (self->view.view, self->address, NULL));
  look_at_file (self);
  wait_for_grey (self, 64, -64, NETWORK);
  wait_for_grey (self, -64, 64, NETWORK);
  WAIT_UNTIL (credits (view, _ ("© OpenStreetMap contributors")));
  vigie_map_view_set_tile_credit (self->view.view, "© <IGN>");
  g_assert_true (credits (view, "© <IGN>"));
}

/* A zoom without a network: what is there is the file, sharp, not the network's tile of before, enlarged. */
static void
test_zoom (Seamless *self, gconstpointer data)
{
  g_assert_true (vigie_map_view_set_tile_template (self->view.view, self->address, NULL));
  look_at_file (self);
  wait_for_grey (self, 64, -64, NETWORK);
  self->down = TRUE;
  go_to_tile (&self->view, 12, FIXTURE_X (12) + 0.75, FIXTURE_Y (12) + 0.25, 15);
  wait_for_grey (self, -150, -150, 0.78);
  wait_for_grey (self, 150, 150, 0.78);
}

static void
turn (Seamless *self, guint i)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:1/%u/{z}/{x}/{y}", i % 3);

  vigie_map_view_set_tile_template (self->view.view, i % 4 == 0 ? NULL : address, NULL);
  vigie_map_view_set_scheme (self->view.view, (VigieScheme) (VIGIE_SCHEME_LIGHT + i % 3));
  if (i % 5 == 0)
    {
      vigie_map_view_set_map_file (self->view.view, NULL);
      vigie_map_view_set_map_file (self->view.view, self->view.file);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Colours and base maps changed again and again: libshumate keeps each source for good, so there must be few. */
static void
test_growth (Seamless *self, gconstpointer data)
{
  gboolean vector = data != NULL;
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self->view.view));
  gsize before = 0, after;
  guint most = 0, turns = vector ? 400 : 200;

  if (vector)
    fixture_vector_file (self->view.path);
  else
    fixture_raster_file (self->view.path);
  show_file (&self->view);
  go_to_tile (&self->view, 12, FIXTURE_X (12) + 0.5, FIXTURE_Y (12) + 0.5, 12);
  for (guint i = 0; i < turns; i++)
    {
      turn (self, i);
      most = MAX (most, vigie_source_pool_get_size (display));
      if (i == turns / 2)
        before = vigie_test_resident ();
    }
  after = vigie_test_resident ();
  g_test_message ("%u sources at the most; %.1f kB a change in the second half", most,
                  (after > before ? (double) (after - before) : 0.0) / (turns / 2) / 1000);
  g_assert_cmpuint (most, <, 60);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (after, <, before + (4 << 20));
#endif
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/seamless/" name, Seamless, data, seamless_set_up, function, seamless_tear_down)
  ADD ("back", NULL, test_back);
  ADD ("side-by-side", NULL, test_side_by_side);
  ADD ("quiet", NULL, test_quiet);
  ADD ("zoom", NULL, test_zoom);
  ADD ("growth/raster", NULL, test_growth);
  ADD ("growth/vector", "vector", test_growth);
#undef ADD
  return g_test_run ();
}
