/* vigie-figure-words.h: times of figures in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

/* What lies between @from and @to: « lun. 16 nov., 13 h 00 – 13 h 30 », a day « lun. 16 nov. », a week « semaine du 16
 * nov. », a month « nov. 2026 », a year « 2026 »; other days « du 3 au 5 nov. ». The year is told where it is not that
 * of @now (or NONE). @zone NULL: Europe/Paris. New. */
char *vigie_figure_bin_words (VigieTime from, VigieTime to, VigieTime now, GTimeZone *zone);

/* The times alone where both are of one day: « 3 h 00 – 9 h 30 »; else as above. New. */
char *vigie_figure_short_words (VigieTime from, VigieTime to, VigieTime now, GTimeZone *zone);

G_END_DECLS
