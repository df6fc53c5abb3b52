/* vigie-context.c: what the pages share: clock, settings, profile, territory, sync.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-context.h"

#include <glib/gi18n-lib.h>

#include "vigie-demo.h"
#include "vigie-link.h"
#include "vigie-secret.h"
#include "vigie-words.h"

/* Two readings of the server's clock that are nearer than this are of one clock. */
#define CLOCK_TOLERANCE (5 * VIGIE_SECOND)

struct _VigieContext
{
  GObject parent_instance;

  GSettings *settings;       /* owned */
  VigieClock *clock;         /* owned: this machine's */
  VigieClock *server_clock;  /* owned, or NULL where this machine's will do */
  char *folder;              /* owned */
  VigieProfile *profile;     /* owned, or NULL */
  VigieTerritory *territory; /* owned, or NULL */
  VigieStore *store;         /* owned until the sync takes it; NULL also without one */
  VigieSnapshot *snapshot;   /* owned until the sync takes it: what the store had; or NULL */
  VigieSync *sync;           /* owned, or NULL */
  VigieDemo *demo;           /* owned, or NULL */
  char *server;              /* owned, or NULL */
  char *message;             /* owned, or NULL */
  char *user, *secret;       /* owned, or NULL: until the sync is made */
  GCancellable *cancellable; /* owned: of what is asked for the present server */
  VigieContextState state;
  gboolean network; /* vigie_context_start_network() was called */
  gboolean waits_for_secret;
  gboolean skew_told;
  gboolean following; /* the territory's time is the clock's */
};

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
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieContext, vigie_context, G_TYPE_OBJECT)

static void
set_state (VigieContext *self, VigieContextState state, const char *message)
{
  gboolean changed = g_set_str (&self->message, message);

  if (self->state == state && !changed)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
notice (VigieContext *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, words);
}

/* PREPARING or OPEN, by whether there is something to show. */
static void
update_state (VigieContext *self)
{
  guint n_sites;

  if (self->territory == NULL || self->state == VIGIE_CONTEXT_FAILED)
    return;
  n_sites = g_list_model_get_n_items (G_LIST_MODEL (self->territory));
  if (n_sites > 0 || (self->sync != NULL && self->following)
      || (self->sync != NULL && vigie_sync_get_link (self->sync) >= VIGIE_LINK_LOST))
    set_state (self, VIGIE_CONTEXT_OPEN, NULL);
  else
    set_state (self, VIGIE_CONTEXT_PREPARING, NULL);
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
      words = g_strdup_printf (_ ("The clock of this machine differs from the server’s by %s: "
                                  "ages are shown by the server’s."),
                               duration);
      notice (self, words);
    }
  if (same_clock (self->server_clock, server_clock))
    return;
  g_set_object (&self->server_clock, server_clock);
  vigie_sync_set_clock (self->sync, vigie_context_get_clock (self));
  if (self->following)
    vigie_territory_set_clock (self->territory, vigie_context_get_clock (self));
}

static void
link_changed_cb (VigieContext *self)
{
  VigieLink link = vigie_sync_get_link (self->sync);

  update_clock (self);
  /* « Up » alone is not enough: the readings missed since the last exchange must have come. */
  if (link == VIGIE_LINK_UP && !vigie_sync_get_loading (self->sync))
    set_following (self, TRUE);
  else if (link != VIGIE_LINK_UP)
    set_following (self, FALSE);
  update_state (self);
  g_signal_emit (self, signals[SIGNAL_LINK_CHANGED], 0);
}

static void
make_sync (VigieContext *self, const char *address)
{
  VigieStCredentials credentials = {self->user, self->secret};
  g_autoptr (GError) error = NULL;

  self->sync = vigie_sync_new (address, self->secret != NULL ? &credentials : NULL,
                               g_steal_pointer (&self->store), self->profile, self->clock,
                               self->territory, &error);
  if (self->sync == NULL)
    {
      set_state (self, VIGIE_CONTEXT_FAILED, error->message);
      return;
    }
  if (self->snapshot != NULL)
    vigie_sync_seed (self->sync, g_steal_pointer (&self->snapshot));
  g_signal_connect_object (self->sync, "notify", G_CALLBACK (link_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "loaded", G_CALLBACK (link_changed_cb), self,
                           G_CONNECT_SWAPPED);
  vigie_sync_start (self->sync);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SYNC]);
  link_changed_cb (self);
}

static void
demo_ready_cb (VigieContext *self, const char *address)
{
  if (self->sync == NULL)
    make_sync (self, address);
  else
    vigie_sync_retry (self->sync);
}

static void
demo_died_cb (VigieContext *self, const char *words)
{
  notice (self, words);
  if (self->sync != NULL)
    vigie_sync_retry (self->sync); /* so that the loss is seen at once */
}

static void
demo_failed_cb (VigieContext *self, const char *words)
{
  if (self->sync == NULL)
    set_state (self, VIGIE_CONTEXT_FAILED, words);
  else
    notice (self, words);
}

/* Once allowed, and once the secret is known: the network. */
static void
begin (VigieContext *self)
{
  if (!self->network || self->server == NULL || self->territory == NULL || self->waits_for_secret
      || self->sync != NULL)
    return;
  if (g_str_equal (self->server, VIGIE_DEMO_ADDRESS))
    {
      if (self->demo != NULL)
        return;
      self->demo = vigie_demo_new (NULL);
      g_signal_connect_object (self->demo, "ready", G_CALLBACK (demo_ready_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->demo, "died", G_CALLBACK (demo_died_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->demo, "failed", G_CALLBACK (demo_failed_cb), self,
                               G_CONNECT_SWAPPED);
      vigie_demo_start (self->demo);
    }
  else
    make_sync (self, self->server);
}

static void
secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieContext) self = VIGIE_CONTEXT (user_data);
  g_autoptr (GError) error = NULL;
  char *secret = vigie_secret_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_autofree char *words = NULL;

      words = g_strdup_printf (
          _ ("The password of the server could not be read from the keyring: %s"), error->message);
      notice (self, words);
    }
  g_free (self->secret);
  self->secret = secret;
  self->waits_for_secret = FALSE;
  begin (self);
}

/* What the store knows; NULL where it cannot be opened, which is said: there is none then. */
static VigieSnapshot *
load_store (VigieContext *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  VigieSnapshot *snapshot = NULL;

  self->store = vigie_store_open (self->folder, self->server, &set_aside, &error);
  if (set_aside != NULL)
    {
      g_autofree char *name = g_path_get_basename (set_aside);
      g_autofree char *words = NULL;

      words = g_strdup_printf (
          _ ("The saved state was damaged. It was set aside as “%s” and is being "
             "made anew from the server."),
          name);
      notice (self, words);
    }
  if (self->store != NULL)
    snapshot = vigie_store_load (self->store, &error);
  if (snapshot == NULL)
    {
      g_autofree char *words = NULL;

      words = g_strdup_printf (
          _ ("The saved state cannot be opened: what is seen now will not be kept. (%s)"),
          error->message);
      notice (self, words);
      g_clear_pointer (&self->store, vigie_store_close);
    }
  return snapshot;
}

static void
make_territory (VigieContext *self)
{
  VigieSnapshot *snapshot = self->snapshot = load_store (self);
  g_autoptr (VigieClock) frozen = NULL;
  VigieTime start = vigie_clock_now (self->clock);

  /* The last known state is shown as it was at the last exchange. */
  if (snapshot != NULL && snapshot->last_exchange != VIGIE_TIME_NONE)
    start = snapshot->last_exchange;
  frozen = vigie_clock_new_manual (start);
  self->territory = vigie_territory_new (frozen);
  g_signal_connect_object (self->territory, "items-changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  if (snapshot == NULL)
    return;
  vigie_territory_apply_now (self->territory, vigie_sync_batch_from_snapshot (snapshot));
  if (snapshot->demonstration)
    vigie_territory_set_demonstration (self->territory, TRUE);
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
  if (self->demo != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->demo, self);
      vigie_demo_stop (self->demo);
      g_clear_object (&self->demo);
    }
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->secret, g_free);
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
  set_state (self, VIGIE_CONTEXT_EMPTY, NULL);
}

static void
open_server (VigieContext *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_settings_get_string (self->settings, "profile-path");

  self->server = g_strdup (address);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->profile, vigie_profile_unref);
  self->profile = vigie_profile_load (*path != '\0' ? path : NULL, &error);
  if (self->profile == NULL)
    {
      g_autofree char *words = NULL;

      /* Translators: what follows says which file, and what is wrong with it. */
      words = g_strdup_printf (_ ("The built-in profile is used. %s"), error->message);
      notice (self, words);
      self->profile = vigie_profile_new_built_in ();
    }
  make_territory (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TERRITORY]);
  update_state (self);
}

void
vigie_context_open (VigieContext *self, const char *address, const char *user, const char *secret)
{
  g_autofree char *copy = g_strdup (address);
  g_autofree char *user_copy = g_strdup (user);
  g_autofree char *secret_copy = g_strdup (secret);

  vigie_context_close (self);
  self->user = user_copy != NULL && *user_copy != '\0' ? g_steal_pointer (&user_copy) : NULL;
  self->secret = g_steal_pointer (&secret_copy);
  open_server (self, copy);
  begin (self);
}

void
vigie_context_open_saved (VigieContext *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "server-address");
  g_autofree char *user = g_settings_get_string (self->settings, "server-user");

  if (*address == '\0')
    {
      vigie_context_close (self);
      return;
    }
  if (!g_settings_get_boolean (self->settings, "server-has-secret"))
    {
      vigie_context_open (self, address, user, NULL);
      return;
    }
  vigie_context_close (self);
  self->user = *user != '\0' ? g_strdup (user) : NULL;
  self->waits_for_secret = TRUE;
  open_server (self, address);
  vigie_secret_lookup_async (address, user, self->cancellable, secret_cb, g_object_ref (self));
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieContext) self = VIGIE_CONTEXT (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (vigie_secret_store_finish (result, &error))
    return;
  g_settings_set_boolean (self->settings, "server-has-secret", FALSE);
  words = g_strdup_printf (_ ("The system’s keyring cannot keep the password: it will be asked for "
                              "again at the next start. (%s)"),
                           error->message);
  notice (self, words);
}

void
vigie_context_remember (VigieContext *self, const char *user, const char *secret)
{
  g_autofree char *before = g_settings_get_string (self->settings, "server-address");
  g_autofree char *user_before = g_settings_get_string (self->settings, "server-user");
  gboolean had_secret = g_settings_get_boolean (self->settings, "server-has-secret");

  if (self->server == NULL)
    return;
  g_settings_set_string (self->settings, "server-address", self->server);
  g_settings_set_string (self->settings, "server-user", user != NULL ? user : "");
  g_settings_set_boolean (self->settings, "server-has-secret", secret != NULL);
  if (had_secret)
    vigie_secret_store_async (before, user_before, NULL, NULL, NULL, NULL);
  if (secret != NULL)
    vigie_secret_store_async (self->server, user != NULL ? user : "", secret, NULL, remembered_cb,
                              g_object_ref (self));
}

void
vigie_context_start_network (VigieContext *self)
{
  self->network = TRUE;
  begin (self);
}

void
vigie_context_reload (VigieContext *self)
{
  if (self->server == NULL)
    return;
  if (self->waits_for_secret)
    vigie_context_open_saved (self); /* the secret is asked for again */
  else
    vigie_context_open (self, self->server, self->user, self->secret);
}

void
vigie_context_retry (VigieContext *self)
{
  if (self->state == VIGIE_CONTEXT_FAILED)
    vigie_context_reload (self);
  else if (self->sync != NULL)
    vigie_sync_retry (self->sync);
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

GSettings *
vigie_context_get_settings (VigieContext *self)
{
  return self->settings;
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
