/* test-chart-export.c: files, paper and clipboard, read back by others: Python's csv and XML, gdk-pixbuf, pdftotext.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <locale.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "vigie-chart-export.h"

/* 21 November 2026, 11 h 00 in Lorient. */
#define NOW (G_GINT64_CONSTANT (1795255200) * VIGIE_SECOND)

typedef struct
{
  char *folder;
  VigieChart *chart;
  VigieChartPage *page;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint n = 7 * 144;
  g_autofree VigieTime *times = g_new (VigieTime, n);
  g_autofree double *values = g_new (double, n);
  VigieSpan known = {NOW - 8 * VIGIE_DAY, NOW};
  VigieThresholds limits = {NAN, NAN, 80, 90, 0, 0, 0};
  g_autoptr (VigieSeries) series = NULL;
  g_autoptr (VigieSeries) other = NULL;

  fixture->folder = g_dir_make_tmp ("vigie-export-XXXXXX", NULL);
  for (guint i = 0; i < n; i++)
    {
      times[i] = NOW - (VigieTime) (n - 1 - i) * 10 * VIGIE_MINUTE;
      values[i] = i == 500 ? NAN : i * 0.1 - 3;
    }
  series = vigie_series_new (times, values, n, 10 * VIGIE_MINUTE, &known, 1);
  other = vigie_series_new (times, values, 2, 10 * VIGIE_MINUTE, &known, 1);
  fixture->window = gtk_window_new ();
  fixture->chart = VIGIE_CHART (vigie_chart_new ());
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->chart));
  vigie_chart_add_series (fixture->chart, "Benne gravats", "%", VIGIE_CHART_LINE, &limits,
                          VIGIE_CHART_AXIS_LEFT);
  vigie_chart_add_series (fixture->chart, "=cmd|' /C calc'!A0", "", VIGIE_CHART_LINE, NULL,
                          VIGIE_CHART_AXIS_LEFT);
  vigie_chart_set_now (fixture->chart, NOW);
  vigie_chart_set_range (fixture->chart, NOW - 7 * VIGIE_DAY, NOW);
  vigie_chart_set_data (fixture->chart, 0, series);
  vigie_chart_set_data (fixture->chart, 1, other);
  fixture->page = vigie_chart_page_new ();
  g_set_str (&fixture->page->title, "Benne gravats");
  g_set_str (&fixture->page->place, "Déchèterie de Riantec");
  g_set_str (&fixture->page->period, "du 15 au 21 nov. 2026");
  g_set_str (&fixture->page->made, "Établi le 21 nov. 2026");
  g_set_str (&fixture->page->summary, "De 2 à 98 pour cent.");
  fixture->page->demonstration = TRUE;
  fixture->page->span = (VigieSpan) {NOW - 7 * VIGIE_DAY, NOW + 1};
  vigie_chart_page_add_source (fixture->page, 0, "Benne gravats", "%", series);
  vigie_chart_page_add_source (fixture->page, 1, "=cmd|' /C calc'!A0", "", other);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  vigie_chart_page_free (fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static char *
name_of (const VigieChartPage *page, VigieSheetFormat format)
{
  g_autoptr (VigieSheet) sheet = vigie_chart_export_sheet (NULL, page);

  return vigie_sheet_file_name (sheet, format);
}

/* Runs a program on a file; what it prints, to be freed. It must end well. */
static char *
output_of (const char *const *argv)
{
  char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors,
                &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", argv[0], errors);
  return output;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
save (Fixture *fixture, VigieSheetFormat format, GFile *file, GError **error)
{
  g_autoptr (VigieSheet) sheet = vigie_chart_export_sheet (fixture->chart, fixture->page);
  g_autoptr (GAsyncResult) result = NULL;

  vigie_sheet_save_async (sheet, format, file, NULL, saved_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return vigie_sheet_save_finish (result, error);
}

/* Saves under the proposed name; its path, to be freed. */
static char *
save_well (Fixture *fixture, VigieSheetFormat format)
{
  g_autofree char *name = name_of (fixture->page, format);
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (save (fixture, format, file, &error));
  g_assert_no_error (error);
  return path;
}

/* All readings of the span, to the last bit, no formula; by another program. */
static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = save_well (fixture, VIGIE_SHEET_CSV);
  g_autofree char *output = output_of ((const char *const[]) {
      "python3", "-c",
      "import csv,sys,datetime\n"
      "rows=list(csv.reader(open(sys.argv[1],newline='',encoding='utf-8-sig'),delimiter=';',strict="
      "True))\n"
      "head,body=rows[0],rows[1:]\n"
      "assert len(head)==4 and all(len(r)==4 for r in body)\n"
      "assert len(body)==1008, len(body)\n"
      "assert head[2].startswith('Benne gravats (%)'), head\n"
      "assert head[3].startswith(\"'=cmd\"), head\n"
      "times=[datetime.datetime.fromisoformat(r[1]) for r in body]\n"
      "assert times==sorted(times) and times[-1].timestamp()==1795255200\n"
      "assert body[-1][0]=='2026-11-21 11:00:00', body[-1]\n"
      "for i,r in enumerate(body):\n"
      "  want='' if i==500 else i*0.1-3\n"
      "  got=r[2] and float(r[2].replace(',','.'))\n"
      "  assert got==want, (i,got,want)\n"
      "  assert (r[3]!='')==(i<2)\n"
      "  assert not any(c[:1] in '=+@\\t\\r' and c for c in r)\n"
      "print('ok')",
      path, NULL});

  g_assert_cmpstr (output, ==, "ok\n");
}

/* Well formed, of lines and letters, not a photograph of them. */
static void
test_svg (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = save_well (fixture, VIGIE_SHEET_SVG);
  g_autofree char *output = output_of ((const char *const[]) {
      "python3", "-c",
      "import sys,xml.etree.ElementTree as E\n"
      "root=E.parse(sys.argv[1]).getroot()\n"
      "tags=[e.tag.split('}')[1] for e in root.iter()]\n"
      "assert root.tag.endswith('svg') and root.get('width').startswith('1280'), root.attrib\n"
      "assert 'image' not in tags\n"
      "assert tags.count('path')>20, tags.count('path')\n"
      "print('ok')",
      path, NULL});

  g_assert_cmpstr (output, ==, "ok\n");
}

static void
test_png (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = save_well (fixture, VIGIE_SHEET_PNG);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_filename (path, &error);
  int width, height, marked = 0;
  g_autofree guchar *pixels = NULL;

  g_assert_no_error (error);
  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  g_assert_cmpint (width, ==, 2 * VIGIE_SHEET_WIDTH);
  g_assert_cmpint (height, ==, 2 * VIGIE_SHEET_HEIGHT);
  pixels = g_malloc ((gsize) width * (gsize) height * 4);
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (gsize i = 0; i < (gsize) width * (gsize) height; i++)
    marked += pixels[4 * i] < 128;
  /* White paper with something on it. */
  g_assert_cmpint (pixels[0], ==, 255);
  g_assert_cmpint (marked, >, 2000);
  g_assert_cmpint (marked, <, width * height / 4);
}

/* On paper: title, period, source, legend, summary and « Démonstration » as text that can be searched. */
static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSheet) sheet = vigie_chart_export_sheet (fixture->chart, fixture->page);
  g_autoptr (GtkPrintOperation) operation = vigie_sheet_print (sheet);
  g_autofree char *path = g_build_filename (fixture->folder, "chart.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *text = NULL, *info = NULL;
  const char *const expected[]
      = {"Benne gravats",          "du 15 au 21 nov. 2026", "Déchèterie de Riantec",
         "Établi le 21 nov. 2026", "De 2 à 98 pour cent.",  _ ("Demonstration: simulated data")};
  GtkPrintOperationResult result;
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_export_filename (operation, path);
  result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  if (program == NULL)
    {
      g_test_skip ("there is no pdftotext");
      return;
    }
  text = output_of ((const char *const[]) {"pdftotext", "-layout", path, "-", NULL});
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *words = g_strdup (expected[i]);

      /* The narrow no-break space is any space to pdftotext. */
      if (strstr (words, "\u202f") == NULL && strstr (text, words) == NULL)
        g_error ("« %s » is not in:\n%s", words, text);
    }
  info = output_of ((const char *const[]) {"pdfinfo", path, NULL});
  g_assert_nonnull (strstr (info, "Pages:           1\n"));
}

static void
test_names (void)
{
  static const struct
  {
    const char *title, *name;
  } cases[] = {
      {"Benne gravats", "Benne gravats 2026-11-15"},
      {"Débit m³/h: « A\\B » *?<|>", "Débit m³-h- « A-B » ----- 2026-11-15"},
      {"../../etc/passwd", "-..-etc-passwd 2026-11-15"},
      {".cache", "cache 2026-11-15"},
      {"a\nb\tc  d\u00a0e", "a b c d e 2026-11-15"},
      {"a\x01\x7f\u202e\u200b"
       "b",
       "ab 2026-11-15"},
      {"Benne 100%. ", "Benne 100- 2026-11-15"},
  };
  VigieTime start;

  g_assert_true (vigie_time_parse ("2026-11-14T23:00:00Z", -1, &start));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieChartPage) page = vigie_chart_page_new ();
      g_autofree char *found = NULL, *expected = g_strconcat (cases[i].name, ".csv", NULL);

      g_set_str (&page->title, cases[i].title);
      page->span = (VigieSpan) {start, start + VIGIE_DAY};
      found = name_of (page, VIGIE_SHEET_CSV);
      g_assert_cmpstr (found, ==, expected);
    }
  {
    g_autoptr (VigieChartPage) page = vigie_chart_page_new ();
    g_autofree char *dots = g_strnfill (400, 'x'), *found = NULL, *named = NULL;

    page->span = (VigieSpan) {start, start + 2 * VIGIE_DAY};
    found = name_of (page, VIGIE_SHEET_SVG);
    g_assert_true (g_str_has_prefix (found, C_ ("file name", "Readings")));
    g_assert_true (g_str_has_suffix (found, "2026-11-16.svg"));
    g_set_str (&page->title, dots);
    named = name_of (page, VIGIE_SHEET_PNG);
    g_assert_cmpuint (strlen (named), <, 200);
    g_clear_pointer (&named, g_free);
    /* A file's name is so many bytes, not characters. */
    {
      g_autoptr (GString) bins = g_string_new (NULL);

      for (guint i = 0; i < 100; i++)
        g_string_append (bins, "🗑");
      g_set_str (&page->title, bins->str);
    }
    named = name_of (page, VIGIE_SHEET_PNG);
    g_assert_cmpuint (strlen (named), <, 255);
    g_assert_true (g_utf8_validate (named, -1, NULL));
  }
}

/* A folder that is gone or may not be written: words with the file's name, nothing half done, the old file whole. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "gone", "a.csv", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GFile) gone = g_file_new_for_path (nowhere);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) in_the_way = NULL;
  g_autofree char *taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  g_assert_false (save (fixture, VIGIE_SHEET_CSV, gone, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "a.csv"));
  g_clear_error (&error);
  /* An old file is replaced whole, and nothing else is left beside it. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (save (fixture, VIGIE_SHEET_CSV, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "\xef\xbb\xbf"));
  dir = g_dir_open (fixture->folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 1);
  /* Where it cannot be put, whoever one is: a folder has the name. */
  taken = g_build_filename (fixture->folder, "b.csv", NULL);
  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  in_the_way = g_file_new_for_path (taken);
  g_assert_false (save (fixture, VIGIE_SHEET_PNG, in_the_way, &error));
  g_assert_nonnull (strstr (error->message, "b.csv"));
  g_assert_cmpint (g_rmdir (taken), ==, 0);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static char *
written_as (GdkContentProvider *content, const char *mime_type)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  gboolean written = FALSE;

  gdk_content_provider_write_mime_type_async (content, mime_type, stream, 0, NULL, written_cb,
                                              &written);
  while (!written)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

/* Dragged out: text for an editor, a file for a folder; the file goes with the drag. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSheet) sheet = vigie_chart_export_sheet (NULL, fixture->page);
  GdkContentProvider *content = vigie_sheet_get_content (sheet);
  g_autoptr (GdkContentFormats) formats = gdk_content_provider_ref_formats (content);
  g_autofree char *text = NULL, *uris = NULL, *contents = NULL, *path = NULL, *name = NULL;
  g_autofree char *expected = name_of (fixture->page, VIGIE_SHEET_CSV);
  g_auto (GStrv) list = NULL;

  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/csv"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/uri-list"));
  text = written_as (content, "text/csv");
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  uris = written_as (content, "text/uri-list");
  list = g_uri_list_extract_uris (uris);
  g_assert_cmpuint (g_strv_length (list), ==, 1);
  path = g_filename_from_uri (list[0], NULL, NULL);
  name = g_path_get_basename (path);
  g_assert_cmpstr (name, ==, expected);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, text);
  g_object_unref (content);
  /* The thread that made it may hold it a moment longer. */
  for (int i = 0; i < 5000 && g_file_test (path, G_FILE_TEST_EXISTS); i++)
    g_usleep (1000);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  vigie_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add ("/charts/export/csv", Fixture, NULL, set_up, test_csv, tear_down);
  g_test_add ("/charts/export/svg", Fixture, NULL, set_up, test_svg, tear_down);
  g_test_add ("/charts/export/png", Fixture, NULL, set_up, test_png, tear_down);
  g_test_add ("/charts/export/pdf", Fixture, NULL, set_up, test_pdf, tear_down);
  g_test_add_func ("/charts/export/names", test_names);
  g_test_add ("/charts/export/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add ("/charts/export/drag", Fixture, NULL, set_up, test_drag, tear_down);
  return g_test_run ();
}
