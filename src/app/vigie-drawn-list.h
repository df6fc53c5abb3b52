/* vigie-drawn-list.h: a long list that has as many rows as fit on the screen.
 *
 * It gives its rows other items as the person scrolls, filters or orders: whatever the length of the list, a change of
 * it costs some thirty pointers. Rows may differ in height, and stand under headings where the model has sections.
 * Selection, keyboard and pointer are those of a GtkListView with one selected row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-row.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_DRAWN_LIST (vigie_drawn_list_get_type ())
/* A GtkScrollable. Signal "activate" (guint position): the person asks for it by Enter or a double click. Property "foot":
 * a widget (or NULL) that stands under the last row and scrolls with the rows.
 *
 * Why it is no GtkListView: that keeps some 200 rows ready, and gives all of them another item when the list changes.
 */
G_DECLARE_DERIVABLE_TYPE (VigieDrawnList, vigie_drawn_list, VIGIE, DRAWN_LIST, GtkWidget)

struct _VigieDrawnListClass
{
  GtkWidgetClass parent_class;

  /* A new row; floating. */
  VigieDrawnRow *(*create_row) (VigieDrawnList *self);
  /* How high @row with its item is in @width pixels; without it all are as high as the first one measures, which is
   * also what those that were not seen are taken for. */
  int (*get_height) (VigieDrawnList *self, VigieDrawnRow *row, int width);
  /* A new heading (floating), and what it says over the @n_items of a section that begins with @first. Without them
   * there are none. */
  GtkWidget *(*create_heading) (VigieDrawnList *self);
  void (*bind_heading) (VigieDrawnList *self, GtkWidget *heading, gpointer first, guint n_items);
  /* How wide rows are at least; without it they are as wide as the list. */
  int (*get_least_width) (VigieDrawnList *self);
  /* The font or the style is another one: what was laid out is forgotten; may be NULL. */
  void (*restyled) (VigieDrawnList *self);
  /* Where the person has scrolled, the first row on screen keeps its place whatever comes or goes above it. */
  gboolean anchored;
  /* One click activates. */
  gboolean single_click_activate;
};

/* The items, or NULL. */
void vigie_drawn_list_set_model (VigieDrawnList *self, GtkSelectionModel *model);
GtkSelectionModel *vigie_drawn_list_get_model (VigieDrawnList *self);

/* Brings a row to view, with the heading that it stands directly under; with @focus it gets the focus. */
void vigie_drawn_list_scroll_to (VigieDrawnList *self, guint position, gboolean focus);
/* To the begin. */
void vigie_drawn_list_scroll_to_top (VigieDrawnList *self);

/* Marks the row of @item, which is at @position, by the style class "marked"; the keyboard comes to it first. Nothing is
 * selected, nor brought to view. NULL: none is marked. It stays with its item; who orders the items anew says where it
 * is. */
void vigie_drawn_list_set_marked (VigieDrawnList *self, gpointer item, guint position);

/* What rows say may be something else: those that are on screen say it anew. */
void vigie_drawn_list_refresh (VigieDrawnList *self);
/* Heights of rows, or headings, may be others; they are looked at before the next frame. */
void vigie_drawn_list_queue_rows (VigieDrawnList *self);

/* VigieDrawnRow, owned by the list, in no order: those on screen, and some that are kept ready and have no item. */
GPtrArray *vigie_drawn_list_get_rows (VigieDrawnList *self);

/* A heading (floating) over a section, for create_heading(): what is in it, and how much of that. */
GtkWidget *vigie_drawn_heading_new (void);
void vigie_drawn_heading_set (GtkWidget *heading, const char *words, const char *count);

G_END_DECLS
