/* vigie-chart.c: readings drawn over time.
 *
 * A chart shows up to four series over one stretch of time (the range), each as a line, as steps or as columns of
 * amounts, on one of two value axes. It is made of series (data made ready once, see vigie-decimate.h), axes
 * (vigie-time-axis.h, vigie-value-axis.h) and layers (vigie-chart-voids.c, -layers.c, -lines.c, -ends.c, -cursor.c),
 * which are drawn in one frame (-draw.c).
 *
 * It is honest before it is pretty: where there is no reading there is no line but a hatch between dashed edges, and
 * what is not loaded yet is flat grey, so that neither looks like the other or like a value; every peak is drawn
 * however many readings share a column of pixels; the last reading wears a dot, hollow once it is older than readings
 * should be; after now there is nothing. While the link is lost, lines are dashed.
 *
 * Pointer: the cursor follows it and tells the values; dragging pans; Ctrl and the wheel, or the wheel alone once the
 * chart has the focus, zoom; Shift and the wheel pan; two fingers zoom; a double click shows the whole range.
 * Keyboard: ← → go to the next reading, with Ctrl by a tenth; Home, End; Page Up, Page Down pan; + − zoom; 0 shows
 * all; Escape takes the cursor away.
 *
 * # CSS
 *
 * One node, `chart`; its colour tells light from dark, and its font's size all texts' size. Colours of data come from
 * the palette, not from CSS, because a picture of the chart must not depend on a window.
 *
 * # Accessibility
 *
 * The role is `img`, its label the names of the measures, its description vigie_chart_summarize(). Each step of the
 * keyboard's cursor is announced with its time and values. The table of the values is beside it (VigieChartView).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* How long after a change the description follows, in ms. */
#define DESCRIBE_AFTER 250

enum
{
  PROP_RANGE = 1,
  PROP_LINK_LOST,
  PROP_SCHEME,
  N_PROPS
};

enum
{
  CURSOR_MOVED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieChart, vigie_chart, GTK_TYPE_WIDGET)

/* ---- Accessibility ---- */

/* Tells who cannot see it what is shown. Not at every frame of a hand that pans: once it rests. */
static gboolean
describe_cb (gpointer user_data)
{
  VigieChart *self = VIGIE_CHART (user_data);
  g_autofree char *summary = NULL, *label = NULL;
  const char *names[VIGIE_CHART_MAX_SERIES];
  guint n = 0;

  self->describe_id = 0;
  for (guint i = 0; i < self->series->len; i++)
    if (vigie_chart_series (self, i)->visible)
      names[n++] = vigie_chart_series (self, i)->name;
  summary = vigie_chart_summarize (self);
  label = vigie_words_list (names, n);
  if (n == 0)
    g_set_str (&label, _ ("Chart"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
  return G_SOURCE_REMOVE;
}

/* What is drawn is another. */
void
vigie_chart_changed (VigieChart *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->describe_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->describe_id = g_timeout_add (DESCRIBE_AFTER, describe_cb, self);
}

/* ---- Widget ---- */

static void
vigie_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieChart *self = VIGIE_CHART (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  vigie_chart_draw_all (self, snapshot, gtk_widget_get_width (widget),
                        gtk_widget_get_height (widget),
                        surface != NULL ? gdk_surface_get_scale (surface) : 1,
                        vigie_scheme_resolve (self->scheme, widget), FALSE);
}

static void
vigie_chart_map (GtkWidget *widget)
{
  VigieChart *self = VIGIE_CHART (widget);

  GTK_WIDGET_CLASS (vigie_chart_parent_class)->map (widget);
  vigie_chart_prepare (self);
  vigie_chart_changed (self);
}

static void
vigie_chart_unmap (GtkWidget *widget)
{
  VigieChart *self = VIGIE_CHART (widget);

  g_clear_handle_id (&self->describe_id, g_source_remove);
  GTK_WIDGET_CLASS (vigie_chart_parent_class)->unmap (widget);
}

/* The font, its size or the resolution is another. */
static void
forget_texts (VigieChart *self)
{
  g_clear_pointer (&self->text, vigie_chart_text_free);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigie_chart_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_chart_parent_class)->system_setting_changed (widget, setting);
  forget_texts (VIGIE_CHART (widget));
}

static void
vigie_chart_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (vigie_chart_parent_class)->direction_changed (widget, previous);
  forget_texts (VIGIE_CHART (widget));
}

static gboolean
vigie_chart_focus (GtkWidget *widget, GtkDirectionType direction)
{
  /* Arrows move the cursor, Tab leaves. */
  if (gtk_widget_is_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
vigie_chart_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  VigieChart *self = VIGIE_CHART (widget);
  int line;

  if (self->text == NULL)
    self->text = vigie_chart_text_new (widget);
  line = (int) vigie_chart_text_get_height (self->text);
  /* Two texts beside each other; axes and three lines of labels. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 10 * line : 7 * line;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 42 * line : 16 * line;
}

static void
vigie_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_chart_parent_class)->css_changed (widget, change);
  forget_texts (VIGIE_CHART (widget));
}

static void
vigie_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieChart *self = VIGIE_CHART (object);

  switch (id)
    {
    case PROP_RANGE:
      g_value_set_boxed (value, &self->range);
      break;
    case PROP_LINK_LOST:
      g_value_set_boolean (value, self->link_lost);
      break;
    case PROP_SCHEME:
      g_value_set_enum (value, (int) self->scheme);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieChart *self = VIGIE_CHART (object);
  const VigieSpan *span;

  switch (id)
    {
    case PROP_RANGE:
      span = g_value_get_boxed (value);
      if (span != NULL)
        vigie_chart_set_range (self, span->from, span->to);
      break;
    case PROP_LINK_LOST:
      vigie_chart_set_link_lost (self, g_value_get_boolean (value));
      break;
    case PROP_SCHEME:
      vigie_chart_set_scheme (self, (VigieScheme) g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_chart_dispose (GObject *object)
{
  VigieChart *self = VIGIE_CHART (object);

  g_clear_handle_id (&self->describe_id, g_source_remove);
  g_ptr_array_set_size (self->series, 0);
  G_OBJECT_CLASS (vigie_chart_parent_class)->dispose (object);
}

static void
vigie_chart_finalize (GObject *object)
{
  VigieChart *self = VIGIE_CHART (object);

  g_ptr_array_unref (self->series);
  g_clear_pointer (&self->text, vigie_chart_text_free);
  g_clear_object (&self->hatch.tile);
  for (guint i = 0; i < G_N_ELEMENTS (self->mark_paths); i++)
    g_clear_pointer (&self->mark_paths[i], gsk_path_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (vigie_chart_parent_class)->finalize (object);
}

static void
vigie_chart_class_init (VigieChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_chart_get_property;
  object_class->set_property = vigie_chart_set_property;
  object_class->dispose = vigie_chart_dispose;
  object_class->finalize = vigie_chart_finalize;
  widget_class->snapshot = vigie_chart_snapshot;
  widget_class->measure = vigie_chart_measure;
  widget_class->map = vigie_chart_map;
  widget_class->unmap = vigie_chart_unmap;
  widget_class->system_setting_changed = vigie_chart_system_setting_changed;
  widget_class->direction_changed = vigie_chart_direction_changed;
  widget_class->focus = vigie_chart_focus;
  widget_class->css_changed = vigie_chart_css_changed;

  props[PROP_RANGE]
      = g_param_spec_boxed ("range", NULL, NULL, VIGIE_TYPE_SPAN,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_LINK_LOST]
      = g_param_spec_boolean ("link-lost", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", VIGIE_TYPE_CHART, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigie_chart_init (VigieChart *self)
{
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_chart_series_free);
  self->limits = (VigieSpan) {-VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX};
  self->range = (VigieSpan) {-VIGIE_DAY, 0};
  self->now = self->cursor = VIGIE_TIME_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vigie_chart_input_init (self);
}

/* ---- Public ---- */

GtkWidget *
vigie_chart_new (void)
{
  return g_object_new (VIGIE_TYPE_CHART, NULL);
}

VigieSpan
vigie_chart_get_range (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), ((VigieSpan) {0, VIGIE_CHART_RANGE_MIN}));
  return self->range;
}

void
vigie_chart_set_range (VigieChart *self, VigieTime from, VigieTime to)
{
  VigieSpan range;

  g_return_if_fail (VIGIE_IS_CHART (self));

  from = CLAMP (from, -VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX);
  to = CLAMP (to, -VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX);
  range = vigie_chart_range_clamp ((VigieSpan) {from, to}, self->limits);
  if (range.from == self->range.from && range.to == self->range.to)
    return;
  self->range = range;
  if (self->cursor != VIGIE_TIME_NONE)
    vigie_chart_set_cursor (self, CLAMP (self->cursor, range.from, range.to));
  vigie_chart_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RANGE]);
}

void
vigie_chart_set_limits (VigieChart *self, VigieTime from, VigieTime to)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  self->limits.from = CLAMP (from, -VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX);
  self->limits.to = CLAMP (to, self->limits.from, VIGIE_CHART_TIME_MAX);
  vigie_chart_set_range (self, self->range.from, self->range.to);
}

VigieSpan
vigie_chart_get_limits (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), ((VigieSpan) {0, VIGIE_CHART_RANGE_MIN}));
  return self->limits;
}

void
vigie_chart_set_now (VigieChart *self, VigieTime now)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (self->now == now)
    return;
  self->now = now;
  vigie_chart_changed (self);
}

void
vigie_chart_set_time_zone (VigieChart *self, GTimeZone *zone)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (self->zone == zone)
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  vigie_chart_changed (self);
}

VigieTime
vigie_chart_get_cursor (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), VIGIE_TIME_NONE);
  return self->cursor;
}

void
vigie_chart_set_cursor (VigieChart *self, VigieTime time)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (time != VIGIE_TIME_NONE)
    time = CLAMP (time, self->range.from, self->range.to);
  if (self->cursor == time)
    return;
  self->cursor = time;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
vigie_chart_set_link_lost (VigieChart *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  link_lost = !!link_lost;
  if (self->link_lost == link_lost)
    return;
  self->link_lost = link_lost;
  vigie_chart_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LINK_LOST]);
}

gboolean
vigie_chart_get_link_lost (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), FALSE);
  return self->link_lost;
}

void
vigie_chart_set_scheme (VigieChart *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  vigie_chart_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}

VigieScheme
vigie_chart_get_scheme (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), VIGIE_SCHEME_AUTO);
  return self->scheme;
}

void
vigie_chart_draw (VigieChart *self,
                  GtkSnapshot *snapshot,
                  double width,
                  double height,
                  VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_CHART (self) && GTK_IS_SNAPSHOT (snapshot));

  vigie_chart_prepare_now (self);
  if (scheme != VIGIE_SCHEME_AUTO)
    gtk_snapshot_append_color (snapshot, &vigie_palette_get (scheme)->card,
                               &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  vigie_chart_draw_all (self, snapshot, width, height, 2, scheme, TRUE);
}

void
vigie_chart_draw_cairo (VigieChart *self,
                        cairo_t *cr,
                        double width,
                        double height,
                        VigieScheme scheme)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  vigie_chart_draw (self, snapshot, width, height, scheme);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
}
