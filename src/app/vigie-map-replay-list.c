/* vigie-map-replay-list.c: in the place of the list of sites while a day is replayed: what changed, the newest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-replay-list.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

struct _VigieMapReplayList
{
  GtkWidget parent_instance;

  VigieMapReplayChanges *changes; /* owned */

  GtkBox *news;
  GtkLabel *news_label, *moment, *summary;
  GtkScrolledWindow *scrolled;
  GtkListView *view;
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMapReplayList, vigie_map_replay_list, GTK_TYPE_WIDGET)

/* ---- Rows --------------------------------------------------------------------------------------- */

#define KEY_CLOCK "vigie-clock"
#define KEY_GLYPH "vigie-glyph"
#define KEY_NAME "vigie-name"
#define KEY_STEP "vigie-step"
#define KEY_REASON "vigie-reason"

static GtkWidget *
new_label (const char *css_class, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wraps)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *glyph = vigie_glyph_new (VIGIE_KIND_OTHER, VIGIE_GLYPH_NORMAL);
  GtkWidget *clock = new_label ("vigie-replay-row-clock", FALSE);
  GtkWidget *name = new_label ("vigie-replay-row-name", FALSE);
  GtkWidget *step = new_label ("vigie-replay-row-step", TRUE);
  GtkWidget *reason = new_label ("vigie-replay-row-reason", TRUE);

  gtk_widget_set_valign (glyph, GTK_ALIGN_START);
  gtk_label_set_ellipsize (GTK_LABEL (clock), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (top), name);
  gtk_box_append (GTK_BOX (top), clock);
  gtk_box_append (GTK_BOX (texts), top);
  gtk_box_append (GTK_BOX (texts), step);
  gtk_box_append (GTK_BOX (texts), reason);
  gtk_box_append (GTK_BOX (row), glyph);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_widget_add_css_class (row, "vigie-replay-row");
  g_object_set_data (G_OBJECT (row), KEY_CLOCK, clock);
  g_object_set_data (G_OBJECT (row), KEY_GLYPH, glyph);
  g_object_set_data (G_OBJECT (row), KEY_NAME, name);
  g_object_set_data (G_OBJECT (row), KEY_STEP, step);
  g_object_set_data (G_OBJECT (row), KEY_REASON, reason);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GObject *row = G_OBJECT (gtk_list_item_get_child (item));
  VigieMapReplayChange *change = gtk_list_item_get_item (item);
  VigieSite *site = vigie_map_replay_change_get_site (change);
  g_autofree char *clock
      = vigie_words_time_of_day (vigie_map_replay_change_get_time (change), NULL);
  g_autofree char *name = vigie_site_text_plain (vigie_site_get_name (site), VIGIE_SITE_NAME_MAX);
  g_autofree char *spoken = vigie_map_replay_change_describe (change);

  gtk_label_set_text (g_object_get_data (row, KEY_CLOCK), clock);
  gtk_label_set_text (g_object_get_data (row, KEY_NAME), name);
  gtk_label_set_text (g_object_get_data (row, KEY_STEP), vigie_map_replay_change_get_step (change));
  gtk_label_set_text (g_object_get_data (row, KEY_REASON),
                      vigie_map_replay_change_get_reason (change));
  vigie_glyph_set_kind (g_object_get_data (row, KEY_GLYPH), vigie_site_get_kind (site));
  vigie_glyph_set_look (g_object_get_data (row, KEY_GLYPH),
                        vigie_map_replay_change_get_look (change));
  gtk_list_item_set_accessible_label (item, spoken);
}

/* ---- In step with the moment ---------------------------------------------------------------------- */

static void
update_summary (VigieMapReplayList *self)
{
  guint shown = vigie_map_replay_changes_get_n_shown (self->changes);
  guint all = vigie_map_replay_changes_get_n_all (self->changes);
  g_autofree char *n_shown = vigie_words_number (shown, 0);
  g_autofree char *n_all = vigie_words_number (all, 0);
  g_autofree char *words = NULL;

  if (!vigie_map_replay_changes_is_read (self->changes))
    words = g_strdup (_ ("Loading the history stored on this computer…"));
  else if (all == 0)
    words = g_strdup (_ ("No known change during that time"));
  else
    /* Translators: how many changes of the time that is replayed have happened by the moment shown: « 3 sur 17
     * changements jusque-là » */
    words = g_strdup_printf (
        ngettext ("%1$s of %2$s change so far", "%1$s of %2$s changes so far", all), n_shown,
        n_all);
  gtk_label_set_text (self->summary, words);
}

/* Who has not scrolled away sees the newest. */
static void
items_changed_cb (VigieMapReplayList *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);

  update_summary (self);
  if (gtk_adjustment_get_value (adjustment) < 1
      && g_list_model_get_n_items (G_LIST_MODEL (self->changes)) > 0)
    gtk_list_view_scroll_to (self->view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
activate_cb (VigieMapReplayList *self, guint position)
{
  g_autoptr (VigieMapReplayChange) change
      = g_list_model_get_item (G_LIST_MODEL (self->changes), position);

  if (change != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, change);
}

/* ---- The object ------------------------------------------------------------------------------------ */

static void
vigie_map_replay_list_dispose (GObject *object)
{
  VigieMapReplayList *self = VIGIE_MAP_REPLAY_LIST (object);

  if (self->changes != NULL)
    g_signal_handlers_disconnect_by_data (self->changes, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_MAP_REPLAY_LIST);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->changes);

  G_OBJECT_CLASS (vigie_map_replay_list_parent_class)->dispose (object);
}

static void
vigie_map_replay_list_class_init (VigieMapReplayListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_map_replay_list_dispose;
  signals[SIGNAL_ACTIVATED]
      = g_signal_new ("activated", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, VIGIE_TYPE_MAP_REPLAY_CHANGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-map-replay-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayList, news);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayList, news_label);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayList, moment);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayList, summary);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayList, scrolled);
  gtk_widget_class_bind_template_child (widget_class, VigieMapReplayList, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "replaylist");
}

static void
vigie_map_replay_list_init (VigieMapReplayList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What changed"), -1);
}

GtkWidget *
vigie_map_replay_list_new (VigieMapReplayChanges *changes)
{
  VigieMapReplayList *self = g_object_new (VIGIE_TYPE_MAP_REPLAY_LIST, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (changes))));

  self->changes = g_object_ref (changes);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, selection);
  g_signal_connect_object (changes, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_summary (self);
  return GTK_WIDGET (self);
}

void
vigie_map_replay_list_set_moment (VigieMapReplayList *self, const char *words)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_LIST (self));
  gtk_label_set_text (self->moment, words);
}

void
vigie_map_replay_list_set_news (VigieMapReplayList *self, const char *words)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_LIST (self));

  gtk_label_set_text (self->news_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->news), words != NULL);
}

void
vigie_map_replay_list_update (VigieMapReplayList *self)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_LIST (self));
  update_summary (self);
}
