/* vigie-fleet-columns.c: the columns of the table of the fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-columns.h"

#include "vigie-fleet-cell.h"

struct _VigieFleetColumns
{
  GObject parent_instance;

  GtkColumnView *view;                                 /* unowned; NULL once it is gone */
  VigieFleetModel *model;                              /* owned */
  VigieTicker *ticker;                                 /* owned */
  GtkColumnViewColumn *columns[VIGIE_FLEET_N_COLUMNS]; /* owned by the view */
  GPtrArray *cells;                                    /* owned: VigieFleetCell, unowned */
  gboolean was_live;
};

enum
{
  SIGNAL_SHOWN_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieFleetColumns, vigie_fleet_columns, G_TYPE_OBJECT)

/* Pixels at the usual font size, and whether it is shown at first. */
static const struct
{
  int width;
  gboolean usual;
} layout[VIGIE_FLEET_N_COLUMNS] = {
    [VIGIE_FLEET_COLUMN_STATE] = {138, TRUE},   [VIGIE_FLEET_COLUMN_NAME] = {175, TRUE},
    [VIGIE_FLEET_COLUMN_SITE] = {180, TRUE},    [VIGIE_FLEET_COLUMN_COMMUNE] = {115, TRUE},
    [VIGIE_FLEET_COLUMN_MODEL] = {165, TRUE},   [VIGIE_FLEET_COLUMN_EUI] = {150, FALSE},
    [VIGIE_FLEET_COLUMN_SEEN] = {150, TRUE},    [VIGIE_FLEET_COLUMN_EXPECTED] = {100, FALSE},
    [VIGIE_FLEET_COLUMN_BATTERY] = {96, TRUE},  [VIGIE_FLEET_COLUMN_BATTERY_END] = {124, TRUE},
    [VIGIE_FLEET_COLUMN_RSSI] = {108, TRUE},    [VIGIE_FLEET_COLUMN_SNR] = {68, TRUE},
    [VIGIE_FLEET_COLUMN_FACTOR] = {52, TRUE},   [VIGIE_FLEET_COLUMN_LOST] = {88, TRUE},
    [VIGIE_FLEET_COLUMN_GATEWAYS] = {92, TRUE},
};

/* From the start of a row: which one it is, how it does, what it is. */
static const VigieFleetColumn order[] = {
    VIGIE_FLEET_COLUMN_STATE, VIGIE_FLEET_COLUMN_NAME,     VIGIE_FLEET_COLUMN_SITE,
    VIGIE_FLEET_COLUMN_SEEN,  VIGIE_FLEET_COLUMN_BATTERY,  VIGIE_FLEET_COLUMN_BATTERY_END,
    VIGIE_FLEET_COLUMN_RSSI,  VIGIE_FLEET_COLUMN_SNR,      VIGIE_FLEET_COLUMN_FACTOR,
    VIGIE_FLEET_COLUMN_LOST,  VIGIE_FLEET_COLUMN_GATEWAYS, VIGIE_FLEET_COLUMN_COMMUNE,
    VIGIE_FLEET_COLUMN_MODEL, VIGIE_FLEET_COLUMN_EUI,      VIGIE_FLEET_COLUMN_EXPECTED,
};
G_STATIC_ASSERT (G_N_ELEMENTS (order) == VIGIE_FLEET_N_COLUMNS);

/* ---- Cells ----------------------------------------------------------------------------------- */

static VigieFleetColumn
column_of (GtkSignalListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, VigieFleetColumns *self)
{
  GtkWidget *child = vigie_fleet_cell_new (column_of (factory), self->model, self->ticker);

  gtk_column_view_cell_set_child (cell, child);
  g_ptr_array_add (self->cells, child);
}

static void
teardown_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, VigieFleetColumns *self)
{
  g_ptr_array_remove_fast (self->cells, gtk_column_view_cell_get_child (cell));
  gtk_column_view_cell_set_child (cell, NULL);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, VigieFleetColumns *self)
{
  vigie_fleet_cell_set_sensor (VIGIE_FLEET_CELL (gtk_column_view_cell_get_child (cell)),
                               gtk_column_view_cell_get_item (cell));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, VigieFleetColumns *self)
{
  GtkWidget *child = gtk_column_view_cell_get_child (cell);

  if (child != NULL)
    vigie_fleet_cell_set_sensor (VIGIE_FLEET_CELL (child), NULL);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row, VigieFleetColumns *self)
{
  VigieSensor *sensor = gtk_column_view_row_get_item (row);
  g_autofree char *sentence = vigie_fleet_sentence (
      sensor, vigie_fleet_model_get_figures (self->model, sensor),
      vigie_ticker_get_now (self->ticker), vigie_ticker_get_live (self->ticker));

  gtk_column_view_row_set_accessible_label (row, sentence);
}

static gboolean
is_watched (VigieFleetColumns *self)
{
  return self->view != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->view));
}

static void
updated_cb (VigieFleetColumns *self, GPtrArray *sensors)
{
  g_autoptr (GHashTable) set = NULL;

  if (!is_watched (self))
    return;
  set = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < sensors->len; i++)
    g_hash_table_add (set, g_ptr_array_index (sensors, i));
  for (guint i = 0; i < self->cells->len; i++)
    {
      VigieFleetCell *cell = g_ptr_array_index (self->cells, i);

      if (g_hash_table_contains (set, vigie_fleet_cell_get_sensor (cell)))
        vigie_fleet_cell_refresh (cell);
    }
}

/* Ages grow by themselves; where the link is lost all looks another way. */
static void
tick_cb (VigieFleetColumns *self)
{
  gboolean live = vigie_ticker_get_live (self->ticker);

  if (!is_watched (self))
    return;
  for (guint i = 0; i < self->cells->len; i++)
    {
      VigieFleetCell *cell = g_ptr_array_index (self->cells, i);

      if (vigie_fleet_cell_get_column (cell) == VIGIE_FLEET_COLUMN_SEEN || live != self->was_live)
        vigie_fleet_cell_refresh (cell);
    }
  self->was_live = live;
}

/* ---- Order ----------------------------------------------------------------------------------- */

static gboolean
get_sort (VigieFleetColumns *self, VigieFleetColumn *column, gboolean *descending)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkColumnViewColumn *primary
      = gtk_column_view_sorter_get_primary_sort_column (GTK_COLUMN_VIEW_SORTER (sorter));

  *descending = gtk_column_view_sorter_get_primary_sort_order (GTK_COLUMN_VIEW_SORTER (sorter))
                == GTK_SORT_DESCENDING;
  return primary != NULL
         && vigie_fleet_column_from_string (gtk_column_view_column_get_id (primary), column);
}

static void
sorter_changed_cb (VigieFleetColumns *self)
{
  VigieFleetColumn column;
  gboolean descending;

  if (get_sort (self, &column, &descending))
    vigie_fleet_model_set_sort (self->model, column, descending);
}

/* The title of a column of numbers stands over their ends, as GTK's own titles cannot. The header is the table's first child;
 * its children are the titles of all columns, in order, each with a box. */
static void
align_titles (VigieFleetColumns *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order) && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (GTK_IS_BOX (box) && vigie_fleet_cell_is_at_end (order[i]))
        {
          gtk_widget_set_halign (box, GTK_ALIGN_END);
          /* The arrow of the order, whose room stays, goes before the words. */
          gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_first_child (box),
                                       gtk_widget_get_last_child (box));
        }
      title = gtk_widget_get_next_sibling (title);
    }
}

/* Never asked: the model puts its rows in order itself, in a thread. It makes the head of a column one to click on. */
static int
no_order (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return 0;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
add_column (VigieFleetColumns *self, VigieFleetColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (no_order, NULL, NULL));
  g_autoptr (GtkColumnViewColumn) added = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  g_signal_connect_object (factory, "teardown", G_CALLBACK (teardown_cb), self, 0);
  added = gtk_column_view_column_new (vigie_fleet_column_title (column), factory);
  gtk_column_view_column_set_id (added, vigie_fleet_column_to_string (column));
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_column_set_fixed_width (added, layout[column].width);
  gtk_column_view_column_set_visible (added, layout[column].usual);
  gtk_column_view_append_column (self->view, added);
  self->columns[column] = added;
}

static void
vigie_fleet_columns_dispose (GObject *object)
{
  VigieFleetColumns *self = VIGIE_FLEET_COLUMNS (object);

  g_clear_weak_pointer (&self->view);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (vigie_fleet_columns_parent_class)->dispose (object);
}

static void
vigie_fleet_columns_finalize (GObject *object)
{
  g_ptr_array_unref (VIGIE_FLEET_COLUMNS (object)->cells);

  G_OBJECT_CLASS (vigie_fleet_columns_parent_class)->finalize (object);
}

static void
vigie_fleet_columns_class_init (VigieFleetColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_fleet_columns_dispose;
  object_class->finalize = vigie_fleet_columns_finalize;

  signals[SIGNAL_SHOWN_CHANGED]
      = g_signal_new ("shown-changed", VIGIE_TYPE_FLEET_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
}

static void
vigie_fleet_columns_init (VigieFleetColumns *self)
{
  self->cells = g_ptr_array_new ();
}

VigieFleetColumns *
vigie_fleet_columns_new (GtkColumnView *view, VigieFleetModel *model, VigieTicker *ticker)
{
  VigieFleetColumns *self = g_object_new (VIGIE_TYPE_FLEET_COLUMNS, NULL);
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  g_set_weak_pointer (&self->view, view);
  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
  self->was_live = vigie_ticker_get_live (ticker);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_column (self, order[i]);
  align_titles (self);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_row_cb), self, 0);
  gtk_column_view_set_row_factory (view, rows);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
vigie_fleet_columns_set_visible (VigieFleetColumns *self, VigieFleetColumn column, gboolean visible)
{
  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  g_return_if_fail (column < VIGIE_FLEET_N_COLUMNS);

  visible |= column == VIGIE_FLEET_COLUMN_NAME;
  if (self->view == NULL || gtk_column_view_column_get_visible (self->columns[column]) == !!visible)
    return;
  gtk_column_view_column_set_visible (self->columns[column], visible);
  g_signal_emit (self, signals[SIGNAL_SHOWN_CHANGED], 0);
}

gboolean
vigie_fleet_columns_get_visible (VigieFleetColumns *self, VigieFleetColumn column)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), FALSE);
  g_return_val_if_fail (column < VIGIE_FLEET_N_COLUMNS, FALSE);
  return self->view != NULL && gtk_column_view_column_get_visible (self->columns[column]);
}

char **
vigie_fleet_columns_get_shown (VigieFleetColumns *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), NULL);
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    if (vigie_fleet_columns_get_visible (self, i))
      g_strv_builder_add (ids, vigie_fleet_column_to_string (i));
  return g_strv_builder_end (ids);
}

void
vigie_fleet_columns_set_shown (VigieFleetColumns *self, const char *const *ids)
{
  gboolean usual = ids == NULL || ids[0] == NULL;

  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    vigie_fleet_columns_set_visible (
        self, i, usual ? layout[i].usual : g_strv_contains (ids, vigie_fleet_column_to_string (i)));
}

void
vigie_fleet_columns_sort (VigieFleetColumns *self, VigieFleetColumn column, gboolean descending)
{
  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  g_return_if_fail (column < VIGIE_FLEET_N_COLUMNS);

  if (self->view != NULL)
    gtk_column_view_sort_by_column (self->view, self->columns[column],
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

char *
vigie_fleet_columns_get_sort (VigieFleetColumns *self)
{
  VigieFleetColumn column;
  gboolean descending;

  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), NULL);
  if (self->view == NULL || !get_sort (self, &column, &descending))
    return g_strdup ("");
  return g_strdup_printf ("%s %s", vigie_fleet_column_to_string (column),
                          descending ? "descending" : "ascending");
}

void
vigie_fleet_columns_set_sort (VigieFleetColumns *self, const char *sort)
{
  g_auto (GStrv) words = NULL;
  VigieFleetColumn column = VIGIE_FLEET_COLUMN_STATE;

  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  words = g_strsplit (sort != NULL ? sort : "", " ", 2);
  if (words[0] == NULL || !vigie_fleet_column_from_string (words[0], &column))
    vigie_fleet_columns_sort (self, VIGIE_FLEET_COLUMN_STATE, TRUE);
  else
    vigie_fleet_columns_sort (self, column, g_strcmp0 (words[1], "descending") == 0);
}

GPtrArray *
vigie_fleet_columns_get_cells (VigieFleetColumns *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), NULL);
  return self->cells;
}
