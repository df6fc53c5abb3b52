/* vigie-words-state.c: states, their reasons and the names of things as a person reads them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-words.h"

#include <glib/gi18n-lib.h>

char *
vigie_words_freshness_line (const VigieMeasureData *data,
                            VigieFreshness freshness,
                            VigieTime now,
                            VigieTime last,
                            GTimeZone *zone)
{
  g_autofree char *since = NULL;

  switch (freshness)
    {
    case VIGIE_FRESHNESS_LATE:
      return vigie_words_late (now, last);
    case VIGIE_FRESHNESS_SILENT:
      return vigie_words_silent_since (now, last, zone);
    case VIGIE_FRESHNESS_NEVER:
      return g_strdup (_ ("Never received"));
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      if (data->out_of_service_since == VIGIE_TIME_NONE)
        return g_strdup (_ ("Out of service"));
      since = vigie_words_since (now, data->out_of_service_since, zone);
      /* Translators: %s is a moment, « 8 h 00 », « le 18 nov. à 10 h 47 » */
      return g_strdup_printf (_ ("Out of service since %s"), since);
    case VIGIE_FRESHNESS_NONE: /* no measure's */
    case VIGIE_FRESHNESS_LIVE:
    default:
      return vigie_words_age (now, last);
    }
}

static const char *
measure_name (const VigieMeasureData *data)
{
  if (*data->name != '\0')
    return data->name;
  if (data->role != VIGIE_ROLE_OTHER)
    return vigie_words_role (data->role);
  return *data->observed_property != '\0' ? data->observed_property : data->id;
}

/* « Benne gravats 94 %, seuil 90 % » */
static char *
limit_reason (const VigieMeasureData *data,
              const VigieReading *latest,
              const VigieConditionState *condition)
{
  g_autofree char *value = vigie_words_measure_reading (data, latest);
  double limit = vigie_condition_limit (condition, &data->thresholds);
  g_autofree char *limit_text = vigie_words_value (limit, data->unit);

  if (isnan (limit))
    /* Translators: name and value of a measure, where the limit that it passed is no longer known */
    return g_strdup_printf (C_ ("reason", "%1$s %2$s"), measure_name (data), value);
  if (condition->limit <= 2)
    /* Translators: a measure, its value, the lower limit it passed: « Batterie 12 %, seuil bas 20 % » */
    return g_strdup_printf (C_ ("reason", "%1$s %2$s, low limit %3$s"), measure_name (data), value,
                            limit_text);
  /* Translators: a measure, its value, the limit it passed: « Benne gravats 94 %, seuil 90 % » */
  return g_strdup_printf (C_ ("reason", "%1$s %2$s, limit %3$s"), measure_name (data), value,
                          limit_text);
}

/* Its last reading is to come: no age tells anything, and what it says may be of any time. */
static char *
ahead_reason (const VigieMeasureData *data,
              const VigieReading *latest,
              VigieTime now,
              GTimeZone *zone)
{
  g_autofree char *dated = vigie_words_since (now, latest->time, zone);

  /* Translators: a measure whose clock is wrong, and the moment to come of its last reading: « Benne gravats : horloge
   * en avance, relevé daté de 21 h 57 » */
  return g_strdup_printf (C_ ("reason", "%1$s: clock ahead, reading dated %2$s"),
                          measure_name (data), dated);
}

static char *
silence_reason (const VigieMeasureData *data,
                const VigieReading *latest,
                const VigieConditionState *condition,
                VigieTime now,
                GTimeZone *zone)
{
  g_autofree char *since = vigie_words_since (now, latest->time, zone);
  g_autofree char *value = NULL, *limit_text = NULL;
  double limit = vigie_condition_limit (condition, &data->thresholds);

  if (latest->time > now)
    return ahead_reason (data, latest, now, zone);
  if (condition->condition == VIGIE_CONDITION_NORMAL || isnan (limit))
    /* Translators: a measure and the moment of its last reading: « Benne gravats : silence depuis 8 h 00 » */
    return g_strdup_printf (C_ ("reason", "%1$s: silent since %2$s"), measure_name (data), since);
  value = vigie_words_measure_reading (data, latest);
  limit_text = vigie_words_value (limit, data->unit);
  /* Translators: a measure, the moment and the value of its last reading, the limit it had passed */
  return g_strdup_printf (C_ ("reason", "%1$s: silent since %2$s, last: %3$s, limit %4$s"),
                          measure_name (data), since, value, limit_text);
}

char *
vigie_words_reason (const VigieMeasureData *data,
                    const VigieReading *latest,
                    const VigieConditionState *condition,
                    VigieFreshness freshness,
                    VigieTime now,
                    GTimeZone *zone)
{
  VigieCondition shown = vigie_condition_shown (condition->condition, freshness);
  g_autofree char *age = NULL;

  if (shown == VIGIE_CONDITION_WARNING || shown == VIGIE_CONDITION_CRITICAL)
    return limit_reason (data, latest, condition);

  switch (freshness)
    {
    case VIGIE_FRESHNESS_LATE:
      if (latest->time > now)
        return ahead_reason (data, latest, now, zone);
      age = vigie_words_duration (now - latest->time);
      /* Translators: a measure and the age of its last reading: « Comptage entrée en retard : 24 min » */
      return g_strdup_printf (C_ ("reason", "%1$s late: %2$s"), measure_name (data), age);
    case VIGIE_FRESHNESS_SILENT:
      return silence_reason (data, latest, condition, now, zone);
    case VIGIE_FRESHNESS_NEVER:
      /* Translators: %s is a measure: « Qualité de l’air : jamais reçu » */
      return g_strdup_printf (C_ ("reason", "%s: never received"), measure_name (data));
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      if (data->out_of_service_note != NULL && *data->out_of_service_note != '\0')
        /* Translators: a measure and what a person noted: « Barrière : hors service, pièce commandée » */
        return g_strdup_printf (C_ ("reason", "%1$s: out of service, %2$s"), measure_name (data),
                                data->out_of_service_note);
      /* Translators: %s is a measure */
      return g_strdup_printf (C_ ("reason", "%s: out of service"), measure_name (data));
    case VIGIE_FRESHNESS_NONE: /* no measure's */
    case VIGIE_FRESHNESS_LIVE:
    default:
      return g_strdup (_ ("Normal"));
    }
}

const char *
vigie_words_kind (VigieKind kind)
{
  switch (kind)
    {
    case VIGIE_KIND_RECYCLING_CENTRE:
      return _ ("Recycling centre");
    case VIGIE_KIND_WATER:
      return _ ("Water");
    case VIGIE_KIND_SOLAR_PLANT:
      return _ ("Solar plant");
    case VIGIE_KIND_DATA_CENTRE:
      return _ ("Data centre");
    case VIGIE_KIND_SUBSTATION:
      return _ ("Substation");
    case VIGIE_KIND_PUBLIC_BUILDING:
      return _ ("Public building");
    case VIGIE_KIND_SERVICE_POINT:
      return _ ("Service point");
    case VIGIE_KIND_LORA_GATEWAY:
      return _ ("LoRa gateway");
    case VIGIE_KIND_OTHER:
    default:
      return C_ ("kind of site", "Other");
    }
}

const char *
vigie_words_kind_plural (VigieKind kind)
{
  switch (kind)
    {
    case VIGIE_KIND_RECYCLING_CENTRE:
      return _ ("Recycling centres");
    case VIGIE_KIND_WATER:
      return C_ ("kinds of sites", "Water");
    case VIGIE_KIND_SOLAR_PLANT:
      return _ ("Solar plants");
    case VIGIE_KIND_DATA_CENTRE:
      return _ ("Data centres");
    case VIGIE_KIND_SUBSTATION:
      return _ ("Substations");
    case VIGIE_KIND_PUBLIC_BUILDING:
      return _ ("Public buildings");
    case VIGIE_KIND_SERVICE_POINT:
      return _ ("Service points");
    case VIGIE_KIND_LORA_GATEWAY:
      return _ ("LoRa gateways");
    case VIGIE_KIND_OTHER:
    default:
      return C_ ("kinds of sites", "Others");
    }
}

const char *
vigie_words_freshness (VigieFreshness freshness)
{
  switch (freshness)
    {
    case VIGIE_FRESHNESS_LATE:
      return _ ("Late");
    case VIGIE_FRESHNESS_SILENT:
      return _ ("Silent");
    case VIGIE_FRESHNESS_NEVER:
      return _ ("Never received");
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      return _ ("Out of service");
    case VIGIE_FRESHNESS_NONE:
      return _ ("No measure");
    case VIGIE_FRESHNESS_LIVE:
    default:
      return C_ ("freshness", "Up to date");
    }
}

const char *
vigie_words_condition (VigieCondition condition)
{
  switch (condition)
    {
    case VIGIE_CONDITION_WARNING:
      return C_ ("condition", "Warning");
    case VIGIE_CONDITION_CRITICAL:
      return _ ("Critical");
    case VIGIE_CONDITION_UNKNOWN:
      return C_ ("condition", "Unknown");
    case VIGIE_CONDITION_NORMAL:
    default:
      return _ ("Normal");
    }
}

const char *
vigie_words_role (VigieRole role)
{
  switch (role)
    {
    case VIGIE_ROLE_VEHICLES_PRESENT:
      return _ ("Vehicles present");
    case VIGIE_ROLE_VEHICLES_IN:
      return _ ("Vehicles in");
    case VIGIE_ROLE_VEHICLES_OUT:
      return _ ("Vehicles out");
    case VIGIE_ROLE_FILL_LEVEL:
      return _ ("Fill level");
    case VIGIE_ROLE_CONSUMPTION:
      return _ ("Consumption");
    case VIGIE_ROLE_PRODUCTION:
      return _ ("Production");
    case VIGIE_ROLE_GRID_IMPORT:
      return _ ("Grid import");
    case VIGIE_ROLE_GRID_EXPORT:
      return _ ("Grid export");
    case VIGIE_ROLE_IT_LOAD:
      return _ ("IT load");
    case VIGIE_ROLE_HEAT_REUSE:
      return _ ("Heat reused");
    case VIGIE_ROLE_STORAGE_CHARGE:
      return _ ("Battery charge");
    case VIGIE_ROLE_STORAGE_DISCHARGE:
      return _ ("Battery discharge");
    case VIGIE_ROLE_WATER:
      return C_ ("role of a measure", "Water");
    case VIGIE_ROLE_FLOW:
      return _ ("Flow");
    case VIGIE_ROLE_BATTERY_LEVEL:
      return _ ("Battery");
    case VIGIE_ROLE_RSSI:
      return _ ("Received level");
    case VIGIE_ROLE_SNR:
      return _ ("Signal-to-noise ratio");
    case VIGIE_ROLE_SPREADING_FACTOR:
      return _ ("Spreading factor");
    case VIGIE_ROLE_FRAME_COUNTER:
      return _ ("Frame counter");
    case VIGIE_ROLE_GATEWAYS:
      return _ ("Gateways");
    case VIGIE_ROLE_TEMPERATURE:
      return _ ("Temperature");
    case VIGIE_ROLE_OUTSIDE_TEMPERATURE:
      return _ ("Outside temperature");
    case VIGIE_ROLE_HUMIDITY:
      return _ ("Humidity");
    case VIGIE_ROLE_STATE:
      return C_ ("role of a measure", "State");
    case VIGIE_ROLE_OTHER:
    default:
      return C_ ("role of a measure", "Measure");
    }
}
