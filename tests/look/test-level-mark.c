/* test-level-mark.c: four bars, as many in ink as a place is busy; named in words, larger with larger text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <gtk/gtk.h>

#include "vigie-level-mark.h"
#include "vigie-test-pixels.h"

#define WIDTH VIGIE_LEVEL_MARK_WIDTH
#define HEIGHT VIGIE_LEVEL_MARK_HEIGHT

/* Bars are 6 px wide and 2 px apart; all reach down to the bottom. */
static void
test_bars (void)
{
  static const VigieScheme schemes[]
      = {VIGIE_SCHEME_LIGHT, VIGIE_SCHEME_DARK, VIGIE_SCHEME_HIGH_CONTRAST};
  static const int tops[] = {7, 5, 2, 0};

  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    for (guint level = 0; level < VIGIE_N_LEVEL; level++)
      {
        const VigiePalette *p = vigie_palette_get (schemes[s]);
        GtkWidget *mark = vigie_level_mark_new ();
        g_auto (VigiePixels) pixels = {NULL, 0, 0};

        vigie_level_mark_set_scheme (VIGIE_LEVEL_MARK (mark), schemes[s]);
        vigie_level_mark_set_level (VIGIE_LEVEL_MARK (mark), (VigieLevel) level);
        pixels = vigie_pixels_of (mark, WIDTH, HEIGHT, &p->card);
        for (int bar = 0; bar < 4; bar++)
          {
            int x = 8 * bar + 3;

            if (level == VIGIE_LEVEL_UNKNOWN)
              /* Hollow. */
              vigie_pixels_assert (&pixels, x, 10, &p->card);
            else
              {
                const GdkRGBA *color = bar < (int) level ? &p->ink : &p->norm;

                vigie_pixels_assert (&pixels, x, 10, color);
                vigie_pixels_assert (&pixels, x, HEIGHT - 1, color);
                vigie_pixels_assert (&pixels, x, tops[bar], color);
              }
            if (tops[bar] > 0)
              vigie_pixels_assert (&pixels, x, tops[bar] - 1, &p->card);
            if (bar < 3)
              vigie_pixels_assert (&pixels, 8 * bar + 6, 10, &p->card);
          }
      }
}

static void
test_unknown_is_seen (void)
{
  const VigiePalette *p = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  GtkWidget *mark = vigie_level_mark_new ();
  g_auto (VigiePixels) pixels = {NULL, 0, 0};
  guint n = 0;

  vigie_level_mark_set_scheme (VIGIE_LEVEL_MARK (mark), VIGIE_SCHEME_LIGHT);
  pixels = vigie_pixels_of (mark, WIDTH, HEIGHT, &p->card);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        n += !vigie_pixels_is (&pixels, x, y, &p->card);
        g_assert_false (vigie_pixels_is (&pixels, x, y, &p->ink));
      }
  g_assert_cmpuint (n, >, 30);
}

static void
test_words (void)
{
  GtkWidget *mark = g_object_ref_sink (vigie_level_mark_new ());
  int level = -1;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_level_words (VIGIE_LEVEL_UNKNOWN));
  g_object_set (mark, "level", (int) VIGIE_LEVEL_HEAVY, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_level_words (VIGIE_LEVEL_HEAVY));
  g_object_get (mark, "level", &level, NULL);
  g_assert_cmpint (level, ==, VIGIE_LEVEL_HEAVY);
  /* What no level is, is not known. */
  vigie_level_mark_set_level (VIGIE_LEVEL_MARK (mark), (VigieLevel) 99);
  g_assert_cmpint (vigie_level_mark_get_level (VIGIE_LEVEL_MARK (mark)), ==, VIGIE_LEVEL_UNKNOWN);
  g_object_unref (mark);
}

static int
width_of (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static void
test_size (void)
{
  GtkWidget *mark = vigie_level_mark_new (), *window = gtk_window_new ();
  int plain, letter, large, dpi;

  gtk_window_set_child (GTK_WINDOW (window), mark);
  gtk_window_present (GTK_WINDOW (window));
  plain = width_of (mark);
  g_assert_cmpint (plain, ==, WIDTH);
  /* The letter takes the same room for each level, so that what follows does not move. */
  vigie_level_mark_set_show_letter (VIGIE_LEVEL_MARK (mark), TRUE);
  letter = width_of (mark);
  g_assert_cmpint (letter, >, plain + 8);
  for (guint level = 0; level < VIGIE_N_LEVEL; level++)
    {
      vigie_level_mark_set_level (VIGIE_LEVEL_MARK (mark), (VigieLevel) level);
      g_assert_cmpint (width_of (mark), ==, letter);
    }
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  vigie_level_mark_set_show_letter (VIGIE_LEVEL_MARK (mark), FALSE);
  large = width_of (mark);
  g_assert_cmpint (large, >=, plain * 7 / 4);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/look/level-mark/bars", test_bars);
  g_test_add_func ("/look/level-mark/unknown", test_unknown_is_seen);
  g_test_add_func ("/look/level-mark/words", test_words);
  g_test_add_func ("/look/level-mark/size", test_size);
  return g_test_run ();
}
