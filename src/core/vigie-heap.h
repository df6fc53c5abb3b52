/* vigie-heap.h: how the allocator of the program keeps what was freed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the life of the process; to be called before any other thread is. Does nothing where the C library is not glibc.
 * Benchmarks of memory call it too, so that they measure what the program has. */
void vigie_heap_share (void);

/* Gives the system what was freed and lies between what is in use. Takes up to a millisecond, for which other threads
 * may wait where they allocate: for a thread that has just done much, or now and then. Does nothing without glibc. */
void vigie_heap_trim (void);

G_END_DECLS
