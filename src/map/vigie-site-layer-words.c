/* vigie-site-layer-words.c: the layer as a screen reader hears it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-site-layer-private.h"
#include "vigie-words.h"

/* « n sites: … » of @total sites counted by look. */
static char *
describe_counts (const guint *counts, guint total)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *number = vigie_words_number (total, 0);
  g_autofree char *sites = NULL, *list = NULL;

  /* Translators: sites in view on the map */
  sites = g_strdup_printf (ngettext ("%s site in view", "%s sites in view", total), number);
  for (guint i = 0; i < VIGIE_N_GLYPH_LOOK; i++)
    if (counts[vigie_glyph_looks[i]] > 0)
      g_ptr_array_add (
          parts, vigie_glyph_look_count_words (vigie_glyph_looks[i], counts[vigie_glyph_looks[i]]));
  if (parts->len == 0)
    return g_steal_pointer (&sites);
  list = vigie_words_list ((const char *const *) parts->pdata, parts->len);
  return g_strdup_printf (C_ ("sites: states", "%1$s: %2$s"), sites, list);
}

char *
vigie_site_layer_describe_view (VigieSiteLayer *self)
{
  guint counts[VIGIE_N_GLYPH_LOOK] = {0}, total = 0, n;
  const VigiePlaced *placed;
  g_autofree char *words = NULL;
  double width, height;

  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), NULL);

  placed = vigie_site_layer_get_placed (self, &n);
  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    {
      VigieClusterNode node;

      /* Those of an open cluster are counted by it. */
      if (placed[i].part == VIGIE_PLACED_LEG || placed[i].x < 0 || placed[i].y < 0
          || placed[i].x > width || placed[i].y > height)
        continue;
      total += placed[i].n_points;
      if (!vigie_cluster_index_get_node (vigie_site_index_get_clusters (self->index), placed[i].id,
                                         &node))
        continue;
      if (!node.gathered)
        counts[placed[i].look]++;
      for (guint look = 0; look < VIGIE_N_GLYPH_LOOK && node.gathered; look++)
        counts[look] += node.counts[look];
    }
  words = describe_counts (counts, total);
  if (!self->link_lost)
    return g_steal_pointer (&words);
  /* Translators: what is in view on the map, while the link is lost */
  return g_strdup_printf (C_ ("map", "%s (last known state)"), words);
}

/* The name, and the commune where the name does not tell it: « Médiathèque François-Mitterrand, Lorient ». */
static char *
describe_place (VigieSite *site)
{
  const char *name = vigie_site_get_name (site);
  const char *commune = vigie_site_get_data (site)->details->commune_name;

  if (commune == NULL || *commune == '\0' || g_str_match_string (commune, name, FALSE))
    return g_strdup (name);
  /* Translators: name of a site, its commune */
  return g_strdup_printf (C_ ("site, commune", "%1$s, %2$s"), name, commune);
}

/* Name, state and, of the present, the reason. */
static char *
describe_site (VigieSite *site, VigieGlyphLook look, gboolean past)
{
  g_autofree char *place = describe_place (site);

  if (look == VIGIE_GLYPH_NORMAL || look == VIGIE_GLYPH_NO_MEASURE || past)
    return g_strdup_printf (
        /* Translators: name of a site, its state */
        C_ ("site, state", "%1$s, %2$s"), place, vigie_glyph_look_label (look));
  return g_strdup_printf (
      /* Translators: name of a site, its state, the reason in words */
      C_ ("site, state: reason", "%1$s, %2$s: %3$s"), place, vigie_glyph_look_label (look),
      vigie_site_get_reason (site));
}

void
vigie_site_layer_set_more_func (VigieSiteLayer *self, VigieSiteMoreFunc func, gpointer data)
{
  g_return_if_fail (VIGIE_IS_SITE_LAYER (self));

  self->more_func = func;
  self->more_data = data;
}

char *
vigie_site_layer_dup_more (VigieSiteLayer *self, VigieSite *site)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LAYER (self), NULL);

  if (self->more_func == NULL || site == NULL || vigie_site_layer_has_look_func (self))
    return NULL;
  return self->more_func (site, self->more_data);
}

char *
vigie_site_layer_describe (VigieSiteLayer *self, guint id)
{
  VigieClusterIndex *clusters
      = self->index != NULL ? vigie_site_index_get_clusters (self->index) : NULL;
  VigieClusterNode node;
  VigieSite *site;
  VigieSiteLook shown;
  g_autofree char *words = NULL, *more = NULL;

  if (clusters == NULL || !vigie_cluster_index_get_node (clusters, id, &node))
    return NULL;
  if (node.gathered)
    {
      g_autofree char *number = vigie_words_number (node.n_points, 0);
      guint abnormal = node.n_points - node.counts[VIGIE_GLYPH_NORMAL];
      g_autofree char *others = vigie_words_number (abnormal, 0);

      if (abnormal == 0)
        return g_strdup_printf (ngettext ("%s site, normal", "%s sites, all normal", node.n_points),
                                number);
      return g_strdup_printf (
          /* Translators: a cluster on the map: number of sites, how many are not normal */
          ngettext ("%1$s sites, of which %2$s is not normal",
                    "%1$s sites, of which %2$s are not normal", abnormal),
          number, others);
    }
  site = vigie_site_index_get_site (self->index, id);
  words = describe_site (site, (VigieGlyphLook) node.state, vigie_site_layer_has_look_func (self));
  vigie_site_layer_get_look (self, site, &shown);
  if (shown.level != VIGIE_LEVEL_UNKNOWN)
    {
      g_autofree char *state = g_steal_pointer (&words);

      words = g_strdup_printf (
          /* Translators: a site and its state in words, how busy it is: « Déchèterie de Riantec, Normal, affluence : dense » */
          C_ ("site: attendance", "%1$s, attendance: %2$s"), state,
          vigie_level_words (shown.level));
    }
  more = vigie_site_layer_dup_more (self, site);
  if (more == NULL)
    return g_steal_pointer (&words);
  return g_strdup_printf (
      /* Translators: a site and its state in words, what else the map shows of it: « …, entendu par 3 passerelles » */
      C_ ("site: more", "%1$s, %2$s"), words, more);
}
