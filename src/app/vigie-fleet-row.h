/* vigie-fleet-row.h: one row of the table of the fleet, drawn as a whole.
 *
 * One widget without children: it draws its words, signs and bars itself, from layouts that all rows share. Given
 * another sensor it keeps a pointer; what it says is found out when it is drawn. In accessibility a row whose name says
 * all cells that are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-fleet-columns.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

/* What all rows of a table share: texts that were laid out. */
typedef struct
{
  VigieFleetColumns *columns;                 /* unowned */
  VigieFleetModel *model;                     /* unowned */
  VigieTicker *ticker;                        /* unowned */
  GHashTable *layouts[VIGIE_FLEET_N_COLUMNS]; /* owned: text → PangoLayout */
} VigieFleetPen;

void vigie_fleet_pen_init (VigieFleetPen *pen,
                           VigieFleetColumns *columns,
                           VigieFleetModel *model,
                           VigieTicker *ticker);
/* Forgets the layouts: widths or the font changed. */
void vigie_fleet_pen_forget (VigieFleetPen *pen);
void vigie_fleet_pen_clear (VigieFleetPen *pen);

#define VIGIE_TYPE_FLEET_ROW (vigie_fleet_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieFleetRow, vigie_fleet_row, VIGIE, FLEET_ROW, GtkWidget)

/* @pen outlives it. */
GtkWidget *vigie_fleet_row_new (VigieFleetPen *pen);

/* The sensor shown, or NULL, and where it is in the list. */
void vigie_fleet_row_set_sensor (VigieFleetRow *self, VigieSensor *sensor, guint position);
VigieSensor *vigie_fleet_row_get_sensor (VigieFleetRow *self);
guint vigie_fleet_row_get_position (VigieFleetRow *self);

/* Says the cells anew, or with @seen_only that of the age; draws and tells a screen reader only if they are others. */
void vigie_fleet_row_update (VigieFleetRow *self, gboolean seen_only);
/* The same, but nothing for a row that was not drawn yet: it will say its words when it is. */
void vigie_fleet_row_refresh (VigieFleetRow *self, gboolean seen_only);

/* A cell's words; owned by the row. */
const char *vigie_fleet_row_get_words (VigieFleetRow *self, VigieFleetColumn column);

/* TRUE where cells and heads stand at the end: figures, under each other. */
gboolean vigie_fleet_row_is_at_end (VigieFleetColumn column);

/* All cells that are shown as a sentence: free with g_free(). */
char *vigie_fleet_row_sentence (VigieFleetPen *pen, VigieSensor *sensor);

G_END_DECLS
