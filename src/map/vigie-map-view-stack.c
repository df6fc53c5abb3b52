/* vigie-map-view-stack.c: what features add to the map: layers, buttons, a bar, parts of the legend.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-view-private.h"

/* ---- Layers ---- */

void
vigie_map_view_add_layer (VigieMapView *self, ShumateLayer *layer, VigieMapRank rank)
{
  const VigieMapStacked added = {layer, rank};
  ShumateLayer *above = NULL;
  guint place;

  g_return_if_fail (VIGIE_IS_MAP_VIEW (self) && self->map != NULL);
  g_return_if_fail (SHUMATE_IS_LAYER (layer));

  for (place = 0; place < self->stack->len; place++)
    {
      const VigieMapStacked *other = &g_array_index (self->stack, VigieMapStacked, place);

      if (other->rank > rank)
        {
          above = other->layer;
          break;
        }
    }
  /* The names and the signs are between the symbols and the tools. */
  if (rank < VIGIE_MAP_RANK_TOOLS
      && (above == NULL
          || g_array_index (self->stack, VigieMapStacked, place).rank >= VIGIE_MAP_RANK_TOOLS))
    above = SHUMATE_LAYER (self->names);
  g_array_insert_val (self->stack, place, added);
  if (above != NULL)
    shumate_map_insert_layer_behind (self->map, layer, above);
  else
    shumate_map_add_layer (self->map, layer);
}

void
vigie_map_view_remove_layer (VigieMapView *self, ShumateLayer *layer)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  for (guint i = 0; self->stack != NULL && i < self->stack->len; i++)
    if (g_array_index (self->stack, VigieMapStacked, i).layer == layer)
      {
        g_array_remove_index (self->stack, i);
        shumate_map_remove_layer (self->map, layer);
        return;
      }
}

ShumateViewport *
vigie_map_view_get_viewport (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), NULL);
  return self->viewport;
}

VigieScheme
vigie_map_view_get_shown_scheme (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), VIGIE_SCHEME_LIGHT);
  return self->shown_scheme;
}

/* ---- Buttons and the bar ---- */

void
vigie_map_view_add_control (VigieMapView *self, GtkWidget *control)
{
  GtkWidget *card;

  g_return_if_fail (VIGIE_IS_MAP_VIEW (self) && self->map != NULL);
  g_return_if_fail (GTK_IS_WIDGET (control));

  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (card, "vigie-card");
  gtk_widget_add_css_class (card, "vigie-controls");
  gtk_box_append (GTK_BOX (card), control);
  g_object_bind_property (control, "visible", card, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self->more_controls), card);
}

void
vigie_map_view_set_bar (VigieMapView *self, GtkWidget *bar)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));
  g_return_if_fail (bar == NULL || GTK_IS_WIDGET (bar));

  if (self->map == NULL || self->bar == bar)
    return;
  if (self->bar != NULL)
    gtk_box_remove (GTK_BOX (self->bar_card), self->bar);
  self->bar = bar;
  if (bar != NULL)
    {
      gtk_widget_set_hexpand (bar, TRUE);
      gtk_box_append (GTK_BOX (self->bar_card), bar);
    }
  gtk_widget_set_visible (self->bar_card, bar != NULL && !self->poster);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "bar");
}

GtkWidget *
vigie_map_view_get_bar (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), NULL);
  return self->bar;
}

/* ---- Legend of the layers ---- */

static gboolean
has_something_to_say (VigieMapView *self)
{
  for (GtkWidget *part = gtk_widget_get_first_child (self->legend_parts); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    if (gtk_widget_get_visible (part))
      return TRUE;
  return FALSE;
}

void
vigie_map_view_update_layer_legend (VigieMapView *self)
{
  gtk_widget_set_visible (self->layer_legend,
                          self->legend_visible && !self->poster && has_something_to_say (self));
}

void
vigie_map_view_build_layer_legend (VigieMapView *self)
{
  self->legend_parts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->legend_parts, "vigie-legend-parts");
  self->layer_legend_scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->layer_legend_scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
      GTK_SCROLLED_WINDOW (self->layer_legend_scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (
      GTK_SCROLLED_WINDOW (self->layer_legend_scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->layer_legend_scrolled),
                                 self->legend_parts);
  gtk_widget_set_vexpand (self->layer_legend_scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->layer_legend), self->layer_legend_scrolled);
}

static void
lend_cb (GtkWidget *popover, GtkBox *content)
{
  VigieMapView *self = VIGIE_MAP_VIEW (gtk_widget_get_ancestor (popover, VIGIE_TYPE_MAP_VIEW));
  g_autoptr (GtkWidget) parts = g_object_ref (self->legend_parts);

  if (gtk_widget_is_ancestor (parts, GTK_WIDGET (content)))
    return;
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->layer_legend_scrolled), NULL);
  gtk_box_append (content, parts);
}

static void
give_back_cb (GtkWidget *popover, GtkBox *content)
{
  VigieMapView *self = VIGIE_MAP_VIEW (gtk_widget_get_ancestor (popover, VIGIE_TYPE_MAP_VIEW));
  g_autoptr (GtkWidget) parts = NULL;

  if (self == NULL || self->map == NULL)
    return;
  parts = g_object_ref (self->legend_parts);
  if (!gtk_widget_is_ancestor (parts, GTK_WIDGET (content)))
    return;
  gtk_box_remove (content, parts);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->layer_legend_scrolled), parts);
}

void
vigie_map_view_lend_layer_legend (VigieMapView *self, GtkPopover *popover, GtkBox *content)
{
  g_signal_connect (popover, "show", G_CALLBACK (lend_cb), content);
  g_signal_connect (popover, "closed", G_CALLBACK (give_back_cb), content);
}

void
vigie_map_view_add_legend (VigieMapView *self, GtkWidget *part)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self) && self->map != NULL);
  g_return_if_fail (GTK_IS_WIDGET (part));

  gtk_box_append (GTK_BOX (self->legend_parts), part);
  g_signal_connect_object (part, "notify::visible", G_CALLBACK (vigie_map_view_update_layer_legend),
                           self, G_CONNECT_SWAPPED);
  vigie_map_view_update_layer_legend (self);
}
