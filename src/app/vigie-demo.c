/* vigie-demo.c: the demonstration territory: vigie-ingest --demo as a child of this program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-demo.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "vigie-demo-folder.h"

#define PROGRAM "vigie-ingest"
#define READY_PREFIX "vigie-ingest: listening on "
#define MAX_RESTARTS 5
#define RESTART_PAUSE_S 5
#define STORE_PREFIX "demonstration-"
#define SOCKET_PREFIX "vigie-demo-"

struct _VigieDemo
{
  GObject parent_instance;

  char *program;                 /* owned, or NULL */
  VigieDemoFolder *folder;       /* owned: the child's socket; NULL while not started */
  VigieDemoFolder *store_folder; /* owned: the child's store, on disk and not in memory; likewise */
  char *address;                 /* owned; NULL until ready */
  GSubprocess *child;            /* owned, or NULL */
  GDataInputStream *output;      /* owned, or NULL */
  GCancellable *cancellable;     /* owned; of the present child */
  guint restart_source;
  guint n_restarts;
};

enum
{
  SIGNAL_READY,
  SIGNAL_DIED,
  SIGNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieDemo, vigie_demo, G_TYPE_OBJECT)

static void launch (VigieDemo *self);

/* Runs in the child between fork and exec: only calls that are safe there. */
static void
die_with_parent_cb (gpointer user_data)
{
  pid_t parent = GPOINTER_TO_INT (user_data);

  prctl (PR_SET_PDEATHSIG, SIGTERM);
  if (getppid () != parent)
    _exit (1);
}

static char *
find_program (VigieDemo *self)
{
  g_autofree char *own = NULL;

  if (self->program != NULL)
    return g_strdup (self->program);
  own = g_file_read_link ("/proc/self/exe", NULL);
  if (own != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (own);
      g_autofree char *beside = g_build_filename (folder, PROGRAM, NULL);
      /* As they lie in a build folder. */
      g_autofree char *built = g_build_filename (folder, "..", "ingest", PROGRAM, NULL);

      if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&beside);
      if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&built);
    }
  return g_find_program_in_path (PROGRAM);
}

static void
drop_child (VigieDemo *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->output);
  g_clear_object (&self->child);
}

/* The folders of a new demonstration. */
static gboolean
make_folders (VigieDemo *self, GError **error)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "vigie", NULL);

  self->store_folder = vigie_demo_folder_new (cache, STORE_PREFIX, error);
  if (self->store_folder == NULL)
    return FALSE;
  self->folder = vigie_demo_folder_new (g_get_user_runtime_dir (), SOCKET_PREFIX, error);
  if (self->folder == NULL)
    g_clear_pointer (&self->store_folder, vigie_demo_folder_remove);
  return self->folder != NULL;
}

static gboolean
restart_cb (gpointer user_data)
{
  VigieDemo *self = VIGIE_DEMO (user_data);

  self->restart_source = 0;
  launch (self);
  return G_SOURCE_REMOVE;
}

static void
fail (VigieDemo *self, const char *words)
{
  drop_child (self);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, words);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieDemo) self = VIGIE_DEMO (user_data);
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    return; /* cancelled: stopped by us */
  drop_child (self);
  if (self->n_restarts >= MAX_RESTARTS)
    {
      fail (self, _ ("The demonstration keeps stopping: restart Vigie and, if this continues, "
                     "check the system journal."));
      return;
    }
  self->n_restarts++;
  self->restart_source = g_timeout_add_seconds (RESTART_PAUSE_S, restart_cb, self);
  g_signal_emit (self, signals[SIGNAL_DIED], 0,
                 _ ("The demonstration’s server has stopped. It is being restarted."));
}

static void
read_line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieDemo) self = VIGIE_DEMO (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL,
                                                    &error);
  if (line == NULL || self->output != (GDataInputStream *) source)
    return; /* ended, or stopped: waited_cb() tells */
  if (g_str_has_prefix (line, READY_PREFIX))
    {
      g_set_str (&self->address, line + strlen (READY_PREFIX));
      g_signal_emit (self, signals[SIGNAL_READY], 0, self->address);
    }
  /* What else it says is read, so that its output never fills. */
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT,
                                       self->cancellable, read_line_cb, g_object_ref (self));
}

static void
launch (VigieDemo *self)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = find_program (self);
  g_autofree char *listen = NULL;
  g_autofree char *store = NULL;
  g_autofree char *words = NULL;

  if (program == NULL)
    {
      fail (self, _ ("vigie-ingest, the demonstration’s server, is not installed."));
      return;
    }
  listen = g_strdup_printf ("unix:%s/socket", vigie_demo_folder_get_path (self->folder));
  store = g_build_filename (vigie_demo_folder_get_path (self->store_folder), "store.sqlite", NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent_cb, GINT_TO_POINTER (getpid ()),
                                         NULL);
  self->child = g_subprocess_launcher_spawn (launcher, &error, program, "--demo", "--listen",
                                             listen, "--store", store, NULL);
  if (self->child == NULL)
    {
      words = g_strdup_printf (_ ("Could not start the demonstration: %s"), error->message);
      fail (self, words);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->cancellable,
                                       read_line_cb, g_object_ref (self));
  g_subprocess_wait_async (self->child, self->cancellable, waited_cb, g_object_ref (self));
}

static void
vigie_demo_finalize (GObject *object)
{
  VigieDemo *self = VIGIE_DEMO (object);

  vigie_demo_stop (self);
  g_free (self->program);

  G_OBJECT_CLASS (vigie_demo_parent_class)->finalize (object);
}

static void
vigie_demo_class_init (VigieDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_OBJECT_CLASS_TYPE (klass);

  object_class->finalize = vigie_demo_finalize;
  signals[SIGNAL_READY] = g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DIED] = g_signal_new ("died", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vigie_demo_init (VigieDemo *self)
{
}

VigieDemo *
vigie_demo_new (const char *program)
{
  VigieDemo *self = g_object_new (VIGIE_TYPE_DEMO, NULL);

  self->program = g_strdup (program);
  return self;
}

void
vigie_demo_start (VigieDemo *self)
{
  g_autoptr (GError) error = NULL;

  if (self->folder != NULL)
    return;
  if (!make_folders (self, &error))
    {
      g_autofree char *words
          = g_strdup_printf (_ ("Could not start the demonstration: %s"), error->message);

      fail (self, words);
      return;
    }
  self->n_restarts = 0;
  launch (self);
}

void
vigie_demo_stop (VigieDemo *self)
{
  g_clear_handle_id (&self->restart_source, g_source_remove);
  if (self->child != NULL)
    g_subprocess_send_signal (self->child, SIGTERM);
  drop_child (self);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->folder, vigie_demo_folder_remove);
  g_clear_pointer (&self->store_folder, vigie_demo_folder_remove);
}

const char *
vigie_demo_get_address (VigieDemo *self)
{
  return self->address;
}

const char *
vigie_demo_get_identifier (VigieDemo *self)
{
  return self->child != NULL ? g_subprocess_get_identifier (self->child) : NULL;
}
