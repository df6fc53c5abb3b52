/* The dialog that connects to a server, driven as a person does, against a server that misbehaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-connect-dialog.h"
#include "vigie-credentials-dialog.h"
#include "vigie-server-menu.h"
#include "vigie-servers-dialog.h"
#include "vigie-stub-server.h"
#include "vigie-test-folder.h"

#include <libsoup/soup.h>

typedef struct
{
  VigieStubServer *stub;
  GSettings *settings;
  VigieClock *clock;
  VigieContext *context;
  char *folder;
  VigieConnectDialog *dialog;
} Fixture;

static const char counted[] = "{\"@iot.count\":1234,\"value\":[]}";

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->stub = vigie_stub_server_new ();
  fixture->folder = g_dir_make_tmp ("vigie-connect-XXXXXX", NULL);
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new ();
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
  fixture->dialog
      = VIGIE_CONNECT_DIALOG (g_object_ref_sink (vigie_connect_dialog_new (fixture->context)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    {
      g_object_run_dispose (G_OBJECT (fixture->dialog));
      g_object_unref (fixture->dialog);
    }
  vigie_context_close (fixture->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->context);
  g_settings_reset (fixture->settings, "servers");
  g_settings_reset (fixture->settings, "current-server");
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
  vigie_stub_server_free (fixture->stub);
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                   \
                                                                                                   \
    while (!(condition) && g_get_monotonic_time () < end_)                                         \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

static GtkWidget *
child (gpointer dialog, const char *name)
{
  GObject *object
      = gtk_widget_get_template_child (GTK_WIDGET (dialog), G_OBJECT_TYPE (dialog), name);

  g_assert_nonnull (object);
  return GTK_WIDGET (object);
}

static void
type (Fixture *fixture, const char *field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (child (fixture->dialog, field)), text);
}

static gboolean
shows (Fixture *fixture, const char *name)
{
  return gtk_widget_get_visible (child (fixture->dialog, name));
}

static const char *
title (Fixture *fixture, const char *name)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child (fixture->dialog, name)));
}

static const char *
subtitle (Fixture *fixture, const char *name)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (child (fixture->dialog, name)));
}

static gboolean
can_connect (Fixture *fixture)
{
  return gtk_widget_get_sensitive (child (fixture->dialog, "connect_button"));
}

static void
press (Fixture *fixture, const char *name)
{
  g_signal_emit_by_name (child (fixture->dialog, name), "clicked");
}

/* Without its scheme and its version, as people write it: "127.0.0.1:40123". */
static char *
short_address (Fixture *fixture)
{
  g_autoptr (GUri) uri
      = g_uri_parse (vigie_stub_server_get_address (fixture->stub), G_URI_FLAGS_NONE, NULL);

  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

/* Typed, checked by itself, found, connected, kept. */
static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  VigieServer *server;

  vigie_stub_server_add_json (fixture->stub, "*Things?$count*", counted);
  vigie_stub_server_add_json (fixture->stub, "*Datastreams?$count*", "{\"@iot.count\":1}");
  g_assert_false (can_connect (fixture));
  g_assert_false (shows (fixture, "found_group"));
  type (fixture, "address", address);
  g_assert_false (can_connect (fixture));
  g_assert_cmpuint (vigie_stub_server_count (fixture->stub, "*"), ==, 0);
  WAIT_FOR (shows (fixture, "found_group"));
  g_assert_true (can_connect (fixture));
  g_assert_false (shows (fixture, "trouble_group"));
  g_assert_false (shows (fixture, "plain_row")); /* within this machine */
  g_assert_nonnull (strstr (title (fixture, "content_row"), "234"));
  g_assert_cmpstr (subtitle (fixture, "software_row"), ==,
                   vigie_stub_server_get_address (fixture->stub));

  type (fixture, "name", "Agglo");
  press (fixture, "connect_button");
  server = vigie_context_get_known_server (fixture->context);
  g_assert_nonnull (server);
  g_assert_cmpstr (vigie_server_get_title (server), ==, "Agglo");
  g_assert_true (vigie_servers_get_current (vigie_context_get_servers (fixture->context))
                 == server);
  g_assert_cmpstr (vigie_context_get_server (fixture->context), ==,
                   vigie_stub_server_get_address (fixture->stub));
}

/* What was found is of the address as it stands, and nothing older. */
static void
test_typing_on (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  guint n;

  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "found_group"));
  type (fixture, "address", "");
  g_assert_false (shows (fixture, "found_group"));
  g_assert_false (can_connect (fixture));

  /* A check that hangs does not keep the next one from being right. */
  vigie_stub_server_clear (fixture->stub);
  vigie_stub_server_add (fixture->stub, "*", 1, &(VigieStubReply) {.fault = VIGIE_STUB_HANG});
  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  n = vigie_stub_server_count (fixture->stub, "*");
  type (fixture, "address", address);
  WAIT_FOR (vigie_stub_server_count (fixture->stub, "*") > n);
  g_assert_true (shows (fixture, "spinner"));
  type (fixture, "address", vigie_stub_server_get_address (fixture->stub));
  g_assert_false (shows (fixture, "spinner"));
  WAIT_FOR (shows (fixture, "found_group"));
}

/* Closed in the middle of a check: nothing comes of it. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);

  vigie_stub_server_add (fixture->stub, "*", -1, &(VigieStubReply) {.fault = VIGIE_STUB_HANG});
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "spinner"));
  g_object_run_dispose (G_OBJECT (fixture->dialog));
  WAIT_FOR (G_OBJECT (fixture->dialog)->ref_count == 1);
  g_clear_object (&fixture->dialog);
  g_assert_null (vigie_context_get_server (fixture->context));
}

/* 401: the fields appear; what is typed there goes only when the person connects; a wrong one is said. */
static void
test_password (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  VigieServer *server;
  guint n;

  vigie_stub_server_add (
      fixture->stub, "*", 2,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n"});
  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  g_assert_false (shows (fixture, "user"));
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_true (shows (fixture, "user"));
  g_assert_true (shows (fixture, "secret"));
  g_assert_false (can_connect (fixture));
  n = vigie_stub_server_count (fixture->stub, "*");
  type (fixture, "user", "nolwenn");
  type (fixture, "secret", "faux");
  g_assert_true (can_connect (fixture));
  g_assert_cmpuint (vigie_stub_server_count (fixture->stub, "*"), ==, n);

  press (fixture, "connect_button");
  g_assert_false (can_connect (fixture));
  WAIT_FOR (can_connect (fixture));
  g_assert_cmpstr (title (fixture, "trouble_row"), ==,
                   _ ("The server rejects this user name and password. Check them, and the Caps "
                      "Lock key."));
  g_assert_null (vigie_context_get_server (fixture->context));
  type (fixture, "secret", "gwir");
  press (fixture, "connect_button");
  WAIT_FOR (vigie_context_get_server (fixture->context) != NULL);
  server = vigie_context_get_known_server (fixture->context);
  g_assert_cmpint (vigie_server_get_auth (server), ==, VIGIE_SERVER_AUTH_BASIC);
  g_assert_cmpstr (vigie_server_get_user (server), ==, "nolwenn");
  g_assert_cmpstr (vigie_servers_peek_secret (vigie_context_get_servers (fixture->context), server),
                   ==, "gwir");
}

static void
test_token (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);

  vigie_stub_server_add (
      fixture->stub, "*", 1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Bearer\r\n"});
  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_false (shows (fixture, "user"));
  g_assert_true (shows (fixture, "secret"));
  type (fixture, "secret", "a-token");
  press (fixture, "connect_button");
  WAIT_FOR (vigie_context_get_server (fixture->context) != NULL);
  for (guint i = 1; i < 3; i++)
    {
      g_autoptr (VigieStubRequest) request = vigie_stub_server_get_request (fixture->stub, i);
      g_autofree char *header = vigie_stub_request_get_header (request, "Authorization");

      g_assert_cmpstr (header, ==, "Bearer a-token");
    }
}

/* Over a network in clear, a password is not sent before the person allows it. 0.0.0.0 is this machine to the
 * system, and not to the rule. */
static void
test_plain (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  g_autofree char *other = g_strconcat ("http://0.0.0.0", strchr (address, ':'), NULL);
  guint n;

  vigie_stub_server_add (
      fixture->stub, "*", 1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n"});
  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  type (fixture, "address", other);
  WAIT_FOR (shows (fixture, "trouble_group"));
  type (fixture, "user", "nolwenn");
  type (fixture, "secret", "gwir");
  g_assert_true (shows (fixture, "allow_plain"));
  g_assert_false (can_connect (fixture));
  press (fixture, "connect_button");
  n = vigie_stub_server_count (fixture->stub, "*");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieStubRequest) request = vigie_stub_server_get_request (fixture->stub, i);
      g_autofree char *header = vigie_stub_request_get_header (request, "Authorization");

      g_assert_null (header);
    }
  adw_switch_row_set_active (ADW_SWITCH_ROW (child (fixture->dialog, "allow_plain")), TRUE);
  g_assert_true (can_connect (fixture));
  press (fixture, "connect_button");
  WAIT_FOR (vigie_context_get_server (fixture->context) != NULL);
}

/* What is allowed for one server is not for another; a password that is asked for again is told to go in clear. */
static void
test_plain_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  g_autofree char *other = g_strconcat ("http://0.0.0.0", strchr (address, ':'), NULL);
  AdwSwitchRow *allow = ADW_SWITCH_ROW (child (fixture->dialog, "allow_plain"));
  const struct
  {
    const char *address;
    gboolean plain;
  } cases[] = {{other, TRUE}, {"https://a.example", FALSE}, {"http://127.0.0.1", FALSE}};

  vigie_stub_server_add (
      fixture->stub, "*", -1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n"});
  type (fixture, "address", other);
  WAIT_FOR (shows (fixture, "trouble_group"));
  adw_switch_row_set_active (allow, TRUE);
  {
    g_autofree char *longer = g_strconcat (other, "/sta", NULL);

    type (fixture, "address", longer);
  }
  g_assert_true (adw_switch_row_get_active (allow));
  type (fixture, "address", "http://0.0.0.1");
  g_assert_false (adw_switch_row_get_active (allow));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VigieServerData server_data
          = {.address = cases[i].address, .user = "nolwenn", .auth = VIGIE_SERVER_AUTH_BASIC};
      VigieServer *server
          = vigie_servers_put (vigie_context_get_servers (fixture->context), NULL, &server_data);
      AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
          g_object_ref_sink (vigie_credentials_dialog_new (fixture->context, server, "because")));

      g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), "because"));
      g_assert_cmpint (adw_alert_dialog_get_response_appearance (dialog, "connect"), ==,
                       cases[i].plain ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
      g_assert_cmpint (g_str_equal (adw_alert_dialog_get_response_label (dialog, "connect"),
                                    _ ("_Send Unencrypted")),
                       ==, cases[i].plain);
      g_object_run_dispose (G_OBJECT (dialog));
      g_object_unref (dialog);
    }
}

/* What no password and no token can open is said, and nothing is asked for; a token where a password was given too; and
 * 403 to who gave nothing. */
static void
test_other_identification (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);

  vigie_stub_server_add (
      fixture->stub, "*", 1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Negotiate\r\n"});
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_nonnull (strstr (title (fixture, "trouble_row"), "(Negotiate)"));
  g_assert_false (shows (fixture, "secret"));
  g_assert_false (can_connect (fixture));

  vigie_stub_server_add (
      fixture->stub, "*", 1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n"});
  vigie_stub_server_add (
      fixture->stub, "*", 1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Bearer\r\n"});
  vigie_stub_server_add_status (fixture->stub, "*", 403, "");
  type (fixture, "address", "");
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  type (fixture, "user", "nolwenn");
  type (fixture, "secret", "gwir");
  press (fixture, "connect_button");
  WAIT_FOR (g_str_equal (title (fixture, "trouble_row"),
                         _ ("This server requires a token, not a user name and a password: "
                            "choose “Token” below.")));
  type (fixture, "user", "");
  type (fixture, "secret", "");
  type (fixture, "address", "");
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_null (strstr (title (fixture, "trouble_row"), "403"));
  g_assert_nonnull (strstr (title (fixture, "trouble_row"),
                            _ ("This server does not allow anyone to read from here without "
                               "authentication. Enter a user name and a password, or a token; if "
                               "access is still denied, ask its administrator for read access.")));
  g_assert_true (shows (fixture, "secret"));
}

/* Each in words, and only what may be good another day can be kept all the same. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    VigieStubReply reply;
    gboolean refusing, can_save;
  } cases[] = {
      {.refusing = TRUE, .can_save = TRUE},
      {.reply = {.fault = VIGIE_STUB_CLOSE}, .can_save = TRUE},
      {.reply = {.status = 503}, .can_save = TRUE},
      {.reply = {.status = 404}},
      {.reply = {.status = 200, .content_type = "text/html", .body = "<html>Wi-Fi</html>"}},
      {.reply = {.status = 200, .body = "{}"}},
      {.reply = {.status = 302, .headers = "Location: https://login.example/?back=1\r\n"}},
      {.reply = {.fault = VIGIE_STUB_GARBAGE}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      vigie_stub_server_clear (fixture->stub);
      vigie_stub_server_set_refusing (fixture->stub, cases[i].refusing);
      if (!cases[i].refusing)
        vigie_stub_server_add (fixture->stub, "*", -1, &cases[i].reply);
      type (fixture, "address", "");
      type (fixture, "address", vigie_stub_server_get_address (fixture->stub));
      WAIT_FOR (shows (fixture, "trouble_group"));
      g_assert_cmpint (g_utf8_strlen (title (fixture, "trouble_row"), -1), >, 30);
      g_assert_false (can_connect (fixture));
      g_assert_false (shows (fixture, "hint_row"));
      if (i < 7) /* what no HTTP is may be told either way */
        g_assert_cmpint (shows (fixture, "save_row"), ==, cases[i].can_save);
    }
  vigie_stub_server_set_refusing (fixture->stub, TRUE);
  type (fixture, "address", "");
  type (fixture, "address", vigie_stub_server_get_address (fixture->stub));
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_signal_emit_by_name (child (fixture->dialog, "save_row"), "activated");
  g_assert_nonnull (vigie_context_get_known_server (fixture->context));
}

/* Nothing at the root, a server where FROST stands: its address is offered, and taken by a click. */
static void
test_hint (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  g_autofree char *expected = g_strdup_printf ("http://%s/FROST-Server/v1.1", address);

  vigie_stub_server_add_json (fixture->stub, "/FROST-Server/v1.1",
                              "{\"value\":[{\"name\":\"Things\",\"url\":\"{base}/Things\"}]}");
  vigie_stub_server_add_json (fixture->stub, "/FROST-Server/*count*", counted);
  vigie_stub_server_add_status (fixture->stub, "*", 404, "");
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_true (shows (fixture, "hint_row"));
  g_assert_cmpstr (subtitle (fixture, "hint_row"), ==, expected);
  g_signal_emit_by_name (child (fixture->dialog, "hint_row"), "activated");
  WAIT_FOR (shows (fixture, "found_group"));
  g_assert_cmpstr (subtitle (fixture, "software_row"), ==, expected);
  g_assert_true (can_connect (fixture));
}

/* Enter before it is known what answers: asked at once, and connected if it is a server. */
static void
test_entered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);

  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  g_signal_emit_by_name (child (fixture->dialog, "address"), "entry-activated");
  g_assert_false (shows (fixture, "spinner"));
  type (fixture, "address", address);
  g_assert_false (can_connect (fixture));
  g_signal_emit_by_name (child (fixture->dialog, "address"), "entry-activated");
  g_assert_true (shows (fixture, "spinner"));
  WAIT_FOR (vigie_context_get_server (fixture->context) != NULL);
}

static gboolean
has_focus (Fixture *fixture, const char *name)
{
  return (gtk_widget_get_state_flags (child (fixture->dialog, name)) & GTK_STATE_FLAG_FOCUS_WITHIN)
         != 0;
}

/* Who pauses in the address of a server that asks for a password types on in the address; Enter leads to the name. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  GtkWidget *window = adw_window_new ();

  vigie_stub_server_add (
      fixture->stub, "*", -1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n"});
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 800);
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (ADW_DIALOG (fixture->dialog), window);
  WAIT_FOR (gtk_widget_get_mapped (child (fixture->dialog, "address")));
  gtk_widget_grab_focus (child (fixture->dialog, "address"));
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_true (shows (fixture, "user"));
  g_assert_true (has_focus (fixture, "address"));
  g_signal_emit_by_name (child (fixture->dialog, "address"), "entry-activated");
  g_assert_true (has_focus (fixture, "user"));
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Who opens it types the address at once, also where the dialog is a sheet at the bottom of a narrow window. */
static void
test_first_focus (Fixture *fixture, gconstpointer data)
{
  static const int widths[] = {1024, 360};

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *window = adw_window_new ();
      GtkWidget *button = gtk_button_new_with_label ("x");
      AdwDialog *dialog = vigie_connect_dialog_new (fixture->context);
      GtkWidget *address = child (dialog, "address");

      adw_window_set_content (ADW_WINDOW (window), button);
      gtk_window_set_default_size (GTK_WINDOW (window), widths[i], 640);
      gtk_window_present (GTK_WINDOW (window));
      WAIT_FOR (gtk_widget_get_mapped (button));
      gtk_widget_grab_focus (button);
      adw_dialog_present (dialog, window);
      WAIT_FOR ((gtk_widget_get_state_flags (address) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0);
      /* And it stays there. */
      for (guint j = 0; j < 400; j++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (1000);
        }
      g_assert_true ((gtk_widget_get_state_flags (address) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0);
      adw_dialog_force_close (dialog);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* One address asks for a password; the next one typed does not, and is connected to without. */
static void
test_another (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);

  vigie_stub_server_add (
      fixture->stub, "/closed*", -1,
      &(VigieStubReply) {.status = 401, .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n"});
  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  {
    g_autofree char *closed = g_strconcat (address, "/closed/v1.1", NULL);

    type (fixture, "address", closed);
  }
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_true (shows (fixture, "secret"));
  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "found_group"));
  g_assert_false (shows (fixture, "secret"));
  g_assert_true (can_connect (fixture));
}

/* A name and a password pasted with the address are put where they belong, and are not kept in it. */
static void
test_pasted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  g_autofree char *pasted = g_strdup_printf ("http://nolwenn:gw%%C3%%AFr@%s/v1.1", address);
  VigieServer *server;

  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  type (fixture, "address", pasted);
  WAIT_FOR (shows (fixture, "found_group"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (fixture->dialog, "address"))), ==,
                   vigie_stub_server_get_address (fixture->stub));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (fixture->dialog, "user"))), ==,
                   "nolwenn");
  g_assert_true (can_connect (fixture));
  press (fixture, "connect_button");
  WAIT_FOR (vigie_context_get_server (fixture->context) != NULL);
  server = vigie_context_get_known_server (fixture->context);
  g_assert_cmpstr (vigie_server_get_address (server), ==,
                   vigie_stub_server_get_address (fixture->stub));
  g_assert_cmpstr (vigie_servers_peek_secret (vigie_context_get_servers (fixture->context), server),
                   ==, "gwïr");
}

/* https at a port where a server without encryption waits for more: its address is offered. */
static void
test_plain_port (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = short_address (fixture);
  g_autofree char *typed = g_strdup_printf ("https://%s/v1.1", address);

  vigie_stub_server_add_json (fixture->stub, "*count*", counted);
  type (fixture, "address", typed);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_true (shows (fixture, "hint_row"));
  g_assert_cmpstr (subtitle (fixture, "hint_row"), ==,
                   vigie_stub_server_get_address (fixture->stub));
}

/* ---- TLS ------------------------------------------------------------------------------------- */

static void
serve_root (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  static const char root[] = "{\"@iot.count\":2,\"value\":[{\"name\":\"Things\",\"url\":\"x\"}]}";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, root,
                                    strlen (root));
}

/* A certificate of nobody known: shown with its fingerprint; with its authority chosen it is trusted, and the
 * server keeps it. */
static void
test_tls (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = g_test_build_filename (G_TEST_DIST, "app", "data", "localhost.pem", NULL);
  g_autofree char *authority
      = g_test_build_filename (G_TEST_DIST, "app", "data", "authority.pem", NULL);
  g_autofree char *another
      = g_test_build_filename (G_TEST_DIST, "app", "data", "other-authority.pem", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (authority);
  g_autoptr (GFile) other_file = g_file_new_for_path (another);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (own, &error);
  g_autoptr (SoupServer) server = NULL;
  g_autofree char *address = NULL;
  VigieServer *kept;
  GSList *uris;

  g_assert_no_error (error);
  server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (server, NULL, serve_root, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  address = g_strdup_printf ("https://localhost:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  type (fixture, "address", address);
  WAIT_FOR (shows (fixture, "trouble_group"));
  g_assert_true (shows (fixture, "fingerprint_row"));
  g_assert_true (shows (fixture, "trouble_authority_row"));
  g_assert_nonnull (strstr (subtitle (fixture, "certificate_row"), "localhost"));
  g_assert_cmpstr (subtitle (fixture, "issuer_row"), ==, "Vigie tests");
  g_assert_cmpuint (strlen (subtitle (fixture, "fingerprint_row")), ==, 32 * 3 - 1);
  g_assert_false (can_connect (fixture));
  g_assert_false (shows (fixture, "save_row"));

  /* Another authority does not vouch for it either, and that is said in words of its own. */
  before = g_strdup (title (fixture, "trouble_row"));
  vigie_connect_dialog_set_authority (fixture->dialog, other_file);
  WAIT_FOR (g_strcmp0 (title (fixture, "trouble_row"), before) != 0);
  g_assert_true (shows (fixture, "trouble_authority_row"));
  vigie_connect_dialog_set_authority (fixture->dialog, file);
  g_assert_nonnull (strstr (subtitle (fixture, "authority_row"), "Vigie tests"));
  WAIT_FOR (shows (fixture, "found_group"));
  press (fixture, "connect_button");
  kept = vigie_context_get_known_server (fixture->context);
  g_assert_nonnull (kept);
  g_assert_true (g_str_has_prefix (vigie_server_get_ca_file (kept), fixture->folder));
  vigie_context_start_network (fixture->context);
  WAIT_FOR (vigie_sync_get_link (vigie_context_get_sync (fixture->context)) == VIGIE_LINK_UP);
  vigie_context_close (fixture->context);
  soup_server_disconnect (server);
}

/* ---- Menu, management, credentials ----------------------------------------------------------- */

static void
test_menu (Fixture *fixture, gconstpointer data)
{
  VigieServers *servers = vigie_context_get_servers (fixture->context);
  const VigieServerData first = {.address = "http://127.0.0.1:1/v1.1", .name = "A_B"};
  const VigieServerData second = {.address = "http://127.0.0.1:2/v1.1"};
  VigieServer *a = vigie_servers_put (servers, NULL, &first);
  VigieServer *b = vigie_servers_put (servers, NULL, &second);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *menu = vigie_server_menu_new ();
  g_autoptr (GMenuModel) section = NULL;
  g_autofree char *label = NULL;
  GtkWidget *button;

  gtk_window_set_child (GTK_WINDOW (window), menu);
  vigie_server_menu_setup (VIGIE_SERVER_MENU (menu), fixture->context);
  button = adw_bin_get_child (ADW_BIN (menu));
  g_assert_false (gtk_widget_get_visible (button));
  vigie_context_open_server (fixture->context, a);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);

  section = g_menu_model_get_item_link (vigie_server_menu_get_model (VIGIE_SERVER_MENU (menu)), 0,
                                        G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (section), ==, 2 + VIGIE_HAVE_DEMO);
  g_assert_true (g_menu_model_get_item_attribute (section, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_cmpstr (label, ==, "A__B");

  gtk_widget_activate_action (window, "servers.open", "s", vigie_server_get_id (b));
  g_assert_true (vigie_context_get_known_server (fixture->context) == b);
  g_assert_true (vigie_servers_get_current (servers) == b);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_button (GtkWidget *widget, const char *icon)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    {
      GtkWidget *found = find_button (at, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Forgotten with a way back as long as the dialog is there. */
static void
test_manage (Fixture *fixture, gconstpointer data)
{
  VigieServers *servers = vigie_context_get_servers (fixture->context);
  const VigieServerData server_data = {.address = "http://127.0.0.1:1/v1.1", .name = "<b>Agglo"};
  VigieServer *server = vigie_servers_put (servers, NULL, &server_data);
  AdwDialog *dialog;
  GtkWidget *list, *forget;

  vigie_context_open_server (fixture->context, server);
  dialog = g_object_ref_sink (vigie_servers_dialog_new (fixture->context));
  list = child (dialog, "list");
  forget = find_button (list, "user-trash-symbolic");
  g_assert_nonnull (forget);
  gtk_test_accessible_assert_role (forget, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (forget), "<b>Agglo"));
  g_signal_emit_by_name (forget, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (servers)), ==, 0);
  g_assert_null (vigie_context_get_server (fixture->context));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (dialog, "stack"))), ==,
                   "empty");
  g_object_run_dispose (G_OBJECT (dialog));
  g_object_unref (dialog);
}

/* What is asked again is opened with, and is not of the server shown before. */
static void
test_credentials (Fixture *fixture, gconstpointer data)
{
  VigieServers *servers = vigie_context_get_servers (fixture->context);
  const VigieServerData server_data
      = {.address = "http://127.0.0.1:1/v1.1", .user = "nolwenn", .auth = VIGIE_SERVER_AUTH_BASIC};
  VigieServer *server = vigie_servers_put (servers, NULL, &server_data);
  AdwDialog *dialog;

  vigie_context_open_server (fixture->context, server);
  dialog = g_object_ref_sink (vigie_credentials_dialog_new (fixture->context, server, "because"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "because"));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "connect"));
  gtk_editable_set_text (GTK_EDITABLE (child (dialog, "secret")), "gwir");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "connect"));
  g_signal_emit_by_name (dialog, "response::connect", "connect");
  g_assert_cmpstr (vigie_servers_peek_secret (servers, server), ==, "gwir");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (dialog, "secret"))), ==, "");
  g_object_run_dispose (G_OBJECT (dialog));
  g_object_unref (dialog);

  /* The server may want a token where it wanted a password. */
  dialog = g_object_ref_sink (vigie_credentials_dialog_new (fixture->context, server, "because"));
  g_assert_true (gtk_widget_get_visible (child (dialog, "user")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "auth")), 1);
  g_assert_false (gtk_widget_get_visible (child (dialog, "user")));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==,
                   _ ("Token Required"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "because"));
  gtk_editable_set_text (GTK_EDITABLE (child (dialog, "secret")), "jedouer");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "connect"));
  g_signal_emit_by_name (dialog, "response::connect", "connect");
  g_assert_cmpint (vigie_server_get_auth (server), ==, VIGIE_SERVER_AUTH_BEARER);
  g_assert_cmpstr (vigie_servers_peek_secret (servers, server), ==, "jedouer");
  g_object_run_dispose (G_OBJECT (dialog));
  g_object_unref (dialog);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
  g_type_ensure (VIGIE_TYPE_CONNECT_DIALOG);
#define ADD(path, func) g_test_add ("/app/connect/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("found", test_found);
  ADD ("typing-on", test_typing_on);
  ADD ("cancel", test_cancel);
  ADD ("password", test_password);
  ADD ("token", test_token);
  ADD ("plain", test_plain);
  ADD ("plain-again", test_plain_again);
  ADD ("other-identification", test_other_identification);
  ADD ("errors", test_errors);
  ADD ("hint", test_hint);
  ADD ("entered", test_entered);
  ADD ("focus", test_focus);
  ADD ("first-focus", test_first_focus);
  ADD ("another", test_another);
  ADD ("pasted", test_pasted);
  ADD ("plain-port", test_plain_port);
  ADD ("tls", test_tls);
  ADD ("menu", test_menu);
  ADD ("manage", test_manage);
  ADD ("credentials", test_credentials);
  return g_test_run ();
}
