/* vigie-drawn-layer.h: a layer that draws itself: what its kinds have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* Is drawn anew wherever the viewport goes, and nothing of it beyond its edges; means nothing to a screen reader. It takes
 * no pointer: a kind that does has a contains() of its own. */
#define VIGIE_TYPE_DRAWN_LAYER (vigie_drawn_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (VigieDrawnLayer, vigie_drawn_layer, VIGIE, DRAWN_LAYER, ShumateLayer)

struct _VigieDrawnLayerClass
{
  ShumateLayerClass parent_class;

  /* Whether it draws what it was last asked for. NULL: it always does. */
  gboolean (*is_ready) (VigieDrawnLayer *self);
};

/* FALSE while what is to be drawn is still made elsewhere, and something older or nothing is drawn in its place. */
gboolean vigie_drawn_layer_is_ready (VigieDrawnLayer *self);

G_END_DECLS
