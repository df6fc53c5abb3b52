/* The page of the map: a commune shown, view and filters remembered for each server; chips and check
 * lists of the filters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-fake-territory.h"
#include "vigie-filters-bar.h"
#include "vigie-filters-popover.h"
#include "vigie-map-page.h"
#include "vigie-test-folder.h"

#define WAIT_SECONDS 20
#include "vigie-test-wait.h"

static VigieMapPage *
page_new (VigieContext *context, VigieTicker *ticker)
{
  VigieMapPage *page = g_object_ref_sink (g_object_new (VIGIE_TYPE_MAP_PAGE, NULL));

  vigie_map_page_setup (page, context, ticker);
  return page;
}

/* « state=warning » of the server in the settings, or NULL. */
static char *
kept_filters (GSettings *settings, const char *server)
{
  g_autoptr (GVariant) kept = g_settings_get_value (settings, "map-filters");
  const char *text = NULL;

  g_variant_lookup (kept, server, "&s", &text);
  return g_strdup (text);
}

static void
test_remembered (void)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GSettings) settings = g_settings_new (VIGIE_APP_ID);
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  g_autofree char *folder = g_dir_make_tmp ("vigie-map-page-XXXXXX", NULL);
  g_autoptr (VigieContext) context = vigie_context_new (settings, clock, folder);
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (clock);
  g_autoptr (VigieFilters) filters = vigie_filters_from_string ("kind=recycling-centre;text=groix");
  g_autofree char *kept = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GVariant) views = NULL;
  const VigieFilters *now;
  VigieMapPage *page;
  const char *server;
  double lat, lon, zoom;

  vigie_fake_territory_put_thing (fake, 1, "Déchèterie de Groix",
                                  "{\"kind\":\"recycling-centre\",\"commune\":\"56069\"}");
  vigie_context_open (context, vigie_fake_territory_get_address (fake), NULL, NULL);
  vigie_context_start_network (context);
  WAIT_UNTIL (vigie_context_get_territory (context) != NULL
              && vigie_territory_find_site (vigie_context_get_territory (context), "1") != NULL);
  server = vigie_context_get_server (context);

  page = page_new (context, ticker);
  vigie_site_model_set_filters (vigie_map_page_get_model (page), filters);
  vigie_map_page_save (page);
  kept = kept_filters (settings, server);
  g_assert_cmpstr (kept, ==, "text=groix;kind=recycling-centre");
  views = g_settings_get_value (settings, "map-views");
  /* Nobody moved the map: the whole territory is shown next time too. */
  g_assert_false (g_variant_lookup (views, server, "(ddd)", &lat, &lon, &zoom));

  /* A commune without a site is shown by its middle; one that is not there changes nothing. */
  g_assert_false (vigie_map_page_show_commune (page, "Atlantide"));
  now = vigie_site_model_get_filters (vigie_map_page_get_model (page));
  g_assert_true (vigie_filters_equal (now, filters));
  g_assert_true (vigie_map_page_show_commune (page, "Groix"));
  now = vigie_site_model_get_filters (vigie_map_page_get_model (page));
  g_assert_true (vigie_filters_get_commune (now, "Groix"));
  g_assert_false (vigie_filters_has (now, VIGIE_FACET_KIND));
  g_assert_cmpuint (vigie_site_model_get_n_shown (vigie_map_page_get_model (page)), ==, 1);
  g_assert_true (vigie_map_page_show_commune (page, "Bubry"));
  g_assert_cmpuint (vigie_site_model_get_n_shown (vigie_map_page_get_model (page)), ==, 0);
  g_assert_finalize_object (page);

  /* Another launch: as it was left. */
  page = page_new (context, ticker);
  now = vigie_site_model_get_filters (vigie_map_page_get_model (page));
  g_assert_true (vigie_filters_get_commune (now, "Bubry"));
  g_clear_pointer (&views, g_variant_unref);
  views = g_settings_get_value (settings, "map-views");
  g_assert_true (g_variant_lookup (views, server, "(ddd)", &lat, &lon, &zoom));
  /* With no filter nothing is kept. */
  vigie_site_model_clear_filters (vigie_map_page_get_model (page));
  vigie_map_page_save (page);
  none = kept_filters (settings, server);
  g_assert_null (none);
  g_assert_finalize_object (page);

  vigie_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vigie_test_remove_tree (folder);
}

static gboolean
press_delete (GtkWidget *chip)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (chip);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (each) && g_list_model_get_n_items (G_LIST_MODEL (each)) == 1)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (each), 0);

          return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, chip, NULL);
        }
    }
  return FALSE;
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      g_autofree char *label = NULL;

      if (name == NULL)
        return widget;
      if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), name))
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_chips (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieFiltersBar *bar = g_object_ref_sink (g_object_new (VIGIE_TYPE_FILTERS_BAR, NULL));
  g_autoptr (VigieFilters) filters = vigie_filters_from_string (
      "text=x;state=critical+warning;freshness=late;kind=recycling-centre;commune=Groix+Plouay");
  g_autoptr (VigieFilters) half = vigie_filters_from_string ("state=critical");
  GtkWidget *chip;

  vigie_site_model_set_territory (model, territory);
  vigie_filters_bar_setup (bar, model);
  gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_GROUP);
  g_assert_cmpuint (vigie_filters_bar_get_n_chips (bar), ==, 0);
  /* Those that a preset or the entry shows have no chip of their own. */
  vigie_site_model_set_filters (model, filters);
  g_assert_cmpuint (vigie_filters_bar_get_n_chips (bar), ==, 3);
  chip = vigie_filters_bar_get_chip (bar, 1);
  gtk_test_accessible_assert_role (chip, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (chip), "Groix"));
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       gtk_widget_get_tooltip_text (chip));
  /* By a click, and by the key. */
  g_signal_emit_by_name (chip, "clicked");
  g_assert_false (vigie_filters_get_commune (vigie_site_model_get_filters (model), "Groix"));
  g_assert_cmpuint (vigie_filters_bar_get_n_chips (bar), ==, 2);
  g_assert_true (press_delete (vigie_filters_bar_get_chip (bar, 1)));
  g_assert_false (vigie_filters_has (vigie_site_model_get_filters (model), VIGIE_FACET_COMMUNE));
  g_assert_true (vigie_filters_get_value (vigie_site_model_get_filters (model),
                                          VIGIE_FACET_FRESHNESS, VIGIE_FRESHNESS_LATE));
  /* Half of a preset is not the preset. */
  vigie_site_model_set_filters (model, half);
  g_assert_cmpuint (vigie_filters_bar_get_n_chips (bar), ==, 1);
  vigie_site_model_clear_filters (model);
  g_assert_cmpuint (vigie_filters_bar_get_n_chips (bar), ==, 0);
  g_assert_finalize_object (bar);
}

static void
test_check_lists (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  GtkWidget *window = gtk_window_new (), *button = gtk_menu_button_new (), *popover, *check;
  g_autofree char *label = NULL;

  vigie_site_model_set_territory (model, territory);
  popover = vigie_filters_popover_new (model);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_mapped (button));
  /* A popover of another test on the same display may hold the pointer: then this one closes at once. */
  WAIT_UNTIL (gtk_widget_get_mapped (popover)
              || (gtk_popover_popup (GTK_POPOVER (popover)), FALSE));

  check
      = gtk_widget_get_ancestor (find (popover, GTK_TYPE_LABEL, "Riantec"), GTK_TYPE_CHECK_BUTTON);
  label = g_strdup_printf (ngettext ("%1$s, %2$s site", "%1$s, %2$s sites", 1), "Riantec", "1");
  gtk_test_accessible_assert_role (check, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpuint (vigie_site_model_get_n_shown (model), ==, 1);
  /* Several of one facet: either. And it follows what others do. */
  check = gtk_widget_get_ancestor (find (popover, GTK_TYPE_LABEL, "Plouay"), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpuint (vigie_site_model_get_n_shown (model), ==, 2);
  vigie_site_model_clear_filters (model);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
  g_test_add_func ("/map-page/remembered", test_remembered);
  g_test_add_func ("/map-page/chips", test_chips);
  g_test_add_func ("/map-page/check-lists", test_check_lists);
  return g_test_run ();
}
