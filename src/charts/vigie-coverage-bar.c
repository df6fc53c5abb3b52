/* vigie-coverage-bar.c: how much of a figure's time is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-coverage-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-energy.h"
#include "vigie-small-draw.h"
#include "vigie-words.h"

#define LEAST VIGIE_ENERGY_COVERAGE_MIN

#define WIDTH 56
#define TRACK 6
#define TICK_OUT 3 /* how far the tick stands out of the track */

struct _VigieCoverageBar
{
  GtkWidget parent_instance;

  double coverage;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieCoverageBar,
                               vigie_coverage_bar,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, NULL))

char *
vigie_coverage_words (double coverage)
{
  if (!isfinite (coverage))
    return g_strdup (C_ ("value", "n/a"));
  /* Rounded down, but for what arithmetic left of a whole one. */
  return vigie_words_figure (floor (CLAMP (coverage, 0, 1) * 100 + 1e-9), 0, "%");
}

static void
update_words (VigieCoverageBar *self)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);
  g_autofree char *words = vigie_coverage_words (self->coverage);

  if (self->coverage < LEAST)
    {
      g_autofree char *share = g_steal_pointer (&words);
      g_autofree char *least = vigie_coverage_words (LEAST);

      /* Translators: of a coverage: what there is, and what is needed: « 61 %, 90 % exigés » */
      words = g_strdup_printf (_ ("%1$s, %2$s required"), share, least);
    }
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  if (isfinite (self->coverage))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    CLAMP (self->coverage, 0, 1) * 100, -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
}

static void
vigie_coverage_bar_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH / 2 : TRACK + 2 * TICK_OUT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : TRACK + 2 * TICK_OUT;
}

static void
vigie_coverage_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieCoverageBar *self = VIGIE_COVERAGE_BAR (widget);
  VigieScheme scheme = vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget);
  const VigiePalette *palette = vigie_palette_get (scheme);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  float top = roundf (((float) gtk_widget_get_height (widget) - TRACK) / 2);
  float filled = roundf ((float) CLAMP (self->coverage, 0, 1) * width);
  float tick = roundf ((float) LEAST * width);
  graphene_rect_t bar
      = GRAPHENE_RECT_INIT (rtl ? width - filled : 0, top, isnan (filled) ? 0 : filled, TRACK);

  if (width < 8)
    return;
  if (!isfinite (self->coverage))
    vigie_small_draw_void (snapshot, &GRAPHENE_RECT_INIT (0, top - 1, width, TRACK + 2), 2,
                           &palette->normal, &palette->hatch);
  else
    {
      gtk_snapshot_append_color (snapshot, &palette->track,
                                 &GRAPHENE_RECT_INIT (0, top, width, TRACK));
      if (self->coverage >= LEAST)
        gtk_snapshot_append_color (snapshot, &palette->normal, &bar);
      else
        {
          /* Not enough: a hatch, so that it never looks like a bar. */
          gtk_snapshot_append_color (snapshot, &palette->card, &bar);
          vigie_small_draw_hatch (snapshot, &bar, &palette->strong);
          gtk_snapshot_append_border (
              snapshot, &GSK_ROUNDED_RECT_INIT (bar.origin.x, top, bar.size.width, TRACK),
              (const float[]) {1, 1, 1, 1},
              (const GdkRGBA[]) {palette->normal, palette->normal, palette->normal,
                                 palette->normal});
        }
    }
  if (rtl)
    tick = width - tick;
  gtk_snapshot_append_color (
      snapshot, &palette->card,
      &GRAPHENE_RECT_INIT (tick - 2, top - TICK_OUT, 4, TRACK + 2 * TICK_OUT));
  gtk_snapshot_append_color (
      snapshot, &palette->strong,
      &GRAPHENE_RECT_INIT (tick - 1, top - TICK_OUT, 2, TRACK + 2 * TICK_OUT));
}

static void
vigie_coverage_bar_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_coverage_bar_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
vigie_coverage_bar_class_init (VigieCoverageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = vigie_coverage_bar_measure;
  widget_class->snapshot = vigie_coverage_bar_snapshot;
  widget_class->css_changed = vigie_coverage_bar_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (widget_class, "coveragebar");
}

static void
vigie_coverage_bar_init (VigieCoverageBar *self)
{
  self->coverage = NAN;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Coverage"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100., -1);
  update_words (self);
}

GtkWidget *
vigie_coverage_bar_new (void)
{
  return g_object_new (VIGIE_TYPE_COVERAGE_BAR, NULL);
}

void
vigie_coverage_bar_set_coverage (VigieCoverageBar *self, double coverage)
{
  g_return_if_fail (VIGIE_IS_COVERAGE_BAR (self));

  if (!isfinite (coverage))
    coverage = NAN;
  if (self->coverage == coverage || (isnan (self->coverage) && isnan (coverage)))
    return;
  self->coverage = coverage;
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
