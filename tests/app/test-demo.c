/* The demonstration's child: started, heard, started again, ended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-demo-folder.h"
#include "vigie-demo.h"

#include <glib/gstdio.h>
#include <signal.h>

typedef struct
{
  guint ready, died, failed;
  char *address;
} Heard;

static void
ready_cb (Heard *heard, const char *address)
{
  heard->ready++;
  g_set_str (&heard->address, address);
}

static void
died_cb (Heard *heard)
{
  heard->died++;
}

static void
failed_cb (Heard *heard)
{
  heard->failed++;
}

static VigieDemo *
start (const char *program, Heard *heard)
{
  VigieDemo *demo = vigie_demo_new (program);

  g_signal_connect_swapped (demo, "ready", G_CALLBACK (ready_cb), heard);
  g_signal_connect_swapped (demo, "died", G_CALLBACK (died_cb), heard);
  g_signal_connect_swapped (demo, "failed", G_CALLBACK (failed_cb), heard);
  vigie_demo_start (demo);
  return demo;
}

static void
wait_until (guint *count, guint value)
{
  gint64 end = g_get_monotonic_time () + 15 * G_USEC_PER_SEC;

  while (*count < value && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (*count, ==, value);
}

/* A child that says it listens where it was told to, then waits. */
static char *
make_program (const char *folder)
{
  char *path = g_build_filename (folder, "server", NULL);

  g_assert_true (g_file_set_contents (path,
                                      "#!/bin/sh\n"
                                      "echo starting\n"
                                      "echo vigie-ingest: listening on $3\n"
                                      "exec sleep 60\n",
                                      -1, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  return path;
}

static void
test_ready_and_end (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-demo-XXXXXX", NULL);
  g_autofree char *program = make_program (folder);
  Heard heard = {0};
  VigieDemo *demo = start (program, &heard);
  GPid pid;

  wait_until (&heard.ready, 1);
  g_assert_true (g_str_has_prefix (heard.address, "unix:"));
  g_assert_cmpstr (vigie_demo_get_address (demo), ==, heard.address);
  pid = atoi (vigie_demo_get_identifier (demo));
  g_assert_cmpint (kill (pid, 0), ==, 0);
  vigie_demo_stop (demo);
  g_assert_null (vigie_demo_get_address (demo));
  for (int i = 0; i < 100 && kill (pid, 0) == 0; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (20000);
    }
  g_assert_cmpint (kill (pid, 0), !=, 0);
  g_assert_cmpuint (heard.died, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (demo);
  g_free (heard.address);
  g_unlink (program);
  g_rmdir (folder);
}

static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-demo-XXXXXX", NULL);
  g_autofree char *program = make_program (folder);
  g_autofree char *address = NULL;
  Heard heard = {0};
  VigieDemo *demo = start (program, &heard);

  wait_until (&heard.ready, 1);
  address = g_strdup (heard.address);
  kill (atoi (vigie_demo_get_identifier (demo)), SIGKILL);
  wait_until (&heard.died, 1);
  wait_until (&heard.ready, 2);
  /* At the same address: the sync finds it again by itself. */
  g_assert_cmpstr (heard.address, ==, address);
  vigie_demo_stop (demo);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (demo);
  g_free (heard.address);
  g_unlink (program);
  g_rmdir (folder);
}

static void
test_missing (void)
{
  Heard heard = {0};
  VigieDemo *demo = start ("/nonexistent/vigie-ingest", &heard);

  wait_until (&heard.failed, 1);
  g_assert_cmpuint (heard.ready, ==, 0);
  vigie_demo_stop (demo);
  g_object_unref (demo);
}

/* What a killed program left goes at the next start; what one that runs has stays. */
static void
test_leftovers (void)
{
  g_autofree char *parent = g_dir_make_tmp ("vigie-demo-XXXXXX", NULL);
  g_autofree char *left = g_build_filename (parent, "demonstration-1", NULL);
  g_autofree char *store = g_build_filename (left, "store.sqlite", NULL);
  g_autofree char *other = g_build_filename (parent, "other", NULL);
  g_autofree char *used = NULL;
  g_autoptr (GError) error = NULL;
  VigieDemoFolder *first, *second;

  g_assert_cmpint (g_mkdir (left, 0700), ==, 0);
  g_assert_true (g_file_set_contents (store, "left", -1, NULL));
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  first = vigie_demo_folder_new (parent, "demonstration-", &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_IS_DIR));
  used = g_build_filename (vigie_demo_folder_get_path (first), "store.sqlite", NULL);
  g_assert_true (g_file_set_contents (used, "in use", -1, NULL));

  second = vigie_demo_folder_new (parent, "demonstration-", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (used, G_FILE_TEST_EXISTS));
  vigie_demo_folder_remove (second);
  vigie_demo_folder_remove (first);
  g_assert_cmpint (g_rmdir (other), ==, 0);
  g_assert_cmpint (g_rmdir (parent), ==, 0);

  /* Where no folder can be made it is said. */
  g_assert_null (vigie_demo_folder_new ("/proc/none", "demonstration-", &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_FILE_ERROR);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/demo/ready-and-end", test_ready_and_end);
  g_test_add_func ("/demo/restart", test_restart);
  g_test_add_func ("/demo/missing", test_missing);
  g_test_add_func ("/demo/leftovers", test_leftovers);
  return g_test_run ();
}
