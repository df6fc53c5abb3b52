/* vigie-territory-places.c: the commune of a site of which none is told, by the outline that holds its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-territory-private.h"

VigieSiteData *
vigie_territory_place (VigieTerritory *self, VigieSiteData *data)
{
  const VigieArea *area = NULL;
  VigieSiteData *placed;
  VigieSiteDetails *details;

  /* A cell only says which centre is the nearest: no commune is told by that. */
  if (self->areas != NULL && data->details->commune == NULL && data->details->commune_name == NULL)
    area = vigie_areas_find (self->areas, data->lat, data->lon);
  if (area == NULL || area->approximate)
    return vigie_site_data_ref (data);
  placed = vigie_site_data_copy (data);
  details = vigie_site_data_edit_details (placed);
  details->commune = g_strdup (area->code);
  details->commune_name = g_strdup (area->name);
  placed->commune_found = TRUE;
  return vigie_site_data_pack (placed);
}

void
vigie_territory_place_again (VigieTerritory *self, VigieSite *site, VigieTime now)
{
  g_autoptr (VigieSiteData) told = NULL;

  if (!site->data->commune_found)
    {
      if (site->data->details->commune != NULL || site->data->details->commune_name != NULL)
        return;
      told = vigie_site_data_ref (site->data);
    }
  else
    {
      VigieSiteDetails *details;

      told = vigie_site_data_copy (site->data);
      details = vigie_site_data_edit_details (told);
      g_clear_pointer (&details->commune, g_free);
      g_clear_pointer (&details->commune_name, g_free);
      told->commune_found = FALSE;
      told = vigie_site_data_pack (told);
    }
  vigie_territory_apply_site (self, told, now);
}

void
vigie_territory_set_areas (VigieTerritory *self, VigieAreas *areas)
{
  g_return_if_fail (VIGIE_IS_TERRITORY (self));

  if (self->areas == areas)
    return;
  g_clear_pointer (&self->areas, vigie_areas_unref);
  self->areas = areas != NULL ? vigie_areas_ref (areas) : NULL;
  if (self->sites->len > 0)
    vigie_territory_queue_job (self, vigie_territory_batch_new ())->places_changed = TRUE;
}
