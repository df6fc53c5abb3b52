/* vigie-fleet-figures.h: what is found out of a sensor by its past, and what fails of it. No widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-failure.h"
#include "vigie-sensor.h"

G_BEGIN_DECLS

/* Days over which losses are a failure. */
#define VIGIE_FLEET_LOSS_DAYS 3

/* What takes the past to be known; of a gateway the last ones alone. */
typedef struct
{
  gboolean has_battery, has_loss, has_days_loss, has_margin, has_stuck;
  gboolean battery_unread; /* too little of the battery's past is on this machine to judge it */
  gboolean unread;         /* of something that is judged */
  VigieBatteryForecast battery;
  VigieFrameLoss loss;      /* of the last 24 hours */
  VigieFrameLoss days_loss; /* of the last VIGIE_FLEET_LOSS_DAYS */
  VigieMarginTrend margin;
  VigieStuck stuck;       /* of the measure that stood still first */
  char *stuck_name;       /* owned, or NULL: of that measure, server text */
  char *stuck_unit;       /* owned, or NULL */
  guint revision;         /* of the sensor when they were computed */
  VigieTime history_time; /* when all but losses was computed, or NONE */

  /* Of a gateway: sensors that it alone heard with their last frame, and those of them that are silent. */
  guint n_lone, n_lone_silent;
} VigieFleetFigures;

/* Nothing is known. Free with vigie_fleet_figures_free(). */
VigieFleetFigures *vigie_fleet_figures_new (void);
VigieFleetFigures *vigie_fleet_figures_copy (const VigieFleetFigures *self);
void vigie_fleet_figures_free (VigieFleetFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieFleetFigures, vigie_fleet_figures_free)

/* All findings, the soonest first: see vigie_failure_list(). @figures may be NULL. */
guint vigie_fleet_failures (VigieSensor *sensor,
                            const VigieFleetFigures *figures,
                            VigieTime now,
                            VigieFailure failures[VIGIE_N_FAILURE]);

/* TRUE of a sensor whose last frame was heard by one gateway alone; that one (NULL: not of the territory) in
 * *@gateway, which may be NULL. */
gboolean vigie_fleet_is_lone (VigieSensor *sensor, VigieSensor **gateway);

/* The column « Prochaine panne » in words; free with g_free(). */
char *vigie_fleet_failure_words (VigieSensor *sensor,
                                 const VigieFleetFigures *figures,
                                 VigieTime now,
                                 gboolean live);
/* What a finding is told by: since when, slope and range, readings; NULL where its words say all. g_free(). */
char *vigie_fleet_evidence (VigieSensor *sensor,
                            const VigieFleetFigures *figures,
                            const VigieFailure *failure,
                            VigieTime now);
/* All findings, each with its evidence, a line each; NULL if there is none. g_free(). */
char *vigie_fleet_findings (VigieSensor *sensor, const VigieFleetFigures *figures, VigieTime now);
/* « 12 capteurs n’ont qu’elle, dont 3 muets »; NULL where none has. g_free(). */
char *vigie_fleet_lone_words (const VigieFleetFigures *figures);

G_END_DECLS
