/* vigie-heap.c: how the allocator of the program keeps what was freed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-heap.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Threads of readers, tiles and shapes come and go for as long as a wall hangs. glibc would give each a heap of its own,
 * eight for a processor, which keep what they once had: after an hour 16 of them held as much again as was in use. */
void
vigie_heap_share (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 2);
  /* Given, it does not grow with what is freed: what is large goes back to the system. */
  mallopt (M_MMAP_THRESHOLD, 1 << 20);
  mallopt (M_TRIM_THRESHOLD, 4 << 20);
#endif
}

/* By itself it gives back the end of a heap only, and one piece in use there keeps all before it. */
void
vigie_heap_trim (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}
