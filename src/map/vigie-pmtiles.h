/* vigie-pmtiles.h: map files of directories and tiles, as PMTiles 3 has them: read only, bounded in time and size.
 * https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-archive-form.h"

G_BEGIN_DECLS

extern const VigieMapArchiveForm vigie_pmtiles_form;

G_END_DECLS
