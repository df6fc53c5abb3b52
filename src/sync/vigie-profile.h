/* vigie-profile.h: how a server's records become sites, sensors and measures: a mapping that is data
 * (data/profile.json; schema in ARCHITECTURE.md).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"
#include "vigie-energy.h"
#include "vigie-st-records.h"

G_BEGIN_DECLS

/* Immutable, counted by reference, safe from any thread. */
typedef struct _VigieProfile VigieProfile;

#define VIGIE_PROFILE_ERROR (vigie_profile_error_quark ())
GQuark vigie_profile_error_quark (void);
typedef enum
{
  VIGIE_PROFILE_ERROR_FILE,    /* cannot be read */
  VIGIE_PROFILE_ERROR_INVALID, /* is not a profile: the message says line and field */
} VigieProfileErrorCode;

/* The agglomeration's file if @path is given, else profile.json of the administrator's folder (vigie-system.h) if it
 * is there, else the built-in one. An unusable file is an error that says line and field, in the user's language. */
VigieProfile *vigie_profile_load (const char *path, GError **error);
/* The built-in one: always usable, for where the agglomeration's is not. */
VigieProfile *vigie_profile_new_built_in (void);
VigieProfile *vigie_profile_new_from_data (const char *json, gssize length, GError **error);
VigieProfile *vigie_profile_ref (VigieProfile *self);
void vigie_profile_unref (VigieProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieProfile, vigie_profile_unref)

const char *vigie_profile_get_territory_name (VigieProfile *self); /* « Lorient Agglomération » */
const char *vigie_profile_get_territory_code (VigieProfile *self); /* SIREN, or NULL */
const char *vigie_profile_get_time_zone (VigieProfile *self);      /* "Europe/Paris" */
/* A commune whose place the profile tells. */
typedef struct
{
  char *name;
  double lat, lon;  /* of its centre, degrees WGS 84 */
  guint population; /* 0 where it is not told */
} VigieProfileCommune;
/* Those, in the order of the file; owned by the profile. */
const VigieProfileCommune *vigie_profile_get_communes (VigieProfile *self, guint *n_communes);
const char *vigie_profile_get_commune_name (VigieProfile *self, const char *insee); /* or NULL */
/* Bounds of the territory in degrees, for the first view of the map. */
void vigie_profile_get_bounds (VigieProfile *self,
                               double *south,
                               double *west,
                               double *north,
                               double *east);
/* Digest of the content: when it changes, the territory is loaded anew. */
const char *vigie_profile_get_digest (VigieProfile *self);

/* What a kWh of the grid emits, ascending by the instant from which each is in force; owned by the profile. */
const VigieEmissionFactor *vigie_profile_get_emission_factors (VigieProfile *self,
                                                               guint *n_factors);
/* Where the factor in force at @time is from, in words of the file; NULL where none is. */
const char *vigie_profile_get_emission_source (VigieProfile *self, VigieTime time);

/* What figures of energy need to know of a site: of its kind, and of Thing.properties by the profile's keys. @loads
 * (may be NULL): a new array of VigieFlexibleLoad whose names go with it. What is no number or out of its range is as
 * if it were not there: areas up to 10⁷ m², shares from 0 to 1, at most 32 loads of up to 10⁶ kW. */
void vigie_profile_read_facts (VigieProfile *self,
                               const VigieSiteData *site,
                               VigieEnergyFacts *facts,
                               GArray **loads);

/* Shares of the places from which levels hold: ascending, from 0.01 to 10; of the profile. */
const VigieLevelLimits *vigie_profile_get_level_limits (VigieProfile *self);

/* Days without school, both included, as numbers since 1970-01-01. */
typedef struct
{
  gint64 first, last;
} VigieProfileDays;
/* Those that the file tells, for vigie_calendar_add_school_holidays(), in its order, at most 200 stretches of at most
 * 92 days; of the profile. */
const VigieProfileDays *vigie_profile_get_school_holidays (VigieProfile *self, guint *n);

/* The wastes that a site takes, of Thing.properties by the profile's keys: a list of texts, or one text with commas or
 * semicolons between them. Each once, on one line, at most 60 characters; at most 40 of them. NULL where it tells none.
 * g_strfreev(). */
char **vigie_profile_read_accepts (VigieProfile *self, const VigieSiteData *site);

/* Records to values. A new reference each. */
VigieSiteData *vigie_profile_map_thing (VigieProfile *self, const VigieStThing *thing);
VigieSensorData *vigie_profile_map_sensor (VigieProfile *self, const VigieStSensor *sensor);
VigieMeasureData *vigie_profile_map_datastream (VigieProfile *self,
                                                const VigieStDatastream *datastream,
                                                const char *site_id);

G_END_DECLS
