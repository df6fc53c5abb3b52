/* Sections, order, filters and counts of the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-fold.h"
#include "vigie-site-model.h"
#include "vigie-site-row-words.h"
#include "vigie-words.h"

/* Ids in the order of the list, as "lr|bg|q|ph": sections apart. */
static char *
order (VigieSiteModel *model)
{
  GListModel *sites = vigie_site_model_get_sorted (model);
  GString *ids = g_string_new (NULL);
  int section = -1;

  for (guint i = 0; i < g_list_model_get_n_items (sites); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, i);
      guint start, end;

      gtk_section_model_get_section (GTK_SECTION_MODEL (sites), i, &start, &end);
      if (section != (int) start && i > 0)
        g_string_append_c (ids, '|');
      section = (int) start;
      g_string_append (ids, vigie_site_get_id (site));
    }
  return g_string_free (ids, FALSE);
}

#define ASSERT_ORDER(model, expected)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *ids_ = order (model);                                                         \
    g_assert_cmpstr (ids_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static void
set_filters (VigieSiteModel *model, const char *text)
{
  g_autoptr (VigieFilters) filters = vigie_filters_from_string (text);

  vigie_site_model_set_filters (model, filters);
}

/* As many communes as sites, in no order: quick, and in the order of the alphabet. */
static void
test_many_communes (void)
{
  enum
  {
    N = 3000,
  };
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autofree char *before = NULL;
  gint64 began;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);
      g_autofree char *name = g_strdup_printf ("Site %u", i);
      g_autofree char *commune = g_strdup_printf ("%05u", i * 1237 % N);

      fixture_add_site (batch, fixture_site (id, name, VIGIE_KIND_RECYCLING_CENTRE, commune));
    }
  vigie_territory_apply_now (territory, batch);
  vigie_site_model_set_sort (model, VIGIE_SITE_SORT_COMMUNE);
  began = g_get_monotonic_time ();
  vigie_site_model_set_territory (model, territory);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (g_get_monotonic_time () - began, <, 3 * G_USEC_PER_SEC);
  g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_sorted (model)), ==, N);
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (vigie_site_model_get_sorted (model), i);
      const char *commune = vigie_site_get_data (site)->details->commune_name;

      g_assert_cmpstr (before, <, commune);
      g_set_str (&before, commune);
    }
}

static void
test_sections (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  g_auto (GStrv) communes = NULL;

  ASSERT_ORDER (model, "");
  vigie_site_model_set_territory (model, territory);
  /* Critical before warning; then by name, accents apart. */
  ASSERT_ORDER (model, "lr|gb|q|ph");
  g_assert_cmpuint (vigie_site_model_count_section (model, VIGIE_SECTION_TO_HANDLE), ==, 2);
  g_assert_cmpuint (vigie_site_model_count_section (model, VIGIE_SECTION_SILENT), ==, 2);
  g_assert_cmpuint (vigie_site_model_count_section (model, VIGIE_SECTION_NORMAL), ==, 2);
  g_assert_cmpuint (vigie_site_model_count_kind (model, VIGIE_KIND_RECYCLING_CENTRE), ==, 3);
  communes = vigie_site_model_get_communes (model);
  g_assert_cmpuint (g_strv_length (communes), ==, 7);
  g_assert_cmpstr (communes[0], ==, "Bubry");
  vigie_site_model_set_territory (model, NULL);
  ASSERT_ORDER (model, "");
  g_assert_finalize_object (g_steal_pointer (&model));
}

/* A site without a measure is a state of its own: neither normal nor silent, in the list, its counts and its row. */
static void
test_no_measure (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_auto (VigieSiteWords) words = {0};

  fixture_add_site (batch, fixture_site ("e", "École de Caudan", VIGIE_KIND_OTHER, "Caudan"));
  vigie_territory_apply_now (territory, batch);
  vigie_site_model_set_territory (model, territory);
  ASSERT_ORDER (model, "lr|gb|q|e|ph");
  g_assert_cmpuint (vigie_site_model_count_section (model, VIGIE_SECTION_NO_MEASURE), ==, 1);
  g_assert_cmpuint (vigie_site_model_count_section (model, VIGIE_SECTION_NORMAL), ==, 2);
  set_filters (model, "state=normal");
  ASSERT_ORDER (model, "ph");
  set_filters (model, "state=silent");
  ASSERT_ORDER (model, "gb");
  set_filters (model, "state=no-measure");
  ASSERT_ORDER (model, "e");

  for (guint live = 0; live < 2; live++)
    {
      vigie_site_words_clear (&words);
      vigie_site_words_init (&words, vigie_territory_find_site (territory, "e"),
                             VIGIE_SITE_LINE_REASON, FIXTURE_NOW, live);
      g_assert_cmpint (words.section, ==, VIGIE_SECTION_NO_MEASURE);
      g_assert_cmpint (words.look, ==, VIGIE_GLYPH_NO_MEASURE);
      g_assert_cmpstr (words.state, ==, vigie_words_freshness (VIGIE_FRESHNESS_NONE));
      g_assert_cmpstr (words.line, ==, "Caudan");
      g_assert_nonnull (strstr (words.sentence, words.state));
    }

  /* With its first measure it is what that measure is. */
  set_filters (model, "");
  batch = vigie_territory_batch_new ();
  fixture_add_measure (batch, "e", "Consommation", VIGIE_ROLE_CONSUMPTION, "kW", 12, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (territory, batch);
  vigie_site_model_flush (model);
  ASSERT_ORDER (model, "lr|gb|q|peh");
}

static void
test_filters (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieTerritoryBatch *batch;

  vigie_site_model_set_territory (model, territory);
  vigie_site_model_set_query (model, "decheterie");
  ASSERT_ORDER (model, "r|q|p");
  vigie_site_model_set_query (model, "dechetterie"); /* the other spelling */
  ASSERT_ORDER (model, "r|q|p");
  vigie_site_model_set_query (model, "DÉCHÈTERIE riantec");
  ASSERT_ORDER (model, "r");
  vigie_site_model_set_query (model, "ile");
  ASSERT_ORDER (model, "g");
  vigie_site_model_set_query (model, "gravats"); /* a sensor */
  ASSERT_ORDER (model, "r");
  vigie_site_model_set_query (model, "zzz");
  ASSERT_ORDER (model, "");
  g_assert_true (vigie_site_model_is_filtered (model));
  vigie_site_model_set_query (model, "");
  g_assert_false (vigie_site_model_is_filtered (model));

  set_filters (model, "state=critical+warning");
  ASSERT_ORDER (model, "lr");
  g_assert_cmpuint (vigie_site_model_count_shown (model, VIGIE_STATE_CRITICAL), ==, 1);
  g_assert_cmpuint (vigie_site_model_count_shown (model, VIGIE_STATE_SILENT), ==, 0);
  g_assert_cmpuint (vigie_site_model_get_n_shown (model), ==, 2);
  set_filters (model, "state=critical+warning+silent");
  ASSERT_ORDER (model, "lr|gb");
  set_filters (model, "state=critical+warning+silent;kind=water");
  ASSERT_ORDER (model, "l");
  vigie_site_model_clear_filters (model);
  ASSERT_ORDER (model, "lr|gb|q|ph");
  set_filters (model, "commune=Plouay+Riantec");
  ASSERT_ORDER (model, "r|p");
  set_filters (model, "freshness=never");
  ASSERT_ORDER (model, "g");
  set_filters (model, "freshness=never;text=decheterie");
  ASSERT_ORDER (model, "");
  set_filters (model, "commune=Plouay");
  g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_filtered (model)), ==, 1);
  /* A commune chosen before it has a site is chosen when it has. */
  set_filters (model, "commune=Pont-Scorff");
  ASSERT_ORDER (model, "");
  batch = vigie_territory_batch_new ();
  fixture_add_site (batch, fixture_site ("z", "Station", VIGIE_KIND_WATER, "Pont-Scorff"));
  vigie_territory_apply_now (territory, batch);
  ASSERT_ORDER (model, "z");
  g_assert_cmpuint (vigie_site_model_count_commune (model, "Pont-Scorff"), ==, 1);
  g_assert_cmpuint (vigie_site_model_count_commune (model, "Paris"), ==, 0);
}

static void
test_sorts (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieTerritoryBatch *batch;
  g_autofree char *heading = NULL;

  vigie_site_model_set_sort (model, VIGIE_SITE_SORT_NAME);
  vigie_site_model_set_territory (model, territory);
  ASSERT_ORDER (model, "pqrlghb");
  vigie_site_model_set_sort (model, VIGIE_SITE_SORT_COMMUNE);
  ASSERT_ORDER (model, "b|g|h|l|p|q|r");
  heading = vigie_site_model_get_heading (model, vigie_territory_find_site (territory, "b"), TRUE);
  g_assert_cmpstr (heading, ==, "Bubry");

  /* The newest first; readings come without a word, and are followed when asked. */
  vigie_site_model_set_sort (model, VIGIE_SITE_SORT_LAST);
  batch = vigie_territory_batch_new ();
  fixture_add_measure (batch, "h", "Nouvelle", VIGIE_ROLE_OTHER, "", 1, 0, VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (territory, batch);
  vigie_site_model_update_order (model);
  {
    g_autofree char *ids = order (model);

    g_assert_cmpint (ids[0], ==, 'h');
    g_assert_cmpint (ids[strlen (ids) - 1], ==, 'g'); /* never */
  }
  vigie_site_model_set_sort (model, VIGIE_SITE_SORT_SEVERITY);
  g_assert_cmpuint (vigie_site_sort_from_string ("commune"), ==, VIGIE_SITE_SORT_COMMUNE);
  g_assert_cmpuint (vigie_site_sort_from_string ("?"), ==, VIGIE_SITE_SORT_SEVERITY);
}

/* Sites that are renamed, moved to another commune, removed. */
static void
test_follows_data (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  vigie_site_model_set_territory (model, territory);
  ASSERT_ORDER (model, "lr|gb|q|ph");
  fixture_add_site (batch, fixture_site ("h", "Accueil", VIGIE_KIND_SERVICE_POINT, "Plouay"));
  vigie_territory_apply_now (territory, batch);
  ASSERT_ORDER (model, "lr|gb|q|hp");
  g_assert_cmpuint (vigie_site_model_count_commune (model, "Plouay"), ==, 2);
  vigie_site_model_set_query (model, "accueil");
  ASSERT_ORDER (model, "h");
  vigie_site_model_clear_filters (model);
  batch = vigie_territory_batch_new ();
  vigie_territory_batch_remove_site (batch, "b");
  vigie_territory_batch_remove_site (batch, "h");
  vigie_territory_apply_now (territory, batch);
  ASSERT_ORDER (model, "lr|g|q|p");
  /* A measure that comes is searched too. */
  vigie_site_model_set_query (model, "pluviometre");
  ASSERT_ORDER (model, "");
  batch = vigie_territory_batch_new ();
  fixture_add_measure (batch, "p", "Pluviomètre", VIGIE_ROLE_OTHER, "mm", 1, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (territory, batch);
  vigie_site_model_set_query (model, "");
  vigie_site_model_set_query (model, "pluviometre");
  ASSERT_ORDER (model, "p");
}

static void
items_cb (GListModel *list, guint position, guint removed, guint added, gpointer user_data)
{
  guint *told = user_data;

  told[0] = position;
  told[1] = removed;
  told[2] = added;
  told[3]++;
}

/* Views are told of no more than what is another: rows that stay keep their focus and place. */
static void
test_tells_little (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  guint sorted[4] = {0}, filtered[4] = {0};
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  vigie_site_model_set_territory (model, territory);
  g_signal_connect (vigie_site_model_get_sorted (model), "items-changed", G_CALLBACK (items_cb),
                    sorted);
  g_signal_connect (vigie_site_model_get_filtered (model), "items-changed", G_CALLBACK (items_cb),
                    filtered);
  ASSERT_ORDER (model, "lr|gb|q|ph");
  fixture_add_measure (batch, "p", "Benne", VIGIE_ROLE_FILL_LEVEL, "%", 92, VIGIE_MINUTE,
                       VIGIE_CONDITION_WARNING);
  vigie_territory_apply_now (territory, batch);
  ASSERT_ORDER (model, "lpr|gb|q|h");
  g_assert_cmpuint (sorted[3], ==, 1);
  g_assert_cmpuint (sorted[0], ==, 1);
  g_assert_cmpuint (sorted[1], ==, 5);
  /* The map shows the same sites as before. */
  g_assert_cmpuint (filtered[3], ==, 0);
  vigie_territory_tick (territory);
  g_assert_cmpuint (sorted[3], ==, 1);
  vigie_site_model_set_query (model, "riantec");
  g_assert_cmpuint (filtered[3], ==, 1);
}

static void
sections_changed_cb (GtkSectionModel *model, guint position, guint n, gpointer user_data)
{
  guint *told = user_data;

  g_assert_cmpuint (position, ==, 0);
  *told = n;
}

/* The passing of time alone moves sites from a section to another. */
static void
test_follows_state (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  guint told = 0;

  vigie_site_model_set_territory (model, territory);
  g_signal_connect (vigie_site_model_get_sorted (model), "sections-changed",
                    G_CALLBACK (sections_changed_cb), &told);
  ASSERT_ORDER (model, "lr|gb|q|ph");
  /* The views hear of the heading that now stands between two sites that stayed. */
  vigie_clock_set (clock, FIXTURE_NOW + 27 * VIGIE_MINUTE);
  vigie_territory_tick (territory);
  ASSERT_ORDER (model, "l|rghb|q|p");
  g_assert_cmpuint (told, ==, g_list_model_get_n_items (vigie_site_model_get_sorted (model)));
  /* Conditions are unknown once silent. */
  vigie_clock_set (clock, FIXTURE_NOW + 5 * VIGIE_HOUR);
  vigie_territory_tick (territory);
  ASSERT_ORDER (model, "prlghb|q");
}

static void
test_ten_thousand (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  gint64 start, used;

  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autofree char *name = g_strdup_printf ("Déchèterie n° %d", i);

      fixture_add_site (batch, fixture_site (id, name, VIGIE_KIND_RECYCLING_CENTRE, "Plouay"));
      fixture_add_measure (batch, id, "Benne gravats", VIGIE_ROLE_FILL_LEVEL, "%", i % 90,
                           i % 7 == 0 ? 5 * VIGIE_HOUR : VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
    }
  vigie_territory_apply_now (territory, batch);
  vigie_site_model_set_territory (model, territory);
  vigie_site_model_flush (model);
  vigie_site_model_set_query (model, "x");
  vigie_site_model_flush (model);
  start = g_get_monotonic_time ();
  vigie_site_model_set_query (model, "gravats 77");
  vigie_site_model_flush (model);
  used = g_get_monotonic_time () - start;
  g_test_message ("search among 10 000 sites: %.1f ms", (double) used / 1000);
  g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_sorted (model)), >, 100);
  vigie_site_model_set_query (model, "");
  vigie_site_model_flush (model);
  g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_sorted (model)), ==, 10000);
}

static void
changed_cb (guint *n)
{
  (*n)++;
}

/* Key by key among so many sites that it takes slices: each time what was typed is what is shown. */
static void
test_keys (void)
{
  static const char *const texts[]
      = {"n", "no", "no 1", "no 12", "no 123", "no 12", "no 1", "nulle", "n 1", "", "benne 77", ""};
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  guint n_changed = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf ("No %u", i);

      fixture_add_site (batch, fixture_site (id, name, VIGIE_KIND_OTHER, "Plouay"));
      fixture_add_measure (batch, id, "Benne", VIGIE_ROLE_OTHER, "%", 1, VIGIE_MINUTE,
                           VIGIE_CONDITION_NORMAL);
    }
  vigie_territory_apply_now (territory, batch);
  vigie_site_model_set_territory (model, territory);
  vigie_site_model_flush (model);
  g_signal_connect_swapped (model, "changed", G_CALLBACK (changed_cb), &n_changed);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GListModel *sorted = vigie_site_model_get_sorted (model);
      g_autofree char *query = vigie_fold_text (texts[i]);
      guint expected = 0;

      for (guint j = 0; j < 20000; j++)
        {
          g_autofree char *text = g_strdup_printf ("no %u plouay benne benne", j);

          expected += vigie_fold_match (text, query);
        }
      n_changed = 0;
      vigie_site_model_set_query (model, texts[i]);
      while (n_changed == 0)
        g_main_context_iteration (NULL, TRUE);
      g_test_message ("%s: %u", texts[i], expected);
      g_assert_cmpuint (g_list_model_get_n_items (sorted), ==, expected);
      g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_filtered (model)), ==,
                        expected);
    }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  gtk_init ();
  g_test_add_func ("/site-model/sections", test_sections);
  g_test_add_func ("/site-model/no-measure", test_no_measure);
  g_test_add_func ("/site-model/many-communes", test_many_communes);
  g_test_add_func ("/site-model/filters", test_filters);
  g_test_add_func ("/site-model/sorts", test_sorts);
  g_test_add_func ("/site-model/follows-data", test_follows_data);
  g_test_add_func ("/site-model/tells-little", test_tells_little);
  g_test_add_func ("/site-model/follows-state", test_follows_state);
  g_test_add_func ("/site-model/keys", test_keys);
  g_test_add_func ("/site-model/ten-thousand", test_ten_thousand);
  return g_test_run ();
}
