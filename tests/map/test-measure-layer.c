/* test-measure-layer.c: what is measured is drawn where it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include "vigie-map-view.h"
#include "vigie-measure-layer.h"

#include <math.h>

#include "vigie-test-wait.h"

typedef struct
{
  GtkWidget *window;
  VigieMapView *view;
  VigieMeasureLayer *layer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  fixture->layer = vigie_measure_layer_new (vigie_map_view_get_viewport (fixture->view));
  vigie_map_view_add_layer (fixture->view, SHUMATE_LAYER (fixture->layer), VIGIE_MAP_RANK_TOOLS);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->layer)) == 600);
  vigie_map_view_set_position (fixture->view, 47.748, -3.366, 12);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* What the next frame draws. */
static void
assert_drawn (Fixture *fixture, guint n_legs, guint n_labels)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  guint legs, labels;

  GTK_WIDGET_GET_CLASS (fixture->layer)->snapshot (GTK_WIDGET (fixture->layer), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  vigie_measure_layer_get_drawn (fixture->layer, &legs, &labels);
  g_assert_cmpuint (legs, ==, n_legs);
  g_assert_cmpuint (labels, ==, n_labels);
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  VigiePosition middle = {47.748, -3.366}, found;
  double x, y;

  vigie_measure_layer_place (fixture->layer, &middle, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 300, 0.01);
  g_assert_cmpfloat_with_epsilon (y, 200, 0.01);
  vigie_measure_layer_locate (fixture->layer, 410, 77, &found);
  vigie_measure_layer_place (fixture->layer, &found, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 410, 0.01);
  g_assert_cmpfloat_with_epsilon (y, 77, 0.01);
}

static void
test_draw (Fixture *fixture, gconstpointer data)
{
  VigiePosition near[] = {{47.748, -3.40}, {47.748, -3.33}, {47.76, -3.366}};
  VigiePosition far[] = {{-30, 100}, {-31, 101}}, world[] = {{60, -170}, {-60, 170}, {NAN, 0}};
  VigiePosition around[] = {{47.75, 179.9}, {47.75, -179.9}};

  assert_drawn (fixture, 0, 0);
  vigie_measure_layer_set_points (fixture->layer, near, 2, FALSE);
  assert_drawn (fixture, 1, 1);
  vigie_measure_layer_set_points (fixture->layer, near, 3, TRUE);
  assert_drawn (fixture, 3, 3);
  vigie_measure_layer_set_next (fixture->layer, &near[0], TRUE);
  vigie_measure_layer_set_points (fixture->layer, near, 2, FALSE);
  assert_drawn (fixture, 1, 2);
  /* Where a point was just set the pointer is no way of « 0,0 m ». */
  vigie_measure_layer_set_next (fixture->layer, &near[1], TRUE);
  assert_drawn (fixture, 1, 1);
  vigie_measure_layer_set_next (fixture->layer, NULL, FALSE);
  vigie_measure_layer_set_mark (fixture->layer, &near[0], "Kerpotence <b>");
  assert_drawn (fixture, 1, 2);
  vigie_measure_layer_set_mark (fixture->layer, NULL, NULL);
  /* On the other side of the Earth nothing is drawn; lines across it are cut. */
  vigie_measure_layer_set_points (fixture->layer, far, 2, FALSE);
  assert_drawn (fixture, 0, 0);
  vigie_map_view_set_position (fixture->view, 0, 180, 18);
  vigie_measure_layer_set_points (fixture->layer, world, 3, FALSE);
  assert_drawn (fixture, 1, 1);
  /* Across the antimeridian the short way is taken. */
  vigie_map_view_set_position (fixture->view, 47.75, 180, 10);
  vigie_measure_layer_set_points (fixture->layer, around, 2, FALSE);
  assert_drawn (fixture, 1, 1);
}

static void
test_active (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_contains (GTK_WIDGET (fixture->layer), 100, 100));
  vigie_measure_layer_set_active (fixture->layer, TRUE);
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (fixture->layer)));
  g_assert_true (gtk_widget_contains (GTK_WIDGET (fixture->layer), 100, 100));
  g_assert_false (gtk_widget_contains (GTK_WIDGET (fixture->layer), 601, 100));
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (fixture->layer)));
  vigie_measure_layer_set_active (fixture->layer, FALSE);
  g_assert_false (gtk_widget_get_focusable (GTK_WIDGET (fixture->layer)));
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
  g_test_add ("/measure-layer/place", Fixture, NULL, set_up, test_place, tear_down);
  g_test_add ("/measure-layer/draw", Fixture, NULL, set_up, test_draw, tear_down);
  g_test_add ("/measure-layer/active", Fixture, NULL, set_up, test_active, tear_down);
  return g_test_run ();
}
