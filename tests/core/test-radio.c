/* test-radio.c: lost frames, margin and quality of a radio link
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-radio.h"

#define T0 (1763720000 * VIGIE_SECOND)
#define MAX_READINGS 16
#define END -1

static void
test_frames (void)
{
  static const struct
  {
    const char *what;
    double counters[MAX_READINGS]; /* one each twenty minutes, up to END */
    VigieFrameLoss expected;       /* its loss is computed here */
  } cases[] = {
      {"none", {END}, {0}},
      {"one", {7, END}, {.received = 1}},
      {"all", {7, 8, 9, 10, END}, {.received = 4}},
      {"gaps", {7, 8, 11, 12, 14, 15, 16, END}, {.received = 7, .lost = 3}},
      {"roll-over", {65534, 65535, 0, 1, 2, END}, {.received = 5}},
      {"lost at the roll-over", {65533, 65534, 2, 3, 4, END}, {.received = 5, .lost = 3}},
      {"32 bits do not roll", {65535, 65536, 65537, 65538, END}, {.received = 4}},
      {"reset", {500, 501, 0, 1, 2, END}, {.received = 5, .resets = 1}},
      {"reset, the first frame lost",
       {5000, 5001, 5002, 2, 3, 4, END},
       {.received = 6, .resets = 1}},
      {"reset of a young count", {3, 4, 5, 0, 1, 2, END}, {.received = 6, .resets = 1}},
      {"reset to a counter that was seen", {3, 4, 5, 6, 4, 5, END}, {.received = 6, .resets = 1}},
      {"rejoined far ahead", {3, 4, 40000, 40001, END}, {.received = 4, .resets = 1}},
      {"late", {7, 8, 10, 9, 11, 12, END}, {.received = 6, .late = 1}},
      {"late of before the window", {7, 8, 9, 5, 10, END}, {.received = 5, .late = 1}},
      {"stuck", {7, 7, 7, END}, {.received = 3, .resets = 2}},
      {"without number", {7, NAN, 8, -5e9, 10, 11, 12, END}, {.received = 5, .lost = 1}},
      {"sampled", {100, 112, 124, 136, 148, END}, {.received = 5, .lost = 44, .sampled = TRUE}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieTime times[MAX_READINGS];
      VigieFrameLoss loss, expected = cases[i].expected;
      g_autoptr (VigieSeries) series = NULL;
      guint n = 0;

      for (; cases[i].counters[n] != END; n++)
        times[n] = T0 + n * 20 * VIGIE_MINUTE;
      series = vigie_series_new (times, cases[i].counters, n, 20 * VIGIE_MINUTE, NULL, 0);
      vigie_radio_count_frames (series, T0, T0 + VIGIE_DAY, &loss);
      g_test_message ("%s", cases[i].what);
      g_assert_cmpuint (loss.received, ==, expected.received);
      g_assert_cmpuint (loss.lost, ==, expected.lost);
      g_assert_cmpuint (loss.expected, ==, expected.received + expected.lost);
      g_assert_cmpuint (loss.duplicates, ==, expected.duplicates);
      g_assert_cmpuint (loss.late, ==, expected.late);
      g_assert_cmpuint (loss.resets, ==, expected.resets);
      g_assert_cmpint (loss.sampled, ==, expected.sampled);
      if (loss.received < 2 || loss.sampled)
        g_assert_true (isnan (loss.loss));
      else
        g_assert_cmpfloat (loss.loss, ==, loss.lost / (double) loss.expected);
    }
}

/* The same frame by two networks within the minute; only what is in the window counts. */
static void
test_duplicates (void)
{
  static const VigieTime times[]
      = {T0 - VIGIE_DAY, T0, T0 + VIGIE_SECOND, T0 + VIGIE_HOUR, T0 + VIGIE_HOUR + VIGIE_SECOND,
         T0 + VIGIE_DAY};
  static const double counters[] = {1, 50, 50, 52, 50, 90};
  g_autoptr (VigieSeries) series
      = vigie_series_new (times, counters, G_N_ELEMENTS (times), VIGIE_HOUR, NULL, 0);
  VigieFrameLoss loss;

  vigie_radio_count_frames (series, T0, T0 + VIGIE_DAY, &loss);
  g_assert_cmpuint (loss.received, ==, 2);
  g_assert_cmpuint (loss.lost, ==, 1);
  g_assert_cmpuint (loss.duplicates, ==, 2);
  vigie_radio_count_frames (NULL, T0, T0 + VIGIE_DAY, &loss);
  g_assert_cmpuint (loss.expected, ==, 0);
  g_assert_true (isnan (loss.loss));
}

static void
test_margin (void)
{
  static const struct
  {
    int factor;
    double floor;
  } floors[] = {{7, -7.5}, {8, -10}, {9, -12.5}, {10, -15}, {11, -17.5}, {12, -20}};

  for (gsize i = 0; i < G_N_ELEMENTS (floors); i++)
    {
      g_assert_cmpfloat (vigie_radio_snr_floor (floors[i].factor), ==, floors[i].floor);
      g_assert_cmpfloat (vigie_radio_margin (-5, floors[i].factor), ==, -5 - floors[i].floor);
    }
  g_assert_true (isnan (vigie_radio_snr_floor (0)));
  g_assert_true (isnan (vigie_radio_snr_floor (13)));
  g_assert_true (isnan (vigie_radio_margin (NAN, 7)));
}

static void
test_quality (void)
{
  static const struct
  {
    double rssi, margin;
    VigieRadioQuality quality;
  } cases[] = {
      {NAN, NAN, VIGIE_RADIO_UNKNOWN},   {-70, -1, VIGIE_RADIO_CRITICAL},
      {-70, 2.9, VIGIE_RADIO_CRITICAL},  {NAN, 3, VIGIE_RADIO_WEAK},
      {NAN, 6, VIGIE_RADIO_FAIR},        {-125, 10, VIGIE_RADIO_GOOD},
      {-121, NAN, VIGIE_RADIO_CRITICAL}, {-120, NAN, VIGIE_RADIO_WEAK},
      {-112, NAN, VIGIE_RADIO_FAIR},     {-100, NAN, VIGIE_RADIO_GOOD},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (vigie_radio_quality (cases[i].rssi, cases[i].margin), ==, cases[i].quality);
      g_assert_cmpstr (vigie_radio_quality_words (cases[i].quality), !=, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/radio/frames", test_frames);
  g_test_add_func ("/core/radio/duplicates", test_duplicates);
  g_test_add_func ("/core/radio/margin", test_margin);
  g_test_add_func ("/core/radio/quality", test_quality);
  return g_test_run ();
}
