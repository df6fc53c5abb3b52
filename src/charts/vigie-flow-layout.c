/* vigie-flow-layout.c: where the parts and bands of a diagram of flows lie.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-flow-layout.h"

#include <math.h>

/* A difference up to this share, or this many kW, is what meters that are not read at the same instant leave. */
#define SHARE 0.01
#define LEAST_KW 0.5

/* Room between the bar and what goes past it (px). */
#define CLEAR 4

/* Height of what is not known (px). */
#define UNKNOWN 22

static gboolean
is_source (VigieFlowPartKind kind)
{
  return kind < VIGIE_FLOW_PART_EXPORT;
}

static void
add_node (VigieFlowLayout *self,
          VigieFlowNodeKind kind,
          VigieFlowPartKind part,
          int index,
          double kw)
{
  self->nodes[self->n_nodes++] = (VigieFlowNode) {
      .kind = kind, .part = part, .index = index, .kw = kw, .is_source = is_source (part)};
}

/* Of the parts of @from ≤ kind ≤ @to the sum; @all: whether there are some, all known. */
static double
sum_of (const VigieFlowPart *parts,
        guint n,
        VigieFlowPartKind from,
        VigieFlowPartKind to,
        gboolean *known,
        gboolean *any)
{
  double sum = 0;

  *known = TRUE;
  *any = FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (parts[i].kind < from || parts[i].kind > to)
        continue;
      *any = TRUE;
      if (isfinite (parts[i].kw))
        sum += MAX (parts[i].kw, 0);
      else
        *known = FALSE;
    }
  return sum;
}

void
vigie_flow_layout_solve (VigieFlowLayout *self,
                         const VigieFlowPart *parts,
                         guint n_parts,
                         double consumption_kw)
{
  gboolean sources_known, exports_known, groups_known, charge_known, any_source, any_group, any;
  double sources = sum_of (parts, n_parts, VIGIE_FLOW_PART_SOLAR, VIGIE_FLOW_PART_DISCHARGE,
                           &sources_known, &any_source);
  double exports = sum_of (parts, n_parts, VIGIE_FLOW_PART_EXPORT, VIGIE_FLOW_PART_EXPORT,
                           &exports_known, &any);
  double groups = sum_of (parts, n_parts, VIGIE_FLOW_PART_GROUP, VIGIE_FLOW_PART_GROUP,
                          &groups_known, &any_group);
  double charge = sum_of (parts, n_parts, VIGIE_FLOW_PART_CHARGE, VIGIE_FLOW_PART_CHARGE,
                          &charge_known, &any);
  double needed, tolerance, lacking = 0, excess = 0, other = 0;
  gboolean is_whole = any_source && sources_known && exports_known && charge_known;

  *self = (VigieFlowLayout) {.consumption = consumption_kw};
  if (!isfinite (self->consumption))
    {
      self->consumption = NAN;
      if (is_whole && sources - exports - charge >= 0)
        self->consumption = sources - exports - charge;
      else if (any_group && groups_known)
        self->consumption = groups;
    }
  needed = self->consumption + exports + charge;
  tolerance = MAX (SHARE * MAX (sources, isnan (needed) ? 0 : needed), LEAST_KW);
  if (is_whole && !isnan (needed))
    {
      lacking = needed - sources > tolerance ? needed - sources : 0;
      excess = sources - needed > tolerance ? sources - needed : 0;
    }
  if (any_group && groups_known && !isnan (self->consumption))
    {
      other = self->consumption - groups > tolerance ? self->consumption - groups : 0;
      self->difference = groups - self->consumption > tolerance ? groups - self->consumption : 0;
    }

  for (VigieFlowPartKind kind = VIGIE_FLOW_PART_SOLAR; kind <= VIGIE_FLOW_PART_CHARGE; kind++)
    {
      for (guint i = 0; i < MIN (n_parts, VIGIE_FLOW_MAX_PARTS); i++)
        if (parts[i].kind == kind && !(parts[i].kw <= 0))
          add_node (self, VIGIE_FLOW_NODE_PART, kind, (int) i,
                    isfinite (parts[i].kw) ? parts[i].kw : NAN);
      if (kind == VIGIE_FLOW_PART_DISCHARGE)
        {
          if (lacking > 0)
            add_node (self, VIGIE_FLOW_NODE_NOT_METERED, VIGIE_FLOW_PART_SOURCE, -1, lacking);
          self->n_sources = self->n_nodes;
        }
      if (kind == VIGIE_FLOW_PART_EXPORT && excess > 0)
        add_node (self, VIGIE_FLOW_NODE_EXCESS, VIGIE_FLOW_PART_EXPORT, -1, excess);
      if (kind == VIGIE_FLOW_PART_GROUP && other > 0)
        add_node (self, VIGIE_FLOW_NODE_OTHER, VIGIE_FLOW_PART_GROUP, -1, other);
    }
}

/* ---- Places ------------------------------------------------------------------------------------ */

static double
node_height (const VigieFlowNode *node, double scale)
{
  return isnan (node->kw) ? UNKNOWN : MAX (node->kw * scale, 1.5);
}

static gboolean
goes_past (const VigieFlowNode *node)
{
  return node->part == VIGIE_FLOW_PART_EXPORT;
}

/* The height of the nodes begin ≤ i < end with their labels. */
static double
column_height (const VigieFlowLayout *self,
               guint begin,
               guint end,
               double scale,
               double label,
               double gap)
{
  double height = 0;

  for (guint i = begin; i < end; i++)
    height += MAX (node_height (&self->nodes[i], scale), label) + (i > begin ? gap : 0);
  return height;
}

static void
place_column (VigieFlowLayout *self,
              guint begin,
              guint end,
              double height,
              double label,
              double gap)
{
  double y = (height - column_height (self, begin, end, self->scale, label, gap)) / 2;

  for (guint i = begin; i < end; i++)
    {
      VigieFlowNode *node = &self->nodes[i];

      node->height = node_height (node, self->scale);
      node->slot = MAX (node->height, label);
      node->slot_y = y;
      node->y = y + (node->slot - node->height) / 2;
      y += node->slot + gap;
    }
}

/* Takes what is exported from the sources, from the top down; what is left of each goes to the bar. */
static void
share_out (VigieFlowLayout *self, double *left)
{
  for (guint i = 0; i < self->n_sources; i++)
    left[i] = isnan (self->nodes[i].kw) ? 0 : self->nodes[i].kw;
  for (guint u = self->n_sources; u < self->n_nodes; u++)
    {
      double wanted = self->nodes[u].kw, at = 0;

      if (!goes_past (&self->nodes[u]) || isnan (wanted))
        continue;
      for (guint i = 0; i < self->n_sources && wanted > 0; i++)
        {
          double part = MIN (wanted, left[i]);
          VigieFlowBypass *bypass = &self->bypasses[self->n_bypasses];

          if (part <= 0 || self->n_bypasses == G_N_ELEMENTS (self->bypasses))
            continue;
          bypass->source = i;
          bypass->use = u;
          bypass->height = part * self->scale;
          bypass->source_y = self->nodes[i].y + (self->nodes[i].kw - left[i]) * self->scale;
          bypass->use_y = self->nodes[u].y + at;
          at += bypass->height;
          left[i] -= part;
          wanted -= part;
          self->n_bypasses++;
        }
    }
}

gboolean
vigie_flow_layout_place (VigieFlowLayout *self, double height, double label, double gap)
{
  double low = 0, high = 1e6, in = 0, out = 0, y, squeeze, left[VIGIE_FLOW_MAX_NODES];
  double charge = 0, bar = 0, past = 0, clear = 0;

  self->n_bypasses = 0;
  if (column_height (self, 0, self->n_sources, 0, label, gap) > height
      || column_height (self, self->n_sources, self->n_nodes, 0, label, gap) > height)
    return FALSE;
  for (guint i = self->n_sources; i < self->n_nodes; i++)
    if (self->nodes[i].part == VIGIE_FLOW_PART_CHARGE && !isnan (self->nodes[i].kw))
      charge += self->nodes[i].kw;
  bar = self->consumption;
  if (isnan (bar))
    {
      /* At least what is known of it. */
      for (guint i = 0; i < self->n_nodes; i++)
        {
          double kw = isnan (self->nodes[i].kw) ? 0 : self->nodes[i].kw;

          if (self->nodes[i].is_source)
            in += kw;
          else if (goes_past (&self->nodes[i]))
            in -= kw;
          else if (self->nodes[i].part != VIGIE_FLOW_PART_CHARGE)
            out += kw;
        }
      bar = MAX (MAX (in - charge, out), 0);
      in = out = 0;
    }
  bar += charge;
  for (guint i = self->n_sources; i < self->n_nodes; i++)
    if (goes_past (&self->nodes[i]) && !isnan (self->nodes[i].kw))
      past += self->nodes[i].kw;
  /* The largest scale with which both columns and the bar fit. */
  for (guint i = 0; i < 60; i++)
    {
      double middle = (low + high) / 2;

      if (column_height (self, 0, self->n_sources, middle, label, gap) <= height
          && column_height (self, self->n_sources, self->n_nodes, middle, label, gap) <= height
          && bar * middle + (past > 0 ? past * middle + CLEAR : 0) <= height)
        low = middle;
      else
        high = middle;
    }
  self->scale = low;
  place_column (self, 0, self->n_sources, height, label, gap);
  place_column (self, self->n_sources, self->n_nodes, height, label, gap);
  share_out (self, left);

  /* The bar stands where what comes in does, on average. */
  self->bar_height = bar > 0 ? MAX (bar * self->scale, 1.5) : UNKNOWN;
  self->charge_height = charge * self->scale;
  y = 0;
  for (guint i = 0; i < self->n_nodes; i++)
    y += (self->nodes[i].y + self->nodes[i].height / 2) / self->n_nodes;
  /* Below what goes past it. */
  for (guint i = 0; i < self->n_bypasses; i++)
    clear = MAX (clear, MAX (self->bypasses[i].source_y, self->bypasses[i].use_y)
                            + self->bypasses[i].height + CLEAR);
  self->bar_y = MAX (y - self->bar_height / 2, clear);
  self->bar_y = CLAMP (self->bar_y, 0, MAX (height - self->bar_height, 0));

  for (guint i = 0; i < self->n_sources; i++)
    in += left[i];
  for (guint i = self->n_sources; i < self->n_nodes; i++)
    if (!goes_past (&self->nodes[i]) && !isnan (self->nodes[i].kw))
      out += self->nodes[i].kw;
  /* Where meters disagree the ends at the bar are made to fit it; the nodes keep their size. */
  squeeze = in * self->scale > self->bar_height ? self->bar_height / (in * self->scale) : 1;
  y = self->bar_y;
  for (guint i = 0; i < self->n_sources; i++)
    {
      self->nodes[i].bar_y = y;
      self->nodes[i].bar_height = left[i] * self->scale * squeeze;
      y += self->nodes[i].bar_height;
    }
  squeeze = out * self->scale > self->bar_height ? self->bar_height / (out * self->scale) : 1;
  y = self->bar_y;
  for (guint i = self->n_sources; i < self->n_nodes; i++)
    {
      VigieFlowNode *node = &self->nodes[i];

      node->bar_y = y;
      node->bar_height
          = goes_past (node) || isnan (node->kw) ? 0 : node->kw * self->scale * squeeze;
      y += node->bar_height;
    }
  return TRUE;
}
