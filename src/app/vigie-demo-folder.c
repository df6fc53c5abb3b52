/* vigie-demo-folder.c: a folder that goes with the program that made it, be this one killed.
 *
 * Whether its program still runs is told by a lock on the folder itself, which the kernel takes away with the process: a
 * number of a process would say another thing in each sandbox, and nothing for sure once numbers are given out again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-demo-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "vigie-folder.h"

struct _VigieDemoFolder
{
  char *path; /* owned */
  int fd;     /* owned: of the folder, locked */
};

static int
open_folder (const char *path)
{
  return g_open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
}

static void
remove_leftovers (const char *parent, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      {
        g_autofree char *path = g_build_filename (parent, name, NULL);
        g_autofd int fd = open_folder (path);

        if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
          vigie_folder_remove (path);
      }
}

VigieDemoFolder *
vigie_demo_folder_new (const char *parent, const char *prefix, GError **error)
{
  g_autofree char *name = g_strconcat (prefix, "XXXXXX", NULL);
  int code;

  remove_leftovers (parent, prefix);
  /* Another one that starts may take the new folder for a leftover as long as it is not locked. */
  for (guint tries = 0; g_mkdir_with_parents (parent, 0700) == 0 && tries < 100; tries++)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      g_autofd int fd = g_mkdtemp (path) != NULL ? open_folder (path) : -1;

      if (fd >= 0 && flock (fd, LOCK_EX) == 0 && g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          VigieDemoFolder *self = g_new0 (VigieDemoFolder, 1);

          self->path = g_steal_pointer (&path);
          self->fd = g_steal_fd (&fd);
          return self;
        }
      if (fd < 0 && errno != ENOENT)
        break;
    }
  code = errno;
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code));
  return NULL;
}

const char *
vigie_demo_folder_get_path (VigieDemoFolder *self)
{
  return self->path;
}

void
vigie_demo_folder_remove (VigieDemoFolder *self)
{
  vigie_folder_remove (self->path);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}
