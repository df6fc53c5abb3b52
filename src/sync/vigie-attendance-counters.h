/* vigie-attendance-counters.h: which measures of a site count its vehicles. For attendance's reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-reader.h"

G_BEGIN_DECLS

/* Makes `in`, `out`, `present`, `skips` and `expected_interval` of the site of its measures (VigieMeasureData). */
void vigie_attendance_choose_counters (VigieAttendanceSite *site, const GPtrArray *measures);

G_END_DECLS
