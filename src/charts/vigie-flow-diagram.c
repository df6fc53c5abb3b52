/* vigie-flow-diagram.c: where the power of now comes from and where it goes.
 *
 * # CSS
 *
 * One node, `chart`, as VigieChart's: its colour tells light from dark, its font's size all texts' size.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-flow-diagram-private.h"

enum
{
  PROP_SCHEME = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieFlowDiagram,
                               vigie_flow_diagram,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

/* ---- Figure ------------------------------------------------------------------------------------ */

static void
figure_draw (VigieFigure *figure,
             GtkSnapshot *snapshot,
             double width,
             double height,
             VigieScheme scheme)
{
  vigie_flow_diagram_draw (VIGIE_FLOW_DIAGRAM (figure), snapshot, width, height, 2, scheme, TRUE);
}

static char *
figure_summarize (VigieFigure *figure)
{
  return vigie_flow_diagram_summarize (VIGIE_FLOW_DIAGRAM (figure));
}

static VigieFigureTable *
figure_make_table (VigieFigure *figure)
{
  return vigie_flow_diagram_make_table (VIGIE_FLOW_DIAGRAM (figure));
}

static void
figure_init (VigieFigureInterface *iface)
{
  iface->draw = figure_draw;
  iface->summarize = figure_summarize;
  iface->make_table = figure_make_table;
}

/* ---- Widget ------------------------------------------------------------------------------------ */

static VigieChartText *
texts_of (VigieFlowDiagram *self)
{
  if (self->text == NULL)
    self->text = vigie_chart_text_new (GTK_WIDGET (self));
  return self->text;
}

static void
vigie_flow_diagram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieFlowDiagram *self = VIGIE_FLOW_DIAGRAM (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  texts_of (self);
  vigie_flow_diagram_draw (self, snapshot, gtk_widget_get_width (widget),
                           gtk_widget_get_height (widget),
                           surface != NULL ? gdk_surface_get_scale (surface) : 1,
                           vigie_scheme_resolve (self->scheme, widget), FALSE);
}

static void
forget (VigieFlowDiagram *self)
{
  g_clear_pointer (&self->text, vigie_chart_text_free);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigie_flow_diagram_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_flow_diagram_parent_class)->system_setting_changed (widget, setting);
  forget (VIGIE_FLOW_DIAGRAM (widget));
}

static void
vigie_flow_diagram_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (vigie_flow_diagram_parent_class)->direction_changed (widget, previous);
  forget (VIGIE_FLOW_DIAGRAM (widget));
}

static void
vigie_flow_diagram_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_flow_diagram_parent_class)->css_changed (widget, change);
  forget (VIGIE_FLOW_DIAGRAM (widget));
}

static GtkSizeRequestMode
vigie_flow_diagram_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigie_flow_diagram_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  VigieFlowDiagram *self = VIGIE_FLOW_DIAGRAM (widget);
  int line = (int) ceil (vigie_chart_text_get_height (texts_of (self)));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 10 * line;
      *natural = 32 * line;
    }
  else
    {
      *minimum = vigie_flow_diagram_least_height (self, for_size);
      *natural = MAX (*minimum, for_size >= 0 && for_size < VIGIE_FLOW_NARROW ? 0 : 11 * line);
    }
}

static void
vigie_flow_diagram_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    g_value_set_enum (value, (int) VIGIE_FLOW_DIAGRAM (object)->scheme);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_flow_diagram_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    vigie_flow_diagram_set_scheme (VIGIE_FLOW_DIAGRAM (object),
                                   (VigieScheme) g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
clear_parts (VigieFlowDiagram *self)
{
  for (guint i = 0; i < self->n_parts; i++)
    {
      g_free ((char *) self->parts[i].name);
      g_free ((char *) self->parts[i].note);
    }
  self->n_parts = 0;
}

static void
vigie_flow_diagram_finalize (GObject *object)
{
  VigieFlowDiagram *self = VIGIE_FLOW_DIAGRAM (object);

  clear_parts (self);
  g_clear_pointer (&self->text, vigie_chart_text_free);
  G_OBJECT_CLASS (vigie_flow_diagram_parent_class)->finalize (object);
}

static void
vigie_flow_diagram_class_init (VigieFlowDiagramClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_flow_diagram_get_property;
  object_class->set_property = vigie_flow_diagram_set_property;
  object_class->finalize = vigie_flow_diagram_finalize;
  widget_class->snapshot = vigie_flow_diagram_snapshot;
  widget_class->get_request_mode = vigie_flow_diagram_get_request_mode;
  widget_class->measure = vigie_flow_diagram_measure;
  widget_class->system_setting_changed = vigie_flow_diagram_system_setting_changed;
  widget_class->direction_changed = vigie_flow_diagram_direction_changed;
  widget_class->css_changed = vigie_flow_diagram_css_changed;
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigie_flow_diagram_init (VigieFlowDiagram *self)
{
  self->consumption = NAN;
  /* There is nothing to do in it: a screen reader comes to it by Tab. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_flow_diagram_new (void)
{
  return g_object_new (VIGIE_TYPE_FLOW_DIAGRAM, NULL);
}

void
vigie_flow_diagram_set_parts (VigieFlowDiagram *self,
                              const VigieFlowPart *parts,
                              guint n_parts,
                              double consumption_kw)
{
  g_return_if_fail (VIGIE_IS_FLOW_DIAGRAM (self) && n_parts <= VIGIE_FLOW_MAX_PARTS);

  clear_parts (self);
  for (guint i = 0; i < n_parts; i++)
    self->parts[i]
        = (VigieFlowPart) {parts[i].kind, g_strdup (parts[i].name != NULL ? parts[i].name : ""),
                           parts[i].kw, g_strdup (parts[i].note)};
  self->n_parts = n_parts;
  self->consumption = consumption_kw;
  vigie_flow_layout_solve (&self->layout, self->parts, n_parts, consumption_kw);
  vigie_figure_emit_changed (VIGIE_FIGURE (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
vigie_flow_diagram_set_scheme (VigieFlowDiagram *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_FLOW_DIAGRAM (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}

void
vigie_flow_diagram_set_link_lost (VigieFlowDiagram *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_FLOW_DIAGRAM (self));

  if (self->link_lost == !!link_lost)
    return;
  self->link_lost = !!link_lost;
  vigie_figure_emit_changed (VIGIE_FIGURE (self));
}
