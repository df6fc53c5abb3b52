/* test-fleet-tour.c: what a tour has to do and to bring, its way, and how it leaves the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "app-fixture.h"
#include "vigie-fleet-model.h"
#include "vigie-fleet-tour-plan.h"
#include "vigie-fleet-tour-print.h"

typedef struct
{
  VigieClock *clock;
  VigieTerritory *territory;
  VigieFleetModel *model;
} Fixture;

static void
add_place (VigieTerritoryBatch *batch, const char *id, const char *name, double lat, double lon)
{
  VigieSiteData *site = fixture_site (id, name, VIGIE_KIND_RECYCLING_CENTRE, "Groix");

  site->lat = lat;
  site->lon = lon;
  fixture_add_site (batch, site);
}

static void
add_sensor (VigieTerritoryBatch *batch,
            const char *site,
            const char *name,
            gint64 age,
            const char *type,
            double level)
{
  g_autofree char *measure = g_strconcat (name, "/Niveau", NULL);
  g_autofree char *battery = g_strconcat (name, "/Pile", NULL);
  g_autoptr (VigieSensorData) data = vigie_sensor_data_new ();

  fixture_add_measure (batch, site, measure, VIGIE_ROLE_FILL_LEVEL, "%", 40, age,
                       VIGIE_CONDITION_NORMAL);
  if (!isnan (level))
    fixture_add_measure (batch, site, battery, VIGIE_ROLE_BATTERY_LEVEL, "%", level, age,
                         VIGIE_CONDITION_NORMAL);
  /* As the fixture names it, with the type of its battery. */
  g_free (data->id);
  data->id = g_strdup_printf ("%s:%s", site, name);
  g_set_str (&data->name, name);
  g_set_str (&data->dev_eui, "24E124126A148401");
  g_set_str (&data->battery_type, type);
  vigie_territory_batch_add_sensor (batch, data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  add_place (batch, "a", "Déchèterie A", 47.70, -3.30);
  add_place (batch, "b", "=Déchèterie B", 47.90, -3.30);
  add_place (batch, "c", "Déchèterie C", 47.80, -3.30);
  add_place (batch, "d", "Nulle part", NAN, NAN);
  add_sensor (batch, "a", "Muet", VIGIE_DAY, "ER34615", 80);
  add_sensor (batch, "a", "Bien", VIGIE_MINUTE, "ER34615", 80);
  add_sensor (batch, "b", "Use", VIGIE_MINUTE, "CR17450", 30);
  add_sensor (batch, "b", "Use aussi", VIGIE_MINUTE, "CR17450", 30);
  add_sensor (batch, "c", "Secteur", VIGIE_DAY, NULL, NAN);
  add_sensor (batch, "c", "Sans type", VIGIE_DAY, NULL, 50);
  add_sensor (batch, "d", "Perdu", VIGIE_DAY, "2 × ER34615", 50);
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->territory = vigie_territory_new (fixture->clock);
  vigie_territory_apply_now (fixture->territory, batch);
  fixture->model = vigie_fleet_model_new ();
  vigie_fleet_model_set_territory (fixture->model, fixture->territory);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VigieFleetFigures) figures = vigie_fleet_figures_new ();

      figures->has_battery = TRUE;
      figures->battery.verdict = VIGIE_BATTERY_FORECAST;
      figures->battery.end = FIXTURE_NOW + (i == 0 ? 20 : 50) * VIGIE_DAY;
      figures->battery.end_earliest = figures->battery.end_latest = VIGIE_TIME_NONE;
      vigie_fleet_model_set_figures (
          fixture->model,
          vigie_measure_get_device (vigie_territory_find_measure (
              fixture->territory, i == 0 ? "b:Use/Pile" : "b:Use aussi/Pile")),
          figures);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->model);
  g_object_unref (fixture->territory);
  g_object_unref (fixture->clock);
}

static const VigieFleetFigures *
figures_of (VigieSensor *sensor, gpointer model)
{
  return vigie_fleet_model_get_figures (model, sensor);
}

typedef struct
{
  VigieFleetTour *tour;
  gboolean done;
} Planned;

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Planned *planned = user_data;

  planned->tour = vigie_fleet_tour_plan_finish (result, NULL);
  planned->done = TRUE;
}

static VigieFleetTour *
plan_list (Fixture *fixture,
           gpointer list,
           VigieFleetFiguresFunc figures,
           guint days,
           gboolean mains)
{
  Planned planned = {NULL, FALSE};

  vigie_fleet_tour_plan_async (list, figures, fixture->model, FIXTURE_NOW, days, mains, NULL,
                               planned_cb, &planned);
  while (!planned.done)
    g_main_context_iteration (NULL, TRUE);
  return planned.tour;
}

static VigieFleetTour *
plan (Fixture *fixture, guint days, gboolean mains)
{
  return plan_list (fixture, vigie_fleet_model_get_all (fixture->model), figures_of, days, mains);
}

typedef struct
{
  VigieFleetTour *tour;
  gboolean done, ok;
} Waited;

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waited *waited = user_data;

  waited->ok = vigie_fleet_tour_order_finish (waited->tour, result, NULL);
  waited->done = TRUE;
}

static void
order (VigieFleetTour *tour, const VigieTourStop *start, gboolean round)
{
  Waited waited = {tour, FALSE, FALSE};

  vigie_fleet_tour_order_async (tour, start, round, NULL, ordered_cb, &waited);
  while (!waited.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (waited.ok);
}

static char *
names_of (const VigieFleetTour *tour)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < tour->stops->len; i++)
    {
      const VigieFleetStop *stop = g_ptr_array_index (tour->stops, i);

      g_string_append_printf (names, "%s%s:", i > 0 ? " " : "", stop->site_id);
      for (guint j = 0; j < stop->tasks->len; j++)
        {
          const VigieFleetTask *task = g_ptr_array_index (stop->tasks, j);

          g_string_append_printf (names, "%s%s", j > 0 ? "," : "", task->sensor);
        }
    }
  return g_string_free (names, FALSE);
}

static void
test_plan (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint days;
    gboolean mains;
    guint n_tasks, n_mains, n_er, n_cr;
  } cases[] = {
      {30, FALSE, 4, 1, 3, 1}, {30, TRUE, 5, 0, 3, 1}, {60, FALSE, 5, 1, 3, 2},
      {5, FALSE, 3, 1, 3, 0},  {0, TRUE, 7, 0, 3, 2},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieFleetTour) tour = plan (fixture, cases[i].days, cases[i].mains);
      g_autofree char *batteries = vigie_fleet_tour_batteries (tour);
      g_autofree char *er = g_strdup_printf ("%u × ER34615", cases[i].n_er);
      g_autofree char *cr = g_strdup_printf ("%u × CR17450", cases[i].n_cr);

      g_test_message ("case %u: %s", (guint) i, batteries);
      g_assert_cmpuint (tour->n_tasks, ==, cases[i].n_tasks);
      g_assert_cmpuint (tour->n_mains, ==, cases[i].n_mains);
      g_assert_cmpuint (tour->n_left_out, ==, 0);
      g_assert_nonnull (strstr (batteries, er));
      g_assert_cmpint (strstr (batteries, cr) != NULL, ==, cases[i].n_cr > 0);
      /* That of « Sans type ». */
      g_assert_nonnull (strstr (batteries, "1 "));
    }
}

static void
test_way (Fixture *fixture, gconstpointer data)
{
  const VigieTourStop south = {"Quai", NULL, 47.6, -3.3}, north = {"Nord", NULL, 48, -3.3};
  g_autoptr (VigieFleetTour) tour = plan (fixture, 30, FALSE);
  g_autofree char *from_south = NULL, *from_north = NULL, *summary = NULL;
  const VigieFleetStop *stop;

  g_assert_true (isnan (tour->length));
  order (tour, &south, FALSE);
  from_south = names_of (tour);
  g_assert_cmpstr (from_south, ==, "a:Muet c:Sans type b:Use d:Perdu");
  g_assert_cmpfloat_with_epsilon (tour->length, 33358.5, 1);
  g_assert_cmpstr (tour->start, ==, "Quai");
  stop = g_ptr_array_index (tour->stops, 0);
  g_assert_cmpfloat_with_epsilon (stop->distance, 11119.5, 1);
  /* What has no place is not on the way. */
  stop = g_ptr_array_index (tour->stops, 3);
  g_assert_true (isnan (stop->distance));
  summary = vigie_fleet_tour_summary (tour);
  g_assert_nonnull (strstr (summary, "33,4"));
  order (tour, &north, TRUE);
  from_north = names_of (tour);
  g_assert_true (g_str_has_suffix (from_north, "d:Perdu"));
  g_assert_cmpfloat_with_epsilon (tour->length, 2 * 33358.5, 1);
  order (tour, NULL, FALSE);
  g_assert_null (tour->start);
  g_assert_cmpfloat_with_epsilon (tour->length, 22239, 1);
}

static void
test_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFleetTour) tour = plan (fixture, 30, FALSE);
  g_autofree char *text = NULL, *name = vigie_fleet_tour_file_name (tour, "gpx"), *table = NULL;
  g_autoptr (GBytes) csv = NULL, gpx = NULL;
  g_auto (GStrv) rows = NULL;
  VigieReportSheets *sheets;

  tour->demonstration = TRUE;
  order (tour, NULL, FALSE);
  csv = vigie_fleet_tour_to_csv (tour);
  table = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  rows = g_strsplit (table, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 6); /* the last is empty */
  /* A name that begins a formula is none. */
  g_assert_nonnull (strstr (table, ";'=Déchèterie B;Groix;47,9;-3,3;"));
  g_assert_nonnull (strstr (table, ";24E124126A148401;"));
  g_assert_nonnull (strstr (table, ";CR17450;1;"));
  gpx = vigie_fleet_tour_to_gpx (tour);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (gpx, NULL), (gssize) g_bytes_get_size (gpx),
                                  "<rtept lat=\"47.9"));
  text = vigie_fleet_tour_to_text (tour);
  g_assert_nonnull (strstr (text, "1. "));
  g_assert_nonnull (strstr (text, "ER34615"));
  g_assert_nonnull (strstr (text, _ ("Demonstration: simulated data")));
  g_assert_true (g_str_has_suffix (name, "2026-11-21.gpx"));
  sheets = vigie_fleet_tour_lay_out (tour, "Lorient Agglomération");
  g_assert_cmpuint (vigie_report_sheets_get_n (sheets), ==, 1);
  if (g_getenv ("VIGIE_TOUR_PDF") != NULL)
    {
      g_autoptr (GBytes) pdf = vigie_report_sheets_to_pdf (sheets, "Tour", "", 0, NULL);

      g_file_set_contents (g_getenv ("VIGIE_TOUR_PDF"), g_bytes_get_data (pdf, NULL),
                           (gssize) g_bytes_get_size (pdf), NULL);
    }
  vigie_report_sheets_free (sheets);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) none = g_list_store_new (VIGIE_TYPE_SENSOR);
  g_autoptr (VigieFleetTour) tour = plan_list (fixture, none, figures_of, 30, TRUE);
  g_autoptr (GBytes) gpx = NULL;

  g_assert_cmpuint (tour->stops->len, ==, 0);
  g_assert_null (vigie_fleet_tour_batteries (tour));
  order (tour, NULL, TRUE);
  g_assert_cmpfloat (tour->length, ==, 0);
  gpx = vigie_fleet_tour_to_gpx (tour);
  g_assert_nonnull (gpx);
}

/* The first sensor of the list goes while the last one is looked at. */
static GListStore *going;

static const VigieFleetFigures *
figures_that_go (VigieSensor *sensor, gpointer model)
{
  guint n = going != NULL ? g_list_model_get_n_items (G_LIST_MODEL (going)) : 0;

  if (n > 0)
    {
      g_autoptr (VigieSensor) last = g_list_model_get_item (G_LIST_MODEL (going), n - 1);

      if (sensor == last)
        g_list_store_remove (g_steal_pointer (&going), 0);
    }
  return figures_of (sensor, model);
}

/* What comes or goes while a tour is planned is on it, or is not; nothing is on it twice. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  GListModel *all = vigie_fleet_model_get_all (fixture->model);
  g_autoptr (GListStore) some = g_list_store_new (VIGIE_TYPE_SENSOR);
  g_autoptr (VigieFleetTour) tour = NULL;
  guint n = g_list_model_get_n_items (all);

  g_assert_cmpuint (n, >, 1);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (all, i);

      g_list_store_append (some, sensor);
    }
  tour = plan_list (fixture, some, figures_of, 0, TRUE);
  g_assert_cmpuint (tour->n_tasks, ==, n);
  g_clear_pointer (&tour, vigie_fleet_tour_free);
  going = some;
  tour = plan_list (fixture, some, figures_that_go, 0, TRUE);
  g_assert_null (going);
  g_assert_cmpuint (tour->n_tasks, ==, n - 1);
}

/* Nobody waits for it any more: nothing is given, nothing is kept. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Planned planned = {NULL, FALSE};

  vigie_fleet_tour_plan_async (vigie_fleet_model_get_all (fixture->model), figures_of,
                               fixture->model, FIXTURE_NOW, 30, TRUE, cancellable, planned_cb,
                               &planned);
  g_cancellable_cancel (cancellable);
  while (!planned.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (planned.tour);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/fleet/tour/plan", test_plan);
  ADD ("/app/fleet/tour/changes", test_changes);
  ADD ("/app/fleet/tour/cancelled", test_cancelled);
  ADD ("/app/fleet/tour/way", test_way);
  ADD ("/app/fleet/tour/out", test_out);
  ADD ("/app/fleet/tour/nothing", test_nothing);
  return g_test_run ();
}
