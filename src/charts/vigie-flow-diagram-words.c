/* vigie-flow-diagram-words.c: flows in words and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-flow-diagram-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

const char *
vigie_flow_diagram_node_name (VigieFlowDiagram *self, const VigieFlowNode *node)
{
  switch (node->kind)
    {
    case VIGIE_FLOW_NODE_NOT_METERED:
      /* Translators: power that is used and that no meter of a source has */
      return _ ("Unmetered source");
    case VIGIE_FLOW_NODE_OTHER:
      /* Translators: consumption that belongs to none of the groups shown */
      return _ ("Other uses");
    case VIGIE_FLOW_NODE_EXCESS:
      /* Translators: power that meters of sources have and that no meter of uses has */
      return _ ("Unmetered use");
    case VIGIE_FLOW_NODE_PART:
    default:
      return self->parts[node->index].name;
    }
}

char *
vigie_flow_diagram_power_words (double kw)
{
  if (!isfinite (kw))
    return g_strdup (C_ ("value", "n/a"));
  /* Beside each other they are compared and added: one unit for all of usual sizes. */
  if (fabs (kw) >= 1e5)
    return vigie_words_value (kw, "kW");
  return vigie_words_figure (kw, fabs (kw) < 9.95 ? 1 : 0, "kW");
}

/* « Solaire 1 284 kW, Soutirage réseau n. d. (compteur muet) » */
static char *
list_of (VigieFlowDiagram *self, gboolean sources)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->layout.n_nodes; i++)
    {
      const VigieFlowNode *node = &self->layout.nodes[i];
      const char *note = node->index >= 0 ? self->parts[node->index].note : NULL;
      g_autofree char *power = NULL;

      if (node->is_source != sources)
        continue;
      power = vigie_flow_diagram_power_words (node->kw);
      if (isnan (node->kw) && note != NULL)
        g_ptr_array_add (
            items,
            /* Translators: a name, its power or « n. d. », why: « Soutirage n. d. (compteur muet) » */
            g_strdup_printf (C_ ("flow", "%1$s %2$s (%3$s)"),
                             vigie_flow_diagram_node_name (self, node), power, note));
      else
        g_ptr_array_add (items, g_strdup_printf (C_ ("flow", "%1$s %2$s"),
                                                 vigie_flow_diagram_node_name (self, node), power));
    }
  /* What is not drawn is told. */
  for (guint i = 0; i < self->n_parts; i++)
    if (self->parts[i].kw <= 0 && (self->parts[i].kind < VIGIE_FLOW_PART_EXPORT) == !!sources)
      {
        g_autofree char *power = vigie_flow_diagram_power_words (0);

        g_ptr_array_add (items,
                         g_strdup_printf (C_ ("flow", "%1$s %2$s"), self->parts[i].name, power));
      }
  return vigie_words_list ((const char *const *) items->pdata, items->len);
}

char *
vigie_flow_diagram_summarize (VigieFlowDiagram *self)
{
  g_autofree char *sources = NULL, *uses = NULL, *consumption = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->n_parts == 0)
    return g_strdup (_ ("not loaded yet"));
  sources = list_of (self, TRUE);
  uses = list_of (self, FALSE);
  consumption = vigie_flow_diagram_power_words (self->layout.consumption);
  if (*sources != '\0')
    /* Translators: what power comes from: « Sources : Solaire 1 284 kW et Soutirage 1 002 kW » */
    g_string_append_printf (text, _ ("Sources: %s"), sources);
  g_string_append (text, text->len > 0 ? "\n" : "");
  /* Translators: %s is a power */
  g_string_append_printf (text, _ ("Consumption: %s"), consumption);
  if (*uses != '\0')
    {
      g_string_append_c (text, '\n');
      /* Translators: where power goes: « Usages : Injection 70 kW, Bâtiments 792 kW et Eau 1 206 kW » */
      g_string_append_printf (text, _ ("Uses: %s"), uses);
    }
  if (self->layout.difference > 0)
    {
      g_autofree char *power = vigie_flow_diagram_power_words (self->layout.difference);

      g_string_append_c (text, '\n');
      /* Translators: %s is a power: meters of groups say more than that of the whole */
      g_string_append_printf (text, _ ("The uses exceed the consumption by %s"), power);
    }
  if (self->link_lost)
    {
      g_string_append_c (text, '\n');
      g_string_append (text, _ ("Last known state"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (VigieFigureTable *table, const char *side, const char *name, double kw, const char *note)
{
  guint row = vigie_figure_table_add_row (table);

  vigie_figure_table_set_text (table, row, 0, side);
  vigie_figure_table_set_text (table, row, 1, name);
  vigie_figure_table_set_number (table, row, 2, kw);
  vigie_figure_table_set_text (table, row, 3, note);
}

VigieFigureTable *
vigie_flow_diagram_make_table (VigieFlowDiagram *self)
{
  VigieFigureTable *table = vigie_figure_table_new (NULL);
  double most = 0;

  for (guint i = 0; i < self->layout.n_nodes; i++)
    most = fmax (most, self->layout.nodes[i].kw);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, C_ ("column", "Side"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, C_ ("column", "Name"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "Power"), "kW",
                                 most < 10 ? 1 : 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, C_ ("column", "Note"), NULL, 0);
  if (self->n_parts == 0)
    return table;
  for (int side = 0; side < 2; side++)
    {
      const char *words = side == 0 ? C_ ("flow", "Source") : C_ ("flow", "Use");

      for (guint i = 0; i < self->layout.n_nodes; i++)
        {
          const VigieFlowNode *node = &self->layout.nodes[i];

          if (node->is_source == (side == 0))
            add_row (table, words, vigie_flow_diagram_node_name (self, node), node->kw,
                     node->index >= 0 ? self->parts[node->index].note
                                      : C_ ("flow", "difference between the meters"));
        }
      for (guint i = 0; i < self->n_parts; i++)
        if (self->parts[i].kw <= 0 && (self->parts[i].kind < VIGIE_FLOW_PART_EXPORT) == (side == 0))
          add_row (table, words, self->parts[i].name, 0, self->parts[i].note);
      if (side == 0)
        add_row (table, C_ ("flow", "Total"), _ ("Consumption"), self->layout.consumption, NULL);
    }
  return table;
}
