/* vigie-measure-layer.c: what a person measures on the map, and the place that was looked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-measure-layer.h"

#include <math.h>

#include "vigie-geodesy-text.h"
#include "vigie-layer-frame.h"
#include "vigie-map-scale.h"
#include "vigie-map-text.h"

/* A geodesic is not straight on the map: from this length on it has corners, one in so many metres. */
#define STRAIGHT 50e3
#define MOST_CORNERS 128

#define LINE 2.5f
#define HALO 6.f
#define DOT 4.5f
#define CROSS 12.f
#define TEXT_PIXELS 13
/* A shorter leg has no room for its length, px. */
/* From the last point to the pointer before the way is told, px. */
#define APART 8
#define LABEL_ROOM 12
/* So far outside a line may begin and end, px: beyond, it is cut. */
#define MARGIN 64

typedef struct
{
  double x, y; /* on the unit square; x goes on beyond it, so that legs are continuous */
} Corner;

typedef struct
{
  GArray *corners; /* owned: Corner, at least two */
  Corner middle;
  char *label; /* owned */
} Leg;

struct _VigieMeasureLayer
{
  VigieDrawnLayer parent_instance;

  GArray *points; /* owned: VigiePosition */
  GArray *legs;   /* owned: Leg */
  gboolean closed;
  gboolean active;
  VigiePosition next; /* lat NAN: none */
  gboolean cross;
  VigiePosition mark; /* lat NAN: none */
  char *mark_name;    /* owned, or NULL */
  VigieScheme scheme;
  VigieMapText *texts; /* owned */
  double press_x, press_y;
  guint n_legs, n_labels; /* of the last frame */
};

enum
{
  SIGNAL_PRESSED,
  SIGNAL_POINTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMeasureLayer, vigie_measure_layer, VIGIE_TYPE_DRAWN_LAYER)

/* ---- Where things are ---- */

static VigieLayerFrame
frame_of (VigieMeasureLayer *self)
{
  VigieLayerFrame frame;

  vigie_layer_frame_get (SHUMATE_LAYER (self), &frame);
  return frame;
}

static void
place_position (const VigieLayerFrame *frame, const VigiePosition *position, double *x, double *y)
{
  vigie_layer_frame_place (frame, vigie_mercator_x (position->lon),
                           vigie_mercator_y (position->lat), x, y);
}

void
vigie_measure_layer_place (VigieMeasureLayer *self,
                           const VigiePosition *position,
                           double *x,
                           double *y)
{
  VigieLayerFrame frame = frame_of (self);

  place_position (&frame, position, x, y);
}

void
vigie_measure_layer_locate (VigieMeasureLayer *self, double x, double y, VigiePosition *position)
{
  VigieLayerFrame frame = frame_of (self);

  vigie_layer_frame_locate (&frame, x, y, &x, &y);
  *position = (VigiePosition) {vigie_mercator_lat (CLAMP (y, 0, 1)),
                               remainder (vigie_mercator_lon (x), 360)};
}

/* ---- Legs ---- */

static void
leg_clear (gpointer data)
{
  Leg *leg = data;

  g_array_unref (leg->corners);
  g_free (leg->label);
}

static void
add_corner (GArray *corners, const VigiePosition *position)
{
  Corner corner = {vigie_mercator_x (position->lon), vigie_mercator_y (position->lat)};

  /* The shorter way around, from the one before. */
  if (corners->len > 0)
    {
      double before = g_array_index (corners, Corner, corners->len - 1).x;

      corner.x = before + remainder (corner.x - before, 1);
    }
  g_array_append_val (corners, corner);
}

static void
add_leg (GArray *legs, const VigiePosition *from, const VigiePosition *to)
{
  double bearing, length = vigie_geodesy_inverse (from, to, &bearing);
  int n = (int) CLAMP (ceil (length / STRAIGHT), 1, MOST_CORNERS);
  Leg leg = {.corners = g_array_new (FALSE, FALSE, sizeof (Corner)),
             .label = vigie_geodesy_words_distance (length)};
  const Corner *first, *second;

  add_corner (leg.corners, from);
  for (int i = 1; i < n; i++)
    {
      VigiePosition between;

      vigie_geodesy_direct (from, bearing, length * i / n, &between);
      add_corner (leg.corners, &between);
    }
  add_corner (leg.corners, to);
  first = &g_array_index (leg.corners, Corner, (leg.corners->len - 1) / 2);
  second = &g_array_index (leg.corners, Corner, leg.corners->len / 2);
  leg.middle = (Corner) {(first->x + second->x) / 2, (first->y + second->y) / 2};
  g_array_append_val (legs, leg);
}

static void
make_legs (VigieMeasureLayer *self)
{
  guint n = self->points->len;

  g_array_set_size (self->legs, 0);
  for (guint i = 0; i + 1 < n; i++)
    add_leg (self->legs, &g_array_index (self->points, VigiePosition, i),
             &g_array_index (self->points, VigiePosition, i + 1));
  if (self->closed && n > 2)
    add_leg (self->legs, &g_array_index (self->points, VigiePosition, n - 1),
             &g_array_index (self->points, VigiePosition, 0));
}

/* ---- Drawing ---- */

/* Of the line from (*x0, *y0) to (*x1, *y1) what is near the view (Liang and Barsky); FALSE for none. So that what is
 * drawn never has coordinates that a float cannot hold. */
static gboolean
clip (const VigieLayerFrame *frame, double *x0, double *y0, double *x1, double *y1)
{
  double dx = *x1 - *x0, dy = *y1 - *y0, from = 0, to = 1;
  const double p[] = {-dx, dx, -dy, dy};
  const double q[]
      = {*x0 + MARGIN, frame->width + MARGIN - *x0, *y0 + MARGIN, frame->height + MARGIN - *y0};

  for (guint i = 0; i < G_N_ELEMENTS (p); i++)
    {
      if (p[i] == 0)
        {
          if (q[i] < 0)
            return FALSE;
        }
      else if (p[i] < 0)
        from = MAX (from, q[i] / p[i]);
      else
        to = MIN (to, q[i] / p[i]);
    }
  if (from > to)
    return FALSE;
  *x1 = *x0 + to * dx;
  *y1 = *y0 + to * dy;
  *x0 += from * dx;
  *y0 += from * dy;
  return TRUE;
}

/* Adds what is seen of the leg; FALSE if nothing is. The world in which its middle is nearest is meant. */
static gboolean
add_leg_path (const VigieLayerFrame *frame, const Leg *leg, GskPathBuilder *builder)
{
  double shift = -rint (leg->middle.x - frame->x);
  gboolean any = FALSE;

  for (guint i = 0; i + 1 < leg->corners->len; i++)
    {
      const Corner *a = &g_array_index (leg->corners, Corner, i);
      const Corner *b = &g_array_index (leg->corners, Corner, i + 1);
      double x0, y0, x1, y1;

      vigie_layer_frame_project (frame, a->x + shift, a->y, &x0, &y0);
      vigie_layer_frame_project (frame, b->x + shift, b->y, &x1, &y1);
      if (!clip (frame, &x0, &y0, &x1, &y1))
        continue;
      gsk_path_builder_move_to (builder, (float) x0, (float) y0);
      gsk_path_builder_line_to (builder, (float) x1, (float) y1);
      any = TRUE;
    }
  return any;
}

static void
stroke (GtkSnapshot *snapshot, GskPath *path, float width, const GdkRGBA *color, gboolean dashed)
{
  GskStroke *line = gsk_stroke_new (width);

  gsk_stroke_set_line_cap (line, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join (line, GSK_LINE_JOIN_ROUND);
  if (dashed)
    gsk_stroke_set_dash (line, (const float[]) {6, 6}, 2);
  gtk_snapshot_append_stroke (snapshot, path, line, color);
  gsk_stroke_free (line);
}

static gboolean
is_in_view (const VigieLayerFrame *frame, double x, double y)
{
  return x > -MARGIN && y > -MARGIN && x < frame->width + MARGIN && y < frame->height + MARGIN;
}

static void
draw_dot (GtkSnapshot *snapshot, double x, double y, const VigiePalette *palette, gboolean hollow)
{
  g_autoptr (GskPathBuilder) outer = gsk_path_builder_new (), inner = gsk_path_builder_new ();
  g_autoptr (GskPath) ring = NULL, disc = NULL;
  graphene_point_t centre = GRAPHENE_POINT_INIT ((float) x, (float) y);

  gsk_path_builder_add_circle (outer, &centre, DOT + 2);
  gsk_path_builder_add_circle (inner, &centre, hollow ? DOT - 2 : DOT);
  ring = gsk_path_builder_to_path (outer);
  disc = gsk_path_builder_to_path (inner);
  gtk_snapshot_append_fill (snapshot, ring, GSK_FILL_RULE_WINDING,
                            hollow ? &palette->strong : &palette->card);
  gtk_snapshot_append_fill (snapshot, disc, GSK_FILL_RULE_WINDING,
                            hollow ? &palette->card : &palette->strong);
}

/* The text with its middle at a place, a halo around it. */
static void
draw_text (VigieMeasureLayer *self, GtkSnapshot *snapshot, const char *text, double x, double y)
{
  double width, height;
  GdkTexture *texture = vigie_map_text_get (self->texts, text, &width, &height);

  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) round (x - width / 2),
                                                    (float) round (y - height / 2), (float) width,
                                                    (float) height));
}

static void
draw_cross (GtkSnapshot *snapshot, double x, double y, const VigiePalette *palette)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  float cx = (float) x, cy = (float) y;

  for (int sign = -1; sign <= 1; sign += 2)
    {
      gsk_path_builder_move_to (builder, cx + (float) sign * 3, cy);
      gsk_path_builder_line_to (builder, cx + (float) sign * CROSS, cy);
      gsk_path_builder_move_to (builder, cx, cy + (float) sign * 3);
      gsk_path_builder_line_to (builder, cx, cy + (float) sign * CROSS);
    }
  path = gsk_path_builder_to_path (builder);
  stroke (snapshot, path, HALO, &palette->card, FALSE);
  stroke (snapshot, path, LINE, &palette->strong, FALSE);
}

/* A pin: a drop whose point is the place. */
static void
draw_mark (VigieMeasureLayer *self,
           GtkSnapshot *snapshot,
           const VigieLayerFrame *frame,
           const VigiePalette *palette)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new (), hole = gsk_path_builder_new ();
  g_autoptr (GskPath) drop = NULL, eye = NULL;
  double px, py;
  float x, y;

  if (isnan (self->mark.lat))
    return;
  place_position (frame, &self->mark, &px, &py);
  if (!is_in_view (frame, px, py))
    return;
  x = (float) px;
  y = (float) py;
  gsk_path_builder_move_to (builder, x, y);
  gsk_path_builder_cubic_to (builder, x - 3, y - 8, x - 10, y - 12, x - 10, y - 20);
  gsk_path_builder_cubic_to (builder, x - 10, y - 33, x + 10, y - 33, x + 10, y - 20);
  gsk_path_builder_cubic_to (builder, x + 10, y - 12, x + 3, y - 8, x, y);
  gsk_path_builder_close (builder);
  drop = gsk_path_builder_to_path (builder);
  gsk_path_builder_add_circle (hole, &GRAPHENE_POINT_INIT (x, y - 20), 3.5f);
  eye = gsk_path_builder_to_path (hole);
  stroke (snapshot, drop, 4, &palette->card, FALSE);
  gtk_snapshot_append_fill (snapshot, drop, GSK_FILL_RULE_WINDING, &palette->strong);
  gtk_snapshot_append_fill (snapshot, eye, GSK_FILL_RULE_WINDING, &palette->card);
  if (self->mark_name != NULL)
    {
      draw_text (self, snapshot, self->mark_name, px, py + 12);
      self->n_labels++;
    }
}

static gboolean
next_is_apart (VigieMeasureLayer *self, const VigieLayerFrame *frame, double x, double y)
{
  double last_x, last_y;

  place_position (frame, &g_array_index (self->points, VigiePosition, self->points->len - 1),
                  &last_x, &last_y);
  return hypot (x - last_x, y - last_y) >= APART;
}

/* The way to where the next point would come. */
static void
draw_next (VigieMeasureLayer *self,
           GtkSnapshot *snapshot,
           const VigieLayerFrame *frame,
           const VigiePalette *palette)
{
  double x, y;

  if (isnan (self->next.lat))
    return;
  place_position (frame, &self->next, &x, &y);
  if (self->points->len > 0 && !self->closed)
    {
      g_autoptr (GArray) legs = g_array_new (FALSE, FALSE, sizeof (Leg));
      g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr (GskPath) path = NULL;

      g_array_set_clear_func (legs, leg_clear);
      add_leg (legs, &g_array_index (self->points, VigiePosition, self->points->len - 1),
               &self->next);
      if (add_leg_path (frame, &g_array_index (legs, Leg, 0), builder))
        {
          path = gsk_path_builder_to_path (builder);
          stroke (snapshot, path, HALO - 1, &palette->card, FALSE);
          stroke (snapshot, path, LINE - 0.5f, &palette->strong, TRUE);
          /* A point that was just set is no way of « 0,0 m ». */
          if (next_is_apart (self, frame, x, y))
            {
              draw_text (self, snapshot, g_array_index (legs, Leg, 0).label, x, y + 24);
              self->n_labels++;
            }
        }
    }
  if (self->cross)
    draw_cross (snapshot, x, y, palette);
}

static void
vigie_measure_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieMeasureLayer *self = VIGIE_MEASURE_LAYER (widget);
  const VigiePalette *palette = vigie_palette_get (vigie_scheme_resolve (self->scheme, widget));
  VigieLayerFrame frame;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();

  self->n_legs = self->n_labels = 0;
  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return;
  vigie_map_text_set_style (self->texts, vigie_map_scale_text (GTK_WIDGET (self), TEXT_PIXELS),
                            PANGO_WEIGHT_BOLD, &palette->strong, &palette->card,
                            vigie_map_scale_of (widget));
  for (guint i = 0; i < self->legs->len; i++)
    self->n_legs += add_leg_path (&frame, &g_array_index (self->legs, Leg, i), builder) ? 1 : 0;
  if (self->n_legs > 0)
    {
      g_autoptr (GskPath) path = gsk_path_builder_to_path (builder);

      stroke (snapshot, path, HALO, &palette->card, FALSE);
      stroke (snapshot, path, LINE, &palette->strong, FALSE);
    }
  draw_next (self, snapshot, &frame, palette);
  for (guint i = 0; i < self->points->len; i++)
    {
      double x, y;

      place_position (&frame, &g_array_index (self->points, VigiePosition, i), &x, &y);
      if (is_in_view (&frame, x, y))
        draw_dot (snapshot, x, y, palette, i == 0);
    }
  for (guint i = 0; i < self->legs->len; i++)
    {
      const Leg *leg = &g_array_index (self->legs, Leg, i);
      const Corner *a = &g_array_index (leg->corners, Corner, 0);
      const Corner *b = &g_array_index (leg->corners, Corner, leg->corners->len - 1);
      double x, y, length = hypot (b->x - a->x, b->y - a->y) * frame.world, width, height;

      vigie_layer_frame_project (&frame, leg->middle.x - rint (leg->middle.x - frame.x),
                                 leg->middle.y, &x, &y);
      vigie_map_text_get (self->texts, leg->label, &width, &height);
      if (length < width + LABEL_ROOM || !is_in_view (&frame, x, y))
        continue;
      draw_text (self, snapshot, leg->label, x, y);
      self->n_labels++;
    }
  draw_mark (self, snapshot, &frame, palette);
}

/* ---- The pointer ---- */

static gboolean
vigie_measure_layer_contains (GtkWidget *widget, double x, double y)
{
  return VIGIE_MEASURE_LAYER (widget)->active && x >= 0 && y >= 0
         && x < gtk_widget_get_width (widget) && y < gtk_widget_get_height (widget);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VigieMeasureLayer *self)
{
  self->press_x = x;
  self->press_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* The second one is not the map's: it would zoom. The first may be the begin of a drag. */
  if (n_press > 1)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, VigieMeasureLayer *self)
{
  if (gtk_drag_check_threshold (GTK_WIDGET (self), (int) self->press_x, (int) self->press_y,
                                (int) x, (int) y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, x, y, n_press);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, VigieMeasureLayer *self)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, x, y);
}

static void
leave_cb (GtkEventControllerMotion *motion, VigieMeasureLayer *self)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, NAN, NAN);
}

/* ---- The widget ---- */

static void
vigie_measure_layer_finalize (GObject *object)
{
  VigieMeasureLayer *self = VIGIE_MEASURE_LAYER (object);

  g_array_unref (self->points);
  g_array_unref (self->legs);
  g_free (self->mark_name);
  g_clear_object (&self->texts);
  G_OBJECT_CLASS (vigie_measure_layer_parent_class)->finalize (object);
}

static void
vigie_measure_layer_class_init (VigieMeasureLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_measure_layer_finalize;
  widget_class->snapshot = vigie_measure_layer_snapshot;
  widget_class->contains = vigie_measure_layer_contains;
  signals[SIGNAL_PRESSED]
      = g_signal_new ("pressed", VIGIE_TYPE_MEASURE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_INT);
  signals[SIGNAL_POINTED]
      = g_signal_new ("pointed", VIGIE_TYPE_MEASURE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "measure-layer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_measure_layer_init (VigieMeasureLayer *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->points = g_array_new (FALSE, FALSE, sizeof (VigiePosition));
  self->legs = g_array_new (FALSE, FALSE, sizeof (Leg));
  g_array_set_clear_func (self->legs, leg_clear);
  self->next.lat = self->mark.lat = NAN;
  self->texts = vigie_map_text_new ();
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

VigieMeasureLayer *
vigie_measure_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_MEASURE_LAYER, "viewport", viewport, NULL);
}

void
vigie_measure_layer_set_active (VigieMeasureLayer *self, gboolean active)
{
  g_return_if_fail (VIGIE_IS_MEASURE_LAYER (self));

  if (self->active == !!active)
    return;
  self->active = !!active;
  gtk_widget_set_focusable (GTK_WIDGET (self), self->active);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->active ? "crosshair" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vigie_measure_layer_get_active (VigieMeasureLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE_LAYER (self), FALSE);
  return self->active;
}

void
vigie_measure_layer_set_points (VigieMeasureLayer *self,
                                const VigiePosition *points,
                                guint n_points,
                                gboolean closed)
{
  g_return_if_fail (VIGIE_IS_MEASURE_LAYER (self));

  g_array_set_size (self->points, 0);
  for (guint i = 0; i < MIN (n_points, VIGIE_MEASURE_MAX_POINTS); i++)
    if (vigie_position_is_valid (&points[i]))
      g_array_append_val (self->points, points[i]);
  self->closed = closed;
  make_legs (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_measure_layer_set_next (VigieMeasureLayer *self, const VigiePosition *next, gboolean cross)
{
  g_return_if_fail (VIGIE_IS_MEASURE_LAYER (self));

  self->next = next != NULL && vigie_position_is_valid (next) ? *next : (VigiePosition) {NAN, NAN};
  self->cross = cross;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_measure_layer_set_mark (VigieMeasureLayer *self, const VigiePosition *mark, const char *name)
{
  g_return_if_fail (VIGIE_IS_MEASURE_LAYER (self));

  self->mark = mark != NULL && vigie_position_is_valid (mark) ? *mark : (VigiePosition) {NAN, NAN};
  g_set_str (&self->mark_name, name != NULL && *name != '\0' ? name : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vigie_measure_layer_get_mark (VigieMeasureLayer *self, VigiePosition *mark)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE_LAYER (self), FALSE);

  *mark = self->mark;
  return !isnan (self->mark.lat);
}

void
vigie_measure_layer_set_scheme (VigieMeasureLayer *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_MEASURE_LAYER (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_measure_layer_get_drawn (VigieMeasureLayer *self, guint *n_legs, guint *n_labels)
{
  g_return_if_fail (VIGIE_IS_MEASURE_LAYER (self));

  *n_legs = self->n_legs;
  *n_labels = self->n_labels;
}
