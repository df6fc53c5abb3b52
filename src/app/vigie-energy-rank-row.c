/* vigie-energy-rank-row.c: a row of the ranking of sites, and its heads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-rank-row.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-coverage-bar.h"
#include "vigie-energy-text.h"
#include "vigie-glyph.h"
#include "vigie-rank-bar.h"
#include "vigie-show.h"
#include "vigie-tooltip.h"
#include "vigie-words.h"

#define GAP 12
#define LINE_GAP 4
#define USUAL_DPI (96 * 1024)

/* Widths at the usual size of text; 0: shares what is left. */
static const int widths[VIGIE_N_RANK_CELL] = {
    [VIGIE_RANK_CELL_GLYPH] = 30, [VIGIE_RANK_CELL_NAME] = 0,       [VIGIE_RANK_CELL_VALUE] = 92,
    [VIGIE_RANK_CELL_BAR] = 0,    [VIGIE_RANK_CELL_DEVIATION] = 84, [VIGIE_RANK_CELL_COVERAGE] = 92,
    [VIGIE_RANK_CELL_LAST] = 132, [VIGIE_RANK_CELL_WHY] = 34,
};

struct _VigieEnergyRankLine
{
  GtkWidget parent_instance;

  GtkWidget *cells[VIGIE_N_RANK_CELL]; /* children, or NULL */
  gboolean narrow;

  /* Of a row. */
  VigieEnergyRank *rank; /* owned, or NULL */
  gulong handler;
  VigieTime now;
  gboolean live;
};

G_DEFINE_FINAL_TYPE (VigieEnergyRankLine, vigie_energy_rank_line, GTK_TYPE_WIDGET)

/* ---- Layout ---------------------------------------------------------------------------------- */

static double
text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (double) dpi / USUAL_DPI : 1;
}

static void
place_cells (VigieEnergyRankLine *self, int width, int x[], int w[])
{
  double scale = text_scale (GTK_WIDGET (self));
  int fixed = GAP * (VIGIE_N_RANK_CELL - 1), left, more, at = 0;

  for (guint i = 0; i < VIGIE_N_RANK_CELL; i++)
    {
      w[i] = i == VIGIE_RANK_CELL_GLYPH || i == VIGIE_RANK_CELL_WHY ? widths[i]
                                                                    : (int) (widths[i] * scale);
      fixed += w[i];
    }
  left = MAX (width - fixed, 0);
  /* With room, « silencieux, il y a 1 h 43 » in full. */
  more = CLAMP ((left - 360) / 2, 0, (int) (60 * scale));
  w[VIGIE_RANK_CELL_LAST] += more;
  left -= more;
  w[VIGIE_RANK_CELL_NAME] = left / 2;
  w[VIGIE_RANK_CELL_BAR] = left - left / 2;
  for (guint i = 0; i < VIGIE_N_RANK_CELL; i++)
    {
      x[i] = at;
      at += w[i] + GAP;
    }
}

static void
measure_cell (VigieEnergyRankLine *self, VigieRankCell cell, int *least, int *height)
{
  int natural = 0;

  *least = *height = 0;
  if (self->cells[cell] == NULL)
    return;
  gtk_widget_measure (self->cells[cell], GTK_ORIENTATION_HORIZONTAL, -1, least, NULL, NULL, NULL);
  gtk_widget_measure (self->cells[cell], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  *height = natural;
}

static int
tallest (VigieEnergyRankLine *self, VigieRankCell first, VigieRankCell last)
{
  int most = 0, least, height;

  for (VigieRankCell i = first; i <= last; i++)
    {
      measure_cell (self, i, &least, &height);
      most = MAX (most, height);
    }
  return most;
}

/* Heights of the three lines of a card: name, bar, the rest. */
static void
card_lines (VigieEnergyRankLine *self, int lines[3])
{
  int least, height;

  lines[0] = tallest (self, VIGIE_RANK_CELL_GLYPH, VIGIE_RANK_CELL_VALUE);
  measure_cell (self, VIGIE_RANK_CELL_WHY, &least, &height);
  lines[0] = MAX (lines[0], height);
  lines[1] = tallest (self, VIGIE_RANK_CELL_BAR, VIGIE_RANK_CELL_BAR);
  lines[2] = tallest (self, VIGIE_RANK_CELL_DEVIATION, VIGIE_RANK_CELL_LAST);
}

static void
vigie_energy_rank_line_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  VigieEnergyRankLine *self = VIGIE_ENERGY_RANK_LINE (widget);
  int lines[3], x[VIGIE_N_RANK_CELL], w[VIGIE_N_RANK_CELL];

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      card_lines (self, lines);
      *minimum = *natural = self->narrow ? lines[0] + lines[1] + lines[2] + 2 * LINE_GAP
                                         : tallest (self, 0, VIGIE_N_RANK_CELL - 1);
      return;
    }
  place_cells (self, 0, x, w);
  *minimum = self->narrow ? 240 : x[VIGIE_RANK_CELL_WHY] + w[VIGIE_RANK_CELL_WHY] + 150;
  *natural = *minimum;
}

static void
allocate_cell (VigieEnergyRankLine *self, VigieRankCell cell, int x, int y, int w, int h, int width)
{
  int least, height;

  if (self->cells[cell] == NULL)
    return;
  measure_cell (self, cell, &least, &height);
  w = MAX (w, 0);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x - w;
  /* Text that is larger than its column is cut by its own ellipsis, never by its neighbour. */
  gtk_widget_set_child_visible (self->cells[cell], w >= MIN (least, 8));
  height = MIN (height, h);
  gtk_widget_size_allocate (self->cells[cell],
                            &(GtkAllocation) {x, y + (h - height) / 2, MAX (w, least), height}, -1);
}

static void
allocate_card (VigieEnergyRankLine *self, int width)
{
  int lines[3], y, value, why, least, third = (width - 2 * GAP) / 4;

  card_lines (self, lines);
  measure_cell (self, VIGIE_RANK_CELL_WHY, &why, &least);
  value = (int) (widths[VIGIE_RANK_CELL_VALUE] * text_scale (GTK_WIDGET (self)));
  allocate_cell (self, VIGIE_RANK_CELL_GLYPH, 0, 0, widths[VIGIE_RANK_CELL_GLYPH], lines[0], width);
  allocate_cell (self, VIGIE_RANK_CELL_NAME, widths[VIGIE_RANK_CELL_GLYPH] + 8, 0,
                 width - widths[VIGIE_RANK_CELL_GLYPH] - 8 - value - why - 2 * 8, lines[0], width);
  allocate_cell (self, VIGIE_RANK_CELL_VALUE, width - why - 8 - value, 0, value, lines[0], width);
  allocate_cell (self, VIGIE_RANK_CELL_WHY, width - why, 0, why, lines[0], width);
  y = lines[0] + LINE_GAP;
  allocate_cell (self, VIGIE_RANK_CELL_BAR, 0, y, width, lines[1], width);
  y += lines[1] + LINE_GAP;
  allocate_cell (self, VIGIE_RANK_CELL_DEVIATION, 0, y, third, lines[2], width);
  allocate_cell (self, VIGIE_RANK_CELL_COVERAGE, third + GAP, y, third, lines[2], width);
  allocate_cell (self, VIGIE_RANK_CELL_LAST, 2 * (third + GAP), y, width - 2 * (third + GAP),
                 lines[2], width);
}

static void
vigie_energy_rank_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieEnergyRankLine *self = VIGIE_ENERGY_RANK_LINE (widget);
  int x[VIGIE_N_RANK_CELL], w[VIGIE_N_RANK_CELL];

  if (self->narrow)
    {
      allocate_card (self, width);
      return;
    }
  place_cells (self, width, x, w);
  for (guint i = 0; i < VIGIE_N_RANK_CELL; i++)
    allocate_cell (self, i, x[i], 0, w[i], height, width);
}

static void
vigie_energy_rank_line_dispose (GObject *object)
{
  VigieEnergyRankLine *self = VIGIE_ENERGY_RANK_LINE (object);

  vigie_energy_rank_row_set (self, NULL);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_energy_rank_line_parent_class)->dispose (object);
}

static void
vigie_energy_rank_line_class_init (VigieEnergyRankLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_rank_line_dispose;
  widget_class->measure = vigie_energy_rank_line_measure;
  widget_class->size_allocate = vigie_energy_rank_line_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
  gtk_widget_class_set_css_name (widget_class, "energyrank");
}

static void
vigie_energy_rank_line_init (VigieEnergyRankLine *self)
{
  self->live = TRUE;
}

GtkWidget *
vigie_energy_rank_line_new (void)
{
  return g_object_new (VIGIE_TYPE_ENERGY_RANK_LINE, NULL);
}

void
vigie_energy_rank_line_set_cell (VigieEnergyRankLine *self, VigieRankCell cell, GtkWidget *child)
{
  GtkWidget *before = NULL;

  g_return_if_fail (VIGIE_IS_ENERGY_RANK_LINE (self));
  g_return_if_fail (self->cells[cell] == NULL);

  for (guint i = 0; i < cell; i++)
    if (self->cells[i] != NULL)
      before = self->cells[i];
  self->cells[cell] = child;
  gtk_widget_insert_after (child, GTK_WIDGET (self), before);
}

void
vigie_energy_rank_line_set_narrow (VigieEnergyRankLine *self, gboolean narrow)
{
  g_return_if_fail (VIGIE_IS_ENERGY_RANK_LINE (self));
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  if (self->cells[VIGIE_RANK_CELL_DEVIATION] != NULL && self->rank != NULL)
    gtk_label_set_xalign (GTK_LABEL (self->cells[VIGIE_RANK_CELL_DEVIATION]), narrow ? 0 : 1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- A row ----------------------------------------------------------------------------------- */

static GtkWidget *
cell_label (float xalign, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
vigie_energy_rank_row_new (void)
{
  VigieEnergyRankLine *self = VIGIE_ENERGY_RANK_LINE (vigie_energy_rank_line_new ());
  GtkWidget *why = gtk_button_new_from_icon_name ("help-about-symbolic");

  gtk_widget_add_css_class (why, "flat");
  gtk_widget_add_css_class (why, "circular");
  gtk_widget_add_css_class (why, "vigie-why");
  gtk_widget_set_tooltip_text (why, _ ("How This Figure Is Made Up"));
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_GLYPH,
                                   vigie_glyph_new (VIGIE_KIND_OTHER, VIGIE_GLYPH_NORMAL));
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_NAME, cell_label (0, NULL));
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_VALUE, cell_label (1, "vigie-bold"));
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_BAR, vigie_rank_bar_new ());
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_DEVIATION, cell_label (1, NULL));
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_COVERAGE, cell_label (1, NULL));
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_LAST, cell_label (1, NULL));
  vigie_energy_rank_line_set_cell (self, VIGIE_RANK_CELL_WHY, why);
  return GTK_WIDGET (self);
}

static void
update_last (VigieEnergyRankLine *self)
{
  g_autofree char *last = vigie_energy_rank_last_words (self->rank, self->now, self->live);
  VigieSite *site = vigie_energy_rank_get_site (self->rank);
  GtkLabel *label = GTK_LABEL (self->cells[VIGIE_RANK_CELL_LAST]);

  if (g_strcmp0 (gtk_label_get_label (label), last) != 0)
    {
      gtk_label_set_label (label, last);
      vigie_tooltip_set (GTK_WIDGET (label), last);
    }
  vigie_set_class (GTK_WIDGET (label), "vigie-bold",
                   site != NULL && vigie_site_get_freshness (site) == VIGIE_FRESHNESS_SILENT);
}

static void
update (VigieEnergyRankLine *self)
{
  const VigieEnergyFigure *figure = vigie_energy_rank_get_figure (self->rank);
  VigieSite *site = vigie_energy_rank_get_site (self->rank);
  VigieGlyph *glyph = VIGIE_GLYPH (self->cells[VIGIE_RANK_CELL_GLYPH]);
  VigieKpi kpi = vigie_energy_rank_get_kpi (self->rank);
  const VigieEnergyDrift *drift = vigie_energy_rank_get_drift (self->rank);
  gboolean unusual
      = drift->verdict == VIGIE_ENERGY_DRIFT_ABOVE || drift->verdict == VIGIE_ENERGY_DRIFT_BELOW;
  const char *name = vigie_energy_rank_get_name (self->rank);
  g_autofree char *value = vigie_figure_to_words (kpi, figure);
  const char *reason = vigie_energy_rank_get_reason (self->rank);
  g_autofree char *percent
      = isnan (drift->deviation) ? g_strdup ("—") : vigie_energy_text_percent (drift->deviation);
  g_autofree char *coverage = vigie_coverage_words (figure->coverage);
  /* Translators: a button; %s is a site */
  g_autofree char *why = g_strdup_printf (_ ("Why: %s"), name);

  vigie_glyph_set_kind (glyph, vigie_energy_rank_get_kind (self->rank));
  vigie_glyph_set_look (glyph, site != NULL ? vigie_glyph_look_for (vigie_site_get_freshness (site),
                                                                    vigie_site_get_condition (site))
                                            : VIGIE_GLYPH_NORMAL);
  vigie_glyph_set_link_lost (glyph, !self->live);
  gtk_label_set_label (GTK_LABEL (self->cells[VIGIE_RANK_CELL_NAME]), name);
  vigie_tooltip_set (self->cells[VIGIE_RANK_CELL_NAME], name);
  gtk_label_set_label (GTK_LABEL (self->cells[VIGIE_RANK_CELL_VALUE]), value);
  vigie_tooltip_set (self->cells[VIGIE_RANK_CELL_VALUE], reason);
  gtk_label_set_label (GTK_LABEL (self->cells[VIGIE_RANK_CELL_DEVIATION]), percent);
  gtk_label_set_label (GTK_LABEL (self->cells[VIGIE_RANK_CELL_COVERAGE]), coverage);
  vigie_set_class (self->cells[VIGIE_RANK_CELL_DEVIATION], "vigie-bold", unusual);
  vigie_set_class (self->cells[VIGIE_RANK_CELL_VALUE], "undefined", reason != NULL);
  vigie_rank_bar_set (VIGIE_RANK_BAR (self->cells[VIGIE_RANK_CELL_BAR]), figure->value, drift->p10,
                      drift->p90, vigie_energy_rank_get_scale (self->rank),
                      vigie_energy_kpi_unit (kpi));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[VIGIE_RANK_CELL_BAR]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[VIGIE_RANK_CELL_WHY]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, why, -1);
  update_last (self);
}

void
vigie_energy_rank_row_set (VigieEnergyRankLine *self, VigieEnergyRank *rank)
{
  g_return_if_fail (VIGIE_IS_ENERGY_RANK_LINE (self));

  if (self->rank != NULL)
    g_clear_signal_handler (&self->handler, self->rank);
  g_set_object (&self->rank, rank);
  if (rank == NULL)
    return;
  self->handler
      = g_signal_connect_object (rank, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

VigieEnergyRank *
vigie_energy_rank_row_get (VigieEnergyRankLine *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK_LINE (self), NULL);
  return self->rank;
}

void
vigie_energy_rank_row_set_now (VigieEnergyRankLine *self, VigieTime now, gboolean live)
{
  g_return_if_fail (VIGIE_IS_ENERGY_RANK_LINE (self));

  self->now = now;
  if (self->live != live)
    {
      self->live = live;
      if (self->rank != NULL)
        update (self);
    }
  else if (self->rank != NULL)
    update_last (self);
}

GtkWidget *
vigie_energy_rank_row_get_why (VigieEnergyRankLine *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK_LINE (self), NULL);
  return self->cells[VIGIE_RANK_CELL_WHY];
}
