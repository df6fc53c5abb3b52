/* test-map-archive-view.c: map files as the map shows them: pixel by pixel, deeper than they go, beside them, damaged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include "vigie-commune-layer.h"
#include "vigie-map-style.h"
#include "vigie-view-fixture.h"

typedef ViewFixture Fixture;

static void
test_raster (Fixture *fixture, gconstpointer data)
{
  static const double greys[4] = {0.94, 0.78, 0.3, 0.6};
  const VigiePalette *palette = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  GtkWidget *names = vigie_test_find (GTK_WIDGET (fixture->view), VIGIE_TYPE_COMMUNE_LAYER);
  GdkRGBA color;

  fixture_raster_file (fixture->path);
  show_file (fixture);
  g_assert_true (credits (GTK_WIDGET (fixture->view), "© Essai & Cie"));

  /* The tile as it is: four quarters. */
  go_to_tile (fixture, 12, FIXTURE_X (12) + 0.5, FIXTURE_Y (12) + 0.5, 12);
  for (int i = 0; i < 4; i++)
    {
      color = toned (greys[i], VIGIE_SCHEME_LIGHT);
      wait_for (fixture, i % 2 == 0 ? -64 : 64, i / 2 == 0 ? -64 : 64, &color);
    }
  g_assert_false (gtk_widget_get_visible (names));

  /* Deeper than the file: the parts of that tile. */
  go_to_tile (fixture, 12, FIXTURE_X (12) + 0.75, FIXTURE_Y (12) + 0.25, 15);
  color = toned (greys[1], VIGIE_SCHEME_LIGHT);
  wait_for (fixture, -150, -150, &color);
  wait_for (fixture, 150, 150, &color);

  /* In the dark, other tones. */
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_DARK);
  color = toned (greys[1], VIGIE_SCHEME_DARK);
  wait_for (fixture, 150, 150, &color);
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_LIGHT);

  /* Shallower than the file, or far away: the quiet ground, and the view's own names. */
  go_to_tile (fixture, 12, FIXTURE_X (12) + 0.5, FIXTURE_Y (12) + 0.5, 6);
  wait_for (fixture, 7, 9, &palette->land);
  g_assert_true (gtk_widget_get_visible (names));
  vigie_map_view_set_position (fixture->view, -33.9, 18.4, 12);
  wait_for (fixture, 7, 9, &palette->land);

  /* Without it. */
  vigie_map_view_set_map_file (fixture->view, NULL);
  g_assert_true (gtk_widget_get_visible (names));
  g_assert_true (credits (GTK_WIDGET (fixture->view), _ ("© OpenStreetMap contributors")));
}

static void
test_vector (Fixture *fixture, gconstpointer data)
{
  const VigiePalette *light = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  const VigiePalette *dark = vigie_palette_get (VIGIE_SCHEME_DARK);
  g_autofree char *credit
      = g_strdup_printf ("© OpenMapTiles %s", _ ("© OpenStreetMap contributors"));

  if (!vigie_map_style_is_supported ())
    {
      g_test_skip ("no vector tiles on this machine");
      return;
    }
  fixture_vector_file (fixture->path);
  show_file (fixture);
  g_assert_true (credits (GTK_WIDGET (fixture->view), credit));
  /* Its tiles have 512 pixels: those of level 14 are as they are at 15. The sea is in the east. */
  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 15);
  wait_for (fixture, 128, 60, &light->sea);
  wait_for (fixture, -128, 60, &light->land);
  /* The names are the view's. */
  g_assert_true (gtk_widget_get_visible (
      vigie_test_find (GTK_WIDGET (fixture->view), VIGIE_TYPE_COMMUNE_LAYER)));
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_DARK);
  wait_for (fixture, 128, 60, &dark->sea);
  /* Deeper than the file. */
  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 18);
  wait_for (fixture, 170, 100, &dark->sea);
  wait_for (fixture, -170, 100, &dark->land);
}

/* Tiles made to end the program, in a file whose samples are sound. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint32 geometry[8];
    gsize n;
  } rows[] = {
      {{11, 0, 0}, 3},                   /* an unknown command: libshumate aborts */
      {{9, 0}, 2},                       /* half a step */
      {{9, 0, 0, 4294967290u, 1, 1}, 6}, /* half a billion steps */
      {{10, 2, 2}, 3},                   /* a line from nowhere */
  };
  const VigiePalette *palette = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  g_autoptr (GBytes) sound = fixture_vector ();
  g_autoptr (GBytes) noise = g_bytes_new_static ("\x1f\x8b\x08\x00garbage", 11);
  sqlite3 *db;

  if (!vigie_map_style_is_supported ())
    {
      g_test_skip ("no vector tiles on this machine");
      return;
    }
  db = fixture_create (fixture->path, FIXTURE_METADATA FIXTURE_TILES);
  fixture_meta (db, "bounds", "-3.384,47.73,-3.362,47.745");
  fixture_meta (db, "attribution", "<b>Essai</b> &lt;a href='x'&gt;");
  fixture_tile (db, 14, FIXTURE_X (14), FIXTURE_Y (14), sound);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GByteArray *tile = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;

      fixture_layer (tile, "water", "lake", 3, rows[i].geometry, rows[i].n);
      bytes = g_byte_array_free_to_bytes (tile);
      fixture_tile (db, 14, FIXTURE_X (14) + 1 + i, FIXTURE_Y (14), bytes);
    }
  fixture_tile (db, 14, FIXTURE_X (14) + 6, FIXTURE_Y (14), noise);
  sqlite3_close (db);
  show_file (fixture);
  g_assert_true (credits (GTK_WIDGET (fixture->view), "Essai <a href='x'>"));

  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 15);
  wait_for (fixture, 128, 60, &palette->sea);
  /* Those are land without anything, or nothing. */
  for (guint i = 1; i <= 6; i++)
    {
      go_to_tile (fixture, 14, FIXTURE_X (14) + i + 0.5, FIXTURE_Y (14) + 0.5, 15);
      wait_for (fixture, 37, 23, &palette->land);
    }
  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 15);
  wait_for (fixture, 128, 60, &palette->sea);
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  vigie_map_view_set_file_note (fixture->view, "<b>Le fichier</b>");
  g_assert_true (credits (GTK_WIDGET (fixture->view), "<b>Le fichier</b>"));
  vigie_map_view_set_file_note (fixture->view, NULL);
  g_assert_false (credits (GTK_WIDGET (fixture->view), "<b>Le fichier</b>"));
}

/* Each style is one that libshumate takes, whatever the names. */
static void
test_style (void)
{
  static const char *const known[] = {"Plœmeur", "L’\"Île\\", "a\nb", NULL};

  if (!vigie_map_style_is_supported ())
    {
      g_test_skip ("no vector tiles on this machine");
      return;
    }
  for (VigieScheme scheme = VIGIE_SCHEME_LIGHT; scheme <= VIGIE_SCHEME_HIGH_CONTRAST; scheme++)
    for (guint i = 0; i < 3; i++)
      {
        VigieMapStyleLook look
            = {.scheme = scheme, .known = i == 0 ? NULL : known, .poster = i == 2 ? 1.5 : 0};
        g_autofree char *style = vigie_map_style_new (&look, 4, 14);
        g_autoptr (GError) error = NULL;
        g_autoptr (ShumateVectorRenderer) renderer
            = shumate_vector_renderer_new ("test", style, &error);

        g_assert_no_error (error);
        g_assert_nonnull (renderer);
        g_assert_null (strstr (style, "(null)"));
        /* From afar there are no names, and a river of 0,8 px is 1,2 px wide. */
        g_assert_true ((strstr (style, "\"symbol\"") == NULL) == (i == 2));
        g_assert_nonnull (strstr (style, i == 2 ? "[8,1.20],[12,3.00]" : "[8,0.80],[12,2.00]"));
      }
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
#define ADD(name)                                                                                  \
  g_test_add ("/map-archive-view/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (raster);
  ADD (vector);
  ADD (damaged);
  ADD (note);
#undef ADD
  g_test_add_func ("/map-archive-view/style", test_style);
  return g_test_run ();
}
