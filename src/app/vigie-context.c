/* vigie-context.c: what the pages share: clock, settings, profile, territory, sync.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-context-private.h"
#include "vigie-secret.h"
#include "vigie-words.h"

/* Two readings of the server's clock that are nearer than this are of one clock. */
#define CLOCK_TOLERANCE (5 * VIGIE_SECOND)

enum
{
  PROP_STATE = 1,
  PROP_TERRITORY,
  PROP_SYNC,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_LINK_CHANGED,
  SIGNAL_NOTICE,
  SIGNAL_CREDENTIALS_NEEDED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieContext, vigie_context, G_TYPE_OBJECT)

void
vigie_context_set_state (VigieContext *self, VigieContextState state, const char *message)
{
  gboolean changed = g_set_str (&self->message, message);

  if (self->state == state && !changed)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
vigie_context_notice (VigieContext *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, words);
}

void
vigie_context_tell_set_aside (VigieContext *self, const char *set_aside)
{
  g_autofree char *name = NULL, *words = NULL;

  if (set_aside == NULL || g_strcmp0 (set_aside, self->set_aside_told) == 0)
    return;
  g_set_str (&self->set_aside_told, set_aside);
  name = g_path_get_basename (set_aside);
  words = g_strdup_printf (_ ("The saved state was damaged. It was set aside as “%s” and is "
                              "being rebuilt from the server."),
                           name);
  vigie_context_notice (self, words);
}

gboolean
vigie_context_ask_credentials (VigieContext *self, const char *words)
{
  gboolean asked = FALSE;

  g_signal_emit (self, signals[SIGNAL_CREDENTIALS_NEEDED], 0, self->known, words, &asked);
  return asked;
}

void
vigie_context_notify_territory (VigieContext *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TERRITORY]);
}

void
vigie_context_notify_sync (VigieContext *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SYNC]);
}

void
vigie_context_update_state (VigieContext *self)
{
  guint n_sites;

  if (self->territory == NULL || self->state == VIGIE_CONTEXT_FAILED)
    return;
  n_sites = g_list_model_get_n_items (G_LIST_MODEL (self->territory));
  if (n_sites > 0 || (self->sync != NULL && self->following)
      || (self->sync != NULL && vigie_sync_get_link (self->sync) >= VIGIE_LINK_LOST))
    vigie_context_set_state (self, VIGIE_CONTEXT_OPEN, NULL);
  else
    vigie_context_set_state (self, VIGIE_CONTEXT_PREPARING, NULL);
}

/* While the link is up the territory follows the clock. Otherwise it stands at the last exchange: what
 * is shown then is the last known state, not silence. */
static void
set_following (VigieContext *self, gboolean following)
{
  if (self->following == following)
    return;
  self->following = following;
  if (following)
    vigie_territory_set_clock (self->territory, vigie_context_get_clock (self));
  else
    {
      VigieTime last = vigie_sync_get_last_exchange (self->sync);
      g_autoptr (VigieClock) frozen = vigie_clock_new_manual (
          last != VIGIE_TIME_NONE ? last : vigie_clock_now (vigie_context_get_clock (self)));

      vigie_territory_set_clock (self->territory, frozen);
    }
  vigie_territory_set_ticking (self->territory, following);
}

static gboolean
same_clock (VigieClock *one, VigieClock *other)
{
  double pace;

  if (one == NULL || other == NULL)
    return one == other;
  pace = vigie_clock_get_pace (one);
  return pace == vigie_clock_get_pace (other)
         && ABS (vigie_clock_now (one) - vigie_clock_now (other)) < CLOCK_TOLERANCE * MAX (pace, 1);
}

/* Readings are of the server's time: where its clock goes otherwise than this machine's, ages are
 * counted by it. */
static void
update_clock (VigieContext *self)
{
  g_autoptr (VigieClock) server_clock = vigie_sync_dup_server_clock (self->sync);
  gint64 skew = vigie_sync_get_clock_skew (self->sync);

  if (skew != 0 && !self->skew_told)
    {
      g_autofree char *duration = vigie_words_duration (ABS (skew));
      g_autofree char *words = NULL;

      self->skew_told = TRUE;
      /* Translators: the placeholder is a duration, as “5 min”. */
      words = g_strdup_printf (_ ("The clock of this computer differs from the server’s by %s: "
                                  "ages follow the server’s clock."),
                               duration);
      vigie_context_notice (self, words);
    }
  if (same_clock (self->server_clock, server_clock))
    return;
  g_set_object (&self->server_clock, server_clock);
  vigie_sync_set_clock (self->sync, vigie_context_get_clock (self));
  if (self->following)
    vigie_territory_set_clock (self->territory, vigie_context_get_clock (self));
}

void
vigie_context_link_changed (VigieContext *self)
{
  VigieLink link = vigie_sync_get_link (self->sync);

  update_clock (self);
  vigie_context_tell_set_aside (self, vigie_sync_get_set_aside (self->sync));
  /* « Up » alone is not enough: the readings missed since the last exchange must have come. */
  if (link == VIGIE_LINK_UP && !vigie_sync_get_loading (self->sync))
    set_following (self, TRUE);
  else if (link != VIGIE_LINK_UP)
    set_following (self, FALSE);
  vigie_context_update_state (self);
  g_signal_emit (self, signals[SIGNAL_LINK_CHANGED], 0);
}

static void
vigie_context_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigieContext *self = VIGIE_CONTEXT (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_TERRITORY:
      g_value_set_object (value, self->territory);
      break;
    case PROP_SYNC:
      g_value_set_object (value, self->sync);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_context_dispose (GObject *object)
{
  VigieContext *self = VIGIE_CONTEXT (object);

  vigie_context_close (self);
  g_clear_object (&self->servers);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->profile, vigie_profile_unref);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (vigie_context_parent_class)->dispose (object);
}

static void
vigie_context_class_init (VigieContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_OBJECT_CLASS_TYPE (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vigie_context_get_property;
  object_class->dispose = vigie_context_dispose;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, VIGIE_CONTEXT_FAILED, 0, flags);
  props[PROP_TERRITORY]
      = g_param_spec_object ("territory", NULL, NULL, VIGIE_TYPE_TERRITORY, flags);
  props[PROP_SYNC] = g_param_spec_object ("sync", NULL, NULL, VIGIE_TYPE_SYNC, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_LINK_CHANGED]
      = g_signal_new ("link-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CREDENTIALS_NEEDED] = g_signal_new (
      "credentials-needed", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL,
      NULL, G_TYPE_BOOLEAN, 2, VIGIE_TYPE_SERVER, G_TYPE_STRING);
}

static void
vigie_context_init (VigieContext *self)
{
}

VigieContext *
vigie_context_new (GSettings *settings, VigieClock *clock, const char *folder)
{
  VigieContext *self = g_object_new (VIGIE_TYPE_CONTEXT, NULL);

  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);
  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_data_dir (), "vigie", NULL);
  self->servers = vigie_servers_new (self->settings, self->folder);
  return self;
}

void
vigie_context_close (VigieContext *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->sync != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sync, self);
      vigie_sync_stop (self->sync);
      g_clear_object (&self->sync);
    }
  g_clear_pointer (&self->store, vigie_store_close);
  g_clear_pointer (&self->snapshot, vigie_snapshot_free);
#if VIGIE_HAVE_DEMO
  if (self->demo != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->demo, self);
      vigie_demo_stop (self->demo);
      g_clear_object (&self->demo);
    }
#endif
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->store_failure, g_free);
  g_clear_pointer (&self->set_aside_told, g_free);
  g_clear_pointer (&self->user, g_free);
  vigie_secret_free (g_steal_pointer (&self->secret));
  g_clear_object (&self->known);
  g_clear_object (&self->server_clock);
  self->waits_for_secret = FALSE;
  self->skew_told = FALSE;
  self->following = FALSE;
  if (self->territory != NULL)
    {
      g_clear_object (&self->territory);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TERRITORY]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SYNC]);
    }
  vigie_context_set_state (self, VIGIE_CONTEXT_EMPTY, NULL);
}

VigieContextState
vigie_context_get_state (VigieContext *self)
{
  return self->state;
}

const char *
vigie_context_get_message (VigieContext *self)
{
  return self->message;
}

const char *
vigie_context_get_server (VigieContext *self)
{
  return self->server;
}

VigieServers *
vigie_context_get_servers (VigieContext *self)
{
  return self->servers;
}

VigieServer *
vigie_context_get_known_server (VigieContext *self)
{
  return self->known;
}

char *
vigie_context_dup_source (VigieContext *self)
{
  if (self->server == NULL)
    return NULL;
  if (g_str_equal (self->server, VIGIE_DEMO_ADDRESS))
    return g_strdup (_ ("demonstration on this computer"));
  if (g_str_has_prefix (self->server, "unix:"))
    return g_strdup (_ ("server on this computer"));
  return g_strdup (self->server);
}

const char *
vigie_context_get_keeping_error (VigieContext *self)
{
  const char *error = self->sync != NULL ? vigie_sync_get_store_error (self->sync) : NULL;

  return error != NULL ? error : self->store_failure;
}

GSettings *
vigie_context_get_settings (VigieContext *self)
{
  return self->settings;
}

const char *
vigie_context_get_folder (VigieContext *self)
{
  return self->folder;
}

VigieClock *
vigie_context_get_clock (VigieContext *self)
{
  return self->server_clock != NULL ? self->server_clock : self->clock;
}

VigieProfile *
vigie_context_get_profile (VigieContext *self)
{
  return self->profile;
}

VigieTerritory *
vigie_context_get_territory (VigieContext *self)
{
  return self->territory;
}

VigieSync *
vigie_context_get_sync (VigieContext *self)
{
  return self->sync;
}

gboolean
vigie_context_is_demonstration (VigieContext *self)
{
  if (self->server != NULL && g_str_equal (self->server, VIGIE_DEMO_ADDRESS))
    return TRUE;
  return self->territory != NULL && vigie_territory_get_demonstration (self->territory);
}
