/* vigie-mark.c: the mark of a measure whose limit is passed, or that does not speak.
 *
 * The shape is the priority's, not the site's kind: an octagon for critical, a diamond for a warning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-mark.h"

#include <math.h>

#define SIZE 24

struct _VigieMark
{
  GtkWidget parent_instance;

  VigieGlyphLook look;
  gboolean link_lost;
  int size;
};

G_DEFINE_FINAL_TYPE (VigieMark, vigie_mark, GTK_TYPE_WIDGET)

static GskPath *
polygon (const double (*points)[2], guint n)
{
  GskPathBuilder *builder = gsk_path_builder_new ();

  gsk_path_builder_move_to (builder, (float) points[0][0], (float) points[0][1]);
  for (guint i = 1; i < n; i++)
    gsk_path_builder_line_to (builder, (float) points[i][0], (float) points[i][1]);
  gsk_path_builder_close (builder);
  return gsk_path_builder_free_to_path (builder);
}

static void
draw_letter (VigieMark *self, GtkSnapshot *snapshot, const char *letter, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), letter);
  PangoFontDescription *font
      = pango_font_description_from_string ("Inter, Adwaita Sans Ultra-Bold");
  PangoRectangle ink;

  pango_font_description_set_absolute_size (font, 12.5 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) SIZE / 2 - (float) ink.x - (float) ink.width / 2,
                                      (float) SIZE / 2 - (float) ink.y - (float) ink.height / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_shape (VigieMark *self,
            GtkSnapshot *snapshot,
            GskPath *path,
            const VigiePriorityColors *colors,
            gboolean filled,
            const char *letter)
{
  const VigiePalette *palette
      = vigie_palette_get (vigie_scheme_resolve (VIGIE_SCHEME_AUTO, GTK_WIDGET (self)));
  g_autoptr (GskStroke) stroke = gsk_stroke_new (filled && !self->link_lost ? 1.4F : 2.2F);

  /* A last known state is not full: as the map's striped sign, an outline over the card. */
  if (self->link_lost)
    filled = FALSE;
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING,
                            filled ? &colors->fill : &palette->card);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &colors->outline);
  draw_letter (self, snapshot, letter, filled ? &colors->letter : &colors->text);
}

static void
vigie_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieMark *self = VIGIE_MARK (widget);
  VigieScheme scheme = vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget);
  const VigiePalette *palette = vigie_palette_get (scheme);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (width - self->size) / 2,
                                                          (float) (height - self->size) / 2));
  gtk_snapshot_scale (snapshot, (float) self->size / SIZE, (float) self->size / SIZE);
  switch (self->look)
    {
    case VIGIE_GLYPH_CRITICAL:
      {
        static const double octagon[][2] = {{8.2, 2.5},   {15.8, 2.5}, {21.5, 8.2}, {21.5, 15.8},
                                            {15.8, 21.5}, {8.2, 21.5}, {2.5, 15.8}, {2.5, 8.2}};
        g_autoptr (GskPath) path = polygon (octagon, G_N_ELEMENTS (octagon));

        draw_shape (self, snapshot, path, &palette->critical, TRUE, "C");
        break;
      }
    case VIGIE_GLYPH_WARNING:
      {
        static const double diamond[][2] = {{12, 0.8}, {23.2, 12}, {12, 23.2}, {0.8, 12}};
        g_autoptr (GskPath) path = polygon (diamond, G_N_ELEMENTS (diamond));

        draw_shape (self, snapshot, path, &palette->medium, FALSE, "M");
        break;
      }
    case VIGIE_GLYPH_SILENT:
    case VIGIE_GLYPH_NEVER:
    case VIGIE_GLYPH_OUT_OF_SERVICE:
    case VIGIE_GLYPH_NO_MEASURE:
      {
        GtkNative *native = gtk_widget_get_native (widget);
        GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
        double scale = surface != NULL ? gdk_surface_get_scale (surface) : 1;
        VigieGlyphCache *cache
            = vigie_glyph_cache_get_for_display (gtk_widget_get_display (widget));

        gtk_snapshot_append_texture (
            snapshot,
            vigie_glyph_cache_get_texture (cache, VIGIE_KIND_RECYCLING_CENTRE, self->look,
                                           VIGIE_GLYPH_FLAG_NONE, scheme, SIZE,
                                           scale * self->size / SIZE),
            &GRAPHENE_RECT_INIT (0, 0, SIZE, SIZE));
        break;
      }
    case VIGIE_GLYPH_NORMAL:
    case VIGIE_GLYPH_LATE:
    default:
      break;
    }
  gtk_snapshot_restore (snapshot);
}

static void
vigie_mark_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = *natural = VIGIE_MARK (widget)->size;
}

static void
vigie_mark_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_mark_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
vigie_mark_class_init (VigieMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = vigie_mark_snapshot;
  widget_class->measure = vigie_mark_measure;
  widget_class->css_changed = vigie_mark_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "mark");
}

static void
vigie_mark_init (VigieMark *self)
{
  self->size = SIZE;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  vigie_mark_set_look (self, VIGIE_GLYPH_NORMAL, FALSE);
}

GtkWidget *
vigie_mark_new (void)
{
  return g_object_new (VIGIE_TYPE_MARK, NULL);
}

void
vigie_mark_set_look (VigieMark *self, VigieGlyphLook look, gboolean link_lost)
{
  self->look = look;
  self->link_lost = link_lost;
  gtk_widget_set_visible (GTK_WIDGET (self),
                          look != VIGIE_GLYPH_NORMAL && look != VIGIE_GLYPH_LATE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  vigie_glyph_look_label (look), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

VigieGlyphLook
vigie_mark_get_look (VigieMark *self)
{
  return self->look;
}

void
vigie_mark_set_size (VigieMark *self, int size)
{
  g_return_if_fail (VIGIE_IS_MARK (self));

  size = CLAMP (size, 12, 512);
  if (self->size == size)
    return;
  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
