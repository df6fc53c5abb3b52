/* vigie-map-scale.c: how many device pixels a logical one is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-scale.h"

#include <math.h>
#include <shumate/shumate.h>

/* gtk-xft-dpi of text of the usual size. */
#define USUAL_DPI (96.0 * 1024)

static GQuark
override_quark (void)
{
  return g_quark_from_static_string ("vigie-map-scale");
}

double
vigie_map_scale_of_surface (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface) : gtk_widget_get_scale_factor (widget);
}

double
vigie_map_scale_of (GtkWidget *widget)
{
  GtkWidget *map = gtk_widget_get_ancestor (widget, SHUMATE_TYPE_MAP);
  const double *override
      = map != NULL ? g_object_get_qdata (G_OBJECT (map), override_quark ()) : NULL;

  return override != NULL ? *override : vigie_map_scale_of_surface (widget);
}

gboolean
vigie_map_scale_is_overridden (GtkWidget *widget)
{
  GtkWidget *map = gtk_widget_get_ancestor (widget, SHUMATE_TYPE_MAP);

  return map != NULL && g_object_get_qdata (G_OBJECT (map), override_quark ()) != NULL;
}

int
vigie_map_scale_text (GtkWidget *widget, int pixels)
{
  int dpi = 0;

  if (vigie_map_scale_is_overridden (widget))
    return pixels;
  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (int) round (pixels * CLAMP (dpi / USUAL_DPI, 0.5, 4)) : pixels;
}

void
vigie_map_scale_override (GtkWidget *map, double scale)
{
  g_return_if_fail (SHUMATE_IS_MAP (map));

  g_object_set_qdata_full (G_OBJECT (map), override_quark (),
                           scale > 0 ? g_memdup2 (&scale, sizeof scale) : NULL, g_free);
}
