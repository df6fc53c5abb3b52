/* test-report.c: the report on energy as a PDF: what it says, and what it does not.
 *
 * With VIGIE_REPORT_KEEP=FILE the report is left there, to be looked at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "vigie-period.h"
#include "vigie-report.h"
#include "vigie-words.h"

/* 21 November 2026, 11 h 07 in France. */
#define NOW (G_GINT64_CONSTANT (1795255620) * VIGIE_SECOND)
#define N_SITES 45

static void
site_result_free (gpointer data)
{
  VigieEnergySiteResult *site = data;

  vigie_site_data_unref (site->site);
  g_free (site);
}

static void
tell (VigieEnergyFigure *figures, VigieKpi kpi, double value)
{
  figures[kpi] = (VigieEnergyFigure) {
      .value = value, .coverage = 0.987, .numerator = NAN, .denominator = NAN, .n_sites = N_SITES};
}

static void
tell_nothing (VigieEnergyFigure figures[VIGIE_N_KPI])
{
  for (guint i = 0; i < VIGIE_N_KPI; i++)
    figures[i] = (VigieEnergyFigure) {.value = NAN,
                                      .coverage = NAN,
                                      .undefined = VIGIE_UNDEFINED_NOT_METERED,
                                      .numerator = NAN,
                                      .denominator = NAN};
}

/* @share: of all amounts. */
static VigieEnergyResult *
result_new (VigiePeriod period, double share)
{
  VigieEnergyResult *result = g_new0 (VigieEnergyResult, 1);
  g_autoptr (GArray) edges = vigie_period_edges (&period, 30 * VIGIE_MINUTE, NULL);

  g_atomic_ref_count_init (&result->ref_count);
  result->period = period;
  result->now = NOW;
  result->step = 30 * VIGIE_MINUTE;
  result->loaded = 1;
  result->sites = g_ptr_array_new_with_free_func (site_result_free);
  tell_nothing (result->figures);
  tell_nothing (result->data_centres);
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
      VigieEnergySiteResult *site = g_new0 (VigieEnergySiteResult, 1);

      site->site = vigie_site_data_new ();
      g_free (site->site->id);
      site->site->id = g_strdup_printf ("%u", i);
      g_free (site->site->name);
      site->site->name = g_strdup_printf (i == 7 ? "<b>Site</b> & Cie %u" : "Bâtiment %u", i);
      site->area = NAN;
      tell_nothing (site->figures);
      tell (site->figures, VIGIE_KPI_CONSUMPTION, (9000 - 150 * i) * (i == 3 ? 1 : share));
      g_ptr_array_add (result->sites, site);
    }
  result->n_bins = edges->len - 1;
  result->edges = g_memdup2 (edges->data, edges->len * sizeof (VigieTime));
  for (guint g = 0; g < 3; g++)
    result->consumption[g] = g_new (double, result->n_bins);
  result->production = g_new (double, result->n_bins);
  for (guint i = 0; i < result->n_bins; i++)
    {
      double hour = fmod ((double) (result->edges[i] / VIGIE_HOUR), 24);
      gboolean is_known = result->edges[i] < NOW && !(i > 300 && i < 312);

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

static char *
texts_of (GBytes *pdf)
{
  const char *keep = g_getenv ("VIGIE_REPORT_KEEP");
  g_autofree char *folder = g_dir_make_tmp ("vigie-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *texts = NULL;

  if (keep != NULL)
    g_file_set_contents (keep, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                      (gssize) g_bytes_get_size (pdf), NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext", "-layout", path,
                              "-", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &texts, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  g_unlink (path);
  g_rmdir (folder);
  return texts;
}

static void
test_month (void)
{
  VigiePeriod month = vigie_period_at (NOW, VIGIE_PERIOD_MONTH, NULL);
  VigiePeriod before = vigie_period_step (&month, -1, NULL);
  g_autoptr (VigieEnergyResult) result = result_new (month, 1);
  g_autoptr (VigieEnergyResult) of_before = result_new (before, 0.8);
  g_autoptr (VigieReport) report = vigie_report_new ("Lorient Agglomération", "Tout le territoire",
                                                     TRUE, NOW, result, of_before, NULL, result);
  g_autoptr (VigieReportSheets) sheets = vigie_report_lay_out (report);
  g_autofree char *title = vigie_report_make_title (report);
  g_autofree char *texts = NULL, *reason = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  pdf = vigie_report_sheets_to_pdf (sheets, title, "Lorient", NOW, &error);
  g_assert_no_error (error);
  texts = texts_of (pdf);
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
  VigiePeriod month = vigie_period_at (NOW, VIGIE_PERIOD_MONTH, NULL);
  g_autoptr (VigieEnergyResult) result = g_new0 (VigieEnergyResult, 1);
  g_autoptr (VigieReport) report = NULL;
  g_autoptr (VigieReportSheets) sheets = NULL;

  g_atomic_ref_count_init (&result->ref_count);
  result->period = month;
  result->now = NOW;
  result->sites = g_ptr_array_new ();
  tell_nothing (result->figures);
  tell_nothing (result->data_centres);
  report = vigie_report_new ("Territoire", "Lanester", FALSE, NOW, result, NULL, NULL, NULL);
  sheets = vigie_report_lay_out (report);
  g_assert_cmpuint (vigie_report_sheets_get_n (sheets), >=, 3);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/month", test_month);
  g_test_add_func ("/report/empty", test_empty);
  return g_test_run ();
}
