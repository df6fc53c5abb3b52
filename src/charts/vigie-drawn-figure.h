/* vigie-drawn-figure.h: what drawn figures share: texts, what is kept between frames, colours, pointer and keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart-text.h"
#include "vigie-figure.h"

G_BEGIN_DECLS

/* Where the parts of a drawing lie and what it is drawn with: vigie-chart-private.h. */
typedef struct _VigieChartFrame VigieChartFrame;

/* The hatch of a void, drawn once. */
typedef struct
{
  GdkTexture *tile; /* owned; in @color */
  GdkRGBA color;
} VigieChartHatch;

/* Where the plot was when last drawn, logical pixels. */
typedef struct
{
  double left, top, right, bottom;
  gboolean rtl;
} VigieDrawnPlot;

#define VIGIE_TYPE_DRAWN_FIGURE (vigie_drawn_figure_get_type ())
/* Abstract. A VigieFigure with a cursor. All but the cursor is kept as one node until numbers, size, colours, font or
 * direction are others: a cursor that moves costs what it draws. In accessibility an image whose description is the
 * summary; each step of the cursor by keys is announced. One node of CSS, `chart`: its colour tells light from dark,
 * its font's size all texts' size.
 *
 * Property "scheme" (VigieScheme, first AUTO). Signal "cursor-moved" (no argument). */
G_DECLARE_DERIVABLE_TYPE (VigieDrawnFigure, vigie_drawn_figure, VIGIE, DRAWN_FIGURE, GtkWidget)

struct _VigieDrawnFigureClass
{
  GtkWidgetClass parent_class;

  /* Fills in where things lie in a frame whose size, colours and texts are told; its time axis, if any, is freed by
   * who calls. FALSE where there is no room for anything. */
  gboolean (*lay_out) (VigieDrawnFigure *self, VigieChartFrame *frame);
  /* All but the cursor; the cursor, if there is one. */
  void (*draw_still) (VigieDrawnFigure *self, const VigieChartFrame *frame);
  void (*draw_cursor) (VigieDrawnFigure *self, const VigieChartFrame *frame);

  /* The cursor. What moves it ends in vigie_drawn_figure_cursor_moved(). */
  gboolean (*has_cursor) (VigieDrawnFigure *self);
  void (*clear_cursor) (VigieDrawnFigure *self);
  /* To where a pointer is, or away where that is nothing; not called before the first frame. */
  void (*point_at) (VigieDrawnFigure *self, const VigieDrawnPlot *plot, double x, double y);
  /* By a key: arrows (already the other way round from right to left: Right is forward), Home, End, Page_Up, Page_Down.
   * FALSE where it means nothing. */
  gboolean (*move_cursor) (VigieDrawnFigure *self, guint key);
  /* Enter, space or a click at the cursor; NULL: nothing happens then. */
  void (*activate) (VigieDrawnFigure *self);
  char *(*describe_cursor) (VigieDrawnFigure *self);
};

/* Its texts as the widget's style has them; owned by it until the style is another. */
VigieChartText *vigie_drawn_figure_get_text (VigieDrawnFigure *self);

/* Numbers, names or words are others: all is drawn and told anew. */
void vigie_drawn_figure_changed (VigieDrawnFigure *self);
/* The cursor is elsewhere. */
void vigie_drawn_figure_cursor_moved (VigieDrawnFigure *self);

void vigie_drawn_figure_set_scheme (VigieDrawnFigure *self, VigieScheme scheme);

G_END_DECLS
