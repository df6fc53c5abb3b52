/* vigie-certificate.c: certificates in words, and authorities from files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-certificate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-words.h"

/* A file of authorities: even all of a system's are below this. */
#define MAX_FILE (2 * 1024 * 1024)
/* Names of a certificate told one by one; some are for hundreds. */
#define MOST_NAMES 4

/* The value of CN in a distinguished name as RFC 4514 writes it. */
static char *
common_name (const char *name)
{
  const char *at = name != NULL ? name : "";
  GString *value;

  for (; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, "CN=", 3) == 0
        && (at == name || at[-1] == ',' || at[-1] == '+' || at[-1] == ' '))
      break;
  if (*at == '\0')
    return name != NULL && *name != '\0' ? g_strdup (name) : g_strdup (_ ("without a name"));
  value = g_string_new (NULL);
  for (at += 3; *at != '\0' && *at != ',' && *at != '+'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      g_string_append_c (value, *at);
    }
  if (!g_utf8_validate (value->str, (gssize) value->len, NULL))
    {
      char *valid = g_utf8_make_valid (value->str, (gssize) value->len);

      g_string_free (value, TRUE);
      return valid;
    }
  return g_string_free (value, FALSE);
}

char *
vigie_certificate_dup_subject (GTlsCertificate *certificate)
{
  g_autofree char *name = g_tls_certificate_get_subject_name (certificate);

  return common_name (name);
}

char *
vigie_certificate_dup_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (certificate);
  g_autofree char *subject = vigie_certificate_dup_subject (certificate);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);
  guint n_more;

  g_ptr_array_add (shown, g_strdup (subject));
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (names->pdata[i], &length);
      g_autofree char *name = g_utf8_make_valid (bytes, (gssize) length);

      if (!g_ptr_array_find_with_equal_func (shown, name, g_str_equal, NULL))
        g_ptr_array_add (shown, g_steal_pointer (&name));
    }
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      g_autofree char *address = g_inet_address_to_string (addresses->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (shown, address, g_str_equal, NULL))
        g_ptr_array_add (shown, g_steal_pointer (&address));
    }
  n_more = shown->len > MOST_NAMES ? shown->len - MOST_NAMES : 0;
  if (n_more > 0)
    {
      g_ptr_array_set_size (shown, MOST_NAMES);
      g_ptr_array_add (shown, g_strdup_printf (ngettext ("%u more", "%u more", n_more), n_more));
    }
  return vigie_words_list ((const char *const *) shown->pdata, shown->len);
}

char *
vigie_certificate_dup_issuer (GTlsCertificate *certificate)
{
  g_autofree char *name = g_tls_certificate_get_issuer_name (certificate);

  return common_name (name);
}

char *
vigie_certificate_dup_validity (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) begin = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  VigieTime now = g_get_real_time ();
  g_autofree char *date = NULL;

  if (end == NULL)
    return g_strdup (_ ("of unknown validity"));
  if (begin != NULL && g_date_time_to_unix_usec (begin) > now)
    {
      date = vigie_words_date (now, g_date_time_to_unix_usec (begin), NULL);
      /* Translators: the placeholder is a date; said of a certificate */
      return g_strdup_printf (_ ("valid from %s"), date);
    }
  date = vigie_words_date (now, g_date_time_to_unix_usec (end), NULL);
  if (g_date_time_to_unix_usec (end) < now)
    /* Translators: the placeholder is a date; said of a certificate */
    return g_strdup_printf (_ ("expired on %s"), date);
  /* Translators: the placeholder is a date; said of a certificate */
  return g_strdup_printf (_ ("valid until %s"), date);
}

char *
vigie_certificate_dup_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *sum = NULL;
  GString *out = g_string_new (NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  for (gsize i = 0; sum[i] != '\0'; i += 2)
    g_string_append_printf (out, "%s%c%c", i > 0 ? ":" : "", g_ascii_toupper (sum[i]),
                            g_ascii_toupper (sum[i + 1]));
  return g_string_free (out, FALSE);
}

char *
vigie_certificate_describe_faults (GTlsCertificateFlags faults,
                                   const char *host,
                                   gboolean has_authority)
{
  if ((faults & G_TLS_CERTIFICATE_REVOKED) != 0)
    return g_strdup_printf (
        _ ("The certificate of %s was revoked by its authority. Do not connect; inform its "
           "administrator."),
        host);
  if ((faults & G_TLS_CERTIFICATE_EXPIRED) != 0)
    return g_strdup_printf (_ ("The certificate of %s has expired. Check the date of this "
                               "computer, and inform the server’s administrator."),
                            host);
  if ((faults & G_TLS_CERTIFICATE_NOT_ACTIVATED) != 0)
    return g_strdup_printf (_ ("The certificate of %s is not valid yet. Check the date of this "
                               "computer."),
                            host);
  if ((faults & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0 && has_authority)
    return g_strdup_printf (
        _ ("Neither this computer nor the authority chosen here vouches for %s. Compare “Issued "
           "by” with the authority, and choose the certificate of the right one."),
        host);
  if ((faults & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return g_strdup_printf (
        _ ("This computer does not know the authority that vouches for %s. If it is your "
           "agglomeration’s own, choose its certificate below."),
        host);
  if ((faults & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return g_strdup_printf (
        _ ("The certificate presented is for other names than %s: another server is responding. "
           "Check the address; on a public network, log in to the network first."),
        host);
  return g_strdup_printf (_ ("The certificate of %s is too weak or damaged. Inform its "
                             "administrator."),
                          host);
}

char *
vigie_certificate_load_pem (GFile *file, GError **error)
{
  g_autofree char *shown = g_file_get_parse_name (file);
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gsize length;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            NULL);
  if (info != NULL && g_file_info_get_size (info) > MAX_FILE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("%s is too large to be a certificate."), shown);
      return NULL;
    }
  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    return NULL;
  for (const char *at = text; (at = strstr (at, "-----BEGIN CERTIFICATE-----")) != NULL;)
    {
      static const char end_mark[] = "-----END CERTIFICATE-----";
      const char *end = strstr (at, end_mark);
      g_autoptr (GTlsCertificate) certificate = NULL;
      g_autofree char *pem = NULL;

      if (end == NULL)
        break;
      end += strlen (end_mark);
      certificate = g_tls_certificate_new_from_pem (at, end - at, NULL);
      at = end;
      if (certificate == NULL)
        continue;
      g_object_get (certificate, "certificate-pem", &pem, NULL);
      g_string_append (out, pem);
    }
  if (out->len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("%s contains no certificate. Ask for the authority’s certificate in PEM "
                      "format: a text that begins with “BEGIN CERTIFICATE”."),
                   shown);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
vigie_certificate_describe_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autofree char *subject = NULL;
  g_autofree char *validity = NULL;

  if (certificate == NULL)
    return g_strdup_printf (_ ("Could not read the authority file: %s"), error->message);
  subject = vigie_certificate_dup_subject (certificate);
  validity = vigie_certificate_dup_validity (certificate);
  /* Translators: name of a certificate's subject, then “valid until 3 July 2031” */
  return g_strdup_printf (_ ("%1$s, %2$s"), subject, validity);
}
