/* vigie-attendance-detail-show.c: the attendance of one site, part by part, as it is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-detail-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-figures.h"
#include "vigie-attendance-skips.h"
#include "vigie-attendance-text.h"
#include "vigie-plain.h"
#include "vigie-show.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

/* Other sites that are proposed at most. */
#define MOST_NEAR 3

/* ---- Head, now, what to say ------------------------------------------------------------------ */

void
vigie_attendance_detail_show_head (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  gboolean live = vigie_ticker_get_live (self->ticker);
  g_autofree char *name = vigie_plain_line (state->site->data->name, VIGIE_SITE_NAME_MAX);
  g_autofree char *opening = vigie_attendance_text_opening (state, live);

  vigie_set_words (self->name, name);
  vigie_set_words (self->opening, opening);
  if (self->site == NULL)
    return;
  vigie_glyph_set_kind (self->glyph, vigie_site_get_kind (self->site));
  vigie_glyph_set_look (self->glyph, vigie_glyph_look_for (vigie_site_get_freshness (self->site),
                                                           vigie_site_get_condition (self->site)));
  vigie_glyph_set_link_lost (self->glyph, !live);
}

void
vigie_attendance_detail_show_now (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  g_autofree char *now = vigie_attendance_text_now (state);
  gboolean told = state->kind == VIGIE_ATTENDANCE_COUNTED;

  vigie_set_words (self->now, now);
  vigie_set_words (self->level, told ? vigie_level_words (state->now.level) : NULL);
  vigie_level_mark_set_level (self->mark, state->now.level);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), told);
  gtk_widget_set_visible (self->now_line, *now != '\0');
}

void
vigie_attendance_detail_show_advice (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
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
                     _ ("No other site is suggested: what this one accepts is not declared."));
  vigie_set_words (self->near, lines->str);
  gtk_widget_set_visible (self->near_box, lines->len > 0);
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
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  guint classes = vigie_attendance_week_classes (state);
  gint64 today
      = vigie_time_to_local (state->time, vigie_attendance_detail_get_zone (self)).day_number;

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

void
vigie_attendance_detail_show_week (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  g_autofree char *note = NULL, *loading = NULL;

  show_classes (self);
  gtk_widget_set_sensitive (self->poster, state->habits != NULL);
  vigie_attendance_fill_week (VIGIE_WEEK_MAP (vigie_figure_view_get_figure (self->week_view)),
                              state, self->week_class);
  if (state->habits == NULL)
    note = vigie_attendance_text_loading (vigie_attendance_model_get_loaded (self->model));
  else
    /* Translators: note of the usual week: the median of vehicles, and of which days */
    note = g_strdup_printf (_ ("median number of vehicles · %s"), class_name (self->week_class));
  vigie_figure_view_set_note (self->week_view, note);
  if (state->habits != NULL)
    vigie_figure_view_set_period (self->week_view,
                                  (VigieSpan) {state->habits->from, state->habits->to}, NULL);
  vigie_attendance_detail_show_source (self, self->week_view);
}

void
vigie_attendance_detail_choose_class (VigieAttendanceDetail *self)
{
  guint selected = gtk_drop_down_get_selected (self->day_class);

  if (self->updating || self->item == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  for (guint i = 0; i < VIGIE_N_DAY_CLASS; i++)
    if ((self->classes & (1u << i)) && class_position (self, i) == selected)
      self->week_class = i;
  self->class_chosen = TRUE;
  vigie_attendance_detail_show_week (self);
}

/* ---- The rest -------------------------------------------------------------------------------- */

void
vigie_attendance_detail_show_best (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *none = NULL;

  for (guint i = 0; i < state->best->len; i++)
    {
      g_autofree char *words = vigie_attendance_text_expected (
          &g_array_index (state->best, VigieExpected, i), state->time, state->site->facts.zone);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", words);
    }
  none = vigie_attendance_text_no_best (state, vigie_attendance_model_get_loaded (self->model));
  vigie_set_words (self->best, none != NULL ? none : lines->str);
}

void
vigie_attendance_detail_show_hours (VigieAttendanceDetail *self)
{
  const VigieAttendanceSite *site = vigie_attendance_detail_get_state (self)->site;
  g_autofree char *words = NULL, *written = NULL;

  if (site->hours_error != NULL)
    {
      written = vigie_plain_line (site->data->details->opening_hours, VIGIE_SITE_NOTE_MAX);
      /* Translators: opening hours as they are written, then why they cannot be read */
      words = g_strdup_printf (_ ("“%1$s” cannot be read: %2$s. The site is assumed to be always "
                                  "open."),
                               written, site->hours_error);
    }
  else if (site->facts.hours != NULL)
    words = vigie_opening_hours_to_words_of (site->facts.hours, site->data->kind,
                                             vigie_attendance_detail_get_state (self)->time);
  else
    words = g_strdup (_ ("Not provided by the server: the site is assumed to be always open."));
  vigie_set_words (self->hours, words);
}

void
vigie_attendance_detail_show_quality (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  g_autofree char *quality = vigie_attendance_text_quality (state);

  vigie_set_words (self->quality, quality);
  vigie_set_words (self->quality_act, vigie_attendance_text_quality_act (state));
}

void
vigie_attendance_detail_show_how (VigieAttendanceDetail *self)
{
  g_auto (GStrv) lines = vigie_attendance_text_how (
      vigie_attendance_detail_get_state (self), vigie_attendance_model_get_loaded (self->model));
  g_autofree char *joined = g_strjoinv ("\n\n", lines);

  vigie_set_words (self->how, joined);
}

void
vigie_attendance_detail_show_skips (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);

  gtk_widget_set_visible (self->skips_box, state->site->skips->len > 0);
  if (vigie_attendance_skips_fill (self->skips, self->n_skips, state->site, self->site, state->time,
                                   vigie_ticker_get_live (self->ticker)))
    {
      self->n_skips += VIGIE_ATTENDANCE_SKIPS_AT_ONCE;
      self->parts |= VIGIE_DETAIL_PART_SKIPS;
    }
  else
    self->n_skips = 0;
}
