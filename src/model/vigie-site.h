/* vigie-site.h: a site of the territory and its measures, live. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-attendance.h"
#include "vigie-measure.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE (vigie_site_get_type ())
/* Properties (notify only on change): id, name, severity (int), condition, freshness, reason, data
 * (pointer to the VigieSiteData: notified when the server tells of it anew: place, address, …), level (int, VigieLevel;
 * read and write). */
G_DECLARE_FINAL_TYPE (VigieSite, vigie_site, VIGIE, SITE, GObject)

const VigieSiteData *vigie_site_get_data (VigieSite *self);
const char *vigie_site_get_id (VigieSite *self);
const char *vigie_site_get_name (VigieSite *self);
VigieKind vigie_site_get_kind (VigieSite *self);
double vigie_site_get_lat (VigieSite *self); /* NAN if none */
double vigie_site_get_lon (VigieSite *self);

/* Its measures, in the order of the server: VigieMeasure. Owned by the site. */
GListModel *vigie_site_get_measures (VigieSite *self);

/* The site's state is that of its worst measure (diagnostic measures included); worst is NULL where the
 * site has no measure: then its freshness is NONE and its condition UNKNOWN, unless it is out of service. */
VigieMeasure *vigie_site_get_worst (VigieSite *self);
VigieCondition vigie_site_get_condition (VigieSite *self);
VigieFreshness vigie_site_get_freshness (VigieSite *self);
int vigie_site_get_severity (VigieSite *self); /* see vigie_severity() */
/* What is known to be wrong here, whether or not it still speaks: the worst condition of its measures by the last reading
 * that each took (NORMAL, WARNING, CRITICAL), and in @n_measures (may be NULL) how many have it, 0 if NORMAL. Silence
 * changes nothing of it; what is out of service counts for nothing. A change is told by the territory's
 * "problem-changed". */
VigieCondition vigie_site_get_problem (VigieSite *self, guint *n_measures);
/* The measure that tells of it: of those that have that condition the first, one that still speaks before one that
 * does not; NULL if NORMAL. */
VigieMeasure *vigie_site_get_problem_measure (VigieSite *self);
/* Since when: for a condition or « late », « silent » the reading it began with or that was the last;
 * for out of service what was declared; VIGIE_TIME_NONE where it is not known. */
VigieTime vigie_site_get_since (VigieSite *self);
VigieTime vigie_site_get_last_reading (VigieSite *self); /* newest of its measures, or NONE */

/* The reason of the state in words of the user's language, e.g. « Benne gravats 94 %, seuil 90 % »;
 * owned by the site until a call that finds other words, never NULL. */
const char *vigie_site_get_reason (VigieSite *self);

/* How busy it is: UNKNOWN until who computes attendance says it (not the territory, which knows no habits). A change is
 * told by the territory's "level-changed" too. What is no VigieLevel is UNKNOWN. */
void vigie_site_set_level (VigieSite *self, VigieLevel level);
VigieLevel vigie_site_get_level (VigieSite *self);

G_END_DECLS
