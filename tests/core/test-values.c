/* test-values.c: names and records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-values.h"

static void
test_names (void)
{
  for (guint i = 0; i < VIGIE_N_KIND; i++)
    {
      VigieKind kind;

      g_assert_true (vigie_kind_from_string (vigie_kind_to_string (i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  for (guint i = 0; i < VIGIE_N_ROLE; i++)
    {
      VigieRole role;

      g_assert_true (vigie_role_from_string (vigie_role_to_string (i), &role));
      g_assert_cmpuint (role, ==, i);
    }
  for (guint i = 0; i <= VIGIE_AGGREGATION_CUMULATIVE; i++)
    {
      VigieAggregation aggregation;

      g_assert_true (vigie_aggregation_from_string (vigie_aggregation_to_string (i), &aggregation));
      g_assert_cmpuint (aggregation, ==, i);
    }
  g_assert_cmpstr (vigie_kind_to_string (VIGIE_KIND_RECYCLING_CENTRE), ==, "recycling-centre");
  g_assert_cmpstr (vigie_role_to_string (VIGIE_ROLE_VEHICLES_PRESENT), ==, "vehicles-present");
  g_assert_cmpstr (vigie_freshness_to_string (VIGIE_FRESHNESS_OUT_OF_SERVICE), ==,
                   "out-of-service");
  g_assert_cmpstr (vigie_condition_to_string (VIGIE_CONDITION_UNKNOWN), ==, "unknown");
}

static void
test_unknown_names (void)
{
  static const char *const names[]
      = {NULL, "", "Recycling-Centre", "recycling_centre", "fill-level ", "\xff"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      VigieKind kind = VIGIE_KIND_WATER;
      VigieRole role = VIGIE_ROLE_WATER;
      VigieAggregation aggregation = VIGIE_AGGREGATION_CUMULATIVE;

      g_assert_false (vigie_kind_from_string (names[i], &kind));
      g_assert_cmpint (kind, ==, VIGIE_KIND_OTHER);
      g_assert_false (vigie_role_from_string (names[i], &role));
      g_assert_cmpint (role, ==, VIGIE_ROLE_OTHER);
      g_assert_false (vigie_aggregation_from_string (names[i], &aggregation));
      g_assert_cmpint (aggregation, ==, VIGIE_AGGREGATION_INSTANT);
    }
  /* A value out of range, as a damaged file may hold, has a name too. */
  g_assert_nonnull (vigie_kind_to_string (99));
  g_assert_nonnull (vigie_role_to_string (-1));
}

static void
test_reading (void)
{
  VigieReading reading = VIGIE_READING_NONE, copy = {0};

  reading.time = 5;
  reading.type = VIGIE_VALUE_TEXT;
  reading.text = g_strdup ("open");
  vigie_reading_copy_into (&reading, &copy);
  vigie_reading_copy_into (&reading, &copy);
  vigie_reading_copy_into (&copy, &copy);
  g_assert_cmpstr (copy.text, ==, "open");
  g_assert_true (copy.text != reading.text);
  g_assert_cmpint (copy.time, ==, 5);
  vigie_reading_clear (&reading);
  g_assert_null (reading.text);
  g_assert_cmpint (reading.time, ==, VIGIE_TIME_NONE);
  g_assert_true (isnan (reading.number));
  vigie_reading_clear (&reading);
  vigie_reading_clear (&copy);
}

/* @place may be a bit: its type is that of the value. */
#define DIFFERS_IN(type, a, b, place, new)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    __typeof__ (1 ? (place) : (place)) was = (place);                                              \
    place = new;                                                                                   \
    g_assert_false (vigie_##type##_data_equal (a, b));                                             \
    g_assert_false (vigie_##type##_data_equal (b, a));                                             \
    place = was;                                                                                   \
    g_assert_true (vigie_##type##_data_equal (a, b));                                              \
  }                                                                                                \
  G_STMT_END
#define DIFFERS(type, a, b, field, value) DIFFERS_IN (type, a, b, (a)->field, value)
#define DETAILS_DIFFER(field, value) DIFFERS_IN (site, a, b, details->field, value)

/* Packed, a site says what it said, in whatever order it is packed, copied and packed again. */
static void
test_pack (void)
{
  g_autoptr (VigieSiteData) plain = vigie_site_data_new (), placed = vigie_site_data_new ();
  g_autoptr (VigieSiteData) full = vigie_site_data_new ();
  VigieSiteDetails *details = vigie_site_data_edit_details (full);
  VigieSiteData *const given[] = {plain, placed, full};

  vigie_site_data_edit_details (plain);
  g_set_str (&plain->id, "1");
  g_set_str (&vigie_site_data_edit_details (placed)->commune_name, "Lorient");
  g_set_str (&full->id, "o'Neil \"1\"");
  full->id_is_text = TRUE;
  g_set_str (&full->name, "Épuration");
  full->kind = VIGIE_KIND_LORA_GATEWAY;
  g_set_str (&details->commune, "56121");
  g_set_str (&details->commune_name, "Lorient");
  full->commune_found = full->demonstration = full->out_of_service = TRUE;
  full->lat = 47.7;
  full->lon = -3.4;
  g_set_str (&details->description, "d");
  g_set_str (&details->opening_hours, "24/7");
  g_set_str (&details->access, "badge");
  g_set_str (&details->contact, "accueil");
  g_set_str (&details->address, "1 rue du Port");
  g_set_str (&details->out_of_service_note, "");
  details->out_of_service_since = 5;
  g_set_str (&details->properties, "{}");
  details->capacity = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autoptr (VigieSiteData) packed = vigie_site_data_pack (vigie_site_data_ref (given[i]));
      g_autoptr (VigieSiteData) again = vigie_site_data_pack (vigie_site_data_ref (packed));
      g_autoptr (VigieSiteData) copy = vigie_site_data_copy (packed);
      g_autoptr (VigieSiteData) other = vigie_site_data_pack (vigie_site_data_copy (packed));

      g_assert_true (packed != given[i] && again == packed && other != packed);
      g_assert_true (vigie_site_data_equal (packed, given[i]));
      g_assert_true (vigie_site_data_equal (copy, packed));
      g_assert_true (vigie_site_data_equal (other, packed));
      /* Details are in memory once where they tell nothing or of the commune alone. */
      g_assert_true ((packed->details == other->details) == (i < 2));
      /* The copy is one's own. */
      g_set_str (&copy->name, "x");
      g_set_str (&vigie_site_data_edit_details (copy)->commune, "x");
      g_set_str (&vigie_site_data_edit_details (copy)->contact, "x");
      g_assert_true (vigie_site_data_equal (packed, given[i]));
    }
}

static void
test_equal (void)
{
  g_autoptr (VigieSiteData) a = vigie_site_data_new (), b = vigie_site_data_new ();
  g_autoptr (VigieSensorData) s = vigie_sensor_data_new (), t = vigie_sensor_data_new ();
  g_autoptr (VigieMeasureData) m = vigie_measure_data_new (), n = vigie_measure_data_new ();
  VigieSiteDetails *details = vigie_site_data_edit_details (a);
  char text[] = "x";

  DIFFERS (site, a, b, id, text);
  DIFFERS (site, a, b, id_is_text, TRUE);
  DIFFERS (site, a, b, name, text);
  DETAILS_DIFFER (description, text);
  DIFFERS (site, a, b, kind, VIGIE_KIND_WATER);
  DETAILS_DIFFER (commune, text);
  DETAILS_DIFFER (commune_name, text);
  DIFFERS (site, a, b, lat, 47.7);
  DIFFERS (site, a, b, lon, -3.4);
  DETAILS_DIFFER (opening_hours, text);
  DETAILS_DIFFER (access, text);
  DETAILS_DIFFER (contact, text);
  DETAILS_DIFFER (capacity, 3);
  DETAILS_DIFFER (address, text);
  DIFFERS (site, a, b, demonstration, TRUE);
  DIFFERS (site, a, b, out_of_service, TRUE);
  DETAILS_DIFFER (out_of_service_note, text);
  DETAILS_DIFFER (out_of_service_since, 1);
  DETAILS_DIFFER (properties, text);

  DIFFERS (sensor, s, t, id, text);
  DIFFERS (sensor, s, t, id_is_text, TRUE);
  DIFFERS (sensor, s, t, name, text);
  DIFFERS (sensor, s, t, model, text);
  DIFFERS (sensor, s, t, dev_eui, text);
  DIFFERS (sensor, s, t, battery_type, text);

  DIFFERS (measure, m, n, id, text);
  DIFFERS (measure, m, n, id_is_text, TRUE);
  DIFFERS (measure, m, n, site_id, text);
  DIFFERS (measure, m, n, sensor_id, text);
  DIFFERS (measure, m, n, name, text);
  DIFFERS (measure, m, n, unit, text);
  DIFFERS (measure, m, n, observed_property, text);
  DIFFERS (measure, m, n, role, VIGIE_ROLE_WATER);
  DIFFERS (measure, m, n, aggregation, VIGIE_AGGREGATION_INTERVAL);
  DIFFERS (measure, m, n, expected_interval, 1);
  DIFFERS (measure, m, n, interval_is_observed, TRUE);
  DIFFERS (measure, m, n, thresholds.lowlow, 1);
  DIFFERS (measure, m, n, thresholds.low, 1);
  DIFFERS (measure, m, n, thresholds.high, 1);
  DIFFERS (measure, m, n, thresholds.highhigh, 1);
  DIFFERS (measure, m, n, thresholds.deadband, 1);
  DIFFERS (measure, m, n, thresholds.on_delay, 1);
  DIFFERS (measure, m, n, thresholds.off_delay, 1);
  DIFFERS (measure, m, n, out_of_service, TRUE);
  DIFFERS (measure, m, n, out_of_service_note, text);
  DIFFERS (measure, m, n, out_of_service_since, 1);
  DIFFERS (measure, m, n, installed, 1);

  vigie_measure_data_unref (vigie_measure_data_ref (m));
  vigie_sensor_data_unref (vigie_sensor_data_ref (s));
  vigie_site_data_unref (vigie_site_data_ref (a));
}

/* What makes another measure of it, and what does not. */
static void
test_means_same (void)
{
  g_autoptr (VigieMeasureData) a = vigie_measure_data_new (), b = vigie_measure_data_new ();

#define MEANS(same, field, value)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    __typeof__ (a->field) was = a->field;                                                          \
    a->field = value;                                                                              \
    g_assert_cmpint (vigie_measure_data_means_same (a, b), ==, same);                              \
    g_assert_cmpint (vigie_measure_data_means_same (b, a), ==, same);                              \
    a->field = was;                                                                                \
  }                                                                                                \
  G_STMT_END
  g_assert_true (vigie_measure_data_means_same (a, a));
  g_assert_true (vigie_measure_data_means_same (a, b));
  MEANS (FALSE, site_id, (char *) "x");
  MEANS (FALSE, unit, (char *) "dBm");
  MEANS (FALSE, observed_property, (char *) "x");
  MEANS (FALSE, role, VIGIE_ROLE_BATTERY_LEVEL);
  MEANS (TRUE, name, (char *) "x");
  MEANS (TRUE, sensor_id, (char *) "x");
  MEANS (TRUE, expected_interval, VIGIE_HOUR);
  MEANS (TRUE, thresholds.high, 80);
  MEANS (TRUE, out_of_service, TRUE);
#undef MEANS
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/values/names", test_names);
  g_test_add_func ("/values/unknown-names", test_unknown_names);
  g_test_add_func ("/values/reading", test_reading);
  g_test_add_func ("/values/pack", test_pack);
  g_test_add_func ("/values/equal", test_equal);
  g_test_add_func ("/core/values/means-same", test_means_same);
  return g_test_run ();
}
