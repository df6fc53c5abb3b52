/* vigie-site-panel-text.h: what the panel and the page of a site say, copy and open: texts of plain words. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-values.h"

G_BEGIN_DECLS

/* The longest name and the longest note that are shown, in characters. */
#define VIGIE_SITE_NAME_MAX 160
#define VIGIE_SITE_NOTE_MAX 600
/* And the longest symbol of a unit. */
#define VIGIE_SITE_UNIT_MAX 24

/* @text (NULL: "") as it may stand beside other words on one line: control characters and line ends are spaces, the
 * embeddings, overrides and isolates of the bidirectional algorithm (UAX #9: U+202A–202E, U+2066–2069), which would
 * turn the words around them, are left out; at most @max characters, then « … ». Free with g_free(). */
char *vigie_site_text_plain (const char *text, guint max);

/* A piece of a contact: words, or words with what they open. */
typedef struct
{
  char *text; /* owned, plain */
  char *uri;  /* owned: "tel:" or "mailto:", or NULL */
} VigieSiteContactPart;

/* Splits @contact into words, telephone numbers and mail addresses. Only what is surely one becomes a link: a number
 * of ten digits that begins with 0 (ARCEP's plan) or of 8 to 15 after a « + » (ITU-T E.164); an address of plain
 * ASCII (the dot-atom of RFC 5321 without « % », at most 254 bytes), so that no header can be added to the mailto:
 * (RFC 6068 § 7). The text is what was written, control characters aside. Free with g_ptr_array_unref(). */
GPtrArray *vigie_site_contact_split (const char *contact);

/* Whether @uri is a tel:, mailto: or geo: of the form that is made here: nothing else is ever opened. */
gboolean vigie_site_uri_is_safe (const char *uri);

/* « 47.718200, −3.291400 »: WGS 84 degrees, the same in every language so that they can be pasted: decimal point, ASCII
 * minus, 6 decimals (11 cm). NULL where there are none. Free with g_free(). */
char *vigie_site_coordinates (double lat, double lon);

/* The same for reading, with a hemisphere: « 47,7182° N, 3,2914° O ». NULL where there are none. Free with g_free(). */
char *vigie_site_coordinates_words (double lat, double lon);

/* "geo:47.718200,-3.291400" (RFC 5870), or NULL. Free with g_free(). */
char *vigie_site_geo_uri (double lat, double lon);

/* « attendu toutes les 10 min », « attendu chaque heure ». @interval in µs, > 0. Free with g_free(). */
char *vigie_site_expected_words (gint64 interval);

/* The name of a measure, from what the server has: its name, else its role, else the property observed, else its id.
 * Plain. Free with g_free(). */
char *vigie_site_measure_name (const VigieMeasureData *data);

/* « Benne gravats »; where sensor and measure have different names, both, « Sonde · Débit », so that it is found by
 * either: the reason of a state names the measure, people the sensor. @sensor may be NULL. Plain. Free with g_free().
 */
char *vigie_site_full_name (const VigieSensorData *sensor, const VigieMeasureData *data);

/* What « Copy the Value » copies: « Benne gravats : 94 % (22 nov. 2026, 10 h 47) »; « Benne gravats : Jamais reçu ».
 * @title is the name shown. Free with g_free(). */
char *vigie_site_copy_words (const char *title,
                             const VigieMeasureData *data,
                             const VigieReading *reading);

G_END_DECLS
