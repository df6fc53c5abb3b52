/* vigie-figure-head.c: title, legend, note and buttons of a figure on as few lines as they need.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-figure-head.h"

#include <math.h>

#define GAP 14
#define LINE_GAP 4
#define SIGN_HEIGHT 14

/* ---- Sign -------------------------------------------------------------------------------------- */

#define VIGIE_TYPE_FIGURE_SIGN (vigie_figure_sign_get_type ())
G_DECLARE_FINAL_TYPE (VigieFigureSign, vigie_figure_sign, VIGIE, FIGURE_SIGN, GtkWidget)

struct _VigieFigureSign
{
  GtkWidget parent_instance;

  VigieFigure *figure; /* owned */
  guint index;
};

G_DEFINE_FINAL_TYPE (VigieFigureSign, vigie_figure_sign, GTK_TYPE_WIDGET)

static void
vigie_figure_sign_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieFigureSign *self = VIGIE_FIGURE_SIGN (widget);

  vigie_figure_snapshot_sign (self->figure, self->index, snapshot, gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget),
                              vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget));
}

static void
vigie_figure_sign_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_figure_sign_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
vigie_figure_sign_finalize (GObject *object)
{
  g_object_unref (VIGIE_FIGURE_SIGN (object)->figure);
  G_OBJECT_CLASS (vigie_figure_sign_parent_class)->finalize (object);
}

static void
vigie_figure_sign_class_init (VigieFigureSignClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_figure_sign_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = vigie_figure_sign_snapshot;
  GTK_WIDGET_CLASS (klass)->css_changed = vigie_figure_sign_css_changed;
  /* The name beside it says the same. */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vigie_figure_sign_init (VigieFigureSign *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/* ---- Head -------------------------------------------------------------------------------------- */

struct _VigieFigureHead
{
  GtkWidget parent_instance;

  VigieFigure *figure;               /* owned */
  GtkWidget *title, *note, *buttons; /* children; @buttons may be NULL */
  GPtrArray *items;                  /* of GtkWidget, children: the legend */
  gboolean legend;
};

G_DEFINE_FINAL_TYPE (VigieFigureHead, vigie_figure_head, GTK_TYPE_WIDGET)

static gboolean
is_seen (GtkWidget *child)
{
  return child != NULL && gtk_widget_should_layout (child);
}

static int
natural_width (GtkWidget *child)
{
  int natural = 0;

  if (is_seen (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
height_at (GtkWidget *child, int width)
{
  int natural = 0;

  if (is_seen (child))
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

typedef struct
{
  GtkWidget *child;
  int x, y, width, height, line;
} Place;

/* Lays everything out in @width; gives the height. @places may be NULL: of all children, at most @items->len + 3. */
static int
lay_out (VigieFigureHead *self, int width, Place *places, guint *n_places)
{
  g_autofree Place *own = g_new0 (Place, self->items->len + 3);
  guint n = 0;
  int line = 0, x = 0, title = MIN (natural_width (self->title), width);
  int note = natural_width (self->note), buttons = natural_width (self->buttons);
  int end = note + buttons + (note > 0 && buttons > 0 ? GAP : 0), limit = width, total = 0;
  gboolean beside = title + (title > 0 && end > 0 ? GAP : 0) + end <= width;

  if (is_seen (self->title))
    own[n++] = (Place) {self->title, 0, 0, title, height_at (self->title, title), 0};
  x = title > 0 ? title + GAP : 0;
  if (end > 0 && beside)
    limit = width - end - GAP;
  if (end > 0 && !beside && is_seen (self->buttons) && title + GAP + buttons <= width)
    {
      /* The note goes below, the buttons stay. */
      own[n++] = (Place) {
          self->buttons, width - buttons, 0, buttons, height_at (self->buttons, buttons), 0};
      limit = width - buttons - GAP;
      buttons = 0;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      GtkWidget *item = g_ptr_array_index (self->items, i);
      int wide = natural_width (item);

      if (!is_seen (item))
        continue;
      if (x > 0 && x + wide > limit)
        {
          line++;
          x = 0;
          limit = width;
        }
      wide = MIN (wide, width);
      own[n++] = (Place) {item, x, 0, wide, height_at (item, wide), line};
      x += wide + GAP;
    }
  if (beside)
    {
      if (note > 0)
        own[n++] = (Place) {self->note, width - end, 0, note, height_at (self->note, note), 0};
      if (buttons > 0)
        own[n++] = (Place) {
            self->buttons, width - buttons, 0, buttons, height_at (self->buttons, buttons), 0};
    }
  else
    {
      if (note > 0)
        {
          note = MIN (note, width);
          own[n++] = (Place) {self->note, 0, 0, note, height_at (self->note, note), ++line};
        }
      if (buttons > 0)
        own[n++] = (Place) {
            self->buttons, width - buttons, 0, buttons, height_at (self->buttons, buttons), ++line};
    }
  for (int l = 0; l <= line; l++)
    {
      int tallest = 0;

      for (guint i = 0; i < n; i++)
        if (own[i].line == l)
          tallest = MAX (tallest, own[i].height);
      if (tallest > 0 && total > 0)
        total += LINE_GAP;
      for (guint i = 0; i < n; i++)
        if (own[i].line == l)
          own[i].y = total + (tallest - own[i].height) / 2;
      total += tallest;
    }
  for (guint i = 0; places != NULL && i < n; i++)
    places[i] = own[i];
  if (n_places != NULL)
    *n_places = n;
  return total;
}

static GtkSizeRequestMode
vigie_figure_head_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigie_figure_head_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  VigieFigureHead *self = VIGIE_FIGURE_HEAD (widget);
  int sum = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, for_size < 0 ? G_MAXINT / 4 : for_size, NULL, NULL);
      return;
    }
  *minimum = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, nat;

      if (!is_seen (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &least, &nat, NULL, NULL);
      *minimum = MAX (*minimum, least);
      sum += nat + (sum > 0 ? GAP : 0);
    }
  *natural = MAX (sum, *minimum);
}

static void
vigie_figure_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieFigureHead *self = VIGIE_FIGURE_HEAD (widget);
  g_autofree Place *places = g_new (Place, self->items->len + 3);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n;

  lay_out (self, width, places, &n);
  for (guint i = 0; i < n; i++)
    {
      const Place *place = &places[i];

      gtk_widget_size_allocate (place->child,
                                &(GtkAllocation) {rtl ? width - place->x - place->width : place->x,
                                                  place->y, place->width, place->height},
                                -1);
    }
}

static void
clear_items (VigieFigureHead *self)
{
  for (guint i = 0; i < self->items->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->items, i));
  g_ptr_array_set_size (self->items, 0);
}

static void
vigie_figure_head_dispose (GObject *object)
{
  VigieFigureHead *self = VIGIE_FIGURE_HEAD (object);

  clear_items (self);
  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->note, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, gtk_widget_unparent);
  g_clear_object (&self->figure);
  G_OBJECT_CLASS (vigie_figure_head_parent_class)->dispose (object);
}

static void
vigie_figure_head_finalize (GObject *object)
{
  g_ptr_array_unref (VIGIE_FIGURE_HEAD (object)->items);
  G_OBJECT_CLASS (vigie_figure_head_parent_class)->finalize (object);
}

static void
vigie_figure_head_class_init (VigieFigureHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_figure_head_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_figure_head_finalize;
  widget_class->get_request_mode = vigie_figure_head_get_request_mode;
  widget_class->measure = vigie_figure_head_measure;
  widget_class->size_allocate = vigie_figure_head_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "figurehead");
}

static GtkWidget *
new_label (VigieFigureHead *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
vigie_figure_head_init (VigieFigureHead *self)
{
  self->items = g_ptr_array_new ();
  self->legend = TRUE;
  self->title = new_label (self);
  gtk_widget_add_css_class (self->title, "vigie-bold");
  gtk_widget_add_css_class (self->title, "vigie-strong");
  self->note = new_label (self);
  gtk_widget_add_css_class (self->note, "vigie-small");
  gtk_widget_add_css_class (self->note, "vigie-dim");
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_figure_head_new (VigieFigure *figure)
{
  VigieFigureHead *self = g_object_new (VIGIE_TYPE_FIGURE_HEAD, NULL);

  self->figure = g_object_ref (figure);
  vigie_figure_head_update (self);
  return GTK_WIDGET (self);
}

static void
set_words (GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words != NULL ? words : "");
  gtk_widget_set_visible (label, words != NULL && *words != '\0');
}

void
vigie_figure_head_set_title (VigieFigureHead *self, const char *title)
{
  set_words (self->title, title);
}

void
vigie_figure_head_set_note (VigieFigureHead *self, const char *note)
{
  set_words (self->note, note);
}

void
vigie_figure_head_set_legend (VigieFigureHead *self, gboolean legend)
{
  if (self->legend == !!legend)
    return;
  self->legend = !!legend;
  vigie_figure_head_update (self);
}

void
vigie_figure_head_set_buttons (VigieFigureHead *self, GtkWidget *buttons)
{
  g_return_if_fail (self->buttons == NULL);

  self->buttons = buttons;
  gtk_widget_set_parent (buttons, GTK_WIDGET (self));
}

static gboolean
is_same (VigieFigureHead *self, guint n)
{
  if (self->items->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *label = gtk_widget_get_last_child (g_ptr_array_index (self->items, i));

      if (!g_str_equal (gtk_label_get_text (GTK_LABEL (label)),
                        vigie_figure_get_sign_name (self->figure, i)))
        return FALSE;
    }
  return TRUE;
}

void
vigie_figure_head_update (VigieFigureHead *self)
{
  guint n = self->legend ? vigie_figure_get_n_signs (self->figure) : 0;

  if (is_same (self, n))
    return;
  clear_items (self);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      VigieFigureSign *sign = g_object_new (VIGIE_TYPE_FIGURE_SIGN, NULL);
      GtkWidget *name = gtk_label_new (vigie_figure_get_sign_name (self->figure, i));

      sign->figure = g_object_ref (self->figure);
      sign->index = i;
      gtk_widget_set_size_request (
          GTK_WIDGET (sign), (int) vigie_figure_get_sign_width (self->figure, i), SIGN_HEIGHT);
      gtk_label_set_wrap (GTK_LABEL (name), TRUE);
      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_box_append (GTK_BOX (item), GTK_WIDGET (sign));
      gtk_box_append (GTK_BOX (item), name);
      /* Read after the title, before the note. */
      gtk_widget_insert_before (item, GTK_WIDGET (self), self->note);
      g_ptr_array_add (self->items, item);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
