/* vigie-map-tools-nearest.c: the sites nearest to a place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-tools-nearest.h"

#include <math.h>

#define SLICE 2500 /* µs */
#define AT_ONCE 200

struct _VigieMapNearest
{
  GListModel *sites; /* owned */
  VigiePosition place;
  VigieMapNearestFunc func;
  gpointer data;
  guint position;
  guint source;
  VigieMapNearestSite best[VIGIE_MAP_NEAREST_MOST]; /* distance: on the sphere, see rough() */
  guint n;
};

/* What grows with the distance and costs little: the square of the chord on the unit sphere. */
static double
rough (const VigiePosition *a, double lat, double lon)
{
  double p = a->lat * G_PI / 180, q = lat * G_PI / 180, s = sin ((q - p) / 2);
  double t = sin ((lon - a->lon) * G_PI / 360);

  return s * s + cos (p) * cos (q) * t * t;
}

static void
consider (VigieMapNearest *self, VigieSite *site)
{
  VigiePosition there = {vigie_site_get_lat (site), vigie_site_get_lon (site)};
  double distance;
  guint place;

  if (!vigie_position_is_valid (&there))
    return;
  distance = rough (&self->place, there.lat, there.lon);
  if (self->n == VIGIE_MAP_NEAREST_MOST && distance >= self->best[self->n - 1].distance)
    return;
  if (self->n == VIGIE_MAP_NEAREST_MOST)
    g_object_unref (self->best[--self->n].site);
  for (place = self->n; place > 0 && self->best[place - 1].distance > distance; place--)
    self->best[place] = self->best[place - 1];
  self->best[place] = (VigieMapNearestSite) {g_object_ref (site), distance};
  self->n++;
}

static void
forget (VigieMapNearest *self)
{
  for (guint i = 0; i < self->n; i++)
    g_object_unref (self->best[i].site);
  self->n = 0;
  self->position = 0;
}

/* TRUE when all were looked at, and told. */
static gboolean
work (VigieMapNearest *self)
{
  gint64 end = g_get_monotonic_time () + SLICE;
  guint n = g_list_model_get_n_items (self->sites);

  while (self->position < n && g_get_monotonic_time () < end)
    for (guint i = 0; i < AT_ONCE && self->position < n; i++, self->position++)
      {
        g_autoptr (VigieSite) site = g_list_model_get_item (self->sites, self->position);

        consider (self, site);
      }
  if (self->position < n)
    return FALSE;
  g_signal_handlers_disconnect_by_data (self->sites, self);
  for (guint i = 0; i < self->n; i++)
    {
      VigiePosition there
          = {vigie_site_get_lat (self->best[i].site), vigie_site_get_lon (self->best[i].site)};

      self->best[i].distance = vigie_geodesy_distance (&self->place, &there);
    }
  self->func (self->best, self->n, self->data);
  return TRUE;
}

static gboolean
slice_cb (gpointer user_data)
{
  VigieMapNearest *self = user_data;
  gboolean done = work (self);

  if (done)
    self->source = 0;
  return done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

VigieMapNearest *
vigie_map_nearest_new (GListModel *sites,
                       const VigiePosition *place,
                       VigieMapNearestFunc func,
                       gpointer data)
{
  VigieMapNearest *self = g_new0 (VigieMapNearest, 1);

  self->sites = g_object_ref (sites);
  self->place = *place;
  self->func = func;
  self->data = data;
  g_signal_connect_swapped (sites, "items-changed", G_CALLBACK (forget), self);
  if (!work (self))
    self->source = g_idle_add (slice_cb, self);
  return self;
}

void
vigie_map_nearest_free (VigieMapNearest *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->sites, self);
  forget (self);
  g_object_unref (self->sites);
  g_free (self);
}
