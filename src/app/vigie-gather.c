/* vigie-gather.c: sites and measures of a territory, gathered in slices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-gather.h"

/* Of the main thread at once, in µs. */
#define SLICE 2000
#define DELAY 1000 /* ms */

struct _VigieGather
{
  VigieTerritory *territory; /* owned */
  guint kinds;
  VigieGatherWanted wanted;
  VigieGatherDone done;
  gpointer data;
  GPtrArray *sites, *measures; /* owned */
  guint position;              /* how far */
  guint source;
};

static void
gather_site (VigieGather *self, VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);
  guint n = g_list_model_get_n_items (measures);
  gboolean any = (self->kinds & (1u << vigie_site_get_kind (site))) != 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);

      if (!self->wanted (data))
        continue;
      g_ptr_array_add (self->measures, vigie_measure_data_ref ((VigieMeasureData *) data));
      any = TRUE;
    }
  if (any)
    g_ptr_array_add (self->sites,
                     vigie_site_data_ref ((VigieSiteData *) vigie_site_get_data (site)));
}

static gboolean
gather_cb (gpointer user_data)
{
  VigieGather *self = user_data;
  gint64 until = g_get_monotonic_time () + SLICE;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->territory));

  for (; self->position < n; self->position++)
    {
      g_autoptr (VigieSite) site = NULL;

      if (g_get_monotonic_time () > until)
        return G_SOURCE_CONTINUE;
      site = g_list_model_get_item (G_LIST_MODEL (self->territory), self->position);
      gather_site (self, site);
    }
  self->source = 0;
  self->done (g_steal_pointer (&self->sites), g_steal_pointer (&self->measures), self->data);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_cb (gpointer user_data)
{
  VigieGather *self = user_data;

  self->source = g_idle_add (gather_cb, self);
  return G_SOURCE_REMOVE;
}

VigieGather *
vigie_gather_new (VigieTerritory *territory,
                  guint kinds,
                  VigieGatherWanted wanted,
                  gboolean delayed,
                  VigieGatherDone done,
                  gpointer data)
{
  VigieGather *self = g_new0 (VigieGather, 1);

  self->territory = g_object_ref (territory);
  self->kinds = kinds;
  self->wanted = wanted;
  self->done = done;
  self->data = data;
  self->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_data_unref);
  self->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  self->source = delayed ? g_timeout_add (DELAY, begin_cb, self) : g_idle_add (gather_cb, self);
  return self;
}

void
vigie_gather_free (VigieGather *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_clear_pointer (&self->measures, g_ptr_array_unref);
  g_object_unref (self->territory);
  g_free (self);
}
