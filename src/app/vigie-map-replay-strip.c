/* vigie-map-replay-strip.c: the time that is replayed as a slider, over what was wrong when.
 *
 * All but the hand is drawn once for a width, a look and what is known, and kept as a node: a frame moves the hand
 * alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-replay-strip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-glyph-draw.h"
#include "vigie-small-draw.h"
#include "vigie-time-axis.h"

#define LANE_HEIGHT 13
#define LANE_GAP 2
#define LANES_HEIGHT (3 * LANE_HEIGHT + 2 * LANE_GAP)
/* At the side of the lanes, for their letters. */
#define MARGIN 16
#define TICK 4
/* So many sites at once fill a lane at least: one alone does not. */
#define LEAST_FULL 3
#define MAX_BINS 4096

static const struct
{
  VigieReplayClass class;
  VigieGlyphLook look;
} lanes[] = {
    {VIGIE_REPLAY_CRITICAL, VIGIE_GLYPH_CRITICAL},
    {VIGIE_REPLAY_WARNING, VIGIE_GLYPH_WARNING},
    {VIGIE_REPLAY_SILENT, VIGIE_GLYPH_SILENT},
};

struct _VigieMapReplayStrip
{
  GtkWidget parent_instance;

  VigieReplay *replay; /* owned, or NULL */
  VigieSpan span;
  VigieTime time;
  GskRenderNode *node; /* owned: all but the hand; NULL: to be drawn anew */
  int node_width;
  int axis_height;
};

enum
{
  SIGNAL_SEEK,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void vigie_map_replay_strip_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieMapReplayStrip,
                               vigie_map_replay_strip,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE,
                                                      vigie_map_replay_strip_range_init))

/* ---- Time and place --------------------------------------------------------------------------- */

static float
lanes_width (VigieMapReplayStrip *self)
{
  return MAX ((float) gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN, 1);
}

static float
x_of (VigieMapReplayStrip *self, VigieTime time)
{
  double length = (double) MAX (self->span.to - self->span.from, 1);

  return MARGIN
         + (float) (CLAMP ((double) (time - self->span.from) / length, 0, 1)
                    * (double) lanes_width (self));
}

static void
seek (VigieMapReplayStrip *self, VigieTime time)
{
  if (self->span.to <= self->span.from)
    return;
  g_signal_emit (self, signals[SIGNAL_SEEK], 0, CLAMP (time, self->span.from, self->span.to - 1));
}

static void
seek_x (VigieMapReplayStrip *self, double x)
{
  double share = CLAMP ((x - MARGIN) / (double) lanes_width (self), 0, 1);

  seek (self, self->span.from + (VigieTime) (share * (double) (self->span.to - self->span.from)));
}

/* ---- Drawing ----------------------------------------------------------------------------------- */

static PangoLayout *
new_layout (VigieMapReplayStrip *self, const char *text, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (bold ? 0.78 : 0.86));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_HEAVY));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static void
draw_text (GtkSnapshot *snapshot, PangoLayout *layout, float x, float y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_lane_run (GtkSnapshot *snapshot,
               const VigiePalette *palette,
               VigieReplayClass class,
               const graphene_rect_t *area)
{
  const graphene_rect_t top
      = GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, area->size.width, 1.5f);

  if (class == VIGIE_REPLAY_SILENT)
    {
      /* Silence is a void, not a hue. */
      vigie_small_draw_hatch (snapshot, area, &palette->strong);
      gtk_snapshot_append_color (snapshot, &palette->strong, &top);
      return;
    }
  gtk_snapshot_append_color (
      snapshot, class == VIGIE_REPLAY_CRITICAL ? &palette->critical.fill : &palette->medium.fill,
      area);
  gtk_snapshot_append_color (
      snapshot,
      class == VIGIE_REPLAY_CRITICAL ? &palette->critical.outline : &palette->medium.outline, &top);
}

static void
draw_lane (GtkSnapshot *snapshot,
           const VigiePalette *palette,
           guint lane,
           const guint *bins,
           guint n)
{
  VigieReplayClass class = lanes[lane].class;
  float top = (float) lane * (LANE_HEIGHT + LANE_GAP);
  guint most = LEAST_FULL;

  /* Each lane has its own height: a hundred silent sites do not make three critical ones small. */
  for (guint i = 0; i < n; i++)
    most = MAX (most, bins[i * VIGIE_N_REPLAY_CLASS + class]);

  for (guint i = 0; i < n;)
    {
      guint begin = i, count = bins[i * VIGIE_N_REPLAY_CLASS + class];
      float height;

      while (i < n && bins[i * VIGIE_N_REPLAY_CLASS + class] == count)
        i++;
      if (count == 0)
        continue;
      height = MAX (roundf ((float) count / (float) most * LANE_HEIGHT), 3);
      draw_lane_run (snapshot, palette, class,
                     &GRAPHENE_RECT_INIT (MARGIN + (float) begin, top + LANE_HEIGHT - height,
                                          (float) (i - begin), height));
    }
}

/* Where of no site anything is known. */
static void
draw_unknown (GtkSnapshot *snapshot,
              const VigiePalette *palette,
              const guint *bins,
              guint n,
              guint n_sites)
{
  for (guint i = 0; i < n;)
    {
      guint begin = i;
      gboolean unknown = bins[i * VIGIE_N_REPLAY_CLASS + VIGIE_REPLAY_UNKNOWN] == n_sites;

      while (i < n && (bins[i * VIGIE_N_REPLAY_CLASS + VIGIE_REPLAY_UNKNOWN] == n_sites) == unknown)
        i++;
      if (unknown)
        vigie_small_draw_hatch (
            snapshot,
            &GRAPHENE_RECT_INIT (MARGIN + (float) begin, 0, (float) (i - begin), LANES_HEIGHT),
            &palette->hatch);
    }
}

static void
draw_lanes (VigieMapReplayStrip *self, GtkSnapshot *snapshot, const VigiePalette *palette)
{
  guint width = (guint) lanes_width (self), n, n_sites;
  g_autofree guint *bins = NULL;

  for (guint lane = 0; lane < G_N_ELEMENTS (lanes); lane++)
    {
      float top = (float) lane * (LANE_HEIGHT + LANE_GAP);
      g_autoptr (PangoLayout) letter
          = new_layout (self, vigie_glyph_look_letter (lanes[lane].look), TRUE);
      int w, h;

      pango_layout_get_pixel_size (letter, &w, &h);
      gtk_snapshot_append_color (
          snapshot, &palette->track,
          &GRAPHENE_RECT_INIT (MARGIN, top + LANE_HEIGHT - 1, (float) width, 1));
      draw_text (snapshot, letter, (MARGIN - (float) w) / 2, top + (LANE_HEIGHT - (float) h) / 2,
                 &palette->dim);
    }
  if (self->replay == NULL)
    {
      vigie_small_draw_hatch (
          snapshot, &GRAPHENE_RECT_INIT (MARGIN, 0, (float) width, LANES_HEIGHT), &palette->hatch);
      return;
    }
  /* What is known may end before the span does. */
  n = (guint) CLAMP (x_of (self, vigie_replay_get_to (self->replay)) - MARGIN, 1, MAX_BINS);
  n_sites = vigie_replay_get_n_sites (self->replay);
  bins = g_new (guint, (gsize) n * VIGIE_N_REPLAY_CLASS);
  vigie_replay_histogram (self->replay, n, bins);
  if (n_sites > 0)
    draw_unknown (snapshot, palette, bins, n, n_sites);
  for (guint lane = 0; lane < G_N_ELEMENTS (lanes); lane++)
    draw_lane (snapshot, palette, lane, bins, n);
  if (n + 1 < width)
    vigie_small_draw_hatch (
        snapshot, &GRAPHENE_RECT_INIT (MARGIN + (float) n, 0, (float) (width - n), LANES_HEIGHT),
        &palette->hatch);
}

static void
draw_axis (VigieMapReplayStrip *self, GtkSnapshot *snapshot, const VigiePalette *palette)
{
  float width = lanes_width (self), end = 0;
  g_autoptr (PangoLayout) digit = new_layout (self, "0", FALSE);
  g_autoptr (VigieTimeAxis) axis = NULL;
  int em, h;

  if (self->span.to <= self->span.from)
    return;
  pango_layout_get_pixel_size (digit, &em, &h);
  axis = vigie_time_axis_new (self->span.from, self->span.to, NULL, (double) width, em);
  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const VigieTick *tick = g_ptr_array_index (axis->ticks, i);
      g_autoptr (PangoLayout) label = new_layout (self, tick->label, FALSE);
      float x = x_of (self, tick->time), left;
      int w;

      if (tick->time < self->span.from || tick->time > self->span.to)
        continue;
      gtk_snapshot_append_color (snapshot, &palette->normal,
                                 &GRAPHENE_RECT_INIT (roundf (x), LANES_HEIGHT + 1, 1, TICK));
      pango_layout_get_pixel_size (label, &w, &h);
      left = CLAMP (x - (float) w / 2, 0, MAX (width + 2 * MARGIN - (float) w, 0));
      /* One that was moved from the edge may meet the next. */
      if (left < end)
        continue;
      draw_text (snapshot, label, left, LANES_HEIGHT + TICK + 1, &palette->dim);
      end = left + (float) w + (float) em;
    }
}

static void
draw_hand (VigieMapReplayStrip *self, GtkSnapshot *snapshot, const VigiePalette *palette)
{
  float x = roundf (x_of (self, self->time));

  gtk_snapshot_append_color (snapshot, &palette->card,
                             &GRAPHENE_RECT_INIT (x - 2, 0, 5, LANES_HEIGHT + TICK));
  gtk_snapshot_append_color (snapshot, &palette->strong,
                             &GRAPHENE_RECT_INIT (x - 1, 0, 3, LANES_HEIGHT + TICK));
  gtk_snapshot_append_color (snapshot, &palette->strong, &GRAPHENE_RECT_INIT (x - 4, 0, 9, 4));
}

static void
vigie_map_replay_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieMapReplayStrip *self = VIGIE_MAP_REPLAY_STRIP (widget);
  const VigiePalette *palette
      = vigie_palette_get (vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget));
  int width = gtk_widget_get_width (widget);

  if (width < 3 * MARGIN)
    return;
  if (self->node == NULL || self->node_width != width)
    {
      GtkSnapshot *still = gtk_snapshot_new ();

      draw_lanes (self, still, palette);
      draw_axis (self, still, palette);
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->node = gtk_snapshot_free_to_node (still);
      self->node_width = width;
    }
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  draw_hand (self, snapshot, palette);
}

static void
forget_node (VigieMapReplayStrip *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
vigie_map_replay_strip_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_map_replay_strip_parent_class)->css_changed (widget, change);
  VIGIE_MAP_REPLAY_STRIP (widget)->axis_height = 0;
  gtk_widget_queue_resize (widget);
  forget_node (VIGIE_MAP_REPLAY_STRIP (widget));
}

static void
vigie_map_replay_strip_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_map_replay_strip_parent_class)->system_setting_changed (widget, setting);
  VIGIE_MAP_REPLAY_STRIP (widget)->axis_height = 0;
  gtk_widget_queue_resize (widget);
  forget_node (VIGIE_MAP_REPLAY_STRIP (widget));
}

static void
vigie_map_replay_strip_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  VigieMapReplayStrip *self = VIGIE_MAP_REPLAY_STRIP (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 120;
      *natural = 640;
      return;
    }
  if (self->axis_height == 0)
    {
      g_autoptr (PangoLayout) digit = new_layout (self, "0", FALSE);

      pango_layout_get_pixel_size (digit, NULL, &self->axis_height);
    }
  *minimum = *natural = LANES_HEIGHT + TICK + 1 + self->axis_height;
}

/* ---- Keys and pointer -------------------------------------------------------------------------- */

static gboolean
key_cb (VigieMapReplayStrip *self, guint key, guint code, GdkModifierType state)
{
  gint64 step = state & GDK_SHIFT_MASK ? 10 * VIGIE_MINUTE : VIGIE_MINUTE;

  /* With these the arrows go from change to change: see vigie-map-replay-keys.c. */
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      seek (self, self->time - step);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      seek (self, self->time + step);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      seek (self, self->time - VIGIE_HOUR);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      seek (self, self->time + VIGIE_HOUR);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      seek (self, self->span.from);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      seek (self, self->span.to);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
drag_begin_cb (VigieMapReplayStrip *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  seek_x (self, x);
}

static void
drag_update_cb (VigieMapReplayStrip *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  seek_x (self, x + dx);
}

static gboolean
vigie_map_replay_strip_set_current_value (GtkAccessibleRange *range, double value)
{
  VigieMapReplayStrip *self = VIGIE_MAP_REPLAY_STRIP (range);

  seek (self, self->span.from + (VigieTime) (value * (double) VIGIE_SECOND));
  return TRUE;
}

static void
vigie_map_replay_strip_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = vigie_map_replay_strip_set_current_value;
}

/* ---- The object -------------------------------------------------------------------------------- */

static void
vigie_map_replay_strip_finalize (GObject *object)
{
  VigieMapReplayStrip *self = VIGIE_MAP_REPLAY_STRIP (object);

  g_clear_pointer (&self->replay, vigie_replay_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (vigie_map_replay_strip_parent_class)->finalize (object);
}

static void
vigie_map_replay_strip_class_init (VigieMapReplayStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = vigie_map_replay_strip_finalize;
  widget_class->snapshot = vigie_map_replay_strip_snapshot;
  widget_class->measure = vigie_map_replay_strip_measure;
  widget_class->css_changed = vigie_map_replay_strip_css_changed;
  widget_class->system_setting_changed = vigie_map_replay_strip_system_setting_changed;
  signals[SIGNAL_SEEK] = g_signal_new ("seek", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "replaystrip");
}

static void
vigie_map_replay_strip_init (VigieMapReplayStrip *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Time shown"), GTK_ACCESSIBLE_PROPERTY_ORIENTATION,
                                  GTK_ORIENTATION_HORIZONTAL, -1);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
vigie_map_replay_strip_new (void)
{
  return g_object_new (VIGIE_TYPE_MAP_REPLAY_STRIP, NULL);
}

void
vigie_map_replay_strip_set_replay (VigieMapReplayStrip *self, VigieSpan span, VigieReplay *replay)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_STRIP (self));

  self->span = span;
  if (self->replay != replay)
    {
      g_clear_pointer (&self->replay, vigie_replay_unref);
      self->replay = replay != NULL ? vigie_replay_ref (replay) : NULL;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) MAX (span.to - span.from, 0) / (double) VIGIE_SECOND,
                                  -1);
  forget_node (self);
}

void
vigie_map_replay_strip_set_time (VigieMapReplayStrip *self, VigieTime time, const char *words)
{
  float before;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY_STRIP (self));

  before = roundf (x_of (self, self->time));
  self->time = time;
  if (words != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
        CLAMP ((double) (time - self->span.from) / (double) VIGIE_SECOND, 0,
               (double) MAX (self->span.to - self->span.from, 0) / (double) VIGIE_SECOND),
        GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  if (roundf (x_of (self, time)) != before)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
