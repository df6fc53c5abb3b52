/* vigie-scale-bar.c: how long a kilometre is on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-scale-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-layer-frame.h"
#include "vigie-map-scale.h"
#include "vigie-map-text.h"
#include "vigie-words.h"

#define MAX_WIDTH 110
#define TICK 6
#define TEXT_PIXELS 12
#define TEXT_HEIGHT 19

struct _VigieScaleBar
{
  GtkWidget parent_instance;

  ShumateViewport *viewport; /* owned */
  VigieMapText *texts;       /* owned */
  VigieScheme scheme;
  double metres; /* as labelled */
};

G_DEFINE_FINAL_TYPE (VigieScaleBar, vigie_scale_bar, GTK_TYPE_WIDGET)

char *
vigie_scale_bar_format (double metres)
{
  g_autofree char *number
      = vigie_words_number (metres >= 1000 ? metres / 1000 : metres, metres < 1 ? 2 : 0);

  /* Translators: a distance on the ground, « 5 km », « 200 m » */
  return g_strdup_printf (metres >= 1000 ? C_ ("distance", "%s km") : C_ ("distance", "%s m"),
                          number);
}

static double
length_of (VigieScaleBar *self, double *pixels)
{
  double world = vigie_viewport_world (self->viewport);
  double lat = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport));

  return vigie_mercator_scale_bar (vigie_mercator_metres_per_pixel (lat, world), MAX_WIDTH, pixels);
}

static void
viewport_notify_cb (ShumateViewport *viewport, GParamSpec *pspec, VigieScaleBar *self)
{
  double pixels, metres = length_of (self, &pixels);

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (metres == self->metres || metres <= 0)
    return;
  self->metres = metres;

  g_autofree char *length = vigie_scale_bar_format (metres);
  g_autofree char *label = g_strdup_printf (
      /* Translators: of the map, « Scale: 5 km » */
      _ ("Scale: %s"), length);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
vigie_scale_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieScaleBar *self = VIGIE_SCALE_BAR (widget);
  VigieScheme scheme = vigie_scheme_resolve (self->scheme, widget);
  const VigiePalette *palette = vigie_palette_get (scheme);
  const GdkRGBA *halo = scheme == VIGIE_SCHEME_DARK ? &palette->land : &palette->card;
  double pixels, metres = length_of (self, &pixels), width, height;
  g_autofree char *text = NULL;
  GdkTexture *texture;

  if (metres <= 0)
    return;
  text = vigie_scale_bar_format (metres);
  pixels = round (pixels);
  for (int pass = 0; pass < 2; pass++)
    {
      const GdkRGBA *color = pass == 0 ? halo : &palette->fg;
      double more = pass == 0 ? 1 : 0;

      gtk_snapshot_append_color (
          snapshot, color,
          &GRAPHENE_RECT_INIT (1 - more, TICK - more, pixels + 2 * more, 1.5 + 2 * more));
      gtk_snapshot_append_color (
          snapshot, color,
          &GRAPHENE_RECT_INIT (1 - more, 1 - more, 1.5 + 2 * more, TICK + 2 * more));
      gtk_snapshot_append_color (
          snapshot, color,
          &GRAPHENE_RECT_INIT (pixels - 0.5 - more, 1 - more, 1.5 + 2 * more, TICK + 2 * more));
    }
  vigie_map_text_set_style (self->texts, vigie_map_scale_text (widget, TEXT_PIXELS),
                            PANGO_WEIGHT_MEDIUM, &palette->fg, halo,
                            gtk_widget_get_scale_factor (widget));
  texture = vigie_map_text_get (self->texts, text, &width, &height);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (-1, TICK + 1, width, height));
}

static void
vigie_scale_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? MAX_WIDTH + 4
                            : TICK + 1 + vigie_map_scale_text (widget, TEXT_HEIGHT);
}

static void
vigie_scale_bar_dispose (GObject *object)
{
  VigieScaleBar *self = VIGIE_SCALE_BAR (object);

  g_clear_object (&self->viewport);
  g_clear_object (&self->texts);
  G_OBJECT_CLASS (vigie_scale_bar_parent_class)->dispose (object);
}

static void
vigie_scale_bar_class_init (VigieScaleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_scale_bar_dispose;
  widget_class->snapshot = vigie_scale_bar_snapshot;
  widget_class->measure = vigie_scale_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigie_scale_bar_init (VigieScaleBar *self)
{
  self->texts = vigie_map_text_new ();
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
vigie_scale_bar_new (ShumateViewport *viewport)
{
  VigieScaleBar *self = g_object_new (VIGIE_TYPE_SCALE_BAR, NULL);

  self->viewport = g_object_ref (viewport);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (viewport_notify_cb), self,
                           G_CONNECT_DEFAULT);
  viewport_notify_cb (viewport, NULL, self);
  return GTK_WIDGET (self);
}

void
vigie_scale_bar_set_scheme (VigieScaleBar *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_SCALE_BAR (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
