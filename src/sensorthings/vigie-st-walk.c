/* vigie-st-walk.c: lists, page after page, by the shape that the server can do.
 *
 * A walk is a queue of stages, each one list. The first page of a stage finds the shape: one that
 * is refused is replaced by the next. The page after is asked for as soon as its link is known, and
 * fetched while the caller works: one page ahead, never more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-st-client-private.h"
#include "vigie-st-decode.h"
#include "vigie-st-error.h"

#define MAX_PAGES 100000
#define MAX_NESTED_PAGES 1000
/* Datastreams asked for one by one in a page. */
#define ONE_BY_ONE 50
/* Leaves room for the rest of the query under VIGIE_ST_MAX_TARGET. */
#define MAX_ID_FILTER 5000

typedef struct
{
  VigieStShape shape;
  VigieStListKind kind;
  VigieStId datastream; /* owned text; for the lists of one */
  VigieTime from, to;
  gint64 reach;    /* µs: how much before @from servers of intervals are asked */
  char *id_filter; /* owned */
} Stage;

struct _VigieStWalk
{
  VigieStClient *client;  /* outlives the walk */
  GQueue stages;          /* Stage; the head is the present one */
  guint index;            /* shape of the present stage; G_MAXUINT: to be found */
  VigieStRefusals now;    /* of shapes of the present stage */
  VigieStRefusals before; /* of shapes of the territory, where other stages stand for it */
  char *target;           /* the page to be given next, or NULL: the first of the stage */
  VigieStExchange *ahead; /* under way for `ahead_target`, or NULL */
  char *ahead_target;
  GHashTable *targets; /* seen in this stage */
  GHashTable *ids;     /* of Things and Datastreams seen in this stage */
  GQueue one_by_one;   /* VigieStId *: Datastreams whose latest is still to be asked for */
  guint n_pages;
  char *damaged;   /* target of a page that was no JSON once already, or NULL */
  GError *pending; /* told after the good part of a damaged page was given, or NULL */
  gboolean ended;
};

static void
stage_free (gpointer data)
{
  Stage *stage = data;

  vigie_st_id_clear (&stage->datastream);
  g_free (stage->id_filter);
  g_free (stage);
}

static void
id_free (gpointer data)
{
  vigie_st_id_clear (data);
  g_free (data);
}

static Stage *
push_stage (VigieStWalk *self, VigieStShape shape, VigieStListKind kind)
{
  Stage *stage = g_new0 (Stage, 1);

  stage->shape = shape;
  stage->kind = kind;
  stage->from = stage->to = VIGIE_TIME_NONE;
  g_queue_push_tail (&self->stages, stage);
  return stage;
}

static VigieStWalk *
walk_new (VigieStClient *client)
{
  VigieStWalk *self = g_new0 (VigieStWalk, 1);

  self->client = client;
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->stages);
  g_queue_init (&self->one_by_one);
  self->index = G_MAXUINT;
  return self;
}

static void
drop_ahead (VigieStWalk *self)
{
  g_clear_pointer (&self->ahead, vigie_st_exchange_abandon);
  g_clear_pointer (&self->ahead_target, g_free);
}

void
vigie_st_walk_free (VigieStWalk *self)
{
  if (self == NULL)
    return;
  drop_ahead (self);
  g_queue_clear_full (&self->stages, stage_free);
  g_queue_clear_full (&self->one_by_one, id_free);
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->ids);
  g_free (self->target);
  g_free (self->damaged);
  g_clear_error (&self->pending);
  g_free (self);
}

VigieStWalk *
vigie_st_client_walk_territory (VigieStClient *self)
{
  VigieStWalk *walk = walk_new (self);

  vigie_st_client_try_again (self);
  push_stage (walk, VIGIE_ST_SHAPE_TERRITORY, VIGIE_ST_LIST_THINGS);
  return walk;
}

VigieStWalk *
vigie_st_client_walk_latest (VigieStClient *self)
{
  VigieStWalk *walk = walk_new (self);

  push_stage (walk, VIGIE_ST_SHAPE_LATEST, VIGIE_ST_LIST_DATASTREAMS);
  return walk;
}

VigieStWalk *
vigie_st_client_walk_datastreams (VigieStClient *self, const VigieStId *ids, guint n_ids)
{
  VigieStWalk *walk = walk_new (self);
  g_autoptr (GPtrArray) filters = vigie_st_address_get_id_filters (ids, n_ids, MAX_ID_FILTER);

  for (guint i = 0; i < filters->len; i++)
    push_stage (walk, VIGIE_ST_SHAPE_SOME_DATASTREAMS, VIGIE_ST_LIST_DATASTREAMS)->id_filter
        = g_strdup (filters->pdata[i]);
  return walk;
}

VigieStWalk *
vigie_st_client_walk_since (VigieStClient *self, VigieTime since)
{
  VigieStWalk *walk = walk_new (self);

  push_stage (walk, VIGIE_ST_SHAPE_SINCE, VIGIE_ST_LIST_OBSERVATIONS)->from = since;
  if (self->server.is_vigie)
    push_stage (walk, VIGIE_ST_SHAPE_SINCE_UNTIMED, VIGIE_ST_LIST_OBSERVATIONS)->from = since;
  return walk;
}

VigieStWalk *
vigie_st_client_walk_history (VigieStClient *self,
                              const char *datastream_id,
                              gboolean id_is_text,
                              VigieTime from,
                              VigieTime to)
{
  VigieStWalk *walk = walk_new (self);
  Stage *stage = push_stage (walk, VIGIE_ST_SHAPE_HISTORY, VIGIE_ST_LIST_OBSERVATIONS);

  stage->datastream = (VigieStId) {g_strdup (datastream_id), id_is_text};
  stage->from = from;
  stage->to = to;
  return walk;
}

void
vigie_st_walk_set_reach (VigieStWalk *self, gint64 reach)
{
  Stage *stage = g_queue_peek_head (&self->stages);

  g_return_if_fail (stage != NULL && stage->shape == VIGIE_ST_SHAPE_HISTORY && reach >= 0);
  stage->reach = reach;
}

/* ---- Shapes ---------------------------------------------------------------------------------- */

/* The target of the first page of a stage in its shape @index, or NULL past the last. */
static char *
first_target (VigieStWalk *self, const Stage *stage, guint index, VigieStShapeTraits *traits)
{
  VigieStShapeArguments arguments = {
      .is_vigie = self->client->server.is_vigie,
      .datastream = &stage->datastream,
      .from = self->client->server.is_vigie ? stage->from : stage->from - stage->reach,
      .to = stage->to,
      .id_filter = stage->id_filter,
  };
  g_autofree char *resource = vigie_st_shape_get (stage->shape, index, &arguments, traits);

  if (resource == NULL)
    return NULL;
  return vigie_st_address_get_target (vigie_st_http_get_address (self->client->http), resource);
}

/* Where the present stage has no shape left that the server can do: one list per entity set. */
static gboolean
replace_stage (VigieStWalk *self)
{
  Stage *stage = g_queue_peek_head (&self->stages);

  if (stage->shape != VIGIE_ST_SHAPE_TERRITORY)
    return FALSE;
  stage_free (g_queue_pop_head (&self->stages));
  self->before = self->now;
  push_stage (self, VIGIE_ST_SHAPE_THINGS, VIGIE_ST_LIST_THINGS);
  push_stage (self, VIGIE_ST_SHAPE_DATASTREAMS, VIGIE_ST_LIST_DATASTREAMS);
  self->index = G_MAXUINT;
  return TRUE;
}

/* ---- Pages ----------------------------------------------------------------------------------- */

static void
start_ahead (VigieStWalk *self, const char *target)
{
  drop_ahead (self);
  self->ahead_target = g_strdup (target);
  self->ahead = vigie_st_http_start (self->client->http, "GET", target, NULL);
}

/* The page after by its link, as a target that was not seen yet; NULL at the end. *@refused: there
 * is a link, but one that leads round or nowhere. */
static char *
next_target (VigieStWalk *self, const char *link, gboolean *refused)
{
  VigieStAddress *address = vigie_st_http_get_address (self->client->http);
  g_autofree char *target = link != NULL ? vigie_st_address_rebase (address, link) : NULL;

  if (target == NULL || self->n_pages + 1 >= MAX_PAGES
      || g_hash_table_contains (self->targets, target))
    {
      *refused = link != NULL;
      return NULL;
    }
  *refused = FALSE;
  return g_steal_pointer (&target);
}

/* Fetches and decodes the page at @target into @page, asking for the one after on the way. Where it
 * is no JSON, what came before the fault is in @page and @decoded, which is to be cleared in any
 * case. */
static gboolean
fetch_page (VigieStWalk *self,
            const Stage *stage,
            const char *target,
            VigieStPage *page,
            VigieStDecoded *decoded,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (VigieStExchange) exchange = NULL;
  VigieStAnswer answer = {0};
  g_autofree char *link = NULL;
  g_autoptr (GError) fault = NULL;

  if (self->ahead != NULL && strcmp (self->ahead_target, target) == 0)
    {
      exchange = g_steal_pointer (&self->ahead);
      g_clear_pointer (&self->ahead_target, g_free);
    }
  else
    {
      drop_ahead (self);
      exchange = vigie_st_http_start (self->client->http, "GET", target, NULL);
    }
  if (stage->shape != VIGIE_ST_SHAPE_LATEST_OF_ONE)
    link = vigie_st_exchange_wait_link (exchange, cancellable);
  if (link != NULL)
    {
      g_autofree char *after = NULL;
      gboolean refused;

      g_hash_table_add (self->targets, g_strdup (target));
      after = next_target (self, link, &refused);
      if (after != NULL)
        start_ahead (self, after);
    }
  if (!vigie_st_exchange_wait (exchange, &answer, cancellable, &fault))
    {
      /* Turned away from, not failed: the next call goes on waiting for it. */
      if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          drop_ahead (self);
          self->ahead = g_steal_pointer (&exchange);
          self->ahead_target = g_strdup (target);
        }
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  g_clear_pointer (&answer.content_type, g_free);
  g_clear_pointer (&answer.location, g_free);
  g_hash_table_add (self->targets, g_strdup (target));
  return vigie_st_decode_list (page, stage->kind, NULL, answer.body, answer.length, decoded, error);
}

/* A page that is no JSON is asked for once more; if it is damaged again, its good part is given and
 * the rest told as an error when the caller comes back. */
static gboolean
accept_damaged (VigieStWalk *self,
                const char *target,
                const VigieStPage *page,
                const VigieStDecoded *decoded,
                const GError *fault)
{
  if (!g_error_matches (fault, VIGIE_ST_ERROR, VIGIE_ST_ERROR_MALFORMED) || !page->partial
      || g_strcmp0 (self->damaged, target) != 0)
    return FALSE;
  if (page->things->len + page->datastreams->len + page->observations->len == 0)
    return FALSE;
  if (decoded->next_link == NULL)
    self->pending = g_error_copy (fault);
  return TRUE;
}

/* The rest of the Datastreams of Things that have more of them than the server's page. */
static gboolean
fetch_nested (VigieStWalk *self,
              VigieStPage *page,
              VigieStDecoded *decoded,
              GCancellable *cancellable,
              GError **error)
{
  VigieStAddress *address = vigie_st_http_get_address (self->client->http);

  for (guint i = 0; i < decoded->nested->len; i++)
    {
      VigieStNested *nested = &g_array_index (decoded->nested, VigieStNested, i);
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      const char *link = nested->link;

      while (link != NULL && g_hash_table_size (seen) < MAX_NESTED_PAGES)
        {
          char *target = vigie_st_address_rebase (address, link);
          g_autoptr (VigieStExchange) exchange = NULL;
          VigieStAnswer answer = {0};
          VigieStDecoded rest;
          gboolean good;

          if (target == NULL || !g_hash_table_add (seen, target))
            break;
          exchange = vigie_st_http_start (self->client->http, "GET", target, NULL);
          if (!vigie_st_exchange_wait (exchange, &answer, cancellable, error))
            return FALSE;
          good = vigie_st_decode_list (page, VIGIE_ST_LIST_DATASTREAMS, nested->thing,
                                       g_steal_pointer (&answer.body), answer.length, &rest, error);
          vigie_st_answer_clear (&answer);
          vigie_st_client_note (self->client, &rest, target);
          link = rest.n_values > 0 ? rest.next_link : NULL;
          vigie_st_decoded_clear (&rest);
          if (!good)
            return FALSE;
        }
    }
  return TRUE;
}

/* Takes out what the list had already: rows move between the pages of some servers. */
static guint
drop_known (VigieStWalk *self, GPtrArray *list)
{
  guint kept = 0, dropped;

  for (guint i = 0; i < list->len; i++)
    {
      /* Things and Datastreams both begin with their id. */
      const VigieStId *id = list->pdata[i];
      char *key = g_strconcat (id->is_text ? "'" : "", id->text, NULL);

      if (g_hash_table_add (self->ids, key))
        list->pdata[kept++] = list->pdata[i];
    }
  dropped = list->len - kept;
  g_ptr_array_set_size (list, kept);
  return dropped;
}
G_STATIC_ASSERT (G_STRUCT_OFFSET (VigieStThing, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (VigieStDatastream, id) == 0);

static void
remember_one_by_one (VigieStWalk *self, const VigieStPage *page)
{
  for (guint i = 0; i < page->datastreams->len; i++)
    {
      const VigieStDatastream *datastream = page->datastreams->pdata[i];
      VigieStId *id = g_new0 (VigieStId, 1);

      *id = (VigieStId) {g_strdup (datastream->id.text), datastream->id.is_text};
      g_queue_push_tail (&self->one_by_one, id);
    }
}

/* The next page of the present stage. */
static VigieStPage *
next_of_stage (VigieStWalk *self, GCancellable *cancellable, GError **error)
{
  VigieStClient *client = self->client;
  Stage *stage = g_queue_peek_head (&self->stages);
  VigieStMemory *memory = &client->memory[stage->shape];
  gboolean first = self->target == NULL, refused = FALSE;
  VigieStShapeTraits traits = {0};
  g_autoptr (VigieStPage) page = NULL;
  VigieStDecoded decoded = {0};
  g_autoptr (GError) fault = NULL;
  g_autofree char *after = NULL, *target = NULL;

  if (self->index == G_MAXUINT)
    {
      self->now = (VigieStRefusals) {0, 0};
      self->index = vigie_st_memory_get_index (memory, &self->now);
    }
  for (;;)
    {
      g_autofree char *shape = first_target (self, stage, self->index, &traits);

      target = g_strdup (first ? shape : self->target);
      if (target == NULL)
        {
          if (replace_stage (self))
            return next_of_stage (self, cancellable, error);
          self->index = G_MAXUINT;
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      page = vigie_st_page_new ();
      g_clear_error (&fault);
      if (fetch_page (self, stage, target, page, &decoded, cancellable, &fault)
          || accept_damaged (self, target, page, &decoded, fault))
        break;
      vigie_st_client_note (client, &decoded, target);
      vigie_st_decoded_clear (&decoded);
      memset (&decoded, 0, sizeof decoded);
      g_clear_pointer (&page, vigie_st_page_free);
      if (g_error_matches (fault, VIGIE_ST_ERROR, VIGIE_ST_ERROR_MALFORMED)
          && vigie_st_error_get_reason (fault) == VIGIE_ST_REASON_NONE
          && g_strcmp0 (self->damaged, target) != 0)
        {
          g_set_str (&self->damaged, target);
        }
      else if (first && vigie_st_refusals_note (&self->now, self->index, fault))
        {
          self->index = vigie_st_memory_get_index (memory, &self->now);
        }
      else
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      g_clear_pointer (&target, g_free);
    }
  if (first)
    vigie_st_memory_accept (memory, &self->now, self->index);
  /* Lists of Things alone are asked for only where nothing better was possible. */
  if (first && stage->shape == VIGIE_ST_SHAPE_THINGS)
    vigie_st_memory_accept (&client->memory[VIGIE_ST_SHAPE_TERRITORY], &self->before,
                            VIGIE_ST_MEMORY_NONE);
  if (!fetch_nested (self, page, &decoded, cancellable, error))
    {
      vigie_st_client_note (client, &decoded, target);
      vigie_st_decoded_clear (&decoded);
      return NULL;
    }
  decoded.problems.count[VIGIE_ST_PROBLEM_DUPLICATE]
      += drop_known (self, page->things) + drop_known (self, page->datastreams);
  vigie_st_client_note (client, &decoded, target);
  /* A count that nobody asked for is that of the page on some servers. */
  if (strstr (target, "$count=true") == NULL)
    page->total = -1;
  if (traits.lacks_latest)
    remember_one_by_one (self, page);
  if (stage->datastream.text != NULL)
    {
      VigieStArena *arena = vigie_st_page_get_arena (page);
      VigieStId id = {
          vigie_st_arena_strndup (arena, stage->datastream.text, strlen (stage->datastream.text)),
          stage->datastream.is_text};

      for (guint i = 0; i < page->observations->len; i++)
        ((VigieStObservation *) page->observations->pdata[i])->datastream = id;
    }
  self->n_pages++;
  after = decoded.n_values > 0 ? next_target (self, decoded.next_link, &refused) : NULL;
  page->partial |= refused || (traits.unordered && (after != NULL || !first));
  if (self->pending != NULL)
    after = g_strdup (target); /* to be tried again, if the caller wants to */
  if (after != NULL && self->pending == NULL && g_strcmp0 (after, self->ahead_target) != 0)
    start_ahead (self, after);
  else if (after == NULL)
    drop_ahead (self);
  vigie_st_decoded_clear (&decoded);
  g_free (self->target);
  self->target = g_steal_pointer (&after);
  return g_steal_pointer (&page);
}

/* On to the next stage. */
static void
end_stage (VigieStWalk *self)
{
  stage_free (g_queue_pop_head (&self->stages));
  g_hash_table_remove_all (self->targets);
  g_hash_table_remove_all (self->ids);
  self->index = G_MAXUINT;
}

/* The latest Observations of Datastreams that had to come without, in one page. */
static VigieStPage *
next_one_by_one (VigieStWalk *self, GCancellable *cancellable, GError **error)
{
  VigieStMemory *memory = &self->client->memory[VIGIE_ST_SHAPE_LATEST_OF_ONE];
  g_autoptr (VigieStPage) page = vigie_st_page_new ();

  for (guint n = 0; n < ONE_BY_ONE && !g_queue_is_empty (&self->one_by_one); n++)
    {
      const VigieStId *id = g_queue_peek_head (&self->one_by_one);
      Stage stage = {.shape = VIGIE_ST_SHAPE_LATEST_OF_ONE,
                     .kind = VIGIE_ST_LIST_OBSERVATIONS,
                     .datastream = *id};
      guint before = page->observations->len;
      VigieStRefusals now = {0, 0};
      g_autoptr (GError) fault = NULL;

      for (;;)
        {
          guint index = vigie_st_memory_get_index (memory, &now);
          g_autofree char *target = first_target (self, &stage, index, NULL);
          VigieStDecoded decoded = {0};
          gboolean good;

          if (target == NULL)
            {
              g_propagate_error (error, g_steal_pointer (&fault));
              return NULL;
            }
          g_clear_error (&fault);
          good = fetch_page (self, &stage, target, page, &decoded, cancellable, &fault);
          vigie_st_client_note (self->client, &decoded, target);
          vigie_st_decoded_clear (&decoded);
          if (good)
            {
              vigie_st_memory_accept (memory, &now, index);
              break;
            }
          if (!vigie_st_refusals_note (&now, index, fault))
            {
              g_propagate_error (error, g_steal_pointer (&fault));
              return NULL;
            }
        }
      for (guint i = before; i < page->observations->len; i++)
        {
          VigieStObservation *observation = page->observations->pdata[i];

          observation->datastream.text = vigie_st_arena_strndup (vigie_st_page_get_arena (page),
                                                                 id->text, strlen (id->text));
          observation->datastream.is_text = id->is_text;
        }
      id_free (g_queue_pop_head (&self->one_by_one));
    }
  g_hash_table_remove_all (self->targets);
  self->n_pages++;
  return g_steal_pointer (&page);
}

VigieStPage *
vigie_st_walk_next (VigieStWalk *self, GCancellable *cancellable, GError **error)
{
  VigieStPage *page;

  if (self->ended)
    return NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self->pending != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->pending));
      return NULL;
    }
  if (!self->client->probed && vigie_st_client_probe (self->client, cancellable, error) == NULL)
    return NULL;
  if (g_queue_is_empty (&self->stages) && g_queue_is_empty (&self->one_by_one))
    {
      self->ended = TRUE;
      return NULL;
    }
  if (!g_queue_is_empty (&self->stages))
    {
      page = next_of_stage (self, cancellable, error);
      if (page != NULL && self->target == NULL)
        end_stage (self);
    }
  else
    {
      page = next_one_by_one (self, cancellable, error);
    }
  if (page == NULL)
    return NULL;
  page->last = g_queue_is_empty (&self->stages) && g_queue_is_empty (&self->one_by_one);
  self->ended = page->last;
  return page;
}
