/* vigie-heat-map.c: the mean power of each hour of each day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-heat-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  CELL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieHeatMap,
                               vigie_heat_map,
                               VIGIE_TYPE_DRAWN_FIGURE,
                               G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

/* ---- Figure ------------------------------------------------------------------------------------ */

static char *
figure_summarize (VigieFigure *figure)
{
  return vigie_heat_map_summarize (VIGIE_HEAT_MAP (figure));
}

static VigieFigureTable *
figure_make_table (VigieFigure *figure)
{
  return vigie_heat_map_make_table (VIGIE_HEAT_MAP (figure));
}

static guint
figure_get_n_signs (VigieFigure *figure)
{
  const VigieHeatGrid *grid = VIGIE_HEAT_MAP (figure)->grid;

  return grid->n_days == 0 ? 0 : grid->n_missing > 0 ? 2 : 1;
}

static const char *
figure_get_sign_name (VigieFigure *figure, guint index)
{
  return index == 0 ? _ ("Weekend") : C_ ("legend", "Unknown");
}

static void
figure_snapshot_sign (VigieFigure *figure,
                      guint index,
                      GtkSnapshot *snapshot,
                      double width,
                      double height,
                      VigieScheme scheme)
{
  vigie_heat_map_draw_sign (VIGIE_HEAT_MAP (figure), index, snapshot, width, height, scheme);
}

static void
figure_init (VigieFigureInterface *iface)
{
  iface->summarize = figure_summarize;
  iface->make_table = figure_make_table;
  iface->get_n_signs = figure_get_n_signs;
  iface->get_sign_name = figure_get_sign_name;
  iface->snapshot_sign = figure_snapshot_sign;
}

/* ---- Cursor ------------------------------------------------------------------------------------ */

static gboolean
has_cursor (VigieDrawnFigure *figure)
{
  return VIGIE_HEAT_MAP (figure)->cursor_day >= 0;
}

static void
clear_cursor (VigieDrawnFigure *figure)
{
  vigie_heat_map_set_cursor (VIGIE_HEAT_MAP (figure), -1, 0);
}

static void
point_at (VigieDrawnFigure *figure, const VigieDrawnPlot *plot, double x, double y)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (figure);
  double across, down;

  if (self->grid->n_days == 0 || x < plot->left || x >= plot->right || y < plot->top
      || y >= plot->bottom)
    {
      vigie_heat_map_set_cursor (self, -1, 0);
      return;
    }
  across = (x - plot->left) / (plot->right - plot->left);
  if (plot->rtl)
    across = 1 - across;
  down = (y - plot->top) / (plot->bottom - plot->top);
  vigie_heat_map_set_cursor (self, (int) MIN (across * self->grid->n_days, self->grid->n_days - 1),
                             (guint) MIN (down * VIGIE_HEAT_HOURS, VIGIE_HEAT_HOURS - 1));
}

static gboolean
move_cursor (VigieDrawnFigure *figure, guint key)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (figure);
  int last = (int) self->grid->n_days - 1, day = self->cursor_day, hour = (int) self->cursor_hour;
  gboolean is_new = day < 0;

  if (last < 0)
    return FALSE;
  if (is_new)
    {
      day = last;
      hour = 0;
    }
  switch (key)
    {
    case GDK_KEY_Left:
      day -= is_new ? 0 : 1;
      break;
    case GDK_KEY_Right:
      day = is_new ? 0 : day + 1;
      break;
    case GDK_KEY_Up:
      hour -= is_new ? 0 : 1;
      break;
    case GDK_KEY_Down:
      hour += is_new ? 0 : 1;
      break;
    case GDK_KEY_Home:
      day = 0;
      break;
    case GDK_KEY_End:
      day = last;
      break;
    case GDK_KEY_Page_Up:
      day -= 7;
      break;
    case GDK_KEY_Page_Down:
      day += 7;
      break;
    default:
      return FALSE;
    }
  vigie_heat_map_set_cursor (self, CLAMP (day, 0, last),
                             (guint) CLAMP (hour, 0, VIGIE_HEAT_HOURS - 1));
  return TRUE;
}

static void
activate (VigieDrawnFigure *figure)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (figure);
  const VigieHeatCell *cell
      = vigie_heat_grid_get (self->grid, (guint) self->cursor_day, self->cursor_hour);

  if (cell->from != VIGIE_TIME_NONE)
    g_signal_emit (self, signals[CELL_ACTIVATED], 0, cell->from, cell->to);
}

static char *
describe_cursor (VigieDrawnFigure *figure)
{
  return vigie_heat_map_describe_cursor (VIGIE_HEAT_MAP (figure));
}

/* ---- Widget ------------------------------------------------------------------------------------ */

static void
vigie_heat_map_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  int line = (int) vigie_chart_text_get_height (
      vigie_drawn_figure_get_text (VIGIE_DRAWN_FIGURE (widget)));

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 12 * line : 6 * line + 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 42 * line : 6 * line + 24 * 8;
}

static void
vigie_heat_map_finalize (GObject *object)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (object);

  g_free (self->kw);
  vigie_heat_grid_free (self->grid);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (vigie_heat_map_parent_class)->finalize (object);
}

static void
vigie_heat_map_class_init (VigieHeatMapClass *klass)
{
  VigieDrawnFigureClass *figure_class = VIGIE_DRAWN_FIGURE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_heat_map_finalize;
  GTK_WIDGET_CLASS (klass)->measure = vigie_heat_map_measure;
  figure_class->lay_out = vigie_heat_map_lay_out;
  figure_class->draw_still = vigie_heat_map_draw_still;
  figure_class->draw_cursor = vigie_heat_map_draw_cursor;
  figure_class->has_cursor = has_cursor;
  figure_class->clear_cursor = clear_cursor;
  figure_class->point_at = point_at;
  figure_class->move_cursor = move_cursor;
  figure_class->activate = activate;
  figure_class->describe_cursor = describe_cursor;
  signals[CELL_ACTIVATED]
      = g_signal_new ("cell-activated", VIGIE_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
rebuild (VigieHeatMap *self)
{
  vigie_heat_grid_free (self->grid);
  self->grid = vigie_heat_grid_new (self->from, self->kw, self->n_hours, vigie_heat_map_zone (self),
                                    self->due);
  if (self->cursor_day >= (int) self->grid->n_days)
    vigie_heat_map_set_cursor (self, -1, 0);
  vigie_drawn_figure_changed (VIGIE_DRAWN_FIGURE (self));
}

static void
vigie_heat_map_init (VigieHeatMap *self)
{
  self->due = VIGIE_TIME_NONE;
  self->cursor_day = -1;
  self->grid = vigie_heat_grid_new (0, NULL, 0, vigie_heat_map_zone (self), VIGIE_TIME_NONE);
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_heat_map_new (void)
{
  return g_object_new (VIGIE_TYPE_HEAT_MAP, NULL);
}

void
vigie_heat_map_set_hours (VigieHeatMap *self,
                          VigieTime from,
                          const double *kw,
                          guint n_hours,
                          GTimeZone *zone)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));
  g_return_if_fail (n_hours == 0 || kw != NULL);

  /* Days of 25 hours: never so many. */
  n_hours = MIN (n_hours, VIGIE_HEAT_MAP_MAX_DAYS * 25);
  self->from = from;
  g_free (self->kw);
  self->kw = g_memdup2 (kw, n_hours * sizeof *kw);
  self->n_hours = n_hours;
  if (zone != NULL)
    g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  rebuild (self);
}

void
vigie_heat_map_set_due (VigieHeatMap *self, VigieTime due)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));

  if (self->due == due)
    return;
  self->due = due;
  rebuild (self);
}

void
vigie_heat_map_set_scheme (VigieHeatMap *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));

  vigie_drawn_figure_set_scheme (VIGIE_DRAWN_FIGURE (self), scheme);
}

gboolean
vigie_heat_map_get_cursor (VigieHeatMap *self, guint *day, guint *hour)
{
  g_return_val_if_fail (VIGIE_IS_HEAT_MAP (self), FALSE);

  if (self->cursor_day < 0)
    return FALSE;
  *day = (guint) self->cursor_day;
  *hour = self->cursor_hour;
  return TRUE;
}

void
vigie_heat_map_set_cursor (VigieHeatMap *self, int day, guint hour)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));

  day = CLAMP (day, -1, (int) self->grid->n_days - 1);
  hour = day < 0 ? 0 : MIN (hour, VIGIE_HEAT_HOURS - 1);
  if (self->cursor_day == day && self->cursor_hour == hour)
    return;
  self->cursor_day = day;
  self->cursor_hour = hour;
  vigie_drawn_figure_cursor_moved (VIGIE_DRAWN_FIGURE (self));
}
