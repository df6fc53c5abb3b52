/* vigie-site-reason.c: why a site is in its state, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-model-private.h"

const char *
vigie_site_get_reason (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), "");

  if (self->reason == NULL)
    self->reason = g_strdup (self->worst != NULL ? self->worst->data->name : "");
  return self->reason;
}
