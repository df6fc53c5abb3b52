/* vigie-search-provider.c: what GNOME Shell finds of the territory.
 *
 * A question waits until the index is filled: at once where a search was open before, after the store was read where the
 * bus has just started the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-provider.h"

#include "vigie-last-known.h"
#include "vigie-link.h"
#include "vigie-search-provider-bus.h"
#include "vigie-search-provider-words.h"

/* The desktop asks about what it shows: some of them. */
#define MOST_METAS 50

typedef enum
{
  QUESTION_RESULTS,
  QUESTION_METAS,
} QuestionKind;

typedef struct
{
  QuestionKind kind;
  GDBusMethodInvocation *invocation; /* owned until it is answered */
  gboolean is_first;                 /* of results: not a narrower one */
  GStrv terms;                       /* owned, of results */
  GStrv ids;                         /* owned: results before, or those whose words are asked for */
} Question;

struct _VigieSearchProvider
{
  GObject parent_instance;

  const VigieSearchProviderProgram *functions;
  gpointer program;                    /* not owned */
  VigieShellSearchProvider2 *skeleton; /* owned */
  GQueue questions;                    /* Question, owned */
  VigieSearchIndex *index;             /* owned: that is open; or NULL */
  gulong index_handler;
  /* Without a window: of the store. */
  char *address;             /* owned: whose state it is, or is being read; or NULL */
  VigieTerritory *territory; /* owned: or NULL while it is read, or where there is nothing */
  VigieSearchIndex *own; /* owned: of the territory, or of a context without a window; or NULL */
  VigieContext *own_context; /* of own, only compared; or NULL */
  GCancellable *cancellable; /* owned: of the reading; or NULL */
  gboolean is_read;
  guint kept_source;
};

G_DEFINE_FINAL_TYPE (VigieSearchProvider, vigie_search_provider, G_TYPE_OBJECT)

#define KEPT 10000
#define MAX_KEPT 600000

guint
vigie_search_provider_get_kept (void)
{
  const char *asked = g_getenv ("VIGIE_SEARCH_KEPT");
  guint64 kept;

  if (asked != NULL && g_ascii_string_to_unsigned (asked, 10, 1, MAX_KEPT, &kept, NULL))
    return (guint) kept;
  return KEPT;
}

/* ---- Where it is found ----------------------------------------------------------------------- */

static void
close_index (VigieSearchProvider *self)
{
  if (self->index == NULL)
    return;
  g_clear_signal_handler (&self->index_handler, self->index);
  vigie_search_index_close (self->index);
  g_clear_object (&self->index);
}

static void
forget (VigieSearchProvider *self)
{
  close_index (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->own);
  g_clear_object (&self->territory);
  g_clear_pointer (&self->address, g_free);
  self->own_context = NULL;
  self->is_read = FALSE;
}

/* The address of the server that a window would show; NULL where none was chosen. */
static const char *
server_of (VigieContext *context)
{
  VigieServers *servers = vigie_context_get_servers (context);
  VigieServer *server = vigie_servers_get_current (servers);

  if (vigie_context_get_server (context) != NULL)
    return vigie_context_get_server (context);
  if (server != NULL)
    return vigie_server_get_address (server);
  if (VIGIE_HAVE_DEMO && g_str_equal (vigie_servers_get_current_id (servers), VIGIE_DEMO_ADDRESS))
    return VIGIE_DEMO_ADDRESS;
  return NULL;
}

static void answer_all (VigieSearchProvider *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieSearchProvider) self = VIGIE_SEARCH_PROVIDER (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieTerritory) territory = vigie_last_known_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_debug ("The last known state cannot be searched: %s", error->message);
  self->is_read = TRUE;
  if (territory != NULL)
    {
      self->territory = g_steal_pointer (&territory);
      self->own = vigie_search_index_new_for_territory (self->territory, NULL);
      vigie_search_index_set_depth (self->own, VIGIE_SEARCH_DEPTH_SITES);
    }
  answer_all (self);
}

/* The index to be asked, borrowed; NULL with @ready where there is nothing to find, without where it is being read. */
static VigieSearchIndex *
find_index (VigieSearchProvider *self, gboolean *ready)
{
  VigieContext *context = self->functions->get_context (self->program);
  VigieSearchIndex *index = self->functions->get_index (self->program);
  const char *address = context != NULL ? server_of (context) : NULL;

  *ready = TRUE;
  if (address == NULL)
    {
      forget (self);
      return NULL;
    }
  if (vigie_context_get_territory (context) != NULL)
    {
      if (index == NULL && self->own_context != context)
        {
          forget (self);
          self->own = vigie_search_index_new (context);
          vigie_search_index_set_depth (self->own, VIGIE_SEARCH_DEPTH_SITES);
          self->own_context = context;
        }
      else if (index != NULL && self->own != NULL)
        forget (self);
      return index != NULL ? index : self->own;
    }
  if (self->own_context != NULL || g_strcmp0 (self->address, address) != 0)
    {
      forget (self);
      self->address = g_strdup (address);
      self->cancellable = g_cancellable_new ();
      vigie_last_known_load_async (vigie_context_get_folder (context), address, self->cancellable,
                                   read_cb, g_object_ref (self));
    }
  *ready = self->is_read;
  return self->own;
}

/* ---- Answers --------------------------------------------------------------------------------- */

static void
question_free (Question *question)
{
  g_clear_object (&question->invocation);
  g_strfreev (question->terms);
  g_strfreev (question->ids);
  g_free (question);
}

/* FALSE: it is to be looked for among the sensors too, which are being read. */
static gboolean
answer_results (VigieSearchProvider *self, Question *question)
{
  VigieContext *context = self->functions->get_context (self->program);
  const char *const *before = (const char *const *) question->ids;
  g_autofree char *query = vigie_search_provider_query ((const char *const *) question->terms);
  g_auto (GStrv) results = NULL;

  if (self->index == NULL)
    results = g_new0 (char *, 1);
  else
    {
      VigieSearch *search = vigie_search_index_get_search (self->index);
      const char *address = server_of (context);

      if (!question->is_first && vigie_search_provider_is_whole (before))
        results = vigie_search_provider_find (search, address, query, before);
      /* What was cut off before, or put back behind what is not found any more. */
      if (results == NULL || *results == NULL)
        {
          g_strfreev (results);
          results = vigie_search_provider_find (search, address, query, NULL);
        }
      if (*results == NULL && *query != '\0'
          && vigie_search_index_get_depth (self->index) < VIGIE_SEARCH_DEPTH_SENSORS)
        {
          vigie_search_index_set_depth (self->index, VIGIE_SEARCH_DEPTH_SENSORS);
          return FALSE;
        }
    }
  if (question->is_first)
    vigie_shell_search_provider2_complete_get_initial_result_set (
        self->skeleton, g_steal_pointer (&question->invocation), (const char *const *) results);
  else
    vigie_shell_search_provider2_complete_get_subsearch_result_set (
        self->skeleton, g_steal_pointer (&question->invocation), (const char *const *) results);
  return TRUE;
}

/* NULL where it is none of those of the server. */
static const VigieSearchEntry *
find_entry (VigieSearchProvider *self, const char *address, const char *text)
{
  VigieSearchKind kind;
  const char *id;
  gboolean is_own;

  if (self->index == NULL || !vigie_search_provider_read_id (text, address, &kind, &id, &is_own)
      || !is_own)
    return NULL;
  return vigie_search_find (vigie_search_index_get_search (self->index), kind, id);
}

static void
answer_metas (VigieSearchProvider *self, Question *question)
{
  VigieContext *context = self->functions->get_context (self->program);
  const char *address = context != NULL ? server_of (context) : NULL;
  VigieTerritory *territory = context != NULL ? vigie_context_get_territory (context) : NULL;
  VigieSync *sync = context != NULL ? vigie_context_get_sync (context) : NULL;
  VigieLinkState link = vigie_link_state_of (sync);
  gboolean live = territory != NULL && vigie_link_is_live (&link);
  gboolean demonstration;
  VigieTime now
      = context != NULL ? vigie_clock_now (vigie_context_get_clock (context)) : g_get_real_time ();
  GVariantBuilder builder;

  if (territory == NULL)
    territory = self->territory;
  demonstration = g_strcmp0 (address, VIGIE_DEMO_ADDRESS) == 0
                  || (territory != NULL && vigie_territory_get_demonstration (territory));
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; question->ids[i] != NULL && i < MOST_METAS; i++)
    {
      const VigieSearchEntry *entry = find_entry (self, address, question->ids[i]);
      g_autofree char *words = NULL;
      g_autoptr (GIcon) icon = NULL;
      g_autoptr (GVariant) drawn = NULL;

      if (entry == NULL)
        continue;
      words = vigie_search_provider_describe (entry, now, live, demonstration);
      icon = vigie_search_provider_draw (entry, live);
      drawn = g_icon_serialize (icon);
      g_variant_builder_open (&builder, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&builder, "{sv}", "id", g_variant_new_string (question->ids[i]));
      g_variant_builder_add (&builder, "{sv}", "name", g_variant_new_string (entry->title));
      g_variant_builder_add (&builder, "{sv}", "description", g_variant_new_string (words));
      g_variant_builder_add (&builder, "{sv}", "icon", drawn);
      g_variant_builder_close (&builder);
    }
  vigie_shell_search_provider2_complete_get_result_metas (
      self->skeleton, g_steal_pointer (&question->invocation), g_variant_builder_end (&builder));
}

static gboolean
kept_cb (gpointer user_data)
{
  VigieSearchProvider *self = VIGIE_SEARCH_PROVIDER (user_data);

  self->kept_source = 0;
  if (g_queue_is_empty (&self->questions))
    forget (self);
  return G_SOURCE_REMOVE;
}

/* All that waits, if what it asks for is there. */
static void
answer_all (VigieSearchProvider *self)
{
  g_autoptr (VigieSearchProvider) held = g_object_ref (self);
  gboolean ready;
  VigieSearchIndex *index = find_index (self, &ready);

  if (index != self->index)
    {
      close_index (self);
      if (index != NULL)
        {
          self->index = g_object_ref (index);
          self->index_handler = g_signal_connect_object (index, "changed", G_CALLBACK (answer_all),
                                                         self, G_CONNECT_SWAPPED);
          vigie_search_index_open (index);
        }
    }
  if (!ready || (self->index != NULL && vigie_search_index_is_filling (self->index)))
    return;
  for (Question *question; (question = g_queue_pop_head (&self->questions)) != NULL;)
    {
      if (question->kind == QUESTION_METAS)
        answer_metas (self, question);
      else if (!answer_results (self, question))
        {
          g_queue_push_head (&self->questions, question);
          return;
        }
      question_free (question);
      self->functions->set_busy (self->program, FALSE);
    }
}

/* Takes the invocation. */
static void
ask (VigieSearchProvider *self,
     QuestionKind kind,
     GDBusMethodInvocation *invocation,
     gboolean is_first,
     const char *const *terms,
     const char *const *ids)
{
  Question *question = g_new0 (Question, 1);

  question->kind = kind;
  question->invocation = invocation;
  question->is_first = is_first;
  question->terms = g_strdupv ((GStrv) terms);
  question->ids = g_strdupv ((GStrv) ids);
  g_queue_push_tail (&self->questions, question);
  self->functions->set_busy (self->program, TRUE);
  g_clear_handle_id (&self->kept_source, g_source_remove);
  self->kept_source = g_timeout_add (vigie_search_provider_get_kept (), kept_cb, self);
  answer_all (self);
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static gboolean
initial_cb (VigieSearchProvider *self, GDBusMethodInvocation *invocation, const char *const *terms)
{
  ask (self, QUESTION_RESULTS, invocation, TRUE, terms, NULL);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
subsearch_cb (VigieSearchProvider *self,
              GDBusMethodInvocation *invocation,
              const char *const *before,
              const char *const *terms)
{
  ask (self, QUESTION_RESULTS, invocation, FALSE, terms, before);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
metas_cb (VigieSearchProvider *self, GDBusMethodInvocation *invocation, const char *const *ids)
{
  ask (self, QUESTION_METAS, invocation, FALSE, NULL, ids);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
activate_cb (VigieSearchProvider *self,
             GDBusMethodInvocation *invocation,
             const char *text,
             const char *const *terms,
             guint timestamp)
{
  VigieContext *context = self->functions->get_context (self->program);
  VigieSearchKind kind;
  const char *id;
  gboolean is_own;

  vigie_shell_search_provider2_complete_activate_result (self->skeleton, invocation);
  if (context != NULL
      && vigie_search_provider_read_id (text, server_of (context), &kind, &id, &is_own))
    self->functions->show (self->program, kind, id, is_own, timestamp);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
launch_cb (VigieSearchProvider *self,
           GDBusMethodInvocation *invocation,
           const char *const *terms,
           guint timestamp)
{
  g_autofree char *query = vigie_search_provider_query (terms);

  vigie_shell_search_provider2_complete_launch_search (self->skeleton, invocation);
  self->functions->search (self->program, query, timestamp);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_search_provider_dispose (GObject *object)
{
  VigieSearchProvider *self = VIGIE_SEARCH_PROVIDER (object);

  g_clear_handle_id (&self->kept_source, g_source_remove);
  if (self->skeleton != NULL)
    vigie_search_provider_unexport (self);
  forget (self);
  g_clear_object (&self->skeleton);

  G_OBJECT_CLASS (vigie_search_provider_parent_class)->dispose (object);
}

static void
vigie_search_provider_class_init (VigieSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_search_provider_dispose;
}

static void
vigie_search_provider_init (VigieSearchProvider *self)
{
  g_queue_init (&self->questions);
  self->skeleton = vigie_shell_search_provider2_skeleton_new ();
  g_signal_connect_object (self->skeleton, "handle-get-initial-result-set", G_CALLBACK (initial_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-get-subsearch-result-set",
                           G_CALLBACK (subsearch_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-get-result-metas", G_CALLBACK (metas_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-activate-result", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-launch-search", G_CALLBACK (launch_cb), self,
                           G_CONNECT_SWAPPED);
}

VigieSearchProvider *
vigie_search_provider_new (const VigieSearchProviderProgram *functions, gpointer program)
{
  VigieSearchProvider *self = g_object_new (VIGIE_TYPE_SEARCH_PROVIDER, NULL);

  self->functions = functions;
  self->program = program;
  return self;
}

gboolean
vigie_search_provider_export (VigieSearchProvider *self,
                              GDBusConnection *connection,
                              const char *path,
                              GError **error)
{
  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                           path, error);
}

void
vigie_search_provider_unexport (VigieSearchProvider *self)
{
  GDBusInterfaceSkeleton *skeleton = G_DBUS_INTERFACE_SKELETON (self->skeleton);

  if (g_dbus_interface_skeleton_get_connection (skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (skeleton);
  forget (self);
  /* Who asked is told, and the program need not wait. */
  for (Question *question; (question = g_queue_pop_head (&self->questions)) != NULL;)
    {
      g_dbus_method_invocation_return_error_literal (g_steal_pointer (&question->invocation),
                                                     G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY,
                                                     "The program ends");
      question_free (question);
      self->functions->set_busy (self->program, FALSE);
    }
}
