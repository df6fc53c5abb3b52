/* vigie-map-saved-views.h: views of the map that a person keeps by a name: place, filters and layers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-parts.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_SAVED_VIEWS (vigie_map_saved_views_get_type ())
/* A submenu of the tools: the views, to save this one, to rename and delete. Ctrl+1 to Ctrl+9 go to the first nine. They
 * are kept for each server. */
G_DECLARE_FINAL_TYPE (VigieMapSavedViews, vigie_map_saved_views, VIGIE, MAP_SAVED_VIEWS, GObject)

#define VIGIE_MAP_MAX_SAVED_VIEWS 50

/* @page: whose keys go to the views, while it is seen. */
VigieMapSavedViews *vigie_map_saved_views_new (const VigieMapParts *parts, GtkWidget *page);

guint vigie_map_saved_views_get_n (VigieMapSavedViews *self);
const char *vigie_map_saved_views_get_name (VigieMapSavedViews *self, guint view);

/* Keeps what the map shows as @name, instead of the view of that name where there is one. FALSE without a name, without a
 * server, or beyond the bound. */
gboolean vigie_map_saved_views_save (VigieMapSavedViews *self, const char *name);
/* Shows it: filters, layers, place. FALSE where there is no such view. */
gboolean vigie_map_saved_views_show (VigieMapSavedViews *self, guint view);
/* FALSE for an empty name and one that another view has. */
gboolean vigie_map_saved_views_rename (VigieMapSavedViews *self, guint view, const char *name);
void vigie_map_saved_views_remove (VigieMapSavedViews *self, guint view);

G_END_DECLS
