/* write-client.c: writes to a server by Vigie's client, and asks of single things, as its arguments say.
 *
 *   write-client ADDRESS USER PASSWORD COMMAND…
 *
 * POST PATH BODY and PATCH PATH BODY write, on one client; SLEEP MILLISECONDS waits. A line for each write:
 * "made ID" (a text in quotes), "done", or "failed CODE: MESSAGE". INSPECT ID prints the Datastream with its last
 * readings, as the page for diagnoses asks for it; COUNT SET how many entities there are. USER may be empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "vigie-st-client.h"

static void
write_one (VigieStClient *client, const char *method, const char *path, const char *body)
{
  g_autoptr (GError) error = NULL;
  VigieStId id = {NULL, FALSE};

  if (strcmp (method, "POST") == 0
      && vigie_st_client_create (client, path, body, &id, NULL, &error))
    g_print (id.is_text ? "made '%s'\n" : "made %s\n", id.text);
  else if (strcmp (method, "PATCH") == 0
           && vigie_st_client_update (client, path, body, NULL, &error))
    g_print ("done\n");
  else
    g_print ("failed %d: %s\n", error->code, error->message);
  vigie_st_id_clear (&id);
}

static void
inspect (VigieStClient *client, const char *id)
{
  gboolean is_text = *id == '\'';
  g_autofree char *plain = is_text ? g_strndup (id + 1, strlen (id) - 2) : g_strdup (id);
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = vigie_st_client_read_datastream (client, &(VigieStId) {plain, is_text}, 5,
                                                           &request, NULL, &error);

  /* As it came, whatever the locale is. */
  puts (text != NULL ? text : error->message);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieStClient) client = NULL;
  VigieStCredentials credentials = {0};

  g_assert_cmpint (argc, >, 4);
  setvbuf (stdout, NULL, _IOLBF, 0); /* in the order of GLib's lines */
  credentials.user = *argv[2] != '\0' ? argv[2] : NULL;
  credentials.secret = *argv[3] != '\0' ? argv[3] : NULL;
  client = vigie_st_client_new (argv[1], &credentials, &error);
  g_assert_no_error (error);
  for (int i = 4; i < argc;)
    if (strcmp (argv[i], "SLEEP") == 0 && i + 1 < argc)
      {
        g_usleep ((gulong) (g_ascii_strtod (argv[i + 1], NULL) * 1000));
        i += 2;
      }
    else if (strcmp (argv[i], "INSPECT") == 0 && i + 1 < argc)
      {
        inspect (client, argv[i + 1]);
        i += 2;
      }
    else if (strcmp (argv[i], "COUNT") == 0 && i + 1 < argc)
      {
        gint64 count = vigie_st_client_count (client, argv[i + 1], NULL, &error);

        g_assert_no_error (error);
        g_print ("%" G_GINT64_FORMAT "\n", count);
        i += 2;
      }
    else
      {
        g_assert_cmpint (i + 2, <, argc);
        write_one (client, argv[i], argv[i + 1], argv[i + 2]);
        i += 3;
      }
  return 0;
}
