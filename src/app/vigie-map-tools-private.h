/* vigie-map-tools-private.h: the map's tools as their files know them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-export.h"
#include "vigie-map-tools-nearest.h"
#include "vigie-map-tools.h"

G_BEGIN_DECLS

struct _VigieMapTools
{
  GObject parent_instance;

  VigieMapParts parts;
  VigieSitePanel *panel;    /* of the page, or NULL */
  VigieMeasureLayer *layer; /* owned */
  VigieMapMeasure *measure; /* owned */
  VigieMapExport *export;   /* owned */
  GSimpleAction *action;    /* owned: map.measure */
  GMenu *menu;              /* owned: of the context menu */
  GtkWidget *popover;       /* owned */
  guint open_source;        /* it opens, or grows */
  GMenu *nearest_section;   /* owned: part of the menu */
  VigieMapNearest *nearest; /* owned, or NULL: being looked for */
  VigiePosition place;      /* that the menu is of */
  VigieCommunes *communes;  /* owned, or NULL */
  VigieSite *site;          /* owned, or NULL: the one chosen */
  VigieSite *former;        /* owned, or NULL: the one chosen before */
};

/* Where a site is; FALSE where that is not known. */
gboolean vigie_map_tools_place_of (VigieSite *site, VigiePosition *place);
/* Its name, cut in its middle where it is long; full. */
char *vigie_map_tools_name_of (VigieSite *site);
/* The depot that the person set for this server; FALSE where there is none. */
gboolean vigie_map_tools_get_depot (VigieMapTools *self, VigiePosition *place);

/* vigie-map-tools-menu.c */

/* Makes the context menu, and what opens it on the map. */
void vigie_map_tools_make_menu (VigieMapTools *self);
/* Opens it by the keyboard: of the sign that it is on, else of the site chosen where it is seen, else of the middle. */
void vigie_map_tools_popup_by_key (VigieMapTools *self);

G_END_DECLS
