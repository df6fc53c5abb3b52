/* vigie-level-mark.c: how busy a place is, as four bars and a letter.
 *
 * # CSS
 *
 * One node, `levelmark`: its colour tells light from dark, its font's size how large the mark is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-level-mark.h"

#include <math.h>

#define N_BARS (VIGIE_N_LEVEL - 1)
/* Between bars and letter, where text is 14 px high. */
#define LETTER_ROOM 5

struct _VigieLevelMark
{
  GtkWidget parent_instance;

  VigieLevel level;
  gboolean show_letter;
  VigieScheme scheme;
};

typedef enum
{
  PROP_LEVEL = 1,
  PROP_SHOW_LETTER,
  PROP_SCHEME,
  N_PROPS
} VigieLevelMarkProperty;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieLevelMark, vigie_level_mark, GTK_TYPE_WIDGET)

/* ---- The mark ---------------------------------------------------------------------------------- */

/* Whole pixels: bars of one width, as far apart, each higher than the one before. */
static graphene_rect_t
bar_bounds (guint i, double width, double height)
{
  static const double heights[N_BARS] = {7 / 14., 9 / 14., 12 / 14., 1};
  double gap = MAX (round (width / 15), 1);
  double bar = MAX (floor ((width - (N_BARS - 1) * gap) / N_BARS), 1);
  double high = MAX (round (height * heights[i]), 1);

  return GRAPHENE_RECT_INIT ((float) (i * (bar + gap)), (float) (round (height) - high),
                             (float) bar, (float) high);
}

static void
draw_outline (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const GdkRGBA *color)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1);
  graphene_rect_t inner;

  graphene_rect_inset_r (bounds, 0.5F, 0.5F, &inner);
  gsk_path_builder_add_rect (builder, &inner);
  path = gsk_path_builder_free_to_path (builder);
  gsk_stroke_set_dash (stroke, (const float[]) {2, 1.5F}, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

void
vigie_level_mark_draw (GtkSnapshot *snapshot,
                       VigieLevel level,
                       double width,
                       double height,
                       VigieScheme scheme)
{
  const VigiePalette *palette = vigie_palette_get (scheme);

  g_return_if_fail (GTK_IS_SNAPSHOT (snapshot));

  if (width < 4 || height < 4)
    return;
  for (guint i = 0; i < N_BARS; i++)
    {
      graphene_rect_t bounds = bar_bounds (i, width, height);
      const GdkRGBA *color = i < (guint) level ? &palette->ink : &palette->norm;
      GskRoundedRect rounded;

      if (level == VIGIE_LEVEL_UNKNOWN)
        {
          draw_outline (snapshot, &bounds, &palette->normal);
          continue;
        }
      if (bounds.size.width < 4)
        {
          gtk_snapshot_append_color (snapshot, color, &bounds);
          continue;
        }
      gsk_rounded_rect_init_from_rect (&rounded, &bounds, bounds.size.width / 5);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, color, &bounds);
      gtk_snapshot_pop (snapshot);
    }
}

/* ---- Widget ------------------------------------------------------------------------------------ */

/* How much larger than 14 px its text is. */
static double
text_factor (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size;

  if (font == NULL || pango_font_description_get_size (font) <= 0)
    return 1;
  size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    {
      double resolution = pango_cairo_context_get_resolution (context);

      size *= (resolution > 0 ? resolution : 96) / 72;
    }
  /* Where text is only a little larger or smaller the mark stays on its own pixels. */
  return MAX (round (size / 14 * 4) / 4, 1);
}

static PangoLayout *
letter_layout (GtkWidget *widget, VigieLevel level)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, vigie_level_letter (level));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* Of the widest letter and the highest: what stands in columns stays aligned. */
static void
letter_size (GtkWidget *widget, int *width, int *height)
{
  *width = *height = 0;
  for (guint level = VIGIE_LEVEL_LIGHT; level < VIGIE_N_LEVEL; level++)
    {
      g_autoptr (PangoLayout) layout = letter_layout (widget, (VigieLevel) level);
      int w, h;

      pango_layout_get_pixel_size (layout, &w, &h);
      *width = MAX (*width, w);
      *height = MAX (*height, h);
    }
}

static void
vigie_level_mark_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  double factor = text_factor (widget);
  int width = (int) ceil (VIGIE_LEVEL_MARK_WIDTH * factor);
  int height = (int) ceil (VIGIE_LEVEL_MARK_HEIGHT * factor);

  if (VIGIE_LEVEL_MARK (widget)->show_letter)
    {
      int letter_width, letter_height;

      letter_size (widget, &letter_width, &letter_height);
      width += (int) ceil (LETTER_ROOM * factor) + letter_width;
      height = MAX (height, letter_height);
    }
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

static void
vigie_level_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieLevelMark *self = VIGIE_LEVEL_MARK (widget);
  VigieScheme scheme = vigie_scheme_resolve (self->scheme, widget);
  double factor = text_factor (widget);
  double width = ceil (VIGIE_LEVEL_MARK_WIDTH * factor);
  double height = ceil (VIGIE_LEVEL_MARK_HEIGHT * factor);
  int room = gtk_widget_get_height (widget);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) floor ((room - height) / 2)));
  vigie_level_mark_draw (snapshot, self->level, width, height, scheme);
  gtk_snapshot_restore (snapshot);
  if (self->show_letter && self->level != VIGIE_LEVEL_UNKNOWN)
    {
      g_autoptr (PangoLayout) layout = letter_layout (widget, self->level);
      int letter_height;

      pango_layout_get_pixel_size (layout, NULL, &letter_height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT ((float) (width + ceil (LETTER_ROOM * factor)),
                                                    (float) ((room - letter_height) / 2)));
      gtk_snapshot_append_layout (snapshot, layout, &vigie_palette_get (scheme)->strong);
      gtk_snapshot_restore (snapshot);
    }
}

static void
vigie_level_mark_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_level_mark_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
vigie_level_mark_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_level_mark_parent_class)->system_setting_changed (widget, setting);
  gtk_widget_queue_resize (widget);
}

static void
vigie_level_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieLevelMark *self = VIGIE_LEVEL_MARK (object);

  switch ((VigieLevelMarkProperty) id)
    {
    case PROP_LEVEL:
      g_value_set_int (value, (int) self->level);
      break;
    case PROP_SHOW_LETTER:
      g_value_set_boolean (value, self->show_letter);
      break;
    case PROP_SCHEME:
      g_value_set_enum (value, (int) self->scheme);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_level_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieLevelMark *self = VIGIE_LEVEL_MARK (object);

  switch ((VigieLevelMarkProperty) id)
    {
    case PROP_LEVEL:
      vigie_level_mark_set_level (self, (VigieLevel) g_value_get_int (value));
      break;
    case PROP_SHOW_LETTER:
      vigie_level_mark_set_show_letter (self, g_value_get_boolean (value));
      break;
    case PROP_SCHEME:
      vigie_level_mark_set_scheme (self, (VigieScheme) g_value_get_enum (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_level_mark_class_init (VigieLevelMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vigie_level_mark_get_property;
  object_class->set_property = vigie_level_mark_set_property;
  widget_class->measure = vigie_level_mark_measure;
  widget_class->snapshot = vigie_level_mark_snapshot;
  widget_class->css_changed = vigie_level_mark_css_changed;
  widget_class->system_setting_changed = vigie_level_mark_system_setting_changed;

  props[PROP_LEVEL]
      = g_param_spec_int ("level", NULL, NULL, 0, VIGIE_N_LEVEL - 1, VIGIE_LEVEL_UNKNOWN, flags);
  props[PROP_SHOW_LETTER] = g_param_spec_boolean ("show-letter", NULL, NULL, FALSE, flags);
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_css_name (widget_class, "levelmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
update_label (VigieLevelMark *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  vigie_level_words (self->level), -1);
}

static void
vigie_level_mark_init (VigieLevelMark *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  update_label (self);
}

GtkWidget *
vigie_level_mark_new (void)
{
  return g_object_new (VIGIE_TYPE_LEVEL_MARK, NULL);
}

void
vigie_level_mark_set_level (VigieLevelMark *self, VigieLevel level)
{
  g_return_if_fail (VIGIE_IS_LEVEL_MARK (self));

  if ((guint) level >= VIGIE_N_LEVEL)
    level = VIGIE_LEVEL_UNKNOWN;
  if (self->level == level)
    return;
  self->level = level;
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEVEL]);
}

VigieLevel
vigie_level_mark_get_level (VigieLevelMark *self)
{
  g_return_val_if_fail (VIGIE_IS_LEVEL_MARK (self), VIGIE_LEVEL_UNKNOWN);

  return self->level;
}

void
vigie_level_mark_set_show_letter (VigieLevelMark *self, gboolean show_letter)
{
  g_return_if_fail (VIGIE_IS_LEVEL_MARK (self));

  if (self->show_letter == !!show_letter)
    return;
  self->show_letter = !!show_letter;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW_LETTER]);
}

gboolean
vigie_level_mark_get_show_letter (VigieLevelMark *self)
{
  g_return_val_if_fail (VIGIE_IS_LEVEL_MARK (self), FALSE);

  return self->show_letter;
}

void
vigie_level_mark_set_scheme (VigieLevelMark *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_LEVEL_MARK (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}
