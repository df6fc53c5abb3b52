/* vigie-map-tools-measure.h: measuring a distance or an area on the map, by pointer or by keyboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-parts.h"
#include "vigie-measure-layer.h"

G_BEGIN_DECLS

/* Click, or Enter at the cross that arrows move: a point. A click on the first one, or the bar's button: the shape is
 * closed, and its area told. Backspace: one less. Double click, or Enter where nothing moved: the end; the result stays
 * till it is put away. Escape: away.
 * Property "measuring" (boolean, read only): points are being set. */
#define VIGIE_TYPE_MAP_MEASURE (vigie_map_measure_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapMeasure, vigie_map_measure, VIGIE, MAP_MEASURE, GObject)

/* @layer must be on the map of @parts. */
VigieMapMeasure *vigie_map_measure_new (const VigieMapParts *parts, VigieMeasureLayer *layer);

/* Begins a new measurement, from @from where it is not NULL. */
void vigie_map_measure_start (VigieMapMeasure *self, const VigiePosition *from);
/* Shows the one from @from to @to, ended. */
void
vigie_map_measure_show (VigieMapMeasure *self, const VigiePosition *from, const VigiePosition *to);
/* Puts it away. */
void vigie_map_measure_stop (VigieMapMeasure *self);
gboolean vigie_map_measure_get_measuring (VigieMapMeasure *self);

/* What the pointer and the keys do, for tests too. */
void vigie_map_measure_add (VigieMapMeasure *self, const VigiePosition *position);
void vigie_map_measure_remove_last (VigieMapMeasure *self);
void vigie_map_measure_close_shape (VigieMapMeasure *self);
void vigie_map_measure_end (VigieMapMeasure *self);
gboolean vigie_map_measure_key (VigieMapMeasure *self, guint key, GdkModifierType modifiers);

guint vigie_map_measure_get_n_points (VigieMapMeasure *self);
/* « 2,89 km · 2 segments »; with the area where the shape is closed. Full. */
char *vigie_map_measure_describe (VigieMapMeasure *self);
/* All of it, in lines, as it is copied. Full. */
char *vigie_map_measure_to_text (VigieMapMeasure *self);

G_END_DECLS
