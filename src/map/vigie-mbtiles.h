/* vigie-mbtiles.h: map files in SQLite, as MBTiles 1.3 has them: read only, bounded in time and size.
 * https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-archive-form.h"

G_BEGIN_DECLS

extern const VigieMapArchiveForm vigie_mbtiles_form;

G_END_DECLS
