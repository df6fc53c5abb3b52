/* Which sites pass the filters, how these are told and kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "app-fixture.h"
#include "vigie-filters.h"
#include "vigie-words.h"

#define BIT(value) (1u << (value))

static void
test_state (void)
{
  static const struct
  {
    VigieFreshness freshness;
    VigieCondition condition;
    VigieState state;
  } table[] = {
      {VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_NORMAL, VIGIE_STATE_NORMAL},
      {VIGIE_FRESHNESS_LATE, VIGIE_CONDITION_NORMAL, VIGIE_STATE_NORMAL},
      {VIGIE_FRESHNESS_LATE, VIGIE_CONDITION_WARNING, VIGIE_STATE_WARNING},
      {VIGIE_FRESHNESS_SILENT, VIGIE_CONDITION_CRITICAL, VIGIE_STATE_CRITICAL},
      {VIGIE_FRESHNESS_SILENT, VIGIE_CONDITION_UNKNOWN, VIGIE_STATE_SILENT},
      {VIGIE_FRESHNESS_NEVER, VIGIE_CONDITION_UNKNOWN, VIGIE_STATE_SILENT},
      {VIGIE_FRESHNESS_OUT_OF_SERVICE, VIGIE_CONDITION_UNKNOWN, VIGIE_STATE_OUT_OF_SERVICE},
      {VIGIE_FRESHNESS_NONE, VIGIE_CONDITION_UNKNOWN, VIGIE_STATE_NO_MEASURE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (vigie_state_for (table[i].freshness, table[i].condition), ==, table[i].state);
}

/* Filters as kept, a site, and whether it passes. */
static void
test_match (void)
{
  static const struct
  {
    const char *filters;
    const char *commune;
    VigieKind kind;
    VigieState state;
    VigieFreshness freshness;
    gboolean passes;
  } table[] = {
      {"", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE, TRUE},
      {"commune=Groix", "Groix", VIGIE_KIND_WATER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE, TRUE},
      {"commune=Groix", "Bubry", VIGIE_KIND_WATER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE, FALSE},
      {"commune=Groix", NULL, VIGIE_KIND_WATER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE, FALSE},
      {"commune=Groix+Bubry", "Bubry", VIGIE_KIND_WATER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE,
       TRUE},
      {"kind=water+other", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE, TRUE},
      {"kind=water+other", NULL, VIGIE_KIND_SOLAR_PLANT, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE,
       FALSE},
      {"state=critical+warning", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_WARNING, VIGIE_FRESHNESS_LIVE,
       TRUE},
      {"state=critical", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_WARNING, VIGIE_FRESHNESS_LIVE, FALSE},
      {"state=no-measure", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_NO_MEASURE, VIGIE_FRESHNESS_NONE,
       TRUE},
      {"state=normal", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_NO_MEASURE, VIGIE_FRESHNESS_NONE, FALSE},
      {"freshness=late", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LATE, TRUE},
      {"freshness=late", NULL, VIGIE_KIND_OTHER, VIGIE_STATE_NORMAL, VIGIE_FRESHNESS_LIVE, FALSE},
      /* Between facets all must hold. */
      {"freshness=late;kind=water;commune=Groix", "Groix", VIGIE_KIND_WATER, VIGIE_STATE_NORMAL,
       VIGIE_FRESHNESS_LATE, TRUE},
      {"freshness=late;kind=water;commune=Groix", "Groix", VIGIE_KIND_OTHER, VIGIE_STATE_NORMAL,
       VIGIE_FRESHNESS_LATE, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (VigieFilters) filters = vigie_filters_from_string (table[i].filters);

      g_test_message ("%s", table[i].filters);
      g_assert_cmpint (vigie_filters_match (filters, table[i].commune, table[i].kind,
                                            table[i].state, table[i].freshness),
                       ==, table[i].passes);
    }
}

/* What is kept and read again, and what becomes of what is damaged. */
static void
test_kept (void)
{
  static const struct
  {
    const char *read, *written;
  } table[] = {
      {"", ""},
      {NULL, ""},
      {"state=warning+critical", "state=critical+warning"},
      {"commune=Ploemeur+Groix+Groix", "commune=Groix+Ploemeur"},
      {"commune=%C3%8Ele%3B+a%2Bb", "commune=a%2Bb+Île%3B"},
      {"text=  riantec  ", "text=riantec"},
      {"text=a%3Bb%25", "text=a%3Bb%25"},
      {"kind=water;state=silent;text=x", "text=x;state=silent;kind=water"},
      {"kind=submarine;colour=red;state;=;;freshness=late", "freshness=late"},
      {"commune=%ZZ+%FF+;text=%00x", ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (VigieFilters) filters = vigie_filters_from_string (table[i].read);
      g_autofree char *written = vigie_filters_to_string (filters);
      g_autoptr (VigieFilters) again = vigie_filters_from_string (written);

      g_assert_cmpstr (written, ==, table[i].written);
      g_assert_true (vigie_filters_equal (filters, again));
      g_assert_cmpint (vigie_filters_is_empty (filters), ==, *written == '\0');
    }
}

static void
test_value (void)
{
  g_autoptr (VigieFilters) filters = vigie_filters_new ();
  g_autoptr (VigieFilters) copy = NULL;
  g_autofree char *longest = g_strnfill (2000, 'x');

  vigie_filters_set_bits (filters, VIGIE_FACET_STATE, G_MAXUINT);
  g_assert_cmpuint (vigie_filters_get_bits (filters, VIGIE_FACET_STATE), ==,
                    BIT (VIGIE_N_STATE) - 1);
  vigie_filters_set_value (filters, VIGIE_FACET_STATE, VIGIE_STATE_NORMAL, FALSE);
  g_assert_false (vigie_filters_get_value (filters, VIGIE_FACET_STATE, VIGIE_STATE_NORMAL));
  copy = vigie_filters_copy (filters);
  g_assert_true (vigie_filters_equal (copy, filters));
  vigie_filters_set_commune (copy, "Groix", TRUE);
  g_assert_false (vigie_filters_equal (copy, filters));
  g_assert_true (vigie_filters_get_commune (copy, "Groix"));
  vigie_filters_set_commune (copy, "Bubry", FALSE);
  vigie_filters_set_commune (copy, "Groix", FALSE);
  g_assert_true (vigie_filters_equal (copy, filters));
  vigie_filters_set_text (filters, longest);
  g_assert_cmpuint (strlen (vigie_filters_get_text (filters)), ==, VIGIE_FILTERS_MAX_TEXT);
  vigie_filters_clear (filters);
  g_assert_true (vigie_filters_is_empty (filters));
}

static void
test_chips (void)
{
  g_autoptr (VigieFilters) filters = vigie_filters_from_string (
      "text=<b>;state=silent;freshness=late;kind=other+water;commune=Groix+Bubry");
  g_autoptr (GPtrArray) chips = vigie_filters_get_chips (filters);
  g_autofree char *line = vigie_filters_describe (filters);
  static const VigieFacet facets[]
      = {VIGIE_FACET_TEXT, VIGIE_FACET_STATE,   VIGIE_FACET_FRESHNESS, VIGIE_FACET_KIND,
         VIGIE_FACET_KIND, VIGIE_FACET_COMMUNE, VIGIE_FACET_COMMUNE};
  const VigieFilterChip *chip;

  g_assert_cmpuint (chips->len, ==, G_N_ELEMENTS (facets));
  for (guint i = 0; i < chips->len; i++)
    {
      chip = g_ptr_array_index (chips, i);
      g_assert_cmpint (chip->facet, ==, facets[i]);
      g_assert_nonnull (strstr (chip->description, chip->label));
      g_assert_nonnull (strstr (line, chip->label));
    }
  chip = g_ptr_array_index (chips, 0);
  g_assert_nonnull (strstr (chip->label, "<b>"));
  chip = g_ptr_array_index (chips, 3); /* « other » comes last */
  g_assert_cmpstr (chip->label, ==, vigie_words_kind_plural (VIGIE_KIND_WATER));
  chip = g_ptr_array_index (chips, 5);
  g_assert_cmpstr (chip->label, ==, "Bubry");
  /* Each removes what it says, and all of them everything. */
  for (guint i = 0; i < chips->len; i++)
    {
      g_autoptr (GPtrArray) left = NULL;

      vigie_filters_remove (filters, g_ptr_array_index (chips, i));
      left = vigie_filters_get_chips (filters);
      g_assert_cmpuint (left->len, ==, chips->len - i - 1);
    }
  g_assert_true (vigie_filters_is_empty (filters));
}

/* A box of the map: kept, shown as a chip, taken away; what is damaged is no box. */
static void
test_area (void)
{
  static const struct
  {
    const char *text;
    double lat, lon;
    gboolean passes;
  } table[] = {
      {"", 10, 10, TRUE},
      {"", NAN, NAN, TRUE},
      {"area=47.7+-3.4+47.8+-3.3", 47.75, -3.35, TRUE},
      {"area=47.7+-3.4+47.8+-3.3", 47.7, -3.4, TRUE},
      {"area=47.7+-3.4+47.8+-3.3", 47.69, -3.35, FALSE},
      {"area=47.7+-3.4+47.8+-3.3", 47.75, -3.41, FALSE},
      {"area=47.7+-3.4+47.8+-3.3", NAN, NAN, FALSE},
      {"area=-10+170+10+-170", 0, 179, TRUE},
      {"area=-10+170+10+-170", 0, -179, TRUE},
      {"area=-10+170+10+-170", 0, 0, FALSE},
      {"area=47.7+-3.4+47.8", 0, 0, TRUE},
      {"area=47.7+-3.4+47.8+x", 0, 0, TRUE},
      {"area=47.7+-3.4+147.8+-3.3", 0, 0, TRUE},
      {"area=nan+-3.4+47.8+-3.3", 0, 0, TRUE},
  };
  VigieGeoBox box = {47.7, -3.4, 47.8, -3.3}, read;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (VigieFilters) filters = vigie_filters_from_string (table[i].text);

      g_assert_cmpint (vigie_filters_covers (filters, table[i].lat, table[i].lon), ==,
                       table[i].passes);
    }
  {
    g_autoptr (VigieFilters) filters = vigie_filters_new (), copy = NULL, again = NULL;
    g_autoptr (GPtrArray) chips = NULL;
    g_autofree char *text = NULL;

    g_assert_false (vigie_filters_get_area (filters, &read));
    vigie_filters_set_area (filters, &box);
    g_assert_true (vigie_filters_has (filters, VIGIE_FACET_AREA));
    copy = vigie_filters_copy (filters);
    g_assert_true (vigie_filters_equal (copy, filters));
    text = vigie_filters_to_string (filters);
    again = vigie_filters_from_string (text);
    g_assert_true (vigie_filters_get_area (again, &read));
    g_assert_cmpfloat_with_epsilon (read.west, -3.4, 1e-6);
    g_assert_cmpfloat_with_epsilon (read.north, 47.8, 1e-6);
    chips = vigie_filters_get_chips (filters);
    g_assert_cmpuint (chips->len, ==, 1);
    vigie_filters_remove (filters, g_ptr_array_index (chips, 0));
    g_assert_true (vigie_filters_is_empty (filters));
    g_assert_false (vigie_filters_equal (copy, filters));
    vigie_filters_clear (copy);
    g_assert_true (vigie_filters_is_empty (copy));
  }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/filters/state", test_state);
  g_test_add_func ("/filters/match", test_match);
  g_test_add_func ("/filters/kept", test_kept);
  g_test_add_func ("/filters/value", test_value);
  g_test_add_func ("/filters/chips", test_chips);
  g_test_add_func ("/app/filters/area", test_area);
  return g_test_run ();
}
