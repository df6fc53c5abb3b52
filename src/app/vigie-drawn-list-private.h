/* vigie-drawn-list-private.h: what the files of the drawn list share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-list.h"
#include "vigie-row-heights.h"

G_BEGIN_DECLS

#define VIGIE_DRAWN_LIST_NONE GTK_INVALID_LIST_POSITION

typedef struct
{
  GtkSelectionModel *model;      /* owned, or NULL */
  GtkAdjustment *adjustments[2]; /* owned, or NULL; by GtkOrientation */
  GtkScrollablePolicy policies[2];
  GPtrArray *rows;     /* owned: VigieDrawnRow, children */
  guint n_shown;       /* the first ones of rows are on screen */
  GPtrArray *headings; /* owned: children */
  GArray *
      heading_positions; /* guint: of the rows under the first ones of headings, which are on screen */
  GtkWidget *foot;       /* a child, or NULL */
  int foot_height;       /* in the width of the list */
  VigieRowHeights *heights;       /* owned: of rows, each with the heading over it */
  int row_height, heading_height; /* usual ones; 0: to be measured */
  gint64 measured, n_measured;    /* how high the rows seen were together, and how many they were */
  int width;                      /* in which heights were measured */
  guint cursor;                   /* where the keyboard is, or NONE */
  guint pending; /* to be brought to view when the list is given its place next, or NONE */
  guint
      kept; /* was, and stays there whatever its neighbours grow to, until the list is scrolled; or NONE */
  GObject *marked;                /* owned: the item whose row is marked, or NULL */
  gboolean heights_due, rows_due; /* all heights, the rows on screen are to be found anew */
  gboolean counts_due;            /* rows tell the number of all of them anew */
  gboolean configuring;           /* adjustments change by this list, not by the person */
} VigieDrawnListPrivate;

enum
{
  VIGIE_DRAWN_LIST_SIGNAL_ACTIVATE,
  VIGIE_DRAWN_LIST_N_SIGNALS,
};
extern guint vigie_drawn_list_signals[VIGIE_DRAWN_LIST_N_SIGNALS];

/* ---- vigie-drawn-list.c ---- */

VigieDrawnListPrivate *vigie_drawn_list_get_private (VigieDrawnList *self);
guint vigie_drawn_list_get_n_items (VigieDrawnList *self);
double vigie_drawn_list_get_offset (VigieDrawnList *self, GtkOrientation orientation);
/* As long as all rows are by what is known, at @y of it. */
void vigie_drawn_list_configure_length (VigieDrawnList *self, double y);

/* ---- vigie-drawn-list-rows.c ---- */

static inline VigieDrawnRow *
vigie_drawn_list_row_at (VigieDrawnListPrivate *priv, guint i)
{
  return (VigieDrawnRow *) g_ptr_array_index (priv->rows, i);
}

/* Usual height of a row; that of the heading directly over a row, 0 without one. */
int vigie_drawn_list_get_row_height (VigieDrawnList *self);
int vigie_drawn_list_get_heading_height (VigieDrawnList *self, guint position);
/* What is known of heights is of no use any more; there is a height for each row. */
void vigie_drawn_list_forget_heights (VigieDrawnList *self);
void vigie_drawn_list_ensure_heights (VigieDrawnList *self);
/* Gives what is on screen its rows, at once. */
void vigie_drawn_list_assign (VigieDrawnList *self);
/* Brings the row to view within the place there is now. */
void vigie_drawn_list_bring (VigieDrawnList *self, guint position);
/* Takes the items from all rows. */
void vigie_drawn_list_release (VigieDrawnList *self);
/* The row on screen that shows the item at @position, or NULL. */
VigieDrawnRow *vigie_drawn_list_find_row (VigieDrawnList *self, guint position);

/* ---- vigie-drawn-list-input.c: keyboard, pointer, focus ---- */

void vigie_drawn_list_input_class_init (GtkWidgetClass *klass);
void vigie_drawn_list_input_init (VigieDrawnList *self);

G_END_DECLS
