/* vigie-profile-attendance.c: what a profile and a server's records tell of places that people come to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-local-date.h"
#include "vigie-plain.h"
#include "vigie-profile-private.h"

#define SHARE_LEAST 0.01
#define SHARE_MOST 10 /* of the places: more are never on a site */
#define HOLIDAYS_MAX 200
#define HOLIDAY_DAYS_MAX 92 /* the summer's are nine weeks */
#define ACCEPTS_MAX 40
#define ACCEPTS_NAME_MAX 60 /* characters */

/* ---- The file --------------------------------------------------------------------------------- */

static gboolean
read_levels (VigieProfileReader *reader, VigieProfile *self, JsonObject *attendance)
{
  static const char *const known[] = {"moderate", "heavy", "full", NULL};
  const char *field = "territory.attendance.levels";
  VigieLevelLimits *limits = &self->level_limits;
  JsonObject *levels;

  if (!vigie_profile_read_object (reader, attendance, "territory.attendance", "levels", &levels))
    return FALSE;
  if (levels == NULL)
    return TRUE;
  if (!vigie_profile_check_members (reader, levels, field, known)
      || !vigie_profile_read_number (reader, levels, field, "moderate", SHARE_LEAST, SHARE_MOST,
                                     &limits->moderate)
      || !vigie_profile_read_number (reader, levels, field, "heavy", SHARE_LEAST, SHARE_MOST,
                                     &limits->heavy)
      || !vigie_profile_read_number (reader, levels, field, "full", SHARE_LEAST, SHARE_MOST,
                                     &limits->full))
    return FALSE;
  if (limits->heavy <= limits->moderate)
    return vigie_profile_fail (reader, "territory.attendance.levels.heavy",
                               _ ("Each limit must be greater than the one before it."));
  if (limits->full <= limits->heavy)
    return vigie_profile_fail (reader, "territory.attendance.levels.full",
                               _ ("Each limit must be greater than the one before it."));
  return TRUE;
}

/* A date alone, as the number of its day. */
static gboolean
read_day (VigieProfileReader *reader,
          JsonObject *object,
          const char *field,
          const char *key,
          gint64 *day)
{
  g_autofree char *text = NULL;
  g_autofree char *place = vigie_profile_sub_field (field, key);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  VigieTime time;

  if (!vigie_profile_read_text (reader, object, field, key, TRUE, &text))
    return FALSE;
  if (strchr (text, ':') != NULL || !vigie_local_date_parse (text, utc, &time))
    return vigie_profile_fail (reader, place, _ ("“%s” is not a date. Example: 2026-01-01."), text);
  *day = vigie_time_to_local (time, utc).day_number;
  return TRUE;
}

static gboolean
read_holidays (VigieProfileReader *reader,
               VigieProfile *self,
               JsonObject *object,
               const char *field)
{
  static const char *const known[] = {"from", "to", NULL};
  g_autofree char *place = vigie_profile_sub_field (field, "to");
  VigieProfileDays days;

  if (!vigie_profile_check_members (reader, object, field, known)
      || !read_day (reader, object, field, "from", &days.first)
      || !read_day (reader, object, field, "to", &days.last))
    return FALSE;
  if (days.last < days.first)
    return vigie_profile_fail (reader, place, _ ("The last day must not be before the first."));
  if (days.last - days.first >= HOLIDAY_DAYS_MAX)
    return vigie_profile_fail (reader, place, _ ("There are more than %d days."), HOLIDAY_DAYS_MAX);
  g_array_append_val (self->school_holidays, days);
  return TRUE;
}

static gboolean
read_all_holidays (VigieProfileReader *reader, VigieProfile *self, JsonObject *attendance)
{
  const char *field = "territory.attendance.schoolHolidays";
  JsonNode *node = json_object_get_member (attendance, "schoolHolidays");
  JsonArray *list;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return vigie_profile_fail (reader, field,
                               _ ("A list of holidays is expected, in brackets [ ]."));
  list = json_node_get_array (node);
  if (json_array_get_length (list) > HOLIDAYS_MAX)
    return vigie_profile_fail (reader, field, _ ("There are more than %d holidays."), HOLIDAYS_MAX);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      g_autofree char *place = g_strdup_printf ("%s[%u]", field, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return vigie_profile_fail (reader, place, _ ("An object in braces { } is expected."));
      if (!read_holidays (reader, self, json_node_get_object (element), place))
        return FALSE;
    }
  return TRUE;
}

gboolean
vigie_profile_read_attendance (VigieProfileReader *reader,
                               VigieProfile *self,
                               JsonObject *territory)
{
  static const char *const known[] = {"levels", "schoolHolidays", NULL};
  JsonObject *attendance;

  self->level_limits = VIGIE_LEVEL_LIMITS_DEFAULT;
  if (!vigie_profile_read_object (reader, territory, "territory", "attendance", &attendance))
    return FALSE;
  return attendance == NULL
         || (vigie_profile_check_members (reader, attendance, "territory.attendance", known)
             && read_levels (reader, self, attendance)
             && read_all_holidays (reader, self, attendance));
}

const VigieLevelLimits *
vigie_profile_get_level_limits (VigieProfile *self)
{
  return &self->level_limits;
}

const VigieProfileDays *
vigie_profile_get_school_holidays (VigieProfile *self, guint *n)
{
  *n = self->school_holidays->len;
  return (gconstpointer) self->school_holidays->data;
}

/* ---- Sites ------------------------------------------------------------------------------------ */

/* Unless it is there already, in whatever accents and case. */
static void
add_waste (GPtrArray *wastes, GHashTable *seen, const char *text)
{
  g_autofree char *name = vigie_plain_line (text, ACCEPTS_NAME_MAX);

  g_strstrip (name);
  if (*name != '\0' && wastes->len < ACCEPTS_MAX
      && g_hash_table_add (seen, vigie_profile_fold (name)))
    g_ptr_array_add (wastes, g_steal_pointer (&name));
}

static void
add_list (GPtrArray *wastes, GHashTable *seen, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonArray *list;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list) && wastes->len < ACCEPTS_MAX; i++)
    {
      JsonNode *element = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        add_waste (wastes, seen, json_node_get_string (element));
    }
}

char **
vigie_profile_read_accepts (VigieProfile *self, const VigieSiteData *site)
{
  VigieStProperties *properties = *site->details->properties != '\0'
                                      ? vigie_st_properties_new (site->details->properties, -1)
                                      : NULL;
  const VigieStProperty *list = vigie_profile_find (self, VIGIE_FIELD_THING_ACCEPTS, properties);
  g_autoptr (GPtrArray) wastes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (list != NULL && list->type == VIGIE_VALUE_JSON && *list->text == '[')
    add_list (wastes, seen, list->text);
  else if (list != NULL && list->type == VIGIE_VALUE_TEXT)
    {
      g_auto (GStrv) parts = g_strsplit_set (list->text, ",;", ACCEPTS_MAX + 1);

      for (char **part = parts; *part != NULL; part++)
        add_waste (wastes, seen, *part);
    }
  if (properties != NULL)
    vigie_st_properties_free (properties);
  if (wastes->len == 0)
    return NULL;
  g_ptr_array_add (wastes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&wastes), FALSE);
}
