/* test-report.c: the report on energy as a PDF: what it says, and what it does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#include "report-fixture.h"
#include "vigie-period.h"
#include "vigie-report.h"
#include "vigie-words.h"

#define N_SITES 45

static void
tell (VigieEnergyFigure *figures, VigieKpi kpi, double value)
{
  fixture_tell (figures, kpi, value, 0.987);
}

/* @share: of all amounts. */
static VigieEnergyResult *
result_new (VigiePeriod period, double share)
{
  VigieEnergyResult *result = fixture_result_new (period);
  g_autoptr (GArray) edges = vigie_period_edges (&period, 30 * VIGIE_MINUTE, NULL);

  tell (result->figures, VIGIE_KPI_CONSUMPTION, 296400 * share);
  tell (result->figures, VIGIE_KPI_GRID_IMPORT, 252300 * share);
  tell (result->figures, VIGIE_KPI_PRODUCTION, 45200 * share);
  tell (result->figures, VIGIE_KPI_SELF_CONSUMED, 44100 * share);
  tell (result->figures, VIGIE_KPI_SELF_CONSUMPTION, 44.1 / 45.2);
  result->figures[VIGIE_KPI_SELF_PRODUCTION].undefined = VIGIE_UNDEFINED_COVERAGE;
  result->figures[VIGIE_KPI_SELF_PRODUCTION].coverage = 0.61;
  tell (result->data_centres, VIGIE_KPI_DC, 33800 * share);
  tell (result->data_centres, VIGIE_KPI_PUE, 1.34);
  for (guint i = 0; i < N_SITES; i++)
    {
      g_autofree char *name = g_strdup_printf (i == 7 ? "<b>Site</b> & Cie %u" : "Bâtiment %u", i);

      tell (fixture_add_site (result, name, VIGIE_KIND_OTHER, "")->figures, VIGIE_KPI_CONSUMPTION,
            (9000 - 150 * i) * (i == 3 ? 1 : share));
    }
  result->n_bins = edges->len - 1;
  result->edges = g_memdup2 (edges->data, edges->len * sizeof (VigieTime));
  for (guint g = 0; g < 3; g++)
    result->consumption[g] = g_new (double, result->n_bins);
  result->production = g_new (double, result->n_bins);
  result->silent = g_new0 (guint, result->n_bins);
  for (guint i = 0; i < result->n_bins; i++)
    {
      double hour = fmod ((double) (result->edges[i] / VIGIE_HOUR), 24);
      gboolean is_known = result->edges[i] < FIXTURE_NOW && !(i > 300 && i < 312);

      for (guint g = 0; g < 3; g++)
        result->consumption[g][i]
            = is_known ? 200. * (3 - g) * (1 + 0.3 * sin (hour / 24 * 2 * G_PI)) : NAN;
      result->production[i] = is_known ? MAX (0, 400 * sin ((hour - 6) / 12 * G_PI)) : NAN;
    }
  result->first_day = vigie_time_to_local (period.from, vigie_words_default_zone ()).day_number;
  result->n_days = (guint) ((period.to - period.from + VIGIE_DAY / 2) / VIGIE_DAY);
  result->hours = g_new (double, result->n_days * 24);
  for (guint i = 0; i < result->n_days * 24; i++)
    result->hours[i] = i < 490 ? 900 + 300 * sin ((i % 24) / 24. * 2 * G_PI) : NAN;
  return result;
}

static void
test_month (void)
{
  VigiePeriod month = vigie_period_at (FIXTURE_NOW, VIGIE_PERIOD_MONTH, NULL);
  VigiePeriod before = vigie_period_step (&month, -1, NULL);
  g_autoptr (VigieEnergyResult) result = result_new (month, 1);
  g_autoptr (VigieEnergyResult) of_before = result_new (before, 0.8);
  g_autoptr (VigieReport) report
      = vigie_report_new ("Lorient Agglomération", "Tout le territoire", TRUE, FIXTURE_NOW, result,
                          of_before, NULL, result);
  g_autoptr (VigieReportSheets) sheets = vigie_report_lay_out (report);
  g_autofree char *title = vigie_report_make_title (report);
  g_autofree char *texts = NULL, *reason = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  pdf = vigie_report_sheets_to_pdf (sheets, title, "Lorient", FIXTURE_NOW, &error);
  g_assert_no_error (error);
  texts = fixture_texts_of (pdf);
  /* Spaces within numbers are not those of the text that is read out of a PDF. */
  g_assert_nonnull (strstr (texts, "252"));
  g_assert_nonnull (strstr (texts, "97"));
  /* A figure that is not told says why, and is never a number. */
  reason = vigie_figure_reason_to_words (VIGIE_KPI_SELF_PRODUCTION,
                                         &result->figures[VIGIE_KPI_SELF_PRODUCTION]);
  g_assert_nonnull (reason);
  g_assert_nonnull (strstr (texts, "61"));
  /* Of every sheet: that it is a demonstration. */
  {
    g_auto (GStrv) pages = g_strsplit (texts, "\f", -1);
    /* The last words of the foot. */
    const char *mark = strrchr (_ ("%1$s · %2$s · Demonstration"), ' ') + 1;

    g_assert_cmpuint (g_strv_length (pages), ==, vigie_report_sheets_get_n (sheets) + 1);
    for (guint i = 0; i < vigie_report_sheets_get_n (sheets); i++)
      g_assert_nonnull (strstr (pages[i], mark));
  }
  /* All sites are in the ranking, and what a server wrote is no markup. */
  for (guint i = 0; i < N_SITES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Bâtiment %u", i);

      g_assert_true (i == 7 || strstr (texts, name) != NULL);
    }
  g_assert_nonnull (strstr (texts, "<b>Site</b> & Cie 7"));
  /* Nor is any definition lost. */
  for (VigieKpi kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    {
      g_auto (GStrv) words = g_strsplit (vigie_kpi_words (kpi), " ", 2);

      g_assert_nonnull (strstr (texts, words[0]));
    }
}

/* Nothing metered: a report that says so, of some sheets. */
static void
test_empty (void)
{
  VigiePeriod month = vigie_period_at (FIXTURE_NOW, VIGIE_PERIOD_MONTH, NULL);
  g_autoptr (VigieEnergyResult) result = fixture_result_new (month);
  g_autoptr (VigieReport) report = NULL;
  g_autoptr (VigieReportSheets) sheets = NULL;

  report
      = vigie_report_new ("Territoire", "Lanester", FALSE, FIXTURE_NOW, result, NULL, NULL, NULL);
  sheets = vigie_report_lay_out (report);
  g_assert_cmpuint (vigie_report_sheets_get_n (sheets), >=, 3);
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/report/month", test_month);
  g_test_add_func ("/report/empty", test_empty);
  return g_test_run ();
}
