/* vigie-week-map.c: a usual week, half-hour by half-hour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-week-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "vigie-words.h"

enum
{
  CELL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieWeekMap,
                               vigie_week_map,
                               VIGIE_TYPE_DRAWN_FIGURE,
                               G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

const VigieWeekCell *
vigie_week_map_cell (VigieWeekMap *self, int day, int slot)
{
  return &self->cells[day * VIGIE_WEEK_SLOTS + slot];
}

/* ---- Figure ------------------------------------------------------------------------------------ */

static char *
figure_summarize (VigieFigure *figure)
{
  return vigie_week_map_summarize (VIGIE_WEEK_MAP (figure));
}

static VigieFigureTable *
figure_make_table (VigieFigure *figure)
{
  return vigie_week_map_make_table (VIGIE_WEEK_MAP (figure));
}

static guint
figure_get_n_signs (VigieFigure *figure)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);

  return (self->ramp_name != NULL) + (self->n_hidden > 0);
}

static const char *
figure_get_sign_name (VigieFigure *figure, guint index)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);

  return index == 0 && self->ramp_name != NULL ? self->ramp_name : _ ("too few days");
}

static double
figure_get_sign_width (VigieFigure *figure, guint index)
{
  return index == 0 && VIGIE_WEEK_MAP (figure)->ramp_name != NULL ? 70 : 16;
}

static void
figure_snapshot_sign (VigieFigure *figure,
                      guint index,
                      GtkSnapshot *snapshot,
                      double width,
                      double height,
                      VigieScheme scheme)
{
  vigie_week_map_draw_sign (VIGIE_WEEK_MAP (figure), index, snapshot, width, height, scheme);
}

static void
figure_init (VigieFigureInterface *iface)
{
  iface->summarize = figure_summarize;
  iface->make_table = figure_make_table;
  iface->get_n_signs = figure_get_n_signs;
  iface->get_sign_name = figure_get_sign_name;
  iface->get_sign_width = figure_get_sign_width;
  iface->snapshot_sign = figure_snapshot_sign;
}

/* ---- Cursor ------------------------------------------------------------------------------------ */

static gboolean
has_cursor (VigieDrawnFigure *figure)
{
  return VIGIE_WEEK_MAP (figure)->cursor_day >= 0;
}

static void
clear_cursor (VigieDrawnFigure *figure)
{
  vigie_week_map_set_cursor (VIGIE_WEEK_MAP (figure), -1, -1);
}

static void
point_at (VigieDrawnFigure *figure, const VigieDrawnPlot *plot, double x, double y)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);
  double along = plot->rtl ? plot->right - x : x - plot->left;
  int day = vigie_week_map_row_at (plot, y);

  if (day < 0 || self->layout.n_columns == 0 || along < -2 || along > self->layout.end + 2)
    vigie_week_map_set_cursor (self, -1, -1);
  else
    vigie_week_map_set_cursor (self, day,
                               self->layout.slots[vigie_week_layout_at (&self->layout, along)]);
}

static gboolean
move_cursor (VigieDrawnFigure *figure, guint key)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);
  int last = (int) self->layout.n_columns - 1, day = self->cursor_day, column;
  gboolean is_new = day < 0;

  if (last < 0)
    return FALSE;
  /* Where a person looks first: now, else the begin. */
  if (is_new)
    day = MAX (self->now_day, 0);
  column = vigie_week_layout_find (&self->layout, is_new ? self->now_slot : self->cursor_slot);
  if (is_new && column < 0)
    column = key == GDK_KEY_Left || key == GDK_KEY_Up ? last : 0;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (!is_new)
        column += key == GDK_KEY_Right ? 1 : -1;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (!is_new)
        day += key == GDK_KEY_Down ? 1 : -1;
      break;
    case GDK_KEY_Home:
      column = 0;
      break;
    case GDK_KEY_End:
      column = last;
      break;
    case GDK_KEY_Page_Up:
      day = 0;
      break;
    case GDK_KEY_Page_Down:
      day = VIGIE_WEEK_DAYS - 1;
      break;
    default:
      return FALSE;
    }
  vigie_week_map_set_cursor (self, CLAMP (day, 0, VIGIE_WEEK_DAYS - 1),
                             self->layout.slots[CLAMP (column, 0, last)]);
  return TRUE;
}

static void
activate (VigieDrawnFigure *figure)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);

  g_signal_emit (self, signals[CELL_ACTIVATED], 0, (guint) self->cursor_day,
                 (guint) self->cursor_slot);
}

static char *
describe_cursor (VigieDrawnFigure *figure)
{
  return vigie_week_map_describe_cursor (VIGIE_WEEK_MAP (figure));
}

/* ---- Widget ------------------------------------------------------------------------------------ */

static void
vigie_week_map_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  int line = (int) ceil (
      vigie_chart_text_get_height (vigie_drawn_figure_get_text (VIGIE_DRAWN_FIGURE (widget))));

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 9 * line : VIGIE_WEEK_DAYS * line + line;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 28 * line
                                                       : VIGIE_WEEK_DAYS * (line + 8) + line + 6;
}

static void
vigie_week_map_finalize (GObject *object)
{
  g_free (VIGIE_WEEK_MAP (object)->ramp_name);
  G_OBJECT_CLASS (vigie_week_map_parent_class)->finalize (object);
}

static void
vigie_week_map_class_init (VigieWeekMapClass *klass)
{
  VigieDrawnFigureClass *figure_class = VIGIE_DRAWN_FIGURE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_week_map_finalize;
  GTK_WIDGET_CLASS (klass)->measure = vigie_week_map_measure;
  figure_class->lay_out = vigie_week_map_lay_out;
  figure_class->draw_still = vigie_week_map_draw_still;
  figure_class->draw_cursor = vigie_week_map_draw_cursor;
  figure_class->has_cursor = has_cursor;
  figure_class->clear_cursor = clear_cursor;
  figure_class->point_at = point_at;
  figure_class->move_cursor = move_cursor;
  figure_class->activate = activate;
  figure_class->describe_cursor = describe_cursor;
  signals[CELL_ACTIVATED]
      = g_signal_new ("cell-activated", VIGIE_TYPE_WEEK_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
vigie_week_map_init (VigieWeekMap *self)
{
  self->top = NAN;
  self->now_day = self->now_slot = self->best_day = self->best_slot = -1;
  self->cursor_day = self->cursor_slot = -1;
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_week_map_new (void)
{
  return g_object_new (VIGIE_TYPE_WEEK_MAP, NULL);
}

/* What the colours span, and how many half-hours say nothing. */
static void
look_through (VigieWeekMap *self)
{
  double most = NAN;

  self->n_hidden = 0;
  g_clear_pointer (&self->ramp_name, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      if (!self->cells[i].open)
        continue;
      if (!isfinite (self->cells[i].median))
        self->n_hidden++;
      else if (!(self->cells[i].median <= most))
        most = self->cells[i].median;
    }
  self->top = isnan (most) ? NAN
                           : vigie_value_axis (0, MAX (most, 1), NULL, 5,
                                               VIGIE_VALUE_AXIS_ZERO | VIGIE_VALUE_AXIS_WHOLE)
                                 .to;
  if (!isnan (self->top))
    /* Translators: legend of a scale of greys: what it shows, and what its dark end is: « médiane, de 0 à 10 véhicules » */
    self->ramp_name = g_strdup_printf (
        ngettext ("median, 0 to %d vehicle", "median, 0 to %d vehicles", (gulong) self->top),
        (int) self->top);
}

void
vigie_week_map_set_cells (VigieWeekMap *self, const VigieWeekCell *cells)
{
  g_return_if_fail (VIGIE_IS_WEEK_MAP (self));

  self->is_known = cells != NULL;
  if (cells != NULL)
    memcpy (self->cells, cells, sizeof self->cells);
  else
    memset (self->cells, 0, sizeof self->cells);
  vigie_week_layout (self->cells, 1, 0, G_MAXDOUBLE, &self->layout);
  look_through (self);
  if (self->cursor_day >= 0)
    vigie_week_map_set_cursor (self, self->layout.n_columns > 0 ? self->cursor_day : -1,
                               self->cursor_slot);
  vigie_drawn_figure_changed (VIGIE_DRAWN_FIGURE (self));
}

/* FALSE where it is what it was. */
static gboolean
take_slot (int *day, int *slot, int new_day, int new_slot)
{
  if (new_day < 0 || new_day >= VIGIE_WEEK_DAYS || new_slot < 0 || new_slot >= VIGIE_WEEK_SLOTS)
    new_day = new_slot = -1;
  if (*day == new_day && *slot == new_slot)
    return FALSE;
  *day = new_day;
  *slot = new_slot;
  return TRUE;
}

void
vigie_week_map_set_now (VigieWeekMap *self, int weekday, int slot)
{
  g_return_if_fail (VIGIE_IS_WEEK_MAP (self));

  if (take_slot (&self->now_day, &self->now_slot, weekday, slot))
    vigie_drawn_figure_changed (VIGIE_DRAWN_FIGURE (self));
}

void
vigie_week_map_set_best (VigieWeekMap *self, int weekday, int slot)
{
  g_return_if_fail (VIGIE_IS_WEEK_MAP (self));

  if (take_slot (&self->best_day, &self->best_slot, weekday, slot))
    vigie_drawn_figure_changed (VIGIE_DRAWN_FIGURE (self));
}

void
vigie_week_map_set_scheme (VigieWeekMap *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_WEEK_MAP (self));

  vigie_drawn_figure_set_scheme (VIGIE_DRAWN_FIGURE (self), scheme);
}

gboolean
vigie_week_map_get_cursor (VigieWeekMap *self, guint *weekday, guint *slot)
{
  g_return_val_if_fail (VIGIE_IS_WEEK_MAP (self), FALSE);

  if (self->cursor_day < 0)
    return FALSE;
  *weekday = (guint) self->cursor_day;
  *slot = (guint) self->cursor_slot;
  return TRUE;
}

void
vigie_week_map_set_cursor (VigieWeekMap *self, int weekday, int slot)
{
  g_return_if_fail (VIGIE_IS_WEEK_MAP (self));

  if (self->layout.n_columns == 0)
    weekday = -1;
  if (weekday >= 0 && vigie_week_layout_find (&self->layout, slot) < 0)
    {
      int nearest = self->layout.slots[0];

      for (guint i = 0; i < self->layout.n_columns; i++)
        if (ABS ((int) self->layout.slots[i] - slot) < ABS (nearest - slot))
          nearest = self->layout.slots[i];
      slot = nearest;
    }
  if (take_slot (&self->cursor_day, &self->cursor_slot, weekday, slot))
    vigie_drawn_figure_cursor_moved (VIGIE_DRAWN_FIGURE (self));
}
