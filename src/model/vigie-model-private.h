/* vigie-model-private.h: what the classes of the model know of each other; for this room only.
 *
 * The territory changes measures and sites, then tells: a slice of a batch first changes the fields
 * of all it touches, then recomputes the sites, then emits each signal once. The `changes` bits are
 * what is still to be told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-schedule.h"
#include "vigie-site.h"

G_BEGIN_DECLS

typedef struct _VigieTerritory VigieTerritory;

typedef enum
{
  VIGIE_MEASURE_CHANGE_FRESHNESS = 1 << 0,
  VIGIE_MEASURE_CHANGE_CONDITION = 1 << 1,
  VIGIE_MEASURE_CHANGE_REVISION = 1 << 2,
  VIGIE_MEASURE_CHANGE_DATA = 1 << 3,
} VigieMeasureChange;

typedef enum
{
  VIGIE_SITE_CHANGE_SEVERITY = 1 << 0,
  VIGIE_SITE_CHANGE_CONDITION = 1 << 1,
  VIGIE_SITE_CHANGE_FRESHNESS = 1 << 2,
  VIGIE_SITE_CHANGE_REASON = 1 << 3,
  VIGIE_SITE_CHANGE_NAME = 1 << 4,
  VIGIE_SITE_CHANGE_DATA = 1 << 5,
  VIGIE_SITE_CHANGE_MEASURES = 1 << 6,
  VIGIE_SITE_CHANGE_READING = 1 << 7,
} VigieSiteChange;

struct _VigieMeasure
{
  GObject parent_instance;

  VigieMeasureData *data;  /* owned */
  VigieSensorData *sensor; /* owned, or NULL */
  VigieSite *site;         /* unowned: the site owns its measures; NULL until the site is known */
  VigieReading latest;     /* owned text */
  VigieConditionState state;
  VigieScheduleEntry due; /* next change of the freshness */
  guint revision;
  guint8 freshness; /* VigieFreshness */
  guint8 condition; /* VigieCondition, as shown */
  gint16 severity;
  guint8 changes; /* VigieMeasureChange still to be told */
  guint8 touched; /* whether it is in the territory's list of what to tell */
  guint8 counted; /* whether it is in the territory's counts */
};

struct _VigieSite
{
  GObject parent_instance;

  VigieSiteData *data;       /* owned */
  VigieMeasure **measures;   /* owned array of references */
  GListModel *list;          /* owned: measures as a list; NULL until it is asked for */
  VigieTerritory *territory; /* unowned; NULL once it is out of it */
  char *reason;              /* owned: the words last asked for, or NULL */
  VigieMeasure *worst;       /* unowned: one of measures */
  VigieTime since;
  VigieTime last_reading;
  guint n_measures;
  guint n_told;          /* length of the list as its users know it */
  guint reason_revision; /* of worst, when the reason was last looked at */
  gint16 severity;
  guint8 freshness;
  guint8 condition;
  guint8 changes; /* VigieSiteChange still to be told */
  guint8 touched; /* whether it is in the territory's list of what to tell */
  guint8 doomed;  /* whether it is about to be removed */
};

/* Takes the reference of @data. */
VigieMeasure *vigie_measure_new (VigieMeasureData *data);
/* As if it had never said anything. */
void vigie_measure_forget_reading (VigieMeasure *self);

/* Computes freshness, condition and severity at @now, notes what changed in `changes`, and gives the
 * instant of the next change. @site_out_of_service: the whole site is declared so. */
VigieTime vigie_measure_refresh (VigieMeasure *self, VigieTime now, gboolean site_out_of_service);

/* Emits what `changes` says and clears it. */
void vigie_measure_tell (VigieMeasure *self);

/* Takes the reference of @data. */
VigieSite *vigie_site_new (VigieSiteData *data);

/* Takes the reference of @measure; its place is the last. */
void vigie_site_add_measure (VigieSite *self, VigieMeasure *measure);
/* Gives the reference up to the caller. */
VigieMeasure *vigie_site_take_measure (VigieSite *self, VigieMeasure *measure);

/* Recomputes the state from its measures and notes what changed in `changes`. */
void vigie_site_refresh (VigieSite *self);

/* Emits what `changes` says and clears it; TRUE if there was something to tell. */
gboolean vigie_site_tell (VigieSite *self);

G_END_DECLS
