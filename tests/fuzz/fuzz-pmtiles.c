/* fuzz-pmtiles.c: any bytes as a PMTiles file: its header, directories and metadata, and tiles of all levels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "vigie-pmtiles-directory.h"
#include "vigie-pmtiles.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_tiles (gpointer file, const VigieMapArchiveInfo *info)
{
  for (guint z = 0; z <= VIGIE_MAP_ARCHIVE_MAX_ZOOM; z++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) any = vigie_pmtiles_form.read_any (file, z, NULL, &error);
      g_autoptr (GBytes) corner
          = vigie_pmtiles_form.read_tile (file, z, (1u << z) - 1, (1u << z) / 2, NULL, NULL);

      /* What was told of the levels holds. */
      g_assert_true (any == NULL || error == NULL);
      g_assert_true (any == NULL || (z >= info->min_zoom && z <= info->max_zoom));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  VigieMapArchiveInfo info = {0};
  VigieMapArchivePlace place
      = {.path = "/a.pmtiles", .fd = memfd_create ("fuzz", MFD_CLOEXEC), .size = size};
  gpointer file;

  if (place.fd < 0 || write (place.fd, data, size) != (ssize_t) size)
    g_error ("no file in memory");
  file = vigie_pmtiles_form.open (&place, NULL, NULL);
  if (file == NULL)
    return 0;
  if (vigie_pmtiles_form.read_info (file, &info, NULL, NULL))
    {
      g_assert_true (vigie_geo_box_is_valid (&info.bounds));
      g_assert_true (g_utf8_validate (info.name, -1, NULL));
      g_assert_true (g_utf8_validate (info.attribution, -1, NULL));
      read_tiles (file, &info);
    }
  g_free (info.name);
  g_free (info.attribution);
  g_free (info.licence);
  vigie_pmtiles_form.free (file);
  return 0;
}
