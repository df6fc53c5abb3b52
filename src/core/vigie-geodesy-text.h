/* vigie-geodesy-text.h: positions, distances, areas and bearings as a person reads, copies and pastes them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-geodesy.h"

G_BEGIN_DECLS

/* Texts are new (g_free()) and plain; « n. d. » where a number is not one or a position is not valid. */

/* « 47.748056, -3.366111 », with a point and the minus of the keyboard in every language: what other programs take.
 * Six decimals: a tenth of a metre. */
char *vigie_geodesy_words_decimal (const VigiePosition *position);

/* « 47° 44′ 53,0″ N, 3° 21′ 58,0″ O »; @decimals of the seconds, 0 to 3 (1: 3 m; 0: 31 m). */
char *vigie_geodesy_words_dms (const VigiePosition *position, int decimals);

/* The letter of the side of the Earth that an angle of latitude or longitude is on, « N » or « O »; not to be freed. 0 is
 * north, and east. */
const char *vigie_geodesy_side (double degrees, gboolean is_latitude);

/* « X 221 345 m, Y 6 764 321 m »; « hors domaine » outside of that of the projection. */
char *vigie_geodesy_words_lambert93 (const VigiePosition *position);

/* « geo:47.748056,-3.366111 » (RFC 5870), or NULL where the position is not valid. */
char *vigie_geodesy_uri (const VigiePosition *position);

/* « 7,4 m », « 850 m », « 1,24 km », « 12,4 km », « 124 km » */
char *vigie_geodesy_words_distance (double metres);

/* « 850 m² », « 1,24 ha », « 12,4 ha », « 1,24 km² », « 124 km² » */
char *vigie_geodesy_words_area (double square_metres);

/* The sixteen directions of the compass, not to be freed: « nord-nord-est », « NNE ». NULL where @bearing is not
 * finite. */
const char *vigie_geodesy_compass (double bearing);
const char *vigie_geodesy_compass_short (double bearing);

/* « 22° (nord-nord-est) » */
char *vigie_geodesy_words_bearing (double bearing);

/* How a position was written. */
typedef enum
{
  VIGIE_POSITION_FORM_DECIMAL,
  VIGIE_POSITION_FORM_DMS, /* degrees with minutes, or minutes and seconds */
  VIGIE_POSITION_FORM_LAMBERT93,
  VIGIE_POSITION_FORM_URI,  /* geo: */
  VIGIE_POSITION_FORM_LINK, /* of a map on the web */
} VigiePositionForm;

/* Reads the position that @text is, all of it, and nothing that could mean something else:
 * - latitude and longitude in decimal degrees with points or commas (« 47.748, -3.366 », « 47,748 ; −3,366 »,
 *   « 47,748° N 3,366° O »), one of them with decimals where neither has a sign of degree nor a point of the compass;
 *   longitude first only where the points of the compass say so;
 * - degrees and minutes, or degrees, minutes and seconds, with their signs or with points of the compass
 *   (« 47° 44′ 53″ N, 3° 21′ 58″ O », « N 47 44.883 W 3 21.966 »); O is west, as in French;
 * - Lambert-93 (« X 221 345 m, Y 6 764 321 m », « 221345.2 6764321.9 »), within its domain;
 * - a geo: URI (RFC 5870; only in WGS 84; also Android's « geo:0,0?q=47.748,-3.366(Lorient) »);
 * - a link of the map sites of OpenStreetMap, Google, Apple, Bing, Géoportail and those written alike (@lat,lon;
 *   #map=z/lat/lon; ?mlat=…&mlon=…; ?ll=…; ?lat=…&lon=…).
 * FALSE, and nothing written, for anything else. @text: any bytes, or NULL; @form may be NULL. */
gboolean vigie_geodesy_parse (const char *text, VigiePosition *position, VigiePositionForm *form);

G_END_DECLS
