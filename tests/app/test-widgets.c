/* Rows, panel, list and panes: what they show and what a screen reader says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-mark.h"
#include "vigie-measure-row-text.h"
#include "vigie-measure-row.h"
#include "vigie-panes.h"
#include "vigie-drawn-list.h"
#include "vigie-site-list.h"
#include "vigie-site-panel.h"
#include "vigie-site-row.h"
#include "vigie-text.h"
#include "vigie-words.h"

typedef struct
{
  VigieClock *clock;
  VigieTerritory *territory;
  VigieTicker *ticker;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->territory = fixture_territory (fixture->clock);
  fixture->ticker = vigie_ticker_new (fixture->clock);
  vigie_ticker_set_live (fixture->ticker, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->ticker);
  g_object_unref (fixture->territory);
  g_object_unref (fixture->clock);
}

static VigieMeasure *
find_measure (Fixture *fixture, const char *id)
{
  VigieMeasure *measure = vigie_territory_find_measure (fixture->territory, id);

  g_assert_nonnull (measure);
  return measure;
}

#define ASSERT_IN(text, part)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr (text, part) == NULL)                                                               \
      g_error ("« %s » is not in « %s »", part, text);                                             \
  }                                                                                                \
  G_STMT_END

static void
test_site_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSiteRowStyle) style = vigie_site_row_style_new ();
  const VigieSitePen pen = {.ticker = fixture->ticker, .style = style};
  VigieDrawnRow *drawn = g_object_ref_sink (vigie_site_row_new (&pen));
  VigieSiteRow *row = VIGIE_SITE_ROW (drawn);
  g_autofree char *age = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - 4 * VIGIE_MINUTE);
  g_autofree char *clock = vigie_words_since (FIXTURE_NOW, FIXTURE_NOW - 4 * VIGIE_MINUTE, NULL);
  g_autofree char *normal = g_strdup_printf (C_ ("state", "%s at the last reading"), _ ("Normal"));

  g_assert_null (vigie_site_row_get_sentence (row));
  vigie_drawn_row_set_item (drawn, vigie_territory_find_site (fixture->territory, "r"), 0);
  /* It says nothing before it is looked at. */
  g_assert_true (vigie_drawn_row_is_stale (drawn));
  ASSERT_IN (vigie_site_row_get_sentence (row), "Déchèterie de Riantec");
  g_assert_false (vigie_drawn_row_is_stale (drawn));
  ASSERT_IN (vigie_site_row_get_sentence (row), vigie_words_kind (VIGIE_KIND_RECYCLING_CENTRE));
  ASSERT_IN (vigie_site_row_get_sentence (row), vigie_words_condition (VIGIE_CONDITION_WARNING));
  ASSERT_IN (vigie_site_row_get_sentence (row), "94");
  ASSERT_IN (vigie_site_row_get_sentence (row), age);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_site_row_get_sentence (row));
  g_assert_false (vigie_drawn_row_refresh (drawn));

  /* A lost link: a clock time, no age that counts on. */
  vigie_ticker_set_live (fixture->ticker, FALSE);
  g_assert_true (vigie_drawn_row_refresh (drawn));
  ASSERT_IN (vigie_site_row_get_sentence (row), clock);
  g_assert_null (strstr (vigie_site_row_get_sentence (row), age));

  /* Nothing is said of now that is only known of then. */
  vigie_drawn_row_set_item (drawn, vigie_territory_find_site (fixture->territory, "p"), 1);
  ASSERT_IN (vigie_site_row_get_sentence (row), normal);
  vigie_ticker_set_live (fixture->ticker, TRUE);
  g_assert_true (vigie_drawn_row_refresh (drawn));
  g_assert_null (strstr (vigie_site_row_get_sentence (row), normal));

  /* In little room the name takes two lines, and the age goes under it. */
  g_assert_cmpint (vigie_site_row_get_height (row, 120), >, vigie_site_row_get_height (row, 600));
  g_assert_finalize_object (row);
}

/* A state that the reason says is not said twice. */
static void
test_row_out_of_service (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSiteRowStyle) style = vigie_site_row_style_new ();
  VigieSitePen pen = {.ticker = fixture->ticker, .style = style};
  VigieDrawnRow *drawn = g_object_ref_sink (vigie_site_row_new (&pen));
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (VigieSiteData) site = vigie_site_data_new ();
  const char *state = vigie_text_state (VIGIE_FRESHNESS_OUT_OF_SERVICE, VIGIE_CONDITION_UNKNOWN);
  const char *sentence;

  site->id = (g_free (site->id), g_strdup ("closed"));
  site->name = (g_free (site->name), g_strdup ("Quéven"));
  site->out_of_service = TRUE;
  vigie_site_data_edit_details (site)->out_of_service_note = g_strdup ("Travaux");
  vigie_territory_batch_add_site (batch, site);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_drawn_row_set_item (drawn, vigie_territory_find_site (fixture->territory, "closed"), 0);
  g_assert_true (vigie_drawn_row_is_stale (drawn));
  vigie_drawn_row_refresh (drawn);
  sentence = vigie_site_row_get_sentence (VIGIE_SITE_ROW (drawn));
  ASSERT_IN (sentence, state);
  ASSERT_IN (sentence, "Travaux");
  g_assert_null (strstr (strstr (sentence, state) + 1, state));
  g_assert_finalize_object (drawn);
}

static VigieMeasureRow *
measure_row (Fixture *fixture, const char *id)
{
  return VIGIE_MEASURE_ROW (g_object_ref_sink (
      vigie_measure_row_new (find_measure (fixture, id), "Benne", NULL, NULL, fixture->ticker)));
}

static void
test_measure_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *silent = vigie_words_silent_since (
      FIXTURE_NOW, FIXTURE_NOW - 3 * VIGIE_HOUR - 7 * VIGIE_MINUTE, NULL);
  g_autofree char *late = vigie_words_late (FIXTURE_NOW, FIXTURE_NOW - 24 * VIGIE_MINUTE);
  g_autofree char *at = vigie_words_at (FIXTURE_NOW, FIXTURE_NOW - 4 * VIGIE_MINUTE, NULL);
  g_autofree char *battery = vigie_words_value (81, "%");
  g_autofree char *signal_level = vigie_words_value (-97, "dBm");
  g_autofree char *value = vigie_words_value (94, "%");
  g_autofree char *limit = vigie_words_value (90, "%");
  VigieMeasureRow *row;

  row = VIGIE_MEASURE_ROW (g_object_ref_sink (
      vigie_measure_row_new (find_measure (fixture, "r:Benne gravats/Remplissage"), "Benne gravats",
                             find_measure (fixture, "r:Benne gravats/Batterie"),
                             find_measure (fixture, "r:Benne gravats/RSSI"), fixture->ticker)));
  ASSERT_IN (vigie_measure_row_get_sentence (row), "Benne gravats");
  ASSERT_IN (vigie_measure_row_get_sentence (row), value);
  ASSERT_IN (vigie_measure_row_get_sentence (row), limit);
  ASSERT_IN (vigie_measure_row_get_sentence (row), battery);
  ASSERT_IN (vigie_measure_row_get_sentence (row), signal_level);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_measure_row_get_sentence (row));
  vigie_ticker_set_live (fixture->ticker, FALSE);
  ASSERT_IN (vigie_measure_row_get_sentence (row), at);
  vigie_ticker_set_live (fixture->ticker, TRUE);
  g_assert_finalize_object (row);

  row = measure_row (fixture, "r:Benne encombrants");
  ASSERT_IN (vigie_measure_row_get_sentence (row), silent);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "void"));
  g_assert_finalize_object (row);

  row = measure_row (fixture, "r:Comptage");
  ASSERT_IN (vigie_measure_row_get_sentence (row), late);
  g_assert_finalize_object (row);

  row = measure_row (fixture, "r:Qualité de l’air");
  ASSERT_IN (vigie_measure_row_get_sentence (row), "—");
  ASSERT_IN (vigie_measure_row_get_sentence (row), vigie_words_freshness (VIGIE_FRESHNESS_NEVER));
  g_assert_finalize_object (row);

  row = measure_row (fixture, "q:Véhicules présents");
  ASSERT_IN (vigie_measure_row_get_sentence (row),
             vigie_words_freshness (VIGIE_FRESHNESS_OUT_OF_SERVICE));
  ASSERT_IN (vigie_measure_row_get_sentence (row), "travaux");
  g_assert_finalize_object (row);
}

static void
test_bars (void)
{
  static const struct
  {
    double value;
    int bars;
  } batteries[] = {{100, 4}, {81, 4}, {80, 3}, {50, 2}, {18, 1}, {12, 0}, {0, 0}},
    signals[] = {{-60, 4}, {-95, 4}, {-97, 3}, {-113, 2}, {-116, 1}, {-125, 0}};

  for (guint i = 0; i < G_N_ELEMENTS (batteries); i++)
    g_assert_cmpint (vigie_battery_bars (batteries[i].value), ==, batteries[i].bars);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_assert_cmpint (vigie_signal_bars (signals[i].value), ==, signals[i].bars);
}

static void
test_mark (void)
{
  VigieMark *mark = VIGIE_MARK (g_object_ref_sink (vigie_mark_new ()));

  gtk_test_accessible_assert_role (mark, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (mark)));
  vigie_mark_set_look (mark, VIGIE_GLYPH_CRITICAL, FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (mark)));
  gtk_test_accessible_assert_property (mark, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_glyph_look_label (VIGIE_GLYPH_CRITICAL));
  g_assert_finalize_object (mark);
}

static guint
count_rows (GtkWidget *list)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n) != NULL)
    n++;
  return n;
}

/* Labels within @widget that are not hidden and say exactly @text. */
static guint
count_labels (GtkWidget *widget, const char *text)
{
  guint n = GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
            && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child, text);
  return n;
}

static void
test_panel (Fixture *fixture, gconstpointer data)
{
  VigieSitePanel *panel = g_object_ref_sink (g_object_new (VIGIE_TYPE_SITE_PANEL, NULL));
  GtkWidget *measures;
  GtkListBoxRow *first;

  gtk_test_accessible_assert_role (panel, GTK_ACCESSIBLE_ROLE_REGION);
  vigie_site_panel_setup (panel, fixture->ticker);
  vigie_site_panel_set_site (panel, vigie_territory_find_site (fixture->territory, "r"), "serveur");
  measures = vigie_site_panel_get_measures (panel);
  /* Battery and radio are beside their sensor's measure, not rows of their own. */
  g_assert_cmpuint (count_rows (measures), ==, 4);
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (measures), 0);
  ASSERT_IN (vigie_measure_row_get_sentence (VIGIE_MEASURE_ROW (first)), "Benne gravats");
  vigie_site_panel_set_site (panel, vigie_territory_find_site (fixture->territory, "h"), NULL);
  g_assert_cmpuint (count_rows (measures), ==, 1);
  /* The state, and no reason that repeats it. */
  g_assert_cmpuint (
      count_labels (GTK_WIDGET (panel), vigie_words_condition (VIGIE_CONDITION_NORMAL)), ==, 1);
  vigie_site_panel_set_site (panel, NULL, NULL);
  g_assert_cmpuint (count_rows (measures), ==, 0);
  g_assert_finalize_object (panel);
}

/* @n sites that come before all that are normal. */
static void
add_worse (Fixture *fixture, VigieSiteModel *model, const char *prefix, guint n)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);

      fixture_add_site (batch, fixture_site (id, id, VIGIE_KIND_PUBLIC_BUILDING, "Lorient"));
      fixture_add_measure (batch, id, "Consommation", VIGIE_ROLE_CONSUMPTION, "kWh", i,
                           2 * VIGIE_MINUTE, VIGIE_CONDITION_CRITICAL);
    }
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_model_flush (model);
}

static VigieDrawnList *
find_rows (GtkWidget *widget)
{
  VigieDrawnList *found = VIGIE_IS_DRAWN_LIST (widget) ? VIGIE_DRAWN_LIST (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_rows (child);
  return found;
}

static gboolean
is_in_view (VigieSiteList *list, VigieSite *site)
{
  VigieDrawnList *rows = find_rows (GTK_WIDGET (list));
  GPtrArray *drawn;

  gtk_widget_queue_resize (GTK_WIDGET (rows));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_test_widget_wait_for_draw (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (list))));
  drawn = vigie_drawn_list_get_rows (rows);
  for (guint i = 0; i < drawn->len; i++)
    {
      GtkWidget *row = drawn->pdata[i];
      graphene_rect_t box;

      if (vigie_drawn_row_get_item (VIGIE_DRAWN_ROW (row)) == G_OBJECT (site)
          && gtk_widget_get_child_visible (row)
          && gtk_widget_compute_bounds (row, GTK_WIDGET (rows), &box))
        return box.origin.y >= 0
               && box.origin.y + box.size.height
                      <= (float) gtk_widget_get_height (GTK_WIDGET (rows));
    }
  return FALSE;
}

/* While a first load comes the site chosen stays in view; then the list stays where it is. */
static void
test_list_loading (Fixture *fixture, gconstpointer data)
{
  VigieSiteModel *model = vigie_site_model_new ();
  VigieSiteList *list = g_object_new (VIGIE_TYPE_SITE_LIST, NULL);
  VigieSite *chosen = vigie_territory_find_site (fixture->territory, "h");
  GtkWidget *window = gtk_window_new ();

  vigie_site_model_set_territory (model, fixture->territory);
  vigie_site_model_flush (model);
  vigie_site_list_setup (list, model, fixture->ticker);
  gtk_window_set_default_size (GTK_WINDOW (window), 320, 600);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (list));
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_height (GTK_WIDGET (list)) < 300)
    g_main_context_iteration (NULL, TRUE);

  vigie_site_list_set_selected (list, chosen);
  g_assert_true (is_in_view (list, chosen));
  add_worse (fixture, model, "a", 50);
  g_assert_true (is_in_view (list, chosen));
  add_worse (fixture, model, "b", 200);
  g_assert_true (is_in_view (list, chosen));
  vigie_site_list_set_complete (list, TRUE);
  g_assert_true (is_in_view (list, chosen));

  /* All there, another is chosen: what comes now does not move the list from its top. */
  vigie_site_list_set_selected (list, vigie_territory_find_site (fixture->territory, "r"));
  gtk_adjustment_set_value (vigie_site_list_get_adjustment (list), 0);
  add_worse (fixture, model, "c", 300);
  is_in_view (list, chosen);
  g_assert_cmpfloat (gtk_adjustment_get_value (vigie_site_list_get_adjustment (list)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (model);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  VigieSiteModel *model = vigie_site_model_new ();
  VigieSiteList *list = g_object_ref_sink (g_object_new (VIGIE_TYPE_SITE_LIST, NULL));
  VigieSite *riantec = vigie_territory_find_site (fixture->territory, "r");

  vigie_site_model_set_territory (model, fixture->territory);
  vigie_site_list_setup (list, model, fixture->ticker);
  g_assert_null (vigie_site_list_get_selected (list));
  vigie_site_list_set_selected (list, riantec);
  g_assert_true (vigie_site_list_get_selected (list) == riantec);
  /* A filter that hides the site chosen is not another choice. */
  vigie_site_model_set_query (model, "groix");
  g_assert_true (vigie_site_list_get_selected (list) == riantec);
  /* The entry follows the filters, and leaves them as they were set. */
  g_assert_cmpstr (vigie_filters_get_text (vigie_site_model_get_filters (model)), ==, "groix");
  vigie_site_model_set_query (model, "bubry");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (vigie_filters_get_text (vigie_site_model_get_filters (model)), ==, "bubry");
  vigie_site_model_set_query (model, "");
  g_assert_true (vigie_site_list_get_selected (list) == riantec);
  g_assert_finalize_object (list);
  g_object_unref (model);
}

static void
test_panes (void)
{
  VigiePanes *panes = g_object_ref_sink (g_object_new (VIGIE_TYPE_PANES, NULL));
  GtkWidget *list = gtk_label_new ("list");
  GtkWidget *map = gtk_label_new ("map");
  GtkWidget *panel = gtk_label_new ("panel");
  int beside, overlay, single;

  g_object_set (panes, "list", list, "map", map, "panel", panel, NULL);
  g_assert_true (gtk_widget_get_first_child (GTK_WIDGET (panes)) == list);
  g_assert_true (gtk_widget_get_last_child (GTK_WIDGET (panes)) == panel);
  g_assert_false (gtk_widget_get_visible (panel));
  vigie_panes_set_panel_open (panes, TRUE);
  gtk_widget_measure (GTK_WIDGET (panes), GTK_ORIENTATION_HORIZONTAL, -1, &beside, NULL, NULL,
                      NULL);
  g_assert_cmpint (beside, >=, 332 + 440);
  vigie_panes_set_mode (panes, VIGIE_PANES_OVERLAY);
  gtk_widget_measure (GTK_WIDGET (panes), GTK_ORIENTATION_HORIZONTAL, -1, &overlay, NULL, NULL,
                      NULL);
  g_assert_cmpint (overlay, ==, 332 + 440);
  g_assert_true (gtk_widget_get_child_visible (map));
  vigie_panes_set_mode (panes, VIGIE_PANES_SINGLE);
  gtk_widget_measure (GTK_WIDGET (panes), GTK_ORIENTATION_HORIZONTAL, -1, &single, NULL, NULL,
                      NULL);
  g_assert_cmpint (single, <, 332);
  g_assert_cmpint (vigie_panes_get_top (panes), ==, VIGIE_PANE_PANEL);
  g_assert_false (gtk_widget_get_child_visible (map));
  vigie_panes_set_panel_open (panes, FALSE);
  g_assert_cmpint (vigie_panes_get_top (panes), ==, VIGIE_PANE_LIST);
  vigie_panes_set_single (panes, VIGIE_PANE_MAP);
  g_assert_true (gtk_widget_get_child_visible (map));
  g_assert_false (gtk_widget_get_child_visible (list));
  g_assert_finalize_object (panes);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_ticker (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  g_signal_connect_swapped (fixture->ticker, "notify::now", G_CALLBACK (count_cb), &n);
  /* Hidden: nothing runs, and time is still right. */
  vigie_clock_set (fixture->clock, FIXTURE_NOW + VIGIE_HOUR);
  g_assert_false (vigie_ticker_get_running (fixture->ticker));
  g_assert_cmpint (vigie_ticker_get_now (fixture->ticker), ==, FIXTURE_NOW + VIGIE_HOUR);
  g_assert_cmpuint (n, ==, 0);
  vigie_ticker_set_running (fixture->ticker, TRUE);
  g_assert_cmpuint (n, ==, 1);
  vigie_ticker_tick (fixture->ticker);
  g_assert_cmpuint (n, ==, 1); /* the clock stands still */
  vigie_ticker_set_running (fixture->ticker, FALSE);
  g_signal_handlers_disconnect_by_data (fixture->ticker, &n);
}

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/widgets/site-row", test_site_row);
  ADD ("/widgets/row-out-of-service", test_row_out_of_service);
  ADD ("/widgets/measure-rows", test_measure_rows);
  ADD ("/widgets/panel", test_panel);
  ADD ("/widgets/list", test_list);
  ADD ("/widgets/list-loading", test_list_loading);
  ADD ("/widgets/ticker", test_ticker);
#undef ADD
  g_test_add_func ("/widgets/bars", test_bars);
  g_test_add_func ("/widgets/mark", test_mark);
  g_test_add_func ("/widgets/panes", test_panes);
  return g_test_run ();
}
