/* vigie-fleet-tour-print.c: a tour on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-tour-print.h"

#include <glib/gi18n-lib.h>

#include "vigie-report-print.h"
#include "vigie-sheet.h"
#include "vigie-words.h"

static void
add_stop (VigieReportSheets *sheets, const VigieFleetStop *stop, guint i)
{
  g_autofree char *number = vigie_words_number (i + 1, 0);
  g_autofree char *distance
      = isnan (stop->distance) ? NULL : vigie_fleet_tour_distance_words (stop->distance);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autofree char *site = NULL;

  g_ptr_array_add (lines, stop->name);
  if (*stop->commune != '\0')
    g_ptr_array_add (lines, stop->commune);
  if (distance != NULL)
    g_ptr_array_add (lines, distance);
  if (stop->access != NULL)
    g_ptr_array_add (lines, stop->access);
  g_ptr_array_add (lines, NULL);
  site = g_strjoinv ("\n", (char **) lines->pdata);
  for (guint j = 0; j < stop->tasks->len; j++)
    {
      const VigieFleetTask *task = g_ptr_array_index (stop->tasks, j);
      g_autofree char *battery = vigie_fleet_task_battery_words (task);
      g_autofree char *sensor = *task->eui != '\0' ? g_strjoin ("\n", task->sensor, task->eui, NULL)
                                                   : g_strdup (task->sensor);
      const char *const cells[]
          = {j == 0 ? number : NULL, j == 0 ? site : NULL, sensor, task->findings, battery, "☐"};

      vigie_report_sheets_add_row (sheets, cells, FALSE);
    }
}

VigieReportSheets *
vigie_fleet_tour_lay_out (const VigieFleetTour *tour, const char *territory)
{
  const VigieReportColumn columns[] = {
      {C_ ("tour", "Stop"), 0.07, FALSE},    {C_ ("tour", "Site"), 0.25, FALSE},
      {C_ ("tour", "Sensor"), 0.24, FALSE},  {C_ ("tour", "Finding"), 0.26, FALSE},
      {C_ ("tour", "Battery"), 0.13, FALSE}, {C_ ("tour", "Done"), 0.05, FALSE},
  };
  g_autofree char *made = vigie_sheet_made_words (tour->made, NULL, FALSE);
  g_autofree char *title = vigie_fleet_tour_title (tour);
  g_autofree char *summary = vigie_fleet_tour_summary (tour);
  g_autofree char *batteries = vigie_fleet_tour_batteries (tour);
  VigieReportSheets *sheets = vigie_report_sheets_new (made);

  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_TITLE, title);
  if (territory != NULL)
    vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBTITLE, territory);
  if (tour->demonstration)
    vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_MARK,
                                  _ ("Demonstration: simulated data"));
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_BODY, summary);
  if (batteries != NULL)
    {
      g_autofree char *bring = g_strdup_printf (_ ("To bring: %s"), batteries);

      vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBHEADING, bring);
      vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_NOTE,
                                    _ ("Batteries at the end of their life, and one for each "
                                       "silent sensor"));
    }
  if (tour->start != NULL)
    {
      g_autofree char *start = g_strdup_printf (_ ("Start: %s"), tour->start);

      vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_NOTE, start);
    }
  vigie_report_sheets_add_space (sheets, 8);
  vigie_report_sheets_begin_table (sheets, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < tour->stops->len; i++)
    add_stop (sheets, g_ptr_array_index (tour->stops, i), i);
  vigie_report_sheets_end_table (sheets);
  return sheets;
}

/* ---- Printing -------------------------------------------------------------------------------- */

void
vigie_fleet_tour_print (const VigieFleetTour *tour, const char *territory, GtkWidget *widget)
{
  g_autofree char *title = vigie_fleet_tour_title (tour);
  g_autoptr (GError) error = NULL;

  if (!vigie_report_print (vigie_fleet_tour_lay_out (tour, territory), title, widget, &error))
    {
      /* Translators: %s is the reason */
      g_autofree char *words
          = g_strdup_printf (_ ("Could not print the service round: %s"), error->message);

      gtk_widget_activate_action (widget, "win.notice", "s", words);
    }
}
