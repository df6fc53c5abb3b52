/* vigie-attendance-card.c: the attendance of the site chosen on the map, in a few words that lead to its page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-card.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-model.h"
#include "vigie-attendance-skips.h"
#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-level-mark.h"

struct _VigieAttendanceCard
{
  GtkWidget parent_instance;

  VigieContext *context;       /* owned, or NULL */
  VigieTicker *ticker;         /* owned, or NULL */
  VigieAttendanceModel *model; /* owned, or NULL */
  VigieSite *site;             /* owned, or NULL */

  GtkWidget *button; /* a child */
  VigieLevelMark *mark;
  GtkLabel *level, *now, *sentence;
};

G_DEFINE_FINAL_TYPE (VigieAttendanceCard, vigie_attendance_card, GTK_TYPE_WIDGET)

static void
set_words (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static void
update (VigieAttendanceCard *self)
{
  VigieAttendanceItem *item;
  const VigieAttendanceState *state;
  g_autoptr (GPtrArray) states = NULL;
  g_autoptr (GArray) near = NULL;
  g_auto (GStrv) full = NULL;
  g_autofree char *sentence = NULL, *label = NULL;
  VigieAttendanceWords words;

  if (self->site == NULL || self->model == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  item = vigie_attendance_model_find (self->model, vigie_site_get_id (self->site));
  if (item == NULL)
    return;
  state = vigie_attendance_item_get_state (item);
  vigie_attendance_words_init (&words, state, vigie_ticker_get_live (self->ticker));
  states = vigie_attendance_model_dup_states (self->model);
  near = vigie_attendance_state_near (state, states, 1);
  full = vigie_attendance_skips_full (state->site, self->site);
  if (state->kind != VIGIE_ATTENDANCE_WAITING && state->kind != VIGIE_ATTENDANCE_NONE)
    {
      g_autofree char *advice
          = vigie_attendance_state_advice (state, near, (const char *const *) full);

      sentence
          = vigie_attendance_text_sentence (state, advice, vigie_ticker_get_live (self->ticker));
    }
  if (state->kind == VIGIE_ATTENDANCE_COUNTED)
    {
      g_autofree char *now = vigie_attendance_text_now (state);

      set_words (self->level, words.level);
      set_words (self->now, now);
    }
  else
    {
      set_words (self->level, NULL);
      set_words (self->now, words.strong);
    }
  vigie_level_mark_set_level (self->mark, state->now.level);
  set_words (self->sentence, sentence);
  /* Translators: a button that leads to the attendance of a site; %s tells of it in a sentence */
  label = g_strdup_printf (_ ("Attendance: %s"), words.sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  vigie_attendance_words_clear (&words);
}

static void
update_want (VigieAttendanceCard *self)
{
  gboolean wanted = self->site != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (self->model != NULL)
    vigie_attendance_model_want (
        self->model, self, wanted ? VIGIE_ATTENDANCE_WANT_NOW | VIGIE_ATTENDANCE_WANT_HABITS : 0);
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

void
vigie_attendance_card_set_site (VigieAttendanceCard *self, VigieSite *site)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_CARD (self));

  if (!g_set_object (&self->site, site))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), site != NULL && counts_vehicles (site));
  set_words (self->level, NULL);
  set_words (self->now, "…");
  set_words (self->sentence, NULL);
  vigie_level_mark_set_level (self->mark, VIGIE_LEVEL_UNKNOWN);
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
  vigie_unparent_children (GTK_WIDGET (self));
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
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static GtkLabel *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
vigie_attendance_card_init (VigieAttendanceCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->mark = VIGIE_LEVEL_MARK (vigie_level_mark_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->mark), GTK_ALIGN_CENTER);
  self->level = make_label ("vigie-bold");
  gtk_label_set_wrap (self->level, FALSE);
  self->now = make_label (NULL);
  self->sentence = make_label ("vigie-attendance-note");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->mark));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->level));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->now));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "vigie-attendance-button");
  gtk_widget_set_tooltip_text (self->button, _ ("Show the Attendance"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Attendance"), -1);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
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
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update_want (self);
}
