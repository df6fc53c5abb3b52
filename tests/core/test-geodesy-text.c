/* test-geodesy-text.c: positions as they are written, and as they are pasted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geodesy-text.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static void
test_words (void)
{
  const VigiePosition lorient = {47.748056, -3.366111}, south = {-21.115141, 55.536384},
                      nowhere = {NAN, 3}, edge = {47.9999999, -0.0000001};
  g_autofree char *decimal = vigie_geodesy_words_decimal (&lorient);
  g_autofree char *uri = vigie_geodesy_uri (&lorient), *edge_uri = vigie_geodesy_uri (&edge);
  g_autofree char *lambert = vigie_geodesy_words_lambert93 (&lorient);
  g_autofree char *no_lambert = vigie_geodesy_words_lambert93 (&south);
  g_autofree char *none = vigie_geodesy_words_decimal (&nowhere);
  g_autofree char *none_dms = vigie_geodesy_words_dms (&nowhere, 0);
  g_autofree char *not_there = vigie_geodesy_words_lambert93 (&nowhere);

  g_assert_cmpstr (decimal, ==, "47.748056, -3.366111");
  g_assert_cmpstr (uri, ==, "geo:47.748056,-3.366111");
  g_assert_cmpstr (edge_uri, ==, "geo:48.000000,0.000000");
  g_assert_cmpstr (lambert, ==, "X 223\u202f478\u202fm, Y 6\u202f757\u202f849\u202fm");
  g_assert_null (strchr (no_lambert, 'X'));
  g_assert_cmpstr (no_lambert, ==, not_there);
  g_assert_cmpstr (none, ==, none_dms);
  g_assert_null (vigie_geodesy_uri (&nowhere));
}

static void
test_dms (void)
{
  static const struct
  {
    VigiePosition position;
    int decimals;
    const char *lat, *lon; /* without the letters of the sides, which a language has */
  } cases[] = {
      {{47.748056, -3.366111}, 0, "47° 44′ 53″ ", ", 3° 21′ 58″ "},
      {{47.748056, -3.366111}, 1, "47° 44′ 53,0″ ", ", 3° 21′ 58,0″ "},
      {{47.734, 0.0012}, 2, "47° 44′ 02,40″ ", ", 0° 00′ 04,32″ "},
      /* 59.9996″ is the next minute, and the next degree. */
      {{46.99999999, -179.9999999}, 3, "47° 00′ 00,000″ ", ", 180° 00′ 00,000″ "},
      {{-90, 180}, 0, "90° 00′ 00″ ", ", 180° 00′ 00″ "},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = vigie_geodesy_words_dms (&cases[i].position, cases[i].decimals);

      g_test_message ("%s", words);
      g_assert_true (g_str_has_prefix (words, cases[i].lat));
      g_assert_nonnull (strstr (words, cases[i].lon));
    }
}

static void
test_sizes (void)
{
  static const struct
  {
    double metres;
    const char *words;
  } distances[] = {
      {0, "0,0 m"},      {7.42, "7,4 m"},    {9.96, "10 m"},     {850.4, "850 m"},
      {999.4, "999 m"},  {999.6, "1,00 km"}, {1243, "1,24 km"},  {9994, "9,99 km"},
      {9996, "10,0 km"}, {99960, "100 km"},  {437593, "438 km"}, {12345678, "12 346 km"},
  };
  static const struct
  {
    double square_metres;
    const char *words;
  } areas[] = {
      {4.25, "4,3 m²"},    {850, "850 m²"},     {9999, "9 999 m²"},    {12345, "1,23 ha"},
      {123456, "12,3 ha"}, {999400, "99,9 ha"}, {1234567, "1,23 km²"}, {738123456, "738 km²"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      g_autofree char *words = vigie_geodesy_words_distance (distances[i].metres);
      g_auto (GStrv) pieces = g_strsplit (words, "\u202f", -1);
      g_autofree char *plain = g_strjoinv (" ", pieces);

      g_assert_cmpstr (plain, ==, distances[i].words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autofree char *words = vigie_geodesy_words_area (areas[i].square_metres);
      g_auto (GStrv) pieces = g_strsplit (words, "\u202f", -1);
      g_autofree char *plain = g_strjoinv (" ", pieces);

      g_assert_cmpstr (plain, ==, areas[i].words);
    }
}

static void
test_compass (void)
{
  /* Sixteen names, each for 22.5° around its direction; all different. */
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) letters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *words = vigie_geodesy_words_bearing (359.7);
  g_autofree char *none = vigie_geodesy_words_bearing (NAN);

  for (int i = 0; i < 16; i++)
    {
      double middle = i * 22.5;

      g_hash_table_add (names, (char *) vigie_geodesy_compass (middle));
      g_hash_table_add (letters, (char *) vigie_geodesy_compass_short (middle));
      g_assert_cmpstr (vigie_geodesy_compass (middle - 11.2), ==, vigie_geodesy_compass (middle));
      g_assert_cmpstr (vigie_geodesy_compass (middle + 11.2), ==,
                       vigie_geodesy_compass (middle + 720));
      g_assert_cmpstr (vigie_geodesy_compass (middle + 11.3), !=, vigie_geodesy_compass (middle));
    }
  g_assert_cmpuint (g_hash_table_size (names), ==, 16);
  g_assert_cmpuint (g_hash_table_size (letters), ==, 16);
  g_assert_cmpstr (vigie_geodesy_compass (-10), ==, vigie_geodesy_compass (0));
  g_assert_null (vigie_geodesy_compass (NAN));
  g_assert_null (vigie_geodesy_compass_short (INFINITY));
  g_assert_true (g_str_has_prefix (words, "0° ("));
  g_assert_nonnull (strstr (words, vigie_geodesy_compass (0)));
  g_assert_null (strstr (none, "°"));
}

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    double lat, lon;
    VigiePositionForm form;
  } cases[] = {
      /* Decimal degrees. */
      {"47.748056, -3.366111", 47.748056, -3.366111, VIGIE_POSITION_FORM_DECIMAL},
      {"47.748056,-3.366111", 47.748056, -3.366111, VIGIE_POSITION_FORM_DECIMAL},
      {"47.748,3.366", 47.748, 3.366, VIGIE_POSITION_FORM_DECIMAL},
      {"  47.748056 -3.366111\n", 47.748056, -3.366111, VIGIE_POSITION_FORM_DECIMAL},
      {"47,748056 ; −3,366111", 47.748056, -3.366111, VIGIE_POSITION_FORM_DECIMAL},
      {"47,748056, -3,366111", 47.748056, -3.366111, VIGIE_POSITION_FORM_DECIMAL},
      {"47,748056 -3,366111", 47.748056, -3.366111, VIGIE_POSITION_FORM_DECIMAL},
      {"47,748056,-3,366111", 47.748056, -3.366111, VIGIE_POSITION_FORM_DECIMAL},
      {"47.748 N 3.366 W", 47.748, -3.366, VIGIE_POSITION_FORM_DECIMAL},
      {"47,748° N, 3,366° O", 47.748, -3.366, VIGIE_POSITION_FORM_DECIMAL},
      {"3.366 O ; 47.748 N", 47.748, -3.366, VIGIE_POSITION_FORM_DECIMAL},
      {"lat: 47.748, lon: -3.366", 47.748, -3.366, VIGIE_POSITION_FORM_DECIMAL},
      {"longitude = -3.366; latitude = 47.748", 47.748, -3.366, VIGIE_POSITION_FORM_DECIMAL},
      {"47° N 3° O", 47, -3, VIGIE_POSITION_FORM_DECIMAL},
      {"-21.115 55.536", -21.115, 55.536, VIGIE_POSITION_FORM_DECIMAL},
      {"0.5 -180", 0.5, -180, VIGIE_POSITION_FORM_DECIMAL},
      /* Degrees, minutes, seconds. */
      {"47° 44′ 53″ N, 3° 21′ 58″ O", 47 + 44 / 60. + 53 / 3600., -(3 + 21 / 60. + 58 / 3600.),
       VIGIE_POSITION_FORM_DMS},
      {"47°44'53.2\"N 3°21'58\"W", 47 + 44 / 60. + 53.2 / 3600., -(3 + 21 / 60. + 58 / 3600.),
       VIGIE_POSITION_FORM_DMS},
      {"47°44’53,2’’ Nord ; 3°21’58” Ouest", 47 + 44 / 60. + 53.2 / 3600.,
       -(3 + 21 / 60. + 58 / 3600.), VIGIE_POSITION_FORM_DMS},
      {"N 47 44.883 W 3 21.966", 47 + 44.883 / 60, -(3 + 21.966 / 60), VIGIE_POSITION_FORM_DMS},
      {"47 44 53 N 3 21 58 E", 47 + 44 / 60. + 53 / 3600., 3 + 21 / 60. + 58 / 3600.,
       VIGIE_POSITION_FORM_DMS},
      {"47º44'N, 3º21'W", 47 + 44 / 60., -(3 + 21 / 60.), VIGIE_POSITION_FORM_DMS},
      {"-21° 6′ 54″, 55° 32′ 11″", -(21 + 6 / 60. + 54 / 3600.), 55 + 32 / 60. + 11 / 3600.,
       VIGIE_POSITION_FORM_DMS},
      {"-0° 30′ 0″, -0° 0′ 36″", -0.5, -0.01, VIGIE_POSITION_FORM_DMS},
      /* Lambert-93. */
      {"X 223 478 m, Y 6 757 849 m", 47.748056, -3.366111, VIGIE_POSITION_FORM_LAMBERT93},
      {"X\u00a0223\u202f478\u202fm, Y\u00a06\u202f757\u202f849\u202fm", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LAMBERT93},
      {"223477.71 6757848.77", 47.748056, -3.366111, VIGIE_POSITION_FORM_LAMBERT93},
      {"223477,71 ; 6757848,77", 47.748056, -3.366111, VIGIE_POSITION_FORM_LAMBERT93},
      {"223478, 6757849", 47.748056, -3.366111, VIGIE_POSITION_FORM_LAMBERT93},
      {"Lambert 93 : x=223477.71 y=6757848.77", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LAMBERT93},
      {"Y 6 757 848,77 X 223 477,71", 47.748056, -3.366111, VIGIE_POSITION_FORM_LAMBERT93},
      {"E 223478 N 6757849", 47.748056, -3.366111, VIGIE_POSITION_FORM_LAMBERT93},
      {"700000 6600000", 46.5, 3, VIGIE_POSITION_FORM_LAMBERT93},
      {"-342229.87 6126936.82", 41.5, -9.5, VIGIE_POSITION_FORM_LAMBERT93},
      /* geo: */
      {"geo:47.748056,-3.366111", 47.748056, -3.366111, VIGIE_POSITION_FORM_URI},
      {"GEO:47.748056,-3.366111,12.5;crs=wgs84;u=35", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_URI},
      {"geo:47.748056,-3.366111?z=14", 47.748056, -3.366111, VIGIE_POSITION_FORM_URI},
      {"geo:0,0?q=47.748056,-3.366111(Lorient%20centre)", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_URI},
      {"geo:0,0?z=3", 0, 0, VIGIE_POSITION_FORM_URI},
      /* Links. */
      {"https://www.openstreetmap.org/#map=14/47.748056/-3.366111", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LINK},
      {"https://www.openstreetmap.org/?mlat=47.748056&mlon=-3.366111#map=19/47.7/-3.3", 47.748056,
       -3.366111, VIGIE_POSITION_FORM_LINK},
      {"https://www.google.com/maps/@47.748056,-3.366111,15z", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LINK},
      {"https://www.google.fr/maps/place/Lorient/@47.7,-3.3,13z/data=!3m1!4b1!4m5!3m4!8m2!3d47.748056!4d-3.366111",
       47.748056, -3.366111, VIGIE_POSITION_FORM_LINK},
      {"https://www.google.com/maps/search/?api=1&query=47.748056%2C-3.366111", 47.748056,
       -3.366111, VIGIE_POSITION_FORM_LINK},
      {"https://maps.apple.com/?ll=47.748056,-3.366111&z=12", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LINK},
      {"https://www.bing.com/maps?cp=47.748056%7E-3.366111&lvl=12", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LINK},
      {"https://www.geoportail.gouv.fr/carte?c=-3.366111,47.748056&z=14", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LINK},
      {"http://carte.example/?lat=47.748056&lng=-3.366111", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LINK},
      {"https://demo.example/carte#13.5/47.748056/-3.366111/0/60", 47.748056, -3.366111,
       VIGIE_POSITION_FORM_LINK},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigiePosition position = {NAN, NAN};
      VigiePositionForm form = 99;
      /* A metre of Lambert-93 is not more than the text says. */
      double tolerance = cases[i].form == VIGIE_POSITION_FORM_LAMBERT93 ? 1e-5 : 1e-12;

      g_test_message ("%s", cases[i].text);
      g_assert_true (vigie_geodesy_parse (cases[i].text, &position, &form));
      g_assert_cmpfloat_with_epsilon (position.lat, cases[i].lat, tolerance);
      g_assert_cmpfloat_with_epsilon (position.lon, cases[i].lon, tolerance);
      g_assert_cmpint (form, ==, cases[i].form);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
      NULL,
      "",
      " ",
      "Lorient",
      "déchèterie",
      "56100",
      "47,748",
      "47.748",
      "12 3",
      "47, 3",
      "1 2 3",
      /* What could mean two things. */
      "47,5,3",
      "223478,6757849",
      "47,3.366",
      "47 44 53",
      "47 44 3 21",
      "1.2.3 4.5.6",
      "1,234.5 3.3",
      "47 44.8 3 21.9",
      /* Out of range. */
      "90.1, 0.5",
      "47.7, 180.5",
      "-91.5 3.2",
      "47° 60′ N 3° 21′ O",
      "47° 44′ 60″ N 3° 21′ O",
      /* Contradictions. */
      "47.7 N 3.3 N",
      "-47.7 S 3.3 W",
      "3.3 O 47.7 E",
      "lat 47.7 E lon 3.3 N",
      "47.5° 3′ N 3° O",
      "47° 44″ N 3° O",
      "47′ N 3° O",
      "N 47.7 N W 3.3",
      "lat: 47.7 lat: 3.3",
      /* More than a position. */
      "47.748, -3.366, 12",
      "le 47.748, -3.366",
      "47.748, -3.366 !",
      "47.748 -3.366 Lorient",
      /* Not in the domain of Lambert-93. */
      "X 223478",
      "X 223 478 m, X 6 757 849 m",
      "223478 9757849",
      "9223478 6757849",
      "X 47.7, Y -3.3",
      "Y 223478 X 6757849",
      /* URIs. */
      "geo:",
      "geo:47.7",
      "geo:47,7;-3,3",
      "geo:47.7,-3.3;crs=EPSG:2154",
      "geo:91,0",
      "geo:47.7,-3.3x",
      "geo:0,0?q=Lorient",
      "geo:47.7,-3.3,",
      "geo: 47.7,-3.3",
      /* Links. */
      "https://",
      "https://www.openstreetmap.org/",
      "https://www.openstreetmap.org/#map=14",
      "https://www.openstreetmap.org/#map=14/95/-3.3",
      "https://x.example/?q=Lorient",
      "https://x.example/@47.7",
      "ftp://x.example/@47.7,-3.3,1z",
      "https://x.example/?mlat=47.7",
      "https://x.example/?lat=47.7&lon=abc",
      "https://x.example/?q=%00",
      "https://x.example/ @47.7,-3.3",
      /* Bytes. */
      "\xff\xfe",
      "47.7\xc3, 3.3",
      "1e5 2e5",
      "nan, nan",
      "inf 0.5",
      "0x10.5 3.2",
      "--47.7, 3.3",
      "+-47.7, 3.3",
      "47.7,, 3.3",
      ";47.7 3.3",
      "47.7 3.3;",
      "°°",
      "N E",
      "X Y",
      "m m",
      "999999999999999999999999.5 3.2",
  };
  g_autofree char *longest = g_strnfill (100000, '4');
  g_autofree char *many = NULL;
  g_autoptr (GString) groups = g_string_new ("1");
  VigiePosition position = {5, 6};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      VigiePositionForm form = 77;

      g_test_message ("%s", texts[i] ? texts[i] : "(null)");
      g_assert_false (vigie_geodesy_parse (texts[i], &position, &form));
      g_assert_cmpint (form, ==, 77);
    }
  g_assert_false (vigie_geodesy_parse (longest, &position, NULL));
  for (int i = 0; i < 300; i++)
    g_string_append (groups, " 000");
  many = g_strconcat (groups->str, ", ", groups->str, NULL);
  g_assert_false (vigie_geodesy_parse (many, &position, NULL));
  g_assert_cmpfloat (position.lat, ==, 5);
}

/* What Vigie writes, Vigie reads. */
static void
test_written_is_read (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (93);

  for (int i = 0; i < 500; i++)
    {
      VigiePosition position
          = {g_rand_double_range (rand, 41.2, 51.5), g_rand_double_range (rand, -9.8, 10.3)};
      g_autofree char *decimal = vigie_geodesy_words_decimal (&position);
      g_autofree char *dms = vigie_geodesy_words_dms (&position, 3);
      g_autofree char *lambert = vigie_geodesy_words_lambert93 (&position);
      g_autofree char *uri = vigie_geodesy_uri (&position);
      const char *texts[] = {decimal, dms, lambert, uri};
      const double tolerances[] = {0.11, 0.03, 0.8, 0.11};

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        {
          VigiePosition read;

          g_test_message ("%s", texts[k]);
          g_assert_true (vigie_geodesy_parse (texts[k], &read, NULL));
          g_assert_cmpfloat (vigie_geodesy_distance (&position, &read), <, tolerances[k]);
        }
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geodesy-text/words", test_words);
  g_test_add_func ("/geodesy-text/dms", test_dms);
  g_test_add_func ("/geodesy-text/sizes", test_sizes);
  g_test_add_func ("/geodesy-text/compass", test_compass);
  g_test_add_func ("/geodesy-text/read", test_read);
  g_test_add_func ("/geodesy-text/refused", test_refused);
  g_test_add_func ("/geodesy-text/written-is-read", test_written_is_read);
  return g_test_run ();
}
