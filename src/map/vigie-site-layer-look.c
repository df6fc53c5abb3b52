/* vigie-site-layer-look.c: how the layer's sites are shown: as they are, or as somebody says they were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-layer-private.h"

static void
look_at_present (VigieSite *site, VigieSiteLook *look)
{
  *look = (VigieSiteLook) {.condition = vigie_site_get_condition (site),
                           .freshness = vigie_site_get_freshness (site),
                           .level = vigie_site_get_level (site),
                           .known = TRUE};
}

void
vigie_site_layer_get_look (VigieSiteLayer *self, VigieSite *site, VigieSiteLook *look)
{
  look_at_present (site, look);
  if (self->look_func == NULL)
    return;
  self->look_func (site, look, self->look_data);
  if (!look->known)
    *look = (VigieSiteLook) {.condition = VIGIE_CONDITION_UNKNOWN,
                             .freshness = VIGIE_FRESHNESS_NEVER,
                             .level = VIGIE_LEVEL_UNKNOWN};
}

VigieGlyphLook
vigie_site_look_get_glyph (const VigieSiteLook *look)
{
  return vigie_glyph_look_for (look->freshness, look->condition);
}

VigieLevel
vigie_site_layer_get_level (VigieSiteLayer *self, const VigiePlaced *placed)
{
  VigieSiteLook look;

  if (placed->n_points > 1 || self->without_rings)
    return VIGIE_LEVEL_UNKNOWN;
  vigie_site_layer_get_look (self, vigie_site_index_get_site (self->index, placed->id), &look);
  return look.level;
}

static guint8
state_cb (VigieSite *site, gpointer user_data)
{
  VigieSiteLook look;

  vigie_site_layer_get_look (user_data, site, &look);
  return vigie_site_look_get_glyph (&look);
}

void
vigie_site_layer_bind_looks (VigieSiteLayer *self)
{
  if (self->index != NULL)
    vigie_site_index_set_state_func (self->index, self->look_func != NULL ? state_cb : NULL, self,
                                     NULL);
}

static void
free_looks (VigieSiteLayer *self)
{
  if (self->look_destroy != NULL)
    self->look_destroy (self->look_data);
  self->look_func = NULL;
  self->look_data = NULL;
  self->look_destroy = NULL;
}

void
vigie_site_layer_clear_looks (VigieSiteLayer *self)
{
  free_looks (self);
  vigie_site_layer_bind_looks (self);
}

/* ---- Public ---------------------------------------------------------------------------------- */

void
vigie_site_layer_set_look_func (VigieSiteLayer *self,
                                VigieSiteLookFunc func,
                                gpointer data,
                                GDestroyNotify destroy)
{
  gboolean was;

  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  was = self->look_func != NULL;
  free_looks (self);
  self->look_func = func;
  self->look_data = data;
  self->look_destroy = destroy;
  vigie_site_layer_bind_looks (self);
  /* Rings of attendance and words too, where no state is another. */
  vigie_site_layer_invalidate (self);
  g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED], 0);
  if (was != (func != NULL))
    g_object_notify (G_OBJECT (self), "past");
}

gboolean
vigie_site_layer_has_look_func (VigieSiteLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), FALSE);
  return self->look_func != NULL;
}

void
vigie_site_layer_looks_changed (VigieSiteLayer *self, VigieSite *const *sites, guint n)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  if (self->index == NULL || self->look_func == NULL || (sites != NULL && n == 0))
    return;
  vigie_site_index_states_changed (self->index, sites, n);
  vigie_site_layer_invalidate (self);
  if (self->hovered != VIGIE_NO_NODE || self->walked)
    g_signal_emit (self, vigie_site_layer_signals[VIGIE_SITE_LAYER_HINT_CHANGED], 0);
}

void
vigie_site_layer_set_rings (VigieSiteLayer *self, gboolean rings)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  if (self->without_rings == !rings)
    return;
  self->without_rings = !rings;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
