/* vigie-map-export.h: the map as a picture, a PDF, on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-parts.h"
#include "vigie-map-print.h"

G_BEGIN_DECLS

/* Its actions in the group "map": print, and save-image (s: png-1, png-2, png-3, pdf). */
#define VIGIE_TYPE_MAP_EXPORT (vigie_map_export_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapExport, vigie_map_export, VIGIE, MAP_EXPORT, GObject)

/* @section: of the « Tools » menu, gets its items. */
VigieMapExport *vigie_map_export_new (const VigieMapParts *parts, GMenu *section);

/* « Carte Lorient Agglomération 2026-11-22 14 h 02.png »: characters that some system refuses are replaced. Full. */
char *vigie_map_export_file_name (const char *title, VigieTime now, VigieMapSheetFormat format);

/* Makes the sheet of what the map shows now, for @scale; NULL where it is not on screen. Full reference. */
VigieMapSheet *vigie_map_export_make (VigieMapExport *self, double scale);

G_END_DECLS
