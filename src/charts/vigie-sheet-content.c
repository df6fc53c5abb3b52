/* vigie-sheet-content.c: the numbers of a sheet as they are dragged out of the window.
 *
 * The file is written when something asks for it, in a thread, into a folder of its own that goes with the provider.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "vigie-sheet.h"

#define VIGIE_TYPE_SHEET_CONTENT (vigie_sheet_content_get_type ())
G_DECLARE_FINAL_TYPE (VigieSheetContent,
                      vigie_sheet_content,
                      VIGIE,
                      SHEET_CONTENT,
                      GdkContentProvider)

struct _VigieSheetContent
{
  GdkContentProvider parent_instance;

  VigieSheet *sheet; /* owned, never changed */
  GMutex lock;       /* of what follows */
  GBytes *csv;       /* owned, or NULL before the first request */
  char *folder;      /* owned, or NULL */
  GFile *file;       /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieSheetContent, vigie_sheet_content, GDK_TYPE_CONTENT_PROVIDER)

static gboolean
is_text (const char *mime_type)
{
  return g_str_equal (mime_type, "text/csv") || g_str_has_prefix (mime_type, "text/plain");
}

static GdkContentFormats *
vigie_sheet_content_ref_formats (GdkContentProvider *provider)
{
  /* GDK knows how files cross the edge of a sandbox. */
  GdkContentFormats *files = gdk_content_formats_union_serialize_mime_types (
      gdk_content_formats_new_for_gtype (GDK_TYPE_FILE_LIST));
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();
  const char *const *mime_types = gdk_content_formats_get_mime_types (files, NULL);

  for (guint i = 0; mime_types != NULL && mime_types[i] != NULL; i++)
    if (!is_text (mime_types[i]))
      gdk_content_formats_builder_add_mime_type (builder, mime_types[i]);
  gdk_content_formats_builder_add_mime_type (builder, "text/csv");
  gdk_content_formats_builder_add_mime_type (builder, "text/plain;charset=utf-8");
  gdk_content_formats_unref (files);
  return gdk_content_formats_builder_free_to_formats (builder);
}

/* The bytes, and the file that has them, both made once. */
static gboolean
make (VigieSheetContent *self, gboolean with_file, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *name = NULL, *path = NULL;

  if (self->csv == NULL)
    self->csv = vigie_sheet_make_csv (self->sheet);
  if (!with_file || self->file != NULL)
    return TRUE;
  if (self->folder == NULL)
    self->folder = g_dir_make_tmp ("vigie-XXXXXX", error);
  if (self->folder == NULL)
    return FALSE;
  name = vigie_sheet_file_name (self->sheet, VIGIE_SHEET_CSV);
  path = g_build_filename (self->folder, name, NULL);
  if (!g_file_set_contents (path, g_bytes_get_data (self->csv, NULL),
                            (gssize) g_bytes_get_size (self->csv), error))
    return FALSE;
  self->file = g_file_new_for_path (path);
  return TRUE;
}

typedef struct
{
  char *mime_type;       /* owned */
  GOutputStream *stream; /* owned */
  int priority;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->mime_type);
  g_object_unref (request->stream);
  g_free (request);
}

static void
serialized_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (gdk_content_serialize_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
make_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (make (source, GPOINTER_TO_INT (data), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VigieSheetContent *self = VIGIE_SHEET_CONTENT (source);
  g_autoptr (GTask) task = data;
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (is_text (request->mime_type))
    {
      gsize length;
      const void *bytes = g_bytes_get_data (self->csv, &length);

      g_output_stream_write_all_async (request->stream, bytes, length, request->priority,
                                       cancellable, written_cb, g_steal_pointer (&task));
    }
  else
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, GDK_TYPE_FILE_LIST);
      g_value_take_boxed (&value, gdk_file_list_new_from_array (&self->file, 1));
      gdk_content_serialize_async (request->stream, request->mime_type, &value, request->priority,
                                   cancellable, serialized_cb, g_steal_pointer (&task));
    }
}

static void
vigie_sheet_content_write_async (GdkContentProvider *provider,
                                 const char *mime_type,
                                 GOutputStream *stream,
                                 int io_priority,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  GTask *task = g_task_new (provider, cancellable, callback, data);
  g_autoptr (GTask) maker = g_task_new (provider, cancellable, made_cb, task);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, vigie_sheet_content_write_async);
  request->mime_type = g_strdup (mime_type);
  request->stream = g_object_ref (stream);
  request->priority = io_priority;
  g_task_set_task_data (task, request, request_free);
  g_task_set_task_data (maker, GINT_TO_POINTER (!is_text (mime_type)), NULL);
  g_task_run_in_thread (maker, make_cb);
}

static gboolean
vigie_sheet_content_write_finish (GdkContentProvider *provider,
                                  GAsyncResult *result,
                                  GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vigie_sheet_content_finalize (GObject *object)
{
  VigieSheetContent *self = VIGIE_SHEET_CONTENT (object);

  if (self->file != NULL)
    g_file_delete (self->file, NULL, NULL);
  g_clear_object (&self->file);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_clear_pointer (&self->csv, g_bytes_unref);
  g_object_unref (self->sheet);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (vigie_sheet_content_parent_class)->finalize (object);
}

static void
vigie_sheet_content_class_init (VigieSheetContentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  object_class->finalize = vigie_sheet_content_finalize;
  provider_class->ref_formats = vigie_sheet_content_ref_formats;
  provider_class->write_mime_type_async = vigie_sheet_content_write_async;
  provider_class->write_mime_type_finish = vigie_sheet_content_write_finish;
}

static void
vigie_sheet_content_init (VigieSheetContent *self)
{
  g_mutex_init (&self->lock);
}

GdkContentProvider *
vigie_sheet_get_content (VigieSheet *self)
{
  VigieSheetContent *content = g_object_new (VIGIE_TYPE_SHEET_CONTENT, NULL);

  content->sheet = g_object_ref (self);
  return GDK_CONTENT_PROVIDER (content);
}
