/* vigie-site-row.h: a site in the list: sign, name, a second line, age; drawn as a whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-row.h"
#include "vigie-site-row-words.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

/* What all rows of a list share. */
typedef struct
{
  VigieTicker *ticker;      /* unowned */
  VigieSiteRowStyle *style; /* unowned */
  /* Unowned, or NULL: widgets that are not seen and have the style of what asks for a person, and of a second line:
   * colours and fonts of rows come from the style sheet by them. */
  GtkWidget *strong, *small;
} VigieSitePen;

#define VIGIE_TYPE_SITE_ROW (vigie_site_row_get_type ())
/* A VigieDrawnRow of VigieSite. The age stands beside the name where both have room, else on the second line and the
 * name may take two lines: names that differ at their end stay told apart in a narrow list and in large text.
 * Signal "height-changed": what it says takes more room, or less. */
G_DECLARE_FINAL_TYPE (VigieSiteRow, vigie_site_row, VIGIE, SITE_ROW, VigieDrawnRow)

/* @pen outlives it; floating. */
VigieDrawnRow *vigie_site_row_new (const VigieSitePen *pen);

/* Pixels that it takes in @width of them. */
int vigie_site_row_get_height (VigieSiteRow *self, int width);

/* What was laid out is of another font. */
void vigie_site_row_restyle (VigieSiteRow *self);

/* What is shown as one sentence; owned by the row, NULL without a site. */
const char *vigie_site_row_get_sentence (VigieSiteRow *self);

G_END_DECLS
