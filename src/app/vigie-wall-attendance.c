/* vigie-wall-attendance.c: the wall's second scene: how busy the sites are, how long one waits, and when it is quieter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-attendance.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-level-mark.h"
#include "vigie-wall-list.h"

/* As many as a screen that stands upright has room for. */
#define MAX_ROWS 24

typedef struct
{
  GtkWidget *widget;  /* child of the list */
  GtkWidget *figures; /* where there are any, else: */
  GtkLabel *strong;   /* why there are none */
  GtkLabel *name, *level, *count, *wait, *best;
  VigieLevelMark *mark;
  char *sentence; /* owned: its name for a screen reader, or NULL */
} Row;

struct _VigieWallAttendance
{
  GtkWidget parent_instance;

  GtkLabel *subtitle;
  GtkWidget *columns;
  GtkWidget *level_column, *count_column, *wait_column, *best_column;
  VigieWallList *list;
  Row rows[MAX_ROWS];
};

G_DEFINE_FINAL_TYPE (VigieWallAttendance, vigie_wall_attendance, GTK_TYPE_WIDGET)

/* ---- Rows ------------------------------------------------------------------------------------ */

/* A column is as wide in each row as in the line above them. */
static GtkLabel *
add_cell (GtkWidget *row, GtkSizeGroup *group, GtkWidget *mark)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (cell, "cell");
  /* Its label fills it; it does not fill the row. */
  gtk_widget_set_hexpand (cell, FALSE);
  if (mark != NULL)
    gtk_box_append (GTK_BOX (cell), mark);
  gtk_label_set_xalign (GTK_LABEL (label), mark != NULL ? 0 : 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (cell), label);
  gtk_box_append (GTK_BOX (row), cell);
  gtk_size_group_add_widget (group, cell);
  return GTK_LABEL (label);
}

static GtkSizeGroup *
new_group (GtkWidget *column)
{
  GtkSizeGroup *group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  gtk_size_group_add_widget (group, column);
  return group;
}

static GtkLabel *
new_label (GtkWidget *box, float xalign, const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
make_rows (VigieWallAttendance *self)
{
  g_autoptr (GtkSizeGroup) levels = new_group (self->level_column);
  g_autoptr (GtkSizeGroup) counts = new_group (self->count_column);
  g_autoptr (GtkSizeGroup) waits = new_group (self->wait_column);
  g_autoptr (GtkSizeGroup) bests = new_group (self->best_column);

  for (guint i = 0; i < MAX_ROWS; i++)
    {
      Row *row = &self->rows[i];

      row->widget
          = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
      gtk_widget_add_css_class (row->widget, "site");
      row->name = new_label (row->widget, 0, "what");
      gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
      row->strong = new_label (row->widget, 1, "optional");
      row->figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (row->figures, "figures");
      gtk_box_append (GTK_BOX (row->widget), row->figures);
      row->mark = VIGIE_LEVEL_MARK (vigie_level_mark_new ());
      gtk_widget_set_valign (GTK_WIDGET (row->mark), GTK_ALIGN_CENTER);
      row->level = add_cell (row->figures, levels, GTK_WIDGET (row->mark));
      row->count = add_cell (row->figures, counts, NULL);
      row->wait = add_cell (row->figures, waits, NULL);
      row->best = add_cell (row->figures, bests, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (row->count), "what");
      gtk_widget_add_css_class (GTK_WIDGET (row->wait), "what");
      vigie_wall_list_append (self->list, row->widget);
    }
}

static void
show_row (Row *row, const VigieAttendanceState *state, gboolean live)
{
  VigieAttendanceWords words;
  gboolean counted;

  vigie_attendance_words_init (&words, state, live);
  counted = *words.count != '\0' && *words.strong == '\0';
  gtk_label_set_label (row->name, words.name);
  gtk_label_set_label (row->strong, words.strong);
  gtk_label_set_label (row->level, words.level);
  gtk_label_set_label (row->count, words.count);
  gtk_label_set_label (row->wait, words.wait);
  gtk_label_set_label (row->best, words.best);
  vigie_level_mark_set_level (row->mark, state->now.level);
  gtk_widget_set_visible (row->figures, counted);
  gtk_widget_set_visible (GTK_WIDGET (row->strong), !counted);
  if (g_set_str (&row->sentence, words.sentence))
    gtk_accessible_update_property (GTK_ACCESSIBLE (row->widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    words.sentence, -1);
  vigie_attendance_words_clear (&words);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_wall_attendance_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_WALL_ATTENDANCE);
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_wall_attendance_parent_class)->dispose (object);
}

static void
vigie_wall_attendance_finalize (GObject *object)
{
  VigieWallAttendance *self = VIGIE_WALL_ATTENDANCE (object);

  for (guint i = 0; i < MAX_ROWS; i++)
    g_free (self->rows[i].sentence);

  G_OBJECT_CLASS (vigie_wall_attendance_parent_class)->finalize (object);
}

static void
vigie_wall_attendance_class_init (VigieWallAttendanceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_attendance_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_wall_attendance_finalize;

  g_type_ensure (VIGIE_TYPE_WALL_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-wall-attendance.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWallAttendance, name)
  BIND (subtitle);
  BIND (columns);
  BIND (level_column);
  BIND (count_column);
  BIND (wait_column);
  BIND (best_column);
  BIND (list);
#undef BIND
  gtk_widget_class_set_css_name (widget_class, "wallattendance");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_wall_attendance_init (VigieWallAttendance *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
}

void
vigie_wall_attendance_set_size (VigieWallAttendance *self, const VigieWallSize *size)
{
  g_return_if_fail (VIGIE_IS_WALL_ATTENDANCE (self));

  /* Without room for the word the mark's letter says it. */
  for (guint i = 0; i < MAX_ROWS; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->rows[i].level), size->wide);
      vigie_level_mark_set_show_letter (self->rows[i].mark, !size->wide);
    }
}

static int
compare (gconstpointer one, gconstpointer other)
{
  return vigie_attendance_item_compare (*(VigieAttendanceItem *const *) one,
                                        *(VigieAttendanceItem *const *) other,
                                        VIGIE_ATTENDANCE_SORT_BUSIEST);
}

void
vigie_wall_attendance_show (VigieWallAttendance *self, VigieAttendanceModel *model, gboolean live)
{
  VigieAttendancePlan *plan = vigie_attendance_model_get_plan (model);
  g_autofree char *subtitle = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));

  g_return_if_fail (VIGIE_IS_WALL_ATTENDANCE (self));

  if (plan != NULL)
    subtitle = vigie_attendance_text_sites (plan);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (model), i));
  g_ptr_array_sort (items, compare);
  for (guint i = 0; i < MIN (n, MAX_ROWS); i++)
    show_row (&self->rows[i], vigie_attendance_item_get_state (items->pdata[i]), live);
  vigie_wall_list_set_used (self->list, MIN (n, MAX_ROWS), n);
}
