/* bench-attendance.c: what is usual of thirteen sites, and how well what is to be expected of them was foretold.
 *
 * attendance-profile: the habits (with their back-test) of thirteen sites that count vehicles every ten minutes, 26
 * weeks of entries, exits and presence, from a store that is packed as it is after some hours; real time, median of
 * some rounds, with the processor's time of both threads beside it.
 *
 * attendance-first-run: how long these 26 weeks of the demonstration's déchèteries take to come from vigie-ingest into
 * an empty store, asked as the page asks for them; with the longest that the main loop was away meanwhile, and how long
 * an hour of another measure took that a view opened then.
 *
 * attendance-backtest: our mean error ÷ that of « as last week » over all sites of that demonstration, the last weeks
 * held out; each site's figures go to standard error.
 *
 *   bench-attendance VIGIE-INGEST
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../sync/attendance-support.h"
#include "../sync/sync-support.h"
#include "vigie-words.h"

#define N_SITES 13
#define N_ROUNDS 9
#define STEP VIGIE_ATTENDANCE_STEP
#define WEEKS (VIGIE_ATTENDANCE_WEEKS * 7 * VIGIE_DAY)
#define HELD_OUT 4 /* weeks */
#define FETCH_MAX (120 * G_USEC_PER_SEC)

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
tell (const char *name, double value, const char *unit, double bar)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE], bar_text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.3f", value);
  g_ascii_formatd (bar_text, sizeof bar_text, "%g", bar);
  g_print ("{\"name\":\"%s\",\"value\":%s,\"unit\":\"%s\"", name, text, unit);
  if (bar > 0)
    g_print (",\"bar\":%s,\"better\":\"lower\"", bar_text);
  g_print ("}\n");
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* ---- Habits of half a year --------------------------------------------------------------------- */

/* Vehicles that come by chance, some more at eleven and at five and on Saturdays, and stay a dozen minutes. */
typedef struct
{
  GRand *random;
  double per_hour;
  double in, out;
  guint present;
  double *ins, *outs, *presents; /* of each reading */
} Visits;

static guint
draw (GRand *random, double mean)
{
  double limit = exp (-mean), product = g_rand_double (random);
  guint n = 0;

  for (; product > limit; n++)
    product *= g_rand_double (random);
  return n;
}

static double
crowd (const VigieLocalTime *local)
{
  double hour = local->hour + local->minute / 60.0;
  gboolean is_open
      = local->weekday != 7 && ((hour >= 10 && hour < 12.5) || (hour >= 14 && hour < 18));

  if (!is_open)
    return 0;
  return (0.6 + exp (-(hour - 11) * (hour - 11)) + exp (-(hour - 17) * (hour - 17)))
         * (local->weekday == 6 ? 1.5 : 1);
}

static void
visit (Visits *self, VigieTime from, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      VigieLocalTime local
          = vigie_time_to_local (from + i * STEP - STEP, vigie_words_default_zone ());
      double busy = crowd (&local);
      guint came = busy > 0 ? draw (self->random, self->per_hour / 6 * busy) : 0;
      guint went = 0;

      for (guint j = 0; j < self->present; j++)
        went += busy == 0 || g_rand_double (self->random) < 0.55;
      self->in += came;
      self->out += went;
      self->present += came - went;
      self->ins[i] = self->in;
      self->outs[i] = self->out;
      self->presents[i] = self->present;
    }
}

static double
nth (guint i, gpointer data)
{
  return ((const double *) data)[i];
}

static void
put_visits (EnergyStore *store, guint site, VigieTime from, guint n)
{
  Visits visits = {.random = g_rand_new_with_seed (site + 1),
                   .per_hour = 8 + 3 * site,
                   .ins = g_new (double, n),
                   .outs = g_new (double, n),
                   .presents = g_new (double, n)};
  const double *of_role[] = {visits.ins, visits.outs, visits.presents};

  visit (&visits, from, n);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", site * 10 + i);

      energy_store_put (store, id, from, STEP, n, nth, (gpointer) of_role[i]);
    }
  g_free (visits.ins);
  g_free (visits.outs);
  g_free (visits.presents);
  g_rand_free (visits.random);
}

static void
measure_profile (void)
{
  static const VigieRole roles[]
      = {VIGIE_ROLE_VEHICLES_IN, VIGIE_ROLE_VEHICLES_OUT, VIGIE_ROLE_VEHICLES_PRESENT};
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieAttendancePlan) plan = NULL;
  VigieTime now = at ("2026-11-18T15:00:00+01:00");
  VigieTime from = now - WEEKS - 2 * VIGIE_DAY;
  double took[N_ROUNDS], cpu[N_ROUNDS];
  gboolean more = TRUE;

  for (guint i = 0; i < N_SITES; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%02u", i);
      VigieSiteData *site = territory_add_site (&store->territory, id, VIGIE_KIND_RECYCLING_CENTRE);

      g_set_str (&vigie_site_data_edit_details (site)->opening_hours,
                 "Mo-Sa 10:00-12:30,14:00-18:00");
      vigie_site_data_edit_details (site)->capacity = 20;
      for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
        {
          g_autofree char *measure = g_strdup_printf ("%u", i * 10 + j);

          territory_add_counter (&store->territory, id, measure, measure, roles[j],
                                 j < 2 ? INDEX : INSTANT);
        }
    }
  plan = attendance_store_plan (store);
  for (guint i = 0; i < N_SITES; i++)
    put_visits (store, i, from, (guint) ((now - from) / STEP));
  while (more)
    if (!vigie_store_pack (store->store, now - 2 * VIGIE_DAY, &more, NULL))
      g_error ("the store cannot be packed");

  for (int round = 0; round < N_ROUNDS; round++)
    {
      gint64 began = g_get_monotonic_time ();
      double cpu_began = cpu_ms (), loaded = 0;
      g_autoptr (GPtrArray) all
          = vigie_attendance_read_all_habits (store->store, plan, now, &loaded, NULL, NULL);

      took[round] = (double) (g_get_monotonic_time () - began) / 1000;
      cpu[round] = cpu_ms () - cpu_began;
      if (all == NULL || all->len != N_SITES || loaded < 1)
        g_error ("habits of %u sites, %g of them loaded", all != NULL ? all->len : 0, loaded);
      for (guint i = 0; i < all->len; i++)
        {
          const VigieAttendanceHabits *habits = g_ptr_array_index (all, i);

          if (habits->n_days < 150 || isnan (habits->error_ratio))
            g_error ("habits of %u days, back-test %g", habits->n_days, habits->error_ratio);
        }
    }
  qsort (took, N_ROUNDS, sizeof *took, compare_doubles);
  qsort (cpu, N_ROUNDS, sizeof *cpu, compare_doubles);
  tell ("attendance-profile", took[N_ROUNDS / 2], "ms", 50);
  tell ("attendance-profile-cpu", cpu[N_ROUNDS / 2], "ms", 0);
}

/* ---- The demonstration ------------------------------------------------------------------------- */

typedef struct
{
  char *folder, *address;
  GSubprocess *server;
  VigieProfile *profile;
  VigieTerritory *territory;
  VigieSync *sync;
  VigieAttendancePlan *plan;
  guint n_loaded;
} Demo;

/* The main loop, watched: how long it is away from waiting. */
static gint64 woken, longest;
static gint64 worked, longest_worked; /* of this thread's processor's time */

static gint64
thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
watched_poll (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  if (woken != 0)
    {
      longest = MAX (longest, g_get_monotonic_time () - woken);
      longest_worked = MAX (longest_worked, thread_time () - worked);
    }
  result = g_poll (fds, n_fds, timeout);
  woken = g_get_monotonic_time ();
  worked = thread_time ();
  return result;
}

static void
start_demo (Demo *self, const char *program)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  g_autofree char *stores = NULL, *database = NULL, *line = NULL;
  VigieStore *store;

  self->folder = g_dir_make_tmp ("vigie-bench-XXXXXX", &error);
  if (self->folder == NULL)
    g_error ("%s", error->message);
  stores = g_build_filename (self->folder, "stores", NULL);
  database = g_build_filename (self->folder, "server.db", NULL);
  self->address = g_strdup_printf ("unix:%s/socket", self->folder);
  self->server
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--demo", "--listen",
                          self->address, "--store", database, "--exit-with-parent", NULL);
  if (self->server == NULL)
    g_error ("%s: %s", program, error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  if (line == NULL || strstr (line, "listening on") == NULL)
    g_error ("%s did not start: %s", program, line != NULL ? line : "no line");

  self->profile = vigie_profile_new_built_in ();
  store = vigie_store_open (stores, self->address, NULL, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  self->territory = vigie_territory_new (clock);
  self->sync
      = vigie_sync_new (self->address, NULL, store, self->profile, clock, self->territory, &error);
  if (self->sync == NULL)
    g_error ("%s", error->message);
  g_signal_connect_swapped (self->sync, "loaded", G_CALLBACK (count_cb), &self->n_loaded);
  vigie_sync_start (self->sync);
  WAIT_FOR (self->n_loaded > 0);
}

static void
make_plan (Demo *self)
{
  g_auto (Territory) all = territory_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->territory)); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (self->territory), i);
      GListModel *measures = vigie_site_get_measures (site);

      g_ptr_array_add (all.sites,
                       vigie_site_data_ref ((VigieSiteData *) vigie_site_get_data (site)));
      for (guint j = 0; j < g_list_model_get_n_items (measures); j++)
        {
          g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, j);

          g_ptr_array_add (all.measures, vigie_measure_data_ref ((
                                             VigieMeasureData *) vigie_measure_get_data (measure)));
        }
    }
  self->plan = vigie_attendance_plan_new (all.sites, all.measures, self->profile);
  if (vigie_attendance_plan_get_n_sites (self->plan) != N_SITES)
    g_error ("%u sites count", vigie_attendance_plan_get_n_sites (self->plan));
}

/* Any measure that does not count. */
static const char *
another_measure (Demo *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->territory)); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (self->territory), i);
      GListModel *measures = vigie_site_get_measures (site);

      for (guint j = 0; j < g_list_model_get_n_items (measures); j++)
        {
          g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, j);
          const VigieMeasureData *data = vigie_measure_get_data (measure);

          if (data->role == VIGIE_ROLE_OUTSIDE_TEMPERATURE)
            return data->id;
        }
    }
  g_error ("the demonstration has no temperature");
}

/* Waits for the demand; a window is opened once a tenth of it came, and its time told. */
static void
fetch (Demo *self, VigieTime now)
{
  VigieHistory *history = vigie_sync_get_archive (self->sync);
  gint64 began = g_get_monotonic_time (), opened = 0, shown = 0;
  g_autoptr (VigieHistoryDemand) demand = NULL;
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint nudge = g_timeout_add (10, nudge_cb, NULL), n;
  const char *const *ids = vigie_attendance_plan_get_measure_ids (self->plan, &n);
  double cpu = cpu_ms ();

  demand = vigie_history_demand (history, ids, n, now - WEEKS, VIGIE_HISTORY_NOW_ON);
  g_main_context_set_poll_func (NULL, watched_poll);
  while (vigie_history_demand_get_progress (demand) < 1 || shown == 0)
    {
      if (g_get_monotonic_time () - began > FETCH_MAX)
        g_error ("only %g of the past came: %s", vigie_history_demand_get_progress (demand),
                 vigie_history_demand_get_error (demand));
      g_main_context_iteration (NULL, TRUE);
      if (opened == 0 && vigie_history_demand_get_progress (demand) > 0.1)
        {
          opened = g_get_monotonic_time ();
          window = vigie_history_open (history, another_measure (self));
          vigie_history_window_set_range (window, now - 3 * VIGIE_DAY, VIGIE_HISTORY_NOW_ON);
        }
      if (opened != 0 && shown == 0 && vigie_history_window_get_series (window) != NULL
          && !vigie_history_window_get_loading (window))
        shown = g_get_monotonic_time ();
    }
  g_source_remove (nudge);
  g_main_context_set_poll_func (NULL, NULL);
  tell ("attendance-first-run", (double) (g_get_monotonic_time () - began) / 1e6, "s", 0);
  tell ("attendance-first-run-cpu", cpu_ms () - cpu, "ms", 0);
  g_printerr (
      "bench-attendance: of the longest turn of the main loop (%.1f ms) %.1f ms were work\n",
      (double) longest / 1000, (double) longest_worked / 1000);
  tell ("attendance-first-run-stall", (double) longest / 1000, "ms", 16);
  tell ("attendance-first-run-window", (double) (shown - opened) / 1000, "ms", 1000);
}

/* All figures of all sites, each forecast weighing the same. */
static void
test_back (Demo *self, VigieTime now)
{
  VigieStore *store = vigie_sync_hold_store (self->sync, NULL);
  double error = 0, last_week = 0;
  guint n = 0;

  for (guint i = 0; i < vigie_attendance_plan_get_n_sites (self->plan); i++)
    {
      const VigieAttendanceSite *site = vigie_attendance_plan_get_site (self->plan, i);
      g_autoptr (GError) failure = NULL;
      g_autoptr (VigieAttendanceTrack) past
          = vigie_attendance_read_track (store, site, now - WEEKS, now, now, NULL, NULL, &failure);
      VigieBacktest result;

      if (past == NULL)
        g_error ("%s", failure->message);
      vigie_attendance_backtest (past, &site->facts, HELD_OUT, &result);
      g_printerr ("bench-attendance: %-20s %5u forecasts, error %5.2f, as last week %5.2f, ratio "
                  "%.3f; %s\n",
                  site->short_name, result.n, result.error, result.last_week, result.ratio,
                  vigie_count_verdict_words (past->quality.verdict));
      if (result.n == 0 || isnan (result.ratio))
        continue;
      error += result.n * result.error;
      last_week += result.n * result.last_week;
      n += result.n;
    }
  vigie_sync_release_store (self->sync);
  if (n == 0)
    g_error ("nothing was foretold");
  g_printerr ("bench-attendance: %u forecasts, error %.3f vehicles, as last week %.3f\n", n,
              error / n, last_week / n);
  tell ("attendance-backtest", error / last_week, "ratio", 0.9);
}

static void
stop_demo (Demo *self)
{
  vigie_sync_stop (self->sync);
  g_clear_object (&self->sync);
  g_clear_object (&self->territory);
  g_subprocess_send_signal (self->server, SIGTERM);
  g_subprocess_wait (self->server, NULL, NULL);
  g_clear_object (&self->server);
  vigie_attendance_plan_unref (self->plan);
  vigie_profile_unref (self->profile);
  vigie_test_remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->address);
}

int
main (int argc, char **argv)
{
  Demo demo = {NULL};
  VigieTime now;

  if (argc != 2)
    {
      g_printerr ("Usage: bench-attendance VIGIE-INGEST\n");
      return 2;
    }
  /* Names of sites on standard error. */
  setlocale (LC_CTYPE, "");
  measure_profile ();
  start_demo (&demo, argv[1]);
  make_plan (&demo);
  now = vigie_sync_get_server_now (demo.sync);
  fetch (&demo, now);
  test_back (&demo, now);
  stop_demo (&demo);
  return 0;
}
