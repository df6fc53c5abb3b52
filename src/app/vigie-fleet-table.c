/* vigie-fleet-table.c: the table of the fleet: heads over rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-table.h"

#include <math.h>

#include "vigie-children.h"

/* gtk-xft-dpi of text of the usual size. */
#define USUAL_DPI (96 * 1024)

struct _VigieFleetTable
{
  GtkWidget parent_instance;

  VigieFleetColumns *columns; /* owned, or NULL */
  VigieFleetModel *model;     /* owned, or NULL */
  VigieTicker *ticker;        /* owned, or NULL */
  VigieFleetPen pen;
  VigieFleetHead *head;          /* child, or NULL */
  VigieFleetList *list;          /* child, or NULL */
  GtkAdjustment *adjustments[2]; /* owned, or NULL; by GtkOrientation */
  GtkScrollablePolicy policies[2];
  gboolean was_live;
};

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
vigie_fleet_table_get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (scrollable);

  *border = (GtkBorder) {0};
  if (self->head != NULL)
    border->top = (gint16) gtk_widget_get_height (GTK_WIDGET (self->head));
  return TRUE;
}

static void
scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = vigie_fleet_table_get_border;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieFleetTable,
                               vigie_fleet_table,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

/* ---- Scrolling ------------------------------------------------------------------------------- */

/* The list scrolls by itself; the heads go with it sideways. */
static void
value_cb (VigieFleetTable *self)
{
  if (self->head != NULL)
    vigie_fleet_head_set_offset (self->head, round (gtk_adjustment_get_value (
                                                 self->adjustments[GTK_ORIENTATION_HORIZONTAL])));
}

static void
give_adjustments (VigieFleetTable *self)
{
  if (self->list != NULL)
    g_object_set (self->list, "hadjustment", self->adjustments[GTK_ORIENTATION_HORIZONTAL],
                  "vadjustment", self->adjustments[GTK_ORIENTATION_VERTICAL], NULL);
}

static void
set_adjustment (VigieFleetTable *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (adjustment != NULL && self->adjustments[orientation] == adjustment)
    return;
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_clear_object (&self->adjustments[orientation]);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  self->adjustments[orientation] = g_object_ref_sink (adjustment);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_cb), self,
                             G_CONNECT_SWAPPED);
  give_adjustments (self);
}

static void
reveal_cb (VigieFleetTable *self, int start, int end)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_HORIZONTAL];

  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, start, end);
}

/* ---- Geometry -------------------------------------------------------------------------------- */

static void
vigie_fleet_table_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (widget);
  int head, list, head_natural, list_natural;

  *minimum = *natural = 0;
  if (self->list == NULL)
    return;
  gtk_widget_measure (GTK_WIDGET (self->head), orientation, -1, &head, &head_natural, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->list), orientation, -1, &list, &list_natural, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? head + list : 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? head_natural + list_natural : head_natural;
}

static void
vigie_fleet_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (widget);
  int head, unused;

  if (self->list == NULL)
    return;
  gtk_widget_measure (GTK_WIDGET (self->head), GTK_ORIENTATION_VERTICAL, -1, &head, NULL, NULL,
                      NULL);
  gtk_widget_measure (GTK_WIDGET (self->list), GTK_ORIENTATION_VERTICAL, -1, &unused, NULL, NULL,
                      NULL);
  gtk_widget_allocate (GTK_WIDGET (self->head), width, head, -1, NULL);
  gtk_widget_allocate (GTK_WIDGET (self->list), width, MAX (height - head, 0), -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) head)));
}

/* ---- What is told ---------------------------------------------------------------------------- */

static gboolean
is_watched (VigieFleetTable *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self));
}

static void
columns_changed_cb (VigieFleetTable *self)
{
  GPtrArray *rows = vigie_drawn_list_get_rows (VIGIE_DRAWN_LIST (self->list));

  vigie_fleet_pen_forget (&self->pen);
  vigie_fleet_list_refresh (self->list, FALSE);
  for (guint i = 0; i < rows->len; i++)
    {
      gtk_widget_queue_resize (g_ptr_array_index (rows, i));
      gtk_widget_queue_draw (g_ptr_array_index (rows, i));
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
updated_cb (VigieFleetTable *self, GPtrArray *sensors)
{
  g_autoptr (GHashTable) set = NULL;
  GPtrArray *rows = vigie_drawn_list_get_rows (VIGIE_DRAWN_LIST (self->list));

  if (!is_watched (self))
    return;
  set = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < sensors->len; i++)
    g_hash_table_add (set, g_ptr_array_index (sensors, i));
  for (guint i = 0; i < rows->len; i++)
    {
      VigieFleetRow *row = g_ptr_array_index (rows, i);

      if (g_hash_table_contains (set, vigie_fleet_row_get_sensor (row)))
        vigie_fleet_row_refresh (row, FALSE);
    }
}

/* Ages grow by themselves; where the link is lost all looks another way. */
static void
tick_cb (VigieFleetTable *self)
{
  gboolean live = vigie_ticker_get_live (self->ticker);

  if (!is_watched (self))
    return;
  vigie_fleet_list_refresh (self->list, live == self->was_live);
  self->was_live = live;
}

static void
activate_cb (VigieFleetTable *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, position);
}

static void
update_text_scale (VigieFleetTable *self)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (self->columns != NULL)
    vigie_fleet_columns_set_text_scale (self->columns, dpi > 0 ? (double) dpi / USUAL_DPI : 1);
}

static void
vigie_fleet_table_map (GtkWidget *widget)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (widget);

  GTK_WIDGET_CLASS (vigie_fleet_table_parent_class)->map (widget);
  if (self->list != NULL)
    tick_cb (self);
}

static void
vigie_fleet_table_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_fleet_table_parent_class)->system_setting_changed (widget, setting);
  update_text_scale (VIGIE_FLEET_TABLE (widget));
}

static gboolean
vigie_fleet_table_grab_focus (GtkWidget *widget)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (widget);

  return self->list != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_fleet_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_fleet_table_dispose (GObject *object)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    if (self->adjustments[i] != NULL)
      g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  self->head = NULL;
  self->list = NULL;
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_fleet_table_parent_class)->dispose (object);
}

static void
vigie_fleet_table_finalize (GObject *object)
{
  VigieFleetTable *self = VIGIE_FLEET_TABLE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    g_clear_object (&self->adjustments[i]);
  vigie_fleet_pen_clear (&self->pen);
  g_clear_object (&self->columns);
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (vigie_fleet_table_parent_class)->finalize (object);
}

static void
vigie_fleet_table_class_init (VigieFleetTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_fleet_table_get_property;
  object_class->set_property = vigie_fleet_table_set_property;
  object_class->dispose = vigie_fleet_table_dispose;
  object_class->finalize = vigie_fleet_table_finalize;
  widget_class->measure = vigie_fleet_table_measure;
  widget_class->size_allocate = vigie_fleet_table_size_allocate;
  widget_class->map = vigie_fleet_table_map;
  widget_class->grab_focus = vigie_fleet_table_grab_focus;
  widget_class->system_setting_changed = vigie_fleet_table_system_setting_changed;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", VIGIE_TYPE_FLEET_TABLE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "columnview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TREE_GRID);
}

static void
vigie_fleet_table_init (VigieFleetTable *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "view");
}

GtkWidget *
vigie_fleet_table_new (void)
{
  return g_object_new (VIGIE_TYPE_FLEET_TABLE, NULL);
}

void
vigie_fleet_table_setup (VigieFleetTable *self,
                         VigieFleetColumns *columns,
                         VigieFleetModel *model,
                         VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_FLEET_TABLE (self));
  g_return_if_fail (self->list == NULL);

  self->columns = g_object_ref (columns);
  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
  self->was_live = vigie_ticker_get_live (ticker);
  vigie_fleet_pen_init (&self->pen, columns, model, ticker);
  update_text_scale (self);
  self->head = VIGIE_FLEET_HEAD (vigie_fleet_head_new (columns));
  self->list = VIGIE_FLEET_LIST (vigie_fleet_list_new (&self->pen));
  gtk_widget_set_parent (GTK_WIDGET (self->head), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  give_adjustments (self);
  g_signal_connect_object (self->head, "reveal", G_CALLBACK (reveal_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (columns, "changed", G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
}

void
vigie_fleet_table_set_model (VigieFleetTable *self, GtkSelectionModel *model)
{
  g_return_if_fail (VIGIE_IS_FLEET_TABLE (self));

  if (self->list != NULL)
    vigie_drawn_list_set_model (VIGIE_DRAWN_LIST (self->list), model);
}

void
vigie_fleet_table_scroll_to (VigieFleetTable *self, guint position)
{
  g_return_if_fail (VIGIE_IS_FLEET_TABLE (self));
  if (self->list != NULL)
    vigie_drawn_list_scroll_to (VIGIE_DRAWN_LIST (self->list), position, TRUE);
}

GPtrArray *
vigie_fleet_table_get_visible (VigieFleetTable *self)
{
  GPtrArray *sensors = g_ptr_array_new ();
  GPtrArray *rows;

  g_return_val_if_fail (VIGIE_IS_FLEET_TABLE (self), sensors);
  rows = self->list != NULL ? vigie_drawn_list_get_rows (VIGIE_DRAWN_LIST (self->list)) : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      VigieSensor *sensor = vigie_fleet_row_get_sensor (g_ptr_array_index (rows, i));

      if (sensor != NULL)
        g_ptr_array_add (sensors, sensor);
    }
  return sensors;
}

VigieFleetList *
vigie_fleet_table_get_list (VigieFleetTable *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_TABLE (self), NULL);
  return self->list;
}

VigieFleetHead *
vigie_fleet_table_get_head (VigieFleetTable *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_TABLE (self), NULL);
  return self->head;
}
