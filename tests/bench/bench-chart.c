/* bench-chart.c: what a frame of a chart of 1 000 000 readings costs, while it is panned and zoomed.
 *
 * 1000 × 300 pixels, a series each half minute of a year with gaps, limits and the present, made ready beforehand as
 * the widget does off the main thread. A frame is all that the main thread does for it: columns of the range, axes
 * and texts, nodes, and the painting of them by the renderer (software GL, then cairo) into a texture, waited for.
 * Each frame has another range. The figure is the median of the worse of panning and zooming; shares are told beside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtk/gtk.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "vigie-chart.h"
#include "vigie-decimate.h"

#define WIDTH 1000
#define HEIGHT 300
#define FRAMES 120
#define WARM_UP 20

static VigieSeries *
make_series (guint n)
{
  VigieTime *times = g_new (VigieTime, n), time = 0;
  double *values = g_new (double, n);
  VigieSpan *known = g_new (VigieSpan, 1);
  GRand *rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < n; i++)
    {
      time += VIGIE_MINUTE / 2 + (i % 40000 == 0 ? 6 * VIGIE_HOUR : 0);
      times[i] = time;
      values[i] = 22 + 4 * sin ((double) time / VIGIE_DAY * 2 * G_PI)
                  + g_rand_double_range (rand, -1, 1) + (i % 97003 == 0 ? 9 : 0);
    }
  g_rand_free (rand);
  *known = (VigieSpan) {0, time};
  return vigie_series_new_take (times, values, n, VIGIE_MINUTE / 2, known, 1);
}

/* ms of all threads of this process: what a frame takes where nothing else runs. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

typedef struct
{
  GtkWidget *chart;
  GskRenderer *renderer;
  VigieSpan all;
  gboolean is_blank;
} Bench;

/* ms of the median frame; *@longest the 95th of 100. */
static double
measure (Bench *bench, gboolean zooming, double *nodes, double *cpu, double *longest)
{
  double frames[FRAMES], node_times[FRAMES], cpu_times[FRAMES];
  double length = (double) (bench->all.to - bench->all.from);

  /* Without readings: what the renderer takes for any picture of this size. */
  if (bench->is_blank)
    vigie_chart_set_series_visible (VIGIE_CHART (bench->chart), 0, FALSE);
  for (int i = -WARM_UP; i < FRAMES; i++)
    {
      double phase = (double) i / FRAMES;
      double share = zooming ? pow (0.002, fabs (2 * phase - 1)) : 0.7;
      double begin = zooming ? 0.37 * (1 - share) : 0.3 * fabs (2 * phase - 1);
      gint64 start = g_get_monotonic_time (), middle, end;
      double cpu_start = cpu_ms (), cpu_end;
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;
      GdkTexture *texture;
      guchar *pixels;

      vigie_chart_set_range (VIGIE_CHART (bench->chart),
                             bench->all.from + (VigieTime) (begin * length),
                             bench->all.from + (VigieTime) ((begin + share) * length));
      GTK_WIDGET_GET_CLASS (bench->chart)->snapshot (bench->chart, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      middle = g_get_monotonic_time ();
      texture = gsk_renderer_render_texture (bench->renderer, node,
                                             &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
      /* Reading it back, the renderer has to be done; that costs some tenths of a millisecond by itself. */
      pixels = g_malloc (WIDTH * HEIGHT * 4);
      gdk_texture_download (texture, pixels, WIDTH * 4);
      end = g_get_monotonic_time ();
      cpu_end = cpu_ms ();
      if (i >= 0)
        {
          frames[i] = (double) (end - start) / 1000;
          cpu_times[i] = cpu_end - cpu_start;
          node_times[i] = (double) (middle - start) / 1000;
        }
      g_free (pixels);
      g_object_unref (texture);
      gsk_render_node_unref (node);
    }
  vigie_chart_set_series_visible (VIGIE_CHART (bench->chart), 0, TRUE);
  qsort (frames, FRAMES, sizeof *frames, compare);
  qsort (node_times, FRAMES, sizeof *node_times, compare);
  qsort (cpu_times, FRAMES, sizeof *cpu_times, compare);
  *cpu = cpu_times[FRAMES / 2];
  *nodes = node_times[FRAMES / 2];
  *longest = frames[FRAMES * 95 / 100];
  return frames[FRAMES / 2];
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 1000000;
  static const VigieThresholds limits = {12, 16, 28, 32, 0, 0, 0};
  g_autoptr (VigieSeries) series = NULL;
  g_autoptr (VigieDecimate) decimate = NULL;
  GskRenderer *renderers[2];
  GtkWidget *window;
  Bench bench = {0};
  double figure = 0;
  gint64 start;
  char value[G_ASCII_DTOSTR_BUF_SIZE];

  g_setenv ("GSETTINGS_BACKEND", "memory", FALSE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  if (n < 2 || !gtk_init_check ())
    {
      g_printerr ("usage: bench-chart [READINGS]; a display is needed\n");
      return 2;
    }
  series = make_series (n);
  start = g_get_monotonic_time ();
  decimate = vigie_decimate_new (series);
  g_printerr ("%u readings made ready in %.1f ms (off the main thread)\n", n,
              (double) (g_get_monotonic_time () - start) / 1000);

  bench.chart = vigie_chart_new ();
  bench.all = (VigieSpan) {series->times[0], series->times[n - 1]};
  vigie_chart_set_now (VIGIE_CHART (bench.chart), bench.all.to);
  vigie_chart_add_series (VIGIE_CHART (bench.chart), "A", "°C", VIGIE_CHART_LINE, &limits,
                          VIGIE_CHART_AXIS_LEFT);
  vigie_chart_set_data (VIGIE_CHART (bench.chart), 0, series);
  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), bench.chart);
  gtk_window_present (GTK_WINDOW (window));
  /* Until it is on screen and its readings are ready: a blank chart would be quick. */
  start = g_get_monotonic_time ();
  while (
      !gtk_widget_get_mapped (bench.chart) || gtk_widget_get_width (bench.chart) < WIDTH
      || isnan (vigie_chart_get_value (VIGIE_CHART (bench.chart), 0, series->times[n / 2], NULL)))
    {
      g_main_context_iteration (NULL, FALSE);
      if (g_get_monotonic_time () - start > 20000000)
        {
          g_printerr ("the chart was not ready after 20 s\n");
          return 1;
        }
    }

  renderers[0] = gsk_gl_renderer_new ();
  renderers[1] = gsk_cairo_renderer_new ();
  for (guint r = 0; r < 2; r++)
    {
      GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
      g_autoptr (GError) error = NULL;

      bench.renderer = renderers[r];
      if (!gsk_renderer_realize (bench.renderer, surface, &error))
        {
          g_printerr ("%s: %s\n", G_OBJECT_TYPE_NAME (bench.renderer), error->message);
          return 1;
        }
      for (int zooming = 0; zooming < 2; zooming++)
        {
          double nodes, cpu, longest, median = measure (&bench, zooming, &nodes, &cpu, &longest);

          g_printerr (
              "%s, %s: median %.2f ms (of which data, axes and nodes %.2f; CPU of all threads %.2f), 95 %% %.2f ms\n",
              G_OBJECT_TYPE_NAME (bench.renderer), zooming ? "zooming" : "panning", median, nodes,
              cpu, longest);
          figure = MAX (figure, median);
          bench.is_blank = TRUE;
          median = measure (&bench, zooming, &nodes, &cpu, &longest);
          bench.is_blank = FALSE;
          g_printerr ("  the same without readings: median %.2f ms (CPU %.2f)\n", median, cpu);
        }
      gsk_renderer_unrealize (bench.renderer);
      g_object_unref (bench.renderer);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_ascii_formatd (value, sizeof value, "%.2f", figure);
  g_print ("{\"name\":\"chart-%u\",\"value\":%s,\"unit\":\"ms\",\"bar\":4,\"better\":\"lower\"}\n",
           n, value);
  return 0;
}
