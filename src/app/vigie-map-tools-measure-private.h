/* vigie-map-tools-measure-private.h: a measurement on the map as its files know it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-tools-measure.h"

G_BEGIN_DECLS

struct _VigieMapMeasure
{
  GObject parent_instance;

  VigieMapView *map;        /* of the parts */
  VigieMeasureLayer *layer; /* owned */
  GtkWidget *bar;           /* owned */
  GtkLabel *result, *hint;
  GtkWidget *undo_button, *close_button, *end_button, *copy_button;
  GArray *points; /* owned: VigiePosition */
  VigiePosition cross;
  gboolean has_cross;
  gboolean closed;
  gboolean measuring;
};

/* The points set so far. */
const VigiePosition *vigie_map_measure_points (VigieMapMeasure *self);
/* Where the next one would be, or NULL; @cross: by the keyboard. */
void vigie_map_measure_set_next (VigieMapMeasure *self, const VigiePosition *next, gboolean cross);
/* Whether a point at @x, @y of the layer would close the shape. */
gboolean vigie_map_measure_is_near_first (VigieMapMeasure *self, double x, double y);
/* For a screen reader. */
void vigie_map_measure_announce (VigieMapMeasure *self, const char *words);

G_END_DECLS
