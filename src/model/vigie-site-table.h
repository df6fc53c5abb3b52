/* vigie-site-table.h: the sites of a territory by their ids; for this room only.
 *
 * A GHashTable of a million takes 42 bytes each, and 20 ms to grow once more. This one keeps pointers alone, and is made of
 * parts that grow one at a time: 13 bytes, and under 1 ms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-site.h"

G_BEGIN_DECLS

#define VIGIE_SITE_TABLE_PARTS 256

/* Zero-filled it is empty. */
typedef struct
{
  struct
  {
    VigieSite **sites; /* owned array of unowned sites, NULL where there is none */
    guint32 size;
    guint32 n;
  } parts[VIGIE_SITE_TABLE_PARTS];
} VigieSiteTable;

void vigie_site_table_clear (VigieSiteTable *self);
/* NULL if there is none. */
VigieSite *vigie_site_table_find (const VigieSiteTable *self, const char *id);
/* None of its id may be there. Its id stays the same while it is. */
void vigie_site_table_add (VigieSiteTable *self, VigieSite *site);
void vigie_site_table_remove (VigieSiteTable *self, VigieSite *site);

G_END_DECLS
