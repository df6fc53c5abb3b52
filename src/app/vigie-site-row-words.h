/* vigie-site-row-words.h: what a row of the list of sites says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-glyph.h"
#include "vigie-site-model.h"
#include "vigie-site-row-style.h"

G_BEGIN_DECLS

typedef struct
{
  VigieSection section;
  VigieGlyphLook look;
  char *
      state; /* owned: « Critique »; without a link of when it is: « Critique au dernier relevé » */
  VigieTime time; /* of which moment the state is, or VIGIE_TIME_NONE */
  char *line;     /* owned: the second line, or "" */
  char *age;      /* owned: of the reading that makes the state, or "" */
  /* Owned: all of it for a screen reader: « Déchèterie de Riantec, déchèterie, critique : Benne gravats 94 %, seuil
   * 90 %, il y a 4 min ». */
  char *sentence;
} VigieSiteWords;

/* What is said of @site at @now; @live: FALSE while it is the last known state. Clear it. */
void vigie_site_words_init (VigieSiteWords *words,
                            VigieSite *site,
                            VigieSiteLine line,
                            VigieTime now,
                            gboolean live);
void vigie_site_words_clear (VigieSiteWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigieSiteWords, vigie_site_words_clear)

G_END_DECLS
