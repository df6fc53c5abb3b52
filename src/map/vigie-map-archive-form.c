/* vigie-map-archive-form.c: what the forms of map files have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-archive-form.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vigie-map-archive-text.h"
#include "vigie-mbtiles.h"
#include "vigie-pmtiles.h"

#define MAX_NAME 120
#define MAX_ATTRIBUTION 300

G_DEFINE_QUARK (vigie - map - archive - error, vigie_map_archive_error)

/* ---- Which form ---- */

static gboolean
open_place (const char *path, VigieMapArchivePlace *place, GError **error)
{
  struct stat info;
  /* A pipe or a device must not keep this thread. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd < 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        g_set_error_literal (
            error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_GONE,
            _ ("The map file is no longer there. Put it back, or choose another."));
      else
        g_set_error (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE,
                     /* Translators: %s is the system’s reason: « Permission denied » */
                     _ ("The map file cannot be read: %s."), g_strerror (errno));
      return FALSE;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (fd);
      g_set_error_literal (
          error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE,
          _ ("This is not a file. Choose a file whose name ends in .mbtiles or .pmtiles."));
      return FALSE;
    }
  *place = (VigieMapArchivePlace) {.path = path,
                                   .fd = fd,
                                   .size = (guint64) info.st_size,
                                   .changed = info.st_mtim.tv_sec * VIGIE_SECOND};
  return TRUE;
}

const VigieMapArchiveForm *
vigie_map_archive_form_find (const char *path, VigieMapArchivePlace *place, GError **error)
{
  static const VigieMapArchiveForm *const forms[] = {&vigie_mbtiles_form, &vigie_pmtiles_form};
  char head[16] = {0};
  ssize_t length;

  if (!open_place (path, place, error))
    return NULL;
  /* What it is counts, not what it is called. */
  length = pread (place->fd, head, sizeof head, 0);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (length >= (ssize_t) forms[i]->magic_length
        && memcmp (head, forms[i]->magic, forms[i]->magic_length) == 0)
      return forms[i];
  close (place->fd);
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_OTHER,
                       _ ("Despite its name, this is not a map file (MBTiles or PMTiles). Choose "
                          "another, or have it sent again."));
  return NULL;
}

/* ---- What it says ---- */

const char *const *
vigie_map_archive_form_get_keys (void)
{
  static const char *const keys[]
      = {"name",    "bounds",    "attribution",
         "license", "licence",   "date",
         "mtime",   "timestamp", "planetiler:osm:osmosisreplicationtime",
         NULL};

  return keys;
}

void
vigie_map_archive_form_read_texts (VigieMapArchiveInfo *info,
                                   GHashTable *texts,
                                   const VigieMapArchivePlace *place)
{
  static const char *const dates[]
      = {"planetiler:osm:osmosisreplicationtime", "date", "timestamp", "mtime"};
  const char *licence = g_hash_table_lookup (texts, "license");

  info->name = vigie_map_archive_plain_text (g_hash_table_lookup (texts, "name"), MAX_NAME);
  if (*info->name == '\0')
    {
      g_autofree char *base = g_path_get_basename (place->path);
      g_autofree char *shown = g_filename_display_name (base);

      g_free (info->name);
      info->name = vigie_map_archive_plain_text (shown, MAX_NAME);
    }
  info->attribution
      = vigie_map_archive_plain_text (g_hash_table_lookup (texts, "attribution"), MAX_ATTRIBUTION);
  if (licence == NULL)
    licence = g_hash_table_lookup (texts, "licence");
  info->licence = vigie_map_archive_plain_text (licence, MAX_NAME);
  info->date = VIGIE_TIME_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (dates) && info->date == VIGIE_TIME_NONE; i++)
    info->date = vigie_map_archive_parse_date (g_hash_table_lookup (texts, dates[i]));
  info->date_is_files = info->date == VIGIE_TIME_NONE;
  if (info->date_is_files)
    info->date = place->changed;
  info->size = place->size;
}

/* ---- Errors ---- */

void
vigie_map_archive_form_set_damaged (GError **error)
{
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED,
                       _ ("The map file is damaged. Copy it again, or have it recreated."));
}

void
vigie_map_archive_form_set_short (guint64 has, guint64 ought, GError **error)
{
  g_autofree char *now = g_format_size (has), *whole = g_format_size (ought);

  g_set_error (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED,
               /* Translators: two sizes, « 12,0 MB of 45,2 MB » */
               _ ("The map file is incomplete: only %1$s of %2$s are present. Copy it again."), now,
               whole);
}

void
vigie_map_archive_form_set_slow (GError **error)
{
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_SLOW,
                       _ ("The map file takes too long to respond: it may lack an index. Have it "
                          "recreated, or copy it to a faster disk."));
}

void
vigie_map_archive_form_set_large (GError **error)
{
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_TOO_LARGE,
                       _ ("The map file contains a tile that is too large. Have it recreated."));
}

void
vigie_map_archive_form_set_unreadable (GError **error)
{
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE,
                       _ ("The map file can no longer be read. Check the disk it is on."));
}

void
vigie_map_archive_form_set_empty (GError **error)
{
  g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_EMPTY,
                       _ ("The map file contains no tiles. Have it recreated."));
}
