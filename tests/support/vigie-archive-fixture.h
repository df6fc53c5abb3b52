/* vigie-archive-fixture.h: map files of a test: a folder of them, opened and read to the end of each answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "vigie-map-archive.h"
#include "vigie-test-folder.h"
#include "vigie-test-wait.h"

static inline VigieMapArchive *
fixture_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  vigie_map_archive_open_async (file, NULL, vigie_test_result_cb, &result);
  WAIT_UNTIL (result != NULL);
  return vigie_map_archive_open_finish (result, error);
}

static inline VigieMapArchive *
fixture_open_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  VigieMapArchive *file = fixture_open (path, &error);

  g_assert_no_error (error);
  return file;
}

static inline GBytes *
fixture_read_tile (VigieMapArchive *file,
                   guint z,
                   guint x,
                   guint y,
                   guint max_up,
                   guint *up,
                   GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  vigie_map_archive_read_tile_async (file, z, x, y, max_up, NULL, vigie_test_result_cb, &result);
  WAIT_UNTIL (result != NULL);
  return vigie_map_archive_read_tile_finish (file, result, up, error);
}

/* The file at @path is not to be opened by one who has given up. */
static inline void
fixture_assert_open_cancelled (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  vigie_map_archive_open_async (file, cancellable, vigie_test_result_cb, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_null (vigie_map_archive_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Refused with @code, soon, in words. Those are returned. */
static inline char *
fixture_assert_refused (const char *path, VigieMapArchiveError code)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (VigieMapArchive) file = fixture_open (path, &error);

  g_assert_null (file);
  g_assert_error (error, VIGIE_MAP_ARCHIVE_ERROR, (int) code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_TIME_SPAN_SECOND);
  return g_strdup (error->message);
}
