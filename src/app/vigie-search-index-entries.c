/* vigie-search-index-entries.c: what the entries of the search are made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-index-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-pages.h"
#include "vigie-search-words.h"
#include "vigie-words.h"

/* ---- Targets --------------------------------------------------------------------------------- */

/* The data that an entry was made of are kept, so that their addresses stay theirs. */
typedef struct
{
  VigieSearchTarget target;
  VigieSearchKind kind;
} Target;

void
vigie_search_index_free_target (gpointer data)
{
  Target *target = data;

  switch (target->kind)
    {
    case VIGIE_SEARCH_SENSOR:
      g_clear_pointer ((VigieSensorData **) &target->target.source, vigie_sensor_data_unref);
      break;
    case VIGIE_SEARCH_MEASURE:
      vigie_measure_data_unref ((VigieMeasureData *) target->target.source);
      break;
    case VIGIE_SEARCH_PAGE:
    case VIGIE_SEARCH_COMMUNE:
    case VIGIE_SEARCH_SITE:
    case VIGIE_SEARCH_PLACE:
    case VIGIE_SEARCH_ACTION:
    default:
      break;
    }
  if (target->target.site_source != NULL)
    vigie_site_data_unref ((VigieSiteData *) target->target.site_source);
  g_clear_object (&target->target.site);
  g_clear_object (&target->target.measure);
  g_clear_object (&target->target.sensor);
  g_free (target);
}

static VigieSearchTarget *
target_new (VigieSearchIndex *self, VigieSearchKind kind, VigieSite *site, VigieMeasure *measure)
{
  Target *target = g_new0 (Target, 1);

  target->kind = kind;
  target->target.round = self->round;
  g_set_object (&target->target.site, site);
  g_set_object (&target->target.measure, measure);
  if (site != NULL)
    target->target.site_source = vigie_site_data_ref ((VigieSiteData *) vigie_site_get_data (site));
  return &target->target;
}

guint
vigie_search_index_pressing (gpointer target, gpointer user_data)
{
  const VigieSearchTarget *of = target;

  if (of == NULL)
    return 0;
  if (of->sensor != NULL)
    return (guint) MAX (vigie_sensor_get_severity (of->sensor), 0);
  if (of->measure != NULL)
    return (guint) MAX (vigie_measure_get_severity (of->measure), 0);
  if (of->site != NULL)
    return (guint) MAX (vigie_site_get_severity (of->site), 0);
  return MIN (of->n_sites, 63);
}

/* TRUE where the entry is there and made of these; it was met. */
static gboolean
meet (VigieSearchIndex *self,
      VigieSearchKind kind,
      const char *id,
      gconstpointer source,
      gconstpointer site_source)
{
  const VigieSearchEntry *entry = vigie_search_find (self->search, kind, id);
  VigieSearchTarget *target = entry != NULL ? entry->target : NULL;

  if (target == NULL || target->source != source || target->site_source != site_source)
    return FALSE;
  target->round = self->round;
  return TRUE;
}

static void
put (VigieSearchIndex *self,
     VigieSearchKind kind,
     const char *id,
     const char *title,
     const char *subtitle,
     const char *keywords,
     VigieSearchTarget *target)
{
  VigieSearchEntry entry = {
      .kind = kind,
      .id = id,
      .title = title,
      .subtitle = subtitle,
      .keywords = keywords,
      .target = target,
  };

  vigie_search_put (self->search, &entry);
  self->altered = TRUE;
}

/* ---- Pages, actions, communes ---------------------------------------------------------------- */

void
vigie_search_index_put_fixed (VigieSearchIndex *self)
{
  guint n_pages, n_actions;
  const VigiePageKind *pages = vigie_pages_get (&n_pages);
  const VigieSearchAction *actions = vigie_search_words_actions (&n_actions);

  for (guint i = 0; i < n_pages; i++)
    {
      const char *words = vigie_search_words_of_page (pages[i].id);
      VigieSearchTarget *target;

      /* The page of a site is found by the site. */
      if (*words == '\0' || meet (self, VIGIE_SEARCH_PAGE, pages[i].id, NULL, NULL))
        continue;
      target = target_new (self, VIGIE_SEARCH_PAGE, NULL, NULL);
      target->icon = pages[i].icon != NULL ? pages[i].icon : "vigie-link-symbolic";
      put (self, VIGIE_SEARCH_PAGE, pages[i].id, _ (pages[i].title), "", words, target);
    }
  for (guint i = 0; i < n_actions; i++)
    {
      VigieSearchTarget *target;

      if (meet (self, VIGIE_SEARCH_ACTION, actions[i].name, NULL, NULL))
        continue;
      target = target_new (self, VIGIE_SEARCH_ACTION, NULL, NULL);
      target->icon = actions[i].icon;
      target->action = actions[i].name;
      target->keys = actions[i].keys;
      put (self, VIGIE_SEARCH_ACTION, actions[i].name, _ (actions[i].title), "",
           g_dpgettext2 (NULL, "search", actions[i].keywords), target);
    }
}

static void
put_commune (VigieSearchIndex *self, const char *name, guint n_sites)
{
  const VigieSearchEntry *entry = vigie_search_find (self->search, VIGIE_SEARCH_COMMUNE, name);
  VigieSearchTarget *target = entry != NULL ? entry->target : NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  if (target != NULL && target->n_sites == n_sites)
    {
      target->round = self->round;
      return;
    }
  target = target_new (self, VIGIE_SEARCH_COMMUNE, NULL, NULL);
  target->icon = "mark-location-symbolic";
  target->n_sites = n_sites;
  /* « larmorplage » is typed for Larmor-Plage. */
  parts = g_strsplit_set (name, "- ’'", -1);
  joined = g_strjoinv ("", parts);
  put (self, VIGIE_SEARCH_COMMUNE, name, name, "", joined, target);
}

/* Those of the profile, and those that sites tell of. */
void
vigie_search_index_put_communes (VigieSearchIndex *self)
{
  VigieProfile *profile
      = self->context != NULL ? vigie_context_get_profile (self->context) : self->profile;
  GHashTableIter iter;
  gpointer name, n_sites;

  if (profile != NULL)
    {
      guint n;
      const VigieProfileCommune *communes = vigie_profile_get_communes (profile, &n);

      for (guint i = 0; i < n; i++)
        if (!g_hash_table_contains (self->communes, communes[i].name))
          g_hash_table_insert (self->communes, g_strdup (communes[i].name), GUINT_TO_POINTER (0));
    }
  g_hash_table_iter_init (&iter, self->communes);
  while (g_hash_table_iter_next (&iter, &name, &n_sites))
    put_commune (self, name, GPOINTER_TO_UINT (n_sites));
}

/* ---- The territory --------------------------------------------------------------------------- */

/* « Déchèterie de Caudan · Caudan »; no commune that the name tells already. */
static char *
place_words (const VigieSiteData *site)
{
  if (site->details->commune_name == NULL
      || strstr (site->name, site->details->commune_name) != NULL)
    return g_strdup (site->name);
  return g_strdup_printf ("%s · %s", site->name, site->details->commune_name);
}

static void
put_site (VigieSearchIndex *self, VigieSite *site)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  g_autofree char *subtitle = NULL;
  g_autofree char *keywords = NULL;
  const char *commune = data->details->commune_name != NULL ? data->details->commune_name : "";
  gboolean addressed = data->details->address != NULL && *data->details->address != '\0'
                       && strcmp (data->details->address, commune) != 0;

  if (meet (self, VIGIE_SEARCH_SITE, data->id, NULL, data))
    return;
  subtitle = addressed && *commune != '\0'
                 ? g_strdup_printf ("%s · %s", data->details->address, commune)
             : addressed ? g_strdup (data->details->address)
                         : g_strdup (commune);
  keywords = g_strjoin (" ", vigie_words_kind (data->kind), vigie_words_kind_plural (data->kind),
                        vigie_search_words_of_kind (data->kind), NULL);
  put (self, VIGIE_SEARCH_SITE, data->id, data->name, subtitle, keywords,
       target_new (self, VIGIE_SEARCH_SITE, site, NULL));
}

/* A sensor that is used at several sites is one at each. */
void
vigie_search_index_put_sensor (VigieSearchIndex *self, VigieSensor *sensor)
{
  const VigieSensorData *data = vigie_sensor_get_data (sensor);
  VigieSite *site = vigie_sensor_get_site (sensor);
  const VigieSiteData *place = site != NULL ? vigie_site_get_data (site) : NULL;
  g_autofree char *id = NULL;
  g_autofree char *where = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *keywords = NULL;
  VigieSearchTarget *target;

  /* A gateway without a device of its own is found as the site that it is. */
  if (site == NULL || *vigie_sensor_get_id (sensor) == '\0')
    return;
  id = g_strconcat (vigie_sensor_get_id (sensor), "\n", place->id, NULL);
  if (meet (self, VIGIE_SEARCH_SENSOR, id, data, place))
    return;
  where = place_words (place);
  subtitle = data != NULL && data->dev_eui != NULL
                 ? g_strdup_printf ("%s · %s", data->dev_eui, where)
                 : g_strdup (where);
  keywords = g_strjoin (" ", data != NULL ? data->model : "",
                        place->details->commune_name != NULL ? place->details->commune_name : "",
                        vigie_words_kind (place->kind),
                        /* Translators: other words by which the search finds a sensor */
                        C_ ("search", "sensor device"), NULL);
  target = target_new (self, VIGIE_SEARCH_SENSOR, site, NULL);
  target->icon = "vigie-signal-4-symbolic";
  target->sensor = g_object_ref (sensor);
  if (data != NULL)
    target->source = vigie_sensor_data_ref ((VigieSensorData *) data);
  put (self, VIGIE_SEARCH_SENSOR, id, vigie_sensor_get_name (sensor), subtitle, keywords, target);
}

static void
put_measure (VigieSearchIndex *self, VigieSite *site, VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieSiteData *place = vigie_site_get_data (site);
  const VigieSensorData *sensor = vigie_measure_get_sensor (measure);
  g_autofree char *subtitle = NULL;
  g_autofree char *keywords = NULL;
  VigieSearchTarget *target;

  if (meet (self, VIGIE_SEARCH_MEASURE, data->id, data, place))
    return;
  subtitle = place_words (place);
  keywords = g_strjoin (" ", sensor != NULL ? sensor->name : "", vigie_words_role (data->role),
                        data->observed_property,
                        place->details->commune_name != NULL ? place->details->commune_name : "",
                        vigie_words_kind (place->kind), NULL);
  target = target_new (self, VIGIE_SEARCH_MEASURE, site, measure);
  target->source = vigie_measure_data_ref ((VigieMeasureData *) data);
  put (self, VIGIE_SEARCH_MEASURE, data->id, data->name, subtitle, keywords, target);
}

gboolean
vigie_search_index_put_site (VigieSearchIndex *self, VigieSite *site, guint first)
{
  GListModel *measures = vigie_site_get_measures (site);
  guint n = self->depth == VIGIE_SEARCH_DEPTH_ALL ? g_list_model_get_n_items (measures) : 0;
  guint end = MIN (first + VIGIE_SEARCH_AT_ONCE, n);

  if (first == 0)
    {
      const char *commune = vigie_site_get_data (site)->details->commune_name;

      put_site (self, site);
      if (commune != NULL)
        {
          guint n_sites = GPOINTER_TO_UINT (g_hash_table_lookup (self->communes, commune));

          g_hash_table_insert (self->communes, g_strdup (commune), GUINT_TO_POINTER (n_sites + 1));
        }
    }
  for (guint i = first; i < end; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);

      put_measure (self, site, measure);
    }
  return end < n;
}

/* ---- The map file ---------------------------------------------------------------------------- */

void
vigie_search_index_put_place (VigieSearchIndex *self, const VigiePlace *place)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *id = NULL;
  VigieSearchTarget *target;

  g_ascii_formatd (lat, sizeof lat, "%.6f", place->lat);
  g_ascii_formatd (lon, sizeof lon, "%.6f", place->lon);
  id = g_strdup_printf ("%s,%s %s", lat, lon, place->name);
  if (meet (self, VIGIE_SEARCH_PLACE, id, NULL, NULL))
    return;
  target = target_new (self, VIGIE_SEARCH_PLACE, NULL, NULL);
  target->icon = "mark-location-symbolic";
  target->lat = place->lat;
  target->lon = place->lon;
  put (self, VIGIE_SEARCH_PLACE, id, place->name, vigie_search_words_of_place (place->kind), "",
       target);
}
