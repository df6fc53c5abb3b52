/* vigie-drawn-list-input.c: keyboard, pointer and focus of the drawn list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-drawn-list-private.h"

/* How often rows that come to view and are higher than they were taken for may move the one that is wanted. */
#define MAX_TURNS 6

/* ---- To view --------------------------------------------------------------------------------- */

/* One step; TRUE if it was not in view. */
static gboolean
bring (VigieDrawnList *self, guint position)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  GtkAdjustment *adjustment = priv->adjustments[GTK_ORIENTATION_VERTICAL];
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment), start, end;

  /* Its end may lie beyond what the list was last known to be long. */
  vigie_drawn_list_configure_length (self, value);
  value = gtk_adjustment_get_value (adjustment);
  start = (double) vigie_row_heights_before (priv->heights, position);
  end = start + vigie_row_heights_get (priv->heights, position);
  /* The heading too, where there is room for it. */
  if (end - start > page)
    start += vigie_drawn_list_get_heading_height (self, position);
  if (start < value)
    gtk_adjustment_set_value (adjustment, start);
  else if (end > value + page)
    gtk_adjustment_set_value (adjustment, end - page);
  return gtk_adjustment_get_value (adjustment) != value;
}

void
vigie_drawn_list_bring (VigieDrawnList *self, guint position)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  if (priv->adjustments[GTK_ORIENTATION_VERTICAL] == NULL)
    return;
  if (priv->rows_due)
    vigie_drawn_list_assign (self);
  for (guint turn = 0; turn < MAX_TURNS && bring (self, position); turn++)
    vigie_drawn_list_assign (self);
}

void
vigie_drawn_list_scroll_to (VigieDrawnList *self, guint position, gboolean focus)
{
  VigieDrawnListPrivate *priv;
  VigieDrawnRow *row;

  g_return_if_fail (VIGIE_IS_DRAWN_LIST (self));

  priv = vigie_drawn_list_get_private (self);
  if (position >= vigie_drawn_list_get_n_items (self))
    return;
  /* Now, and once more where it is given its place next: what is around it may be about to take some of that. */
  if (gtk_widget_get_height (GTK_WIDGET (self)) > 0)
    vigie_drawn_list_bring (self, position);
  priv->pending = position;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (!focus)
    return;
  priv->cursor = position;
  vigie_drawn_list_assign (self);
  row = vigie_drawn_list_find_row (self, position);
  if (row == NULL)
    return;
  vigie_drawn_row_ensure (row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
vigie_drawn_list_scroll_to_top (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv;

  g_return_if_fail (VIGIE_IS_DRAWN_LIST (self));

  priv = vigie_drawn_list_get_private (self);
  priv->pending = priv->kept = VIGIE_DRAWN_LIST_NONE;
  if (priv->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (priv->adjustments[GTK_ORIENTATION_VERTICAL], 0);
}

/* ---- Keyboard -------------------------------------------------------------------------------- */

/* The row a page below @from, or above it; at least the next one. */
static gint64
a_page_away (VigieDrawnList *self, guint from, int pages)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  int page
      = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - vigie_drawn_list_get_row_height (self), 0);
  gint64 y, to;

  vigie_drawn_list_ensure_heights (self);
  y = vigie_row_heights_before (priv->heights, from) + (gint64) pages * page;
  to = vigie_row_heights_find (priv->heights, y);
  return pages < 0 ? MIN (to, (gint64) from - 1) : MAX (to, (gint64) from + 1);
}

/* @args: from (0: this place, 1: the first row, 2: the last one), steps, whether they are pages, whether what is there
 * is selected. */
static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (widget);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  guint n = vigie_drawn_list_get_n_items (self);
  gboolean pages, select;
  int from, steps;
  gint64 to;

  g_variant_get (args, "(iibb)", &from, &steps, &pages, &select);
  if (n == 0)
    return FALSE;
  to = from == 1                               ? 0
       : from == 2                             ? (gint64) n - 1
       : priv->cursor != VIGIE_DRAWN_LIST_NONE ? MIN (priv->cursor, n - 1)
                                               : 0;
  to = pages ? a_page_away (self, (guint) to, steps) : to + steps;
  to = CLAMP (to, 0, (gint64) n - 1);
  vigie_drawn_list_scroll_to (self, (guint) to, TRUE);
  if (select)
    gtk_selection_model_select_item (priv->model, (guint) to, TRUE);
  return TRUE;
}

static gboolean
activate_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (widget);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  if (priv->cursor >= vigie_drawn_list_get_n_items (self))
    return FALSE;
  g_signal_emit (self, vigie_drawn_list_signals[VIGIE_DRAWN_LIST_SIGNAL_ACTIVATE], 0, priv->cursor);
  return TRUE;
}

/* @args: whether what is selected already is no more. */
static gboolean
select_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (widget);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  gboolean modify;

  g_variant_get (args, "(b)", &modify);
  if (priv->cursor >= vigie_drawn_list_get_n_items (self))
    return FALSE;
  if (modify && gtk_selection_model_is_selected (priv->model, priv->cursor))
    return gtk_selection_model_unselect_item (priv->model, priv->cursor);
  return gtk_selection_model_select_item (priv->model, priv->cursor, TRUE);
}

/* ---- Pointer --------------------------------------------------------------------------------- */

/* The row at that place of the list, or NULL: there is none, or a heading. */
static VigieDrawnRow *
row_under (VigieDrawnList *self, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  at = at != NULL ? gtk_widget_get_ancestor (at, VIGIE_TYPE_DRAWN_ROW) : NULL;
  return at != NULL ? VIGIE_DRAWN_ROW (at) : NULL;
}

static void
pressed_cb (VigieDrawnList *self, int n_press, double x, double y, GtkGestureClick *click)
{
  VigieDrawnRow *row = row_under (self, x, y);
  guint position;

  if (row == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  position = vigie_drawn_row_get_position (row);
  vigie_drawn_list_scroll_to (self, position, TRUE);
  if (n_press == 2 && !VIGIE_DRAWN_LIST_GET_CLASS (self)->single_click_activate)
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
      g_signal_emit (self, vigie_drawn_list_signals[VIGIE_DRAWN_LIST_SIGNAL_ACTIVATE], 0, position);
    }
}

/* Chosen where the button is let go: a finger that scrolls the list chooses nothing. */
static void
released_cb (VigieDrawnList *self, int n_press, double x, double y, GtkGestureClick *click)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  GdkModifierType modifiers
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));

  if (priv->cursor >= vigie_drawn_list_get_n_items (self))
    return;
  if ((modifiers & GDK_CONTROL_MASK) && gtk_selection_model_is_selected (priv->model, priv->cursor))
    gtk_selection_model_unselect_item (priv->model, priv->cursor);
  else
    gtk_selection_model_select_item (priv->model, priv->cursor, TRUE);
  if (VIGIE_DRAWN_LIST_GET_CLASS (self)->single_click_activate && !(modifiers & GDK_CONTROL_MASK))
    g_signal_emit (self, vigie_drawn_list_signals[VIGIE_DRAWN_LIST_SIGNAL_ACTIVATE], 0,
                   priv->cursor);
}

/* ---- Focus ----------------------------------------------------------------------------------- */

static gboolean
grab_focus (GtkWidget *widget)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (widget);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  guint n = vigie_drawn_list_get_n_items (self), first;
  double y = vigie_drawn_list_get_offset (self, GTK_ORIENTATION_VERTICAL);

  if (n == 0)
    return FALSE;
  vigie_drawn_list_ensure_heights (self);
  first = vigie_row_heights_find (priv->heights, (gint64) y);
  if (first < n && (double) vigie_row_heights_before (priv->heights, first) < y)
    first++;
  vigie_drawn_list_scroll_to (self, priv->cursor < n ? priv->cursor : MIN (first, n - 1), TRUE);
  return gtk_widget_get_focus_child (widget) != NULL;
}

/* One stop of the Tab key: the arrows go from row to row. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_get_focus_child (widget) == NULL && gtk_widget_grab_focus (widget);
}

/* ---- The class ------------------------------------------------------------------------------- */

/* The keys of GtkListView: Ctrl moves and leaves the selection. */
static void
add_move (GtkWidgetClass *klass, guint key, guint keypad, int from, int steps, gboolean pages)
{
  static const GdkModifierType modifiers[]
      = {0, GDK_SHIFT_MASK, GDK_CONTROL_MASK, GDK_SHIFT_MASK | GDK_CONTROL_MASK};

  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    {
      gboolean select = modifiers[i] != GDK_CONTROL_MASK;

      gtk_widget_class_add_binding (klass, key, modifiers[i], move_cb, "(iibb)", from, steps, pages,
                                    select);
      gtk_widget_class_add_binding (klass, keypad, modifiers[i], move_cb, "(iibb)", from, steps,
                                    pages, select);
    }
}

void
vigie_drawn_list_input_class_init (GtkWidgetClass *klass)
{
  klass->grab_focus = grab_focus;
  klass->focus = focus;
  add_move (klass, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1, FALSE);
  add_move (klass, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1, FALSE);
  add_move (klass, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -1, TRUE);
  add_move (klass, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 1, TRUE);
  add_move (klass, GDK_KEY_Home, GDK_KEY_KP_Home, 1, 0, FALSE);
  add_move (klass, GDK_KEY_End, GDK_KEY_KP_End, 2, 0, FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_ISO_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_space, 0, select_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Space, 0, select_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_space, GDK_CONTROL_MASK, select_cb, "(b)", TRUE);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Space, GDK_CONTROL_MASK, select_cb, "(b)", TRUE);
}

void
vigie_drawn_list_input_init (VigieDrawnList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
