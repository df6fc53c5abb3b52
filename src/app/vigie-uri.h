/* vigie-uri.h: links to what Vigie shows, to be put into a message or a procedure, and the places of « geo: »
 * links. Pure.
 *
 *   vigie:site/ID        the site on the map        vigie:page/NAME   a page
 *   vigie:measure/ID     the chart of a measure     vigie:sensor/ID   a sensor in its table
 *   geo:LAT,LON[,ALT][;…][?…]                       a place (RFC 5870), WGS 84
 *
 * A link only leads somewhere: it never changes anything, connects to nothing, and what it names may not exist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VIGIE_URI_PAGE,
  VIGIE_URI_SITE,
  VIGIE_URI_MEASURE,
  VIGIE_URI_SENSOR,
  VIGIE_URI_PLACE,
} VigieUriKind;

typedef struct
{
  VigieUriKind kind;
  char *id;        /* owned; NULL for a place. Of a page its name */
  double lat, lon; /* of a place, degrees; else NAN */
} VigieUri;

void vigie_uri_clear (VigieUri *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigieUri, vigie_uri_clear)

/* Reads @text (at most 2 kB). FALSE for anything else, @uri untouched. */
gboolean vigie_uri_parse (const char *text, VigieUri *uri);

/* « vigie:site/12 ». Free it. */
char *vigie_uri_to_string (VigieUriKind kind, const char *id);

/* « geo:47.748300,-3.360000 »; NULL where @lat or @lon is no place. Free it. */
char *vigie_uri_for_place (double lat, double lon);

G_END_DECLS
