/* test-map-replay.c: the map replays a day, of what a server told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-fake-territory.h"
#include "vigie-map-replay-changes.h"
#include "vigie-map-replay-list.h"
#include "vigie-map-replay-strip.h"
#include "vigie-map-replay.h"
#include "vigie-test-find.h"
#include "vigie-test-folder.h"
#include "vigie-words.h"

#define WAIT_SECONDS 40
#include "vigie-test-wait.h"

#define STEP (10 * VIGIE_MINUTE)

typedef struct
{
  VigieFakeTerritory *fake;
  GSettings *settings;
  VigieClock *clock;
  char *folder;
  VigieContext *context;
  VigieTicker *ticker;
  VigieSiteModel *model;
  GSimpleActionGroup *actions;
  GMenu *tools;
  GtkWidget *window;
  VigiePanes *panes;
  VigieMapView *map;
  VigieMapReplay *replay;
  VigieTime now; /* on a step */
} Fixture;

/* A skip that was full from six to three hours ago, a pump that has been silent for five. */
static void
put_past (Fixture *fixture)
{
  VigieTime now = vigie_fake_territory_now (fixture->fake);

  fixture->now = now - now % STEP;
  vigie_fake_territory_put_thing (fixture->fake, 1, "Déchèterie de Riantec",
                                  "{\"kind\":\"recycling-centre\"}");
  vigie_fake_territory_put_thing (fixture->fake, 2, "Poste de Groix", "{\"kind\":\"water\"}");
  vigie_fake_territory_put_datastream (
      fixture->fake, 10, 1, "Benne gravats",
      "{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\",\"thresholds\":{\"highhigh\":95}}");
  vigie_fake_territory_put_datastream (fixture->fake, 20, 2, "Niveau",
                                       "{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\"}");
  for (guint i = 0; i < 30 * 6; i++)
    {
      VigieTime time = fixture->now - i * STEP;

      vigie_fake_territory_put_reading (fixture->fake, 10, time,
                                        i > 3 * 6 && i <= 6 * 6 ? "97" : "50", time);
      if (i >= 5 * 6)
        vigie_fake_territory_put_reading (fixture->fake, 20, time, "1", time);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieMapParts parts = {NULL};

  fixture->fake = vigie_fake_territory_new ();
  put_past (fixture);
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new ();
  fixture->folder = g_dir_make_tmp ("vigie-map-replay-XXXXXX", NULL);
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
  fixture->ticker = vigie_ticker_new (fixture->clock);
  fixture->model = vigie_site_model_new ();
  fixture->actions = g_simple_action_group_new ();
  fixture->tools = g_menu_new ();
  vigie_context_open (fixture->context, vigie_fake_territory_get_address (fixture->fake), NULL,
                      NULL);
  vigie_context_start_network (fixture->context);
  WAIT_UNTIL (vigie_context_get_territory (fixture->context) != NULL
              && vigie_territory_get_n_measures (vigie_context_get_territory (fixture->context))
                     == 2);
  vigie_territory_set_ticking (vigie_context_get_territory (fixture->context), TRUE);
  vigie_site_model_set_territory (fixture->model, vigie_context_get_territory (fixture->context));

  fixture->window = gtk_window_new ();
  fixture->panes = g_object_new (VIGIE_TYPE_PANES, NULL);
  fixture->map = VIGIE_MAP_VIEW (vigie_map_view_new ());
  g_object_set (fixture->panes, "list", gtk_label_new ("Liste"), "map", fixture->map, "panel",
                gtk_label_new ("Fiche"), NULL);
  vigie_map_view_set_territory (fixture->map, vigie_context_get_territory (fixture->context));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->panes));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  parts.context = fixture->context;
  parts.ticker = fixture->ticker;
  parts.model = fixture->model;
  parts.map = fixture->map;
  parts.panes = fixture->panes;
  parts.actions = G_ACTION_MAP (fixture->actions);
  parts.tools = fixture->tools;
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->panes), "map",
                                  G_ACTION_GROUP (fixture->actions));
  fixture->replay = vigie_map_replay_new (&parts);
  vigie_map_view_set_note (fixture->map, "Le présent");
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (fixture->map)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->replay);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->model);
  g_clear_object (&fixture->actions);
  g_clear_object (&fixture->tools);
  vigie_context_close (fixture->context);
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->ticker);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->settings);
  g_clear_pointer (&fixture->fake, vigie_fake_territory_free);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static const VigieReplayRead *
get_read (Fixture *fixture)
{
  return vigie_map_replay_model_get_read (vigie_map_replay_get_model (fixture->replay));
}

static void
begin (Fixture *fixture)
{
  vigie_map_replay_start (fixture->replay,
                          (VigieSpan) {fixture->now - 20 * VIGIE_HOUR, fixture->now},
                          fixture->now - 20 * VIGIE_HOUR);
  g_assert_true (vigie_map_replay_get_on (fixture->replay));
}

/* The day until now, once the server has told all of it. */
static void
start (Fixture *fixture)
{
  begin (fixture);
  WAIT_UNTIL (get_read (fixture) != NULL && get_read (fixture)->known >= 1);
}

static VigieReplayClass
class_of (Fixture *fixture, const char *id)
{
  VigieSite *site = vigie_territory_find_site (vigie_context_get_territory (fixture->context), id);

  return vigie_replay_class (
      vigie_map_replay_model_look_up (vigie_map_replay_get_model (fixture->replay), site,
                                      vigie_map_replay_get_time (fixture->replay)));
}

static gboolean
shows (Fixture *fixture, GType type, const char *text)
{
  GtkWidget *widget = vigie_test_find (fixture->window, type);

  return widget != NULL && vigie_test_has_text (widget, text);
}

/* ---- Tests ---- */

static void
test_story (Fixture *fixture, gconstpointer data)
{
  VigieMapReplay *replay = fixture->replay;

  start (fixture);
  g_assert_cmpint (class_of (fixture, "1"), ==, VIGIE_REPLAY_NORMAL);
  g_assert_false (shows (fixture, VIGIE_TYPE_MAP_REPLAY_LIST, "Riantec"));

  /* From change to change: full, silent, no longer full. */
  g_assert_true (vigie_map_replay_step (replay, 1));
  g_assert_cmpint (vigie_map_replay_get_time (replay), ==, fixture->now - 6 * VIGIE_HOUR);
  g_assert_cmpint (class_of (fixture, "1"), ==, VIGIE_REPLAY_CRITICAL);
  g_assert_true (vigie_map_replay_step (replay, 1));
  g_assert_cmpint (vigie_map_replay_get_time (replay), ==,
                   fixture->now - 5 * VIGIE_HOUR + 30 * VIGIE_MINUTE + 1);
  g_assert_cmpint (class_of (fixture, "2"), ==, VIGIE_REPLAY_SILENT);
  WAIT_UNTIL (shows (fixture, VIGIE_TYPE_MAP_REPLAY_LIST, "Riantec")
              && shows (fixture, VIGIE_TYPE_MAP_REPLAY_LIST, "Groix"));
  g_assert_true (vigie_map_replay_step (replay, 1));
  g_assert_cmpint (vigie_map_replay_get_time (replay), ==, fixture->now - 3 * VIGIE_HOUR);
  g_assert_cmpint (class_of (fixture, "1"), ==, VIGIE_REPLAY_NORMAL);
  g_assert_false (vigie_map_replay_step (replay, 1));
  g_assert_true (vigie_map_replay_step (replay, -1));
  g_assert_cmpint (class_of (fixture, "1"), ==, VIGIE_REPLAY_CRITICAL);

  /* Never beyond what is known. */
  vigie_map_replay_seek (replay, fixture->now + VIGIE_DAY);
  g_assert_cmpint (vigie_map_replay_get_time (replay), <, fixture->now);
  vigie_map_replay_seek (replay, 0);
  g_assert_cmpint (vigie_map_replay_get_time (replay), ==, fixture->now - 20 * VIGIE_HOUR);
}

/* A row leads to its moment and its site, of which the bar tells. */
static void
test_go (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view;

  start (fixture);
  vigie_map_replay_seek (fixture->replay, fixture->now - 4 * VIGIE_HOUR);
  view = vigie_test_find (vigie_panes_get_list_cover (fixture->panes), GTK_TYPE_LIST_VIEW);
  g_assert_nonnull (view);
  g_assert_false (shows (fixture, VIGIE_TYPE_MAP_REPLAY_BAR, "Riantec"));
  /* The second newest. */
  g_signal_emit_by_name (view, "activate", 1);
  g_assert_cmpint (vigie_map_replay_get_time (fixture->replay), ==, fixture->now - 6 * VIGIE_HOUR);
  g_assert_cmpstr (vigie_site_get_id (vigie_map_view_get_selected_site (fixture->map)), ==, "1");
  g_assert_true (shows (fixture, VIGIE_TYPE_MAP_REPLAY_BAR, "Riantec"));
  g_assert_true (shows (fixture, VIGIE_TYPE_MAP_REPLAY_BAR, "97"));
  vigie_map_replay_seek (fixture->replay, fixture->now - 7 * VIGIE_HOUR);
  g_assert_false (shows (fixture, VIGIE_TYPE_MAP_REPLAY_BAR, "97"));
}

/* Nothing of it can be taken for now, and the present is as before when it ends. */
static void
test_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *note = NULL, *then = NULL, *moment = NULL;

  vigie_panes_set_panel_open (fixture->panes, TRUE);
  begin (fixture);
  moment = vigie_map_replay_words_moment (vigie_map_replay_get_time (fixture->replay));
  g_object_get (fixture->map, "note", &note, NULL);
  g_assert_true (g_str_has_suffix (note, moment));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->map), "vigie-replaying"));
  g_assert_true (vigie_site_layer_has_look_func (vigie_map_view_get_site_layer (fixture->map)));
  g_assert_nonnull (vigie_panes_get_list_cover (fixture->panes));
  g_assert_false (vigie_panes_get_panel_open (fixture->panes));
  /* What the page says of the present meanwhile waits. */
  vigie_map_view_set_note (fixture->map, "Un autre présent");
  g_clear_pointer (&note, g_free);
  g_object_get (fixture->map, "note", &note, NULL);
  g_assert_true (g_str_has_suffix (note, moment));
  vigie_map_view_set_link_lost (fixture->map, TRUE);
  g_assert_false (vigie_site_layer_get_link_lost (vigie_map_view_get_site_layer (fixture->map)));

  vigie_map_replay_stop (fixture->replay);
  g_object_get (fixture->map, "note", &then, NULL);
  g_assert_cmpstr (then, ==, "Un autre présent");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->map), "vigie-replaying"));
  g_assert_false (vigie_site_layer_has_look_func (vigie_map_view_get_site_layer (fixture->map)));
  g_assert_null (vigie_panes_get_list_cover (fixture->panes));
  g_assert_true (vigie_panes_get_panel_open (fixture->panes));
  g_assert_null (vigie_map_view_get_bar (fixture->map));
}

static void
test_play (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (fixture->window);
  VigieTime time;

  start (fixture);
  time = vigie_map_replay_get_time (fixture->replay);
  vigie_map_replay_set_playing (fixture->replay, TRUE);
  WAIT_UNTIL (vigie_map_replay_get_time (fixture->replay) > time + VIGIE_MINUTE);
  vigie_map_replay_set_playing (fixture->replay, FALSE);
  time = vigie_map_replay_get_time (fixture->replay);

  /* In steps of some time where motion is to be reduced. */
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  vigie_map_replay_set_playing (fixture->replay, TRUE);
  WAIT_UNTIL (vigie_map_replay_get_time (fixture->replay) > time);
  g_assert_cmpint (vigie_map_replay_get_time (fixture->replay), >=, time + 250 * VIGIE_SECOND);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);

  /* At the end it stops, and begins anew from there. */
  vigie_map_replay_seek (fixture->replay, fixture->now);
  WAIT_UNTIL (!vigie_map_replay_get_playing (fixture->replay));
  time = vigie_map_replay_get_time (fixture->replay);
  vigie_map_replay_set_playing (fixture->replay, TRUE);
  g_assert_cmpint (vigie_map_replay_get_time (fixture->replay), <, time - 19 * VIGIE_HOUR);
  /* Nothing runs that is not seen. */
  gtk_widget_set_visible (fixture->window, FALSE);
  g_assert_false (vigie_map_replay_get_playing (fixture->replay));
}

static void
test_news (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieReading reading = VIGIE_READING_NONE;
  const VigieConditionState state = {.condition = VIGIE_CONDITION_CRITICAL, .since = 1, .limit = 4};

  start (fixture);
  g_assert_false (shows (fixture, VIGIE_TYPE_MAP_REPLAY_BAR, "Riantec"));
  reading.time = vigie_fake_territory_now (fixture->fake);
  reading.number = 99;
  reading.type = VIGIE_VALUE_NUMBER;
  vigie_territory_batch_add_reading (batch, "10", &reading, &state);
  vigie_territory_apply_now (vigie_context_get_territory (fixture->context), batch);
  g_assert_true (shows (fixture, VIGIE_TYPE_MAP_REPLAY_BAR, "Riantec"));
  g_assert_true (shows (fixture, VIGIE_TYPE_MAP_REPLAY_LIST, "Riantec"));
  /* It goes on showing the past. */
  g_assert_cmpint (class_of (fixture, "1"), ==, VIGIE_REPLAY_NORMAL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->panes), "map.replay", NULL));
  g_assert_false (vigie_map_replay_get_on (fixture->replay));
}

/* The bar of another tool ends it: nothing would tell it from the present. */
static void
test_bar_taken (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  vigie_map_view_set_bar (fixture->map, gtk_label_new ("Mesurer"));
  g_assert_false (vigie_map_replay_get_on (fixture->replay));
  g_assert_nonnull (vigie_map_view_get_bar (fixture->map));
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panes = GTK_WIDGET (fixture->panes);
  char text[VIGIE_TIME_BUFFER];
  VigieSpan span;

  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (fixture->tools)), ==, 1);
  gtk_widget_activate_action (panes, "map.replay-at", "s", "hier");
  gtk_widget_activate_action (panes, "map.replay-at", "s", "2999-01-01T00:00:00Z");
  g_assert_false (vigie_map_replay_get_on (fixture->replay));
  vigie_time_format (fixture->now - 26 * VIGIE_HOUR, text);
  gtk_widget_activate_action (panes, "map.replay-at", "s", text);
  g_assert_true (vigie_map_replay_get_on (fixture->replay));
  g_assert_cmpint (vigie_map_replay_get_time (fixture->replay), ==, fixture->now - 26 * VIGIE_HOUR);
  span = vigie_map_replay_model_get_span (vigie_map_replay_get_model (fixture->replay));
  g_assert_cmpint (vigie_time_to_local (span.from, vigie_words_default_zone ()).hour, ==, 0);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkWidget *strip;
  g_autofree char *moment = NULL, *counts = NULL, *words = NULL;
  guint numbers[VIGIE_N_REPLAY_CLASS];

  start (fixture);
  strip = vigie_test_find (fixture->window, VIGIE_TYPE_MAP_REPLAY_STRIP);
  g_assert_nonnull (strip);
  vigie_map_replay_step (fixture->replay, 1);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_ROLE_SLIDER);
  vigie_replay_count (get_read (fixture)->replay, vigie_map_replay_get_time (fixture->replay),
                      numbers);
  g_assert_cmpuint (numbers[VIGIE_REPLAY_CRITICAL], ==, 1);
  moment = vigie_map_replay_words_moment (vigie_map_replay_get_time (fixture->replay));
  counts = vigie_map_replay_words_counts (numbers);
  words = g_strdup_printf (_ ("%1$s: %2$s"), moment, counts);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       words);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                       20. * 3600);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                       14. * 3600);
  WAIT_UNTIL (gtk_root_get_focus (GTK_ROOT (fixture->window)) == strip);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/map-replay/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
  ADD ("story", test_story);
  ADD ("go", test_go);
  ADD ("apart", test_apart);
  ADD ("play", test_play);
  ADD ("news", test_news);
  ADD ("bar-taken", test_bar_taken);
  ADD ("actions", test_actions);
  ADD ("accessible", test_accessible);
  return g_test_run ();
}
