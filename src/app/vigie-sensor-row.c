/* vigie-sensor-row.c: a sensor of several measures, above their rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sensor-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-measure-row-text.h"
#include "vigie-sensor-row-badge.h"
#include "vigie-site-panel-text.h"
#include "vigie-status.h"
#include "vigie-text.h"
#include "vigie-words.h"

struct _VigieSensorRow
{
  GtkListBoxRow parent_instance;

  VigieSite *site;       /* owned */
  VigieMeasure *kept;    /* owned: a measure of the sensor */
  VigieMeasure *battery; /* owned, or NULL */
  VigieMeasure *rssi;    /* owned, or NULL */
  VigieTicker *ticker;   /* owned */
  gint64 expected;       /* µs */
  char *sentence;        /* owned */
  gboolean active;

  GtkLabel *title;
  GtkLabel *seen;
  GtkLabel *model;
  VigieSensorBadge *battery_badge;
  VigieSensorBadge *rssi_badge;
};

G_DEFINE_FINAL_TYPE (VigieSensorRow, vigie_sensor_row, GTK_TYPE_LIST_BOX_ROW)

char *
vigie_sensor_row_seen_words (VigieTime now,
                             VigieTime last,
                             gint64 expected,
                             gboolean told,
                             gboolean live,
                             gboolean *strong)
{
  VigieFreshness freshness = vigie_freshness_compute (now, last, expected, FALSE);
  g_autofree char *seen = NULL;
  g_autofree char *every = NULL;

  *strong = freshness != VIGIE_FRESHNESS_LIVE;
  if (last == VIGIE_TIME_NONE)
    seen = g_strdup (vigie_words_freshness (VIGIE_FRESHNESS_NEVER));
  else if (!live)
    {
      seen = vigie_words_at (now, last, NULL);
      *strong = TRUE;
    }
  else if (freshness == VIGIE_FRESHNESS_SILENT)
    seen = told ? vigie_words_silent_since (now, last, NULL) : vigie_words_at (now, last, NULL);
  else if (freshness == VIGIE_FRESHNESS_LATE)
    seen = vigie_words_late (now, last);
  else
    seen = vigie_text_calm_age (now, last);
  if (expected <= 0 || !told)
    return g_steal_pointer (&seen);
  every = vigie_site_expected_words (expected);
  return g_strdup_printf ("%s · %s", seen, every);
}

static void
update (VigieSensorRow *self)
{
  const VigieSensorData *sensor = vigie_measure_get_sensor (self->kept);
  VigieSitePlanRow row = {.sensor = sensor};
  gboolean live = vigie_ticker_get_live (self->ticker);
  gboolean strong;
  g_autofree char *seen = NULL;
  g_autofree char *model = NULL;
  g_autoptr (GString) sentence = NULL;

  seen = vigie_sensor_row_seen_words (vigie_ticker_get_now (self->ticker),
                                      vigie_site_plan_last_seen (self->site, &row), self->expected,
                                      TRUE, live, &strong);
  model = vigie_site_text_plain (sensor != NULL ? sensor->model : NULL, VIGIE_SITE_NAME_MAX);
  gtk_label_set_label (self->seen, seen);
  gtk_label_set_label (self->model, model);
  gtk_widget_set_visible (GTK_WIDGET (self->model), *model != '\0');
  if (strong)
    gtk_widget_add_css_class (GTK_WIDGET (self->seen), "vigie-bold");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->seen), "vigie-bold");
  vigie_sensor_badge_update (self->battery_badge, self->battery);
  vigie_sensor_badge_update (self->rssi_badge, self->rssi);

  sentence = g_string_new (gtk_label_get_label (self->title));
  vigie_sentence_append (sentence, seen);
  vigie_sentence_append (sentence, vigie_sensor_badge_get_words (self->battery_badge));
  vigie_sentence_append (sentence, vigie_sensor_badge_get_words (self->rssi_badge));
  vigie_sentence_append (sentence, model);
  if (g_set_str (&self->sentence, sentence->str))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->sentence, -1);
}

static void
tick_cb (VigieSensorRow *self)
{
  if (self->active)
    update (self);
}

static void
vigie_sensor_row_dispose (GObject *object)
{
  VigieSensorRow *self = VIGIE_SENSOR_ROW (object);

  g_clear_object (&self->site);
  g_clear_object (&self->kept);
  g_clear_object (&self->battery);
  g_clear_object (&self->rssi);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->sentence, g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SENSOR_ROW);

  G_OBJECT_CLASS (vigie_sensor_row_parent_class)->dispose (object);
}

static void
vigie_sensor_row_class_init (VigieSensorRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_sensor_row_dispose;
  g_type_ensure (VIGIE_TYPE_SENSOR_BADGE);
  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-sensor-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieSensorRow, title);
  gtk_widget_class_bind_template_child (widget_class, VigieSensorRow, seen);
  gtk_widget_class_bind_template_child (widget_class, VigieSensorRow, model);
  gtk_widget_class_bind_template_child (widget_class, VigieSensorRow, battery_badge);
  gtk_widget_class_bind_template_child (widget_class, VigieSensorRow, rssi_badge);
}

static void
vigie_sensor_row_init (VigieSensorRow *self)
{
  self->active = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vigie_sensor_row_new (VigieSite *site, const VigieSitePlanRow *row, VigieTicker *ticker)
{
  VigieSensorRow *self = g_object_new (VIGIE_TYPE_SENSOR_ROW, NULL);
  VigieMeasure *followed[] = {row->battery, row->rssi, row->kept};

  self->site = g_object_ref (site);
  self->ticker = g_object_ref (ticker);
  g_set_object (&self->kept, row->kept);
  g_set_object (&self->battery, row->battery);
  g_set_object (&self->rssi, row->rssi);
  self->expected = row->expected_interval;
  gtk_label_set_label (self->title, row->title);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    if (followed[i] != NULL)
      g_signal_connect_object (followed[i], "notify", G_CALLBACK (tick_cb), self,
                               G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

const char *
vigie_sensor_row_get_id (VigieSensorRow *self)
{
  return vigie_measure_get_data (self->kept)->sensor_id;
}

void
vigie_sensor_row_set_active (VigieSensorRow *self, gboolean active)
{
  if (self->active == active)
    return;
  self->active = active;
  if (active)
    update (self);
}

const char *
vigie_sensor_row_get_sentence (VigieSensorRow *self)
{
  return self->sentence;
}
