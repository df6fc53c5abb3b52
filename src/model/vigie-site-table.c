/* vigie-site-table.c: the sites of a territory by their ids
 *
 * Each part is an array in which a site is at the place that its id says or, where others are, behind it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-table.h"

#include <string.h>

#include "vigie-model-private.h"

/* Of its 32 bits the first 8 say the part, the others the place in it. */
#define PLACE_BITS 24
#define FIRST_SIZE 8

static guint32
hash_of (const char *id)
{
  return g_str_hash (id) * 2654435769u; /* 2³² / φ: ids that follow each other are spread */
}

static guint32
home_of (const char *id, guint32 size)
{
  return (guint32) ((guint64) (hash_of (id) & ((1u << PLACE_BITS) - 1)) * size >> PLACE_BITS);
}

static guint32
after (guint32 place, guint32 size)
{
  return place + 1 < size ? place + 1 : 0;
}

/* Where the site of that id is, or would be: a part is never full. */
static guint32
find_place (VigieSite *const *sites, guint32 size, const char *id)
{
  guint32 place = home_of (id, size);

  while (sites[place] != NULL && strcmp (sites[place]->data->id, id) != 0)
    place = after (place, size);
  return place;
}

void
vigie_site_table_clear (VigieSiteTable *self)
{
  for (guint i = 0; i < VIGIE_SITE_TABLE_PARTS; i++)
    g_free (self->parts[i].sites);
  memset (self, 0, sizeof *self);
}

VigieSite *
vigie_site_table_find (const VigieSiteTable *self, const char *id)
{
  guint part = hash_of (id) >> PLACE_BITS;

  if (self->parts[part].n == 0)
    return NULL;
  return self->parts[part].sites[find_place (self->parts[part].sites, self->parts[part].size, id)];
}

static void
grow (VigieSiteTable *self, guint part)
{
  VigieSite **sites = self->parts[part].sites;
  guint32 size = self->parts[part].size;
  guint32 new_size = MAX (FIRST_SIZE, size + size / 2);
  VigieSite **new_sites = g_new0 (VigieSite *, new_size);

  for (guint32 i = 0; i < size; i++)
    if (sites[i] != NULL)
      new_sites[find_place (new_sites, new_size, sites[i]->data->id)] = sites[i];
  g_free (sites);
  self->parts[part].sites = new_sites;
  self->parts[part].size = new_size;
}

void
vigie_site_table_add (VigieSiteTable *self, VigieSite *site)
{
  guint part = hash_of (site->data->id) >> PLACE_BITS;

  if ((self->parts[part].n + 1) * 4 > self->parts[part].size * 3)
    grow (self, part);
  self->parts[part]
      .sites[find_place (self->parts[part].sites, self->parts[part].size, site->data->id)]
      = site;
  self->parts[part].n++;
}

void
vigie_site_table_remove (VigieSiteTable *self, VigieSite *site)
{
  guint part = hash_of (site->data->id) >> PLACE_BITS;
  VigieSite **sites = self->parts[part].sites;
  guint32 size = self->parts[part].size, gap;

  g_return_if_fail (self->parts[part].n > 0);

  gap = find_place (sites, size, site->data->id);
  g_return_if_fail (sites[gap] == site);
  /* What is behind moves up where it is still not before its own place. */
  for (guint32 i = after (gap, size); sites[i] != NULL; i = after (i, size))
    {
      guint32 home = home_of (sites[i]->data->id, size);

      if ((i + size - home) % size >= (i + size - gap) % size)
        {
          sites[gap] = sites[i];
          gap = i;
        }
    }
  sites[gap] = NULL;
  self->parts[part].n--;
}
