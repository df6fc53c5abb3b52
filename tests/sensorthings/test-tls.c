/* test-tls.c: certificates: trusted, not trusted, of another name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
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
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  guint port; /* 0 until it listens */
  char *folder;
  char *ca_file;
} Fixture;

static void
handle (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
}

static gpointer
serve (gpointer data)
{
  Fixture *self = data;
  g_autoptr (GTlsCertificate) own = NULL;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  own = g_tls_certificate_new_from_pem (certificate, -1, &error);
  g_assert_no_error (error);
  server = soup_server_new ("tls-certificate", own, NULL);
  soup_server_add_handler (server, NULL, handle, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  g_mutex_lock (&self->mutex);
  self->port = g_uri_get_port (uris->data);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_clear_object (&server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* libsoup's server (3.6) may disconnect twice one who breaks off in the middle of the handshake, and says so. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return strstr (message, "soup_server_connection_disconnect") == NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  self->folder = g_dir_make_tmp ("vigie-st-XXXXXX", &error);
  g_assert_no_error (error);
  self->ca_file = g_build_filename (self->folder, "authority.pem", NULL);
  g_file_set_contents (self->ca_file, authority, -1, &error);
  g_assert_no_error (error);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("tls-server", serve, self);
  g_mutex_lock (&self->mutex);
  while (self->port == 0)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GSource) quit = g_idle_source_new ();

  /* In its own context: quitting a loop that does not run yet is lost. */
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
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
