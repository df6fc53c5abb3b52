/* vigie-site-record.h: what sorting and searching need of a site, computed once: inside of the site
 * model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-filters.h"
#include "vigie-site.h"

G_BEGIN_DECLS

typedef struct
{
  VigieSite *site;     /* owned */
  VigieSiteData *data; /* owned: what the keys are of; NULL until they are made */
  char *collation;     /* owned: key of the name's order */
  char *folded;        /* owned: all that is searched, or NULL until it is asked for */
  gsize folded_length;
  guint n_measures;   /* that the folded text tells of */
  guint commune;      /* the model's number of it; 0: none */
  guint64 order;      /* the smaller, the nearer to the top */
  guint8 kind;        /* VigieKind */
  guint8 state;       /* VigieState */
  guint8 freshness;   /* VigieFreshness */
  guint8 found : 1;   /* the words searched are in it */
  guint8 by_name : 1; /* it stands in the order by name */
  guint8 shown : 1;   /* the filters let it pass */
  guint8 gone : 1;    /* it is to be taken out of that order */
} VigieSiteRecord;

/* Of @site, without keys yet. Free with vigie_site_record_free(). */
VigieSiteRecord *vigie_site_record_new (VigieSite *site);
void vigie_site_record_free (VigieSiteRecord *self);

/* Makes the keys of the site's data as they are now. TRUE if its name is another than it was. */
gboolean vigie_site_record_take_data (VigieSiteRecord *self);

/* Whether the site's data are others than those of the keys. */
gboolean vigie_site_record_is_stale (const VigieSiteRecord *self);

/* Takes over state and freshness; TRUE if one of them is another. */
gboolean vigie_site_record_take_state (VigieSiteRecord *self);

/* Makes the folded text if it is not there, or of fewer or more measures than the site has. */
void vigie_site_record_fold (VigieSiteRecord *self);

/* Whether each of the @words (folded, NULL at the end) is somewhere in the site's texts: name, kind,
 * commune, address, measures, sensors with their identifiers. */
gboolean vigie_site_record_find (VigieSiteRecord *self, const char *const *words);

/* Sorts by their order, the same order staying as it is: @from and @to are of @n records, and hold the
 * result in @from. */
void vigie_site_records_sort (VigieSiteRecord **from, VigieSiteRecord **to, guint n);

G_END_DECLS
