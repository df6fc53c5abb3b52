/* vigie-map-communes-legend.c: which colour of a commune is what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-communes-private.h"

#include <glib/gi18n-lib.h>

static void
add_line (VigieMapCommunes *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->legend), label);
}

static void
add_class (VigieMapCommunes *self, guint8 area_class, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (text);

  gtk_box_append (
      GTK_BOX (box),
      vigie_area_swatch_new (area_class, vigie_map_view_get_shown_scheme (self->parts.map)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->legend), box);
}

void
vigie_map_communes_fill_legend (VigieMapCommunes *self,
                                const guint8 *classes,
                                const VigieAreaClasses *made)
{
  VigieCommuneBy by = vigie_map_communes_get_by (self);
  gboolean approximate = vigie_map_communes_get_areas (self) != NULL
                         && vigie_areas_are_approximate (vigie_map_communes_get_areas (self));
  g_autofree char *title = vigie_map_communes_dup_title (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->legend)) != NULL)
    gtk_box_remove (GTK_BOX (self->legend), child);
  gtk_widget_set_visible (
      self->legend, classes != NULL || (approximate && vigie_map_communes_has_borders (self)));
  if (classes != NULL)
    {
      add_line (self, title, "vigie-card-bold");
      for (guint c = 0; c < made->n; c++)
        {
          g_autofree char *least = vigie_map_communes_words_of (by, made->of[c].least);
          g_autofree char *most = vigie_map_communes_words_of (by, made->of[c].most);
          g_autofree char *range = NULL;

          if (g_str_equal (least, most))
            range = g_strdup (least);
          else
            /* Translators: limits of a class of values, as “2 to 5” */
            range = g_strdup_printf (_ ("%1$s to %2$s"), least, most);
          add_class (self, made->of[c].number, range);
        }
      if (made->n_unknown > 0)
        {
          g_autofree char *words = g_strdup_printf (
              /* Translators: communes of which a figure is not known */
              ngettext ("n/a: %u commune", "n/a: %u communes", made->n_unknown), made->n_unknown);

          add_class (self, VIGIE_AREA_CLASS_UNKNOWN, words);
        }
      if (by == VIGIE_COMMUNE_BY_CONSUMPTION)
        add_line (
            self,
            /* xgettext:no-c-format */
            _ ("For metered sites; n/a if less than 90% of the readings of one of them are known"),
            "vigie-card-dim");
    }
  if (approximate)
    add_line (self, _ ("Approximate: outlines unknown, cells around the centres"),
              "vigie-card-dim");
}
