/* vigie-preferences-wall.c: from how far the wall is read, and whether its scenes follow one another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-preferences-wall.h"

#include <glib/gi18n-lib.h>

#include "vigie-settings.h"

struct _VigiePreferencesWall
{
  AdwPreferencesGroup parent_instance;

  AdwSpinRow *distance_row;
  AdwSpinRow *rotation_row;
};

G_DEFINE_FINAL_TYPE (VigiePreferencesWall, vigie_preferences_wall, ADW_TYPE_PREFERENCES_GROUP)

/* The number says nothing of what 0 does. */
static void
rotation_cb (VigiePreferencesWall *self)
{
  gboolean turns = adw_spin_row_get_value (self->rotation_row) > 0;

  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->rotation_row),
      turns ? _ ("In seconds. A site that becomes critical stops the rotation on the map.")
            : _ ("0: the selected scene stays"));
}

static void
vigie_preferences_wall_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_PREFERENCES_WALL);

  G_OBJECT_CLASS (vigie_preferences_wall_parent_class)->dispose (object);
}

static void
vigie_preferences_wall_class_init (VigiePreferencesWallClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_preferences_wall_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-preferences-wall.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigiePreferencesWall, name)
  BIND (distance_row);
  BIND (rotation_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, rotation_cb);
}

static void
vigie_preferences_wall_init (VigiePreferencesWall *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vigie_preferences_wall_setup (VigiePreferencesWall *self, GSettings *settings)
{
  g_return_if_fail (VIGIE_IS_PREFERENCES_WALL (self));

  g_settings_bind (settings, "wall-distance", self->distance_row, "value",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (settings, "wall-rotation", self->rotation_row, "value",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  vigie_settings_bind_lock (settings, "wall-distance", GTK_WIDGET (self->distance_row));
  vigie_settings_bind_lock (settings, "wall-rotation", GTK_WIDGET (self->rotation_row));
  rotation_cb (self);
}
