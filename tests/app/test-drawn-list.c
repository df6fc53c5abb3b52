/* test-drawn-list.c: heights of a long list, and the rows of the list of sites that are on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-row-heights.h"
#include "vigie-site-list-rows.h"
#include "vigie-test-keys.h"

/* Against sums that are made the long way. */
static void
test_heights (void)
{
  g_autoptr (VigieRowHeights) heights = vigie_row_heights_new ();
  static const guint lengths[] = {0, 1, 2, 3, 7, 8, 9, 100, 257};

  for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
    {
      guint n = lengths[l];
      gint64 sum = 0;

      vigie_row_heights_reset (heights, n, 46);
      g_assert_cmpint (vigie_row_heights_before (heights, n), ==, (gint64) n * 46);
      for (guint i = 0; i < n; i += 3)
        vigie_row_heights_set (heights, i, (int) (i * 7 % 90));
      for (guint i = 0; i < n; i++)
        {
          int height = i % 3 == 0 ? (int) (i * 7 % 90) : 46;

          g_assert_cmpint (vigie_row_heights_get (heights, i), ==, height);
          g_assert_cmpint (vigie_row_heights_before (heights, i), ==, sum);
          /* Each line of pixels belongs to the row that it is in; a row without height has none. */
          for (int y = 0; y < height; y++)
            g_assert_cmpuint (vigie_row_heights_find (heights, sum + y), ==, i);
          sum += height;
        }
      g_assert_cmpint (vigie_row_heights_before (heights, n), ==, sum);
      g_assert_cmpuint (vigie_row_heights_find (heights, sum), ==, n);
      g_assert_cmpuint (vigie_row_heights_find (heights, -5), ==, 0);
    }
}

/* ---- Rows on screen -------------------------------------------------------------------------- */

#define N_SITES 1000

typedef struct
{
  VigieTerritory *territory;
  VigieTicker *ticker;
  VigieSiteRowStyle *style;
  VigieSiteModel *model;
  GtkSingleSelection *selection;
  VigieDrawnList *list;
  GtkAdjustment *adjustment;
  GtkWidget *window;
  guint activated;
} Fixture;

static void
activate_cb (Fixture *fixture, guint position)
{
  fixture->activated = position;
}

/* The frame after which all is in its place. */
static void
settle (Fixture *fixture)
{
  gtk_widget_queue_resize (GTK_WIDGET (fixture->list));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* Sites in two sections, every seventh one with a name that takes two lines. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->territory = vigie_territory_new (clock);
  for (guint i = 0; i < N_SITES; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf (
          i % 7 == 3 ? "Site %04u, maison de quartier de Kervénanec et du Moustoir" : "Site %04u",
          i);

      fixture_add_site (batch, fixture_site (id, name, VIGIE_KIND_PUBLIC_BUILDING, "Lorient"));
      fixture_add_measure (batch, id, "Consommation", VIGIE_ROLE_CONSUMPTION, "kWh", i,
                           2 * VIGIE_MINUTE,
                           i < 5 ? VIGIE_CONDITION_CRITICAL : VIGIE_CONDITION_NORMAL);
    }
  vigie_territory_apply_now (fixture->territory, batch);
  fixture->ticker = vigie_ticker_new (clock);
  vigie_ticker_set_live (fixture->ticker, TRUE);
  fixture->style = vigie_site_row_style_new ();
  fixture->model = vigie_site_model_new ();
  vigie_site_model_set_territory (fixture->model, fixture->territory);
  vigie_site_model_flush (fixture->model);
  fixture->selection
      = gtk_single_selection_new (g_object_ref (vigie_site_model_get_sorted (fixture->model)));
  gtk_single_selection_set_autoselect (fixture->selection, FALSE);
  gtk_single_selection_set_can_unselect (fixture->selection, TRUE);
  fixture->list = g_object_new (VIGIE_TYPE_SITE_LIST_ROWS, NULL);
  vigie_site_list_rows_setup (VIGIE_SITE_LIST_ROWS (fixture->list), fixture->model, fixture->ticker,
                              fixture->style);
  vigie_drawn_list_set_model (fixture->list, GTK_SELECTION_MODEL (fixture->selection));
  fixture->activated = G_MAXUINT;
  g_signal_connect_swapped (fixture->list, "activate", G_CALLBACK (activate_cb), fixture);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->list));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 500);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_height (GTK_WIDGET (fixture->list)) < 300)
    g_main_context_iteration (NULL, TRUE);
  settle (fixture);
  fixture->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->list));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->selection);
  g_object_unref (fixture->model);
  g_object_unref (fixture->style);
  g_object_unref (fixture->ticker);
  g_object_unref (fixture->territory);
}

static VigieDrawnRow *
shown_row (Fixture *fixture, guint position)
{
  GPtrArray *rows = vigie_drawn_list_get_rows (fixture->list);

  for (guint i = 0; i < rows->len; i++)
    if (vigie_drawn_row_get_position (g_ptr_array_index (rows, i)) == position)
      return g_ptr_array_index (rows, i);
  return NULL;
}

static graphene_rect_t
place_of (Fixture *fixture, gpointer widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->list), &bounds));
  return bounds;
}

/* What is on screen is there once, one under the other, each as high as it asks, without a gap but the headings. */
static void
check_screen (Fixture *fixture)
{
  GPtrArray *rows = vigie_drawn_list_get_rows (fixture->list);
  double height = gtk_widget_get_height (GTK_WIDGET (fixture->list)), bottom = 0;
  guint first = G_MAXUINT, n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (vigie_drawn_row_get_item (g_ptr_array_index (rows, i)) != NULL)
      {
        first = MIN (first, vigie_drawn_row_get_position (g_ptr_array_index (rows, i)));
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  for (guint position = first; position < first + n; position++)
    {
      g_autoptr (VigieSite) site
          = g_list_model_get_item (G_LIST_MODEL (fixture->selection), position);
      VigieDrawnRow *row = shown_row (fixture, position);
      graphene_rect_t place;
      guint start, end;

      g_assert_nonnull (row);
      g_assert_true (vigie_drawn_row_get_item (row) == site);
      place = place_of (fixture, row);
      g_assert_cmpint ((int) place.size.height, ==,
                       vigie_site_row_get_height (VIGIE_SITE_ROW (row), (int) place.size.width));
      gtk_section_model_get_section (GTK_SECTION_MODEL (fixture->selection), position, &start,
                                     &end);
      if (position > first && start != position)
        g_assert_cmpfloat_with_epsilon (place.origin.y, bottom, 0.5);
      else if (position > first)
        g_assert_cmpfloat (place.origin.y, >, bottom + 5);
      bottom = place.origin.y + place.size.height;
    }
  if (first + n < g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)))
    g_assert_cmpfloat (bottom, >=, height);
}

/* However long the list is, it has the rows that fit; they say what they show. */
static void
test_few_rows (Fixture *fixture, gconstpointer data)
{
  VigieDrawnRow *row = shown_row (fixture, 0);

  g_assert_cmpuint (vigie_drawn_list_get_rows (fixture->list)->len, <, 30);
  check_screen (fixture);
  gtk_test_accessible_assert_role (fixture->list, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_site_row_get_sentence (VIGIE_SITE_ROW (row)));
  gtk_test_accessible_assert_relation (row, GTK_ACCESSIBLE_RELATION_POS_IN_SET, 1);
  gtk_test_accessible_assert_relation (row, GTK_ACCESSIBLE_RELATION_SET_SIZE, N_SITES);
  /* The heading stands over the first row. */
  g_assert_cmpfloat (place_of (fixture, row).origin.y, >, 5);
  for (guint i = 1; i < 40; i++)
    {
      gtk_adjustment_set_value (fixture->adjustment, i * 37);
      settle (fixture);
      check_screen (fixture);
    }
  g_assert_cmpuint (vigie_drawn_list_get_rows (fixture->list)->len, <, 30);
}

/* What is said under the last row scrolls with the rows, and is all of it at the end. */
static void
test_foot (Fixture *fixture, gconstpointer data)
{
  GtkWidget *foot = gtk_label_new ("Déchèteries, un jour de semaine");
  double before = gtk_adjustment_get_upper (fixture->adjustment);
  graphene_rect_t place, last;

  gtk_widget_set_size_request (foot, -1, 70);
  g_object_set (fixture->list, "foot", foot, NULL);
  settle (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), ==, before + 70);
  vigie_drawn_list_scroll_to (fixture->list, N_SITES - 1, FALSE);
  settle (fixture);
  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_upper (fixture->adjustment));
  settle (fixture);
  check_screen (fixture);
  place = place_of (fixture, foot);
  last = place_of (fixture, shown_row (fixture, N_SITES - 1));
  g_assert_cmpfloat_with_epsilon (place.origin.y, last.origin.y + last.size.height, 0.5);
  g_assert_cmpfloat_with_epsilon (place.origin.y + place.size.height,
                                  gtk_widget_get_height (GTK_WIDGET (fixture->list)), 0.5);
  /* It is read after all rows. */
  g_assert_true (gtk_widget_get_last_child (GTK_WIDGET (fixture->list)) == foot);
  gtk_widget_set_visible (foot, FALSE);
  settle (fixture);
  last = place_of (fixture, shown_row (fixture, N_SITES - 1));
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), ==,
                     gtk_adjustment_get_value (fixture->adjustment) + last.origin.y
                         + last.size.height);
  check_screen (fixture);
}

/* The end is the end, whatever heights were guessed. */
static void
test_end (Fixture *fixture, gconstpointer data)
{
  VigieDrawnRow *row;
  double upper;

  vigie_drawn_list_scroll_to (fixture->list, N_SITES - 1, FALSE);
  settle (fixture);
  check_screen (fixture);
  row = shown_row (fixture, N_SITES - 1);
  g_assert_nonnull (row);
  g_assert_cmpfloat_with_epsilon (place_of (fixture, row).origin.y
                                      + place_of (fixture, row).size.height,
                                  gtk_widget_get_height (GTK_WIDGET (fixture->list)), 1);
  upper = gtk_adjustment_get_upper (fixture->adjustment)
          - gtk_adjustment_get_page_size (fixture->adjustment);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment), upper, 1);
  vigie_drawn_list_scroll_to (fixture->list, 0, FALSE);
  settle (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, 0);
}

/* Scrolling up into rows that are higher than was guessed moves nothing but what the hand moved. */
static void
test_steady (Fixture *fixture, gconstpointer data)
{
  vigie_drawn_list_scroll_to (fixture->list, 500, FALSE);
  settle (fixture);
  for (guint i = 0; i < 60; i++)
    {
      VigieDrawnRow *row = shown_row (fixture, 0);
      guint position = G_MAXUINT;
      double before;

      /* A row in the middle of the screen. */
      for (guint p = 0; p < N_SITES && position == G_MAXUINT; p++)
        {
          row = shown_row (fixture, p);
          if (row != NULL && place_of (fixture, row).origin.y > 100)
            position = p;
        }
      before = place_of (fixture, row).origin.y;
      gtk_adjustment_set_value (fixture->adjustment,
                                gtk_adjustment_get_value (fixture->adjustment) - 30);
      settle (fixture);
      row = shown_row (fixture, position);
      g_assert_nonnull (row);
      g_assert_cmpfloat_with_epsilon (place_of (fixture, row).origin.y, before + 30, 1);
    }
}

/* What comes and goes above leaves what is looked at where it is; at the top the list stays at the top. */
static void
test_anchor (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (VigieSite) site = NULL;
  VigieDrawnRow *row;
  double before;

  vigie_drawn_list_scroll_to (fixture->list, 300, FALSE);
  settle (fixture);
  row = shown_row (fixture, 298);
  g_assert_nonnull (row);
  site = g_object_ref (vigie_drawn_row_get_item (row));
  before = place_of (fixture, row).origin.y;
  fixture_add_site (batch, fixture_site ("new", "Site 0000 bis", VIGIE_KIND_WATER, "Lorient"));
  fixture_add_measure (batch, "new", "Niveau", VIGIE_ROLE_FILL_LEVEL, "%", 97, VIGIE_MINUTE,
                       VIGIE_CONDITION_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_model_flush (fixture->model);
  settle (fixture);
  row = shown_row (fixture, 299);
  g_assert_nonnull (row);
  g_assert_true (vigie_drawn_row_get_item (row) == site);
  g_assert_cmpfloat_with_epsilon (place_of (fixture, row).origin.y, before, 1);
  check_screen (fixture);

  vigie_drawn_list_scroll_to_top (fixture->list);
  settle (fixture);
  batch = vigie_territory_batch_new ();
  fixture_add_site (batch, fixture_site ("more", "Site 0000 ter", VIGIE_KIND_WATER, "Lorient"));
  fixture_add_measure (batch, "more", "Niveau", VIGIE_ROLE_FILL_LEVEL, "%", 97, VIGIE_MINUTE,
                       VIGIE_CONDITION_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_model_flush (fixture->model);
  settle (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, 0);
  check_screen (fixture);
}

/* A filter gives the rows that are there other sites, and none to what it leaves over. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  static const char *const queries[] = {"site 00", "kervenanec", "0123", "nulle part", ""};
  guint n = vigie_drawn_list_get_rows (fixture->list)->len;

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      vigie_site_model_set_query (fixture->model, queries[i]);
      vigie_site_model_flush (fixture->model);
      settle (fixture);
      if (g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)) > 0)
        check_screen (fixture);
      else
        g_assert_null (shown_row (fixture, 0));
      g_assert_cmpuint (vigie_drawn_list_get_rows (fixture->list)->len, <, n + 12);
    }
}

/* Runs what the key does with the rows focused. */
static void
press (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  vigie_test_press_shortcut (GTK_WIDGET (fixture->list), key, modifiers);
}

/* The keys go from row to row and choose; with Ctrl they go and leave what is chosen. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    guint row, selected;
  } cases[] = {
      {GDK_KEY_Down, 0, 1, 1},
      {GDK_KEY_Down, GDK_SHIFT_MASK, 2, 2},
      {GDK_KEY_KP_Up, 0, 1, 1},
      {GDK_KEY_Up, GDK_CONTROL_MASK, 0, 1},
      {GDK_KEY_space, 0, 0, 0},
      {GDK_KEY_Up, 0, 0, 0},
      {GDK_KEY_End, 0, N_SITES - 1, N_SITES - 1},
      {GDK_KEY_Down, 0, N_SITES - 1, N_SITES - 1},
      {GDK_KEY_space, GDK_CONTROL_MASK, N_SITES - 1, GTK_INVALID_LIST_POSITION},
      {GDK_KEY_Home, 0, 0, 0},
  };
  VigieDrawnRow *row;
  guint page;

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->list)));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      press (fixture, cases[i].key, cases[i].modifiers);
      settle (fixture);
      row = shown_row (fixture, cases[i].row);
      g_assert_nonnull (row);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (row));
      g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==,
                        cases[i].selected);
      if (cases[i].selected == cases[i].row)
        gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
      check_screen (fixture);
    }
  press (fixture, GDK_KEY_Page_Down, 0);
  settle (fixture);
  page = gtk_single_selection_get_selected (fixture->selection);
  g_assert_cmpuint (page, >, 3);
  g_assert_cmpuint (page, <, 12);
  g_assert_nonnull (shown_row (fixture, page));
  press (fixture, GDK_KEY_Page_Up, 0);
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 0);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture->activated, ==, 0);

  /* The focus stays with the row that has it when that is scrolled away, and comes back to view with the next key. */
  gtk_adjustment_set_value (fixture->adjustment, 20000);
  settle (fixture);
  g_assert_true (GTK_IS_WIDGET (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  press (fixture, GDK_KEY_Down, 0);
  settle (fixture);
  row = shown_row (fixture, 1);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (row));
  g_assert_cmpfloat (place_of (fixture, row).origin.y, >=, 0);
  check_screen (fixture);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/app/drawn-list/heights", test_heights);
  ADD ("/app/drawn-list/few-rows", test_few_rows);
  ADD ("/app/drawn-list/end", test_end);
  ADD ("/app/drawn-list/foot", test_foot);
  ADD ("/app/drawn-list/steady", test_steady);
  ADD ("/app/drawn-list/anchor", test_anchor);
  ADD ("/app/drawn-list/filter", test_filter);
  ADD ("/app/drawn-list/keyboard", test_keyboard);
  return g_test_run ();
}
