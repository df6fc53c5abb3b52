/* vigie-attendance-detail.c: the attendance of one site: what to say, today, the usual week, how well it is counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-detail.h"

#include <adwaita.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-attendance-figures.h"
#include "vigie-attendance-poster.h"
#include "vigie-attendance-skips.h"
#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-figure-view.h"
#include "vigie-glyph.h"
#include "vigie-level-mark.h"
#include "vigie-plain.h"
#include "vigie-site-panel-text.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* Other sites that are proposed at most. */
#define MOST_NEAR 3
/* Days that can be gone back: what the store keeps of counts. */
#define DAYS_KEPT 400
/* Below the head: one bit each in the order in which they are shown. */
#define ALL_PARTS 0x7fu
#define PART_SKIPS 0x40u

struct _VigieAttendanceDetail
{
  GtkWidget parent_instance;

  VigieContext *context;       /* owned, or NULL */
  VigieAttendanceModel *model; /* owned, or NULL */
  VigieTicker *ticker;         /* owned, or NULL */
  VigieAttendanceItem *item;   /* owned, or NULL */
  VigieSite *site;             /* owned, or NULL */
  char *sentence;              /* owned: to be said, or NULL */
  int back_days;               /* how many days before today are shown */
  VigieAttendanceTrack *track; /* owned: of that day, or NULL while it is read */
  GCancellable *cancellable;   /* owned while a day is read */
  VigieDayClass week_class;
  gboolean class_chosen;       /* by the person: it does not follow today's */
  guint classes;               /* bits of those that can be chosen */
  gboolean updating;           /* the choice is being filled */
  VigieAttendanceState *shown; /* owned, or NULL */
  double shown_loaded;
  guint part_source, parts; /* what is shown next */
  guint n_skips;            /* shown of these */

  GtkScrolledWindow *scroller;
  GtkWidget *back;
  VigieGlyph *glyph;
  GtkLabel *name, *opening;
  GtkWidget *now_line;
  VigieLevelMark *mark;
  GtkLabel *level, *now;
  GtkWidget *copy;
  GtkLabel *advice, *near;
  GtkLabel *day_title;
  GtkWidget *today, *day_before, *day_after;
  AdwBin *day_bin, *week_bin;
  VigieFigureView *day_view, *week_view;
  GtkDropDown *day_class;
  GtkWidget *poster;
  GtkLabel *best, *quality, *quality_act;
  GtkWidget *hours_box;
  GtkLabel *hours;
  GtkWidget *skips_box;
  GtkGrid *skips;
  GtkLabel *how;
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieAttendanceDetail, vigie_attendance_detail, GTK_TYPE_WIDGET)

static const VigieAttendanceState *
get_state (VigieAttendanceDetail *self)
{
  return vigie_attendance_item_get_state (self->item);
}

static GTimeZone *
get_zone (VigieAttendanceDetail *self)
{
  GTimeZone *zone = get_state (self)->site->facts.zone;

  return zone != NULL ? zone : vigie_words_default_zone ();
}

/* The local day that is shown. */
static gint64
get_day (VigieAttendanceDetail *self)
{
  return vigie_time_to_local (get_state (self)->time, get_zone (self)).day_number - self->back_days;
}

static void
set_words (GtkLabel *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words != NULL ? words : "") != 0)
    gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

/* ---- Head, now, what to say ------------------------------------------------------------------ */

static void
show_head (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  gboolean live = vigie_ticker_get_live (self->ticker);
  g_autofree char *name = vigie_plain_line (state->site->data->name, VIGIE_SITE_NAME_MAX);
  g_autofree char *opening = vigie_attendance_text_opening (state, live);

  set_words (self->name, name);
  set_words (self->opening, opening);
  if (self->site == NULL)
    return;
  vigie_glyph_set_kind (self->glyph, vigie_site_get_kind (self->site));
  vigie_glyph_set_look (self->glyph, vigie_glyph_look_for (vigie_site_get_freshness (self->site),
                                                           vigie_site_get_condition (self->site)));
  vigie_glyph_set_link_lost (self->glyph, !live);
}

static void
show_now (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  g_autofree char *now = vigie_attendance_text_now (state);
  gboolean told = state->kind == VIGIE_ATTENDANCE_COUNTED;

  set_words (self->now, now);
  set_words (self->level, told ? vigie_level_words (state->now.level) : NULL);
  vigie_level_mark_set_level (self->mark, state->now.level);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), told);
  gtk_widget_set_visible (self->now_line, *now != '\0');
}

static void
show_advice (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  g_autoptr (GPtrArray) states = vigie_attendance_model_dup_states (self->model);
  g_autoptr (GArray) near = vigie_attendance_state_near (state, states, MOST_NEAR);
  g_auto (GStrv) full = vigie_attendance_skips_full (state->site, self->site);
  g_autofree char *advice = vigie_attendance_state_advice (state, near, (const char *const *) full);
  g_autofree char *sentence
      = vigie_attendance_text_sentence (state, advice, vigie_ticker_get_live (self->ticker));
  g_autofree char *quoted = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  if (g_strcmp0 (sentence, self->sentence) != 0)
    {
      /* Translators: quotation marks around what is to be said on the telephone */
      quoted = g_strdup_printf (_ ("“%s”"), sentence);
      gtk_label_set_label (self->advice, quoted);
      g_set_str (&self->sentence, sentence);
    }
  gtk_widget_set_sensitive (self->copy, *sentence != '\0');
  for (guint i = 0; i < near->len; i++)
    {
      g_autofree char *words
          = vigie_attendance_text_near (&g_array_index (near, VigieAttendanceNear, i));

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", words);
    }
  if (near->len == 0 && state->kind == VIGIE_ATTENDANCE_COUNTED
      && state->now.level >= VIGIE_LEVEL_HEAVY && state->site->accepts == NULL)
    g_string_append (lines,
                     _ ("No other site is proposed: what this one accepts is not declared."));
  set_words (self->near, lines->str);
}

void
vigie_attendance_detail_copy (VigieAttendanceDetail *self)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));

  if (self->sentence == NULL || *self->sentence == '\0')
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->sentence);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", _ ("Sentence copied"));
}

/* ---- A day ----------------------------------------------------------------------------------- */

static void
show_source (VigieAttendanceDetail *self, VigieFigureView *view)
{
  const VigieAttendanceState *state = get_state (self);
  g_autofree char *name = vigie_plain_line (state->site->data->name, VIGIE_SITE_NAME_MAX);

  vigie_figure_view_set_place (view, name);
  vigie_figure_view_set_now (view, state->time);
  vigie_figure_view_set_link_lost (view, !vigie_ticker_get_live (self->ticker));
  vigie_figure_view_set_demonstration (view, vigie_context_is_demonstration (self->context));
}

static gboolean
has_usual (VigieAttendanceDetail *self, gint64 day)
{
  const VigieAttendanceState *state = get_state (self);
  VigieTime from = vigie_time_day_begin (day, get_zone (self));

  for (guint i = 0; state->habits != NULL && i < VIGIE_ATTENDANCE_SLOTS; i++)
    if (vigie_attendance_usual_at (state->habits, &state->site->facts,
                                   from + i * VIGIE_ATTENDANCE_SLOT, NULL)
        != NULL)
      return TRUE;
  return FALSE;
}

static void
show_day (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  double loaded = vigie_attendance_model_get_loaded (self->model);
  GTimeZone *zone = get_zone (self);
  gint64 day = get_day (self);
  VigieTime from = vigie_time_day_begin (day, zone), to = vigie_time_day_begin (day + 1, zone);
  g_autofree char *title = vigie_words_weekday_date (from + 12 * VIGIE_HOUR, zone);
  g_autofree char *band = vigie_attendance_text_band (state, day, loaded);
  g_autofree char *named = NULL;

  if (self->back_days == 0)
    /* Translators: heading; %s is a date */
    named = g_strdup_printf (_ ("Today, %s"), title);
  else if (self->back_days == 1)
    named = g_strdup_printf (_ ("Yesterday, %s"), title);
  set_words (self->day_title, named != NULL ? named : title);
  vigie_attendance_fill_day (VIGIE_DAY_CHART (vigie_figure_view_get_figure (self->day_view)), state,
                             self->back_days == 0 ? state->track : self->track, day, loaded,
                             vigie_ticker_get_live (self->ticker));
  /* The legend has its name, where there is one. */
  vigie_figure_view_set_note (self->day_view, has_usual (self, day) ? NULL : band);
  vigie_figure_view_set_period (self->day_view, (VigieSpan) {from, to}, title);
  show_source (self, self->day_view);
  gtk_widget_set_sensitive (self->day_after, self->back_days > 0);
  gtk_widget_set_sensitive (self->day_before, self->back_days < DAYS_KEPT);
  gtk_widget_set_visible (self->today, self->back_days > 0);
}

static void
day_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieAttendanceDetail) self = user_data;
  g_autoptr (GError) error = NULL;
  VigieAttendanceTrack *track
      = vigie_attendance_model_read_day_finish (VIGIE_ATTENDANCE_MODEL (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->track, vigie_attendance_track_unref);
  self->track = track;
  if (self->item == NULL || self->model == NULL)
    return;
  show_day (self);
  if (error != NULL)
    vigie_figure_view_set_note (self->day_view, error->message);
}

static void
stop_reading (VigieAttendanceDetail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
go_to_day (VigieAttendanceDetail *self, int back_days)
{
  stop_reading (self);
  g_clear_pointer (&self->track, vigie_attendance_track_unref);
  self->back_days = back_days;
  show_day (self);
  if (back_days == 0)
    return;
  self->cancellable = g_cancellable_new ();
  vigie_attendance_model_read_day_async (self->model, vigie_attendance_item_get_id (self->item),
                                         get_day (self), self->cancellable, day_read_cb,
                                         g_object_ref (self));
}

void
vigie_attendance_detail_step (VigieAttendanceDetail *self, int n)
{
  int back;

  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));

  if (self->item == NULL)
    return;
  back = CLAMP (self->back_days - n, 0, DAYS_KEPT);
  if (back == self->back_days)
    return;
  go_to_day (self, back);
  vigie_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->day_title),
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
day_before_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_step (self, -1);
}

static void
day_after_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_step (self, 1);
}

static void
today_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_step (self, DAYS_KEPT);
}

/* ---- The week -------------------------------------------------------------------------------- */

static const char *
class_name (VigieDayClass day_class)
{
  switch (day_class)
    {
    case VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS:
      return _ ("School holidays (zone B)");
    case VIGIE_DAY_CLASS_PUBLIC_HOLIDAY:
      return _ ("Public holidays");
    case VIGIE_DAY_CLASS_TERM:
    default:
      return _ ("School term");
    }
}

static guint
class_position (VigieAttendanceDetail *self, VigieDayClass day_class)
{
  guint position = 0;

  for (guint i = 0; i < day_class; i++)
    position += (self->classes >> i) & 1;
  return position;
}

static void
show_classes (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  guint classes = vigie_attendance_week_classes (state);
  gint64 today = vigie_time_to_local (state->time, get_zone (self)).day_number;

  if (!self->class_chosen || !(classes & (1u << self->week_class)))
    {
      self->week_class = vigie_attendance_class_of (today, &state->site->facts);
      if (!(classes & (1u << self->week_class)))
        self->week_class = VIGIE_DAY_CLASS_TERM;
    }
  self->updating = TRUE;
  if (classes != self->classes)
    {
      g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

      self->classes = classes;
      for (guint i = 0; i < VIGIE_N_DAY_CLASS; i++)
        if (classes & (1u << i))
          gtk_string_list_append (names, class_name (i));
      gtk_drop_down_set_model (self->day_class, G_LIST_MODEL (names));
      gtk_widget_set_visible (GTK_WIDGET (self->day_class),
                              g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
    }
  if (classes != 0)
    gtk_drop_down_set_selected (self->day_class, class_position (self, self->week_class));
  self->updating = FALSE;
}

static void
show_week (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  g_autofree char *note = NULL, *loading = NULL;

  show_classes (self);
  gtk_widget_set_sensitive (self->poster, state->habits != NULL);
  vigie_attendance_fill_week (VIGIE_WEEK_MAP (vigie_figure_view_get_figure (self->week_view)),
                              state, self->week_class);
  if (state->habits == NULL)
    note = vigie_attendance_text_loading (vigie_attendance_model_get_loaded (self->model));
  else
    /* Translators: note of the usual week: the median of vehicles, and of which days */
    note = g_strdup_printf (_ ("median of vehicles, %s"), class_name (self->week_class));
  vigie_figure_view_set_note (self->week_view, note);
  if (state->habits != NULL)
    vigie_figure_view_set_period (self->week_view,
                                  (VigieSpan) {state->habits->from, state->habits->to}, NULL);
  show_source (self, self->week_view);
}

static void
class_cb (VigieAttendanceDetail *self)
{
  guint selected = gtk_drop_down_get_selected (self->day_class);

  if (self->updating || self->item == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  for (guint i = 0; i < VIGIE_N_DAY_CLASS; i++)
    if ((self->classes & (1u << i)) && class_position (self, i) == selected)
      self->week_class = i;
  self->class_chosen = TRUE;
  show_week (self);
}

/* ---- The rest -------------------------------------------------------------------------------- */

static void
show_best (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *none = NULL;

  for (guint i = 0; i < state->best->len; i++)
    {
      g_autofree char *words = vigie_attendance_text_expected (
          &g_array_index (state->best, VigieExpected, i), state->time, state->site->facts.zone);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", words);
    }
  none = vigie_attendance_text_no_best (state, vigie_attendance_model_get_loaded (self->model));
  set_words (self->best, none != NULL ? none : lines->str);
}

static void
show_hours (VigieAttendanceDetail *self)
{
  const VigieAttendanceSite *site = get_state (self)->site;
  g_autofree char *words = NULL, *written = NULL;

  if (site->hours_error != NULL)
    {
      written = vigie_plain_line (site->data->opening_hours, VIGIE_SITE_NOTE_MAX);
      /* Translators: opening hours as they are written, then why they cannot be read */
      words = g_strdup_printf (_ ("“%1$s” cannot be read: %2$s. Nothing is taken as closed."),
                               written, site->hours_error);
    }
  else if (site->facts.hours != NULL)
    words = vigie_opening_hours_to_words (site->facts.hours, get_state (self)->time);
  else
    words = g_strdup (_ ("Not told by the server: the site is taken as always open."));
  set_words (self->hours, words);
}

static void
show_quality (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);
  g_autofree char *quality = vigie_attendance_text_quality (state);

  set_words (self->quality, quality);
  set_words (self->quality_act, vigie_attendance_text_quality_act (state));
}

static void
show_how (VigieAttendanceDetail *self)
{
  g_auto (GStrv) lines = vigie_attendance_text_how (
      get_state (self), vigie_attendance_model_get_loaded (self->model));
  g_autofree char *joined = g_strjoinv ("\n\n", lines);

  set_words (self->how, joined);
}

static void
show_skips (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = get_state (self);

  gtk_widget_set_visible (self->skips_box, state->site->skips->len > 0);
  if (vigie_attendance_skips_fill (self->skips, self->n_skips, state->site, self->site, state->time,
                                   vigie_ticker_get_live (self->ticker)))
    {
      self->n_skips += VIGIE_ATTENDANCE_SKIPS_AT_ONCE;
      self->parts |= PART_SKIPS;
    }
  else
    self->n_skips = 0;
}

/* One part each time the loop is idle, from the top to below what is seen: all of them at once would be felt. */
static gboolean
part_cb (gpointer user_data)
{
  static void (*const parts[]) (VigieAttendanceDetail *)
      = {show_day, show_week, show_best, show_quality, show_hours, show_how, show_skips};
  VigieAttendanceDetail *self = user_data;

  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->parts = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (self->parts & (1u << i))
      {
        self->parts &= ~(1u << i);
        parts[i](self);
        break;
      }
  if (self->parts != 0)
    return G_SOURCE_CONTINUE;
  self->part_source = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_parts (VigieAttendanceDetail *self, guint parts)
{
  self->parts |= parts;
  if (parts & PART_SKIPS)
    self->n_skips = 0;
  if (self->part_source == 0)
    self->part_source = g_idle_add (part_cb, self);
}

static void
show_all (VigieAttendanceDetail *self)
{
  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_clear_pointer (&self->shown, vigie_attendance_state_unref);
  self->shown = vigie_attendance_state_ref (vigie_attendance_item_get_state (self->item));
  self->shown_loaded = vigie_attendance_model_get_loaded (self->model);
  show_head (self);
  show_now (self);
  show_advice (self);
  queue_parts (self, ALL_PARTS);
}

/* Only how much of the past is here. */
static void
show_loaded (VigieAttendanceDetail *self)
{
  self->shown_loaded = vigie_attendance_model_get_loaded (self->model);
  if (get_state (self)->habits == NULL)
    show_week (self);
}

/* Mostly other sites are told of. */
static void
model_cb (VigieAttendanceDetail *self)
{
  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->shown != vigie_attendance_item_get_state (self->item))
    show_all (self);
  else if (self->shown_loaded != vigie_attendance_model_get_loaded (self->model))
    show_loaded (self);
  else
    show_advice (self);
}

static void
site_cb_changed (VigieAttendanceDetail *self)
{
  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  show_head (self);
  show_advice (self);
  queue_parts (self, PART_SKIPS);
}

/* ---- Controls -------------------------------------------------------------------------------- */

static void
back_cb (VigieAttendanceDetail *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
copy_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_copy (self);
}

static void
lead (VigieAttendanceDetail *self, const char *action)
{
  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s",
                                vigie_attendance_item_get_id (self->item));
}

static void
map_cb (VigieAttendanceDetail *self)
{
  lead (self, "win.show-site");
}

static void
site_cb (VigieAttendanceDetail *self)
{
  lead (self, "win.open-site");
}

/* ---- The poster ------------------------------------------------------------------------------ */

static void
poster_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VigieAttendanceDetail *self = VIGIE_ATTENDANCE_DETAIL (widget);
  VigieAttendanceState *state
      = self->item != NULL ? vigie_attendance_item_get_state (self->item) : NULL;
  VigieAttendancePoster poster;
  gint64 monday;

  if (state == NULL || state->habits == NULL)
    return;
  poster = (VigieAttendancePoster) {
      .site = state->site->data->name,
      .territory = vigie_profile_get_territory_name (vigie_context_get_profile (self->context)),
      .demonstration = vigie_context_is_demonstration (self->context),
      .made = state->time,
      .habits = state->habits,
      .facts = &state->site->facts,
  };
  monday = vigie_attendance_poster_monday (state->time, state->site->facts.zone);
  if (strcmp (action, "detail.save-poster") == 0)
    vigie_attendance_poster_save (&poster, monday, widget);
  else
    vigie_attendance_poster_print (&poster, monday, widget);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_attendance_detail_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_attendance_detail_parent_class)->map (widget);
  show_all (VIGIE_ATTENDANCE_DETAIL (widget));
}

static void
vigie_attendance_detail_dispose (GObject *object)
{
  VigieAttendanceDetail *self = VIGIE_ATTENDANCE_DETAIL (object);

  stop_reading (self);
  g_clear_handle_id (&self->part_source, g_source_remove);
  if (self->model != NULL)
    {
      vigie_attendance_detail_set_item (self, NULL);
      g_signal_handlers_disconnect_by_data (self->model, self);
      g_signal_handlers_disconnect_by_data (self->ticker, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_ATTENDANCE_DETAIL);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_attendance_detail_parent_class)->dispose (object);
}

static void
vigie_attendance_detail_finalize (GObject *object)
{
  g_free (VIGIE_ATTENDANCE_DETAIL (object)->sentence);

  G_OBJECT_CLASS (vigie_attendance_detail_parent_class)->finalize (object);
}

static void
vigie_attendance_detail_class_init (VigieAttendanceDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_attendance_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_attendance_detail_finalize;
  widget_class->map = vigie_attendance_detail_map;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", VIGIE_TYPE_ATTENDANCE_DETAIL, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VIGIE_TYPE_GLYPH);
  g_type_ensure (VIGIE_TYPE_LEVEL_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-attendance-detail.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieAttendanceDetail, name)
  BIND (scroller);
  BIND (back);
  BIND (glyph);
  BIND (name);
  BIND (opening);
  BIND (now_line);
  BIND (mark);
  BIND (level);
  BIND (now);
  BIND (copy);
  BIND (advice);
  BIND (near);
  BIND (day_title);
  BIND (today);
  BIND (day_before);
  BIND (day_after);
  BIND (day_bin);
  BIND (week_bin);
  BIND (day_class);
  BIND (poster);
  BIND (best);
  BIND (quality);
  BIND (quality_act);
  BIND (hours_box);
  BIND (hours);
  BIND (skips_box);
  BIND (skips);
  BIND (how);
#undef BIND
  gtk_widget_class_install_action (widget_class, "detail.save-poster", NULL, poster_cb);
  gtk_widget_class_install_action (widget_class, "detail.print-poster", NULL, poster_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, site_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_before_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_after_cb);
  gtk_widget_class_bind_template_callback (widget_class, class_cb);
  gtk_widget_class_set_css_name (widget_class, "attendancedetail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
vigie_attendance_detail_init (VigieAttendanceDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), FALSE);
  self->day_view = VIGIE_FIGURE_VIEW (vigie_figure_view_new (vigie_day_chart_new ()));
  vigie_figure_view_set_title (self->day_view, _ ("Vehicles Present"));
  adw_bin_set_child (self->day_bin, GTK_WIDGET (self->day_view));
  self->week_view = VIGIE_FIGURE_VIEW (vigie_figure_view_new (vigie_week_map_new ()));
  vigie_figure_view_set_title (self->week_view, _ ("Usual Week"));
  adw_bin_set_child (self->week_bin, GTK_WIDGET (self->week_view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Attendance of the Site Chosen"), -1);
}

void
vigie_attendance_detail_setup (VigieAttendanceDetail *self,
                               VigieAttendanceModel *model,
                               VigieContext *context,
                               VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
}

void
vigie_attendance_detail_set_item (VigieAttendanceDetail *self, VigieAttendanceItem *item)
{
  VigieTerritory *territory;

  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  g_return_if_fail (self->model != NULL);

  if (self->item == item)
    return;
  stop_reading (self);
  g_clear_pointer (&self->track, vigie_attendance_track_unref);
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (self->site, self);
  g_clear_object (&self->site);
  g_clear_pointer (&self->shown, vigie_attendance_state_unref);
  g_set_object (&self->item, item);
  self->back_days = 0;
  self->class_chosen = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), item != NULL);
  if (item == NULL)
    return;
  territory = vigie_context_get_territory (self->context);
  if (territory != NULL)
    g_set_object (&self->site,
                  vigie_territory_find_site (territory, vigie_attendance_item_get_id (item)));
  if (self->site != NULL)
    g_signal_connect_object (self->site, "notify", G_CALLBACK (site_cb_changed), self,
                             G_CONNECT_SWAPPED);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_all (self);
}

VigieAttendanceItem *
vigie_attendance_detail_get_item (VigieAttendanceDetail *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self), NULL);
  return self->item;
}

void
vigie_attendance_detail_set_closable (VigieAttendanceDetail *self, gboolean closable)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  gtk_widget_set_visible (self->back, closable);
}

void
vigie_attendance_detail_focus (VigieAttendanceDetail *self)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
