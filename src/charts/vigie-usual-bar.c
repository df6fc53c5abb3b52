/* vigie-usual-bar.c: a number against what is usual and what there is room for, in one line.
 *
 * # CSS
 *
 * One node, `usualbar`: its colour tells light from dark.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-usual-bar.h"

#include <math.h>

#include "vigie-small-draw.h"

#define TRACK 12
#define BAR 6
#define TICK 16
#define RADIUS 2
#define CAP 5 /* at the ends of the hair line */
#define SHORTEST 48
#define NATURAL 124
/* What is beyond the scale: a slit so far from the end. */
#define BREAK 6

struct _VigieUsualBar
{
  GtkWidget parent_instance;

  double value, low, high, p10, p90, capacity, scale;
  VigieScheme scheme;
};

enum
{
  PROP_SCHEME = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieUsualBar, vigie_usual_bar, GTK_TYPE_WIDGET)

typedef struct
{
  GtkSnapshot *snapshot;
  const VigiePalette *palette;
  float width, top; /* of the track */
  double scale;     /* device pixels each */
  gboolean rtl;
} Drawing;

/* Where an amount is from the begin, on a device pixel. */
static float
place (VigieUsualBar *self, const Drawing *drawing, double amount)
{
  double x = CLAMP (amount / self->scale, 0, 1) * (double) drawing->width;

  return (float) (round (x * drawing->scale) / drawing->scale);
}

/* A piece from @from to @to, both from the begin. */
static void
fill (const Drawing *drawing, float from, float to, float top, float height, const GdkRGBA *color)
{
  if (to <= from)
    return;
  gtk_snapshot_append_color (
      drawing->snapshot, color,
      &GRAPHENE_RECT_INIT (drawing->rtl ? drawing->width - to : from, top, to - from, height));
}

/* The hair line from low to high: ink beside the bar, the card's colour on it, so that it is seen on both. */
static void
draw_range (VigieUsualBar *self, const Drawing *drawing, float value)
{
  float from = place (self, drawing, self->low), to = place (self, drawing, self->high);
  float hair = (float) (MAX (round (drawing->scale), 1) / drawing->scale);
  float middle
      = (float) (round ((drawing->top + TRACK / 2. - hair / 2.) * drawing->scale) / drawing->scale);
  float ends[2] = {from, MAX (to - hair, from)};

  if (to - from < 3)
    return;
  fill (drawing, MAX (from, value), to, middle, hair, &drawing->palette->ink);
  fill (drawing, from, MIN (to, value), middle, hair, &drawing->palette->card);
  for (guint i = 0; i < 2; i++)
    {
      gboolean on_bar = ends[i] + hair <= value;

      /* An end that is beyond the scale is none. */
      if (i == 1 && self->high > self->scale)
        break;
      fill (drawing, ends[i], ends[i] + hair, middle - (CAP - 1) / 2.f, CAP - 1 + hair,
            on_bar ? &drawing->palette->card : &drawing->palette->ink);
    }
}

static void
vigie_usual_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieUsualBar *self = VIGIE_USUAL_BAR (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  Drawing drawing = {
      .snapshot = snapshot,
      .palette = vigie_palette_get (vigie_scheme_resolve (self->scheme, widget)),
      .width = (float) gtk_widget_get_width (widget),
      .top = (float) ((gtk_widget_get_height (widget) - TRACK) / 2),
      .scale = surface != NULL ? gdk_surface_get_scale (surface) : 1,
      .rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
  };
  GskRoundedRect track;
  float value;

  if (drawing.width < 8)
    return;
  gsk_rounded_rect_init_from_rect (
      &track, &GRAPHENE_RECT_INIT (0, drawing.top, drawing.width, TRACK), RADIUS);
  if (!isfinite (self->value))
    vigie_small_draw_void (snapshot, &track.bounds, RADIUS, &drawing.palette->strong,
                           &drawing.palette->hatch);
  else
    {
      value = place (self, &drawing, self->value);
      /* What is not nothing is seen. */
      value = MAX (value, self->value > 0 ? 2 : 0);
      gtk_snapshot_push_rounded_clip (snapshot, &track);
      gtk_snapshot_append_color (snapshot, &drawing.palette->track, &track.bounds);
      if (isfinite (self->p10) && isfinite (self->p90))
        {
          float from = place (self, &drawing, self->p10), to = place (self, &drawing, self->p90);

          from = MIN (from, drawing.width - 2);
          fill (&drawing, from, MAX (to, from + 2), drawing.top, TRACK, &drawing.palette->norm);
        }
      fill (&drawing, 0, value, drawing.top + (TRACK - BAR) / 2.f, BAR, &drawing.palette->ink);
      if (isfinite (self->low) && isfinite (self->high))
        draw_range (self, &drawing, value);
      if (self->value > self->scale)
        fill (&drawing, drawing.width - BREAK - 2, drawing.width - BREAK, drawing.top, TRACK,
              &drawing.palette->card);
      gtk_snapshot_pop (snapshot);
    }
  if (isfinite (self->capacity) && self->capacity > 0 && self->capacity <= self->scale)
    {
      float at = MIN (place (self, &drawing, self->capacity) - 1, drawing.width - 2);

      fill (&drawing, MAX (at, 0), MAX (at, 0) + 2, drawing.top - (TICK - TRACK) / 2.f, TICK,
            &drawing.palette->dim);
    }
}

static void
vigie_usual_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? SHORTEST : TICK;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL : TICK;
}

static void
vigie_usual_bar_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_usual_bar_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
vigie_usual_bar_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (vigie_usual_bar_parent_class)->direction_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
vigie_usual_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    g_value_set_enum (value, (int) VIGIE_USUAL_BAR (object)->scheme);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_usual_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    vigie_usual_bar_set_scheme (VIGIE_USUAL_BAR (object), (VigieScheme) g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_usual_bar_class_init (VigieUsualBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = vigie_usual_bar_get_property;
  G_OBJECT_CLASS (klass)->set_property = vigie_usual_bar_set_property;
  widget_class->measure = vigie_usual_bar_measure;
  widget_class->snapshot = vigie_usual_bar_snapshot;
  widget_class->css_changed = vigie_usual_bar_css_changed;
  widget_class->direction_changed = vigie_usual_bar_direction_changed;
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "usualbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigie_usual_bar_init (VigieUsualBar *self)
{
  self->value = self->low = self->high = self->p10 = self->p90 = self->capacity = NAN;
  self->scale = 1;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
vigie_usual_bar_new (void)
{
  return g_object_new (VIGIE_TYPE_USUAL_BAR, NULL);
}

static gboolean
take (double *where, double amount)
{
  if (*where == amount || (isnan (*where) && isnan (amount)))
    return FALSE;
  *where = amount;
  return TRUE;
}

void
vigie_usual_bar_set (VigieUsualBar *self,
                     double value,
                     double low,
                     double high,
                     double p10,
                     double p90,
                     double capacity,
                     double scale)
{
  gboolean is_other;

  g_return_if_fail (VIGIE_IS_USUAL_BAR (self));

  is_other = take (&self->value, value);
  is_other = take (&self->low, low) || is_other;
  is_other = take (&self->high, high) || is_other;
  is_other = take (&self->p10, p10) || is_other;
  is_other = take (&self->p90, p90) || is_other;
  is_other = take (&self->capacity, capacity) || is_other;
  is_other = take (&self->scale, isfinite (scale) && scale > 0 ? scale : 1) || is_other;
  if (is_other)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_usual_bar_set_scheme (VigieUsualBar *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_USUAL_BAR (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}
