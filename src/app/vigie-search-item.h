/* vigie-search-item.h: what the search found, as rows in sections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-search-index.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SEARCH_ITEM (vigie_search_item_get_type ())
/* A copy of an entry: it stays as it was found when the index changes. */
G_DECLARE_FINAL_TYPE (VigieSearchItem, vigie_search_item, VIGIE, SEARCH_ITEM, GObject)

/* @entry is of a VigieSearchIndex. @section numbers the section that it is shown in, whose heading is
 * @heading and, where @count is not "", that beside it. @query emphasises what was found. */
VigieSearchItem *vigie_search_item_new (const VigieSearchEntry *entry,
                                        guint section,
                                        const char *heading,
                                        const char *count,
                                        const char *query,
                                        gboolean approximate);

VigieSearchKind vigie_search_item_get_kind (VigieSearchItem *self);
const char *vigie_search_item_get_id (VigieSearchItem *self);
const char *vigie_search_item_get_title (VigieSearchItem *self);
const char *vigie_search_item_get_subtitle (VigieSearchItem *self);
guint vigie_search_item_get_section (VigieSearchItem *self);
const char *vigie_search_item_get_heading (VigieSearchItem *self);
const char *vigie_search_item_get_count (VigieSearchItem *self);
VigieSite *vigie_search_item_get_site (VigieSearchItem *self);       /* or NULL */
VigieMeasure *vigie_search_item_get_measure (VigieSearchItem *self); /* or NULL */
VigieSensor *vigie_search_item_get_sensor (VigieSearchItem *self);   /* or NULL */
const char *vigie_search_item_get_icon (VigieSearchItem *self);      /* or NULL */
const char *vigie_search_item_get_action (VigieSearchItem *self);    /* or NULL */
const char *vigie_search_item_get_keys (VigieSearchItem *self);      /* or NULL */
guint vigie_search_item_get_n_sites (VigieSearchItem *self);         /* of a commune */

/* Of a place, degrees; both 0 of anything else. */
void vigie_search_item_get_place (VigieSearchItem *self, double *lat, double *lon);

/* What was found in @text (the title or subtitle), emphasised; NULL for nothing. */
PangoAttrList *vigie_search_item_emphasise (VigieSearchItem *self, const char *text);

#define VIGIE_TYPE_SEARCH_LIST (vigie_search_list_get_type ())
/* A GListModel and GtkSectionModel of VigieSearchItem: neighbours of one section are together. */
G_DECLARE_FINAL_TYPE (VigieSearchList, vigie_search_list, VIGIE, SEARCH_LIST, GObject)

VigieSearchList *vigie_search_list_new (void);
/* Shows @items (VigieSearchItem, taken) in the place of those before. */
void vigie_search_list_take (VigieSearchList *self, GPtrArray *items);

G_END_DECLS
