/* test-radio-link.c: how a gateway hears a device, as classes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-radio-link.h"

static void
test_classes (void)
{
  static const struct
  {
    double snr;
    int factor;
    VigieRadioLink link;
  } rows[] = {
      {9.5, 7, VIGIE_RADIO_LINK_STRONG},   {0, 12, VIGIE_RADIO_LINK_STRONG},
      {-0.1, 7, VIGIE_RADIO_LINK_FAIR},    {-7.5, 7, VIGIE_RADIO_LINK_FAIR},
      {-7.6, 7, VIGIE_RADIO_LINK_LIMIT},   {-7.6, 8, VIGIE_RADIO_LINK_WEAK},
      {-7.5, 12, VIGIE_RADIO_LINK_FAIR},   {-20, 12, VIGIE_RADIO_LINK_WEAK},
      {-20.5, 12, VIGIE_RADIO_LINK_LIMIT}, {-19, 0, VIGIE_RADIO_LINK_WEAK},
      {-21, 0, VIGIE_RADIO_LINK_LIMIT},    {-21, 99, VIGIE_RADIO_LINK_LIMIT},
      {NAN, 7, VIGIE_RADIO_LINK_UNKNOWN},  {INFINITY, 7, VIGIE_RADIO_LINK_UNKNOWN},
      {-3, 5, VIGIE_RADIO_LINK_LIMIT}, /* the floor of factor 5 is −2.5 dB */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u: %g dB at %d", i, rows[i].snr, rows[i].factor);
      g_assert_cmpint (vigie_radio_link_classify (rows[i].snr, rows[i].factor), ==, rows[i].link);
    }
  for (guint link = 0; link < VIGIE_N_RADIO_LINK; link++)
    g_assert_cmpuint (strlen (vigie_radio_link_words (link)), >, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/radio-link/classes", test_classes);
  return g_test_run ();
}
