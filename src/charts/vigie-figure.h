/* vigie-figure.h: what every drawn figure can do beside being on screen: be drawn elsewhere, be told, be counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-figure-table.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FIGURE (vigie_figure_get_type ())
/* A widget that draws numbers: VigieStackChart, VigieHeatMap, VigieDayChart, VigieFlowDiagram. All its functions may be called before
 * it has a window. Signal "changed" (no argument): its numbers, names or words are others; not at each move of a
 * cursor. */
G_DECLARE_INTERFACE (VigieFigure, vigie_figure, VIGIE, FIGURE, GtkWidget)

struct _VigieFigureInterface
{
  GTypeInterface parent_iface;

  /* As the functions below; draw and summarize and make_table are needed. */
  void (*draw) (VigieFigure *self,
                GtkSnapshot *snapshot,
                double width,
                double height,
                VigieScheme scheme);
  char *(*summarize) (VigieFigure *self);
  VigieFigureTable *(*make_table) (VigieFigure *self);
  guint (*get_n_signs) (VigieFigure *self);
  const char *(*get_sign_name) (VigieFigure *self, guint index);
  double (*get_sign_width) (VigieFigure *self, guint index); /* NULL: 16 */
  void (*snapshot_sign) (VigieFigure *self,
                         guint index,
                         GtkSnapshot *snapshot,
                         double width,
                         double height,
                         VigieScheme scheme);
};

/* Draws it without cursor into @width × @height logical pixels at the origin, in Vigie's own font at 14 px, whatever
 * the window is like; a background only where @scheme is not AUTO (AUTO: colours of light). Main thread. */
void vigie_figure_draw (VigieFigure *self,
                        GtkSnapshot *snapshot,
                        double width,
                        double height,
                        VigieScheme scheme);
/* The same; stays vector on vector targets (SVG, PDF, paper). */
void vigie_figure_draw_cairo (VigieFigure *self,
                              cairo_t *cr,
                              double width,
                              double height,
                              VigieScheme scheme);

/* What it shows, in sentences: extremes, totals, what is missing. "" where it has nothing. Free with g_free(). */
char *vigie_figure_summarize (VigieFigure *self);

/* Its numbers as rows and columns. Full reference. */
VigieFigureTable *vigie_figure_make_table (VigieFigure *self);

/* Its legend, in reading order: name (owned by the figure) and sign, drawn into @width × @height at the origin. */
guint vigie_figure_get_n_signs (VigieFigure *self);
const char *vigie_figure_get_sign_name (VigieFigure *self, guint index);
/* How wide the sign is meant to be, logical pixels: 16, or more for a scale of colours. */
double vigie_figure_get_sign_width (VigieFigure *self, guint index);
void vigie_figure_snapshot_sign (VigieFigure *self,
                                 guint index,
                                 GtkSnapshot *snapshot,
                                 double width,
                                 double height,
                                 VigieScheme scheme);

/* For figures: says "changed", draws anew, and gives the summary to who cannot see it (accessible description). */
void vigie_figure_emit_changed (VigieFigure *self);

G_END_DECLS
