/* vigie-measure.h: a measure of a site, live. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vigie-status.h"
#include "vigie-values.h"

G_BEGIN_DECLS

typedef struct _VigieSite VigieSite;
typedef struct _VigieSensor VigieSensor;

#define VIGIE_TYPE_MEASURE (vigie_measure_get_type ())
/* Properties (notify only on change): freshness, condition, revision (uint, grows with each reading),
 * data (pointer to the VigieMeasureData: notified when the server tells of it anew). */
G_DECLARE_FINAL_TYPE (VigieMeasure, vigie_measure, VIGIE, MEASURE, GObject)

const VigieMeasureData *vigie_measure_get_data (VigieMeasure *self);
const VigieSensorData *vigie_measure_get_sensor (VigieMeasure *self); /* or NULL */
VigieSensor *vigie_measure_get_device (VigieMeasure *self);           /* its VigieSensor, or NULL */
VigieSite *vigie_measure_get_site (VigieMeasure *self); /* or NULL while the site is not known */
const VigieReading *vigie_measure_get_latest (VigieMeasure *self); /* .time NONE if never */
VigieFreshness vigie_measure_get_freshness (VigieMeasure *self);
VigieCondition
vigie_measure_get_condition (VigieMeasure *self); /* as shown: UNKNOWN unless live or late */
const VigieConditionState *vigie_measure_get_condition_state (VigieMeasure *self);
int vigie_measure_get_severity (VigieMeasure *self);

G_END_DECLS
