/* What the program can be given to open, and what is said of the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "vigie-opening.h"

static void
test_find (void)
{
  static const struct
  {
    const char *argument;
    VigieOpening opening;
    const char *link;
    const char *told; /* what the words name */
  } cases[] = {
      {"vigie:site/12", VIGIE_OPENING_LINK, "vigie:site/12", NULL},
      {"vigie:measure/it%27s", VIGIE_OPENING_LINK, "vigie:measure/it%27s", NULL},
      {"geo:47.75,-3.36", VIGIE_OPENING_LINK, "geo:47.75,-3.36", NULL},
      {"/tmp/lorient.mbtiles", VIGIE_OPENING_MAP, NULL, NULL},
      {"/tmp/LORIENT.MBTiles", VIGIE_OPENING_MAP, NULL, NULL},
      {"file:///tmp/pays%20de%20lorient.mbtiles", VIGIE_OPENING_MAP, NULL, NULL},
      {"/tmp/lorient.PMTiles", VIGIE_OPENING_MAP, NULL, NULL},
      {"vigie:nothing", VIGIE_OPENING_REFUSED, NULL, "vigie:nothing"},
      {"geo:91,0", VIGIE_OPENING_REFUSED, NULL, "geo:91,0"},
      {"/etc/vigie/profile.json", VIGIE_OPENING_REFUSED, NULL, "profile.json"},
      {"/tmp/.mbtiles", VIGIE_OPENING_REFUSED, NULL, ".mbtiles"},
      {"/", VIGIE_OPENING_REFUSED, NULL, "/"},
      {"/tmp/budget.ods", VIGIE_OPENING_REFUSED, NULL, "budget.ods"},
      {"https://example.org/a.pdf", VIGIE_OPENING_REFUSED, NULL, "a.pdf"},
      {"/tmp/\xe9t\xe9", VIGIE_OPENING_REFUSED, NULL, "\xef\xbf\xbdt"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (cases[i].argument);
      g_autofree char *link = NULL;
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].argument);
      g_assert_cmpint (vigie_opening_find (file, &link, &words), ==, cases[i].opening);
      g_assert_cmpstr (link, ==, cases[i].link);
      g_assert_true ((words != NULL) == (cases[i].opening == VIGIE_OPENING_REFUSED));
      if (words != NULL)
        {
          g_assert_true (g_utf8_validate (words, -1, NULL));
          g_assert_nonnull (strstr (words, cases[i].told));
        }
    }
}

/* However long a name is, a sentence stays one. */
static void
test_long (void)
{
  g_autofree char *name = g_strnfill (4000, 'x');
  g_autofree char *path = g_strconcat ("/tmp/", name, NULL);
  g_autofree char *uri = g_strconcat ("vigie:", name, NULL);
  const char *const both[] = {path, uri};

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (both[i]);
      g_autofree char *link = NULL;
      g_autofree char *words = NULL;

      g_assert_cmpint (vigie_opening_find (file, &link, &words), ==, VIGIE_OPENING_REFUSED);
      g_assert_cmpuint (strlen (words), <, 300);
    }
}

static void
test_check (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-opening-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "lorient.mbtiles", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) link = g_file_new_for_commandline_arg ("vigie:page/map");
  g_autoptr (GFile) other = g_file_new_for_commandline_arg ("words");
  g_autofree char *missing = vigie_opening_check (file);
  g_autofree char *refused = vigie_opening_check (other);

  g_assert_nonnull (strstr (missing, "lorient.mbtiles"));
  g_assert_nonnull (strstr (refused, "words"));
  g_assert_null (vigie_opening_check (link));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (vigie_opening_check (file));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/opening/find", test_find);
  g_test_add_func ("/app/opening/long", test_long);
  g_test_add_func ("/app/opening/check", test_check);
  return g_test_run ();
}
