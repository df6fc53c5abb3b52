/* test-glyph.c: the signs of sites: words, textures, the widget and what a screen reader hears.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <string.h>

#include "vigie-glyph.h"

/* The pixels of a glyph, as four bytes each; free with g_free(). */
static guchar *
pixels_of (VigieGlyphCache *cache,
           VigieKind kind,
           VigieGlyphLook look,
           VigieGlyphFlags flags,
           VigieScheme scheme,
           int size,
           gsize *length)
{
  GdkTexture *texture = vigie_glyph_cache_get_texture (cache, kind, look, flags, scheme, size, 1);
  int side = gdk_texture_get_width (texture);
  guchar *pixels = g_malloc0 (side * side * 4);

  g_assert_cmpint (side, ==, size);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, size);
  gdk_texture_download (texture, pixels, side * 4);
  *length = side * side * 4;
  return pixels;
}

/* Every kind, look, link state and scheme gives another picture: nothing is told apart by nothing. */
static void
test_all_different (void)
{
  g_autoptr (VigieGlyphCache) cache = vigie_glyph_cache_new ();
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_free);
  const VigieScheme schemes[] = {VIGIE_SCHEME_LIGHT, VIGIE_SCHEME_DARK, VIGIE_SCHEME_HIGH_CONTRAST};

  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    for (int kind = 0; kind < VIGIE_N_KIND; kind++)
      for (int look = 0; look < VIGIE_N_GLYPH_LOOK; look++)
        for (int lost = 0; lost < 2; lost++)
          {
            gsize length, painted = 0;
            guchar *pixels;
            GBytes *bytes;
            char *name = g_strdup_printf ("scheme %d kind %d look %d lost %d", s, kind, look, lost);

            /* What is silent, never received, out of service or without measure is void already: it looks the same. */
            if (lost
                && (look == VIGIE_GLYPH_SILENT || look == VIGIE_GLYPH_NEVER
                    || look == VIGIE_GLYPH_OUT_OF_SERVICE || look == VIGIE_GLYPH_NO_MEASURE))
              {
                g_free (name);
                continue;
              }
            pixels = pixels_of (cache, kind, look, lost ? VIGIE_GLYPH_FLAG_LINK_LOST : 0,
                                schemes[s], 30, &length);
            for (gsize i = 3; i < length; i += 4)
              painted += pixels[i] > 128;
            g_assert_cmpuint (painted, >, 100);
            g_assert_cmpuint (painted, <, 30 * 30);
            bytes = g_bytes_new_take (pixels, length);
            if (g_hash_table_contains (seen, bytes))
              g_error ("%s looks as %s", name, (char *) g_hash_table_lookup (seen, bytes));
            g_hash_table_insert (seen, bytes, name);
          }
}

/* Without colour too: the letters and lines differ, not only the hue. */
static void
test_not_by_colour_alone (void)
{
  g_autoptr (VigieGlyphCache) cache = vigie_glyph_cache_new ();
  const VigieGlyphLook looks[] = {
      VIGIE_GLYPH_NORMAL, VIGIE_GLYPH_WARNING, VIGIE_GLYPH_CRITICAL,       VIGIE_GLYPH_SILENT,
      VIGIE_GLYPH_NEVER,  VIGIE_GLYPH_LATE,    VIGIE_GLYPH_OUT_OF_SERVICE, VIGIE_GLYPH_NO_MEASURE};

  for (guint a = 0; a < G_N_ELEMENTS (looks); a++)
    for (guint b = a + 1; b < G_N_ELEMENTS (looks); b++)
      {
        gsize length, differ = 0;
        g_autofree guchar *first = pixels_of (cache, VIGIE_KIND_RECYCLING_CENTRE, looks[a], 0,
                                              VIGIE_SCHEME_LIGHT, 30, &length);
        g_autofree guchar *second = pixels_of (cache, VIGIE_KIND_RECYCLING_CENTRE, looks[b], 0,
                                               VIGIE_SCHEME_LIGHT, 30, &length);

        for (gsize i = 0; i < length; i += 4)
          {
            int grey_a = (first[i] * 114 + first[i + 1] * 587 + first[i + 2] * 299) / 1000;
            int grey_b = (second[i] * 114 + second[i + 1] * 587 + second[i + 2] * 299) / 1000;
            differ += ABS (grey_a - grey_b) > 60 || ABS (first[i + 3] - second[i + 3]) > 60;
          }
        g_assert_cmpuint (differ, >, 25);
      }
}

static void
test_cache (void)
{
  g_autoptr (VigieGlyphCache) cache = vigie_glyph_cache_new ();
  GdkTexture *a = vigie_glyph_cache_get_texture (cache, VIGIE_KIND_WATER, VIGIE_GLYPH_NORMAL, 0,
                                                 VIGIE_SCHEME_LIGHT, 18, 1);
  GdkTexture *b = vigie_glyph_cache_get_texture (cache, VIGIE_KIND_WATER, VIGIE_GLYPH_NORMAL, 0,
                                                 VIGIE_SCHEME_LIGHT, 18, 1);
  GdkTexture *c = vigie_glyph_cache_get_texture (cache, VIGIE_KIND_WATER, VIGIE_GLYPH_NORMAL, 0,
                                                 VIGIE_SCHEME_LIGHT, 18, 1.5);

  g_assert_true (a == b);
  g_assert_true (a != c);
  g_assert_cmpint (gdk_texture_get_width (c), ==, 27);
  g_assert_cmpuint (vigie_glyph_cache_get_n_textures (cache), ==, 2);

  /* It does not grow for ever. */
  for (int size = 6; size < 400; size++)
    for (int kind = 0; kind < VIGIE_N_KIND; kind++)
      vigie_glyph_cache_get_texture (cache, kind, VIGIE_GLYPH_NORMAL, 0, VIGIE_SCHEME_LIGHT, size,
                                     0.5);
  g_assert_cmpuint (vigie_glyph_cache_get_n_textures (cache), <=, 2048);
}

static void
test_look_for (void)
{
  static const struct
  {
    VigieFreshness freshness;
    VigieCondition condition;
    VigieGlyphLook look;
  } cases[] = {
      {VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_NORMAL, VIGIE_GLYPH_NORMAL},
      {VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_WARNING, VIGIE_GLYPH_WARNING},
      {VIGIE_FRESHNESS_LATE, VIGIE_CONDITION_CRITICAL, VIGIE_GLYPH_CRITICAL},
      {VIGIE_FRESHNESS_LATE, VIGIE_CONDITION_NORMAL, VIGIE_GLYPH_LATE},
      {VIGIE_FRESHNESS_SILENT, VIGIE_CONDITION_UNKNOWN, VIGIE_GLYPH_SILENT},
      {VIGIE_FRESHNESS_NEVER, VIGIE_CONDITION_UNKNOWN, VIGIE_GLYPH_NEVER},
      {VIGIE_FRESHNESS_NONE, VIGIE_CONDITION_UNKNOWN, VIGIE_GLYPH_NO_MEASURE},
      {VIGIE_FRESHNESS_OUT_OF_SERVICE, VIGIE_CONDITION_UNKNOWN, VIGIE_GLYPH_OUT_OF_SERVICE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (vigie_glyph_look_for (cases[i].freshness, cases[i].condition), ==,
                     cases[i].look);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(int *) data)++;
}

static void
test_widget (void)
{
  GtkWidget *glyph = g_object_ref_sink (vigie_glyph_new (VIGIE_KIND_WATER, VIGIE_GLYPH_CRITICAL));
  g_autofree char *expected
      = g_strdup_printf (C_ ("kind: state", "%1$s: %2$s"), C_ ("kind of site", "Water"),
                         C_ ("state of a site", "critical"));
  g_autofree char *lost = NULL;
  int notified = 0, minimum = 0;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (glyph), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (glyph), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       expected);

  g_signal_connect (glyph, "notify", G_CALLBACK (count_cb), &notified);
  vigie_glyph_set_look (VIGIE_GLYPH (glyph), VIGIE_GLYPH_CRITICAL);
  vigie_glyph_set_kind (VIGIE_GLYPH (glyph), VIGIE_KIND_WATER);
  vigie_glyph_set_size (VIGIE_GLYPH (glyph), 0);
  vigie_glyph_set_link_lost (VIGIE_GLYPH (glyph), FALSE);
  g_assert_cmpint (notified, ==, 0);
  vigie_glyph_set_look (VIGIE_GLYPH (glyph), VIGIE_GLYPH_SILENT);
  vigie_glyph_set_link_lost (VIGIE_GLYPH (glyph), TRUE);
  g_assert_cmpint (notified, ==, 2);
  lost = g_strdup_printf (_ ("%1$s: %2$s (last known state)"), C_ ("kind of site", "Water"),
                          C_ ("state of a site", "silent"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (glyph), GTK_ACCESSIBLE_PROPERTY_LABEL, lost);

  gtk_widget_measure (glyph, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 30);
  vigie_glyph_set_size (VIGIE_GLYPH (glyph), 14);
  gtk_widget_measure (glyph, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 14);
  g_object_unref (glyph);
}

static void
test_paintable (void)
{
  g_autoptr (GdkPaintable) paintable = vigie_glyph_paintable_new (
      VIGIE_KIND_SOLAR_PLANT, VIGIE_GLYPH_NORMAL, 0, VIGIE_SCHEME_LIGHT, 0);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  g_assert_cmpint (gdk_paintable_get_intrinsic_width (paintable), ==, 18);
  gdk_paintable_snapshot (paintable, snapshot, 40, 24);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  gsk_render_node_unref (node);
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/map/glyph/all-different", test_all_different);
  g_test_add_func ("/map/glyph/not-by-colour-alone", test_not_by_colour_alone);
  g_test_add_func ("/map/glyph/cache", test_cache);
  g_test_add_func ("/map/glyph/look-for", test_look_for);
  g_test_add_func ("/map/glyph/widget", test_widget);
  g_test_add_func ("/map/glyph/paintable", test_paintable);
  return g_test_run ();
}
