/* vigie-background-autostart.c: starting with the session where there is no portal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-background-autostart.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* By this a file is known to be ours. */
#define MARK "# Written by Vigie’s preferences."

/* A word of the Exec key: quoted as the Desktop Entry Specification has it. */
static void
add_word (GString *exec, const char *word)
{
  if (exec->len > 0)
    g_string_append_c (exec, ' ');
  g_string_append_c (exec, '"');
  for (const char *p = word; *p != '\0'; p++)
    {
      /* Escaped for the quotes, and the backslash once more for the key file; % begins a field code. */
      if (strchr ("\"`$\\", *p) != NULL)
        g_string_append (exec, "\\\\");
      if (*p == '%')
        g_string_append_c (exec, '%');
      if (*p == '\\')
        g_string_append (exec, "\\\\");
      else
        g_string_append_c (exec, *p);
    }
  g_string_append_c (exec, '"');
}

char *
vigie_background_autostart_content (const char *const *command)
{
  g_autoptr (GString) exec = g_string_new (NULL);
  g_autofree char *found = g_find_program_in_path (command[0]);
  /* Built and not installed: the one that runs. */
  g_autofree char *self = found == NULL ? g_file_read_link ("/proc/self/exe", NULL) : NULL;

  add_word (exec, found == NULL && self != NULL ? self : command[0]);
  for (guint i = 1; command[i] != NULL; i++)
    add_word (exec, command[i]);
  return g_strdup_printf (MARK "\n"
                               "[Desktop Entry]\n"
                               "Type=Application\n"
                               "Name=%s\n"
                               "Comment=%s\n"
                               "Icon=%s\n"
                               "Exec=%s\n"
                               "NoDisplay=true\n"
                               "StartupNotify=false\n"
                               "Terminal=false\n",
                          _ ("Vigie"),
                          _ ("Watches the sites in the background and reports those that become "
                             "critical"),
                          VIGIE_APP_ID, exec->str);
}

static void
thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *content = data; /* or NULL: to be removed */
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, VIGIE_APP_ID ".desktop", NULL);
  g_autofree char *old = NULL;
  GError *error = NULL;
  gboolean is_there = g_file_get_contents (path, &old, NULL, NULL);

  if (is_there && !g_str_has_prefix (old, MARK))
    {
      if (content == NULL)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_EXISTS,
                                 /* Translators: a path follows */
                                 _ ("It is already started by a file that Vigie did not create: "
                                    "%s"),
                                 path);
      return;
    }
  if (content == NULL)
    {
      if (is_there && g_unlink (path) != 0)
        g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                                 g_strerror (errno));
      else
        g_task_return_boolean (task, TRUE);
      return;
    }
  /* A folder that cannot be made is told by what cannot be written in it. */
  g_mkdir_with_parents (folder, 0700);
  if (g_strcmp0 (old, content) == 0 || g_file_set_contents (path, content, -1, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vigie_background_autostart_async (gboolean autostart,
                                  const char *const *command,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_background_autostart_async);
  if (autostart)
    g_task_set_task_data (task, vigie_background_autostart_content (command), g_free);
  g_task_run_in_thread (task, thread_cb);
}

gboolean
vigie_background_autostart_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
