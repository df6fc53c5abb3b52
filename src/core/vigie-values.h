/* vigie-values.h: the words of the field as C types. Values only: no I/O, no GObject.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

#include "vigie-time.h"

G_BEGIN_DECLS

/* How old the last reading of a measure is, against its expected interval. In order of severity. */
typedef enum
{
  VIGIE_FRESHNESS_LIVE,           /* age ≤ 1.5 × the expected interval */
  VIGIE_FRESHNESS_LATE,           /* age ≤ 3 × */
  VIGIE_FRESHNESS_SILENT,         /* more */
  VIGIE_FRESHNESS_NEVER,          /* no reading was ever received */
  VIGIE_FRESHNESS_OUT_OF_SERVICE, /* declared so by a person */
  VIGIE_FRESHNESS_NONE,           /* of a site alone: it has no measure */
} VigieFreshness;
#define VIGIE_N_FRESHNESS 6

/* What the last reading says against its thresholds. UNKNOWN where it is not live or late. */
typedef enum
{
  VIGIE_CONDITION_NORMAL,
  VIGIE_CONDITION_WARNING,
  VIGIE_CONDITION_CRITICAL,
  VIGIE_CONDITION_UNKNOWN,
} VigieCondition;
#define VIGIE_N_CONDITION 4

/* Thing.properties.kind; the order is that of the map's legend. */
typedef enum
{
  VIGIE_KIND_OTHER,
  VIGIE_KIND_RECYCLING_CENTRE, /* déchèterie */
  VIGIE_KIND_WATER,            /* "water": épuration, relevage */
  VIGIE_KIND_SOLAR_PLANT,
  VIGIE_KIND_DATA_CENTRE,
  VIGIE_KIND_SUBSTATION,
  VIGIE_KIND_PUBLIC_BUILDING,
  VIGIE_KIND_SERVICE_POINT, /* France services */
  VIGIE_KIND_LORA_GATEWAY,
} VigieKind;
#define VIGIE_N_KIND 9

/* Datastream.properties.role */
typedef enum
{
  VIGIE_ROLE_OTHER,
  VIGIE_ROLE_VEHICLES_PRESENT,
  VIGIE_ROLE_VEHICLES_IN,
  VIGIE_ROLE_VEHICLES_OUT,
  VIGIE_ROLE_FILL_LEVEL,
  VIGIE_ROLE_CONSUMPTION,
  VIGIE_ROLE_PRODUCTION,
  VIGIE_ROLE_GRID_IMPORT,
  VIGIE_ROLE_GRID_EXPORT,
  VIGIE_ROLE_IT_LOAD,
  VIGIE_ROLE_HEAT_REUSE,
  VIGIE_ROLE_STORAGE_CHARGE,    /* into a battery */
  VIGIE_ROLE_STORAGE_DISCHARGE, /* out of it */
  VIGIE_ROLE_WATER,
  VIGIE_ROLE_FLOW,
  VIGIE_ROLE_BATTERY_LEVEL,
  VIGIE_ROLE_RSSI,
  VIGIE_ROLE_SNR,
  VIGIE_ROLE_SPREADING_FACTOR,
  VIGIE_ROLE_FRAME_COUNTER,
  VIGIE_ROLE_GATEWAYS, /* which gateways heard the last frame: see vigie-gateways.h */
  VIGIE_ROLE_TEMPERATURE,
  VIGIE_ROLE_OUTSIDE_TEMPERATURE, /* of the air outside: degree-days */
  VIGIE_ROLE_HUMIDITY,
  VIGIE_ROLE_STATE, /* open/closed, on/off */
} VigieRole;
#define VIGIE_N_ROLE 25

/* What a reading's number is of its interval. */
typedef enum
{
  VIGIE_AGGREGATION_INSTANT,    /* the value at that time */
  VIGIE_AGGREGATION_INTERVAL,   /* the amount since the reading before */
  VIGIE_AGGREGATION_CUMULATIVE, /* a meter's index, which only grows but for roll-over */
} VigieAggregation;

/* Names as in the API and in --status=json ("live", "out-of-service", "recycling-centre",
 * "vehicles-present", …). The _from_ functions give FALSE and the neutral value for a name that is
 * not theirs, or NULL. */
const char *vigie_freshness_to_string (VigieFreshness freshness);
const char *vigie_condition_to_string (VigieCondition condition);
const char *vigie_kind_to_string (VigieKind kind);
gboolean vigie_kind_from_string (const char *name, VigieKind *kind);
const char *vigie_role_to_string (VigieRole role);
gboolean vigie_role_from_string (const char *name, VigieRole *role);
const char *vigie_aggregation_to_string (VigieAggregation aggregation);
gboolean vigie_aggregation_from_string (const char *name, VigieAggregation *aggregation);
/* TRUE for battery, radio, frame counter and gateways: they speak of the device, not of the site. */
gboolean vigie_role_is_diagnostic (VigieRole role);

/* Datastream.properties.thresholds. A limit that is not set is NAN. Delays in µs, ≥ 0. */
typedef struct
{
  double lowlow, low, high, highhigh; /* lowlow and highhigh are critical, low and high warnings */
  double deadband;                    /* ≥ 0, in the unit of the measure */
  gint64 on_delay;                    /* how long a limit must be passed before it counts */
  gint64 off_delay; /* how long the value must be back before it no longer counts */
} VigieThresholds;
#define VIGIE_THRESHOLDS_NONE ((VigieThresholds) {NAN, NAN, NAN, NAN, 0, 0, 0})

/* One reading. Typed by its value, as servers send any JSON type. */
typedef enum
{
  VIGIE_VALUE_NONE,    /* null, or a number that is not one */
  VIGIE_VALUE_NUMBER,  /* number, finite */
  VIGIE_VALUE_BOOLEAN, /* number is 0 or 1 */
  VIGIE_VALUE_TEXT,    /* text, as sent */
  VIGIE_VALUE_JSON,    /* text is a JSON object or array */
} VigieValueType;

typedef struct
{
  VigieTime time;        /* phenomenonTime; the end of an interval */
  VigieTime start;       /* begin of an interval, or VIGIE_TIME_NONE */
  VigieTime result_time; /* resultTime, or VIGIE_TIME_NONE */
  double number;         /* NAN where the type has no number */
  char *text;            /* owned; NULL but for TEXT and JSON */
  VigieValueType type;
} VigieReading;

/* No reading: no time, no value. */
#define VIGIE_READING_NONE                                                                         \
  ((VigieReading) {VIGIE_TIME_NONE, VIGIE_TIME_NONE, VIGIE_TIME_NONE, NAN, NULL, VIGIE_VALUE_NONE})

/* Frees the text and leaves VIGIE_READING_NONE. */
void vigie_reading_clear (VigieReading *reading);

/* Copies, text included. @target must hold a reading or be zero-filled: what it held is freed. */
void vigie_reading_copy_into (const VigieReading *source, VigieReading *target);

/* What the server tells of a site, a sensor, a measure. Immutable once shared; counted by
 * reference (atomic), so that the store's thread and the main thread may hold the same one. Ids are
 * the server's as text, with `id_is_text` where they are to be quoted in addresses. Texts are
 * valid UTF-8, never markup, and never NULL but where said. */
typedef struct
{
  char *commune;                  /* INSEE code, or NULL */
  char *commune_name;             /* or NULL */
  char *description;              /* "" if none */
  char *opening_hours;            /* OpenStreetMap syntax, or NULL */
  char *access;                   /* or NULL */
  char *contact;                  /* or NULL */
  char *address;                  /* place in words, or NULL */
  char *out_of_service_note;      /* who and why, or NULL */
  VigieTime out_of_service_since; /* or VIGIE_TIME_NONE */
  char *properties;               /* Thing.properties as JSON, "" if none */
  int capacity;                   /* places, or -1 */
} VigieSiteDetails;

/* What every site has; there may be a million. */
typedef struct
{
  gatomicrefcount ref_count; /* private */
  VigieKind kind : 8;
  guint id_is_text : 1;
  guint commune_found : 1; /* the commune is not told: its outline holds the place */
  guint demonstration : 1; /* simulated or fictitious */
  guint out_of_service : 1;
  guint packed : 1;        /* private: see vigie_site_data_pack() */
  guint commune_alone : 1; /* private: and the details are those of the commune */
  char *id;
  char *name;
  double lat, lon;                 /* WGS 84 degrees, or both NAN */
  const VigieSiteDetails *details; /* never NULL; changed by vigie_site_data_edit_details() */
} VigieSiteData;

typedef struct
{
  gatomicrefcount ref_count;
  char *id;
  gboolean id_is_text;
  char *name;
  char *model;        /* "" if none */
  char *dev_eui;      /* 16 capital hexadecimal digits, or NULL */
  char *battery_type; /* « ER34615 », or NULL where it is not told: mains, or not known */
} VigieSensorData;

/* A declared replacement of a meter, in the unit of its measure. */
typedef struct
{
  VigieTime time; /* the old one counted up to then, the new one from then on */
  double last;    /* index of the old one when it was taken out */
  double first;   /* of the new one when it was put in */
} VigieMeterChange;

typedef struct
{
  gatomicrefcount ref_count;
  char *id;
  gboolean id_is_text;
  char *site_id;
  char *sensor_id; /* or NULL */
  char *name;
  char *unit;              /* symbol, "" if none */
  char *observed_property; /* name, "" if none */
  VigieRole role;
  VigieAggregation aggregation;
  gint64 expected_interval;      /* µs, 0 if unknown */
  gboolean interval_is_observed; /* from the median gap, not declared */
  VigieThresholds thresholds;
  gboolean out_of_service;
  char *out_of_service_note;      /* or NULL */
  VigieTime out_of_service_since; /* or VIGIE_TIME_NONE */
  VigieTime installed;            /* or VIGIE_TIME_NONE */
  /* Of meters. */
  double rollover; /* the index begins again at 0 there, in the unit; 0 where it is not declared */
  char *
      part_of; /* id of the measure of its site whose amount holds this one's (a sub-meter), or NULL */
  VigieMeterChange *changes; /* declared replacements, ascending in time; NULL if none */
  guint n_changes;
} VigieMeasureData;

/* Whether two numbers are equal, or both none. */
static inline gboolean
vigie_value_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* New ones have every text "" or NULL, numbers at their "none", one reference. */
VigieSiteData *vigie_site_data_new (void);
VigieSiteData *vigie_site_data_ref (VigieSiteData *data);
void vigie_site_data_unref (VigieSiteData *data);
/* A copy that may still be changed. */
VigieSiteData *vigie_site_data_copy (const VigieSiteData *data);
/* The details of a new one or a copy, to be filled in. Owned by it. */
VigieSiteDetails *vigie_site_data_edit_details (VigieSiteData *data);
/* Takes the reference of @data and gives one of the same in a single piece of memory, a fourth of it; @data itself where
 * it is that already. Details that tell nothing take none, and those that tell of the commune alone are there once for
 * all its sites. Not to be changed any more. Any thread. */
VigieSiteData *vigie_site_data_pack (VigieSiteData *data);
gboolean vigie_site_data_equal (const VigieSiteData *a, const VigieSiteData *b);
VigieSensorData *vigie_sensor_data_new (void);
VigieSensorData *vigie_sensor_data_ref (VigieSensorData *data);
void vigie_sensor_data_unref (VigieSensorData *data);
gboolean vigie_sensor_data_equal (const VigieSensorData *a, const VigieSensorData *b);
VigieMeasureData *vigie_measure_data_new (void);
VigieMeasureData *vigie_measure_data_ref (VigieMeasureData *data);
void vigie_measure_data_unref (VigieMeasureData *data);
gboolean vigie_measure_data_equal (const VigieMeasureData *a, const VigieMeasureData *b);
/* TRUE if a reading of the one can stand beside one of the other: the same site, role, unit and observed
 * property. Names, limits and intervals change without changing what was measured. */
gboolean vigie_measure_data_means_same (const VigieMeasureData *a, const VigieMeasureData *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSiteData, vigie_site_data_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSensorData, vigie_sensor_data_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieMeasureData, vigie_measure_data_unref)

G_END_DECLS
