/* The state of the link in words, and its two widgets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-link-banner.h"
#include "vigie-link-pill.h"
#include "vigie-test-wait.h"
#include "vigie-words.h"

static const VigieLinkState up
    = {VIGIE_LINK_UP, FIXTURE_NOW - 8 * VIGIE_SECOND, VIGIE_TIME_NONE, VIGIE_TIME_NONE, NULL, 0};
static const VigieLinkState lost = {VIGIE_LINK_LOST,
                                    FIXTURE_NOW - 68 * VIGIE_MINUTE,
                                    FIXTURE_NOW - 68 * VIGIE_MINUTE,
                                    FIXTURE_NOW + 25 * VIGIE_SECOND,
                                    NULL,
                                    0};

static void
test_pill_words (void)
{
  g_autofree char *text = NULL;
  g_autofree char *age = NULL;
  g_autofree char *expected = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - 8 * VIGIE_SECOND);
  g_autofree char *present = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW);
  g_autofree char *since = vigie_words_since (FIXTURE_NOW, lost.since, NULL);
  g_autofree char *lost_text = NULL;
  g_autofree char *lost_age = NULL;
  g_autofree char *lost_expected = g_strdup_printf (_ ("Link lost since %s"), since);
  VigieLinkState never
      = {VIGIE_LINK_LOST, VIGIE_TIME_NONE, VIGIE_TIME_NONE, VIGIE_TIME_NONE, NULL, 0};
  g_autofree char *never_text = NULL;
  g_autofree char *never_age = NULL;

  vigie_link_pill (&up, FIXTURE_NOW, &text, &age);
  g_assert_cmpstr (text, ==, _ ("Link up"));
  g_assert_cmpstr (age, ==, expected);
  g_clear_pointer (&text, g_free);
  g_clear_pointer (&age, g_free);
  vigie_link_pill (&up, FIXTURE_NOW - VIGIE_MINUTE, &text, &age);
  g_assert_cmpstr (age, ==, present);
  vigie_link_pill (&lost, FIXTURE_NOW, &lost_text, &lost_age);
  g_assert_cmpstr (lost_text, ==, lost_expected);
  g_assert_null (lost_age);
  vigie_link_pill (&never, FIXTURE_NOW, &never_text, &never_age);
  g_assert_cmpstr (never_text, ==, _ ("Link lost"));
}

/* What is asked and not answered is not « up » as if all were well; the network's own pace is. */
static void
test_waiting_words (void)
{
  VigieLinkState state = up;

  for (gint64 seconds = 0; seconds <= 40; seconds += 4)
    {
      g_autofree char *text = NULL;
      g_autofree char *age = NULL;

      state.waiting = seconds * G_USEC_PER_SEC;
      vigie_link_pill (&state, FIXTURE_NOW, &text, &age);
      g_assert_cmpstr (text, ==, seconds > 5 ? _ ("Waiting for a response") : _ ("Link up"));
      g_assert_nonnull (age);
      g_assert_true (vigie_link_is_live (&state));
    }
}

static void
test_banner_words (void)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *duration = vigie_words_duration (68 * VIGIE_MINUTE);
  g_autofree char *wait = vigie_words_duration (25 * VIGIE_SECOND);
  VigieLinkState refused = {VIGIE_LINK_REFUSED, VIGIE_TIME_NONE,        FIXTURE_NOW,
                            VIGIE_TIME_NONE,    "Le jeton est refusé.", 0};
  g_autofree char *refused_title = NULL;
  g_autofree char *refused_body = NULL;

  vigie_link_banner (&lost, FIXTURE_NOW, &title, &body);
  g_assert_nonnull (strstr (title, duration));
  g_assert_nonnull (strstr (body, _ ("Last known state: no value is current.")));
  g_assert_nonnull (strstr (body, wait));

  vigie_link_banner (&refused, FIXTURE_NOW, &refused_title, &refused_body);
  g_assert_cmpstr (refused_title, ==, _ ("The server denies access"));
  g_assert_nonnull (strstr (refused_body, "Le jeton est refusé."));
  g_assert_nonnull (strstr (refused_body, _ ("Nothing has been received yet.")));
}

static void
test_live (void)
{
  for (int link = VIGIE_LINK_IDLE; link <= VIGIE_LINK_REFUSED; link++)
    {
      VigieLinkState state = {.link = (VigieLink) link};

      /* Nothing stale ever looks live. */
      g_assert_cmpint (vigie_link_is_live (&state), ==, link == VIGIE_LINK_UP);
      g_assert_cmpint (vigie_link_is_lost (&state), ==,
                       link == VIGIE_LINK_LOST || link == VIGIE_LINK_REFUSED);
    }
}

static void
test_widgets (void)
{
  VigieLinkPill *pill = g_object_ref_sink (g_object_new (VIGIE_TYPE_LINK_PILL, NULL));
  VigieLinkBanner *banner = g_object_ref_sink (g_object_new (VIGIE_TYPE_LINK_BANNER, NULL));
  g_autofree char *since = vigie_words_since (FIXTURE_NOW, lost.since, NULL);
  g_autofree char *expected = g_strdup_printf (_ ("Link lost since %s"), since);

  gtk_test_accessible_assert_role (pill, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_test_accessible_assert_role (banner, GTK_ACCESSIBLE_ROLE_ALERT);

  vigie_link_pill_update (pill, &up, FIXTURE_NOW);
  vigie_link_banner_update (banner, &up, FIXTURE_NOW);
  gtk_test_accessible_assert_property (pill, GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Link up"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (banner)));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (pill), "lost"));

  vigie_link_pill_update (pill, &lost, FIXTURE_NOW);
  vigie_link_banner_update (banner, &lost, FIXTURE_NOW);
  gtk_test_accessible_assert_property (pill, GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (banner)));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (pill), "lost"));

  g_assert_finalize_object (pill);
  g_assert_finalize_object (banner);
}

/* The last label below @widget. */
static GtkLabel *
last_label (GtkWidget *widget)
{
  GtkLabel *found = GTK_IS_LABEL (widget) ? GTK_LABEL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (!GTK_IS_BUTTON (child))
      found = last_label (child);
  return found;
}

/* In the narrowest window too all of why access is denied can be read: its end says what to do. */
static void
test_banner_narrow (void)
{
  const VigieLinkState refused
      = {VIGIE_LINK_REFUSED,
         VIGIE_TIME_NONE,
         FIXTURE_NOW,
         VIGIE_TIME_NONE,
         "http://127.0.0.1:8080/v1.1 demande un identifiant et un mot de passe, ou un jeton, et "
         "refuse ce qui a été donné. À vérifier sous « Se connecter à un serveur… », sinon "
         "demander un accès en lecture à l’administrateur.",
         0};
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  VigieLinkBanner *banner = g_object_new (VIGIE_TYPE_LINK_BANNER, NULL);
  GtkLabel *body;

  gtk_widget_add_css_class (GTK_WIDGET (banner), "vigie-banner");
  gtk_widget_set_size_request (box, 360, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (banner));
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 600);
  vigie_link_banner_update (banner, &refused, FIXTURE_NOW);
  gtk_window_present (GTK_WINDOW (window));
  body = last_label (GTK_WIDGET (banner));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (body)) > 0);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (banner)), ==, 360);
  g_assert_nonnull (strstr (gtk_label_get_text (body), "l’administrateur"));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (body)));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
  g_test_add_func ("/link/pill-words", test_pill_words);
  g_test_add_func ("/link/waiting-words", test_waiting_words);
  g_test_add_func ("/link/banner-words", test_banner_words);
  g_test_add_func ("/link/live", test_live);
  g_test_add_func ("/link/widgets", test_widgets);
  g_test_add_func ("/link/banner-narrow", test_banner_narrow);
  return g_test_run ();
}
