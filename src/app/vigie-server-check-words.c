/* vigie-server-check-words.c: what was found at an address, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-server-address.h"
#include "vigie-server-check.h"
#include "vigie-words.h"

char *
vigie_server_check_describe_software (const VigieServerCheck *self)
{
  g_autofree char *version = vigie_server_address_dup_version (self->address);

  if (self->software == NULL)
    /* Translators: the placeholder is a version, as “1.1” */
    return g_strdup_printf (_ ("SensorThings %s server"), version);
  /* Translators: a version, as “1.1”, then a program and its version, as “vigie-ingest 0.1.0” */
  return g_strdup_printf (_ ("SensorThings %1$s server: %2$s"), version, self->software);
}

char *
vigie_server_check_describe_content (const VigieServerCheck *self)
{
  g_autofree char *sites = NULL;
  g_autofree char *measures = NULL;
  g_autofree char *n_sites = NULL;
  g_autofree char *n_measures = NULL;

  if (self->n_sites < 0)
    return g_strdup (_ ("It does not report how many sites it has."));
  if (self->n_sites == 0)
    return g_strdup (_ ("It has no site yet."));
  n_sites = g_strdup_printf ("%'" G_GINT64_FORMAT, self->n_sites);
  sites = g_strdup_printf (ngettext ("%s site", "%s sites", (gulong) self->n_sites), n_sites);
  if (self->n_measures < 0)
    return g_steal_pointer (&sites);
  n_measures = g_strdup_printf ("%'" G_GINT64_FORMAT, self->n_measures);
  measures = g_strdup_printf (ngettext ("%s measure", "%s measures", (gulong) self->n_measures),
                              n_measures);
  /* Translators: “131 sites”, then “421 measures” */
  return g_strdup_printf (_ ("%1$s, %2$s"), sites, measures);
}

char *
vigie_server_check_describe_abilities (const VigieServerCheck *self)
{
  GString *out;

  if (!self->abilities_known)
    return g_strdup (_ ("It does not declare its capabilities: Vigie will discover them."));
  /* Translators: these are parts of a list, as “reading · writing · no live updates” */
  out = g_string_new (_ ("reading"));
#define ADD(text) g_string_append_printf (out, " · %s", text)
  ADD (self->abilities & VIGIE_CHECK_WRITES ? _ ("writing") : _ ("no writing"));
  if (self->abilities & VIGIE_CHECK_DATA_ARRAY)
    ADD (_ ("bulk upload (data arrays)"));
  if (self->abilities & VIGIE_CHECK_BATCH)
    ADD (_ ("batches"));
  ADD (self->abilities & VIGIE_CHECK_PUSH ? _ ("live updates (MQTT)")
                                          : _ ("no live updates (MQTT)"));
#undef ADD
  return g_string_free (out, FALSE);
}

char *
vigie_server_check_describe_clock (const VigieServerCheck *self)
{
  g_autofree char *duration = NULL;

  if (self->skew == 0)
    return NULL;
  duration = vigie_words_duration (ABS (self->skew));
  return g_strdup_printf (self->skew > 0
                              /* Translators: the placeholders are durations, as “5 min” */
                              ? _ ("Its clock is %s ahead of this computer’s.")
                              : _ ("Its clock is %s behind this computer’s."),
                          duration);
}
