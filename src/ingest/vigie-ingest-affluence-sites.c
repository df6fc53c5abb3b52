/* vigie-ingest-affluence-sites.c: the sites that count vehicles, as the store describes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-affluence-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-fold.h"
#include "vigie-ingest-schema.h"
#include "vigie-plain.h"
#include "vigie-words.h"

#define MAX_NAME 120
#define MAX_ACCEPTS 40

/* ---- Properties ---- */

/* A JSON object, or NULL. */
JsonNode *
vigie_affluence_parse (const char *text)
{
  JsonNode *node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_clear_pointer (&node, json_node_unref);
  return node;
}

JsonNode *
vigie_affluence_get_node (JsonNode *properties, const char *name)
{
  return properties != NULL ? json_object_get_member (json_node_get_object (properties), name)
                            : NULL;
}

/* Of the properties, or NULL. */
const char *
vigie_affluence_get_text (JsonNode *properties, const char *name)
{
  JsonNode *node = vigie_affluence_get_node (properties, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

double
vigie_affluence_get_number (JsonNode *properties, const char *name)
{
  JsonNode *node = vigie_affluence_get_node (properties, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;
}

VigieTime
vigie_affluence_get_time (JsonNode *properties, const char *name)
{
  VigieTime time;

  return vigie_time_parse (vigie_affluence_get_text (properties, name), -1, &time)
             ? time
             : VIGIE_TIME_NONE;
}

/* ---- Sites ---- */

static char **
read_accepts (JsonNode *properties)
{
  JsonNode *node = vigie_affluence_get_node (properties, "accepts");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_ACCEPTS); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
        g_strv_builder_take (builder, vigie_plain_line (json_node_get_string (item), MAX_NAME));
    }
  return g_strv_builder_end (builder);
}

/* A GeoJSON point, or a feature of one. */
static void
read_place (VigieAffluenceSite *site, const char *text)
{
  g_autoptr (JsonNode) location = vigie_affluence_parse (text);
  JsonNode *node = vigie_affluence_get_node (location, "geometry");
  JsonArray *pair;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    node = location;
  if (g_strcmp0 (vigie_affluence_get_text (node, "type"), "Point") != 0)
    return;
  node = vigie_affluence_get_node (node, "coordinates");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  pair = json_node_get_array (node);
  if (json_array_get_length (pair) >= 2)
    {
      site->lon = json_array_get_double_element (pair, 0);
      site->lat = json_array_get_double_element (pair, 1);
    }
}

/* "lorient-port": what a file and an address can be called. */
static char *
make_slug (const char *name, gint64 id)
{
  char *slug = vigie_fold_text (name);
  char *to = slug;

  for (const char *c = slug; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      *to++ = *c;
    else if (to > slug && to[-1] != '-')
      *to++ = '-';
  while (to > slug && to[-1] == '-')
    to--;
  *to = '\0';
  if (to - slug > 60)
    slug[60] = '\0';
  if (*slug == '\0' || strcmp (slug, "index") == 0)
    {
      g_free (slug);
      return g_strdup_printf ("site-%" G_GINT64_FORMAT, id);
    }
  return slug;
}

static VigieAffluenceSite *
read_site (VigieCalendar *calendar, sqlite3_stmt *statement)
{
  VigieAffluenceSite *site = g_new0 (VigieAffluenceSite, 1);
  g_autoptr (JsonNode) properties
      = vigie_affluence_parse ((const char *) sqlite3_column_text (statement, 2));
  JsonNode *outage = vigie_affluence_get_node (properties, "outOfService");
  VigieOpeningPlace place = {NAN, NAN, NULL, calendar};
  double capacity = vigie_affluence_get_number (properties, "capacity");
  const char *hours = vigie_affluence_get_text (properties, "openingHours");

  site->id = sqlite3_column_int64 (statement, 0);
  site->name = vigie_plain_line ((const char *) sqlite3_column_text (statement, 1), MAX_NAME);
  site->short_name = vigie_attendance_short_name (site->name);
  site->commune = vigie_plain_line (vigie_affluence_get_text (properties, "communeName"), MAX_NAME);
  site->lat = site->lon = NAN;
  read_place (site, (const char *) sqlite3_column_text (statement, 3));
  site->accepts = read_accepts (properties);
  vigie_kind_from_string (vigie_affluence_get_text (properties, "kind"), &site->kind);
  site->out_of_service = outage != NULL && JSON_NODE_HOLDS_OBJECT (outage);
  if (site->out_of_service)
    site->note = vigie_plain_line (vigie_affluence_get_text (outage, "note"), 2 * MAX_NAME);
  site->facts = (VigieAttendanceFacts) {
      .capacity = capacity >= 0 && capacity <= 1e6 ? (int) capacity : -1,
      .zone = vigie_words_default_zone (),
      .calendar = vigie_calendar_ref (calendar),
      .limits = VIGIE_LEVEL_LIMITS_DEFAULT,
  };
  if (hours != NULL)
    {
      g_autoptr (GError) error = NULL;

      place.lat = site->lat;
      place.lon = site->lon;
      site->hours_text = g_utf8_make_valid (hours, -1);
      site->facts.hours = vigie_opening_hours_new (hours, &place, &error);
      if (site->facts.hours == NULL)
        g_message ("opening hours of %s: %s", site->name, error->message);
    }
  return site;
}

static int
compare_sites (gconstpointer a, gconstpointer b)
{
  const VigieAffluenceSite *one = *(gpointer *) a, *other = *(gpointer *) b;
  int order = g_utf8_collate (one->short_name, other->short_name);

  return order != 0 ? order : (one->id > other->id) - (one->id < other->id);
}

/* Sites that count, by name, each with a file name of its own. */
GPtrArray *
vigie_affluence_read_sites (sqlite3 *db, VigieCalendar *calendar, GError **error)
{
  g_autoptr (GPtrArray) sites
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_affluence_site_free);
  g_autoptr (GHashTable) slugs = g_hash_table_new (g_str_hash, g_str_equal);
  sqlite3_stmt *statement = NULL;
  int code = SQLITE_ERROR;

  if (sqlite3_prepare_v2 (
          db,
          "SELECT t.id, t.name, t.properties, (SELECT l.location FROM thing_location tl"
          " JOIN location l ON l.id = tl.location_id WHERE tl.thing_id = t.id LIMIT 1)"
          " FROM thing t WHERE EXISTS (SELECT 1 FROM datastream d WHERE d.thing_id = t.id"
          " AND json_extract (d.properties, '$.role')"
          " IN ('vehicles-in', 'vehicles-out', 'vehicles-present')) ORDER BY t.id LIMIT ?1",
          -1, &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_int (statement, 1, VIGIE_AFFLUENCE_MAX_SITES);
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        g_ptr_array_add (sites, read_site (calendar, statement));
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    {
      vigie_ingest_schema_fail (db, _ ("Could not read the store"), error);
      return NULL;
    }
  /* In the order of their ids, so that a new site takes no other's address. */
  for (guint i = 0; i < sites->len; i++)
    {
      VigieAffluenceSite *site = g_ptr_array_index (sites, i);

      site->slug = make_slug (site->short_name, site->id);
      if (g_hash_table_contains (slugs, site->slug))
        {
          char *slug = g_strdup_printf ("%s-%" G_GINT64_FORMAT, site->slug, site->id);

          g_free (site->slug);
          site->slug = slug;
        }
      g_hash_table_add (slugs, site->slug);
    }
  g_ptr_array_sort (sites, compare_sites);
  return g_steal_pointer (&sites);
}
