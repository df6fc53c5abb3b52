/* vigie-search-places.c: the names of places that the search finds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-places.h"

#include "vigie-map-file.h"

struct _VigieSearchPlaces
{
  GObject parent_instance;

  VigieContext *context;     /* owned */
  VigieMapFile *map_file;    /* of the context, once they are wanted; or NULL */
  VigieMapArchive *file;     /* owned, or NULL: whose places these are, or will be */
  VigiePlaces *places;       /* owned, or NULL */
  GCancellable *cancellable; /* owned: of the reading; or NULL */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSearchPlaces, vigie_search_places, G_TYPE_OBJECT)

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieSearchPlaces *self = user_data;
  g_autoptr (GError) error = NULL;
  VigiePlaces *places = vigie_places_read_finish (result, &error);

  /* Cancelled: another one is read, or nobody is there any more. */
  if (places == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->places, vigie_places_unref);
  self->places = places;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
stop (VigieSearchPlaces *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
file_cb (VigieSearchPlaces *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "vigie", NULL);
  gboolean had = self->places != NULL;

  if (!g_set_object (&self->file, vigie_map_file_get_file (self->map_file)))
    return;
  stop (self);
  g_clear_pointer (&self->places, vigie_places_unref);
  if (had)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->file == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  vigie_places_read_async (self->file, folder, self->cancellable, read_cb, self);
}

static void
vigie_search_places_dispose (GObject *object)
{
  VigieSearchPlaces *self = VIGIE_SEARCH_PLACES (object);

  stop (self);
  g_clear_object (&self->file);
  g_clear_pointer (&self->places, vigie_places_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (vigie_search_places_parent_class)->dispose (object);
}

static void
vigie_search_places_class_init (VigieSearchPlacesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_search_places_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_SEARCH_PLACES, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_search_places_init (VigieSearchPlaces *self)
{
}

VigieSearchPlaces *
vigie_search_places_new (VigieContext *context)
{
  VigieSearchPlaces *self = g_object_new (VIGIE_TYPE_SEARCH_PLACES, NULL);

  self->context = g_object_ref (context);
  return self;
}

void
vigie_search_places_want (VigieSearchPlaces *self)
{
  g_return_if_fail (VIGIE_IS_SEARCH_PLACES (self));

  if (self->map_file != NULL)
    return;
  self->map_file = vigie_map_file_get (self->context);
  g_signal_connect_object (self->map_file, "changed", G_CALLBACK (file_cb), self,
                           G_CONNECT_SWAPPED);
  file_cb (self);
}

VigiePlaces *
vigie_search_places_dup (VigieSearchPlaces *self)
{
  g_return_val_if_fail (VIGIE_IS_SEARCH_PLACES (self), NULL);
  return self->places != NULL ? vigie_places_ref (self->places) : NULL;
}
