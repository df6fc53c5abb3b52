/* vigie-notice.h: which notification rings, is replaced or goes, and when. Pure: times are given.
 *
 * The rules, each of which has its line in the tests:
 * - What was so when the person could see it last does not ring; what became so since then does.
 * - A site rings when something more is wrong there than was known: a worse condition, or one more measure in it. It does
 *   so once in VIGIE_NOTICE_HOLD, unless it was seen in between or is worse than what the last ring told; what comes
 *   back earlier is shown quietly, and rings at the end of that time if it is still so.
 * - More than VIGIE_NOTICE_FLOOD rings in VIGIE_NOTICE_FLOOD_SPAN become one, with their number; so do those of a time in
 *   which nothing was known.
 * - The notification goes when the site is normal again. Silence is not normal: it changes nothing.
 * - A link that was lost for VIGIE_NOTICE_LINK_DELAY is told once.
 *
 * Times named @now and what is returned are of one monotonic clock, in µs; those named @since are instants for the words.
 * Main thread only, as all plain values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-values.h"

G_BEGIN_DECLS

#define VIGIE_NOTICE_HOLD (10 * VIGIE_MINUTE)
#define VIGIE_NOTICE_FLOOD 5
#define VIGIE_NOTICE_FLOOD_SPAN VIGIE_MINUTE
#define VIGIE_NOTICE_LINK_DELAY (2 * VIGIE_MINUTE)
/* How long « Lien rétabli » stays. */
#define VIGIE_NOTICE_LINK_BACK_SPAN VIGIE_MINUTE

/* What is to be done with a notification. Each site has one, the group has one, the link has one. */
typedef enum
{
  VIGIE_NOTICE_SITE,       /* show that of @site, in the place of the one before */
  VIGIE_NOTICE_SITE_GONE,  /* withdraw it */
  VIGIE_NOTICE_GROUP,      /* show that of several sites, in the place of the one before */
  VIGIE_NOTICE_GROUP_GONE, /* withdraw it */
  VIGIE_NOTICE_LINK,       /* the link is lost since @since */
  VIGIE_NOTICE_LINK_BACK,  /* in its place: it is back, quietly */
  VIGIE_NOTICE_LINK_GONE,  /* withdraw it */
} VigieNoticeKind;

typedef struct
{
  VigieNoticeKind kind;
  char *site;               /* owned: identifier; NULL but for SITE, SITE_GONE */
  VigieCondition condition; /* of SITE: as it is; NORMAL never */
  gboolean quiet;           /* to be read later: no sound, no banner */
  gboolean eased;           /* of SITE: no longer what was told, and not normal either */
  guint n_sites;            /* of GROUP: how many, ≥ 1 */
  guint n_critical;         /* of them */
  GPtrArray *sites; /* of GROUP: char *, owned: their identifiers, those that came last first */
  VigieTime since;  /* of what is told; or VIGIE_TIME_NONE */
} VigieNoticeAct;

void vigie_notice_act_free (VigieNoticeAct *act);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieNoticeAct, vigie_notice_act_free)

typedef struct _VigieNotice VigieNotice;

/* Nothing is known, nothing is live; critical sites are told of. Free it with vigie_notice_free(). */
VigieNotice *vigie_notice_new (void);
void vigie_notice_free (VigieNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieNotice, vigie_notice_free)

/* From which condition on sites are told of: CRITICAL, WARNING; UNKNOWN: of nothing at all, the link included. What is
 * already so does not ring. */
void vigie_notice_set_least (VigieNotice *self, VigieCondition least);

/* What is wrong at the site @id: the worst condition of its measures (NORMAL, WARNING, CRITICAL; anything else is
 * NORMAL), how many have it, and since when. NORMAL also for a site that is there no more. Takes effect with the next
 * vigie_notice_decide() while live. O(1). */
void vigie_notice_update (VigieNotice *self,
                          const char *id,
                          VigieCondition condition,
                          guint n_measures,
                          VigieTime since);

/* How many sites are CRITICAL, or WARNING, by what was told last, whatever is notified. */
guint vigie_notice_count (VigieNotice *self, VigieCondition condition);

/* The person has seen all that is, or it is nothing that could be news: it does not ring. */
void vigie_notice_know_all (VigieNotice *self);

/* What turns out to be wrong since before @instant is known: at a start the readings that say it (those of a delay, of a
 * change) may come after the site itself did. VIGIE_TIME_NONE (as at first): nothing is, which ends it. */
void vigie_notice_set_known_before (VigieNotice *self, VigieTime instant);

/* While FALSE (as at first) what changes is only noted. TRUE after that: what is otherwise than it was known rings, as
 * one where it is several and @since is not VIGIE_TIME_NONE: the instant from which on nothing was known. */
void vigie_notice_set_live (VigieNotice *self, gboolean live, VigieTime since);

/* The site that the person looks at (NULL: none): it is seen as long as that is so. @all: every site is, as on a wall. */
void vigie_notice_set_watched (VigieNotice *self, const char *id, gboolean all);

/* The person is before the window, which tells of the link itself. */
void vigie_notice_set_present (VigieNotice *self, gboolean present);

/* The person has seen the site, or what the group told: its notification goes at the next decision. */
void vigie_notice_see (VigieNotice *self, const char *id);
void vigie_notice_see_group (VigieNotice *self);

/* The link is lost since the instant @since, or is there; a second call for the same changes nothing. */
void vigie_notice_set_link (VigieNotice *self, gboolean lost, VigieTime since, gint64 now);

/* Adds what is to be done now to @acts (VigieNoticeAct *), in order, and gives the time at which it is to be asked again
 * though nothing changed, or G_MAXINT64. O(what changed). */
gint64 vigie_notice_decide (VigieNotice *self, gint64 now, GPtrArray *acts);

/* Adds the withdrawal of all that is shown, and forgets everything but what set_least() said. */
void vigie_notice_reset (VigieNotice *self, GPtrArray *acts);

G_END_DECLS
