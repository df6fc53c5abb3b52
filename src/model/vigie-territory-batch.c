/* vigie-territory-batch.c: what came from the store or the server, to be shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-territory.h"

void
vigie_reading_update_clear (VigieReadingUpdate *update)
{
  g_clear_pointer (&update->measure_id, g_free);
  vigie_reading_clear (&update->reading);
}

VigieTerritoryBatch *
vigie_territory_batch_new (void)
{
  return g_new0 (VigieTerritoryBatch, 1);
}

void
vigie_territory_batch_free (VigieTerritoryBatch *batch)
{
  g_clear_pointer (&batch->sites, g_ptr_array_unref);
  g_clear_pointer (&batch->sensors, g_ptr_array_unref);
  g_clear_pointer (&batch->measures, g_ptr_array_unref);
  g_clear_pointer (&batch->readings, g_array_unref);
  g_clear_pointer (&batch->removed_sites, g_ptr_array_unref);
  g_clear_pointer (&batch->removed_measures, g_ptr_array_unref);
  g_free (batch);
}

void
vigie_territory_batch_add_site (VigieTerritoryBatch *batch, VigieSiteData *site)
{
  if (batch->sites == NULL)
    batch->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_data_unref);
  g_ptr_array_add (batch->sites, vigie_site_data_pack (vigie_site_data_ref (site)));
}

void
vigie_territory_batch_add_sensor (VigieTerritoryBatch *batch, VigieSensorData *sensor)
{
  if (batch->sensors == NULL)
    batch->sensors = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_sensor_data_unref);
  g_ptr_array_add (batch->sensors, vigie_sensor_data_ref (sensor));
}

void
vigie_territory_batch_add_measure (VigieTerritoryBatch *batch, VigieMeasureData *measure)
{
  if (batch->measures == NULL)
    batch->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  g_ptr_array_add (batch->measures, vigie_measure_data_ref (measure));
}

void
vigie_territory_batch_add_reading (VigieTerritoryBatch *batch,
                                   const char *measure_id,
                                   const VigieReading *reading,
                                   const VigieConditionState *condition)
{
  VigieReadingUpdate update = {.measure_id = g_strdup (measure_id), .condition = *condition};

  vigie_reading_copy_into (reading, &update.reading);
  if (batch->readings == NULL)
    {
      batch->readings = g_array_new (FALSE, FALSE, sizeof (VigieReadingUpdate));
      g_array_set_clear_func (batch->readings, (GDestroyNotify) vigie_reading_update_clear);
    }
  g_array_append_val (batch->readings, update);
}

void
vigie_territory_batch_remove_site (VigieTerritoryBatch *batch, const char *id)
{
  if (batch->removed_sites == NULL)
    batch->removed_sites = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (batch->removed_sites, g_strdup (id));
}

void
vigie_territory_batch_remove_measure (VigieTerritoryBatch *batch, const char *id)
{
  if (batch->removed_measures == NULL)
    batch->removed_measures = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (batch->removed_measures, g_strdup (id));
}

gboolean
vigie_territory_batch_is_empty (const VigieTerritoryBatch *batch)
{
  return batch->sites == NULL && batch->sensors == NULL && batch->measures == NULL
         && batch->readings == NULL && batch->removed_sites == NULL
         && batch->removed_measures == NULL;
}
