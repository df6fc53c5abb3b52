/* vigie-attendance-skips.c: the skips of a site and how full they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-skips.h"

#include "vigie-bullet.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

/* % from which a skip is nearly full where no limit is declared. */
#define NEARLY_FULL 90

/* A full reference, or NULL. */
static VigieMeasure *
find_measure (VigieSite *live, const VigieMeasureData *data)
{
  GListModel *measures = live != NULL ? vigie_site_get_measures (live) : NULL;

  for (guint i = 0; measures != NULL && i < g_list_model_get_n_items (measures); i++)
    {
      VigieMeasure *measure = g_list_model_get_item (measures, i);

      if (g_str_equal (vigie_measure_get_data (measure)->id, data->id))
        return measure;
      g_object_unref (measure);
    }
  return NULL;
}

static gboolean
is_fresh (VigieMeasure *measure)
{
  VigieFreshness freshness = vigie_measure_get_freshness (measure);

  return freshness == VIGIE_FRESHNESS_LIVE || freshness == VIGIE_FRESHNESS_LATE;
}

static gboolean
is_full (VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  double level = vigie_measure_get_latest (measure)->number;
  double limit = data->thresholds.high;

  if (isnan (limit))
    limit = g_str_equal (data->unit, "%") ? NEARLY_FULL : NAN;
  return is_fresh (measure) && level >= limit;
}

/* What the skip is called: its sensor where the measure only says « Remplissage ». */
static char *
name_of (VigieMeasure *measure, const VigieMeasureData *data)
{
  const VigieSensorData *sensor = measure != NULL ? vigie_measure_get_sensor (measure) : NULL;

  if (sensor != NULL && sensor->name[0] != '\0')
    return vigie_site_text_plain (sensor->name, VIGIE_SITE_NAME_MAX);
  return vigie_site_measure_name (data);
}

char **
vigie_attendance_skips_full (const VigieAttendanceSite *site, VigieSite *live)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < site->skips->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (site->skips, i);
      g_autoptr (VigieMeasure) measure = find_measure (live, data);

      if (measure != NULL && is_full (measure))
        g_ptr_array_add (names, name_of (measure, data));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static GtkWidget *
make_label (const char *words, float xalign, gboolean bold)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (bold)
    gtk_widget_add_css_class (label, "vigie-bold");
  return label;
}

static GtkWidget *
make_bar (VigieMeasure *measure, const char *name, VigieTime now, gboolean is_live)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  double value = vigie_measure_get_latest (measure)->number;
  GtkWidget *bar = vigie_bullet_new ();
  VigieBulletScale scale
      = vigie_bullet_scale_derive (data->unit, &data->thresholds, NAN, NULL, now, value);
  g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);

  vigie_bullet_set_scale (VIGIE_BULLET (bar), &scale, unit);
  vigie_bullet_set_value (VIGIE_BULLET (bar), value, vigie_measure_get_freshness (measure),
                          !is_live);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return bar;
}

static char *
value_words (VigieMeasure *measure, VigieTime now, gboolean is_live)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieReading *latest = vigie_measure_get_latest (measure);
  g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);

  if (!is_fresh (measure))
    return vigie_words_freshness_line (data, vigie_measure_get_freshness (measure), now,
                                       latest->time, NULL);
  return vigie_words_value (latest->number, unit);
}

static void
drop_row (GtkGrid *grid, int row)
{
  for (int column = 0; column < 3; column++)
    {
      GtkWidget *child = gtk_grid_get_child_at (grid, column, row);

      if (child != NULL)
        gtk_grid_remove (grid, child);
    }
}

/* All that is shown of it, as a text to compare. */
static char *
signature_of (VigieMeasure *measure, const char *name, const char *value, gboolean is_live)
{
  if (measure == NULL)
    return g_strdup (name);
  return g_strdup_printf ("%p %p %s %s %g %d %d %d", (void *) measure,
                          (void *) vigie_measure_get_data (measure), name, value,
                          vigie_measure_get_latest (measure)->number,
                          (int) vigie_measure_get_freshness (measure), is_full (measure), is_live);
}

static void
fill_row (GtkGrid *grid,
          int row,
          const VigieMeasureData *data,
          VigieSite *live,
          VigieTime now,
          gboolean is_live)
{
  g_autoptr (VigieMeasure) measure = find_measure (live, data);
  g_autofree char *name = name_of (measure, data);
  g_autofree char *value = measure != NULL ? value_words (measure, now, is_live) : NULL;
  g_autofree char *signature = signature_of (measure, name, value, is_live);
  GtkWidget *label = gtk_grid_get_child_at (grid, 0, row);

  if (label != NULL
      && g_strcmp0 (g_object_get_data (G_OBJECT (label), "signature"), signature) == 0)
    return;
  drop_row (grid, row);
  label = make_label (name, 0, FALSE);
  g_object_set_data_full (G_OBJECT (label), "signature", g_steal_pointer (&signature), g_free);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  if (measure == NULL)
    return;
  gtk_grid_attach (grid, make_bar (measure, name, now, is_live), 1, row, 1, 1);
  gtk_grid_attach (grid, make_label (value, 1, is_full (measure)), 2, row, 1, 1);
}

gboolean
vigie_attendance_skips_fill (GtkGrid *grid,
                             guint first,
                             const VigieAttendanceSite *site,
                             VigieSite *live,
                             VigieTime now,
                             gboolean is_live)
{
  guint end = MIN (site->skips->len, first + VIGIE_ATTENDANCE_SKIPS_AT_ONCE);

  for (guint i = first; i < end; i++)
    fill_row (grid, (int) i, g_ptr_array_index (site->skips, i), live, now, is_live);
  if (end < site->skips->len)
    return TRUE;
  for (int i = (int) end; gtk_grid_get_child_at (grid, 0, i) != NULL; i++)
    drop_row (grid, i);
  return FALSE;
}
