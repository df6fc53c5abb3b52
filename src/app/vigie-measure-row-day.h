/* vigie-measure-row-day.h: the last 24 hours of a measure, for small drawings, while they are in sight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-history.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MEASURE_DAY (vigie_measure_day_get_type ())
/* Signal "changed" (no argument): the series is another. */
G_DECLARE_FINAL_TYPE (VigieMeasureDay, vigie_measure_day, VIGIE, MEASURE_DAY, GObject)

/* A full reference; asks for nothing until vigie_measure_day_tick(). */
VigieMeasureDay *vigie_measure_day_new (VigieHistory *history, const char *measure_id);

/* Has the window reach from 24 h before @now on; to be called as time goes on: it moves in steps. */
void vigie_measure_day_tick (VigieMeasureDay *self, VigieTime now);

/* What is known, or NULL; owned by the day until the next "changed". */
VigieSeries *vigie_measure_day_get_series (VigieMeasureDay *self);

/* The archive of the context's sync, or NULL; unowned. @context may be NULL. */
typedef struct _VigieContext VigieContext;
VigieHistory *vigie_measure_day_get_archive (VigieContext *context);

G_END_DECLS
