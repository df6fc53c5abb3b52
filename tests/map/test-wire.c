/* test-wire.c: numbers and fields of Protocol Buffers, whole, cut short and too long.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wire.h"

static void
test_numbers (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    gboolean good;
    guint64 number;
  } rows[] = {
      {"", 0, FALSE, 0},
      {"\x00", 1, TRUE, 0},
      {"\x7f", 1, TRUE, 127},
      {"\xac\x02", 2, TRUE, 300},
      {"\xac", 1, FALSE, 0},
      {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10, TRUE, G_MAXUINT64},
      {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10, FALSE, 0},     /* 65 bits */
      {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11, FALSE, 0}, /* longer than any */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      VigieWire wire = vigie_wire_init ((const guint8 *) rows[i].bytes, rows[i].length);
      guint64 number = 0;

      g_assert_cmpint (vigie_wire_read_number (&wire, &number), ==, rows[i].good);
      g_assert_cmpuint (number, ==, rows[i].number);
      if (rows[i].good)
        g_assert_cmpuint (vigie_wire_length (&wire), ==, 0);
    }
  g_assert_cmpint (vigie_wire_signed (0), ==, 0);
  g_assert_cmpint (vigie_wire_signed (1), ==, -1);
  g_assert_cmpint (vigie_wire_signed (2), ==, 1);
  g_assert_cmpint (vigie_wire_signed (G_MAXUINT64), ==, G_MININT64);
}

static void
test_fields (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    gboolean good;
  } rows[] = {
      {"\x08\x05", 2, TRUE},
      {"\x0a\x02"
       "ab",
       4, TRUE},
      {"\x0d\x01\x02\x03\x04", 5, TRUE},
      {"\x09\x01\x02\x03\x04\x05\x06\x07\x08", 9, TRUE},
      {"\x08", 1, FALSE}, /* no value */
      {"\x0a\x03"
       "ab",
       4, FALSE}, /* longer than what holds it */
      {"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11, FALSE},
      {"\x0d\x01\x02\x03", 4, FALSE},
      {"\x09\x01\x02\x03\x04", 5, FALSE},
      {"\x00\x05", 2, FALSE},         /* the number 0 */
      {"\x0b", 1, FALSE},             /* a group */
      {"\x80\x80\x10\x05", 4, FALSE}, /* the number 32768 */
  };
  VigieWire wire;
  VigieWireField field;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      wire = vigie_wire_init ((const guint8 *) rows[i].bytes, rows[i].length);
      g_assert_cmpint (vigie_wire_read_field (&wire, &field), ==, rows[i].good);
      if (rows[i].good)
        g_assert_cmpuint (vigie_wire_length (&wire), ==, 0);
    }
  wire = vigie_wire_init ((const guint8 *) "\x12\x02"
                                           "ab\x18\x07",
                          6);
  g_assert_true (vigie_wire_read_field (&wire, &field));
  g_assert_cmpuint (field.number, ==, 2);
  g_assert_cmpint (field.type, ==, VIGIE_WIRE_BYTES);
  g_assert_true (vigie_wire_equals (&field.bytes, "ab"));
  g_assert_false (vigie_wire_equals (&field.bytes, "abc"));
  g_assert_true (vigie_wire_is_text (&field.bytes, 2));
  g_assert_false (vigie_wire_is_text (&field.bytes, 1));
  g_assert_true (vigie_wire_read_field (&wire, &field));
  g_assert_cmpuint (field.number, ==, 3);
  g_assert_cmpuint (field.value, ==, 7);
  wire = vigie_wire_init ((const guint8 *) "\xff\xfe", 2);
  g_assert_false (vigie_wire_is_text (&wire, 9));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/numbers", test_numbers);
  g_test_add_func ("/wire/fields", test_fields);
  return g_test_run ();
}
