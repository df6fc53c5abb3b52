/* vigie-site-page-sensors.c: the sensors of a site as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-page-sensors.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-sensor-row-badge.h"
#include "vigie-sensor-row.h"
#include "vigie-site-panel-plan.h"
#include "vigie-site-panel-text.h"
#include "vigie-status.h"
#include "vigie-tooltip.h"
#include "vigie-words.h"

#define MOST_HEIGHT 420 /* logical pixels; beyond it the table scrolls in itself */

/* ---- An item of the table -------------------------------------------------------------------- */

#define VIGIE_TYPE_SITE_SENSOR (vigie_site_sensor_get_type ())
G_DECLARE_FINAL_TYPE (VigieSiteSensor, vigie_site_sensor, VIGIE, SITE_SENSOR, GObject)

struct _VigieSiteSensor
{
  GObject parent_instance;

  GPtrArray *plan;             /* owned: keeps the row */
  const VigieSitePlanRow *row; /* of the plan */
};

G_DEFINE_FINAL_TYPE (VigieSiteSensor, vigie_site_sensor, G_TYPE_OBJECT)

static void
vigie_site_sensor_finalize (GObject *object)
{
  g_ptr_array_unref (VIGIE_SITE_SENSOR (object)->plan);

  G_OBJECT_CLASS (vigie_site_sensor_parent_class)->finalize (object);
}

static void
vigie_site_sensor_class_init (VigieSiteSensorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_site_sensor_finalize;
}

static void
vigie_site_sensor_init (VigieSiteSensor *self)
{
}

/* ---- The table ------------------------------------------------------------------------------- */

typedef enum
{
  COLUMN_NAME,
  COLUMN_MODEL,
  COLUMN_IDENTIFIER,
  COLUMN_SEEN,
  COLUMN_EXPECTED,
  COLUMN_BATTERY,
  COLUMN_RADIO,
  N_COLUMNS,
} Column;

static const char *const titles[N_COLUMNS] = {
    N_ ("Sensor"),
    N_ ("Model"),
    N_ ("Identifier"),
    /* Translators: column of a table: when a sensor was last heard */
    N_ ("Last Seen"),
    /* Translators: column of a table: how often a sensor is expected */
    N_ ("Expected"),
    N_ ("Battery"),
    N_ ("Radio"),
};

struct _VigieSiteSensors
{
  GtkWidget parent_instance;

  VigieTicker *ticker; /* owned */
  VigieSite *site;     /* owned, or NULL */
  GListStore *store;   /* owned: VigieSiteSensor */
  GPtrArray *plan;     /* owned, or NULL: what the table shows */
  GPtrArray *cells;    /* owned: GtkColumnViewCell in sight, unowned: each is told when it goes */
  guint check_source;

  GtkLabel *count;      /* within the child */
  GtkColumnView *table; /* within the child */
};

G_DEFINE_FINAL_TYPE (VigieSiteSensors, vigie_site_sensors, GTK_TYPE_WIDGET)

static Column
column_of (GtkColumnViewCell *cell)
{
  return (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "vigie-column"));
}

static void
update_cell (VigieSiteSensors *self, GtkColumnViewCell *cell)
{
  VigieSiteSensor *item = gtk_column_view_cell_get_item (cell);
  GtkWidget *child = gtk_column_view_cell_get_child (cell);
  const VigieSitePlanRow *row = item->row;
  VigieTime now = vigie_ticker_get_now (self->ticker);
  g_autofree char *text = NULL;
  gboolean strong = FALSE;

  switch (column_of (cell))
    {
    case COLUMN_BATTERY:
      vigie_sensor_badge_update (VIGIE_SENSOR_BADGE (child), row->battery);
      return;
    case COLUMN_RADIO:
      vigie_sensor_badge_update (VIGIE_SENSOR_BADGE (child), row->rssi);
      return;
    case COLUMN_NAME:
      text = g_strdup (*row->title != '\0' ? row->title : row->sensor->id);
      break;
    case COLUMN_MODEL:
      text = vigie_site_text_plain (row->sensor->model, VIGIE_SITE_NAME_MAX);
      break;
    case COLUMN_IDENTIFIER:
      text = g_strdup (row->sensor->dev_eui);
      break;
    case COLUMN_SEEN:
      text = vigie_sensor_row_seen_words (now, vigie_site_plan_last_seen (self->site, row),
                                          row->expected_interval, FALSE,
                                          vigie_ticker_get_live (self->ticker), &strong);
      break;
    case COLUMN_EXPECTED:
      text = row->expected_interval > 0 ? vigie_words_duration (row->expected_interval) : NULL;
      break;
    case N_COLUMNS:
    default:
      break;
    }
  gtk_label_set_label (GTK_LABEL (child), text != NULL && *text != '\0' ? text : "—");
  vigie_tooltip_set (child, text != NULL && g_utf8_strlen (text, -1) > 28 ? text : NULL);
  if (strong)
    gtk_widget_add_css_class (child, "vigie-bold");
  else
    gtk_widget_remove_css_class (child, "vigie-bold");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  Column column = (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "vigie-column"));
  GtkWidget *child;

  g_object_set_data (G_OBJECT (cell), "vigie-column", GINT_TO_POINTER (column));
  if (column == COLUMN_BATTERY || column == COLUMN_RADIO)
    child = g_object_new (VIGIE_TYPE_SENSOR_BADGE, NULL);
  else
    {
      child = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (child), 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (child), column == COLUMN_NAME ? 16 : 6);
      gtk_widget_add_css_class (child, "vigie-small");
    }
  gtk_column_view_cell_set_child (cell, child);
}

static void
bind_cb (VigieSiteSensors *self, GtkColumnViewCell *cell)
{
  g_ptr_array_add (self->cells, cell);
  update_cell (self, cell);
}

static void
unbind_cb (VigieSiteSensors *self, GtkColumnViewCell *cell)
{
  g_ptr_array_remove_fast (self->cells, cell);
}

static void
tick_cb (VigieSiteSensors *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  for (guint i = 0; i < self->cells->len; i++)
    update_cell (self, g_ptr_array_index (self->cells, i));
}

static void
activate_cb (VigieSiteSensors *self, guint position)
{
  g_autoptr (VigieSiteSensor) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-sensor", "s", item->row->sensor->id);
}

/* ---- Site ------------------------------------------------------------------------------------ */

static void
rebuild (VigieSiteSensors *self)
{
  g_autoptr (GPtrArray) plan
      = self->site != NULL ? vigie_site_plan_make_sensors (self->site) : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *count = NULL;

  g_clear_handle_id (&self->check_source, g_source_remove);
  if (plan != NULL && vigie_site_plan_equal (plan, self->plan))
    return;
  for (guint i = 0; plan != NULL && i < plan->len; i++)
    {
      VigieSiteSensor *item = g_object_new (VIGIE_TYPE_SITE_SENSOR, NULL);

      item->plan = g_ptr_array_ref (plan);
      item->row = g_ptr_array_index (plan, i);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  self->plan = g_steal_pointer (&plan);
  count = vigie_words_number (items->len, 0);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0);
}

static gboolean
check_cb (gpointer user_data)
{
  VigieSiteSensors *self = VIGIE_SITE_SENSORS (user_data);

  self->check_source = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
measures_changed_cb (VigieSiteSensors *self)
{
  if (self->check_source == 0)
    self->check_source = g_idle_add (check_cb, self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_sensors_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_site_sensors_parent_class)->map (widget);
  tick_cb (VIGIE_SITE_SENSORS (widget));
}

static void
vigie_site_sensors_dispose (GObject *object)
{
  VigieSiteSensors *self = VIGIE_SITE_SENSORS (object);

  vigie_site_sensors_set_site (self, NULL);
  g_clear_handle_id (&self->check_source, g_source_remove);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (vigie_site_sensors_parent_class)->dispose (object);
}

static void
vigie_site_sensors_finalize (GObject *object)
{
  VigieSiteSensors *self = VIGIE_SITE_SENSORS (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  g_ptr_array_unref (self->cells);

  G_OBJECT_CLASS (vigie_site_sensors_parent_class)->finalize (object);
}

static void
vigie_site_sensors_class_init (VigieSiteSensorsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_site_sensors_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_site_sensors_finalize;
  widget_class->map = vigie_site_sensors_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sitesensors");
}

static void
add_columns (VigieSiteSensors *self)
{
  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_object_set_data (G_OBJECT (factory), "vigie-column", GINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
      column = gtk_column_view_column_new (_ (titles[i]), factory);
      gtk_column_view_column_set_expand (column, i == COLUMN_NAME || i == COLUMN_SEEN);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (self->table, column);
      g_object_unref (column);
    }
}

static void
vigie_site_sensors_init (VigieSiteSensors *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Sensors"));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->cells = g_ptr_array_new ();
  self->store = g_list_store_new (VIGIE_TYPE_SITE_SENSOR);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (title, "vigie-bold");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "vigie-dim");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->count));
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store))))));
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "vigie-sensors");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  g_signal_connect_object (self->table, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  add_columns (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->table));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_widget_add_css_class (scroller, "vigie-card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
vigie_site_sensors_setup (VigieSiteSensors *self, VigieTicker *ticker)
{
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
}

void
vigie_site_sensors_set_site (VigieSiteSensors *self, VigieSite *site)
{
  if (self->site == site)
    return;
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (vigie_site_get_measures (self->site), self);
  /* The cells of the site before go first: they ask it. */
  g_list_store_remove_all (self->store);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  g_set_object (&self->site, site);
  if (site != NULL)
    g_signal_connect_object (vigie_site_get_measures (site), "items-changed",
                             G_CALLBACK (measures_changed_cb), self, G_CONNECT_SWAPPED);
  rebuild (self);
}

guint
vigie_site_sensors_get_n_sensors (VigieSiteSensors *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}
