/* vigie-demo.h: the demonstration territory: vigie-ingest --demo as a child of this program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_DEMO (vigie_demo_get_type ())
/* Signals: "ready" (char *address): the child listens; after a restart again, at the same address.
 * "died" (char *words): it ended by itself; it is started again after a pause, at most 5 times.
 * "failed" (char *words): it cannot be started, or ends again and again. */
G_DECLARE_FINAL_TYPE (VigieDemo, vigie_demo, VIGIE, DEMO, GObject)

/* A demonstration that is not started yet. @program is vigie-ingest's path, or NULL: beside this
 * program, else on the path. */
VigieDemo *vigie_demo_new (const char *program);

void vigie_demo_start (VigieDemo *self);

/* Ends the child and removes its folder; nothing is emitted any more. To be called before the last
 * reference goes: a running child holds one. */
void vigie_demo_stop (VigieDemo *self);

/* "unix:PATH" once ready, or NULL. */
const char *vigie_demo_get_address (VigieDemo *self);

/* The child's process id, or NULL. For tests. */
const char *vigie_demo_get_identifier (VigieDemo *self);

G_END_DECLS
