/* vigie-wall-row.c: a problem on the wall: its mark, what it is, where, and since when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-row.h"

#include "vigie-children.h"
#include "vigie-mark.h"

struct _VigieWallRow
{
  GtkWidget parent_instance;

  GtkWidget *mark;
  GtkLabel *what, *site;  /* at the left, one above the other */
  GtkLabel *since, *note; /* at the right */
  char *sentence;         /* owned: the name that it has, or NULL */
  gboolean live;          /* as the mark is drawn */
};

G_DEFINE_FINAL_TYPE (VigieWallRow, vigie_wall_row, GTK_TYPE_WIDGET)

static GtkLabel *
add_label (GtkWidget *box, float xalign, const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
vigie_wall_row_dispose (GObject *object)
{
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_wall_row_parent_class)->dispose (object);
}

static void
vigie_wall_row_finalize (GObject *object)
{
  g_free (VIGIE_WALL_ROW (object)->sentence);

  G_OBJECT_CLASS (vigie_wall_row_parent_class)->finalize (object);
}

static void
vigie_wall_row_class_init (VigieWallRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_wall_row_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "wallrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
vigie_wall_row_init (VigieWallRow *self)
{
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->mark = vigie_mark_new ();
  self->what = add_label (left, 0, "what");
  self->site = add_label (left, 0, "optional");
  self->since = add_label (right, 1, "what");
  self->note = add_label (right, 1, "optional");
  /* A long name takes two lines, and then loses its middle: its value is at the end. */
  gtk_label_set_wrap (self->what, TRUE);
  gtk_label_set_wrap_mode (self->what, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->what, 2);
  gtk_label_set_ellipsize (self->what, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_ellipsize (self->site, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (right, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
  gtk_widget_set_parent (left, GTK_WIDGET (self));
  gtk_widget_set_parent (right, GTK_WIDGET (self));
}

GtkWidget *
vigie_wall_row_new (void)
{
  return g_object_new (VIGIE_TYPE_WALL_ROW, NULL);
}

void
vigie_wall_row_show (VigieWallRow *self,
                     const VigieWallProblem *problem,
                     VigieTime now,
                     gboolean live)
{
  VigieWallWords words;

  g_return_if_fail (VIGIE_IS_WALL_ROW (self));

  vigie_wall_words_init (&words, problem, now, live);
  if (vigie_mark_get_look (VIGIE_MARK (self->mark)) != problem->look || self->live != live)
    vigie_mark_set_look (VIGIE_MARK (self->mark), problem->look, !live);
  self->live = live;
  gtk_label_set_label (self->what, words.what);
  gtk_label_set_label (self->site, words.site);
  gtk_label_set_label (self->since, words.since);
  gtk_label_set_label (self->note, words.note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *words.note != '\0');
  if (g_set_str (&self->sentence, words.sentence))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    words.sentence, -1);
  vigie_wall_words_clear (&words);
}

void
vigie_wall_row_set_text_size (VigieWallRow *self, int text)
{
  g_return_if_fail (VIGIE_IS_WALL_ROW (self));

  vigie_mark_set_size (VIGIE_MARK (self->mark), text * 8 / 5);
}
