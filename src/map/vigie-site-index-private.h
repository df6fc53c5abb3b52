/* vigie-site-index-private.h: what the index's two files share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-site-index.h"
#include "vigie-site-slot.h"

G_BEGIN_DECLS

/* How long a slice of the main loop reads sites or their states. */
#define VIGIE_SITE_INDEX_SLICE 1500 /* µs */

/* Degrees: the build projects them. NAN where the site is no longer to be shown. */
typedef struct
{
  guint slot;
  guint8 state;
  guint8 other; /* it was another site's */
  double lat, lon;
} VigieSiteIndexChange;

struct _VigieSiteIndex
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned */
  GListModel *sites;         /* owned: those of the territory to show, or NULL for all */

  GPtrArray *by_slot; /* owned: VigieSite references or NULL: what is shown, or will be */
  GArray *mirror;     /* owned: guint slot by position of the model */
  GByteArray *listed; /* owned, by slot: whether it is in the mirror */
  gboolean fresh;     /* all is read again: the next build begins with nothing */
  GArray *changes;    /* owned: VigieSiteIndexChange, for the next build */

  VigieClusterIndex *clusters; /* owned; what is shown, or NULL */
  gboolean located;
  double x0, y0, x1, y1; /* its extent, where located */

  gpointer building;    /* unowned: the build that a thread works on, or NULL */
  guint build_source;   /* the next build is due, or 0 */
  gint64 last_build;    /* monotonic µs, or 0 */
  gint64 last_duration; /* µs */

  GArray *
      restate; /* owned: guint slots whose state is to be looked at, as a build is under way or time was up */
  guint restate_next; /* of them, the next */
  guint restate_all;  /* slots from this one on are too; G_MAXUINT if none */
  gboolean restated;  /* and one was another */
  guint purge_next;   /* slots from this one on are given up where not listed; G_MAXUINT if none */
  guint slice_source; /* something is to be read, or 0 */

  VigieSiteStateFunc state_func; /* or NULL: the present look */
  gpointer state_data;
  GDestroyNotify state_destroy;
};

enum
{
  VIGIE_SITE_INDEX_REBUILT,
  VIGIE_SITE_INDEX_RESTATED,
  VIGIE_SITE_INDEX_N_SIGNALS
};
extern guint vigie_site_index_signals[VIGIE_SITE_INDEX_N_SIGNALS];

/* The territory, or those of it that are to be shown. */
GListModel *vigie_site_index_get_model (VigieSiteIndex *self);
/* Makes sure that clusters are built of what changed. */
void vigie_site_index_schedule_build (VigieSiteIndex *self);

/* In vigie-site-index-read.c. */
/* The site in a slot, or NULL. */
VigieSite *vigie_site_index_site_in (VigieSiteIndex *self, guint slot);
/* The state of a site is to be looked at, and whether it is where it is shown. */
void vigie_site_index_restate (VigieSiteIndex *self, guint slot);
/* Looks at as many as a slice has time for; the others later. */
void vigie_site_index_look_at_states (VigieSiteIndex *self);
void vigie_site_index_take_states_until (VigieSiteIndex *self, gint64 deadline);
/* A site of the model, whose reference is taken: in its slot, and noted as a change. */
guint vigie_site_index_take_site (VigieSiteIndex *self, VigieSite *site);
/* A site that is no longer of the model. TRUE if it was shown. */
gboolean vigie_site_index_drop_slot (VigieSiteIndex *self, guint slot);
/* Whether all of the model was read. */
gboolean vigie_site_index_is_mirrored (VigieSiteIndex *self);
/* Reads what was not, until the monotonic @deadline. */
void vigie_site_index_read_until (VigieSiteIndex *self, gint64 deadline);
/* All is to be read again; what is shown stays until then. */
void vigie_site_index_begin_again (VigieSiteIndex *self);
/* Makes sure that a slice runs. */
void vigie_site_index_need_slice (VigieSiteIndex *self);

G_END_DECLS
