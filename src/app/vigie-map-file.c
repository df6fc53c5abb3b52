/* vigie-map-file.c: the map file that the settings name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-file.h"

#include <glib/gi18n-lib.h>

#define KEY "map-file"

struct _VigieMapFile
{
  GObject parent_instance;

  GSettings *settings;       /* owned */
  VigieMapArchive *file;     /* owned, or NULL */
  char *problem;             /* owned, or NULL */
  GCancellable *cancellable; /* owned: of the opening under way; or NULL */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMapFile, vigie_map_file, G_TYPE_OBJECT)

/* An address, or a path as an administrator may write it. What a portal gave (/run/user/…/doc/…) stays as it is. */
static GFile *
file_of (const char *address)
{
  return g_path_is_absolute (address) ? g_file_new_for_path (address)
                                      : g_file_new_for_uri (address);
}

static void
take (VigieMapFile *self, VigieMapArchive *file, char *problem)
{
  g_set_object (&self->file, file);
  g_free (self->problem);
  self->problem = problem;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieMapArchive) file = vigie_map_archive_open_finish (result, &error);
  g_autoptr (VigieMapFile) self = user_data;
  g_autoptr (GFile) place = NULL;
  g_autofree char *address = NULL, *base = NULL, *name = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (file != NULL)
    {
      take (self, file, NULL);
      return;
    }
  address = vigie_map_file_dup_address (self);
  place = file_of (address);
  base = g_file_get_basename (place);
  name = g_filename_display_name (base != NULL ? base : address);
  take (self, NULL,
        /* Translators: on the map; %1$s is the name of a file, %2$s a sentence that says why */
        g_strdup_printf (_ ("The map file %1$s is not used. %2$s"), name, error->message));
}

static void
load (VigieMapFile *self)
{
  g_autofree char *address = vigie_map_file_dup_address (self);
  g_autoptr (GFile) place = *address != '\0' ? file_of (address) : NULL;

  if (place != NULL && self->file != NULL
      && g_file_equal (place, vigie_map_archive_get_file (self->file)))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (place == NULL)
    {
      take (self, NULL, NULL);
      return;
    }
  self->cancellable = g_cancellable_new ();
  vigie_map_archive_open_async (place, self->cancellable, opened_cb, g_object_ref (self));
}

static void
vigie_map_file_dispose (GObject *object)
{
  VigieMapFile *self = VIGIE_MAP_FILE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (vigie_map_file_parent_class)->dispose (object);
}

static void
vigie_map_file_class_init (VigieMapFileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_file_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_map_file_init (VigieMapFile *self)
{
}

VigieMapFile *
vigie_map_file_get (VigieContext *context)
{
  static GQuark quark = 0;
  VigieMapFile *self;

  g_return_val_if_fail (VIGIE_IS_CONTEXT (context), NULL);

  if (quark == 0)
    quark = g_quark_from_static_string ("vigie-map-file");
  self = g_object_get_qdata (G_OBJECT (context), quark);
  if (self != NULL)
    return self;
  self = g_object_new (VIGIE_TYPE_MAP_FILE, NULL);
  g_object_set_qdata_full (G_OBJECT (context), quark, self, g_object_unref);
  self->settings = g_object_ref (vigie_context_get_settings (context));
  g_signal_connect_object (self->settings, "changed::" KEY, G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}

GSettings *
vigie_map_file_get_settings (VigieMapFile *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_FILE (self), NULL);
  return self->settings;
}

VigieMapArchive *
vigie_map_file_get_file (VigieMapFile *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_FILE (self), NULL);
  return self->file;
}

gboolean
vigie_map_file_get_pending (VigieMapFile *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_FILE (self), FALSE);
  return self->cancellable != NULL && self->file == NULL && self->problem == NULL;
}

const char *
vigie_map_file_get_problem (VigieMapFile *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_FILE (self), NULL);
  return self->problem;
}

char *
vigie_map_file_dup_address (VigieMapFile *self)
{
  /* For screenshots: another file than the settings'. */
  const char *asked = g_getenv ("VIGIE_MAP_FILE");

  g_return_val_if_fail (VIGIE_IS_MAP_FILE (self), NULL);
  return asked != NULL ? g_strdup (asked) : g_settings_get_string (self->settings, KEY);
}

void
vigie_map_file_set_address (VigieMapFile *self, const char *address)
{
  g_return_if_fail (VIGIE_IS_MAP_FILE (self));
  g_settings_set_string (self->settings, KEY, address);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VigieMapFile *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (VigieMapArchive) file = vigie_map_archive_open_finish (result, &error);
  g_autofree char *address = NULL;

  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  address = g_file_get_uri (vigie_map_archive_get_file (file));
  /* First, so that it is not opened once more for the settings. */
  g_set_object (&self->file, file);
  vigie_map_file_set_address (self, address);
  take (self, file, NULL);
  g_task_return_boolean (task, TRUE);
}

void
vigie_map_file_choose_async (VigieMapFile *self,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (VIGIE_IS_MAP_FILE (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vigie_map_file_choose_async);
  vigie_map_archive_open_async (file, cancellable, chosen_cb, task);
}

gboolean
vigie_map_file_choose_finish (VigieMapFile *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
