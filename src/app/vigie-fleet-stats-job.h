/* vigie-fleet-stats-job.h: some sensors whose past is read and computed at once.
 *
 * Filled on the main thread, computed in another one, which alone has it meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fleet-figures.h"

G_BEGIN_DECLS

/* Sensors of one job. */
#define VIGIE_FLEET_JOB_SENSORS 32

/* One read each: measures of the same time back from now. */
typedef enum
{
  VIGIE_FLEET_READ_COUNTERS,
  VIGIE_FLEET_READ_BATTERIES,
  VIGIE_FLEET_READ_RADIO,
  VIGIE_FLEET_READ_VALUES,
} VigieFleetRead;
#define VIGIE_FLEET_N_READS 4

/* How far back that is, µs. */
gint64 vigie_fleet_read_window (VigieFleetRead read);

typedef struct _VigieFleetJob VigieFleetJob;

/* What is to be found out of some sensors at @now: filled on the main thread, computed in any one, told on the main one. */
VigieFleetJob *vigie_fleet_job_new (VigieTime now);
void vigie_fleet_job_free (gpointer job);

/* @before: the figures that are known, or NULL. Without @history frames alone are looked at. FALSE if the job is full. */
gboolean vigie_fleet_job_add (VigieFleetJob *self,
                              VigieSensor *sensor,
                              const VigieFleetFigures *before,
                              gboolean history);

VigieTime vigie_fleet_job_get_now (VigieFleetJob *self);
guint vigie_fleet_job_get_n (VigieFleetJob *self);
VigieSensor *vigie_fleet_job_get_sensor (VigieFleetJob *self, guint i);
const VigieFleetFigures *vigie_fleet_job_get_figures (VigieFleetJob *self, guint i);

/* What is to be read: ids, owned by the job, each once. */
const char *const *vigie_fleet_job_get_ids (VigieFleetJob *self, VigieFleetRead read, guint *n);
/* Takes what was read of them: VigieSeries in their order. */
void vigie_fleet_job_take_series (VigieFleetJob *self, VigieFleetRead read, GPtrArray *series);

/* Makes the figures. Any thread. */
void vigie_fleet_job_compute (VigieFleetJob *self, GCancellable *cancellable);

G_END_DECLS
