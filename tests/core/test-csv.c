/* test-csv.c: tables as spreadsheets read them, and what they must not compute.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "vigie-csv.h"
#include "vigie-test-time.h"

#define MARK "\xef\xbb\xbf"

/* What follows the byte order mark. */
static char *
finish (VigieCsv *csv)
{
  g_autoptr (GBytes) bytes = vigie_csv_finish (csv);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_cmpuint (length, >=, 3);
  g_assert_cmpmem (data, 3, MARK, 3);
  return g_strndup (data + 3, length - 3);
}

static void
test_text (void)
{
  static const struct
  {
    const char *text, *field;
  } cases[] = {
      {"Benne gravats", "Benne gravats"},
      {NULL, ""},
      {"", ""},
      {"été à 10 € l’unité", "été à 10 € l’unité"},
      {"a;b", "\"a;b\""},
      {"a,b", "\"a,b\""},
      {"dit « \"non\" »", "\"dit « \"\"non\"\" »\""},
      {"\"", "\"\"\"\""},
      {"deux\nlignes", "\"deux\nlignes\""},
      {"deux\r\nlignes", "\"deux\r\nlignes\""},
      {"a\tb", "\"a\tb\""},
      {" espace", "\" espace\""},
      {"espace ", "\"espace \""},
      {"it's", "it's"},
      {"3-5", "3-5"},
      /* Every character that OWASP names, at the head. */
      {"=1+1", "'=1+1"},
      {"+33 2 97", "'+33 2 97"},
      {"-2+3", "'-2+3"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\t=1", "\"'\t=1\""},
      {"\tabc", "\"'\tabc\""},
      {"\rabc", "\"'\rabc\""},
      {"\nabc", "\"'\nabc\""},
      {"\uff1d1", "'\uff1d1"},
      {"\uff0b1", "'\uff0b1"},
      {"\uff0d1", "'\uff0d1"},
      {"\uff201", "'\uff201"},
      /* What a spreadsheet trims before it looks. */
      {" =1", "\"' =1\""},
      {"\u00a0=1", "'\u00a0=1"},
      {"\ufeff=1", "'\ufeff=1"},
      {"\u200b=1", "'\u200b=1"},
      {"\x01=1", "'\x01=1"},
      /* The quotes of the attack do not end the field. */
      {"=HYPERLINK(\"http://x\";\"y\")", "\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\""},
      {"a\";=1", "\"a\"\";=1\""},
      {"\xff"
       "abc",
       "\ufffdabc"},
      {"=\xff", "'=\ufffd"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieCsv *csv = vigie_csv_new ();
      g_autofree char *found = NULL, *expected = NULL;

      g_test_message ("case %u", i);
      vigie_csv_add_text (csv, cases[i].text);
      vigie_csv_end_row (csv);
      found = finish (csv);
      expected = g_strconcat (cases[i].field, "\r\n", NULL);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_number (void)
{
  static const struct
  {
    double number;
    const char *field;
  } cases[] = {
      {0, "0"},
      {-0.0, "0"},
      {94, "94"},
      {-97, "-97"},
      {0.1, "0,1"},
      {12345678.5, "12345678,5"},
      {1.0 / 3, "0,3333333333333333"},
      {0.1 + 0.2, "0,30000000000000004"},
      {1e15, "1E+15"},
      {1.5e-7, "1,5E-07"},
      {9007199254740993.0, "9007199254740992"},
      {NAN, ""},
      {INFINITY, ""},
      {-INFINITY, ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieCsv *csv = vigie_csv_new ();
      g_autofree char *found = NULL, *expected = NULL;

      g_test_message ("case %u", i);
      vigie_csv_add_number (csv, cases[i].number);
      vigie_csv_end_row (csv);
      found = finish (csv);
      expected = g_strconcat (cases[i].field, "\r\n", NULL);
      g_assert_cmpstr (found, ==, expected);
      /* The same double comes back. */
      g_strdelimit (found, ",", '.');
      if (isfinite (cases[i].number))
        g_assert_true (g_ascii_strtod (found, NULL) == cases[i].number);
    }
}

static void
test_time (void)
{
  static const struct
  {
    const char *instant, *time, *written;
  } cases[] = {
      {"2026-11-21T09:47:03Z", "2026-11-21 10:47:03", "2026-11-21T10:47:03+01:00"},
      {"2026-07-01T22:30:00Z", "2026-07-02 00:30:00", "2026-07-02T00:30:00+02:00"},
      {"2026-11-21T09:47:03.250Z", "2026-11-21 10:47:03", "2026-11-21T10:47:03.25+01:00"},
      {"2026-11-21T09:47:03.000001Z", "2026-11-21 10:47:03", "2026-11-21T10:47:03.000001+01:00"},
      /* The hour that comes twice: alike on the wall, apart as instants. */
      {"2026-10-25T00:30:00Z", "2026-10-25 02:30:00", "2026-10-25T02:30:00+02:00"},
      {"2026-10-25T01:30:00Z", "2026-10-25 02:30:00", "2026-10-25T02:30:00+01:00"},
      {"1969-12-31T23:59:59.5Z", "1970-01-01 00:59:59", "1970-01-01T00:59:59.5+01:00"},
  };
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  VigieCsv *csv = vigie_csv_new ();
  g_autofree char *rest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieCsv *line = vigie_csv_new ();
      g_autofree char *found = NULL, *expected = NULL;
      VigieTime time;

      g_assert_true (vigie_time_parse (cases[i].instant, -1, &time));
      vigie_csv_add_time (line, time, paris);
      vigie_csv_add_instant (line, time, paris);
      vigie_csv_end_row (line);
      found = finish (line);
      expected = g_strdup_printf ("%s;%s\r\n", cases[i].time, cases[i].written);
      g_assert_cmpstr (found, ==, expected);
    }

  vigie_csv_add_time (csv, VIGIE_TIME_NONE, paris);
  vigie_csv_add_instant (csv, VIGIE_TIME_NONE, paris);
  vigie_csv_add_instant (csv, 0, NULL);
  rest = finish (csv);
  g_assert_cmpstr (rest, ==, ";;1970-01-01T00:00:00+00:00\r\n");
}

static void
test_rows (void)
{
  VigieCsv *csv = vigie_csv_new ();
  g_autofree char *found = NULL, *none = NULL;

  vigie_csv_add_text (csv, "Heure");
  vigie_csv_add_text (csv, "Benne (%)");
  vigie_csv_end_row (csv);
  vigie_csv_end_row (csv);
  vigie_csv_add_number (csv, NAN);
  vigie_csv_add_number (csv, 94.5);
  found = finish (csv);
  g_assert_cmpstr (found, ==, "Heure;Benne (%)\r\n\r\n;94,5\r\n");

  none = finish (vigie_csv_new ());
  g_assert_cmpstr (none, ==, "");
}

/* Python's csv module, an independent reader, gives back what was written. */
static void
test_python (void)
{
  static const char *const texts[]
      = {"a;b", "\"quoted\"", "two\r\nlines", "tab\there", " spaces ", "œuvre", "", "x"};
  const char *const argv[]
      = {"python3",
         "-c",
         "import csv,sys\n"
         "rows=list(csv.reader(open(sys.argv[1],newline='',encoding='utf-8-sig'),delimiter=';',"
         "strict=True))\n"
         "assert rows==[sys.argv[2:]]*2, rows",
         NULL, /* the file */
         texts[0],
         texts[1],
         texts[2],
         texts[3],
         texts[4],
         texts[5],
         texts[6],
         texts[7],
         NULL};
  g_autofree char *dir = g_dir_make_tmp ("vigie-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "table.csv", NULL);
  g_autofree char *python = g_find_program_in_path ("python3");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  VigieCsv *csv = vigie_csv_new ();
  const char *full[G_N_ELEMENTS (argv)];
  int status;

  if (python == NULL)
    {
      g_test_skip ("there is no python3");
      vigie_csv_free (csv);
      g_rmdir (dir);
      return;
    }
  for (int row = 0; row < 2; row++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        vigie_csv_add_text (csv, texts[i]);
      vigie_csv_end_row (csv);
    }
  bytes = vigie_csv_finish (csv);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  memcpy (full, argv, sizeof argv);
  full[3] = path;
  g_spawn_sync (NULL, (char **) full, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (dir);
}

/* A million readings: seconds, not a minute; in a thread of its own anyway. */
static void
test_speed (void)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  VigieCsv *csv = vigie_csv_new ();
  g_autoptr (GBytes) bytes = NULL;
  gint64 start = vigie_test_worked ();
  int n = g_test_slow () ? 1000000 : 50000;

  for (int i = 0; i < n; i++)
    {
      vigie_csv_add_time (csv, (VigieTime) i * VIGIE_MINUTE, paris);
      vigie_csv_add_instant (csv, (VigieTime) i * VIGIE_MINUTE, paris);
      vigie_csv_add_number (csv, i * 0.1);
      vigie_csv_end_row (csv);
    }
  bytes = vigie_csv_finish (csv);
  g_test_message ("%d rows: %d ms, %zu bytes", n, (int) ((vigie_test_worked () - start) / 1000),
                  g_bytes_get_size (bytes));
  g_assert_cmpint (vigie_test_worked () - start, <, 20 * (gint64) n);
}

int
main (int argc, char *argv[])
{
  /* The decimal comma of the locale must not come in by another door. */
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/csv/text", test_text);
  g_test_add_func ("/core/csv/number", test_number);
  g_test_add_func ("/core/csv/time", test_time);
  g_test_add_func ("/core/csv/rows", test_rows);
  g_test_add_func ("/core/csv/python", test_python);
  g_test_add_func ("/core/csv/speed", test_speed);
  return g_test_run ();
}
