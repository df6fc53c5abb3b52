/* vigie-model-private.h: what the classes of the model know of each other; for this room only.
 *
 * The territory changes measures and sites, then tells: a slice of a batch first changes the fields
 * of all it touches, then recomputes the sites, then emits each signal once. The `changes` bits are
 * what is still to be told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-schedule.h"
#include "vigie-sensor.h"
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
  VIGIE_SITE_CHANGE_PROBLEM = 1 << 8,
} VigieSiteChange;
/* What a place on the map shows of it. */
#define VIGIE_SITE_CHANGE_SHOWN                                                                    \
  (VIGIE_SITE_CHANGE_SEVERITY | VIGIE_SITE_CHANGE_CONDITION | VIGIE_SITE_CHANGE_FRESHNESS          \
   | VIGIE_SITE_CHANGE_DATA)

typedef enum
{
  VIGIE_SENSOR_CHANGE_LAST_SEEN = 1 << 0,
  VIGIE_SENSOR_CHANGE_FRESHNESS = 1 << 1,
  VIGIE_SENSOR_CHANGE_EXPECTED = 1 << 2,
  VIGIE_SENSOR_CHANGE_CONDITION = 1 << 3,
  VIGIE_SENSOR_CHANGE_HEARD = 1 << 4,
  VIGIE_SENSOR_CHANGE_REVISION = 1 << 5,
} VigieSensorChange;

struct _VigieMeasure
{
  GObject parent_instance;

  VigieMeasureData *data;  /* owned */
  VigieSensorData *sensor; /* owned, or NULL */
  VigieSite *site;         /* unowned: the site owns its measures; NULL until the site is known */
  VigieSensor *device;     /* unowned: the territory owns it; NULL without a site or a sensor */
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

/* What a site has besides its data: where nothing was measured and nobody looked, none of it. */
typedef struct
{
  VigieMeasure **measures; /* owned array of references */
  GListModel *list;        /* owned: measures as a list; NULL until it is asked for */
  char *reason;            /* owned: the words last asked for, or NULL */
  VigieMeasure *worst;     /* unowned: one of measures */
  VigieSensor *gateway;    /* unowned: the one that this site is, or NULL */
  guint n_measures;
  guint n_problems;      /* measures whose last condition is @problem */
  guint reason_revision; /* of worst, when the reason was last looked at */
} VigieSiteParts;

/* There may be a million, of which most only are somewhere. */
struct _VigieSite
{
  GObject parent_instance;

  VigieSiteData *data; /* owned */
  const VigieSiteParts
      *parts; /* owned, or one for all that have none; changed by vigie_site_edit_parts() */
  VigieTerritory *territory; /* unowned; NULL once it is out of it */
  guint slot;                /* see vigie_site_get_slot() */
  guint changes : 16;        /* VigieSiteChange still to be told */
  VigieFreshness freshness : 3;
  VigieCondition condition : 2;
  VigieCondition problem : 2; /* worst by the last readings, whether or not they are fresh */
  VigieLevel level : 3;
  guint touched : 1; /* whether it is in the territory's list of what to tell */
  guint doomed : 1;  /* whether it is about to be removed */
};
G_STATIC_ASSERT (VIGIE_N_FRESHNESS <= 1 << 3 && VIGIE_N_CONDITION <= 1 << 2
                 && VIGIE_N_LEVEL <= 1 << 3);

/* A gateway as sensors name it, whether it is of the territory or not. Shared by all that speak of it. */
typedef struct
{
  char *id;             /* owned */
  VigieSensor *gateway; /* unowned: of the territory, or NULL */
  guint n_users;        /* sensors heard by it, and the gateway itself */
  guint n_heard;        /* live or late sensors that it heard */
  VigieTime last_heard; /* newest frame that it heard, or NONE */
} VigieGatewayEntry;

/* Roles whose measure a sensor knows; the order is that of `roles`. */
typedef enum
{
  VIGIE_SENSOR_ROLE_BATTERY,
  VIGIE_SENSOR_ROLE_RSSI,
  VIGIE_SENSOR_ROLE_SNR,
  VIGIE_SENSOR_ROLE_SPREADING_FACTOR,
  VIGIE_SENSOR_ROLE_FRAME_COUNTER,
  VIGIE_SENSOR_ROLE_GATEWAYS,
  VIGIE_SENSOR_N_ROLES,
} VigieSensorRole;

struct _VigieSensor
{
  GObject parent_instance;

  VigieMeasureData *named_by; /* owned: a measure that it was first known by; NULL for a gateway */
  VigieSensorData *data;      /* owned, or NULL while it is not known */
  VigieSite *site;            /* unowned; NULL once it is out of the territory */
  union
  {
    VigieMeasure *one;   /* of n_measures ≤ 1 */
    VigieMeasure **many; /* owned array */
  } measures; /* unowned: the site owns them; vigie_sensor_measures() has them as an array */
  VigieHearing *hearings;   /* owned array; of a sensor */
  VigieGatewayEntry **from; /* owned array: the entries of hearings, each counted */
  VigieGatewayEntry *entry; /* counted: its own, of a gateway that tells an id */
  VigieTime last_seen;
  gint64 expected_interval;
  VigieScheduleEntry due; /* next change of the freshness */
  guint n_measures;
  guint n_hearings;
  guint hearings_revision; /* of the measure of gateways, when it was read */
  guint n_heard;           /* as told */
  guint revision;
  VigieFreshness freshness : 3;
  VigieCondition condition : 2; /* as shown */
  guint changes : 8;            /* VigieSensorChange still to be told */
  guint touched : 1;            /* whether it is in the territory's list of what to refresh */
  guint doomed : 1;             /* whether it is about to be removed */
  guint is_gateway : 1;
  guint hears : 1; /* whether it counts in n_heard of its gateways */
};

/* The id that it is known by before its data are: "" for a gateway. */
static inline const char *
vigie_sensor_named (const VigieSensor *self)
{
  return self->named_by != NULL ? self->named_by->sensor_id : "";
}

/* Its measures as an array; valid until they change. */
static inline VigieMeasure *const *
vigie_sensor_measures (const VigieSensor *self)
{
  return self->n_measures > 1 ? self->measures.many : &self->measures.one;
}

/* Adds a measure at the end; takes one out. */
void vigie_sensor_add_measure (VigieSensor *self, VigieMeasure *measure);
void vigie_sensor_remove_measure (VigieSensor *self, VigieMeasure *measure);
void vigie_sensor_remove_measures (VigieSensor *self);

/* A measure of the sensor of that role, or NULL. */
VigieMeasure *vigie_sensor_find_role (const VigieSensor *self, VigieSensorRole role);

/* Computes all but what gateways heard at @now, notes what changed in `changes`, and gives the instant of the
 * next change. */
VigieTime vigie_sensor_refresh (VigieSensor *self, VigieTime now);

/* Emits what `changes` says and clears it; TRUE if there was something to tell. */
gboolean vigie_sensor_tell (VigieSensor *self);

struct _VigieSensorList
{
  GObject parent_instance;

  GPtrArray *sensors; /* owned: VigieSensor, references */
  guint n_listed;     /* length of the list as its users know it */
};

void vigie_sensor_list_emit_changed (VigieSensorList *self, GPtrArray *sensors);

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

/* The parts of a site, its own from now on. */
VigieSiteParts *vigie_site_edit_parts (VigieSite *self);

/* Takes the reference of @measure; its place is the last. */
void vigie_site_add_measure (VigieSite *self, VigieMeasure *measure);
/* Gives the reference up to the caller. */
VigieMeasure *vigie_site_take_measure (VigieSite *self, VigieMeasure *measure);

/* Recomputes the state from its measures and notes what changed in `changes`. */
void vigie_site_refresh (VigieSite *self);

/* Emits what `changes` says and clears it; TRUE if there was something to tell. */
gboolean vigie_site_tell (VigieSite *self);

/* Says the territory's "level-changed". */
void vigie_territory_tell_level (VigieTerritory *self, VigieSite *site);

G_END_DECLS
