/* vigie-tour.h: in which order to visit places, and how to take the way along. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VIGIE_TOUR_MAX 500

typedef struct
{
  const char *name;        /* server text */
  const char *description; /* what to do and to bring there, or NULL */
  double lat, lon;         /* WGS 84 degrees */
} VigieTourStop;

/* TRUE for one that has a place on the earth. */
gboolean vigie_tour_has_place (const VigieTourStop *stop);

/* Metres of great circle (mean radius 6 371 008.8 m). */
double vigie_tour_distance (double lat1, double lon1, double lat2, double lon2);

/* Orders @n (≤ VIGIE_TOUR_MAX) stops so that the way from @start (NULL: from the best of them) through all of them is
 * short as the crow flies, back to the start where @round: up to twelve exactly (Held and Karp), more by the nearest
 * neighbour from several first stops, then 2-opt and or-opt until nothing gets better: never longer than the nearest
 * neighbour from the start (NULL: from the first of them). @order: n indexes. Returns the length in metres. Stops
 * without a place (NAN, out of range) come last, as they were; a @start without one is none. The same
 * stops give the same order. Takes up to 50 ms: not for the main thread. */
double vigie_tour_order (const VigieTourStop *stops,
                         guint n,
                         const VigieTourStop *start,
                         gboolean round,
                         guint *order);

/* GPX 1.1 (https://www.topografix.com/GPX/1/1/): the stops that have a place as way points and as a route (<rte>), in
 * @order, @name its name; valid UTF-8 XML whatever the texts hold. Full reference. */
GBytes *
vigie_tour_to_gpx (const VigieTourStop *stops, const guint *order, guint n, const char *name);

G_END_DECLS
