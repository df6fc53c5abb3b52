/* vigie-flow-layout.h: where the parts and bands of a diagram of flows lie. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-flow-diagram.h"

G_BEGIN_DECLS

/* Parts that the caller gave, and at most two that the layout adds. */
#define VIGIE_FLOW_MAX_NODES (VIGIE_FLOW_MAX_PARTS + 2)

typedef enum
{
  VIGIE_FLOW_NODE_PART,        /* one that was given */
  VIGIE_FLOW_NODE_NOT_METERED, /* what sources lack for what is used */
  VIGIE_FLOW_NODE_OTHER,       /* consumption that no group has */
  VIGIE_FLOW_NODE_EXCESS,      /* what sources have beyond all uses */
} VigieFlowNodeKind;

typedef struct
{
  VigieFlowNodeKind kind;
  VigieFlowPartKind part; /* what it is drawn like */
  int index;              /* of the part given; -1 for one that was added */
  double kw;              /* NAN: not known */
  gboolean is_source;

  double y, height;         /* of the node */
  double slot_y, slot;      /* of its label, around the node */
  double bar_y, bar_height; /* where its band touches the bar; height 0: no band to the bar */
} VigieFlowNode;

/* What goes past the bar: exports and the excess, from a source. */
typedef struct
{
  guint source, use; /* nodes */
  double source_y, use_y, height;
} VigieFlowBypass;

typedef struct
{
  VigieFlowNode nodes
      [VIGIE_FLOW_MAX_NODES]; /* sources, then uses, each from the top down; those of 0 left out */
  guint n_nodes, n_sources;
  VigieFlowBypass bypasses[2 * VIGIE_FLOW_MAX_NODES];
  guint n_bypasses;
  double consumption;       /* kW; NAN: not known */
  double difference;        /* kW by which the groups exceed the consumption; 0 if they do not */
  double bar_y, bar_height; /* of consumption and charge; where nothing is known a dashed one */
  double charge_height;     /* of it, the lower end that goes to charge */
  double scale;             /* px a kW */
} VigieFlowLayout;

/* What the parts mean, without places: order, what is added, the consumption. */
void vigie_flow_layout_solve (VigieFlowLayout *self,
                              const VigieFlowPart *parts,
                              guint n_parts,
                              double consumption_kw);

/* Places in @height px, each label having @label px of its own, nodes at least @gap apart. FALSE where labels do not
 * fit. */
gboolean vigie_flow_layout_place (VigieFlowLayout *self, double height, double label, double gap);

G_END_DECLS
