/* vigie-site-reason.c: why a site is in its state, in words
 *
 * The words are made when somebody asks: of 10 000 sites few are looked at. They are made anew each
 * time, for « since yesterday » is another sentence tomorrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-territory-private.h"
#include "vigie-words.h"

static char *
make_reason (VigieSite *self)
{
  const VigieSiteData *data = self->data;
  const VigieMeasure *worst = self->parts->worst;
  VigieTime now
      = self->territory != NULL ? vigie_clock_now (self->territory->clock) : g_get_real_time ();

  if (data->out_of_service)
    {
      if (data->details->out_of_service_note != NULL)
        /* Translators: state of a site with the reason given by who declared it. */
        return g_strdup_printf (_ ("Out of service: %s"), data->details->out_of_service_note);
      return g_strdup (vigie_words_freshness (VIGIE_FRESHNESS_OUT_OF_SERVICE));
    }
  if (worst == NULL)
    return g_strdup (_ ("No measure"));
  return vigie_words_reason (worst->data, &worst->latest, &worst->state, worst->freshness, now,
                             NULL);
}

const char *
vigie_site_get_reason (VigieSite *self)
{
  g_autofree char *reason = NULL;
  VigieSiteParts *parts;

  g_return_val_if_fail (VIGIE_IS_SITE (self), "");

  /* The same words stay where they are: who asked before may still read them. */
  reason = make_reason (self);
  parts = vigie_site_edit_parts (self);
  g_set_str (&parts->reason, reason);
  return parts->reason;
}
