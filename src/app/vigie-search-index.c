/* vigie-search-index.c: what the search of the window finds.
 *
 * A round compares what the index holds with the territory, site by site, by the addresses of the
 * immutable data: what is the same costs a look-up. What a round did not meet is no more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-index.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-pages.h"
#include "vigie-search-words.h"
#include "vigie-words.h"

#define SLICE 2500 /* µs */
/* How many measures, and how many places, are looked at between two looks at the clock. */
#define AT_ONCE 50
#define MOST_RECENT 6

typedef enum
{
  STEP_NONE,  /* all is compared */
  STEP_BEGIN, /* pages, actions, communes */
  STEP_SITES, /* sites with their measures */
  STEP_SENSORS,
  STEP_COMMUNES, /* communes that only sites tell of */
  STEP_GONE,     /* what was not met */
} Step;

typedef struct
{
  VigieSearchKind kind;
  char *id; /* owned */
} Recent;

struct _VigieSearchIndex
{
  GObject parent_instance;

  VigieContext *context;     /* owned; or NULL: of the territory and the profile that were given */
  VigieTerritory *given;     /* owned, or NULL */
  VigieProfile *profile;     /* owned, or NULL */
  VigieTerritory *territory; /* owned: that of the round, or NULL */
  VigieSearch *search;       /* owned */
  GHashTable *communes;      /* owned: name (owned) → number of sites, of the round */
  GArray *recent;            /* owned: Recent */
  VigieSearchDepth depth;
  guint n_open;
  guint source;
  guint round;
  guint position; /* of the step */
  guint measure;  /* of the site at the position */
  Step step;
  gboolean stale;        /* the territory changed since the round began */
  gboolean altered;      /* something changed since it was told */
  gboolean telling_end;  /* the end of this round is to be told */
  VigieTerritory *known; /* not owned, only compared: that whose entries these are */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSearchIndex, vigie_search_index, G_TYPE_OBJECT)

/* ---- Targets --------------------------------------------------------------------------------- */

/* The data that an entry was made of are kept, so that their addresses stay theirs. */
typedef struct
{
  VigieSearchTarget target;
  VigieSearchKind kind;
} Target;

static void
target_free (gpointer data)
{
  Target *target = data;

  switch (target->kind)
    {
    case VIGIE_SEARCH_SENSOR:
      g_clear_pointer ((VigieSensorData **) &target->target.source, vigie_sensor_data_unref);
      break;
    case VIGIE_SEARCH_MEASURE:
      vigie_measure_data_unref ((VigieMeasureData *) target->target.source);
      break;
    case VIGIE_SEARCH_PAGE:
    case VIGIE_SEARCH_COMMUNE:
    case VIGIE_SEARCH_SITE:
    case VIGIE_SEARCH_ACTION:
    default:
      break;
    }
  if (target->target.site_source != NULL)
    vigie_site_data_unref ((VigieSiteData *) target->target.site_source);
  g_clear_object (&target->target.site);
  g_clear_object (&target->target.measure);
  g_clear_object (&target->target.sensor);
  g_free (target);
}

static VigieSearchTarget *
target_new (VigieSearchIndex *self, VigieSearchKind kind, VigieSite *site, VigieMeasure *measure)
{
  Target *target = g_new0 (Target, 1);

  target->kind = kind;
  target->target.round = self->round;
  g_set_object (&target->target.site, site);
  g_set_object (&target->target.measure, measure);
  if (site != NULL)
    target->target.site_source = vigie_site_data_ref ((VigieSiteData *) vigie_site_get_data (site));
  return &target->target;
}

static guint
pressing (gpointer target, gpointer user_data)
{
  const VigieSearchTarget *of = target;

  if (of == NULL)
    return 0;
  if (of->sensor != NULL)
    return (guint) MAX (vigie_sensor_get_severity (of->sensor), 0);
  if (of->measure != NULL)
    return (guint) MAX (vigie_measure_get_severity (of->measure), 0);
  if (of->site != NULL)
    return (guint) MAX (vigie_site_get_severity (of->site), 0);
  return MIN (of->n_sites, 63);
}

/* TRUE where the entry is there and made of these; it was met. */
static gboolean
meet (VigieSearchIndex *self,
      VigieSearchKind kind,
      const char *id,
      gconstpointer source,
      gconstpointer site_source)
{
  const VigieSearchEntry *entry = vigie_search_find (self->search, kind, id);
  VigieSearchTarget *target = entry != NULL ? entry->target : NULL;

  if (target == NULL || target->source != source || target->site_source != site_source)
    return FALSE;
  target->round = self->round;
  return TRUE;
}

static void
put (VigieSearchIndex *self,
     VigieSearchKind kind,
     const char *id,
     const char *title,
     const char *subtitle,
     const char *keywords,
     VigieSearchTarget *target)
{
  VigieSearchEntry entry = {
      .kind = kind,
      .id = id,
      .title = title,
      .subtitle = subtitle,
      .keywords = keywords,
      .target = target,
  };

  vigie_search_put (self->search, &entry);
  self->altered = TRUE;
}

/* ---- Pages, actions, communes ---------------------------------------------------------------- */

static void
put_fixed (VigieSearchIndex *self)
{
  guint n_pages, n_actions;
  const VigiePageKind *pages = vigie_pages_get (&n_pages);
  const VigieSearchAction *actions = vigie_search_words_actions (&n_actions);

  for (guint i = 0; i < n_pages; i++)
    {
      const char *words = vigie_search_words_of_page (pages[i].id);
      VigieSearchTarget *target;

      /* The page of a site is found by the site. */
      if (*words == '\0' || meet (self, VIGIE_SEARCH_PAGE, pages[i].id, NULL, NULL))
        continue;
      target = target_new (self, VIGIE_SEARCH_PAGE, NULL, NULL);
      target->icon = pages[i].icon != NULL ? pages[i].icon : "vigie-link-symbolic";
      put (self, VIGIE_SEARCH_PAGE, pages[i].id, _ (pages[i].title), "", words, target);
    }
  for (guint i = 0; i < n_actions; i++)
    {
      VigieSearchTarget *target;

      if (meet (self, VIGIE_SEARCH_ACTION, actions[i].name, NULL, NULL))
        continue;
      target = target_new (self, VIGIE_SEARCH_ACTION, NULL, NULL);
      target->icon = actions[i].icon;
      target->action = actions[i].name;
      target->keys = actions[i].keys;
      put (self, VIGIE_SEARCH_ACTION, actions[i].name, _ (actions[i].title), "",
           g_dpgettext2 (NULL, "search", actions[i].keywords), target);
    }
}

static void
put_commune (VigieSearchIndex *self, const char *name, guint n_sites)
{
  const VigieSearchEntry *entry = vigie_search_find (self->search, VIGIE_SEARCH_COMMUNE, name);
  VigieSearchTarget *target = entry != NULL ? entry->target : NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  if (target != NULL && target->n_sites == n_sites)
    {
      target->round = self->round;
      return;
    }
  target = target_new (self, VIGIE_SEARCH_COMMUNE, NULL, NULL);
  target->icon = "mark-location-symbolic";
  target->n_sites = n_sites;
  /* « larmorplage » is typed for Larmor-Plage. */
  parts = g_strsplit_set (name, "- ’'", -1);
  joined = g_strjoinv ("", parts);
  put (self, VIGIE_SEARCH_COMMUNE, name, name, "", joined, target);
}

/* Those of the profile, and those that sites tell of. */
static void
put_communes (VigieSearchIndex *self)
{
  VigieProfile *profile
      = self->context != NULL ? vigie_context_get_profile (self->context) : self->profile;
  GHashTableIter iter;
  gpointer name, n_sites;

  if (profile != NULL)
    {
      guint n;
      const VigieProfileCommune *communes = vigie_profile_get_communes (profile, &n);

      for (guint i = 0; i < n; i++)
        if (!g_hash_table_contains (self->communes, communes[i].name))
          g_hash_table_insert (self->communes, g_strdup (communes[i].name), GUINT_TO_POINTER (0));
    }
  g_hash_table_iter_init (&iter, self->communes);
  while (g_hash_table_iter_next (&iter, &name, &n_sites))
    put_commune (self, name, GPOINTER_TO_UINT (n_sites));
}

/* ---- The territory --------------------------------------------------------------------------- */

/* « Déchèterie de Caudan · Caudan »; no commune that the name tells already. */
static char *
place_words (const VigieSiteData *site)
{
  if (site->commune_name == NULL || strstr (site->name, site->commune_name) != NULL)
    return g_strdup (site->name);
  return g_strdup_printf ("%s · %s", site->name, site->commune_name);
}

static void
put_site (VigieSearchIndex *self, VigieSite *site)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  g_autofree char *subtitle = NULL;
  g_autofree char *keywords = NULL;
  const char *commune = data->commune_name != NULL ? data->commune_name : "";
  gboolean addressed
      = data->address != NULL && *data->address != '\0' && strcmp (data->address, commune) != 0;

  if (meet (self, VIGIE_SEARCH_SITE, data->id, NULL, data))
    return;
  subtitle = addressed && *commune != '\0' ? g_strdup_printf ("%s · %s", data->address, commune)
             : addressed                   ? g_strdup (data->address)
                                           : g_strdup (commune);
  keywords = g_strjoin (" ", vigie_words_kind (data->kind), vigie_words_kind_plural (data->kind),
                        vigie_search_words_of_kind (data->kind), NULL);
  put (self, VIGIE_SEARCH_SITE, data->id, data->name, subtitle, keywords,
       target_new (self, VIGIE_SEARCH_SITE, site, NULL));
}

/* A sensor that is used at several sites is one at each. */
static void
put_sensor (VigieSearchIndex *self, VigieSensor *sensor)
{
  const VigieSensorData *data = vigie_sensor_get_data (sensor);
  VigieSite *site = vigie_sensor_get_site (sensor);
  const VigieSiteData *place = site != NULL ? vigie_site_get_data (site) : NULL;
  g_autofree char *id = NULL;
  g_autofree char *where = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *keywords = NULL;
  VigieSearchTarget *target;

  /* A gateway without a device of its own is found as the site that it is. */
  if (site == NULL || *vigie_sensor_get_id (sensor) == '\0')
    return;
  id = g_strconcat (vigie_sensor_get_id (sensor), "\n", place->id, NULL);
  if (meet (self, VIGIE_SEARCH_SENSOR, id, data, place))
    return;
  where = place_words (place);
  subtitle = data != NULL && data->dev_eui != NULL
                 ? g_strdup_printf ("%s · %s", data->dev_eui, where)
                 : g_strdup (where);
  keywords = g_strjoin (" ", data != NULL ? data->model : "",
                        place->commune_name != NULL ? place->commune_name : "",
                        vigie_words_kind (place->kind),
                        /* Translators: other words by which the search finds a sensor */
                        C_ ("search", "sensor device"), NULL);
  target = target_new (self, VIGIE_SEARCH_SENSOR, site, NULL);
  target->icon = "vigie-signal-4-symbolic";
  target->sensor = g_object_ref (sensor);
  if (data != NULL)
    target->source = vigie_sensor_data_ref ((VigieSensorData *) data);
  put (self, VIGIE_SEARCH_SENSOR, id, vigie_sensor_get_name (sensor), subtitle, keywords, target);
}

static void
put_measure (VigieSearchIndex *self, VigieSite *site, VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieSiteData *place = vigie_site_get_data (site);
  const VigieSensorData *sensor = vigie_measure_get_sensor (measure);
  g_autofree char *subtitle = NULL;
  g_autofree char *keywords = NULL;
  VigieSearchTarget *target;

  if (meet (self, VIGIE_SEARCH_MEASURE, data->id, data, place))
    return;
  subtitle = place_words (place);
  keywords
      = g_strjoin (" ", sensor != NULL ? sensor->name : "", vigie_words_role (data->role),
                   data->observed_property, place->commune_name != NULL ? place->commune_name : "",
                   vigie_words_kind (place->kind), NULL);
  target = target_new (self, VIGIE_SEARCH_MEASURE, site, measure);
  target->source = vigie_measure_data_ref ((VigieMeasureData *) data);
  put (self, VIGIE_SEARCH_MEASURE, data->id, data->name, subtitle, keywords, target);
}

/* The site and some of its measures, from the measure @first on. FALSE after the last. */
static gboolean
put_site_with_measures (VigieSearchIndex *self, VigieSite *site, guint first)
{
  GListModel *measures = vigie_site_get_measures (site);
  guint n = self->depth == VIGIE_SEARCH_DEPTH_ALL ? g_list_model_get_n_items (measures) : 0;
  guint end = MIN (first + AT_ONCE, n);

  if (first == 0)
    {
      const char *commune = vigie_site_get_data (site)->commune_name;

      put_site (self, site);
      if (commune != NULL)
        {
          guint n_sites = GPOINTER_TO_UINT (g_hash_table_lookup (self->communes, commune));

          g_hash_table_insert (self->communes, g_strdup (commune), GUINT_TO_POINTER (n_sites + 1));
        }
    }
  for (guint i = first; i < end; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);

      put_measure (self, site, measure);
    }
  return end < n;
}

/* ---- Rounds ---------------------------------------------------------------------------------- */

static void
begin_round (VigieSearchIndex *self)
{
  self->round++;
  self->position = 0;
  self->measure = 0;
  self->step = STEP_BEGIN;
  self->stale = FALSE;
  g_hash_table_remove_all (self->communes);
}

/* Some of the sensors, from the position on. FALSE after the last. */
static gboolean
put_sensors (VigieSearchIndex *self)
{
  gboolean wanted = self->territory != NULL && self->depth >= VIGIE_SEARCH_DEPTH_SENSORS;
  GListModel *sensors = wanted ? vigie_territory_get_sensors (self->territory) : NULL;
  guint n = sensors != NULL ? g_list_model_get_n_items (sensors) : 0;
  guint end = MIN (self->position + AT_ONCE, n);

  for (; self->position < end; self->position++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (sensors, self->position);

      put_sensor (self, sensor);
    }
  return end < n;
}

/* Removes what was not met, from the place @position on; some of it. FALSE at the end. */
static gboolean
drop_gone (VigieSearchIndex *self)
{
  guint end = MIN (self->position + AT_ONCE, vigie_search_get_n_places (self->search));

  for (; self->position < end; self->position++)
    {
      const VigieSearchEntry *entry = vigie_search_get_at (self->search, self->position);

      if (entry == NULL || ((VigieSearchTarget *) entry->target)->round == self->round)
        continue;
      vigie_search_remove (self->search, entry->kind, entry->id);
      self->altered = TRUE;
    }
  return end < vigie_search_get_n_places (self->search);
}

/* One piece of work, well under a slice. */
static void
step (VigieSearchIndex *self)
{
  GListModel *sites = G_LIST_MODEL (self->territory);

  switch (self->step)
    {
    case STEP_BEGIN:
      put_fixed (self);
      self->step = STEP_SITES;
      break;
    case STEP_SITES:
      if (sites != NULL && self->position < g_list_model_get_n_items (sites))
        {
          g_autoptr (VigieSite) site = g_list_model_get_item (sites, self->position);

          if (put_site_with_measures (self, site, self->measure))
            self->measure += AT_ONCE;
          else
            {
              self->position++;
              self->measure = 0;
            }
        }
      else
        {
          self->position = 0;
          self->step = STEP_SENSORS;
        }
      break;
    case STEP_SENSORS:
      if (!put_sensors (self))
        self->step = STEP_COMMUNES;
      break;
    case STEP_COMMUNES:
      put_communes (self);
      self->position = 0;
      self->step = STEP_GONE;
      break;
    case STEP_GONE:
      if (!drop_gone (self))
        self->step = STEP_NONE;
      break;
    case STEP_NONE:
    default:
      break;
    }
}

/* Works until @end (monotonic). TRUE when all is compared. */
static gboolean
work (VigieSearchIndex *self, gint64 end)
{
  while (self->step != STEP_NONE && g_get_monotonic_time () < end)
    {
      step (self);
      if (self->step == STEP_NONE && self->stale)
        begin_round (self);
    }
  return self->step == STEP_NONE;
}

static gboolean
slice_cb (gpointer user_data)
{
  VigieSearchIndex *self = VIGIE_SEARCH_INDEX (user_data);
  gboolean done = work (self, g_get_monotonic_time () + SLICE);
  gboolean tell = self->altered || (done && self->telling_end);

  if (done)
    {
      self->source = 0;
      self->telling_end = FALSE;
    }
  self->altered = FALSE;
  if (tell)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* A round, now or after the one that is under way. */
static void
queue_round (VigieSearchIndex *self)
{
  if (self->n_open == 0)
    return;
  if (self->step != STEP_NONE)
    self->stale = TRUE;
  else
    begin_round (self);
  if (self->source == 0)
    self->source = g_idle_add (slice_cb, self);
}

/* What comes is met at the end of the round; what goes moves those after it. */
static void
items_changed_cb (VigieSearchIndex *self, guint position, guint removed, guint added)
{
  if (removed > 0 && self->step != STEP_NONE)
    begin_round (self);
  queue_round (self);
}

/* ---- Following the territory ----------------------------------------------------------------- */

static void
follow (VigieSearchIndex *self, VigieTerritory *territory)
{
  if (self->territory == territory)
    return;
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_set_object (&self->territory, territory);
  if (territory != NULL)
    {
      g_signal_connect_object (territory, "items-changed", G_CALLBACK (items_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "notify::n-measures", G_CALLBACK (queue_round), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "changed", G_CALLBACK (queue_round), self,
                               G_CONNECT_SWAPPED);
    }
}

/* Another server: what was of the other is no more, and so is what was chosen there. */
static void
territory_cb (VigieSearchIndex *self)
{
  VigieTerritory *territory
      = self->context != NULL ? vigie_context_get_territory (self->context) : self->given;

  gboolean another = self->known != territory;

  if (another)
    {
      self->known = territory;
      vigie_search_clear (self->search);
      self->step = STEP_NONE;
      g_clear_handle_id (&self->source, g_source_remove);
      g_array_set_size (self->recent, 0);
    }
  if (self->n_open == 0)
    return;
  follow (self, territory);
  self->telling_end = TRUE;
  queue_round (self);
  /* Who looks now sees that it is being filled. */
  if (another)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vigie_search_index_open (VigieSearchIndex *self)
{
  if (self->n_open++ > 0)
    return;
  territory_cb (self);
  /* What fits in a slice is there at once: a territory of a hundred sites without a flash of nothing. */
  work (self, g_get_monotonic_time () + SLICE);
}

void
vigie_search_index_close (VigieSearchIndex *self)
{
  g_return_if_fail (self->n_open > 0);
  if (--self->n_open > 0)
    return;
  follow (self, NULL);
  g_clear_handle_id (&self->source, g_source_remove);
  self->step = STEP_NONE;
}

void
vigie_search_index_set_depth (VigieSearchIndex *self, VigieSearchDepth depth)
{
  if (self->depth == depth)
    return;
  self->depth = depth;
  self->telling_end = self->n_open > 0;
  queue_round (self);
}

VigieSearchDepth
vigie_search_index_get_depth (VigieSearchIndex *self)
{
  return self->depth;
}

gboolean
vigie_search_index_is_filling (VigieSearchIndex *self)
{
  return self->step != STEP_NONE && self->telling_end;
}

void
vigie_search_index_fill (VigieSearchIndex *self)
{
  vigie_search_index_open (self);
  work (self, G_MAXINT64);
  g_clear_handle_id (&self->source, g_source_remove);
  self->telling_end = FALSE;
  self->altered = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  vigie_search_index_close (self);
}

VigieSearch *
vigie_search_index_get_search (VigieSearchIndex *self)
{
  return self->search;
}

/* ---- What was chosen ------------------------------------------------------------------------- */

static void
recent_clear (gpointer data)
{
  g_free (((Recent *) data)->id);
}

void
vigie_search_index_add_recent (VigieSearchIndex *self, const VigieSearchEntry *entry)
{
  Recent recent = {entry->kind, g_strdup (entry->id)};

  for (guint i = 0; i < self->recent->len; i++)
    {
      const Recent *old = &g_array_index (self->recent, Recent, i);

      if (old->kind == recent.kind && g_str_equal (old->id, recent.id))
        {
          g_array_remove_index (self->recent, i);
          break;
        }
    }
  g_array_prepend_val (self->recent, recent);
  if (self->recent->len > MOST_RECENT)
    g_array_set_size (self->recent, MOST_RECENT);
}

GPtrArray *
vigie_search_index_get_recent (VigieSearchIndex *self)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < self->recent->len; i++)
    {
      const Recent *recent = &g_array_index (self->recent, Recent, i);
      const VigieSearchEntry *entry = vigie_search_find (self->search, recent->kind, recent->id);

      if (entry != NULL)
        g_ptr_array_add (entries, (gpointer) entry);
    }
  return entries;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_search_index_dispose (GObject *object)
{
  VigieSearchIndex *self = VIGIE_SEARCH_INDEX (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  follow (self, NULL);
  g_clear_object (&self->context);
  g_clear_object (&self->given);

  G_OBJECT_CLASS (vigie_search_index_parent_class)->dispose (object);
}

static void
vigie_search_index_finalize (GObject *object)
{
  VigieSearchIndex *self = VIGIE_SEARCH_INDEX (object);

  vigie_search_free (self->search);
  g_hash_table_unref (self->communes);
  g_array_unref (self->recent);
  g_clear_pointer (&self->profile, vigie_profile_unref);

  G_OBJECT_CLASS (vigie_search_index_parent_class)->finalize (object);
}

static void
vigie_search_index_class_init (VigieSearchIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_search_index_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_search_index_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_SEARCH_INDEX, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_search_index_init (VigieSearchIndex *self)
{
  self->depth = VIGIE_SEARCH_DEPTH_ALL;
  self->search = vigie_search_new (target_free);
  vigie_search_set_pressing (self->search, pressing, NULL);
  self->communes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->recent = g_array_new (FALSE, FALSE, sizeof (Recent));
  g_array_set_clear_func (self->recent, recent_clear);
}

VigieSearchIndex *
vigie_search_index_new (VigieContext *context)
{
  VigieSearchIndex *self = g_object_new (VIGIE_TYPE_SEARCH_INDEX, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

VigieSearchIndex *
vigie_search_index_new_for_territory (VigieTerritory *territory, VigieProfile *profile)
{
  VigieSearchIndex *self = g_object_new (VIGIE_TYPE_SEARCH_INDEX, NULL);

  self->given = g_object_ref (territory);
  if (profile != NULL)
    self->profile = vigie_profile_ref (profile);
  return self;
}
