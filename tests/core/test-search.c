/* The search: what is found first, slips, identifiers, changes, hostile texts; all against a plain matcher.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "vigie-fold.h"
#include "vigie-search-private.h"

static void
add (VigieSearch *search,
     VigieSearchKind kind,
     const char *id,
     const char *title,
     const char *subtitle,
     const char *keywords)
{
  VigieSearchEntry entry = {kind, id, title, subtitle, keywords, NULL};

  g_assert_true (vigie_search_put (search, &entry));
}

/* A territory in small. */
static VigieSearch *
make_territory (void)
{
  static const char *const tip = "Déchèterie Déchèteries déchetterie déchet tri benne";
  VigieSearch *search = vigie_search_new (NULL);

  add (search, VIGIE_SEARCH_PAGE, "map", "Carte", "", "plan accueil");
  add (search, VIGIE_SEARCH_PAGE, "fleet", "Parc", "", "capteurs batteries passerelles");
  add (search, VIGIE_SEARCH_ACTION, "win.preferences", "Préférences", "", "prefs réglages options");
  add (search, VIGIE_SEARCH_ACTION, "win.retry", "Réessayer le serveur", "", "relancer actualiser");
  add (search, VIGIE_SEARCH_COMMUNE, "Caudan", "Caudan", "", "");
  add (search, VIGIE_SEARCH_COMMUNE, "Riantec", "Riantec", "", "");
  add (search, VIGIE_SEARCH_COMMUNE, "Larmor-Plage", "Larmor-Plage", "", "LarmorPlage");
  add (search, VIGIE_SEARCH_COMMUNE, "Lorient", "Lorient", "", "");
  add (search, VIGIE_SEARCH_SITE, "1", "Centre de tri Adaoz", "Lann Sévelin · Caudan", tip);
  add (search, VIGIE_SEARCH_SITE, "2", "Déchèterie de Caudan", "Lann Sévelin · Caudan", tip);
  add (search, VIGIE_SEARCH_SITE, "3", "Déchèterie de Riantec", "Villemarion · Riantec", tip);
  add (search, VIGIE_SEARCH_SITE, "4", "Piscine de Kerdurand", "Riantec", "Bâtiment public mairie");
  add (search, VIGIE_SEARCH_SITE, "5", "Piscine du Moustoir", "Lorient", "Bâtiment public mairie");
  add (search, VIGIE_SEARCH_SITE, "6", "Mairie d’Hennebont", "Hennebont", "Bâtiment public");
  add (search, VIGIE_SEARCH_SITE, "7", "Épuration de Lorient", "Kerolay · Lorient", "eaux usées");
  add (search, VIGIE_SEARCH_SITE, "8", "Île de Groix", "Groix", "France services");
  add (search, VIGIE_SEARCH_SENSOR, "s1", "Benne gravats",
       "0200000000000101 · Déchèterie de Riantec", "Milesight EM400-MUD capteur");
  add (search, VIGIE_SEARCH_SENSOR, "s2", "Benne gravats",
       "02000000000CAFE2 · Déchèterie de Caudan", "Milesight EM400-MUD capteur");
  add (search, VIGIE_SEARCH_MEASURE, "m1", "Benne gravats", "Déchèterie de Riantec",
       "Taux de remplissage");
  add (search, VIGIE_SEARCH_MEASURE, "m2", "Température de l’eau", "Piscine du Moustoir",
       "Température");
  add (search, VIGIE_SEARCH_MEASURE, "m3", "Benne 13", "Déchèterie de Caudan", "");
  return search;
}

static void
test_first (void)
{
  static const struct
  {
    const char *query;
    const char *first; /* id, or NULL for nothing */
    gboolean approximate;
  } cases[] = {
      {"caudan", "Caudan", FALSE},
      {"CAUDAN", "Caudan", FALSE},
      {"caud", "Caudan", FALSE},
      {"caudna", "Caudan", TRUE},
      {"decheterie rinatec", "3", TRUE},
      {"Déchetterie de Riantec", "3", FALSE},
      {"riantec décheterie", "3", FALSE},
      {"riantec", "Riantec", FALSE},
      {"dechettrie caudan", "2", TRUE},
      {"tri", "1", FALSE},
      {"tri riantec", "3", FALSE},
      {"piscine", "5", FALSE}, /* the shorter title */
      {"piscine lorient", "5", FALSE},
      {"picsine de riantec", "4", TRUE},
      {"l’île", "8", FALSE},
      {"ile de groix", "8", FALSE},
      {"larmorplage", "Larmor-Plage", FALSE},
      {"larmor plage", "Larmor-Plage", FALSE},
      {"prefs", "win.preferences", FALSE},
      {"preferance", "win.preferences", TRUE},
      {"reglages", "win.preferences", FALSE},
      {"carte", "map", FALSE},
      {"capteurs", "fleet", FALSE},
      {"eaux usees", "7", FALSE},
      {"temp", "m2", FALSE},
      {"temperature moustoir", "m2", FALSE},
      {"0200 0000 0000 0101", "s1", FALSE},
      {"02:00:00:00:00:00:01:01", "s1", FALSE},
      {"02-00-00-00-00-0C-AF-E2", "s2", FALSE},
      {"0200000000000101", "s1", FALSE},
      {"00000101", "s1", FALSE},
      {"cafe2", "s2", FALSE},
      {"0200000000000102", NULL, FALSE}, /* another device: no slip in a number */
      {"benne 13", "m3", FALSE},
      {"benne 14", NULL, FALSE},
      {"remplissage gravats", "m1", FALSE},
      {"de", "3", FALSE}, /* nothing else to look for */
      {"", NULL, FALSE},
      {" ·’ ", NULL, FALSE},
      {"zzzz", NULL, FALSE},
      {"cza", NULL, FALSE}, /* three letters: no slip */
      {"lorient xyzw", NULL, FALSE},
  };
  g_autoptr (VigieSearch) search = make_territory ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieSearchResults) results = vigie_search_query (search, cases[i].query, 10);

      g_test_message ("%s", cases[i].query);
      if (cases[i].first == NULL)
        {
          g_assert_cmpuint (results->n_entries, ==, 0);
          continue;
        }
      g_assert_cmpuint (results->n_entries, >, 0);
      if (!g_str_equal (cases[i].query, "de"))
        g_assert_cmpstr (results->entries[0]->id, ==, cases[i].first);
      g_assert_cmpint (results->approximate, ==, cases[i].approximate);
    }
}

/* The commune, then its sites, then what is in them. */
static void
test_order (void)
{
  static const char *const wanted[] = {"Caudan", "2", "1", "s2"};
  g_autoptr (VigieSearch) search = make_territory ();
  g_autoptr (VigieSearchResults) results = vigie_search_query (search, "caudan", 10);

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_cmpstr (results->entries[i]->id, ==, wanted[i]);
  g_assert_cmpuint (results->n_matches[VIGIE_SEARCH_SITE], ==, 2);
  g_assert_cmpuint (results->n_matches[VIGIE_SEARCH_COMMUNE], ==, 1);
}

static guint
pressing (gpointer target, gpointer user_data)
{
  (*(guint *) user_data)++;
  return GPOINTER_TO_UINT (target);
}

static void
test_pressing (void)
{
  g_autoptr (VigieSearch) search = vigie_search_new (NULL);
  guint n_asked = 0;

  vigie_search_set_pressing (search, pressing, &n_asked);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("%02u", i);
      VigieSearchEntry entry = {VIGIE_SEARCH_SITE, id, "Mairie", "", "", GUINT_TO_POINTER (i % 4)};

      vigie_search_put (search, &entry);
    }
  /* What does not match as well is not asked, where there is enough of what does. */
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("annexe %u", i);
      VigieSearchEntry entry
          = {VIGIE_SEARCH_SITE, id, "Annexe", "Mairie", "", GUINT_TO_POINTER (50)};

      vigie_search_put (search, &entry);
    }
  {
    g_autoptr (VigieSearchResults) results = vigie_search_query (search, "mairie", 12);

    g_assert_cmpuint (n_asked, ==, 40);
    g_assert_cmpuint (results->n_entries, ==, 12);
    g_assert_cmpuint (results->n_matches[VIGIE_SEARCH_SITE], ==, 240);
    /* The ten most pressing by age, then those a little less so. */
    g_assert_cmpstr (results->entries[0]->id, ==, "03");
    g_assert_cmpstr (results->entries[9]->id, ==, "39");
    g_assert_cmpstr (results->entries[10]->id, ==, "02");
  }
}

/* ---- Distances ------------------------------------------------------------------------------- */

static void
plain_distances (const char *a, const char *b, guint *whole, guint *beginning)
{
  guint n = (guint) strlen (a), m = (guint) strlen (b);
  guint table[64][64];

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= m; j++)
      if (i == 0 || j == 0)
        table[i][j] = i + j;
      else
        {
          table[i][j] = MIN (MIN (table[i - 1][j], table[i][j - 1]) + 1,
                             table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            table[i][j] = MIN (table[i][j], table[i - 2][j - 2] + 1);
        }
  *whole = table[n][m];
  *beginning = G_MAXUINT;
  for (guint j = 0; j <= m; j++)
    *beginning = MIN (*beginning, table[n][j]);
}

static void
random_word (char *word, guint most, guint letters)
{
  guint n = (guint) g_test_rand_int_range (1, (int) most + 1);

  for (guint i = 0; i < n; i++)
    word[i] = (char) ('a' + g_test_rand_int_range (0, (int) letters));
  word[n] = '\0';
}

static void
test_distances (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      char a[64], b[64];
      guint whole, beginning, plain_whole, plain_beginning;
      VigieSearchPattern pattern;

      random_word (a, round % 10 == 0 ? 40 : 9, 3);
      random_word (b, round % 10 == 0 ? 40 : 9, 3);
      plain_distances (a, b, &plain_whole, &plain_beginning);
      vigie_search_pattern_init (&pattern, a, strlen (a));
      whole = vigie_search_pattern_distance (&pattern, b, strlen (b), &beginning);
      g_assert_cmpuint (whole, ==, plain_whole);
      g_assert_cmpuint (beginning, ==, plain_beginning);
    }
}

/* ---- Against a plain matcher ----------------------------------------------------------------- */

/* How a word of the query is like one of a text, by the definitions alone. */
static gboolean
plain_like (const char *query, const char *word, gboolean slips)
{
  gboolean digit = strpbrk (word, "0123456789") != NULL;
  gboolean query_digit = strpbrk (query, "0123456789") != NULL;
  gsize length = strlen (query);
  guint forgiven = length >= 8 ? 2 : length >= 4 ? 1 : 0;
  guint whole, beginning;

  if (g_str_has_prefix (word, query))
    return TRUE;
  if (length >= 3 && strstr (word, query) != NULL)
    return slips || strlen (word) < 8 || !digit || query_digit;
  if (!slips || forgiven == 0 || digit || query_digit)
    return FALSE;
  plain_distances (query, word, &whole, &beginning);
  return MIN (whole, beginning) <= forgiven;
}

static gboolean
plain_match (const VigieSearchEntry *entry, char **query, gboolean slips)
{
  g_autofree char *all = g_strjoin ("\n", entry->title, entry->subtitle, entry->keywords, NULL);
  g_autofree char *folded = vigie_fold_text (all);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; query[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; words[j] != NULL && !found; j++)
        found = plain_like (query[i], words[j], slips);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static char *
random_text (guint most)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_test_rand_int_range (0, (int) most + 1);

  for (guint i = 0; i < n; i++)
    {
      char word[16];

      random_word (word, 10, 4);
      if (g_test_rand_int_range (0, 8) == 0)
        g_strlcat (word, "7", sizeof word);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", word);
    }
  return g_string_free (text, FALSE);
}

static void
compare_with_plain (VigieSearch *search)
{
  g_autofree char *query = random_text (3);
  g_auto (GStrv) words = g_strsplit (query, " ", -1);
  g_autoptr (VigieSearchResults) results = vigie_search_query (search, query, 10000);
  guint n_exact = 0, n_slips = 0, n_wanted, n = 0;

  /* Words that are left out, or read as one, are of other tests. */
  if (*query == '\0')
    return;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], "a") || g_str_equal (words[i], "d") || g_str_equal (words[i], "")
        || strpbrk (words[i], "7") != NULL)
      return;
  if (strspn (query, "abcd ") == strlen (query) && strchr (query, ' ') != NULL)
    for (guint i = 0; words[i] != NULL; i++)
      if (strlen (words[i]) % 2 == 0)
        return;
  for (guint place = 0; place < vigie_search_get_n_places (search); place++)
    {
      const VigieSearchEntry *entry = vigie_search_get_at (search, place);

      if (entry == NULL)
        continue;
      n_exact += plain_match (entry, words, FALSE) ? 1 : 0;
      n_slips += plain_match (entry, words, TRUE) ? 1 : 0;
    }
  n_wanted = n_exact > 0 ? n_exact : n_slips;
  for (guint kind = 0; kind < VIGIE_N_SEARCH_KIND; kind++)
    n += results->n_matches[kind];
  g_assert_cmpuint (n, ==, n_wanted);
  g_assert_cmpuint (results->n_entries, ==, n_wanted);
  g_assert_cmpint (results->approximate, ==, n_exact == 0 && n_slips > 0);
  for (guint i = 0; i < results->n_entries; i++)
    g_assert_true (plain_match (results->entries[i], words, results->approximate));
}

static guint n_targets;

static void
free_target (gpointer target)
{
  n_targets--;
}

/* Entries that come, change and go leave the same index as one that is made at once. */
static void
test_changes (void)
{
  g_autoptr (VigieSearch) search = vigie_search_new (free_target);
  g_autoptr (VigieSearch) fresh = vigie_search_new (NULL);
  g_autoptr (GHashTable) alive = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  n_targets = 0;
  for (guint round = 0; round < 6000; round++)
    {
      g_autofree char *id = g_strdup_printf ("%d", g_test_rand_int_range (0, 300));
      VigieSearchKind kind = (VigieSearchKind) ((guint) atoi (id) % VIGIE_N_SEARCH_KIND);

      if (g_test_rand_int_range (0, 3) == 0)
        g_assert_cmpint (vigie_search_remove (search, kind, id), ==,
                         g_hash_table_remove (alive, id));
      else
        {
          g_autofree char *title = random_text (4);
          g_autofree char *subtitle = random_text (3);
          g_autofree char *keywords = random_text (5);
          VigieSearchEntry entry = {kind, id, title, subtitle, keywords, &n_targets};

          n_targets++;
          g_assert_true (vigie_search_put (search, &entry));
          g_hash_table_add (alive, g_strdup (id));
        }
      g_assert_cmpuint (vigie_search_get_n_entries (search), ==, g_hash_table_size (alive));
      g_assert_cmpuint (n_targets, ==, g_hash_table_size (alive));
      if (round % 10 == 0)
        compare_with_plain (search);
    }

  for (guint place = 0; place < vigie_search_get_n_places (search); place++)
    {
      const VigieSearchEntry *entry = vigie_search_get_at (search, place);

      if (entry != NULL)
        add (fresh, entry->kind, entry->id, entry->title, entry->subtitle, entry->keywords);
    }
  g_assert_cmpuint (search->texts->len - search->free_words->len, ==, fresh->texts->len);
  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *query = random_text (2);
      g_autoptr (VigieSearchResults) results = vigie_search_query (search, query, 1000);
      g_autoptr (VigieSearchResults) again = vigie_search_query (fresh, query, 1000);

      g_assert_cmpmem (results->n_matches, sizeof results->n_matches, again->n_matches,
                       sizeof again->n_matches);
    }
  vigie_search_clear (search);
  g_assert_cmpuint (n_targets, ==, 0);
  g_assert_cmpuint (vigie_search_get_n_entries (search), ==, 0);
}

/* ---- Hostile texts --------------------------------------------------------------------------- */

static char *
hostile_text (void)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_test_rand_int_range (0, 3000);

  if (g_test_rand_int_range (0, 4) > 0)
    n %= 40;
  for (guint i = 0; i < n; i++)
    switch (g_test_rand_int_range (0, 6))
      {
      case 0:
        g_string_append_unichar (text, (gunichar) g_test_rand_int_range (1, 0xd7ff));
        break;
      case 1:
        g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
        break;
      case 2:
        g_string_append (text, "<b>&amp;");
        break;
      case 3:
        g_string_append (text, "e\u0301œßİ");
        break;
      case 4:
        g_string_append_c (text, ' ');
        break;
      default:
        g_string_append_c (text, (char) ('a' + g_test_rand_int_range (0, 26)));
        break;
      }
  return g_string_free (text, FALSE);
}

static void
test_hostile (void)
{
  g_autoptr (VigieSearch) search = vigie_search_new (NULL);

  for (guint round = 0; round < 1500; round++)
    {
      g_autofree char *id = g_strdup_printf ("%d", g_test_rand_int_range (0, 100));
      g_autofree char *title = hostile_text ();
      g_autofree char *subtitle = hostile_text ();
      g_autofree char *keywords = hostile_text ();
      g_autofree char *query = hostile_text ();
      g_autofree char *valid = g_utf8_make_valid (query, -1);
      VigieSearchEntry entry = {VIGIE_SEARCH_SITE, id, title, subtitle, keywords, NULL};
      const VigieSearchEntry *kept;
      g_autoptr (VigieSearchResults) results = NULL;
      VigieSearchPiece pieces[8];
      guint n, end = 0;

      g_assert_true (vigie_search_put (search, &entry));
      kept = vigie_search_find (search, VIGIE_SEARCH_SITE, id);
      g_assert_true (g_utf8_validate (kept->title, -1, NULL));
      g_assert_true (g_utf8_validate (kept->subtitle, -1, NULL));
      /* A byte that is no text becomes U+FFFD, three of them. */
      g_assert_cmpuint (strlen (kept->title), <=, 3 * VIGIE_SEARCH_LONGEST_TEXT);
      g_assert_cmpuint (strlen (kept->keywords), <=, VIGIE_SEARCH_LONGEST_KEYWORDS);
      results = vigie_search_query (search, valid, 5);
      n = vigie_search_pieces (kept->title, valid, round % 2 == 0, pieces, G_N_ELEMENTS (pieces));
      g_assert_cmpuint (n, <=, G_N_ELEMENTS (pieces));
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (pieces[i].start, >=, end);
          g_assert_cmpuint (pieces[i].end, >, pieces[i].start);
          g_assert_cmpuint (pieces[i].end, <=, strlen (kept->title));
          g_assert_true (g_utf8_validate (kept->title + pieces[i].start,
                                          (gssize) (pieces[i].end - pieces[i].start), NULL));
          end = pieces[i].end;
        }
    }
  g_assert_cmpuint (vigie_search_get_n_entries (search), <=, 100);
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

static void
test_pieces (void)
{
  static const struct
  {
    const char *text, *query;
    gboolean approximate;
    const char *marked; /* with brackets */
  } cases[] = {
      {"Déchèterie de Riantec", "rian", FALSE, "Déchèterie de [Rian]tec"},
      {"Déchèterie de Riantec", "riantec dech", FALSE, "[Déch]èterie de [Riantec]"},
      {"Déchèterie de Riantec", "rinatec", TRUE, "Déchèterie de [Riantec]"},
      {"Déchèterie de Riantec", "rinatec", FALSE, "Déchèterie de Riantec"},
      {"Déchetterie", "déchet", FALSE, "[Déchett]erie"},
      {"Plœmeur", "plo", FALSE, "[Plœ]meur"},
      {"Plœmeur", "ploe", FALSE, "[Plœ]meur"},
      {"Inzinzac-Lochrist", "lochrist", FALSE, "Inzinzac-[Lochrist]"},
      {"Mairie d’Hennebont", "bont", FALSE, "Mairie d’Henne[bont]"},
      {"0200000000000101 · Site", "0000 0101", FALSE, "020000000[00000101]"},
      {"<b>Benne</b>", "benne", FALSE, "<b>[Benne]</b>"},
      {"Benne", "", FALSE, "Benne"},
      {"", "benne", FALSE, ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieSearchPiece pieces[8];
      guint n
          = vigie_search_pieces (cases[i].text, cases[i].query, cases[i].approximate, pieces, 8);
      g_autoptr (GString) marked = g_string_new (cases[i].text);

      for (guint j = n; j-- > 0;)
        {
          g_string_insert_c (marked, pieces[j].end, ']');
          g_string_insert_c (marked, pieces[j].start, '[');
        }
      g_test_message ("%s", marked->str);
      if (strstr (cases[i].text, "Site") == NULL)
        g_assert_cmpstr (marked->str, ==, cases[i].marked);
      else
        {
          g_assert_cmpuint (n, >, 0);
          g_assert_cmpuint (pieces[n - 1].end, ==, 16);
        }
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/search/first", test_first);
  g_test_add_func ("/core/search/order", test_order);
  g_test_add_func ("/core/search/pressing", test_pressing);
  g_test_add_func ("/core/search/distances", test_distances);
  g_test_add_func ("/core/search/changes", test_changes);
  g_test_add_func ("/core/search/hostile", test_hostile);
  g_test_add_func ("/core/search/pieces", test_pieces);
  return g_test_run ();
}
