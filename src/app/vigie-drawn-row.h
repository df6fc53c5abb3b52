/* vigie-drawn-row.h: a row of a VigieDrawnList: one widget that draws all of it, or some that lay themselves out.
 *
 * Given another item it keeps a pointer; what it says is found out when it is drawn or measured, and where it is made of
 * widgets at once: they have to know it before that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_DRAWN_ROW (vigie_drawn_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (VigieDrawnRow, vigie_drawn_row, VIGIE, DRAWN_ROW, GtkWidget)

struct _VigieDrawnRowClass
{
  GtkWidgetClass parent_class;

  /* The item is another one than @former, which is NULL for none; may be NULL. */
  void (*item_changed) (VigieDrawnRow *self, gpointer former);
  /* Finds out what it says of the item it has, and tells a screen reader; TRUE if it looks other than before. */
  gboolean (*say) (VigieDrawnRow *self);
};

/* The item shown (owned by the row), or NULL, and where it is in the list, or GTK_INVALID_LIST_POSITION. */
void vigie_drawn_row_set_item (VigieDrawnRow *self, gpointer item, guint position);
gpointer vigie_drawn_row_get_item (VigieDrawnRow *self);
guint vigie_drawn_row_get_position (VigieDrawnRow *self);

/* TRUE while what it says is of another item. */
gboolean vigie_drawn_row_is_stale (VigieDrawnRow *self);
/* Says what it has not said yet. */
void vigie_drawn_row_ensure (VigieDrawnRow *self);
/* Says it anew, and draws it and gives TRUE where it is something else; nothing for a row that did not say anything
 * yet: it will. */
gboolean vigie_drawn_row_refresh (VigieDrawnRow *self);

/* For rows that are made of widgets: how high it is in @width pixels, or in what it needs at least. */
int vigie_drawn_row_measure_height (VigieDrawnRow *self, int width);

G_END_DECLS
