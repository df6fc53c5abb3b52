/* test-report-sheet.c: documents on sheets of A4: what goes to which sheet, and that the PDF says it in letters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report-fixture.h"
#include "vigie-report-sheet.h"

static const VigieReportColumn columns[]
    = {{"Site", 0.5, FALSE}, {"Consommation", 0.3, TRUE}, {"Couverture", 0.2, TRUE}};

static void
test_table_over_sheets (void)
{
  g_autoptr (VigieReportSheets) sheets = vigie_report_sheets_new ("Lorient Agglomération");
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *texts = NULL;
  g_auto (GStrv) pages = NULL;
  guint n_rows = 0;

  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING, "Classement des sites");
  vigie_report_sheets_begin_table (sheets, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *name = g_strdup_printf ("Bâtiment %u", i);
      const char *cells[] = {name, "12,5 MWh", NULL};

      vigie_report_sheets_add_row (sheets, cells, i == 0);
    }
  vigie_report_sheets_end_table (sheets);
  pdf = vigie_report_sheets_to_pdf (sheets, "Rapport", "Énergie", FIXTURE_NOW, &error);
  g_assert_no_error (error);
  texts = fixture_texts_of (pdf);
  pages = g_strsplit (texts, "\f", -1);
  g_assert_cmpuint (vigie_report_sheets_get_n (sheets), >=, 3);
  g_assert_cmpuint (g_strv_length (pages), ==, vigie_report_sheets_get_n (sheets) + 1);
  for (guint i = 0; i < vigie_report_sheets_get_n (sheets); i++)
    {
      g_autoptr (GRegex) row = g_regex_new ("Bâtiment \\d+", 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      /* The head of the table, and the foot, are on every sheet. */
      g_assert_nonnull (strstr (pages[i], "Consommation"));
      g_assert_nonnull (strstr (pages[i], "Lorient Agglomération"));
      for (g_regex_match (row, pages[i], 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        n_rows++;
    }
  /* None is lost where a sheet ends. */
  g_assert_cmpuint (n_rows, ==, 120);
}

/* A text of the server's that is huge, not UTF-8, or looks like markup stays a text. */
static void
test_hostile_texts (void)
{
  g_autoptr (VigieReportSheets) sheets = vigie_report_sheets_new (NULL);
  g_autofree char *huge = g_strnfill (200000, 'a');
  const char *const cells[] = {"<b>gras</b> & reste", "\xff\xfe 5", huge};
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *texts = NULL;

  vigie_report_sheets_begin_table (sheets, columns, G_N_ELEMENTS (columns));
  vigie_report_sheets_add_row (sheets, cells, FALSE);
  vigie_report_sheets_end_table (sheets);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_BODY, huge);
  g_assert_cmpuint (vigie_report_sheets_get_n (sheets), <=, 4);
  pdf = vigie_report_sheets_to_pdf (sheets, "Rapport", "Énergie", 0, &error);
  g_assert_no_error (error);
  texts = fixture_texts_of (pdf);
  g_assert_nonnull (strstr (texts, "<b>gras</b> & reste"));
}

static void
count_cb (cairo_t *cr, double width, double height, gpointer data)
{
  *(double *) data = width / height;
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static void
test_drawing_has_room (void)
{
  g_autoptr (VigieReportSheets) sheets = vigie_report_sheets_new (NULL);
  double ratio = 0;

  /* Three of these have no room on one sheet. */
  for (int i = 0; i < 3; i++)
    vigie_report_sheets_add_drawing (sheets, 760, 540, count_cb, &ratio);
  g_assert_cmpuint (vigie_report_sheets_get_n (sheets), ==, 2);
  g_assert_cmpfloat_with_epsilon (ratio, 760. / 540, 1e-9);
  vigie_report_sheets_break (sheets);
  vigie_report_sheets_break (sheets);
  g_assert_cmpuint (vigie_report_sheets_get_n (sheets), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-sheet/table-over-sheets", test_table_over_sheets);
  g_test_add_func ("/report-sheet/hostile-texts", test_hostile_texts);
  g_test_add_func ("/report-sheet/drawing-has-room", test_drawing_has_room);
  return g_test_run ();
}
