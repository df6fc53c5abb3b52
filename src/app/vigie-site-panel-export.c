/* vigie-site-panel-export.c: what of a site is copied or dragged out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel-export.h"

#include <glib/gi18n-lib.h>

#include "vigie-csv.h"
#include "vigie-fold.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

static void
add_measure (VigieCsv *csv, VigieSite *site, VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieSensorData *sensor = vigie_measure_get_sensor (measure);
  const VigieReading *latest = vigie_measure_get_latest (measure);
  const double limits[] = {data->thresholds.lowlow, data->thresholds.low, data->thresholds.high,
                           data->thresholds.highhigh};
  g_autofree char *name = vigie_site_measure_name (data);
  GTimeZone *zone = vigie_words_default_zone ();

  vigie_csv_add_text (csv, vigie_site_get_name (site));
  vigie_csv_add_text (csv, sensor != NULL ? sensor->name : NULL);
  vigie_csv_add_text (csv, sensor != NULL ? sensor->model : NULL);
  vigie_csv_add_text (csv, sensor != NULL ? sensor->dev_eui : NULL);
  vigie_csv_add_text (csv, name);
  if (latest->type == VIGIE_VALUE_NUMBER)
    vigie_csv_add_number (csv, latest->number);
  else if (latest->type == VIGIE_VALUE_TEXT || latest->type == VIGIE_VALUE_JSON)
    vigie_csv_add_text (csv, latest->text);
  else
    {
      g_autofree char *words = vigie_words_reading (latest, NULL);

      vigie_csv_add_text (csv, latest->type == VIGIE_VALUE_NONE ? NULL : words);
    }
  vigie_csv_add_text (csv, data->unit);
  vigie_csv_add_time (csv, latest->time, zone);
  vigie_csv_add_instant (csv, latest->time, zone);
  vigie_csv_add_text (csv, vigie_words_freshness (vigie_measure_get_freshness (measure)));
  vigie_csv_add_text (csv, vigie_words_condition (vigie_measure_get_condition (measure)));
  vigie_csv_add_number (
      csv, data->expected_interval > 0 ? (double) data->expected_interval / VIGIE_MINUTE : NAN);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    vigie_csv_add_number (csv, limits[i]);
  vigie_csv_end_row (csv);
}

GBytes *
vigie_site_export_csv (VigieSite *site)
{
  const char *const titles[] = {
      _ ("Site"),
      _ ("Sensor"),
      _ ("Model"),
      _ ("Identifier"),
      _ ("Measure"),
      _ ("Value"),
      _ ("Unit"),
      _ ("Reading"),
      /* Translators: column of a table: the instant of a reading for programs (ISO 8601) */
      _ ("Reading (ISO 8601)"),
      _ ("Freshness"),
      _ ("State"),
      _ ("Expected every (min)"),
      _ ("Critical low limit"),
      _ ("Low limit"),
      _ ("High limit"),
      _ ("Critical high limit"),
  };
  VigieCsv *csv = vigie_csv_new ();
  GListModel *measures = vigie_site_get_measures (site);
  guint n = g_list_model_get_n_items (measures);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    vigie_csv_add_text (csv, titles[i]);
  vigie_csv_end_row (csv);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);

      add_measure (csv, site, measure);
    }
  return vigie_csv_finish (csv);
}

GdkContentProvider *
vigie_site_export_provider (VigieSite *site, GFile *file)
{
  g_autoptr (GBytes) table = vigie_site_export_csv (site);
  gsize size;
  const char *bytes = g_bytes_get_data (table, &size);
  g_autofree char *text = NULL;
  GdkContentProvider *providers[3];
  gsize n = 0;

  /* Text is pasted without the byte order mark. */
  if (size >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    text = g_strndup (bytes + 3, size - 3);
  else
    text = g_strndup (bytes, size);
  if (file != NULL)
    providers[n++] = gdk_content_provider_new_typed (G_TYPE_FILE, file);
  providers[n++] = gdk_content_provider_new_for_bytes ("text/csv", table);
  providers[n++] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  return gdk_content_provider_new_union (providers, n);
}

char *
vigie_site_export_file_name (VigieSite *site, VigieTime now)
{
  g_autofree char *folded = vigie_fold_text (vigie_site_get_name (site));
  VigieLocalTime day = vigie_time_to_local (now, vigie_words_default_zone ());
  GString *name = g_string_new (NULL);

  /* Letters and digits only: the rest is a dash. */
  for (const char *p = folded; *p != '\0' && name->len < 80; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (name, *p);
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
  if (name->len > 0 && name->str[name->len - 1] != '-')
    g_string_append_c (name, '-');
  g_string_append_printf (name, "%04d-%02d-%02d.csv", day.year, day.month, day.day);
  return g_string_free (name, FALSE);
}

char *
vigie_site_export_state (VigieSite *site, const char *place, const char *state, VigieTime now)
{
  g_autofree char *name = vigie_site_text_plain (vigie_site_get_name (site), VIGIE_SITE_NAME_MAX);
  g_autofree char *reason
      = vigie_site_text_plain (vigie_site_get_reason (site), VIGIE_SITE_NOTE_MAX);
  g_autofree char *when = vigie_words_date_time (now, NULL);

  if (vigie_site_get_severity (site) == 0)
    /* Translators: what is copied of a site: name, place, state, date */
    return g_strdup_printf (C_ ("copied", "%1$s (%2$s)\n%3$s\n%4$s"), name, place, state, when);
  /* Translators: what is copied of a site: name, place, state, reason, date */
  return g_strdup_printf (C_ ("copied", "%1$s (%2$s)\n%3$s\n%4$s\n%5$s"), name, place, state,
                          reason, when);
}
