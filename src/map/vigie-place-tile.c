/* vigie-place-tile.c: the places of a vector tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-place-index.h"

#define LAYER "place"
#define MAX_TABLE 20000
#define MAX_FEATURES 20000
#define MAX_EXTENT 65536
#define LONGEST_NAME 120

typedef struct
{
  const guint8 *at, *end;
} Bytes;

/* ---- The wire format of Protocol Buffers, of what a vector tile uses ---- */

static gboolean
take_varint (Bytes *bytes, guint64 *value)
{
  *value = 0;
  for (guint shift = 0; shift < 64 && bytes->at < bytes->end; shift += 7)
    {
      guint8 byte = *bytes->at++;

      *value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

/* Takes a field: its number, and its varint or its bytes; those of fixed length are passed over. */
static gboolean
take_field (Bytes *bytes, guint *number, guint *wire, guint64 *value, Bytes *content)
{
  guint64 key, length;

  if (!take_varint (bytes, &key) || key >> 3 == 0 || key >> 3 > G_MAXINT16)
    return FALSE;
  *number = (guint) (key >> 3);
  *wire = (guint) (key & 7);
  *content = (Bytes) {bytes->at, bytes->at};
  switch (*wire)
    {
    case 0:
      return take_varint (bytes, value);
    case 1:
      length = 8;
      break;
    case 2:
      if (!take_varint (bytes, &length))
        return FALSE;
      break;
    case 5:
      length = 4;
      break;
    default:
      return FALSE;
    }
  if (length > (guint64) (bytes->end - bytes->at))
    return FALSE;
  *content = (Bytes) {bytes->at, bytes->at + length};
  bytes->at += length;
  return TRUE;
}

static gboolean
equals (const Bytes *bytes, const char *text)
{
  gsize length = (gsize) (bytes->end - bytes->at);

  return length == strlen (text) && memcmp (bytes->at, text, length) == 0;
}

/* ---- A layer ---- */

typedef struct
{
  GArray *keys;   /* Bytes */
  GArray *values; /* Bytes: texts; empty for other types */
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
read_value (Bytes bytes, Bytes *text)
{
  guint number, wire;
  guint64 varint;
  Bytes content;

  *text = (Bytes) {bytes.at, bytes.at};
  if (!take_field (&bytes, &number, &wire, &varint, &content) || bytes.at != bytes.end)
    return FALSE;
  if (number == 1 && wire == 2)
    *text = content;
  return TRUE;
}

static gboolean
read_layer (Bytes bytes, Layer *layer)
{
  guint number, wire;
  guint64 value = 0;
  Bytes content, text;

  while (bytes.at < bytes.end)
    {
      if (!take_field (&bytes, &number, &wire, &value, &content))
        return FALSE;
      switch (number)
        {
        case 2:
          if (wire != 2 || layer->features->len >= MAX_FEATURES)
            return FALSE;
          g_array_append_val (layer->features, content);
          break;
        case 3:
          if (wire != 2 || layer->keys->len >= MAX_TABLE)
            return FALSE;
          g_array_append_val (layer->keys, content);
          break;
        case 4:
          if (wire != 2 || layer->values->len >= MAX_TABLE || !read_value (content, &text))
            return FALSE;
          g_array_append_val (layer->values, text);
          break;
        case 5:
          if (wire != 0 || value == 0 || value > MAX_EXTENT)
            return FALSE;
          layer->extent = value;
          break;
        default:
          break;
        }
    }
  return TRUE;
}

static gboolean
find_kind (const Bytes *class, VigiePlaceKind *kind)
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
    if (equals (class, classes[i].name))
      {
        *kind = classes[i].kind;
        return TRUE;
      }
  return FALSE;
}

/* The name as it may be shown: one line of UTF-8; or NULL. */
static char *
clean_name (const Bytes *bytes)
{
  gsize length = (gsize) (bytes->end - bytes->at);
  g_autofree char *name = NULL;

  if (length == 0 || length > LONGEST_NAME
      || !g_utf8_validate_len ((const char *) bytes->at, length, NULL))
    return NULL;
  name = g_strstrip (g_strndup ((const char *) bytes->at, length));
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) || !g_unichar_isdefined (g_utf8_get_char (p)))
      return NULL;
  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* The first point of a geometry of points. */
static gboolean
read_point (Bytes bytes, double *px, double *py)
{
  guint64 command, x, y;

  if (!take_varint (&bytes, &command) || (command & 7) != 1 || command >> 3 == 0
      || !take_varint (&bytes, &x) || !take_varint (&bytes, &y) || x > G_MAXUINT32
      || y > G_MAXUINT32)
    return FALSE;
  *px = (double) ((gint64) (x >> 1) ^ -(gint64) (x & 1));
  *py = (double) ((gint64) (y >> 1) ^ -(gint64) (y & 1));
  return TRUE;
}

/* What a feature tells. Its attributes have the names in the order of preference for a French map. */
typedef struct
{
  Bytes names[3]; /* name:fr, name:latin, name */
  Bytes class;
  gboolean has_class;
  guint64 type;
  Bytes geometry;
} Feature;

static gboolean
read_tags (Bytes bytes, const Layer *layer, Feature *feature)
{
  static const char *const names[] = {"name:fr", "name:latin", "name"};

  while (bytes.at < bytes.end)
    {
      guint64 key, value;
      const Bytes *name;

      if (!take_varint (&bytes, &key) || !take_varint (&bytes, &value) || key >= layer->keys->len
          || value >= layer->values->len)
        return FALSE;
      name = &g_array_index (layer->keys, Bytes, key);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (equals (name, names[i]))
          feature->names[i] = g_array_index (layer->values, Bytes, value);
      if (equals (name, "class"))
        {
          feature->class = g_array_index (layer->values, Bytes, value);
          feature->has_class = TRUE;
        }
    }
  return TRUE;
}

static gboolean
read_feature (Bytes bytes, const Layer *layer, Feature *feature)
{
  guint number, wire;
  guint64 value = 0;
  Bytes content;

  while (bytes.at < bytes.end)
    {
      if (!take_field (&bytes, &number, &wire, &value, &content))
        return FALSE;
      if (number == 2 && (wire != 2 || !read_tags (content, layer, feature)))
        return FALSE;
      if (number == 3)
        {
          if (wire != 0 || value > 3)
            return FALSE;
          feature->type = value;
        }
      if (number == 4)
        {
          if (wire != 2)
            return FALSE;
          feature->geometry = content;
        }
    }
  return TRUE;
}

/* Appends the feature if it is a place with a name that lies in the tile; FALSE if it is not sound. */
static gboolean
add_feature (Bytes bytes, const Layer *layer, guint z, guint x, guint y, GArray *places)
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
add_layer (Bytes bytes, guint z, guint x, guint y, GArray *places)
{
  Layer layer = {.keys = g_array_new (FALSE, FALSE, sizeof (Bytes)),
                 .values = g_array_new (FALSE, FALSE, sizeof (Bytes)),
                 .features = g_array_new (FALSE, FALSE, sizeof (Bytes)),
                 .extent = 4096};
  guint before = places->len;
  gboolean sound = read_layer (bytes, &layer);

  for (guint i = 0; sound && i < layer.features->len; i++)
    sound = add_feature (g_array_index (layer.features, Bytes, i), &layer, z, x, y, places);
  if (!sound)
    g_array_set_size (places, before);
  layer_clear (&layer);
  return sound;
}

/* Whether it is the layer of places. */
static gboolean
is_places (Bytes bytes)
{
  guint number, wire;
  guint64 value;
  Bytes content;

  while (bytes.at < bytes.end && take_field (&bytes, &number, &wire, &value, &content))
    if (number == 1 && wire == 2)
      return equals (&content, LAYER);
  return FALSE;
}

gboolean
vigie_place_tile_read (GBytes *tile, guint z, guint x, guint y, GArray *places, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (tile, &length);
  Bytes bytes = {data, length > 0 ? data + length : data};
  guint before = places->len;

  while (bytes.at < bytes.end)
    {
      guint number, wire;
      guint64 value;
      Bytes content;

      if (z > VIGIE_MAP_ARCHIVE_MAX_ZOOM || !take_field (&bytes, &number, &wire, &value, &content)
          || (number == 3 && wire == 2 && is_places (content)
              && !add_layer (content, z, x, y, places)))
        {
          g_array_set_size (places, before);
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a vector tile");
          return FALSE;
        }
    }
  return TRUE;
}
