/* bench-fleet.c: the table of N sensors (default 50 000) scrolled, filtered key by key, put in order.
 *
 * The table stands alone in a window of 1280 × 800 with its usual columns; software rendering. Scrolling: the frame
 * clock is told not to wait for the screen (GDK_DEBUG=no-vsync), so that what is measured is what a frame costs, not
 * 60; three seconds each of a wheel's pace and of a fling; the figure is the worse of the two. Filtering: from the
 * key until the frame with its rows is painted; the longest of all keys and sets. Order: from the click until the
 * rows are in order; the longest of all columns. The longest turn of the main loop is that of all filters and orders;
 * that of the first rows is of the model alone, from the territory until all are there and in order. Filters and orders
 * are gone through twice, and the better round is told: what another program on the machine takes, or the renderer waits
 * for, is hardly in the same place of both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "vigie-bench.h"
#include "vigie-fleet-table.h"
#include "vigie-fleet-tour-plan.h"
#include "vigie-resources.h"
#include "vigie-test-territory.h"

#define N_ROUNDS 2
#define WARM_UP 0.5
#define MEASURED 3.0
#define T0 (1795255620 * VIGIE_SECOND)

typedef struct
{
  GMainLoop *loop;
  GtkAdjustment *adjustment;
  guint phase;
  gint64 phase_start, last_frame;
  guint frames;
  double rate, longest, cpu_start, all_start;
  gboolean sorted;
  gboolean painted;
  double turn, turn_cpu; /* longest of the main loop, in ms; of its CPU */
} Bench;

static const struct
{
  const char *name;
  double step; /* pixels a frame */
} phases[] = {{"wheel", 40}, {"fling", 300}};

/* Of this thread, or of all of the program's: the renderer's too. It tells more than the time where others work on the
 * same machine. */
static double
cpu_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

/* One sensor a site: level, battery, RSSI, factor, counter of frames, gateways. */
static VigieTerritory *
make_territory (VigieClock *clock, guint n)
{
  static const VigieRole roles[]
      = {VIGIE_ROLE_FILL_LEVEL,       VIGIE_ROLE_BATTERY_LEVEL, VIGIE_ROLE_RSSI,
         VIGIE_ROLE_SPREADING_FACTOR, VIGIE_ROLE_FRAME_COUNTER, VIGIE_ROLE_GATEWAYS};
  static const char *const units[] = {"%", "%", "dBm", "", "", ""};
  VigieTerritory *territory = vigie_territory_new (clock);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < n; i++)
    {
      const double numbers[] = {i % 100, 100 - i % 90, -60 - (double) (i % 60), 7 + i % 6, i, 0};
      VigieTime time = T0 - (VigieTime) (i % 200) * VIGIE_MINUTE / 5;
      g_autoptr (VigieSiteData) site = test_site_data (i);

      g_free (site->name);
      site->name = g_strdup_printf ("Déchèterie de Port-Louis %u", i / 7);
      g_set_str (&vigie_site_data_edit_details (site)->commune_name,
                 i % 3 == 0 ? "Lanester" : "Inzinzac-Lochrist");
      vigie_territory_batch_add_site (batch, site);
      {
        g_autoptr (VigieSensorData) sensor = test_sensor_data (i);

        g_free (sensor->name);
        sensor->name = g_strdup_printf ("Benne gravats %u", i);
        g_free (sensor->model);
        sensor->model = g_strdup (i % 2 == 0 ? "Milesight EM400-MUD" : "Milesight VS350");
        vigie_territory_batch_add_sensor (batch, sensor);
      }
      for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
        {
          g_autoptr (VigieMeasureData) measure
              = test_measure_data (i * 8 + j, i, 20 * VIGIE_MINUTE);
          g_autofree char *json
              = g_strdup_printf ("[{\"id\":\"gw-%u\",\"rssi\":-97,\"snr\":5.2}]", i % 40);
          VigieReading reading = VIGIE_READING_NONE;
          VigieConditionState state = {0};

          g_free (measure->sensor_id);
          measure->sensor_id = g_strdup_printf ("c%u", i);
          g_free (measure->unit);
          measure->unit = g_strdup (units[j]);
          measure->role = roles[j];
          vigie_territory_batch_add_measure (batch, measure);
          reading.time = time;
          reading.number = numbers[j];
          reading.type = VIGIE_VALUE_NUMBER;
          if (roles[j] == VIGIE_ROLE_GATEWAYS)
            {
              reading.type = VIGIE_VALUE_JSON;
              reading.text = json;
            }
          vigie_territory_batch_add_reading (batch, measure->id, &reading, &state);
        }
    }
  vigie_territory_apply_now (territory, batch);
  return territory;
}

static void
end_phase (Bench *bench, gint64 now)
{
  double seconds = (double) (now - bench->phase_start) / 1e6 - WARM_UP;
  double rate = bench->frames / seconds;

  bench->rate = bench->phase == 0 ? rate : MIN (bench->rate, rate);
  g_printerr (
      "%s: %u frames, %.1f frames/s; longest %.1f ms; CPU a frame: %.1f ms of this thread, %.1f ms of all\n",
      phases[bench->phase].name, bench->frames, rate, bench->longest,
      (cpu_ms (CLOCK_THREAD_CPUTIME_ID) - bench->cpu_start) / MAX (bench->frames, 1),
      (cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - bench->all_start) / MAX (bench->frames, 1));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - bench->phase_start) / 1e6, value, upper;

  if (seconds > WARM_UP + MEASURED)
    {
      end_phase (bench, now);
      if (++bench->phase == G_N_ELEMENTS (phases))
        {
          g_main_loop_quit (bench->loop);
          return G_SOURCE_REMOVE;
        }
      bench->phase_start = now;
      bench->last_frame = 0;
      bench->frames = 0;
      bench->longest = 0;
      seconds = 0;
    }
  if (seconds > WARM_UP)
    {
      if (bench->last_frame != 0)
        {
          bench->frames++;
          bench->longest = MAX (bench->longest, (double) (now - bench->last_frame) / 1000);
        }
      else
        {
          bench->cpu_start = cpu_ms (CLOCK_THREAD_CPUTIME_ID);
          bench->all_start = cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
        }
      bench->last_frame = now;
    }
  upper = gtk_adjustment_get_upper (bench->adjustment)
          - gtk_adjustment_get_page_size (bench->adjustment);
  value = gtk_adjustment_get_value (bench->adjustment) + phases[bench->phase].step;
  gtk_adjustment_set_value (bench->adjustment, value > upper ? 0 : value);
  return G_SOURCE_CONTINUE;
}

/* Lets the main loop run; gives the longest turn, in ms, and where wanted that of its CPU. */
static double
run_for (double seconds, double *longest_cpu)
{
  gint64 start = g_get_monotonic_time (), before = start;
  double longest = 0, cpu = cpu_ms (CLOCK_THREAD_CPUTIME_ID);

  while ((double) (before - start) < seconds * 1e6)
    {
      gint64 now;

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      now = g_get_monotonic_time ();
      longest = MAX (longest, (double) (now - before) / 1000);
      before = now;
      if (longest_cpu != NULL)
        *longest_cpu = MAX (*longest_cpu, cpu_ms (CLOCK_THREAD_CPUTIME_ID) - cpu);
      cpu = cpu_ms (CLOCK_THREAD_CPUTIME_ID);
    }
  return longest;
}

/* Gives the longest turn until all sensors of the territory are rows, in order. */
static double
first_rows (VigieFleetModel *model, VigieTerritory *territory, guint n)
{
  gint64 start = g_get_monotonic_time (), before = start;
  double longest;

  vigie_fleet_model_set_territory (model, territory);
  vigie_fleet_model_set_active (model, TRUE);
  longest = (double) (g_get_monotonic_time () - start) / 1000;
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) < n || vigie_fleet_model_is_filling (model)
         || vigie_fleet_model_is_sorting (model))
    {
      before = g_get_monotonic_time ();
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
      longest = MAX (longest, (double) (g_get_monotonic_time () - before) / 1000);
    }
  g_printerr ("first rows: %.0f ms, longest turn %.1f ms\n",
              (double) (g_get_monotonic_time () - start) / 1000, longest);
  return longest;
}

static void
painted_cb (Bench *bench)
{
  bench->painted = TRUE;
}

static void
one_turn (Bench *bench)
{
  gint64 start = g_get_monotonic_time ();
  double cpu = cpu_ms (CLOCK_THREAD_CPUTIME_ID);

  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (200);
  bench->turn_cpu = MAX (bench->turn_cpu, cpu_ms (CLOCK_THREAD_CPUTIME_ID) - cpu);
  bench->turn = MAX (bench->turn, (double) (g_get_monotonic_time () - start) / 1000);
}

/* From @start until a frame is painted, in ms. */
static double
until_painted (Bench *bench, gint64 start)
{
  /* What the filter itself took is part of the turn that handles the key. */
  bench->turn = MAX (bench->turn, (double) (g_get_monotonic_time () - start) / 1000);
  bench->painted = FALSE;
  while (!bench->painted && g_get_monotonic_time () - start < G_USEC_PER_SEC / 2)
    one_turn (bench);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
filter (Bench *bench, VigieFleetModel *model)
{
  static const char *const words[] = {"benne 999", "déchèterie 12", "nulle part"};
  double longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (const char *at = words[i]; *at != '\0'; at = g_utf8_next_char (at))
      {
        g_autofree char *text = g_strndup (words[i], g_utf8_next_char (at) - words[i]);
        gint64 start = g_get_monotonic_time ();
        double found, ms;
        guint before = g_list_model_get_n_items (G_LIST_MODEL (model));

        vigie_fleet_model_set_query (model, text);
        found = (double) (g_get_monotonic_time () - start) / 1000;
        /* Where it is the same rows there is nothing to paint. */
        ms = before != g_list_model_get_n_items (G_LIST_MODEL (model))
                 ? until_painted (bench, start)
                 : found;
        g_printerr ("« %s »: %u sensors after %.1f ms, painted after %.1f ms\n", text,
                    g_list_model_get_n_items (G_LIST_MODEL (model)), found, ms);
        longest = MAX (longest, ms);
        run_for (0.02, NULL);
      }
  for (guint i = 1; i <= VIGIE_FLEET_N_PRESETS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      guint before = g_list_model_get_n_items (G_LIST_MODEL (model));
      double ms;

      if (i == 1)
        vigie_fleet_model_set_query (model, NULL);
      else
        vigie_fleet_model_set_preset (model, i % VIGIE_FLEET_N_PRESETS);
      ms = before != g_list_model_get_n_items (G_LIST_MODEL (model)) ? until_painted (bench, start)
                                                                     : 0;
      g_printerr ("set %u: %u sensors, painted after %.1f ms\n", i,
                  g_list_model_get_n_items (G_LIST_MODEL (model)), ms);
      longest = MAX (longest, ms);
      run_for (0.02, NULL);
    }
  return longest;
}

static void
sorted_cb (Bench *bench)
{
  bench->sorted = TRUE;
}

static double
sort (Bench *bench, VigieFleetColumns *columns)
{
  double longest = 0;

  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      gint64 start = g_get_monotonic_time (), before = start;
      double stall = 0, ms, all = cpu_ms (CLOCK_PROCESS_CPUTIME_ID);

      bench->sorted = FALSE;
      vigie_fleet_columns_sort (columns, i, i % 2 == 1);
      while (!bench->sorted)
        {
          gint64 now = g_get_monotonic_time ();
          double cpu = cpu_ms (CLOCK_THREAD_CPUTIME_ID);

          stall = MAX (stall, (double) (now - before) / 1000);
          before = g_get_monotonic_time ();
          g_main_context_iteration (NULL, FALSE);
          bench->turn_cpu = MAX (bench->turn_cpu, cpu_ms (CLOCK_THREAD_CPUTIME_ID) - cpu);
        }
      stall = MAX (stall, (double) (g_get_monotonic_time () - before) / 1000);
      ms = (double) (g_get_monotonic_time () - start) / 1000;
      g_printerr ("by %s: %.0f ms, longest turn %.1f ms, %.0f ms of all CPU\n",
                  vigie_fleet_column_to_string (i), ms, stall,
                  cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - all);
      longest = MAX (longest, ms);
      bench->turn = MAX (bench->turn, stall);
      stall = run_for (0.1, &bench->turn_cpu);
      g_printerr ("  then %.1f ms\n", stall);
      bench->turn = MAX (bench->turn, stall);
    }
  return longest;
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieFleetTour **tour = user_data;

  *tour = vigie_fleet_tour_plan_finish (result, NULL);
}

static const VigieFleetFigures *
figures_of (VigieSensor *sensor, gpointer model)
{
  return vigie_fleet_model_get_figures (model, sensor);
}

/* A tour to every sensor there is; gives the longest turn of it, in ms of this thread's CPU. */
static double
plan (VigieFleetModel *model)
{
  g_autoptr (VigieFleetTour) tour = NULL;
  gint64 start = g_get_monotonic_time ();
  double longest = 0;

  vigie_fleet_tour_plan_async (vigie_fleet_model_get_all (model), figures_of, model, T0, 0, TRUE,
                               NULL, planned_cb, &tour);
  while (tour == NULL)
    {
      double cpu = cpu_ms (CLOCK_THREAD_CPUTIME_ID);

      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, cpu_ms (CLOCK_THREAD_CPUTIME_ID) - cpu);
    }
  g_printerr ("a tour to all: %.0f ms, longest turn %.1f ms of its CPU\n",
              (double) (g_get_monotonic_time () - start) / 1000, longest);
  return longest;
}

static void
report (const char *name, guint n, double value, const char *unit, int bar, const char *better)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.1f", value);
  g_print ("{\"name\":\"fleet-%s-%u\",\"value\":%s,\"unit\":\"%s\",\"bar\":%d,\"better\":\"%s\"}\n",
           name, n, number, unit, bar, better);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 50000;
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (T0);
  g_autoptr (VigieTerritory) territory = NULL;
  g_autoptr (VigieTicker) ticker = NULL;
  g_autoptr (VigieFleetModel) model = NULL;
  g_autoptr (VigieFleetColumns) columns = NULL;
  GtkWidget *window, *scrolled, *table;
  double first, filtered = G_MAXDOUBLE, ordered = G_MAXDOUBLE, turn = G_MAXDOUBLE, planned;
  Bench bench = {0};

  if (n < 100 || n > 1000000)
    {
      g_printerr ("usage: bench-fleet [SENSORS]\n");
      return 2;
    }
  setlocale (LC_ALL, "");
  if (!vigie_bench_open_display ())
    return 2;
  adw_init ();
  /* Without waiting for the screen a fading scrollbar would draw without an end. */
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

  territory = make_territory (clock, n);
  ticker = vigie_ticker_new (clock);
  vigie_ticker_set_live (ticker, TRUE);
  model = vigie_fleet_model_new ();
  table = vigie_fleet_table_new ();
  gtk_widget_add_css_class (table, "vigie-fleet");
  columns = vigie_fleet_columns_new (model);
  vigie_fleet_table_setup (VIGIE_FLEET_TABLE (table), columns, model, ticker);
  first = first_rows (model, territory, n);
  {
    g_autoptr (GtkSingleSelection) selection
        = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (model)));

    gtk_single_selection_set_autoselect (selection, FALSE);
    vigie_fleet_table_set_model (VIGIE_FLEET_TABLE (table), GTK_SELECTION_MODEL (selection));
  }
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), table);
  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
  /* Until it stands, and the texts to search in are there. */
  run_for (5, NULL);

  g_signal_connect_swapped (gtk_widget_get_frame_clock (table), "after-paint",
                            G_CALLBACK (painted_cb), &bench);
  g_signal_connect_swapped (model, "sorted", G_CALLBACK (sorted_cb), &bench);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double ms;

      bench.turn = bench.turn_cpu = 0;
      ms = filter (&bench, model);
      filtered = MIN (filtered, ms);
      g_printerr ("filters: longest turn %.1f ms, %.1f ms of its CPU\n", bench.turn,
                  bench.turn_cpu);
      run_for (0.5, NULL);
      ms = sort (&bench, columns);
      ordered = MIN (ordered, ms);
      g_printerr ("filters and orders: longest turn %.1f ms, %.1f ms of its CPU\n", bench.turn,
                  bench.turn_cpu);
      turn = MIN (turn, bench.turn);
    }

  planned = plan (model);

  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
  bench.phase_start = g_get_monotonic_time ();
  gtk_widget_add_tick_callback (table, tick_cb, &bench, NULL);
  g_main_loop_run (bench.loop);
  g_main_loop_unref (bench.loop);
  g_printerr ("renderer %s, %d × %d\n",
              G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (window))),
              gtk_widget_get_width (window), gtk_widget_get_height (window));
  report ("first", n, first, "ms", 4, "lower");
  report ("filter", n, filtered, "ms", 30, "lower");
  report ("turn", n, turn, "ms", 16, "lower");
  report ("sort", n, ordered, "ms", 500, "lower");
  report ("plan-turn", n, planned, "ms", 4, "lower");
  report ("scroll", n, bench.rate, "frames/s", 60, "higher");
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
