/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-uri.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    VigieUriKind kind;
    const char *id;
    double lat, lon;
  } cases[] = {
      {"vigie:site/12", VIGIE_URI_SITE, "12", 0, 0},
      {"vigie://site/12", VIGIE_URI_SITE, "12", 0, 0},
      {"VIGIE:site/a%2Fb%20%C3%A9", VIGIE_URI_SITE, "a/b é", 0, 0},
      {"vigie:page/map", VIGIE_URI_PAGE, "map", 0, 0},
      {"vigie:measure/it's", VIGIE_URI_MEASURE, "it's", 0, 0},
      {"vigie:sensor/3f0c", VIGIE_URI_SENSOR, "3f0c", 0, 0},
      {"geo:47.7483,-3.36", VIGIE_URI_PLACE, NULL, 47.7483, -3.36},
      {"geo:47.7483,-3.36,12.5?z=14", VIGIE_URI_PLACE, NULL, 47.7483, -3.36},
      {"geo:47,-3;u=35;crs=wgs84", VIGIE_URI_PLACE, NULL, 47, -3},
      {"geo:///47.7483,-3.36%3Fz=14", VIGIE_URI_PLACE, NULL, 47.7483, -3.36},
      {"vigie:///site/12", VIGIE_URI_SITE, "12", 0, 0},
      {"geo:-90,180", VIGIE_URI_PLACE, NULL, -90, 180},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieUri uri = {0};

      g_test_message ("%s", cases[i].text);
      g_assert_true (vigie_uri_parse (cases[i].text, &uri));
      g_assert_cmpint (uri.kind, ==, cases[i].kind);
      g_assert_cmpstr (uri.id, ==, cases[i].id);
      if (uri.kind == VIGIE_URI_PLACE)
        {
          g_assert_cmpfloat (uri.lat, ==, cases[i].lat);
          g_assert_cmpfloat (uri.lon, ==, cases[i].lon);
        }
      vigie_uri_clear (&uri);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
      "",
      "riantec",
      "vigie:",
      "vigie:site",
      "vigie:site/",
      "vigie:x/1",
      "vigie:Site/1",
      "vigie:site/%00a",
      "vigie:site/%FF",
      "http://example.org/",
      "geo:",
      "geo:47",
      "geo:47,",
      "geo:91,0",
      "geo:0,181",
      "geo:1e1,2",
      "geo:0x10,2",
      "geo:nan,2",
      "geo:47.7,-3.3x",
      "geo:inf,0",
      "geo:1,2;crs=lambert93",
      "geo: 1,2",
      "geo:--1,2",
  };
  g_autofree char *endless = g_strdup_printf ("vigie:site/%0*d", 3000, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieUri uri = {.kind = VIGIE_URI_SENSOR};

      g_test_message ("%s", cases[i]);
      g_assert_false (vigie_uri_parse (cases[i], &uri));
      g_assert_null (uri.id);
    }
  g_assert_false (vigie_uri_parse (endless, &(VigieUri) {0}));
  g_assert_false (vigie_uri_parse (NULL, &(VigieUri) {0}));
}

static void
test_there_and_back (void)
{
  static const char *const ids[] = {"12", "a/b", "été %", "'; drop", "vigie:site/1"};
  g_autofree char *place = vigie_uri_for_place (47.7483, -3.36);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *text = vigie_uri_to_string (VIGIE_URI_MEASURE, ids[i]);
      VigieUri uri = {0};

      g_assert_true (vigie_uri_parse (text, &uri));
      g_assert_cmpstr (uri.id, ==, ids[i]);
      vigie_uri_clear (&uri);
    }
  g_assert_cmpstr (place, ==, "geo:47.748300,-3.360000"); /* a point, in any language */
  g_assert_null (vigie_uri_for_place (NAN, 0));
  g_assert_null (vigie_uri_for_place (0, 200));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/uri/parse", test_parse);
  g_test_add_func ("/app/uri/refused", test_refused);
  g_test_add_func ("/app/uri/there-and-back", test_there_and_back);
  return g_test_run ();
}
