/* bench-figure.c: what a frame of a stack of 2000 bins × 4 layers with a line costs, with a cursor that moves and
 * with other data each time.
 *
 * 1000 × 300 pixels. A frame is all that the main thread does for it: axes, texts and nodes, and the painting of them
 * by the renderer (software GL, then cairo) into a texture, waited for. The figures are the medians of the worse
 * renderer; those of other data have giving them in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtk/gtk.h>
#include <math.h>
#include <stdlib.h>

#include "vigie-stack-chart.h"

#define WIDTH 1000
#define HEIGHT 300
#define BINS 2000
#define FRAMES 120
#define WARM_UP 20

typedef struct
{
  GtkWidget *chart;
  GskRenderer *renderer;
  VigieTime edges[BINS + 1];
  double kwh[5][BINS];
} Bench;

static void
give (Bench *bench, guint turn)
{
  VigieStackSeries series[5];

  for (guint s = 0; s < 5; s++)
    {
      series[s] = (VigieStackSeries) {"A", bench->kwh[s]};
      bench->kwh[s][turn % BINS] += 1;
    }
  vigie_stack_chart_set_data (VIGIE_STACK_CHART (bench->chart), bench->edges, BINS, series, 4,
                              series + 4, 1, VIGIE_STACK_POWER);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* ms of the median frame; *@nodes those before the renderer, *@longest the 95th of 100. */
static double
measure (Bench *bench, gboolean fresh, double *nodes, double *longest)
{
  double frames[FRAMES], node_times[FRAMES];

  for (int i = -WARM_UP; i < FRAMES; i++)
    {
      gint64 start = g_get_monotonic_time (), middle, end;
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;
      GdkTexture *texture;
      guchar *pixels;

      if (fresh)
        give (bench, (guint) (i + WARM_UP));
      vigie_stack_chart_set_cursor (VIGIE_STACK_CHART (bench->chart), (i + WARM_UP) * 14);
      GTK_WIDGET_GET_CLASS (bench->chart)->snapshot (bench->chart, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      middle = g_get_monotonic_time ();
      texture = gsk_renderer_render_texture (bench->renderer, node,
                                             &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
      /* Reading it back, the renderer has to be done; that costs some tenths of a millisecond by itself. */
      pixels = g_malloc (WIDTH * HEIGHT * 4);
      gdk_texture_download (texture, pixels, WIDTH * 4);
      end = g_get_monotonic_time ();
      if (i >= 0)
        {
          frames[i] = (double) (end - start) / 1000;
          node_times[i] = (double) (middle - start) / 1000;
        }
      g_free (pixels);
      g_object_unref (texture);
      gsk_render_node_unref (node);
    }
  qsort (frames, FRAMES, sizeof *frames, compare);
  qsort (node_times, FRAMES, sizeof *node_times, compare);
  *nodes = node_times[FRAMES / 2];
  *longest = frames[FRAMES * 95 / 100];
  return frames[FRAMES / 2];
}

int
main (int argc, char *argv[])
{
  g_autofree Bench *bench = g_new0 (Bench, 1);
  GskRenderer *renderers[2];
  GtkWidget *window;
  GRand *rand = g_rand_new_with_seed (42);
  double figures[2] = {0, 0};
  gint64 start;

  g_setenv ("GSETTINGS_BACKEND", "memory", FALSE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  if (!gtk_init_check ())
    {
      g_printerr ("a display is needed\n");
      return 2;
    }
  for (guint b = 0; b <= BINS; b++)
    bench->edges[b] = b * VIGIE_HOUR / 2;
  for (guint b = 0; b < BINS; b++)
    for (guint s = 0; s < 5; s++)
      bench->kwh[s][b] = b % 300 == 7 && s < 4
                             ? NAN
                             : 200 + 150 * sin (b / 7.6 + s) + g_rand_double_range (rand, 0, 60);
  g_rand_free (rand);
  bench->chart = vigie_stack_chart_new ();
  give (bench, 0);
  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), bench->chart);
  gtk_window_present (GTK_WINDOW (window));
  start = g_get_monotonic_time ();
  while (!gtk_widget_get_mapped (bench->chart) || gtk_widget_get_width (bench->chart) < WIDTH)
    {
      g_main_context_iteration (NULL, FALSE);
      if (g_get_monotonic_time () - start > 20000000)
        {
          g_printerr ("the chart was not on screen after 20 s\n");
          return 1;
        }
    }

  renderers[0] = gsk_gl_renderer_new ();
  renderers[1] = gsk_cairo_renderer_new ();
  for (guint r = 0; r < 2; r++)
    {
      g_autoptr (GError) error = NULL;

      bench->renderer = renderers[r];
      if (!gsk_renderer_realize (bench->renderer, gtk_native_get_surface (GTK_NATIVE (window)),
                                 &error))
        {
          g_printerr ("%s: %s\n", G_OBJECT_TYPE_NAME (bench->renderer), error->message);
          return 1;
        }
      for (int fresh = 0; fresh < 2; fresh++)
        {
          double nodes, longest, median = measure (bench, fresh, &nodes, &longest);

          g_printerr ("%s, %s: median %.2f ms (of which nodes %.2f), 95 %% %.2f ms\n",
                      G_OBJECT_TYPE_NAME (bench->renderer), fresh ? "other data" : "cursor", median,
                      nodes, longest);
          figures[fresh] = MAX (figures[fresh], median);
        }
      gsk_renderer_unrealize (bench->renderer);
      g_object_unref (bench->renderer);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  for (int fresh = 0; fresh < 2; fresh++)
    {
      char value[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (value, sizeof value, "%.2f", figures[fresh]);
      g_print (
          "{\"name\":\"stack-%u-%s\",\"value\":%s,\"unit\":\"ms\",\"bar\":4,\"better\":\"lower\"}\n",
          BINS, fresh ? "data" : "cursor", value);
    }
  return 0;
}
