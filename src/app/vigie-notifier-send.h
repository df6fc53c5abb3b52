/* vigie-notifier-send.h: notifications as the desktop is given them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-notice.h"
#include "vigie-notifier-service.h"

G_BEGIN_DECLS

/* Begins as zeros. */
typedef struct
{
  GApplication *application;    /* unowned: to be set */
  VigieNotifierService service; /* who shows them: nothing is sent where nobody does */
  GIcon *icons[VIGIE_N_KIND][VIGIE_N_CONDITION]; /* owned, or NULL */
} VigieNotifierSender;

void vigie_notifier_sender_clear (VigieNotifierSender *self);

/* Sends or takes back what @act says, of @territory (or NULL) and the link of @sync (or NULL). */
void vigie_notifier_sender_carry_out (VigieNotifierSender *self,
                                      const VigieNoticeAct *act,
                                      VigieContext *context,
                                      VigieTerritory *territory,
                                      VigieSync *sync);

/* One that shows what they look like, and takes it back. */
void vigie_notifier_sender_try (VigieNotifierSender *self);
void vigie_notifier_sender_end_try (VigieNotifierSender *self);

G_END_DECLS
