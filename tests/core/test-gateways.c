/* test-gateways.c: the reading that tells which gateways heard a frame; ids of gateways
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-gateways.h"

#define NONE NAN
#define ID64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
assert_same (double a, double b)
{
  if (isnan (b))
    g_assert_true (isnan (a));
  else
    g_assert_cmpfloat (a, ==, b);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *json;
    guint n;
    VigieGatewayHeard heard[3];
  } cases[] = {
      {NULL, 0, {}},
      {"", 0, {}},
      {"[]", 0, {}},
      {"{}", 0, {}},
      {"null", 0, {}},
      {"[{\"id\":\"0016c001ff10a001\",\"rssi\":-97,\"snr\":5.2}]",
       1,
       {{"0016C001FF10A001", -97, 5.2}}},
      {" [ { \"snr\" : -1.5e1 , \"id\" : \"gw-1\" } , {\"id\":\"gw-2\",\"rssi\":-120} ] ",
       2,
       {{"gw-1", NONE, -15}, {"gw-2", -120, NONE}}},
      /* What is not known is passed over, however deep. */
      {"[{\"id\":\"a\",\"x\":[1,{\"y\":\"]}\\\"\"},[]],\"rssi\":null,\"snr\":\"4\"},7,\"t\",[{\"id\":\"b\"}],"
       "{\"rssi\":-1},{\"id\":\"c\"}]",
       2,
       {{"a", NONE, NONE}, {"c", NONE, NONE}}},
      /* Twice the same, in two writings. */
      {"[{\"id\":\"0016C001FF10A001\",\"rssi\":-90},{\"id\":\"0016c001-ff10-a001\",\"rssi\":-99}]",
       1,
       {{"0016C001FF10A001", -90, NONE}}},
      /* Ids that are none. */
      {"[{\"id\":\"\"},{\"id\":\"  \"},{\"id\":7},{\"id\":\"" ID64 "\"},{}]", 0, {}},
      {"[{\"id\":\"passerelle \\u00e9t\\u00e9\\n\"}]",
       1,
       {{"passerelle \303\251t\303\251", NONE, NONE}}},
      /* Broken: what was before stays. */
      {"[{\"id\":\"a\"},{\"id\":\"b\"", 1, {{"a", NONE, NONE}}},
      {"[{\"id\":\"a\"},{\"id\":\"b", 1, {{"a", NONE, NONE}}},
      {"[{\"id\":\"a\"} {\"id\":\"b\"}]", 1, {{"a", NONE, NONE}}},
      {"[{\"id\":\"a\\", 0, {}},
      {"[{\"id\":\"a\\u12", 0, {}},
      {"[{\"id\" \"a\"}]", 0, {}},
      {"[[[[[[[[", 0, {}},
      {"[}", 0, {}},
      {"[{\"id\":\"a\",\"rssi\":-1e999}]", 1, {{"a", NONE, NONE}}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieGatewayHeard heard[VIGIE_GATEWAYS_MAX];
      guint n = vigie_gateways_parse (cases[i].json, heard);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpuint (n, ==, cases[i].n);
      for (guint j = 0; j < n; j++)
        {
          g_assert_cmpstr (heard[j].id, ==, cases[i].heard[j].id);
          assert_same (heard[j].rssi, cases[i].heard[j].rssi);
          assert_same (heard[j].snr, cases[i].heard[j].snr);
        }
    }
}

static void
test_bound (void)
{
  g_autoptr (GString) json = g_string_new ("[");
  VigieGatewayHeard heard[VIGIE_GATEWAYS_MAX];

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (json, "%s{\"id\":\"gw-%u\"}", i > 0 ? "," : "", i);
  g_string_append_c (json, ']');
  g_assert_cmpuint (vigie_gateways_parse (json->str, heard), ==, VIGIE_GATEWAYS_MAX);
  g_assert_cmpstr (heard[VIGIE_GATEWAYS_MAX - 1].id, ==, "gw-15");

  /* Cut anywhere, it is never read beyond its end. */
  for (gsize length = 0; length < json->len; length++)
    {
      g_autofree char *cut = g_strndup (json->str, length);

      g_assert_cmpuint (vigie_gateways_parse (cut, heard), <=, VIGIE_GATEWAYS_MAX);
    }
}

static void
test_normalise (void)
{
  static const struct
  {
    const char *id, *normal;
  } cases[] = {
      {"0016c001ff10a001", "0016C001FF10A001"},
      {"00:16:C0:01:ff:10:a0:01", "0016C001FF10A001"},
      {" 0016.c001.ff10.a001 ", "0016C001FF10A001"},
      {"0016c001ff10a00", "0016c001ff10a00"},
      {"0016c001ff10a0012", "0016c001ff10a0012"},
      {"gw-maison-agglo", "gw-maison-agglo"},
      {"\tgw 7\n", "gw 7"},
      {"", ""},
      {" ", ""},
      {NULL, ""},
      {ID64, ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char normal[VIGIE_GATEWAY_ID_SIZE];

      g_assert_cmpint (vigie_gateway_id_normalise (cases[i].id, normal), ==,
                       cases[i].normal[0] != '\0');
      g_assert_cmpstr (normal, ==, cases[i].normal);
    }
}

static void
test_properties (void)
{
  static const struct
  {
    const char *json, *id;
  } cases[] = {
      {"{\"kind\":\"lora-gateway\",\"gatewayId\":\"02ffffff00000001\"}", "02FFFFFF00000001"},
      {"{\"a\":{\"gatewayId\":\"inner\"},\"gateway_eui\":\"gw\"}", "gw"},
      {"{\"gatewayId\":12,\"gatewayEui\":\"gw\"}", "gw"},
      {"{\"kind\":\"lora-gateway\"}", ""},
      {"{}", ""},
      {"", ""},
      {NULL, ""},
      {"{\"gatewayId\":\"cut", ""},
      {"[\"gatewayId\",\"gw\"]", ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char id[VIGIE_GATEWAY_ID_SIZE];

      g_assert_cmpint (vigie_gateway_id_from_properties (cases[i].json, id), ==,
                       cases[i].id[0] != '\0');
      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/gateways/parse", test_parse);
  g_test_add_func ("/core/gateways/bound", test_bound);
  g_test_add_func ("/core/gateways/normalise", test_normalise);
  g_test_add_func ("/core/gateways/properties", test_properties);
  return g_test_run ();
}
