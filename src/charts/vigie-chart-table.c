/* vigie-chart-table.c: the readings of a chart as a table.
 *
 * GtkColumnView's sorters only tell which head was clicked: the rows order themselves, in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

struct _VigieChartTable
{
  GtkWidget parent_instance;

  GtkWidget *stack;             /* child */
  GtkColumnView *view;          /* in it */
  VigieChartRows *rows;         /* owned */
  GTimeZone *zone;              /* owned, or NULL */
  GPtrArray *titles;            /* owned char *: of the columns of values */
  GtkMultiSelection *selection; /* owned by the view */
};

G_DEFINE_FINAL_TYPE (VigieChartTable, vigie_chart_table, GTK_TYPE_WIDGET)

#define COLUMN_KEY "vigie-column"

/* ---- Words ------------------------------------------------------------------------------------- */

char *
vigie_chart_table_format_time (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local;
  g_autofree char *text = NULL;
  int offset;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  local = vigie_time_to_local (time, zone);
  offset = ABS (local.offset);
  /* Translators: day, month, year, hours, minutes, seconds, in a table: « 21/11/2026 10:47:03 » */
  text = g_strdup_printf (C_ ("table", "%1$02d/%2$02d/%3$04d %4$02d:%5$02d:%6$02d"), local.day,
                          local.month, local.year, local.hour, local.minute, local.second);
  if (vigie_time_to_local (time - 2 * VIGIE_HOUR, zone).offset == local.offset
      && vigie_time_to_local (time + 2 * VIGIE_HOUR, zone).offset == local.offset)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s (UTC%c%02d:%02d)", text, local.offset < 0 ? '-' : '+', offset / 3600,
                          offset / 60 % 60);
}

char *
vigie_chart_table_format_value (double value)
{
  int decimals = 0;
  double power = 1;

  if (isnan (value))
    return g_strdup ("—");
  while (decimals < 6 && fabs (value) < 1e9
         && fabs (round (value * power) / power - value) > fabs (value) * 1e-9)
    {
      decimals++;
      power *= 10;
    }
  return vigie_words_number (value, decimals);
}

static void
append_number (GString *text, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return;
  g_ascii_formatd (digits, sizeof digits, "%.15G", value);
  for (char *p = digits; *p != '\0'; p++)
    if (*p == '.')
      *p = ',';
  g_string_append (text, digits);
}

char *
vigie_chart_table_copy_text (GListModel *rows, GtkBitset *chosen, guint n_sources, GTimeZone *zone)
{
  guint n = g_list_model_get_n_items (rows);
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  if (chosen == NULL || gtk_bitset_is_empty (chosen))
    chosen = all;
  zone = zone != NULL ? zone : vigie_words_default_zone ();
  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position); more && position < n;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (VigieChartRow) row = g_list_model_get_item (rows, position);
      VigieLocalTime local = vigie_time_to_local (vigie_chart_row_get_time (row), zone);

      g_string_append_printf (text, "%04d-%02d-%02d %02d:%02d:%02d", local.year, local.month,
                              local.day, local.hour, local.minute, local.second);
      for (guint i = 0; i < n_sources; i++)
        {
          g_string_append_c (text, '\t');
          append_number (text, vigie_chart_row_get_value (row, i));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* ---- Columns ----------------------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN_KEY)) > 0;

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  VigieChartTable *self = data;
  VigieChartRow *row = gtk_list_item_get_item (item);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN_KEY));
  g_autofree char *text
      = column == 0 ? vigie_chart_table_format_time (vigie_chart_row_get_time (row), self->zone)
                    : vigie_chart_table_format_value (vigie_chart_row_get_value (row, column - 1));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

/* Never called on rows: it only makes the head of a column one to click. */
static int
no_order (gconstpointer a, gconstpointer b, gpointer data)
{
  return 0;
}

static void
append_column (VigieChartTable *self, guint column, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (no_order, NULL, NULL));

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  view_column = gtk_column_view_column_new (title, factory);
  g_object_set_data (G_OBJECT (view_column), COLUMN_KEY, GUINT_TO_POINTER (column));
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  /* A table narrower than its window would also be drawn as one pulled beyond its end. */
  gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
  g_object_unref (view_column);
}

static void
order_changed_cb (GtkSorter *sorter, GtkSorterChange change, VigieChartTable *self)
{
  GtkColumnViewColumn *column
      = gtk_column_view_sorter_get_primary_sort_column (GTK_COLUMN_VIEW_SORTER (sorter));

  if (column == NULL)
    vigie_chart_rows_set_order (self->rows, 0, TRUE);
  else
    vigie_chart_rows_set_order (
        self->rows, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), COLUMN_KEY)),
        gtk_column_view_sorter_get_primary_sort_order (GTK_COLUMN_VIEW_SORTER (sorter))
            == GTK_SORT_DESCENDING);
}

/* « Benne gravats (%) » */
static char *
column_title (const VigieChartSource *source)
{
  if (source->unit == NULL || *source->unit == '\0')
    return g_strdup (source->name);
  /* Translators: the name of a measure and its unit, at the head of a column */
  return g_strdup_printf (C_ ("column", "%1$s (%2$s)"), source->name, source->unit);
}

/* The titles of numbers stand over their ends, as GTK's own titles cannot. The header is the table's first child; its
 * children are the titles in order, each with a box of the words and the arrow of the order. */
static void
align_titles (VigieChartTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (title = title != NULL ? gtk_widget_get_next_sibling (title) : NULL; title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (!GTK_IS_BOX (box))
        continue;
      gtk_widget_set_halign (box, GTK_ALIGN_END);
      gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_first_child (box),
                                   gtk_widget_get_last_child (box));
    }
}

static void
rebuild_columns (VigieChartTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkColumnViewColumn *time;

  for (guint n = g_list_model_get_n_items (columns); n > 0; n--)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, n - 1);

      gtk_column_view_remove_column (self->view, column);
    }
  append_column (self, 0, C_ ("column", "Date and time"));
  for (guint i = 0; i < self->titles->len; i++)
    append_column (self, i + 1, g_ptr_array_index (self->titles, i));
  align_titles (self);
  time = g_list_model_get_item (columns, 0);
  gtk_column_view_sort_by_column (self->view, time, GTK_SORT_DESCENDING);
  g_object_unref (time);
}

/* ---- Copy -------------------------------------------------------------------------------------- */

typedef struct
{
  GListModel *rows; /* a list of its own for the thread: owned */
  GtkBitset *chosen;
  guint n_sources;
  GTimeZone *zone; /* owned, or NULL */
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->rows);
  gtk_bitset_unref (copy->chosen);
  g_clear_pointer (&copy->zone, g_time_zone_unref);
  g_free (copy);
}

static void
copy_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;

  g_task_return_pointer (
      task, vigie_chart_table_copy_text (copy->rows, copy->chosen, copy->n_sources, copy->zone),
      g_free);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (source)), text);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieChartTable *self = VIGIE_CHART_TABLE (widget);
  g_autoptr (GTask) task = g_task_new (self, NULL, copied_cb, NULL);
  Copy *copy = g_new0 (Copy, 1);

  copy->rows = G_LIST_MODEL (vigie_chart_rows_copy (self->rows));
  copy->chosen
      = gtk_bitset_copy (gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)));
  copy->n_sources = self->titles->len;
  copy->zone = self->zone != NULL ? g_time_zone_ref (self->zone) : NULL;
  g_task_set_source_tag (task, copy_action);
  g_task_set_task_data (task, copy, copy_free);
  g_task_run_in_thread (task, copy_cb);
}

/* ---- Class ------------------------------------------------------------------------------------- */

static void
update_empty (VigieChartTable *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : "rows");
}

static void
vigie_chart_table_dispose (GObject *object)
{
  VigieChartTable *self = VIGIE_CHART_TABLE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  G_OBJECT_CLASS (vigie_chart_table_parent_class)->dispose (object);
}

static void
vigie_chart_table_class_init (VigieChartTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_chart_table_dispose;
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "charttable");
}

static void
vigie_chart_table_init (VigieChartTable *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_ ("No reading in this period"));

  self->rows = vigie_chart_rows_new ();
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (self->selection)));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Readings"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->view));
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (empty), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (empty, "vigie-dim");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), window, "rows");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-chart-table");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  rebuild_columns (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (order_changed_cb), self, 0);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED);
  update_empty (self);
}

GtkWidget *
vigie_chart_table_new (void)
{
  return g_object_new (VIGIE_TYPE_CHART_TABLE, NULL);
}

void
vigie_chart_table_set_sources (VigieChartTable *self,
                               const VigieChartSource *sources,
                               guint n_sources,
                               VigieSpan span,
                               GTimeZone *zone)
{
  gboolean same;

  n_sources = MIN (n_sources, VIGIE_CHART_ROWS_MAX);
  same = self->titles->len == n_sources;
  for (guint i = 0; same && i < n_sources; i++)
    {
      g_autofree char *title = column_title (&sources[i]);

      same = g_str_equal (title, g_ptr_array_index (self->titles, i));
    }
  if (self->zone != zone)
    {
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
    }
  if (!same)
    {
      g_ptr_array_set_size (self->titles, 0);
      for (guint i = 0; i < n_sources; i++)
        g_ptr_array_add (self->titles, column_title (&sources[i]));
      rebuild_columns (self);
    }
  vigie_chart_rows_set_sources (self->rows, sources, n_sources, span);
}

VigieChartRows *
vigie_chart_table_get_rows (VigieChartTable *self)
{
  return self->rows;
}
