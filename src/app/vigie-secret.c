/* vigie-secret.c: the password or token of a server, in the system's keyring.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-secret.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema schema = {"fr.agglo.Vigie",
                                    SECRET_SCHEMA_NONE,
                                    {{"server", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                     {"user", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                     {NULL, 0}}};

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  /* FALSE without an error: there was none to forget. */
  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vigie_secret_store_async (const char *address,
                          const char *user,
                          const char *secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *label = NULL;

  g_task_set_source_tag (task, vigie_secret_store_async);
  if (secret == NULL)
    {
      secret_password_clear (&schema, cancellable, cleared_cb, task, "server", address, "user",
                             user, NULL);
      return;
    }
  /* Translators: name of a secret in the system's keyring; %s is a server's address */
  label = g_strdup_printf (_ ("Vigie: access to %s"), address);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, stored_cb,
                         task, "server", address, "user", user, NULL);
}

gboolean
vigie_secret_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error == NULL)
    {
      /* Of libsecret's own memory, which is to be freed its own way. */
      g_task_return_pointer (task, g_strdup (secret), (GDestroyNotify) vigie_secret_free);
      secret_password_free (secret);
    }
  else
    g_task_return_error (task, error);
}

void
vigie_secret_lookup_async (const char *address,
                           const char *user,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_secret_lookup_async);
  secret_password_lookup (&schema, cancellable, looked_up_cb, task, "server", address, "user", user,
                          NULL);
}

char *
vigie_secret_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  secret_password_free (secret_password_lookup_finish (result, &error));
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vigie_secret_probe_async (GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_secret_probe_async);
  secret_password_lookup (&schema, cancellable, probed_cb, task, "server", "", "user", "", NULL);
}

gboolean
vigie_secret_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
vigie_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

char *
vigie_secret_lookup_sync (const char *address, const char *user, GError **error)
{
  return secret_password_lookup_sync (&schema, NULL, error, "server", address, "user", user, NULL);
}
