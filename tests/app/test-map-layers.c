/* test-map-layers.c: the popover of layers: switches that follow their actions, what is remembered for each server, what
 * a saved view keeps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-fake-territory.h"
#include "vigie-map-layers.h"
#include "vigie-map-page.h"
#include "vigie-test-find.h"

#define WAIT_SECONDS 20
#include "vigie-test-wait.h"

#include <glib/gstdio.h>

typedef struct
{
  GSettings *settings;
  VigieClock *clock;
  VigieContext *context;
  VigieTicker *ticker;
  VigieMapPage *page;
  VigieMapView *map;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new ();
  fixture->folder = g_dir_make_tmp ("vigie-map-layers-XXXXXX", NULL);
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
  fixture->ticker = vigie_ticker_new (fixture->clock);
  fixture->page = g_object_ref_sink (g_object_new (VIGIE_TYPE_MAP_PAGE, NULL));
  vigie_map_page_setup (fixture->page, fixture->context, fixture->ticker);
  fixture->map = VIGIE_MAP_VIEW (vigie_test_find (GTK_WIDGET (fixture->page), VIGIE_TYPE_MAP_VIEW));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->page);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->ticker);
  g_object_unref (fixture->context);
  g_object_unref (fixture->clock);
  g_settings_reset (fixture->settings, "map-layers");
  g_object_unref (fixture->settings);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static VigieMapParts
parts_of (Fixture *fixture, GSimpleActionGroup *actions)
{
  return (VigieMapParts) {.context = fixture->context,
                          .ticker = fixture->ticker,
                          .model = vigie_map_page_get_model (fixture->page),
                          .map = fixture->map,
                          .actions = G_ACTION_MAP (actions)};
}

/* The page's own: each switch is there for hands and for a screen reader, and does what it says. */
static void
test_switches (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover = NULL, *toggle;

  toggle = vigie_test_find (GTK_WIDGET (fixture->map), GTK_TYPE_SWITCH);
  g_assert_nonnull (toggle);
  popover = gtk_widget_get_ancestor (toggle, GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  gtk_test_accessible_assert_role (toggle, GTK_ACCESSIBLE_ROLE_SWITCH);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (toggle),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  /* The rings are on at first. */
  g_assert_true (gtk_widget_get_sensitive (toggle));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->map), "map.layer-rings", NULL));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (toggle)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->map), "map.layer-rings", NULL);
}

/* What a saved view keeps, and sets again. */
static void
test_strings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  VigieMapParts parts = parts_of (fixture, actions);
  g_autoptr (VigieMapLayers) layers = vigie_map_layers_new (&parts);
  const char *const ids[] = {"none", "late", "use", NULL};
  const char *const labels[] = {"Rien", "Retards", "Consommation", NULL};
  GAction *lines, *colours;
  g_autofree char *text = NULL, *again = NULL;

  vigie_map_layers_set_string (layers, "");
  lines = vigie_map_layers_add_switch (layers, VIGIE_MAP_GROUP_COMMUNES, "lines", "Contours", NULL,
                                       FALSE);
  colours = vigie_map_layers_add_choice (layers, VIGIE_MAP_GROUP_COMMUNES, "colours", "Colorer par",
                                         ids, labels);
  text = vigie_map_layers_to_string (layers);
  g_assert_cmpstr (g_strrstr (text, "colours="), ==, "colours=none");
  g_assert_false (vigie_map_layers_get_on (layers, "lines"));
  g_assert_false (vigie_map_layers_get_on (layers, "unknown"));
  vigie_map_layers_set_string (layers, "lines;x;colours=late;colours=nonsense;y=z;rings=");
  g_assert_true (vigie_map_layers_get_on (layers, "lines"));
  g_assert_false (vigie_map_layers_get_on (layers, "rings"));
  {
    g_autoptr (GVariant) state = g_action_get_state (colours);

    g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "late");
  }
  g_action_activate (lines, NULL);
  g_assert_false (vigie_map_layers_get_on (layers, "lines"));
  g_action_activate (colours, g_variant_new_string ("use"));
  again = vigie_map_layers_to_string (layers);
  g_assert_nonnull (g_strrstr (again, "colours=use"));
  g_assert_null (g_strrstr (again, "lines"));
}

/* Each server has its own, and one that nobody touched has what is usual. */
static void
test_servers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  VigieMapParts parts = parts_of (fixture, actions);
  g_autoptr (VigieMapLayers) layers = vigie_map_layers_new (&parts);
  g_autoptr (GVariant) kept = NULL, before = NULL, after = NULL;
  GVariantDict dict;
  g_autoptr (GVariant) entry = NULL;
  const char *server;

  /* Nobody's: not remembered. */
  vigie_map_layers_set_string (layers, "gateways");
  before = g_settings_get_value (fixture->settings, "map-layers");
  g_assert_cmpuint (g_variant_n_children (before), ==, 0);
  vigie_context_open (fixture->context, vigie_fake_territory_get_address (fake), NULL, NULL);
  WAIT_UNTIL (vigie_context_get_territory (fixture->context) != NULL);
  server = vigie_context_get_server (fixture->context);
  g_assert_true (vigie_map_layers_get_on (layers, "rings"));
  g_assert_false (vigie_map_layers_get_on (layers, "gateways"));

  vigie_map_layers_set_string (layers, "gateways");
  kept = g_settings_get_value (fixture->settings, "map-layers");
  entry = g_variant_lookup_value (kept, server, G_VARIANT_TYPE ("a{sv}"));
  g_assert_nonnull (entry);
  g_variant_dict_init (&dict, entry);
  {
    gboolean on = FALSE;

    g_assert_true (g_variant_dict_lookup (&dict, "gateways", "b", &on) && on);
    g_assert_true (g_variant_dict_lookup (&dict, "rings", "b", &on) && !on);
  }
  g_variant_dict_clear (&dict);
  /* Back to the usual: nothing to remember. */
  vigie_map_layers_set_string (layers, "rings");
  after = g_settings_get_value (fixture->settings, "map-layers");
  g_assert_null (g_variant_lookup_value (after, server, NULL));
  vigie_context_close (fixture->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
  g_test_add ("/app/map-layers/switches", Fixture, NULL, set_up, test_switches, tear_down);
  g_test_add ("/app/map-layers/strings", Fixture, NULL, set_up, test_strings, tear_down);
  g_test_add ("/app/map-layers/servers", Fixture, NULL, set_up, test_servers, tear_down);
  return g_test_run ();
}
