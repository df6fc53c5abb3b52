/* vigie-attendance-card.c: the vehicles of a site, as its panel and its record tell of them first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-attendance-figures.h"
#include "vigie-attendance-model.h"
#include "vigie-attendance-skips.h"
#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-day-chart.h"
#include "vigie-level-mark.h"
#include "vigie-show.h"
#include "vigie-text.h"
#include "vigie-time-axis.h"
#include "vigie-usual-bar.h"
#include "vigie-words.h"

/* Sites of which the past is asked for, so that what is usual can be told: of more only their page asks. */
#define MOST_SITES 64

struct _VigieAttendanceCard
{
  GtkWidget parent_instance;

  VigieContext *context;       /* owned, or NULL */
  VigieTicker *ticker;         /* owned, or NULL */
  VigieAttendanceModel *model; /* owned, or NULL */
  VigieSite *site;             /* owned, or NULL */

  VigieAttendanceState *shown; /* owned, or NULL: what the chart is of */
  double shown_loaded;
  gboolean shown_live;

  GtkWidget *count_line, *level_line;
  GtkLabel *title, *age, *figure, *usual, *places, *strong, *note, *level, *against, *source;
  VigieUsualBar *bar;
  VigieLevelMark *mark;
  VigieDayChart *day;
  GtkLabel *caption, *sentence;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (VigieAttendanceCard, vigie_attendance_card, GTK_TYPE_WIDGET)

/* ---- The number ------------------------------------------------------------------------------ */

static void
show_age (VigieAttendanceCard *self, const VigieAttendanceState *state, gboolean live)
{
  VigieTime last = state->quality.last != VIGIE_TIME_NONE ? state->quality.last : state->now.time;
  g_autofree char *age = NULL;

  if (last != VIGIE_TIME_NONE)
    age = live ? vigie_text_calm_age (state->time, last)
               : vigie_words_at (state->time, last, vigie_attendance_site_get_zone (state->site));
  vigie_set_words (self->age, age);
}

static void
show_count (VigieAttendanceCard *self,
            const VigieAttendanceState *state,
            const VigieAttendanceWords *words)
{
  const VigieAttendanceNow *now = &state->now;
  gboolean counts = *words->count != '\0';
  int capacity = state->site->facts.capacity;
  double most
      = fmax (capacity > 0 ? capacity : 1, fmax (now->present, fmax (now->high, now->usual.p90)));
  g_autofree char *usual = NULL, *places = NULL;

  gtk_widget_set_visible (self->count_line, counts);
  if (!counts)
    return;
  usual = vigie_attendance_text_usual (state);
  if (capacity > 0)
    places = g_strdup_printf (ngettext ("%d place", "%d places", (gulong) capacity), capacity);
  vigie_set_words (self->figure, words->count);
  vigie_set_words (self->usual, usual);
  vigie_set_words (self->places, places);
  vigie_usual_bar_set (self->bar, now->present, now->low, now->high, now->usual.p10, now->usual.p90,
                       capacity > 0 ? capacity : NAN, most);
}

static void
show_words (VigieAttendanceCard *self,
            const VigieAttendanceState *state,
            const VigieAttendanceWords *words)
{
  gboolean told = state->kind == VIGIE_ATTENDANCE_COUNTED;
  g_autofree char *against = vigie_attendance_text_against (state);
  g_autofree char *source = NULL;

  if (*words->count != '\0')
    source = vigie_attendance_text_source (state);
  vigie_set_words (self->strong, told ? NULL : words->strong);
  vigie_set_words (self->note, told ? NULL : words->note);
  gtk_widget_set_visible (self->level_line, told);
  vigie_set_words (self->level, words->level);
  vigie_set_words (self->against, against);
  vigie_level_mark_set_level (self->mark, state->now.level);
  vigie_set_words (self->source, source);
}

static void
show_day (VigieAttendanceCard *self, VigieAttendanceState *state, gboolean live)
{
  double loaded = vigie_attendance_model_get_loaded (self->model);
  gint64 today
      = vigie_time_to_local (state->time, vigie_attendance_site_get_zone (state->site)).day_number;
  gboolean shown = state->track != NULL && state->kind != VIGIE_ATTENDANCE_NONE
                   && state->kind != VIGIE_ATTENDANCE_OUT_OF_SERVICE;
  g_autofree char *band = NULL, *caption = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->day), shown);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), shown);
  if (!shown || (self->shown == state && self->shown_loaded == loaded && self->shown_live == live))
    return;
  if (self->shown != state)
    {
      g_clear_pointer (&self->shown, vigie_attendance_state_unref);
      self->shown = vigie_attendance_state_ref (state);
    }
  self->shown_loaded = loaded;
  self->shown_live = live;
  vigie_attendance_fill_day (self->day, state, state->track, today, loaded, live);
  band = vigie_attendance_text_band (state, today, loaded);
  /* Translators: under a small chart: the day, and what the grey band is: “Today · usual band of Saturdays” */
  caption = g_strdup_printf (_ ("Today · %s"), band);
  vigie_set_words (self->caption, caption);
}

/* ---- What to say ----------------------------------------------------------------------------- */

static void
show_sentence (VigieAttendanceCard *self,
               const VigieAttendanceState *state,
               const VigieAttendanceWords *words,
               gboolean live)
{
  g_autoptr (GPtrArray) states = vigie_attendance_model_dup_states (self->model);
  g_autoptr (GArray) near = vigie_attendance_state_near (state, states, 1);
  g_auto (GStrv) full = vigie_attendance_skips_full (state->site, self->site);
  g_autofree char *sentence = NULL, *label = NULL;

  if (state->kind != VIGIE_ATTENDANCE_WAITING && state->kind != VIGIE_ATTENDANCE_NONE)
    {
      g_autofree char *advice
          = vigie_attendance_state_advice (state, near, (const char *const *) full);

      sentence = vigie_attendance_text_sentence (state, advice, live);
    }
  vigie_set_words (self->sentence,
                   sentence != NULL && *sentence != '\0' ? sentence : _ ("Attendance"));
  /* Translators: a button that leads to the attendance of a site; %s tells of it in a sentence */
  label = g_strdup_printf (_ ("Attendance: %s"), words->sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->sentence, -1);
}

static void
update (VigieAttendanceCard *self)
{
  VigieAttendanceItem *item;
  VigieAttendanceState *state;
  VigieAttendanceWords words;
  gboolean live;

  if (self->site == NULL || self->model == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  item = vigie_attendance_model_find (self->model, vigie_site_get_id (self->site));
  if (item == NULL)
    return;
  state = vigie_attendance_item_get_state (item);
  live = vigie_ticker_get_live (self->ticker);
  vigie_attendance_words_init (&words, state, live);
  vigie_set_class (self, "last-known", !live || state->kind == VIGIE_ATTENDANCE_DOUBTFUL);
  show_age (self, state, live);
  show_count (self, state, &words);
  show_words (self, state, &words);
  show_day (self, state, live);
  show_sentence (self, state, &words, live);
  vigie_attendance_words_clear (&words);
}

/* ---- The site -------------------------------------------------------------------------------- */

/* The weeks that habits are made of are some megabytes, once: not where each is paid for. */
static guint
wanted_of (VigieAttendanceCard *self)
{
  VigieAttendancePlan *plan = vigie_attendance_model_get_plan (self->model);
  guint want = VIGIE_ATTENDANCE_WANT_NOW | VIGIE_ATTENDANCE_WANT_HABITS;

  if (self->site == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return 0;
  if (plan != NULL && vigie_attendance_plan_get_n_sites (plan) <= MOST_SITES
      && !g_network_monitor_get_network_metered (g_network_monitor_get_default ()))
    want |= VIGIE_ATTENDANCE_WANT_PAST;
  return want;
}

static void
update_want (VigieAttendanceCard *self)
{
  if (self->model != NULL)
    vigie_attendance_model_want (self->model, self, wanted_of (self));
}

static void
clicked_cb (VigieAttendanceCard *self)
{
  if (self->site != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.attendance", "s",
                                vigie_site_get_id (self->site));
}

static gboolean
counts_vehicles (VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);

  for (guint i = 0; i < g_list_model_get_n_items (measures); i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      VigieRole role = vigie_measure_get_data (measure)->role;

      if (role == VIGIE_ROLE_VEHICLES_IN || role == VIGIE_ROLE_VEHICLES_PRESENT)
        return TRUE;
    }
  return FALSE;
}

/* What a site measures may be told after the site. */
static void
measures_cb (VigieAttendanceCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->model != NULL && self->site != NULL
                                                 && counts_vehicles (self->site));
}

static void
forget (VigieAttendanceCard *self)
{
  g_clear_pointer (&self->shown, vigie_attendance_state_unref);
  vigie_set_words (self->age, NULL);
  gtk_widget_set_visible (self->count_line, FALSE);
  gtk_widget_set_visible (self->level_line, FALSE);
  vigie_set_words (self->strong, "…");
  vigie_set_words (self->note, NULL);
  vigie_set_words (self->source, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->day), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), FALSE);
  vigie_set_words (self->sentence, _ ("Attendance"));
}

void
vigie_attendance_card_set_site (VigieAttendanceCard *self, VigieSite *site)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_CARD (self));

  if (self->site == site)
    return;
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (vigie_site_get_measures (self->site), self);
  g_set_object (&self->site, site);
  if (site != NULL)
    g_signal_connect_object (vigie_site_get_measures (site), "items-changed",
                             G_CALLBACK (measures_cb), self, G_CONNECT_SWAPPED);
  forget (self);
  measures_cb (self);
  update_want (self);
  update (self);
}

static void
vigie_attendance_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_attendance_card_parent_class)->map (widget);
  update_want (VIGIE_ATTENDANCE_CARD (widget));
  update (VIGIE_ATTENDANCE_CARD (widget));
}

static void
vigie_attendance_card_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_attendance_card_parent_class)->unmap (widget);
  update_want (VIGIE_ATTENDANCE_CARD (widget));
}

static void
vigie_attendance_card_dispose (GObject *object)
{
  VigieAttendanceCard *self = VIGIE_ATTENDANCE_CARD (object);

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      vigie_attendance_model_want (self->model, self, 0);
    }
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (vigie_site_get_measures (self->site), self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_ATTENDANCE_CARD);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->shown, vigie_attendance_state_unref);
  g_clear_object (&self->site);
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_attendance_card_parent_class)->dispose (object);
}

static void
vigie_attendance_card_class_init (VigieAttendanceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_attendance_card_dispose;
  widget_class->map = vigie_attendance_card_map;
  widget_class->unmap = vigie_attendance_card_unmap;
  g_type_ensure (VIGIE_TYPE_USUAL_BAR);
  g_type_ensure (VIGIE_TYPE_LEVEL_MARK);
  g_type_ensure (VIGIE_TYPE_DAY_CHART);
  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-attendance-card.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieAttendanceCard, name)
  BIND (count_line);
  BIND (level_line);
  BIND (title);
  BIND (age);
  BIND (figure);
  BIND (usual);
  BIND (places);
  BIND (strong);
  BIND (note);
  BIND (level);
  BIND (against);
  BIND (source);
  BIND (bar);
  BIND (mark);
  BIND (day);
  BIND (caption);
  BIND (sentence);
  BIND (button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_set_css_name (widget_class, "attendancecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_attendance_card_init (VigieAttendanceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->day), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title, NULL, -1);
  forget (self);
}

void
vigie_attendance_card_setup (VigieAttendanceCard *self, VigieContext *context, VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_CARD (self));
  g_return_if_fail (self->model == NULL);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  self->model = g_object_ref (vigie_attendance_model_get (context));
  g_signal_connect_object (self->model, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "plan-changed", G_CALLBACK (update_want), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  measures_cb (self);
  update_want (self);
}
