/* vigie-attendance-model.h: the attendance of all sites of a server, kept up to date while somebody wants it.
 *
 * What is read is read from the local store off the main thread; the server is asked for what is missing of the past.
 * While the link is lost all is as of the last exchange. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-attendance-item.h"
#include "vigie-context.h"

G_BEGIN_DECLS

/* How much of the past must be on this machine before habits are told: those of a part of it would be those of the
 * last weeks alone. */
#define VIGIE_ATTENDANCE_LOADED_LEAST 0.95

/* What somebody wants. Nothing is read or asked while nobody wants anything. */
typedef enum
{
  VIGIE_ATTENDANCE_WANT_NOW = 1 << 0,    /* vehicles and levels, today; the rings of the map */
  VIGIE_ATTENDANCE_WANT_HABITS = 1 << 1, /* also what is usual, as far as it is on this machine */
  VIGIE_ATTENDANCE_WANT_PAST = 1 << 2,   /* the server is asked for the weeks that habits need */
} VigieAttendanceWant;

#define VIGIE_TYPE_ATTENDANCE_MODEL (vigie_attendance_model_get_type ())
/* A GListModel of VigieAttendanceItem, in the plan's order (by name). Signals, none with an argument: "plan-changed":
 * the sites are others; "changed": states of some, or how much of the past is here. It also sets the level of the
 * territory's sites. */
G_DECLARE_FINAL_TYPE (VigieAttendanceModel,
                      vigie_attendance_model,
                      VIGIE,
                      ATTENDANCE_MODEL,
                      GObject)

/* The one of @context, made when it is first asked for; owned by the context. */
VigieAttendanceModel *vigie_attendance_model_get (VigieContext *context);

/* What @user (only compared, never followed) wants from now on: any of VigieAttendanceWant, 0 for nothing any more. */
void vigie_attendance_model_want (VigieAttendanceModel *self, gconstpointer user, guint want);

/* Whether the sites are known; which (NULL until then, owned by the model). */
VigieAttendancePlan *vigie_attendance_model_get_plan (VigieAttendanceModel *self);
/* NULL where it is none of them. Owned by the model. */
VigieAttendanceItem *vigie_attendance_model_find (VigieAttendanceModel *self, const char *site_id);
/* The states of all sites, in the plan's order: GPtrArray of VigieAttendanceState. Full reference. */
GPtrArray *vigie_attendance_model_dup_states (VigieAttendanceModel *self);

/* How much of the weeks that habits are made of is on this machine, 0 to 1; 0 until it is known. */
double vigie_attendance_model_get_loaded (VigieAttendanceModel *self);
/* Why what is missing does not come, or nothing can be read, in words; NULL. */
const char *vigie_attendance_model_get_error (VigieAttendanceModel *self);
/* Something is being read. */
gboolean vigie_attendance_model_is_reading (VigieAttendanceModel *self);
/* By the territory's clock: while the link is lost, the last exchange. */
VigieTime vigie_attendance_model_get_now (VigieAttendanceModel *self);

/* The track of one local day (VigieLocalTime.day_number) of a site, off the main thread. */
void vigie_attendance_model_read_day_async (VigieAttendanceModel *self,
                                            const char *site_id,
                                            gint64 day,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
VigieAttendanceTrack *vigie_attendance_model_read_day_finish (VigieAttendanceModel *self,
                                                              GAsyncResult *result,
                                                              GError **error);

G_END_DECLS
