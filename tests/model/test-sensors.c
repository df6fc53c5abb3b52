/* test-sensors.c: sensors and gateways of the live territory, in step with its measures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-test-territory.h"

#define T0 (1763720000 * VIGIE_SECOND)
#define INTERVAL (10 * VIGIE_MINUTE)

typedef struct
{
  VigieClock *clock;
  VigieTerritory *territory;
  VigieSensorList *list;
  GPtrArray *mirror;  /* the list as items-changed tells it: references */
  GPtrArray *changed; /* what "changed" told since it was cleared: references */
  guint n_changed;
} Fixture;

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, Fixture *fixture)
{
  if (removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->mirror, position + i, g_list_model_get_item (list, position + i));
}

static void
changed_cb (VigieSensorList *list, GPtrArray *sensors, Fixture *fixture)
{
  fixture->n_changed++;
  for (guint i = 0; i < sensors->len; i++)
    g_ptr_array_add (fixture->changed, g_object_ref (g_ptr_array_index (sensors, i)));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = vigie_clock_new_manual (T0);
  fixture->territory = vigie_territory_new (fixture->clock);
  fixture->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->changed = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->list = VIGIE_SENSOR_LIST (vigie_territory_get_sensors (fixture->territory));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->list)) == VIGIE_TYPE_SENSOR);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect (fixture->list, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->list, fixture);
  g_ptr_array_unref (fixture->changed);
  g_ptr_array_unref (fixture->mirror);
  g_assert_finalize_object (fixture->territory);
  g_object_unref (fixture->clock);
}

/* ---- Batches --------------------------------------------------------------------------------- */

static void
add_measure (VigieTerritoryBatch *batch,
             guint n,
             guint site,
             guint sensor,
             VigieRole role,
             gint64 interval)
{
  g_autoptr (VigieMeasureData) measure = test_measure_data (n, site, interval);

  g_free (measure->sensor_id);
  measure->sensor_id = g_strdup_printf ("c%u", sensor);
  measure->role = role;
  vigie_territory_batch_add_measure (batch, measure);
}

static void
add_gateway_site (VigieTerritoryBatch *batch, guint n, const char *properties)
{
  g_autoptr (VigieSiteData) site = test_site_data (n);
  VigieSiteDetails *details = vigie_site_data_edit_details (site);

  site->kind = VIGIE_KIND_LORA_GATEWAY;
  g_free (details->properties);
  details->properties = g_strdup (properties);
  vigie_territory_batch_add_site (batch, site);
}

static void
add_heard (VigieTerritoryBatch *batch, guint n, VigieTime time, const char *json)
{
  g_autofree char *id = g_strdup_printf ("m%u", n);
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState state = {0};

  reading.time = time;
  reading.type = VIGIE_VALUE_JSON;
  reading.text = (char *) json;
  vigie_territory_batch_add_reading (batch, id, &reading, &state);
}

/* ---- Against a count by hand ----------------------------------------------------------------- */

static guint
count_by_hand (Fixture *fixture, VigieSensor *gateway)
{
  const char *id = vigie_sensor_get_gateway_id (gateway);
  guint n = 0;

  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      VigieSensor *sensor = g_ptr_array_index (fixture->mirror, i);
      guint n_gateways;
      const VigieHearing *heard = vigie_sensor_get_gateways (sensor, &n_gateways);

      if (vigie_sensor_get_freshness (sensor) > VIGIE_FRESHNESS_LATE)
        continue;
      for (guint j = 0; j < n_gateways; j++)
        n += g_strcmp0 (heard[j].id, id) == 0;
    }
  return n;
}

/* Each measure that has a site and a sensor is in just one VigieSensor, of that site; each gateway is there. */
static void
check (Fixture *fixture)
{
  VigieTime now = vigie_clock_now (fixture->clock);
  guint n_measures = 0, n_expected = 0, n_gateways = 0;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==,
                    fixture->mirror->len);
  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
      VigieSite *site = vigie_sensor_get_site (sensor);
      VigieTime last = VIGIE_TIME_NONE;
      guint n;
      VigieMeasure *const *measures = vigie_sensor_get_measures (sensor, &n);

      g_assert_true (sensor == g_ptr_array_index (fixture->mirror, i));
      g_assert_nonnull (site);
      g_assert_true (n > 0 || vigie_sensor_is_gateway (sensor));
      n_measures += n;
      for (guint j = 0; j < n; j++)
        {
          g_assert_true (vigie_measure_get_site (measures[j]) == site);
          g_assert_true (vigie_measure_get_device (measures[j]) == sensor);
          last = MAX (last, vigie_measure_get_latest (measures[j])->time);
          if (!vigie_sensor_is_gateway (sensor))
            g_assert_cmpstr (vigie_measure_get_data (measures[j])->sensor_id, ==,
                             vigie_sensor_get_id (sensor));
        }
      if (vigie_sensor_is_gateway (sensor))
        {
          n_gateways++;
          if (vigie_sensor_get_gateway_id (sensor) != NULL
              && vigie_territory_find_gateway (fixture->territory,
                                               vigie_sensor_get_gateway_id (sensor))
                     == sensor)
            g_assert_cmpuint (vigie_sensor_get_n_heard (sensor), ==,
                              count_by_hand (fixture, sensor));
        }
      else
        {
          g_assert_cmpint (vigie_sensor_get_last_seen (sensor), ==, last);
          if (!vigie_site_get_data (site)->out_of_service)
            g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==,
                             vigie_freshness_compute (
                                 now, last, vigie_sensor_get_expected_interval (sensor), FALSE));
        }
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->territory)); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (fixture->territory), i);
      GListModel *measures = vigie_site_get_measures (site);
      gboolean is_gateway = vigie_site_get_kind (site) == VIGIE_KIND_LORA_GATEWAY;

      n_gateways -= is_gateway;
      for (guint j = 0; j < g_list_model_get_n_items (measures); j++)
        {
          g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, j);

          n_expected += is_gateway || vigie_measure_get_data (measure)->sensor_id != NULL;
        }
    }
  g_assert_cmpuint (n_measures, ==, n_expected);
  g_assert_cmpuint (n_gateways, ==, 0);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

/* One device with a skip's level each ten minutes, its temperature each hour and its battery each six. */
static void
test_device (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSensor *sensor;
  guint n;

  test_add_site (batch, 0);
  test_add_sensor (batch, 7);
  add_measure (batch, 0, 0, 7, VIGIE_ROLE_TEMPERATURE, VIGIE_HOUR);
  add_measure (batch, 1, 0, 7, VIGIE_ROLE_FILL_LEVEL, INTERVAL);
  add_measure (batch, 2, 0, 7, VIGIE_ROLE_BATTERY_LEVEL, VIGIE_MINUTE);
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);

  g_assert_cmpuint (fixture->mirror->len, ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  sensor = g_ptr_array_index (fixture->mirror, 0);
  g_assert_true (vigie_territory_find_sensor (fixture->territory, "c7") == sensor);
  g_assert_null (vigie_territory_find_sensor (fixture->territory, "c8"));
  g_assert_cmpstr (vigie_sensor_get_name (sensor), ==, "Capteur 7");
  g_assert_cmpstr (vigie_sensor_get_data (sensor)->dev_eui, ==, "0000000000000007");
  g_assert_false (vigie_sensor_is_gateway (sensor));
  vigie_sensor_get_measures (sensor, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (vigie_sensor_get_battery (sensor)
                 == vigie_territory_find_measure (fixture->territory, "m2"));
  g_assert_null (vigie_sensor_get_rssi (sensor));
  g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==, VIGIE_FRESHNESS_NEVER);
  g_assert_cmpint (vigie_sensor_get_last_seen (sensor), ==, VIGIE_TIME_NONE);
  /* That of the skip: what is said of the device itself comes with its frames. */
  g_assert_cmpint (vigie_sensor_get_expected_interval (sensor), ==, INTERVAL);

  /* The temperature alone arrives: the device lives, and is late by the interval of the skip. */
  batch = vigie_territory_batch_new ();
  test_add_reading (batch, 0, T0, 12, VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (fixture->changed->len, ==, 1);
  g_assert_true (g_ptr_array_index (fixture->changed, 0) == sensor);
  g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==, VIGIE_FRESHNESS_LIVE);
  vigie_clock_set (fixture->clock, T0 + INTERVAL * 3 / 2 + 1);
  vigie_territory_tick (fixture->territory);
  g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==, VIGIE_FRESHNESS_LATE);
  vigie_clock_set (fixture->clock, T0 + INTERVAL * 3 + 1);
  vigie_territory_tick (fixture->territory);
  g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==, VIGIE_FRESHNESS_SILENT);
  g_assert_cmpint (vigie_sensor_get_condition (sensor), ==, VIGIE_CONDITION_UNKNOWN);
  check (fixture);

  /* A full skip is no fault of the device; an empty battery is. */
  batch = vigie_territory_batch_new ();
  test_add_reading (batch, 1, T0 + INTERVAL * 3, 99, VIGIE_CONDITION_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpint (vigie_sensor_get_condition (sensor), ==, VIGIE_CONDITION_NORMAL);
  batch = vigie_territory_batch_new ();
  test_add_reading (batch, 2, T0 + INTERVAL * 3, 15, VIGIE_CONDITION_WARNING);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpint (vigie_sensor_get_condition (sensor), ==, VIGIE_CONDITION_WARNING);
  g_assert_cmpint (vigie_sensor_get_severity (sensor), ==,
                   vigie_severity (VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_WARNING));
}

/* What changed is told once, of those alone, with its notifications. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch;
  VigieSensor *sensor;
  gint64 last_seen = 0;
  guint revision;

  vigie_territory_apply_now (fixture->territory, test_batch (20, 2, INTERVAL, T0));
  g_assert_cmpuint (fixture->mirror->len, ==, 40);
  g_assert_cmpuint (fixture->n_changed, ==, 0);

  sensor = vigie_territory_find_sensor (fixture->territory, "c5");
  revision = vigie_sensor_get_revision (sensor);
  batch = vigie_territory_batch_new ();
  test_add_reading (batch, 5, T0 + 1, 3, VIGIE_CONDITION_NORMAL);
  test_add_reading (batch, 6, T0, 0, VIGIE_CONDITION_NORMAL); /* the same again: no news */
  test_add_reading (batch, 9, T0 + 1, 3, VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (fixture->changed->len, ==, 2);
  g_assert_true (g_ptr_array_index (fixture->changed, 0) == sensor);
  g_object_get (sensor, "last-seen", &last_seen, NULL);
  g_assert_cmpint (last_seen, ==, T0 + 1);
  g_assert_cmpuint (vigie_sensor_get_revision (sensor), ==, revision + 1);

  /* A site that has another name: its sensors are shown with it. */
  g_ptr_array_set_size (fixture->changed, 0);
  batch = vigie_territory_batch_new ();
  {
    g_autoptr (VigieSiteData) site = test_site_data (3);

    g_free (site->name);
    site->name = g_strdup ("Autre nom");
    vigie_territory_batch_add_site (batch, site);
  }
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpuint (fixture->changed->len, ==, 2);
  check (fixture);
}

/* A sensor that is a type, used at two sites, is two devices; its data may come last. */
static void
test_shared (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  test_add_site (batch, 0);
  test_add_site (batch, 1);
  for (guint i = 0; i < 4; i++)
    add_measure (batch, i, i / 2, 3, VIGIE_ROLE_TEMPERATURE, INTERVAL);
  test_add_reading (batch, 0, T0, 1, VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);
  g_assert_cmpuint (fixture->mirror->len, ==, 2);
  g_assert_null (vigie_sensor_get_data (g_ptr_array_index (fixture->mirror, 0)));
  g_assert_cmpstr (vigie_sensor_get_name (g_ptr_array_index (fixture->mirror, 0)), ==, "c3");
  g_assert_cmpint (vigie_sensor_get_freshness (g_ptr_array_index (fixture->mirror, 1)), ==,
                   VIGIE_FRESHNESS_NEVER);

  batch = vigie_territory_batch_new ();
  test_add_sensor (batch, 3);
  vigie_territory_apply_now (fixture->territory, batch);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (vigie_sensor_get_name (g_ptr_array_index (fixture->mirror, i)), ==,
                     "Capteur 3");
  g_assert_cmpuint (fixture->changed->len, ==, 2);
}

static void
test_gateways (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSensor *near, *far, *sensor;
  const VigieHearing *heard;
  guint n, n_heard;

  add_gateway_site (batch, 10, "{\"gatewayId\":\"0016c001-ff10-a001\"}");
  add_gateway_site (batch, 11, "{\"kind\":\"lora-gateway\",\"gatewayId\":\"gw-bubry\"}");
  add_measure (batch, 30, 11, 30, VIGIE_ROLE_OTHER, VIGIE_HOUR);
  for (guint i = 0; i < 3; i++)
    {
      test_add_site (batch, i);
      test_add_sensor (batch, i);
      add_measure (batch, i, i, i, VIGIE_ROLE_GATEWAYS, INTERVAL);
    }
  add_heard (batch, 0, T0,
             "[{\"id\":\"0016C001FF10A001\",\"rssi\":-97,\"snr\":5.2},{\"id\":\"gw-bubry\"}]");
  add_heard (batch, 1, T0 - 1, "[{\"id\":\"gw-bubry\",\"rssi\":-110},{\"id\":\"stranger\"}]");
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);

  g_assert_cmpuint (fixture->mirror->len, ==, 5);
  near = vigie_territory_find_gateway (fixture->territory, "0016C001FF10A001");
  far = vigie_territory_find_gateway (fixture->territory, "gw-bubry");
  g_assert_true (vigie_sensor_is_gateway (near) && vigie_sensor_is_gateway (far));
  g_assert_null (vigie_territory_find_gateway (fixture->territory, "stranger"));
  g_assert_cmpstr (vigie_sensor_get_name (near), ==, "Site 10");
  /* It has no measure of its own: what it hears is its sign of life. */
  g_assert_cmpint (vigie_sensor_get_last_seen (near), ==, T0);
  g_assert_cmpint (vigie_sensor_get_freshness (near), ==, VIGIE_FRESHNESS_LIVE);
  g_assert_cmpuint (vigie_sensor_get_n_heard (near), ==, 1);
  g_assert_cmpuint (vigie_sensor_get_n_heard (far), ==, 2);
  g_assert_true (vigie_territory_find_sensor (fixture->territory, "c30") == far);

  sensor = vigie_territory_find_sensor (fixture->territory, "c0");
  heard = vigie_sensor_get_gateways (sensor, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (heard[0].gateway == near);
  g_assert_cmpfloat (heard[0].rssi, ==, -97);
  g_assert_cmpfloat (heard[0].snr, ==, 5.2);
  g_assert_true (isnan (heard[1].rssi));
  heard = vigie_sensor_get_gateways (vigie_territory_find_sensor (fixture->territory, "c1"), &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (heard[1].id, ==, "stranger");
  g_assert_null (heard[1].gateway);

  /* Heard by another now. */
  batch = vigie_territory_batch_new ();
  add_heard (batch, 0, T0 + 5, "[{\"id\":\"gw-bubry\"}]");
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);
  g_assert_cmpuint (vigie_sensor_get_n_heard (near), ==, 0);
  g_object_get (far, "n-heard", &n_heard, NULL);
  g_assert_cmpuint (n_heard, ==, 2);
  g_assert_true (g_ptr_array_find (fixture->changed, near, NULL));

  /* What is silent is heard no more. */
  vigie_clock_set (fixture->clock, T0 + 3 * INTERVAL + 1);
  vigie_territory_tick (fixture->territory);
  check (fixture);
  g_assert_cmpuint (vigie_sensor_get_n_heard (far), ==, 1);

  /* The site is no gateway after all; then it is again, under another id. */
  batch = vigie_territory_batch_new ();
  test_add_site (batch, 11);
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);
  g_assert_null (vigie_territory_find_gateway (fixture->territory, "gw-bubry"));
  vigie_sensor_get_gateways (sensor, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (vigie_sensor_get_gateways (sensor, &n)[0].gateway);
  batch = vigie_territory_batch_new ();
  add_gateway_site (batch, 11, "{\"gatewayEui\":\"stranger\"}");
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);
  g_assert_nonnull (vigie_territory_find_gateway (fixture->territory, "stranger"));

  /* Removed. */
  batch = vigie_territory_batch_new ();
  vigie_territory_batch_remove_site (batch, "s10");
  vigie_territory_batch_remove_site (batch, "s0");
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);
  g_assert_cmpuint (fixture->mirror->len, ==, 3);
  g_assert_null (vigie_territory_find_gateway (fixture->territory, "0016C001FF10A001"));
}

/* A gateway known by the EUI of its sensor alone. */
static void
test_gateway_by_sensor (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  add_gateway_site (batch, 0, "");
  add_measure (batch, 0, 0, 0x1f, VIGIE_ROLE_OTHER, INTERVAL);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpuint (fixture->mirror->len, ==, 1);
  batch = vigie_territory_batch_new ();
  test_add_sensor (batch, 0x1f);
  test_add_reading (batch, 0, T0, 1, VIGIE_CONDITION_WARNING);
  vigie_territory_apply_now (fixture->territory, batch);
  check (fixture);
  g_assert_nonnull (vigie_territory_find_gateway (fixture->territory, "00:00:00:00:00:00:00:1f"));
  /* All that a gateway measures is of the device. */
  g_assert_cmpint (vigie_sensor_get_condition (g_ptr_array_index (fixture->mirror, 0)), ==,
                   VIGIE_CONDITION_WARNING);
}

static void
test_out_of_service (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = test_batch (1, 2, INTERVAL, T0);
  g_autoptr (VigieMeasureData) measure = test_measure_data (0, 0, INTERVAL);
  g_autoptr (VigieSiteData) site = test_site_data (0);
  VigieSensor *sensor;

  vigie_territory_apply_now (fixture->territory, batch);
  sensor = vigie_territory_find_sensor (fixture->territory, "c0");
  batch = vigie_territory_batch_new ();
  measure->out_of_service = TRUE;
  vigie_territory_batch_add_measure (batch, measure);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==, VIGIE_FRESHNESS_OUT_OF_SERVICE);
  sensor = vigie_territory_find_sensor (fixture->territory, "c1");
  g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==, VIGIE_FRESHNESS_LIVE);
  batch = vigie_territory_batch_new ();
  site->out_of_service = TRUE;
  vigie_territory_batch_add_site (batch, site);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_cmpint (vigie_sensor_get_freshness (sensor), ==, VIGIE_FRESHNESS_OUT_OF_SERVICE);
}

/* Measures that move, change their sensor, go, come back; whatever the order, all is as counted by hand. */
static void
test_shuffled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 400; round++)
    {
      VigieTerritoryBatch *batch = vigie_territory_batch_new ();

      for (guint i = 0; i < 6; i++)
        {
          guint n = g_rand_int_range (random, 0, 24), site = g_rand_int_range (random, 0, 6);
          g_autofree char *id = NULL, *json = NULL;

          switch (g_rand_int_range (random, 0, 9))
            {
            case 0:
              test_add_site (batch, site);
              break;
            case 1:
              json = g_strdup_printf ("{\"gatewayId\":\"gw%u\"}", site / 2);
              add_gateway_site (batch, site, json);
              break;
            case 2:
            case 3:
              add_measure (batch, n, site, g_rand_int_range (random, 0, 5),
                           n % 3 == 0 ? VIGIE_ROLE_GATEWAYS : VIGIE_ROLE_TEMPERATURE,
                           INTERVAL * (1 + n % 4));
              break;
            case 4:
              id = g_strdup_printf ("m%u", n);
              vigie_territory_batch_remove_measure (batch, id);
              break;
            case 5:
              id = g_strdup_printf ("s%u", site);
              if (g_rand_boolean (random))
                vigie_territory_batch_remove_site (batch, id);
              break;
            case 6:
              test_add_sensor (batch, g_rand_int_range (random, 0, 5));
              break;
            case 7:
              json = g_strdup_printf ("[{\"id\":\"gw%u\"},{\"id\":\"gw%u\"}]", n % 3, n % 5);
              add_heard (batch, n, vigie_clock_now (fixture->clock), json);
              break;
            default:
              test_add_reading (batch, n, vigie_clock_now (fixture->clock) - n * VIGIE_MINUTE, 1,
                                VIGIE_CONDITION_NORMAL);
            }
        }
      vigie_territory_apply_now (fixture->territory, batch);
      check (fixture);
      if (round % 7 == 0)
        {
          vigie_clock_set (fixture->clock, vigie_clock_now (fixture->clock) + INTERVAL);
          vigie_territory_tick (fixture->territory);
          check (fixture);
        }
    }
  g_assert_cmpuint (fixture->mirror->len, >, 3);
}

/* By themselves, when they are due: the device's interval is not that of the measure that spoke last. */
static void
test_due (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_paced (T0, 600);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  VigieSensor *sensor;

  test_add_site (batch, 0);
  add_measure (batch, 0, 0, 0, VIGIE_ROLE_TEMPERATURE, VIGIE_DAY);
  add_measure (batch, 1, 0, 0, VIGIE_ROLE_FILL_LEVEL, VIGIE_MINUTE);
  test_add_reading (batch, 0, T0, 1, VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (territory, batch);
  vigie_territory_set_ticking (territory, TRUE);
  sensor = vigie_territory_find_sensor (territory, "c0");
  while (vigie_sensor_get_freshness (sensor) != VIGIE_FRESHNESS_SILENT)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (vigie_clock_now (clock), >, T0 + 3 * VIGIE_MINUTE);
  g_assert_cmpint (vigie_measure_get_freshness (vigie_territory_find_measure (territory, "m0")), ==,
                   VIGIE_FRESHNESS_LIVE);
}

/* Who holds a sensor after the territory is gone holds one that stands alone. */
static void
test_outlives (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (T0);
  VigieTerritory *territory = vigie_territory_new (clock);
  g_autoptr (VigieSensor) sensor = NULL;
  g_autoptr (VigieMeasure) measure = NULL;
  g_autoptr (GListModel) list = NULL;
  guint n;

  vigie_territory_apply_now (territory, test_batch (2, 2, INTERVAL, T0));
  list = g_object_ref (vigie_territory_get_sensors (territory));
  sensor = g_list_model_get_item (list, 1);
  measure = g_object_ref (vigie_sensor_get_measures (sensor, &n)[0]);
  g_assert_finalize_object (territory);
  g_assert_null (vigie_sensor_get_site (sensor));
  g_assert_null (vigie_measure_get_device (measure));
  vigie_sensor_get_measures (sensor, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  g_assert_cmpstr (vigie_sensor_get_name (sensor), ==, "Capteur 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/model/sensors/device", test_device);
  ADD ("/model/sensors/told", test_told);
  ADD ("/model/sensors/shared", test_shared);
  ADD ("/model/sensors/gateways", test_gateways);
  ADD ("/model/sensors/gateway-by-sensor", test_gateway_by_sensor);
  ADD ("/model/sensors/out-of-service", test_out_of_service);
  ADD ("/model/sensors/shuffled", test_shuffled);
  g_test_add_func ("/model/sensors/due", test_due);
  g_test_add_func ("/model/sensors/outlives", test_outlives);
  return g_test_run ();
}
