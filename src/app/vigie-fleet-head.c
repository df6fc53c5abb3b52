/* vigie-fleet-head.c: the heads of the columns of the table of the fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-head.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-children.h"
#include "vigie-fleet-row.h"

/* So near to the end of a column a drag widens it. */
#define GRIP 5
/* A drag of less is a click. */
#define DRAG_THRESHOLD 8

struct _VigieFleetHead
{
  GtkWidget parent_instance;

  VigieFleetColumns *columns;                /* owned */
  GtkWidget *buttons[VIGIE_FLEET_N_COLUMNS]; /* children */
  GtkWidget *signs[VIGIE_FLEET_N_COLUMNS];   /* in the buttons: the direction */
  double x;
  enum
  {
    DRAG_NONE,
    DRAG_WIDTH,
    DRAG_MOVE,
  } drag;
  gboolean dragging; /* far enough to be one */
  VigieFleetColumn dragged;
  int start_width;
  double start_x;
};

enum
{
  SIGNAL_REVEAL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieFleetHead, vigie_fleet_head, GTK_TYPE_WIDGET)

/* ---- Geometry -------------------------------------------------------------------------------- */

static gboolean
is_rtl (VigieFleetHead *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* A place of the widget as one from the start of the columns, and a length along them. */
static double
along (VigieFleetHead *self, double x)
{
  return (is_rtl (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x) + self->x;
}

/* Where a column begins, from the start of the first one. */
static int
start_of (VigieFleetHead *self, VigieFleetColumn column)
{
  const VigieFleetColumn *order = vigie_fleet_columns_get_order (self->columns);
  int start = 0;

  for (guint i = 0; order[i] != column; i++)
    start += vigie_fleet_columns_get_width (self->columns, order[i]);
  return start;
}

static gboolean
column_at (VigieFleetHead *self, double at, VigieFleetColumn *column)
{
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      int start = start_of (self, i);

      if (vigie_fleet_columns_get_visible (self->columns, i) && at >= start
          && at < start + vigie_fleet_columns_get_width (self->columns, i))
        {
          *column = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
grip_at (VigieFleetHead *self, double at, VigieFleetColumn *column)
{
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    if (vigie_fleet_columns_get_visible (self->columns, i)
        && fabs (start_of (self, i) + vigie_fleet_columns_get_width (self->columns, i) - at)
               <= GRIP)
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

static void
vigie_fleet_head_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  VigieFleetHead *self = VIGIE_FLEET_HEAD (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = vigie_fleet_columns_get_total_width (self->columns);
      return;
    }
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    if (gtk_widget_should_layout (self->buttons[i]))
      {
        int height;

        gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL,
                            NULL);
        *minimum = *natural = MAX (*minimum, height);
      }
}

static void
vigie_fleet_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieFleetHead *self = VIGIE_FLEET_HEAD (widget);

  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      int column = vigie_fleet_columns_get_width (self->columns, i), minimum;
      double x = start_of (self, i) - self->x;

      if (!gtk_widget_should_layout (self->buttons[i]))
        continue;
      gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      x = is_rtl (self) ? width - x - column : x;
      gtk_widget_allocate (
          self->buttons[i], MAX (column, minimum), height, -1,
          gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (x), 0)));
    }
}

/* ---- Order ----------------------------------------------------------------------------------- */

static void
update_signs (VigieFleetHead *self)
{
  gboolean descending;
  VigieFleetColumn sorted = vigie_fleet_columns_get_sorted (self->columns, &descending);

  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      gboolean is_it = i == sorted;

      gtk_widget_set_visible (self->signs[i], is_it);
      if (is_it)
        gtk_image_set_from_icon_name (GTK_IMAGE (self->signs[i]),
                                      descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_SORT,
                                      !is_it       ? GTK_ACCESSIBLE_SORT_NONE
                                      : descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                   : GTK_ACCESSIBLE_SORT_ASCENDING,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      !is_it       ? ""
                                      : descending ? C_ ("order of a column", "Descending")
                                                   : C_ ("order of a column", "Ascending"),
                                      -1);
    }
}

static void
clicked_cb (VigieFleetHead *self, GtkButton *button)
{
  VigieFleetColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "column"));
  gboolean descending;
  VigieFleetColumn sorted = vigie_fleet_columns_get_sorted (self->columns, &descending);
  g_autofree char *words = NULL;

  descending = sorted == column && !descending;
  vigie_fleet_columns_sort (self->columns, column, descending);
  /* Translators: said when the table is ordered by a column */
  words = g_strdup_printf (descending ? _ ("Sorted by “%s”, descending")
                                      : _ ("Sorted by “%s”, ascending"),
                           vigie_fleet_column_title (column));
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* ---- Width and place ------------------------------------------------------------------------- */

static void
changed_cb (VigieFleetHead *self)
{
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    gtk_widget_set_visible (self->buttons[i], vigie_fleet_columns_get_visible (self->columns, i));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
drag_begin_cb (VigieFleetHead *self, double x, double y, GtkGestureDrag *gesture)
{
  double at = along (self, x);

  self->dragging = FALSE;
  self->drag = DRAG_NONE;
  self->start_x = x;
  if (grip_at (self, at, &self->dragged))
    {
      self->drag = DRAG_WIDTH;
      self->start_width = vigie_fleet_columns_get_width (self->columns, self->dragged);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  else if (column_at (self, at, &self->dragged))
    self->drag = DRAG_MOVE;
}

static void
drag_update_cb (VigieFleetHead *self, double x, double y, GtkGestureDrag *gesture)
{
  VigieFleetColumn over;
  double at = along (self, self->start_x + x);

  if (self->drag == DRAG_WIDTH)
    vigie_fleet_columns_set_width (self->columns, self->dragged,
                                   self->start_width + (int) (is_rtl (self) ? -x : x));
  if (self->drag != DRAG_MOVE)
    return;
  if (!self->dragging && fabs (x) < DRAG_THRESHOLD)
    return;
  if (!self->dragging)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->dragging = TRUE;
  if (!column_at (self, at, &over) || over == self->dragged)
    return;
  /* Only once it would be under the pointer there: no two that are of unlike width change places all the time. */
  {
    int start = start_of (self, over);
    int width = vigie_fleet_columns_get_width (self->columns, over);
    int own = vigie_fleet_columns_get_width (self->columns, self->dragged);

    if (start > start_of (self, self->dragged) ? at > start + width - own : at < start + own)
      vigie_fleet_columns_move (self->columns, self->dragged, over);
  }
}

static void
motion_cb (VigieFleetHead *self, double x, double y)
{
  VigieFleetColumn column;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   grip_at (self, along (self, x), &column) ? "col-resize" : NULL);
}

/* ---- Keyboard -------------------------------------------------------------------------------- */

static gboolean
focus_column (VigieFleetHead *self, VigieFleetColumn column)
{
  int start = start_of (self, column);

  g_signal_emit (self, signals[SIGNAL_REVEAL], 0, start,
                 start + vigie_fleet_columns_get_width (self->columns, column));
  return gtk_widget_grab_focus (self->buttons[column]);
}

/* One stop of the Tab key: the arrows go from head to head. */
static gboolean
vigie_fleet_head_focus (GtkWidget *widget, GtkDirectionType direction)
{
  VigieFleetHead *self = VIGIE_FLEET_HEAD (widget);
  const VigieFleetColumn *order = vigie_fleet_columns_get_order (self->columns);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  gboolean descending;
  int step, at = 0;

  if (focus == NULL)
    {
      VigieFleetColumn sorted = vigie_fleet_columns_get_sorted (self->columns, &descending);

      return focus_column (self, vigie_fleet_columns_get_visible (self->columns, sorted)
                                     ? sorted
                                     : VIGIE_FLEET_COLUMN_NAME);
    }
  if (direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT)
    return FALSE;
  step = (direction == GTK_DIR_RIGHT) != is_rtl (self) ? 1 : -1;
  while (self->buttons[order[at]] != focus)
    at++;
  for (at += step; at >= 0 && at < VIGIE_FLEET_N_COLUMNS; at += step)
    if (vigie_fleet_columns_get_visible (self->columns, order[at]))
      return focus_column (self, order[at]);
  return TRUE;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_head_dispose (GObject *object)
{
  VigieFleetHead *self = VIGIE_FLEET_HEAD (object);

  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_fleet_head_parent_class)->dispose (object);
}

static void
vigie_fleet_head_finalize (GObject *object)
{
  g_clear_object (&VIGIE_FLEET_HEAD (object)->columns);

  G_OBJECT_CLASS (vigie_fleet_head_parent_class)->finalize (object);
}

static void
vigie_fleet_head_class_init (VigieFleetHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_fleet_head_dispose;
  object_class->finalize = vigie_fleet_head_finalize;
  widget_class->measure = vigie_fleet_head_measure;
  widget_class->size_allocate = vigie_fleet_head_size_allocate;
  widget_class->focus = vigie_fleet_head_focus;
  signals[SIGNAL_REVEAL] = g_signal_new ("reveal", VIGIE_TYPE_FLEET_HEAD, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
vigie_fleet_head_init (VigieFleetHead *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static void
add_button (VigieFleetHead *self, VigieFleetColumn column)
{
  const char *title = vigie_fleet_column_title (column);
  GtkWidget *button
      = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  self->signs[column]
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->signs[column]);
  /* Over the ends of figures; the sign, before the words then, leaves them there. */
  if (vigie_fleet_row_is_at_end (column))
    {
      gtk_widget_set_halign (box, GTK_ALIGN_END);
      gtk_box_reorder_child_after (GTK_BOX (box), label, self->signs[column]);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_visible (button, vigie_fleet_columns_get_visible (self->columns, column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set_data (G_OBJECT (button), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  self->buttons[column] = button;
}

GtkWidget *
vigie_fleet_head_new (VigieFleetColumns *columns)
{
  VigieFleetHead *self = g_object_new (VIGIE_TYPE_FLEET_HEAD, NULL);
  const VigieFleetColumn *order = vigie_fleet_columns_get_order (columns);

  self->columns = g_object_ref (columns);
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    add_button (self, order[i]);
  g_signal_connect_object (columns, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (columns, "sort-changed", G_CALLBACK (update_signs), self,
                           G_CONNECT_SWAPPED);
  update_signs (self);
  return GTK_WIDGET (self);
}

void
vigie_fleet_head_set_offset (VigieFleetHead *self, double x)
{
  g_return_if_fail (VIGIE_IS_FLEET_HEAD (self));

  if (self->x == x)
    return;
  self->x = x;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

GtkWidget *
vigie_fleet_head_get_button (VigieFleetHead *self, VigieFleetColumn column)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_HEAD (self), NULL);
  g_return_val_if_fail (column < VIGIE_FLEET_N_COLUMNS, NULL);
  return self->buttons[column];
}
