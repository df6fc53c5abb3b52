/* The panel and the page of a site as a person and a screen reader have them: each state, a hostile server, 500
 * measures, the last known state.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-context.h"
#include "vigie-measure-row.h"
#include "vigie-sensor-row.h"
#include "vigie-site-page.h"
#include "vigie-site-panel-facts.h"
#include "vigie-site-panel-list.h"
#include "vigie-site-panel-plan.h"
#include "vigie-site-panel-text.h"
#include "vigie-site-panel.h"
#include "vigie-test-territory.h"
#include "vigie-test-time.h"
#include "vigie-words.h"

#include <glib/gstdio.h>

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
  g_assert_finalize_object (fixture->territory);
  g_assert_finalize_object (fixture->clock);
}

#define ASSERT_IN(text, part)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const char *text_ = (text);                                                                    \
                                                                                                   \
    if (text_ == NULL || strstr (text_, (part)) == NULL)                                           \
      g_error ("“%s” is not in “%s”", (part), text_);                                              \
  }                                                                                                \
  G_STMT_END

/* ---- Helpers --------------------------------------------------------------------------------- */

typedef void (*Visit) (GtkWidget *widget, gpointer user_data);

static void
walk (GtkWidget *widget, Visit visit, gpointer user_data)
{
  visit (widget, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (child, visit, user_data);
}

static void
find_words (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    *(gboolean *) user_data = TRUE;
}

/* What a person acts on has a name: words of its own, or those that the program gives it. */
static void
check_named (GtkWidget *widget, gpointer user_data)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  gboolean words = tooltip != NULL && *tooltip != '\0';

  if (!gtk_widget_get_visible (widget) || !GTK_IS_BUTTON (widget))
    return;
  g_assert_cmpint (role, !=, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  walk (widget, find_words, &words);
  /* GTK names those of its own widgets. */
  if (!words && gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_CALENDAR) == NULL)
    g_error ("a button without a name: %s in %s", gtk_widget_get_css_name (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
}

static void
check_no_markup (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget))
    g_assert_false (gtk_label_get_use_markup (GTK_LABEL (widget)));
}

/* Text of all labels that are shown, one a line. */
static void
add_words (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget))
    g_string_append_printf (user_data, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
}

static char *
words_of (gpointer widget)
{
  GString *words = g_string_new (NULL);

  walk (GTK_WIDGET (widget), add_words, words);
  return g_string_free (words, FALSE);
}

/* Access and contact fold: what is folded is not among the widgets. */
static void
unfold (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
}

static guint
count_rows (GtkWidget *box)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), (int) n) != NULL)
    n++;
  return n;
}

static VigieMeasureRow *
row_at (GtkWidget *box, int i)
{
  return VIGIE_MEASURE_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), i));
}

static VigieSitePanel *
panel_of (Fixture *fixture, const char *site)
{
  VigieSitePanel *panel = g_object_ref_sink (g_object_new (VIGIE_TYPE_SITE_PANEL, NULL));

  vigie_site_panel_setup (panel, fixture->ticker);
  vigie_site_panel_set_site (panel, vigie_territory_find_site (fixture->territory, site),
                             "serveur");
  return panel;
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void
test_named (Fixture *fixture, gconstpointer data)
{
  const char *const sites[] = {"p", "r", "l", "b", "g", "q", "h"};

  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      VigieSitePanel *panel = panel_of (fixture, sites[i]);
      GtkWidget *box = vigie_site_panel_get_measures (panel);

      walk (GTK_WIDGET (panel), unfold, NULL);
      gtk_test_accessible_assert_role (panel, GTK_ACCESSIBLE_ROLE_REGION);
      gtk_test_accessible_assert_property (panel, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           vigie_site_get_name (vigie_site_panel_get_site (panel)));
      gtk_test_accessible_assert_property (box, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           _ ("Sensors and Measures"));
      walk (GTK_WIDGET (panel), check_named, NULL);
      for (guint j = 0; j < count_rows (box); j++)
        gtk_test_accessible_assert_property (
            row_at (box, (int) j), GTK_ACCESSIBLE_PROPERTY_LABEL,
            vigie_measure_row_get_sentence (row_at (box, (int) j)));
      g_assert_finalize_object (panel);
    }
}

/* One sentence for each row, with name, value, age, limit, battery and radio. */
static void
test_sentences (Fixture *fixture, gconstpointer data)
{
  VigieSitePanel *panel = panel_of (fixture, "r");
  GtkWidget *box = vigie_site_panel_get_measures (panel);
  const char *sentence = vigie_measure_row_get_sentence (row_at (box, 0));
  g_autofree char *value = vigie_words_value (94, "%");
  g_autofree char *battery = vigie_words_value (81, "%");
  g_autofree char *radio = vigie_words_value (-97, "dBm");
  g_autofree char *age = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - 4 * VIGIE_MINUTE);
  g_autofree char *expected = vigie_site_expected_words (10 * VIGIE_MINUTE);
  g_autofree char *silent = vigie_words_silent_since (
      FIXTURE_NOW, FIXTURE_NOW - 3 * VIGIE_HOUR - 7 * VIGIE_MINUTE, NULL);

  ASSERT_IN (sentence, "Benne gravats");
  ASSERT_IN (sentence, value);
  ASSERT_IN (sentence, battery);
  ASSERT_IN (sentence, radio);
  ASSERT_IN (sentence, age);
  ASSERT_IN (sentence, expected);
  ASSERT_IN (vigie_measure_row_get_sentence (row_at (box, 1)), silent);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row_at (box, 1)), "void"));
  ASSERT_IN (vigie_measure_row_get_sentence (row_at (box, 3)),
             vigie_words_freshness (VIGIE_FRESHNESS_NEVER));
  g_assert_finalize_object (panel);
}

/* Nothing stale looks live: clock times instead of ages, dim values. */
static void
test_link_lost (Fixture *fixture, gconstpointer data)
{
  VigieSitePanel *panel = panel_of (fixture, "r");
  GtkWidget *box = vigie_site_panel_get_measures (panel);
  g_autofree char *age = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - 4 * VIGIE_MINUTE);
  g_autofree char *clock = vigie_words_at (FIXTURE_NOW, FIXTURE_NOW - 4 * VIGIE_MINUTE, NULL);
  g_autofree char *words = NULL;

  /* Rows in no window are out of sight, and follow when they come into it. */
  vigie_ticker_set_live (fixture->ticker, FALSE);
  for (guint i = 0; i < count_rows (box); i++)
    vigie_measure_row_set_active (row_at (box, (int) i), TRUE);
  ASSERT_IN (vigie_measure_row_get_sentence (row_at (box, 0)), clock);
  g_assert_null (strstr (vigie_measure_row_get_sentence (row_at (box, 0)), age));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row_at (box, 0)), "last-known"));
  words = words_of (panel);
  g_assert_null (strstr (words, age));
  vigie_ticker_set_live (fixture->ticker, TRUE);
  ASSERT_IN (vigie_measure_row_get_sentence (row_at (box, 0)), age);
  g_assert_finalize_object (panel);
}

/* A row out of sight does not follow time, but what becomes of its measure: a screen reader goes there. */
static void
test_inactive (Fixture *fixture, gconstpointer data)
{
  VigieSite *site = vigie_territory_find_site (fixture->territory, "h");
  g_autoptr (VigieMeasure) measure = g_list_model_get_item (vigie_site_get_measures (site), 0);
  VigieMeasureRow *row = VIGIE_MEASURE_ROW (g_object_ref_sink (
      vigie_measure_row_new (measure, "Consommation", NULL, NULL, fixture->ticker)));
  g_autofree char *before = g_strdup (vigie_measure_row_get_sentence (row));
  g_autofree char *silent = NULL, *clock = NULL;
  VigieTime last = vigie_measure_get_latest (measure)->time;

  vigie_measure_row_set_active (row, FALSE);
  vigie_clock_set (fixture->clock, FIXTURE_NOW + 3 * VIGIE_MINUTE);
  vigie_ticker_tick (fixture->ticker);
  g_assert_cmpstr (vigie_measure_row_get_sentence (row), ==, before);
  vigie_ticker_set_live (fixture->ticker, FALSE);
  clock = vigie_words_at (FIXTURE_NOW, last, NULL);
  ASSERT_IN (vigie_measure_row_get_sentence (row), clock);
  vigie_ticker_set_live (fixture->ticker, TRUE);

  g_assert_cmpint (vigie_measure_get_freshness (measure), <=, VIGIE_FRESHNESS_LATE);
  vigie_clock_set (fixture->clock, FIXTURE_NOW + 2 * VIGIE_DAY);
  vigie_ticker_tick (fixture->ticker);
  vigie_territory_tick (fixture->territory);
  g_assert_cmpint (vigie_measure_get_freshness (measure), ==, VIGIE_FRESHNESS_SILENT);
  silent = vigie_words_silent_since (FIXTURE_NOW + 2 * VIGIE_DAY, last, NULL);
  ASSERT_IN (vigie_measure_row_get_sentence (row), silent);

  vigie_measure_row_set_active (row, TRUE);
  ASSERT_IN (vigie_measure_row_get_sentence (row), silent);
  g_assert_finalize_object (row);
}

static void
add_hostile (VigieTerritory *territory, const char *text)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSiteData *site = fixture_site ("x", text, VIGIE_KIND_OTHER, text);
  VigieSiteDetails *details = vigie_site_data_edit_details (site);

  g_set_str (&details->address, text);
  g_set_str (&details->access, text);
  g_set_str (&details->contact, text);
  g_set_str (&details->opening_hours, text);
  fixture_add_site (batch, site);
  fixture_add_measure (batch, "x", text, VIGIE_ROLE_OTHER, text, 1, VIGIE_MINUTE,
                       VIGIE_CONDITION_WARNING);
  vigie_territory_apply_now (territory, batch);
}

/* What a server may write: markup, text that turns what is around it, lines, very much of it. */
static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *many = g_strnfill (10000, 'W');
  const char *const texts[] = {"<span size='99999'>x</span> & <a href='file:///etc/passwd'>y</a>",
                               "a\u202edcba\u2067z", "un\ndeux\r\ntrois\u2028quatre", many};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      VigieSitePanel *panel;
      g_autofree char *words = NULL;

      add_hostile (fixture->territory, texts[i]);
      panel = panel_of (fixture, "x");
      vigie_site_panel_get_measures (panel);
      walk (GTK_WIDGET (panel), unfold, NULL);
      walk (GTK_WIDGET (panel), check_no_markup, NULL);
      walk (GTK_WIDGET (panel), check_named, NULL);
      words = words_of (panel);
      g_assert_null (strstr (words, "\u202e"));
      g_assert_null (strstr (words, "\u2067"));
      g_assert_null (strstr (words, "\u2028"));
      g_assert_cmpuint (strlen (words), <, 8000);
      if (i == 0)
        ASSERT_IN (words, "<span size='99999'>x</span> &");
      g_assert_finalize_object (panel);
    }
}

static GtkWidget *
find_link (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "vigie-link"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_link (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_contact (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSiteData *site = fixture_site ("c", "Mairie", VIGIE_KIND_PUBLIC_BUILDING, "Calan");
  VigieSitePanel *panel = panel_of (fixture, "r");
  GtkWidget *link;

  walk (GTK_WIDGET (panel), unfold, NULL);
  g_assert_null (find_link (GTK_WIDGET (panel)));
  g_set_str (&vigie_site_data_edit_details (site)->contact, "Accueil : 02 97 02 29 00");
  fixture_add_site (batch, site);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_panel_set_site (panel, vigie_territory_find_site (fixture->territory, "c"), NULL);
  link = find_link (GTK_WIDGET (panel));
  g_assert_nonnull (link);
  gtk_test_accessible_assert_role (link, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (link)), ==, "02 97 02 29 00");
  g_assert_finalize_object (panel);
}

/* The measures of one sensor stand under it; those of single sensors tell of both. */
static void
test_groups (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSitePanel *panel;
  GtkWidget *box;
  GtkListBoxRow *first;

  fixture_add_site (batch, fixture_site ("w", "Station", VIGIE_KIND_WATER, "Calan"));
  fixture_add_measure (batch, "w", "Sonde/Température", VIGIE_ROLE_TEMPERATURE, "°C", 12,
                       VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "w", "Débitmètre/Débit", VIGIE_ROLE_FLOW, "m³/h", 40, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "w", "Sonde/Humidité", VIGIE_ROLE_HUMIDITY, "%", 60, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "w", "Sonde/Batterie", VIGIE_ROLE_BATTERY_LEVEL, "%", 15,
                       VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  panel = panel_of (fixture, "w");
  box = vigie_site_panel_get_measures (panel);
  g_assert_cmpuint (count_rows (box), ==, 4);
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), 0);
  g_assert_true (VIGIE_IS_SENSOR_ROW (first));
  ASSERT_IN (vigie_sensor_row_get_sentence (VIGIE_SENSOR_ROW (first)), "Sonde");
  ASSERT_IN (vigie_sensor_row_get_sentence (VIGIE_SENSOR_ROW (first)), "15");
  g_assert_cmpstr (vigie_measure_row_get_title (row_at (box, 1)), ==, "Température");
  g_assert_cmpstr (vigie_measure_row_get_title (row_at (box, 2)), ==, "Humidité");
  /* Of one sensor and one measure of different names, both: the reason names either. */
  g_assert_cmpstr (vigie_measure_row_get_title (row_at (box, 3)), ==, "Débitmètre · Débit");
  g_assert_finalize_object (panel);
}

/* In the table of sensors, beside durations, a bare hour would be one more: each word says which it is. */
static void
test_seen_words (void)
{
  VigieTime last = FIXTURE_NOW - 3 * VIGIE_HOUR;
  g_autofree char *at = vigie_words_at (FIXTURE_NOW, last, NULL);
  g_autofree char *moment = vigie_words_moment (FIXTURE_NOW, last, NULL);
  g_autofree char *silent = NULL;
  gboolean strong = FALSE;

  silent = vigie_sensor_row_seen_words (FIXTURE_NOW, last, 10 * VIGIE_MINUTE, FALSE, TRUE, &strong);
  g_assert_cmpstr (silent, ==, at);
  g_assert_cmpstr (silent, !=, moment);
  g_assert_true (strong);
}

/* A battery that passes its limit gets a row while the site is shown. */
static void
test_battery_row (Fixture *fixture, gconstpointer data)
{
  VigieSitePanel *panel = panel_of (fixture, "r");
  GtkWidget *box = vigie_site_panel_get_measures (panel);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState state = {.condition = VIGIE_CONDITION_WARNING, .limit = 2};

  g_assert_cmpuint (count_rows (box), ==, 4);
  reading.time = FIXTURE_NOW;
  reading.number = 9;
  reading.type = VIGIE_VALUE_NUMBER;
  vigie_territory_batch_add_reading (batch, "r:Benne gravats/Batterie", &reading, &state);
  vigie_territory_apply_now (fixture->territory, batch);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  box = vigie_site_panel_get_measures (panel);
  g_assert_cmpuint (count_rows (box), ==, 5);
  g_assert_finalize_object (panel);
}

static void
test_today (Fixture *fixture, gconstpointer data)
{
  VigieSite *site = vigie_territory_find_site (fixture->territory, "r");
  VigieMeasure *measure = vigie_territory_find_measure (fixture->territory, "r:Comptage");
  GtkWidget *row = g_object_ref_sink (
      vigie_measure_row_new (measure, "Comptage", NULL, NULL, fixture->ticker));
  g_autofree char *today = vigie_words_value (7, "");

  g_assert_nonnull (site);
  g_assert_null (
      strstr (vigie_measure_row_get_sentence (VIGIE_MEASURE_ROW (row)), C_ ("counter", "today")));
  vigie_measure_row_set_today (VIGIE_MEASURE_ROW (row), 7);
  ASSERT_IN (vigie_measure_row_get_sentence (VIGIE_MEASURE_ROW (row)), C_ ("counter", "today"));
  ASSERT_IN (vigie_measure_row_get_sentence (VIGIE_MEASURE_ROW (row)), today);
  /* The index is the second line. */
  ASSERT_IN (vigie_measure_row_get_sentence (VIGIE_MEASURE_ROW (row)), "41");
  g_assert_finalize_object (row);
}

/* 500 measures: what is made at once is little, and what is asked of the main thread for a switch of site too. */
static void
test_many (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (clock);
  VigieSitePanelList *list = g_object_ref_sink (g_object_new (VIGIE_TYPE_SITE_PANEL_LIST, NULL));
  VigieSite *site;
  gint64 start, took = G_MAXINT64;

  vigie_territory_apply_now (territory, test_batch (1, 500, 10 * VIGIE_MINUTE, FIXTURE_NOW));
  site = vigie_territory_find_site (territory, "s0");
  vigie_site_panel_list_setup (list, ticker);
  for (int i = 0; i < 3; i++)
    {
      vigie_site_panel_list_set_site (list, NULL);
      start = vigie_test_worked ();
      vigie_site_panel_list_set_site (list, site);
      took = MIN (took, vigie_test_worked () - start);
    }
  g_assert_cmpuint (vigie_site_panel_list_get_n_measures (list), ==, 500);
  /* Far from all rows: those come as they are scrolled to. */
  g_assert_cmpuint (count_rows (vigie_site_panel_list_get_box (list)), <, 30);
  vigie_site_panel_list_fill_now (list);
  g_assert_cmpuint (count_rows (vigie_site_panel_list_get_box (list)), <, 60);
  g_test_message ("500 measures: %" G_GINT64_FORMAT " µs until the first rows", took);
  g_assert_cmpint (took, <, 100000);
  start = vigie_test_worked ();
  g_ptr_array_unref (vigie_site_plan_make (site));
  g_assert_cmpint (vigie_test_worked () - start, <, 50000);
  g_assert_finalize_object (list);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_choice (Fixture *fixture, gconstpointer data)
{
  VigieSitePanelList *list = g_object_ref_sink (g_object_new (VIGIE_TYPE_SITE_PANEL_LIST, NULL));
  const char *const none[] = {NULL};
  GtkWidget *box;
  guint n = 0;

  vigie_site_panel_list_set_choosable (list, 2);
  vigie_site_panel_list_setup (list, fixture->ticker);
  vigie_site_panel_list_set_site (list, vigie_territory_find_site (fixture->territory, "r"));
  vigie_site_panel_list_fill_now (list);
  g_signal_connect_swapped (list, "notify::chosen", G_CALLBACK (count_cb), &n);
  box = vigie_site_panel_list_get_box (list);
  vigie_measure_row_set_chosen (row_at (box, 0), TRUE);
  vigie_measure_row_set_chosen (row_at (box, 2), TRUE);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (vigie_site_panel_list_get_chosen (list)[1], ==, "r:Comptage");
  /* One too many: the first gives way, and its check says so. */
  vigie_measure_row_set_chosen (row_at (box, 1), TRUE);
  g_assert_cmpuint (n, ==, 3);
  g_assert_false (vigie_measure_row_get_chosen (row_at (box, 0)));
  g_assert_cmpuint (g_strv_length ((char **) vigie_site_panel_list_get_chosen (list)), ==, 2);
  gtk_test_accessible_assert_state (row_at (box, 1), GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  vigie_site_panel_list_set_chosen (list, none);
  g_assert_cmpuint (n, ==, 4);
  g_assert_false (vigie_measure_row_get_chosen (row_at (box, 1)));
  g_assert_finalize_object (list);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  VigieSitePanel *panel = panel_of (fixture, "r");
  GtkWidget *box = vigie_site_panel_get_measures (panel);
  g_autofree char *text = vigie_measure_row_copy_text (row_at (box, 0));
  g_autofree char *value = vigie_words_value (94, "%");

  ASSERT_IN (text, "Benne gravats");
  ASSERT_IN (text, value);
  ASSERT_IN (text, "2026");
  g_assert_finalize_object (panel);
}

static void
test_page (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-site-XXXXXX", NULL);
  g_autoptr (GSettings) settings = g_settings_new (VIGIE_APP_ID);
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (clock);
  VigieContext *context = vigie_context_new (settings, clock, folder);
  VigieSitePage *page = VIGIE_SITE_PAGE (g_object_ref_sink (vigie_site_page_new ()));
  g_autofree char *words = NULL;
  GtkWidget *window;
  guint n = 0;

  vigie_ticker_set_live (ticker, TRUE);
  vigie_site_page_setup (page, context, ticker);
  g_signal_connect_swapped (page, "notify::site", G_CALLBACK (count_cb), &n);
  vigie_site_page_set_site (page, vigie_territory_find_site (territory, "p"));
  g_assert_cmpuint (n, ==, 1);
  gtk_test_accessible_assert_role (page, GTK_ACCESSIBLE_ROLE_REGION);
  /* The measure that says most is drawn at first. */
  g_assert_cmpstr (vigie_site_page_get_chosen (page)[0], ==, "p:Véhicules présents");
  vigie_site_page_set_site (page, vigie_territory_find_site (territory, "r"));
  g_assert_cmpstr (vigie_site_page_get_chosen (page)[0], ==, "r:Benne gravats/Remplissage");
  /* The columns are those of the width. */
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1300, 900);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  for (gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
       gtk_widget_get_width (GTK_WIDGET (page)) == 0 && g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, TRUE);
  words = words_of (page);
  ASSERT_IN (words, "Déchèterie de Riantec");
  ASSERT_IN (words, "Villemarion");
  walk (GTK_WIDGET (page), check_named, NULL);
  walk (GTK_WIDGET (page), check_no_markup, NULL);
  /* Of a measure that the territory does not have there is nothing to show. */
  g_assert_false (vigie_site_page_show_measure (page, "inconnue"));
  vigie_site_page_set_site (page, NULL);
  g_assert_null (vigie_site_page_get_site (page));
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (page);
  vigie_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (context);
  g_assert_cmpint (g_remove (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/site/named", test_named);
  ADD ("/site/sentences", test_sentences);
  ADD ("/site/link-lost", test_link_lost);
  ADD ("/site/inactive", test_inactive);
  ADD ("/site/hostile", test_hostile);
  ADD ("/site/contact", test_contact);
  ADD ("/site/groups", test_groups);
  ADD ("/site/battery-row", test_battery_row);
  ADD ("/site/today", test_today);
  ADD ("/site/choice", test_choice);
  ADD ("/site/copy", test_copy);
#undef ADD
  g_test_add_func ("/site/seen-words", test_seen_words);
  g_test_add_func ("/site/many", test_many);
  g_test_add_func ("/site/page", test_page);
  return g_test_run ();
}
