/* vigie-wall-list.c: rows one below the other, as many as fit, and how many others there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-list.h"

#include <glib/gi18n-lib.h>

struct _VigieWallList
{
  GtkWidget parent_instance;

  GPtrArray *rows; /* owned array; of GtkWidget, children */
  GtkWidget *more; /* child: how many are left out */
  guint n_used, n_total;
  guint n_shown;
  guint told; /* how many the label says are left out */
  guint idle; /* source: the label is to be told anew, or 0 */
};

G_DEFINE_FINAL_TYPE (VigieWallList, vigie_wall_list, GTK_TYPE_WIDGET)

/* ---- How many are left out ------------------------------------------------------------------- */

static void
tell_more (VigieWallList *self)
{
  guint n = self->n_total - MIN (self->n_shown, self->n_total);
  g_autofree char *words = NULL;

  if (n == self->told)
    return;
  self->told = n;
  /* Translators: on the wall, below a list: there was room for some alone */
  words = g_strdup_printf (ngettext ("and %'u other", "and %'u others", n), n);
  gtk_label_set_label (GTK_LABEL (self->more), words);
}

static gboolean
tell_cb (gpointer user_data)
{
  VigieWallList *self = VIGIE_WALL_LIST (user_data);

  self->idle = 0;
  tell_more (self);
  return G_SOURCE_REMOVE;
}

/* ---- Room ------------------------------------------------------------------------------------ */

static int
height_of (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* A child is never given less than its minimum: what is too much is clipped. */
static int
width_of (GtkWidget *child, int width)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return MAX (minimum, width);
}

static int
place (GtkWidget *child, int y, int width, gboolean shown)
{
  int height;

  gtk_widget_set_child_visible (child, shown);
  if (!shown)
    return y;
  width = width_of (child, width);
  height = height_of (child, width);
  gtk_widget_size_allocate (child, &(GtkAllocation) {0, y, width, height}, -1);
  return y + height;
}

static guint
count_fitting (VigieWallList *self, int width, int height)
{
  int more = height_of (self->more, width_of (self->more, width)), y = 0;
  guint fitting = 0;

  for (guint i = 0; i < self->n_used; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      y += height_of (row, width_of (row, width));
      if (y + (i + 1 < self->n_total ? more : 0) <= height)
        fitting = i + 1;
    }
  return fitting;
}

static void
vigie_wall_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieWallList *self = VIGIE_WALL_LIST (widget);
  int y = 0;

  self->n_shown = count_fitting (self, width, height);
  for (guint i = 0; i < self->rows->len; i++)
    y = place (g_ptr_array_index (self->rows, i), y, width, i < self->n_shown);
  place (self->more, y, width, self->n_shown < self->n_total);
  /* Words cannot change while room is given. */
  if (self->told != self->n_total - self->n_shown && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_cb, self, NULL);
}

static void
vigie_wall_list_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  VigieWallList *self = VIGIE_WALL_LIST (widget);

  *minimum = *natural = 0;
  for (guint i = 0; i < self->n_used; i++)
    {
      int child;

      gtk_widget_measure (g_ptr_array_index (self->rows, i), orientation, -1, NULL, &child, NULL,
                          NULL);
      *natural
          = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (*natural, child) : *natural + child;
    }
}

static GtkSizeRequestMode
vigie_wall_list_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_wall_list_dispose (GObject *object)
{
  VigieWallList *self = VIGIE_WALL_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  self->n_used = 0;
  g_clear_pointer (&self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (vigie_wall_list_parent_class)->dispose (object);
}

static void
vigie_wall_list_finalize (GObject *object)
{
  g_ptr_array_unref (VIGIE_WALL_LIST (object)->rows);

  G_OBJECT_CLASS (vigie_wall_list_parent_class)->finalize (object);
}

static void
vigie_wall_list_class_init (VigieWallListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_wall_list_finalize;
  widget_class->measure = vigie_wall_list_measure;
  widget_class->size_allocate = vigie_wall_list_size_allocate;
  widget_class->get_request_mode = vigie_wall_list_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "walllist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
vigie_wall_list_init (VigieWallList *self)
{
  self->rows = g_ptr_array_new ();
  self->more = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->more), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->more), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->more, "more");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
vigie_wall_list_new (void)
{
  return g_object_new (VIGIE_TYPE_WALL_LIST, NULL);
}

void
vigie_wall_list_append (VigieWallList *self, GtkWidget *row)
{
  g_return_if_fail (VIGIE_IS_WALL_LIST (self));

  gtk_widget_insert_before (row, GTK_WIDGET (self), self->more);
  gtk_widget_set_visible (row, FALSE);
  g_ptr_array_add (self->rows, row);
}

void
vigie_wall_list_set_used (VigieWallList *self, guint n_used, guint n_total)
{
  g_return_if_fail (VIGIE_IS_WALL_LIST (self));

  n_used = MIN (n_used, self->rows->len);
  n_total = MAX (n_used, n_total);
  if (self->n_used == n_used && self->n_total == n_total)
    return;
  self->n_used = n_used;
  self->n_total = n_total;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rows, i), i < n_used);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
vigie_wall_list_get_n_shown (VigieWallList *self)
{
  g_return_val_if_fail (VIGIE_IS_WALL_LIST (self), 0);
  return self->n_shown;
}
