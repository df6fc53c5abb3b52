/* vigie-area-layer.c: the communes on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area-layer.h"

#include <math.h>
#include <string.h>

#include "vigie-area-paint.h"
#include "vigie-layer-frame.h"
#include "vigie-map-scale.h"

/* A picture is that much larger than the view on each side, and is painted anew when less than a part of it is left. */
#define MARGIN 200
#define LEAST_MARGIN 60
/* Longest side, in pixels of the picture. */
#define MAX_SIDE 8192
/* How long the map stands still before what was stretched is painted anew, ms. */
#define SETTLE 120
/* While it moves a picture is not stretched beyond this. */
#define MAX_STRETCH 1.6

typedef struct
{
  VigieLayerFrame frame;
  double scale; /* of the surface */
} View;

/* What was painted: all areas, or the one under the pointer. */
typedef struct
{
  GdkTexture *texture; /* owned, or NULL where it is of one colour */
  GdkRGBA color;
  double x, y, world, scale; /* as of VigieAreaPaint */
  double width, height;      /* pixels of the layer */
  guint revision;            /* of what was asked for */
  guint only;                /* the area that it shows, or NONE: all */
  gboolean valid;
} Picture;

typedef enum
{
  ALL,
  HOVERED,
  N_PICTURES,
} Which;

struct _VigieAreaLayer
{
  VigieDrawnLayer parent_instance;

  VigieAreaMesh *mesh; /* owned, or NULL */
  guint8 *classes;     /* owned, of each area; or NULL */
  VigieScheme scheme;
  double line_scale;
  gboolean borders, interactive;
  guint hovered;

  guint revision; /* counts what changes all pictures */
  Picture pictures[N_PICTURES];
  gboolean painting[N_PICTURES]; /* in a thread */
  guint settle_source;           /* or 0 */
};

typedef struct
{
  VigieAreaPaint paint; /* its mesh and classes are owned */
  Picture picture;
  Which which;
} Job;

enum
{
  PROP_HOVERED = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_AREA_CLICKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieAreaLayer, vigie_area_layer, VIGIE_TYPE_DRAWN_LAYER)

/* FALSE while the layer has no size. */
static gboolean
get_view (VigieAreaLayer *self, View *view)
{
  /* Not that of a sheet: what is painted in a thread comes too late for it. */
  view->scale = vigie_map_scale_of_surface (GTK_WIDGET (self));
  return vigie_layer_frame_get (SHUMATE_LAYER (self), &view->frame);
}

/* ---- Painting in a thread ---- */

static void
picture_clear (Picture *picture)
{
  g_clear_object (&picture->texture);
  picture->valid = FALSE;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  vigie_area_mesh_unref (job->paint.mesh);
  g_free ((gpointer) job->paint.classes);
  picture_clear (&job->picture);
  g_free (job);
}

static void
paint_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->picture.texture = vigie_area_paint (&job->paint, &job->picture.color);
  job->picture.valid = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieAreaLayer *self = VIGIE_AREA_LAYER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  Picture *picture = &self->pictures[job->which];

  self->painting[job->which] = FALSE;
  picture_clear (picture);
  *picture = job->picture;
  job->picture.texture = NULL;
  /* What has changed meanwhile is seen in snapshot(), which asks again. */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
start_painting (VigieAreaLayer *self, Which which, const View *view)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, painted_cb, NULL);
  double scale = view->scale, width = view->frame.width + 2 * MARGIN,
         height = view->frame.height + 2 * MARGIN;

  scale = MIN (scale, MAX_SIDE / MAX (width, height));
  job->which = which;
  job->picture = (Picture) {.x = view->frame.x - width / 2 / view->frame.world,
                            .y = view->frame.y - height / 2 / view->frame.world,
                            .world = view->frame.world,
                            .scale = scale,
                            .revision = self->revision,
                            .only = which == HOVERED ? self->hovered : VIGIE_AREA_MESH_NONE};
  job->paint = (VigieAreaPaint) {.mesh = vigie_area_mesh_ref (self->mesh),
                                 .x = job->picture.x,
                                 .y = job->picture.y,
                                 .world = view->frame.world,
                                 .scale = scale,
                                 .width = (int) ceil (width * scale),
                                 .height = (int) ceil (height * scale),
                                 .scheme = vigie_scheme_resolve (self->scheme, GTK_WIDGET (self)),
                                 .line_scale = self->line_scale,
                                 .borders = self->borders,
                                 .only = job->picture.only};
  if (self->classes != NULL && which == ALL)
    job->paint.classes = g_memdup2 (
        self->classes, MAX (vigie_areas_get_n_areas (vigie_area_mesh_get_areas (self->mesh)), 1));
  job->picture.width = job->paint.width / scale;
  job->picture.height = job->paint.height / scale;
  self->painting[which] = TRUE;
  g_task_set_source_tag (task, start_painting);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, paint_thread);
}

/* ---- Drawing ---- */

/* Pixels of the view that the picture has beyond the nearest edge; negative where it lacks some. */
static double
room_of (const Picture *picture, const View *view)
{
  double stretch = view->frame.world / picture->world;
  double left = (view->frame.x - picture->x) * view->frame.world - view->frame.width / 2;
  double top = (view->frame.y - picture->y) * view->frame.world - view->frame.height / 2;

  return MIN (MIN (left, picture->width * stretch - left - view->frame.width),
              MIN (top, picture->height * stretch - top - view->frame.height));
}

static gboolean
settled_cb (gpointer user_data)
{
  VigieAreaLayer *self = user_data;

  self->settle_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Whether the picture is good for the view as it is; stretched by a zoom it is good until the map stands still. */
static gboolean
is_good (VigieAreaLayer *self, const Picture *picture, const View *view, gboolean settled)
{
  double stretch;

  if (!picture->valid || picture->revision != self->revision
      || (picture->only != VIGIE_AREA_MESH_NONE && picture->only != self->hovered))
    return FALSE;
  if (picture->texture == NULL && picture->color.alpha == 0 && picture->world == view->frame.world)
    return room_of (picture, view) >= 0;
  stretch = view->frame.world / picture->world;
  if (stretch != 1 && (settled || stretch > MAX_STRETCH || stretch < 1 / MAX_STRETCH))
    return FALSE;
  return room_of (picture, view) >= (stretch == 1 ? LEAST_MARGIN : 0)
         && picture->scale <= view->scale;
}

static void
append_picture (VigieAreaLayer *self,
                GtkSnapshot *snapshot,
                const Picture *picture,
                const View *view)
{
  double stretch = view->frame.world / picture->world;
  double x, y;
  graphene_rect_t rect;

  if (!picture->valid || (picture->only != VIGIE_AREA_MESH_NONE && picture->only != self->hovered))
    return;
  vigie_layer_frame_project (&view->frame, picture->x, picture->y, &x, &y);
  /* On whole pixels where it is not stretched, else lines would blur. */
  if (stretch == 1)
    {
      x = round (x * view->scale) / view->scale;
      y = round (y * view->scale) / view->scale;
    }
  rect = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (picture->width * stretch),
                             (float) (picture->height * stretch));
  if (picture->texture != NULL)
    gtk_snapshot_append_texture (snapshot, picture->texture, &rect);
  else if (picture->color.alpha > 0)
    gtk_snapshot_append_color (snapshot, &picture->color, &rect);
}

static gboolean
is_shown (VigieAreaLayer *self, Which which)
{
  if (self->mesh == NULL)
    return FALSE;
  return which == HOVERED ? self->hovered != VIGIE_AREA_MESH_NONE
                          : self->borders || self->classes != NULL;
}

static void
vigie_area_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieAreaLayer *self = VIGIE_AREA_LAYER (widget);
  View view;
  gboolean settled = self->settle_source == 0;

  if (!get_view (self, &view))
    return;
  for (guint which = 0; which < N_PICTURES; which++)
    {
      Picture *picture = &self->pictures[which];

      if (!is_shown (self, (Which) which))
        {
          picture_clear (picture);
          continue;
        }
      if (!self->painting[which] && !is_good (self, picture, &view, settled))
        start_painting (self, (Which) which, &view);
      append_picture (self, snapshot, picture, &view);
    }
}

/* All that is painted is of another time. */
static void
changed (VigieAreaLayer *self)
{
  self->revision++;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zoomed_cb (VigieAreaLayer *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->settle_source = g_timeout_add (SETTLE, settled_cb, self);
}

/* ---- The pointer ---- */

guint
vigie_area_layer_get_at (VigieAreaLayer *self, double x, double y)
{
  const VigieArea *area;
  double lat, lon;

  g_return_val_if_fail (VIGIE_IS_AREA_LAYER (self), VIGIE_AREA_MESH_NONE);

  if (self->mesh == NULL || shumate_layer_get_viewport (SHUMATE_LAYER (self)) == NULL)
    return VIGIE_AREA_MESH_NONE;
  shumate_viewport_widget_coords_to_location (shumate_layer_get_viewport (SHUMATE_LAYER (self)),
                                              GTK_WIDGET (self), x, y, &lat, &lon);
  area = vigie_areas_find (vigie_area_mesh_get_areas (self->mesh), lat, lon);
  return area != NULL ? vigie_areas_index_of (vigie_area_mesh_get_areas (self->mesh), area)
                      : VIGIE_AREA_MESH_NONE;
}

static gboolean
vigie_area_layer_contains (GtkWidget *widget, double x, double y)
{
  VigieAreaLayer *self = VIGIE_AREA_LAYER (widget);

  return self->interactive && is_shown (self, ALL) && x >= 0 && y >= 0
         && x < gtk_widget_get_width (widget) && y < gtk_widget_get_height (widget)
         && vigie_area_layer_get_at (self, x, y) != VIGIE_AREA_MESH_NONE;
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, VigieAreaLayer *self)
{
  vigie_area_layer_set_hovered (self, vigie_area_layer_get_at (self, x, y));
}

static void
leave_cb (GtkEventControllerMotion *motion, VigieAreaLayer *self)
{
  vigie_area_layer_set_hovered (self, VIGIE_AREA_MESH_NONE);
}

static void
clicked_cb (GtkGestureClick *click, int n_presses, double x, double y, VigieAreaLayer *self)
{
  guint area = vigie_area_layer_get_at (self, x, y);

  if (area != VIGIE_AREA_MESH_NONE)
    g_signal_emit (self, signals[SIGNAL_AREA_CLICKED], 0, area, n_presses, x, y);
}

/* ---- The object ---- */

static void
vigie_area_layer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HOVERED:
      g_value_set_uint (value, VIGIE_AREA_LAYER (object)->hovered);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_area_layer_unmap (GtkWidget *widget)
{
  VigieAreaLayer *self = VIGIE_AREA_LAYER (widget);

  GTK_WIDGET_CLASS (vigie_area_layer_parent_class)->unmap (widget);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  /* Some megabytes that nobody looks at. */
  for (guint which = 0; which < N_PICTURES; which++)
    picture_clear (&self->pictures[which]);
}

static void
vigie_area_layer_constructed (GObject *object)
{
  G_OBJECT_CLASS (vigie_area_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)),
                           "notify::zoom-level", G_CALLBACK (zoomed_cb), object, G_CONNECT_SWAPPED);
}

static void
vigie_area_layer_dispose (GObject *object)
{
  VigieAreaLayer *self = VIGIE_AREA_LAYER (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  for (guint which = 0; which < N_PICTURES; which++)
    picture_clear (&self->pictures[which]);
  g_clear_pointer (&self->mesh, vigie_area_mesh_unref);
  g_clear_pointer (&self->classes, g_free);
  G_OBJECT_CLASS (vigie_area_layer_parent_class)->dispose (object);
}

static gboolean
vigie_area_layer_is_ready (VigieDrawnLayer *layer)
{
  return vigie_area_layer_is_painted (VIGIE_AREA_LAYER (layer));
}

static void
vigie_area_layer_class_init (VigieAreaLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_area_layer_get_property;
  object_class->constructed = vigie_area_layer_constructed;
  object_class->dispose = vigie_area_layer_dispose;
  VIGIE_DRAWN_LAYER_CLASS (klass)->is_ready = vigie_area_layer_is_ready;
  widget_class->snapshot = vigie_area_layer_snapshot;
  widget_class->contains = vigie_area_layer_contains;
  widget_class->unmap = vigie_area_layer_unmap;
  props[PROP_HOVERED]
      = g_param_spec_uint ("hovered", NULL, NULL, 0, VIGIE_AREA_MESH_NONE, VIGIE_AREA_MESH_NONE,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_AREA_CLICKED]
      = g_signal_new ("area-clicked", VIGIE_TYPE_AREA_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "area-layer");
}

static void
vigie_area_layer_init (VigieAreaLayer *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->line_scale = 1;
  self->borders = self->interactive = TRUE;
  self->hovered = VIGIE_AREA_MESH_NONE;
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  /* "released" comes only where the pointer did not drag the map meanwhile. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* ---- Public ---- */

VigieAreaLayer *
vigie_area_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_AREA_LAYER, "viewport", viewport, NULL);
}

void
vigie_area_layer_set_mesh (VigieAreaLayer *self, VigieAreaMesh *mesh)
{
  g_return_if_fail (VIGIE_IS_AREA_LAYER (self));

  if (self->mesh == mesh)
    return;
  g_clear_pointer (&self->classes, g_free);
  g_clear_pointer (&self->mesh, vigie_area_mesh_unref);
  self->mesh = mesh != NULL ? vigie_area_mesh_ref (mesh) : NULL;
  vigie_area_layer_set_hovered (self, VIGIE_AREA_MESH_NONE);
  changed (self);
}

VigieAreaMesh *
vigie_area_layer_get_mesh (VigieAreaLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_AREA_LAYER (self), NULL);
  return self->mesh;
}

void
vigie_area_layer_set_borders (VigieAreaLayer *self, gboolean borders)
{
  g_return_if_fail (VIGIE_IS_AREA_LAYER (self));

  if (self->borders == !!borders)
    return;
  self->borders = !!borders;
  changed (self);
}

gboolean
vigie_area_layer_get_borders (VigieAreaLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_AREA_LAYER (self), FALSE);
  return self->borders;
}

void
vigie_area_layer_set_classes (VigieAreaLayer *self, const guint8 *classes, guint n_classes)
{
  guint n
      = self->mesh != NULL ? vigie_areas_get_n_areas (vigie_area_mesh_get_areas (self->mesh)) : 0;

  g_return_if_fail (VIGIE_IS_AREA_LAYER (self));
  g_return_if_fail (classes == NULL || n_classes == n);

  if (classes == NULL ? self->classes == NULL
                      : self->classes != NULL && memcmp (classes, self->classes, n) == 0)
    return;
  g_free (self->classes);
  self->classes = classes != NULL ? g_memdup2 (classes, MAX (n, 1)) : NULL;
  changed (self);
}

void
vigie_area_layer_set_scheme (VigieAreaLayer *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_AREA_LAYER (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  changed (self);
}

void
vigie_area_layer_set_line_scale (VigieAreaLayer *self, double line_scale)
{
  g_return_if_fail (VIGIE_IS_AREA_LAYER (self));

  line_scale = MAX (line_scale, 1);
  if (self->line_scale == line_scale)
    return;
  self->line_scale = line_scale;
  changed (self);
}

void
vigie_area_layer_set_interactive (VigieAreaLayer *self, gboolean interactive)
{
  g_return_if_fail (VIGIE_IS_AREA_LAYER (self));

  self->interactive = interactive;
}

void
vigie_area_layer_set_hovered (VigieAreaLayer *self, guint area)
{
  g_return_if_fail (VIGIE_IS_AREA_LAYER (self));

  if (self->mesh == NULL
      || area >= vigie_areas_get_n_areas (vigie_area_mesh_get_areas (self->mesh)))
    area = VIGIE_AREA_MESH_NONE;
  if (self->hovered == area)
    return;
  self->hovered = area;
  picture_clear (&self->pictures[HOVERED]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOVERED]);
}

guint
vigie_area_layer_get_hovered (VigieAreaLayer *self)
{
  g_return_val_if_fail (VIGIE_IS_AREA_LAYER (self), VIGIE_AREA_MESH_NONE);
  return self->hovered;
}

gboolean
vigie_area_layer_is_painted (VigieAreaLayer *self)
{
  View view;

  g_return_val_if_fail (VIGIE_IS_AREA_LAYER (self), FALSE);
  get_view (self, &view);
  for (guint which = 0; which < N_PICTURES; which++)
    if (is_shown (self, (Which) which)
        && (self->painting[which] || !is_good (self, &self->pictures[which], &view, TRUE)))
      return FALSE;
  return TRUE;
}

/* ---- A sample for legends ---- */

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  guint8 area_class = (guint8) (GPOINTER_TO_UINT (data) & 0xff);
  VigieScheme scheme = (VigieScheme) (GPOINTER_TO_UINT (data) >> 8);
  const VigiePalette *palette = vigie_palette_get (scheme);

  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  vigie_area_paint_class (cr, area_class, scheme);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  gdk_cairo_set_source_rgba (cr, &palette->normal);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

GtkWidget *
vigie_area_swatch_new (guint8 area_class, VigieScheme scheme)
{
  GtkWidget *area
      = g_object_new (GTK_TYPE_DRAWING_AREA, "content-width", 22, "content-height", 14, "valign",
                      GTK_ALIGN_CENTER, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch,
                                  GUINT_TO_POINTER ((guint) scheme << 8 | area_class), NULL);
  return area;
}
