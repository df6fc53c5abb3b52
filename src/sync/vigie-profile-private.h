/* vigie-profile-private.h: the inside of a profile, shared by its two files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
  VIGIE_FIELD_SENSOR_DEV_EUI,
  VIGIE_FIELD_SENSOR_MODEL,
  VIGIE_FIELD_DATASTREAM_ROLE,
  VIGIE_FIELD_DATASTREAM_EXPECTED_INTERVAL,
  VIGIE_FIELD_DATASTREAM_AGGREGATION,
  VIGIE_FIELD_DATASTREAM_THRESHOLDS,
  VIGIE_FIELD_DATASTREAM_INSTALLED,
  VIGIE_FIELD_DATASTREAM_OUT_OF_SERVICE,
  VIGIE_N_FIELD,
} VigieProfileField;

typedef struct
{
  VigieKind kind;
  GRegex *property; /* owned, of the folded value of the kind's property; or NULL */
  GRegex *name;     /* owned, of the folded name of the Thing; or NULL */
} VigieKindRule;

typedef struct
{
  VigieRole role;
  GRegex *definition; /* owned, of the folded ObservedProperty.definition; or NULL */
  GRegex *name; /* owned, of the folded name of the ObservedProperty or the Datastream; or NULL */
  GStrv units;  /* owned; or NULL: any */
} VigieRoleRule;

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
  GArray *roles;                /* VigieRoleRule */

  /* What the rules gave: 40 000 measures have few names of observed properties. */
  GMutex lock;
  GHashTable *known_roles; /* what the rules look at → 1 + VigieRole */
};

/* Without accents, in small letters, ligatures apart, typographic signs as typed: what the rules of
 * a profile are matched with. Free it. */
char *vigie_profile_fold (const char *text);

G_END_DECLS
