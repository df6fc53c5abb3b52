/* vigie-bench.h: what benchmarks of frames have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* GTK on a display whose frame clock does not wait for the screen (GDK_DEBUG=no-vsync), so that what is measured is what
 * a frame costs; without the person's settings, portals or a screen reader. FALSE, and said, where there is no display. */
static inline gboolean
vigie_bench_open_display (void)
{
  const char *debug = g_getenv ("GDK_DEBUG");
  g_autofree char *value
      = g_strdup_printf ("%s%sno-vsync,no-portals", debug ? debug : "", debug ? "," : "");

  g_setenv ("GDK_DEBUG", value, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", FALSE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  if (gtk_init_check ())
    return TRUE;
  g_printerr ("there is no display\n");
  return FALSE;
}
