/* vigie-flow-diagram-draw.c: bands, nodes and labels of flows, or the same as a list with bars.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-flow-diagram-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-small-draw.h"

#define NODE 5         /* width of a node beside text of its usual size */
#define BAR 7          /* width of the bar of consumption, likewise */
#define LABEL_GAP 8    /* between a node and its label */
#define GAP 10         /* between nodes */
#define LEAST_BANDS 90 /* width of all bands */
#define LIST_BAR 6
#define LIST_GAP 8

typedef struct
{
  VigieFlowDiagram *self;
  GtkSnapshot *snapshot;
  VigieChartText *text;
  const VigiePalette *palette;
  const VigieChartColors *colors;
  VigieScheme scheme;
  double width, height, line, scale;
  double node, bar; /* their widths */
  gboolean rtl, one_line;
} Drawing;

/* How large text is, 1 as usual. */
static double
get_size (double line)
{
  return MAX (line / 15, 1);
}

/* Nodes are as thick beside their words on a wall as they are on a desk. */
static void
set_line (Drawing *drawing, double line)
{
  drawing->line = line;
  drawing->node = round (NODE * get_size (line));
  drawing->bar = round (BAR * get_size (line));
}

/* ---- Colours ----------------------------------------------------------------------------------- */

static GdkRGBA
faint (const Drawing *drawing, GdkRGBA color)
{
  if (drawing->self->link_lost)
    color.alpha = 0.5f;
  return color;
}

/* The groups as the layers of the stack that stands below: the first is its top. */
static GdkRGBA
node_color (const Drawing *drawing, const VigieFlowNode *node)
{
  const VigieFlowLayout *layout = &drawing->self->layout;
  guint n = 0, at = 0;

  switch (node->part)
    {
    case VIGIE_FLOW_PART_SOLAR:
      return drawing->palette->strong;
    case VIGIE_FLOW_PART_EXPORT:
      return drawing->palette->normal;
    case VIGIE_FLOW_PART_GROUP:
      for (guint i = layout->n_sources; i < layout->n_nodes; i++)
        if (layout->nodes[i].part == VIGIE_FLOW_PART_GROUP
            && layout->nodes[i].kind == VIGIE_FLOW_NODE_PART)
          {
            if (&layout->nodes[i] == node)
              at = n;
            n++;
          }
      return drawing->colors->fills[MIN (n - MIN (at, n) - (n > 0), 2)];
    case VIGIE_FLOW_PART_SOURCE:
    case VIGIE_FLOW_PART_IMPORT:
    case VIGIE_FLOW_PART_DISCHARGE:
    case VIGIE_FLOW_PART_CHARGE:
    default:
      return drawing->colors->fills[0];
    }
}

static GdkRGBA
band_color (const Drawing *drawing, const VigieFlowNode *node)
{
  switch (node->part)
    {
    case VIGIE_FLOW_PART_SOLAR:
      return drawing->colors->fills[2];
    case VIGIE_FLOW_PART_SOURCE:
    case VIGIE_FLOW_PART_IMPORT:
    case VIGIE_FLOW_PART_DISCHARGE:
      return drawing->colors->fills[1];
    case VIGIE_FLOW_PART_EXPORT:
      return drawing->palette->norm;
    case VIGIE_FLOW_PART_GROUP:
    case VIGIE_FLOW_PART_CHARGE:
    default:
      return drawing->palette->band;
    }
}

/* The weakest of the stack's colours is told from the ground by an edge (WCAG 2.2, 1.4.11). */
static void
draw_box (const Drawing *drawing, const GdkRGBA *color, const graphene_rect_t *box)
{
  GdkRGBA fill = faint (drawing, *color), edge = faint (drawing, drawing->palette->normal);
  float wide = (float) round (get_size (drawing->line));
  GskRoundedRect outline;

  gtk_snapshot_append_color (drawing->snapshot, &fill, box);
  if (!gdk_rgba_equal (color, &drawing->colors->fills[2]))
    return;
  gsk_rounded_rect_init_from_rect (&outline, box, 0);
  gtk_snapshot_append_border (drawing->snapshot, &outline, (const float[]) {wide, wide, wide, wide},
                              (const GdkRGBA[]) {edge, edge, edge, edge});
}

static gboolean
is_dashed (const VigieFlowNode *node)
{
  return isnan (node->kw) || node->kind != VIGIE_FLOW_NODE_PART;
}

/* ---- Bands ------------------------------------------------------------------------------------- */

static double
mirror (const Drawing *drawing, double x)
{
  return drawing->rtl ? drawing->width - x : x;
}

/* A band from @y0 to @y1, @h0 and @h1 high there. */
static void
draw_band (const Drawing *drawing,
           double x0,
           double y0,
           double h0,
           double x1,
           double y1,
           double h1,
           GdkRGBA color,
           gboolean dashed)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  float a = (float) mirror (drawing, x0), b = (float) mirror (drawing, x1), m = (a + b) / 2;

  gsk_path_builder_move_to (builder, a, (float) y0);
  gsk_path_builder_cubic_to (builder, m, (float) y0, m, (float) y1, b, (float) y1);
  gsk_path_builder_line_to (builder, b, (float) (y1 + h1));
  gsk_path_builder_cubic_to (builder, m, (float) (y1 + h1), m, (float) (y0 + h0), a,
                             (float) (y0 + h0));
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (builder);
  color = faint (drawing, color);
  if (dashed)
    {
      g_autoptr (GskStroke) stroke = gsk_stroke_new (1);

      gsk_stroke_set_dash (stroke, (const float[]) {4, 3}, 2);
      gtk_snapshot_append_stroke (drawing->snapshot, path, stroke, &drawing->palette->normal);
    }
  else
    gtk_snapshot_append_fill (drawing->snapshot, path, GSK_FILL_RULE_WINDING, &color);
}

static void
draw_node (const Drawing *drawing, const VigieFlowNode *node, double x)
{
  GdkRGBA color = node_color (drawing, node);
  double left = drawing->rtl ? drawing->width - x - drawing->node : x;
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) left, (float) node->y, (float) drawing->node,
                                            (float) node->height);

  if (is_dashed (node))
    {
      graphene_rect_inset (&box, -2, 0);
      vigie_small_draw_void (drawing->snapshot, &box, 2, &drawing->palette->normal,
                             &drawing->palette->hatch);
    }
  else
    draw_box (drawing, &color, &box);
}

/* ---- Labels ------------------------------------------------------------------------------------ */

static double
label_width (const Drawing *drawing, const VigieFlowNode *node)
{
  g_autofree char *power = vigie_flow_diagram_power_words (node->kw);
  const char *name = vigie_flow_diagram_node_name (drawing->self, node);
  double first, second;

  vigie_chart_text_measure (drawing->text, VIGIE_CHART_TEXT_AXIS, name, &first, NULL);
  vigie_chart_text_measure (drawing->text, VIGIE_CHART_TEXT_STRONG, power, &second, NULL);
  return drawing->one_line ? first + 6 + second : MAX (first, second);
}

static void
draw_label (const Drawing *drawing, const VigieFlowNode *node, double x)
{
  g_autofree char *power = vigie_flow_diagram_power_words (node->kw);
  const char *name = vigie_flow_diagram_node_name (drawing->self, node);
  gboolean to_right = node->is_source != drawing->rtl; /* the text ends at @x */
  double middle = node->slot_y + node->slot / 2, at = mirror (drawing, x), width;

  if (!drawing->one_line)
    {
      vigie_chart_text_draw (drawing->text, drawing->snapshot, VIGIE_CHART_TEXT_AXIS, name, at,
                             middle - drawing->line, to_right ? 1 : 0, &drawing->palette->dim);
      vigie_chart_text_draw (drawing->text, drawing->snapshot, VIGIE_CHART_TEXT_STRONG, power, at,
                             middle, to_right ? 1 : 0, &drawing->palette->strong);
      return;
    }
  /* The power nearest to the node. */
  vigie_chart_text_measure (drawing->text, VIGIE_CHART_TEXT_STRONG, power, &width, NULL);
  vigie_chart_text_draw (drawing->text, drawing->snapshot, VIGIE_CHART_TEXT_STRONG, power, at,
                         middle - drawing->line / 2, to_right ? 1 : 0, &drawing->palette->strong);
  vigie_chart_text_draw (drawing->text, drawing->snapshot, VIGIE_CHART_TEXT_AXIS, name,
                         at + (to_right ? -width - 6 : width + 6), middle - drawing->line / 2,
                         to_right ? 1 : 0, &drawing->palette->dim);
}

/* ---- Diagram ----------------------------------------------------------------------------------- */

static char *
consumption_words (VigieFlowDiagram *self)
{
  g_autofree char *power = vigie_flow_diagram_power_words (self->layout.consumption);

  /* Translators: %s is a power: « Consommation 2 216 kW » */
  return g_strdup_printf (C_ ("flow", "Consumption %s"), power);
}

/* Where the columns are; FALSE where there is no room for bands. */
static gboolean
columns_of (const Drawing *drawing, double *first, double *bar, double *last)
{
  const VigieFlowLayout *layout = &drawing->self->layout;
  double left = 0, right = 0;

  for (guint i = 0; i < layout->n_nodes; i++)
    if (layout->nodes[i].is_source)
      left = MAX (left, label_width (drawing, &layout->nodes[i]));
    else
      right = MAX (right, label_width (drawing, &layout->nodes[i]));
  *first = ceil (left) + LABEL_GAP;
  *last = floor (drawing->width - right - LABEL_GAP - drawing->node);
  /* The way to the uses is longer: they are more. */
  *bar = round (*first + (*last - *first) * 0.44);
  return *last - *first >= LEAST_BANDS * get_size (drawing->line);
}

static void
draw_diagram (const Drawing *drawing, double first, double bar, double last)
{
  VigieFlowLayout *layout = &drawing->self->layout;
  g_autofree char *words = consumption_words (drawing->self);
  GdkRGBA ink = faint (drawing, drawing->palette->ink),
          charge = faint (drawing, drawing->palette->norm);
  double text_width, x;
  graphene_rect_t box;

  for (guint i = 0; i < layout->n_nodes; i++)
    {
      const VigieFlowNode *node = &layout->nodes[i];
      gboolean past = node->part == VIGIE_FLOW_PART_EXPORT;
      double from = 0, height = node->bar_height;

      /* What is not known comes or goes at a place of its own that is as high as its node. */
      if (isnan (node->kw) && !past)
        {
          double thin = MIN (node->height, layout->bar_height) / 2;
          double y = layout->bar_y + layout->bar_height - thin;

          if (node->is_source)
            draw_band (drawing, first + drawing->node, node->y, node->height, bar, y, thin,
                       drawing->palette->normal, TRUE);
          else
            draw_band (drawing, bar + drawing->bar, y, thin, last, node->y, node->height,
                       drawing->palette->normal, TRUE);
          continue;
        }
      if (past || height <= 0)
        continue;
      /* The part of a source that is exported leaves at its top. */
      from = node->height;
      for (guint k = 0; k < layout->n_bypasses; k++)
        if (node->is_source && layout->bypasses[k].source == i)
          from -= layout->bypasses[k].height;
      if (node->is_source)
        draw_band (drawing, first + drawing->node, node->y + node->height - from, from, bar,
                   node->bar_y, height, band_color (drawing, node), is_dashed (node));
      else
        draw_band (drawing, bar + drawing->bar, node->bar_y, height, last, node->y, node->height,
                   band_color (drawing, node), is_dashed (node));
    }
  for (guint k = 0; k < layout->n_bypasses; k++)
    {
      const VigieFlowBypass *bypass = &layout->bypasses[k];
      const VigieFlowNode *use = &layout->nodes[bypass->use];
      double thick = MAX (bypass->height, 1.5);

      draw_band (drawing, first + drawing->node, bypass->source_y, thick, last, bypass->use_y,
                 thick, band_color (drawing, use), is_dashed (use));
    }
  for (guint i = 0; i < layout->n_nodes; i++)
    {
      draw_node (drawing, &layout->nodes[i], layout->nodes[i].is_source ? first : last);
      draw_label (drawing, &layout->nodes[i],
                  layout->nodes[i].is_source ? first - LABEL_GAP
                                             : last + drawing->node + LABEL_GAP);
    }

  x = drawing->rtl ? drawing->width - bar - drawing->bar : bar;
  box = GRAPHENE_RECT_INIT ((float) x, (float) layout->bar_y, (float) drawing->bar,
                            (float) layout->bar_height);
  if (isnan (layout->consumption))
    vigie_small_draw_void (drawing->snapshot, &box, 2, &drawing->palette->strong,
                           &drawing->palette->hatch);
  else
    {
      gtk_snapshot_append_color (drawing->snapshot, &ink, &box);
      box.origin.y += box.size.height - (float) layout->charge_height;
      box.size.height = (float) layout->charge_height;
      if (layout->charge_height > 0)
        gtk_snapshot_append_color (drawing->snapshot, &charge, &box);
    }
  vigie_chart_text_measure (drawing->text, VIGIE_CHART_TEXT_STRONG, words, &text_width, NULL);
  vigie_chart_text_draw (
      drawing->text, drawing->snapshot, VIGIE_CHART_TEXT_STRONG, words,
      CLAMP (x + drawing->bar / 2, text_width / 2, drawing->width - text_width / 2),
      drawing->height - drawing->line, 0.5, &drawing->palette->strong);
}

/* ---- List -------------------------------------------------------------------------------------- */

static double
draw_row (const Drawing *drawing,
          const char *name,
          double kw,
          double most,
          double y,
          const GdkRGBA *color,
          gboolean strong,
          gboolean dashed)
{
  g_autofree char *power = vigie_flow_diagram_power_words (kw);
  VigieChartTextStyle style = strong ? VIGIE_CHART_TEXT_STRONG : VIGIE_CHART_TEXT_AXIS;
  double long_ = isfinite (kw) && most > 0 ? MAX (kw / most * drawing->width, 2) : drawing->width;
  double bar_y = y + drawing->line + 2, power_width;
  graphene_rect_t bar = GRAPHENE_RECT_INIT ((float) (drawing->rtl ? drawing->width - long_ : 0),
                                            (float) bar_y, (float) long_, LIST_BAR);

  vigie_chart_text_measure (drawing->text, VIGIE_CHART_TEXT_STRONG, power, &power_width, NULL);
  /* An empty clip would lose the text (GTK 4.18). */
  if (drawing->width - power_width - 8 >= 1)
    {
      gtk_snapshot_push_clip (drawing->snapshot,
                              &GRAPHENE_RECT_INIT ((float) (drawing->rtl ? power_width + 8 : 0),
                                                   (float) y,
                                                   (float) (drawing->width - power_width - 8),
                                                   (float) drawing->line + 2));
      vigie_chart_text_draw (drawing->text, drawing->snapshot, style, name,
                             drawing->rtl ? drawing->width : 0, y, drawing->rtl ? 1 : 0,
                             &drawing->palette->fg);
      gtk_snapshot_pop (drawing->snapshot);
    }
  vigie_chart_text_draw (drawing->text, drawing->snapshot, VIGIE_CHART_TEXT_STRONG, power,
                         drawing->rtl ? 0 : drawing->width, y, drawing->rtl ? 0 : 1,
                         &drawing->palette->strong);
  gtk_snapshot_append_color (
      drawing->snapshot, &drawing->palette->track,
      &GRAPHENE_RECT_INIT (0, (float) bar_y, (float) drawing->width, LIST_BAR));
  if (dashed || !isfinite (kw))
    {
      gtk_snapshot_append_color (drawing->snapshot, &drawing->palette->card, &bar);
      vigie_small_draw_void (drawing->snapshot, &bar, 2, &drawing->palette->normal,
                             &drawing->palette->hatch);
    }
  else
    draw_box (drawing, color, &bar);
  return drawing->line + 2 + LIST_BAR + LIST_GAP;
}

static double
draw_heading (const Drawing *drawing, const char *words, double y)
{
  vigie_chart_text_draw (drawing->text, drawing->snapshot, VIGIE_CHART_TEXT_AXIS, words,
                         drawing->rtl ? drawing->width : 0, y, drawing->rtl ? 1 : 0,
                         &drawing->palette->dim);
  return drawing->line + 4;
}

static void
draw_list (const Drawing *drawing)
{
  const VigieFlowLayout *layout = &drawing->self->layout;
  double most = isnan (layout->consumption) ? 0 : layout->consumption, y = 0;

  for (guint i = 0; i < layout->n_nodes; i++)
    if (!isnan (layout->nodes[i].kw))
      most = MAX (most, layout->nodes[i].kw);
  if (layout->n_sources > 0)
    y += draw_heading (drawing, C_ ("flow", "Sources"), y);
  for (guint i = 0; i <= layout->n_nodes; i++)
    {
      if (i == layout->n_sources)
        {
          y += draw_row (drawing, _ ("Consumption"), layout->consumption, most, y,
                         &drawing->palette->ink, TRUE, FALSE);
          if (layout->n_nodes > layout->n_sources)
            y += draw_heading (drawing, C_ ("flow", "Uses"), y);
        }
      if (i < layout->n_nodes)
        {
          GdkRGBA color = node_color (drawing, &layout->nodes[i]);

          y += draw_row (drawing, vigie_flow_diagram_node_name (drawing->self, &layout->nodes[i]),
                         layout->nodes[i].kw, most, y, &color, FALSE,
                         is_dashed (&layout->nodes[i]));
        }
    }
}

/* ---- All --------------------------------------------------------------------------------------- */

static double
list_height (VigieFlowDiagram *self, double line)
{
  return (self->layout.n_nodes + 1) * (line + 2 + LIST_BAR + LIST_GAP)
         + ((self->layout.n_sources > 0) + (self->layout.n_nodes > self->layout.n_sources))
               * (line + 4);
}

int
vigie_flow_diagram_least_height (VigieFlowDiagram *self, int width)
{
  double line = vigie_chart_text_get_height (self->text);
  guint most = MAX (self->layout.n_sources, self->layout.n_nodes - self->layout.n_sources);
  Drawing drawing = {.self = self, .text = self->text, .width = width};
  double first, bar, last;

  set_line (&drawing, line);
  if (self->n_parts == 0)
    return (int) ceil (4 * line);
  if (width >= 0 && (width < VIGIE_FLOW_NARROW || !columns_of (&drawing, &first, &bar, &last)))
    return (int) ceil (list_height (self, line));
  return (int) ceil (most * 2 * line + (most > 0 ? most - 1 : 0) * GAP + line + 8);
}

void
vigie_flow_diagram_draw (VigieFlowDiagram *self,
                         GtkSnapshot *snapshot,
                         double width,
                         double height,
                         double scale,
                         VigieScheme scheme,
                         gboolean vector)
{
  Drawing drawing = {
      .self = self,
      .snapshot = snapshot,
      .text = vector ? vigie_chart_text_new (NULL) : self->text,
      .palette = vigie_palette_get (scheme),
      .colors = vigie_chart_colors_get (scheme),
      .scheme = scheme,
      .width = width,
      .height = height,
      .scale = scale,
      .rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL,
  };
  double first, bar, last, room;

  set_line (&drawing, vigie_chart_text_get_height (drawing.text));
  room = height - drawing.line - 8;
  if (self->n_parts == 0)
    vigie_chart_text_draw (drawing.text, snapshot, VIGIE_CHART_TEXT_AXIS, _ ("not loaded yet"),
                           width / 2, (height - drawing.line) / 2, 0.5, &drawing.palette->dim);
  else if (width < VIGIE_FLOW_NARROW)
    draw_list (&drawing);
  else if (columns_of (&drawing, &first, &bar, &last)
           && vigie_flow_layout_place (&self->layout, room, 2 * drawing.line, GAP))
    draw_diagram (&drawing, first, bar, last);
  else
    {
      /* Less room: name and power on one line. */
      drawing.one_line = TRUE;
      if (columns_of (&drawing, &first, &bar, &last)
          && vigie_flow_layout_place (&self->layout, room, drawing.line, GAP / 2.))
        draw_diagram (&drawing, first, bar, last);
      else
        draw_list (&drawing);
    }
  if (vector)
    vigie_chart_text_free (drawing.text);
}
