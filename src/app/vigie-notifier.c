/* vigie-notifier.c: tells the person by notifications what became critical.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-notifier.h"

#include "vigie-link.h"
#include "vigie-notice.h"
#include "vigie-notifier-send.h"
#include "vigie-notifier-words.h"
#include "vigie-window.h"

/* What comes together, in slices and pages, is told together. */
#define GATHER_MS 250
/* After a time without link all that was missed comes in pages; a whole comparison ends it, or this. */
#define SETTLE_SECONDS 20
/* How long after a start its readings may still tell of what was so before. */
#define START_SECONDS 60
#define ASK_AGAIN VIGIE_MINUTE

struct _VigieNotifier
{
  GObject parent_instance;

  GtkApplication *application; /* unowned; NULL once stopped */
  VigieContext *context;       /* owned; NULL once stopped */
  VigieTerritory *territory;   /* owned: the one watched, or NULL */
  VigieSync *sync;             /* owned: the one watched, or NULL */
  VigieNotice *notice;         /* owned */
  GCancellable *cancellable;   /* owned */
  VigieNotifierSender sender;
  char *status;      /* owned, or NULL */
  GHashTable *noted; /* char *, owned: sites where something is wrong */

  guint gather, due, settle, start; /* sources */
  gint64 due_at;                    /* of @due */
  gint64 asked_at;                  /* who shows them */
  VigieTime gap_since;              /* from when on nothing is known while not @live */
  gboolean asking;                  /* who shows them is being asked */
  gboolean lost;                    /* the link is */
  gboolean live;
  gboolean began;   /* it was live with this territory */
  gboolean fresh;   /* nothing was known of it before */
  gboolean present; /* the person is before the window */
  gboolean trying;  /* one waits for who shows it */
  gboolean tried;   /* the notification of a try was sent */
};

enum
{
  PROP_STATUS = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieNotifier, vigie_notifier, G_TYPE_OBJECT)

static void decide (VigieNotifier *self);

/* ---- Carrying out ---------------------------------------------------------------------------- */

static GPtrArray *
new_acts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_notice_act_free);
}

static void
carry_out_all (VigieNotifier *self, GPtrArray *acts)
{
  for (guint i = 0; i < acts->len; i++)
    vigie_notifier_sender_carry_out (&self->sender, g_ptr_array_index (acts, i), self->context,
                                     self->territory, self->sync);
}

/* ---- Deciding -------------------------------------------------------------------------------- */

static void
update_status (VigieNotifier *self)
{
  VigieLinkState link = vigie_link_state_of (self->sync);
  g_autofree char *status = NULL;

  if (self->sync != NULL)
    status
        = vigie_notifier_words_status (vigie_notice_count (self->notice, VIGIE_CONDITION_CRITICAL),
                                       vigie_link_is_lost (&link) ? &link : NULL,
                                       vigie_clock_now (vigie_context_get_clock (self->context)));
  if (g_set_str (&self->status, status))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
}

static gboolean
due_cb (gpointer user_data)
{
  VigieNotifier *self = VIGIE_NOTIFIER (user_data);

  self->due = 0;
  decide (self);
  return G_SOURCE_REMOVE;
}

static void
service_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieNotifier) self = VIGIE_NOTIFIER (user_data);

  self->asking = FALSE;
  self->sender.service = vigie_notifier_service_find_finish (result);
  if (self->application == NULL || !self->sender.service.is_known)
    return;
  if (self->trying)
    vigie_notifier_try (self);
  self->trying = FALSE;
  decide (self);
}

/* FALSE: who shows them is still being asked. One that was not there may have come since. */
static gboolean
service_is_known (VigieNotifier *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->sender.service.is_there && !self->asking
      && (!self->sender.service.is_known || now - self->asked_at > ASK_AGAIN))
    {
      self->asking = TRUE;
      self->asked_at = now;
      vigie_notifier_service_find_async (
          g_application_get_dbus_connection (G_APPLICATION (self->application)), self->cancellable,
          service_cb, g_object_ref (self));
    }
  return self->sender.service.is_known;
}

static void
decide (VigieNotifier *self)
{
  g_autoptr (GPtrArray) acts = NULL;
  gint64 now = g_get_monotonic_time ();
  gint64 next;

  if (self->sync == NULL || !service_is_known (self))
    return;
  acts = new_acts ();
  next = vigie_notice_decide (self->notice, now, acts);
  carry_out_all (self, acts);
  update_status (self);
  if (next == self->due_at && self->due != 0)
    return;
  g_clear_handle_id (&self->due, g_source_remove);
  self->due_at = next;
  if (next != G_MAXINT64)
    /* At the millisecond after it, so that it is due then. */
    self->due = g_timeout_add ((guint) (MAX (next - now, 0) / 1000 + 1), due_cb, self);
}

static gboolean
gather_cb (gpointer user_data)
{
  VigieNotifier *self = VIGIE_NOTIFIER (user_data);

  self->gather = 0;
  decide (self);
  return G_SOURCE_REMOVE;
}

static void
need_decision (VigieNotifier *self)
{
  if (self->gather == 0 && self->sync != NULL)
    self->gather = g_timeout_add (GATHER_MS, gather_cb, self);
}

/* ---- What is watched ------------------------------------------------------------------------- */

static void
note_site (VigieNotifier *self, VigieSite *site)
{
  guint n_measures;
  VigieCondition problem = vigie_site_get_problem (site, &n_measures);
  VigieMeasure *measure = vigie_site_get_problem_measure (site);
  VigieTime since = VIGIE_TIME_NONE;

  if (measure != NULL)
    since = vigie_measure_get_condition_state (measure)->since;
  vigie_notice_update (self->notice, vigie_site_get_id (site), problem, n_measures,
                       since != 0 ? since : VIGIE_TIME_NONE);
  if (problem == VIGIE_CONDITION_NORMAL)
    g_hash_table_remove (self->noted, vigie_site_get_id (site));
  else
    g_hash_table_add (self->noted, g_strdup (vigie_site_get_id (site)));
}

static void
problem_cb (VigieNotifier *self, VigieSite *site)
{
  if (self->sync == NULL)
    return; /* not begun: what is so then is known */
  note_site (self, site);
  need_decision (self);
}

/* A site that goes is no problem any more. */
static void
items_cb (VigieNotifier *self, guint position, guint n_removed, guint n_added)
{
  GHashTableIter iter;
  const char *id;

  if (n_removed == 0 || self->sync == NULL)
    return;
  g_hash_table_iter_init (&iter, self->noted);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    if (vigie_territory_find_site (self->territory, id) == NULL)
      {
        vigie_notice_update (self->notice, id, VIGIE_CONDITION_NORMAL, 0, VIGIE_TIME_NONE);
        g_hash_table_iter_remove (&iter);
      }
  need_decision (self);
}

static gboolean
start_cb (gpointer user_data)
{
  VigieNotifier *self = VIGIE_NOTIFIER (user_data);

  self->start = 0;
  vigie_notice_set_known_before (self->notice, VIGIE_TIME_NONE);
  return G_SOURCE_REMOVE;
}

static void
go_live (VigieNotifier *self)
{
  VigieTime now = vigie_clock_now (vigie_context_get_clock (self->context));
  gboolean long_gap
      = self->gap_since != VIGIE_TIME_NONE && now - self->gap_since >= VIGIE_NOTICE_LINK_DELAY;

  g_clear_handle_id (&self->settle, g_source_remove);
  if (self->fresh && !self->began)
    vigie_notice_know_all (self->notice);
  if (!self->began)
    {
      vigie_notice_set_known_before (self->notice, self->fresh ? now : self->gap_since);
      self->start = g_timeout_add_seconds (START_SECONDS, start_cb, self);
    }
  self->live = self->began = TRUE;
  g_debug ("Notifications: what changes from now on is told");
  vigie_notice_set_live (self->notice, TRUE, long_gap ? self->gap_since : VIGIE_TIME_NONE);
  need_decision (self);
}

static gboolean
settle_cb (gpointer user_data)
{
  VigieNotifier *self = VIGIE_NOTIFIER (user_data);

  self->settle = 0;
  go_live (self);
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (VigieNotifier *self)
{
  if (self->settle != 0)
    go_live (self);
}

static void
link_cb (VigieNotifier *self)
{
  VigieLinkState state = vigie_link_state_of (self->sync);
  gboolean lost = vigie_link_is_lost (&state);
  VigieTime now;

  if (self->sync == NULL)
    return;
  now = vigie_clock_now (vigie_context_get_clock (self->context));
  if (state.link != VIGIE_LINK_UP || vigie_sync_get_loading (self->sync))
    {
      g_clear_handle_id (&self->settle, g_source_remove);
      if (self->live)
        self->gap_since = state.last_exchange != VIGIE_TIME_NONE ? state.last_exchange : now;
      self->live = FALSE;
      vigie_notice_set_live (self->notice, FALSE, VIGIE_TIME_NONE);
    }
  else if (!self->live && self->settle == 0)
    {
      if (self->began && now - self->gap_since < VIGIE_NOTICE_LINK_DELAY)
        go_live (self);
      else
        self->settle = g_timeout_add_seconds (SETTLE_SECONDS, settle_cb, self);
    }
  if (self->lost == lost)
    return;
  self->lost = lost;
  vigie_notice_set_link (self->notice, lost, state.since != VIGIE_TIME_NONE ? state.since : now,
                         g_get_monotonic_time ());
  need_decision (self);
}

/* What the person is looking at. */
static void
update_watched (VigieNotifier *self)
{
  gboolean present = FALSE;
  gboolean wall = FALSE;
  const char *site = NULL;

  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    if (VIGIE_IS_WINDOW (l->data) && gtk_window_is_active (l->data))
      {
        present = TRUE;
        wall = vigie_window_get_wall (l->data);
        site = vigie_window_get_shown_site (l->data);
      }
  vigie_notice_set_present (self->notice, present);
  vigie_notice_set_watched (self->notice, site, wall);
  if (present && !self->present)
    vigie_notice_see_group (self->notice);
  self->present = present;
  need_decision (self);
}

/* Another server, or none: nothing of the one before is told any more. */
static void
forget (VigieNotifier *self)
{
  g_autoptr (GPtrArray) acts = new_acts ();

  g_clear_handle_id (&self->gather, g_source_remove);
  g_clear_handle_id (&self->due, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_handle_id (&self->start, g_source_remove);
  vigie_notice_set_known_before (self->notice, VIGIE_TIME_NONE);
  vigie_notice_reset (self->notice, acts);
  carry_out_all (self, acts);
  g_hash_table_remove_all (self->noted);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_clear_object (&self->territory);
  self->live = self->began = self->lost = FALSE;
  update_status (self);
}

/* What is known before the network brings anything is what the person could have seen. */
static void
begin (VigieNotifier *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (territory));
  const char *server = vigie_context_get_server (self->context);

  self->territory = g_object_ref (territory);
  self->sync = g_object_ref (vigie_context_get_sync (self->context));
  /* What a demonstration made up while it did not run is news to nobody. */
  self->fresh = n == 0 || g_strcmp0 (server, VIGIE_DEMO_ADDRESS) == 0;
  self->gap_since
      = self->fresh ? VIGIE_TIME_NONE : vigie_clock_now (vigie_territory_get_clock (territory));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (territory), i);

      if (vigie_site_get_problem (site, NULL) != VIGIE_CONDITION_NORMAL)
        note_site (self, site);
    }
  vigie_notice_know_all (self->notice);
  g_signal_connect_object (territory, "problem-changed", G_CALLBACK (problem_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (territory, "items-changed", G_CALLBACK (items_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  update_watched (self);
  link_cb (self);
  need_decision (self);
}

static void
sync_cb (VigieNotifier *self)
{
  if (vigie_context_get_sync (self->context) == self->sync)
    return;
  forget (self);
  if (vigie_context_get_sync (self->context) != NULL)
    begin (self);
}

static void
settings_cb (VigieNotifier *self)
{
  g_autofree char *least
      = g_settings_get_string (vigie_context_get_settings (self->context), "notifications");

  vigie_notice_set_least (self->notice, g_str_equal (least, "none") ? VIGIE_CONDITION_UNKNOWN
                                        : g_str_equal (least, "warning")
                                            ? VIGIE_CONDITION_WARNING
                                            : VIGIE_CONDITION_CRITICAL);
  need_decision (self);
}

static void
window_added_cb (VigieNotifier *self, GtkWindow *window)
{
  if (!VIGIE_IS_WINDOW (window))
    return;
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (update_watched), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::shown-site", G_CALLBACK (update_watched), self,
                           G_CONNECT_SWAPPED);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_notifier_dispose (GObject *object)
{
  VigieNotifier *self = VIGIE_NOTIFIER (object);

  vigie_notifier_stop (self);

  G_OBJECT_CLASS (vigie_notifier_parent_class)->dispose (object);
}

static void
vigie_notifier_finalize (GObject *object)
{
  VigieNotifier *self = VIGIE_NOTIFIER (object);

  vigie_notice_free (self->notice);
  g_hash_table_unref (self->noted);
  g_object_unref (self->cancellable);
  g_free (self->status);
  vigie_notifier_sender_clear (&self->sender);

  G_OBJECT_CLASS (vigie_notifier_parent_class)->finalize (object);
}

static void
vigie_notifier_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_STATUS)
    g_value_set_string (value, VIGIE_NOTIFIER (object)->status);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
vigie_notifier_class_init (VigieNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_notifier_dispose;
  object_class->finalize = vigie_notifier_finalize;
  object_class->get_property = vigie_notifier_get_property;
  props[PROP_STATUS]
      = g_param_spec_string ("status", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
vigie_notifier_init (VigieNotifier *self)
{
  self->notice = vigie_notice_new ();
  self->noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

VigieNotifier *
vigie_notifier_new (GtkApplication *application, VigieContext *context)
{
  VigieNotifier *self = g_object_new (VIGIE_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->sender.application = G_APPLICATION (application);
  self->context = g_object_ref (context);
  settings_cb (self);
  g_signal_connect_object (vigie_context_get_settings (context), "changed::notifications",
                           G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "link-changed", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (update_watched), self,
                           G_CONNECT_SWAPPED);
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    window_added_cb (self, l->data);
  sync_cb (self);
  return self;
}

const char *
vigie_notifier_get_status (VigieNotifier *self)
{
  g_return_val_if_fail (VIGIE_IS_NOTIFIER (self), NULL);
  return self->status;
}

gboolean
vigie_notifier_try (VigieNotifier *self)
{
  g_return_val_if_fail (VIGIE_IS_NOTIFIER (self), FALSE);

  if (self->application == NULL)
    return FALSE;
  if (!service_is_known (self))
    {
      self->trying = TRUE; /* sent as soon as it is known to whom */
      return TRUE;
    }
  if (!self->sender.service.is_there)
    return FALSE;
  vigie_notifier_sender_try (&self->sender);
  self->tried = TRUE;
  return TRUE;
}

void
vigie_notifier_stop (VigieNotifier *self)
{
  g_return_if_fail (VIGIE_IS_NOTIFIER (self));

  if (self->application == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  forget (self);
  g_signal_handlers_disconnect_by_data (self->application, self);
  g_signal_handlers_disconnect_by_data (self->context, self);
  g_signal_handlers_disconnect_by_data (vigie_context_get_settings (self->context), self);
  if (self->tried)
    vigie_notifier_sender_end_try (&self->sender);
  self->application = NULL;
  g_clear_object (&self->context);
}
