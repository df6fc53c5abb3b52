/* vigie-map-communes-list.h: the communes as a list: the table beside the coloured map, and where outlines are from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-map-communes.h"

G_BEGIN_DECLS

/* Opens the dialog over the window of @parent. A row shows its commune. */
AdwDialog *vigie_map_communes_list_present (VigieMapCommunes *communes, GtkWidget *parent);

G_END_DECLS
