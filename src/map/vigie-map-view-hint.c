/* vigie-map-view-hint.c: when and where the view shows the card of the sign that is pointed at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-view-private.h"

/* How long the pointer rests before the card comes; from a sign to the next, at once. */
#define HINT_DELAY 350
/* Its ages are told anew this often, in seconds. */
#define HINT_REFRESH 5
/* From the sign to the card, and to the edges of the map. */
#define GAP 8

static void
hide (VigieMapView *self)
{
  g_clear_handle_id (&self->hint_source, g_source_remove);
  g_clear_handle_id (&self->hint_refresh, g_source_remove);
  gtk_widget_set_visible (self->card, FALSE);
}

/* What it says, as it is now. */
static void
fill (VigieMapView *self, const VigieSiteHint *hint)
{
  VigieTime now = vigie_clock_now (vigie_territory_get_clock (self->territory));
  g_autofree char *more = vigie_site_layer_dup_more (self->sites, hint->site);
  VigieSiteHint shown = *hint;

  shown.more = more;
  vigie_map_card_show (VIGIE_MAP_CARD (self->card), &shown, now,
                       vigie_site_layer_get_link_lost (self->sites));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
vigie_map_view_update_hint (VigieMapView *self)
{
  VigieSiteHint hint;

  if (!gtk_widget_get_visible (self->card))
    return;
  if (self->territory != NULL && vigie_site_layer_get_hint (self->sites, &hint))
    fill (self, &hint);
  else
    hide (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  vigie_map_view_update_hint (user_data);
  return G_SOURCE_CONTINUE;
}

static void
show (VigieMapView *self, const VigieSiteHint *hint)
{
  self->hint_id = hint->id;
  if (self->hint_refresh == 0)
    self->hint_refresh = g_timeout_add_seconds (HINT_REFRESH, refresh_cb, self);
  fill (self, hint);
}

static gboolean
delay_cb (gpointer user_data)
{
  VigieMapView *self = user_data;
  VigieSiteHint hint;

  self->hint_source = 0;
  if (self->territory != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
      && vigie_site_layer_get_hint (self->sites, &hint))
    show (self, &hint);
  return G_SOURCE_REMOVE;
}

static void
hint_changed_cb (VigieSiteLayer *layer, VigieMapView *self)
{
  VigieSiteHint hint;
  gboolean shown = gtk_widget_get_visible (self->card);

  if (self->territory == NULL || self->cluster_popover_open
      || !vigie_site_layer_get_hint (layer, &hint))
    {
      hide (self);
      return;
    }
  if (shown && hint.id == self->hint_id)
    gtk_widget_queue_allocate (GTK_WIDGET (self)); /* the map moved under it */
  else if (shown)
    show (self, &hint);
  else if (self->hint_source == 0)
    self->hint_source = g_timeout_add (HINT_DELAY, delay_cb, self);
}

/* Beside the sign, where there is room: to its right, else to its left, else below or above it. */
void
vigie_map_view_allocate_hint (VigieMapView *self, int width, int height)
{
  VigieSiteHint hint;
  int w, h, x, y, reach;

  if (!gtk_widget_should_layout (self->card))
    return;
  gtk_widget_measure (self->card, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
  w = MIN (w, width - 2 * GAP);
  gtk_widget_measure (self->card, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
  h = MIN (h, MAX (height - 2 * GAP, 1));
  x = y = GAP;
  if (vigie_site_layer_get_hint (self->sites, &hint))
    {
      reach = (int) hint.size / 2 + GAP + 6;
      x = (int) hint.x + reach;
      y = (int) hint.y - h / 3;
      if (x + w + GAP > width)
        x = (int) hint.x - reach - w;
      if (x < GAP)
        {
          x = CLAMP ((int) hint.x - w / 2, GAP, MAX (width - w - GAP, GAP));
          y = hint.y + reach + h <= height - GAP ? (int) hint.y + reach : (int) hint.y - reach - h;
        }
      y = CLAMP (y, GAP, MAX (height - h - GAP, GAP));
    }
  gtk_widget_size_allocate (self->card, &(GtkAllocation) {x, y, w, h}, -1);
}

static void
reduced_motion_cb (VigieMapView *self)
{
  vigie_site_layer_set_reduced_motion (self->sites, self->reduced_motion);
}

void
vigie_map_view_init_hint (VigieMapView *self)
{
  self->card = vigie_map_card_new ();
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  /* Signs of sites move as the map does. */
  g_signal_connect_object (self, "notify::reduced-motion", G_CALLBACK (reduced_motion_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->sites, "hint-changed", G_CALLBACK (hint_changed_cb), self,
                           G_CONNECT_DEFAULT);
}

void
vigie_map_view_dispose_hint (VigieMapView *self)
{
  g_clear_handle_id (&self->hint_source, g_source_remove);
  g_clear_handle_id (&self->hint_refresh, g_source_remove);
}
