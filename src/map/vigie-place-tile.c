/* vigie-place-tile.c: the places of a vector tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-place-index.h"
#include "vigie-wire.h"

#define LAYER "place"
#define MAX_TABLE 20000
#define MAX_FEATURES 20000
#define MAX_EXTENT 65536
#define LONGEST_NAME 120

/* ---- A layer ---- */

typedef struct
{
  GArray *keys;   /* VigieWire */
  GArray *values; /* VigieWire: texts; empty for other types */
  GArray *features;
  guint64 extent;
} Layer;

static void
layer_clear (Layer *layer)
{
  g_array_unref (layer->keys);
  g_array_unref (layer->values);
  g_array_unref (layer->features);
}

/* A value's text; nothing for one of another type. FALSE if it is no value. */
static gboolean
read_value (VigieWire bytes, VigieWire *text)
{
  VigieWireField field;

  *text = (VigieWire) {0};
  if (!vigie_wire_read_field (&bytes, &field) || bytes.at != bytes.end)
    return FALSE;
  if (field.number == 1 && field.type == VIGIE_WIRE_BYTES)
    *text = field.bytes;
  return TRUE;
}

static gboolean
read_layer (VigieWire bytes, Layer *layer)
{
  VigieWireField field;
  VigieWire text;

  while (bytes.at < bytes.end)
    {
      if (!vigie_wire_read_field (&bytes, &field))
        return FALSE;
      switch (field.number)
        {
        case 2:
          if (field.type != VIGIE_WIRE_BYTES || layer->features->len >= MAX_FEATURES)
            return FALSE;
          g_array_append_val (layer->features, field.bytes);
          break;
        case 3:
          if (field.type != VIGIE_WIRE_BYTES || layer->keys->len >= MAX_TABLE)
            return FALSE;
          g_array_append_val (layer->keys, field.bytes);
          break;
        case 4:
          if (field.type != VIGIE_WIRE_BYTES || layer->values->len >= MAX_TABLE
              || !read_value (field.bytes, &text))
            return FALSE;
          g_array_append_val (layer->values, text);
          break;
        case 5:
          if (field.type != VIGIE_WIRE_VARINT || field.value == 0 || field.value > MAX_EXTENT)
            return FALSE;
          layer->extent = field.value;
          break;
        default:
          break;
        }
    }
  return TRUE;
}

static gboolean
find_kind (const VigieWire *class, VigiePlaceKind *kind)
{
  static const struct
  {
    const char *name;
    VigiePlaceKind kind;
  } classes[] = {
      {"city", VIGIE_PLACE_TOWN},
      {"town", VIGIE_PLACE_TOWN},
      {"village", VIGIE_PLACE_VILLAGE},
      {"island", VIGIE_PLACE_ISLAND},
      {"suburb", VIGIE_PLACE_QUARTER},
      {"quarter", VIGIE_PLACE_QUARTER},
      {"neighbourhood", VIGIE_PLACE_QUARTER},
      {"hamlet", VIGIE_PLACE_HAMLET},
      {"locality", VIGIE_PLACE_LOCALITY},
      {"isolated_dwelling", VIGIE_PLACE_LOCALITY},
      {"farm", VIGIE_PLACE_LOCALITY},
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (vigie_wire_equals (class, classes[i].name))
      {
        *kind = classes[i].kind;
        return TRUE;
      }
  return FALSE;
}

/* The name as it may be shown: one line of UTF-8; or NULL. */
static char *
clean_name (const VigieWire *bytes)
{
  gsize length = vigie_wire_length (bytes);
  g_autofree char *name = NULL;

  if (length == 0 || !vigie_wire_is_text (bytes, LONGEST_NAME))
    return NULL;
  name = g_strstrip (g_strndup ((const char *) bytes->at, length));
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) || !g_unichar_isdefined (g_utf8_get_char (p)))
      return NULL;
  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* The first point of a geometry of points. */
static gboolean
read_point (VigieWire bytes, double *px, double *py)
{
  guint64 command, x, y;

  if (!vigie_wire_read_number (&bytes, &command) || (command & 7) != 1 || command >> 3 == 0
      || !vigie_wire_read_number (&bytes, &x) || !vigie_wire_read_number (&bytes, &y)
      || x > G_MAXUINT32 || y > G_MAXUINT32)
    return FALSE;
  *px = (double) vigie_wire_signed (x);
  *py = (double) vigie_wire_signed (y);
  return TRUE;
}

/* What a feature tells. Its attributes have the names in the order of preference for a French map. */
typedef struct
{
  VigieWire names[3]; /* name:fr, name:latin, name */
  VigieWire class;
  gboolean has_class;
  guint64 type;
  VigieWire geometry;
} Feature;

static gboolean
read_tags (VigieWire bytes, const Layer *layer, Feature *feature)
{
  static const char *const names[] = {"name:fr", "name:latin", "name"};

  while (bytes.at < bytes.end)
    {
      guint64 key, value;
      const VigieWire *name;

      if (!vigie_wire_read_number (&bytes, &key) || !vigie_wire_read_number (&bytes, &value)
          || key >= layer->keys->len || value >= layer->values->len)
        return FALSE;
      name = &g_array_index (layer->keys, VigieWire, key);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (vigie_wire_equals (name, names[i]))
          feature->names[i] = g_array_index (layer->values, VigieWire, value);
      if (vigie_wire_equals (name, "class"))
        {
          feature->class = g_array_index (layer->values, VigieWire, value);
          feature->has_class = TRUE;
        }
    }
  return TRUE;
}

static gboolean
read_feature (VigieWire bytes, const Layer *layer, Feature *feature)
{
  VigieWireField field;

  while (bytes.at < bytes.end)
    {
      if (!vigie_wire_read_field (&bytes, &field))
        return FALSE;
      if (field.number == 2
          && (field.type != VIGIE_WIRE_BYTES || !read_tags (field.bytes, layer, feature)))
        return FALSE;
      if (field.number == 3)
        {
          if (field.type != VIGIE_WIRE_VARINT || field.value > 3)
            return FALSE;
          feature->type = field.value;
        }
      if (field.number == 4)
        {
          if (field.type != VIGIE_WIRE_BYTES)
            return FALSE;
          feature->geometry = field.bytes;
        }
    }
  return TRUE;
}

/* Appends the feature if it is a place with a name that lies in the tile; FALSE if it is not sound. */
static gboolean
add_feature (VigieWire bytes, const Layer *layer, guint z, guint x, guint y, GArray *places)
{
  Feature feature = {0};
  VigiePlace place = {0};
  double px, py, side = (double) layer->extent, world = exp2 (z);

  if (!read_feature (bytes, layer, &feature))
    return FALSE;
  if (feature.type != 1 || !feature.has_class || !find_kind (&feature.class, &place.kind))
    return TRUE;
  if (!read_point (feature.geometry, &px, &py))
    return FALSE;
  if (px < 0 || py < 0 || px >= side || py >= side)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (feature.names) && place.name == NULL; i++)
    if (feature.names[i].at != NULL)
      place.name = clean_name (&feature.names[i]);
  if (place.name == NULL)
    return TRUE;
  place.lat = vigie_mercator_lat ((y + py / side) / world);
  place.lon = vigie_mercator_lon ((x + px / side) / world);
  g_array_append_val (places, place);
  return TRUE;
}

static gboolean
add_layer (VigieWire bytes, guint z, guint x, guint y, GArray *places)
{
  Layer layer = {.keys = g_array_new (FALSE, FALSE, sizeof (VigieWire)),
                 .values = g_array_new (FALSE, FALSE, sizeof (VigieWire)),
                 .features = g_array_new (FALSE, FALSE, sizeof (VigieWire)),
                 .extent = 4096};
  guint before = places->len;
  gboolean sound = read_layer (bytes, &layer);

  for (guint i = 0; sound && i < layer.features->len; i++)
    sound = add_feature (g_array_index (layer.features, VigieWire, i), &layer, z, x, y, places);
  if (!sound)
    g_array_set_size (places, before);
  layer_clear (&layer);
  return sound;
}

/* Whether it is the layer of places. */
static gboolean
is_places (VigieWire bytes)
{
  VigieWireField field;

  while (bytes.at < bytes.end && vigie_wire_read_field (&bytes, &field))
    if (field.number == 1 && field.type == VIGIE_WIRE_BYTES)
      return vigie_wire_equals (&field.bytes, LAYER);
  return FALSE;
}

/* ---- What is read of it ---- */

static void
place_clear (gpointer data)
{
  g_free (((VigiePlace *) data)->name);
}

GArray *
vigie_place_array_new (void)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (VigiePlace));

  g_array_set_clear_func (places, place_clear);
  return places;
}

gboolean
vigie_place_tile_read (GBytes *tile, guint z, guint x, guint y, GArray *places, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (tile, &length);
  VigieWire bytes = vigie_wire_init (data, length);
  guint before = places->len;

  while (bytes.at < bytes.end)
    {
      VigieWireField field;

      if (z > VIGIE_MAP_ARCHIVE_MAX_ZOOM || !vigie_wire_read_field (&bytes, &field)
          || (field.number == 3 && field.type == VIGIE_WIRE_BYTES && is_places (field.bytes)
              && !add_layer (field.bytes, z, x, y, places)))
        {
          g_array_set_size (places, before);
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a vector tile");
          return FALSE;
        }
    }
  return TRUE;
}
