/* vigie-stack-chart-input.c: pointer and keys of a stacked chart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

#include "vigie-words.h"

static gboolean
has_cursor (VigieDrawnFigure *figure)
{
  return VIGIE_STACK_CHART (figure)->cursor >= 0;
}

static void
clear_cursor (VigieDrawnFigure *figure)
{
  vigie_stack_chart_set_cursor (VIGIE_STACK_CHART (figure), -1);
}

static void
point_at (VigieDrawnFigure *figure, const VigieDrawnPlot *plot, double x, double y)
{
  VigieStackChart *self = VIGIE_STACK_CHART (figure);
  const VigieStackBins *bins = self->bins;
  double place;
  int bin;

  if (bins->n_bins == 0 || plot->right <= plot->left)
    {
      vigie_stack_chart_set_cursor (self, -1);
      return;
    }
  place = (x - plot->left) / (plot->right - plot->left);
  if (plot->rtl)
    place = 1 - place;
  place = CLAMP (place, 0, 1);
  bin = vigie_stack_bins_find (
      bins, bins->edges[0]
                + (VigieTime) (place * (double) (bins->edges[bins->n_bins] - bins->edges[0] - 1)));
  vigie_stack_chart_set_cursor (self, MIN (bin, vigie_stack_bins_last (bins)));
}

static gboolean
move_cursor (VigieDrawnFigure *figure, guint key)
{
  VigieStackChart *self = VIGIE_STACK_CHART (figure);
  GTimeZone *zone = self->zone != NULL ? self->zone : vigie_words_default_zone ();
  int last = vigie_stack_bins_last (self->bins), at = self->cursor;
  int days = self->bins->show == VIGIE_STACK_ENERGY ? 7 : 1;

  if (last < 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
      at = at < 0 ? last : at - 1;
      break;
    case GDK_KEY_Right:
      at = at < 0 ? 0 : at + 1;
      break;
    case GDK_KEY_Home:
      at = 0;
      break;
    case GDK_KEY_End:
      at = last;
      break;
    case GDK_KEY_Page_Up:
      at = vigie_stack_bins_step_days (self->bins, at, -days, zone);
      break;
    case GDK_KEY_Page_Down:
      at = vigie_stack_bins_step_days (self->bins, at, days, zone);
      break;
    default:
      return FALSE;
    }
  vigie_stack_chart_set_cursor (self, CLAMP (at, 0, last));
  return TRUE;
}

static void
activate (VigieDrawnFigure *figure)
{
  vigie_stack_chart_activate (VIGIE_STACK_CHART (figure));
}

static char *
describe_cursor (VigieDrawnFigure *figure)
{
  return vigie_stack_chart_describe_cursor (VIGIE_STACK_CHART (figure));
}

void
vigie_stack_chart_input_class_init (VigieDrawnFigureClass *klass)
{
  klass->has_cursor = has_cursor;
  klass->clear_cursor = clear_cursor;
  klass->point_at = point_at;
  klass->move_cursor = move_cursor;
  klass->activate = activate;
  klass->describe_cursor = describe_cursor;
}
