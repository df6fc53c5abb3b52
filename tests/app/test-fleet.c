/* test-fleet.c: the fleet: presets, filters, order, words, the table to export, cells and their names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "vigie-fleet-table.h"
#include "vigie-test-keys.h"
#include "vigie-test-territory.h"

#define MANY 20000

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

  g_set_str (&vigie_site_data_edit_details (gateway)->properties,
             "{\"gatewayId\":\"02FFFFFF00000001\"}");
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
  g_assert_cmpstr (end, ==, C_ ("battery", "too early"));
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

/* Which columns are shown, their places and the order of the rows are kept as texts. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFleetColumns) columns = vigie_fleet_columns_new (fixture->model);
  g_auto (GStrv) shown = NULL, usual = NULL;
  g_autofree char *sort = NULL, *line = NULL;
  const char *only[] = {"battery", "unknown", "state", NULL};

  vigie_fleet_columns_set_shown (columns, only);
  vigie_fleet_columns_move (columns, VIGIE_FLEET_COLUMN_STATE, VIGIE_FLEET_COLUMN_BATTERY);
  shown = vigie_fleet_columns_get_shown (columns);
  line = g_strjoinv (" ", shown);
  g_assert_cmpstr (line, ==, "state battery name");
  g_assert_cmpint (vigie_fleet_columns_get_width (columns, VIGIE_FLEET_COLUMN_SITE), ==, 0);
  vigie_fleet_columns_set_text_scale (columns, 2);
  vigie_fleet_columns_set_width (columns, VIGIE_FLEET_COLUMN_NAME, 300);
  g_assert_cmpint (vigie_fleet_columns_get_width (columns, VIGIE_FLEET_COLUMN_NAME), ==, 300);
  vigie_fleet_columns_set_text_scale (columns, 1);
  g_assert_cmpint (vigie_fleet_columns_get_width (columns, VIGIE_FLEET_COLUMN_NAME), ==, 150);
  vigie_fleet_columns_set_shown (columns, NULL);
  usual = vigie_fleet_columns_get_shown (columns);
  g_assert_cmpuint (g_strv_length (usual), >, 8);
  g_assert_cmpstr (usual[0], ==, "state");
  vigie_fleet_columns_set_sort (columns, "battery ascending");
  sort = vigie_fleet_columns_get_sort (columns);
  g_assert_cmpstr (sort, ==, "battery ascending");
  wait_sorted (fixture);
}

/* ---- The table ------------------------------------------------------------------------------- */

typedef struct
{
  VigieTicker *ticker;
  VigieFleetColumns *columns;
  GtkSingleSelection *selection;
  VigieFleetTable *table;
  GtkWidget *window;
  guint activated;
} Shown;

static void
activate_cb (Shown *shown, guint position)
{
  shown->activated = position;
}

static void
show_table (Shown *shown, Fixture *fixture)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  shown->activated = G_MAXUINT;
  shown->ticker = vigie_ticker_new (fixture->clock);
  vigie_ticker_set_live (shown->ticker, TRUE);
  shown->columns = vigie_fleet_columns_new (fixture->model);
  shown->table = VIGIE_FLEET_TABLE (vigie_fleet_table_new ());
  vigie_fleet_table_setup (shown->table, shown->columns, fixture->model, shown->ticker);
  shown->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (fixture->model)));
  gtk_single_selection_set_autoselect (shown->selection, FALSE);
  gtk_single_selection_set_can_unselect (shown->selection, TRUE);
  vigie_fleet_table_set_model (shown->table, GTK_SELECTION_MODEL (shown->selection));
  g_signal_connect_swapped (shown->table, "activate", G_CALLBACK (activate_cb), shown);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (shown->table));
  shown->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (shown->window), 800, 400);
  gtk_window_set_child (GTK_WINDOW (shown->window), scrolled);
  gtk_window_present (GTK_WINDOW (shown->window));
  while (gtk_widget_get_height (GTK_WIDGET (vigie_fleet_table_get_list (shown->table))) < 200)
    g_main_context_iteration (NULL, TRUE);
}

static void
hide_table (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  g_object_unref (shown->selection);
  g_object_unref (shown->columns);
  g_object_unref (shown->ticker);
}

static VigieFleetRow *
shown_row (Shown *shown, guint position)
{
  GPtrArray *rows
      = vigie_drawn_list_get_rows (VIGIE_DRAWN_LIST (vigie_fleet_table_get_list (shown->table)));

  for (guint i = 0; i < rows->len; i++)
    if (vigie_drawn_row_get_position (g_ptr_array_index (rows, i)) == position)
      return g_ptr_array_index (rows, i);
  return NULL;
}

/* Runs what the key does with the rows focused. */
static void
press (Shown *shown, guint key)
{
  vigie_test_press_shortcut (GTK_WIDGET (vigie_fleet_table_get_list (shown->table)), key, 0);
}

/* A row for each sensor, of one height; its name says the cells that are shown. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  Shown shown;
  VigieFleetRow *row;

  show_table (&shown, fixture);
  vigie_fleet_model_set_sort (fixture->model, VIGIE_FLEET_COLUMN_NAME, FALSE);
  wait_sorted (fixture);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);
      const char *sentence;

      row = shown_row (&shown, i);
      g_assert_nonnull (row);
      g_assert_true (vigie_fleet_row_get_sensor (row) == sensor);
      g_assert_cmpstr (vigie_fleet_row_get_words (row, VIGIE_FLEET_COLUMN_NAME), ==,
                       vigie_sensor_get_name (sensor));
      g_assert_null (vigie_fleet_row_get_words (row, VIGIE_FLEET_COLUMN_EUI));
      gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_ROW);
      sentence = vigie_fleet_row_get_sentence (row);
      gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, sentence);
      g_assert_true (g_str_has_prefix (sentence, vigie_sensor_get_name (sensor)));
      g_assert_nonnull (
          strstr (sentence, vigie_fleet_row_get_words (row, VIGIE_FLEET_COLUMN_SEEN)));
      g_assert_nonnull (
          strstr (sentence, vigie_fleet_row_get_words (row, VIGIE_FLEET_COLUMN_STATE)));
      g_assert_null (strstr (sentence, "—"));
      if (i == 0)
        g_assert_nonnull (strstr (sentence, "15"));
    }
  g_assert_null (shown_row (&shown, 4));
  /* What a filter leaves keeps its row. */
  row = shown_row (&shown, 3);
  vigie_fleet_model_set_query (fixture->model, "sonde");
  g_assert_true (shown_row (&shown, 0) == row);
  g_assert_cmpstr (vigie_fleet_row_get_words (row, VIGIE_FLEET_COLUMN_NAME), ==, "Sonde");
  g_assert_null (shown_row (&shown, 1));
  vigie_fleet_model_set_query (fixture->model, "nulle part");
  g_assert_null (shown_row (&shown, 0));
  vigie_fleet_model_clear (fixture->model);
  g_assert_nonnull (shown_row (&shown, 3));
  hide_table (&shown);
}

/* What the row was last drawn as, on the screen; NULL before that. */
static GBytes *
drawn (VigieFleetRow *row)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (row));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  GBytes *bytes;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (row)),
                          gtk_widget_get_height (GTK_WIDGET (row)));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  bytes = gsk_render_node_serialize (node);
  gsk_render_node_unref (node);
  return bytes;
}

/* What it draws now. */
static graphene_rect_t
drawn_bounds (VigieFleetRow *row)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds;
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (row)->snapshot (GTK_WIDGET (row), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  gsk_render_node_unref (node);
  return bounds;
}

/* Cells out of sight are not drawn, and are once they come into it. */
static void
test_sight (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment;
  VigieFleetRow *row;
  GBytes *before = NULL, *after = NULL;
  graphene_rect_t bounds;
  double far;
  Shown shown;

  show_table (&shown, fixture);
  row = shown_row (&shown, 0);
  while ((before = drawn (row)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (shown.table));
  far = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  g_assert_cmpfloat (far, >, 500);
  bounds = drawn_bounds (row);
  g_assert_cmpfloat (bounds.origin.x, <, 100);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <, 1100);

  gtk_adjustment_set_value (adjustment, far);
  /* The row itself is as it was but for its place: it must be drawn anew. Else this waits for ever. */
  while (after == NULL || g_bytes_equal (before, after))
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&after, g_bytes_unref);
      after = drawn (row);
    }
  bounds = drawn_bounds (row);
  g_assert_cmpfloat (bounds.origin.x, >, far - 300);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, >, far + 300);
  g_bytes_unref (before);
  g_bytes_unref (after);
  hide_table (&shown);
}

/* The keys go from row to row, choose, and stop at the ends. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key, row;
  } cases[] = {
      {GDK_KEY_Down, 1},  {GDK_KEY_Down, 2},    {GDK_KEY_Up, 1}, {GDK_KEY_End, 3},
      {GDK_KEY_Down, 3},  {GDK_KEY_Home, 0},    {GDK_KEY_Up, 0}, {GDK_KEY_Page_Down, 3},
      {GDK_KEY_KP_Up, 2}, {GDK_KEY_Page_Up, 0},
  };
  Shown shown;

  show_table (&shown, fixture);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (shown.table)));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieFleetRow *row;

      press (&shown, cases[i].key);
      row = shown_row (&shown, cases[i].row);
      g_assert_cmpuint (gtk_single_selection_get_selected (shown.selection), ==, cases[i].row);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (shown.window)) == GTK_WIDGET (row));
      gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
    }
  press (&shown, GDK_KEY_End);
  press (&shown, GDK_KEY_Return);
  g_assert_cmpuint (shown.activated, ==, 3);
  hide_table (&shown);
}

/* A click on a head orders by it, a second one the other way; it says so. */
static void
test_heads (Fixture *fixture, gconstpointer data)
{
  Shown shown;
  GtkWidget *button;

  show_table (&shown, fixture);
  button = vigie_fleet_head_get_button (vigie_fleet_table_get_head (shown.table),
                                        VIGIE_FLEET_COLUMN_NAME);
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_fleet_column_title (VIGIE_FLEET_COLUMN_NAME));
  g_signal_emit_by_name (button, "clicked");
  wait_sorted (fixture);
  check_names (fixture, "=Benne, Compteur, Passerelle du port, Sonde");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_ASCENDING);
  g_signal_emit_by_name (button, "clicked");
  wait_sorted (fixture);
  check_names (fixture, "Sonde, Passerelle du port, Compteur, =Benne");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_DESCENDING);
  hide_table (&shown);
}

/* The sensors of a large territory get their rows in turns of the main loop; one that is looked for does not wait. A
 * gateway that comes last counts for what had its row before. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTerritory) territory = vigie_territory_new (fixture->clock);
  g_autoptr (VigieSensor) last = NULL;
  VigieTerritoryBatch *batch = test_batch (MANY, 1, VIGIE_HOUR, FIXTURE_NOW);
  VigieSiteData *gateway = fixture_site ("z", "Passerelle", VIGIE_KIND_LORA_GATEWAY, "Groix");
  g_autoptr (VigieMeasureData) heard = test_measure_data (0, 0, VIGIE_HOUR);
  VigieReading reading = {.time = FIXTURE_NOW,
                          .type = VIGIE_VALUE_JSON,
                          .text = "[{\"id\":\"gw\",\"rssi\":-97,\"snr\":5}]"};
  VigieConditionState state = {0};
  GListModel *all;

  g_set_str (&vigie_site_data_edit_details (gateway)->properties, "{\"gatewayId\":\"gw\"}");
  fixture_add_site (batch, gateway);
  g_set_str (&heard->id, "heard");
  heard->role = VIGIE_ROLE_GATEWAYS;
  vigie_territory_batch_add_measure (batch, heard);
  vigie_territory_batch_add_reading (batch, "heard", &reading, &state);
  vigie_territory_apply_now (territory, batch);
  all = vigie_territory_get_sensors (territory);
  g_assert_cmpuint (g_list_model_get_n_items (all), ==, MANY + 1);

  vigie_fleet_model_set_territory (fixture->model, territory);
  g_assert_true (vigie_fleet_model_is_filling (fixture->model));
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_ALL), <, MANY);
  last = g_list_model_get_item (all, MANY);
  g_assert_cmpuint (vigie_fleet_model_find (fixture->model, last), <, MANY + 1);

  vigie_fleet_model_set_territory (fixture->model, NULL);
  vigie_fleet_model_set_territory (fixture->model, territory);
  while (vigie_fleet_model_is_filling (fixture->model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, MANY + 1);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_ALL), ==, MANY + 1);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_LONE), ==, 1);
  wait_sorted (fixture);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/fleet/presets", test_presets);
  ADD ("/app/fleet/filters", test_filters);
  ADD ("/app/fleet/order", test_order);
  ADD ("/app/fleet/many", test_many);
  ADD ("/app/fleet/words", test_words);
  ADD ("/app/fleet/csv", test_csv);
  ADD ("/app/fleet/columns", test_columns);
  ADD ("/app/fleet/rows", test_rows);
  ADD ("/app/fleet/sight", test_sight);
  ADD ("/app/fleet/keyboard", test_keyboard);
  ADD ("/app/fleet/heads", test_heads);
  return g_test_run ();
}
