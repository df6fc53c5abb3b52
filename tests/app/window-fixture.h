/* window-fixture.h: the whole window, on a server of the test's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fake-territory.h"
#include "vigie-settings.h"
#include "vigie-test-folder.h"
#include "vigie-window.h"

typedef struct
{
  VigieFakeTerritory *fake;
  GSettings *settings;
  VigieClock *clock;
  char *folder;
  VigieContext *context;
  VigieWindow *window;
} WindowFixture;

static inline void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* All but the window: a server without anything yet, and nothing asked of the network. */
static inline void
window_fixture_begin (WindowFixture *self)
{
  self->fake = vigie_fake_territory_new ();
  self->settings = vigie_settings_new ();
  g_settings_set_string (self->settings, "tile-address", "");
  g_settings_set_string (self->settings, "communes-address", "");
  self->clock = vigie_clock_new ();
  self->folder = g_dir_make_tmp ("vigie-window-XXXXXX", NULL);
  self->context = vigie_context_new (self->settings, self->clock, self->folder);
}

static inline void
window_fixture_present (WindowFixture *self)
{
  self->window = vigie_window_new (NULL, self->context);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (self->window));
}

static inline void
window_fixture_open (WindowFixture *self)
{
  vigie_context_open (self->context, vigie_fake_territory_get_address (self->fake), NULL, NULL);
}

static inline void
window_fixture_end (WindowFixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  vigie_context_close (self->context);
  iterate ();
  g_clear_object (&self->context);
  g_settings_reset (self->settings, "tile-address");
  g_settings_reset (self->settings, "communes-address");
  g_object_unref (self->settings);
  g_object_unref (self->clock);
  vigie_fake_territory_free (self->fake);
  vigie_test_remove_tree (self->folder);
  g_free (self->folder);
}
