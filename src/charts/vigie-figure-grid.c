/* vigie-figure-grid.c: the table of a figure on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-figure-grid.h"

#include <glib/gi18n-lib.h>

#define COLUMN_KEY "vigie-column"

/* ---- Rows -------------------------------------------------------------------------------------- */

#define VIGIE_TYPE_FIGURE_ROW (vigie_figure_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieFigureRow, vigie_figure_row, VIGIE, FIGURE_ROW, GObject)

struct _VigieFigureRow
{
  GObject parent_instance;

  guint row; /* of the table */
};

G_DEFINE_FINAL_TYPE (VigieFigureRow, vigie_figure_row, G_TYPE_OBJECT)

static void
vigie_figure_row_class_init (VigieFigureRowClass *klass)
{
}

static void
vigie_figure_row_init (VigieFigureRow *self)
{
}

#define VIGIE_TYPE_FIGURE_ROWS (vigie_figure_rows_get_type ())
G_DECLARE_FINAL_TYPE (VigieFigureRows, vigie_figure_rows, VIGIE, FIGURE_ROWS, GObject)

struct _VigieFigureRows
{
  GObject parent_instance;

  guint *order; /* owned; rows of the table as they are shown */
  guint n;
};

static GType
rows_get_item_type (GListModel *model)
{
  return VIGIE_TYPE_FIGURE_ROW;
}

static guint
rows_get_n_items (GListModel *model)
{
  return VIGIE_FIGURE_ROWS (model)->n;
}

static gpointer
rows_get_item (GListModel *model, guint position)
{
  VigieFigureRows *self = VIGIE_FIGURE_ROWS (model);
  VigieFigureRow *row;

  if (position >= self->n)
    return NULL;
  row = g_object_new (VIGIE_TYPE_FIGURE_ROW, NULL);
  row->row = self->order[position];
  return row;
}

static void
rows_model_init (GListModelInterface *iface)
{
  iface->get_item_type = rows_get_item_type;
  iface->get_n_items = rows_get_n_items;
  iface->get_item = rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieFigureRows,
                               vigie_figure_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rows_model_init))

static void
vigie_figure_rows_finalize (GObject *object)
{
  g_free (VIGIE_FIGURE_ROWS (object)->order);
  G_OBJECT_CLASS (vigie_figure_rows_parent_class)->finalize (object);
}

static void
vigie_figure_rows_class_init (VigieFigureRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_figure_rows_finalize;
}

static void
vigie_figure_rows_init (VigieFigureRows *self)
{
}

typedef struct
{
  const VigieFigureTable *table;
  guint column;
  gboolean descending;
} Order;

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  int result = vigie_figure_table_compare (order->table, order->column, first, second);

  if (result == 0)
    return first < second ? -1 : first > second;
  return order->descending ? -result : result;
}

static void
rows_fill (VigieFigureRows *self, const Order *order)
{
  guint before = self->n;

  self->n = order->table != NULL ? vigie_figure_table_get_n_rows (order->table) : 0;
  self->order = g_renew (guint, self->order, self->n);
  for (guint i = 0; i < self->n; i++)
    self->order[i] = i;
  if (self->n > 1)
    g_sort_array (self->order, self->n, sizeof (guint), compare_cb, (gpointer) order);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n);
}

/* ---- Columns ----------------------------------------------------------------------------------- */

struct _VigieFigureGrid
{
  GtkWidget parent_instance;

  GtkWidget *window; /* child */
  GtkColumnView *view;
  GtkMultiSelection *selection; /* owned by the view */
  VigieFigureRows *rows;        /* owned */
  VigieFigureTable *table;      /* owned, or NULL */
  guint column;                 /* that orders */
  gboolean descending;
  gboolean building;
};

G_DEFINE_FINAL_TYPE (VigieFigureGrid, vigie_figure_grid, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ROW_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
activate_cb (VigieFigureGrid *self, guint position)
{
  if (position < self->rows->n)
    g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, self->rows->order[position]);
}

static guint
key_of (gpointer object)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (object), COLUMN_KEY));
}

static gboolean
is_number (VigieFigureGrid *self, guint column)
{
  return self->table != NULL && column < vigie_figure_table_get_n_columns (self->table)
         && vigie_figure_table_get_kind (self->table, column) == VIGIE_FIGURE_NUMBER;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, VigieFigureGrid *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number (self, key_of (factory)) ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, VigieFigureGrid *self)
{
  VigieFigureRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = NULL;

  if (self->table != NULL && row->row < vigie_figure_table_get_n_rows (self->table))
    text = vigie_figure_table_format_cell (self->table, row->row, key_of (factory));
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

/* Never called on rows: it only makes the head of a column one to click. */
static int
no_order (gconstpointer a, gconstpointer b, gpointer data)
{
  return 0;
}

static void
order_changed_cb (GtkSorter *sorter, GtkSorterChange change, VigieFigureGrid *self)
{
  GtkColumnViewColumn *column
      = gtk_column_view_sorter_get_primary_sort_column (GTK_COLUMN_VIEW_SORTER (sorter));

  if (self->building || self->table == NULL)
    return;
  self->column = column != NULL ? key_of (column) : 0;
  self->descending
      = column != NULL
        && gtk_column_view_sorter_get_primary_sort_order (GTK_COLUMN_VIEW_SORTER (sorter))
               == GTK_SORT_DESCENDING;
  rows_fill (self->rows, &(Order) {self->table, self->column, self->descending});
}

/* The titles of numbers stand over their ends, as GTK's own titles cannot (as in VigieChartTable). */
static void
align_titles (VigieFigureGrid *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title != NULL; title = gtk_widget_get_next_sibling (title), i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (!GTK_IS_BOX (box) || !is_number (self, i))
        continue;
      gtk_widget_set_halign (box, GTK_ALIGN_END);
      gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_first_child (box),
                                   gtk_widget_get_last_child (box));
    }
}

static void
build_columns (VigieFigureGrid *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  self->building = TRUE;
  for (guint n = g_list_model_get_n_items (columns); n > 0; n--)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, n - 1);

      gtk_column_view_remove_column (self->view, column);
    }
  for (guint i = 0; self->table != NULL && i < vigie_figure_table_get_n_columns (self->table); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (no_order, NULL, NULL));
      g_autofree char *title = vigie_figure_table_format_title (self->table, i);
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (i));
      g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
      column = gtk_column_view_column_new (title, factory);
      g_object_set_data (G_OBJECT (column), COLUMN_KEY, GUINT_TO_POINTER (i));
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (self->view, column);
    }
  align_titles (self);
  self->column = 0;
  self->descending = FALSE;
  self->building = FALSE;
}

static gboolean
has_same_columns (const VigieFigureTable *a, const VigieFigureTable *b)
{
  guint n = vigie_figure_table_get_n_columns (a);

  if (n != vigie_figure_table_get_n_columns (b))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *one = vigie_figure_table_format_title (a, i);
      g_autofree char *other = vigie_figure_table_format_title (b, i);

      if (!g_str_equal (one, other)
          || vigie_figure_table_get_kind (a, i) != vigie_figure_table_get_kind (b, i))
        return FALSE;
    }
  return TRUE;
}

/* ---- Class ------------------------------------------------------------------------------------- */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieFigureGrid *self = VIGIE_FIGURE_GRID (widget);
  g_autoptr (GtkBitset) chosen
      = gtk_bitset_copy (gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)));
  g_autofree guint *rows = g_new (guint, self->rows->n + 1);
  g_autofree char *text = NULL;
  gboolean all = gtk_bitset_is_empty (chosen);
  guint n = 0;

  for (guint i = 0; i < self->rows->n; i++)
    if (all || gtk_bitset_contains (chosen, i))
      rows[n++] = self->rows->order[i];
  if (n == 0)
    return;
  text = vigie_figure_table_to_text (self->table, rows, n);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
vigie_figure_grid_dispose (GObject *object)
{
  VigieFigureGrid *self = VIGIE_FIGURE_GRID (object);

  g_clear_pointer (&self->window, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->table, vigie_figure_table_unref);
  G_OBJECT_CLASS (vigie_figure_grid_parent_class)->dispose (object);
}

static void
vigie_figure_grid_class_init (VigieFigureGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_figure_grid_dispose;
  signals[SIGNAL_ROW_ACTIVATED]
      = g_signal_new ("row-activated", VIGIE_TYPE_FIGURE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  /* Looks like the tables of charts. */
  gtk_widget_class_set_css_name (widget_class, "charttable");
}

static void
vigie_figure_grid_init (VigieFigureGrid *self)
{
  self->rows = g_object_new (VIGIE_TYPE_FIGURE_ROWS, NULL);
  self->window = gtk_scrolled_window_new ();
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (self->selection)));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Table of values"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-chart-table");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (order_changed_cb), self, 0);
}

GtkWidget *
vigie_figure_grid_new (void)
{
  return g_object_new (VIGIE_TYPE_FIGURE_GRID, NULL);
}

void
vigie_figure_grid_set_table (VigieFigureGrid *self, VigieFigureTable *table)
{
  VigieFigureTable *before = self->table;
  gboolean same;

  g_return_if_fail (VIGIE_IS_FIGURE_GRID (self));

  same = before != NULL && table != NULL && has_same_columns (before, table);
  self->table = table != NULL ? vigie_figure_table_ref (table) : NULL;
  if (!same)
    build_columns (self);
  rows_fill (self->rows, &(Order) {self->table, self->column, self->descending});
  vigie_figure_table_unref (before);
}

GListModel *
vigie_figure_grid_get_rows (VigieFigureGrid *self)
{
  return G_LIST_MODEL (self->rows);
}
