/* vigie-fleet-tour-export.c: a tour as it leaves the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-csv.h"
#include "vigie-fleet-tour-plan.h"
#include "vigie-words.h"

/* ---- A table --------------------------------------------------------------------------------- */

GBytes *
vigie_fleet_tour_to_csv (const VigieFleetTour *self)
{
  const char *const titles[] = {
      C_ ("tour", "Stop"),      C_ ("tour", "Site"),
      C_ ("tour", "Commune"),   C_ ("tour", "Latitude"),
      C_ ("tour", "Longitude"), C_ ("tour", "From the previous stop, as the crow flies (km)"),
      C_ ("tour", "Sensor"),    C_ ("tour", "DevEUI"),
      C_ ("tour", "Finding"),   C_ ("tour", "Battery"),
      C_ ("tour", "To bring"),  C_ ("tour", "Access"),
  };
  VigieCsv *csv = vigie_csv_new ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    vigie_csv_add_text (csv, titles[i]);
  vigie_csv_end_row (csv);
  for (guint i = 0; i < self->stops->len; i++)
    {
      const VigieFleetStop *stop = g_ptr_array_index (self->stops, i);

      for (guint j = 0; j < stop->tasks->len; j++)
        {
          const VigieFleetTask *task = g_ptr_array_index (stop->tasks, j);
          g_autofree char *battery = vigie_fleet_task_battery_words (task);

          vigie_csv_add_number (csv, i + 1);
          vigie_csv_add_text (csv, stop->name);
          vigie_csv_add_text (csv, stop->commune);
          vigie_csv_add_number (csv, stop->lat);
          vigie_csv_add_number (csv, stop->lon);
          vigie_csv_add_number (csv, round (stop->distance / 10) / 100);
          vigie_csv_add_text (csv, task->sensor);
          vigie_csv_add_text (csv, task->eui);
          vigie_csv_add_text (csv, task->findings);
          vigie_csv_add_text (csv, battery);
          vigie_csv_add_number (csv, task->takes_battery ? 1 : 0);
          vigie_csv_add_text (csv, stop->access);
          vigie_csv_end_row (csv);
        }
    }
  return vigie_csv_finish (csv);
}

/* ---- Lines of text --------------------------------------------------------------------------- */

static void
add_tasks (GString *text, const VigieFleetStop *stop, const char *indent)
{
  for (guint i = 0; i < stop->tasks->len; i++)
    {
      const VigieFleetTask *task = g_ptr_array_index (stop->tasks, i);
      g_autofree char *battery = vigie_fleet_task_battery_words (task);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (*task->eui != '\0')
        /* Translators: work on a sensor: its name, its identifier, what is found, its battery */
        g_string_append_printf (text, C_ ("tour", "%1$s%2$s (%3$s): %4$s, %5$s"), indent,
                                task->sensor, task->eui, task->findings, battery);
      else
        g_string_append_printf (text, C_ ("tour", "%1$s%2$s: %3$s, %4$s"), indent, task->sensor,
                                task->findings, battery);
    }
}

char *
vigie_fleet_tour_to_text (const VigieFleetTour *self)
{
  g_autofree char *title = vigie_fleet_tour_title (self);
  g_autofree char *summary = vigie_fleet_tour_summary (self);
  g_autofree char *batteries = vigie_fleet_tour_batteries (self);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n", title, summary);
  if (batteries != NULL)
    {
      /* Translators: batteries: « À emporter : 7 × ER34615 » */
      g_string_append_printf (text, _ ("To bring: %s"), batteries);
      g_string_append_c (text, '\n');
    }
  if (self->demonstration)
    g_string_append_printf (text, "%s\n", _ ("Demonstration: simulated data"));
  for (guint i = 0; i < self->stops->len; i++)
    {
      const VigieFleetStop *stop = g_ptr_array_index (self->stops, i);

      g_string_append_printf (text, "\n%u. %s", i + 1, stop->name);
      if (*stop->commune != '\0')
        g_string_append_printf (text, " (%s)", stop->commune);
      add_tasks (text, stop, "   – ");
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* ---- A way ----------------------------------------------------------------------------------- */

GBytes *
vigie_fleet_tour_to_gpx (const VigieFleetTour *self)
{
  guint n = self->stops->len;
  g_autofree VigieTourStop *stops = g_new0 (VigieTourStop, MAX (n, 1));
  g_autofree guint *order = g_new0 (guint, MAX (n, 1));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = vigie_fleet_tour_title (self);

  for (guint i = 0; i < n; i++)
    {
      const VigieFleetStop *stop = g_ptr_array_index (self->stops, i);
      GString *text = g_string_new (NULL);

      add_tasks (text, stop, "");
      g_ptr_array_add (texts, g_string_free (text, FALSE));
      stops[i] = (VigieTourStop) {stop->name, g_ptr_array_index (texts, i), stop->lat, stop->lon};
      order[i] = i;
    }
  return vigie_tour_to_gpx (stops, order, n, title);
}

char *
vigie_fleet_tour_file_name (const VigieFleetTour *self, const char *extension)
{
  VigieLocalTime day = vigie_time_to_local (self->made, vigie_words_default_zone ());

  /* Translators: name of a file: tour, then year, month, day and what kind of file it is */
  return g_strdup_printf (C_ ("file name", "service-round-%1$04d-%2$02d-%3$02d.%4$s"), day.year,
                          day.month, day.day, extension);
}
