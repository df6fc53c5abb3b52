/* vigie-rank-bar.c: an amount among others, over what is usual for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-rank-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-small-draw.h"
#include "vigie-tooltip.h"
#include "vigie-value-axis.h"
#include "vigie-words.h"

#define TRACK 14
#define BAR 6
#define SHORTEST 48
#define NATURAL 160

struct _VigieRankBar
{
  GtkWidget parent_instance;

  double value, usual_from, usual_to, scale_to;
  char *unit; /* owned, "" if none */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieRankBar,
                               vigie_rank_bar,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, NULL))

double
vigie_rank_bar_scale (double largest)
{
  VigieValueAxis axis;

  if (!isfinite (largest) || largest <= 0)
    return 1;
  /* Fine steps: the longest bar is nearly as long as the track. */
  axis = vigie_value_axis (0, largest, NULL, 20, VIGIE_VALUE_AXIS_ZERO);
  return MAX (axis.to, largest);
}

static gboolean
has_usual (VigieRankBar *self)
{
  return isfinite (self->usual_from) && isfinite (self->usual_to);
}

char *
vigie_rank_bar_describe (VigieRankBar *self)
{
  g_autofree char *value = NULL, *from = NULL, *to = NULL;

  g_return_val_if_fail (VIGIE_IS_RANK_BAR (self), NULL);

  if (!isfinite (self->value))
    return g_strdup (C_ ("value", "n/a"));
  value = vigie_words_value (self->value, self->unit);
  if (!has_usual (self))
    return g_steal_pointer (&value);
  from = vigie_words_value (self->usual_from, self->unit);
  to = vigie_words_value (self->usual_to, self->unit);
  /* Translators: an amount and between what it usually is: « 62,4 MWh, habituel de 45 MWh à 58 MWh » */
  return g_strdup_printf (_ ("%1$s, usually %2$s to %3$s"), value, from, to);
}

static void
update_words (VigieRankBar *self)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);
  g_autofree char *words = vigie_rank_bar_describe (self);

  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->scale_to, -1);
  if (isfinite (self->value))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->value, -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
  vigie_tooltip_set (GTK_WIDGET (self), words);
}

static void
vigie_rank_bar_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? SHORTEST : TRACK;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL : TRACK;
}

static void
vigie_rank_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieRankBar *self = VIGIE_RANK_BAR (widget);
  VigieScheme scheme = vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget);
  const VigiePalette *palette = vigie_palette_get (scheme);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  float top = roundf (((float) gtk_widget_get_height (widget) - TRACK) / 2);
  double ends[3] = {0, self->usual_from, self->usual_to};
  float places[3], value;

  if (width < 8)
    return;
  if (!isfinite (self->value))
    {
      vigie_small_draw_void (snapshot, &GRAPHENE_RECT_INIT (0, top, width, TRACK), TRACK / 2.f,
                             &palette->strong, &palette->hatch);
      return;
    }
  for (guint i = 0; i < 3; i++)
    {
      places[i] = roundf ((float) CLAMP (ends[i] / self->scale_to, 0, 1) * width);
      if (rtl)
        places[i] = width - places[i];
    }
  value = roundf ((float) CLAMP (self->value / self->scale_to, 0, 1) * width);
  /* What is not nothing is seen. */
  value = MAX (value, self->value > 0 ? 2 : 0);
  if (rtl)
    value = width - value;
  gtk_snapshot_append_color (snapshot, &palette->track, &GRAPHENE_RECT_INIT (0, top, width, TRACK));
  if (has_usual (self))
    gtk_snapshot_append_color (snapshot, &palette->norm,
                               &GRAPHENE_RECT_INIT (MIN (places[1], places[2]), top,
                                                    MAX (fabsf (places[2] - places[1]), 2), TRACK));
  gtk_snapshot_append_color (snapshot, &palette->ink,
                             &GRAPHENE_RECT_INIT (MIN (places[0], value), top + (TRACK - BAR) / 2.f,
                                                  fabsf (value - places[0]), BAR));
}

static void
vigie_rank_bar_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_rank_bar_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
vigie_rank_bar_finalize (GObject *object)
{
  g_free (VIGIE_RANK_BAR (object)->unit);
  G_OBJECT_CLASS (vigie_rank_bar_parent_class)->finalize (object);
}

static void
vigie_rank_bar_class_init (VigieRankBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_rank_bar_finalize;
  widget_class->measure = vigie_rank_bar_measure;
  widget_class->snapshot = vigie_rank_bar_snapshot;
  widget_class->css_changed = vigie_rank_bar_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (widget_class, "rankbar");
}

static void
vigie_rank_bar_init (VigieRankBar *self)
{
  self->value = self->usual_from = self->usual_to = NAN;
  self->scale_to = 1;
  self->unit = g_strdup ("");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Value"),
                                  -1);
  update_words (self);
}

GtkWidget *
vigie_rank_bar_new (void)
{
  return g_object_new (VIGIE_TYPE_RANK_BAR, NULL);
}

void
vigie_rank_bar_set (VigieRankBar *self,
                    double value,
                    double usual_from,
                    double usual_to,
                    double scale_to,
                    const char *unit)
{
  g_return_if_fail (VIGIE_IS_RANK_BAR (self));

  self->value = value;
  self->usual_from = usual_from;
  self->usual_to = usual_to;
  self->scale_to = isfinite (scale_to) && scale_to > 0 ? scale_to : 1;
  g_set_str (&self->unit, unit != NULL ? unit : "");
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
