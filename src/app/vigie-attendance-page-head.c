/* vigie-attendance-page-head.c: what stands around the rows of the page « Affluence »: totals, legend, limits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-page-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-row.h"
#include "vigie-attendance-text.h"
#include "vigie-level-mark.h"
#include "vigie-words.h"

void
vigie_attendance_page_show_total (VigieAttendancePage *self, GPtrArray *states)
{
  g_autofree char *strong = NULL, *rest = NULL;

  vigie_attendance_text_total (states, vigie_ticker_get_live (self->ticker), &strong, &rest);
  gtk_label_set_label (self->total, strong);
  gtk_label_set_label (self->total_rest, rest);
  gtk_widget_set_visible (GTK_WIDGET (self->total_rest), *rest != '\0');
}

void
vigie_attendance_page_show_loading (VigieAttendancePage *self)
{
  double loaded = vigie_attendance_model_get_loaded (self->model);
  gboolean loading = loaded < 1;
  g_autofree char *words = vigie_attendance_text_loading (loaded);
  const char *error = vigie_attendance_model_get_error (self->model);

  gtk_widget_set_visible (self->loading, loading);
  if (loading)
    {
      gtk_label_set_label (self->loading_label, words);
      gtk_progress_bar_set_fraction (self->loading_bar, CLAMP (loaded, 0, 1));
    }
  gtk_label_set_label (self->problem, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

/* Whose days are told: those of the first site of which something is. */
static VigieDayClass
told_class (GPtrArray *states, gboolean *any)
{
  VigieDayClass day_class = VIGIE_DAY_CLASS_TERM;

  *any = FALSE;
  for (guint i = 0; i < states->len; i++)
    {
      const VigieAttendanceState *state = g_ptr_array_index (states, i);

      if (state->habits == NULL || state->now.usual.n == 0
          || vigie_attendance_usual_at (state->habits, &state->site->facts, state->time, &day_class)
                 == NULL)
        continue;
      *any = TRUE;
      return day_class;
    }
  return day_class;
}

void
vigie_attendance_page_show_legend (VigieAttendancePage *self, GPtrArray *states)
{
  gboolean any;
  VigieDayClass day_class = told_class (states, &any);
  g_autofree char *words
      = any ? vigie_attendance_text_legend (day_class, vigie_attendance_model_get_now (self->model),
                                            NULL, vigie_context_is_demonstration (self->context))
            : NULL;

  gtk_label_set_label (self->legend, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->legend), words != NULL);
}

void
vigie_attendance_page_show_scale (VigieAttendancePage *self, GPtrArray *states)
{
  vigie_attendance_list_set_scale (self->list, vigie_attendance_scale_of (states));
}

/* Limits of the levels, on screen beside what they are of. */
void
vigie_attendance_page_show_levels (VigieAttendancePage *self, const VigieLevelLimits *limits)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->levels))) != NULL)
    adw_wrap_box_remove (self->levels, child);
  for (VigieLevel level = VIGIE_LEVEL_LIGHT; level < VIGIE_N_LEVEL; level++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5), *mark = vigie_level_mark_new ();
      g_autofree char *limit = vigie_attendance_text_limit (level, limits);
      /* Translators: a level and from which to which share of the places it holds: “moderate 40 – 70 %” */
      g_autofree char *words
          = level == VIGIE_LEVEL_LIGHT
                /* Translators: the first of the levels says what the shares are of: “light < 40 % of the places” */
                ? g_strdup_printf (C_ ("level and limits", "%1$s %2$s of the spaces"),
                                   vigie_level_words (level), limit)
                : g_strdup_printf (C_ ("level and limits", "%1$s %2$s"), vigie_level_words (level),
                                   limit);
      GtkWidget *label = gtk_label_new (words);

      vigie_level_mark_set_level (VIGIE_LEVEL_MARK (mark), level);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_accessible_update_state (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      gtk_box_append (GTK_BOX (box), mark);
      gtk_box_append (GTK_BOX (box), label);
      adw_wrap_box_append (self->levels, box);
    }
}

void
vigie_attendance_page_show_things (VigieAttendancePage *self, VigieAttendancePlan *plan)
{
  guint n = vigie_attendance_plan_get_n_sites (plan);
  gboolean all = TRUE;

  for (guint i = 0; i < n; i++)
    all = all
          && vigie_attendance_plan_get_site (plan, i)->data->kind == VIGIE_KIND_RECYCLING_CENTRE;
  vigie_attendance_heads_set_things (adw_bin_get_child (self->heads),
                                     all ? vigie_words_kind (VIGIE_KIND_RECYCLING_CENTRE)
                                         : C_ ("attendance", "Site"));
}
