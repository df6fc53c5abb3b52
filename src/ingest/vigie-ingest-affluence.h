/* vigie-ingest-affluence.h: what the public may know of how busy the sites are.
 *
 * Counts of vehicles only, small ones masked; nothing of a person, of a badge or of a device. An edition is made of the
 * store at one instant and becomes a set of documents: one JSON, two CSV, a page in HTML for each site and one that
 * leads to them. They are served below /affluence/ or written to a folder that a web server gives out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "vigie-attendance.h"

G_BEGIN_DECLS

/* Fewer vehicles are told as « moins de 3 ». */
#define VIGIE_AFFLUENCE_SMALL 3
/* An edition is made anew when it is older, and is to be believed for so long. */
#define VIGIE_AFFLUENCE_FRESH VIGIE_MINUTE
#define VIGIE_AFFLUENCE_VALID (20 * VIGIE_MINUTE)
#define VIGIE_AFFLUENCE_MAX_SITES 1000

/* ---- A site ---- */

typedef struct
{
  gint64 id;        /* of the Thing */
  char *slug;       /* file name without its end, unique: "riantec" */
  char *name;       /* one plain line, as the other texts */
  char *short_name; /* « Riantec » */
  char *commune;    /* name, or NULL */
  double lat, lon;  /* or both NAN */
  char **accepts;   /* wastes, or NULL */
  char *hours_text; /* OpenStreetMap's syntax, or NULL */
  VigieKind kind;
  gboolean out_of_service;
  char *note; /* why it is out of service, or NULL */
  VigieAttendanceFacts facts;
  VigieCountQuality quality;
  VigieAttendanceHabits *habits; /* or NULL */
  VigieAttendanceNow now;
  GArray *expected; /* of VigieExpected */
  GArray *best;     /* of VigieExpected */
} VigieAffluenceSite;
void vigie_affluence_site_free (VigieAffluenceSite *self);

/* Whether its counts may be published: they come and make sense; whether something is told of now. */
gboolean vigie_affluence_site_is_counted (const VigieAffluenceSite *self);
gboolean vigie_affluence_site_is_told_now (const VigieAffluenceSite *self);
/* The best moments among what is expected of it (GArray of VigieExpected). Where nothing is told of now, none begins
 * now: « maintenant » beside « actuellement inconnu » would be an advice on what nobody knows. */
GArray *vigie_affluence_site_find_best (const VigieAffluenceSite *self, VigieTime now);

/* ---- An edition ---- */

typedef struct
{
  VigieTime time;
  gboolean demonstration;
  GPtrArray *sites; /* of VigieAffluenceSite, by name */
} VigieAffluence;
void vigie_affluence_free (VigieAffluence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAffluence, vigie_affluence_free)

/* How a count is published: a whole number, or below VIGIE_AFFLUENCE_SMALL, or nothing (NAN). */
typedef enum
{
  VIGIE_PUBLIC_UNKNOWN,
  VIGIE_PUBLIC_SMALL,
  VIGIE_PUBLIC_NUMBER,
} VigiePublicKind;
VigiePublicKind vigie_affluence_mask (double vehicles, guint *number);
/* « 14 véhicules », « moins de 3 véhicules », « n. d. ». g_free(). */
char *vigie_affluence_vehicles_words (double vehicles);

/* Its documents; full references. Texts in the language of the program, JSON's keys in English. */
GBytes *vigie_affluence_to_json (const VigieAffluence *self);
GBytes *vigie_affluence_to_csv (const VigieAffluence *self);      /* now, a row for each site */
GBytes *vigie_affluence_to_week_csv (const VigieAffluence *self); /* the usual week, by half-hour */
GBytes *vigie_affluence_to_index (const VigieAffluence *self);    /* HTML */
GBytes *vigie_affluence_to_page (const VigieAffluence *self,
                                 const VigieAffluenceSite *site); /* HTML */

typedef struct
{
  char *
      name; /* "index.html", "riantec.html", "affluence.json", "affluence.csv", "semaine-type.csv" */
  const char *content_type;
  char etag[24]; /* quoted */
  GBytes *bytes;
  GBytes *zipped; /* or NULL */
} VigieAffluenceDocument;
void vigie_affluence_document_free (VigieAffluenceDocument *self);
/* All of them: GPtrArray of VigieAffluenceDocument, which frees them. */
GPtrArray *vigie_affluence_make_documents (const VigieAffluence *self);

/* ---- From the store ---- */

/* A connection with what is kept from one edition to the next (habits, made once a day). For one thread at a time. */
typedef struct _VigieAffluenceReader VigieAffluenceReader;
/* Takes @db, a reader's connection. */
VigieAffluenceReader *vigie_affluence_reader_new (sqlite3 *db);
void vigie_affluence_reader_free (VigieAffluenceReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAffluenceReader, vigie_affluence_reader_free)
/* Ids of the Datastreams that count vehicles: GArray of gint64; NULL with @error. */
GArray *vigie_affluence_reader_list_counters (VigieAffluenceReader *self, GError **error);
/* The edition of @now; NULL with @error of the store. */
VigieAffluence *
vigie_affluence_reader_read (VigieAffluenceReader *self, VigieTime now, GError **error);

G_END_DECLS
