/* vigie-measure-row-text.h: what the row of a measure says, computed before anything is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-glyph.h"
#include "vigie-measure.h"

G_BEGIN_DECLS

typedef struct
{
  char *age;            /* owned: the line under the name */
  char *extra;          /* owned, or NULL: limit passed, since when out of service, … */
  char *value;          /* owned; "" where a mark stands for it */
  gboolean clock;       /* a clock stands before the age */
  gboolean age_strong;  /* the age is what matters: late, silent, last known state */
  gboolean value_small; /* the last value of a silent measure */
  gboolean passed;      /* a limit counts as passed */
  VigieGlyphLook look;
} VigieMeasureRowText;

/* What is to be said of @measure at @now; @live: FALSE while what is shown is the last known state: clock times
 * instead of ages. Fills @text, which is to be cleared. */
void vigie_measure_row_text_init (VigieMeasureRowText *text,
                                  VigieMeasure *measure,
                                  VigieTime now,
                                  gboolean live);
void vigie_measure_row_text_clear (VigieMeasureRowText *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigieMeasureRowText, vigie_measure_row_text_clear)

/* « seuil 90 % »: the limit that counts as passed, by the measure's last reading; NULL where none is known. g_free(). */
char *vigie_measure_limit_words (VigieMeasure *measure);

/* Appends « , » and @part to the sentence of a screen reader; nothing for NULL and "". */
void vigie_sentence_append (GString *sentence, const char *part);

/* How many of 4 bars: of a battery in %, of a signal in dBm (LoRaWAN, 125 kHz). */
int vigie_battery_bars (double percent);
int vigie_signal_bars (double dbm);

G_END_DECLS
