/* vigie-panes.c: list, map and panel side by side, one over the other, or one at a time.
 *
 * A widget of its own rather than boxes that are taken apart at each breakpoint: the three keep
 * their state and their focus, and the map is never under a child that asks for more than there is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-panes.h"

struct _VigiePanes
{
  GtkWidget parent_instance;

  GtkWidget *list, *map, *panel; /* children, or NULL */
  GtkWidget *cover;              /* a child in the place of the list, or NULL */
  VigiePanesMode mode;
  int list_width, panel_width;
  gboolean panel_open, panel_held;
  VigiePane single;
  int overlap; /* pixels of the map under the panel */
};

enum
{
  PROP_LIST = 1,
  PROP_MAP,
  PROP_PANEL,
  PROP_MODE,
  PROP_LIST_WIDTH,
  PROP_PANEL_WIDTH,
  PROP_PANEL_OPEN,
  PROP_SINGLE,
  PROP_OVERLAP,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigiePanes, vigie_panes, GTK_TYPE_WIDGET)

GType
vigie_panes_mode_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
          {VIGIE_PANES_BESIDE, "VIGIE_PANES_BESIDE", "beside"},
          {VIGIE_PANES_OVERLAY, "VIGIE_PANES_OVERLAY", "overlay"},
          {VIGIE_PANES_SINGLE, "VIGIE_PANES_SINGLE", "single"},
          {0, NULL, NULL},
      };

      g_once_init_leave (&type, g_enum_register_static ("VigiePanesMode", values));
    }
  return type;
}

/* What is not seen takes no focus and is not read aloud. */
static void
update_visible (VigiePanes *self)
{
  VigiePane top = vigie_panes_get_top (self);
  gboolean all = self->mode != VIGIE_PANES_SINGLE;

  if (self->list != NULL)
    gtk_widget_set_child_visible (self->list,
                                  (all || top == VIGIE_PANE_LIST) && self->cover == NULL);
  if (self->cover != NULL)
    gtk_widget_set_child_visible (self->cover, all || top == VIGIE_PANE_LIST);
  if (self->map != NULL)
    gtk_widget_set_child_visible (self->map, all || top == VIGIE_PANE_MAP);
  if (self->panel != NULL)
    {
      gtk_widget_set_visible (self->panel, vigie_panes_get_panel_open (self));
      if (self->mode == VIGIE_PANES_OVERLAY)
        gtk_widget_add_css_class (self->panel, "over");
      else
        gtk_widget_remove_css_class (self->panel, "over");
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static int
minimum_width (GtkWidget *child)
{
  int minimum = 0;

  if (child != NULL && gtk_widget_get_visible (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Widths of list and panel where they stand beside the map. */
static void
side_widths (VigiePanes *self, int *list, int *panel)
{
  *list = MAX (self->list_width, MAX (minimum_width (self->list), minimum_width (self->cover)));
  *panel = vigie_panes_get_panel_open (self) ? MAX (self->panel_width, minimum_width (self->panel))
                                             : 0;
}

static void
vigie_panes_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  VigiePanes *self = VIGIE_PANES (widget);
  GtkWidget *children[] = {self->list, self->map, self->panel, self->cover};

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->mode != VIGIE_PANES_SINGLE)
    {
      int list, panel;
      int map = minimum_width (self->map);

      side_widths (self, &list, &panel);
      *minimum = self->mode == VIGIE_PANES_BESIDE ? list + map + panel : list + MAX (map, panel);
      *natural = *minimum;
      return;
    }
  /* Heights are asked for any width: the children scroll. */
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int child_minimum, child_natural;

      if (children[i] == NULL || !gtk_widget_get_visible (children[i])
          || !gtk_widget_get_child_visible (children[i]))
        continue;
      gtk_widget_measure (children[i], orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
allocate (GtkWidget *child, int x, int width, int height, int whole)
{
  GtkAllocation area = {x, 0, width, height};

  if (child == NULL || !gtk_widget_get_child_visible (child) || !gtk_widget_get_visible (child))
    return;
  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    area.x = whole - x - width;
  gtk_widget_size_allocate (child, &area, -1);
}

static void
set_overlap (VigiePanes *self, int overlap)
{
  if (self->overlap == overlap)
    return;
  self->overlap = overlap;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OVERLAP]);
}

static void
vigie_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigiePanes *self = VIGIE_PANES (widget);
  int list, panel;

  if (self->mode == VIGIE_PANES_SINGLE)
    {
      set_overlap (self, 0);
      allocate (self->list, 0, width, height, width);
      allocate (self->cover, 0, width, height, width);
      allocate (self->map, 0, width, height, width);
      allocate (self->panel, 0, width, height, width);
      return;
    }
  side_widths (self, &list, &panel);
  /* Before the map is given its place: what floats on it stays clear of the panel. */
  set_overlap (self, self->mode == VIGIE_PANES_OVERLAY ? panel : 0);
  allocate (self->list, 0, list, height, width);
  allocate (self->cover, 0, list, height, width);
  allocate (self->map, list,
            MAX (width - list - (self->mode == VIGIE_PANES_BESIDE ? panel : 0),
                 minimum_width (self->map)),
            height, width);
  allocate (self->panel, width - panel, panel, height, width);
}

static void
set_child (VigiePanes *self, GtkWidget **slot, GtkWidget *child, GtkWidget *before)
{
  g_clear_pointer (slot, gtk_widget_unparent);
  *slot = child;
  if (child != NULL)
    gtk_widget_insert_before (child, GTK_WIDGET (self), before);
  update_visible (self);
}

static void
vigie_panes_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigiePanes *self = VIGIE_PANES (object);

  switch (prop_id)
    {
    case PROP_LIST:
      g_value_set_object (value, self->list);
      break;
    case PROP_MAP:
      g_value_set_object (value, self->map);
      break;
    case PROP_PANEL:
      g_value_set_object (value, self->panel);
      break;
    case PROP_MODE:
      g_value_set_enum (value, (int) self->mode);
      break;
    case PROP_LIST_WIDTH:
      g_value_set_int (value, self->list_width);
      break;
    case PROP_PANEL_WIDTH:
      g_value_set_int (value, self->panel_width);
      break;
    case PROP_PANEL_OPEN:
      g_value_set_boolean (value, self->panel_open);
      break;
    case PROP_SINGLE:
      g_value_set_int (value, (int) self->single);
      break;
    case PROP_OVERLAP:
      g_value_set_int (value, self->overlap);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_width (VigiePanes *self, int *slot, int width, guint prop_id)
{
  if (*slot == width)
    return;
  *slot = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[prop_id]);
}

static void
vigie_panes_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VigiePanes *self = VIGIE_PANES (object);

  switch (prop_id)
    {
    case PROP_LIST:
      set_child (self, &self->list, g_value_get_object (value),
                 self->map != NULL ? self->map : self->panel);
      break;
    case PROP_MAP:
      set_child (self, &self->map, g_value_get_object (value), self->panel);
      break;
    case PROP_PANEL:
      set_child (self, &self->panel, g_value_get_object (value), NULL);
      break;
    case PROP_MODE:
      vigie_panes_set_mode (self, (VigiePanesMode) g_value_get_enum (value));
      break;
    case PROP_LIST_WIDTH:
      set_width (self, &self->list_width, g_value_get_int (value), prop_id);
      break;
    case PROP_PANEL_WIDTH:
      set_width (self, &self->panel_width, g_value_get_int (value), prop_id);
      break;
    case PROP_PANEL_OPEN:
      vigie_panes_set_panel_open (self, g_value_get_boolean (value));
      break;
    case PROP_SINGLE:
      vigie_panes_set_single (self, (VigiePane) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_panes_dispose (GObject *object)
{
  VigiePanes *self = VIGIE_PANES (object);

  g_clear_pointer (&self->cover, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->map, gtk_widget_unparent);
  g_clear_pointer (&self->panel, gtk_widget_unparent);

  G_OBJECT_CLASS (vigie_panes_parent_class)->dispose (object);
}

static void
vigie_panes_class_init (VigiePanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vigie_panes_get_property;
  object_class->set_property = vigie_panes_set_property;
  object_class->dispose = vigie_panes_dispose;
  widget_class->measure = vigie_panes_measure;
  widget_class->size_allocate = vigie_panes_size_allocate;

  props[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_MAP] = g_param_spec_object ("map", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_PANEL] = g_param_spec_object ("panel", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_MODE]
      = g_param_spec_enum ("mode", NULL, NULL, VIGIE_TYPE_PANES_MODE, VIGIE_PANES_BESIDE, flags);
  props[PROP_LIST_WIDTH] = g_param_spec_int ("list-width", NULL, NULL, 0, G_MAXINT, 332, flags);
  props[PROP_PANEL_WIDTH] = g_param_spec_int ("panel-width", NULL, NULL, 0, G_MAXINT, 440, flags);
  props[PROP_PANEL_OPEN] = g_param_spec_boolean ("panel-open", NULL, NULL, FALSE, flags);
  props[PROP_SINGLE] = g_param_spec_int ("single", NULL, NULL, VIGIE_PANE_LIST, VIGIE_PANE_MAP,
                                         VIGIE_PANE_LIST, flags);
  props[PROP_OVERLAP] = g_param_spec_int ("overlap", NULL, NULL, 0, G_MAXINT, 0,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "panes");
}

static void
vigie_panes_init (VigiePanes *self)
{
  self->list_width = 332;
  self->panel_width = 440;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
vigie_panes_set_mode (VigiePanes *self, VigiePanesMode mode)
{
  if (self->mode == mode)
    return;
  self->mode = mode;
  update_visible (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODE]);
}

VigiePanesMode
vigie_panes_get_mode (VigiePanes *self)
{
  return self->mode;
}

void
vigie_panes_set_panel_open (VigiePanes *self, gboolean open)
{
  if (self->panel_open == open)
    return;
  self->panel_open = open;
  update_visible (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PANEL_OPEN]);
}

gboolean
vigie_panes_get_panel_open (VigiePanes *self)
{
  return self->panel_open && !self->panel_held;
}

void
vigie_panes_set_single (VigiePanes *self, VigiePane pane)
{
  g_return_if_fail (pane != VIGIE_PANE_PANEL);

  if (self->single == pane)
    return;
  self->single = pane;
  update_visible (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SINGLE]);
}

VigiePane
vigie_panes_get_single (VigiePanes *self)
{
  return self->single;
}

VigiePane
vigie_panes_get_top (VigiePanes *self)
{
  return vigie_panes_get_panel_open (self) ? VIGIE_PANE_PANEL : self->single;
}

void
vigie_panes_set_list_cover (VigiePanes *self, GtkWidget *cover)
{
  g_return_if_fail (cover == NULL || GTK_IS_WIDGET (cover));

  if (self->cover != cover)
    set_child (self, &self->cover, cover, self->map != NULL ? self->map : self->panel);
}

GtkWidget *
vigie_panes_get_list_cover (VigiePanes *self)
{
  return self->cover;
}

void
vigie_panes_set_panel_held (VigiePanes *self, gboolean held)
{
  if (self->panel_held == held)
    return;
  self->panel_held = held;
  update_visible (self);
}
