/* vigie-commune-layer.c: the names of the communes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-commune-layer.h"

#include <math.h>

#include "vigie-layer-frame.h"
#include "vigie-map-scale.h"
#include "vigie-map-text.h"

/* Under this zoom a commune is smaller than its name. */
#define MIN_NAME_ZOOM 8.0
#define NAME_PIXELS 13
#define NAME_ROOM 4
/* From a commune's centre to a name beside the sign that is there. */
#define SIGN_ROOM 13

typedef struct
{
  char *name; /* owned */
  double x, y;
  guint population;
} Commune;

struct _VigieCommuneLayer
{
  VigieDrawnLayer parent_instance;

  GArray *communes;         /* Commune, the most populous first */
  VigieBoxGrid *taken;      /* owned: where there is no room for names */
  VigieMapText *texts;      /* owned */
  VigieSiteLayer *sites;    /* weak, or NULL */
  VigieGroundLayer *ground; /* weak, or NULL */
  VigieScheme scheme;
  int text_size; /* px */
  guint n_shown;
};

G_DEFINE_FINAL_TYPE (VigieCommuneLayer, vigie_commune_layer, VIGIE_TYPE_DRAWN_LAYER)

static void
commune_clear (gpointer data)
{
  g_free (((Commune *) data)->name);
}

static int
compare_communes (gconstpointer a, gconstpointer b)
{
  const Commune *p = a, *q = b;

  if (p->population != q->population)
    return p->population > q->population ? -1 : 1;
  return g_strcmp0 (p->name, q->name);
}

static void
vigie_commune_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieCommuneLayer *self = VIGIE_COMMUNE_LAYER (widget);
  VigieLayerFrame frame;
  VigieScheme scheme = vigie_scheme_resolve (self->scheme, widget);
  const VigiePalette *palette = vigie_palette_get (scheme);
  double scale = vigie_map_scale_of (widget);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  double zoom = shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));
  /* A size that was set is that of a wall. */
  int text_size = self->text_size == NAME_PIXELS ? vigie_map_scale_text (widget, NAME_PIXELS)
                                                 : self->text_size;
  double enlarged = (double) text_size / NAME_PIXELS;

  self->n_shown = 0;
  if (zoom < MIN_NAME_ZOOM || self->communes->len == 0
      || !vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return;
  vigie_box_grid_reset (self->taken, frame.width, frame.height);
  if (self->sites != NULL)
    vigie_site_layer_take_boxes (self->sites, self->taken);
  if (self->ground != NULL)
    vigie_ground_layer_append_rects (self->ground, labels);
  for (guint i = 0; i < labels->len; i++)
    vigie_box_grid_take (self->taken, &g_array_index (labels, graphene_rect_t, i),
                         VIGIE_BOX_GRID_NOBODY);
  vigie_map_text_set_style (self->texts, text_size, PANGO_WEIGHT_NORMAL, &palette->dim,
                            &palette->land, scale);
  for (guint i = 0; i < self->communes->len; i++)
    {
      const Commune *commune = &g_array_index (self->communes, Commune, i);
      /* At the centre, else under, above, right or left of what is there. */
      static const double places[][2]
          = {{0, 0}, {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {0, 2}, {0, -2}, {2, 0}, {-2, 0}};
      graphene_rect_t rect, room;
      GdkTexture *texture;
      double x, y, width, height;
      gboolean free = FALSE;

      vigie_layer_frame_place (&frame, commune->x, commune->y, &x, &y);
      if (x < -110 * enlarged || y < -20 * enlarged || x > frame.width + 110 * enlarged
          || y > frame.height + 20 * enlarged)
        continue;
      texture = vigie_map_text_get (self->texts, commune->name, &width, &height);
      for (guint p = 0; p < G_N_ELEMENTS (places) && !free; p++)
        {
          double left = x - width / 2 + places[p][0] * SIGN_ROOM * enlarged
                        + CLAMP (places[p][0], -1, 1) * width / 2;
          double top = y - height / 2 + places[p][1] * SIGN_ROOM * enlarged
                       + CLAMP (places[p][1], -1, 1) * height / 2;

          rect = GRAPHENE_RECT_INIT (round (left * scale) / scale, round (top * scale) / scale,
                                     width, height);
          graphene_rect_inset_r (&rect, (float) (-NAME_ROOM * enlarged), 0, &room);
          free = vigie_box_grid_is_free (self->taken, &room, VIGIE_BOX_GRID_NOBODY);
        }
      if (!free)
        continue;
      vigie_box_grid_take (self->taken, &rect, VIGIE_BOX_GRID_NOBODY);
      gtk_snapshot_append_texture (snapshot, texture, &rect);
      self->n_shown++;
    }
}

static void
vigie_commune_layer_finalize (GObject *object)
{
  VigieCommuneLayer *self = VIGIE_COMMUNE_LAYER (object);

  g_clear_weak_pointer (&self->sites);
  g_clear_weak_pointer (&self->ground);
  g_array_unref (self->communes);
  vigie_box_grid_free (self->taken);
  g_clear_object (&self->texts);
  G_OBJECT_CLASS (vigie_commune_layer_parent_class)->finalize (object);
}

static void
vigie_commune_layer_class_init (VigieCommuneLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_commune_layer_finalize;
  widget_class->snapshot = vigie_commune_layer_snapshot;
}

static void
vigie_commune_layer_init (VigieCommuneLayer *self)
{
  self->communes = g_array_new (FALSE, FALSE, sizeof (Commune));
  g_array_set_clear_func (self->communes, commune_clear);
  self->taken = vigie_box_grid_new ();
  self->texts = vigie_map_text_new ();
  self->text_size = NAME_PIXELS;
}

VigieCommuneLayer *
vigie_commune_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_COMMUNE_LAYER, "viewport", viewport, NULL);
}

void
vigie_commune_layer_set_sites (VigieCommuneLayer *self, VigieSiteLayer *sites)
{
  g_return_if_fail (VIGIE_IS_COMMUNE_LAYER (self));

  if (g_set_weak_pointer (&self->sites, sites))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_commune_layer_set_ground (VigieCommuneLayer *self, VigieGroundLayer *ground)
{
  g_return_if_fail (VIGIE_IS_COMMUNE_LAYER (self));

  if (g_set_weak_pointer (&self->ground, ground))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_commune_layer_set_scheme (VigieCommuneLayer *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_COMMUNE_LAYER (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_commune_layer_set_text_size (VigieCommuneLayer *self, int pixels)
{
  g_return_if_fail (VIGIE_IS_COMMUNE_LAYER (self));

  pixels = CLAMP (pixels, 8, 200);
  if (self->text_size == pixels)
    return;
  self->text_size = pixels;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_commune_layer_add (VigieCommuneLayer *self,
                         const char *name,
                         double lat,
                         double lon,
                         guint population)
{
  Commune commune;

  g_return_if_fail (VIGIE_IS_COMMUNE_LAYER (self));

  if (name == NULL || *name == '\0' || !isfinite (lat) || !isfinite (lon) || fabs (lat) > 90
      || fabs (lon) > 180)
    return;
  commune = (Commune) {g_strdup (name), vigie_mercator_x (lon), vigie_mercator_y (lat), population};
  g_array_append_val (self->communes, commune);
  g_array_sort (self->communes, compare_communes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_commune_layer_clear (VigieCommuneLayer *self)
{
  g_return_if_fail (VIGIE_IS_COMMUNE_LAYER (self));

  g_array_set_size (self->communes, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
vigie_commune_layer_get_n_shown (VigieCommuneLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_COMMUNE_LAYER (self), 0);
  return self->n_shown;
}
