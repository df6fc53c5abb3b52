/* vigie-profile-map.c: a server's records to sites, sensors and measures
 *
 * Where a server follows Vigie's convention each line here is a look-up; where it does not, the
 * profile's rules read names as a person would, and what they cannot tell is « other ».
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-plain.h"
#include "vigie-profile-private.h"

/* Beyond this the rules' answers are not kept any more: names that differ for each measure would
 * only fill memory. */
#define KNOWN_ROLES_MAX 4096

/* Of a name; what is longer is cut. */
#define NAME_MAX_CHARS 500

char *
vigie_profile_fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *p = apart != NULL ? apart : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (c == 0x0153 || c == 0x0152) /* œ Œ */
        g_string_append (folded, "oe");
      else if (c == 0x00e6 || c == 0x00c6) /* æ Æ */
        g_string_append (folded, "ae");
      else if (c == 0x2019) /* ’ */
        g_string_append_c (folded, '\'');
      else if (g_unichar_isspace (c))
        g_string_append_c (folded, ' ');
      else
        g_string_append_unichar (folded, g_unichar_tolower (c));
    }
  return g_string_free (folded, FALSE);
}

const VigieStProperty *
vigie_profile_find (VigieProfile *self,
                    VigieProfileField field,
                    const VigieStProperties *properties)
{
  if (properties == NULL)
    return NULL;
  for (char **name = self->fields[field]; *name != NULL; name++)
    {
      const VigieStProperty *property = vigie_st_properties_find (properties, *name);

      if (property != NULL && property->type != VIGIE_VALUE_NONE)
        return property;
    }
  return NULL;
}

/* The member @key of the object that the field is. */
static const VigieStProperty *
find_member (const VigieStProperties *properties, const VigieStProperty *object, const char *key)
{
  char path[256];

  if ((gsize) g_snprintf (path, sizeof path, "%s.%s", object->path, key) >= sizeof path)
    return NULL;
  return vigie_st_properties_find (properties, path);
}

/* The text of a field, a whole number as its digits; NULL if absent, empty or another type. */
char *
vigie_profile_dup_text (VigieProfile *self,
                        VigieProfileField field,
                        const VigieStProperties *properties)
{
  const VigieStProperty *property = vigie_profile_find (self, field, properties);

  if (property == NULL)
    return NULL;
  if (property->type == VIGIE_VALUE_TEXT && *property->text != '\0')
    return g_strdup (property->text);
  if (property->type == VIGIE_VALUE_NUMBER && property->number == floor (property->number)
      && fabs (property->number) < 1e15)
    return g_strdup_printf ("%.0f", property->number);
  return NULL;
}

double
vigie_profile_number_of (const VigieStProperty *property)
{
  char *end = NULL;
  double number;

  if (property == NULL)
    return NAN;
  if (property->type == VIGIE_VALUE_NUMBER)
    return property->number;
  if (property->type != VIGIE_VALUE_TEXT || *property->text == '\0')
    return NAN;
  number = g_ascii_strtod (property->text, &end);
  return *end == '\0' && isfinite (number) ? number : NAN;
}

static gboolean
is_true (const VigieStProperty *property)
{
  if (property == NULL)
    return FALSE;
  if (property->type == VIGIE_VALUE_BOOLEAN || property->type == VIGIE_VALUE_NUMBER)
    return property->number != 0;
  return property->type == VIGIE_VALUE_TEXT
         && (g_ascii_strcasecmp (property->text, "true") == 0
             || g_ascii_strcasecmp (property->text, "yes") == 0);
}

/* Declared by an object {since, note, by}, by true, or by a text that is the note. */
static void
read_out_of_service (VigieProfile *self,
                     VigieProfileField field,
                     const VigieStProperties *properties,
                     gboolean *out_of_service,
                     char **note,
                     VigieTime *since)
{
  const VigieStProperty *property = vigie_profile_find (self, field, properties);
  const VigieStProperty *member;
  const char *why = NULL, *who = NULL;

  if (property == NULL)
    return;
  if (property->type == VIGIE_VALUE_JSON && *property->text == '{')
    {
      *out_of_service = TRUE;
      member = find_member (properties, property, "since");
      if (member != NULL && member->type == VIGIE_VALUE_TEXT
          && !vigie_time_parse (member->text, -1, since))
        *since = VIGIE_TIME_NONE;
      member = find_member (properties, property, "note");
      if (member != NULL && member->type == VIGIE_VALUE_TEXT && *member->text != '\0')
        why = member->text;
      member = find_member (properties, property, "by");
      if (member != NULL && member->type == VIGIE_VALUE_TEXT && *member->text != '\0')
        who = member->text;
      if (why != NULL && who != NULL)
        /* Translators: why something was put out of service, and who did. */
        *note = g_strdup_printf (C_ ("out of service", "%s (%s)"), why, who);
      else
        *note = g_strdup (why != NULL ? why : who);
    }
  else if (property->type == VIGIE_VALUE_TEXT && *property->text != '\0'
           && g_ascii_strcasecmp (property->text, "false") != 0)
    {
      *out_of_service = TRUE;
      if (!is_true (property))
        *note = g_strdup (property->text);
    }
  else
    *out_of_service = is_true (property);
}

static VigieKind
kind_of (VigieProfile *self, const VigieStThing *thing)
{
  g_autofree char *value = vigie_profile_dup_text (self, VIGIE_FIELD_THING_KIND, thing->properties);
  g_autofree char *folded = NULL;
  g_autofree char *name = NULL;
  VigieKind kind;

  if (value != NULL && vigie_kind_from_string (value, &kind))
    return kind;
  if (value != NULL)
    {
      folded = vigie_profile_fold (value);
      for (guint i = 0; i < self->kinds->len; i++)
        {
          const VigieKindRule *rule = &g_array_index (self->kinds, VigieKindRule, i);

          if (rule->property != NULL && g_regex_match (rule->property, folded, 0, NULL))
            return rule->kind;
        }
    }
  name = vigie_profile_fold (thing->name);
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const VigieKindRule *rule = &g_array_index (self->kinds, VigieKindRule, i);

      if (rule->name != NULL && g_regex_match (rule->name, name, 0, NULL))
        return rule->kind;
    }
  return VIGIE_KIND_OTHER;
}

static gboolean
is_insee_code (const char *text)
{
  /* Five signs, digits but for the A or B of Corsica. */
  if (strlen (text) != 5)
    return FALSE;
  for (int i = 0; i < 5; i++)
    if (!g_ascii_isdigit (text[i]) && !(i == 1 && (text[i] == 'A' || text[i] == 'B')))
      return FALSE;
  return TRUE;
}

static void
read_commune (VigieProfile *self, const VigieStProperties *properties, VigieSiteDetails *details)
{
  g_autofree char *value = vigie_profile_dup_text (self, VIGIE_FIELD_THING_COMMUNE, properties);
  g_autofree char *name = vigie_profile_dup_text (self, VIGIE_FIELD_THING_COMMUNE_NAME, properties);
  const char *known;

  if (value != NULL && is_insee_code (value))
    {
      details->commune = g_steal_pointer (&value);
      known = g_hash_table_lookup (self->communes, details->commune);
      /* As the agglomeration spells it, where it does. */
      details->commune_name = known != NULL ? g_strdup (known) : g_steal_pointer (&name);
      return;
    }
  if (name == NULL)
    name = g_steal_pointer (&value);
  if (name != NULL)
    {
      g_autofree char *folded = vigie_profile_fold (name);

      known = g_hash_table_lookup (self->communes_by_name, folded);
      if (known != NULL)
        {
          details->commune = g_strdup (known);
          details->commune_name = g_strdup (g_hash_table_lookup (self->communes, known));
        }
      else
        details->commune_name = g_steal_pointer (&name);
    }
}

static void
take_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text != NULL ? text : "");
}

/* Names are on every page: one line without tricks, that of @id where nothing is left. As the server says it, it is
 * in the inspection. */
static void
take_name (char **place, const char *name, const char *id)
{
  g_free (*place);
  *place = vigie_plain_line (name, NAME_MAX_CHARS);
  if (**place != '\0')
    return;
  g_free (*place);
  *place = vigie_plain_line (id, NAME_MAX_CHARS);
}

VigieSiteData *
vigie_profile_map_thing (VigieProfile *self, const VigieStThing *thing)
{
  VigieSiteData *site = vigie_site_data_new ();
  VigieSiteDetails *details = vigie_site_data_edit_details (site);
  const VigieStProperties *properties = thing->properties;
  gboolean out_of_service = FALSE;
  double capacity;

  take_text (&site->id, thing->id.text);
  site->id_is_text = thing->id.is_text;
  take_name (&site->name, thing->name, thing->id.text);
  take_text (&details->description, thing->description);
  site->lat = thing->lat;
  site->lon = thing->lon;
  site->kind = kind_of (self, thing);
  read_commune (self, properties, details);
  details->opening_hours
      = vigie_profile_dup_text (self, VIGIE_FIELD_THING_OPENING_HOURS, properties);
  details->access = vigie_profile_dup_text (self, VIGIE_FIELD_THING_ACCESS, properties);
  details->contact = vigie_profile_dup_text (self, VIGIE_FIELD_THING_CONTACT, properties);
  details->address = vigie_profile_dup_text (self, VIGIE_FIELD_THING_ADDRESS, properties);
  if (details->address == NULL && *thing->location_name != '\0'
      && !g_str_equal (thing->location_name, thing->name))
    details->address = g_strdup (thing->location_name);
  capacity
      = vigie_profile_number_of (vigie_profile_find (self, VIGIE_FIELD_THING_CAPACITY, properties));
  if (capacity >= 0 && capacity <= 1e6)
    details->capacity = (int) capacity;
  if (properties != NULL)
    {
      for (char **name = self->fields[VIGIE_FIELD_THING_DEMONSTRATION]; *name != NULL; name++)
        site->demonstration |= is_true (vigie_st_properties_find (properties, *name));
      take_text (&details->properties, properties->json);
    }
  read_out_of_service (self, VIGIE_FIELD_THING_OUT_OF_SERVICE, properties, &out_of_service,
                       &details->out_of_service_note, &details->out_of_service_since);
  site->out_of_service = out_of_service;
  return vigie_site_data_pack (site);
}

/* 16 capital hexadecimal digits, whatever stands between them; NULL if it is not that. */
static char *
read_dev_eui (const char *text)
{
  char digits[17];
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == ':' || *p == '-' || *p == ' ')
        continue;
      if (!g_ascii_isxdigit (*p) || n == 16)
        return NULL;
      digits[n++] = g_ascii_toupper (*p);
    }
  digits[n] = '\0';
  return n == 16 ? g_strdup (digits) : NULL;
}

VigieSensorData *
vigie_profile_map_sensor (VigieProfile *self, const VigieStSensor *sensor)
{
  VigieSensorData *data = vigie_sensor_data_new ();
  g_autofree char *dev_eui
      = vigie_profile_dup_text (self, VIGIE_FIELD_SENSOR_DEV_EUI, sensor->properties);
  g_autofree char *model
      = vigie_profile_dup_text (self, VIGIE_FIELD_SENSOR_MODEL, sensor->properties);
  g_autofree char *battery_type
      = vigie_profile_dup_text (self, VIGIE_FIELD_SENSOR_BATTERY_TYPE, sensor->properties);

  take_text (&data->id, sensor->id.text);
  data->id_is_text = sensor->id.is_text;
  take_name (&data->name, sensor->name, sensor->id.text);
  take_text (&data->model, model);
  /* Many servers have it as the sensor's name. */
  data->dev_eui = read_dev_eui (dev_eui != NULL ? dev_eui : sensor->name);
  data->battery_type = g_steal_pointer (&battery_type);
  return data;
}

static char *
unit_of (VigieProfile *self, const VigieStDatastream *datastream)
{
  g_autofree char *symbol = g_strstrip (g_strdup (datastream->unit_symbol));
  const char *known;

  if (*symbol != '\0')
    {
      known = g_hash_table_lookup (self->units, symbol);
      return known != NULL ? g_strdup (known) : g_steal_pointer (&symbol);
    }
  /* The name of a unit is a word for a person only where the profile knows it. */
  known = g_hash_table_lookup (self->units, datastream->unit_name);
  return g_strdup (known != NULL ? known : "");
}

guint
vigie_profile_apply_rules (const GArray *rules,
                           const char *definition,
                           const char *const *names,
                           const char *unit,
                           guint none)
{
  gboolean is_definition = TRUE;

  /* What the observed property says goes before what a datastream was called. */
  for (const char *const *text = &definition; *text != NULL; is_definition = FALSE)
    {
      g_autofree char *folded = vigie_profile_fold (*text);

      for (guint i = 0; i < rules->len && *folded != '\0'; i++)
        {
          const VigieMeasureRule *rule = &g_array_index (rules, VigieMeasureRule, i);
          GRegex *regex = is_definition ? rule->definition : rule->name;

          if (regex != NULL
              && (rule->units == NULL || *unit == '\0'
                  || g_strv_contains ((const char *const *) rule->units, unit))
              && g_regex_match (regex, folded, 0, NULL))
            return rule->value;
        }
      text = is_definition ? names : text + 1;
    }
  return none;
}

static VigieRole
role_of (VigieProfile *self, const VigieStDatastream *datastream, const char *unit)
{
  const VigieStProperty *declared
      = vigie_profile_find (self, VIGIE_FIELD_DATASTREAM_ROLE, datastream->properties);
  const VigieStObservedProperty *property = datastream->observed_property;
  const char *definition = property != NULL ? property->definition : "";
  const char *property_name = property != NULL ? property->name : "";
  g_autofree char *key = NULL;
  VigieRole role;
  guint known;

  if (declared != NULL && declared->type == VIGIE_VALUE_TEXT
      && vigie_role_from_string (declared->text, &role))
    return role;

  key = g_strjoin ("\n", definition, property_name, datastream->name, unit, NULL);
  g_mutex_lock (&self->lock);
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->known_roles, key));
  g_mutex_unlock (&self->lock);
  if (known > 0)
    return known - 1;

  role = vigie_profile_apply_rules (self->roles, definition,
                                    (const char *const[]) {property_name, datastream->name, NULL},
                                    unit, VIGIE_ROLE_OTHER);
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->known_roles) < KNOWN_ROLES_MAX)
    g_hash_table_replace (self->known_roles, g_steal_pointer (&key),
                          GUINT_TO_POINTER ((guint) role + 1));
  g_mutex_unlock (&self->lock);
  return role;
}

static gint64
duration_of (const VigieStProperty *property)
{
  gint64 duration;
  double seconds;

  if (property == NULL)
    return 0;
  if (property->type == VIGIE_VALUE_TEXT && vigie_duration_parse (property->text, &duration))
    return duration > 0 && duration <= 3650 * VIGIE_DAY ? duration : 0;
  seconds = vigie_profile_number_of (property);
  return seconds > 0 && seconds <= 3650. * 86400 ? (gint64) (seconds * VIGIE_SECOND) : 0;
}

static void
read_thresholds (VigieProfile *self, const VigieStProperties *properties, VigieMeasureData *measure)
{
  const VigieStProperty *object
      = vigie_profile_find (self, VIGIE_FIELD_DATASTREAM_THRESHOLDS, properties);
  VigieThresholds *thresholds = &measure->thresholds;
  double deadband;

  if (object == NULL || object->type != VIGIE_VALUE_JSON || *object->text != '{')
    return;
  thresholds->lowlow = vigie_profile_number_of (find_member (properties, object, "lowlow"));
  thresholds->low = vigie_profile_number_of (find_member (properties, object, "low"));
  thresholds->high = vigie_profile_number_of (find_member (properties, object, "high"));
  thresholds->highhigh = vigie_profile_number_of (find_member (properties, object, "highhigh"));
  deadband = vigie_profile_number_of (find_member (properties, object, "deadband"));
  thresholds->deadband = deadband > 0 ? deadband : 0;
  thresholds->on_delay = duration_of (find_member (properties, object, "onDelay"));
  thresholds->off_delay = duration_of (find_member (properties, object, "offDelay"));
}

VigieMeasureData *
vigie_profile_map_datastream (VigieProfile *self,
                              const VigieStDatastream *datastream,
                              const char *site_id)
{
  VigieMeasureData *measure = vigie_measure_data_new ();
  const VigieStProperties *properties = datastream->properties;
  const VigieStProperty *property;

  take_text (&measure->id, datastream->id.text);
  measure->id_is_text = datastream->id.is_text;
  take_text (&measure->site_id, site_id);
  if (datastream->sensor != NULL && datastream->sensor->id.text != NULL)
    measure->sensor_id = g_strdup (datastream->sensor->id.text);
  take_text (&measure->observed_property,
             datastream->observed_property != NULL ? datastream->observed_property->name : "");
  take_name (&measure->name,
             *datastream->name != '\0' ? datastream->name : measure->observed_property,
             datastream->id.text);
  g_free (measure->unit);
  measure->unit = unit_of (self, datastream);
  measure->role = role_of (self, datastream, measure->unit);

  vigie_profile_map_meter (self, datastream, measure);
  measure->expected_interval = duration_of (
      vigie_profile_find (self, VIGIE_FIELD_DATASTREAM_EXPECTED_INTERVAL, properties));
  if (measure->expected_interval == 0 && self->default_interval != VIGIE_HOUR)
    {
      /* An hour is what 0 stands for. Not declared: what is observed takes its place. */
      measure->expected_interval = self->default_interval;
      measure->interval_is_observed = TRUE;
    }
  read_thresholds (self, properties, measure);
  property = vigie_profile_find (self, VIGIE_FIELD_DATASTREAM_INSTALLED, properties);
  if (property != NULL && property->type == VIGIE_VALUE_TEXT
      && !vigie_time_parse (property->text, -1, &measure->installed))
    measure->installed = VIGIE_TIME_NONE;
  read_out_of_service (self, VIGIE_FIELD_DATASTREAM_OUT_OF_SERVICE, properties,
                       &measure->out_of_service, &measure->out_of_service_note,
                       &measure->out_of_service_since);
  return measure;
}
