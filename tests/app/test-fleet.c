/* test-fleet.c: the fleet: presets, filters, order, words, the table to export, cells and their names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "vigie-fleet-cell.h"
#include "vigie-fleet-columns.h"
#include "vigie-fleet-model.h"

typedef struct
{
  VigieClock *clock;
  VigieTerritory *territory;
  VigieFleetModel *model;
  gboolean sorted;
} Fixture;

static void
sorted_cb (Fixture *fixture)
{
  fixture->sorted = TRUE;
}

static void
wait_sorted (Fixture *fixture)
{
  while (!fixture->sorted)
    g_main_context_iteration (NULL, TRUE);
  fixture->sorted = FALSE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSiteData *gateway
      = fixture_site ("g", "Passerelle du port", VIGIE_KIND_LORA_GATEWAY, "Groix");

  g_set_str (&gateway->properties, "{\"gatewayId\":\"02FFFFFF00000001\"}");
  fixture_add_site (batch, fixture_site ("a", "Déchèterie d’Hennebont", VIGIE_KIND_RECYCLING_CENTRE,
                                         "Hennebont"));
  fixture_add_site (batch, fixture_site ("b", "Piscine", VIGIE_KIND_PUBLIC_BUILDING, "Lanester"));
  fixture_add_site (batch, gateway);
  /* Live, with a low battery; silent; never seen. */
  fixture_add_measure (batch, "a", "=Benne/Niveau", VIGIE_ROLE_FILL_LEVEL, "%", 40, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "a", "=Benne/Pile", VIGIE_ROLE_BATTERY_LEVEL, "%", 15, VIGIE_MINUTE,
                       VIGIE_CONDITION_WARNING);
  fixture_add_measure (batch, "a", "=Benne/RSSI", VIGIE_ROLE_RSSI, "dBm", -97, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "b", "Sonde/Température", VIGIE_ROLE_TEMPERATURE, "°C", 21, VIGIE_DAY,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "b", "Compteur/Index", VIGIE_ROLE_CONSUMPTION, "kWh", 0, -1,
                       VIGIE_CONDITION_NORMAL);
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->territory = vigie_territory_new (fixture->clock);
  vigie_territory_apply_now (fixture->territory, batch);
  fixture->model = vigie_fleet_model_new ();
  g_signal_connect_swapped (fixture->model, "sorted", G_CALLBACK (sorted_cb), fixture);
  vigie_fleet_model_set_territory (fixture->model, fixture->territory);
  vigie_fleet_model_set_active (fixture->model, TRUE);
  wait_sorted (fixture);
}

static void
gone_cb (gpointer gone, GObject *model)
{
  *(gboolean *) gone = TRUE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gboolean gone = FALSE;

  vigie_fleet_model_set_territory (fixture->model, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 0);
  /* An order under way keeps it until its thread is done. */
  g_object_weak_ref (G_OBJECT (fixture->model), gone_cb, &gone);
  g_object_unref (fixture->model);
  while (!gone)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (fixture->territory);
  g_object_unref (fixture->clock);
}

static void
check_names (Fixture *fixture, const char *expected)
{
  GListModel *list = G_LIST_MODEL (fixture->model);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (list, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", vigie_sensor_get_name (sensor));
      g_assert_cmpuint (vigie_fleet_model_find (fixture->model, sensor), ==, i);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_presets (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    VigieFleetPreset preset;
    guint count;
    const char *names;
  } cases[] = {
      {VIGIE_FLEET_SILENT, 1, "Sonde"},
      {VIGIE_FLEET_LOW_BATTERY, 1, "=Benne"},
      {VIGIE_FLEET_GATEWAYS, 1, "Passerelle du port"},
  };

  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_ALL), ==, 4);
  /* The gateway that nobody heard yet was never seen either. */
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_NEVER), ==, 2);
  g_assert_false (vigie_fleet_model_is_filtered (fixture->model));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      vigie_fleet_model_set_preset (fixture->model, cases[i].preset);
      g_assert_cmpuint (vigie_fleet_model_count (fixture->model, cases[i].preset), ==,
                        cases[i].count);
      check_names (fixture, cases[i].names);
    }
  g_assert_true (vigie_fleet_model_is_filtered (fixture->model));
  vigie_fleet_model_clear (fixture->model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 4);
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  vigie_fleet_model_set_query (fixture->model, "DECHETERIE benne");
  check_names (fixture, "=Benne");
  vigie_fleet_model_set_query (fixture->model, "nulle part");
  check_names (fixture, "");
  vigie_fleet_model_set_query (fixture->model, NULL);
  vigie_fleet_model_set_facet (fixture->model, VIGIE_FLEET_FACET_COMMUNE, "Lanester");
  vigie_fleet_model_set_query (fixture->model, "sonde");
  check_names (fixture, "Sonde");
  vigie_fleet_model_clear (fixture->model);
  g_assert_null (vigie_fleet_model_get_facet (fixture->model, VIGIE_FLEET_FACET_COMMUNE));
}

/* In a thread; what has no figure comes last, whichever way. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  vigie_fleet_model_set_sort (fixture->model, VIGIE_FLEET_COLUMN_NAME, FALSE);
  wait_sorted (fixture);
  check_names (fixture, "=Benne, Compteur, Passerelle du port, Sonde");
  vigie_fleet_model_set_sort (fixture->model, VIGIE_FLEET_COLUMN_SEEN, FALSE);
  wait_sorted (fixture);
  check_names (fixture, "Sonde, =Benne, Compteur, Passerelle du port");
  vigie_fleet_model_set_sort (fixture->model, VIGIE_FLEET_COLUMN_SEEN, TRUE);
  wait_sorted (fixture);
  check_names (fixture, "=Benne, Sonde, Compteur, Passerelle du port");
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  VigieSensor *sensor = vigie_measure_get_device (
      vigie_territory_find_measure (fixture->territory, "a:=Benne/Pile"));
  VigieFleetFigures figures = {.has_battery = TRUE, .has_loss = TRUE};
  g_autofree char *level = NULL, *end = NULL, *lost = NULL;

  g_assert_nonnull (sensor);
  figures.battery.verdict = VIGIE_BATTERY_TOO_SHORT;
  figures.battery.replaced = VIGIE_TIME_NONE;
  figures.loss = (VigieFrameLoss) {.received = 99, .lost = 1, .expected = 100, .loss = 0.01};
  level = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_BATTERY, &figures, FIXTURE_NOW, TRUE);
  end = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_BATTERY_END, &figures, FIXTURE_NOW, TRUE);
  lost = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_LOST, &figures, FIXTURE_NOW, TRUE);
  g_assert_true (g_str_has_prefix (level, "15"));
  g_assert_cmpstr (end, ==, C_ ("battery", "not enough history"));
  g_assert_true (g_str_has_prefix (lost, "1"));
  /* Too little of it was read: it is not said to be short. */
  figures.battery_unread = TRUE;
  g_free (end);
  end = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_BATTERY_END, &figures, FIXTURE_NOW, TRUE);
  g_assert_cmpstr (end, ==, "—");
}

static const VigieFleetFigures *
no_figures (VigieSensor *sensor, gpointer user_data)
{
  return NULL;
}

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) table = NULL;
  g_auto (GStrv) rows = NULL;
  g_autofree char *text = NULL;
  gsize size;
  const char *bytes;

  vigie_fleet_model_set_preset (fixture->model, VIGIE_FLEET_LOW_BATTERY);
  table = vigie_fleet_export_csv (G_LIST_MODEL (fixture->model), no_figures, NULL, FIXTURE_NOW);
  bytes = g_bytes_get_data (table, &size);
  g_assert_cmpmem (bytes, 3, "\xef\xbb\xbf", 3);
  text = g_strndup (bytes, size);
  rows = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 3); /* the last is empty */
  /* A name that begins a formula is no formula. */
  g_assert_nonnull (strstr (rows[1], ";'=Benne;Déchèterie d’Hennebont;Hennebont;"));
  g_assert_nonnull (strstr (rows[1], ";15;%;"));
  g_assert_nonnull (strstr (rows[1], ";-97;"));
  g_assert_nonnull (strstr (rows[1], "2026-11-21 11:06:00"));
}

/* Every cell that is shown has a name; which columns are shown, and their order, are kept as texts. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (fixture->clock);
  GtkWidget *view = g_object_ref_sink (gtk_column_view_new (NULL));
  g_autoptr (VigieFleetColumns) columns
      = vigie_fleet_columns_new (GTK_COLUMN_VIEW (view), fixture->model, ticker);
  g_autoptr (VigieSensor) sensor = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  g_auto (GStrv) shown = NULL;
  g_autofree char *sort = NULL;
  const char *only[] = {"battery", "unknown", NULL};

  vigie_ticker_set_live (ticker, TRUE);
  vigie_fleet_columns_set_shown (columns, only);
  shown = vigie_fleet_columns_get_shown (columns);
  g_assert_cmpuint (g_strv_length (shown), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) shown, "name"));
  vigie_fleet_columns_set_sort (columns, "battery ascending");
  sort = vigie_fleet_columns_get_sort (columns);
  g_assert_cmpstr (sort, ==, "battery ascending");
  wait_sorted (fixture);

  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      GtkWidget *cell = g_object_ref_sink (vigie_fleet_cell_new (i, fixture->model, ticker));
      const char *words;

      vigie_fleet_cell_set_sensor (VIGIE_FLEET_CELL (cell), sensor);
      words = vigie_fleet_cell_get_words (VIGIE_FLEET_CELL (cell));
      g_assert_cmpstr (words, !=, NULL);
      gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_LABEL);
      gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, words);
      g_assert_finalize_object (cell);
    }
  g_object_unref (view);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/fleet/presets", test_presets);
  ADD ("/app/fleet/filters", test_filters);
  ADD ("/app/fleet/order", test_order);
  ADD ("/app/fleet/words", test_words);
  ADD ("/app/fleet/csv", test_csv);
  ADD ("/app/fleet/columns", test_columns);
  return g_test_run ();
}
