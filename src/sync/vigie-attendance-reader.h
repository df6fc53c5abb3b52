/* vigie-attendance-reader.h: tracks and habits of attendance, from the store.
 *
 * A plan says which measures count the vehicles of which site: all entrances and exits, each once. Of a sensor that
 * tells an index and amounts the index counts; what is a part of another measure is left out where the whole is there,
 * and so is what is out of service, and what does not say whether it is an index or amounts. Everything is immutable once shared and counted
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
  /* Of VigieMeasureData (referenced), never NULL: one for each entrance and exit (several for one that has several
   * indexes). Where all of one way are out of service, those of which it is told since when: they are read until then.
   */
  GPtrArray *in, *out;
  VigieMeasureData *present; /* or NULL */
  GPtrArray *skips;          /* of VigieMeasureData: fill levels, by name */
  char **
      accepts; /* wastes that it takes, as Thing.properties.accepts writes them; NULL if not told */
  gint64 expected_interval; /* µs, > 0: of the slowest of what counts */
} VigieAttendanceSite;

/* In whose time it opens: its own, or that of the words where it tells none. Of the site or of the program. */
GTimeZone *vigie_attendance_site_get_zone (const VigieAttendanceSite *self);

typedef struct _VigieAttendancePlan VigieAttendancePlan;

/* Of all sites and measures: the sites that count vehicles, and recycling centres that do not (they are told as such),
 * by short name as the locale sorts. A site that is out of service as a whole says so in its data. Any thread. */
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
/* Habits of the VIGIE_ATTENDANCE_WEEKS weeks before the local day of @now, as far as they are on this machine. @loaded
 * (may be NULL): how much of that past is, 0 to 1 (1 of a site that counts nothing): below 1 more is to come from the
 * server, and what is missing is no gap of the counters. Sites may be read in several threads at once, as vigie_energy_read() does. */
VigieAttendanceHabits *vigie_attendance_read_habits (VigieStore *store,
                                                     const VigieAttendanceSite *site,
                                                     VigieTime now,
                                                     double *loaded,
                                                     GCancellable *cancellable,
                                                     GError **error);
/* The same of all sites of the plan, in two threads (the calling one is one of them): GPtrArray of
 * VigieAttendanceHabits in the plan's order. @loaded: of the sites that count, on average. */
GPtrArray *vigie_attendance_read_all_habits (VigieStore *store,
                                             VigieAttendancePlan *plan,
                                             VigieTime now,
                                             double *loaded,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS
