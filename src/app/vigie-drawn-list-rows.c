/* vigie-drawn-list-rows.c: the rows of a drawn list that are on screen, how high they are, and their headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-drawn-list-private.h"

/* How often heights that turn out to be others may move what is on screen before it is drawn. */
#define MAX_TURNS 6

/* ---- Heights --------------------------------------------------------------------------------- */

static VigieDrawnRow *
add_row (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  VigieDrawnRow *row = VIGIE_DRAWN_LIST_GET_CLASS (self)->create_row (self);

  gtk_widget_set_child_visible (GTK_WIDGET (row), FALSE);
  /* The foot is read after the rows. */
  gtk_widget_insert_before (GTK_WIDGET (row), GTK_WIDGET (self), priv->foot);
  g_ptr_array_add (priv->rows, row);
  return row;
}

static GtkWidget *
heading_at (VigieDrawnList *self, guint i)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  if (i == priv->headings->len)
    {
      GtkWidget *heading = VIGIE_DRAWN_LIST_GET_CLASS (self)->create_heading (self);

      gtk_widget_set_child_visible (heading, FALSE);
      gtk_widget_set_parent (heading, GTK_WIDGET (self));
      g_ptr_array_add (priv->headings, heading);
    }
  return g_ptr_array_index (priv->headings, i);
}

static gboolean
has_headings (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  return VIGIE_DRAWN_LIST_GET_CLASS (self)->create_heading != NULL
         && GTK_IS_SECTION_MODEL (priv->model);
}

/* Of the section of @position: where it begins and ends. */
static void
get_section (VigieDrawnList *self, guint position, guint *start, guint *end)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  gtk_section_model_get_section (GTK_SECTION_MODEL (priv->model), position, start, end);
}

/* How high the heading directly over the row is: 0 where there is none. */
int
vigie_drawn_list_get_heading_height (VigieDrawnList *self, guint position)
{
  guint start, end;

  if (!has_headings (self))
    return 0;
  get_section (self, position, &start, &end);
  return start == position ? vigie_drawn_list_get_private (self)->heading_height : 0;
}

/* A row as it is measured without an item, and a heading. */
static void
ensure_usual_heights (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  if (priv->row_height == 0)
    {
      VigieDrawnRow *row = priv->rows->len > 0 ? vigie_drawn_list_row_at (priv, 0) : add_row (self);

      gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, -1, NULL, &priv->row_height,
                          NULL, NULL);
      priv->row_height = MAX (priv->row_height, 1);
    }
  if (priv->heading_height == 0 && has_headings (self))
    {
      gtk_widget_measure (heading_at (self, 0), GTK_ORIENTATION_VERTICAL, -1, NULL,
                          &priv->heading_height, NULL, NULL);
      priv->heading_height = MAX (priv->heading_height, 1);
    }
}

int
vigie_drawn_list_get_row_height (VigieDrawnList *self)
{
  ensure_usual_heights (self);
  return vigie_drawn_list_get_private (self)->row_height;
}

/* Rows that were not seen yet are taken to be as high as those that were, on the average. */
static int
guess_height (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  return priv->n_measured > 0 ? (int) (priv->measured / priv->n_measured) : priv->row_height;
}

void
vigie_drawn_list_ensure_heights (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  guint n = vigie_drawn_list_get_n_items (self), start, end;
  int guess;

  if (!priv->heights_due)
    return;
  priv->heights_due = FALSE;
  ensure_usual_heights (self);
  guess = guess_height (self);
  vigie_row_heights_reset (priv->heights, n, guess);
  if (has_headings (self))
    for (guint i = 0; i < n; i = end)
      {
        get_section (self, i, &start, &end);
        vigie_row_heights_set (priv->heights, i, guess + priv->heading_height);
        if (end <= i)
          break;
      }
}

void
vigie_drawn_list_forget_heights (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  priv->heights_due = TRUE;
  priv->rows_due = TRUE;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

VigieDrawnRow *
vigie_drawn_list_find_row (VigieDrawnList *self, guint position)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  for (guint i = 0; i < priv->n_shown; i++)
    if (vigie_drawn_row_get_position (vigie_drawn_list_row_at (priv, i)) == position)
      return vigie_drawn_list_row_at (priv, i);
  return NULL;
}

/* The row that has the focus, or NULL. */
static VigieDrawnRow *
focused_row (VigieDrawnList *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return focus != NULL && gtk_widget_has_focus (focus) ? VIGIE_DRAWN_ROW (focus) : NULL;
}

static void
bind (VigieDrawnList *self, VigieDrawnRow *row, gpointer item, guint position)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  gboolean selected = gtk_selection_model_is_selected (priv->model, position);
  gboolean was = (gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_SELECTED) != 0;

  if (vigie_drawn_row_get_position (row) != position || priv->counts_due)
    {
      gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                      (int) position + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                      (int) vigie_drawn_list_get_n_items (self), -1);
      /* Under the heads of a table. */
      if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) == GTK_ACCESSIBLE_ROLE_ROW)
        gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                        (int) position + 2, -1);
    }
  vigie_drawn_row_set_item (row, item, position);
  if (priv->marked != NULL && priv->marked == item)
    gtk_widget_add_css_class (GTK_WIDGET (row), "marked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "marked");
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
unbind (VigieDrawnRow *row)
{
  vigie_drawn_row_set_item (row, NULL, VIGIE_DRAWN_LIST_NONE);
  gtk_widget_set_child_visible (GTK_WIDGET (row), FALSE);
}

static void
swap_rows (VigieDrawnListPrivate *priv, guint a, guint b)
{
  gpointer row = priv->rows->pdata[a];

  priv->rows->pdata[a] = priv->rows->pdata[b];
  priv->rows->pdata[b] = row;
}

/* Puts the row that shows @item behind those that are taken already. */
static gboolean
keep_row (VigieDrawnListPrivate *priv, gpointer item, guint *n_taken)
{
  for (guint i = *n_taken; i < priv->rows->len; i++)
    if (vigie_drawn_row_get_item (vigie_drawn_list_row_at (priv, i)) == item)
      {
        swap_rows (priv, i, (*n_taken)++);
        return TRUE;
      }
  return FALSE;
}

/* The row with the focus follows the keyboard's place, even off the screen: the focus is not to be lost. */
static void
bind_focused (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  VigieDrawnRow *focused = focused_row (self);
  guint n = vigie_drawn_list_get_n_items (self);
  g_autoptr (GObject) item = NULL;

  if (priv->cursor != VIGIE_DRAWN_LIST_NONE && priv->cursor >= n)
    priv->cursor = n > 0 ? n - 1 : VIGIE_DRAWN_LIST_NONE;
  if (focused == NULL || priv->cursor == VIGIE_DRAWN_LIST_NONE)
    return;
  item = g_list_model_get_item (G_LIST_MODEL (priv->model), priv->cursor);
  for (guint i = 0; i < priv->rows->len; i++)
    if (vigie_drawn_list_row_at (priv, i) != focused
        && vigie_drawn_row_get_item (vigie_drawn_list_row_at (priv, i)) == item)
      unbind (vigie_drawn_list_row_at (priv, i));
  bind (self, focused, item, priv->cursor);
}

/* How high the row is with what it shows; TRUE if that is news. */
static gboolean
measure_row (VigieDrawnList *self, VigieDrawnRow *row, guint position)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  VigieDrawnListClass *klass = VIGIE_DRAWN_LIST_GET_CLASS (self);
  int height, before;

  if (klass->get_height == NULL)
    return FALSE;
  before = vigie_row_heights_get (priv->heights, position);
  height = klass->get_height (self, row, gtk_widget_get_width (GTK_WIDGET (self)));
  priv->measured += height;
  priv->n_measured++;
  height += vigie_drawn_list_get_heading_height (self, position);
  vigie_row_heights_set (priv->heights, position, height);
  return height != before;
}

/* Gives each position from @first on, as far as the list is seen, a row: that which shows its item already, where there
 * is one. Gives the position behind the last one; *y moves where the first row is higher than it was taken for. */
static guint
fill (VigieDrawnList *self, guint first, double *y)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  guint n = vigie_drawn_list_get_n_items (self), position, n_kept, likely;
  gint64 top = vigie_row_heights_before (priv->heights, first);

  /* Those that are likely to be seen keep their rows: none is taken from under another. */
  likely = MIN (n - first, (guint) (height / priv->row_height) + 2);
  priv->n_shown = 0;
  if (focused_row (self) != NULL && priv->cursor != VIGIE_DRAWN_LIST_NONE)
    keep_row (priv, vigie_drawn_row_get_item (focused_row (self)), &priv->n_shown);
  for (guint i = 0; i < likely; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (priv->model), first + i);

      if (keep_row (priv, item, &priv->n_shown))
        bind (self, vigie_drawn_list_row_at (priv, priv->n_shown - 1), item, first + i);
    }
  n_kept = priv->n_shown;
  for (position = first; position < n && (double) top < *y + height; position++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (priv->model), position);
      VigieDrawnRow *row = NULL;
      int before = vigie_row_heights_get (priv->heights, position), more;

      for (guint i = 0; i < n_kept && row == NULL; i++)
        if (vigie_drawn_row_get_item (vigie_drawn_list_row_at (priv, i)) == item)
          row = vigie_drawn_list_row_at (priv, i);
      if (row == NULL)
        {
          if (priv->n_shown == priv->rows->len)
            add_row (self);
          row = vigie_drawn_list_row_at (priv, priv->n_shown++);
        }
      bind (self, row, item, position);
      if (measure_row (self, row, position) && (double) top < *y)
        {
          more = vigie_row_heights_get (priv->heights, position) - before;
          /* Its lower edge stays, and so does all below it. */
          *y = MAX (*y + more, 0);
        }
      top += vigie_row_heights_get (priv->heights, position);
    }
  /* Kept for positions that turned out to be out of sight. */
  for (guint i = 0; i < priv->n_shown;)
    {
      guint at = vigie_drawn_row_get_position (vigie_drawn_list_row_at (priv, i));

      if ((at >= first && at < position) || vigie_drawn_list_row_at (priv, i) == focused_row (self))
        i++;
      else
        swap_rows (priv, i, --priv->n_shown);
    }
  return position;
}

/* Headings over the rows from @first to @end that begin a section. */
static void
fill_headings (VigieDrawnList *self, guint first, guint end)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  guint n_shown = 0, start, section_end;

  g_array_set_size (priv->heading_positions, 0);
  if (has_headings (self))
    for (guint i = first; i < end; i = section_end)
      {
        get_section (self, i, &start, &section_end);
        if (section_end <= i)
          break;
        if (start >= first)
          {
            g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (priv->model), start);
            GtkWidget *heading = heading_at (self, n_shown++);

            VIGIE_DRAWN_LIST_GET_CLASS (self)->bind_heading (
                self, heading, item,
                MIN (section_end, vigie_drawn_list_get_n_items (self)) - start);
            g_array_append_val (priv->heading_positions, start);
            gtk_widget_set_child_visible (heading, TRUE);
          }
      }
  for (guint i = n_shown; i < priv->headings->len; i++)
    gtk_widget_set_child_visible (g_ptr_array_index (priv->headings, i), FALSE);
}

void
vigie_drawn_list_assign (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  double y = vigie_drawn_list_get_offset (self, GTK_ORIENTATION_VERTICAL);
  guint first = 0, end = 0;

  priv->rows_due = FALSE;
  if (priv->model == NULL)
    return;
  vigie_drawn_list_ensure_heights (self);
  bind_focused (self);
  for (guint turn = 0; turn < MAX_TURNS; turn++)
    {
      double before;

      first = vigie_row_heights_find (priv->heights, (gint64) y);
      end = fill (self, first, &y);
      before = y;
      vigie_drawn_list_configure_length (self, y);
      /* Less is left below than was thought. */
      y = vigie_drawn_list_get_offset (self, GTK_ORIENTATION_VERTICAL);
      if (y >= before || priv->adjustments[GTK_ORIENTATION_VERTICAL] == NULL)
        break;
    }
  fill_headings (self, first, end);
  for (guint i = priv->n_shown; i < priv->rows->len; i++)
    if (vigie_drawn_row_get_item (vigie_drawn_list_row_at (priv, i)) != NULL)
      unbind (vigie_drawn_list_row_at (priv, i));
  priv->counts_due = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
vigie_drawn_list_release (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  for (guint i = 0; i < priv->rows->len; i++)
    unbind (vigie_drawn_list_row_at (priv, i));
  for (guint i = 0; i < priv->headings->len; i++)
    gtk_widget_set_child_visible (g_ptr_array_index (priv->headings, i), FALSE);
  g_array_set_size (priv->heading_positions, 0);
  priv->n_shown = 0;
}
