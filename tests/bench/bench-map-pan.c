/* bench-map-pan.c: frames a second while the map of N sites (default 10 000) is panned, then zoomed.
 *
 * A window of 1280 × 800 with tiles (made here, served over loopback), clusters, names and all that
 * floats above; software rendering. The frame clock is told not to wait for the screen
 * (GDK_DEBUG=no-vsync), so that what is measured is what a frame costs, not 60. Three seconds of each,
 * after one to warm up; the figure is the worse of the two, each the frames drawn in its time; the longest frame of both
 * is told too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtk/gtk.h>
#include <libsoup/soup.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "vigie-bench.h"
#include "vigie-map-fixture.h"
#include "vigie-map-view.h"

#define WARM_UP 1.0
#define MEASURED 3.0

typedef enum
{
  PHASE_SETTLE,
  PHASE_PAN,
  PHASE_ZOOM,
  PHASE_END,
} Phase;

typedef struct
{
  VigieMapView *view;
  GMainLoop *loop;
  Phase phase;
  double lat, lon, zoom;
  gint64 phase_start, last_frame;
  double cpu_start;
  GArray *frames; /* double: ms between frames of the phase, once warm */
  double rate[PHASE_END];
  double longest; /* ms */
  guint in_view;
} Bench;

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* ---- Tiles ---- */

/* A picture with some hundred strokes, as a map has. */
static GBytes *
make_tile (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 256, 256);
  cairo_t *cr = cairo_create (surface);
  GRand *rand = g_rand_new_with_seed (7);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) pixels = NULL;

  cairo_set_source_rgb (cr, 0.95, 0.94, 0.91);
  cairo_paint (cr);
  for (int i = 0; i < 120; i++)
    {
      cairo_set_source_rgb (cr, g_rand_double (rand), g_rand_double (rand), g_rand_double (rand));
      cairo_move_to (cr, 256 * g_rand_double (rand), 256 * g_rand_double (rand));
      cairo_line_to (cr, 256 * g_rand_double (rand), 256 * g_rand_double (rand));
      cairo_stroke (cr);
    }
  g_rand_free (rand);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_bytes_new (cairo_image_surface_get_data (surface), 256 * 256 * 4);
  cairo_surface_destroy (surface);
  texture = gdk_memory_texture_new (256, 256, GDK_MEMORY_DEFAULT, pixels, 256 * 4);
  return gdk_texture_save_to_png_bytes (texture);
}

static void
tile_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer tile)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC,
                                    g_bytes_get_data (tile, NULL), g_bytes_get_size (tile));
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  char *address;
  GBytes *tile;
} TileServer;

static gpointer
serve (gpointer data)
{
  TileServer *tiles = data;
  GMainContext *context = g_main_context_new ();
  GMainLoop *loop = g_main_loop_new (context, FALSE);
  SoupServer *server;
  GSList *uris;

  g_main_context_push_thread_default (context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, tile_cb, tiles->tile, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    exit (1);
  uris = soup_server_get_uris (server);
  g_mutex_lock (&tiles->mutex);
  tiles->address
      = g_strdup_printf ("http://127.0.0.1:%d/{z}/{x}/{y}.png", g_uri_get_port (uris->data));
  g_cond_signal (&tiles->cond);
  g_mutex_unlock (&tiles->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);
  return NULL;
}

/* ---- Frames ---- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
end_phase (Bench *bench)
{
  static const char *const names[] = {"settle", "pan", "zoom"};
  double total = 0, cpu = cpu_seconds () - bench->cpu_start;
  GArray *frames = bench->frames;

  for (guint i = 0; i < frames->len; i++)
    total += g_array_index (frames, double, i);
  if (frames->len < 2)
    {
      g_printerr ("no frames were drawn\n");
      exit (1);
    }
  g_array_sort (frames, compare_doubles);
  bench->rate[bench->phase] = frames->len / (total / 1000);
  bench->longest = MAX (bench->longest, g_array_index (frames, double, frames->len - 1));
  g_printerr (
      "%s: %u frames in %.1f s, %.1f frames/s; frame median %.1f, 95 %% %.1f, longest %.1f ms; "
      "%.1f ms of CPU a frame, all threads; %u signs in view at the end\n",
      names[bench->phase], frames->len, total / 1000, bench->rate[bench->phase],
      g_array_index (frames, double, frames->len / 2),
      g_array_index (frames, double, frames->len * 95 / 100),
      g_array_index (frames, double, frames->len - 1), cpu * 1000 / frames->len,
      vigie_site_layer_get_n_in_view (vigie_map_view_get_site_layer (bench->view)));
}

static void
move (Bench *bench, double seconds)
{
  switch (bench->phase)
    {
    case PHASE_PAN: /* rounds of some 300 pixels, as fast as a hand */
      vigie_map_view_set_position (bench->view, bench->lat + 0.06 * sin (seconds * 2.1),
                                   bench->lon + 0.12 * sin (seconds * 1.7), bench->zoom);
      break;
    case PHASE_ZOOM: /* three levels in and out again, at every fraction of a level */
      vigie_map_view_set_position (bench->view, bench->lat, bench->lon,
                                   bench->zoom + 1.5 - 1.5 * cos (seconds * 1.6));
      break;
    case PHASE_SETTLE:
    case PHASE_END:
    default:
      break;
    }
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = g_get_monotonic_time ();
  double seconds = (now - bench->phase_start) / 1e6;

  if (bench->phase == PHASE_SETTLE ? seconds > 1.5 : seconds > WARM_UP + MEASURED)
    {
      if (bench->phase == PHASE_SETTLE)
        vigie_map_view_get_position (bench->view, &bench->lat, &bench->lon, &bench->zoom);
      else
        end_phase (bench);
      bench->phase++;
      bench->phase_start = now;
      bench->last_frame = 0;
      seconds = 0;
      g_array_set_size (bench->frames, 0);
      if (bench->phase == PHASE_END)
        {
          g_main_loop_quit (bench->loop);
          return G_SOURCE_REMOVE;
        }
    }
  if (bench->phase != PHASE_SETTLE && seconds > WARM_UP)
    {
      if (bench->last_frame != 0)
        {
          double ms = (now - bench->last_frame) / 1000.0;

          g_array_append_val (bench->frames, ms);
        }
      else
        bench->cpu_start = cpu_seconds ();
      bench->last_frame = now;
    }
  move (bench, seconds);
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 10000;
  Bench bench = {0};
  TileServer tiles = {0};
  g_autoptr (VigieTerritory) territory = NULL;
  g_autoptr (GError) error = NULL;
  char rate[G_ASCII_DTOSTR_BUF_SIZE];
  GtkWidget *window;
  gint64 start;

  if (n < 1 || n > 2000000)
    {
      g_printerr ("usage: bench-map-pan [SITES]\n");
      return 2;
    }
  if (!vigie_bench_open_display ())
    return 2;

  tiles.tile = make_tile ();
  g_mutex_init (&tiles.mutex);
  g_cond_init (&tiles.cond);
  g_mutex_lock (&tiles.mutex);
  g_thread_unref (g_thread_new ("tiles", serve, &tiles));
  while (tiles.address == NULL)
    g_cond_wait (&tiles.cond, &tiles.mutex);
  g_mutex_unlock (&tiles.mutex);

  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench.view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  vigie_map_view_set_scheme (bench.view, VIGIE_SCHEME_LIGHT);
  if (!vigie_map_view_set_tile_template (bench.view, tiles.address, &error))
    g_error ("%s", error->message);

  territory = fixture_large_territory (n, 1);
  start = g_get_monotonic_time ();
  vigie_map_view_set_territory (bench.view, territory);
  vigie_site_layer_flush (vigie_map_view_get_site_layer (bench.view));
  g_printerr ("%u sites gathered in %.0f ms\n", n, (g_get_monotonic_time () - start) / 1000.0);

  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (bench.view));
  gtk_window_present (GTK_WINDOW (window));
  bench.phase_start = g_get_monotonic_time ();
  gtk_widget_add_tick_callback (GTK_WIDGET (bench.view), tick_cb, &bench, NULL);
  g_main_loop_run (bench.loop);

  g_printerr ("renderer %s, %d × %d\n",
              G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (window))),
              gtk_widget_get_width (window), gtk_widget_get_height (window));
  g_ascii_formatd (rate, sizeof rate, "%.1f", MIN (bench.rate[PHASE_PAN], bench.rate[PHASE_ZOOM]));
  g_print (
      "{\"name\":\"map-pan-%u\",\"value\":%s,\"unit\":\"frames/s\",\"bar\":%d,\"better\":\"higher\"}\n",
      n, rate, n >= 1000000 ? 30 : 60);
  g_print ("{\"name\":\"map-pan-%u-longest\",\"value\":%s,\"unit\":\"ms\",\"better\":\"lower\"}\n",
           n, g_ascii_formatd (rate, sizeof rate, "%.1f", bench.longest));
  return 0;
}
