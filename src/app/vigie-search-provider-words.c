/* vigie-search-provider-words.c: what the desktop's search is told of what it found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-provider-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-glyph.h"
#include "vigie-site-row-words.h"
#include "vigie-text.h"
#include "vigie-words.h"

#define LONGEST_ID 2048
/* The desktop shows it at 24 to 32 pixels, on screens of up to twice as many. */
#define ICON_SIZE 32
#define ICON_SCALE 2

/* ---- Identifiers ----------------------------------------------------------------------------- */

static const struct
{
  VigieSearchKind kind;
  const char *name;
} kinds[] = {
    /* In the order in which they are told. */
    {VIGIE_SEARCH_SITE, "site"},
    {VIGIE_SEARCH_COMMUNE, "commune"},
    {VIGIE_SEARCH_SENSOR, "sensor"},
};

/* Eight digits that tell the server from others. */
static char *
server_tag (const char *address)
{
  char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);

  digest[8] = '\0';
  return digest;
}

char *
vigie_search_provider_make_id (const char *address, const VigieSearchEntry *entry)
{
  g_autofree char *tag = server_tag (address);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == entry->kind)
      return g_strdup_printf ("%s/%s/%s", tag, kinds[i].name, entry->id);
  return NULL;
}

gboolean
vigie_search_provider_read_id (const char *text,
                               const char *address,
                               VigieSearchKind *kind,
                               const char **id,
                               gboolean *is_own)
{
  g_autofree char *tag = address != NULL ? server_tag (address) : NULL;
  const char *slash = strchr (text, '/');
  const char *rest;

  if (slash == NULL || slash - text != 8 || strlen (text) > LONGEST_ID)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i].name);

      rest = slash + 1;
      if (strncmp (rest, kinds[i].name, length) != 0 || rest[length] != '/'
          || rest[length + 1] == '\0')
        continue;
      *kind = kinds[i].kind;
      *id = rest + length + 1;
      *is_own = tag != NULL && strncmp (text, tag, 8) == 0;
      return TRUE;
    }
  return FALSE;
}

/* ---- Finding --------------------------------------------------------------------------------- */

char *
vigie_search_provider_query (const char *const *terms)
{
  g_autoptr (GString) query = g_string_new (NULL);

  for (guint i = 0; terms[i] != NULL && query->len < VIGIE_SEARCH_LONGEST_QUERY; i++)
    {
      if (query->len > 0)
        g_string_append_c (query, ' ');
      g_string_append_len (query, terms[i],
                           (gssize) strnlen (terms[i], VIGIE_SEARCH_LONGEST_QUERY));
    }
  /* A cut may go through a letter. */
  return g_utf8_make_valid (query->str, (gssize) MIN (query->len, VIGIE_SEARCH_LONGEST_QUERY));
}

GStrv
vigie_search_provider_find (VigieSearch *search,
                            const char *address,
                            const char *query,
                            const char *const *among)
{
  g_autoptr (VigieSearchResults) results
      = vigie_search_query (search, query, VIGIE_SEARCH_PROVIDER_MOST);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_communes
      = MIN (results->n_matches[VIGIE_SEARCH_COMMUNE], VIGIE_SEARCH_PROVIDER_MOST_COMMUNES);
  gboolean alone = n_communes + results->n_matches[VIGIE_SEARCH_SITE] == 0;
  const guint room[G_N_ELEMENTS (kinds)] = {
      VIGIE_SEARCH_PROVIDER_MOST - n_communes,
      n_communes,
      alone ? VIGIE_SEARCH_PROVIDER_MOST : 0,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0, n = 0; j < results->n_entries && n < room[i]; j++)
      {
        g_autofree char *id = NULL;

        if (results->entries[j]->kind != kinds[i].kind)
          continue;
        n++;
        id = vigie_search_provider_make_id (address, results->entries[j]);
        if (among != NULL && !g_strv_contains (among, id))
          continue;
        g_strv_builder_add (builder, id);
      }
  return g_strv_builder_end (builder);
}

gboolean
vigie_search_provider_is_whole (const char *const *results)
{
  guint n_results = 0, n_communes = 0;

  for (guint i = 0; results[i] != NULL && n_results < VIGIE_SEARCH_PROVIDER_MOST; i++)
    {
      VigieSearchKind kind;
      const char *id;
      gboolean is_own;

      n_results++;
      if (vigie_search_provider_read_id (results[i], NULL, &kind, &id, &is_own)
          && kind == VIGIE_SEARCH_COMMUNE)
        n_communes++;
    }
  return n_results < VIGIE_SEARCH_PROVIDER_MOST && n_communes < VIGIE_SEARCH_PROVIDER_MOST_COMMUNES;
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* As a word within a sentence. */
static char *
within_sentence (const char *words)
{
  char first[7] = {0};

  g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (words)), first);
  return g_strconcat (first, *words != '\0' ? g_utf8_next_char (words) : "", NULL);
}

/* « critique, Benne gravats 94 %, il y a 4 min »; what is empty is left out. */
static char *
join (const char *state, const char *line, const char *age)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *within = within_sentence (state);

  g_strv_builder_add (builder, within);
  if (*line != '\0')
    g_strv_builder_add (builder, line);
  if (*age != '\0')
    g_strv_builder_add (builder, age);
  parts = g_strv_builder_end (builder);
  /* Translators: between the state of a site, its reason and its age, in a result of the desktop’s search */
  return g_strjoinv (C_ ("search result", ", "), parts);
}

static char *
describe_site (VigieSite *site, VigieTime now, gboolean live)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  const char *kind = vigie_words_kind (data->kind);
  g_auto (VigieSiteWords) words = {0};
  g_autofree char *where = NULL;
  g_autofree char *what = NULL;
  g_autofree char *age = NULL;

  vigie_site_words_init (&words, site, VIGIE_SITE_LINE_REASON, now, live);
  /* Out of service it is « since a day »; of what was never received the state says it; else the age counts on from a
   * lost link too. */
  if (words.section == VIGIE_SECTION_OUT_OF_SERVICE)
    age = g_strdup (words.age);
  else
    age = words.time != VIGIE_TIME_NONE ? vigie_words_age (now, words.time) : g_strdup ("");
  if (data->details->commune_name != NULL && *data->details->commune_name != '\0')
    /* Translators: a result of the desktop’s search: kind of the site, commune */
    where = g_strdup_printf (C_ ("search result", "%s, %s"), kind, data->details->commune_name);
  else
    where = g_strdup (kind);
  what = join (words.state, words.line, age);
  /* Translators: a result of the desktop’s search: what and where it is, its state; « Déchèterie, Riantec : critique,
   * Benne gravats 94 %, seuil 90 %, il y a 4 min » */
  return g_strdup_printf (C_ ("search result", "%s: %s"), where, what);
}

static char *
describe_sensor (const VigieSearchEntry *entry, VigieSensor *sensor, VigieTime now, gboolean live)
{
  const char *state
      = vigie_text_state (vigie_sensor_get_freshness (sensor), vigie_sensor_get_condition (sensor));
  VigieTime last = vigie_sensor_get_last_seen (sensor);
  g_autofree char *age = last != VIGIE_TIME_NONE ? vigie_words_age (now, last) : g_strdup ("");
  g_autofree char *then
      = live ? g_strdup (state) : g_strdup_printf (C_ ("state", "%s at the last reading"), state);
  g_autofree char *what = join (then, "", age);

  return g_strdup_printf (C_ ("search result", "%s: %s"), entry->subtitle, what);
}

static char *
describe_commune (const VigieSearchTarget *target)
{
  guint n = target->n_sites;
  g_autofree char *sites = n > 0 ? g_strdup_printf (ngettext ("%'u site", "%'u sites", n), n)
                                 : g_strdup (C_ ("search", "No site"));

  /* Translators: a result of the desktop’s search; the placeholder is as “4 sites” */
  return g_strdup_printf (C_ ("search result", "Commune, %s"), sites);
}

char *
vigie_search_provider_describe (const VigieSearchEntry *entry,
                                VigieTime now,
                                gboolean live,
                                gboolean demonstration)
{
  const VigieSearchTarget *target = entry->target;
  g_autofree char *words = NULL;

  switch (entry->kind)
    {
    case VIGIE_SEARCH_SITE:
      words = describe_site (target->site, now, live);
      break;
    case VIGIE_SEARCH_SENSOR:
      words = describe_sensor (entry, target->sensor, now, live);
      break;
    case VIGIE_SEARCH_COMMUNE:
      words = describe_commune (target);
      break;
    case VIGIE_SEARCH_PAGE:
    case VIGIE_SEARCH_PLACE:
    case VIGIE_SEARCH_ACTION:
    case VIGIE_SEARCH_MEASURE:
    default:
      return g_strdup ("");
    }
  if (!demonstration)
    return g_steal_pointer (&words);
  /* Translators: before a result of the desktop’s search whose data are simulated */
  return g_strdup_printf (C_ ("search result", "Demonstration · %s"), words);
}

/* ---- Signs ----------------------------------------------------------------------------------- */

/* The desktop's overview is dark whatever the style of programs is. */
static GIcon *
draw_glyph (VigieKind kind, VigieGlyphLook look, gboolean live)
{
  g_autoptr (VigieGlyphCache) cache = vigie_glyph_cache_new ();
  GdkTexture *texture = vigie_glyph_cache_get_texture (
      cache, kind, look, live ? VIGIE_GLYPH_FLAG_NONE : VIGIE_GLYPH_FLAG_LINK_LOST,
      VIGIE_SCHEME_DARK, ICON_SIZE, ICON_SCALE);
  g_autoptr (GBytes) bytes = gdk_texture_save_to_png_bytes (texture);

  return g_bytes_icon_new (bytes);
}

GIcon *
vigie_search_provider_draw (const VigieSearchEntry *entry, gboolean live)
{
  const VigieSearchTarget *target = entry->target;

  if (entry->kind == VIGIE_SEARCH_SITE)
    return draw_glyph (vigie_site_get_kind (target->site),
                       vigie_glyph_look_for (vigie_site_get_freshness (target->site),
                                             vigie_site_get_condition (target->site)),
                       live);
  if (entry->kind == VIGIE_SEARCH_SENSOR && target->site != NULL)
    return draw_glyph (vigie_site_get_kind (target->site),
                       vigie_glyph_look_for (vigie_sensor_get_freshness (target->sensor),
                                             vigie_sensor_get_condition (target->sensor)),
                       live);
  return g_themed_icon_new (target->icon != NULL ? target->icon : VIGIE_APP_ID);
}
