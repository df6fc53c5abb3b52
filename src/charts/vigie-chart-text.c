/* vigie-chart-text.c: the texts of a chart, laid out once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-text.h"

#include <math.h>

/* Panning makes new labels all the time; from here on the old ones are forgotten. */
#define MOST_LAYOUTS 400

struct _VigieChartText
{
  PangoContext *context;  /* owned */
  double size;            /* of axis texts, in pixels */
  GHashTable *layouts[3]; /* owned: text → PangoLayout */
  double height, em;
};

VigieChartText *
vigie_chart_text_new (GtkWidget *widget)
{
  VigieChartText *self = g_new0 (VigieChartText, 1);
  const PangoFontDescription *font;
  double size = 14, width;

  if (widget != NULL)
    {
      self->context = g_object_ref (gtk_widget_get_pango_context (widget));
      font = pango_context_get_font_description (self->context);
      if (font != NULL && pango_font_description_get_size (font) > 0)
        {
          double resolution = pango_cairo_context_get_resolution (self->context);

          size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
          if (!pango_font_description_get_size_is_absolute (font))
            size *= (resolution > 0 ? resolution : 96) / 72;
        }
    }
  else
    {
      PangoFontDescription *own
          = pango_font_description_from_string ("Adwaita Sans, Inter, Cantarell, sans-serif");

      self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
      pango_context_set_font_description (self->context, own);
      /* Print and pictures are scaled: letters must not be fitted to one grid of pixels. */
      pango_context_set_round_glyph_positions (self->context, FALSE);
      pango_font_description_free (own);
    }
  self->size = size * 12 / 14;
  for (guint i = 0; i < G_N_ELEMENTS (self->layouts); i++)
    self->layouts[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  vigie_chart_text_measure (self, VIGIE_CHART_TEXT_AXIS, "0000000000", &width, &self->height);
  self->em = width / 10;
  return self;
}

void
vigie_chart_text_free (VigieChartText *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->layouts); i++)
    g_hash_table_unref (self->layouts[i]);
  g_object_unref (self->context);
  g_free (self);
}

double
vigie_chart_text_get_height (VigieChartText *self)
{
  return self->height;
}

double
vigie_chart_text_get_em (VigieChartText *self)
{
  return self->em;
}

PangoLayout *
vigie_chart_text_get (VigieChartText *self, VigieChartTextStyle style, const char *text)
{
  PangoLayout *layout = g_hash_table_lookup (self->layouts[style], text);
  PangoFontDescription *font;
  PangoAttrList *attributes;

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (self->layouts[style]) >= MOST_LAYOUTS)
    g_hash_table_remove_all (self->layouts[style]);

  layout = pango_layout_new (self->context);
  font = pango_font_description_copy (pango_context_get_font_description (self->context));
  pango_font_description_set_absolute_size (
      font, (style == VIGIE_CHART_TEXT_LETTER ? self->size * 10 / 12 : self->size) * PANGO_SCALE);
  pango_font_description_set_weight (font, style == VIGIE_CHART_TEXT_LETTER ? PANGO_WEIGHT_ULTRABOLD
                                           : style == VIGIE_CHART_TEXT_STRONG
                                               ? PANGO_WEIGHT_BOLD
                                               : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  /* Digits of one width: values in columns stay aligned. */
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  g_hash_table_insert (self->layouts[style], g_strdup (text), layout);
  return layout;
}

void
vigie_chart_text_measure (VigieChartText *self,
                          VigieChartTextStyle style,
                          const char *text,
                          double *width,
                          double *height)
{
  int w, h;

  pango_layout_get_size (vigie_chart_text_get (self, style, text), &w, &h);
  if (width != NULL)
    *width = (double) w / PANGO_SCALE;
  if (height != NULL)
    *height = (double) h / PANGO_SCALE;
}

void
vigie_chart_text_draw (VigieChartText *self,
                       GtkSnapshot *snapshot,
                       VigieChartTextStyle style,
                       const char *text,
                       double x,
                       double y,
                       double align,
                       const GdkRGBA *color)
{
  PangoLayout *layout = vigie_chart_text_get (self, style, text);
  double width;

  vigie_chart_text_measure (self, style, text, &width, NULL);
  gtk_snapshot_save (snapshot);
  /* On whole pixels letters are crisp. */
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) round (x - align * width), (float) round (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}
