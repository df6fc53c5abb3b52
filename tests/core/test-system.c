/* The administrator's folder, natively and in a sandbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "vigie-system.h"

static void
test_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-system-XXXXXX", NULL);
  g_autofree char *mark = g_build_filename (folder, ".flatpak-info", NULL);

  g_assert_cmpstr (vigie_system_folder (mark), ==, "/etc/vigie");
  g_assert_cmpstr (vigie_system_folder (folder), ==, "/etc/vigie");
  g_assert_true (g_file_set_contents (mark, "[Application]\nname=fr.agglo.Vigie\n", -1, NULL));
  g_assert_cmpstr (vigie_system_folder (mark), ==, "/app/etc/vigie");
  g_unlink (mark);
  g_rmdir (folder);
}

/* Here: the same folder for all files, by what is at the root of this system. */
static void
test_file (void)
{
  g_autofree char *path = vigie_system_file ("profile.json");
  g_autofree char *expected
      = g_strconcat (vigie_system_folder (VIGIE_SYSTEM_SANDBOX_MARK), "/profile.json", NULL);

  g_assert_cmpstr (path, ==, expected);
  g_assert_true (vigie_system_is_sandbox () == g_str_has_prefix (path, "/app/"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/folder", test_folder);
  g_test_add_func ("/system/file", test_file);
  return g_test_run ();
}
