/* vigie-st-log.h: what was asked of a server lately, and what it sent that could not be used, for a person who
 * looks for the cause of something.
 *
 * Several clients of one server may write into the same log; any thread may write and read. It holds the
 * last ones only, cut to bounded texts. Credentials are never in it: they are in no path, query or body.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-records.h"

G_BEGIN_DECLS

#define VIGIE_ST_LOG_MAX_REQUESTS 200
/* Of each kind of problem. */
#define VIGIE_ST_LOG_MAX_SAMPLES 20
/* Bytes. */
#define VIGIE_ST_LOG_MAX_TARGET 4000
#define VIGIE_ST_LOG_MAX_EXCERPT 240

/* A request with its answer. */
typedef struct
{
  VigieTime at;    /* when it was first sent, by this machine's clock */
  gint64 duration; /* µs, until the answer was whole; tries and pauses between them included */
  char *method;    /* « GET », … */
  char *target;    /* path and query as sent */
  guint status;    /* of HTTP; 0 where there was no answer */
  guint tries;
  guint64 bytes; /* of the body, as received */
  GError *error; /* why it failed, for vigie_st_error_describe(); or NULL */
} VigieStLogRequest;

/* Something that could not be used. */
typedef struct
{
  VigieTime at; /* by this machine's clock */
  VigieStProblem problem;
  const char *set; /* "Things", "Datastreams", "Observations", or "" */
  char *target;    /* of the request that brought it */
  char *excerpt;   /* the beginning of what the server sent there; valid UTF-8, one line */
} VigieStLogSample;

typedef struct _VigieStLog VigieStLog;

VigieStLog *vigie_st_log_new (void);
VigieStLog *vigie_st_log_ref (VigieStLog *self);
void vigie_st_log_unref (VigieStLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStLog, vigie_st_log_unref)

/* The texts and the error are copied. A NULL log takes nothing. */
void vigie_st_log_add_request (VigieStLog *self, const VigieStLogRequest *request);
void vigie_st_log_add_sample (VigieStLog *self, const VigieStLogSample *sample);

/* Copies, newest first: VigieStLogRequest, VigieStLogSample, freed with the array. */
GPtrArray *vigie_st_log_get_requests (VigieStLog *self);
GPtrArray *vigie_st_log_get_samples (VigieStLog *self);

/* Grows with each addition: whether there is something new to show. */
guint64 vigie_st_log_get_revision (VigieStLog *self);

void vigie_st_log_request_free (VigieStLogRequest *request);
void vigie_st_log_sample_free (VigieStLogSample *sample);

/* @text (@length bytes, any) as one line of valid UTF-8 of at most VIGIE_ST_LOG_MAX_EXCERPT bytes: NUL bytes, which
 * the reader puts where a quote ended a text, are quotes again, control characters are spaces. Free it. */
char *vigie_st_log_make_excerpt (const char *text, gsize length);

G_END_DECLS
