/* vigie-profile-private.h: the inside of a profile, shared by its two files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-profile-reader.h"
#include "vigie-profile.h"

G_BEGIN_DECLS

/* Names of properties that are looked for, the first that is there counts. */
typedef enum
{
  VIGIE_FIELD_THING_KIND,
  VIGIE_FIELD_THING_COMMUNE,
  VIGIE_FIELD_THING_COMMUNE_NAME,
  VIGIE_FIELD_THING_OPENING_HOURS,
  VIGIE_FIELD_THING_CAPACITY,
  VIGIE_FIELD_THING_ACCESS,
  VIGIE_FIELD_THING_CONTACT,
  VIGIE_FIELD_THING_ADDRESS,
  VIGIE_FIELD_THING_OUT_OF_SERVICE,
  VIGIE_FIELD_THING_DEMONSTRATION,
  VIGIE_FIELD_THING_AREA,
  VIGIE_FIELD_THING_RENEWABLE_SHARE,
  VIGIE_FIELD_THING_FLEXIBLE_LOADS,
  VIGIE_FIELD_THING_ACCEPTS,
  VIGIE_FIELD_SENSOR_DEV_EUI,
  VIGIE_FIELD_SENSOR_MODEL,
  VIGIE_FIELD_SENSOR_BATTERY_TYPE,
  VIGIE_FIELD_DATASTREAM_ROLE,
  VIGIE_FIELD_DATASTREAM_EXPECTED_INTERVAL,
  VIGIE_FIELD_DATASTREAM_AGGREGATION,
  VIGIE_FIELD_DATASTREAM_THRESHOLDS,
  VIGIE_FIELD_DATASTREAM_INSTALLED,
  VIGIE_FIELD_DATASTREAM_OUT_OF_SERVICE,
  VIGIE_FIELD_DATASTREAM_ROLLOVER,
  VIGIE_FIELD_DATASTREAM_PART_OF,
  VIGIE_FIELD_DATASTREAM_REPLACEMENTS,
  VIGIE_N_FIELD,
} VigieProfileField;

typedef struct
{
  VigieKind kind;
  GRegex *property; /* owned, of the folded value of the kind's property; or NULL */
  GRegex *name;     /* owned, of the folded name of the Thing; or NULL */
} VigieKindRule;

/* What makes a measure have a role or an aggregation. */
typedef struct
{
  guint value;        /* VigieRole or VigieAggregation */
  GRegex *definition; /* owned, of the folded ObservedProperty.definition; or NULL */
  GRegex *name; /* owned, of the folded name of the ObservedProperty or the Datastream; or NULL */
  GStrv units;  /* owned; or NULL: any */
} VigieMeasureRule;

struct _VigieProfile
{
  gatomicrefcount ref_count;
  char *digest; /* owned, like all below */
  char *name;
  char *code;
  char *time_zone;
  double south, west, north, east;
  gint64 default_interval; /* µs */
  GStrv fields[VIGIE_N_FIELD];
  GHashTable *communes;         /* code → name */
  GHashTable *communes_by_name; /* folded name → code */
  GArray *places;               /* VigieProfileCommune */
  GHashTable *units;            /* unit as servers write it → as a person reads it */
  GArray *kinds;                /* VigieKindRule */
  GArray *roles;                /* VigieMeasureRule */
  GArray *aggregations;         /* VigieMeasureRule */
  GArray *factors;              /* VigieEmissionFactor, ascending */
  GPtrArray *factor_sources;    /* of each of them, a text */
  VigieLevelLimits level_limits;
  GArray *school_holidays; /* VigieProfileDays */

  /* What the rules gave: 40 000 measures have few names of observed properties. */
  GMutex lock;
  GHashTable *known_roles;        /* what the rules look at → 1 + VigieRole */
  GHashTable *known_aggregations; /* the same → 1 + VigieAggregation */
};

/* Without accents, in small letters, ligatures apart, typographic signs as typed: what the rules of
 * a profile are matched with. Free it. */
char *vigie_profile_fold (const char *text);

/* The property of the field that is there, or NULL. */
const VigieStProperty *vigie_profile_find (VigieProfile *self,
                                           VigieProfileField field,
                                           const VigieStProperties *properties);
/* Its number, also of a text that is one; NAN for NULL and what is none. */
double vigie_profile_number_of (const VigieStProperty *property);
/* Its text, a whole number as its digits; NULL if absent, empty or another type. Free it. */
char *vigie_profile_dup_text (VigieProfile *self,
                              VigieProfileField field,
                              const VigieStProperties *properties);

/* The value of the first rule that matches, or @none; what each text rule is matched with is folded here. */
guint vigie_profile_apply_rules (const GArray *rules,
                                 const char *definition,
                                 const char *const *names,
                                 const char *unit,
                                 guint none);
/* vigie-profile-rules.c: kinds, roles and aggregations. */
gboolean
vigie_profile_read_rules (VigieProfileReader *reader, VigieProfile *self, JsonObject *root);
void vigie_profile_kind_rule_clear (VigieKindRule *rule);
void vigie_profile_measure_rule_clear (VigieMeasureRule *rule);

/* vigie-profile-attendance.c: territory.attendance */
gboolean vigie_profile_read_attendance (VigieProfileReader *reader,
                                        VigieProfile *self,
                                        JsonObject *territory);

/* vigie-profile-energy.c */
/* territory.energy */
gboolean
vigie_profile_read_energy (VigieProfileReader *reader, VigieProfile *self, JsonObject *territory);
/* Roll-over, replacements, what it is a part of, and its aggregation, declared or by rules. */
void vigie_profile_map_meter (VigieProfile *self,
                              const VigieStDatastream *datastream,
                              VigieMeasureData *measure);

G_END_DECLS
