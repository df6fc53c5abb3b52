/* vigie-wire.c: the wire format of Protocol Buffers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wire.h"

#include <string.h>

VigieWire
vigie_wire_init (const guint8 *data, gsize length)
{
  return (VigieWire) {.at = data, .end = length > 0 ? data + length : data};
}

gboolean
vigie_wire_read_number (VigieWire *wire, guint64 *number)
{
  guint64 result = 0;

  for (guint shift = 0; shift < 64 && wire->at < wire->end; shift += 7)
    {
      guint8 byte = *wire->at++;

      if (shift == 63 && byte > 1)
        return FALSE;
      result |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          *number = result;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
skip (VigieWire *wire, guint64 n)
{
  if ((guint64) (wire->end - wire->at) < n)
    return FALSE;
  wire->at += n;
  return TRUE;
}

gboolean
vigie_wire_read_field (VigieWire *wire, VigieWireField *field)
{
  guint64 key, length;

  if (!vigie_wire_read_number (wire, &key) || key >> 3 == 0 || key >> 3 > G_MAXINT16)
    return FALSE;
  *field = (VigieWireField) {.number = (guint) (key >> 3), .type = (VigieWireType) (key & 7)};
  switch (field->type)
    {
    case VIGIE_WIRE_VARINT:
      return vigie_wire_read_number (wire, &field->value);
    case VIGIE_WIRE_64:
      return skip (wire, 8);
    case VIGIE_WIRE_32:
      return skip (wire, 4);
    case VIGIE_WIRE_BYTES:
      if (!vigie_wire_read_number (wire, &length))
        return FALSE;
      field->bytes.at = wire->at;
      if (!skip (wire, length))
        return FALSE;
      field->bytes.end = wire->at;
      return TRUE;
    default:
      return FALSE;
    }
}

gint64
vigie_wire_signed (guint64 number)
{
  return (gint64) (number >> 1) ^ -(gint64) (number & 1);
}

gsize
vigie_wire_length (const VigieWire *wire)
{
  return (gsize) (wire->end - wire->at);
}

gboolean
vigie_wire_equals (const VigieWire *wire, const char *text)
{
  gsize length = vigie_wire_length (wire);

  return length == strlen (text) && memcmp (wire->at, text, length) == 0;
}

gboolean
vigie_wire_is_text (const VigieWire *wire, gsize longest)
{
  gsize length = vigie_wire_length (wire);

  return length <= longest && g_utf8_validate_len ((const char *) wire->at, length, NULL);
}
