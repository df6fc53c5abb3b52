/* test-report-declarations.c: what is declared each year, row by row: figures, why one is empty, facts that are wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "report-fixture.h"
#include "vigie-report-declarations.h"
#include "vigie-report.h"
#include "vigie-words.h"

/* The fields of each row; the byte order mark is left out. */
static GPtrArray *
read_csv (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) lines = g_strsplit (text + 3, "\r\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char **cells = g_strsplit (lines[i], ";", -1);

      /* No field here has a separator or a quote within. */
      for (char **cell = cells; *cell != NULL; cell++)
        if (**cell == '"')
          {
            memmove (*cell, *cell + 1, strlen (*cell));
            (*cell)[strlen (*cell) - 1] = '\0';
          }
      g_ptr_array_add (rows, cells);
    }
  return rows;
}

static guint
column (GPtrArray *rows, const char *title)
{
  char **head = g_ptr_array_index (rows, 0);

  for (guint i = 0; head[i] != NULL; i++)
    if (g_str_equal (head[i], title))
      return i;
  g_error ("no column %s", title);
}

#define CELL(row, title) (((char **) g_ptr_array_index (rows, row))[column (rows, title)])

static void
test_operat (void)
{
  g_autoptr (VigieEnergyResult) result = fixture_result_new (
      vigie_period_at (FIXTURE_NOW - 400 * VIGIE_DAY, VIGIE_PERIOD_YEAR, NULL));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *reason = NULL;
  VigieEnergySiteResult *site = fixture_add_site (
      result, "Médiathèque", VIGIE_KIND_PUBLIC_BUILDING,
      "{\"operat\":{\"reference\":\"EFA-1\",\"category\":\"Culture\",\"referenceYear\":2019,"
      "\"referenceConsumptionKWh\":200000}}");

  site->area = 1500;
  fixture_tell (site->figures, VIGIE_KPI_CONSUMPTION, 150000.25, 0.995);
  fixture_tell (site->figures, VIGIE_KPI_GRID_IMPORT, 140000.25, 0.995);
  fixture_tell (site->figures, VIGIE_KPI_SELF_CONSUMED, 10000, 0.995);
  /* Large, without a reference; its readings do not suffice. */
  site = fixture_add_site (result, "=Piscine", VIGIE_KIND_PUBLIC_BUILDING, "{\"operat\":7}");
  site->area = 4000;
  site->site->demonstration = TRUE;
  site->figures[VIGIE_KPI_CONSUMPTION].coverage = 0.5;
  site->figures[VIGIE_KPI_CONSUMPTION].undefined = VIGIE_UNDEFINED_COVERAGE;
  reason
      = vigie_figure_reason_to_words (VIGIE_KPI_CONSUMPTION, &site->figures[VIGIE_KPI_CONSUMPTION]);
  /* Too small, another kind, no area: not declared. */
  fixture_add_site (result, "Mairie", VIGIE_KIND_PUBLIC_BUILDING, "")->area = 999;
  fixture_add_site (result, "Épuration", VIGIE_KIND_WATER, "")->area = 5000;
  fixture_add_site (result, "École", VIGIE_KIND_PUBLIC_BUILDING, "{]");

  g_assert_cmpuint (vigie_declaration_operat_count (result), ==, 2);
  bytes = vigie_declaration_operat (result);
  rows = read_csv (bytes);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (CELL (1, _ ("EFA reference")), ==, "EFA-1");
  g_assert_cmpstr (CELL (1, _ ("Year")), ==, "2025");
  g_assert_cmpstr (CELL (1, _ ("First day")), ==, "2025-01-01");
  g_assert_cmpstr (CELL (1, _ ("Last day")), ==, "2025-12-31");
  g_assert_cmpstr (CELL (1, _ ("Floor area (m²)")), ==, "1500");
  g_assert_cmpstr (CELL (1, _ ("Total consumption (kWh of final energy)")), ==, "150000,25");
  g_assert_cmpstr (CELL (1, _ ("of which bought (kWh)")), ==, "140000,25");
  g_assert_cmpstr (CELL (1, _ ("of which self-consumed (kWh)")), ==, "10000");
  g_assert_cmpstr (CELL (1, _ ("Coverage (%)")), ==, "99,5");
  g_assert_cmpstr (CELL (1, _ ("Objective for 2030, −40% (kWh)")), ==, "120000");
  g_assert_cmpstr (CELL (1, _ ("Objective for 2040, −50% (kWh)")), ==, "100000");
  g_assert_cmpstr (CELL (1, _ ("Objective for 2050, −60% (kWh)")), ==, "80000");
  g_assert_true (g_str_has_prefix (CELL (1, _ ("Change since the reference (%)")), "-24,99"));
  g_assert_cmpstr (CELL (1, _ ("Note")), ==, "");
  g_assert_cmpstr (CELL (2, _ ("Site")), ==, "'=Piscine");
  g_assert_cmpstr (CELL (2, _ ("Total consumption (kWh of final energy)")), ==, "");
  g_assert_cmpstr (CELL (2, _ ("Note")), ==, reason);
  g_assert_cmpstr (CELL (2, _ ("Nature of the data")), ==,
                   _ ("Demonstration (simulated readings)"));
}

/* The row of a symbol, after @from. */
static guint
row_of (GPtrArray *rows, const char *symbol)
{
  for (guint i = 1; i < rows->len; i++)
    if (g_str_equal (CELL (i, _ ("Symbol")), symbol))
      return i;
  g_error ("no row %s", symbol);
}

static void
test_data_centres (void)
{
  g_autoptr (VigieEnergyResult) result
      = fixture_result_new (vigie_period_at (FIXTURE_NOW, VIGIE_PERIOD_YEAR, NULL));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  VigieEnergySiteResult *site
      = fixture_add_site (result, "Centre", VIGIE_KIND_DATA_CENTRE,
                          "{\"dataCentre\":{\"ratedItPowerKW\":200,\"refrigerants\":\"R-1234ze\","
                          "\"wasteHeatTemperatureC\":\"tiède\",\"floorAreaM2\":-5}}");

  fixture_tell (site->figures, VIGIE_KPI_DC, 1340000, 0.99);
  fixture_tell (site->figures, VIGIE_KPI_IT, 1000000, 0.99);
  fixture_tell (site->figures, VIGIE_KPI_PUE, 1.34, 0.99);
  fixture_tell (site->figures, VIGIE_KPI_WATER, 250000, 1);
  fixture_tell (site->figures, VIGIE_KPI_REF, 1, 0.98);
  site->figures[VIGIE_KPI_REF].numerator = 1350000.5;
  fixture_add_site (result, "Mairie", VIGIE_KIND_PUBLIC_BUILDING, "{\"dataCentre\":{}}");

  g_assert_cmpuint (vigie_declaration_data_centres_count (result), ==, 1);
  bytes = vigie_declaration_data_centres (result);
  rows = read_csv (bytes);
  g_assert_cmpstr (CELL (1, _ ("Regulation (EU) 2024/1364")), ==, _ ("Voluntary (under 500 kW)"));
  g_assert_cmpstr (CELL (1, _ ("Last day")), ==, "2026-11-21");
  g_assert_cmpstr (CELL (row_of (rows, "PDIT"), _ ("Value")), ==, "200");
  g_assert_cmpstr (CELL (row_of (rows, "EDC"), _ ("Value")), ==, "1340000");
  g_assert_cmpstr (CELL (row_of (rows, "WIN"), _ ("Value")), ==, "250");
  g_assert_cmpstr (CELL (row_of (rows, "WIN"), _ ("Unit")), ==, "m³");
  g_assert_cmpstr (CELL (row_of (rows, "PUE"), _ ("Value")), ==, "1,34");
  /* All that is renewable, not capped as the ratio is. */
  g_assert_cmpstr (CELL (row_of (rows, "ERES-TOT"), _ ("Value")), ==, "1350000,5");
  g_assert_cmpstr (CELL (row_of (rows, "—"), _ ("Value")), ==, "R-1234ze");
  g_assert_cmpstr (CELL (row_of (rows, "SDC"), _ ("Value")), ==, "");
  g_assert_cmpstr (CELL (row_of (rows, "CSERV"), _ ("Value")), ==, "");
  g_assert_cmpstr (CELL (row_of (rows, "CSERV"), _ ("Note")), ==,
                   _ ("Not metered: to be completed"));
  g_assert_cmpstr (CELL (row_of (rows, "EREUSE"), _ ("Value")), ==, "");
  g_assert_cmpstr (CELL (row_of (rows, "PUE"), _ ("Note")), ==, _ ("The year is not over"));
}

static void
test_names (void)
{
  g_autoptr (VigieEnergyResult) month
      = fixture_result_new (vigie_period_at (FIXTURE_NOW, VIGIE_PERIOD_MONTH, NULL));
  g_autoptr (VigieReport) report = vigie_report_new ("Lorient Agglomération", "Lanester", TRUE,
                                                     FIXTURE_NOW, month, NULL, NULL, NULL);
  g_autofree char *name = vigie_report_make_file_name (report);
  g_autofree char *expected = g_strdup_printf (_ ("Energy report %1$d-%2$02d.pdf"), 2026, 11);
  VigiePeriod declared = vigie_report_declared_year (&month->period, FIXTURE_NOW);
  VigiePeriod year = vigie_period_at (FIXTURE_NOW, VIGIE_PERIOD_YEAR, NULL);

  g_assert_cmpstr (name, ==, expected);
  g_assert_cmpint (vigie_time_to_local (declared.from, vigie_words_default_zone ()).year, ==, 2025);
  declared = vigie_report_declared_year (&year, FIXTURE_NOW);
  g_assert_cmpint (declared.from, ==, year.from);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/operat", test_operat);
  g_test_add_func ("/report/data-centres", test_data_centres);
  g_test_add_func ("/report/names", test_names);
  return g_test_run ();
}
