/* vigie-ground-layer.c: what is there where no map is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ground-layer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-geodesy-text.h"
#include "vigie-layer-frame.h"
#include "vigie-map-scale.h"
#include "vigie-map-text.h"

#define LABEL_PIXELS 11
/* From the edge of the map to the labels. */
#define LABEL_EDGE 6
/* Under the labels of longitude: the scale and the credits. */
#define LABEL_FOOT 34

struct _VigieGroundLayer
{
  VigieDrawnLayer parent_instance;

  VigieScheme scheme;
  VigieMapText *texts;   /* owned */
  VigieSiteLayer *sites; /* weak, or NULL */
  VigieBoxGrid *taken;   /* owned: the signs of sites */
  GArray *rects;         /* of graphene_rect_t, owned: of the labels of the last picture */
  double line_scale;     /* how many times as wide as at a desk */
  int poster_text;       /* px, or 0: that of a desk */
};

G_DEFINE_FINAL_TYPE (VigieGroundLayer, vigie_ground_layer, VIGIE_TYPE_DRAWN_LAYER)

double
vigie_graticule_step (double pixels_per_degree)
{
  /* Degrees, then minutes, then seconds, as charts have them. */
  static const double steps[]
      = {30,       10,       5,           2,           1,          30.0 / 60,  10.0 / 60, 5.0 / 60,
         2.0 / 60, 1.0 / 60, 30.0 / 3600, 10.0 / 3600, 5.0 / 3600, 2.0 / 3600, 1.0 / 3600};
  double step = steps[0];

  for (guint i = 0; i < G_N_ELEMENTS (steps) && steps[i] * pixels_per_degree >= 80; i++)
    step = steps[i];
  return step;
}

char *
vigie_graticule_label (double degrees, double step, gboolean is_latitude)
{
  double within = is_latitude ? CLAMP (degrees, -90, 90) : remainder (degrees, 360);
  int seconds = (int) lround (fabs (within) * 3600), unit = (int) lround (step * 3600);
  char *angle, *words;

  if (unit % 3600 == 0)
    /* Translators: an angle in degrees: « 47° » */
    angle = g_strdup_printf (C_ ("graticule", "%d°"), seconds / 3600);
  else if (unit % 60 == 0)
    /* Translators: an angle in degrees and minutes: « 47° 45′ » */
    angle = g_strdup_printf (C_ ("graticule", "%1$d° %2$02d′"), seconds / 3600, seconds / 60 % 60);
  else
    /* Translators: an angle in degrees, minutes and seconds: « 47° 45′ 30″ » */
    angle = g_strdup_printf (C_ ("graticule", "%1$d° %2$02d′ %3$02d″"), seconds / 3600,
                             seconds / 60 % 60, seconds % 60);
  /* The equator, Greenwich and the line opposite to it are on no side. */
  if (seconds == 0 || (!is_latitude && seconds == 180 * 3600))
    return angle;
  /* Translators: an angle, and the letter of the side of the Earth: « 47° 45′ N » */
  words = g_strdup_printf (C_ ("graticule", "%1$s %2$s"), angle,
                           vigie_geodesy_side (within, is_latitude));
  g_free (angle);
  return words;
}

/* The lines in view. */
typedef struct
{
  VigieLayerFrame frame;
  double step;         /* degrees */
  double enlarged;     /* how many times as large as usual its text is */
  int first_x, last_x; /* in steps */
  int first_y, last_y;
} View;

/* FALSE while the layer has no size. */
static gboolean
get_view (VigieGroundLayer *self, int text_size, View *view)
{
  double west, east, north, south;

  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &view->frame))
    return FALSE;
  view->enlarged = (double) text_size / LABEL_PIXELS;
  vigie_layer_frame_locate (&view->frame, 0, 0, &west, &north);
  vigie_layer_frame_locate (&view->frame, view->frame.width, view->frame.height, &east, &south);
  view->step = vigie_graticule_step (view->frame.world / 360 / view->enlarged);
  view->first_x = (int) ceil (vigie_mercator_lon (west) / view->step);
  view->last_x = (int) floor (vigie_mercator_lon (east) / view->step);
  view->first_y = (int) ceil (vigie_mercator_lat (south) / view->step);
  view->last_y = (int) floor (vigie_mercator_lat (north) / view->step);
  return TRUE;
}

static double
place_x (const View *view, int line)
{
  double x, y;

  vigie_layer_frame_project (&view->frame, vigie_mercator_x (line * view->step), 0, &x, &y);
  return x;
}

static double
place_y (const View *view, int line)
{
  double x, y;

  vigie_layer_frame_project (&view->frame, 0, vigie_mercator_y (line * view->step), &x, &y);
  return y;
}

/* Right of the line and above it; nothing where it would be cut. */
static void
snapshot_label (VigieGroundLayer *self,
                GtkSnapshot *snapshot,
                const View *view,
                double scale,
                double x,
                double y,
                int line,
                gboolean is_latitude)
{
  g_autofree char *words = vigie_graticule_label (line * view->step, view->step, is_latitude);
  double width, height;
  GdkTexture *texture = vigie_map_text_get (self->texts, words, &width, &height);
  double edge = LABEL_EDGE * view->enlarged;
  graphene_rect_t rect;

  y -= height + 1;
  if (x < edge || y < edge || x + width > view->frame.width - edge
      || y + height > view->frame.height - LABEL_FOOT * view->enlarged)
    return;
  rect = GRAPHENE_RECT_INIT (round (x * scale) / scale, round (y * scale) / scale, width, height);
  if (!vigie_box_grid_is_free (self->taken, &rect, VIGIE_BOX_GRID_NOBODY))
    return;
  gtk_snapshot_append_texture (snapshot, texture, &rect);
  g_array_append_val (self->rects, rect);
}

static void
vigie_ground_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieGroundLayer *self = VIGIE_GROUND_LAYER (widget);
  View view;
  const VigiePalette *palette = vigie_palette_get (vigie_scheme_resolve (self->scheme, widget));
  double scale = vigie_map_scale_of (widget);
  int text_size
      = self->poster_text > 0 ? self->poster_text : vigie_map_scale_text (widget, LABEL_PIXELS);
  float line = (float) (round (self->line_scale * scale) / scale);

  g_array_set_size (self->rects, 0);
  if (!get_view (self, text_size, &view))
    return;
  gtk_snapshot_append_color (snapshot, &palette->land,
                             &GRAPHENE_RECT_INIT (0, 0, view.frame.width, view.frame.height));
  for (int i = view.first_x; i <= view.last_x; i++)
    gtk_snapshot_append_color (
        snapshot, &palette->graticule,
        &GRAPHENE_RECT_INIT (floor (place_x (&view, i)), 0, line, view.frame.height));
  for (int i = view.first_y; i <= view.last_y; i++)
    gtk_snapshot_append_color (
        snapshot, &palette->graticule,
        &GRAPHENE_RECT_INIT (0, floor (place_y (&view, i)), view.frame.width, line));

  vigie_map_text_set_style (self->texts, text_size, PANGO_WEIGHT_NORMAL, &palette->dim,
                            &palette->land, scale);
  vigie_box_grid_reset (self->taken, view.frame.width, view.frame.height);
  if (self->sites != NULL)
    vigie_site_layer_take_boxes (self->sites, self->taken);
  for (int i = view.first_y; i <= view.last_y; i++)
    snapshot_label (self, snapshot, &view, scale, LABEL_EDGE * view.enlarged, place_y (&view, i), i,
                    TRUE);
  for (int i = view.first_x; i <= view.last_x; i++)
    snapshot_label (self, snapshot, &view, scale, place_x (&view, i) + 4 * view.enlarged,
                    view.frame.height - LABEL_FOOT * view.enlarged, i, FALSE);
}

static void
vigie_ground_layer_finalize (GObject *object)
{
  VigieGroundLayer *self = VIGIE_GROUND_LAYER (object);

  g_clear_weak_pointer (&self->sites);
  g_array_unref (self->rects);
  vigie_box_grid_free (self->taken);
  g_clear_object (&self->texts);
  G_OBJECT_CLASS (vigie_ground_layer_parent_class)->finalize (object);
}

static void
vigie_ground_layer_class_init (VigieGroundLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_ground_layer_finalize;
  widget_class->snapshot = vigie_ground_layer_snapshot;
}

static void
vigie_ground_layer_init (VigieGroundLayer *self)
{
  self->texts = vigie_map_text_new ();
  self->taken = vigie_box_grid_new ();
  self->rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  self->line_scale = 1;
}

VigieGroundLayer *
vigie_ground_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_GROUND_LAYER, "viewport", viewport, NULL);
}

void
vigie_ground_layer_set_scheme (VigieGroundLayer *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_GROUND_LAYER (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_ground_layer_set_poster (VigieGroundLayer *self, double line_scale, int text_size)
{
  g_return_if_fail (VIGIE_IS_GROUND_LAYER (self));

  line_scale = MAX (line_scale, 1);
  text_size = CLAMP (text_size, 8, 200);
  if (self->line_scale == line_scale && self->poster_text == text_size)
    return;
  self->line_scale = line_scale;
  self->poster_text = text_size;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_ground_layer_set_sites (VigieGroundLayer *self, VigieSiteLayer *sites)
{
  g_return_if_fail (VIGIE_IS_GROUND_LAYER (self));

  if (g_set_weak_pointer (&self->sites, sites))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_ground_layer_append_rects (VigieGroundLayer *self, GArray *rects)
{
  g_return_if_fail (VIGIE_IS_GROUND_LAYER (self));
  g_array_append_vals (rects, self->rects->data, self->rects->len);
}
