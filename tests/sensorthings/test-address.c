/* test-address.c: addresses, links, ids in addresses, geometries.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-st-address.h"
#include "vigie-st-client.h"
#include "vigie-st-error.h"
#include "vigie-st-location.h"
#include "vigie-st-shapes.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text, *uri;
    gboolean loopback, fallback;
  } cases[] = {
      {"https://capteurs.example.fr", "https://capteurs.example.fr/v1.1/Things", FALSE, TRUE},
      {"https://capteurs.example.fr/", "https://capteurs.example.fr/v1.1/Things", FALSE, TRUE},
      {"  http://h:8080/FROST-Server/v1.1/ ", "http://h:8080/FROST-Server/v1.1/Things", FALSE,
       FALSE},
      {"http://h/FROST-Server", "http://h/FROST-Server/v1.1/Things", FALSE, TRUE},
      {"http://h/v1.0", "http://h/v1.0/Things", FALSE, FALSE},
      {"http://h/dev11/", "http://h/dev11/v1.1/Things", FALSE, TRUE},
      {"HTTP://H:80/", "http://H/v1.1/Things", FALSE, TRUE},
      {"https://h:443/v1.1", "https://h/v1.1/Things", FALSE, FALSE},
      {"http://127.0.0.1:8080", "http://127.0.0.1:8080/v1.1/Things", TRUE, TRUE},
      {"http://localhost/v1.1", "http://localhost/v1.1/Things", TRUE, FALSE},
      {"http://[::1]:8080/v1.1", "http://[::1]:8080/v1.1/Things", TRUE, FALSE},
      {"http://::1/v1.1", "http://[::1]/v1.1/Things", TRUE, FALSE},
      {"http://::1", "http://[::1]/v1.1/Things", TRUE, TRUE},
      {"http://::1:65000", "http://[::1]:65000/v1.1/Things", TRUE, TRUE},
      {"https://2001:db8::12/v1.1", "https://[2001:db8::12]/v1.1/Things", FALSE, FALSE},
      {"http://fe80::1%eth0/v1.1", "http://[fe80::1%25eth0]/v1.1/Things", FALSE, FALSE},
      {"http://[fe80::1%25eth0]/v1.1", "http://[fe80::1%25eth0]/v1.1/Things", FALSE, FALSE},
      {"http://h:/v1.1", "http://h/v1.1/Things", FALSE, FALSE},
      {"https://d\303\251ch\303\250teries.example/v1.1",
       "https://xn--dchteries-23ai.example/v1.1/Things", FALSE, FALSE},
      {"unix:/run/vigie/socket", "http://localhost/v1.1/Things", TRUE, FALSE},
  };
  static const char *const bad[] = {"",
                                    "   ",
                                    "capteurs.example.fr",
                                    "ftp://h/",
                                    "http://",
                                    "http:///v1.1",
                                    "file:///etc/passwd",
                                    "unix:relative",
                                    "http://user:secret@h/v1.1",
                                    "http://user@h/v1.1",
                                    "javascript:alert(1)"};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieStAddress) address = vigie_st_address_parse (cases[i].text, &error);
      g_autofree char *target = NULL, *uri = NULL;

      g_assert_no_error (error);
      target = vigie_st_address_get_target (address, "Things");
      uri = vigie_st_address_get_uri (address, target);
      g_assert_cmpstr (uri, ==, cases[i].uri);
      g_assert_cmpint (address->loopback, ==, cases[i].loopback);
      g_assert_cmpint (address->fallback_base != NULL, ==, cases[i].fallback);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      g_assert_null (vigie_st_address_parse (bad[i], &error));
      g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_ADDRESS);
      g_assert_null (strstr (error->message, "secret"));
      sentence = vigie_st_error_describe (error, bad[i]);
      g_assert_null (strstr (sentence, "secret"));
    }
}

/* A bare IPv6 address where it can be one thing only. */
static void
test_brackets (void)
{
  static const struct
  {
    const char *text, *bracketed, *with_port;
  } cases[] = {
      {"::1", "[::1]", NULL},
      {"http://::1/v1.1", "http://[::1]/v1.1", NULL},
      {"https://2001:db8::1?x", "https://[2001:db8::1]?x", NULL},
      {"2001:db8:1:2:3:4:5:6", "[2001:db8:1:2:3:4:5:6]", NULL},
      {"2001:db8:1:2:3:4:5:6:8080", "[2001:db8:1:2:3:4:5:6]:8080", NULL},
      {"::1:65000/sta", "[::1]:65000/sta", NULL},
      {"::ffff:192.0.2.1", "[::ffff:192.0.2.1]", NULL},
      {"::ffff:192.0.2.1:8080", "[::ffff:192.0.2.1]:8080", NULL},
      {"2001:db8::12:34", "[2001:db8::12:34]", NULL},
      {"2001:db8::8080", "[2001:db8::8080]", NULL},
      {"fe80::1%eth0", "[fe80::1%25eth0]", NULL},
      {"fe80::1%25eth0", "[fe80::1%25eth0]", NULL},
      {"http://user:x@::1/", "http://user:x@[::1]/", NULL},
      /* Either. */
      {"::1:8080", "::1:8080", "[::1]:8080"},
      {"http://2001:db8::5:443/v1.1", "http://2001:db8::5:443/v1.1",
       "http://[2001:db8::5]:443/v1.1"},
      /* Not for here. */
      {"[::1]", "[::1]", NULL},
      {"http://[::1]:80/a:b:c", "http://[::1]:80/a:b:c", NULL},
      {"host:8080", "host:8080", NULL},
      {"http://host/::1", "http://host/::1", NULL},
      {"a:b:c", "a:b:c", NULL},
      {"http://::g", "http://::g", NULL},
      {"192.0.2.1:80", "192.0.2.1:80", NULL},
      {"", "", NULL},
      {":", ":", NULL},
      {"http://", "http://", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *with_port = NULL;
      g_autofree char *bracketed = vigie_st_bracket_ipv6 (cases[i].text, &with_port);

      g_assert_cmpstr (bracketed, ==, cases[i].bracketed);
      g_assert_cmpstr (with_port, ==, cases[i].with_port);
    }
}

/* What is wrong, and what to write. */
static void
test_faults (void)
{
  static const struct
  {
    const char *text, *said;
    VigieStReason reason;
  } cases[] = {
      {"http://h:0/v1.1", "0", VIGIE_ST_REASON_PORT},
      {"http://h:00", "00", VIGIE_ST_REASON_PORT},
      {"https://h:99999/", "99999", VIGIE_ST_REASON_PORT},
      {"https://h:65536", "65536", VIGIE_ST_REASON_PORT},
      {"https://h:8O80/v1.1", "8O80", VIGIE_ST_REASON_PORT},
      {"http://[::1]:0", "0", VIGIE_ST_REASON_PORT},
      {"http://::1:8080/v1.1", "http://[::1]:8080/v1.1", VIGIE_ST_REASON_BRACKETS},
      {"http://[::g]/v1.1", "http://[::g]/v1.1", VIGIE_ST_REASON_NONE},
      {"http:///v1.1", "http:///v1.1", VIGIE_ST_REASON_NONE},
      {"ftp://h:0", "ftp://h:0", VIGIE_ST_REASON_NONE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      g_assert_null (vigie_st_address_parse (cases[i].text, &error));
      g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_ADDRESS);
      g_assert_cmpint (vigie_st_error_get_reason (error), ==, cases[i].reason);
      sentence = vigie_st_error_describe (error, cases[i].text);
      g_assert_nonnull (strstr (sentence, cases[i].said));
    }
}

static void
test_encoding (void)
{
  g_autoptr (VigieStAddress) address = vigie_st_address_parse ("http://h/v1.1", NULL);
  g_autofree char *target = vigie_st_address_get_target (
      address, "Things?$filter=name eq 'Déchèterie' and a ge 2&$orderby=id");

  g_assert_cmpstr (target, ==,
                   "/v1.1/Things?$filter=name%20eq%20'D%C3%A9ch%C3%A8terie'%20and%20a%20ge%202"
                   "&$orderby=id");
}

static void
test_rebase (void)
{
  static const struct
  {
    const char *link, *target;
  } cases[] = {
      {"http://h:8080/sta/v1.1/Things?$skip=100", "/sta/v1.1/Things?$skip=100"},
      /* Another host, port, scheme, base: the server behind a proxy. */
      {"http://internal:9999/sta/v1.1/Things?$skip=100", "/sta/v1.1/Things?$skip=100"},
      {"https://localhost/FROST-Server/v1.1/Things?$skip=1", "/sta/v1.1/Things?$skip=1"},
      {"http://evil.example/v1.1/Things?$skip=1", "/sta/v1.1/Things?$skip=1"},
      {"//evil.example/v1.1/Things?$skip=1", "/sta/v1.1/Things?$skip=1"},
      {"/sta/v1.1/Things?$skip=1", "/sta/v1.1/Things?$skip=1"},
      {"/v1.1/Things?$skip=1", "/sta/v1.1/Things?$skip=1"},
      {"Things?$skip=1", "/sta/v1.1/Things?$skip=1"},
      {"Things(1)/Datastreams?$skip=1", "/sta/v1.1/Things(1)/Datastreams?$skip=1"},
      /* Only what may not stand there is encoded; escapes stay as they came. */
      {"http://h/v1.1/Things?$filter=name eq 'a b'&$skip=1",
       "/sta/v1.1/Things?$filter=name%20eq%20'a%20b'&$skip=1"},
      {"http://h/v1.1/Things?$filter=name+eq+%27a%2Bb%27&$skipFilter=id+gt+1",
       "/sta/v1.1/Things?$filter=name+eq+%27a%2Bb%27&$skipFilter=id+gt+1"},
      {"http://h/v1.1/Things('a/v1.1/b')/Datastreams?$skip=1",
       "/sta/v1.1/Things('a/v1.1/b')/Datastreams?$skip=1"},
      {"http://h/v1.1/Things?next=http://evil/v1.1/Things",
       "/sta/v1.1/Things?next=http://evil/v1.1/Things"},
      /* Nothing of this server. */
      {"", NULL},
      {"?$skip=1", NULL},
      {"http://h", NULL},
      {"http://h/", NULL},
      {"http://h/elsewhere?x=1", NULL},
      {"http://h/v1.1", NULL},
      {"http://h/v1.1/?x", NULL},
      {"file:///v1.1/Things", NULL},
      {"http://h/v1.1/../../admin", NULL},
      {"../admin", NULL},
  };
  g_autoptr (VigieStAddress) address = vigie_st_address_parse ("http://h:8080/sta/v1.1", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = vigie_st_address_rebase (address, cases[i].link);

      g_assert_cmpstr (target, ==, cases[i].target);
    }
}

static void
test_quoting (void)
{
  static const struct
  {
    VigieStId id;
    const char *quoted;
  } cases[] = {
      {{"12", FALSE}, "12"},
      {{"12", TRUE}, "'12'"},
      {{"l'abri d'en haut", TRUE}, "'l''abri d''en haut'"},
      {{"a/b?c#d&e%f+g;h", TRUE}, "'a%2Fb%3Fc%23d%26e%25f%2Bg%3Bh'"},
      {{"2f1c9c1e-5c5b-4c5e-9d7e-0a1b2c3d4e5f", TRUE}, "'2f1c9c1e-5c5b-4c5e-9d7e-0a1b2c3d4e5f'"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *quoted = vigie_st_address_quote_id (&cases[i].id);

      g_assert_cmpstr (quoted, ==, cases[i].quoted);
    }
}

/* Lists of ids go out in chunks under the bound, none lost, in order. */
static void
test_chunks (void)
{
  VigieStId ids[1000];
  g_autoptr (GPtrArray) filters = NULL;
  g_autoptr (VigieStAddress) address = vigie_st_address_parse ("http://h/v1.1", NULL);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = (VigieStId) {g_strdup_printf ("mesure n° %u d'un site", i), TRUE};
  filters = vigie_st_address_get_id_filters (ids, G_N_ELEMENTS (ids), 2000);
  g_assert_cmpuint (filters->len, >, 10);
  for (guint i = 0; i < filters->len; i++)
    {
      g_autofree char *target = vigie_st_address_get_target (address, filters->pdata[i]);
      g_auto (GStrv) parts = g_strsplit (filters->pdata[i], " or ", -1);

      g_assert_cmpuint (strlen (target), <, 2000 + strlen ("/v1.1/"));
      for (guint j = 0; parts[j] != NULL; j++, n++)
        {
          g_autofree char *expected = g_strdup_printf ("id eq 'mesure n° %u d''un site'", n);

          g_assert_cmpstr (parts[j], ==, expected);
        }
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    vigie_st_id_clear (&ids[i]);
  g_clear_pointer (&filters, g_ptr_array_unref);
  filters = vigie_st_address_get_id_filters (NULL, 0, 100);
  g_assert_cmpuint (filters->len, ==, 0);
}

/* Every shape is short enough, ordered by id where it is a list, and ends. */
static void
test_shapes (void)
{
  g_autofree char *long_id = g_strnfill (900, 'x'), *ids = g_strnfill (5000, 'i');
  VigieStId id = {long_id, TRUE};
  g_autoptr (VigieStAddress) address
      = vigie_st_address_parse ("https://capteurs.example.fr/FROST-Server/v1.1", NULL);

  for (guint is_vigie = 0; is_vigie < 2; is_vigie++)
    for (guint shape = 0; shape < VIGIE_ST_N_SHAPE; shape++)
      {
        VigieStShapeArguments arguments = {is_vigie, &id, 0, VIGIE_DAY, ids};
        guint n = 0;

        for (;; n++)
          {
            g_autofree char *resource = vigie_st_shape_get (shape, n, &arguments, NULL);
            g_autofree char *target = NULL;

            if (resource == NULL)
              break;
            target = vigie_st_address_get_target (address, resource);
            g_assert_cmpuint (strlen (target), <, VIGIE_ST_MAX_TARGET);
            g_assert_null (strchr (target, ' '));
            g_assert_nonnull (strstr (target, "?$top="));
          }
        /* One only where the server is vigie-ingest, and is not asked otherwise. */
        g_assert_cmpuint (n, >=, shape != VIGIE_ST_SHAPE_SINCE_UNTIMED ? 3 : is_vigie ? 2 : 0);
        g_assert_cmpuint (n, <, 10);
      }
}

/* ---- Geometries ------------------------------------------------------------------------------ */

static void
test_locations (void)
{
  static const struct
  {
    const char *json;
    VigieStLocationOutcome outcome;
    double lat, lon;
  } cases[] = {
      {"{\"type\":\"Point\",\"coordinates\":[-3.36,47.75]}", VIGIE_ST_LOCATION_USABLE, 47.75,
       -3.36},
      {"{\"coordinates\":[-3.36,47.75,12.5],\"type\":\"Point\"}", VIGIE_ST_LOCATION_USABLE, 47.75,
       -3.36},
      {"{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":"
       "[-3,47]}}",
       VIGIE_ST_LOCATION_USABLE, 47, -3},
      {"{\"geometry\":{\"coordinates\":[-3,47],\"type\":\"Point\"},\"type\":\"Feature\"}",
       VIGIE_ST_LOCATION_USABLE, 47, -3},
      {"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null},{"
       "\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[-3,47]}}]}",
       VIGIE_ST_LOCATION_USABLE, 47, -3},
      {"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]},{"
       "\"type\":\"Point\",\"coordinates\":[3,4]}]}",
       VIGIE_ST_LOCATION_USABLE, 2, 1},
      {"{\"type\":\"MultiPoint\",\"coordinates\":[[1,1],[3,3]]}", VIGIE_ST_LOCATION_USABLE, 2, 2},
      /* The middle of the way, not the mean of the corners. */
      {"{\"type\":\"LineString\",\"coordinates\":[[1,0],[1,0.5],[1,1],[1,8]]}",
       VIGIE_ST_LOCATION_USABLE, 4, 1},
      {"{\"type\":\"LineString\",\"coordinates\":[[2,1],[2,1]]}", VIGIE_ST_LOCATION_USABLE, 1, 2},
      {"{\"type\":\"MultiLineString\",\"coordinates\":[[[1,1],[1,2]],[[5,10],[5,20]]]}",
       VIGIE_ST_LOCATION_USABLE, 15, 5},
      /* A square with a corner repeated: the centroid is that of the surface. */
      {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0.5],[4,0.5],[4,4.5],[2,4.5],[1,4.5],[0,4.5],"
       "[0,0.5]],[[1,1],[2,1],[2,2],[1,1]]]}",
       VIGIE_ST_LOCATION_USABLE, 2.5, 2},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[1,3],[1,1]]]}", VIGIE_ST_LOCATION_USABLE, 2,
       1},
      {"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,1],[2,1],[2,2],[1,2],[1,1]]],[[[10,10],"
       "[20,10],[20,20],[10,20],[10,10]]]]}",
       VIGIE_ST_LOCATION_USABLE, 15, 15},
      /* A ring that crosses itself: not thrown off the Earth. */
      {"{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[3,3],[3,1],[1,3.0000001],[1,1]]]}",
       VIGIE_ST_LOCATION_USABLE, 2, 2},
      /* Nowhere. */
      {"{\"type\":\"Point\",\"coordinates\":[47.75,-93.36]}", VIGIE_ST_LOCATION_RANGE},
      {"{\"type\":\"Point\",\"coordinates\":[247.75,3]}", VIGIE_ST_LOCATION_RANGE},
      {"{\"type\":\"Point\",\"coordinates\":[0,0]}", VIGIE_ST_LOCATION_RANGE},
      {"{\"type\":\"Point\",\"coordinates\":[1e999,3]}", VIGIE_ST_LOCATION_RANGE},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[1,300],[2,2],[1,1]]]}",
       VIGIE_ST_LOCATION_RANGE},
      /* Nothing. */
      {"null", VIGIE_ST_LOCATION_NONE},
      {"\"Quai de Rohan\"", VIGIE_ST_LOCATION_NONE},
      {"[]", VIGIE_ST_LOCATION_NONE},
      {"{}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Point\"}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Point\",\"coordinates\":[]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Point\",\"coordinates\":[1]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Point\",\"coordinates\":[\"1\",\"2\"]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Point\",\"coordinates\":[null,null]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Point\",\"coordinates\":[NaN,2]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Point\",\"coordinates\":{\"lat\":1}}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Polygon\",\"coordinates\":[]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Polygon\",\"coordinates\":[1,2]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"Sphere\",\"coordinates\":[1,2]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":7,\"coordinates\":[1,2]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"FeatureCollection\",\"features\":[]}", VIGIE_ST_LOCATION_NONE},
      {"{\"type\":\"FeatureCollection\"}", VIGIE_ST_LOCATION_NONE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strconcat (cases[i].json, ",7", NULL);
      VigieStReader reader;
      double lat, lon;

      vigie_st_reader_init (&reader, json, strlen (json));
      g_assert_cmpint (vigie_st_location_read (&reader, &lat, &lon), ==, cases[i].outcome);
      /* Read to its end, and no further. */
      g_assert_cmpstr (reader.at, ==, ",7");
      if (cases[i].outcome != VIGIE_ST_LOCATION_USABLE)
        {
          g_assert_true (isnan (lat));
          continue;
        }
      g_assert_cmpfloat_with_epsilon (lat, cases[i].lat, 1e-6);
      g_assert_cmpfloat_with_epsilon (lon, cases[i].lon, 1e-6);
    }
}

/* Features in features in features: an end is put to it. */
static void
test_nested_location (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  VigieStReader reader;
  double lat, lon;

  for (guint i = 0; i < 50000; i++)
    g_string_append (json, "{\"geometry\":");
  g_string_append (json, "null");
  for (guint i = 0; i < 50000; i++)
    g_string_append (json, "}");
  vigie_st_reader_init (&reader, json->str, json->len);
  g_assert_cmpint (vigie_st_location_read (&reader, &lat, &lon), ==, VIGIE_ST_LOCATION_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/parse", test_parse);
  g_test_add_func ("/address/brackets", test_brackets);
  g_test_add_func ("/address/faults", test_faults);
  g_test_add_func ("/address/encoding", test_encoding);
  g_test_add_func ("/address/rebase", test_rebase);
  g_test_add_func ("/address/quoting", test_quoting);
  g_test_add_func ("/address/chunks", test_chunks);
  g_test_add_func ("/address/shapes", test_shapes);
  g_test_add_func ("/location/forms", test_locations);
  g_test_add_func ("/location/nested", test_nested_location);
  return g_test_run ();
}
