/* vigie-attendance-level.c: how full a site is, in four levels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* More places than any site has: what a server says may be anything. */
#define MAX_CAPACITY 100000

/* Vehicles from which a share of the places is reached; 0.4 × 20 is 8 whatever its binary digits are. */
static double
vehicles_from (double share, int capacity)
{
  return ceil (share * capacity - 1e-6);
}

VigieLevel
vigie_level_of (double present, int capacity, const VigieLevelLimits *limits)
{
  double vehicles;

  if (isnan (present) || capacity <= 0)
    return VIGIE_LEVEL_UNKNOWN;
  /* As it is told: « 8 véhicules » is never below « modéré à partir de 8 véhicules ». */
  vehicles = round (present);
  if (vehicles >= vehicles_from (limits->full, capacity))
    return VIGIE_LEVEL_FULL;
  if (vehicles >= vehicles_from (limits->heavy, capacity))
    return VIGIE_LEVEL_HEAVY;
  if (vehicles >= vehicles_from (limits->moderate, capacity))
    return VIGIE_LEVEL_MODERATE;
  return VIGIE_LEVEL_LIGHT;
}

const char *
vigie_level_to_string (VigieLevel level)
{
  static const char *const names[VIGIE_N_LEVEL] = {"unknown", "light", "moderate", "heavy", "full"};

  return names[level];
}

const char *
vigie_level_words (VigieLevel level)
{
  static const char *const words[VIGIE_N_LEVEL] = {
      /* Translators: how full a site is; not known */
      NC_ ("attendance level", "n/a"),
      /* Translators: how full a site is: few vehicles, « fluide » */
      NC_ ("attendance level", "light"),
      /* Translators: « modéré » */
      NC_ ("attendance level", "moderate"),
      /* Translators: « dense » */
      NC_ ("attendance level", "heavy"),
      /* Translators: no place left, « saturé » */
      NC_ ("attendance level", "full"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "attendance level", words[level]);
}

const char *
vigie_level_letter (VigieLevel level)
{
  static const char *const letters[VIGIE_N_LEVEL] = {
      "",
      /* Translators: the first letter of « light », « fluide » in French: F */
      NC_ ("letter of an attendance level", "L"),
      /* Translators: the first letter of « moderate », « modéré »: M */
      NC_ ("letter of an attendance level", "M"),
      /* Translators: the first letter of « heavy », « dense »: D */
      NC_ ("letter of an attendance level", "H"),
      /* Translators: the first letter of « full », « saturé »: S */
      NC_ ("letter of an attendance level", "F"),
  };

  if (level == VIGIE_LEVEL_UNKNOWN)
    return "";
  return g_dpgettext2 (GETTEXT_PACKAGE, "letter of an attendance level", letters[level]);
}

char *
vigie_level_limits_words (const VigieLevelLimits *limits, int capacity)
{
  int moderate;

  if (capacity <= 0 || capacity > MAX_CAPACITY)
    return g_strdup (_ ("No level: the number of spaces is not declared"));
  moderate = (int) vehicles_from (limits->moderate, capacity);
  /* Translators: from how many vehicles a site's level holds: « modéré à partir de 8 véhicules, dense de 14, saturé
   * de 20 » */
  return g_strdup_printf (ngettext ("moderate from %1$d vehicle, heavy from %2$d, full from %3$d",
                                    "moderate from %1$d vehicles, heavy from %2$d, full from %3$d",
                                    moderate),
                          moderate, (int) vehicles_from (limits->heavy, capacity),
                          (int) vehicles_from (limits->full, capacity));
}
