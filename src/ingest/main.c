/* main.c: vigie-ingest, the SensorThings server that comes with Vigie.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "vigie-clock.h"
#include "vigie-folder.h"
#include "vigie-ingest-affluence-service.h"
#include "vigie-ingest-listen.h"
#include "vigie-ingest-notify.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-server.h"
#include "vigie-ingest-writer.h"
#if VIGIE_HAVE_DEMO
#include "vigie-ingest-demo.h"
#endif

/* Requests that may wait to be written; beyond, the sender is told to come back. */
#define MAX_WAITING 4096

typedef struct
{
  char *listen;
  char *store;
  char *token_file;
  char *affluence_folder;
  gboolean demo;
  double pace;
  gboolean behind_proxy;
  gboolean exit_with_parent;
  gboolean version;
} Options;

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* Takes the lock of the store at @path: two programs that write it would each believe to be the only
 * one. The file stays, the lock goes with the process. FALSE with @error if another has it. */
static gboolean
lock_store (const char *path, GError **error)
{
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  int fd = g_open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (fd >= 0 && errno == EWOULDBLOCK)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 _ ("Another vigie-ingest already uses the store %s."), path);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _ ("Could not open the store %s: %s."), path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return FALSE;
}

/* The store's path, locked. *@folder: a folder that is to be removed at the end, or NULL. */
static char *
get_store (const Options *options, char **folder, GError **error)
{
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;

  *folder = NULL;
  if (options->store != NULL)
    return lock_store (options->store, error) ? g_strdup (options->store) : NULL;
  directory = g_build_filename (g_get_user_data_dir (), "vigie-ingest", NULL);
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("Could not create the folder %s: %s."), directory, g_strerror (errno));
      return NULL;
    }
  path
      = g_build_filename (directory, options->demo ? "demonstration.sqlite" : "store.sqlite", NULL);
  if (lock_store (path, error))
    return g_steal_pointer (&path);
  if (!options->demo)
    return NULL;
  /* A second demonstration at the same time: in a folder of its own. */
  g_clear_error (error);
  *folder = g_dir_make_tmp ("vigie-ingest-XXXXXX", error);
  return *folder != NULL ? g_build_filename (*folder, "demonstration.sqlite", NULL) : NULL;
}

/* The server is none the worse for a service manager that does not listen. */
static void
tell_manager (const char *state)
{
  g_autoptr (GError) error = NULL;

  if (!vigie_ingest_notify (state, &error))
    g_printerr ("vigie-ingest: %s\n", error->message);
}

static gboolean
serve_store (const Options *options, const char *path, const char *token, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (VigieClock) clock = NULL;
  g_autoptr (VigieIngestWriter) writer = NULL;
  g_autoptr (VigieIngestAffluence) affluence = NULL;
  g_autoptr (VigieIngestServer) server = NULL;
#if VIGIE_HAVE_DEMO
  g_autoptr (VigieIngestDemo) demo = NULL;
  g_autoptr (VigieIngestDemoLive) live = NULL;
  g_autoptr (VigieIngestDemoPast) past = NULL;
#endif
  g_autofree char *set_aside = NULL;
  g_autofree char *ready = NULL;
  VigieIngestServerOptions server_options
      = {.store = path, .token = token, .behind_proxy = options->behind_proxy};
  sqlite3 *db;

  if (options->demo && options->pace != 1)
    clock = vigie_clock_new_paced (g_get_real_time (), options->pace);
  else
    clock = vigie_clock_new ();
  db = vigie_ingest_schema_open_writer (path, &set_aside, error);
  if (db == NULL)
    return FALSE;
  if (set_aside != NULL)
    g_printerr (_ ("vigie-ingest: the store was damaged; it was kept as %s, and a new one was "
                   "started.\n"),
                set_aside);
#if VIGIE_HAVE_DEMO
  if (options->demo)
    {
      demo = vigie_ingest_demo_open (db, vigie_clock_now (clock), error);
      if (demo == NULL)
        {
          sqlite3_close_v2 (db);
          return FALSE;
        }
    }
#endif
  writer = vigie_ingest_writer_new (db, clock, MAX_WAITING);
#if VIGIE_HAVE_DEMO
  if (demo != NULL)
    {
      past = vigie_ingest_demo_past_new (demo, writer);
      server_options.prepare = vigie_ingest_demo_past_prepare;
      server_options.prepare_data = past;
    }
#endif
  affluence = vigie_ingest_affluence_new (path, clock, server_options.prepare,
                                          server_options.prepare_data, error);
  if (affluence == NULL
      || (options->affluence_folder != NULL
          && !vigie_ingest_affluence_publish (affluence, options->affluence_folder, error)))
    return FALSE;
  server_options.affluence = affluence;
  server = vigie_ingest_server_new (&server_options, writer, clock, error);
  if (server == NULL || !vigie_ingest_server_listen (server, options->listen, error))
    return FALSE;
#if VIGIE_HAVE_DEMO
  if (demo != NULL)
    live = vigie_ingest_demo_live_new_for_writer (g_steal_pointer (&demo), clock, writer);
#endif

  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  /* Programs wait for this line: it is never translated. */
  printf ("vigie-ingest: listening on %s\n", vigie_ingest_server_get_address (server));
  fflush (stdout);
  ready = g_strdup_printf ("READY=1\nSTATUS=%s", vigie_ingest_server_get_address (server));
  tell_manager (ready);
  g_main_loop_run (loop);
  tell_manager ("STOPPING=1");

#if VIGIE_HAVE_DEMO
  g_clear_pointer (&live, vigie_ingest_demo_live_free);
  if (past != NULL)
    vigie_ingest_demo_past_stop (past);
#endif
  vigie_ingest_affluence_stop (affluence);
  vigie_ingest_server_stop (server);
  vigie_ingest_writer_stop (writer);
  return TRUE;
}

static gboolean
serve (const Options *options, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *token = NULL;
  gboolean served;

  if (options->token_file != NULL)
    {
      token = vigie_ingest_read_token (options->token_file, error);
      if (token == NULL)
        return FALSE;
    }
  path = get_store (options, &folder, error);
  served = path != NULL && serve_store (options, path, token, error);
  if (folder != NULL)
    vigie_folder_remove (folder);
  return served;
}

int
main (int argc, char **argv)
{
  Options options = {.pace = 1};
  const GOptionEntry entries[] = {
      {"listen", 'l', 0, G_OPTION_ARG_STRING, &options.listen,
       N_ ("Address to listen on (default: 127.0.0.1:8080)"), "unix:PATH|HOST:PORT"},
      {"store", 's', 0, G_OPTION_ARG_FILENAME, &options.store,
       N_ ("Store file (default: in the user’s data folder)"), N_ ("FILE")},
      {"token-file", 't', 0, G_OPTION_ARG_FILENAME, &options.token_file,
       N_ ("File with the token that protects writing"), N_ ("FILE")},
      {"affluence-folder", 'a', 0, G_OPTION_ARG_FILENAME, &options.affluence_folder,
       N_ ("Write the public attendance pages there every minute"), N_ ("FOLDER")},
      {"demo", 'd', VIGIE_HAVE_DEMO ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options.demo,
       N_ ("Serve a simulated territory with live readings"), NULL},
      {"pace", 'p', VIGIE_HAVE_DEMO ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_DOUBLE, &options.pace,
       N_ ("Run the demonstration’s time N times as fast"), N_ ("N")},
      {"behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options.behind_proxy,
       N_ ("Trust X-Forwarded-Proto and X-Forwarded-Host"), NULL},
      {"exit-with-parent", 0, 0, G_OPTION_ARG_NONE, &options.exit_with_parent,
       N_ ("Exit when the program that started this one exits"), NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options.version, N_ ("Show the version"), NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  const char *localedir = g_getenv ("VIGIE_LOCALEDIR");
  gboolean served;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : VIGIE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("vigie-ingest");

  /* What is stored is this user's. */
  umask (0077);
  context = g_option_context_new (NULL);
  g_option_context_set_summary (context, _ ("Receives sensor readings and serves them over OGC "
                                            "SensorThings 1.1."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("vigie-ingest: %s\n", error->message);
      return 2;
    }
  if (argc > 1)
    {
      g_printerr (_ ("vigie-ingest: unknown argument: %s\n"), argv[1]);
      return 2;
    }
  if (options.version)
    {
      printf ("vigie-ingest " VIGIE_VERSION "\n");
      return 0;
    }
  if (!VIGIE_HAVE_DEMO && (options.demo || options.pace != 1))
    {
      g_printerr ("vigie-ingest: %s\n", _ ("This build does not include the demonstration."));
      return 2;
    }
  if (!(options.pace > 0 && options.pace <= 100000) || (options.pace != 1 && !options.demo))
    {
      g_printerr ("vigie-ingest: %s\n", options.demo
                                            ? _ ("The pace must be above 0 and at most 100000.")
                                            : _ ("Only the demonstration has a pace: add --demo."));
      return 2;
    }
  if (options.listen == NULL)
    options.listen = g_strdup (VIGIE_INGEST_DEFAULT_LISTEN);
  if (options.exit_with_parent)
    {
      pid_t parent = getppid ();

      prctl (PR_SET_PDEATHSIG, SIGTERM);
      /* It may have ended meanwhile. */
      if (getppid () != parent)
        return 0;
    }
  served = serve (&options, &error);
  if (!served)
    g_printerr ("vigie-ingest: %s\n", error->message);
  g_free (options.listen);
  g_free (options.store);
  g_free (options.token_file);
  g_free (options.affluence_folder);
  return served ? EXIT_SUCCESS : EXIT_FAILURE;
}
