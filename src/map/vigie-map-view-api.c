/* vigie-map-view-api.c: what pages ask of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-cluster.h"
#include "vigie-map-view-private.h"

/* A site that stands alone is shown no deeper than it needs, and not from the moon. */
#define SHOW_ZOOM 13.0

GtkWidget *
vigie_map_view_new (void)
{
  return g_object_new (VIGIE_TYPE_MAP_VIEW, NULL);
}

void
vigie_map_view_set_territory (VigieMapView *self, VigieTerritory *territory)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (!g_set_object (&self->territory, territory))
    return;
  self->whole_due = TRUE;
  self->follows = TRUE;
  vigie_site_layer_set_territory (self->sites, territory);
  vigie_map_view_update_legend (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "territory");
}

void
vigie_map_view_set_sites (VigieMapView *self, GListModel *sites)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  vigie_site_layer_set_sites (self->sites, sites);
}

void
vigie_map_view_set_bounds (VigieMapView *self, const VigieGeoBox *bounds)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  self->has_bounds = bounds != NULL && vigie_geo_box_is_valid (bounds);
  if (self->has_bounds)
    self->bounds = *bounds;
  if (self->follows || self->whole_due)
    {
      self->whole_due = TRUE;
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
}

gboolean
vigie_map_view_set_tile_template (VigieMapView *self, const char *address, GError **error)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), FALSE);

  if (address != NULL && !vigie_map_tile_template_check (address, error))
    return FALSE;
  if (!g_set_str (&self->tile_template, address))
    return TRUE;
  vigie_map_view_renew_tiles (self);
  g_object_notify (G_OBJECT (self), "tile-template");
  return TRUE;
}

void
vigie_map_view_set_outline_credit (VigieMapView *self, const char *credit)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (g_set_str (&self->outline_credit, credit))
    vigie_map_view_update_attribution (self);
}

void
vigie_map_view_set_attribution (VigieMapView *self, const char *attribution)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (attribution != NULL && *attribution == '\0')
    attribution = NULL;
  if (g_set_str (&self->extra_attribution, attribution))
    vigie_map_view_update_attribution (self);
}

void
vigie_map_view_set_tile_credit (VigieMapView *self, const char *credit)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (credit != NULL && *credit == '\0')
    credit = NULL;
  if (g_set_str (&self->tile_credit, credit))
    vigie_map_view_update_attribution (self);
}

void
vigie_map_view_set_selected_site (VigieMapView *self, VigieSite *site)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));
  vigie_site_layer_set_selected_site (self->sites, site);
}

VigieSite *
vigie_map_view_get_selected_site (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), NULL);
  return vigie_site_layer_get_selected_site (self->sites);
}

/* Where the view is to be for a site to be seen on its own, or by the sign of its address, which opens; 0 where no level
 * shows that. */
static double
get_own_zoom (VigieMapView *self, VigieSite *site, gboolean *opens)
{
  int single = vigie_site_layer_get_single_zoom (self->sites, site), open;

  *opens = FALSE;
  if (single <= VIGIE_CLUSTER_MAX_ZOOM)
    return MIN (single, 18);
  open = vigie_site_layer_get_open_zoom (self->sites, site);
  *opens = open <= VIGIE_CLUSTER_MAX_ZOOM;
  return *opens ? open : 0;
}

void
vigie_map_view_show_site (VigieMapView *self, VigieSite *site)
{
  double lat, lon, zoom, own, x, y, width, height;
  gboolean opens;
  guint n_sites;

  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));
  g_return_if_fail (VIGIE_IS_SITE (site));

  vigie_site_layer_set_selected_site (self->sites, site);
  lat = vigie_site_get_lat (site);
  lon = vigie_site_get_lon (site);
  if (!isfinite (lat) || !isfinite (lon))
    {
      vigie_site_layer_reveal (self->sites, NULL, 0);
      return;
    }

  width = gtk_widget_get_width (GTK_WIDGET (self->map));
  height = gtk_widget_get_height (GTK_WIDGET (self->map));
  /* Chosen before it came, as from the command line: how deep it stands alone is not known yet. */
  self->show_due = width <= 0 || !vigie_site_layer_has_site (self->sites, site);
  own = get_own_zoom (self, site, &opens);
  zoom = shumate_viewport_get_zoom_level (self->viewport);
  if (!vigie_site_layer_locate (self->sites, site, &x, &y, &n_sites)
      || (n_sites > 1 && own > 0 && (!opens || zoom < own)) || x <= 40 || y <= 40
      || x >= width - 60 - self->covered || y >= height - 40)
    {
      zoom = MAX (zoom, own);
      if (own == 0 && zoom < SHOW_ZOOM - 3)
        zoom = SHOW_ZOOM - 3;
      self->follows = FALSE;
      /* In the middle of what is not covered. */
      lon = remainder (
          vigie_mercator_lon (vigie_mercator_x (lon) + self->covered / 2.0 / (256 * exp2 (zoom))),
          360);
      vigie_map_view_move_to (self, lat, lon, zoom, TRUE);
    }
  vigie_site_layer_reveal (self->sites, site, zoom);
}

/* The site that was chosen before it was on the map, or the map had a size. */
void
vigie_map_view_show_chosen (VigieMapView *self)
{
  VigieSite *site = vigie_site_layer_get_selected_site (self->sites);

  if (!self->show_due)
    return;
  if (site == NULL)
    self->show_due = FALSE;
  else if (gtk_widget_get_width (GTK_WIDGET (self->map)) > 0
           && vigie_site_layer_has_site (self->sites, site))
    vigie_map_view_show_site (self, site);
}

void
vigie_map_view_whole_territory (VigieMapView *self)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));
  self->box_due = FALSE;
  self->whole_due = !vigie_map_view_fit (self, TRUE);
  self->follows = TRUE;
}

void
vigie_map_view_show_box (VigieMapView *self, const VigieGeoBox *box)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (!vigie_geo_box_is_valid (box))
    return;
  self->follows = self->whole_due = FALSE;
  self->box = *box;
  self->box_due = !vigie_map_view_fit_box (self, box, TRUE);
}

gboolean
vigie_map_view_get_follows (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), FALSE);
  return self->follows || self->whole_due;
}

static void
zoom_by (VigieMapView *self, double step)
{
  double zoom = shumate_viewport_get_zoom_level (self->viewport);

  self->follows = FALSE;
  /* To whole levels, where tiles are sharp. */
  zoom = step > 0 ? floor (zoom + step + 1e-6) : ceil (zoom + step - 1e-6);
  vigie_map_view_move_to (self, shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport)),
                          shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport)), zoom,
                          TRUE);
}

void
vigie_map_view_zoom_in (VigieMapView *self)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));
  zoom_by (self, 1);
}

void
vigie_map_view_zoom_out (VigieMapView *self)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));
  zoom_by (self, -1);
}

void
vigie_map_view_set_link_lost (VigieMapView *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (vigie_site_layer_get_link_lost (self->sites) == !!link_lost)
    return;
  vigie_site_layer_set_link_lost (self->sites, link_lost);
  /* The ground is of no use as news: what is not current goes grey. */
  if (link_lost)
    gtk_widget_add_css_class (GTK_WIDGET (self), "link-lost");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "link-lost");
  vigie_map_view_update_hint (self);
  g_object_notify (G_OBJECT (self), "link-lost");
}

void
vigie_map_view_set_note (VigieMapView *self, const char *note)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (note != NULL && *note == '\0')
    note = NULL;
  if (!g_set_str (&self->note_text, note))
    return;
  gtk_label_set_text (GTK_LABEL (self->note_label), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
  g_object_notify (G_OBJECT (self), "note");
}

void
vigie_map_view_set_scheme (VigieMapView *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  vigie_map_view_apply_scheme (self);
  g_object_notify (G_OBJECT (self), "scheme");
}

void
vigie_map_view_set_reduced_motion (VigieMapView *self, gboolean reduced_motion)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  reduced_motion = !!reduced_motion;
  if (self->reduced_motion == reduced_motion)
    return;
  self->reduced_motion = reduced_motion;
  shumate_map_set_animate_zoom (self->map, !reduced_motion);
  g_object_notify (G_OBJECT (self), "reduced-motion");
}

void
vigie_map_view_set_poster (VigieMapView *self, double sign_scale, int text_size)
{
  GtkWidget *const hidden[]
      = {self->controls, self->more_controls, self->bar_card, self->scale_bar, self->notes};
  gboolean was_poster;

  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  vigie_site_layer_set_sign_scale (self->sites, sign_scale);
  vigie_site_layer_set_clusters (self->sites, FALSE);
  vigie_commune_layer_set_text_size (self->names, text_size);
  vigie_ground_layer_set_poster (self->ground, sign_scale, text_size);
  if (self->poster == sign_scale)
    return;
  was_poster = self->poster > 0;
  self->poster = sign_scale;
  if (self->file != NULL)
    vigie_map_view_renew_tiles (self);
  if (was_poster)
    return;
  vigie_map_view_set_legend_visible (self, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "poster");
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    gtk_widget_set_visible (hidden[i], FALSE);
  vigie_map_view_update_names (self);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
}

void
vigie_map_view_set_legend_visible (VigieMapView *self, gboolean legend_visible)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  legend_visible = !!legend_visible;
  if (self->legend_visible == legend_visible)
    return;
  self->legend_visible = legend_visible;
  vigie_map_view_update_legend (self);
  g_object_notify (G_OBJECT (self), "legend-visible");
}

void
vigie_map_view_set_covered (VigieMapView *self, int covered)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  covered = MAX (covered, 0);
  if (self->covered == covered)
    return;
  /* What is chosen may lie under it now. */
  self->show_due |= covered > self->covered && vigie_map_view_get_selected_site (self) != NULL;
  self->covered = covered;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
vigie_map_view_get_tiles_missing (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), FALSE);
  return self->tiles_missing;
}

void
vigie_map_view_get_position (VigieMapView *self, double *lat, double *lon, double *zoom)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  *lat = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport));
  *lon = shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport));
  *zoom = shumate_viewport_get_zoom_level (self->viewport);
}

void
vigie_map_view_set_position (VigieMapView *self, double lat, double lon, double zoom)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  if (!isfinite (lat) || !isfinite (lon) || !isfinite (zoom) || fabs (lat) > 90 || fabs (lon) > 180)
    return;
  self->follows = self->whole_due = self->box_due = FALSE;
  vigie_map_view_move_to (self, lat, lon, zoom, FALSE);
}

VigieSiteLayer *
vigie_map_view_get_site_layer (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), NULL);
  return self->sites;
}
