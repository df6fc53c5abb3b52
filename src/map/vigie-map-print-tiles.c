/* vigie-map-print-tiles.c: which tiles are in a picture of the map.
 *
 * libshumate does not say which of its tiles have come. What it draws does: each tile of the level in view is one texture
 * of about the side of a tile; those of the levels beside it, drawn while it is waited for, are half or twice as large.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-print-tiles.h"

#include <math.h>

/* Of a side: what is drawn at a zoom between two levels. */
#define SMALLEST 0.7
#define LARGEST 1.42
#define DEEPEST 40

static void
collect (GskRenderNode *node,
         const graphene_matrix_t *matrix,
         double side,
         int depth,
         GArray *rects)
{
  if (node == NULL || depth > DEEPEST)
    return;
  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        collect (gsk_container_node_get_child (node, i), matrix, side, depth + 1, rects);
      break;
    case GSK_TRANSFORM_NODE:
      {
        graphene_matrix_t own, both;

        gsk_transform_to_matrix (gsk_transform_node_get_transform (node), &own);
        graphene_matrix_multiply (&own, matrix, &both);
        collect (gsk_transform_node_get_child (node), &both, side, depth + 1, rects);
        break;
      }
    case GSK_CLIP_NODE:
      collect (gsk_clip_node_get_child (node), matrix, side, depth + 1, rects);
      break;
    case GSK_OPACITY_NODE:
      collect (gsk_opacity_node_get_child (node), matrix, side, depth + 1, rects);
      break;
    case GSK_COLOR_MATRIX_NODE:
      collect (gsk_color_matrix_node_get_child (node), matrix, side, depth + 1, rects);
      break;
    case GSK_DEBUG_NODE:
      collect (gsk_debug_node_get_child (node), matrix, side, depth + 1, rects);
      break;
    case GSK_TEXTURE_NODE:
    case GSK_TEXTURE_SCALE_NODE:
      {
        graphene_rect_t bounds, rect;

        gsk_render_node_get_bounds (node, &bounds);
        graphene_matrix_transform_bounds (matrix, &bounds, &rect);
        if (rect.size.width >= side * SMALLEST && rect.size.width <= side * LARGEST
            && fabsf (rect.size.width - rect.size.height) < 1)
          g_array_append_val (rects, rect);
        break;
      }
    default:
      break;
    }
}

guint
vigie_map_print_count_missing (GskRenderNode *node, double side, double width, double height)
{
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  graphene_matrix_t identity;
  double step = side, left = 0, top = 0;
  guint wanted = 0, there = 0;

  if (width <= 0 || height <= 0 || side <= 0)
    return 0;
  graphene_matrix_init_identity (&identity);
  collect (node, &identity, side, 0, rects);
  /* The grid is that of the tiles which are there. */
  if (rects->len > 0)
    {
      const graphene_rect_t *first = &g_array_index (rects, graphene_rect_t, 0);

      step = first->size.width;
      left = first->origin.x - ceil (first->origin.x / step) * step;
      top = first->origin.y - ceil (first->origin.y / step) * step;
    }
  for (double y = top; y < height - 1; y += step)
    for (double x = left; x < width - 1; x += step)
      {
        gboolean found = FALSE;

        /* A sliver at an edge is not missed. */
        if (x + step < 1 || y + step < 1)
          continue;
        wanted++;
        for (guint i = 0; i < rects->len && !found; i++)
          {
            const graphene_rect_t *rect = &g_array_index (rects, graphene_rect_t, i);

            found = fabs (rect->origin.x - x) < step / 4 && fabs (rect->origin.y - y) < step / 4;
          }
        there += found ? 1 : 0;
      }
  return wanted - there;
}
