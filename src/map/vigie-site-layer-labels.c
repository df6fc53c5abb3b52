/* vigie-site-layer-labels.c: names beside the signs of sites, where they hide nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-site-layer-private.h"

/* Names once streets can be read, and only so many. */
#define LABEL_ZOOM 13.0
#define MAX_LABELS 120
/* Names not seen before are drawn with cairo, 0.2 ms each: in one frame as many as this many µs allow. */
#define TEXTS_BUDGET 3000
#define GAP 3

typedef enum
{
  SIDE_RIGHT,
  SIDE_LEFT,
  SIDE_BELOW,
  SIDE_ABOVE,
  N_SIDES,
} Side;

/* What is drawn of a sign, with its ring or frame, and a cluster's mark: @r from its centre. */
static void
take_sign (VigieSiteLayer *self, const VigiePlaced *placed, guint owner, double r)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (placed->x - (float) r, placed->y - (float) r,
                                            2 * (float) r, 2 * (float) r);

  vigie_box_grid_take (self->taken, &box, owner);
}

static graphene_rect_t
box_beside (const VigiePlaced *placed,
            double r,
            Side side,
            double width,
            double height,
            double scale)
{
  double reach = r + GAP;
  double x = placed->x - width / 2, y = placed->y - height / 2;

  if (side == SIDE_RIGHT)
    x = placed->x + reach;
  else if (side == SIDE_LEFT)
    x = placed->x - reach - width;
  else if (side == SIDE_BELOW)
    y = placed->y + reach - GAP;
  else
    y = placed->y - reach + GAP - height;
  return GRAPHENE_RECT_INIT ((float) (round (x * scale) / scale),
                             (float) (round (y * scale) / scale), (float) width, (float) height);
}

/* The name of a sign that reaches @r from its centre, on the first side that is free; a leg's outwards. */
static gboolean
draw_label (VigieSiteLayer *self,
            GtkSnapshot *snapshot,
            const VigiePlaced *placed,
            guint owner,
            double r,
            double scale,
            gboolean may_draw)
{
  static const Side usual[N_SIDES] = {SIDE_RIGHT, SIDE_LEFT, SIDE_BELOW, SIDE_ABOVE};
  static const Side leftwards[N_SIDES] = {SIDE_LEFT, SIDE_BELOW, SIDE_ABOVE, SIDE_RIGHT};
  const Side *sides = usual;
  VigieSite *site = vigie_site_index_get_site (self->index, placed->id);
  const char *name = vigie_site_get_name (site);
  GdkTexture *texture;
  double width, height;

  if (*name == '\0')
    return TRUE;
  if (!may_draw && !vigie_map_text_has (self->labels, name))
    return FALSE;
  if (placed->part == VIGIE_PLACED_LEG && placed->x < placed->from_x - 1)
    sides = leftwards;
  texture = vigie_map_text_get (self->labels, name, &width, &height);
  for (guint i = 0; i < N_SIDES; i++)
    {
      graphene_rect_t box = box_beside (placed, r, sides[i], width, height, scale);

      if (!vigie_box_grid_is_free (self->taken, &box, owner))
        continue;
      vigie_box_grid_take (self->taken, &box, VIGIE_BOX_GRID_NOBODY);
      gtk_snapshot_append_texture (snapshot, texture, &box);
      self->n_labels++;
      break;
    }
  return TRUE;
}

gboolean
vigie_site_layer_draw_labels (VigieSiteLayer *self,
                              GtkSnapshot *snapshot,
                              const VigiePlaced *selected,
                              double scale)
{
  guint n;
  const VigiePlaced *placed = vigie_site_layer_get_placed (self, &n);
  double zoom = shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));
  gboolean all = zoom >= LABEL_ZOOM, complete = TRUE, is_open;
  gint64 start = g_get_monotonic_time ();

  self->n_labels = 0;
  if (!all && selected == NULL && self->spider == VIGIE_NO_NODE)
    return TRUE;
  vigie_box_grid_reset (self->taken, gtk_widget_get_width (GTK_WIDGET (self)),
                        gtk_widget_get_height (GTK_WIDGET (self)));
  is_open = n > 0 && placed[n - 1].part == VIGIE_PLACED_LEG; /* they are the last */
  for (guint i = 0; i < n; i++)
    if (!is_open || placed[i].part >= VIGIE_PLACED_HUB) /* names may lie on those that step back */
      take_sign (self, &placed[i], i, vigie_site_layer_get_reach (self, &placed[i], selected));
  /* Of an open cluster its sites alone. The site chosen, then those of an open cluster, then the worst; of the same state always in the same order,
   * so that names stay while the map moves. */
  for (guint pass = 0; pass < 3; pass++)
    for (guint i = n; i-- > 0 && self->n_labels < MAX_LABELS;)
      {
        gboolean is_leg = placed[i].part == VIGIE_PLACED_LEG;
        guint its_pass = &placed[i] == selected ? 0 : is_leg ? 1 : 2;

        if (pass != its_pass || placed[i].n_points > 1 || placed[i].part == VIGIE_PLACED_DOT
            || placed[i].coming || (pass == 2 && (!all || is_open)))
          continue;
        complete &= draw_label (self, snapshot, &placed[i], i,
                                vigie_site_layer_get_reach (self, &placed[i], selected), scale,
                                g_get_monotonic_time () - start < TEXTS_BUDGET);
      }
  return complete;
}

guint
vigie_site_layer_get_n_labels (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), 0);
  return self->n_labels;
}
