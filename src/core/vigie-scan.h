/* vigie-scan.h: a strict pull reader of JSON, for bodies that others send.
 *
 * It reads RFC 8259 and nothing more (no comments, no NaN, no trailing commas, no second value after
 * the first), allocates nothing and bounds the depth. Texts are unescaped where they stand, so the
 * buffer is the caller's, writable, and texts live as long as it does.
 *
 * A reader that has failed stays failed: every later call gives the neutral value, loops end, and the
 * caller asks once, at the end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VIGIE_SCAN_MAX_DEPTH 32

typedef enum
{
  VIGIE_SCAN_INVALID, /* nothing that can begin a value, or the reader has failed */
  VIGIE_SCAN_OBJECT,
  VIGIE_SCAN_ARRAY,
  VIGIE_SCAN_STRING,
  VIGIE_SCAN_NUMBER,
  VIGIE_SCAN_BOOLEAN,
  VIGIE_SCAN_NULL,
} VigieScanType;

/* To be initialised by vigie_scan_init(); the fields are private. */
typedef struct
{
  char *begin;
  char *at;
  char *end;
  const char *
      problem; /* what is wrong, or NULL: English for the sender's log, to be translated for a person */
  guint depth;
  gboolean fresh; /* a container was entered and none of its values read yet */
} VigieScan;

/* Begins to read @length bytes at @text; text[length] must be writable too (it becomes NUL). Fails at
 * once on what is not UTF-8. */
void vigie_scan_init (VigieScan *self, char *text, gsize length);

/* What comes next. */
VigieScanType vigie_scan_peek (VigieScan *self);

/* Enters an object; FALSE (and the value is skipped) if the next value is none. Then
 * vigie_scan_next_member() gives each name until it gives FALSE, which leaves the object. The
 * value of each must be read or skipped. */
gboolean vigie_scan_enter_object (VigieScan *self);
gboolean vigie_scan_next_member (VigieScan *self, const char **name);

/* The same for an array. */
gboolean vigie_scan_enter_array (VigieScan *self);
gboolean vigie_scan_next_element (VigieScan *self);

/* The next value if it is a text, else NULL and the value is skipped. A NUL character in it (\u0000)
 * and a lone surrogate become U+FFFD. */
const char *vigie_scan_string (VigieScan *self);

/* The next value if it is a number, else NAN and the value is skipped. One that is too large for a
 * double is a failure. */
double vigie_scan_number (VigieScan *self);

/* The next value if it is a boolean, else FALSE and the value is skipped. */
gboolean vigie_scan_boolean (VigieScan *self);

/* Passes over the next value, checking it. */
void vigie_scan_skip (VigieScan *self);

/* The same; tells where it stands. Only for a value none of which was read yet. */
const char *vigie_scan_raw (VigieScan *self, gsize *length);

/* TRUE if all was well and nothing but white space follows. */
gboolean vigie_scan_finish (VigieScan *self);

/* What was wrong and at which byte. For an answer to the sender: it never repeats
 * what was sent. Free with g_free(). */
char *vigie_scan_describe (const VigieScan *self);

G_END_DECLS
