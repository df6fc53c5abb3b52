/* test-window-pages.c: which page the window shows, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-map-view.h"
#include "window-fixture.h"

#define WAIT_SECONDS 20
#include "vigie-test-wait.h"
#include "vigie-test-find.h"

typedef struct
{
  WindowFixture base;
  GtkListBox *sidebar;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  WindowFixture *base = &fixture->base;

  window_fixture_begin (base);
  vigie_fake_territory_put_thing (base->fake, 1, "Poste 1", "{\"kind\":\"water\"}");
  g_settings_reset (base->settings, "last-page");
  window_fixture_present (base);
  fixture->sidebar = GTK_LIST_BOX (vigie_test_find (GTK_WIDGET (base->window), GTK_TYPE_LIST_BOX));
  window_fixture_open (base);
  WAIT_UNTIL (vigie_context_get_territory (base->context) != NULL
              && vigie_territory_find_site (vigie_context_get_territory (base->context), "1")
                     != NULL);
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (fixture->sidebar)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_settings_reset (fixture->base.settings, "last-page");
  window_fixture_end (&fixture->base);
}

/* The page of a site is none of the sidebar's. The toolkit may give the first focus of a window to the sidebar, which
 * then chooses its row: the site that a link asked for stays, and no other page is marked. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (fixture->sidebar, 1);

  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.open-site", "s", "1");
  WAIT_UNTIL (g_strcmp0 (vigie_window_get_shown_site (fixture->base.window), "1") == 0);
  g_assert_null (gtk_list_box_get_selected_row (fixture->sidebar));
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_list_box_select_row (fixture->sidebar, row);
  iterate ();
  g_assert_cmpstr (vigie_window_get_shown_site (fixture->base.window), ==, "1");
  g_assert_null (gtk_list_box_get_selected_row (fixture->sidebar));
}

/* The arrow keys do lead to a page. */
static void
test_arrows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (fixture->sidebar, 0)));
  g_signal_emit_by_name (fixture->sidebar, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE,
                         FALSE);
  iterate ();
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (fixture->sidebar)),
                   ==, 1);
  page = g_settings_get_string (fixture->base.settings, "last-page");
  g_assert_cmpstr (page, ==, "energy");
}

/* The menu says the keys that the dialog of shortcuts says. */
static void
test_menu_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = gtk_accelerator_get_label (GDK_KEY_question, GDK_CONTROL_MASK);
  g_autofree char *longer
      = gtk_accelerator_get_label (GDK_KEY_question, GDK_CONTROL_MASK | GDK_SHIFT_MASK);

  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.main-menu", NULL);
  WAIT_UNTIL (vigie_test_has_text (GTK_WIDGET (fixture->base.window), key));
  g_assert_false (vigie_test_has_text (GTK_WIDGET (fixture->base.window), longer));
}

/* What was asked last is answered at once: no word about a copy waits until the one before is closed. */
static void
test_answers (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->base.window);

  vigie_window_notice (fixture->base.window, "to be read");
  gtk_widget_activate_action (window, "win.notice", "s", "first copied");
  gtk_widget_activate_action (window, "win.notice", "s", "second copied");
  WAIT_UNTIL (vigie_test_has_text (window, "second copied"));
  WAIT_UNTIL (!vigie_test_has_text (window, "first copied"));
}

/* A replay ends with its window, and tells nobody any more. */
static void
test_replay_closed (Fixture *fixture, gconstpointer data)
{
  GtkWidget *map = vigie_test_find (GTK_WIDGET (fixture->base.window), VIGIE_TYPE_MAP_VIEW);

  g_assert_true (gtk_widget_activate_action (map, "map.replay", NULL));
  g_assert_true (gtk_widget_has_css_class (map, "vigie-replaying"));
}

/* Whether the toast is on screen and off the bar of the map. */
static gboolean
is_toast_clear (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->base.window);
  GtkWidget *toast = vigie_test_find (window, g_type_from_name ("AdwToastWidget"));
  GtkWidget *map = vigie_test_find (window, VIGIE_TYPE_MAP_VIEW);
  GtkWidget *bar = vigie_map_view_get_bar (VIGIE_MAP_VIEW (map));
  graphene_rect_t a, b;

  return toast != NULL && bar != NULL && gtk_widget_compute_bounds (toast, window, &a)
         && gtk_widget_compute_bounds (bar, window, &b) && a.size.height > 0 && b.size.height > 0
         && !graphene_rect_intersection (&a, &b, NULL);
}

/* What is told does not cover the bar of a tool; on other pages it is at the foot as ever. */
static void
test_toasts_above_bar (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->base.window);
  GtkWidget *map = vigie_test_find (window, VIGIE_TYPE_MAP_VIEW);
  GtkWidget *toasts = vigie_test_find (window, ADW_TYPE_TOAST_OVERLAY);
  int foot;

  vigie_window_notice (fixture->base.window, "to be read");
  g_assert_true (gtk_widget_activate_action (map, "map.replay", NULL));
  WAIT_UNTIL (is_toast_clear (fixture));
  g_object_get (map, "foot", &foot, NULL);
  g_assert_cmpint (foot, >, 60);
  g_assert_false (gtk_widget_has_css_class (toasts, "vigie-foot-1"));
  g_assert_true (gtk_widget_activate_action (window, "win.page", "s", "energy"));
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *height = g_strdup_printf ("vigie-foot-%u", i);

      g_assert_false (gtk_widget_has_css_class (toasts, height));
    }
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);

  g_test_add ("/window-pages/focus", Fixture, NULL, set_up, test_focus, tear_down);
  g_test_add ("/window-pages/arrows", Fixture, NULL, set_up, test_arrows, tear_down);

  g_test_add ("/window-pages/menu-keys", Fixture, NULL, set_up, test_menu_keys, tear_down);
  g_test_add ("/window-pages/answers", Fixture, NULL, set_up, test_answers, tear_down);
  g_test_add ("/window-pages/replay-closed", Fixture, NULL, set_up, test_replay_closed, tear_down);
  g_test_add ("/window-pages/toasts-above-bar", Fixture, NULL, set_up, test_toasts_above_bar,
              tear_down);

  return g_test_run ();
}
