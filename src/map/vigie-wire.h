/* vigie-wire.h: the wire format of Protocol Buffers, as vector tiles and the directories of PMTiles use it, of bytes that
 * nobody vouches for. Pure; copies nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that are yet to be read: the caller's. */
typedef struct
{
  const guint8 *at, *end;
} VigieWire;

typedef enum
{
  VIGIE_WIRE_VARINT = 0,
  VIGIE_WIRE_64 = 1,
  VIGIE_WIRE_BYTES = 2,
  VIGIE_WIRE_32 = 5,
} VigieWireType;

typedef struct
{
  guint number; /* 1 to 32767 */
  VigieWireType type;
  guint64 value;   /* of a VIGIE_WIRE_VARINT, else 0 */
  VigieWire bytes; /* of a VIGIE_WIRE_BYTES, else none */
} VigieWireField;

/* All of @data; empty bytes may have no address. */
VigieWire vigie_wire_init (const guint8 *data, gsize length);

/* The next number. FALSE for one that is cut short or does not fit 64 bits. */
gboolean vigie_wire_read_number (VigieWire *wire, guint64 *number);

/* The next field. FALSE for one that is cut short, has no number or a type that is none. */
gboolean vigie_wire_read_field (VigieWire *wire, VigieWireField *field);

/* What a number stands for whose last bit is its sign. */
gint64 vigie_wire_signed (guint64 number);

gsize vigie_wire_length (const VigieWire *wire);

/* Whether the bytes are those of @text. */
gboolean vigie_wire_equals (const VigieWire *wire, const char *text);

/* Whether they are UTF-8 of at most @longest bytes, without NUL. */
gboolean vigie_wire_is_text (const VigieWire *wire, gsize longest);

G_END_DECLS
