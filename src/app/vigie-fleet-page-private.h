/* vigie-fleet-page-private.h: the inside of the fleet page, shared by its files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-fleet-detail.h"
#include "vigie-fleet-page.h"
#include "vigie-fleet-stats.h"
#include "vigie-fleet-table.h"

G_BEGIN_DECLS

struct _VigieFleetPage
{
  GtkWidget parent_instance;

  VigieContext *context;         /* owned */
  VigieTicker *ticker;           /* owned */
  VigieTerritory *territory;     /* owned, or NULL */
  VigieFleetModel *model;        /* owned */
  VigieFleetStats *stats;        /* owned */
  VigieFleetColumns *columns;    /* owned */
  GtkSingleSelection *selection; /* owned */
  VigieSensor *chosen;           /* owned, or NULL */
  char *wanted;                  /* owned: id of a sensor to be shown once it is known, or NULL */
  gint64 ordered_at;             /* monotonic */
  gboolean scrolled;             /* the person left the top of the rows */
  guint top_source;
  GSimpleActionGroup *actions; /* owned by the widget */
  GtkToggleButton *preset_buttons[VIGIE_FLEET_N_PRESETS];
  GtkWidget *menu;  /* owned: of the rows, or NULL */
  GFile *drag_file; /* owned: what is dragged out, or NULL */

  AdwOverlaySplitView *split;
  GtkSearchEntry *search;
  GtkMenuButton *sort_button;
  GtkMenuButton *columns_button;
  GtkButton *export_button;
  AdwWrapBox *presets;
  AdwWrapBox *chips;
  GtkLabel *count;
  GtkStack *stack;
  GtkStack *rows;
  VigieFleetTable *table;
  GtkListView *cards;
  VigieFleetDetail *detail;
};

/* In vigie-fleet-page-actions.c: the menus, what is copied, the table that is saved or dragged out. */
void vigie_fleet_page_init_actions (VigieFleetPage *self);
void vigie_fleet_page_clear_export (VigieFleetPage *self);

/* In vigie-fleet-page-filters.c: the buttons of the sets, once; then all that tells which filters hold, and the counts. */
void vigie_fleet_page_init_filters (VigieFleetPage *self);
void vigie_fleet_page_update_filters (VigieFleetPage *self);

G_END_DECLS
