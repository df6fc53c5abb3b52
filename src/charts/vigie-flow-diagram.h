/* vigie-flow-diagram.h: where the power of now comes from and where it goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-figure.h"

G_BEGIN_DECLS

#define VIGIE_FLOW_MAX_PARTS 16

typedef enum
{
  VIGIE_FLOW_PART_SOLAR,  /* sources, at the left in this order */
  VIGIE_FLOW_PART_SOURCE, /* another one */
  VIGIE_FLOW_PART_IMPORT,
  VIGIE_FLOW_PART_DISCHARGE,
  VIGIE_FLOW_PART_EXPORT, /* uses, at the right in this order */
  VIGIE_FLOW_PART_GROUP,  /* what consumes */
  VIGIE_FLOW_PART_CHARGE,
} VigieFlowPartKind;

typedef struct
{
  VigieFlowPartKind kind;
  const char *name; /* plain text: « Solaire », « Bâtiments » */
  double kw;        /* ≥ 0; NAN: not known */
  const char *note; /* why it is not known, in a few words, or NULL */
} VigieFlowPart;

#define VIGIE_TYPE_FLOW_DIAGRAM (vigie_flow_diagram_get_type ())
/* A VigieFigure: bands as thick as their kW from sources over the bar of consumption to uses, exports apart on top.
 * What is not known is dashed and « n. d. »; what is 0 is not drawn, but told. Where meters leave a difference it is a
 * dashed part of its own, never shared out. Narrower than 400 px: a list with bars. Nothing moves. In accessibility an
 * image whose description has all figures. Property "scheme" (VigieScheme). */
G_DECLARE_FINAL_TYPE (VigieFlowDiagram, vigie_flow_diagram, VIGIE, FLOW_DIAGRAM, GtkWidget)

GtkWidget *vigie_flow_diagram_new (void);

/* @parts: at most VIGIE_FLOW_MAX_PARTS, in any order (within a kind they keep theirs); copied. @consumption_kw is the
 * total consumption as the figures tell it; NAN: not known. */
void vigie_flow_diagram_set_parts (VigieFlowDiagram *self,
                                   const VigieFlowPart *parts,
                                   guint n_parts,
                                   double consumption_kw);
void vigie_flow_diagram_set_scheme (VigieFlowDiagram *self, VigieScheme scheme);
/* What is shown is the last known state: dim bands. */
void vigie_flow_diagram_set_link_lost (VigieFlowDiagram *self, gboolean link_lost);

/* « 1 284 kW », « n. d. »: a power as the diagram writes it, for the words around it. New. All with the same rounding:
 * whole kW from 10 on, so that they add up. */
char *vigie_flow_diagram_power_words (double kw);

G_END_DECLS
