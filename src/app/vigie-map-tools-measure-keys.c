/* vigie-map-tools-measure-keys.c: measuring on the map by the keyboard: a cross that arrows move.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-tools-measure-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-geodesy-text.h"

/* What an arrow moves the cross by, px; with Shift; with Ctrl. */
#define STEP 16
#define LONG_STEP 80
#define SHORT_STEP 1
/* So near to the edge of the map the map goes along with the cross, px. */
#define EDGE 48

/* The map goes along with a cross that comes near to its edge. */
static void
follow_cross (VigieMapMeasure *self, double x, double y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->layer));
  double height = gtk_widget_get_height (GTK_WIDGET (self->layer));
  double dx = x < EDGE ? x - EDGE : x > width - EDGE ? x - (width - EDGE) : 0;
  double dy = y < EDGE ? y - EDGE : y > height - EDGE ? y - (height - EDGE) : 0;
  double lat, lon, zoom;
  VigiePosition middle;

  if (dx == 0 && dy == 0)
    return;
  vigie_measure_layer_locate (self->layer, width / 2 + dx, height / 2 + dy, &middle);
  vigie_map_view_get_position (self->map, &lat, &lon, &zoom);
  vigie_map_view_set_position (self->map, middle.lat, middle.lon, zoom);
}

static void
move_cross (VigieMapMeasure *self, double dx, double dy)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->layer));
  double height = gtk_widget_get_height (GTK_WIDGET (self->layer)), x = width / 2, y = height / 2;
  VigiePosition position;

  if (self->has_cross)
    vigie_measure_layer_place (self->layer, &self->cross, &x, &y);
  else if (self->points->len > 0)
    vigie_measure_layer_place (self->layer, &vigie_map_measure_points (self)[self->points->len - 1],
                               &x, &y);
  /* Where the last point was left behind, from the middle. */
  if (x < 0 || y < 0 || x > width || y > height)
    {
      x = width / 2;
      y = height / 2;
    }
  vigie_measure_layer_locate (self->layer, x + dx, y + dy, &position);
  vigie_map_measure_set_next (self, &position, TRUE);
  follow_cross (self, x + dx, y + dy);
  if (self->points->len > 0)
    {
      double bearing;
      double length = vigie_geodesy_inverse (
          &vigie_map_measure_points (self)[self->points->len - 1], &position, &bearing);
      g_autofree char *words = vigie_geodesy_words_distance (length);
      g_autofree char *sentence
          /* Translators: for a screen reader: how far the cross is from the last point, and in which direction */
          = g_strdup_printf (_ ("%1$s, %2$s"), words, vigie_geodesy_compass (bearing));

      vigie_map_measure_announce (self, sentence);
    }
}

/* A point at the cross; where the cross has not moved since the last one, the end. */
static void
enter (VigieMapMeasure *self)
{
  const VigiePosition *last
      = self->points->len > 0 ? &vigie_map_measure_points (self)[self->points->len - 1] : NULL;
  double x, y;

  if (!self->has_cross)
    {
      if (last != NULL)
        vigie_map_measure_end (self);
      else
        move_cross (self, 0, 0);
      return;
    }
  vigie_measure_layer_place (self->layer, &self->cross, &x, &y);
  if (last != NULL && last->lat == self->cross.lat && last->lon == self->cross.lon)
    vigie_map_measure_end (self);
  else if (vigie_map_measure_is_near_first (self, x, y))
    vigie_map_measure_close_shape (self);
  else
    {
      VigiePosition here = self->cross;

      vigie_map_measure_add (self, &here);
    }
}

gboolean
vigie_map_measure_key (VigieMapMeasure *self, guint key, GdkModifierType modifiers)
{
  double step = (modifiers & GDK_SHIFT_MASK) != 0     ? LONG_STEP
                : (modifiers & GDK_CONTROL_MASK) != 0 ? SHORT_STEP
                                                      : STEP;

  if ((modifiers & (GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Escape:
      vigie_map_measure_stop (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_BackSpace:
      vigie_map_measure_remove_last (self);
      return GDK_EVENT_STOP;
    default:
      break;
    }
  if (!self->measuring)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_cross (self, -step, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_cross (self, step, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_cross (self, 0, -step);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_cross (self, 0, step);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      enter (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}
