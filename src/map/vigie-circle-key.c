/* vigie-circle-key.c: for the legend of circles whose area tells an amount.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-circle-key.h"

#include <math.h>

/* Circles at most. */
#define MAX_CIRCLES 4
/* From the circles to the words, and the line on both sides of it. */
#define LEADER 16
#define LEADER_GAP 4
#define LINE 1.5f

typedef struct
{
  GtkWidget *label; /* a child */
  double radius;
  double middle; /* of its label, from the top of the widget */
} Circle;

struct _VigieCircleKey
{
  GtkWidget parent_instance;

  VigieScheme scheme;
  Circle circles[MAX_CIRCLES]; /* the largest first */
  guint n_circles;
};

G_DEFINE_FINAL_TYPE (VigieCircleKey, vigie_circle_key, GTK_TYPE_WIDGET)

static int
label_size (const Circle *circle, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (circle->label, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* The height of the whole, and where the words are: at the top of their circles, or as near as they find room. */
static double
lay_out (VigieCircleKey *self)
{
  double height = 0, sum = 0, foot;

  for (guint i = 0; i < self->n_circles; i++)
    {
      double text = label_size (&self->circles[i], GTK_ORIENTATION_VERTICAL);

      sum += text;
      height = MAX (height, self->circles[i].radius + LINE + text / 2);
    }
  height = ceil (MAX (height, sum));
  foot = 0;
  for (guint i = 0; i < self->n_circles; i++)
    {
      double text = label_size (&self->circles[i], GTK_ORIENTATION_VERTICAL);

      self->circles[i].middle = MAX (height - LINE - self->circles[i].radius, foot + text / 2);
      foot = self->circles[i].middle + text / 2;
    }
  foot = height;
  for (guint i = self->n_circles; i-- > 0;)
    {
      double text = label_size (&self->circles[i], GTK_ORIENTATION_VERTICAL);

      self->circles[i].middle = MIN (self->circles[i].middle, foot - text / 2);
      foot = self->circles[i].middle - text / 2;
    }
  return height;
}

static double
circles_width (VigieCircleKey *self)
{
  return self->n_circles > 0 ? ceil (2 * (self->circles[0].radius + LINE)) : 0;
}

static void
vigie_circle_key_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  VigieCircleKey *self = VIGIE_CIRCLE_KEY (widget);
  int words = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = (int) lay_out (self);
      return;
    }
  for (guint i = 0; i < self->n_circles; i++)
    words = MAX (words, label_size (&self->circles[i], GTK_ORIENTATION_HORIZONTAL));
  *minimum = *natural = (int) circles_width (self) + LEADER + 2 * LEADER_GAP + words;
}

static void
vigie_circle_key_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieCircleKey *self = VIGIE_CIRCLE_KEY (widget);
  gboolean left = gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL;
  int x = (int) circles_width (self) + LEADER + 2 * LEADER_GAP;

  lay_out (self);
  for (guint i = 0; i < self->n_circles; i++)
    {
      const Circle *circle = &self->circles[i];
      int text_width = label_size (circle, GTK_ORIENTATION_HORIZONTAL);
      int text_height = label_size (circle, GTK_ORIENTATION_VERTICAL);

      gtk_widget_size_allocate (circle->label,
                                &(GtkAllocation) {left ? x : width - x - text_width,
                                                  (int) floor (circle->middle - text_height / 2.0),
                                                  text_width, text_height},
                                -1);
    }
}

static void
append_circle (GtkSnapshot *snapshot,
               const Circle *circle,
               double x,
               double base,
               const GdkRGBA *color)
{
  double radius = circle->radius;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) (x - radius),
                                                        (float) (base - radius),
                                                        (float) (2 * radius), (float) (2 * radius)),
                                   (float) radius);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) {LINE, LINE, LINE, LINE},
                              (GdkRGBA[4]) {*color, *color, *color, *color});
}

static void
vigie_circle_key_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieCircleKey *self = VIGIE_CIRCLE_KEY (widget);
  const VigiePalette *palette = vigie_palette_get (vigie_scheme_resolve (self->scheme, widget));
  gboolean left = gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL;
  double width = gtk_widget_get_width (widget), room = circles_width (self);
  double x = left ? room / 2 : width - room / 2, base = lay_out (self) - LINE;
  double way = left ? 1 : -1;

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) (base + LINE)));
  for (guint i = 0; i < self->n_circles; i++)
    append_circle (snapshot, &self->circles[i], x, base, &palette->ink);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_color (
      snapshot, &palette->ink,
      &GRAPHENE_RECT_INIT ((float) (x - room / 2), (float) base, (float) room, LINE));
  for (guint i = 0; i < self->n_circles; i++)
    {
      const Circle *circle = &self->circles[i];
      g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr (GskPath) path = NULL;
      g_autoptr (GskStroke) stroke = gsk_stroke_new (1);
      double top = base - circle->radius + LINE / 2;

      gsk_path_builder_move_to (builder, (float) x, (float) top);
      gsk_path_builder_line_to (builder, (float) (x + way * (room / 2 + LEADER_GAP)), (float) top);
      gsk_path_builder_line_to (builder, (float) (x + way * (room / 2 + LEADER_GAP + LEADER)),
                                (float) circle->middle);
      path = gsk_path_builder_to_path (builder);
      gtk_snapshot_append_stroke (snapshot, path, stroke, &palette->dim);
      gtk_widget_snapshot_child (widget, circle->label, snapshot);
    }
}

static void
vigie_circle_key_dispose (GObject *object)
{
  VigieCircleKey *self = VIGIE_CIRCLE_KEY (object);

  for (guint i = 0; i < self->n_circles; i++)
    g_clear_pointer (&self->circles[i].label, gtk_widget_unparent);
  self->n_circles = 0;
  G_OBJECT_CLASS (vigie_circle_key_parent_class)->dispose (object);
}

static void
vigie_circle_key_class_init (VigieCircleKeyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_circle_key_dispose;
  widget_class->measure = vigie_circle_key_measure;
  widget_class->size_allocate = vigie_circle_key_size_allocate;
  widget_class->snapshot = vigie_circle_key_snapshot;
  gtk_widget_class_set_css_name (widget_class, "circle-key");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_circle_key_init (VigieCircleKey *self)
{
}

GtkWidget *
vigie_circle_key_new (VigieScheme scheme)
{
  VigieCircleKey *self = g_object_new (VIGIE_TYPE_CIRCLE_KEY, "halign", GTK_ALIGN_START, NULL);

  self->scheme = scheme;
  return GTK_WIDGET (self);
}

void
vigie_circle_key_add (VigieCircleKey *self, double radius, const char *words)
{
  Circle *circle;

  g_return_if_fail (VIGIE_IS_CIRCLE_KEY (self));
  g_return_if_fail (radius > 0 && self->n_circles < MAX_CIRCLES);
  g_return_if_fail (self->n_circles == 0 || radius <= self->circles[self->n_circles - 1].radius);

  circle = &self->circles[self->n_circles++];
  circle->radius = radius;
  circle->label = gtk_label_new (words);
  gtk_widget_set_parent (circle->label, GTK_WIDGET (self));
}
