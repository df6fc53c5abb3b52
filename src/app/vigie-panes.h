/* vigie-panes.h: list, map and panel side by side, one over the other, or one at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VIGIE_PANES_BESIDE,  /* list | map | panel */
  VIGIE_PANES_OVERLAY, /* list | map, the panel over the map */
  VIGIE_PANES_SINGLE,  /* one of them over the whole width */
} VigiePanesMode;
#define VIGIE_TYPE_PANES_MODE (vigie_panes_mode_get_type ())
GType vigie_panes_mode_get_type (void);

typedef enum
{
  VIGIE_PANE_LIST,
  VIGIE_PANE_MAP,
  VIGIE_PANE_PANEL,
} VigiePane;

#define VIGIE_TYPE_PANES (vigie_panes_get_type ())
/* Properties: list, map, panel (widgets, to be set once), mode, list-width and panel-width (logical
 * pixels at the usual text size), panel-open, single (VigiePane as int: the one of list and map shown
 * in SINGLE while the panel is closed), overlap (read only: how many pixels of the map lie under the panel). The panel is
 * shown while panel-open. */
G_DECLARE_FINAL_TYPE (VigiePanes, vigie_panes, VIGIE, PANES, GtkWidget)

void vigie_panes_set_mode (VigiePanes *self, VigiePanesMode mode);
VigiePanesMode vigie_panes_get_mode (VigiePanes *self);
void vigie_panes_set_panel_open (VigiePanes *self, gboolean open);
gboolean vigie_panes_get_panel_open (VigiePanes *self);
void vigie_panes_set_single (VigiePanes *self, VigiePane pane);
VigiePane vigie_panes_get_single (VigiePanes *self);

/* Another widget in the place of the list, which is neither seen nor reached meanwhile; NULL for none. Takes a
 * floating widget. */
void vigie_panes_set_list_cover (VigiePanes *self, GtkWidget *cover);
GtkWidget *vigie_panes_get_list_cover (VigiePanes *self);
/* While held the panel is not shown, whoever opens it; it is when it is let go. */
void vigie_panes_set_panel_held (VigiePanes *self, gboolean held);

/* Which pane is on top in SINGLE: the panel while open, else single. */
VigiePane vigie_panes_get_top (VigiePanes *self);

G_END_DECLS
