/* vigie-site-panel-plan.h: which rows a site has: its sensors, its measures, and what stands beside which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-site.h"

G_BEGIN_DECLS

/* A row: a measure, or (@measure NULL) a sensor whose measures follow. */
typedef struct
{
  VigieMeasure *measure;         /* owned, or NULL */
  const VigieSensorData *sensor; /* of the row; kept by @kept; NULL where it is not known */
  VigieMeasure *battery; /* owned, or NULL: of the sensor; on the row that tells of the sensor */
  VigieMeasure *rssi;    /* owned, or NULL: the same */
  char *title;           /* owned, plain */
  gboolean alone;        /* a measure that is the only one of its sensor: the row tells of both */
  gboolean within;       /* a measure under the row of its sensor */
  VigieMeasure *kept;    /* owned: any measure of the sensor, which keeps its data */
  gint64 expected_interval; /* shortest of the sensor's measures (of the device's only where it has
                                  * no other), µs; 0 if unknown */
} VigieSitePlanRow;

/* The rows of @site, in the order of the server, the measures of one sensor together. Battery and radio stand on
 * their sensor's row; they have rows of their own where a limit of theirs is passed or the sensor has nothing else.
 * O(n). Array of VigieSitePlanRow; free with g_ptr_array_unref(). */
GPtrArray *vigie_site_plan_make (VigieSite *site);

/* A row for each sensor of @site alone, in the order in which its measures come. O(n). Free with g_ptr_array_unref().
 */
GPtrArray *vigie_site_plan_make_sensors (VigieSite *site);

/* Whether both have the same rows for the same measures. */
gboolean vigie_site_plan_equal (GPtrArray *a, GPtrArray *b);

/* How many of the rows are measures. */
guint vigie_site_plan_count (GPtrArray *plan);

/* The newest reading of any measure of the row's sensor, VIGIE_TIME_NONE if there is none. */
VigieTime vigie_site_plan_last_seen (VigieSite *site, const VigieSitePlanRow *row);

/* Whether vehicles are counted there both ways: what is told of them is that count, and a presence that the server tells
 * is beside it. */
gboolean vigie_site_plan_counts (VigieSite *site);

/* The measure that says most of the site at a glance: vehicles present (where they are not counted) of a recycling
 * centre, production of a solar plant, load of a data centre, …; the first with a number where its kind has none,
 * NULL where no measure has. Owned by the site. */
VigieMeasure *vigie_site_plan_principal (VigieSite *site);

G_END_DECLS
