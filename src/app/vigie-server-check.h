/* vigie-server-check.h: what stands at an address: asked as it is typed, before it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  VIGIE_CHECK_FOUND,       /* a SensorThings server that can be read */
  VIGIE_CHECK_CREDENTIALS, /* it asks for credentials, and none were given */
  VIGIE_CHECK_REFUSED,     /* it refuses those given */
  VIGIE_CHECK_WITHHELD,    /* it asks for credentials, which were not sent: nothing is encrypted */
  VIGIE_CHECK_CERTIFICATE, /* its certificate is not trusted */
  VIGIE_CHECK_UNREACHABLE, /* nothing answers: it may be good another day */
  VIGIE_CHECK_FAILED,      /* something answers that cannot be used, or it is no address */
} VigieCheckOutcome;

typedef enum
{
  VIGIE_CHECK_WRITES = 1 << 0,
  VIGIE_CHECK_DATA_ARRAY = 1 << 1,
  VIGIE_CHECK_BATCH = 1 << 2,
  VIGIE_CHECK_PUSH = 1 << 3, /* updates by MQTT */
} VigieCheckAbilities;

typedef struct
{
  VigieCheckOutcome outcome;
  char *address;      /* that answered, as it is best kept; else that was asked */
  char *words;        /* what is wrong and what to do: a sentence; NULL for FOUND */
  char *hint;         /* another address of the same machine where a server answers, or NULL */
  gboolean local;     /* this machine: nothing goes over a network */
  gboolean encrypted; /* https */
  gboolean withheld;  /* a secret was given and not sent */
  gboolean wants_token;

  /* Of FOUND. */
  char *software;             /* "vigie-ingest 0.1.0", or NULL where it does not tell */
  gint64 n_sites, n_measures; /* -1: it does not tell */
  gboolean abilities_known;   /* it declares what it can do */
  VigieCheckAbilities abilities;
  gint64 skew; /* µs that its clock is ahead of this machine's; 0 below 30 s, or not known */
  gboolean demonstration;

  /* Of CERTIFICATE. */
  GTlsCertificate *certificate; /* owned */
  GTlsCertificateFlags faults;
} VigieServerCheck;
void vigie_server_check_free (VigieServerCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieServerCheck, vigie_server_check_free)

typedef struct
{
  const char *typed;    /* as the person typed or pasted it */
  const char *user;     /* "" or NULL: the secret is a token */
  const char *secret;   /* "" or NULL: none */
  const char *ca_file;  /* or NULL */
  gboolean allow_plain; /* the secret may go unencrypted over a network */
} VigieCheckQuery;

/* Asks in a thread: where no scheme was typed, https first and http only where nothing speaks https there (for
 * this machine http first); where nothing is found, the usual paths. Ends at once when cancelled. The only
 * error is G_IO_ERROR_CANCELLED. */
void vigie_server_check_async (const VigieCheckQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
VigieServerCheck *vigie_server_check_finish (GAsyncResult *result, GError **error);

/* In words; free them. */
char *vigie_server_check_describe_software (const VigieServerCheck *self);
char *vigie_server_check_describe_content (const VigieServerCheck *self);
char *vigie_server_check_describe_abilities (const VigieServerCheck *self);
/* NULL where the clocks agree. */
char *vigie_server_check_describe_clock (const VigieServerCheck *self);

G_END_DECLS
