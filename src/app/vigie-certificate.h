/* vigie-certificate.h: certificates in words, and authorities from files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The common name of its subject or issuer, else the whole distinguished name, else what says that it has
 * none. Free it. */
char *vigie_certificate_dup_subject (GTlsCertificate *certificate);
char *vigie_certificate_dup_issuer (GTlsCertificate *certificate);

/* Whom it is for: the common name of its subject, then the names and numbers of machines that it is for beside, the
 * first few one by one. Free it. */
char *vigie_certificate_dup_names (GTlsCertificate *certificate);

/* « valid until 3 July 2031 », or from when, or since when it is not valid any more. Free it. */
char *vigie_certificate_dup_validity (GTlsCertificate *certificate);

/* SHA-256 of its DER form as "AB:CD:…", by which people compare certificates. Free it. */
char *vigie_certificate_dup_fingerprint (GTlsCertificate *certificate);

/* Why it is not trusted, and what to do: a sentence. @host is whom it was asked from; @has_authority: one was chosen for
 * this server, and does not vouch for it either. Free it. */
char *vigie_certificate_describe_faults (GTlsCertificateFlags faults,
                                         const char *host,
                                         gboolean has_authority);

/* The certificates of a PEM file as PEM, without the keys and texts that may stand beside them; NULL with a
 * sentence for the person where there is none. Free it. */
char *vigie_certificate_load_pem (GFile *file, GError **error);

/* « Vigie tests, valid until 1 January 2120 »: the first certificate of a PEM file. Free it. */
char *vigie_certificate_describe_file (const char *path);

G_END_DECLS
