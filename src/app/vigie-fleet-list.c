/* vigie-fleet-list.c: the rows of the table of the fleet that are on screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-list.h"

#include <math.h>

#include "vigie-children.h"

#define NONE GTK_INVALID_LIST_POSITION

struct _VigieFleetList
{
  GtkWidget parent_instance;

  VigieFleetPen *pen;        /* unowned */
  GtkSelectionModel *model;  /* owned, or NULL */
  GtkAdjustment *adjustment; /* owned, or NULL: that of the table, upright */
  GPtrArray *rows;           /* owned: VigieFleetRow, children */
  guint n_shown;             /* the first ones of rows are on screen */
  int row_height;            /* 0: to be measured */
  double x, y;
  guint cursor; /* where the keyboard is, or NONE */
};

enum
{
  SIGNAL_ACTIVATE,
  SIGNAL_LENGTH_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieFleetList, vigie_fleet_list, GTK_TYPE_WIDGET)

static guint
n_items (VigieFleetList *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static VigieFleetRow *
row_at (VigieFleetList *self, guint i)
{
  return g_ptr_array_index (self->rows, i);
}

static VigieFleetRow *
add_row (VigieFleetList *self)
{
  GtkWidget *row = vigie_fleet_row_new (self->pen);

  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);
  return VIGIE_FLEET_ROW (row);
}

int
vigie_fleet_list_get_row_height (VigieFleetList *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_LIST (self), 1);

  if (self->row_height == 0)
    {
      VigieFleetRow *row = self->rows->len > 0 ? row_at (self, 0) : add_row (self);

      gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, -1, &self->row_height, NULL,
                          NULL, NULL);
      self->row_height = MAX (self->row_height, 1);
    }
  return self->row_height;
}

double
vigie_fleet_list_get_length (VigieFleetList *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_LIST (self), 0);
  return (double) n_items (self) * vigie_fleet_list_get_row_height (self);
}

static VigieFleetRow *
find_row (VigieFleetList *self, guint position)
{
  for (guint i = 0; i < self->n_shown; i++)
    if (vigie_fleet_row_get_position (row_at (self, i)) == position)
      return row_at (self, i);
  return NULL;
}

/* The row that has the focus, or NULL. */
static VigieFleetRow *
focused_row (VigieFleetList *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return focus != NULL && gtk_widget_has_focus (focus) ? VIGIE_FLEET_ROW (focus) : NULL;
}

static void
bind (VigieFleetList *self, VigieFleetRow *row, guint position)
{
  g_autoptr (VigieSensor) sensor = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  gboolean selected = gtk_selection_model_is_selected (self->model, position);
  gboolean was = (gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_SELECTED) != 0;

  if (vigie_fleet_row_get_position (row) != position)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                    (int) position + 2, GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                    (int) position + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                    (int) n_items (self), -1);
  vigie_fleet_row_set_sensor (row, sensor, position);
  if (!gtk_widget_get_child_visible (GTK_WIDGET (row)))
    gtk_widget_set_child_visible (GTK_WIDGET (row), TRUE);
  if (selected == was)
    return;
  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

static void
swap_rows (VigieFleetList *self, guint a, guint b)
{
  gpointer row = self->rows->pdata[a];

  self->rows->pdata[a] = self->rows->pdata[b];
  self->rows->pdata[b] = row;
}

/* Whether the row stays where it is for one of the positions from @first to @end, or for the keyboard. */
static gboolean
is_wanted (VigieFleetList *self, VigieFleetRow *row, guint first, guint end)
{
  guint position = vigie_fleet_row_get_position (row);

  return position >= first && position < end && gtk_widget_get_child_visible (GTK_WIDGET (row));
}

/* Gives each position on screen a row, those that it had where they still are; the row with the focus follows the
 * keyboard's place even off the screen. */
static void
assign (VigieFleetList *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int row_height = vigie_fleet_list_get_row_height (self);
  guint n = n_items (self), first, end, kept = 0;
  VigieFleetRow *focused = focused_row (self);

  first = MIN ((guint) (MAX (self->y, 0) / row_height), n);
  end = MIN ((guint) ceil ((MAX (self->y, 0) + height) / row_height), n);
  if (self->cursor != NONE && self->cursor >= n)
    self->cursor = n > 0 ? n - 1 : NONE;
  if (focused != NULL && self->cursor != NONE
      && vigie_fleet_row_get_position (focused) != self->cursor)
    {
      VigieFleetRow *other = find_row (self, self->cursor);

      if (other != NULL && other != focused)
        vigie_fleet_row_set_sensor (other, NULL, NONE);
      bind (self, focused, self->cursor);
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (is_wanted (self, row_at (self, i), first, end)
        || (row_at (self, i) == focused && self->cursor != NONE))
      swap_rows (self, i, kept++);
  self->n_shown = kept;
  for (guint i = 0; i < kept; i++)
    bind (self, row_at (self, i), vigie_fleet_row_get_position (row_at (self, i)));
  for (guint position = first; position < end; position++)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < kept && !known; i++)
        known = vigie_fleet_row_get_position (row_at (self, i)) == position;
      if (known)
        continue;
      if (self->n_shown == self->rows->len)
        add_row (self);
      bind (self, row_at (self, self->n_shown++), position);
    }
  for (guint i = self->n_shown; i < self->rows->len; i++)
    {
      vigie_fleet_row_set_sensor (row_at (self, i), NULL, NONE);
      gtk_widget_set_child_visible (GTK_WIDGET (row_at (self, i)), FALSE);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
items_changed_cb (VigieFleetList *self)
{
  GtkBitset *selection = gtk_selection_model_get_selection (self->model);

  if (!gtk_bitset_is_empty (selection))
    self->cursor = gtk_bitset_get_minimum (selection);
  gtk_bitset_unref (selection);
  g_signal_emit (self, signals[SIGNAL_LENGTH_CHANGED], 0);
  assign (self);
}

static void
selection_changed_cb (VigieFleetList *self)
{
  GtkBitset *selection = gtk_selection_model_get_selection (self->model);

  if (!gtk_bitset_is_empty (selection))
    self->cursor = gtk_bitset_get_minimum (selection);
  gtk_bitset_unref (selection);
  assign (self);
}

/* ---- Geometry -------------------------------------------------------------------------------- */

static void
vigie_fleet_list_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (widget);

  self->row_height = 0;
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? vigie_fleet_list_get_row_height (self) : 0;
  *natural = *minimum;
}

static void
vigie_fleet_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (widget);
  int row_height = vigie_fleet_list_get_row_height (self);
  int row_width = MAX (vigie_fleet_columns_get_total_width (self->pen->columns), width);
  double x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - row_width + self->x
                                                                   : -self->x;
  guint last = (guint) ceil ((self->y + height) / row_height);

  /* It is higher than it was. */
  if (self->n_shown < MIN (last, n_items (self)) - MIN ((guint) (self->y / row_height), last))
    assign (self);
  for (guint i = 0; i < self->n_shown; i++)
    {
      GtkWidget *row = GTK_WIDGET (row_at (self, i));
      double y
          = (double) vigie_fleet_row_get_position (VIGIE_FLEET_ROW (row)) * row_height - self->y;
      int minimum;

      gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_allocate (row, MAX (row_width, minimum), row_height, -1,
                           gsk_transform_translate (
                               NULL, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y))));
    }
}

static void
vigie_fleet_list_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (widget);

  for (guint i = 0; i < self->n_shown; i++)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (row_at (self, i)), snapshot);
}

/* ---- Keyboard and pointer -------------------------------------------------------------------- */

void
vigie_fleet_list_scroll_to (VigieFleetList *self, guint position, gboolean focus)
{
  int row_height;

  g_return_if_fail (VIGIE_IS_FLEET_LIST (self));

  if (position >= n_items (self))
    return;
  row_height = vigie_fleet_list_get_row_height (self);
  if (self->adjustment != NULL)
    {
      double y = (double) position * row_height;
      double page = gtk_adjustment_get_page_size (self->adjustment);
      double value = gtk_adjustment_get_value (self->adjustment);

      if (y < value)
        gtk_adjustment_set_value (self->adjustment, y);
      else if (y + row_height > value + page)
        gtk_adjustment_set_value (self->adjustment, y + row_height - page);
    }
  if (!focus)
    return;
  self->cursor = position;
  assign (self);
  {
    VigieFleetRow *row = find_row (self, position);

    if (row == NULL)
      return;
    vigie_fleet_row_get_words (row, VIGIE_FLEET_COLUMN_NAME);
    gtk_widget_grab_focus (GTK_WIDGET (row));
  }
}

static guint
rows_on_page (VigieFleetList *self)
{
  int rows = gtk_widget_get_height (GTK_WIDGET (self)) / vigie_fleet_list_get_row_height (self) - 1;

  return (guint) MAX (rows, 1);
}

/* @args: from (0: this place, 1: the first row, 2: the last one), steps, whether they are pages. */
static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (widget);
  guint n = n_items (self);
  gboolean pages;
  int from, steps;
  gint64 to;

  g_variant_get (args, "(iib)", &from, &steps, &pages);
  if (n == 0)
    return FALSE;
  to = from == 1 ? 0 : from == 2 ? (gint64) n - 1 : self->cursor != NONE ? self->cursor : 0;
  to += (gint64) steps * (pages ? rows_on_page (self) : 1);
  to = CLAMP (to, 0, (gint64) n - 1);
  vigie_fleet_list_scroll_to (self, (guint) to, TRUE);
  gtk_selection_model_select_item (self->model, (guint) to, TRUE);
  return TRUE;
}

static gboolean
activate_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (widget);

  if (self->cursor == NONE || self->cursor >= n_items (self))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, self->cursor);
  return TRUE;
}

static gboolean
select_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (widget);

  return self->cursor != NONE && self->cursor < n_items (self)
         && gtk_selection_model_select_item (self->model, self->cursor, TRUE);
}

static void
pressed_cb (VigieFleetList *self, int n_press, double x, double y, GtkGestureClick *click)
{
  guint position = (guint) MAX ((y + self->y) / vigie_fleet_list_get_row_height (self), 0);
  GdkModifierType modifiers
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));

  if (position >= n_items (self))
    return;
  vigie_fleet_list_scroll_to (self, position, TRUE);
  if ((modifiers & GDK_CONTROL_MASK) && gtk_selection_model_is_selected (self->model, position))
    gtk_selection_model_unselect_item (self->model, position);
  else
    gtk_selection_model_select_item (self->model, position, TRUE);
  if (n_press == 2 && !(modifiers & GDK_CONTROL_MASK))
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, position);
}

static gboolean
vigie_fleet_list_grab_focus (GtkWidget *widget)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (widget);
  guint first = (guint) ceil (self->y / vigie_fleet_list_get_row_height (self));

  if (n_items (self) == 0)
    return FALSE;
  vigie_fleet_list_scroll_to (self,
                              self->cursor != NONE && self->cursor < n_items (self)
                                  ? self->cursor
                                  : MIN (first, n_items (self) - 1),
                              TRUE);
  return gtk_widget_get_focus_child (widget) != NULL;
}

/* One stop of the Tab key: the arrows go from row to row. */
static gboolean
vigie_fleet_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_get_focus_child (widget) == NULL && gtk_widget_grab_focus (widget);
}

/* ---- The object ------------------------------------------------------------------------------ */

/* The font is another one. */
static void
restyle (VigieFleetList *self)
{
  if (self->pen == NULL)
    return;
  vigie_fleet_pen_forget (self->pen);
  vigie_fleet_list_refresh (self, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_queue_resize (g_ptr_array_index (self->rows, i));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigie_fleet_list_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_fleet_list_parent_class)->css_changed (widget, change);
  restyle (VIGIE_FLEET_LIST (widget));
}

static void
vigie_fleet_list_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_fleet_list_parent_class)->system_setting_changed (widget, setting);
  restyle (VIGIE_FLEET_LIST (widget));
}

static void
vigie_fleet_list_dispose (GObject *object)
{
  VigieFleetList *self = VIGIE_FLEET_LIST (object);

  vigie_fleet_list_set_model (self, NULL);
  g_clear_object (&self->adjustment);
  self->n_shown = 0;
  g_ptr_array_set_size (self->rows, 0);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_fleet_list_parent_class)->dispose (object);
}

static void
vigie_fleet_list_finalize (GObject *object)
{
  g_ptr_array_unref (VIGIE_FLEET_LIST (object)->rows);

  G_OBJECT_CLASS (vigie_fleet_list_parent_class)->finalize (object);
}

static void
add_move (GtkWidgetClass *klass, guint key, guint keypad, int from, int steps, gboolean pages)
{
  gtk_widget_class_add_binding (klass, key, 0, move_cb, "(iib)", from, steps, pages);
  gtk_widget_class_add_binding (klass, keypad, 0, move_cb, "(iib)", from, steps, pages);
}

static void
vigie_fleet_list_class_init (VigieFleetListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_fleet_list_dispose;
  object_class->finalize = vigie_fleet_list_finalize;
  widget_class->measure = vigie_fleet_list_measure;
  widget_class->size_allocate = vigie_fleet_list_size_allocate;
  widget_class->snapshot = vigie_fleet_list_snapshot;
  widget_class->grab_focus = vigie_fleet_list_grab_focus;
  widget_class->focus = vigie_fleet_list_focus;
  widget_class->css_changed = vigie_fleet_list_css_changed;
  widget_class->system_setting_changed = vigie_fleet_list_system_setting_changed;
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", VIGIE_TYPE_FLEET_LIST, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_LENGTH_CHANGED]
      = g_signal_new ("length-changed", VIGIE_TYPE_FLEET_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "listview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW_GROUP);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1, FALSE);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1, FALSE);
  add_move (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -1, TRUE);
  add_move (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 1, TRUE);
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 1, 0, FALSE);
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 2, 0, FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_ISO_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, select_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Space, 0, select_cb, NULL);
}

static void
vigie_fleet_list_init (VigieFleetList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->rows = g_ptr_array_new ();
  self->cursor = NONE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
vigie_fleet_list_new (VigieFleetPen *pen)
{
  VigieFleetList *self = g_object_new (VIGIE_TYPE_FLEET_LIST, NULL);

  self->pen = pen;
  return GTK_WIDGET (self);
}

void
vigie_fleet_list_set_model (VigieFleetList *self, GtkSelectionModel *model)
{
  g_return_if_fail (VIGIE_IS_FLEET_LIST (self));

  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model == NULL)
    {
      for (guint i = 0; i < self->rows->len; i++)
        {
          vigie_fleet_row_set_sensor (row_at (self, i), NULL, NONE);
          gtk_widget_set_child_visible (GTK_WIDGET (row_at (self, i)), FALSE);
        }
      self->n_shown = 0;
      return;
    }
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self);
}

void
vigie_fleet_list_set_offset (VigieFleetList *self, double x, double y)
{
  g_return_if_fail (VIGIE_IS_FLEET_LIST (self));

  self->x = x;
  self->y = y;
  if (self->model != NULL)
    assign (self);
}

void
vigie_fleet_list_set_vadjustment (VigieFleetList *self, GtkAdjustment *adjustment)
{
  g_return_if_fail (VIGIE_IS_FLEET_LIST (self));
  g_set_object (&self->adjustment, adjustment);
}

void
vigie_fleet_list_refresh (VigieFleetList *self, gboolean seen_only)
{
  g_return_if_fail (VIGIE_IS_FLEET_LIST (self));

  for (guint i = 0; i < self->n_shown; i++)
    vigie_fleet_row_refresh (row_at (self, i), seen_only);
}

GPtrArray *
vigie_fleet_list_get_rows (VigieFleetList *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_LIST (self), NULL);
  return self->rows;
}
