/* vigie-site-items.c: a list of sites in sections that is exchanged as a whole.
 *
 * A filter or a sort of GTK would do the same step by step, with a call for each site and each
 * comparison: of 50 000 sites that is felt at each key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-items.h"

#include <string.h>

struct _VigieSiteItems
{
  GObject parent_instance;

  VigieSite **sites; /* owned references */
  guint n;
  guint *starts; /* owned: where sections begin */
  guint n_starts;
};

static GType
get_item_type (GListModel *model)
{
  return VIGIE_TYPE_SITE;
}

static guint
get_n_items (GListModel *model)
{
  return VIGIE_SITE_ITEMS (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VigieSiteItems *self = VIGIE_SITE_ITEMS (model);

  return position < self->n ? g_object_ref (self->sites[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  VigieSiteItems *self = VIGIE_SITE_ITEMS (model);
  guint low = 0, high = self->n_starts;

  if (position >= self->n)
    {
      *start = self->n;
      *end = G_MAXUINT;
      return;
    }
  /* The last border at it or before it: there may be as many as sites. */
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->starts[middle] <= position)
        low = middle;
      else
        high = middle;
    }
  *start = self->n_starts > 0 ? self->starts[low] : 0;
  *end = low + 1 < self->n_starts ? self->starts[low + 1] : self->n;
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieSiteItems,
                               vigie_site_items,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL,
                                                          section_model_init))

static void
release (VigieSite **sites, guint n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (sites[i]);
  g_free (sites);
}

static void
vigie_site_items_finalize (GObject *object)
{
  VigieSiteItems *self = VIGIE_SITE_ITEMS (object);

  release (self->sites, self->n);
  g_free (self->starts);
  G_OBJECT_CLASS (vigie_site_items_parent_class)->finalize (object);
}

static void
vigie_site_items_class_init (VigieSiteItemsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_site_items_finalize;
}

static void
vigie_site_items_init (VigieSiteItems *self)
{
}

VigieSiteItems *
vigie_site_items_new (void)
{
  return g_object_new (VIGIE_TYPE_SITE_ITEMS, NULL);
}

/* The next border at @i or after it that is not between or beside the items exchanged. */
static guint
next_outside (const guint *starts, guint n_starts, guint i, guint from, guint to)
{
  while (i < n_starts && starts[i] >= from && starts[i] <= to)
    i++;
  return i;
}

/* Whether a border between items that stayed is new, or gone. */
static gboolean
borders_differ (const guint *old,
                guint n_old,
                const guint *now,
                guint n_now,
                guint position,
                guint removed,
                guint added)
{
  guint i = 0, j = 0;

  for (;;)
    {
      guint a, b;

      i = next_outside (old, n_old, i, position, position + removed);
      j = next_outside (now, n_now, j, position, position + added);
      if (i == n_old || j == n_now)
        return (i == n_old) != (j == n_now);
      a = old[i] > position ? old[i] - removed + added : old[i];
      b = now[j];
      if (a != b)
        return TRUE;
      i++;
      j++;
    }
}

gboolean
vigie_site_items_take (VigieSiteItems *self,
                       VigieSite *const *sites,
                       guint n,
                       const guint *starts,
                       guint n_starts)
{
  VigieSite **former = self->sites;
  guint *former_starts = self->starts;
  guint n_former = self->n, n_former_starts = self->n_starts;
  guint same = 0, same_end = 0, removed, added;
  gboolean borders;

  g_return_val_if_fail (VIGIE_IS_SITE_ITEMS (self), FALSE);

  while (same < n && same < n_former && former[same] == sites[same])
    same++;
  while (same_end < n - same && same_end < n_former - same
         && former[n_former - 1 - same_end] == sites[n - 1 - same_end])
    same_end++;
  removed = n_former - same - same_end;
  added = n - same - same_end;
  borders = borders_differ (former_starts, n_former_starts, starts, n_starts, same, removed, added);
  if (removed == 0 && added == 0 && !borders)
    return FALSE;

  self->starts = g_memdup2 (starts, n_starts * sizeof *starts);
  self->n_starts = n_starts;
  g_free (former_starts);
  if (removed > 0 || added > 0)
    {
      self->sites = g_new (VigieSite *, n);
      self->n = n;
      if (n > 0)
        memcpy (self->sites, sites, n * sizeof *sites);
      for (guint i = 0; i < n; i++)
        g_object_ref (self->sites[i]);
      g_list_model_items_changed (G_LIST_MODEL (self), same, removed, added);
      release (former, n_former);
    }
  if (borders && n > 0)
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), 0, n);
  return TRUE;
}

guint
vigie_site_items_find (VigieSiteItems *self, VigieSite *site)
{
  g_return_val_if_fail (VIGIE_IS_SITE_ITEMS (self), GTK_INVALID_LIST_POSITION);

  for (guint i = 0; i < self->n; i++)
    if (self->sites[i] == site)
      return i;
  return GTK_INVALID_LIST_POSITION;
}
