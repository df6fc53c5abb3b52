/* test-heap.c: what was freed goes back to the system.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-heap.h"
#include "vigie-test-memory.h"

/* Pieces of such a size, and one of so many that stays in use: the end of the heap among them. */
#define PIECE 1024
#define N_PIECES (32 * 1024)
#define STAYS 64

/* What lies between pieces in use is given back too: some stays at the end of every heap. */
static void
test_trim (void)
{
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
  g_autofree char **pieces = g_new (char *, N_PIECES);
  gsize before = vigie_test_resident (), full;

  for (guint i = 0; i < N_PIECES; i++)
    {
      pieces[i] = g_malloc (PIECE);
      memset (pieces[i], 1, PIECE);
    }
  full = vigie_test_resident ();
  g_assert_cmpuint (full - before, >=, N_PIECES * PIECE);
  for (guint i = 0; i < N_PIECES; i++)
    if (i % STAYS != STAYS - 1)
      g_clear_pointer (&pieces[i], g_free);

  vigie_heap_trim ();
  g_assert_cmpuint (vigie_test_resident () - before, <, (full - before) / 4);

  for (guint i = 0; i < N_PIECES; i++)
    g_free (pieces[i]);
#else
  g_test_skip ("the allocator is not glibc's");
#endif
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  vigie_heap_share ();

  g_test_add_func ("/heap/trim", test_trim);
  return g_test_run ();
}
