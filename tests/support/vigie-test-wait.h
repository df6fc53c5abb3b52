/* vigie-test-wait.h: waiting for what the main loop brings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The longest wait, in seconds: a test may say its own before it includes this. */
#ifndef WAIT_SECONDS
#define WAIT_SECONDS 10
#endif

static inline gboolean
vigie_test_deadline_cb (gpointer user_data)
{
  g_error ("line %d: nothing came of it in %d seconds", GPOINTER_TO_INT (user_data), WAIT_SECONDS);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until the condition holds; ends the test after WAIT_SECONDS. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint deadline_ = g_timeout_add_seconds (WAIT_SECONDS, vigie_test_deadline_cb,                 \
                                             GINT_TO_POINTER (__LINE__));                          \
                                                                                                   \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (deadline_);                                                                   \
  }                                                                                                \
  G_STMT_END

/* A GAsyncReadyCallback for which WAIT_UNTIL() waits: keeps the result in the GAsyncResult pointer (NULL before) that
 * @user_data points to. */
static inline void
vigie_test_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}
