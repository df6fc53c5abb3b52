/* test-opening-hours.c: what is read and what is refused; the examples of the specification; instants and spans.
 *
 * https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-opening-hours.h"

#define LORIENT {.lat = 47.7486, .lon = -3.3669}

static VigieTime
local (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * VIGIE_SECOND;
}

/* The spans of a stretch as text: "Mo 00:00 C, Mo 10:00 O, …" without the first one's time. */
static char *
spans_text (const VigieOpeningHours *hours, VigieTime from, VigieTime to)
{
  g_autoptr (GArray) spans = vigie_opening_hours_get_spans (hours, from, to);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);
      VigieLocalTime at = vigie_time_to_local (span->from, zone);

      if (i > 0)
        g_string_append_printf (text, " %02d-%02d %02d:%02d ", at.month, at.day, at.hour,
                                at.minute);
      g_string_append_c (text, "COU"[span->state]);
      if (span->comment)
        g_string_append_printf (text, "“%s”", span->comment);
    }
  return g_string_free (text, FALSE);
}

/* A stretch of days and what it is made of. */
static void
test_states (void)
{
  static const struct
  {
    const char *text, *from, *to, *spans;
  } cases[] = {
      {"24/7", "2026-11-21", "2026-11-23", "O"},
      {"off", "2026-11-21", "2026-11-23", "C"},
      {"Tu-Sa 10:00-12:30,14:00-18:00", "2026-11-21", "2026-11-24",
       "C 11-21 10:00 O 11-21 12:30 C 11-21 14:00 O 11-21 18:00 C"},
      {"2026 Nov 12-30 off \"Travaux de réfection du quai\"", "2026-11-29", "2026-12-02",
       "C“Travaux de réfection du quai” 12-01 00:00 C"},
      {"Mo-Su 08:00-20:00; PH off", "2026-12-24", "2026-12-26", "C 12-24 08:00 O 12-24 20:00 C"},
      {"Fr 22:00-26:00", "2026-11-20", "2026-11-22", "C 11-20 22:00 O 11-21 02:00 C"},
      {"18:00+", "2026-11-20", "2026-11-21", "U 11-20 04:00 C 11-20 18:00 U"},
      {"Mo-Fr 10:00-16:00/03:00", "2026-11-20", "2026-11-21",
       "C 11-20 10:00 O 11-20 10:01 C 11-20 13:00 O 11-20 13:01 C 11-20 16:00 O 11-20 16:01 C"},
      {"Mo 10:00-12:00 || \"sur rendez-vous\"", "2026-11-23", "2026-11-24",
       "U“sur rendez-vous” 11-23 10:00 O 11-23 12:00 U“sur rendez-vous”"},
  };
  VigieOpeningPlace place = LORIENT;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieOpeningHours) hours = vigie_opening_hours_new (cases[i].text, &place, &error);
      g_autofree char *from = g_strconcat (cases[i].from, "T00:00:00", NULL);
      g_autofree char *to = g_strconcat (cases[i].to, "T00:00:00", NULL);
      g_autofree char *spans = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      spans = spans_text (hours, local (from), local (to));
      g_assert_cmpstr (spans, ==, cases[i].spans);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/opening-hours/states", test_states);
  return g_test_run ();
}
