/* vigie-map-print.h: the map as it leaves the program: a picture, a PDF, paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-view.h"

G_BEGIN_DECLS

/* What stands beside the map, plain texts. */
typedef struct
{
  const char *title;      /* « Lorient Agglomération » */
  const char *made;       /* when, and what of the link: « dernier état connu à 14 h 02 » */
  gboolean demonstration; /* the data are simulated: said on everything that leaves the program */
} VigieMapSheetWords;

/* The map as it is shown, without its buttons and cards, between a title and a foot: legend of what is shown, scale,
 * attribution, when it was made; on white, for which vigie_map_view_set_paper() gives the map its colours. Immutable once made, but the object is of the main thread. */
#define VIGIE_TYPE_MAP_SHEET (vigie_map_sheet_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapSheet, vigie_map_sheet, VIGIE, MAP_SHEET, GObject)

/* Of what @view shows at this moment, signs and texts drawn for @scale device pixels a logical one (1 to 4). NULL where
 * the view is not on screen. To be called when the view is laid out: at the « after-paint » of its frame clock. */
VigieMapSheet *
vigie_map_sheet_new (VigieMapView *view, const VigieMapSheetWords *words, double scale);

/* In logical pixels. */
void vigie_map_sheet_get_size (VigieMapSheet *self, double *width, double *height);

/* How many tiles of the ground are not in it: not come yet, or not to be had. It is written on the sheet. */
guint vigie_map_sheet_get_n_missing (VigieMapSheet *self);

/* FALSE where tiles are missing or a layer was still being made: another one made somewhat later may have them. */
gboolean vigie_map_sheet_is_whole (VigieMapSheet *self);

/* Draws it at the origin, one logical pixel a unit: vectors but for tiles and signs. */
void vigie_map_sheet_draw (VigieMapSheet *self, cairo_t *cr);

typedef enum
{
  VIGIE_MAP_SHEET_PNG, /* at the scale it was made for */
  VIGIE_MAP_SHEET_PDF, /* one page of its size, a logical pixel being 1/96 inch */
} VigieMapSheetFormat;

/* Writes it to @file in another thread. Errors: of GIO. */
void vigie_map_sheet_save_async (VigieMapSheet *self,
                                 GFile *file,
                                 VigieMapSheetFormat format,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean vigie_map_sheet_save_finish (VigieMapSheet *self, GAsyncResult *result, GError **error);

G_END_DECLS
