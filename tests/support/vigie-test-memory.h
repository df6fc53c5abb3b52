/* vigie-test-memory.h: what a test's program takes of memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <unistd.h>

/* The resident set of this program, in bytes. */
static inline gsize
vigie_test_resident (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*d %ld", &pages), ==, 1);
  return (gsize) pages * (gsize) sysconf (_SC_PAGESIZE);
}
