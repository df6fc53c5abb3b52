/* vigie-map-replay-bar.c: the bar of a replay: time, counts, slider, keys of a player, what to replay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-replay-bar.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-glyph.h"
#include "vigie-map-replay-strip.h"
#include "vigie-mark.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

static const guint speeds[] = {1, 10, 60, 300, 600};
#define SPEED_AT_FIRST 3

struct _VigieMapReplayBar
{
  GtkWidget parent_instance;

  VigieReplay *replay; /* owned, or NULL */
  VigieTime now;
  gint64 minute; /* that the labels tell, since the epoch; or −1 */
  guint counts[VIGIE_N_REPLAY_CLASS];
  gboolean following; /* calendar and speed are set, not chosen */

  GtkBox *news;
  VigieMark *news_mark;
  GtkLabel *news_label, *clock, *date, *counts_label, *chosen, *coverage;
  VigieMapReplayStrip *strip;
  GtkButton *play;
  GtkDropDown *speed;
  GtkMenuButton *period;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkWidget *spinner;
};

enum
{
  PROP_SPEED = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_SEEK,
  SIGNAL_STEP,
  SIGNAL_PLAY,
  SIGNAL_PERIOD,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMapReplayBar, vigie_map_replay_bar, GTK_TYPE_WIDGET)

/* ---- Words ------------------------------------------------------------------------------------- */

static char *
words_count (VigieReplayClass class, guint n)
{
  g_autofree char *number = NULL;

  switch (class)
    {
    case VIGIE_REPLAY_CRITICAL:
      return vigie_glyph_look_count_words (VIGIE_GLYPH_CRITICAL, n);
    case VIGIE_REPLAY_WARNING:
      return vigie_glyph_look_count_words (VIGIE_GLYPH_WARNING, n);
    case VIGIE_REPLAY_SILENT:
      return vigie_glyph_look_count_words (VIGIE_GLYPH_SILENT, n);
    case VIGIE_REPLAY_OUT_OF_SERVICE:
      return vigie_glyph_look_count_words (VIGIE_GLYPH_OUT_OF_SERVICE, n);
    case VIGIE_REPLAY_UNKNOWN:
      number = vigie_words_number (n, 0);
      return g_strdup_printf (ngettext ("%s not known", "%s not known", n), number);
    case VIGIE_REPLAY_NORMAL:
    default:
      return vigie_glyph_look_count_words (VIGIE_GLYPH_NORMAL, n);
    }
}

char *
vigie_map_replay_words_counts (const guint counts[VIGIE_N_REPLAY_CLASS])
{
  static const VigieReplayClass order[]
      = {VIGIE_REPLAY_CRITICAL,       VIGIE_REPLAY_WARNING, VIGIE_REPLAY_SILENT,
         VIGIE_REPLAY_OUT_OF_SERVICE, VIGIE_REPLAY_UNKNOWN, VIGIE_REPLAY_NORMAL};
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (counts[order[i]] > 0)
      {
        g_autofree char *count = words_count (order[i], counts[order[i]]);

        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", count);
      }
  return g_string_free (words, FALSE);
}

char *
vigie_map_replay_words_moment (VigieTime time)
{
  g_autofree char *date = vigie_words_weekday_date (time, NULL);
  g_autofree char *clock = vigie_words_time_of_day (time, NULL);

  /* Translators: a day and a time of it: « sam. 21 novembre, 3 h 12 » */
  return g_strdup_printf (C_ ("replay", "%1$s, %2$s"), date, clock);
}

/* ---- What a person wants ------------------------------------------------------------------------ */

static void
seek_cb (VigieMapReplayBar *self, gint64 time)
{
  g_signal_emit (self, signals[SIGNAL_SEEK], 0, time);
}

static void
previous_cb (VigieMapReplayBar *self)
{
  g_signal_emit (self, signals[SIGNAL_STEP], 0, -1);
}

static void
next_cb (VigieMapReplayBar *self)
{
  g_signal_emit (self, signals[SIGNAL_STEP], 0, 1);
}

static void
play_cb (VigieMapReplayBar *self)
{
  g_signal_emit (self, signals[SIGNAL_PLAY], 0);
}

static void
speed_cb (VigieMapReplayBar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPEED]);
}

static void
choose (VigieMapReplayBar *self, VigieSpan span)
{
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_PERIOD], 0, span.from, span.to);
}

static void
night_cb (VigieMapReplayBar *self)
{
  choose (self, vigie_replay_night (self->now, NULL));
}

static void
last_day_cb (VigieMapReplayBar *self)
{
  choose (self, (VigieSpan) {self->now - VIGIE_DAY, self->now});
}

static void
show_day (VigieMapReplayBar *self, VigieTime time)
{
  VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());

  self->following = TRUE;
  /* By its parts, as GTK 4.18 has no other way that GTK 4.24 does not deprecate; the first is a day that each month
   * has. */
  g_object_set (self->calendar, "day", 1, "year", local.year, "month", local.month - 1, "day",
                local.day, NULL);
  self->following = FALSE;
}

static void
day_cb (VigieMapReplayBar *self)
{
  int year, month, day;
  gint64 number, today;

  if (self->following)
    return;
  g_object_get (self->calendar, "year", &year, "month", &month, "day", &day, NULL);
  number = vigie_time_day_number (year, month + 1, day);
  today = vigie_time_to_local (self->now, vigie_words_default_zone ()).day_number;
  if (number > today)
    {
      /* There is nothing to replay of what has not been. */
      show_day (self, self->now);
      return;
    }
  choose (self, vigie_replay_day (number, NULL));
}

/* ---- The object --------------------------------------------------------------------------------- */

static void
vigie_map_replay_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SPEED)
    g_value_set_uint (value, vigie_map_replay_bar_get_speed (VIGIE_MAP_REPLAY_BAR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_map_replay_bar_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_SPEED)
    vigie_map_replay_bar_set_speed (VIGIE_MAP_REPLAY_BAR (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_map_replay_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_MAP_REPLAY_BAR);
  vigie_unparent_children (GTK_WIDGET (object));
  g_clear_pointer (&VIGIE_MAP_REPLAY_BAR (object)->replay, vigie_replay_unref);

  G_OBJECT_CLASS (vigie_map_replay_bar_parent_class)->dispose (object);
}

static void
vigie_map_replay_bar_class_init (VigieMapReplayBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_OBJECT_CLASS_TYPE (klass);

  object_class->get_property = vigie_map_replay_bar_get_property;
  object_class->set_property = vigie_map_replay_bar_set_property;
  object_class->dispose = vigie_map_replay_bar_dispose;
  props[PROP_SPEED]
      = g_param_spec_uint ("speed", NULL, NULL, 1, 600, 300,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_SEEK] = g_signal_new ("seek", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_STEP] = g_signal_new ("step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_PLAY]
      = g_signal_new ("play", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PERIOD] = g_signal_new ("period", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);

  g_type_ensure (VIGIE_TYPE_MAP_REPLAY_STRIP);
  g_type_ensure (VIGIE_TYPE_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-map-replay-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, news);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, news_mark);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, news_label);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, clock);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, date);
  gtk_widget_class_bind_template_child_full (widget_class, "counts", FALSE,
                                             G_STRUCT_OFFSET (VigieMapReplayBar, counts_label));
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, chosen);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, coverage);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, strip);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, play);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, speed);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, period);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, popover);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, calendar);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayBar, spinner);
  gtk_widget_class_bind_template_callback (widget_class, seek_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, play_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_cb);
  gtk_widget_class_bind_template_callback (widget_class, night_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "replaybar");
}

static void
vigie_map_replay_bar_init (VigieMapReplayBar *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->minute = -1;
  self->following = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *number = vigie_words_number (speeds[i], 0);

      /* Translators: how many times as fast as time itself: « 60 × » */
      gtk_string_list_take (names, g_strdup_printf (C_ ("replay", "%s×"), number));
    }
  gtk_drop_down_set_model (self->speed, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->speed, SPEED_AT_FIRST);
  vigie_mark_set_look (self->news_mark, VIGIE_GLYPH_CRITICAL, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Replay"), -1);
  self->following = FALSE;
}

GtkWidget *
vigie_map_replay_bar_new (void)
{
  return g_object_new (VIGIE_TYPE_MAP_REPLAY_BAR, NULL);
}

void
vigie_map_replay_bar_set_now (VigieMapReplayBar *self, VigieTime now)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));
  self->now = now;
}

void
vigie_map_replay_bar_set_replay (VigieMapReplayBar *self,
                                 VigieSpan span,
                                 const char *words,
                                 VigieReplay *replay)
{
  g_autofree char *description = NULL;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));

  if (self->replay != replay)
    {
      g_clear_pointer (&self->replay, vigie_replay_unref);
      self->replay = replay != NULL ? vigie_replay_ref (replay) : NULL;
    }
  self->minute = -1;
  vigie_map_replay_strip_set_replay (self->strip, span, replay);
  /* Translators: of the button that chooses; %s is what is replayed: « Cette nuit » */
  description = g_strdup_printf (_ ("At present: %s"), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->period),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  show_day (self, span.to - 1);
}

static gboolean
update_counts (VigieMapReplayBar *self, VigieTime time)
{
  guint counts[VIGIE_N_REPLAY_CLASS] = {0};

  if (self->replay != NULL)
    vigie_replay_count (self->replay, time, counts);
  if (memcmp (counts, self->counts, sizeof counts) == 0)
    return FALSE;
  memcpy (self->counts, counts, sizeof counts);
  return TRUE;
}

void
vigie_map_replay_bar_set_moment (VigieMapReplayBar *self, VigieTime time, gboolean told)
{
  g_autofree char *words = NULL;
  gint64 minute = time / VIGIE_MINUTE;
  gboolean counted;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));

  counted = update_counts (self, time) || self->minute < 0;
  if (counted)
    {
      g_autofree char *counts = self->replay != NULL
                                    ? vigie_map_replay_words_counts (self->counts)
                                    : g_strdup (_ ("Loading the history stored on this computer…"));

      gtk_label_set_text (self->counts_label, counts);
    }
  if (minute != self->minute)
    {
      g_autofree char *clock = vigie_words_time_of_day (time, NULL);
      g_autofree char *date = vigie_words_weekday_date (time, NULL);

      self->minute = minute;
      gtk_label_set_text (self->clock, clock);
      if (!g_str_equal (gtk_label_get_text (self->date), date))
        gtk_label_set_text (self->date, date);
    }
  if (told)
    {
      g_autofree char *moment = vigie_map_replay_words_moment (time);

      /* Translators: what a slider shows, read aloud: a moment, and how many sites were in which state */
      words = g_strdup_printf (_ ("%1$s: %2$s"), moment, gtk_label_get_text (self->counts_label));
    }
  vigie_map_replay_strip_set_time (self->strip, time, words);
}

void
vigie_map_replay_bar_set_playing (VigieMapReplayBar *self, gboolean playing)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));

  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic"
                                                : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play),
                               playing ? _ ("Pause (Space)") : _ ("Play (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  playing ? _ ("Pause") : _ ("Play"), -1);
}

guint
vigie_map_replay_bar_get_speed (VigieMapReplayBar *self)
{
  guint selected;

  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self), 1);

  selected = gtk_drop_down_get_selected (self->speed);
  return selected < G_N_ELEMENTS (speeds) ? speeds[selected] : speeds[SPEED_AT_FIRST];
}

void
vigie_map_replay_bar_set_speed (VigieMapReplayBar *self, guint speed)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i] == speed)
      gtk_drop_down_set_selected (self->speed, i);
}

void
vigie_map_replay_bar_set_coverage (VigieMapReplayBar *self, const char *words, gboolean loading)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));

  gtk_label_set_text (self->coverage, words);
  gtk_widget_set_visible (self->spinner, loading);
}

void
vigie_map_replay_bar_set_chosen (VigieMapReplayBar *self, const char *words)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));

  gtk_label_set_text (self->chosen, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->chosen), words != NULL);
}

void
vigie_map_replay_bar_set_news (VigieMapReplayBar *self, const char *words)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));

  gtk_label_set_text (self->news_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->news), words != NULL);
}

void
vigie_map_replay_bar_focus (VigieMapReplayBar *self)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_BAR (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->strip));
}
