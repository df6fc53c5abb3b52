/* test-map-stack.c: what features add to the map: layers in their order, buttons, one bar, parts of the legend.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <gtk/gtk.h>

#include "vigie-map-fixture.h"
#include "vigie-map-view.h"
#include "vigie-scale-bar.h"
#include "vigie-test-find.h"

typedef struct
{
  GtkWidget *window;
  VigieMapView *view;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const int *size = data;

  fixture->view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), size[0], size[1]);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == size[0]);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static ShumateLayer *
new_layer (VigieMapView *view)
{
  return SHUMATE_LAYER (shumate_marker_layer_new (vigie_map_view_get_viewport (view)));
}

/* Which place a layer has from the ground up, or -1. */
static int
place_of (gpointer layer)
{
  GtkWidget *map = gtk_widget_get_parent (layer);
  int place = 0;

  if (map == NULL)
    return -1;
  for (GtkWidget *child = gtk_widget_get_first_child (map); child != NULL;
       child = gtk_widget_get_next_sibling (child), place++)
    if (child == layer)
      return place;
  return -1;
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  ShumateLayer *tools = new_layer (fixture->view), *areas = new_layer (fixture->view);
  ShumateLayer *links = new_layer (fixture->view), *areas2 = new_layer (fixture->view);
  ShumateLayer *heat = new_layer (fixture->view);
  VigieSiteLayer *sites = vigie_map_view_get_site_layer (fixture->view);

  vigie_map_view_add_layer (fixture->view, tools, VIGIE_MAP_RANK_TOOLS);
  vigie_map_view_add_layer (fixture->view, links, VIGIE_MAP_RANK_LINKS);
  vigie_map_view_add_layer (fixture->view, areas, VIGIE_MAP_RANK_AREAS);
  vigie_map_view_add_layer (fixture->view, heat, VIGIE_MAP_RANK_HEAT);
  vigie_map_view_add_layer (fixture->view, areas2, VIGIE_MAP_RANK_AREAS);
  g_assert_cmpint (place_of (areas), >, 0); /* the ground is below */
  g_assert_cmpint (place_of (areas), <, place_of (areas2));
  g_assert_cmpint (place_of (areas2), <, place_of (heat));
  g_assert_cmpint (place_of (heat), <, place_of (links));
  g_assert_cmpint (place_of (links), <, place_of (sites));
  g_assert_cmpint (place_of (sites), <, place_of (tools));

  /* Tiles that come later lie below. */
  g_assert_true (
      vigie_map_view_set_tile_template (fixture->view, "http://127.0.0.1:1/{z}/{x}/{y}.png", NULL));
  g_assert_cmpint (place_of (areas), >, 1);

  vigie_map_view_remove_layer (fixture->view, heat);
  vigie_map_view_remove_layer (fixture->view, heat);
  heat = new_layer (fixture->view);
  vigie_map_view_add_layer (fixture->view, heat, VIGIE_MAP_RANK_SYMBOLS);
  g_assert_cmpint (place_of (heat), >, place_of (links));
  g_assert_cmpint (place_of (heat), <, place_of (sites));
}

static void
count_cb (gpointer object, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static graphene_rect_t
bounds_of (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT_ZERO;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->view), &bounds));
  return bounds;
}

static GtkWidget *
find_class (GtkWidget *widget, const char *class_name)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, class_name) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_class (child, class_name);
  return found;
}

/* Nothing that is seen lies over something else, nor outside. */
static void
assert_apart (Fixture *fixture, GtkWidget *const *widgets, guint n)
{
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (fixture->view)),
                                            gtk_widget_get_height (GTK_WIDGET (fixture->view)));

  for (guint i = 0; i < n; i++)
    {
      graphene_rect_t a = bounds_of (fixture, widgets[i]);

      g_assert_true (graphene_rect_contains_rect (&all, &a));
      for (guint j = i + 1; j < n; j++)
        {
          graphene_rect_t b = bounds_of (fixture, widgets[j]);

          if (graphene_rect_intersection (&a, &b, NULL))
            g_error ("%s %u and %s %u lie over one another", G_OBJECT_TYPE_NAME (widgets[i]), i,
                     G_OBJECT_TYPE_NAME (widgets[j]), j);
        }
    }
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view), *controls[3], *bar, *other, *part;
  GtkWidget *seen[7];
  guint n_bars = 0;

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      controls[i] = gtk_button_new_from_icon_name ("open-menu-symbolic");
      vigie_map_view_add_control (fixture->view, controls[i]);
    }
  bar = g_object_ref_sink (gtk_label_new ("Une barre"));
  gtk_widget_set_size_request (bar, 270, 60);
  g_signal_connect (fixture->view, "notify::bar", G_CALLBACK (count_cb), &n_bars);
  vigie_map_view_set_bar (fixture->view, bar);
  vigie_map_view_set_bar (fixture->view, bar);
  g_assert_cmpuint (n_bars, ==, 1);
  part = gtk_label_new ("Une légende");
  vigie_map_view_add_legend (fixture->view, part);
  WAIT_UNTIL (gtk_widget_get_width (bar) >= 270 && gtk_widget_get_width (controls[2]) > 0);

  seen[0] = controls[0];
  seen[1] = controls[1];
  seen[2] = controls[2];
  seen[3] = gtk_widget_get_parent (bar);
  seen[4] = find_class (view, "vigie-attribution");
  seen[5] = vigie_test_find (view, VIGIE_TYPE_SCALE_BAR);
  seen[6] = gtk_widget_get_child_visible (find_class (view, "vigie-layer-legend"))
                ? part
                : gtk_widget_get_first_child (view);
  assert_apart (fixture, seen, seen[6] == part ? 7 : 6);
  /* The first is the highest, or where there are two columns, so it is in its own. */
  g_assert_cmpfloat (bounds_of (fixture, controls[0]).origin.y, <,
                     bounds_of (fixture, controls[1]).origin.y);

  /* One bar at a time; who was replaced can come back. */
  other = gtk_label_new ("Une autre");
  vigie_map_view_set_bar (fixture->view, other);
  g_assert_null (gtk_widget_get_parent (bar));
  g_assert_true (vigie_map_view_get_bar (fixture->view) == other);
  vigie_map_view_set_bar (fixture->view, bar);
  vigie_map_view_set_bar (fixture->view, NULL);
  g_assert_cmpuint (n_bars, ==, 4);
  g_assert_null (vigie_map_view_get_bar (fixture->view));
  g_object_unref (bar);
}

static void
test_legend (Fixture *fixture, gconstpointer data)
{
  GtkWidget *part = gtk_label_new ("Une légende");
  GtkWidget *card = find_class (GTK_WIDGET (fixture->view), "vigie-layer-legend");

  gtk_widget_set_visible (part, FALSE);
  vigie_map_view_add_legend (fixture->view, part);
  g_assert_false (gtk_widget_get_visible (card));
  gtk_widget_set_visible (part, TRUE);
  g_assert_true (gtk_widget_get_visible (card));
  vigie_map_view_set_legend_visible (fixture->view, FALSE);
  g_assert_false (gtk_widget_get_visible (card));
  vigie_map_view_set_legend_visible (fixture->view, TRUE);
  g_assert_true (gtk_widget_get_visible (card));
}

static void
test_scheme (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (fixture->view, "notify::shown-scheme", G_CALLBACK (count_cb), &n);
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_DARK);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (vigie_map_view_get_shown_scheme (fixture->view), ==, VIGIE_SCHEME_DARK);
}

int
main (int argc, char *argv[])
{
  static const int wide[] = {1000, 700}, narrow[] = {360, 560}, low[] = {360, 300};

  vigie_test_init (&argc, &argv);
  g_test_add ("/map/stack/order", Fixture, wide, set_up, test_order, tear_down);
  g_test_add ("/map/stack/places-wide", Fixture, wide, set_up, test_places, tear_down);
  g_test_add ("/map/stack/places-narrow", Fixture, narrow, set_up, test_places, tear_down);
  g_test_add ("/map/stack/places-low", Fixture, low, set_up, test_places, tear_down);
  g_test_add ("/map/stack/legend", Fixture, wide, set_up, test_legend, tear_down);
  g_test_add ("/map/stack/scheme", Fixture, wide, set_up, test_scheme, tear_down);
  return g_test_run ();
}
