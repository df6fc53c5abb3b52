/* Sections, order, filters and counts of the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-site-model.h"

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

static void
test_filters (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();

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

  vigie_site_model_set_section (model, VIGIE_SECTION_TO_HANDLE, TRUE);
  ASSERT_ORDER (model, "lr");
  vigie_site_model_set_section (model, VIGIE_SECTION_SILENT, TRUE);
  ASSERT_ORDER (model, "lr|gb");
  vigie_site_model_set_kind (model, VIGIE_KIND_WATER);
  ASSERT_ORDER (model, "l");
  vigie_site_model_clear_filters (model);
  ASSERT_ORDER (model, "lr|gb|q|ph");
  vigie_site_model_set_commune (model, "Plouay");
  ASSERT_ORDER (model, "p");
  g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_filtered (model)), ==, 1);
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
  vigie_clock_set (clock, FIXTURE_NOW + 5 * VIGIE_HOUR);
  vigie_territory_tick (territory);
  /* Conditions are unknown once silent. */
  ASSERT_ORDER (model, "prlghb|q");
  /* The views hear of the headings between sites that stayed where they were. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (told, ==, g_list_model_get_n_items (vigie_site_model_get_sorted (model)));
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
  vigie_site_model_set_query (model, "x");
  start = g_get_monotonic_time ();
  vigie_site_model_set_query (model, "gravats 77");
  used = g_get_monotonic_time () - start;
  g_test_message ("search among 10 000 sites: %.1f ms", (double) used / 1000);
  g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_sorted (model)), >, 100);
  vigie_site_model_set_query (model, "");
  g_assert_cmpuint (g_list_model_get_n_items (vigie_site_model_get_sorted (model)), ==, 10000);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  gtk_init ();
  g_test_add_func ("/site-model/sections", test_sections);
  g_test_add_func ("/site-model/filters", test_filters);
  g_test_add_func ("/site-model/follows-state", test_follows_state);
  g_test_add_func ("/site-model/ten-thousand", test_ten_thousand);
  return g_test_run ();
}
