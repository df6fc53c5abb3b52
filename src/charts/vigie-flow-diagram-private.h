/* vigie-flow-diagram-private.h: what the files of the diagram of flows share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "vigie-chart-private.h"
#include "vigie-flow-layout.h"

G_BEGIN_DECLS

/* Narrower it is a list. */
#define VIGIE_FLOW_NARROW 400

struct _VigieFlowDiagram
{
  GtkWidget parent_instance;

  VigieFlowPart parts[VIGIE_FLOW_MAX_PARTS]; /* texts owned */
  guint n_parts;
  double consumption;     /* as given */
  VigieFlowLayout layout; /* of the parts; placed when drawn */
  gboolean link_lost;
  VigieScheme scheme;
  VigieChartText *text; /* owned; NULL until measured or drawn */
};

/* Draws into @width × @height at the origin; not @vector: in the widget's font, which has been made. */
void vigie_flow_diagram_draw (VigieFlowDiagram *self,
                              GtkSnapshot *snapshot,
                              double width,
                              double height,
                              double scale,
                              VigieScheme scheme,
                              gboolean vector);

/* The least height in which all is told, at that width (-1: any). */
int vigie_flow_diagram_least_height (VigieFlowDiagram *self, int width);

/* « Solaire », « Autres usages ». */
const char *vigie_flow_diagram_node_name (VigieFlowDiagram *self, const VigieFlowNode *node);
char *vigie_flow_diagram_summarize (VigieFlowDiagram *self);
VigieFigureTable *vigie_flow_diagram_make_table (VigieFlowDiagram *self);

G_END_DECLS
