/* vigie-search-item.c: what the search found, as rows in sections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-item.h"

#define MOST_PIECES 16

struct _VigieSearchItem
{
  GObject parent_instance;

  VigieSearchKind kind;
  char *id, *title, *subtitle;   /* owned */
  char *heading, *count, *query; /* owned */
  VigieSite *site;               /* owned, or NULL */
  VigieMeasure *measure;         /* owned, or NULL */
  VigieSensor *sensor;           /* owned, or NULL */
  const char *icon, *action, *keys;
  guint n_sites;
  double lat, lon;
  guint section;
  gboolean approximate;
};

G_DEFINE_FINAL_TYPE (VigieSearchItem, vigie_search_item, G_TYPE_OBJECT)

static void
vigie_search_item_finalize (GObject *object)
{
  VigieSearchItem *self = VIGIE_SEARCH_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->heading);
  g_free (self->count);
  g_free (self->query);
  g_clear_object (&self->site);
  g_clear_object (&self->measure);
  g_clear_object (&self->sensor);

  G_OBJECT_CLASS (vigie_search_item_parent_class)->finalize (object);
}

static void
vigie_search_item_class_init (VigieSearchItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_search_item_finalize;
}

static void
vigie_search_item_init (VigieSearchItem *self)
{
}

VigieSearchItem *
vigie_search_item_new (const VigieSearchEntry *entry,
                       guint section,
                       const char *heading,
                       const char *count,
                       const char *query,
                       gboolean approximate)
{
  VigieSearchItem *self = g_object_new (VIGIE_TYPE_SEARCH_ITEM, NULL);
  const VigieSearchTarget *target = entry->target;

  self->kind = entry->kind;
  self->id = g_strdup (entry->id);
  self->title = g_strdup (entry->title);
  self->subtitle = g_strdup (entry->subtitle);
  self->section = section;
  self->heading = g_strdup (heading);
  self->count = g_strdup (count);
  self->query = g_strdup (query);
  self->approximate = approximate;
  g_set_object (&self->site, target->site);
  g_set_object (&self->measure, target->measure);
  g_set_object (&self->sensor, target->sensor);
  self->icon = target->icon;
  self->action = target->action;
  self->keys = target->keys;
  self->n_sites = target->n_sites;
  self->lat = target->lat;
  self->lon = target->lon;
  return self;
}

VigieSearchKind
vigie_search_item_get_kind (VigieSearchItem *self)
{
  return self->kind;
}

const char *
vigie_search_item_get_id (VigieSearchItem *self)
{
  return self->id;
}

const char *
vigie_search_item_get_title (VigieSearchItem *self)
{
  return self->title;
}

const char *
vigie_search_item_get_subtitle (VigieSearchItem *self)
{
  return self->subtitle;
}

guint
vigie_search_item_get_section (VigieSearchItem *self)
{
  return self->section;
}

const char *
vigie_search_item_get_heading (VigieSearchItem *self)
{
  return self->heading;
}

const char *
vigie_search_item_get_count (VigieSearchItem *self)
{
  return self->count;
}

VigieSite *
vigie_search_item_get_site (VigieSearchItem *self)
{
  return self->site;
}

VigieMeasure *
vigie_search_item_get_measure (VigieSearchItem *self)
{
  return self->measure;
}

VigieSensor *
vigie_search_item_get_sensor (VigieSearchItem *self)
{
  return self->sensor;
}

const char *
vigie_search_item_get_icon (VigieSearchItem *self)
{
  return self->icon;
}

const char *
vigie_search_item_get_action (VigieSearchItem *self)
{
  return self->action;
}

const char *
vigie_search_item_get_keys (VigieSearchItem *self)
{
  return self->keys;
}

guint
vigie_search_item_get_n_sites (VigieSearchItem *self)
{
  return self->n_sites;
}

void
vigie_search_item_get_place (VigieSearchItem *self, double *lat, double *lon)
{
  *lat = self->lat;
  *lon = self->lon;
}

PangoAttrList *
vigie_search_item_emphasise (VigieSearchItem *self, const char *text)
{
  VigieSearchPiece pieces[MOST_PIECES];
  guint n = vigie_search_pieces (text, self->query, self->approximate, pieces, MOST_PIECES);
  PangoAttrList *list = n > 0 ? pango_attr_list_new () : NULL;

  for (guint i = 0; i < n; i++)
    {
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      weight->start_index = pieces[i].start;
      weight->end_index = pieces[i].end;
      pango_attr_list_insert (list, weight);
    }
  return list;
}

/* ---- The list -------------------------------------------------------------------------------- */

struct _VigieSearchList
{
  GObject parent_instance;

  GPtrArray *items; /* owned */
};

static GType
list_get_item_type (GListModel *model)
{
  return VIGIE_TYPE_SEARCH_ITEM;
}

static guint
list_get_n_items (GListModel *model)
{
  return VIGIE_SEARCH_LIST (model)->items->len;
}

static gpointer
list_get_item (GListModel *model, guint position)
{
  VigieSearchList *self = VIGIE_SEARCH_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = list_get_item_type;
  iface->get_n_items = list_get_n_items;
  iface->get_item = list_get_item;
}

static void
list_get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  VigieSearchList *self = VIGIE_SEARCH_LIST (model);
  guint section;

  if (position >= self->items->len)
    {
      *start = self->items->len;
      *end = G_MAXUINT;
      return;
    }
  section = vigie_search_item_get_section (g_ptr_array_index (self->items, position));
  for (*start = position; *start > 0; (*start)--)
    if (vigie_search_item_get_section (g_ptr_array_index (self->items, *start - 1)) != section)
      break;
  for (*end = position + 1; *end < self->items->len; (*end)++)
    if (vigie_search_item_get_section (g_ptr_array_index (self->items, *end)) != section)
      break;
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = list_get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieSearchList,
                               vigie_search_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL,
                                                          section_model_init))

static void
vigie_search_list_finalize (GObject *object)
{
  g_ptr_array_unref (VIGIE_SEARCH_LIST (object)->items);

  G_OBJECT_CLASS (vigie_search_list_parent_class)->finalize (object);
}

static void
vigie_search_list_class_init (VigieSearchListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_search_list_finalize;
}

static void
vigie_search_list_init (VigieSearchList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

VigieSearchList *
vigie_search_list_new (void)
{
  return g_object_new (VIGIE_TYPE_SEARCH_LIST, NULL);
}

void
vigie_search_list_take (VigieSearchList *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) before = self->items;

  self->items = items;
  if (before->len > 0 || items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, items->len);
}
