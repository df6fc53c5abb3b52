/* vigie-attendance-reader.h: tracks and habits of attendance, from the store.
 *
 * A plan says which measures count the vehicles of which site. Everything is immutable once shared and counted
 * atomically; reading blocks and may be done in any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"
#include "vigie-profile.h"
#include "vigie-store.h"

G_BEGIN_DECLS

typedef struct
{
  VigieSiteData *data; /* referenced */
  VigieAttendanceFacts facts;
  char *hours_error; /* why the opening hours cannot be read, in words; or NULL */
  char *short_name;  /* as it follows « à »: « Riantec » of « Déchèterie de Riantec » */
  GPtrArray *
      in; /* of VigieMeasureData (referenced): one for each entrance; a meter's index before its amounts */
  GPtrArray *out;
  VigieMeasureData *present; /* or NULL */
  GPtrArray *skips;          /* of VigieMeasureData: fill levels */
  char **
      accepts; /* wastes that it takes, as Thing.properties.accepts writes them; NULL if not told */
  gint64 expected_interval; /* µs: of the slowest of what counts */
} VigieAttendanceSite;

typedef struct _VigieAttendancePlan VigieAttendancePlan;

/* Of all sites and measures: the sites that count vehicles, and recycling centres that do not (they are told as such),
 * by name. Any thread. */
VigieAttendancePlan *
vigie_attendance_plan_new (GPtrArray *sites, GPtrArray *measures, VigieProfile *profile);
VigieAttendancePlan *vigie_attendance_plan_ref (VigieAttendancePlan *self);
void vigie_attendance_plan_unref (VigieAttendancePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAttendancePlan, vigie_attendance_plan_unref)
guint vigie_attendance_plan_get_n_sites (VigieAttendancePlan *self);
const VigieAttendanceSite *vigie_attendance_plan_get_site (VigieAttendancePlan *self, guint index);
const VigieAttendanceSite *vigie_attendance_plan_find_site (VigieAttendancePlan *self,
                                                            const char *site_id);
/* Ids of all measures that count, to have their history fetched; NULL-terminated, of the plan. */
const char *const *vigie_attendance_plan_get_measure_ids (VigieAttendancePlan *self, guint *n);
/* Whether all that @a takes @b takes too (both told), so that who comes for one may go to the other. */
gboolean vigie_attendance_site_takes_the_same (const VigieAttendanceSite *a,
                                               const VigieAttendanceSite *b);

/* The track of a site over @from ≤ t < @to, with what the store has. NULL with an error of the store, or
 * G_IO_ERROR_CANCELLED. */
VigieAttendanceTrack *vigie_attendance_read_track (VigieStore *store,
                                                   const VigieAttendanceSite *site,
                                                   VigieTime from,
                                                   VigieTime to,
                                                   VigieTime now,
                                                   const VigieCountBias *bias,
                                                   GCancellable *cancellable,
                                                   GError **error);
/* Habits of the VIGIE_ATTENDANCE_WEEKS weeks before the local day of @now. @loaded (may be NULL): how much of that past
 * is known on this machine, 0 to 1. Sites may be read in several threads at once, as vigie_energy_read() does. */
VigieAttendanceHabits *vigie_attendance_read_habits (VigieStore *store,
                                                     const VigieAttendanceSite *site,
                                                     VigieTime now,
                                                     double *loaded,
                                                     GCancellable *cancellable,
                                                     GError **error);
/* The same of all sites of the plan, in two threads: GPtrArray of VigieAttendanceHabits in the plan's order. */
GPtrArray *vigie_attendance_read_all_habits (VigieStore *store,
                                             VigieAttendancePlan *plan,
                                             VigieTime now,
                                             double *loaded,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS
