/* vigie-map-replay-play.c: the moment that is shown, and how it moves on.
 *
 * The frame clock moves it where it glides; where it would not be seen to glide, or motion is to be reduced, a slow
 * timer does. Nothing runs while it is paused or the page is not seen. A frame costs what moved since the last one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-map-replay-private.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

/* From this speed on the hand is seen to glide. */
#define GLIDE_SPEED 60
#define SLOW_STEP 250     /* ms */
#define REDUCED_STEP 1000 /* ms */
/* A longer pause of the clock is none of the replay's: the machine slept. µs of real time. */
#define LONGEST_STEP (2 * G_USEC_PER_SEC)
/* A screen reader hears of the moment so often while it plays, µs. */
#define TOLD_INTERVAL (5 * G_USEC_PER_SEC)

/* ---- What is shown -------------------------------------------------------------------------------- */

/* The map's own note says what it shows, so that it cannot be taken for now. */
static void
update_note (VigieMapReplay *self)
{
  gint64 minute = self->time / VIGIE_MINUTE;
  g_autofree char *moment = NULL, *words = NULL;

  if (minute == self->minute)
    return;
  self->minute = minute;
  moment = vigie_map_replay_words_moment (self->time);
  /* Translators: a note on the map and above the list, while the past is shown: « Rejeu · sam. 21 novembre, 3 h 12 » */
  words = g_strdup_printf (C_ ("replay", "Replay · %s"), moment);
  vigie_map_view_set_note (self->parts.map, words);
  vigie_map_replay_list_set_moment (self->list, words);
}

static void
update_chosen (VigieMapReplay *self, gboolean anew)
{
  VigieSite *site = vigie_map_view_get_selected_site (self->parts.map);
  const VigieReplayState *state = NULL;
  g_autofree char *name = NULL, *reason = NULL, *words = NULL;
  VigieReplayClass class;
  guint position;

  if (site != NULL && vigie_map_replay_model_get_replay (self->model) != NULL
      && vigie_map_replay_model_find (self->model, site, &position))
    state = vigie_replay_get_state (vigie_map_replay_model_get_replay (self->model), position,
                                    self->time);
  if (state == self->chosen_state && !anew)
    return;
  self->chosen_state = state;
  if (state != NULL)
    {
      class = vigie_replay_class (state);
      name = vigie_site_text_plain (vigie_site_get_name (site), VIGIE_SITE_NAME_MAX);
      reason = vigie_replay_words_reason (vigie_map_replay_model_get_plan (self->model), position,
                                          NULL, state, NULL);
      if (class == VIGIE_REPLAY_NORMAL)
        /* Translators: a site and its state at the moment shown */
        words
            = g_strdup_printf (C_ ("replay", "%1$s: %2$s"), name, vigie_replay_class_words (class));
      else
        /* Translators: a site, its state at the moment shown, and why: « Déchèterie de Riantec : Critique. Benne
         * gravats 94 %, seuil 90 % » */
        words = g_strdup_printf (C_ ("replay", "%1$s: %2$s. %3$s"), name,
                                 vigie_replay_class_words (class), reason);
    }
  vigie_map_replay_bar_set_chosen (self->bar, words);
}

static void
move_signs (VigieMapReplay *self, VigieTime before, VigieTime time)
{
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (self->parts.map);
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) sites = g_ptr_array_new ();

  vigie_replay_find_moved (vigie_map_replay_model_get_replay (self->model), before, time, moved);
  for (guint i = 0; i < moved->len; i++)
    g_ptr_array_add (
        sites, vigie_map_replay_model_get_site (self->model, g_array_index (moved, guint, i)));
  if (sites->len > 0)
    vigie_site_layer_looks_changed (layer, (VigieSite *const *) sites->pdata, sites->len);
}

void
vigie_map_replay_show (VigieMapReplay *self, VigieTime time, gboolean told)
{
  VigieTime before = self->time;

  self->time = time;
  if (vigie_map_replay_model_get_replay (self->model) != NULL && before != time)
    move_signs (self, before, time);
  vigie_map_replay_changes_set_time (self->changes, time);
  vigie_map_replay_bar_set_moment (self->bar, time, told);
  update_note (self);
  update_chosen (self, FALSE);
}

void
vigie_map_replay_show_all (VigieMapReplay *self)
{
  self->chosen_state = NULL;
  self->minute = -1;
  vigie_map_replay_show (self, self->time, TRUE);
  update_chosen (self, TRUE);
  vigie_site_layer_looks_changed (vigie_map_view_get_site_layer (self->parts.map), NULL, 0);
}

/* ---- How it moves on ------------------------------------------------------------------------------ */

static void
advance (VigieMapReplay *self, gint64 elapsed)
{
  const VigieReplay *replay = vigie_map_replay_model_get_replay (self->model);
  gint64 now = g_get_monotonic_time ();
  gboolean told = now - self->told_at >= TOLD_INTERVAL;
  VigieTime time;

  if (replay == NULL)
    return;
  if (told)
    self->told_at = now;
  time = self->time + CLAMP (elapsed, 0, LONGEST_STEP) * vigie_map_replay_bar_get_speed (self->bar);
  if (time >= vigie_replay_get_to (replay) - 1)
    {
      vigie_map_replay_show (self, vigie_replay_get_to (replay) - 1, TRUE);
      vigie_map_replay_set_playing (self, FALSE);
      return;
    }
  vigie_map_replay_show (self, time, told);
}

static gboolean
tick_cb (GtkWidget *panes, GdkFrameClock *clock, gpointer user_data)
{
  VigieMapReplay *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  gint64 elapsed = self->ticked_at != 0 ? now - self->ticked_at : 0;

  self->ticked_at = now;
  advance (self, elapsed);
  /* The end removes it itself. */
  return G_SOURCE_CONTINUE;
}

static gboolean
timer_cb (gpointer user_data)
{
  VigieMapReplay *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 elapsed = now - self->ticked_at;
  guint timer = self->timer;

  self->ticked_at = now;
  advance (self, elapsed);
  return self->timer == timer ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
vigie_map_replay_update_clock (VigieMapReplay *self)
{
  GtkWidget *panes = GTK_WIDGET (self->parts.panes);
  gboolean runs = self->on && self->playing && gtk_widget_get_mapped (panes);
  gboolean animated = TRUE;

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (panes, self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!runs)
    return;
  g_object_get (gtk_widget_get_settings (panes), "gtk-enable-animations", &animated, NULL);
  if (animated && vigie_map_replay_bar_get_speed (self->bar) >= GLIDE_SPEED)
    {
      self->ticked_at = 0;
      self->tick = gtk_widget_add_tick_callback (panes, tick_cb, self, NULL);
      return;
    }
  self->ticked_at = g_get_monotonic_time ();
  self->timer = g_timeout_add (animated ? SLOW_STEP : REDUCED_STEP, timer_cb, self);
}
