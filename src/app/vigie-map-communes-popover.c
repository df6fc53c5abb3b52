/* vigie-map-communes-popover.c: the commune that the pointer is on, and the one that was clicked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-communes-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The map has not moved by less, in degrees and levels. */
#define STILL 1e-7

void
vigie_map_communes_close_popover (VigieMapCommunes *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
tooltip_cb (GtkWidget *widget,
            int x,
            int y,
            gboolean keyboard,
            GtkTooltip *tooltip,
            VigieMapCommunes *self)
{
  guint index = keyboard ? VIGIE_AREA_MESH_NONE : vigie_area_layer_get_at (self->layer, x, y);
  const VigieArea *area = vigie_map_communes_get_area (self, index);
  g_autofree char *words = NULL, *text = NULL;

  if (area == NULL)
    return FALSE;
  words = vigie_map_communes_dup_words (self, index);
  text = g_strdup_printf ("%s\n%s", area->name, words);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
show_clicked_cb (GtkWidget *button, VigieMapCommunes *self)
{
  guint area = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "area"));

  vigie_map_communes_close_popover (self);
  vigie_map_communes_show (self, area);
}

/* The commune's name with what can be done: nothing is selected by a click on the ground. */
static void
open_popover (VigieMapCommunes *self, guint index, double x, double y)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (vigie_map_communes_get_area (self, index)->name), *label;
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Show This Commune"));
  g_autofree char *words = vigie_map_communes_dup_words (self, index);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  label = gtk_label_new (words);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_widget_set_margin_top (button, 4);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (G_OBJECT (button), "area", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_clicked_cb), self,
                           G_CONNECT_DEFAULT);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  /* The next click is for the map: to go on looking costs nothing. */
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) {(int) x, (int) y, 1, 1});
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  vigie_map_communes_get_area (self, index)->name, -1);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->layer));
  vigie_map_view_get_position (self->parts.map, &self->at[0], &self->at[1], &self->at[2]);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* The end of the click that opened it tells the map's place anew without another one. */
static void
moved_cb (VigieMapCommunes *self)
{
  double lat, lon, zoom;

  vigie_map_view_get_position (self->parts.map, &lat, &lon, &zoom);
  if (fabs (lat - self->at[0]) > STILL || fabs (lon - self->at[1]) > STILL
      || fabs (zoom - self->at[2]) > STILL)
    vigie_map_communes_close_popover (self);
}

static void
area_clicked_cb (VigieAreaLayer *layer,
                 guint area,
                 int n_presses,
                 double x,
                 double y,
                 VigieMapCommunes *self)
{
  if (n_presses == 1)
    {
      open_popover (self, area, x, y);
      return;
    }
  vigie_map_communes_close_popover (self);
  if (n_presses == 2)
    vigie_map_communes_show (self, area);
}

void
vigie_map_communes_follow_pointer (VigieMapCommunes *self)
{
  VigieMapView *map = self->parts.map;

  gtk_widget_set_has_tooltip (GTK_WIDGET (self->layer), TRUE);
  g_signal_connect_object (self->layer, "query-tooltip", G_CALLBACK (tooltip_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->layer, "area-clicked", G_CALLBACK (area_clicked_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (map, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (map, "notify::selected-site",
                           G_CALLBACK (vigie_map_communes_close_popover), self, G_CONNECT_SWAPPED);
}
