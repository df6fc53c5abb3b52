/* vigie-layer-frame.h: where the viewport is, for a layer that draws itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-mercator.h"

G_BEGIN_DECLS

/* The map is never turned. */
typedef struct
{
  double x, y;          /* centre, on the unit square of vigie-mercator.h */
  double world;         /* its side, px */
  double width, height; /* of the layer, px */
} VigieLayerFrame;

/* How wide the world is at the viewport's zoom, px. */
static inline double
vigie_viewport_world (ShumateViewport *viewport)
{
  ShumateMapSource *reference = shumate_viewport_get_reference_map_source (viewport);
  double tile_size = reference != NULL ? shumate_map_source_get_tile_size (reference) : 256;

  return tile_size * exp2 (shumate_viewport_get_zoom_level (viewport));
}

/* FALSE while the layer has no size. */
static inline gboolean
vigie_layer_frame_get (ShumateLayer *layer, VigieLayerFrame *frame)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (layer);

  frame->x = vigie_mercator_x (shumate_location_get_longitude (SHUMATE_LOCATION (viewport)));
  frame->y = vigie_mercator_y (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)));
  frame->world = vigie_viewport_world (viewport);
  frame->width = gtk_widget_get_width (GTK_WIDGET (layer));
  frame->height = gtk_widget_get_height (GTK_WIDGET (layer));
  return frame->width > 0 && frame->height > 0;
}

/* Where a place is on the layer; @x goes on beyond the unit square, from one turn around the globe to the next. */
static inline void
vigie_layer_frame_project (const VigieLayerFrame *frame, double x, double y, double *px, double *py)
{
  *px = (x - frame->x) * frame->world + frame->width / 2;
  *py = (y - frame->y) * frame->world + frame->height / 2;
}

/* Where a place of the unit square is on the layer: of its turns around the globe the nearest to the centre. */
static inline void
vigie_layer_frame_place (const VigieLayerFrame *frame, double x, double y, double *px, double *py)
{
  vigie_layer_frame_project (frame, frame->x + remainder (x - frame->x, 1), y, px, py);
}

/* The place that is at (@px, @py) of the layer; beyond the unit square too. */
static inline void
vigie_layer_frame_locate (const VigieLayerFrame *frame, double px, double py, double *x, double *y)
{
  *x = frame->x + (px - frame->width / 2) / frame->world;
  *y = frame->y + (py - frame->height / 2) / frame->world;
}

G_END_DECLS
