/* The search of the window: what the index holds of a territory and its changes, the dialog, its keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-pages.h"
#include "vigie-context.h"
#include "vigie-search-dialog.h"
#include "vigie-search-index-private.h"
#include "vigie-search-item.h"
#include "vigie-search-row.h"
#include "vigie-search-rows.h"
#include "vigie-search-words.h"
#include "vigie-words.h"
#include "vigie-test-find.h"
#include "vigie-test-wait.h"

typedef struct
{
  VigieClock *clock;
  VigieTerritory *territory;
  VigieProfile *profile;
  VigieSearchIndex *index;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->territory = fixture_territory (fixture->clock);
  fixture->profile = vigie_profile_new_built_in ();
  fixture->index = vigie_search_index_new_for_territory (fixture->territory, fixture->profile);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->index);
  g_clear_pointer (&fixture->profile, vigie_profile_unref);
  g_assert_finalize_object (fixture->territory);
  g_clear_object (&fixture->clock);
}

/* ---- The index ------------------------------------------------------------------------------- */

static const VigieSearchEntry *
first_of (Fixture *fixture, const char *query)
{
  g_autoptr (VigieSearchResults) results
      = vigie_search_query (vigie_search_index_get_search (fixture->index), query, 5);

  return results->n_entries > 0 ? results->entries[0] : NULL;
}

static void
assert_first (Fixture *fixture, const char *query, VigieSearchKind kind, const char *id)
{
  const VigieSearchEntry *entry = first_of (fixture, query);

  g_test_message ("%s", query);
  g_assert_nonnull (entry);
  g_assert_cmpint (entry->kind, ==, kind);
  g_assert_cmpstr (entry->id, ==, id);
}

static void
test_index (Fixture *fixture, gconstpointer data)
{
  g_autofree char *recycling = NULL;

  g_assert_null (first_of (fixture, "riantec"));
  vigie_search_index_fill (fixture->index);
  g_assert_false (vigie_search_index_is_filling (fixture->index));

  assert_first (fixture, "riantec", VIGIE_SEARCH_COMMUNE, "Riantec");
  assert_first (fixture, "decheterie riantec", VIGIE_SEARCH_SITE, "r");
  assert_first (fixture, "decheterie rinatec", VIGIE_SEARCH_SITE, "r");
  assert_first (fixture, "villemarion", VIGIE_SEARCH_SITE, "r");
  /* Communes of the profile without any site too. */
  assert_first (fixture, "larmorplage", VIGIE_SEARCH_COMMUNE, "Larmor-Plage");
  assert_first (fixture, "benne gravats", VIGIE_SEARCH_SENSOR, "r:Benne gravats\nr");
  assert_first (fixture, "remplissage riantec", VIGIE_SEARCH_MEASURE,
                "r:Benne gravats/Remplissage");
  assert_first (fixture, _ ("Preferences"), VIGIE_SEARCH_ACTION, "win.preferences");
  /* All pages of the sidebar. */
  {
    guint n;
    const VigiePageKind *pages = vigie_pages_get (&n);

    for (guint i = 0; i < n && pages[i].icon != NULL; i++)
      assert_first (fixture, _ (pages[i].title), VIGIE_SEARCH_PAGE, pages[i].id);
  }
  /* Each action and kind is found by its other words. */
  {
    guint n;
    const VigieSearchAction *actions = vigie_search_words_actions (&n);

    for (guint i = 0; i < n; i++)
      {
        const VigieSearchEntry *entry
            = first_of (fixture, g_dpgettext2 (NULL, "search", actions[i].keywords));

        g_assert_nonnull (entry);
        g_assert_cmpstr (entry->id, ==, actions[i].name);
      }
  }
  recycling = g_strconcat (vigie_search_words_of_kind (VIGIE_KIND_RECYCLING_CENTRE), NULL);
  recycling[strcspn (recycling, " ")] = '\0';
  assert_first (fixture, recycling, VIGIE_SEARCH_SITE, "r"); /* of three the most pressing */
}

/* Sites that change, come and go, and communes with them. */
/* Names of the map file are found without accents, after sites of the same words. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  const VigiePlace place = {(char *) "Lann Sévelin", VIGIE_PLACE_HAMLET, 47.7712, -3.3301};
  const VigieSearchEntry *entry;
  const VigieSearchTarget *target;

  vigie_search_index_fill (fixture->index);
  vigie_search_index_put_place (fixture->index, &place);
  vigie_search_index_put_place (fixture->index, &place);
  entry = first_of (fixture, "lann sevelin");
  g_assert_nonnull (entry);
  g_assert_cmpint (entry->kind, ==, VIGIE_SEARCH_PLACE);
  g_assert_cmpstr (entry->title, ==, "Lann Sévelin");
  g_assert_cmpstr (entry->subtitle, ==, vigie_search_words_of_place (VIGIE_PLACE_HAMLET));
  target = entry->target;
  g_assert_cmpfloat (target->lat, ==, 47.7712);
  g_assert_cmpfloat (target->lon, ==, -3.3301);
  /* A round that does not meet it drops it. */
  vigie_search_index_fill (fixture->index);
  entry = first_of (fixture, "lann sevelin");
  g_assert_true (entry == NULL || entry->kind != VIGIE_SEARCH_PLACE);
}

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  VigieSearch *search = vigie_search_index_get_search (fixture->index);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  guint n;

  vigie_search_index_fill (fixture->index);
  n = vigie_search_get_n_entries (search);
  vigie_search_index_fill (fixture->index);
  g_assert_cmpuint (vigie_search_get_n_entries (search), ==, n);

  fixture_add_site (batch, fixture_site ("r", "Station de Kerner", VIGIE_KIND_WATER, "Atlantide"));
  fixture_add_site (batch, fixture_site ("n", "Phare de Pen-Men", VIGIE_KIND_OTHER, "Groix"));
  vigie_territory_batch_remove_site (batch, "h");
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_search_index_fill (fixture->index);

  assert_first (fixture, "kerner", VIGIE_SEARCH_SITE, "r");
  assert_first (fixture, "pen men", VIGIE_SEARCH_SITE, "n");
  assert_first (fixture, "atlantide", VIGIE_SEARCH_COMMUNE, "Atlantide");
  g_assert_null (vigie_search_find (search, VIGIE_SEARCH_SITE, "h"));
  g_assert_null (vigie_search_find (search, VIGIE_SEARCH_MEASURE, "h:Consommation"));
  g_assert_null (vigie_search_find (search, VIGIE_SEARCH_SENSOR, "h:Consommation\nh"));
  /* Its sensors are found by the new name of the site. */
  assert_first (fixture, "benne gravats kerner", VIGIE_SEARCH_SENSOR, "r:Benne gravats\nr");
  {
    const VigieSearchEntry *groix = vigie_search_find (search, VIGIE_SEARCH_COMMUNE, "Groix");

    g_assert_cmpuint (((VigieSearchTarget *) groix->target)->n_sites, ==, 2);
  }

  batch = vigie_territory_batch_new ();
  fixture_add_site (batch, fixture_site ("r", "Station de Kerner", VIGIE_KIND_WATER, "Riantec"));
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_search_index_fill (fixture->index);
  g_assert_null (vigie_search_find (search, VIGIE_SEARCH_COMMUNE, "Atlantide"));
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* While much is put in, that is told now and then, not at every slice of it; the end of it always is. */
static void
test_telling (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  gint64 began = g_get_monotonic_time ();
  guint told = 0;

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);

      fixture_add_site (batch, fixture_site (id, "Nichoir", VIGIE_KIND_OTHER, "Calan"));
    }
  vigie_territory_apply_now (fixture->territory, batch);
  g_signal_connect_swapped (fixture->index, "changed", G_CALLBACK (count_cb), &told);
  vigie_search_index_open (fixture->index);
  while (vigie_search_index_is_filling (fixture->index))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told, >, 0);
  /* That there is another territory, the first slice, and the end. */
  g_assert_cmpuint (told, <=, 3 + (g_get_monotonic_time () - began) * 4 / G_USEC_PER_SEC);
  assert_first (fixture, "nichoir", VIGIE_SEARCH_SITE, "n0");
  vigie_search_index_close (fixture->index);
}

/* Open, it is told of what changes; closed, nothing runs. */
static void
test_open (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  guint n = 0;

  g_signal_connect_swapped (fixture->index, "changed", G_CALLBACK (count_cb), &n);
  vigie_search_index_open (fixture->index);
  while (vigie_search_index_is_filling (fixture->index))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_first (fixture, "decheterie riantec", VIGIE_SEARCH_SITE, "r");
  n = 0;
  fixture_add_site (batch, fixture_site ("n", "Phare de Pen-Men", VIGIE_KIND_OTHER, "Groix"));
  vigie_territory_apply_now (fixture->territory, batch);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_first (fixture, "phare", VIGIE_SEARCH_SITE, "n");
  vigie_search_index_close (fixture->index);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  n = 0;
  batch = vigie_territory_batch_new ();
  vigie_territory_batch_remove_site (batch, "n");
  vigie_territory_apply_now (fixture->territory, batch);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 0);
}

static void
test_recent (Fixture *fixture, gconstpointer data)
{
  VigieSearch *search = vigie_search_index_get_search (fixture->index);
  static const char *const ids[] = {"r", "p", "l", "b", "g", "q", "h", "p"};
  static const char *const wanted[] = {"p", "h", "q", "g", "b", "l"};
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (GPtrArray) recent = NULL;
  g_autoptr (GPtrArray) left = NULL;

  vigie_search_index_fill (fixture->index);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    vigie_search_index_add_recent (fixture->index,
                                   vigie_search_find (search, VIGIE_SEARCH_SITE, ids[i]));
  recent = vigie_search_index_get_recent (fixture->index);
  g_assert_cmpuint (recent->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < recent->len; i++)
    g_assert_cmpstr (((VigieSearchEntry *) recent->pdata[i])->id, ==, wanted[i]);

  vigie_territory_batch_remove_site (batch, "h");
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_search_index_fill (fixture->index);
  left = vigie_search_index_get_recent (fixture->index);
  g_assert_cmpuint (left->len, ==, G_N_ELEMENTS (wanted) - 1);
}

/* ---- The dialog ------------------------------------------------------------------------------ */

typedef struct
{
  Fixture index;
  GSettings *settings;
  VigieContext *context;
  GtkWindow *window;
  AdwDialog *dialog;
  GtkWidget *entry;
  VigieDrawnList *view;
  char *activated; /* owned: « show-site r » */
} DialogFixture;

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DialogFixture *fixture = user_data;

  g_free (fixture->activated);
  fixture->activated
      = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)),
                         parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
present (DialogFixture *fixture)
{
  fixture->dialog = vigie_search_dialog_new (fixture->context, fixture->index.index);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  settle ();
  fixture->entry = vigie_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_SEARCH_ENTRY);
  fixture->view
      = VIGIE_DRAWN_LIST (vigie_test_find (GTK_WIDGET (fixture->dialog), VIGIE_TYPE_SEARCH_ROWS));
  g_assert_nonnull (fixture->entry);
  g_assert_nonnull (fixture->view);
}

static void
dialog_set_up (DialogFixture *fixture, gconstpointer data)
{
  static const char *const actions[]
      = {"show-site", "open-site", "show-commune", "show-sensor", "show-measure", "page"};
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) preferences = g_simple_action_new ("preferences", NULL);

  set_up (&fixture->index, NULL);
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->context = vigie_context_new (fixture->settings, fixture->index.clock, NULL);
  fixture->window = GTK_WINDOW (adw_window_new ());
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i], G_VARIANT_TYPE_STRING);

      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), fixture);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  g_signal_connect (preferences, "activate", G_CALLBACK (activate_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (preferences));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
  gtk_window_set_default_size (fixture->window, 800, 700);
  gtk_window_present (fixture->window);
  settle ();
  present (fixture);
}

static void
dialog_tear_down (DialogFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  settle ();
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->settings);
  g_clear_pointer (&fixture->activated, g_free);
  tear_down (&fixture->index, NULL);
}

static GtkSingleSelection *
selection (DialogFixture *fixture)
{
  return GTK_SINGLE_SELECTION (vigie_drawn_list_get_model (fixture->view));
}

static VigieSearchItem *
chosen (DialogFixture *fixture)
{
  return gtk_single_selection_get_selected_item (selection (fixture));
}

static void
type (DialogFixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), text);
  settle ();
}

/* As the keyboard does: to the controllers of the entry. */
static gboolean
press (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &taken);
    }
  settle ();
  return taken;
}

static void
test_dialog_choices (DialogFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    guint downs;
    gboolean control;
    const char *activated;
  } cases[] = {
      {"decheterie rinatec", 0, FALSE, "show-site r"},
      {"decheterie rinatec", 0, TRUE, "open-site r"},
      {"riantec", 0, FALSE, "show-commune Riantec"},
      {"riantec", 1, FALSE, "show-site r"},
      {"remplissage riantec", 0, FALSE, "show-measure r:Benne gravats/Remplissage"},
      {"benne gravats", 0, FALSE, "show-sensor r:Benne gravats"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (i > 0)
        present (fixture);
      type (fixture, cases[i].typed);
      g_assert_cmpuint (gtk_single_selection_get_selected (selection (fixture)), ==, 0);
      for (guint j = 0; j < cases[i].downs; j++)
        g_assert_true (press (fixture->entry, GDK_KEY_Down, 0));
      if (cases[i].control)
        g_assert_true (press (fixture->entry, GDK_KEY_Return, GDK_CONTROL_MASK));
      else
        g_signal_emit_by_name (fixture->entry, "activate");
      settle ();
      g_assert_cmpstr (fixture->activated, ==, cases[i].activated);
    }
  /* What was chosen is told first the next time, the last one first. */
  present (fixture);
  g_assert_cmpstr (vigie_search_item_get_id (chosen (fixture)), ==, "r:Benne gravats\nr");
  g_assert_cmpint (vigie_search_item_get_kind (chosen (fixture)), ==, VIGIE_SEARCH_SENSOR);
}

static void
test_dialog_action (DialogFixture *fixture, gconstpointer data)
{
  type (fixture, _ ("Preferences"));
  g_signal_emit_by_name (fixture->entry, "activate");
  settle ();
  g_assert_cmpstr (fixture->activated, ==, "preferences ");
}

/* A position that was pasted is a place, however it is written; the window is asked to show it. */
static void
test_dialog_position (DialogFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {"47.748056, -3.366111", "X 223 478 m, Y 6 757 849 m",
                                      "https://www.openstreetmap.org/#map=14/47.748056/-3.366111"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double lat, lon;

      type (fixture, texts[i]);
      g_assert_cmpint (vigie_search_item_get_kind (chosen (fixture)), ==, VIGIE_SEARCH_PLACE);
      vigie_search_item_get_place (chosen (fixture), &lat, &lon);
      g_assert_cmpfloat_with_epsilon (lat, 47.748056, 1e-5);
      g_assert_cmpfloat_with_epsilon (lon, -3.366111, 1e-5);
    }
  type (fixture, "47.748056");
  g_assert_true (chosen (fixture) == NULL
                 || vigie_search_item_get_kind (chosen (fixture)) != VIGIE_SEARCH_PLACE);
}

/* Also a page that the sidebar does not have. */
static void
test_dialog_page (DialogFixture *fixture, gconstpointer data)
{
  type (fixture, _ ("Diagnostics"));
  g_signal_emit_by_name (fixture->entry, "activate");
  settle ();
  g_assert_cmpstr (fixture->activated, ==, "page diagnostics");
}

static void
test_dialog_keys (DialogFixture *fixture, gconstpointer data)
{
  GtkSingleSelection *of = selection (fixture);
  guint n;

  /* Before anything is typed: pages and actions. */
  g_assert_cmpint (vigie_search_item_get_kind (chosen (fixture)), ==, VIGIE_SEARCH_PAGE);
  type (fixture, "de");
  n = g_list_model_get_n_items (G_LIST_MODEL (of));
  g_assert_cmpuint (n, >, 8);
  press (fixture->entry, GDK_KEY_Up, 0);
  g_assert_cmpuint (gtk_single_selection_get_selected (of), ==, 0);
  press (fixture->entry, GDK_KEY_Page_Down, 0);
  g_assert_cmpuint (gtk_single_selection_get_selected (of), ==, 6);
  press (fixture->entry, GDK_KEY_Up, 0);
  g_assert_cmpuint (gtk_single_selection_get_selected (of), ==, 5);
  press (fixture->entry, GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_cmpuint (gtk_single_selection_get_selected (of), ==, n - 1);
  press (fixture->entry, GDK_KEY_Down, 0);
  g_assert_cmpuint (gtk_single_selection_get_selected (of), ==, n - 1);
  press (fixture->entry, GDK_KEY_Home, GDK_CONTROL_MASK);
  g_assert_cmpuint (gtk_single_selection_get_selected (of), ==, 0);
  /* Letters, and Home without Control, are the entry's. */
  g_assert_false (press (fixture->entry, GDK_KEY_Home, 0));
  g_assert_false (press (fixture->entry, GDK_KEY_b, 0));
  /* The key that opened the dialog, once more: what is typed next replaces. */
  {
    int start, end;

    g_assert_true (press (fixture->entry, GDK_KEY_k, GDK_CONTROL_MASK));
    g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (fixture->entry), &start, &end));
    g_assert_cmpint (start, ==, 0);
    g_assert_cmpint (end, ==, 2);
  }
  for (guint i = 0; i < 500 && gtk_window_get_focus (fixture->window) == NULL; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), fixture->entry));
  /* In the list a letter goes on with what was typed; a shortcut does not. */
  gtk_editable_select_region (GTK_EDITABLE (fixture->entry), 0, -1);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  g_assert_false (press (GTK_WIDGET (fixture->view), GDK_KEY_c, GDK_CONTROL_MASK));
  g_assert_true (press (GTK_WIDGET (fixture->view), GDK_KEY_eacute, 0));
  g_assert_true (press (GTK_WIDGET (fixture->view), GDK_KEY_c, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->entry)), ==, "deéc");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (fixture->entry)), ==, 4);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), fixture->entry));

  g_signal_emit_by_name (fixture->entry, "stop-search");
  settle ();
  g_assert_null (fixture->activated);
}

/* The territory changes under what was typed: what the person chose stays chosen. */
static void
test_dialog_live (DialogFixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autofree char *id = NULL;

  type (fixture, "decheterie");
  press (fixture->entry, GDK_KEY_Down, 0);
  id = g_strdup (vigie_search_item_get_id (chosen (fixture)));
  fixture_add_site (batch, fixture_site ("a", "Déchèterie", VIGIE_KIND_RECYCLING_CENTRE, "Calan"));
  vigie_territory_apply_now (fixture->index.territory, batch);
  for (guint i = 0; i < 200
                    && vigie_search_find (vigie_search_index_get_search (fixture->index.index),
                                          VIGIE_SEARCH_SITE, "a")
                           == NULL;
       i++)
    g_main_context_iteration (NULL, TRUE);
  settle ();
  g_assert_cmpstr (vigie_search_item_get_id (chosen (fixture)), ==, id);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection (fixture)), ==, 2);
}

/* However much is found, there are the rows that fit; one click on one opens it. */
static void
test_dialog_click (DialogFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) controllers = NULL;
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  GPtrArray *rows;
  VigieDrawnRow *row = NULL;
  graphene_rect_t place;
  g_autofree char *opened = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);

      fixture_add_site (batch, fixture_site (id, "Nichoir", VIGIE_KIND_OTHER, "Calan"));
    }
  vigie_territory_apply_now (fixture->index.territory, batch);
  vigie_search_index_fill (fixture->index.index);
  type (fixture, "nichoir");
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection (fixture))), ==, 60);
  rows = vigie_drawn_list_get_rows (fixture->view);
  g_assert_cmpuint (rows->len, <, 30);
  for (guint i = 0; i < rows->len; i++)
    if (vigie_drawn_row_get_position (g_ptr_array_index (rows, i)) == 1)
      row = g_ptr_array_index (rows, i);
  g_assert_nonnull (row);
  opened
      = g_strdup_printf ("show-site %s", vigie_search_item_get_id (vigie_drawn_row_get_item (row)));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (fixture->view), &place));
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      double x = place.origin.x + 20, y = place.origin.y + place.size.height / 2;

      if (!GTK_IS_GESTURE_CLICK (controller))
        continue;
      g_signal_emit_by_name (controller, "pressed", 1, x, y);
      g_signal_emit_by_name (controller, "released", 1, x, y);
    }
  g_assert_cmpstr (fixture->activated, ==, opened);
}

static void
test_dialog_accessible (DialogFixture *fixture, gconstpointer data)
{
  GtkWidget *stack = vigie_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_STACK);

  gtk_test_accessible_assert_role (fixture->entry, GTK_ACCESSIBLE_ROLE_SEARCH_BOX);
  gtk_test_accessible_assert_property (fixture->entry, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       _ ("Search everything"));
  gtk_test_accessible_assert_property (fixture->view, GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Results"));
  type (fixture, "qsdfqsdf");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "none");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection (fixture))), ==, 0);
  g_signal_emit_by_name (fixture->entry, "activate"); /* nothing to choose */
  g_assert_null (fixture->activated);
  type (fixture, "riantec");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "results");
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static VigieSearchItem *
item_of (Fixture *fixture, VigieSearchKind kind, const char *id)
{
  const VigieSearchEntry *entry
      = vigie_search_find (vigie_search_index_get_search (fixture->index), kind, id);

  g_assert_nonnull (entry);
  return vigie_search_item_new (entry, kind, "", "", "riantec", FALSE);
}

#define ASSERT_IN(text, piece) g_assert_nonnull (strstr (text, piece))

/* A state is told by words, class and age; without the link by a clock time. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (fixture->clock);
  g_autofree char *hours = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - 3 * VIGIE_HOUR);
  g_autofree char *at = vigie_words_at (FIXTURE_NOW, FIXTURE_NOW - 3 * VIGIE_HOUR, NULL);
  g_autofree char *value = vigie_words_value (94, "%");
  g_autoptr (VigieSearchItem) site = NULL;
  g_autoptr (VigieSearchItem) measure = NULL;
  g_autoptr (VigieSearchItem) commune = NULL;
  VigieSearchRow *row = VIGIE_SEARCH_ROW (g_object_ref_sink (vigie_search_row_new (ticker)));

  vigie_ticker_set_live (ticker, TRUE);
  vigie_search_index_fill (fixture->index);
  site = item_of (fixture, VIGIE_SEARCH_SITE, "b");
  vigie_drawn_row_set_item (VIGIE_DRAWN_ROW (row), site, 0);
  ASSERT_IN (vigie_search_row_get_sentence (row), "Passerelle de Bubry");
  ASSERT_IN (vigie_search_row_get_sentence (row), vigie_words_freshness (VIGIE_FRESHNESS_SILENT));
  ASSERT_IN (vigie_search_row_get_sentence (row), hours);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "silent"));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_search_row_get_sentence (row));
  vigie_ticker_set_live (ticker, FALSE);
  ASSERT_IN (vigie_search_row_get_sentence (row), at);
  g_assert_null (strstr (vigie_search_row_get_sentence (row), hours));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "last-known"));
  vigie_ticker_set_live (ticker, TRUE);

  measure = item_of (fixture, VIGIE_SEARCH_MEASURE, "r:Benne gravats/Remplissage");
  vigie_drawn_row_set_item (VIGIE_DRAWN_ROW (row), measure, 0);
  ASSERT_IN (vigie_search_row_get_sentence (row), value);
  ASSERT_IN (vigie_search_row_get_sentence (row), vigie_words_condition (VIGIE_CONDITION_WARNING));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "silent"));

  commune = item_of (fixture, VIGIE_SEARCH_COMMUNE, "Riantec");
  vigie_drawn_row_set_item (VIGIE_DRAWN_ROW (row), commune, 0);
  ASSERT_IN (vigie_search_row_get_sentence (row), "Riantec");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "abnormal"));
  g_assert_finalize_object (row);
}

/* Texts of a server are never markup. */
static void
test_markup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (fixture->clock);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (VigieSearchItem) item = NULL;
  VigieSearchRow *row = VIGIE_SEARCH_ROW (g_object_ref_sink (vigie_search_row_new (ticker)));
  GtkLabel *label;
  PangoAttrList *list;

  fixture_add_site (batch, fixture_site ("x", "<b>Riantec</b> &amp;", VIGIE_KIND_OTHER, "<i>"));
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_search_index_fill (fixture->index);
  item = item_of (fixture, VIGIE_SEARCH_SITE, "x");
  vigie_drawn_row_set_item (VIGIE_DRAWN_ROW (row), item, 0);
  label = GTK_LABEL (
      gtk_widget_get_template_child (GTK_WIDGET (row), VIGIE_TYPE_SEARCH_ROW, "title"));
  g_assert_cmpstr (gtk_label_get_text (label), ==, "<b>Riantec</b> &amp;");
  list = vigie_search_item_emphasise (item, "<b>Riantec</b> &amp;");
  g_assert_nonnull (list);
  {
    GSList *attributes = pango_attr_list_get_attributes (list);

    g_assert_cmpuint (g_slist_length (attributes), ==, 1);
    g_assert_cmpuint (((PangoAttribute *) attributes->data)->start_index, ==, 3);
    g_assert_cmpuint (((PangoAttribute *) attributes->data)->end_index, ==, 10);
    g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);
  }
  pango_attr_list_unref (list);
  g_assert_finalize_object (row);
}

/* The demonstration is found where it is part of the build, and nowhere else. */
static void
test_demonstration (void)
{
  guint n, found = 0;
  const VigieSearchAction *actions = vigie_search_words_actions (&n);

  for (guint i = 0; i < n; i++)
    found += g_str_equal (actions[i].name, "win.demonstration");
  g_assert_cmpuint (found, ==, VIGIE_HAVE_DEMO);
}

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add ("/search/index", Fixture, NULL, set_up, test_index, tear_down);
  g_test_add ("/search/follow", Fixture, NULL, set_up, test_follow, tear_down);
  g_test_add ("/search/telling", Fixture, NULL, set_up, test_telling, tear_down);
  g_test_add ("/search/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add ("/search/recent", Fixture, NULL, set_up, test_recent, tear_down);
  g_test_add ("/search/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add_func ("/search/demonstration", test_demonstration);
  g_test_add ("/search/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/search/markup", Fixture, NULL, set_up, test_markup, tear_down);
#define ADD(name, function)                                                                        \
  g_test_add ("/search/dialog/" name, DialogFixture, NULL, dialog_set_up, function,                \
              dialog_tear_down)
  ADD ("choices", test_dialog_choices);
  ADD ("action", test_dialog_action);
  ADD ("position", test_dialog_position);
  ADD ("page", test_dialog_page);
  ADD ("keys", test_dialog_keys);
  ADD ("live", test_dialog_live);
  ADD ("click", test_dialog_click);
  ADD ("accessible", test_dialog_accessible);
  return g_test_run ();
}
