/* vigie-figure.c: what every drawn figure can do beside being on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-figure.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (VigieFigure, vigie_figure, GTK_TYPE_WIDGET)

static void
vigie_figure_default_init (VigieFigureInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed", VIGIE_TYPE_FIGURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

void
vigie_figure_draw (VigieFigure *self,
                   GtkSnapshot *snapshot,
                   double width,
                   double height,
                   VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_FIGURE (self) && GTK_IS_SNAPSHOT (snapshot));

  if (scheme != VIGIE_SCHEME_AUTO)
    gtk_snapshot_append_color (snapshot, &vigie_palette_get (scheme)->card,
                               &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  VIGIE_FIGURE_GET_IFACE (self)->draw (self, snapshot, width, height, scheme);
}

void
vigie_figure_draw_cairo (VigieFigure *self,
                         cairo_t *cr,
                         double width,
                         double height,
                         VigieScheme scheme)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  vigie_figure_draw (self, snapshot, width, height, scheme);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
}

char *
vigie_figure_summarize (VigieFigure *self)
{
  g_return_val_if_fail (VIGIE_IS_FIGURE (self), NULL);

  return VIGIE_FIGURE_GET_IFACE (self)->summarize (self);
}

VigieFigureTable *
vigie_figure_make_table (VigieFigure *self)
{
  g_return_val_if_fail (VIGIE_IS_FIGURE (self), NULL);

  return VIGIE_FIGURE_GET_IFACE (self)->make_table (self);
}

guint
vigie_figure_get_n_signs (VigieFigure *self)
{
  g_return_val_if_fail (VIGIE_IS_FIGURE (self), 0);

  return VIGIE_FIGURE_GET_IFACE (self)->get_n_signs != NULL
             ? VIGIE_FIGURE_GET_IFACE (self)->get_n_signs (self)
             : 0;
}

const char *
vigie_figure_get_sign_name (VigieFigure *self, guint index)
{
  g_return_val_if_fail (index < vigie_figure_get_n_signs (self), NULL);

  return VIGIE_FIGURE_GET_IFACE (self)->get_sign_name (self, index);
}

double
vigie_figure_get_sign_width (VigieFigure *self, guint index)
{
  g_return_val_if_fail (VIGIE_IS_FIGURE (self), 16);

  return VIGIE_FIGURE_GET_IFACE (self)->get_sign_width != NULL
             ? VIGIE_FIGURE_GET_IFACE (self)->get_sign_width (self, index)
             : 16;
}

void
vigie_figure_snapshot_sign (VigieFigure *self,
                            guint index,
                            GtkSnapshot *snapshot,
                            double width,
                            double height,
                            VigieScheme scheme)
{
  /* A legend may be drawn once more before it hears that the figure has less. */
  if (index < vigie_figure_get_n_signs (self))
    VIGIE_FIGURE_GET_IFACE (self)->snapshot_sign (self, index, snapshot, width, height, scheme);
}

void
vigie_figure_emit_changed (VigieFigure *self)
{
  g_autofree char *summary = vigie_figure_summarize (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}
