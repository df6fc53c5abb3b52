/* What the panel and the page of a site say, copy and open: texts from a hostile server included.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-site-panel-export.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

static void
test_plain (void)
{
  const struct
  {
    const char *text;
    guint max;
    const char *plain;
  } cases[] = {
      {NULL, 10, ""},
      {"Benne gravats", 20, "Benne gravats"},
      {"Benne\ngravats\r\n", 20, "Benne gravats"},
      {"  a \t b  ", 20, "a b"},
      {"<b>gras</b> & é", 20, "<b>gras</b> & é"},
      /* An override would turn what stands beside it. */
      {"a\u202eb\u202c\u2066c\u2069", 20, "abc"},
      {"مرحبا", 20, "مرحبا"},
      {"éééé", 3, "ééé…"},
      {"éééé", 4, "éééé"},
      {"\x01\x7f", 10, ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = vigie_site_text_plain (cases[i].text, cases[i].max);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* The parts joined with « | », links as [text](uri). */
static char *
split (const char *contact)
{
  g_autoptr (GPtrArray) parts = vigie_site_contact_split (contact);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const VigieSiteContactPart *part = g_ptr_array_index (parts, i);

      if (i > 0)
        g_string_append_c (joined, '|');
      if (part->uri != NULL)
        {
          g_assert_true (vigie_site_uri_is_safe (part->uri));
          g_string_append_printf (joined, "[%s](%s)", part->text, part->uri);
        }
      else
        g_string_append (joined, part->text);
    }
  return g_string_free (joined, FALSE);
}

static void
test_contact (void)
{
  const struct
  {
    const char *contact, *parts;
  } cases[] = {
      {NULL, ""},
      {"Service de gestion des déchets", "Service de gestion des déchets"},
      {"02 97 02 29 00", "[02 97 02 29 00](tel:0297022900)"},
      {"Tél. 02.97.02.29.00, astreinte", "Tél. |[02.97.02.29.00](tel:0297022900)|, astreinte"},
      {"02\u202f97\u00a002 29-00", "[02\u202f97\u00a002 29-00](tel:0297022900)"},
      {"+33 2 97 02 29 00", "[+33 2 97 02 29 00](tel:+33297022900)"},
      {"+33 (0)2 97 02 29 00.", "[+33 (0)2 97 02 29 00](tel:+33297022900)|."},
      {"dechets@agglo.fr", "[dechets@agglo.fr](mailto:dechets@agglo.fr)"},
      {"Écrire à dsi.eau+nuit@lorient-agglo.bzh.",
       "Écrire à |[dsi.eau+nuit@lorient-agglo.bzh](mailto:dsi.eau+nuit@lorient-agglo.bzh)|."},
      /* Not surely a number or an address: words. */
      {"3949", "3949"},
      {"02 97 02 29 00 00", "02 97 02 29 00 00"},
      {"02 97 02 29", "02 97 02 29"},
      {"Bâtiment 0297022900B", "Bâtiment 0297022900B"},
      {"réf. A0297022900", "réf. A0297022900"},
      {"a@b", "a@b"},
      {"a@.fr", "a@.fr"},
      {"a..b@agglo.fr", "a..b@agglo.fr"},
      {"javascript:alert(1)", "javascript:alert(1)"},
      {"https://exemple.fr/", "https://exemple.fr/"},
      /* No header is added to the message: the address ends before. */
      {"a@agglo.fr?bcc=b@mal.fr",
       "[a@agglo.fr](mailto:a@agglo.fr)|?bcc=|[b@mal.fr](mailto:b@mal.fr)"},
      {"a@agglo.fr\nBcc: x", "[a@agglo.fr](mailto:a@agglo.fr)| Bcc: x"},
      {"+0 12 34 56 78", "+0 12 34 56 78"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *parts = split (cases[i].contact);

      g_assert_cmpstr (parts, ==, cases[i].parts);
    }
}

static void
test_contact_long (void)
{
  g_autofree char *digits = g_strnfill (100000, '0');
  g_autofree char *at = g_strnfill (100000, '@');
  g_autofree char *first = split (digits);
  g_autofree char *second = split (at);

  g_assert_cmpint (g_utf8_strlen (first, -1), ==, VIGIE_SITE_NOTE_MAX + 1);
  g_assert_cmpint (g_utf8_strlen (second, -1), ==, VIGIE_SITE_NOTE_MAX + 1);
}

static void
test_uris (void)
{
  const char *const refused[] = {NULL,
                                 "",
                                 "http://a.fr",
                                 "file:///etc/passwd",
                                 "tel:",
                                 "tel:12*#06#",
                                 "tel:0297022900;ext=1",
                                 "mailto:a@agglo.fr?bcc=b@c.fr",
                                 "mailto:a@agglo.fr,b@c.fr",
                                 "geo:1,2;u=3",
                                 "geo:",
                                 "TEL:0297022900"};

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (vigie_site_uri_is_safe (refused[i]));
  g_assert_true (vigie_site_uri_is_safe ("tel:+33297022900"));
  g_assert_true (vigie_site_uri_is_safe ("mailto:a.b@agglo.fr"));
  g_assert_true (vigie_site_uri_is_safe ("geo:47.718200,-3.291400"));
}

static void
test_coordinates (void)
{
  g_autofree char *text = vigie_site_coordinates (47.7182, -3.2914);
  g_autofree char *uri = vigie_site_geo_uri (47.7182, -3.2914);
  g_autofree char *words = vigie_site_coordinates_words (47.7182, -3.2914);

  /* A point, whatever the language: it is to be pasted. */
  g_assert_cmpstr (text, ==, "47.718200, -3.291400");
  g_assert_cmpstr (uri, ==, "geo:47.718200,-3.291400");
  g_assert_nonnull (strstr (words, "47,71820"));
  g_assert_nonnull (strstr (words, "3,29140"));
  g_assert_null (vigie_site_coordinates (NAN, NAN));
  g_assert_null (vigie_site_geo_uri (91, 0));
  g_assert_null (vigie_site_coordinates_words (0, INFINITY));
}

static void
test_copy (void)
{
  g_autoptr (VigieMeasureData) data = vigie_measure_data_new ();
  VigieReading reading = VIGIE_READING_NONE;
  g_autofree char *value = NULL;
  g_autofree char *never = NULL;
  g_autofree char *hostile = NULL;
  g_autofree char *number = vigie_words_value (94, "%");

  g_set_str (&data->unit, "%");
  never = vigie_site_copy_words ("Benne gravats", data, &reading);
  g_assert_nonnull (strstr (never, vigie_words_freshness (VIGIE_FRESHNESS_NEVER)));
  reading.time = FIXTURE_NOW;
  reading.number = 94;
  reading.type = VIGIE_VALUE_NUMBER;
  value = vigie_site_copy_words ("Benne gravats", data, &reading);
  g_assert_true (g_str_has_prefix (value, "Benne gravats"));
  g_assert_nonnull (strstr (value, number));
  /* The year is told, so that it is still true next year. */
  g_assert_nonnull (strstr (value, "2026"));
  g_assert_nonnull (strstr (value, "11\u202fh\u202f07"));
  hostile = vigie_site_copy_words ("a\nb\u202e", data, &reading);
  g_assert_true (g_str_has_prefix (hostile, "a b"));
  g_assert_null (strchr (hostile, '\n'));
}

static void
test_expected (void)
{
  g_autofree char *ten = vigie_site_expected_words (10 * VIGIE_MINUTE);
  g_autofree char *hour = vigie_site_expected_words (VIGIE_HOUR);
  g_autofree char *duration = vigie_words_duration (10 * VIGIE_MINUTE);

  g_assert_nonnull (strstr (ten, duration));
  g_assert_cmpstr (hour, ==, _ ("expected every hour"));
}

static void
test_export (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  VigieSite *site = vigie_territory_find_site (territory, "r");
  g_autoptr (GBytes) bytes = vigie_site_export_csv (site);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *table = g_strndup (data, size);
  g_auto (GStrv) lines = g_strsplit (table, "\r\n", -1);
  g_autofree char *name = vigie_site_export_file_name (site, FIXTURE_NOW);

  /* A header, six measures (those of devices too), and the end of the last line. */
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 6 + 1);
  g_assert_nonnull (strstr (lines[1], ";94;%;2026-11-21 11:03:00;2026-11-21T11:03:00+01:00;"));
  g_assert_nonnull (strstr (lines[3], ";-97;dBm;"));
  /* Never received: no value and no time, not zero. */
  g_assert_nonnull (strstr (lines[6], ";;;;;"));
  g_assert_cmpstr (name, ==, "decheterie-de-riantec-2026-11-21.csv");
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/site-text/plain", test_plain);
  g_test_add_func ("/site-text/contact", test_contact);
  g_test_add_func ("/site-text/contact-long", test_contact_long);
  g_test_add_func ("/site-text/uris", test_uris);
  g_test_add_func ("/site-text/coordinates", test_coordinates);
  g_test_add_func ("/site-text/copy", test_copy);
  g_test_add_func ("/site-text/expected", test_expected);
  g_test_add_func ("/site-text/export", test_export);
  return g_test_run ();
}
