/* vigie-map-replay.c: the map replays a day: what happened last night.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-replay.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-coverage-bar.h"
#include "vigie-map-page.h"
#include "vigie-map-replay-private.h"
#include "vigie-words.h"

enum
{
  PROP_ON = 1,
  PROP_PLAYING,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieMapReplay, vigie_map_replay, G_TYPE_OBJECT)

/* ---- What is to be replayed ------------------------------------------------------------------------ */

static VigieTime
get_now (VigieMapReplay *self)
{
  return vigie_clock_now (vigie_ticker_get_clock (self->parts.ticker));
}

/* How a person calls it. */
static char *
words_of_span (VigieMapReplay *self, VigieSpan span)
{
  VigieTime now = get_now (self);
  VigieSpan night = vigie_replay_night (now, NULL);
  gint64 day = vigie_time_to_local (span.from, vigie_words_default_zone ()).day_number;
  VigieSpan whole = vigie_replay_day (day, NULL);

  if (span.from == night.from && span.to == night.to)
    return g_strdup (_ ("Last night"));
  if (span.from == whole.from && span.to == whole.to)
    return vigie_words_weekday_date (span.from, NULL);
  return g_strdup (_ ("Last 24 hours"));
}

/* In the morning the night that has been, else the last 24 hours. */
static VigieSpan
first_span (VigieMapReplay *self)
{
  VigieTime now = get_now (self);

  if (vigie_time_to_local (now, vigie_words_default_zone ()).hour < 12)
    return vigie_replay_night (now, NULL);
  return (VigieSpan) {now - VIGIE_DAY, now};
}

static VigieTime
clamp_time (VigieMapReplay *self, VigieTime time)
{
  const VigieReplay *replay = vigie_map_replay_model_get_replay (self->model);
  VigieSpan span = vigie_map_replay_model_get_span (self->model);
  VigieTime to = replay != NULL ? vigie_replay_get_to (replay) : MIN (span.to, get_now (self));

  return MAX (MIN (time, to - 1), span.from);
}

/* ---- What the model knows --------------------------------------------------------------------------- */

static void
look_cb (VigieSite *site, VigieSiteLook *look, gpointer data)
{
  VigieMapReplay *self = data;
  const VigieReplayState *state = vigie_map_replay_model_look_up (self->model, site, self->time);

  look->level = VIGIE_LEVEL_UNKNOWN;
  look->known = state != NULL && state->known;
  if (!look->known)
    return;
  look->condition = state->condition;
  look->freshness = state->freshness;
}

/* « Cette nuit · 92 % des mesures connues » */
static void
update_coverage (VigieMapReplay *self)
{
  const VigieReplayRead *read = vigie_map_replay_model_get_read (self->model);
  const char *error = vigie_map_replay_model_get_error (self->model);
  g_autoptr (GString) words = g_string_new (self->period);

  if (read != NULL)
    {
      g_autofree char *share = vigie_coverage_words (read->known);

      g_string_append (words, " · ");
      /* Translators: how much of the readings of the time replayed is on this machine: « 92 % des mesures connues » */
      g_string_append_printf (words, _ ("%s of measures known"), share);
    }
  if (error != NULL)
    g_string_append_printf (words, " · %s", error);
  vigie_map_replay_bar_set_coverage (self->bar, words->str,
                                     vigie_map_replay_model_get_loading (self->model));
}

static void
model_changed_cb (VigieMapReplay *self)
{
  if (!self->on)
    return;
  vigie_map_replay_changes_reset (self->changes);
  vigie_map_replay_bar_set_now (self->bar, get_now (self));
  vigie_map_replay_bar_set_replay (self->bar, vigie_map_replay_model_get_span (self->model),
                                   self->period, vigie_map_replay_model_get_replay (self->model));
  self->time = clamp_time (self, self->time);
  vigie_map_replay_show_all (self);
  vigie_map_replay_list_update (self->list);
  update_coverage (self);
}

/* ---- What a person asks ------------------------------------------------------------------------------ */

static void
seek_cb (VigieMapReplay *self, gint64 time)
{
  vigie_map_replay_seek (self, time);
}

static void
step_cb (VigieMapReplay *self, int direction)
{
  vigie_map_replay_step (self, direction);
}

static void
play_cb (VigieMapReplay *self)
{
  vigie_map_replay_set_playing (self, !self->playing);
}

static void
period_cb (VigieMapReplay *self, gint64 from, gint64 to)
{
  vigie_map_replay_start (self, (VigieSpan) {from, to}, from);
}

/* To the moment at which it changed, with the site in view. */
static void
activated_cb (VigieMapReplay *self, VigieMapReplayChange *change)
{
  vigie_map_replay_set_playing (self, FALSE);
  vigie_map_view_show_site (self->parts.map, vigie_map_replay_change_get_site (change));
  vigie_map_replay_seek (self, vigie_map_replay_change_get_time (change));
}

static void
selected_cb (VigieMapReplay *self)
{
  if (self->on)
    vigie_map_replay_show (self, self->time, FALSE);
}

static void
clock_cb (VigieMapReplay *self)
{
  vigie_map_replay_update_clock (self);
}

/* A page that is left is not replayed behind one's back. */
static void
unmap_cb (VigieMapReplay *self)
{
  vigie_map_replay_set_playing (self, FALSE);
}

/* ---- What the page says of the present ----------------------------------------------------------------- */

/* It is kept for later. */
static void
note_cb (VigieMapReplay *self)
{
  g_autofree char *note = NULL;

  if (!self->on || self->closing)
    return;
  g_object_get (self->parts.map, "note", &note, NULL);
  if (note != NULL && self->minute >= 0)
    {
      g_autofree char *moment = vigie_map_replay_words_moment (self->time);

      if (g_str_has_suffix (note, moment))
        return;
    }
  g_set_str (&self->note, note);
  self->minute = -1;
  vigie_map_replay_show (self, self->time, FALSE);
}

/* Striped signs would say « last known state ». */
static void
link_cb (VigieMapReplay *self)
{
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (self->parts.map);

  if (!self->on || self->closing)
    return;
  self->link_lost = !vigie_ticker_get_live (self->parts.ticker);
  if (vigie_site_layer_get_link_lost (layer))
    vigie_map_view_set_link_lost (self->parts.map, FALSE);
}

static void
top_changed (VigieMapReplay *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self->parts.panes), VIGIE_TYPE_MAP_PAGE);

  if (page != NULL)
    g_signal_emit_by_name (page, "top-changed");
}

/* Another feature's bar took the place: without its own a replay could not be told from the present. */
static void
bar_cb (VigieMapReplay *self)
{
  if (self->on && !self->closing
      && vigie_map_view_get_bar (self->parts.map) != GTK_WIDGET (self->bar))
    vigie_map_replay_stop (self);
}

static void
cover_page (VigieMapReplay *self)
{
  VigieMapView *map = self->parts.map;

  self->bar = g_object_ref_sink (VIGIE_MAP_REPLAY_BAR (vigie_map_replay_bar_new ()));
  self->list
      = g_object_ref_sink (VIGIE_MAP_REPLAY_LIST (vigie_map_replay_list_new (self->changes)));
  g_signal_connect_object (self->bar, "seek", G_CALLBACK (seek_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "play", G_CALLBACK (play_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "period", G_CALLBACK (period_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "notify::speed", G_CALLBACK (clock_cb), self,
                           G_CONNECT_SWAPPED);
  /* Else the focus of the list that is covered goes to the first button, and Space presses it. */
  g_signal_connect_after (self->bar, "map", G_CALLBACK (vigie_map_replay_bar_focus), NULL);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_clear_pointer (&self->note, g_free);
  g_object_get (map, "note", &self->note, NULL);
  self->link_lost = vigie_site_layer_get_link_lost (vigie_map_view_get_site_layer (map));
  gtk_widget_add_css_class (GTK_WIDGET (map), "vigie-replaying");
  vigie_map_view_set_bar (map, GTK_WIDGET (self->bar));
  vigie_panes_set_list_cover (self->parts.panes, GTK_WIDGET (self->list));
  vigie_panes_set_panel_held (self->parts.panes, TRUE);
  if (vigie_panes_get_mode (self->parts.panes) == VIGIE_PANES_SINGLE)
    vigie_panes_set_single (self->parts.panes, VIGIE_PANE_MAP);
  top_changed (self);
  /* What shows the present (powers, density, colours of communes) goes by this, and comes back. */
  vigie_site_layer_set_look_func (vigie_map_view_get_site_layer (map), look_cb, self, NULL);
}

static void
uncover_page (VigieMapReplay *self)
{
  VigieMapView *map = self->parts.map;

  vigie_site_layer_set_look_func (vigie_map_view_get_site_layer (map), NULL, NULL, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (map), "vigie-replaying");
  vigie_map_view_set_note (map, self->note);
  vigie_map_view_set_link_lost (map, self->link_lost);
  if (vigie_map_view_get_bar (map) == GTK_WIDGET (self->bar))
    vigie_map_view_set_bar (map, NULL);
  vigie_panes_set_list_cover (self->parts.panes, NULL);
  vigie_panes_set_panel_held (self->parts.panes, FALSE);
  top_changed (self);
  g_clear_object (&self->bar);
  g_clear_object (&self->list);
}

/* ---- Actions --------------------------------------------------------------------------------------------- */

static void
replay_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapReplay *self = user_data;
  VigieSpan span;

  if (self->on)
    {
      vigie_map_replay_stop (self);
      return;
    }
  span = first_span (self);
  vigie_map_replay_start (self, span, span.from);
}

static void
replay_at_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapReplay *self = user_data;
  VigieTime time;

  if (!vigie_time_parse (g_variant_get_string (parameter, NULL), -1, &time)
      || time > get_now (self))
    return;
  vigie_map_replay_start (
      self,
      vigie_replay_day (vigie_time_to_local (time, vigie_words_default_zone ()).day_number, NULL),
      time);
}

static const GActionEntry actions[] = {
    {.name = "replay", .activate = replay_action},
    {.name = "replay-at", .activate = replay_at_action, .parameter_type = "s"},
};

static void
add_actions (VigieMapReplay *self)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_action_map_add_action_entries (self->parts.actions, actions, G_N_ELEMENTS (actions), self);
  g_menu_append (section, _ ("_Replay a Day…"), "map.replay");
  g_menu_append_section (self->parts.tools, NULL, G_MENU_MODEL (section));
}

/* ---- The object ------------------------------------------------------------------------------------------ */

static void
vigie_map_replay_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieMapReplay *self = VIGIE_MAP_REPLAY (object);

  switch (id)
    {
    case PROP_ON:
      g_value_set_boolean (value, self->on);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_map_replay_dispose (GObject *object)
{
  VigieMapReplay *self = VIGIE_MAP_REPLAY (object);

  if (self->model != NULL)
    {
      vigie_map_replay_stop (self);
      vigie_map_replay_remove_keys (self);
      for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
        g_action_map_remove_action (self->parts.actions, actions[i].name);
    }
  g_clear_object (&self->changes);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_map_replay_parent_class)->dispose (object);
}

static void
vigie_map_replay_finalize (GObject *object)
{
  VigieMapReplay *self = VIGIE_MAP_REPLAY (object);

  g_hash_table_unref (self->critical);
  g_ptr_array_unref (self->news);
  g_free (self->note);
  g_free (self->period);

  G_OBJECT_CLASS (vigie_map_replay_parent_class)->finalize (object);
}

static void
vigie_map_replay_class_init (VigieMapReplayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vigie_map_replay_get_property;
  object_class->dispose = vigie_map_replay_dispose;
  object_class->finalize = vigie_map_replay_finalize;
  props[PROP_ON] = g_param_spec_boolean ("on", NULL, NULL, FALSE, flags);
  props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
vigie_map_replay_init (VigieMapReplay *self)
{
  self->critical = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->news = g_ptr_array_new_with_free_func (g_object_unref);
}

VigieMapReplay *
vigie_map_replay_new (const VigieMapParts *parts)
{
  VigieMapReplay *self = g_object_new (VIGIE_TYPE_MAP_REPLAY, NULL);

  self->parts = *parts;
  self->model = vigie_map_replay_model_new (parts->context, parts->ticker);
  self->changes = vigie_map_replay_changes_new (self->model);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Another territory has another past. */
  g_signal_connect_object (parts->context, "notify::territory", G_CALLBACK (vigie_map_replay_stop),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::selected-site", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::note", G_CALLBACK (note_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::link-lost", G_CALLBACK (link_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::bar", G_CALLBACK (bar_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->panes, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (parts->panes)),
                           "notify::gtk-enable-animations", G_CALLBACK (clock_cb), self,
                           G_CONNECT_SWAPPED);
  add_actions (self);
  vigie_map_replay_add_keys (self);
  return self;
}

void
vigie_map_replay_start (VigieMapReplay *self, VigieSpan span, VigieTime time)
{
  gboolean was_on;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY (self));

  if (vigie_context_get_territory (self->parts.context) == NULL || span.to <= span.from)
    return;
  was_on = self->on;
  vigie_map_replay_set_playing (self, FALSE);
  g_free (self->period);
  self->period = words_of_span (self, span);
  self->time = CLAMP (time, span.from, span.to - 1);
  if (!was_on)
    {
      cover_page (self);
      self->on = TRUE;
      link_cb (self);
      vigie_map_replay_watch_news (self);
    }
  vigie_map_replay_model_start (self->model, span);
  if (!was_on)
    {
      g_autofree char *words = NULL;

      vigie_map_replay_bar_focus (self->bar);
      /* Translators: read aloud; %s is what is replayed: « Cette nuit » */
      words = g_strdup_printf (_ ("Replay, paused: %s. The map no longer shows the present."),
                               self->period);
      vigie_announce (GTK_ACCESSIBLE (self->bar), words,
                      GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ON]);
    }
}

void
vigie_map_replay_stop (VigieMapReplay *self)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY (self));

  if (!self->on || self->closing)
    return;
  vigie_map_replay_set_playing (self, FALSE);
  self->closing = TRUE;
  vigie_map_replay_drop_news (self);
  self->on = FALSE;
  vigie_map_replay_changes_reset (self->changes);
  vigie_map_replay_model_stop (self->model);
  self->chosen_state = NULL;
  uncover_page (self);
  self->closing = FALSE;
  vigie_announce (GTK_ACCESSIBLE (self->parts.map), _ ("The map shows the present again"),
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ON]);
}

gboolean
vigie_map_replay_get_on (VigieMapReplay *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY (self), FALSE);
  return self->on;
}

void
vigie_map_replay_set_playing (VigieMapReplay *self, gboolean playing)
{
  const VigieReplay *replay;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY (self));

  playing = playing && self->on;
  if (self->playing == playing)
    return;
  replay = vigie_map_replay_model_get_replay (self->model);
  /* From the end it begins anew. */
  if (playing && replay != NULL && self->time >= vigie_replay_get_to (replay) - 1)
    vigie_map_replay_show (self, vigie_replay_get_from (replay), FALSE);
  self->playing = playing;
  self->told_at = g_get_monotonic_time ();
  vigie_map_replay_bar_set_playing (self->bar, playing);
  vigie_map_replay_update_clock (self);
  if (!playing)
    vigie_map_replay_show (self, self->time, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLAYING]);
}

gboolean
vigie_map_replay_get_playing (VigieMapReplay *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY (self), FALSE);
  return self->playing;
}

void
vigie_map_replay_seek (VigieMapReplay *self, VigieTime time)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY (self));

  if (self->on)
    vigie_map_replay_show (self, clamp_time (self, time), TRUE);
}

gboolean
vigie_map_replay_step (VigieMapReplay *self, int direction)
{
  VigieTime time;

  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY (self), FALSE);

  if (!self->on)
    return FALSE;
  time = direction < 0 ? vigie_map_replay_changes_before (self->changes, self->time)
                       : vigie_map_replay_changes_after (self->changes, self->time);
  if (time == VIGIE_TIME_NONE)
    {
      vigie_announce (GTK_ACCESSIBLE (self->bar),
                      direction < 0 ? _ ("No earlier change") : _ ("No later change"),
                      GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return FALSE;
    }
  vigie_map_replay_seek (self, time);
  if (!self->playing)
    {
      g_autoptr (VigieMapReplayChange) change
          = g_list_model_get_item (G_LIST_MODEL (self->changes), 0);
      g_autofree char *words = change != NULL ? vigie_map_replay_change_describe (change) : NULL;

      vigie_announce (GTK_ACCESSIBLE (self->bar), words,
                      GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  return TRUE;
}

VigieTime
vigie_map_replay_get_time (VigieMapReplay *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY (self), VIGIE_TIME_NONE);
  return self->time;
}

VigieMapReplayBar *
vigie_map_replay_get_bar (VigieMapReplay *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY (self), NULL);
  return self->bar;
}

VigieMapReplayModel *
vigie_map_replay_get_model (VigieMapReplay *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY (self), NULL);
  return self->model;
}
