/* report-fixture.h: results of energy made by hand, and what a PDF says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "vigie-energy-reader.h"

/* 21 November 2026, 11 h 07 in France. */
#define FIXTURE_NOW (G_GINT64_CONSTANT (1795255620) * VIGIE_SECOND)

/* Of every figure: not metered. */
static inline void
fixture_tell_nothing (VigieEnergyFigure figures[VIGIE_N_KPI])
{
  for (guint i = 0; i < VIGIE_N_KPI; i++)
    figures[i] = (VigieEnergyFigure) {.value = NAN,
                                      .coverage = NAN,
                                      .undefined = VIGIE_UNDEFINED_NOT_METERED,
                                      .numerator = NAN,
                                      .denominator = NAN};
}

static inline void
fixture_tell (VigieEnergyFigure *figures, VigieKpi kpi, double value, double coverage)
{
  figures[kpi].value = value;
  figures[kpi].coverage = coverage;
  figures[kpi].undefined = VIGIE_UNDEFINED_NOT;
}

static inline void
fixture_site_free (gpointer data)
{
  VigieEnergySiteResult *site = data;

  vigie_site_data_unref (site->site);
  g_free (site);
}

/* Of no site, in which nothing is metered. */
static inline VigieEnergyResult *
fixture_result_new (VigiePeriod period)
{
  VigieEnergyResult *result = g_new0 (VigieEnergyResult, 1);

  g_atomic_ref_count_init (&result->ref_count);
  result->period = period;
  result->now = FIXTURE_NOW;
  result->step = 30 * VIGIE_MINUTE;
  result->loaded = 1;
  result->sites = g_ptr_array_new_with_free_func (fixture_site_free);
  fixture_tell_nothing (result->figures);
  fixture_tell_nothing (result->data_centres);
  return result;
}

static inline VigieEnergySiteResult *
fixture_add_site (VigieEnergyResult *result,
                  const char *name,
                  VigieKind kind,
                  const char *properties)
{
  VigieEnergySiteResult *site = g_new0 (VigieEnergySiteResult, 1);

  site->site = vigie_site_data_new ();
  g_free (site->site->id);
  site->site->id = g_strdup_printf ("%u", result->sites->len);
  g_free (site->site->name);
  site->site->name = g_strdup (name);
  g_set_str (&vigie_site_data_edit_details (site->site)->properties, properties);
  site->site->kind = kind;
  site->area = NAN;
  fixture_tell_nothing (site->figures);
  g_ptr_array_add (result->sites, site);
  return site;
}

/* The texts of @pdf, in the order of reading, a form feed after each sheet. With VIGIE_REPORT_KEEP=FILE the PDF is left there, to
 * be looked at. */
static inline char *
fixture_texts_of (GBytes *pdf)
{
  const char *keep = g_getenv ("VIGIE_REPORT_KEEP"), *bytes = g_bytes_get_data (pdf, NULL);
  gssize size = (gssize) g_bytes_get_size (pdf);
  g_autofree char *folder = g_dir_make_tmp ("vigie-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *texts = NULL;

  if (keep != NULL)
    g_assert_true (g_file_set_contents (keep, bytes, size, NULL));
  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext", "-layout", path,
                              "-", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &texts, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  g_unlink (path);
  g_rmdir (folder);
  return texts;
}
