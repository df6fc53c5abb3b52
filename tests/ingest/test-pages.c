/* test-pages.c: pages at every depth: each row once, whatever the order; bounds of size and time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-sample.h"

static Sample shared;

/* Every order, page by page, gives each row once and in the order of one large page. */
static void
test_pages (void)
{
  static const char *const orders[] = {
      "",
      "$orderby=id",
      "$orderby=id%20desc",
      "$orderby=resultTime",
      "$orderby=resultTime%20desc",
      "$orderby=resultTime%20desc,id",
      "$orderby=phenomenonTime",
      "$orderby=phenomenonTime%20desc",
      "$orderby=result",
      "$orderby=result%20desc",
      "$orderby=Datastream/name,result",
      "$orderby=Datastream/name%20desc,resultTime%20desc",
      "$orderby=result%20mul%20-1,id%20desc",
      "$orderby=FeatureOfInterest/name,phenomenonTime",
      "$orderby=parameters/fPort%20desc,validTime",
      "$filter=result%20gt%2011",
      "$filter=Datastream/id%20ne%202&$orderby=resultTime%20desc",
  };
  static const char *const sets[]
      = {"/Observations", "/Datastreams(1)/Observations", "/Datastreams(3)/Observations",
         "/FeaturesOfInterest(1)/Observations", "/Datastreams(4)/Observations"};

  for (int set = 0; set < (int) G_N_ELEMENTS (sets); set++)
    for (int order = 0; order < (int) G_N_ELEMENTS (orders); order++)
      for (int top = 1; top <= 7; top += 2)
        {
          g_autofree char *whole_address
              = g_strdup_printf ("%s?%s&$top=1000", sets[set], orders[order]);
          g_autoptr (JsonNode) whole = sample_get (&shared, whole_address, 200);
          g_autofree char *expected = sample_ids (whole);
          g_autofree char *address
              = g_strdup_printf ("%s?%s&$top=%d", sets[set], orders[order], top);
          g_autoptr (GString) found = g_string_new (NULL);
          int n_pages = 0;

          while (address)
            {
              g_autoptr (JsonNode) page = sample_get (&shared, address, 200);
              g_autofree char *ids = sample_ids (page);
              const char *next = json_object_get_string_member_with_default (
                  json_node_get_object (page), "@iot.nextLink", NULL);

              g_assert_cmpint (++n_pages, <, 40);
              /* Only an empty set has an empty page. */
              g_assert_true (*ids != '\0' || *expected == '\0');
              g_string_append_printf (found, "%s%s", found->len > 0 ? "," : "", ids);
              g_free (address);
              address = next ? g_strdup (next + strlen (SAMPLE_BASE)) : NULL;
            }
          g_assert_cmpstr (found->str, ==, expected);
        }
}

/* Follows nextLinks at every depth until all Observations of a Thing are there. */
static void
test_nested_pages (void)
{
  g_autofree char *address = g_strdup (
      "/Things?$filter=id%20eq%201&$expand=Datastreams($top=1;$expand=Observations($top=4;$orderby=result;$select=id))");
  guint n_observations = 0, n_datastreams = 0;

  while (address)
    {
      g_autoptr (JsonNode) page = sample_get (&shared, address, 200);
      JsonObject *object = json_node_get_object (page);
      JsonObject *thing
          = n_datastreams == 0
                ? json_array_get_object_element (json_object_get_array_member (object, "value"), 0)
                : object;
      JsonArray *datastreams
          = json_object_get_array_member (thing, n_datastreams == 0 ? "Datastreams" : "value");
      const char *next = json_object_get_string_member_with_default (
          thing, n_datastreams == 0 ? "Datastreams@iot.nextLink" : "@iot.nextLink", NULL);
      JsonObject *datastream = json_array_get_object_element (datastreams, 0);
      g_autofree char *inner = NULL;

      g_assert_cmpuint (json_array_get_length (datastreams), ==, 1);
      n_datastreams++;
      n_observations
          += json_array_get_length (json_object_get_array_member (datastream, "Observations"));
      inner = g_strdup (json_object_get_string_member_with_default (
          datastream, "Observations@iot.nextLink", NULL));
      while (inner)
        {
          g_autoptr (JsonNode) more = sample_get (&shared, inner + strlen (SAMPLE_BASE), 200);

          n_observations += json_array_get_length (
              json_object_get_array_member (json_node_get_object (more), "value"));
          g_free (inner);
          inner = g_strdup (json_object_get_string_member_with_default (json_node_get_object (more),
                                                                        "@iot.nextLink", NULL));
        }
      g_free (address);
      address = next ? g_strdup (next + strlen (SAMPLE_BASE)) : NULL;
    }
  g_assert_cmpuint (n_datastreams, ==, 2);
  g_assert_cmpuint (n_observations, ==, 15);
}

/* A page that grows too large ends early, here and within, and says where it goes on. */
static void
test_bytes (void)
{
  g_autofree char *address
      = g_strdup ("/Things?$expand=Datastreams($expand=Observations)&$orderby=name");
  g_autoptr (GString) found = g_string_new (NULL);
  gboolean shortened = FALSE;
  int n_pages = 0;

  vigie_ingest_reader_set_limits (shared.reader, G_USEC_PER_SEC, 3000);
  while (address)
    {
      g_auto (VigieIngestAnswer) answer = {0};
      g_autoptr (JsonNode) page = sample_get (&shared, address, 200);
      g_autofree char *ids = sample_ids (page);
      const char *next = json_object_get_string_member_with_default (json_node_get_object (page),
                                                                     "@iot.nextLink", NULL);

      sample_ask (&shared, address, &answer);
      g_assert_cmpuint (answer.body->len, <, 6000);
      shortened = shortened || strstr (answer.body->str, "Observations@iot.nextLink") != NULL;
      g_string_append_printf (found, "%s%s", n_pages++ > 0 ? "," : "", ids);
      g_free (address);
      address = next ? g_strdup (next + strlen (SAMPLE_BASE)) : NULL;
    }
  g_assert_cmpstr (found->str, ==, "1,2,3,4");
  g_assert_cmpint (n_pages, >, 1);
  g_assert_true (shortened);
  vigie_ingest_reader_set_limits (shared.reader, 10 * G_USEC_PER_SEC, 16 << 20);
}

/* A query that would run for minutes is stopped in time, and the next one is answered. */
static void
check_budget (Sample *sample)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (JsonNode) stopped = NULL;
  g_autoptr (JsonNode) after = NULL;

  vigie_ingest_reader_set_limits (sample->reader, 20000, 16 << 20);
  stopped
      = sample_get (sample, "/Observations?$filter=Datastream/Observations/result%20eq%20-1", 503);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
  g_assert_nonnull (strstr (
      json_object_get_string_member (json_node_get_object (stopped), "message"), "too long"));
  vigie_ingest_reader_set_limits (sample->reader, 10 * G_USEC_PER_SEC, 16 << 20);
  after = sample_get (sample, "/Things?$select=id", 200);
}

/* 30 000 Observations in pages that each begin where the last one ended, by a key and not by counting. */
static void
test_deep_pages (Sample *sample, gconstpointer data)
{
  static const char *const orders[]
      = {"", "&$orderby=phenomenonTime%20desc", "&$orderby=resultTime,id", "&$orderby=id%20desc"};
  static const char *const sets[] = {"/Datastreams(4)/Observations", "/Observations"};
  g_autoptr (GError) error = NULL;
  sqlite3 *db = vigie_ingest_schema_open_writer (sample->path, NULL, &error);

  vigie_ingest_schema_exec (
      db,
      "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
      " INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type, result_number)"
      " SELECT 4, 1795219200000000 + i * 1000, 1795219200000000 + i * 1000, 1, i FROM n",
      &error);
  g_assert_no_error (error);
  sqlite3_close_v2 (db);
  check_budget (sample);
  for (int i = 0; i < (int) G_N_ELEMENTS (orders); i++)
    {
      const char *set = sets[i >= 2];
      g_autofree char *address = g_strdup_printf ("%s?$top=10000&$select=id%s", set, orders[i]);
      gint64 last = 0;
      int n_pages = 0;

      while (address)
        {
          g_autoptr (JsonNode) page = sample_get (sample, address, 200);
          const char *next = json_object_get_string_member_with_default (
              json_node_get_object (page), "@iot.nextLink", NULL);

          g_free (address);
          address = next ? g_strdup (next + strlen (SAMPLE_BASE)) : NULL;
          n_pages++;
          last = (gint64) json_array_get_length (
              json_object_get_array_member (json_node_get_object (page), "value"));
          g_assert_true (!next || strstr (next, "$skiptoken=") != NULL);
        }
      g_assert_cmpint (n_pages, ==, 4);
      g_assert_cmpint (last, ==, i >= 2 ? 23 : 1);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sample_set_up (&shared, NULL);
  g_test_add_func ("/ingest/pages/orders", test_pages);
  g_test_add_func ("/ingest/pages/nested", test_nested_pages);
  g_test_add_func ("/ingest/pages/bytes", test_bytes);
  g_test_add ("/ingest/pages/deep", Sample, NULL, sample_set_up, test_deep_pages, sample_tear_down);
  status = g_test_run ();
  sample_tear_down (&shared, NULL);
  return status;
}
