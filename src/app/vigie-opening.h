/* vigie-opening.h: what the program can be given to open, by a double click, a link of another program or the
 * command line: links (see vigie-uri.h) and map files. Pure but for what GFile knows of a name; nothing is read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many are opened at a time; more are left out, which is said. */
#define VIGIE_OPENING_MOST 16

typedef enum
{
  VIGIE_OPENING_LINK,
  VIGIE_OPENING_MAP, /* an .mbtiles or .pmtiles file, to be looked into by who shows it */
  VIGIE_OPENING_REFUSED,
} VigieOpening;

/* What @file is. *@link is the link in its usual writing, else NULL; *@words says why it is refused and what can be
 * done, in one sentence, else NULL. Free both. */
VigieOpening vigie_opening_find (GFile *file, char **link, char **words);

/* The same for what stands on the command line: a map file on this machine must be there. NULL where it can be
 * opened, else a sentence. Free it. */
char *vigie_opening_check (GFile *file);

G_END_DECLS
