/* vigie-site-model.c: the sites of a territory as the list and the map show them.
 *
 * What sorting and searching need of a site (a collation key, the folded text) is computed once and
 * kept with the site, so that 10 000 sites stay fluid.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-model.h"

#include <glib/gi18n-lib.h>

#include "vigie-fold.h"
#include "vigie-words.h"

struct _VigieSiteModel
{
  GObject parent_instance;

  VigieTerritory *territory;    /* owned, or NULL */
  GtkFilterListModel *filtered; /* owned */
  GtkSortListModel *sorted;     /* owned */
  GtkCustomFilter *filter;      /* owned by the model */
  GtkCustomSorter *sorter;      /* owned by the model */
  GtkCustomSorter *sections;    /* owned by the model */
  char *query;                  /* owned: folded, "" for none */
  char *commune;                /* owned, or NULL */
  int kind;                     /* -1: all */
  guint only;                   /* bit for each section; 0: all */
  guint count_section[VIGIE_N_SECTION];
  guint count_kind[VIGIE_N_KIND];
  guint recount_source;
  gsize told; /* which site is in which section, as the views were told */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSiteModel, vigie_site_model, G_TYPE_OBJECT)

/* ---- Keys kept with each site ---------------------------------------------------------------- */

typedef struct
{
  VigieSiteData *data; /* owned: what the keys are of */
  guint n_measures;
  char *collation; /* owned */
  char *folded;    /* owned, or NULL: made at the first search */
} SiteKeys;

static void
site_keys_free (gpointer data)
{
  SiteKeys *keys = data;

  vigie_site_data_unref (keys->data);
  g_free (keys->collation);
  g_free (keys->folded);
  g_free (keys);
}

static SiteKeys *
site_keys (VigieSite *site)
{
  static GQuark quark = 0;
  VigieSiteData *data = (VigieSiteData *) vigie_site_get_data (site);
  guint n_measures = g_list_model_get_n_items (vigie_site_get_measures (site));
  SiteKeys *keys;

  if (G_UNLIKELY (quark == 0))
    quark = g_quark_from_static_string ("vigie-site-keys");
  keys = g_object_get_qdata (G_OBJECT (site), quark);
  if (keys != NULL && keys->data == data && keys->n_measures == n_measures)
    return keys;

  keys = g_new0 (SiteKeys, 1);
  keys->data = vigie_site_data_ref (data);
  keys->n_measures = n_measures;
  keys->collation = g_utf8_collate_key_for_filename (data->name, -1);
  g_object_set_qdata_full (G_OBJECT (site), quark, keys, site_keys_free);
  return keys;
}

/* Site, commune, kind, address, measures, sensors with their identifiers. */
static const char *
folded_text (VigieSite *site)
{
  SiteKeys *keys = site_keys (site);

  if (keys->folded == NULL)
    {
      const VigieSiteData *data = keys->data;
      GListModel *measures = vigie_site_get_measures (site);
      g_autoptr (GString) text = g_string_new (data->name);

      g_string_append_printf (text, "\n%s", vigie_words_kind (data->kind));
      if (data->commune_name != NULL)
        g_string_append_printf (text, "\n%s", data->commune_name);
      if (data->address != NULL)
        g_string_append_printf (text, "\n%s", data->address);
      for (guint i = 0; i < g_list_model_get_n_items (measures); i++)
        {
          g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
          const VigieSensorData *sensor = vigie_measure_get_sensor (measure);

          g_string_append_printf (text, "\n%s", vigie_measure_get_data (measure)->name);
          if (sensor != NULL)
            g_string_append_printf (text, "\n%s\n%s", sensor->name,
                                    sensor->dev_eui != NULL ? sensor->dev_eui : "");
        }
      keys->folded = vigie_fold_text (text->str);
    }
  return keys->folded;
}

/* ---- Sections -------------------------------------------------------------------------------- */

VigieSection
vigie_section_of (VigieSite *site)
{
  VigieCondition condition = vigie_site_get_condition (site);

  if (condition == VIGIE_CONDITION_CRITICAL || condition == VIGIE_CONDITION_WARNING)
    return VIGIE_SECTION_TO_HANDLE;
  switch (vigie_site_get_freshness (site))
    {
    case VIGIE_FRESHNESS_SILENT:
    case VIGIE_FRESHNESS_NEVER:
      return VIGIE_SECTION_SILENT;
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      return VIGIE_SECTION_OUT_OF_SERVICE;
    case VIGIE_FRESHNESS_LIVE:
    case VIGIE_FRESHNESS_LATE:
    default:
      return VIGIE_SECTION_NORMAL;
    }
}

const char *
vigie_section_get_label (VigieSection section, gboolean live)
{
  switch (section)
    {
    case VIGIE_SECTION_TO_HANDLE:
      return live ? _ ("To handle") : _ ("To handle at the last reading");
    case VIGIE_SECTION_SILENT:
      return live ? C_ ("sites", "Silent") : _ ("Already silent before the loss");
    case VIGIE_SECTION_OUT_OF_SERVICE:
      return _ ("Out of service");
    case VIGIE_SECTION_NORMAL:
    default:
      return live ? _ ("Normal") : _ ("Normal at the last reading");
    }
}

static int
compare_sections (gconstpointer a, gconstpointer b, gpointer user_data)
{
  int first = (int) vigie_section_of ((VigieSite *) a);
  int second = (int) vigie_section_of ((VigieSite *) b);

  return first < second   ? GTK_ORDERING_SMALLER
         : first > second ? GTK_ORDERING_LARGER
                          : GTK_ORDERING_EQUAL;
}

/* The worst first, then by name. */
static int
compare_sites (gconstpointer a, gconstpointer b, gpointer user_data)
{
  VigieSite *first = (VigieSite *) a;
  VigieSite *second = (VigieSite *) b;

  if (vigie_section_of (first) == VIGIE_SECTION_TO_HANDLE)
    {
      int severity = vigie_site_get_severity (second) - vigie_site_get_severity (first);

      if (severity != 0)
        return severity < 0 ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;
    }
  return gtk_ordering_from_cmpfunc (
      strcmp (site_keys (first)->collation, site_keys (second)->collation));
}

/* ---- Filter ---------------------------------------------------------------------------------- */

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  VigieSiteModel *self = user_data;
  VigieSite *site = item;

  if (self->only != 0 && !(self->only & (1u << vigie_section_of (site))))
    return FALSE;
  if (self->kind >= 0 && (int) vigie_site_get_kind (site) != self->kind)
    return FALSE;
  if (self->commune != NULL
      && g_strcmp0 (self->commune, vigie_site_get_data (site)->commune_name) != 0)
    return FALSE;
  return *self->query == '\0' || vigie_fold_match (folded_text (site), self->query);
}

static void
refilter (VigieSiteModel *self, GtkFilterChange change)
{
  gtk_filter_changed (GTK_FILTER (self->filter), change);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- Counts ---------------------------------------------------------------------------------- */

/* A number of which site is in which section. */
static gsize
recount (VigieSiteModel *self)
{
  gsize sections = 0;
  GListModel *sites = G_LIST_MODEL (self->territory);
  guint n = self->territory != NULL ? g_list_model_get_n_items (sites) : 0;

  memset (self->count_section, 0, sizeof self->count_section);
  memset (self->count_kind, 0, sizeof self->count_kind);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, i);
      VigieKind kind = vigie_site_get_kind (site);

      VigieSection section = vigie_section_of (site);

      sections += (GPOINTER_TO_SIZE (site) >> 4) * (gsize) (2 * section + 3);
      self->count_section[section]++;
      self->count_kind[(guint) kind < VIGIE_N_KIND ? kind : VIGIE_KIND_OTHER]++;
    }
  return sections;
}

static gboolean
recount_cb (gpointer user_data)
{
  VigieSiteModel *self = VIGIE_SITE_MODEL (user_data);

  gsize sections = recount (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  self->recount_source = 0;
  /* A sort tells the views of the places that changed, not of the headings between those that
   * stayed: a list first shown without its measures would keep the headings of then. */
  if (self->told != sections && n > 0)
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self->sorted), 0, n);
  self->told = sections;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Many batches of a first load: one count. */
static void
queue_recount (VigieSiteModel *self)
{
  if (self->recount_source == 0)
    self->recount_source = g_idle_add (recount_cb, self);
}

static void
territory_changed_cb (VigieSiteModel *self)
{
  gtk_sorter_changed (GTK_SORTER (self->sections), GTK_SORTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  if (self->only != 0)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  queue_recount (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_model_dispose (GObject *object)
{
  VigieSiteModel *self = VIGIE_SITE_MODEL (object);

  vigie_site_model_set_territory (self, NULL);
  g_clear_handle_id (&self->recount_source, g_source_remove);
  if (self->filter != NULL)
    {
      /* The list may outlive the model. */
      gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
      self->filter = NULL;
    }
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->commune, g_free);

  G_OBJECT_CLASS (vigie_site_model_parent_class)->dispose (object);
}

static void
vigie_site_model_class_init (VigieSiteModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_site_model_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_SITE_MODEL, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_site_model_init (VigieSiteModel *self)
{
  self->query = g_strdup ("");
  self->kind = -1;
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  self->sorter = gtk_custom_sorter_new (compare_sites, NULL, NULL);
  self->sections = gtk_custom_sorter_new (compare_sections, NULL, NULL);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)),
                                          GTK_SORTER (self->sorter));
  gtk_sort_list_model_set_section_sorter (self->sorted, GTK_SORTER (self->sections));
  g_object_unref (self->sections);
}

VigieSiteModel *
vigie_site_model_new (void)
{
  return g_object_new (VIGIE_TYPE_SITE_MODEL, NULL);
}

void
vigie_site_model_set_territory (VigieSiteModel *self, VigieTerritory *territory)
{
  if (self->territory == territory)
    return;
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_set_object (&self->territory, territory);
  if (self->filtered != NULL)
    gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (territory));
  if (territory != NULL)
    {
      g_signal_connect_object (territory, "changed", G_CALLBACK (territory_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "items-changed", G_CALLBACK (queue_recount), self,
                               G_CONNECT_SWAPPED);
    }
  recount (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

VigieTerritory *
vigie_site_model_get_territory (VigieSiteModel *self)
{
  return self->territory;
}

GListModel *
vigie_site_model_get_filtered (VigieSiteModel *self)
{
  return G_LIST_MODEL (self->filtered);
}

GListModel *
vigie_site_model_get_sorted (VigieSiteModel *self)
{
  return G_LIST_MODEL (self->sorted);
}

void
vigie_site_model_set_query (VigieSiteModel *self, const char *text)
{
  g_autofree char *folded = vigie_fold_text (text);
  GtkFilterChange change = g_str_has_prefix (folded, self->query)   ? GTK_FILTER_CHANGE_MORE_STRICT
                           : g_str_has_prefix (self->query, folded) ? GTK_FILTER_CHANGE_LESS_STRICT
                                                                    : GTK_FILTER_CHANGE_DIFFERENT;

  if (g_set_str (&self->query, folded))
    refilter (self, change);
}

void
vigie_site_model_set_section (VigieSiteModel *self, VigieSection section, gboolean only)
{
  guint bit = 1u << section;
  guint sections = only ? self->only | bit : self->only & ~bit;

  if (sections == self->only)
    return;
  self->only = sections;
  refilter (self, GTK_FILTER_CHANGE_DIFFERENT);
}

gboolean
vigie_site_model_get_section (VigieSiteModel *self, VigieSection section)
{
  return (self->only & (1u << section)) != 0;
}

void
vigie_site_model_set_kind (VigieSiteModel *self, int kind)
{
  if (self->kind == kind)
    return;
  self->kind = kind;
  refilter (self, GTK_FILTER_CHANGE_DIFFERENT);
}

int
vigie_site_model_get_kind (VigieSiteModel *self)
{
  return self->kind;
}

void
vigie_site_model_set_commune (VigieSiteModel *self, const char *commune)
{
  if (g_set_str (&self->commune, commune))
    refilter (self, GTK_FILTER_CHANGE_DIFFERENT);
}

const char *
vigie_site_model_get_commune (VigieSiteModel *self)
{
  return self->commune;
}

gboolean
vigie_site_model_is_filtered (VigieSiteModel *self)
{
  return *self->query != '\0' || self->only != 0 || self->kind >= 0 || self->commune != NULL;
}

void
vigie_site_model_clear_filters (VigieSiteModel *self)
{
  if (!vigie_site_model_is_filtered (self))
    return;
  g_set_str (&self->query, "");
  g_set_str (&self->commune, NULL);
  self->only = 0;
  self->kind = -1;
  refilter (self, GTK_FILTER_CHANGE_LESS_STRICT);
}

guint
vigie_site_model_count_section (VigieSiteModel *self, VigieSection section)
{
  return self->count_section[section];
}

guint
vigie_site_model_count_kind (VigieSiteModel *self, VigieKind kind)
{
  return self->count_kind[kind];
}

GStrv
vigie_site_model_get_communes (VigieSiteModel *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (32, g_free, TRUE);
  GListModel *sites = G_LIST_MODEL (self->territory);
  guint n = self->territory != NULL ? g_list_model_get_n_items (sites) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, i);
      const char *name = vigie_site_get_data (site)->commune_name;

      if (name != NULL && g_hash_table_add (seen, (gpointer) name))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort_values (names, (GCompareFunc) g_utf8_collate);
  return (GStrv) g_ptr_array_steal (names, NULL);
}
