/* vigie-map-view-paper.c: the map in the colours of paper, behind a picture of what was on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-view-private.h"

static void
snapshot_children (GtkWidget *widget, GtkSnapshot *snapshot)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
}

void
vigie_map_view_set_paper (VigieMapView *self, gboolean paper)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  paper = !!paper;
  if (self->paper == paper)
    return;
  self->paper = paper;
  g_clear_pointer (&self->frozen, gsk_render_node_unref);
  if (paper && self->shown_scheme != VIGIE_SCHEME_LIGHT && gtk_widget_get_mapped (widget))
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      snapshot_children (widget, snapshot);
      self->frozen = gtk_snapshot_free_to_node (snapshot);
    }
  vigie_map_view_apply_scheme (self);
  gtk_widget_queue_draw (widget);
}

void
vigie_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieMapView *self = VIGIE_MAP_VIEW (widget);

  if (self->frozen != NULL)
    gtk_snapshot_append_node (snapshot, self->frozen);
  else
    snapshot_children (widget, snapshot);
}
