/* vigie-vector-tile.c: vector tiles that nobody vouches for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-vector-tile.h"

#include "vigie-wire.h"

/* More than any tile of a map has; less than what would make the program wait. */
#define MAX_LAYERS 256
#define MAX_FEATURES 100000
#define MAX_TABLE 100000
#define MAX_GEOMETRY 2000000
#define MAX_TEXT 1024
#define MAX_EXTENT 65536
/* Each may become a label of its own. */
#define MAX_POINTS 4000
/* How far from the tile a geometry goes, and how long the lines of a layer are, in sides of the tile: labels are set
 * along them. */
#define MAX_REACH 16
#define MAX_LENGTH 8000

/* ---- A layer ---- */

typedef struct
{
  guint64 extent;
  VigieWire name;
  gboolean has_name, has_version, has_extent;
  guint n_keys, n_values, n_features;
  guint n_points;
  gsize n_geometry;
  double length; /* of its lines, in sides */
} Layer;

/* One value, of one of the seven types. */
static gboolean
check_value (VigieWire wire)
{
  static const VigieWireType types[]
      = {VIGIE_WIRE_BYTES,  VIGIE_WIRE_32,     VIGIE_WIRE_64,    VIGIE_WIRE_VARINT,
         VIGIE_WIRE_VARINT, VIGIE_WIRE_VARINT, VIGIE_WIRE_VARINT};
  VigieWireField field;

  return vigie_wire_read_field (&wire, &field) && field.number <= G_N_ELEMENTS (types)
         && field.type == types[field.number - 1] && wire.at == wire.end
         && (field.type != VIGIE_WIRE_BYTES || vigie_wire_is_text (&field.bytes, MAX_TEXT));
}

static gboolean
check_tags (VigieWire wire, const Layer *layer)
{
  guint64 key, value;

  while (wire.at < wire.end)
    if (!vigie_wire_read_number (&wire, &key) || !vigie_wire_read_number (&wire, &value)
        || key >= layer->n_keys || value >= layer->n_values)
      return FALSE;
  return TRUE;
}

static gboolean
read_step (VigieWire *wire, double *step)
{
  guint64 value;

  if (!vigie_wire_read_number (wire, &value) || value > G_MAXUINT32)
    return FALSE;
  *step = (double) vigie_wire_signed (value);
  return TRUE;
}

static gboolean
check_geometry (VigieWire wire, guint type, Layer *layer)
{
  double x = 0, y = 0, reach = (double) layer->extent * MAX_REACH;
  gboolean begun = FALSE;

  while (wire.at < wire.end)
    {
      guint64 command, count;

      if (!vigie_wire_read_number (&wire, &command) || command > G_MAXUINT32)
        return FALSE;
      layer->n_geometry++;
      count = command >> 3;
      command &= 7;
      if (command == 7)
        {
          if (count != 1 || !begun || type != 3)
            return FALSE;
          continue;
        }
      if ((command != 1 && command != 2) || count == 0 || (command == 2 && (!begun || type < 2)))
        return FALSE;
      begun = TRUE;
      for (; count > 0; count--)
        {
          double dx, dy;

          if (!read_step (&wire, &dx) || !read_step (&wire, &dy))
            return FALSE;
          x += dx;
          y += dy;
          layer->n_geometry += 2;
          if (x < -reach || x > reach || y < -reach || y > reach)
            return FALSE;
          if (command == 2 && type == 2)
            layer->length += (ABS (dx) + ABS (dy)) / (double) layer->extent;
          if (type == 1)
            layer->n_points++;
        }
    }
  return layer->n_geometry <= MAX_GEOMETRY && layer->length <= MAX_LENGTH
         && layer->n_points <= MAX_POINTS;
}

static gboolean
check_feature (VigieWire wire, Layer *layer)
{
  VigieWireField field;
  VigieWire geometry = {0};
  gboolean seen[5] = {FALSE};
  guint type = 0;

  while (wire.at < wire.end)
    {
      if (!vigie_wire_read_field (&wire, &field) || field.number >= G_N_ELEMENTS (seen)
          || seen[field.number]
          || field.type
                 != (field.number == 1 || field.number == 3 ? VIGIE_WIRE_VARINT : VIGIE_WIRE_BYTES))
        return FALSE;
      seen[field.number] = TRUE;
      if (field.number == 2 && !check_tags (field.bytes, layer))
        return FALSE;
      if (field.number == 3)
        {
          if (field.value > 3)
            return FALSE;
          type = (guint) field.value;
        }
      if (field.number == 4)
        geometry = field.bytes;
    }
  /* Of an unknown type nothing is drawn, but the library goes through its commands. */
  return check_geometry (geometry, type == 0 ? 3 : type, layer);
}

/* Tables first: features come before them. */
static gboolean
read_tables (VigieWire wire, Layer *layer)
{
  VigieWireField field;

  while (wire.at < wire.end)
    {
      if (!vigie_wire_read_field (&wire, &field))
        return FALSE;
      switch (field.number)
        {
        case 1:
          if (field.type != VIGIE_WIRE_BYTES || layer->has_name
              || !vigie_wire_is_text (&field.bytes, MAX_TEXT))
            return FALSE;
          layer->name = field.bytes;
          layer->has_name = TRUE;
          break;
        case 2:
          if (field.type != VIGIE_WIRE_BYTES || ++layer->n_features > MAX_FEATURES)
            return FALSE;
          break;
        case 3:
          if (field.type != VIGIE_WIRE_BYTES || ++layer->n_keys > MAX_TABLE
              || !vigie_wire_is_text (&field.bytes, MAX_TEXT))
            return FALSE;
          break;
        case 4:
          if (field.type != VIGIE_WIRE_BYTES || ++layer->n_values > MAX_TABLE
              || !check_value (field.bytes))
            return FALSE;
          break;
        case 5:
          if (field.type != VIGIE_WIRE_VARINT || layer->has_extent || field.value == 0
              || field.value > MAX_EXTENT)
            return FALSE;
          layer->extent = field.value;
          layer->has_extent = TRUE;
          break;
        case 15:
          if (field.type != VIGIE_WIRE_VARINT || layer->has_version || field.value < 1
              || field.value > 2)
            return FALSE;
          layer->has_version = TRUE;
          break;
        default:
          return FALSE;
        }
    }
  return layer->has_name && layer->has_version;
}

static gboolean
check_layer (VigieWire wire)
{
  Layer layer = {.extent = 4096};
  VigieWireField field;

  if (!read_tables (wire, &layer))
    return FALSE;
  while (wire.at < wire.end)
    if (!vigie_wire_read_field (&wire, &field)
        || (field.number == 2 && !check_feature (field.bytes, &layer)))
      return FALSE;
  return TRUE;
}

/* The place of its name in @layers, or −1. */
static int
find_layer (VigieWire wire, const char *const *layers)
{
  VigieWireField field;

  while (wire.at < wire.end && vigie_wire_read_field (&wire, &field))
    if (field.number == 1 && field.type == VIGIE_WIRE_BYTES)
      {
        for (int i = 0; layers[i] != NULL; i++)
          if (vigie_wire_equals (&field.bytes, layers[i]))
            return i;
        return -1;
      }
  return -1;
}

/* ---- The tile ---- */

/* A layer of version 2 with its name, one feature (a polygon from −64 to 4160, so that no seam is seen between tiles)
 * and an extent of 4096. */
static void
add_ground (GByteArray *out)
{
  static const guint8 name[] = VIGIE_VECTOR_TILE_GROUND;
  static const guint8 rest[] = {
      0x12, 18,   0x18, 3,   0x22, 14, /* a feature: a polygon and its geometry */
      9,    127,  127,                 /* MoveTo −64 −64 */
      26,   0x80, 0x42, 0x0, 0x0,  0x80,
      0x42, 0xff, 0x41, 0x0, /* LineTo +4224 0, 0 +4224, −4224 0 */
      15,                    /* ClosePath */
      0x28, 0x80, 0x20,      /* extent */
  };
  const guint8 length = sizeof name - 1;
  const guint8 head[] = {0x1a, 4 + length + sizeof rest, 0x78, 2, 0x0a, length};

  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, name, length);
  g_byte_array_append (out, rest, sizeof rest);
}

GBytes *
vigie_vector_tile_clean (GBytes *tile,
                         const char *const *layers,
                         VigieVectorTileReport *report,
                         GError **error)
{
  GByteArray *out;
  VigieVectorTileReport found = {0};
  gsize length;
  const guint8 *data = g_bytes_get_data (tile, &length);
  VigieWire wire = vigie_wire_init (data, length);
  guint64 seen = 0;

  g_return_val_if_fail (g_strv_length ((char **) layers) <= 64, NULL);

  out = g_byte_array_sized_new ((guint) MIN (length, VIGIE_VECTOR_TILE_MAX_BYTES) + 64);
  add_ground (out);
  while (wire.at < wire.end)
    {
      const guint8 *start = wire.at;
      VigieWireField field;
      int place;

      if (length > VIGIE_VECTOR_TILE_MAX_BYTES || !vigie_wire_read_field (&wire, &field)
          || (field.number == 3
              && (field.type != VIGIE_WIRE_BYTES || ++found.n_layers > MAX_LAYERS)))
        {
          g_byte_array_unref (out);
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a vector tile");
          return NULL;
        }
      if (field.number != 3 || (place = find_layer (field.bytes, layers)) < 0
          || (seen & G_GUINT64_CONSTANT (1) << place) != 0)
        continue;
      seen |= G_GUINT64_CONSTANT (1) << place;
      if (check_layer (field.bytes))
        {
          g_byte_array_append (out, start, (guint) (wire.at - start));
          found.n_kept++;
        }
      else
        found.n_refused++;
    }
  if (report != NULL)
    *report = found;
  return g_byte_array_free_to_bytes (out);
}

GBytes *
vigie_vector_tile_unpack (GBytes *packed, gsize max_bytes, GError **error)
{
  g_autoptr (GConverter) converter = NULL;
  GByteArray *out;
  gsize length, used = 0;
  const guint8 *data = g_bytes_get_data (packed, &length);
  guint8 buffer[16384];
  GConverterResult result = G_CONVERTER_CONVERTED;
  gboolean gzip = length > 2 && data[0] == 0x1f && data[1] == 0x8b;
  gboolean zlib = length > 2 && data[0] == 0x78 && (data[0] << 8 | data[1]) % 31 == 0;

  if (!gzip && !zlib)
    {
      if (length <= max_bytes)
        return g_bytes_ref (packed);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "too long");
      return NULL;
    }
  converter = G_CONVERTER (g_zlib_decompressor_new (gzip ? G_ZLIB_COMPRESSOR_FORMAT_GZIP
                                                         : G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  out = g_byte_array_sized_new ((guint) MIN (length * 3, max_bytes));
  while (result != G_CONVERTER_FINISHED)
    {
      gsize n_read = 0, n_written = 0;
      GError *failure = NULL;

      result = g_converter_convert (converter, data + used, length - used, buffer, sizeof buffer,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, &failure);
      if (result == G_CONVERTER_ERROR || out->len + n_written > max_bytes)
        {
          g_byte_array_unref (out);
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               failure != NULL ? failure->message : "too long");
          g_clear_error (&failure);
          return NULL;
        }
      used += n_read;
      g_byte_array_append (out, buffer, (guint) n_written);
    }
  return g_byte_array_free_to_bytes (out);
}
