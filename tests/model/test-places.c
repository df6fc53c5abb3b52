/* test-places.c: sites of which no commune is told get the one whose outline holds them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-test-territory.h"
#include "vigie-test-wait.h"

static VigieAreas *
make_areas (const char *name, double west, gboolean approximate)
{
  GArray *array = vigie_area_array_new ();
  double ring[] = {west, 47, west + 1, 47, west + 1, 48, west, 48};
  VigieArea area = {.code = g_strdup ("56001"),
                    .name = g_strdup (name),
                    .outline = vigie_polygon_new (),
                    .approximate = approximate,
                    .lat = NAN,
                    .lon = NAN};

  vigie_polygon_add_ring (area.outline, ring, 4);
  g_array_append_val (array, area);
  return vigie_areas_new (array);
}

static VigieSiteData *
make_site (const char *id, double lon, const char *commune)
{
  VigieSiteData *site = vigie_site_data_new ();

  g_set_str (&site->id, id);
  g_set_str (&site->name, id);
  site->lat = 47.5;
  site->lon = lon;
  g_set_str (&vigie_site_data_edit_details (site)->commune_name, commune);
  return site;
}

static void
add_sites (VigieTerritory *territory)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (VigieSiteData) inside = make_site ("in", -3.5, NULL),
                            outside = make_site ("out", -5, NULL);
  g_autoptr (VigieSiteData) told = make_site ("told", -3.5, "Groix"),
                            nowhere = make_site ("nowhere", NAN, NULL);

  vigie_territory_batch_add_site (batch, inside);
  vigie_territory_batch_add_site (batch, outside);
  vigie_territory_batch_add_site (batch, told);
  vigie_territory_batch_add_site (batch, nowhere);
  vigie_territory_apply_now (territory, batch);
}

static const char *
commune_of (VigieTerritory *territory, const char *id)
{
  return vigie_site_get_data (vigie_territory_find_site (territory, id))->details->commune_name;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_places (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (1763720000 * VIGIE_SECOND);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieAreas) areas = make_areas ("Quéven", -4, FALSE),
                         others = make_areas ("Gestel", -6, FALSE);
  guint n_told = 0;

  add_sites (territory);
  g_assert_null (commune_of (territory, "in"));
  g_signal_connect_swapped (vigie_territory_find_site (territory, "in"), "notify::data",
                            G_CALLBACK (count_cb), &n_told);
  vigie_territory_set_areas (territory, areas);
  WAIT_UNTIL (commune_of (territory, "in") != NULL && n_told == 1);
  g_assert_cmpstr (commune_of (territory, "in"), ==, "Quéven");
  g_assert_cmpstr (
      vigie_site_get_data (vigie_territory_find_site (territory, "in"))->details->commune, ==,
      "56001");
  g_assert_true (vigie_site_get_data (vigie_territory_find_site (territory, "in"))->commune_found);
  g_assert_null (commune_of (territory, "out"));
  g_assert_null (commune_of (territory, "nowhere"));
  g_assert_cmpstr (commune_of (territory, "told"), ==, "Groix");
  g_assert_cmpuint (n_told, ==, 1);

  /* The server tells the same once more: nothing is new. */
  add_sites (territory);
  g_assert_cmpstr (commune_of (territory, "in"), ==, "Quéven");
  g_assert_cmpuint (n_told, ==, 1);

  /* Other outlines: what was found by the first ones is not kept. */
  vigie_territory_set_areas (territory, others);
  WAIT_UNTIL (commune_of (territory, "out") != NULL);
  g_assert_cmpstr (commune_of (territory, "out"), ==, "Gestel");
  g_assert_null (commune_of (territory, "in"));
  vigie_territory_set_areas (territory, NULL);
  WAIT_UNTIL (commune_of (territory, "out") == NULL);
  g_assert_cmpstr (commune_of (territory, "told"), ==, "Groix");
}

/* Before any site; and cells, which tell of no commune. */
static void
test_first (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (1763720000 * VIGIE_SECOND);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock),
                             other = vigie_territory_new (clock);
  g_autoptr (VigieAreas) areas = make_areas ("Quéven", -4, FALSE),
                         cells = make_areas ("Quéven", -4, TRUE);

  vigie_territory_set_areas (territory, areas);
  add_sites (territory);
  g_assert_cmpstr (commune_of (territory, "in"), ==, "Quéven");
  vigie_territory_set_areas (other, cells);
  add_sites (other);
  g_assert_null (commune_of (other, "in"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/places/places", test_places);
  g_test_add_func ("/model/places/first", test_first);
  return g_test_run ();
}
