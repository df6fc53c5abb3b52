/* vigie-overlay-layer.c: a person's own GeoJSON files on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-overlay-layer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-layer-frame.h"

/* More points than this in a picture: the next detail down. */
#define MAX_POINTS 20000
#define DOT 7.f
#define REACH 6.0
/* A ring that is no larger than this on the screen, px, is not drawn. */
#define MIN_SIZE 1.0

typedef struct
{
  VigieOverlayData *data; /* owned */
  guint color;
} Overlay;

struct _VigieOverlayLayer
{
  VigieDrawnLayer parent_instance;

  GArray *overlays; /* of Overlay */
  VigieScheme scheme;
  guint n_drawn;
};

G_DEFINE_FINAL_TYPE (VigieOverlayLayer, vigie_overlay_layer, VIGIE_TYPE_DRAWN_LAYER)

/* ---- Colours ---- */

#define C(rgb)                                                                                     \
  {(((rgb) >> 16) & 0xff) / 255.f, (((rgb) >> 8) & 0xff) / 255.f, ((rgb) & 0xff) / 255.f, 1.f}
/* Of little saturation, none near that of a priority; 4.5 or more over the land. */
static const GdkRGBA colors[3][VIGIE_N_OVERLAY_COLOR] = {
    {C (0x566675), C (0x4a6f6b), C (0x676c42), C (0x7b614d), C (0x725c77)},
    {C (0xa9b5c4), C (0x93b8b4), C (0xb6ba8d), C (0xc9ae98), C (0xbda7c3)},
    {C (0x3a4754), C (0x1c4a45), C (0x3f441c), C (0x523826), C (0x4a3050)},
};
static const float dashes[VIGIE_N_OVERLAY_COLOR][4]
    = {{0, 0, 0, 0}, {9, 3, 9, 3}, {3, 3, 3, 3}, {10, 3, 2, 3}, {1.5f, 4, 1.5f, 4}};

const char *
vigie_overlay_color_words (guint color)
{
  switch (color % VIGIE_N_OVERLAY_COLOR)
    {
    case 0:
      return _ ("slate, solid");
    case 1:
      return _ ("green, dashed");
    case 2:
      return _ ("olive, short dashes");
    case 3:
      return _ ("brown, dash and dot");
    case 4:
    default:
      return _ ("plum, dotted");
    }
}

static const GdkRGBA *
color_of (guint color, VigieScheme scheme)
{
  guint row = scheme == VIGIE_SCHEME_DARK ? 1 : scheme == VIGIE_SCHEME_HIGH_CONTRAST ? 2 : 0;

  return &colors[row][color % VIGIE_N_OVERLAY_COLOR];
}

static GskStroke *
new_stroke (guint color)
{
  const float *dash = dashes[color % VIGIE_N_OVERLAY_COLOR];
  GskStroke *stroke = gsk_stroke_new (2);

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  if (dash[0] > 0)
    gsk_stroke_set_dash (stroke, dash, 4);
  return stroke;
}

void
vigie_overlay_color_sample (GtkSnapshot *snapshot,
                            guint color,
                            VigieScheme scheme,
                            int width,
                            int height)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = new_stroke (color);

  gsk_path_builder_move_to (builder, 1, (float) height / 2);
  gsk_path_builder_line_to (builder, (float) width - 1, (float) height / 2);
  path = gsk_path_builder_to_path (builder);
  gsk_stroke_set_line_width (stroke, 3);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color_of (color, scheme));
}

/* ---- Drawing ---- */

static gboolean
in_view (const VigieLayerFrame *frame, const VigieOverlayFeature *feature)
{
  double half_width = (frame->width / 2 + DOT) / frame->world;
  double half_height = (frame->height / 2 + DOT) / frame->world;
  double middle = (feature->west + feature->east) / 2, reach = (feature->east - feature->west) / 2;

  return feature->n > 0 && fabs (remainder (middle - frame->x, 1)) <= half_width + reach
         && feature->south >= frame->y - half_height && feature->north <= frame->y + half_height;
}

/* How many points are to be drawn at a detail. */
static guint
count_points (VigieOverlayData *data, const VigieLayerFrame *frame, guint detail)
{
  const VigieOverlayFeature *features = vigie_overlay_data_get_features (data);
  const VigieOverlayPart *parts = vigie_overlay_data_get_parts (data);
  guint count = 0, n = vigie_overlay_data_get_n_features (data);

  for (guint i = 0; i < n; i++)
    if (in_view (frame, &features[i]))
      for (guint j = 0; j < features[i].n; j++)
        count += parts[features[i].first + j].n[detail];
  return count;
}

typedef struct
{
  GtkSnapshot *snapshot;
  const VigieLayerFrame *frame;
  const GdkRGBA *color;
  GskPathBuilder *lines, *areas; /* or NULL: none yet */
} Picture;

static void
append_dot (const Picture *picture, double x, double y)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) x - DOT / 2, (float) y - DOT / 2, DOT, DOT);
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (&dot, &box, DOT / 2);
  gtk_snapshot_push_rounded_clip (picture->snapshot, &dot);
  gtk_snapshot_append_color (picture->snapshot, picture->color, &box);
  gtk_snapshot_pop (picture->snapshot);
}

static void
append_part (GskPathBuilder **path,
             const VigieLayerFrame *frame,
             const VigieOverlayPlace *places,
             guint n,
             gboolean closed)
{
  /* All of it on the same turn of the globe. */
  double turn = -rint (places[0].x - frame->x), x, y;

  if (*path == NULL)
    *path = gsk_path_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      vigie_layer_frame_project (frame, places[i].x + turn, places[i].y, &x, &y);
      if (i == 0)
        gsk_path_builder_move_to (*path, (float) x, (float) y);
      else
        gsk_path_builder_line_to (*path, (float) x, (float) y);
    }
  if (closed)
    gsk_path_builder_close (*path);
}

static void
take_feature (Picture *picture,
              VigieOverlayData *data,
              const VigieOverlayFeature *feature,
              guint detail)
{
  const VigieOverlayPart *parts = vigie_overlay_data_get_parts (data) + feature->first;
  const VigieOverlayPlace *places = vigie_overlay_data_get_places (data);
  double size = MAX (feature->east - feature->west, feature->south - feature->north)
                * picture->frame->world;
  double x, y;

  for (guint i = 0; i < feature->n; i++)
    {
      const VigieOverlayPlace *first = places + parts[i].first[detail];

      if (parts[i].type == VIGIE_GEO_POINT)
        {
          vigie_layer_frame_place (picture->frame, first->x, first->y, &x, &y);
          append_dot (picture, x, y);
        }
      else if (size >= MIN_SIZE)
        append_part (parts[i].type == VIGIE_GEO_LINE ? &picture->lines : &picture->areas,
                     picture->frame, first, parts[i].n[detail], parts[i].type != VIGIE_GEO_LINE);
    }
}

static guint
snapshot_overlay (VigieOverlayLayer *self,
                  GtkSnapshot *snapshot,
                  const VigieLayerFrame *frame,
                  const Overlay *overlay)
{
  const VigieOverlayFeature *features = vigie_overlay_data_get_features (overlay->data);
  Picture picture
      = {.snapshot = snapshot, .frame = frame, .color = color_of (overlay->color, self->scheme)};
  guint n = vigie_overlay_data_get_n_features (overlay->data);
  guint detail = vigie_overlay_data_detail (frame->world);
  guint count = count_points (overlay->data, frame, detail), taken = 0;
  g_autoptr (GskStroke) stroke = new_stroke (overlay->color);

  while (count > MAX_POINTS && detail + 1 < VIGIE_OVERLAY_N_DETAIL)
    count = count_points (overlay->data, frame, ++detail);
  for (guint i = 0; i < n && taken <= MAX_POINTS; i++)
    if (in_view (frame, &features[i]))
      {
        take_feature (&picture, overlay->data, &features[i], detail);
        for (guint j = 0; j < features[i].n; j++)
          taken += vigie_overlay_data_get_parts (overlay->data)[features[i].first + j].n[detail];
      }
  if (picture.areas != NULL)
    {
      g_autoptr (GskPath) path = gsk_path_builder_free_to_path (picture.areas);
      GdkRGBA fill = *picture.color;

      fill.alpha = 0.14f;
      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_EVEN_ODD, &fill);
      gtk_snapshot_append_stroke (snapshot, path, stroke, picture.color);
    }
  if (picture.lines != NULL)
    {
      g_autoptr (GskPath) path = gsk_path_builder_free_to_path (picture.lines);

      gtk_snapshot_append_stroke (snapshot, path, stroke, picture.color);
    }
  return taken;
}

static void
vigie_overlay_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieOverlayLayer *self = VIGIE_OVERLAY_LAYER (widget);
  VigieLayerFrame frame;

  self->n_drawn = 0;
  if (self->overlays->len == 0 || !vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return;
  for (guint i = 0; i < self->overlays->len; i++)
    self->n_drawn
        += snapshot_overlay (self, snapshot, &frame, &g_array_index (self->overlays, Overlay, i));
}

/* ---- The object ---- */

static void
overlay_clear (gpointer data)
{
  vigie_overlay_data_unref (((Overlay *) data)->data);
}

static void
vigie_overlay_layer_finalize (GObject *object)
{
  g_array_unref (VIGIE_OVERLAY_LAYER (object)->overlays);
  G_OBJECT_CLASS (vigie_overlay_layer_parent_class)->finalize (object);
}

static void
vigie_overlay_layer_class_init (VigieOverlayLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_overlay_layer_finalize;
  widget_class->snapshot = vigie_overlay_layer_snapshot;
}

static void
vigie_overlay_layer_init (VigieOverlayLayer *self)
{
  self->overlays = g_array_new (FALSE, FALSE, sizeof (Overlay));
  g_array_set_clear_func (self->overlays, overlay_clear);
}

VigieOverlayLayer *
vigie_overlay_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_OVERLAY_LAYER, "viewport", viewport, NULL);
}

void
vigie_overlay_layer_set_scheme (VigieOverlayLayer *self, VigieScheme scheme)
{
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_overlay_layer_clear (VigieOverlayLayer *self)
{
  g_array_set_size (self->overlays, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_overlay_layer_add (VigieOverlayLayer *self, VigieOverlayData *data, guint color)
{
  const Overlay overlay = {vigie_overlay_data_ref (data), color};

  g_array_append_val (self->overlays, overlay);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Whether a file has something at a place, within @reach of it (unit square); *words: what it says, or NULL. */
static gboolean
find_in (VigieOverlayLayer *self, guint overlay, double x, double y, double reach, char **words)
{
  VigieOverlayData *data = g_array_index (self->overlays, Overlay, overlay).data;
  int feature = vigie_overlay_data_pick (data, x - floor (x), y, reach);

  *words = feature >= 0 ? vigie_overlay_data_describe (data, (guint) feature) : NULL;
  return feature >= 0;
}

char *
vigie_overlay_layer_describe_at (VigieOverlayLayer *self, double x, double y)
{
  VigieLayerFrame frame;
  char *words = NULL;

  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return NULL;
  vigie_layer_frame_locate (&frame, x, y, &x, &y);
  for (guint i = self->overlays->len; i > 0; i--)
    if (find_in (self, i - 1, x, y, REACH / frame.world, &words))
      break;
  return words;
}

GStrv
vigie_overlay_layer_describe_around (VigieOverlayLayer *self, double x, double y, double reach)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  VigieLayerFrame frame;
  char *words;

  if (vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    {
      vigie_layer_frame_locate (&frame, x, y, &x, &y);
      for (guint i = self->overlays->len; i > 0; i--)
        if (find_in (self, i - 1, x, y, reach / frame.world, &words) && words != NULL)
          g_strv_builder_take (builder, words);
    }
  return g_strv_builder_end (builder);
}

guint
vigie_overlay_layer_get_n_drawn (VigieOverlayLayer *self)
{
  return self->n_drawn;
}
