/* vigie-site-section.c: the sections of the list of sites and its orders, by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-site-model-private.h"

VigieSection
vigie_section_of_state (VigieState state)
{
  switch (state)
    {
    case VIGIE_STATE_CRITICAL:
    case VIGIE_STATE_WARNING:
      return VIGIE_SECTION_TO_HANDLE;
    case VIGIE_STATE_SILENT:
      return VIGIE_SECTION_SILENT;
    case VIGIE_STATE_OUT_OF_SERVICE:
      return VIGIE_SECTION_OUT_OF_SERVICE;
    case VIGIE_STATE_NO_MEASURE:
      return VIGIE_SECTION_NO_MEASURE;
    case VIGIE_STATE_NORMAL:
    default:
      return VIGIE_SECTION_NORMAL;
    }
}

VigieSection
vigie_section_of (VigieSite *site)
{
  return vigie_section_of_state (
      vigie_state_for (vigie_site_get_freshness (site), vigie_site_get_condition (site)));
}

const char *
vigie_section_get_label (VigieSection section, gboolean live)
{
  switch (section)
    {
    case VIGIE_SECTION_TO_HANDLE:
      return live ? _ ("Needs attention") : _ ("To handle at the last reading");
    case VIGIE_SECTION_SILENT:
      return live ? C_ ("sites", "Silent") : _ ("Already silent before the loss");
    case VIGIE_SECTION_OUT_OF_SERVICE:
      return _ ("Out of service");
    case VIGIE_SECTION_NO_MEASURE:
      return _ ("No measure");
    case VIGIE_SECTION_NORMAL:
    default:
      return live ? _ ("Normal") : _ ("Normal at the last reading");
    }
}

static const char *const sort_names[VIGIE_N_SITE_SORT] = {"severity", "name", "commune", "last"};

const char *
vigie_site_sort_to_string (VigieSiteSort sort)
{
  return sort_names[sort];
}

VigieSiteSort
vigie_site_sort_from_string (const char *name)
{
  for (guint i = 0; i < VIGIE_N_SITE_SORT; i++)
    if (g_strcmp0 (name, sort_names[i]) == 0)
      return (VigieSiteSort) i;
  return VIGIE_SITE_SORT_SEVERITY;
}
