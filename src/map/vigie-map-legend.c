/* vigie-map-legend.c: what the signs of the map mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-legend.h"

#include <glib/gi18n-lib.h>

#include "vigie-donut.h"
#include "vigie-level-ring.h"
#include "vigie-words.h"

static void
remove_children (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
new_item (GtkWidget *sign, const char *text)
{
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 7);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (item), sign);
  gtk_box_append (GTK_BOX (item), label);
  return item;
}

static GtkWidget *
new_glyph (VigieKind kind, VigieGlyphLook look, int size, VigieScheme scheme)
{
  /* The words beside it say what it is. */
  GtkWidget *glyph = g_object_new (VIGIE_TYPE_GLYPH, "kind", (int) kind, "look", look,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  vigie_glyph_set_size (VIGIE_GLYPH (glyph), size);
  vigie_glyph_set_scheme (VIGIE_GLYPH (glyph), scheme);
  return glyph;
}

void
vigie_map_legend_fill_line (GtkBox *line, const gboolean *present, VigieScheme scheme)
{
  remove_children (line);
  /* What is « other » comes last. */
  for (guint i = 1; i <= VIGIE_N_KIND; i++)
    {
      VigieKind kind = (VigieKind) (i % VIGIE_N_KIND);

      if (present[kind])
        gtk_box_append (line, new_item (new_glyph (kind, VIGIE_GLYPH_NORMAL, 18, scheme),
                                        vigie_glyph_kind_short_label (kind)));
    }
}

static GtkBox *
add_group (GtkBox *column, const char *title)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 5);
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "vigie-card-bold");
  gtk_box_append (GTK_BOX (group), heading);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  heading, NULL, -1);
  gtk_box_append (column, group);
  return GTK_BOX (group);
}

/* A cluster as the map draws it: 2 critical, 1 warning, 2 silent of 12. */
static void
add_donut (GtkBox *group, VigieScheme scheme)
{
  static const guint32 counts[VIGIE_N_GLYPH_LOOK] = {[VIGIE_GLYPH_NORMAL] = 7,
                                                     [VIGIE_GLYPH_CRITICAL] = 2,
                                                     [VIGIE_GLYPH_WARNING] = 1,
                                                     [VIGIE_GLYPH_SILENT] = 2};
  g_autoptr (VigieDonutCache) cache = vigie_donut_cache_new ();
  GdkTexture *texture = vigie_donut_cache_get (cache, counts, FALSE, scheme, 2, TRUE);
  GtkWidget *image = gtk_image_new_from_paintable (GDK_PAINTABLE (texture));
  GtkWidget *item
      = new_item (image, _ ("Several sites: how many, their states, and the worst of them"));
  GtkWidget *label = gtk_widget_get_last_child (item);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 52);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  gtk_box_append (group, item);
}

/* A site's sign in its ring, as the map draws both. */
static void
add_level (GtkBox *group, VigieLevelRings *rings, VigieLevel level, VigieScheme scheme)
{
  const int size = vigie_glyph_look_get_size (VIGIE_GLYPH_NORMAL);
  GdkTexture *texture = vigie_level_rings_get (rings, level, size, FALSE, scheme, 2);
  GtkWidget *image = gtk_image_new_from_paintable (GDK_PAINTABLE (texture));
  GtkWidget *sign = gtk_overlay_new ();
  GtkWidget *glyph = new_glyph (VIGIE_KIND_RECYCLING_CENTRE, VIGIE_GLYPH_NORMAL, size, scheme);

  gtk_image_set_pixel_size (GTK_IMAGE (image), size + 2 * VIGIE_LEVEL_RING_ROOM);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_halign (glyph, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (glyph, GTK_ALIGN_CENTER);
  gtk_overlay_set_child (GTK_OVERLAY (sign), image);
  gtk_overlay_add_overlay (GTK_OVERLAY (sign), glyph);
  gtk_box_append (group, new_item (sign, vigie_level_words (level)));
}

void
vigie_map_legend_fill_all (GtkBox *column, const gboolean *present, VigieScheme scheme)
{
  GtkBox *group;

  remove_children (column);
  group = add_group (column, _ ("Type: the shape"));
  for (guint i = 1; i <= VIGIE_N_KIND; i++)
    {
      VigieKind kind = (VigieKind) (i % VIGIE_N_KIND);

      if (present[kind])
        gtk_box_append (group, new_item (new_glyph (kind, VIGIE_GLYPH_NORMAL, 18, scheme),
                                         vigie_words_kind (kind)));
    }
  group = add_group (column, _ ("State: letter and colour"));
  for (guint i = 0; i < VIGIE_N_GLYPH_LOOK; i++)
    gtk_box_append (
        group, new_item (new_glyph (VIGIE_KIND_RECYCLING_CENTRE, vigie_glyph_looks[i], 26, scheme),
                         vigie_glyph_look_label (vigie_glyph_looks[i])));
  gtk_box_append (
      group,
      new_item (g_object_new (VIGIE_TYPE_GLYPH, "kind", (int) VIGIE_KIND_RECYCLING_CENTRE, "look",
                              VIGIE_GLYPH_CRITICAL, "size", 26, "scheme", scheme, "link-lost", TRUE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL),
                _ ("striped or hollow: last known state")));
  if (present[VIGIE_KIND_RECYCLING_CENTRE])
    {
      g_autoptr (VigieLevelRings) rings = vigie_level_rings_new ();

      group = add_group (column, _ ("Attendance: quarters of the ring"));
      for (guint level = VIGIE_LEVEL_LIGHT; level < VIGIE_N_LEVEL; level++)
        add_level (group, rings, (VigieLevel) level, scheme);
    }
  group = add_group (column, _ ("Ring: a group"));
  add_donut (group, scheme);
}

/* ---- Parts ---- */

void
vigie_map_legend_clear (GtkBox *part)
{
  remove_children (part);
}

void
vigie_map_legend_add_title (GtkBox *part, const char *title)
{
  GtkWidget *heading = gtk_label_new (title);

  gtk_box_set_spacing (part, 5);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (heading), 26);
  gtk_widget_add_css_class (heading, "vigie-card-bold");
  gtk_box_append (part, heading);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  heading, NULL, -1);
}

static GtkWidget *
wrapped (GtkWidget *label)
{
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  return label;
}

void
vigie_map_legend_add_sign (GtkBox *part,
                           GtkSnapshot *snapshot,
                           int width,
                           int height,
                           const char *text)
{
  g_autoptr (GdkPaintable) paintable
      = gtk_snapshot_free_to_paintable (snapshot, &GRAPHENE_SIZE_INIT (width, height));
  GtkWidget *sign = gtk_picture_new_for_paintable (paintable);
  GtkWidget *item = new_item (sign, text);

  gtk_picture_set_content_fit (GTK_PICTURE (sign), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_widget_set_size_request (sign, width, height);
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  wrapped (gtk_widget_get_last_child (item));
  gtk_box_append (part, item);
}

void
vigie_map_legend_add_note (GtkBox *part, const char *text)
{
  GtkWidget *label = wrapped (gtk_label_new (text));

  gtk_widget_add_css_class (label, "vigie-card-small");
  gtk_widget_add_css_class (label, "vigie-card-dim");
  gtk_box_append (part, label);
}
