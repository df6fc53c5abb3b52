/* What the desktop's search is told: identifiers, bounds, words, signs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-search-provider-words.h"
#include "vigie-words.h"

#define ADDRESS "http://127.0.0.1:8080/v1.1"

typedef struct
{
  VigieTerritory *territory;
  VigieSearchIndex *index;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);

  fixture->territory = fixture_territory (clock);
  fixture->index = vigie_search_index_new_for_territory (fixture->territory, NULL);
  vigie_search_index_fill (fixture->index);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->index);
  g_clear_object (&fixture->territory);
}

static const VigieSearchEntry *
find_entry (Fixture *fixture, VigieSearchKind kind, const char *id)
{
  const VigieSearchEntry *entry
      = vigie_search_find (vigie_search_index_get_search (fixture->index), kind, id);

  g_assert_nonnull (entry);
  return entry;
}

static GStrv
find (Fixture *fixture, const char *query, const char *const *among)
{
  return vigie_search_provider_find (vigie_search_index_get_search (fixture->index), ADDRESS, query,
                                     among);
}

/* Each says all of its state in one line, with its age; never received is told too. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *site;
    const char *parts[4];
  } cases[] = {
      {"r", {"Riantec : ", "Remplissage 94", "90", NULL}},
      {"l", {"Lorient : ", "Bassin d’orage 97", "95", NULL}},
      {"b", {"Bubry : ", "Trames", NULL, NULL}},
      {"g", {"Groix : ", "Compteur", NULL, NULL}},
      {"q", {"Quéven : ", "travaux", NULL, NULL}},
      {"p", {"Plouay : ", "Véhicules présents 7", NULL, NULL}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VigieSearchEntry *entry = find_entry (fixture, VIGIE_SEARCH_SITE, cases[i].site);
      VigieSite *site = vigie_territory_find_site (fixture->territory, cases[i].site);
      g_autofree char *live = vigie_search_provider_describe (entry, FIXTURE_NOW, TRUE, FALSE);
      g_autofree char *kept
          = vigie_search_provider_describe (entry, FIXTURE_NOW + VIGIE_HOUR, FALSE, TRUE);

      g_test_message ("%s | %s", live, kept);
      g_assert_true (g_str_has_prefix (live, vigie_words_kind (vigie_site_get_kind (site))));
      for (const char *const *part = cases[i].parts; *part != NULL; part++)
        {
          g_autofree char *bare = g_strdup (*part);

          /* The space before the colon is French. */
          if (g_str_has_suffix (bare, " : "))
            bare[strlen (bare) - 3] = '\0';
          g_assert_nonnull (strstr (live, bare));
          g_assert_nonnull (strstr (kept, bare));
        }
      /* The last known state, of a demonstration, an hour later. */
      g_assert_cmpstr (live, !=, kept);
      g_assert_false (g_str_has_prefix (kept, vigie_words_kind (vigie_site_get_kind (site))));
    }
}

/* The age goes on where the link does not. */
static void
test_age (Fixture *fixture, gconstpointer data)
{
  const VigieSearchEntry *entry = find_entry (fixture, VIGIE_SEARCH_SITE, "l");
  g_autofree char *words
      = vigie_search_provider_describe (entry, FIXTURE_NOW + VIGIE_HOUR, FALSE, FALSE);
  g_autofree char *age = vigie_words_age (FIXTURE_NOW + VIGIE_HOUR, FIXTURE_NOW - VIGIE_MINUTE);
  g_autofree char *then = g_strdup_printf (C_ ("state", "%s at the last reading"),
                                           vigie_words_condition (VIGIE_CONDITION_CRITICAL));

  g_assert_true (g_str_has_suffix (words, age));
  g_assert_nonnull (strstr (words, then + 1)); /* its first letter is a small one */
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) all = find (fixture, "decheterie", NULL);
  g_auto (GStrv) narrow = find (fixture, "decheterie riantec", (const char *const *) all);
  g_auto (GStrv) both = find (fixture, "bubry", NULL);
  g_auto (GStrv) sensors = find (fixture, "gravats", NULL);
  g_auto (GStrv) none = find (fixture, "", NULL);
  const char *const nothing[] = {NULL};
  g_auto (GStrv) outside = find (fixture, "decheterie", nothing);

  g_assert_cmpuint (g_strv_length (all), ==, 3);
  g_assert_true (vigie_search_provider_is_whole ((const char *const *) all));
  g_assert_cmpuint (g_strv_length (narrow), ==, 1);
  g_assert_true (g_strv_contains ((const char *const *) all, narrow[0]));
  g_assert_cmpuint (g_strv_length (both), ==, 2);
  g_assert_true (g_str_has_suffix (both[0], "/site/b"));
  g_assert_true (g_str_has_suffix (both[1], "/commune/Bubry"));
  g_assert_cmpuint (g_strv_length (sensors), ==, 1);
  g_assert_nonnull (strstr (sensors[0], "/sensor/"));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (outside), ==, 0);
}

static void
test_bounds (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (VigieSearchIndex) index = NULL;
  g_auto (GStrv) results = NULL;
  g_autofree char *long_term = g_strnfill (5000, 'e');
  g_autofree char *accents = NULL;
  g_autofree char *query = NULL;
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf ("Poste %u", i);
      g_autofree char *commune = g_strdup_printf ("Postel %u", i % 9);

      fixture_add_site (batch, fixture_site (id, name, VIGIE_KIND_SUBSTATION, commune));
      g_string_append (many, "é");
    }
  vigie_territory_apply_now (territory, batch);
  index = vigie_search_index_new_for_territory (territory, NULL);
  vigie_search_index_fill (index);
  results
      = vigie_search_provider_find (vigie_search_index_get_search (index), ADDRESS, "poste", NULL);
  g_assert_cmpuint (g_strv_length (results), ==, VIGIE_SEARCH_PROVIDER_MOST);
  g_assert_nonnull (strstr (results[0], "/site/"));
  g_assert_nonnull (strstr (results[VIGIE_SEARCH_PROVIDER_MOST - 1], "/commune/"));
  g_assert_false (vigie_search_provider_is_whole ((const char *const *) results));

  query
      = vigie_search_provider_query ((const char *const[]) {long_term, many->str, long_term, NULL});
  g_assert_cmpuint (strlen (query), <=, VIGIE_SEARCH_LONGEST_QUERY + 3);
  accents = vigie_search_provider_query ((const char *const[]) {"x", many->str, many->str, NULL});
  g_assert_true (g_utf8_validate (accents, -1, NULL));
  g_assert_cmpuint (strlen (accents), <=, VIGIE_SEARCH_LONGEST_QUERY + 3);
}

static void
test_identifiers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text
      = vigie_search_provider_make_id (ADDRESS, find_entry (fixture, VIGIE_SEARCH_SITE, "r"));
  static const char *const wrong[] = {
      "",
      "/",
      "r",
      "site/r",
      "01234567/site/",
      "01234567/measure/1",
      "01234567/sit/1",
      "0123456/site/1",
      "012345678/site/1",
      "01234567//site/1",
  };
  VigieSearchKind kind;
  const char *id;
  gboolean is_own;

  g_assert_true (vigie_search_provider_read_id (text, ADDRESS, &kind, &id, &is_own));
  g_assert_cmpint (kind, ==, VIGIE_SEARCH_SITE);
  g_assert_cmpstr (id, ==, "r");
  g_assert_true (is_own);
  g_assert_true (vigie_search_provider_read_id (text, "http://127.0.0.2", &kind, &id, &is_own));
  g_assert_false (is_own);
  g_assert_true (vigie_search_provider_read_id (text, NULL, &kind, &id, &is_own));
  g_assert_false (is_own);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (vigie_search_provider_read_id (wrong[i], ADDRESS, &kind, &id, &is_own));
}

static GdkTexture *
texture_of (GIcon *icon)
{
  g_autoptr (GError) error = NULL;
  GdkTexture *texture;

  g_assert_true (G_IS_BYTES_ICON (icon));
  texture = gdk_texture_new_from_bytes (g_bytes_icon_get_bytes (G_BYTES_ICON (icon)), &error);
  g_assert_no_error (error);
  return texture;
}

/* Kind and state are in the picture, which crosses the bus as bytes. */
static void
test_signs (Fixture *fixture, gconstpointer data)
{
  static const char *const sites[] = {"r", "l", "b", "g", "q", "p"};
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_icon_hash, (GEqualFunc) g_icon_equal, g_object_unref, NULL);
  g_autoptr (GHashTable) kept
      = g_hash_table_new_full (g_icon_hash, (GEqualFunc) g_icon_equal, g_object_unref, NULL);
  g_autoptr (GIcon) now = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    for (int live = 0; live < 2; live++)
      {
        GIcon *icon
            = vigie_search_provider_draw (find_entry (fixture, VIGIE_SEARCH_SITE, sites[i]), live);
        g_autoptr (GVariant) crossing = g_icon_serialize (icon);
        g_autoptr (GIcon) back = g_icon_deserialize (crossing);
        g_autoptr (GdkTexture) texture = texture_of (back);

        g_assert_cmpint (gdk_texture_get_width (texture), ==, 64);
        g_assert_cmpint (gdk_texture_get_height (texture), ==, 64);
        g_assert_cmpuint (g_bytes_get_size (g_bytes_icon_get_bytes (G_BYTES_ICON (icon))), <,
                          16384);
        if (live)
          g_hash_table_add (seen, icon);
        else
          g_hash_table_add (kept, icon);
      }
  g_assert_cmpuint (g_hash_table_size (seen), ==, G_N_ELEMENTS (sites));
  /* A critical site, before and after the link was lost. */
  now = vigie_search_provider_draw (find_entry (fixture, VIGIE_SEARCH_SITE, "l"), TRUE);
  g_assert_true (g_hash_table_contains (seen, now));
  g_assert_false (g_hash_table_contains (kept, now));
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/app/search-provider/words", test_words);
  ADD ("/app/search-provider/age", test_age);
  ADD ("/app/search-provider/find", test_find);
  ADD ("/app/search-provider/identifiers", test_identifiers);
  ADD ("/app/search-provider/signs", test_signs);
#undef ADD
  g_test_add_func ("/app/search-provider/bounds", test_bounds);
  return g_test_run ();
}
