/* vigie-fleet-row.h: one row of the table of the fleet, drawn as a whole.
 *
 * One widget without children: it draws its words, signs and bars itself, from layouts that all rows share. Given
 * another sensor it keeps a pointer; what it says is found out when it is drawn. In accessibility a row whose name says
 * all cells that are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-drawn-row.h"
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
/* A VigieDrawnRow of VigieSensor. */
G_DECLARE_FINAL_TYPE (VigieFleetRow, vigie_fleet_row, VIGIE, FLEET_ROW, VigieDrawnRow)

/* @pen outlives it; floating. */
VigieDrawnRow *vigie_fleet_row_new (VigieFleetPen *pen);

/* The sensor shown, or NULL. */
VigieSensor *vigie_fleet_row_get_sensor (VigieFleetRow *self);

/* Says the cells anew, or with @seen_only that of the age, and draws what is something else; nothing for a row that was
 * not drawn yet: it will say its words when it is. */
void vigie_fleet_row_refresh (VigieFleetRow *self, gboolean seen_only);

/* Only cells in sight are drawn: where it, or its list, was moved or resized sideways, draws those that came into sight. */
void vigie_fleet_row_moved (VigieFleetRow *self);

/* A cell's words; owned by the row. */
const char *vigie_fleet_row_get_words (VigieFleetRow *self, VigieFleetColumn column);

/* TRUE where cells and heads stand at the end: figures, under each other. */
gboolean vigie_fleet_row_is_at_end (VigieFleetColumn column);

/* All cells that are shown as a sentence, for a screen reader; owned by the row. */
const char *vigie_fleet_row_get_sentence (VigieFleetRow *self);

G_END_DECLS
