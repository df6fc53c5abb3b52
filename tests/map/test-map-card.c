/* test-map-card.c: what the card of a sign says, and when the view shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "vigie-map-card.h"
#include "vigie-map-fixture.h"
#include "vigie-map-view.h"
#include "vigie-words.h"

#define ASSERT_IN(text, part)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr (text, part) == NULL)                                                               \
      g_error ("« %s » is not in « %s »", part, text);                                             \
  }                                                                                                \
  G_STMT_END

static VigieTerritory *
territory_new (void)
{
  VigieTerritory *territory = fixture_territory ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  fixture_add_site (batch, "w", "Mairie <b>Nord</b> & Sud", VIGIE_KIND_PUBLIC_BUILDING, 47.75,
                    -3.37, VIGIE_GLYPH_WARNING);
  fixture_add_site (batch, "n", "Groix", VIGIE_KIND_WATER, 47.6, -3.5, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "s", "Bubry", VIGIE_KIND_LORA_GATEWAY, 47.9, -3.2, VIGIE_GLYPH_SILENT);
  fixture_add_site (batch, "never", "Neuf", VIGIE_KIND_WATER, 47.9, -3.4, VIGIE_GLYPH_NEVER);
  fixture_add_site (batch, "e", "École", VIGIE_KIND_PUBLIC_BUILDING, 47.8, -3.4,
                    VIGIE_GLYPH_NO_MEASURE);
  vigie_territory_apply_now (territory, batch);
  return territory;
}

static VigieSiteLook
look_of (VigieSite *site)
{
  return (VigieSiteLook) {vigie_site_get_condition (site), vigie_site_get_freshness (site),
                          vigie_site_get_level (site), TRUE};
}

static const char *
show (VigieMapCard *card, VigieTerritory *territory, const char *id, gboolean link_lost)
{
  VigieSiteHint hint
      = {.site = vigie_territory_find_site (territory, id), .n_sites = 1, .size = 30};

  g_assert_nonnull (hint.site);
  hint.look = look_of (hint.site);
  vigie_map_card_show (card, &hint, FIXTURE_NOW, link_lost);
  return vigie_map_card_get_text (card);
}

/* Labels within @widget: none of them takes what a server sent as markup. */
static guint
count_labels (GtkWidget *widget)
{
  guint n = GTK_IS_LABEL (widget);

  if (GTK_IS_LABEL (widget))
    g_assert_false (gtk_label_get_use_markup (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child);
  return n;
}

static void
test_site (void)
{
  VigieMapCard *card = g_object_ref_sink (VIGIE_MAP_CARD (vigie_map_card_new ()));
  g_autoptr (VigieTerritory) territory = territory_new ();
  g_autofree char *value = vigie_words_value (92, "%");
  g_autofree char *age = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - VIGIE_MINUTE);
  g_autofree char *at = vigie_words_at (FIXTURE_NOW, FIXTURE_NOW - VIGIE_MINUTE, NULL);
  g_autofree char *silent
      = vigie_words_silent_since (FIXTURE_NOW, FIXTURE_NOW - 20 * FIXTURE_INTERVAL, NULL);
  g_autofree char *last_value = vigie_words_value (42, "%");
  g_autofree char *last = g_strdup_printf (_ ("last: %s"), last_value);
  const char *text;

  gtk_test_accessible_assert_role (card, GTK_ACCESSIBLE_ROLE_TOOLTIP);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  g_assert_false (gtk_widget_get_can_target (GTK_WIDGET (card)));

  /* Name as it is, kind, state, reason, value, age. */
  text = show (card, territory, "w", FALSE);
  ASSERT_IN (text, "Mairie <b>Nord</b> & Sud");
  ASSERT_IN (text, vigie_words_kind (VIGIE_KIND_PUBLIC_BUILDING));
  ASSERT_IN (text, vigie_glyph_look_label (VIGIE_GLYPH_WARNING));
  ASSERT_IN (text, vigie_site_get_reason (vigie_territory_find_site (territory, "w")));
  ASSERT_IN (text, value);
  ASSERT_IN (text, age);
  g_assert_cmpuint (count_labels (GTK_WIDGET (card)), >=, 6);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (card), "link-lost"));

  /* A lost link: the last known state, a clock time, no age that looks current. */
  text = show (card, territory, "w", TRUE);
  ASSERT_IN (text, at);
  g_assert_null (strstr (text, age));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (card), "link-lost"));

  text = show (card, territory, "s", FALSE);
  ASSERT_IN (text, silent);
  ASSERT_IN (text, last);
  /* Without a measure the state says all. */
  text = show (card, territory, "e", FALSE);
  ASSERT_IN (text, vigie_glyph_look_label (VIGIE_GLYPH_NO_MEASURE));
  g_assert_null (strstr (text, vigie_site_get_reason (vigie_territory_find_site (territory, "e"))));
  text = show (card, territory, "never", FALSE);
  ASSERT_IN (text, vigie_words_freshness (VIGIE_FRESHNESS_NEVER));
  ASSERT_IN (text, "—");
  /* A normal one is not given a reason. */
  text = show (card, territory, "n", FALSE);
  ASSERT_IN (text, last_value);
  g_assert_finalize_object (card);
}

/* How busy it is, where that is known. */
static void
test_level (void)
{
  VigieMapCard *card = g_object_ref_sink (VIGIE_MAP_CARD (vigie_map_card_new ()));
  g_autoptr (VigieTerritory) territory = territory_new ();
  g_autofree char *words
      = g_strdup_printf (C_ ("site", "Attendance: %s"), vigie_level_words (VIGIE_LEVEL_HEAVY));

  g_assert_null (strstr (show (card, territory, "w", FALSE), words));
  vigie_site_set_level (vigie_territory_find_site (territory, "w"), VIGIE_LEVEL_HEAVY);
  ASSERT_IN (show (card, territory, "w", FALSE), words);
  g_object_unref (card);
}

static void
test_cluster (void)
{
  VigieMapCard *card = g_object_ref_sink (VIGIE_MAP_CARD (vigie_map_card_new ()));
  g_autoptr (VigieTerritory) territory = territory_new ();
  VigieSiteHint hint
      = {.n_sites = 17,
         .counts = {[VIGIE_GLYPH_NORMAL] = 15, [VIGIE_GLYPH_WARNING] = 1, [VIGIE_GLYPH_SILENT] = 1},
         .worst
         = {vigie_territory_find_site (territory, "w"), vigie_territory_find_site (territory, "s")},
         .n_worst = 2};
  g_autofree char *reason = g_strdup (vigie_site_get_reason (hint.worst[1]));
  g_autofree char *warning = vigie_glyph_look_count_words (VIGIE_GLYPH_WARNING, 1);
  /* In agreement with their number: « 15 normaux ». */
  g_autofree char *normal = g_strdup_printf (ngettext ("%s normal", "%s normal", 15), "15");
  const char *text;

  vigie_map_card_show (card, &hint, FIXTURE_NOW, FALSE);
  text = vigie_map_card_get_text (card);
  ASSERT_IN (text, "17");
  ASSERT_IN (text, warning);
  ASSERT_IN (text, normal);
  ASSERT_IN (text, "Mairie <b>Nord</b> & Sud");
  g_assert_true (strstr (text, "Mairie") < strstr (text, "Bubry"));
  ASSERT_IN (text, vigie_site_get_reason (hint.worst[1]));
  g_assert_null (strstr (text, vigie_glyph_look_label (VIGIE_GLYPH_CRITICAL)));
  g_assert_null (strstr (text, _ ("Last known state")));
  vigie_map_card_show (card, &hint, FIXTURE_NOW, TRUE);
  ASSERT_IN (vigie_map_card_get_text (card), _ ("Last known state"));
  hint.past = TRUE;
  vigie_map_card_show (card, &hint, FIXTURE_NOW, FALSE);
  ASSERT_IN (vigie_map_card_get_text (card), "Bubry");
  g_assert_null (strstr (vigie_map_card_get_text (card), reason));
  g_assert_finalize_object (card);
}

/* Of an instant that is past the state is told, and nothing of the present. */
static void
test_past (void)
{
  VigieMapCard *card = g_object_ref_sink (VIGIE_MAP_CARD (vigie_map_card_new ()));
  g_autoptr (VigieTerritory) territory = territory_new ();
  VigieSiteHint hint
      = {.site = vigie_territory_find_site (territory, "w"),
         .look = {VIGIE_CONDITION_CRITICAL, VIGIE_FRESHNESS_LIVE, VIGIE_LEVEL_HEAVY, TRUE},
         .past = TRUE,
         .n_sites = 1,
         .size = 30};
  g_autofree char *value = vigie_words_value (92, "%");
  const char *text;

  vigie_map_card_show (card, &hint, FIXTURE_NOW, FALSE);
  text = vigie_map_card_get_text (card);
  ASSERT_IN (text, "Mairie <b>Nord</b> & Sud");
  ASSERT_IN (text, vigie_glyph_look_label (VIGIE_GLYPH_CRITICAL));
  ASSERT_IN (text, vigie_level_words (VIGIE_LEVEL_HEAVY));
  g_assert_null (strstr (text, value));
  g_assert_null (strstr (text, vigie_site_get_reason (hint.site)));
  g_assert_null (strstr (text, vigie_glyph_look_label (VIGIE_GLYPH_WARNING)));
  g_assert_finalize_object (card);
}

/* ---- In the view ----------------------------------------------------------------------------- */

static GtkWidget *
find_card (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (VIGIE_IS_MAP_CARD (child))
      return child;
  g_assert_not_reached ();
}

static GtkEventController *
controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (each, type))
        return each; /* the widget keeps it */
    }
  g_assert_not_reached ();
}

/* Everything of the card is within the map, and it does not lie on its sign. */
static void
assert_beside (GtkWidget *view, GtkWidget *card, double x, double y)
{
  graphene_rect_t rect;

  WAIT_UNTIL (gtk_widget_get_width (card) > 0 && gtk_widget_compute_bounds (card, view, &rect));
  g_assert_cmpfloat (rect.origin.x, >=, 0);
  g_assert_cmpfloat (rect.origin.y, >=, 0);
  g_assert_cmpfloat (rect.origin.x + rect.size.width, <=, gtk_widget_get_width (view));
  g_assert_cmpfloat (rect.origin.y + rect.size.height, <=, gtk_widget_get_height (view));
  g_assert_false (
      graphene_rect_contains_point (&rect, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
}

static void
test_view (void)
{
  g_autoptr (VigieTerritory) territory = territory_new ();
  GtkWidget *view = vigie_map_view_new (), *window = gtk_window_new (), *card = find_card (view);
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (VIGIE_MAP_VIEW (view));
  GtkEventController *motion = controller (GTK_WIDGET (layer), GTK_TYPE_EVENT_CONTROLLER_MOTION);
  double x, y;
  gboolean handled;

  vigie_map_view_set_reduced_motion (VIGIE_MAP_VIEW (view), TRUE);
  vigie_map_view_set_territory (VIGIE_MAP_VIEW (view), territory);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_width (view) == 700);
  vigie_site_layer_flush (layer);

  /* Not at once; then beside the sign, and gone with the pointer. */
  for (guint i = 0; i < 4; i++)
    {
      static const char *const ids[] = {"w", "n", "s", "never"};

      g_assert_true (vigie_site_layer_locate (layer, vigie_territory_find_site (territory, ids[i]),
                                              &x, &y, NULL));
      g_signal_emit_by_name (motion, "motion", x, y);
      if (i == 0)
        g_assert_false (gtk_widget_get_visible (card));
      WAIT_UNTIL (gtk_widget_get_visible (card));
      ASSERT_IN (vigie_map_card_get_text (VIGIE_MAP_CARD (card)),
                 vigie_site_get_name (vigie_territory_find_site (territory, ids[i])));
      assert_beside (view, card, x, y);
    }
  vigie_map_view_set_link_lost (VIGIE_MAP_VIEW (view), TRUE);
  g_assert_true (gtk_widget_has_css_class (card, "link-lost"));
  vigie_map_view_set_link_lost (VIGIE_MAP_VIEW (view), FALSE);
  g_signal_emit_by_name (motion, "leave");
  g_assert_false (gtk_widget_get_visible (card));

  /* Also for the keyboard, whose focus it leaves alone. */
  g_assert_true (gtk_widget_grab_focus (view));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (layer)));
  g_signal_emit_by_name (controller (GTK_WIDGET (layer), GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", GDK_KEY_Home, 0, 0, &handled);
  WAIT_UNTIL (gtk_widget_get_visible (card));
  ASSERT_IN (vigie_map_card_get_text (VIGIE_MAP_CARD (card)), "Mairie");
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (layer)));
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The arrows pan, by more with Shift; a box is shown; who moved the map is known. */
static void
test_moves (void)
{
  g_autoptr (VigieTerritory) territory = territory_new ();
  VigieMapView *view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  GtkWidget *window = gtk_window_new ();
  VigieGeoBox box = {.south = 47.60, .west = -3.52, .north = 47.66, .east = -3.40};
  double lat, lon, zoom, lat2, lon2, zoom2, step;

  vigie_map_view_set_reduced_motion (view, TRUE);
  vigie_map_view_set_territory (view, territory);
  /* Asked for before there is a size. */
  vigie_map_view_show_box (view, &box);
  g_assert_false (vigie_map_view_get_follows (view));
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (view)) > 0);
  vigie_map_view_get_position (view, &lat, &lon, &zoom);
  g_assert_cmpfloat_with_epsilon (lat, 47.63, 0.02);
  g_assert_cmpfloat_with_epsilon (lon, -3.46, 0.01);

  gtk_widget_activate_action (GTK_WIDGET (view), "map.pan", "(dd)", 0.125, 0.0);
  vigie_map_view_get_position (view, &lat2, &lon2, &zoom2);
  step = lon2 - lon;
  g_assert_cmpfloat (step, >, 0);
  g_assert_cmpfloat_with_epsilon (lat, lat2, 1e-9);
  g_assert_cmpfloat_with_epsilon (zoom, zoom2, 1e-9);
  gtk_widget_activate_action (GTK_WIDGET (view), "map.pan", "(dd)", -0.5, -0.5);
  vigie_map_view_get_position (view, &lat2, &lon2, &zoom2);
  g_assert_cmpfloat_with_epsilon (lon2, lon - 3 * step, 1e-6);
  g_assert_cmpfloat (lat2, >, lat);
  g_assert_false (vigie_map_view_get_follows (view));
  vigie_map_view_whole_territory (view);
  g_assert_true (vigie_map_view_get_follows (view));
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/map/card/site", test_site);
  g_test_add_func ("/map/card/level", test_level);
  g_test_add_func ("/map/card/cluster", test_cluster);
  g_test_add_func ("/map/card/past", test_past);
  g_test_add_func ("/map/card/view", test_view);
  g_test_add_func ("/map/card/moves", test_moves);
  return g_test_run ();
}
