/* vigie-fleet-page.c: the page « Parc »
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "vigie-children.h"
#include "vigie-fleet-card.h"
#include "vigie-fleet-detail.h"
#include "vigie-fleet-page-private.h"

/* How often the rows are put in order anew: rows that keep moving cannot be read. */
#define ORDER_INTERVAL (10 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (VigieFleetPage, vigie_fleet_page, GTK_TYPE_WIDGET)

/* ---- Selection ------------------------------------------------------------------------------- */

static void
show_detail (VigieFleetPage *self, VigieSensor *sensor)
{
  g_set_object (&self->chosen, sensor);
  vigie_fleet_detail_set_sensor (self->detail, sensor);
  adw_overlay_split_view_set_show_sidebar (self->split, sensor != NULL);
}

static void
selected_cb (VigieFleetPage *self)
{
  VigieSensor *sensor = gtk_single_selection_get_selected_item (self->selection);

  /* None: a filter hides it; that is not a choice. */
  if (sensor != NULL && sensor != self->chosen)
    show_detail (self, sensor);
}

/* The selection follows the one chosen, whatever order and filters did. */
static void
follow_chosen (VigieFleetPage *self)
{
  if (gtk_single_selection_get_selected_item (self->selection) != (gpointer) self->chosen)
    gtk_single_selection_set_selected (self->selection,
                                       vigie_fleet_model_find (self->model, self->chosen));
}

static void
scroll_to (VigieFleetPage *self, guint position)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->rows), "cards"))
    gtk_list_view_scroll_to (self->cards, position, GTK_LIST_SCROLL_FOCUS, NULL);
  else
    vigie_fleet_table_scroll_to (self->table, position);
}

/* Rows that the person left at their top stay there, whatever comes above the first one shown. */
static gboolean
back_to_top_cb (gpointer user_data)
{
  VigieFleetPage *self = user_data;

  self->top_source = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->table)), 0);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->cards)), 0);
  return G_SOURCE_REMOVE;
}

static void
keep_top (VigieFleetPage *self)
{
  if (!self->scrolled && self->top_source == 0)
    self->top_source = g_idle_add (back_to_top_cb, self);
}

static gboolean
scrolled_cb (VigieFleetPage *self)
{
  self->scrolled = TRUE;
  return GDK_EVENT_PROPAGATE;
}

static void
edge_cb (VigieFleetPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_TOP)
    self->scrolled = FALSE;
}

static void
model_changed_cb (VigieFleetPage *self)
{
  gboolean none = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
  const char *page = !none                                         ? "rows"
                     : vigie_fleet_model_is_filtered (self->model) ? "none"
                                                                   : "empty";

  if (self->chosen != NULL && vigie_sensor_get_site (self->chosen) == NULL)
    show_detail (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, page);
  vigie_fleet_page_update_filters (self);
  follow_chosen (self);
  keep_top (self);
  if (self->wanted != NULL)
    {
      g_autofree char *id = g_steal_pointer (&self->wanted);

      vigie_fleet_page_show_sensor (self, id);
    }
}

static void
activate_cb (VigieFleetPage *self, guint position)
{
  g_autoptr (VigieSensor) sensor = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  VigieSite *site = sensor != NULL ? vigie_sensor_get_site (sensor) : NULL;

  if (site != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-site", "s", vigie_site_get_id (site));
}

/* On a narrow page a card opens its details, which lead on. */
static void
activate_card_cb (VigieFleetPage *self, guint position)
{
  g_autoptr (VigieSensor) sensor = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (sensor == NULL)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  show_detail (self, sensor);
}

static void
close_cb (VigieFleetPage *self)
{
  vigie_fleet_page_back (self);
}

/* ---- Search ---------------------------------------------------------------------------------- */

static void
focus_rows (VigieFleetPage *self)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->rows), "cards"))
    gtk_widget_grab_focus (GTK_WIDGET (self->cards));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
search_changed_cb (VigieFleetPage *self)
{
  vigie_fleet_model_set_query (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
search_activate_cb (VigieFleetPage *self)
{
  search_changed_cb (self);
  focus_rows (self);
}

static void
stop_search_cb (VigieFleetPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  focus_rows (self);
}

static void
clear_cb (VigieFleetPage *self)
{
  vigie_fleet_model_clear (self->model);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* ---- Only while it is seen -------------------------------------------------------------------- */

/* Those on screen: their figures come first. */
static void
want_visible (VigieFleetPage *self)
{
  g_autoptr (GPtrArray) sensors = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->table)))
    return;
  sensors = vigie_fleet_table_get_visible (self->table);
  vigie_fleet_stats_want (self->stats, sensors);
}

static void
tick_cb (VigieFleetPage *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean live = vigie_ticker_get_live (self->ticker);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (live)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "last-known");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "last-known");
  want_visible (self);
  vigie_fleet_detail_update (self->detail);
  if (now - self->ordered_at < ORDER_INTERVAL)
    return;
  self->ordered_at = now;
  vigie_fleet_model_update_order (self->model);
}

static void
sync_cb (VigieFleetPage *self)
{
  VigieSync *sync = vigie_context_get_sync (self->context);
  VigieHistory *history = sync != NULL ? vigie_sync_get_archive (sync) : NULL;

  vigie_fleet_stats_set_history (self->stats, history, vigie_context_get_clock (self->context));
  vigie_fleet_detail_set_history (self->detail, history);
}

static void
territory_cb (VigieFleetPage *self)
{
  show_detail (self, NULL);
  g_set_object (&self->territory, vigie_context_get_territory (self->context));
  vigie_fleet_model_set_territory (self->model, self->territory);
  sync_cb (self);
}

static void
vigie_fleet_page_map (GtkWidget *widget)
{
  VigieFleetPage *self = VIGIE_FLEET_PAGE (widget);

  vigie_fleet_model_set_active (self->model, TRUE);
  vigie_fleet_stats_set_active (self->stats, TRUE);
  GTK_WIDGET_CLASS (vigie_fleet_page_parent_class)->map (widget);
  tick_cb (self);
}

static void
vigie_fleet_page_unmap (GtkWidget *widget)
{
  VigieFleetPage *self = VIGIE_FLEET_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_fleet_page_parent_class)->unmap (widget);
  vigie_fleet_model_set_active (self->model, FALSE);
  vigie_fleet_stats_set_active (self->stats, FALSE);
}

/* What is not on screen makes no rows. */
static void
rows_cb (VigieFleetPage *self)
{
  gboolean cards = g_strcmp0 (gtk_stack_get_visible_child_name (self->rows), "cards") == 0;

  if (self->selection == NULL)
    return;
  vigie_fleet_table_set_model (self->table, cards ? NULL : GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_model (self->cards, cards ? GTK_SELECTION_MODEL (self->selection) : NULL);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_page_dispose (GObject *object)
{
  VigieFleetPage *self = VIGIE_FLEET_PAGE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_handle_id (&self->top_source, g_source_remove);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      vigie_fleet_model_set_active (self->model, FALSE);
    }
  if (self->stats != NULL)
    vigie_fleet_stats_set_history (self->stats, NULL, NULL);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->table != NULL)
    vigie_fleet_table_set_model (self->table, NULL);
  if (self->cards != NULL)
    gtk_list_view_set_model (self->cards, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_FLEET_PAGE);
  vigie_unparent_children (GTK_WIDGET (self));
  vigie_fleet_page_clear_export (self);
  g_clear_object (&self->columns);
  g_clear_object (&self->stats);
  g_clear_object (&self->selection);
  g_clear_object (&self->chosen);
  g_clear_object (&self->model);
  g_clear_object (&self->territory);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (vigie_fleet_page_parent_class)->dispose (object);
}

static void
vigie_fleet_page_class_init (VigieFleetPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_fleet_page_dispose;
  widget_class->map = vigie_fleet_page_map;
  widget_class->unmap = vigie_fleet_page_unmap;

  g_type_ensure (VIGIE_TYPE_FLEET_DETAIL);
  g_type_ensure (VIGIE_TYPE_FLEET_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-fleet-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieFleetPage, name)
  BIND (split);
  BIND (search);
  BIND (sort_button);
  BIND (columns_button);
  BIND (export_button);
  BIND (presets);
  BIND (chips);
  BIND (count);
  BIND (stack);
  BIND (rows);
  BIND (table);
  BIND (cards);
  BIND (detail);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_card_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_cb);
  gtk_widget_class_set_css_name (widget_class, "fleetpage");
}

static void
vigie_fleet_page_init (VigieFleetPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = vigie_fleet_model_new ();
  self->stats = vigie_fleet_stats_new (self->model);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  vigie_fleet_page_init_filters (self);
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
vigie_fleet_page_new (VigieContext *context, VigieTicker *ticker)
{
  VigieFleetPage *self = g_object_new (VIGIE_TYPE_FLEET_PAGE, NULL);

  g_return_val_if_fail (VIGIE_IS_CONTEXT (context), GTK_WIDGET (self));
  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  self->columns = vigie_fleet_columns_new (self->model);
  vigie_fleet_table_setup (self->table, self->columns, self->model, ticker);
  gtk_list_view_set_factory (self->cards, vigie_fleet_card_factory_new (self->model, ticker));
  vigie_fleet_detail_setup (self->detail, self->model, ticker);
  vigie_fleet_page_init_actions (self);
  rows_cb (self);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  territory_cb (self);
  model_changed_cb (self);
  return GTK_WIDGET (self);
}

void
vigie_fleet_page_show_sensor (VigieFleetPage *self, const char *id)
{
  VigieSensor *sensor;
  guint position;

  g_return_if_fail (VIGIE_IS_FLEET_PAGE (self));
  sensor = self->territory != NULL ? vigie_territory_find_sensor (self->territory, id) : NULL;
  if (sensor == NULL)
    {
      g_set_str (&self->wanted, id);
      return;
    }
  vigie_fleet_model_set_active (self->model, TRUE);
  position = vigie_fleet_model_find (self->model, sensor);
  if (position == G_MAXUINT)
    {
      clear_cb (self);
      position = vigie_fleet_model_find (self->model, sensor);
    }
  show_detail (self, sensor);
  if (position != G_MAXUINT)
    {
      self->scrolled = TRUE;
      gtk_single_selection_set_selected (self->selection, position);
      scroll_to (self, position);
    }
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    vigie_fleet_model_set_active (self->model, FALSE);
}

gboolean
vigie_fleet_page_back (VigieFleetPage *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_PAGE (self), FALSE);

  if (!adw_overlay_split_view_get_show_sidebar (self->split))
    return FALSE;
  show_detail (self, NULL);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  focus_rows (self);
  return TRUE;
}

void
vigie_fleet_page_focus_search (VigieFleetPage *self)
{
  g_return_if_fail (VIGIE_IS_FLEET_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

gboolean
vigie_fleet_page_focus_next_pane (VigieFleetPage *self)
{
  GtkWidget *focus, *rows, *detail;

  g_return_val_if_fail (VIGIE_IS_FLEET_PAGE (self), FALSE);
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  rows = GTK_WIDGET (self->rows);
  detail = GTK_WIDGET (self->detail);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    {
      vigie_fleet_page_focus_search (self);
      return TRUE;
    }
  if (gtk_widget_is_ancestor (focus, detail))
    return FALSE;
  if (!gtk_widget_is_ancestor (focus, rows))
    {
      focus_rows (self);
      return TRUE;
    }
  return adw_overlay_split_view_get_show_sidebar (self->split)
         && gtk_widget_child_focus (detail, GTK_DIR_TAB_FORWARD);
}

VigieFleetModel *
vigie_fleet_page_get_model (VigieFleetPage *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_PAGE (self), NULL);
  return self->model;
}

VigieFleetColumns *
vigie_fleet_page_get_columns (VigieFleetPage *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_PAGE (self), NULL);
  return self->columns;
}

GtkScrollable *
vigie_fleet_page_get_table (VigieFleetPage *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_PAGE (self), NULL);
  return GTK_SCROLLABLE (self->table);
}
