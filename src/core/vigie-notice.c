/* vigie-notice.c: which notification rings, is replaced or goes, and when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-notice.h"

#include <string.h>

#define NEVER G_MININT64

/* What is wrong somewhere. */
typedef struct
{
  VigieCondition condition; /* NORMAL, WARNING, CRITICAL */
  guint n_measures;         /* in it; 0 where it is normal */
} State;

/* A site at which something is wrong, or was a short while ago. */
typedef struct
{
  char *id;
  State now;
  State known;        /* what the person knows, or could have seen */
  State rung;         /* what the last ring told */
  VigieTime since;    /* of @now */
  gint64 rang;        /* when it rang last, or NEVER where that counts no more */
  GList held;         /* its place among those that rang, oldest first, unless @rang is NEVER */
  GList grouped_link; /* its place in the group, the last one first, if @grouped */
  gboolean shown;     /* a notification of its own is up */
  gboolean grouped;   /* the group's notification tells of it */
  gboolean owed;      /* was shown quietly: rings when the hold ends */
  gboolean pending;   /* in the list of those that changed, or are being judged */
  gboolean seen;      /* by the person, since the last decision */
} Site;

struct _VigieNotice
{
  GHashTable *sites;               /* char * (the Site's) → Site, owned */
  GPtrArray *pending;              /* Site: changed since the last decision, in order */
  GQueue held;                     /* Site: see there */
  char *watched;                   /* owned: a site's identifier, or NULL */
  guint counts[VIGIE_N_CONDITION]; /* sites by what is wrong there; of NORMAL nothing is counted */
  VigieCondition least;
  gboolean watching_all;
  gboolean live;
  gboolean any_seen;    /* some pending site is */
  gboolean catching_up; /* what is pending came while nothing was known */
  gboolean present;
  VigieTime caught_since;
  VigieTime known_before; /* what is wrong since before that is known; or VIGIE_TIME_NONE */

  GArray *rings; /* gint64: when single sites rang, in the last VIGIE_NOTICE_FLOOD_SPAN */

  GQueue group; /* Site: the members, the last one first */
  VigieTime group_since;
  gint64 group_rang;  /* or NEVER */
  gint64 group_added; /* or NEVER */
  gboolean group_shown, group_dirty, group_seen;

  gboolean link_lost, link_told;
  VigieTime link_since;
  gint64 link_due; /* when the loss is told, or G_MAXINT64 */
  gint64 back_due; /* when « Lien rétabli » goes, or G_MAXINT64 */
  gboolean link_back;
};

static const State normal = {VIGIE_CONDITION_NORMAL, 0};

static int
compare (State a, State b)
{
  if (a.condition != b.condition)
    return a.condition < b.condition ? -1 : 1;
  return a.n_measures < b.n_measures ? -1 : a.n_measures > b.n_measures;
}

/* ---- Acts ------------------------------------------------------------------------------------ */

void
vigie_notice_act_free (VigieNoticeAct *act)
{
  g_free (act->site);
  g_clear_pointer (&act->sites, g_ptr_array_unref);
  g_free (act);
}

static VigieNoticeAct *
add_act (GPtrArray *acts, VigieNoticeKind kind, const char *site)
{
  VigieNoticeAct *act = g_new0 (VigieNoticeAct, 1);

  act->kind = kind;
  act->site = g_strdup (site);
  act->since = VIGIE_TIME_NONE;
  g_ptr_array_add (acts, act);
  return act;
}

static void
show_site (Site *site, gboolean quiet, gboolean eased, GPtrArray *acts)
{
  VigieNoticeAct *act = add_act (acts, VIGIE_NOTICE_SITE, site->id);

  act->condition = site->now.condition;
  act->quiet = quiet;
  act->eased = eased;
  act->since = site->since;
  site->shown = TRUE;
}

static void
hide_site (Site *site, GPtrArray *acts)
{
  if (site->shown)
    add_act (acts, VIGIE_NOTICE_SITE_GONE, site->id);
  site->shown = FALSE;
}

/* ---- Sites ----------------------------------------------------------------------------------- */

static void
site_free (Site *site)
{
  g_free (site->id);
  g_free (site);
}

/* What of @state is to be told at all. */
static State
asked (const VigieNotice *self, State state)
{
  return state.condition >= self->least ? state : normal;
}

static Site *
get_site (VigieNotice *self, const char *id)
{
  Site *site = g_hash_table_lookup (self->sites, id);

  if (site != NULL)
    return site;
  site = g_new0 (Site, 1);
  site->id = g_strdup (id);
  site->held.data = site;
  site->grouped_link.data = site;
  site->rang = NEVER;
  site->since = VIGIE_TIME_NONE;
  g_hash_table_insert (self->sites, site->id, site);
  return site;
}

static void
make_pending (VigieNotice *self, Site *site)
{
  if (!site->pending)
    g_ptr_array_add (self->pending, site);
  site->pending = TRUE;
}

static void
set_rang (VigieNotice *self, Site *site, gint64 rang)
{
  if (site->rang != NEVER)
    g_queue_unlink (&self->held, &site->held);
  site->rang = rang;
  if (rang != NEVER)
    g_queue_push_tail_link (&self->held, &site->held);
}

static void
leave_group (VigieNotice *self, Site *site)
{
  if (site->grouped)
    g_queue_unlink (&self->group, &site->grouped_link);
  site->grouped = FALSE;
}

static void
take_as_seen (VigieNotice *self, Site *site, GPtrArray *acts)
{
  hide_site (site, acts);
  leave_group (self, site);
  set_rang (self, site, NEVER);
  site->known = asked (self, site->now);
  site->rung = normal;
  site->owed = FALSE;
  site->seen = FALSE;
}

/* What follows of one site that changed; those that are to ring are added to @rings. */
static void
judge (VigieNotice *self, Site *site, GPtrArray *rings, GPtrArray *acts)
{
  State state = asked (self, site->now);
  int change = compare (state, site->known);
  VigieCondition before = site->known.condition;

  if (site->seen || self->watching_all || g_strcmp0 (self->watched, site->id) == 0)
    {
      take_as_seen (self, site, acts);
      return;
    }
  site->known = state;
  if (site->now.condition == VIGIE_CONDITION_NORMAL || self->least > VIGIE_CONDITION_CRITICAL)
    {
      hide_site (site, acts);
      leave_group (self, site);
      site->owed = FALSE;
    }
  else if (change > 0)
    {
      if (site->rang == NEVER || compare (state, site->rung) > 0)
        g_ptr_array_add (rings, site);
      else
        {
          site->owed = TRUE;
          if (!site->grouped)
            show_site (site, TRUE, FALSE, acts);
        }
    }
  else if (site->now.condition < before)
    {
      leave_group (self, site);
      site->owed = FALSE;
      if (site->shown)
        show_site (site, TRUE, TRUE, acts);
    }
}

/* ---- Rings ----------------------------------------------------------------------------------- */

static void
mark_rung (VigieNotice *self, Site *site, gint64 now)
{
  set_rang (self, site, now);
  site->rung = site->known;
  site->owed = FALSE;
}

static void
enter_group (VigieNotice *self, Site *site, gint64 now, GPtrArray *acts)
{
  hide_site (site, acts);
  leave_group (self, site);
  g_queue_push_head_link (&self->group, &site->grouped_link);
  site->grouped = TRUE;
  mark_rung (self, site, now);
  if (site->since != VIGIE_TIME_NONE
      && (self->group_since == VIGIE_TIME_NONE || site->since < self->group_since))
    self->group_since = site->since;
  self->group_added = now;
  self->group_dirty = TRUE;
}

/* Those that rang one by one a moment ago, and are still told of. */
static void
fold_recent (VigieNotice *self, gint64 now, GPtrArray *acts)
{
  GList *link = self->held.tail;

  while (link != NULL)
    {
      Site *site = link->data;

      link = link->prev;
      if (now - site->rang >= VIGIE_NOTICE_FLOOD_SPAN)
        break;
      if (site->shown && !site->owed && asked (self, site->now).condition != VIGIE_CONDITION_NORMAL)
        enter_group (self, site, now, acts);
    }
  g_array_set_size (self->rings, 0);
}

static void
forget_old_rings (VigieNotice *self, gint64 now)
{
  guint n = 0;

  while (n < self->rings->len
         && now - g_array_index (self->rings, gint64, n) >= VIGIE_NOTICE_FLOOD_SPAN)
    n++;
  if (n > 0)
    g_array_remove_range (self->rings, 0, n);
}

static void
ring (VigieNotice *self, GPtrArray *rings, gint64 now, GPtrArray *acts)
{
  gboolean flooding = self->group_added != NEVER && self->group.length > 0
                      && now - self->group_added < VIGIE_NOTICE_FLOOD_SPAN;
  gboolean together = self->catching_up && rings->len > 1;

  if (rings->len == 0)
    return;
  forget_old_rings (self, now);
  if (!flooding && !together && self->rings->len + rings->len <= VIGIE_NOTICE_FLOOD)
    {
      for (guint i = 0; i < rings->len; i++)
        {
          Site *site = g_ptr_array_index (rings, i);

          leave_group (self, site);
          mark_rung (self, site, now);
          g_array_append_val (self->rings, now);
          show_site (site, FALSE, FALSE, acts);
        }
      return;
    }

  /* A group of before is another story: its sites are known. */
  if (!flooding)
    {
      GList *link;

      while ((link = g_queue_pop_head_link (&self->group)) != NULL)
        ((Site *) link->data)->grouped = FALSE;
      self->group_since = VIGIE_TIME_NONE;
      self->group_rang = NEVER;
      if (!together)
        fold_recent (self, now, acts);
    }
  for (guint i = 0; i < rings->len; i++)
    enter_group (self, g_ptr_array_index (rings, i), now, acts);
  if (together)
    self->group_since = self->caught_since;
}

static void
tell_group (VigieNotice *self, gint64 now, GPtrArray *acts)
{
  VigieNoticeAct *act;

  if (self->group_seen)
    {
      GList *link;

      while ((link = self->group.head) != NULL)
        take_as_seen (self, link->data, acts);
      self->group_seen = FALSE;
    }
  if (self->group.length == 0)
    {
      if (self->group_shown)
        add_act (acts, VIGIE_NOTICE_GROUP_GONE, NULL);
      self->group_shown = self->group_dirty = FALSE;
      self->group_rang = self->group_added = NEVER;
      self->group_since = VIGIE_TIME_NONE;
      return;
    }
  if (!self->group_dirty
      || (self->group_rang != NEVER && now - self->group_rang < VIGIE_NOTICE_FLOOD_SPAN))
    return;

  act = add_act (acts, VIGIE_NOTICE_GROUP, NULL);
  act->sites = g_ptr_array_new_with_free_func (g_free);
  for (GList *link = self->group.head; link != NULL; link = link->next)
    {
      Site *site = link->data;

      g_ptr_array_add (act->sites, g_strdup (site->id));
      act->n_critical += site->now.condition == VIGIE_CONDITION_CRITICAL;
    }
  act->n_sites = self->group.length;
  act->since = self->group_since;
  self->group_shown = TRUE;
  self->group_dirty = FALSE;
  self->group_rang = now;
}

/* ---- The link -------------------------------------------------------------------------------- */

static void
tell_link (VigieNotice *self, gint64 now, GPtrArray *acts)
{
  gboolean wanted = self->least <= VIGIE_CONDITION_CRITICAL;

  if (self->link_told && !wanted)
    {
      add_act (acts, VIGIE_NOTICE_LINK_GONE, NULL);
      self->link_told = self->link_back = FALSE;
      self->back_due = G_MAXINT64;
    }
  if (self->link_lost && now >= self->link_due)
    {
      self->link_due = G_MAXINT64;
      if (wanted && !self->present)
        {
          add_act (acts, VIGIE_NOTICE_LINK, NULL)->since = self->link_since;
          self->link_told = TRUE;
          self->back_due = G_MAXINT64;
        }
    }
  if (!self->link_lost && self->link_told && !self->link_back)
    {
      VigieNoticeAct *act = add_act (acts, VIGIE_NOTICE_LINK_BACK, NULL);

      act->since = self->link_since;
      act->quiet = TRUE;
      self->link_back = TRUE;
      self->back_due = now + VIGIE_NOTICE_LINK_BACK_SPAN;
    }
  else if (self->link_back && (self->link_lost || now >= self->back_due))
    {
      add_act (acts, VIGIE_NOTICE_LINK_GONE, NULL);
      self->link_told = self->link_back = FALSE;
      self->back_due = G_MAXINT64;
    }
}

/* ---- Public ---------------------------------------------------------------------------------- */

VigieNotice *
vigie_notice_new (void)
{
  VigieNotice *self = g_new0 (VigieNotice, 1);

  self->sites = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) site_free);
  self->pending = g_ptr_array_new ();
  self->rings = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->least = VIGIE_CONDITION_CRITICAL;
  self->group_since = self->link_since = self->caught_since = VIGIE_TIME_NONE;
  self->known_before = VIGIE_TIME_NONE;
  self->group_rang = self->group_added = NEVER;
  self->link_due = self->back_due = G_MAXINT64;
  return self;
}

void
vigie_notice_free (VigieNotice *self)
{
  g_ptr_array_unref (self->pending);
  g_array_unref (self->rings);
  g_hash_table_unref (self->sites);
  g_free (self->watched);
  g_free (self);
}

void
vigie_notice_set_least (VigieNotice *self, VigieCondition least)
{
  GHashTableIter iter;
  Site *site;

  if (self->least == least)
    return;
  self->least = least;
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &site))
    {
      State state = asked (self, site->now);

      if (compare (state, site->known) > 0)
        site->known = state;
      else if ((site->shown || site->grouped) && state.condition == VIGIE_CONDITION_NORMAL)
        site->seen = self->any_seen = TRUE; /* it is not wanted any more */
      make_pending (self, site);
    }
}

void
vigie_notice_update (VigieNotice *self,
                     const char *id,
                     VigieCondition condition,
                     guint n_measures,
                     VigieTime since)
{
  gboolean is_wrong = condition == VIGIE_CONDITION_WARNING || condition == VIGIE_CONDITION_CRITICAL;
  Site *site = is_wrong ? get_site (self, id) : g_hash_table_lookup (self->sites, id);

  if (site == NULL)
    return;
  self->counts[site->now.condition] -= site->now.condition != VIGIE_CONDITION_NORMAL;
  site->now = is_wrong ? (State) {condition, n_measures} : normal;
  self->counts[site->now.condition] += is_wrong;
  site->since = is_wrong ? since : VIGIE_TIME_NONE;
  if (is_wrong && since != VIGIE_TIME_NONE && since < self->known_before
      && compare (asked (self, site->now), site->known) > 0)
    site->known = asked (self, site->now);
  make_pending (self, site);
}

guint
vigie_notice_count (VigieNotice *self, VigieCondition condition)
{
  return self->counts[condition];
}

void
vigie_notice_know_all (VigieNotice *self)
{
  GHashTableIter iter;
  Site *site;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &site))
    {
      site->known = asked (self, site->now);
      site->owed = FALSE;
    }
}

void
vigie_notice_set_known_before (VigieNotice *self, VigieTime instant)
{
  self->known_before = instant;
}

void
vigie_notice_set_live (VigieNotice *self, gboolean live, VigieTime since)
{
  if (self->live == live)
    return;
  self->live = live;
  self->catching_up = live && since != VIGIE_TIME_NONE;
  self->caught_since = since;
}

void
vigie_notice_set_watched (VigieNotice *self, const char *id, gboolean all)
{
  self->watching_all = all;
  if (g_set_str (&self->watched, id) && id != NULL)
    vigie_notice_see (self, id);
}

void
vigie_notice_set_present (VigieNotice *self, gboolean present)
{
  self->present = present;
}

void
vigie_notice_see (VigieNotice *self, const char *id)
{
  Site *site = g_hash_table_lookup (self->sites, id);

  if (site == NULL)
    return;
  site->seen = self->any_seen = TRUE;
  make_pending (self, site);
}

void
vigie_notice_see_group (VigieNotice *self)
{
  self->group_seen = self->group_shown;
}

void
vigie_notice_set_link (VigieNotice *self, gboolean lost, VigieTime since, gint64 now)
{
  if (self->link_lost == lost)
    return;
  self->link_lost = lost;
  self->link_due = lost ? now + VIGIE_NOTICE_LINK_DELAY : G_MAXINT64;
  if (lost)
    self->link_since = since;
}

/* What is seen is so at once, whatever is known of now. */
static void
take_seen (VigieNotice *self, GPtrArray *acts)
{
  for (guint i = 0; i < self->pending->len; i++)
    {
      Site *site = g_ptr_array_index (self->pending, i);

      if (site->seen)
        take_as_seen (self, site, acts);
    }
}

static void
judge_all (VigieNotice *self, gint64 now, GPtrArray *acts)
{
  g_autoptr (GPtrArray) rings = g_ptr_array_new ();
  Site *site;

  for (guint i = 0; i < self->pending->len; i++)
    judge (self, g_ptr_array_index (self->pending, i), rings, acts);
  while ((site = g_queue_peek_head (&self->held)) != NULL && now - site->rang >= VIGIE_NOTICE_HOLD)
    {
      set_rang (self, site, NEVER);
      make_pending (self, site);
      if (site->owed)
        g_ptr_array_add (rings, site);
    }
  ring (self, rings, now, acts);
  self->catching_up = FALSE;
}

static void
drop_judged (VigieNotice *self)
{
  g_autoptr (GPtrArray) judged = g_steal_pointer (&self->pending);

  self->pending = g_ptr_array_new ();
  for (guint i = 0; i < judged->len; i++)
    {
      Site *site = g_ptr_array_index (judged, i);

      site->pending = FALSE;
      if (site->now.condition == VIGIE_CONDITION_NORMAL && !site->shown && !site->grouped
          && site->rang == NEVER)
        g_hash_table_remove (self->sites, site->id);
    }
}

gint64
vigie_notice_decide (VigieNotice *self, gint64 now, GPtrArray *acts)
{
  gboolean judging = self->live || self->least > VIGIE_CONDITION_CRITICAL;
  gint64 next = G_MAXINT64;

  if (judging)
    judge_all (self, now, acts);
  else if (self->any_seen)
    take_seen (self, acts);
  self->any_seen = FALSE;
  tell_group (self, now, acts);
  if (judging)
    drop_judged (self);
  if (self->live)
    {
      Site *site = g_queue_peek_head (&self->held);

      if (site != NULL)
        next = MIN (next, site->rang + VIGIE_NOTICE_HOLD);
    }
  if (self->group_dirty)
    next = MIN (next, self->group_rang + VIGIE_NOTICE_FLOOD_SPAN);
  tell_link (self, now, acts);
  return MIN (next, MIN (self->link_due, self->back_due));
}

void
vigie_notice_reset (VigieNotice *self, GPtrArray *acts)
{
  VigieCondition least = self->least;
  GHashTableIter iter;
  Site *site;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &site))
    hide_site (site, acts);
  if (self->group_shown)
    add_act (acts, VIGIE_NOTICE_GROUP_GONE, NULL);
  if (self->link_told)
    add_act (acts, VIGIE_NOTICE_LINK_GONE, NULL);

  g_ptr_array_set_size (self->pending, 0);
  g_array_set_size (self->rings, 0);
  /* Their links are in the sites themselves. */
  g_queue_init (&self->held);
  g_queue_init (&self->group);
  g_hash_table_remove_all (self->sites);
  memset (self->counts, 0, sizeof self->counts);
  g_clear_pointer (&self->watched, g_free);
  self->least = least;
  self->live = self->catching_up = self->present = self->watching_all = FALSE;
  self->group_since = self->link_since = self->caught_since = VIGIE_TIME_NONE;
  self->group_rang = self->group_added = NEVER;
  self->group_shown = self->group_dirty = self->group_seen = FALSE;
  self->link_lost = self->link_told = self->link_back = FALSE;
  self->link_due = self->back_due = G_MAXINT64;
}
