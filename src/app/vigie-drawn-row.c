/* vigie-drawn-row.c: a row of a VigieDrawnList: one widget that draws all of it, or some that lay themselves out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-drawn-row.h"

typedef struct
{
  gpointer item; /* owned, or NULL */
  guint position;
  gboolean stale;
} VigieDrawnRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VigieDrawnRow, vigie_drawn_row, GTK_TYPE_WIDGET)

static VigieDrawnRowPrivate *
get_private (VigieDrawnRow *self)
{
  return vigie_drawn_row_get_instance_private (self);
}

static void
vigie_drawn_row_dispose (GObject *object)
{
  vigie_drawn_row_set_item (VIGIE_DRAWN_ROW (object), NULL, GTK_INVALID_LIST_POSITION);

  G_OBJECT_CLASS (vigie_drawn_row_parent_class)->dispose (object);
}

static void
vigie_drawn_row_class_init (VigieDrawnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_drawn_row_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "row");
}

static void
vigie_drawn_row_init (VigieDrawnRow *self)
{
  get_private (self)->position = GTK_INVALID_LIST_POSITION;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

void
vigie_drawn_row_set_item (VigieDrawnRow *self, gpointer item, guint position)
{
  VigieDrawnRowPrivate *priv = get_private (self);
  gpointer former;

  g_return_if_fail (VIGIE_IS_DRAWN_ROW (self));

  priv->position = position;
  if (priv->item == item)
    return;
  former = g_steal_pointer (&priv->item);
  g_set_object (&priv->item, item);
  priv->stale = item != NULL;
  if (VIGIE_DRAWN_ROW_GET_CLASS (self)->item_changed != NULL)
    VIGIE_DRAWN_ROW_GET_CLASS (self)->item_changed (self, former);
  g_clear_object (&former);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gpointer
vigie_drawn_row_get_item (VigieDrawnRow *self)
{
  g_return_val_if_fail (VIGIE_IS_DRAWN_ROW (self), NULL);
  return get_private (self)->item;
}

guint
vigie_drawn_row_get_position (VigieDrawnRow *self)
{
  g_return_val_if_fail (VIGIE_IS_DRAWN_ROW (self), GTK_INVALID_LIST_POSITION);
  return get_private (self)->position;
}

gboolean
vigie_drawn_row_is_stale (VigieDrawnRow *self)
{
  g_return_val_if_fail (VIGIE_IS_DRAWN_ROW (self), FALSE);
  return get_private (self)->stale;
}

void
vigie_drawn_row_ensure (VigieDrawnRow *self)
{
  VigieDrawnRowPrivate *priv = get_private (self);

  g_return_if_fail (VIGIE_IS_DRAWN_ROW (self));

  if (!priv->stale)
    return;
  priv->stale = FALSE;
  VIGIE_DRAWN_ROW_GET_CLASS (self)->say (self);
}

gboolean
vigie_drawn_row_refresh (VigieDrawnRow *self)
{
  VigieDrawnRowPrivate *priv = get_private (self);

  g_return_val_if_fail (VIGIE_IS_DRAWN_ROW (self), FALSE);

  if (priv->stale || priv->item == NULL || !VIGIE_DRAWN_ROW_GET_CLASS (self)->say (self))
    return FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

int
vigie_drawn_row_measure_height (VigieDrawnRow *self, int width)
{
  int least, height;

  g_return_val_if_fail (VIGIE_IS_DRAWN_ROW (self), 0);

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, MAX (width, least), NULL,
                      &height, NULL, NULL);
  return height;
}
