/* vigie-small-draw.c: what sparklines and bars share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-small-draw.h"

#include <math.h>

#define HATCH_STEP 6

void
vigie_small_draw_hatch (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const GdkRGBA *color)
{
  float left = bounds->origin.x, top = bounds->origin.y;
  float right = left + bounds->size.width, bottom = top + bounds->size.height;
  GskPathBuilder *builder;
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = NULL;

  if (bounds->size.width <= 0 || bounds->size.height <= 0)
    return;
  builder = gsk_path_builder_new ();
  /* Every line is x + y = n × step. */
  for (float sum = floorf ((left + top) / HATCH_STEP) * HATCH_STEP; sum < right + bottom;
       sum += HATCH_STEP)
    {
      gsk_path_builder_move_to (builder, sum - top, top);
      gsk_path_builder_line_to (builder, sum - bottom, bottom);
    }
  path = gsk_path_builder_free_to_path (builder);
  stroke = gsk_stroke_new (1);
  gtk_snapshot_push_clip (snapshot, bounds);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
  gtk_snapshot_pop (snapshot);
}

void
vigie_small_draw_void (GtkSnapshot *snapshot,
                       const graphene_rect_t *bounds,
                       float radius,
                       const GdkRGBA *edge,
                       const GdkRGBA *hatch)
{
  GskRoundedRect shape;
  GskPathBuilder *builder;
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = NULL;
  graphene_rect_t inner;

  if (bounds->size.width <= 2 || bounds->size.height <= 2)
    return;
  graphene_rect_inset_r (bounds, 0.75F, 0.75F, &inner);
  gsk_rounded_rect_init_from_rect (&shape, &inner,
                                   MIN (radius, MIN (inner.size.width, inner.size.height) / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  vigie_small_draw_hatch (snapshot, bounds, hatch);
  gtk_snapshot_pop (snapshot);

  builder = gsk_path_builder_new ();
  gsk_path_builder_add_rounded_rect (builder, &shape);
  path = gsk_path_builder_free_to_path (builder);
  stroke = gsk_stroke_new (1.5F);
  gsk_stroke_set_dash (stroke, (const float[]) {4, 3}, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, edge);
}

void
vigie_small_draw_line (GtkSnapshot *snapshot,
                       float x0,
                       float y0,
                       float x1,
                       float y1,
                       float width,
                       float dash,
                       const GdkRGBA *color)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

  gsk_path_builder_move_to (builder, x0, y0);
  gsk_path_builder_line_to (builder, x1, y1);
  path = gsk_path_builder_free_to_path (builder);
  if (dash > 0)
    gsk_stroke_set_dash (stroke, &dash, 1);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}
