/* vigie-wall-problems.h: what is wrong in a territory, the worst first, as the wall tells it. Main thread only.
 *
 * It speaks of conditions and freshness alone, measure by measure: silence does not end what was passed before it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-glyph.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* As many are told one by one. */
#define VIGIE_WALL_MAX_PROBLEMS 6

typedef struct
{
  VigieSite *site;       /* owned */
  VigieMeasure *measure; /* owned: the worst of a silent site */
  VigieGlyphLook look;   /* CRITICAL, WARNING or SILENT */
  VigieTime since;       /* or VIGIE_TIME_NONE */
  guint n_silent;        /* of the measures of a silent site */
} VigieWallProblem;

typedef struct
{
  VigieWallProblem list[VIGIE_WALL_MAX_PROBLEMS];
  guint n_list;
  guint n_sites;          /* all there are */
  guint n_conditions;     /* measures of which a limit is passed */
  guint n_critical;       /* sites */
  guint n_warning;        /* sites that are not critical */
  guint n_silent;         /* sites of which nothing worse than silence is known */
  guint n_out_of_service; /* sites whose worst is that */
  GPtrArray *critical;    /* owned: VigieSite, those that are critical */
} VigieWallProblems;

/* Fills @problems, which is zero-filled or was filled before. The list has what is critical, then warnings, each the
 * newest first (VISUAL.md); silent sites where there is room. O(sites) and the measures of those that are not well. */
void vigie_wall_problems_read (VigieWallProblems *problems, VigieTerritory *territory);
void vigie_wall_problems_clear (VigieWallProblems *problems);

/* The words of a problem; all new, "" where there is none. */
typedef struct
{
  char *what;  /* « Benne gravats 94 % » */
  char *site;  /* « Déchèterie de Riantec » */
  char *since; /* « il y a 5 min »; « à 13 h 58 » while the link is lost */
  char *note;  /* « seuil 90 % », « silence depuis 8 h 00 » */
  char *
      sentence; /* all of it, with the state, for a screen reader; without an age, which would be read each minute */
} VigieWallWords;
void vigie_wall_words_init (VigieWallWords *words,
                            const VigieWallProblem *problem,
                            VigieTime now,
                            gboolean live);
void vigie_wall_words_clear (VigieWallWords *words);

/* « 2 sites critiques »; « Aucun site critique »; « Aucun site sur ce serveur » where there is nothing to say that of. */
char *vigie_wall_problems_title (const VigieWallProblems *problems);
/* « 3 sites en alerte »; "" without any. */
char *vigie_wall_problems_subtitle (const VigieWallProblems *problems);

G_END_DECLS
