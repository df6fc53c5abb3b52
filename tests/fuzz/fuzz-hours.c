/* fuzz-hours.c: any text as opening hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "vigie-opening-hours.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *words = NULL, *state = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieOpeningHours) hours = NULL;
  g_autoptr (GArray) spans = NULL;
  VigieOpeningPlace place = {.lat = size % 2 ? 47.7486 : NAN, .lon = -3.3669};
  /* From 2010 to 2040, another instant for each text. */
  VigieTime now = (G_GINT64_CONSTANT (1262304000) + g_str_hash (text) % 946080000u) * VIGIE_SECOND;
  VigieTime end = now;

  hours = vigie_opening_hours_new (text, &place, &error);
  g_assert_true ((hours == NULL) == (error != NULL));
  if (!hours)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  spans = vigie_opening_hours_get_spans (hours, now, now + 9 * VIGIE_DAY);
  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

      g_assert_true (span->from == end && span->to > span->from);
      g_assert_true (vigie_opening_hours_get_state (hours, span->from, NULL) == span->state);
      g_assert_true (vigie_opening_hours_get_state (hours, span->to - 1, NULL) == span->state);
      end = span->to;
    }
  g_assert_true (end == now + 9 * VIGIE_DAY);
  words = vigie_opening_hours_to_words (hours, now);
  state = vigie_opening_hours_state_words (hours, now);
  g_assert_true (g_utf8_validate (words, -1, NULL) && g_utf8_validate (state, -1, NULL));
  return 0;
}
