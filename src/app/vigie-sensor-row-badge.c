/* vigie-sensor-row-badge.c: battery or radio of a sensor: bars and figure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sensor-row-badge.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-measure-row-text.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

struct _VigieSensorBadge
{
  GtkWidget parent_instance;

  GtkImage *icon;  /* child */
  GtkLabel *label; /* child */
  char *words;     /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieSensorBadge, vigie_sensor_badge, GTK_TYPE_WIDGET)

static void
vigie_sensor_badge_dispose (GObject *object)
{
  VigieSensorBadge *self = VIGIE_SENSOR_BADGE (object);

  g_clear_pointer (&self->words, g_free);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_sensor_badge_parent_class)->dispose (object);
}

static void
vigie_sensor_badge_class_init (VigieSensorBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_sensor_badge_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sensorbadge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_sensor_badge_init (VigieSensorBadge *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_spacing (layout, 4);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "pixel-size", 13, NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "vigie-small");
  gtk_widget_set_parent (GTK_WIDGET (self->icon), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
vigie_sensor_badge_update (VigieSensorBadge *self, VigieMeasure *measure)
{
  const VigieReading *latest = measure != NULL ? vigie_measure_get_latest (measure) : NULL;
  gboolean shown = latest != NULL && latest->type == VIGIE_VALUE_NUMBER;
  g_autofree char *unit = NULL;
  g_autofree char *value = NULL;
  g_autofree char *icon = NULL;
  g_autofree char *words = NULL;
  VigieCondition condition;
  gboolean battery;

  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (!shown)
    {
      g_clear_pointer (&self->words, g_free);
      return;
    }
  battery = vigie_measure_get_data (measure)->role == VIGIE_ROLE_BATTERY_LEVEL;
  condition = vigie_measure_get_condition_state (measure)->condition;
  unit = vigie_site_text_plain (vigie_measure_get_data (measure)->unit, VIGIE_SITE_UNIT_MAX);
  value = vigie_words_value (latest->number, unit);
  icon = battery
             ? g_strdup_printf ("vigie-battery-%d-symbolic", vigie_battery_bars (latest->number))
             : g_strdup_printf ("vigie-signal-%d-symbolic", vigie_signal_bars (latest->number));
  /* Translators: for a screen reader: the battery level of a sensor */
  words = battery ? g_strdup_printf (C_ ("screen reader", "battery %s"), value)
                  /* Translators: for a screen reader: the radio level of a sensor */
                  : g_strdup_printf (C_ ("screen reader", "signal %s"), value);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->label, value);
  if (condition == VIGIE_CONDITION_WARNING || condition == VIGIE_CONDITION_CRITICAL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "passed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "passed");
  if (g_set_str (&self->words, words))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                    -1);
}

const char *
vigie_sensor_badge_get_words (VigieSensorBadge *self)
{
  return self->words;
}
