/* vigie-profile-energy.c: what a profile and a server's records tell of meters, and of sites that use energy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-local-date.h"
#include "vigie-profile-private.h"

#define FACTORS_MAX 200
#define KG_MAX 5 /* of a kWh; lignite is about 1 */
#define REPLACEMENTS_MAX 64
#define LOADS_MAX 32
#define LOAD_NAME_MAX 200 /* characters */
#define AREA_MAX 1e7      /* m² */
#define KNOWN_MAX 4096

/* ---- The file --------------------------------------------------------------------------------- */

static gboolean
read_factor (VigieProfileReader *reader, VigieProfile *self, JsonObject *object, const char *field)
{
  static const char *const known[] = {"since", "kgPerKWh", "source", NULL};
  g_autofree char *since = NULL;
  g_autofree char *source = NULL;
  g_autofree char *place = vigie_profile_sub_field (field, "since");
  VigieEmissionFactor factor;

  if (!vigie_profile_check_members (reader, object, field, known)
      || !vigie_profile_read_text (reader, object, field, "since", TRUE, &since)
      || !vigie_profile_read_number (reader, object, field, "kgPerKWh", 0, KG_MAX,
                                     &factor.kg_per_kwh)
      || !vigie_profile_read_text (reader, object, field, "source", TRUE, &source))
    return FALSE;
  if (!vigie_local_date_parse (since, NULL, &factor.since))
    return vigie_profile_fail (reader, place, _ ("“%s” is not a date. Example: 2026-01-01."),
                               since);
  if (self->factors->len > 0
      && factor.since
             <= g_array_index (self->factors, VigieEmissionFactor, self->factors->len - 1).since)
    return vigie_profile_fail (reader, place,
                               _ ("Dates must be ascending: each factor holds until the next."));
  g_array_append_val (self->factors, factor);
  g_ptr_array_add (self->factor_sources, g_steal_pointer (&source));
  return TRUE;
}

gboolean
vigie_profile_read_energy (VigieProfileReader *reader, VigieProfile *self, JsonObject *territory)
{
  static const char *const known[] = {"emissionFactors", NULL};
  const char *field = "territory.energy.emissionFactors";
  JsonObject *energy;
  JsonArray *factors;
  JsonNode *node;

  if (!vigie_profile_read_object (reader, territory, "territory", "energy", &energy))
    return FALSE;
  if (energy == NULL)
    return TRUE;
  if (!vigie_profile_check_members (reader, energy, "territory.energy", known))
    return FALSE;
  node = json_object_get_member (energy, "emissionFactors");
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return vigie_profile_fail (reader, field,
                               _ ("A list of factors is expected, in brackets [ ]."));
  factors = json_node_get_array (node);
  if (json_array_get_length (factors) > FACTORS_MAX)
    return vigie_profile_fail (reader, field, _ ("There are more than %d factors."), FACTORS_MAX);
  for (guint i = 0; i < json_array_get_length (factors); i++)
    {
      JsonNode *element = json_array_get_element (factors, i);
      g_autofree char *place = g_strdup_printf ("%s[%u]", field, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return vigie_profile_fail (reader, place, _ ("An object in braces { } is expected."));
      if (!read_factor (reader, self, json_node_get_object (element), place))
        return FALSE;
    }
  return TRUE;
}

const VigieEmissionFactor *
vigie_profile_get_emission_factors (VigieProfile *self, guint *n_factors)
{
  *n_factors = self->factors->len;
  return (gconstpointer) self->factors->data;
}

const char *
vigie_profile_get_emission_source (VigieProfile *self, VigieTime time)
{
  for (guint i = self->factors->len; i > 0; i--)
    if (g_array_index (self->factors, VigieEmissionFactor, i - 1).since <= time)
      return g_ptr_array_index (self->factor_sources, i - 1);
  return NULL;
}

/* ---- Meters ----------------------------------------------------------------------------------- */

static VigieAggregation
aggregation_by_rules (VigieProfile *self, const VigieStDatastream *datastream, const char *unit)
{
  const VigieStObservedProperty *property = datastream->observed_property;
  const char *definition = property != NULL ? property->definition : "";
  const char *property_name = property != NULL ? property->name : "";
  g_autofree char *key = g_strjoin ("\n", definition, property_name, datastream->name,
                                    datastream->description, unit, NULL);
  VigieAggregation aggregation;
  guint known;

  g_mutex_lock (&self->lock);
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->known_aggregations, key));
  g_mutex_unlock (&self->lock);
  if (known > 0)
    return known - 1;
  aggregation = vigie_profile_apply_rules (
      self->aggregations, definition,
      (const char *const[]) {property_name, datastream->name, datastream->description, NULL}, unit,
      VIGIE_AGGREGATION_INSTANT);
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->known_aggregations) < KNOWN_MAX)
    g_hash_table_replace (self->known_aggregations, g_steal_pointer (&key),
                          GUINT_TO_POINTER ((guint) aggregation + 1));
  g_mutex_unlock (&self->lock);
  return aggregation;
}

/* The member if it is a text, or NULL. */
static const char *
get_text (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_index (JsonObject *object, const char *key, double *index)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) != G_TYPE_INT64
      && json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return FALSE;
  *index = json_node_get_double (node);
  return isfinite (*index) && *index >= 0;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const VigieMeterChange *x = a, *y = b;

  return (x->time > y->time) - (x->time < y->time);
}

/* One that lacks its time or an index explains nothing, and is as if it were not told. */
static void
read_replacements (VigieProfile *self,
                   const VigieStProperties *properties,
                   VigieMeasureData *measure)
{
  const VigieStProperty *list
      = vigie_profile_find (self, VIGIE_FIELD_DATASTREAM_REPLACEMENTS, properties);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (VigieMeterChange));
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (list == NULL || list->type != VIGIE_VALUE_JSON || *list->text != '[')
    return;
  node = json_from_string (list->text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array) && changes->len < REPLACEMENTS_MAX; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      VigieMeterChange change;
      JsonObject *object;
      const char *time;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        continue;
      object = json_node_get_object (element);
      time = get_text (object, "time");
      if (time != NULL && vigie_time_parse (time, -1, &change.time)
          && read_index (object, "last", &change.last)
          && read_index (object, "first", &change.first))
        g_array_append_val (changes, change);
    }
  g_array_sort (changes, compare_changes);
  for (guint i = changes->len; i > 1; i--)
    if (g_array_index (changes, VigieMeterChange, i - 1).time
        == g_array_index (changes, VigieMeterChange, i - 2).time)
      g_array_remove_index (changes, i - 1);
  measure->n_changes = changes->len;
  if (changes->len > 0)
    measure->changes
        = (VigieMeterChange *) (void *) g_array_free (g_steal_pointer (&changes), FALSE);
}

void
vigie_profile_map_meter (VigieProfile *self,
                         const VigieStDatastream *datastream,
                         VigieMeasureData *measure)
{
  const VigieStProperties *properties = datastream->properties;
  const VigieStProperty *property
      = vigie_profile_find (self, VIGIE_FIELD_DATASTREAM_AGGREGATION, properties);
  double rollover;

  if (property == NULL || property->type != VIGIE_VALUE_TEXT
      || !vigie_aggregation_from_string (property->text, &measure->aggregation))
    measure->aggregation = aggregation_by_rules (self, datastream, measure->unit);
  rollover = vigie_profile_number_of (
      vigie_profile_find (self, VIGIE_FIELD_DATASTREAM_ROLLOVER, properties));
  if (rollover > 0 && rollover <= 1e18)
    measure->rollover = rollover;
  measure->part_of = vigie_profile_dup_text (self, VIGIE_FIELD_DATASTREAM_PART_OF, properties);
  read_replacements (self, properties, measure);
}

/* ---- Sites ------------------------------------------------------------------------------------ */

static void
load_clear (VigieFlexibleLoad *load)
{
  g_free ((char *) load->name);
}

static gint64
read_duration (JsonObject *object)
{
  const char *text = get_text (object, "duration");
  gint64 duration;

  return text != NULL && vigie_duration_parse (text, &duration) && duration <= 366 * VIGIE_DAY
             ? duration
             : 0;
}

static void
read_loads (const VigieStProperty *list, GArray *loads)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (list == NULL || list->type != VIGIE_VALUE_JSON || *list->text != '[')
    return;
  node = json_from_string (list->text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array) && loads->len < LOADS_MAX; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      VigieFlexibleLoad load;
      JsonObject *object;
      const char *name;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        continue;
      object = json_node_get_object (element);
      name = get_text (object, "name");
      if (name == NULL || *name == '\0' || !read_index (object, "kW", &load.kw) || load.kw <= 0
          || load.kw > 1e6)
        continue;
      load.name = g_utf8_strlen (name, -1) > LOAD_NAME_MAX
                      ? g_utf8_substring (name, 0, LOAD_NAME_MAX)
                      : g_strdup (name);
      load.duration = read_duration (object);
      g_array_append_val (loads, load);
    }
}

void
vigie_profile_read_facts (VigieProfile *self,
                          const VigieSiteData *site,
                          VigieEnergyFacts *facts,
                          GArray **loads)
{
  VigieStProperties *properties = *site->details->properties != '\0'
                                      ? vigie_st_properties_new (site->details->properties, -1)
                                      : NULL;
  double number;

  facts->is_data_centre = site->kind == VIGIE_KIND_DATA_CENTRE;
  number = vigie_profile_number_of (vigie_profile_find (self, VIGIE_FIELD_THING_AREA, properties));
  facts->area = number > 0 && number <= AREA_MAX ? number : NAN;
  number = vigie_profile_number_of (
      vigie_profile_find (self, VIGIE_FIELD_THING_RENEWABLE_SHARE, properties));
  facts->renewable_share = number >= 0 && number <= 1 ? number : NAN;
  if (loads != NULL)
    {
      *loads = g_array_new (FALSE, FALSE, sizeof (VigieFlexibleLoad));
      g_array_set_clear_func (*loads, (GDestroyNotify) load_clear);
      read_loads (vigie_profile_find (self, VIGIE_FIELD_THING_FLEXIBLE_LOADS, properties), *loads);
    }
  if (properties != NULL)
    vigie_st_properties_free (properties);
}
