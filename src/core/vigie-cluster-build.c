/* vigie-cluster-build.c: gathering, level by level from the deepest to the shallowest.
 *
 * The places are sorted once (by radix) into the strips of the deepest level; those of each level above are two of the
 * one below, merged. In a level a sweep goes through the strips and gathers what is too near to the place it is at. What
 * comes of it lies elsewhere than its parts and may be too near to others: only these new ones are looked at again, until
 * nothing changes. So no two signs overlap, and each sweep reads memory from one end to the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "vigie-cluster-private.h"

/* Four are usual. Places that would fall onto each other one after the other, each pushed by the one before, are not
 * found in any territory; a server that makes them up does not hold us for long. */
#define MAX_PASSES 64
#define N_CLASSES 4

typedef struct
{
  guint32 x, y;
  guint32 n_points;
  guint32 id;
} Entry;

typedef struct
{
  guint64 key;
  guint32 id;
} Sortable;

typedef struct
{
  guint32 strip;
  guint32 start; /* of its first entry */
} Run;

enum
{
  FLAG_FRESH = 1,  /* to be looked at */
  FLAG_TAKEN = 2,  /* gathered in this pass */
  FLAG_PAIRED = 4, /* a place before it had this one near, and was left alone */
};

typedef struct
{
  VigieClusterIndex *index;
  const VigieClusterSizes *sizes;
  Entry *entries, *spare; /* of the level, and room for as many */
  guint8 *flags;
  guint32 n;
  GArray *clusters; /* VigieCluster */
  GArray *fresh;    /* Entry */
  GArray *members;  /* guint32: positions in entries */
  GArray *runs;     /* Run, and one behind the last */
} Build;

/* ---- Sorting --------------------------------------------------------------------------------- */

#define DIGIT_BITS 11
#define N_DIGITS 6
#define N_BUCKETS (1 << DIGIT_BITS)

static int
compare_sortables (const void *a, const void *b)
{
  const Sortable *p = a, *q = b;

  return (p->key > q->key) - (p->key < q->key);
}

/* Sorts by key; what of the key is the same in all costs nothing. */
static void
sort (Sortable *items, guint32 n)
{
  g_autofree Sortable *room = NULL;
  g_autofree guint32 *counts = NULL;
  Sortable *from = items, *to;

  if (n < 1000)
    {
      if (n > 1)
        qsort (items, n, sizeof *items, compare_sortables);
      return;
    }
  to = room = g_new (Sortable, n);
  counts = g_new0 (guint32, N_DIGITS * N_BUCKETS);
  for (guint32 i = 0; i < n; i++)
    for (guint d = 0; d < N_DIGITS; d++)
      counts[d * N_BUCKETS + (items[i].key >> (d * DIGIT_BITS)) % N_BUCKETS]++;
  for (guint d = 0; d < N_DIGITS; d++)
    {
      guint32 *ends = counts + d * N_BUCKETS, sum = 0;
      Sortable *swap = from;

      if (ends[(from[0].key >> (d * DIGIT_BITS)) % N_BUCKETS] == n)
        continue;
      for (guint b = 0; b < N_BUCKETS; b++)
        {
          guint32 count = ends[b];

          ends[b] = sum;
          sum += count;
        }
      for (guint32 i = 0; i < n; i++)
        to[ends[(from[i].key >> (d * DIGIT_BITS)) % N_BUCKETS]++] = from[i];
      from = to;
      to = swap;
    }
  if (from != items)
    memcpy (items, from, n * sizeof *items);
}

/* ---- One pass -------------------------------------------------------------------------------- */

static inline guint
class_of (guint32 n_points)
{
  return n_points == 1 ? 0 : n_points < 10 ? 1 : n_points < 100 ? 2 : 3;
}

static void
find_runs (Build *build, int shift)
{
  Run run = {0};

  g_array_set_size (build->runs, 0);
  for (guint32 i = 0; i < build->n; i++)
    {
      run.start = i;
      if (i == 0 || build->entries[i].y >> shift != run.strip)
        {
          run.strip = build->entries[i].y >> shift;
          g_array_append_val (build->runs, run);
        }
    }
  run.start = build->n;
  g_array_append_val (build->runs, run);
}

/* The first position from @start on, before @end, whose x is not less than @x: it is near. */
static inline guint32
advance (const Entry *entries, guint32 start, guint32 end, gint64 x)
{
  guint32 step = 1;

  for (guint i = 0; i < 4; i++, start++)
    if (start == end || entries[start].x >= x)
      return start;
  while (start + step < end && entries[start + step].x < x)
    {
      start += step;
      step *= 2;
    }
  end = MIN (end, start + step);
  while (start < end)
    {
      guint32 middle = start + (end - start) / 2;

      if (entries[middle].x < x)
        start = middle + 1;
      else
        end = middle;
    }
  return start;
}

/* A cluster of the entry at @at and of members, at their centre of gravity. */
static void
gather (Build *build, guint32 at, int zoom)
{
  VigieCluster cluster = {.parent = VIGIE_CLUSTER_NO_NODE, .zoom = (guint8) zoom};
  guint32 id = build->index->n_points + build->clusters->len;
  guint64 x = 0, y = 0;
  Entry entry;

  g_array_append_val (build->members, at);
  for (guint i = 0; i < build->members->len; i++)
    {
      guint32 position = g_array_index (build->members, guint32, i);
      const Entry *member = &build->entries[position];

      x += (guint64) member->x * member->n_points;
      y += (guint64) member->y * member->n_points;
      cluster.n_points += member->n_points;
      build->flags[position] |= FLAG_TAKEN;
      if (member->id < build->index->n_points)
        build->index->parents[member->id] = id;
      else
        g_array_index (build->clusters, VigieCluster, member->id - build->index->n_points).parent
            = id;
    }
  cluster.x = (guint32) ((x + cluster.n_points / 2) / cluster.n_points);
  cluster.y = (guint32) ((y + cluster.n_points / 2) / cluster.n_points);
  g_array_append_val (build->clusters, cluster);
  entry = (Entry) {cluster.x, cluster.y, cluster.n_points, id};
  g_array_append_val (build->fresh, entry);
}

/* Gathers what is too near to fresh entries; the clusters go to build->fresh. @all: every entry is fresh. Then what is
 * behind an entry was looked at before it and has nothing near, but for those of two places left alone; so only what is
 * ahead is searched. */
static void
gather_pass (Build *build, int zoom, gboolean all)
{
  const VigieClusterSizes *sizes = build->sizes;
  const double unit = (double) (1u << (24 - zoom)); /* of a pixel */
  const double radii[N_CLASSES] = {sizes->place, sizes->small, sizes->medium, sizes->large};
  const int shift = VIGIE_CLUSTER_STRIP_SHIFT (zoom);
  const double two = sizes->gather_two * unit;
  gint64 limits[N_CLASSES][N_CLASSES]; /* squares of what is too near */
  gint64 reaches[N_CLASSES] = {0};     /* of each class among those that are there */
  gint64 reach = 0;
  guint32 n_strips;
  guint largest = 0;
  g_autofree guint32 *cursors = NULL;
  const Entry *entries = build->entries;

  for (guint32 i = 0; i < build->n && largest < N_CLASSES - 1; i++)
    largest = MAX (largest, class_of (entries[i].n_points));
  for (guint a = 0; a <= largest; a++)
    {
      for (guint b = 0; b <= largest; b++)
        {
          gint64 limit = (gint64) ((a == 0 && b == 0 ? sizes->gather : radii[a] + radii[b]) * unit);

          limits[a][b] = limit * limit;
          reaches[a] = MAX (reaches[a], limit);
        }
      reach = MAX (reach, reaches[a]);
    }
  n_strips = (guint32) (reach >> shift) + 1;
  find_runs (build, shift);
  cursors = g_new (guint32, 2 * n_strips + 1);

  for (guint r = 0; r + 1 < build->runs->len; r++)
    {
      const Run *runs = &g_array_index (build->runs, Run, 0);
      guint first = r, last = r;

      while (first > 0 && runs[first - 1].strip + n_strips >= runs[r].strip)
        first--;
      while (last + 2 < build->runs->len && runs[last + 1].strip <= runs[r].strip + n_strips)
        last++;
      for (guint s = first; s <= last; s++)
        cursors[s - first] = runs[s].start;

      for (guint32 i = runs[r].start; i < runs[r + 1].start; i++)
        {
          const Entry *entry = &entries[i];
          guint class = class_of (entry->n_points);
          guint32 total = entry->n_points;
          gint64 nearest = G_MAXINT64;
          gboolean ahead;

          if ((build->flags[i] & (FLAG_FRESH | FLAG_TAKEN)) != FLAG_FRESH)
            continue;
          ahead = all && (build->flags[i] & FLAG_PAIRED) == 0;
          g_array_set_size (build->members, 0);
          for (guint s = ahead ? r : first; s <= last; s++)
            {
              const gint64 right = (gint64) entry->x + reaches[class];
              const gint64 north = (gint64) runs[s].strip << shift;
              const guint32 end = runs[s + 1].start;
              guint32 start = i + 1;

              if (north - entry->y > reaches[class]
                  || entry->y - (north + (1 << shift) - 1) > reaches[class])
                continue;
              if (s != r || !ahead)
                start = cursors[s - first]
                    = advance (entries, cursors[s - first], end, (gint64) entry->x - reach);
              for (guint32 j = start; j < end && entries[j].x <= right; j++)
                {
                  gint64 dx = (gint64) entries[j].x - entry->x,
                         dy = (gint64) entries[j].y - entry->y;
                  gint64 square = dx * dx + dy * dy;

                  if (square > limits[class][class_of (entries[j].n_points)]
                      || (build->flags[j] & FLAG_TAKEN) != 0 || j == i)
                    continue;
                  nearest = MIN (nearest, square);
                  total += entries[j].n_points;
                  g_array_append_val (build->members, j);
                }
            }
          /* Left alone for now: another may still gather it. */
          if (build->members->len == 0)
            continue;
          if (total == 2 && (double) nearest > two * two)
            build->flags[g_array_index (build->members, guint32, 0)] |= FLAG_PAIRED;
          else
            gather (build, i, zoom);
        }
    }
}

/* Puts the fresh entries in the place of what was gathered into them. */
static void
merge_fresh (Build *build, int zoom)
{
  const int shift = VIGIE_CLUSTER_STRIP_SHIFT (zoom);
  const Entry *fresh = &g_array_index (build->fresh, Entry, 0);
  guint32 n_fresh = build->fresh->len, n = 0, f = 0;
  g_autofree Sortable *sorted = g_new (Sortable, n_fresh);
  g_autofree guint8 *flags = g_new0 (guint8, build->n);
  Entry *swap = build->entries;

  for (guint32 i = 0; i < n_fresh; i++)
    sorted[i] = (Sortable) {vigie_cluster_key (fresh[i].x, fresh[i].y, shift), i};
  sort (sorted, n_fresh);
  for (guint32 i = 0; i < build->n; i++)
    {
      guint64 key;

      if ((build->flags[i] & FLAG_TAKEN) != 0)
        continue;
      key = vigie_cluster_key (build->entries[i].x, build->entries[i].y, shift);
      for (; f < n_fresh && sorted[f].key < key; f++)
        {
          flags[n] = FLAG_FRESH;
          build->spare[n++] = fresh[sorted[f].id];
        }
      build->spare[n++] = build->entries[i];
    }
  for (; f < n_fresh; f++)
    {
      flags[n] = FLAG_FRESH;
      build->spare[n++] = fresh[sorted[f].id];
    }
  build->entries = build->spare;
  build->spare = swap;
  build->n = n;
  memcpy (build->flags, flags, n);
}

/* From the strips of a level to those of the one above @zoom, each two of them. */
static void
merge_strips (Build *build, int zoom)
{
  const int shift = VIGIE_CLUSTER_STRIP_SHIFT (zoom - 1);
  Entry *swap = build->entries;
  guint32 n = 0;

  find_runs (build, VIGIE_CLUSTER_STRIP_SHIFT (zoom));
  for (guint r = 0; r + 1 < build->runs->len;)
    {
      const Run *runs = &g_array_index (build->runs, Run, 0);
      gboolean two = r + 2 < build->runs->len && runs[r + 1].strip == (runs[r].strip | 1)
                     && runs[r].strip % 2 == 0;
      guint32 a = runs[r].start, a_end = runs[r + 1].start, b = a_end;
      guint32 b_end = two ? runs[r + 2].start : a_end;

      while (a < a_end || b < b_end)
        {
          gboolean take_a = b == b_end;

          if (!take_a && a < a_end)
            take_a = vigie_cluster_key (build->entries[a].x, build->entries[a].y, shift)
                     <= vigie_cluster_key (build->entries[b].x, build->entries[b].y, shift);
          build->spare[n++] = build->entries[take_a ? a++ : b++];
        }
      r += two ? 2 : 1;
    }
  build->entries = build->spare;
  build->spare = swap;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void
take_places (Build *build)
{
  VigieClusterIndex *index = build->index;
  const int shift = VIGIE_CLUSTER_STRIP_SHIFT (VIGIE_CLUSTER_MAX_ZOOM);
  g_autofree Sortable *sorted = g_new (Sortable, index->n_points);

  for (guint32 i = 0; i < index->n_points; i++)
    if (index->xs[i] != VIGIE_CLUSTER_NOWHERE)
      sorted[build->n++] = (Sortable) {vigie_cluster_key (index->xs[i], index->ys[i], shift), i};
  sort (sorted, build->n);
  for (guint32 i = 0; i < build->n; i++)
    {
      guint64 key = sorted[i].key;

      build->entries[i] = (Entry) {
          (guint32) (key >> shift),
          (guint32) (key >> (32 + shift)) << shift | (key & ((1u << shift) - 1)), 1, sorted[i].id};
    }
}

/* The node that stands for @id once clusters are left out; @targets: that of each of them. */
static inline guint32
renumbered (const VigieClusterIndex *self, const guint32 *targets, guint32 id)
{
  return id < self->n_points || id == VIGIE_CLUSTER_NO_NODE ? id : targets[id - self->n_points];
}

/* Leaves out the clusters that were gathered into others of their own level, which nothing ever shows: their parts are
 * parts of the outermost of these. More than half of all are. */
static void
leave_out_hidden (VigieClusterIndex *self, GArray *made)
{
  const VigieCluster *clusters = &g_array_index (made, VigieCluster, 0);
  g_autofree guint32 *targets = g_new (guint32, made->len);
  g_autofree guint8 *hidden = g_new (guint8, made->len);
  guint32 n = 0;

  for (guint32 i = 0; i < made->len; i++)
    {
      guint32 parent = clusters[i].parent;

      hidden[i] = parent != VIGIE_CLUSTER_NO_NODE
                  && clusters[parent - self->n_points].zoom == clusters[i].zoom;
      targets[i] = self->n_points + n;
      n += !hidden[i];
    }
  for (guint32 i = made->len; i-- > 0;) /* those outside come behind those inside */
    if (hidden[i])
      targets[i] = targets[clusters[i].parent - self->n_points];

  self->n_clusters = n;
  self->clusters = g_new (VigieCluster, n);
  n = 0;
  for (guint32 i = 0; i < made->len; i++)
    if (!hidden[i])
      {
        self->clusters[n] = clusters[i];
        self->clusters[n++].parent = renumbered (self, targets, clusters[i].parent);
      }
  for (guint32 i = 0; i < self->n_points; i++)
    self->parents[i] = renumbered (self, targets, self->parents[i]);
  for (guint l = 0; l < VIGIE_CLUSTER_N_LEVELS; l++)
    for (guint32 i = 0; i < self->levels[l].n; i++)
      self->levels[l].ids[i] = renumbered (self, targets, self->levels[l].ids[i]);
}

/* Lays the places of each cluster side by side: a cluster hands its places out to its parts, the last made first. */
static void
lay_out (VigieClusterIndex *self)
{
  g_autofree guint32 *next = g_new (guint32, self->n_clusters);
  guint32 all = 0;

  for (guint32 i = self->n_clusters; i-- > 0;)
    {
      VigieCluster *cluster = &self->clusters[i];
      guint32 *room = cluster->parent == VIGIE_CLUSTER_NO_NODE
                          ? &all
                          : &next[cluster->parent - self->n_points];

      cluster->first = next[i] = *room;
      *room += cluster->n_points;
    }
  for (guint32 i = 0; i < self->n_points; i++)
    {
      guint32 *room = self->parents[i] == VIGIE_CLUSTER_NO_NODE
                          ? &all
                          : &next[self->parents[i] - self->n_points];

      self->leaves[i] = *room;
      self->order[(*room)++] = i;
    }
}

void
vigie_cluster_build (VigieClusterIndex *self, const VigieClusterSizes *sizes)
{
  Build build = {.index = self, .sizes = sizes};

  /* Arrays are there without a point too: none of the C library's functions takes NULL. */
  build.entries = g_new (Entry, MAX (self->n_points, 1));
  build.spare = g_new (Entry, MAX (self->n_points, 1));
  build.flags = g_new (guint8, MAX (self->n_points, 1));
  build.clusters = g_array_new (FALSE, FALSE, sizeof (VigieCluster));
  build.fresh = g_array_new (FALSE, FALSE, sizeof (Entry));
  build.members = g_array_new (FALSE, FALSE, sizeof (guint32));
  build.runs = g_array_new (FALSE, FALSE, sizeof (Run));
  if (self->n_points > 0)
    memset (self->parents, 0xff, self->n_points * sizeof *self->parents);

  take_places (&build);
  for (int zoom = VIGIE_CLUSTER_MAX_ZOOM; zoom >= VIGIE_CLUSTER_MIN_ZOOM; zoom--)
    {
      guint32 *ids;

      memset (build.flags, FLAG_FRESH, build.n);
      for (int pass = 0; pass < MAX_PASSES; pass++)
        {
          g_array_set_size (build.fresh, 0);
          gather_pass (&build, zoom, pass == 0);
          if (build.fresh->len == 0)
            break;
          merge_fresh (&build, zoom);
        }
      ids = g_new (guint32, build.n);
      for (guint32 i = 0; i < build.n; i++)
        ids[i] = build.entries[i].id;
      self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM].ids = ids;
      self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM].n = build.n;
      if (zoom > VIGIE_CLUSTER_MIN_ZOOM)
        merge_strips (&build, zoom);
    }
  leave_out_hidden (self, build.clusters);
  lay_out (self);

  g_free (build.entries);
  g_free (build.spare);
  g_free (build.flags);
  g_array_unref (build.clusters);
  g_array_unref (build.fresh);
  g_array_unref (build.members);
  g_array_unref (build.runs);
}
