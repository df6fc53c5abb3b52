/* test-tls.c: certificates: trusted, not trusted, of another name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vigie-st-client.h"
#include "vigie-st-error.h"

/* An authority that signed nothing but the certificate of "localhost" below, for this test. */
static const char authority[] = "-----BEGIN CERTIFICATE-----\n"
                                "MIIBcjCCARigAwIBAgIUYZ3m5zIRINnEhIHO9xEzZ+lhWPswCgYIKoZIzj0EAwIw\n"
                                "FjEUMBIGA1UEAwwLVmlnaWUgdGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAx\n"
                                "MDEwMDAwMDBaMBYxFDASBgNVBAMMC1ZpZ2llIHRlc3RzMFkwEwYHKoZIzj0CAQYI\n"
                                "KoZIzj0DAQcDQgAEOJq7mFba3YlixQ0fOovJiBDiV5ZhF4TcBV/zf0yDsBdTKSHz\n"
                                "vpRJOaX978+wemvrYL5oxd2kuXii97rxthHxrqNCMEAwDwYDVR0TAQH/BAUwAwEB\n"
                                "/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFDsOGBqJiCZbHMx6g47lHzYdmlCP\n"
                                "MAoGCCqGSM49BAMCA0gAMEUCICqrntVFy5KmJUur+/wythAkq0Y+4miI4eRlTyvG\n"
                                "rsHaAiEAxph1C+gSQIqM0juEcJdM/HNRmRUQdAZI3s8WrosIvzo=\n"
                                "-----END CERTIFICATE-----\n";
static const char certificate[]
    = "-----BEGIN CERTIFICATE-----\n"
      "MIIBnDCCAUGgAwIBAgIUTVyx/fh520YA8WZuk1O7Flt9qR8wCgYIKoZIzj0EAwIw\n"
      "FjEUMBIGA1UEAwwLVmlnaWUgdGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAx\n"
      "MDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqG\n"
      "SM49AwEHA0IABPp7JhJeHhYJeU9z9XPmkBsvLjeMox7XfBmiVXM9ozdO4J8uAEQC\n"
      "VjHvoM8NLPpBRX7x+i1VbqlY7h93AG1EvgajbTBrMBQGA1UdEQQNMAuCCWxvY2Fs\n"
      "aG9zdDATBgNVHSUEDDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUwIzdUPi4wIjPfy05\n"
      "E2/p6FFDefcwHwYDVR0jBBgwFoAUOw4YGomIJlsczHqDjuUfNh2aUI8wCgYIKoZI\n"
      "zj0EAwIDSQAwRgIhANl0dVyKcdmzCTP2U7/lDtfG+FQcRhpjHuUkowG283trAiEA\n"
      "05g1jlI+x5pNhbaUphJzUbLqVcWhNDf/B6pRCuf3794=\n"
      "-----END CERTIFICATE-----\n"
      "-----BEGIN PRIVATE KEY-----\n"
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZSVGCYzllZcAdZw0\n"
      "/FSEfE656dDtHU+MxnwXpOm5F+OhRANCAAT6eyYSXh4WCXlPc/Vz5pAbLy43jKMe\n"
      "13wZolVzPaM3TuCfLgBEAlYx76DPDSz6QUV+8fotVW6pWO4fdwBtRL4G\n"
      "-----END PRIVATE KEY-----\n";

typedef struct
{
  GSocketListener *listener;
  GTlsCertificate *own;
  GCancellable *end;
  GThread *thread;
  guint16 port;
  char *folder;
  char *ca_file;
} Fixture;

/* One request, after the handshake; a client that does not trust the certificate breaks that off. */
static void
answer (Fixture *self, GSocketConnection *connection)
{
  static const char text[]
      = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
        "Connection: close\r\n\r\n{}";
  g_autoptr (GIOStream) tls
      = g_tls_server_connection_new (G_IO_STREAM (connection), self->own, NULL);
  g_autoptr (GDataInputStream) input = NULL;
  char *line = NULL;

  if (tls == NULL || !g_tls_connection_handshake (G_TLS_CONNECTION (tls), self->end, NULL))
    return;
  input = g_data_input_stream_new (g_io_stream_get_input_stream (tls));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (input, NULL, self->end, NULL);
    }
  while (line != NULL && *line != '\0');
  if (line != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (tls), text, strlen (text), NULL,
                               self->end, NULL);
  g_free (line);
  g_io_stream_close (tls, self->end, NULL);
}

/* Blocking calls: libsoup's server (3.6) frees a connection whose handshake is not over when it is disconnected. */
static gpointer
serve (gpointer data)
{
  Fixture *self = data;

  while (!g_cancellable_is_cancelled (self->end))
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_listener_accept (self->listener, NULL, self->end, NULL);

      if (connection != NULL)
        answer (self, connection);
    }
  return NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vigie-st-XXXXXX", &error);
  g_assert_no_error (error);
  self->ca_file = g_build_filename (self->folder, "authority.pem", NULL);
  g_file_set_contents (self->ca_file, authority, -1, &error);
  g_assert_no_error (error);
  self->own = g_tls_certificate_new_from_pem (certificate, -1, &error);
  g_assert_no_error (error);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, &address, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->end = g_cancellable_new ();
  self->thread = g_thread_new ("tls-server", serve, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_object_unref (self->end);
  g_object_unref (self->listener);
  g_object_unref (self->own);
  g_unlink (self->ca_file);
  g_rmdir (self->folder);
  g_free (self->ca_file);
  g_free (self->folder);
}

static VigieStClient *
new_client (Fixture *self, const char *host)
{
  g_autofree char *address = g_strdup_printf ("https://%s:%u/v1.1", host, self->port);
  g_autoptr (GError) error = NULL;
  VigieStClient *client = vigie_st_client_new (address, NULL, &error);

  g_assert_no_error (error);
  return client;
}

/* Nobody here knows that authority; and what is not trusted is not asked twice. */
static void
test_not_trusted (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStClient) client = new_client (self, "localhost");
  g_autofree char *text = NULL, *sentence = NULL, *name = NULL;
  g_autoptr (GTlsCertificate) shown = NULL;
  GTlsCertificateFlags faults = G_TLS_CERTIFICATE_NO_FLAGS;
  g_autoptr (GError) error = NULL;

  g_assert_null (vigie_st_client_dup_certificate (client, &faults));
  text = vigie_st_client_read (client, "Things", NULL, &error);
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_TLS);
  shown = vigie_st_client_dup_certificate (client, &faults);
  g_assert_nonnull (shown);
  g_assert_true ((faults & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0);
  name = g_tls_certificate_get_subject_name (shown);
  g_assert_nonnull (strstr (name, "localhost"));
  g_assert_cmpuint (vigie_st_client_get_statistics (client).requests, ==, 1);
  sentence = vigie_st_error_describe (error, "https://localhost");
  g_assert_nonnull (strstr (sentence, "https://localhost"));
}

static void
test_own_authority (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStClient) client = new_client (self, "localhost");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vigie_st_client_set_ca_file (client, self->ca_file, &error));
  text = vigie_st_client_read (client, "Things", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "{}");
}

/* The same with the credentials, as the sync has it. */
static void
test_authority_of_credentials (Fixture *self, gconstpointer data)
{
  g_autofree char *address = g_strdup_printf ("https://localhost:%u/v1.1", self->port);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  VigieStCredentials credentials = {.ca_file = self->ca_file};
  g_autoptr (VigieStClient) client = vigie_st_client_new (address, &credentials, &error);
  g_autofree char *kept = NULL;

  g_assert_no_error (error);
  text = vigie_st_client_read (client, "Things", NULL, &error);
  g_assert_no_error (error);
  kept = vigie_st_client_dup_address (client);
  g_assert_cmpstr (kept, ==, address);
  credentials.ca_file = "/nowhere/authority.pem";
  g_assert_null (vigie_st_client_new (address, &credentials, &error));
  g_assert_nonnull (error);
}

/* The authority is the right one, but it vouches for another name. */
static void
test_other_name (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStClient) client = new_client (self, "127.0.0.1");
  g_autoptr (GTlsCertificate) shown = NULL;
  GTlsCertificateFlags faults = G_TLS_CERTIFICATE_NO_FLAGS;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vigie_st_client_set_ca_file (client, self->ca_file, &error));
  text = vigie_st_client_read (client, "Things", NULL, &error);
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_TLS);
  shown = vigie_st_client_dup_certificate (client, &faults);
  g_assert_nonnull (shown);
  g_assert_cmpint (faults, ==, G_TLS_CERTIFICATE_BAD_IDENTITY);
}

static void
test_bad_file (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStClient) client = new_client (self, "localhost");
  g_autoptr (GError) error = NULL;

  g_assert_false (vigie_st_client_set_ca_file (client, "/nowhere/authority.pem", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (vigie_st_client_set_ca_file (client, NULL, &error));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/tls/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("not-trusted", test_not_trusted);
  ADD ("own-authority", test_own_authority);
  ADD ("authority-of-credentials", test_authority_of_credentials);
  ADD ("other-name", test_other_name);
  ADD ("bad-file", test_bad_file);
  return g_test_run ();
}
