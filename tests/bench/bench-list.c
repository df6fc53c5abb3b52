/* bench-list.c: the list of N sites (default 50 000) scrolled, and filtered key by key.
 *
 * The list and the map stand in one window of 1280 × 800, as on the page; software rendering. Scrolling: the frame
 * clock is told not to wait for the screen (GDK_DEBUG=no-vsync), so that what is measured is what a frame costs, not
 * 60; three seconds each of a wheel's pace and of a fling; the figure is the worse of the two. Jumps over the whole
 * list at each frame, which no hand makes, are told on standard error. Filtering: from the key until the frame with
 * the list's rows is painted, main loop and all; the figure is the longest of all keys typed and deleted but the very
 * first, for which the renderer makes programs that it then keeps for weeks: that one is told on standard error. When
 * the list's and the map's models hold what was asked for, and when the map's clusters, which follow on a thread, are
 * there, is told on standard error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "vigie-bench.h"
#include "vigie-map-fixture.h"
#include "vigie-map-view.h"
#include "vigie-resources.h"
#include "vigie-site-list.h"

#define WARM_UP 0.5
#define MEASURED 3.0

typedef struct
{
  GMainLoop *loop;
  VigieSiteModel *model;
  GtkWidget *list, *map;
  GtkAdjustment *adjustment;
  guint phase;
  gint64 phase_start, last_frame;
  GArray *frames; /* double: ms between frames of the phase, once warm */
  double rate;    /* the worse of wheel and fling */
  double cpu_start;
  double longest_held; /* of the keys: until the models held what was asked for, in ms */
  gboolean published, rebuilt, painted;
} Bench;

static const struct
{
  const char *name;
  double step; /* pixels a frame; 0: jumps over the whole list */
} phases[] = {{"wheel", 40}, {"fling", 300}, {"jumps", 0}};

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* What this thread used, whoever else is busy on the machine. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static void
end_phase (Bench *bench)
{
  double total = 0, rate;
  GArray *frames = bench->frames;

  for (guint i = 0; i < frames->len; i++)
    total += g_array_index (frames, double, i);
  if (frames->len < 2)
    {
      g_printerr ("no frames were drawn\n");
      exit (1);
    }
  g_array_sort (frames, compare_doubles);
  rate = frames->len / (total / 1000);
  if (phases[bench->phase].step > 0)
    bench->rate = bench->phase == 0 ? rate : MIN (bench->rate, rate);
  g_printerr ("%s: %u frames, %.1f frames/s; frame median %.1f, 95 %% %.1f, longest %.1f ms; "
              "%.1f ms of this thread's CPU a frame\n",
              phases[bench->phase].name, frames->len, rate,
              g_array_index (frames, double, frames->len / 2),
              g_array_index (frames, double, frames->len * 95 / 100),
              g_array_index (frames, double, frames->len - 1),
              (cpu_ms () - bench->cpu_start) / frames->len);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - bench->phase_start) / 1e6, value, upper;

  if (seconds > WARM_UP + MEASURED)
    {
      end_phase (bench);
      if (++bench->phase == G_N_ELEMENTS (phases))
        {
          g_main_loop_quit (bench->loop);
          return G_SOURCE_REMOVE;
        }
      bench->phase_start = now;
      bench->last_frame = 0;
      g_array_set_size (bench->frames, 0);
      seconds = 0;
    }
  if (seconds > WARM_UP)
    {
      double ms = (double) (now - bench->last_frame) / 1000;

      if (bench->last_frame != 0)
        g_array_append_val (bench->frames, ms);
      else
        bench->cpu_start = cpu_ms ();
      bench->last_frame = now;
    }
  upper = gtk_adjustment_get_upper (bench->adjustment)
          - gtk_adjustment_get_page_size (bench->adjustment);
  value = gtk_adjustment_get_value (bench->adjustment) + phases[bench->phase].step;
  if (phases[bench->phase].step == 0)
    value = upper * g_random_double ();
  else if (value > upper)
    value = 0;
  gtk_adjustment_set_value (bench->adjustment, value);
  return G_SOURCE_CONTINUE;
}

static void
changed_cb (Bench *bench)
{
  bench->published = TRUE;
}

static void
rebuilt_cb (Bench *bench)
{
  bench->rebuilt = TRUE;
}

static void
painted_cb (Bench *bench)
{
  bench->painted = TRUE;
}

static double
type (Bench *bench, const char *text)
{
  guint before = g_list_model_get_n_items (vigie_site_model_get_filtered (bench->model));
  gint64 start = g_get_monotonic_time ();
  double held, ms, cpu = cpu_ms ();
  gboolean same;

  bench->published = bench->rebuilt = FALSE;
  vigie_site_model_set_query (bench->model, text);
  while (!bench->published)
    g_main_context_iteration (NULL, TRUE);
  held = (double) (g_get_monotonic_time () - start) / 1000;
  /* Where it is the same sites there is nothing to paint. */
  same = g_list_model_get_n_items (vigie_site_model_get_filtered (bench->model)) == before;
  bench->painted = FALSE;
  while (!same && !bench->painted)
    g_main_context_iteration (NULL, TRUE);
  ms = same ? held : (double) (g_get_monotonic_time () - start) / 1000;
  cpu = cpu_ms () - cpu;
  while (!same && !bench->rebuilt)
    g_main_context_iteration (NULL, TRUE);
  bench->longest_held = MAX (bench->longest_held, held);
  g_printerr (
      "« %s »: %u sites after %.1f ms, painted after %.1f ms (%.1f of CPU); on the map after "
      "%.1f ms\n",
      text, g_list_model_get_n_items (vigie_site_model_get_sorted (bench->model)), held, ms, cpu,
      (double) (g_get_monotonic_time () - start) / 1000);
  /* The frame that shows it; without waiting for the screen there is always another one. */
  start = g_get_monotonic_time ();
  while (g_get_monotonic_time () - start < 60 * 1000 && g_main_context_iteration (NULL, FALSE))
    ;
  return ms;
}

static double
filter (Bench *bench)
{
  static const char *const words[] = {"site 12", "benne 999", "nulle part"};
  double longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);
      double ms;

      for (gsize n = 1; n < 2 * length; n++)
        {
          g_autofree char *text = g_strndup (words[i], n <= length ? n : 2 * length - n);

          ms = g_str_has_suffix (text, " ") ? 0 : type (bench, text);
          longest = MAX (longest, ms);
        }
      ms = type (bench, "");
      longest = MAX (longest, ms);
    }
  return longest;
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 50000;
  Bench bench = {0};
  g_autoptr (VigieTerritory) territory = NULL;
  g_autoptr (VigieTicker) ticker = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  GtkWidget *window, *box;
  double longest;
  gint64 start;

  if (n < 100 || n > 1000000)
    {
      g_printerr ("usage: bench-list [SITES]\n");
      return 2;
    }
  setlocale (LC_ALL, "");
  if (!vigie_bench_open_display ())
    return 2;
  adw_init ();
  /* Without waiting for the screen a blinking cursor or a fading scrollbar would draw without an end. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations",
                FALSE, NULL);
  g_resources_register (vigie_get_resource ());
  {
    g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

    gtk_css_provider_load_from_resource (style, "/fr/agglo/Vigie/style.css");
    gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                GTK_STYLE_PROVIDER (style),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  }

  territory = fixture_large_territory (n, 1);
  ticker = vigie_ticker_new (vigie_territory_get_clock (territory));
  vigie_ticker_set_live (ticker, TRUE);
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench.model = vigie_site_model_new ();
  bench.list = g_object_new (VIGIE_TYPE_SITE_LIST, NULL);
  bench.map = vigie_map_view_new ();
  vigie_site_list_setup (VIGIE_SITE_LIST (bench.list), bench.model, ticker);
  vigie_map_view_set_sites (VIGIE_MAP_VIEW (bench.map),
                            vigie_site_model_get_filtered (bench.model));
  start = g_get_monotonic_time ();
  vigie_site_model_set_territory (bench.model, territory);
  vigie_map_view_set_territory (VIGIE_MAP_VIEW (bench.map), territory);
  g_printerr ("%u sites: first of them after %.1f ms", n,
              (double) (g_get_monotonic_time () - start) / 1000);
  vigie_site_model_flush (bench.model);
  g_printerr (", all after %.0f ms\n", (double) (g_get_monotonic_time () - start) / 1000);

  window = gtk_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_size_request (bench.list, 332, -1);
  gtk_widget_set_hexpand (bench.map, TRUE);
  gtk_box_append (GTK_BOX (box), bench.list);
  gtk_box_append (GTK_BOX (box), bench.map);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  vigie_site_layer_flush (vigie_map_view_get_site_layer (VIGIE_MAP_VIEW (bench.map)));

  /* Until it stands, and the texts to search in are there, as they are once a person types. */
  start = g_get_monotonic_time ();
  while (g_get_monotonic_time () - start < 6 * G_USEC_PER_SEC)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_signal_connect_swapped (bench.model, "changed", G_CALLBACK (changed_cb), &bench);
  g_signal_connect_swapped (vigie_map_view_get_site_layer (VIGIE_MAP_VIEW (bench.map)),
                            "places-changed", G_CALLBACK (rebuilt_cb), &bench);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (bench.list), "after-paint",
                            G_CALLBACK (painted_cb), &bench);
  longest = type (&bench, "site 1");
  type (&bench, "");
  g_printerr ("the very first key: painted after %.1f ms\n", longest);
  longest = filter (&bench);
  g_printerr ("filters: found after %.1f ms at the latest, painted after %.1f ms\n",
              bench.longest_held, longest);

  bench.adjustment = vigie_site_list_get_adjustment (VIGIE_SITE_LIST (bench.list));
  bench.phase_start = g_get_monotonic_time ();
  gtk_widget_add_tick_callback (bench.list, tick_cb, &bench, NULL);
  g_main_loop_run (bench.loop);

  g_printerr ("renderer %s, %d × %d\n",
              G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (window))),
              gtk_widget_get_width (window), gtk_widget_get_height (window));
  g_ascii_formatd (number, sizeof number, "%.1f", longest);
  g_print ("{\"name\":\"list-filter-%u\",\"value\":%s,\"unit\":\"ms\",\"bar\":30,\"better\":"
           "\"lower\"}\n",
           n, number);
  g_ascii_formatd (number, sizeof number, "%.1f", bench.rate);
  g_print ("{\"name\":\"list-scroll-%u\",\"value\":%s,\"unit\":\"frames/s\",\"bar\":60,\"better\":"
           "\"higher\"}\n",
           n, number);
  return 0;
}
