/* gtk-init.h: how tests of widgets begin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <locale.h>

#include <gtk/gtk.h>

/* gtk_test_init() takes English where the system has it; words and numbers are those of the environment, which is
 * French in "meson test". */
static inline void
vigie_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  setlocale (LC_ALL, "");
}
