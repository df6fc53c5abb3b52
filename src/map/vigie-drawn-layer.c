/* vigie-drawn-layer.c: a layer that draws itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-drawn-layer.h"

G_DEFINE_ABSTRACT_TYPE (VigieDrawnLayer, vigie_drawn_layer, SHUMATE_TYPE_LAYER)

/* Only the signs of the sites take the pointer. */
static gboolean
vigie_drawn_layer_contains (GtkWidget *widget, double x, double y)
{
  return FALSE;
}

static void
vigie_drawn_layer_constructed (GObject *object)
{
  G_OBJECT_CLASS (vigie_drawn_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
vigie_drawn_layer_class_init (VigieDrawnLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = vigie_drawn_layer_constructed;
  widget_class->contains = vigie_drawn_layer_contains;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vigie_drawn_layer_init (VigieDrawnLayer *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
vigie_drawn_layer_is_ready (VigieDrawnLayer *self)
{
  VigieDrawnLayerClass *klass;

  g_return_val_if_fail (VIGIE_IS_DRAWN_LAYER (self), TRUE);

  klass = VIGIE_DRAWN_LAYER_GET_CLASS (self);
  return klass->is_ready == NULL || klass->is_ready (self);
}
