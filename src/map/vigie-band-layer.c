/* vigie-band-layer.c: the box that a person draws on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-band-layer.h"

#include <math.h>

#include "vigie-layer-frame.h"

#define LINE 2

struct _VigieBandLayer
{
  VigieDrawnLayer parent_instance;

  VigieGeoBox box; /* shown: */
  gboolean has_box;
  VigieScheme scheme;
};

G_DEFINE_FINAL_TYPE (VigieBandLayer, vigie_band_layer, VIGIE_TYPE_DRAWN_LAYER)

static void
vigie_band_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieBandLayer *self = VIGIE_BAND_LAYER (widget);
  const VigiePalette *palette = vigie_palette_get (vigie_scheme_resolve (self->scheme, widget));
  const float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const graphene_rect_t view
      = GRAPHENE_RECT_INIT (-2 * LINE, -2 * LINE, width + 4 * LINE, height + 4 * LINE);
  graphene_rect_t rect;
  GdkRGBA fill = palette->ink;

  if (!self->has_box || !vigie_band_layer_project (self, &self->box, &rect))
    return;
  /* As large as is seen: a box at a deep level is millions of pixels wide. */
  if (!graphene_rect_intersection (&rect, &view, &rect))
    return;
  rect = GRAPHENE_RECT_INIT (roundf (rect.origin.x), roundf (rect.origin.y),
                             roundf (rect.size.width), roundf (rect.size.height));
  fill.alpha = 0.08f;
  gtk_snapshot_append_color (snapshot, &fill, &rect);
  for (int pass = 0; pass < 2; pass++)
    {
      const float line = pass == 0 ? 2 * LINE : LINE;
      const float widths[4] = {line, line, line, line};
      const GdkRGBA *color = pass == 0 ? &palette->card : &palette->ink;
      const GdkRGBA colors[4] = {*color, *color, *color, *color};
      GskRoundedRect outline;

      gsk_rounded_rect_init_from_rect (&outline, &rect, 2);
      if (pass == 0)
        gsk_rounded_rect_shrink (&outline, -LINE / 2.f, -LINE / 2.f, -LINE / 2.f, -LINE / 2.f);
      gtk_snapshot_append_border (snapshot, &outline, widths, colors);
    }
}

static void
vigie_band_layer_class_init (VigieBandLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = vigie_band_layer_snapshot;
  gtk_widget_class_set_css_name (widget_class, "band-layer");
}

static void
vigie_band_layer_init (VigieBandLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* ---- Public ---------------------------------------------------------------------------------- */

VigieBandLayer *
vigie_band_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_BAND_LAYER, "viewport", viewport, NULL);
}

void
vigie_band_layer_set_box (VigieBandLayer *self, const VigieGeoBox *box)
{
  g_return_if_fail (VIGIE_IS_BAND_LAYER (self));

  self->has_box = box != NULL && vigie_geo_box_is_valid (box);
  if (self->has_box)
    self->box = *box;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vigie_band_layer_get_box (VigieBandLayer *self, VigieGeoBox *box)
{
  g_return_val_if_fail (VIGIE_IS_BAND_LAYER (self), FALSE);
  *box = self->box;
  return self->has_box;
}

void
vigie_band_layer_set_scheme (VigieBandLayer *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_BAND_LAYER (self));
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vigie_band_layer_locate (VigieBandLayer *self,
                         double x0,
                         double y0,
                         double x1,
                         double y1,
                         VigieGeoBox *box)
{
  VigieLayerFrame frame;
  double west, east, north, south;

  g_return_val_if_fail (VIGIE_IS_BAND_LAYER (self), FALSE);

  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return FALSE;
  vigie_layer_frame_locate (&frame, MIN (x0, x1), MIN (y0, y1), &west, &north);
  vigie_layer_frame_locate (&frame, MAX (x0, x1), MAX (y0, y1), &east, &south);
  box->north = vigie_mercator_lat (CLAMP (north, 0, 1));
  box->south = vigie_mercator_lat (CLAMP (south, 0, 1));
  if (fabs (x1 - x0) >= frame.world)
    {
      box->west = -180;
      box->east = 180;
      return TRUE;
    }
  box->west = remainder (vigie_mercator_lon (west), 360);
  box->east = remainder (vigie_mercator_lon (east), 360);
  return TRUE;
}

gboolean
vigie_band_layer_project (VigieBandLayer *self, const VigieGeoBox *box, graphene_rect_t *rect)
{
  VigieLayerFrame frame;
  double west, wide, north, south, x, y;

  g_return_val_if_fail (VIGIE_IS_BAND_LAYER (self), FALSE);

  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return FALSE;
  west = vigie_mercator_x (box->west);
  wide = vigie_mercator_x (box->east) - west;
  if (wide < 0)
    wide += 1;
  /* On the turn of the world whose middle is the nearest. */
  west -= floor (west - frame.x + wide / 2 + 0.5);
  north = vigie_mercator_y (box->north);
  south = vigie_mercator_y (box->south);
  vigie_layer_frame_project (&frame, west, north, &x, &y);
  *rect = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (wide * frame.world),
                              (float) ((south - north) * frame.world));
  return TRUE;
}
