/* vigie-replay.h: what the states of measures and sites were over a time, from their readings. Pure.
 *
 * The rules are those of vigie-status.h, and what comes out at an instant is what the live path would have shown
 * then, had each reading come at its own time. What is not known of the past is said so: a state is known while all
 * readings up to then are, or where silence is certain. The thresholds of that time are not known: today's are used.
 *
 * A timeline holds from ≤ t < to; it is told as the states that it passes through, each from its instant on.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"
#include "vigie-status.h"

G_BEGIN_DECLS

/* What a state is counted as. */
typedef enum
{
  VIGIE_REPLAY_NORMAL, /* live or late, no limit passed */
  VIGIE_REPLAY_WARNING,
  VIGIE_REPLAY_CRITICAL,
  VIGIE_REPLAY_SILENT, /* or never received */
  VIGIE_REPLAY_OUT_OF_SERVICE,
  VIGIE_REPLAY_UNKNOWN, /* not known on this machine, or a site without a measure: not normal */
} VigieReplayClass;
#define VIGIE_N_REPLAY_CLASS 6

/* The state of a measure, or of a site as its worst measure makes it. */
typedef struct
{
  VigieTime time; /* from then on; of the first one the timeline's begin */
  VigieTime
      last; /* the last reading then, or VIGIE_TIME_NONE where there is none or it is not known */
  double value; /* the last number then, or NAN */
  guint16
      measure; /* of a site: which of its measures, G_MAXUINT16 where it has none; of a measure 0 */
  guint8 freshness; /* VigieFreshness */
  guint8 condition; /* VigieCondition as shown: UNKNOWN unless live or late */
  guint8 passed;    /* VigieCondition by the last number, fresh or not */
  guint8 limit;     /* see VigieConditionState */
  guint8 known;     /* else freshness and condition say nothing */
  guint8
      absent; /* nothing of it is kept so early: it may not have been there yet. Not known, and no part of its site */
} VigieReplayState;

VigieReplayClass vigie_replay_class (const VigieReplayState *state);

/* ---- Which time ---- */

/* The local day of that number (VigieLocalTime): 23, 24 or 25 hours. @zone NULL is Europe/Paris here and below. */
VigieSpan vigie_replay_day (gint64 day_number, GTimeZone *zone);
/* The night of which @now, if it is in the morning or later, has seen the end: from 18 h of the day before to 8 h of
 * today. It may end after @now. */
VigieSpan vigie_replay_night (VigieTime now, GTimeZone *zone);

/* ---- A measure ---- */

typedef struct
{
  const VigieSeries
      *series; /* of vigie_replay_lead() before the begin at least; with what of it is known */
  const VigieThresholds *thresholds;
  gint64 expected_interval;       /* µs */
  gboolean spoke;                 /* it has a reading before those of the series */
  gboolean never;                 /* it has no reading to this day */
  gboolean out_of_service;        /* declared so, it or its site */
  VigieTime out_of_service_since; /* or VIGIE_TIME_NONE: all along */
} VigieReplayMeasure;

/* How long before the begin readings are wanted, µs, so that the state there is right: three times the expected
 * interval, so that silence is certain; the delays, and two readings more so that they are seen to have passed. At
 * most ten days. A limit that was passed before all that, and has kept by its deadband alone since, is not seen. */
gint64 vigie_replay_lead (gint64 expected_interval, const VigieThresholds *thresholds);

/* Appends the states of @measure over @from ≤ t < @to (VigieReplayState) to @states: at least one. Neighbours
 * differ. */
void vigie_replay_measure (const VigieReplayMeasure *measure,
                           VigieTime from,
                           VigieTime to,
                           GArray *states);

/* ---- A site ---- */

typedef struct
{
  const VigieReplayState *states;
  guint n_states;
  gboolean diagnostic; /* of the device: see vigie_role_is_diagnostic() */
} VigieReplayTrack;

/* Appends the states of a site over @from ≤ t to @states, at least one: those of its worst measure, by
 * vigie_severity(), of the site before of the device, then the first. A measure that is not known is worse than a
 * late one, and less than a silent one: a site is normal only where all its measures are known to be. One that is
 * absent does not count, unless all are. Without a measure it is normal, or out of service from
 * @out_of_service_since on where @out_of_service. At most G_MAXUINT16 measures count. */
void vigie_replay_site (const VigieReplayTrack *tracks,
                        guint n_tracks,
                        gboolean out_of_service,
                        VigieTime out_of_service_since,
                        VigieTime from,
                        GArray *states);

/* ---- All sites ---- */

typedef struct _VigieReplay VigieReplay; /* immutable, counted by reference (atomic) */

/* Of @sites (arrays of VigieReplayState, ascending in time; NULL or empty for a site of which nothing is known),
 * copied. */
VigieReplay *vigie_replay_new (VigieTime from, VigieTime to, GArray *const *sites, guint n_sites);
VigieReplay *vigie_replay_ref (VigieReplay *self);
void vigie_replay_unref (VigieReplay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieReplay, vigie_replay_unref)

VigieTime vigie_replay_get_from (const VigieReplay *self);
VigieTime vigie_replay_get_to (const VigieReplay *self);
guint vigie_replay_get_n_sites (const VigieReplay *self);

/* The state of site @site (its place in the array) at @time, clamped into from ≤ t < to; by bisection. Owned by
 * @self. */
const VigieReplayState *
vigie_replay_get_state (const VigieReplay *self, guint site, VigieTime time);

/* How many sites are of each class at @time, by bisection. */
void
vigie_replay_count (const VigieReplay *self, VigieTime time, guint counts[VIGIE_N_REPLAY_CLASS]);

/* Of @n bins over the whole time (@n > 0): the most sites that are of each class at once within the bin, so that
 * nothing short is lost; fills @bins, n × VIGIE_N_REPLAY_CLASS. */
void vigie_replay_histogram (const VigieReplay *self, guint n, guint *bins);

/* Appends to @sites (of guint) each site, once, whose state at @a is another record than at @b; in no order. */
void vigie_replay_find_moved (const VigieReplay *self, VigieTime a, VigieTime b, GArray *sites);

/* A change of the class of a site that a person wants told: to or from a state that is not normal. What was merely
 * not known before and is normal, or the reverse, is none. */
typedef struct
{
  guint site;
  const VigieReplayState *before, *after; /* owned by the replay */
} VigieReplayChange;

/* Ascending in time. */
guint vigie_replay_get_n_changes (const VigieReplay *self);
VigieReplayChange vigie_replay_get_change (const VigieReplay *self, guint position);
/* How many changes there are up to @time, it included. */
guint vigie_replay_find_change (const VigieReplay *self, VigieTime time);

G_END_DECLS
