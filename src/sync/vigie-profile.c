/* vigie-profile.c: reading a profile, and saying what is wrong with it
 *
 * An agglomeration writes this file by hand: each error says line, field and what would be right.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-profile.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "vigie-profile-private.h"
#include "vigie-profile-reader.h"
#include "vigie-sync-resources.h"
#include "vigie-system.h"

#define SIZE_MAX_PROFILE (4 * 1024 * 1024)

G_DEFINE_QUARK (vigie - profile - error - quark, vigie_profile_error)

/* Where each list of names of properties is in the file. */
static const struct
{
  const char *section, *key;
} field_places[VIGIE_N_FIELD] = {
    [VIGIE_FIELD_THING_KIND] = {"thing", "kind"},
    [VIGIE_FIELD_THING_COMMUNE] = {"thing", "commune"},
    [VIGIE_FIELD_THING_COMMUNE_NAME] = {"thing", "communeName"},
    [VIGIE_FIELD_THING_OPENING_HOURS] = {"thing", "openingHours"},
    [VIGIE_FIELD_THING_CAPACITY] = {"thing", "capacity"},
    [VIGIE_FIELD_THING_ACCESS] = {"thing", "access"},
    [VIGIE_FIELD_THING_CONTACT] = {"thing", "contact"},
    [VIGIE_FIELD_THING_ADDRESS] = {"thing", "address"},
    [VIGIE_FIELD_THING_OUT_OF_SERVICE] = {"thing", "outOfService"},
    [VIGIE_FIELD_THING_DEMONSTRATION] = {"thing", "demonstration"},
    [VIGIE_FIELD_THING_AREA] = {"thing", "area"},
    [VIGIE_FIELD_THING_RENEWABLE_SHARE] = {"thing", "renewableShare"},
    [VIGIE_FIELD_THING_FLEXIBLE_LOADS] = {"thing", "flexibleLoads"},
    [VIGIE_FIELD_THING_ACCEPTS] = {"thing", "accepts"},
    [VIGIE_FIELD_SENSOR_DEV_EUI] = {"sensor", "devEui"},
    [VIGIE_FIELD_SENSOR_MODEL] = {"sensor", "model"},
    [VIGIE_FIELD_SENSOR_BATTERY_TYPE] = {"sensor", "batteryType"},
    [VIGIE_FIELD_DATASTREAM_ROLE] = {"datastream", "role"},
    [VIGIE_FIELD_DATASTREAM_EXPECTED_INTERVAL] = {"datastream", "expectedInterval"},
    [VIGIE_FIELD_DATASTREAM_AGGREGATION] = {"datastream", "aggregation"},
    [VIGIE_FIELD_DATASTREAM_THRESHOLDS] = {"datastream", "thresholds"},
    [VIGIE_FIELD_DATASTREAM_INSTALLED] = {"datastream", "installed"},
    [VIGIE_FIELD_DATASTREAM_OUT_OF_SERVICE] = {"datastream", "outOfService"},
    [VIGIE_FIELD_DATASTREAM_ROLLOVER] = {"datastream", "rollover"},
    [VIGIE_FIELD_DATASTREAM_PART_OF] = {"datastream", "partOf"},
    [VIGIE_FIELD_DATASTREAM_REPLACEMENTS] = {"datastream", "replacements"},
};

/* ---- Sections --------------------------------------------------------------------------------- */

static gboolean
read_territory (VigieProfileReader *reader, VigieProfile *self, JsonObject *root)
{
  static const char *const known[]
      = {"name", "code", "timeZone", "bounds", "energy", "attendance", NULL};
  static const char *const known_bounds[] = {"south", "west", "north", "east", NULL};
  JsonObject *territory, *bounds;
  const char *field = "territory.bounds";

  if (!vigie_profile_read_object (reader, root, "", "territory", &territory))
    return FALSE;
  if (!vigie_profile_check_members (reader, territory, "territory", known)
      || !vigie_profile_read_text (reader, territory, "territory", "name", TRUE, &self->name)
      || !vigie_profile_read_text (reader, territory, "territory", "code", FALSE, &self->code)
      || !vigie_profile_read_text (reader, territory, "territory", "timeZone", FALSE,
                                   &self->time_zone)
      || !vigie_profile_read_object (reader, territory, "territory", "bounds", &bounds))
    return FALSE;
  if (self->time_zone != NULL)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->time_zone);

      if (zone == NULL)
        return vigie_profile_fail (reader, "territory.timeZone",
                                   _ ("“%s” is not a time zone. Example: Europe/Paris."),
                                   self->time_zone);
    }
  else
    self->time_zone = g_strdup ("Europe/Paris");
  if (bounds == NULL)
    return vigie_profile_fail (reader, field, _ ("This field is required."));
  if (!vigie_profile_check_members (reader, bounds, field, known_bounds)
      || !vigie_profile_read_number (reader, bounds, field, "south", -90, 90, &self->south)
      || !vigie_profile_read_number (reader, bounds, field, "west", -180, 180, &self->west)
      || !vigie_profile_read_number (reader, bounds, field, "north", -90, 90, &self->north)
      || !vigie_profile_read_number (reader, bounds, field, "east", -180, 180, &self->east))
    return FALSE;
  if (self->south >= self->north)
    return vigie_profile_fail (reader, "territory.bounds.north",
                               _ ("North must be greater than south."));
  if (self->west >= self->east)
    return vigie_profile_fail (reader, "territory.bounds.east",
                               _ ("East must be greater than west."));
  return vigie_profile_read_energy (reader, self, territory)
         && vigie_profile_read_attendance (reader, self, territory);
}

static gboolean
read_fields (VigieProfileReader *reader, VigieProfile *self, JsonObject *root, const char *section)
{
  const char *known[VIGIE_N_FIELD + 1] = {NULL};
  JsonObject *object;
  guint n_known = 0;

  for (guint i = 0; i < VIGIE_N_FIELD; i++)
    if (g_str_equal (field_places[i].section, section))
      {
        known[n_known++] = field_places[i].key;
        self->fields[i] = g_new0 (char *, 2);
        self->fields[i][0] = g_strdup (field_places[i].key);
      }
  if (!vigie_profile_read_object (reader, root, "", section, &object))
    return FALSE;
  if (object == NULL)
    return TRUE;
  if (!vigie_profile_check_members (reader, object, section, known))
    return FALSE;
  for (guint i = 0; i < VIGIE_N_FIELD; i++)
    if (g_str_equal (field_places[i].section, section)
        && !vigie_profile_read_texts (reader, object, section, field_places[i].key,
                                      &self->fields[i]))
      return FALSE;
  return TRUE;
}

/* An object of texts. */
static gboolean
read_table (VigieProfileReader *reader, JsonObject *root, const char *key, GHashTable *table)
{
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;

  if (!vigie_profile_read_object (reader, root, "", key, &object))
    return FALSE;
  if (object == NULL)
    return TRUE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      char *text = NULL;

      if (!vigie_profile_read_text (reader, object, key, name, TRUE, &text))
        return FALSE;
      g_hash_table_replace (table, g_strdup (name), text);
    }
  return TRUE;
}

/* A commune is told by its name, or by an object with its name and its place. */
static gboolean
read_commune (VigieProfileReader *reader,
              VigieProfile *self,
              JsonObject *communes,
              const char *code)
{
  static const char *const known[] = {"name", "lat", "lon", "population", NULL};
  g_autofree char *field = vigie_profile_sub_field ("communes", code);
  g_autofree char *name = NULL;
  VigieProfileCommune commune = {NULL};
  JsonObject *object;
  double population = 0;

  if (!JSON_NODE_HOLDS_OBJECT (json_object_get_member (communes, code)))
    {
      if (!vigie_profile_read_text (reader, communes, "communes", code, TRUE, &name))
        return FALSE;
      g_hash_table_replace (self->communes, g_strdup (code), g_steal_pointer (&name));
      return TRUE;
    }
  if (!vigie_profile_read_object (reader, communes, "communes", code, &object)
      || !vigie_profile_check_members (reader, object, field, known)
      || !vigie_profile_read_text (reader, object, field, "name", TRUE, &name)
      || !vigie_profile_read_number (reader, object, field, "lat", -90, 90, &commune.lat)
      || !vigie_profile_read_number (reader, object, field, "lon", -180, 180, &commune.lon)
      || (json_object_has_member (object, "population")
          && !vigie_profile_read_number (reader, object, field, "population", 0, 1e9, &population)))
    return FALSE;
  commune.name = g_strdup (name);
  commune.population = (guint) population;
  g_array_append_val (self->places, commune);
  g_hash_table_replace (self->communes, g_strdup (code), g_steal_pointer (&name));
  return TRUE;
}

static gboolean
read_communes (VigieProfileReader *reader, VigieProfile *self, JsonObject *root)
{
  JsonObject *communes;
  JsonObjectIter iter;
  const char *code;

  if (!vigie_profile_read_object (reader, root, "", "communes", &communes))
    return FALSE;
  if (communes == NULL)
    return TRUE;
  json_object_iter_init_ordered (&iter, communes);
  while (json_object_iter_next_ordered (&iter, &code, NULL))
    if (!read_commune (reader, self, communes, code))
      return FALSE;
  return TRUE;
}

static gboolean
read_defaults (VigieProfileReader *reader, VigieProfile *self, JsonObject *root)
{
  static const char *const known[] = {"expectedInterval", NULL};
  g_autofree char *text = NULL;
  JsonObject *object;

  self->default_interval = VIGIE_HOUR;
  if (!vigie_profile_read_object (reader, root, "", "defaults", &object))
    return FALSE;
  if (object == NULL)
    return TRUE;
  if (!vigie_profile_check_members (reader, object, "defaults", known)
      || !vigie_profile_read_text (reader, object, "defaults", "expectedInterval", FALSE, &text))
    return FALSE;
  if (text != NULL
      && (!vigie_duration_parse (text, &self->default_interval)
          || self->default_interval < VIGIE_SECOND || self->default_interval > 366 * VIGIE_DAY))
    return vigie_profile_fail (
        reader, "defaults.expectedInterval",
        _ ("“%s” is not a duration from one second to a year. Example: PT10M."), text);
  return TRUE;
}

static gboolean
read_root (VigieProfileReader *reader, VigieProfile *self, JsonObject *root)
{
  static const char *const known[]
      = {"version",  "territory", "communes", "thing",        "sensor", "datastream",
         "defaults", "kinds",     "roles",    "aggregations", "units",  NULL};
  GHashTableIter iter;
  gpointer code, name;
  double version;

  if (!vigie_profile_check_members (reader, root, "", known)
      || !vigie_profile_read_number (reader, root, "", "version", 0, G_MAXINT, &version))
    return FALSE;
  if (version != 1)
    return vigie_profile_fail (reader, "version",
                               _ ("This version of Vigie reads version %d of "
                                  "profiles."),
                               1);
  if (!read_territory (reader, self, root) || !read_communes (reader, self, root)
      || !read_fields (reader, self, root, "thing") || !read_fields (reader, self, root, "sensor")
      || !read_fields (reader, self, root, "datastream") || !read_defaults (reader, self, root)
      || !vigie_profile_read_rules (reader, self, root)
      || !read_table (reader, root, "units", self->units))
    return FALSE;

  g_hash_table_iter_init (&iter, self->communes);
  while (g_hash_table_iter_next (&iter, &code, &name))
    g_hash_table_replace (self->communes_by_name, vigie_profile_fold (name), g_strdup (code));
  return TRUE;
}

/* ---- The object ------------------------------------------------------------------------------- */

static void
commune_clear (VigieProfileCommune *commune)
{
  g_clear_pointer (&commune->name, g_free);
}

static GBytes *
built_in_bytes (GError **error)
{
  static gsize registered;

  if (g_once_init_enter (&registered))
    {
      vigie_sync_register_resource ();
      g_once_init_leave (&registered, 1);
    }
  return g_resource_lookup_data (vigie_sync_get_resource (), "/fr/agglo/Vigie/profile.json",
                                 G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* Sections that the file leaves out are those of the built-in profile; so are energy, which is the same in the whole
 * country, and attendance where the territory leaves them out. */
static gboolean
complete (JsonObject *root, GError **error)
{
  static const char *const parts[] = {"energy", "attendance"};
  g_autoptr (GBytes) bytes = built_in_bytes (error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (bytes == NULL
      || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), error))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_str_equal (name, "version") && !json_object_has_member (root, name))
      json_object_set_member (root, name, json_node_copy (node));
    else if (g_str_equal (name, "territory"))
      {
        JsonNode *own = json_object_get_member (root, name);

        for (guint i = 0; i < G_N_ELEMENTS (parts) && JSON_NODE_HOLDS_OBJECT (own); i++)
          {
            JsonNode *part = json_object_get_member (json_node_get_object (node), parts[i]);

            if (part != NULL && !json_object_has_member (json_node_get_object (own), parts[i]))
              json_object_set_member (json_node_get_object (own), parts[i], json_node_copy (part));
          }
      }
  return TRUE;
}

VigieProfile *
vigie_profile_new_from_data (const char *json, gssize length, GError **error)
{
  g_autoptr (VigieProfile) self = g_new0 (VigieProfile, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) syntax_error = NULL;
  VigieProfileReader reader = {json, length < 0 ? strlen (json) : (gsize) length, error};
  JsonNode *root;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->communes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->communes_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->places = g_array_new (FALSE, TRUE, sizeof (VigieProfileCommune));
  g_array_set_clear_func (self->places, (GDestroyNotify) commune_clear);
  self->units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->known_roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known_aggregations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->aggregations = g_array_new (FALSE, FALSE, sizeof (VigieMeasureRule));
  g_array_set_clear_func (self->aggregations, (GDestroyNotify) vigie_profile_measure_rule_clear);
  self->factors = g_array_new (FALSE, FALSE, sizeof (VigieEmissionFactor));
  self->factor_sources = g_ptr_array_new_with_free_func (g_free);
  self->school_holidays = g_array_new (FALSE, FALSE, sizeof (VigieProfileDays));
  self->kinds = g_array_new (FALSE, FALSE, sizeof (VigieKindRule));
  g_array_set_clear_func (self->kinds, (GDestroyNotify) vigie_profile_kind_rule_clear);
  self->roles = g_array_new (FALSE, FALSE, sizeof (VigieMeasureRule));
  g_array_set_clear_func (self->roles, (GDestroyNotify) vigie_profile_measure_rule_clear);

  if (reader.length > SIZE_MAX_PROFILE)
    {
      g_set_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_INVALID,
                   _ ("The file is larger than %d MB."), SIZE_MAX_PROFILE / 1024 / 1024);
      return NULL;
    }
  if (!g_utf8_validate_len (json, reader.length, NULL))
    {
      g_set_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_INVALID,
                   _ ("The file is not UTF-8 text."));
      return NULL;
    }
  if (!json_parser_load_from_data (parser, json, (gssize) reader.length, &syntax_error))
    {
      /* "<data>:LINE:COLUMN: what": the words are the library's. */
      const char *what = strchr (syntax_error->message, ':');
      guint line = what != NULL ? (guint) g_ascii_strtoull (what + 1, NULL, 10) : 0;

      g_set_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_INVALID,
                   _ ("Line %u: the file is not valid JSON (%s)"), MAX (line, 1),
                   syntax_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_INVALID,
                   _ ("Line %u: the file is not a JSON object in braces { }."), 1);
      return NULL;
    }
  if (!complete (json_node_get_object (root), error)
      || !read_root (&reader, self, json_node_get_object (root)))
    return NULL;

  self->digest
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) json, reader.length);
  return g_steal_pointer (&self);
}

static VigieProfile *
load_file (const char *path, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) local_error = NULL;
  VigieProfile *self;
  gsize length;

  if (!g_file_get_contents (path, &json, &length, &local_error))
    {
      g_set_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_FILE,
                   _ ("The profile “%s” cannot be read: %s"), path, local_error->message);
      return NULL;
    }
  self = vigie_profile_new_from_data (json, (gssize) length, error);
  if (self == NULL)
    /* Translators: an error in a profile: its path, then what is wrong with it. */
    g_prefix_error (error, _ ("The profile “%s” cannot be used. "), path);
  return self;
}

VigieProfile *
vigie_profile_new_built_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = built_in_bytes (&error);
  VigieProfile *self = NULL;

  if (bytes != NULL)
    self = vigie_profile_new_from_data (g_bytes_get_data (bytes, NULL),
                                        (gssize) g_bytes_get_size (bytes), &error);
  if (self == NULL)
    g_error ("the built-in profile: %s", error->message); /* a fault of the build */
  return self;
}

VigieProfile *
vigie_profile_load (const char *path, GError **error)
{
  g_autofree char *system = NULL;

  if (path != NULL)
    return load_file (path, error);
  system = vigie_system_file ("profile.json");
  if (g_file_test (system, G_FILE_TEST_EXISTS))
    return load_file (system, error);
  return vigie_profile_new_built_in ();
}

VigieProfile *
vigie_profile_ref (VigieProfile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_profile_unref (VigieProfile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->digest);
  g_free (self->name);
  g_free (self->code);
  g_free (self->time_zone);
  for (guint i = 0; i < VIGIE_N_FIELD; i++)
    g_strfreev (self->fields[i]);
  g_hash_table_unref (self->communes);
  g_hash_table_unref (self->communes_by_name);
  g_array_unref (self->places);
  g_hash_table_unref (self->units);
  g_hash_table_unref (self->known_roles);
  g_hash_table_unref (self->known_aggregations);
  g_array_unref (self->kinds);
  g_array_unref (self->roles);
  g_array_unref (self->aggregations);
  g_array_unref (self->factors);
  g_ptr_array_unref (self->factor_sources);
  g_array_unref (self->school_holidays);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
vigie_profile_get_territory_name (VigieProfile *self)
{
  return self->name;
}

const char *
vigie_profile_get_territory_code (VigieProfile *self)
{
  return self->code;
}

const char *
vigie_profile_get_time_zone (VigieProfile *self)
{
  return self->time_zone;
}

const VigieProfileCommune *
vigie_profile_get_communes (VigieProfile *self, guint *n_communes)
{
  *n_communes = self->places->len;
  return (gconstpointer) self->places->data;
}

const char *
vigie_profile_get_commune_name (VigieProfile *self, const char *insee)
{
  return insee != NULL ? g_hash_table_lookup (self->communes, insee) : NULL;
}

void
vigie_profile_get_bounds (VigieProfile *self,
                          double *south,
                          double *west,
                          double *north,
                          double *east)
{
  *south = self->south;
  *west = self->west;
  *north = self->north;
  *east = self->east;
}

const char *
vigie_profile_get_digest (VigieProfile *self)
{
  return self->digest;
}
