/* vigie-geodesy-words.c: positions, distances, areas and bearings in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geodesy-text.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

#define N_COMPASS 16

/* A number for other programs, never « -0.000000 ». */
static void
format_degrees (char buffer[static G_ASCII_DTOSTR_BUF_SIZE], double degrees)
{
  g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.6f",
                   fabs (degrees) < 0.5e-6 ? 0.0 : degrees);
}

char *
vigie_geodesy_words_decimal (const VigiePosition *position)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

  if (!vigie_position_is_valid (position))
    return g_strdup (_ ("n/a"));
  format_degrees (lat, position->lat);
  format_degrees (lon, position->lon);
  return g_strdup_printf ("%s, %s", lat, lon);
}

char *
vigie_geodesy_uri (const VigiePosition *position)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

  if (!vigie_position_is_valid (position))
    return NULL;
  format_degrees (lat, position->lat);
  format_degrees (lon, position->lon);
  return g_strdup_printf ("geo:%s,%s", lat, lon);
}

/* One angle, of 0 or more degrees, with the letter of its side. */
static char *
angle_words (double degrees, int decimals, const char *side)
{
  gint64 scale = decimals == 0 ? 1 : decimals == 1 ? 10 : decimals == 2 ? 100 : 1000;
  /* All in the smallest unit, so that 59.99″ becomes the next minute. */
  gint64 units = llround (degrees * 3600 * (double) scale), whole = units / scale;
  g_autofree char *fraction = NULL, *seconds = NULL;

  if (decimals > 0)
    {
      /* « 3,2 », of which the figure before the mark has two digits. */
      fraction = vigie_words_number (
          (double) (whole % 60) + (double) (units % scale) / (double) scale, decimals);
      seconds = whole % 60 < 10 ? g_strconcat ("0", fraction, NULL) : g_strdup (fraction);
    }
  else
    seconds = g_strdup_printf ("%02d", (int) (whole % 60));
  /* Translators: an angle, as in 47° 44′ 53″ N: degrees, minutes, seconds, and the letter of the side */
  return g_strdup_printf (_ ("%1$d° %2$02d′ %3$s″ %4$s"), (int) (whole / 3600),
                          (int) (whole / 60 % 60), seconds, side);
}

const char *
vigie_geodesy_side (double degrees, gboolean is_latitude)
{
  if (is_latitude)
    /* Translators: the letter of a side of the Earth */
    return degrees < 0 ? C_ ("side of the Earth", "S") : C_ ("side of the Earth", "N");
  return degrees < 0 ? C_ ("side of the Earth", "W") : C_ ("side of the Earth", "E");
}

char *
vigie_geodesy_words_dms (const VigiePosition *position, int decimals)
{
  g_autofree char *lat = NULL, *lon = NULL;

  if (!vigie_position_is_valid (position))
    return g_strdup (_ ("n/a"));
  decimals = CLAMP (decimals, 0, 3);
  lat = angle_words (fabs (position->lat), decimals, vigie_geodesy_side (position->lat, TRUE));
  lon = angle_words (fabs (position->lon), decimals, vigie_geodesy_side (position->lon, FALSE));
  return g_strdup_printf ("%s, %s", lat, lon);
}

char *
vigie_geodesy_words_lambert93 (const VigiePosition *position)
{
  g_autofree char *x_words = NULL, *y_words = NULL;
  double x, y;

  if (!vigie_lambert93_forward (position, &x, &y))
    /* Translators: of coordinates in a projection that does not reach there */
    return g_strdup (_ ("out of range"));
  x_words = vigie_words_figure (x, 0, "m");
  y_words = vigie_words_figure (y, 0, "m");
  return g_strdup_printf ("X %s, Y %s", x_words, y_words);
}

/* Three significant digits of a number of 1 to 999, whole beyond. */
static int
decimals_for (double number)
{
  return number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
}

char *
vigie_geodesy_words_distance (double metres)
{
  if (isnan (metres))
    return g_strdup (_ ("n/a"));
  if (fabs (metres) < 9.95)
    return vigie_words_figure (metres, 1, "m");
  if (fabs (metres) < 999.5)
    return vigie_words_figure (metres, 0, "m");
  return vigie_words_figure (metres / 1000, decimals_for (fabs (metres) / 1000), "km");
}

char *
vigie_geodesy_words_area (double square_metres)
{
  if (isnan (square_metres))
    return g_strdup (_ ("n/a"));
  if (square_metres < 9999.5)
    return vigie_words_figure (square_metres, square_metres < 9.95 ? 1 : 0, "m²");
  if (square_metres < 999500)
    return vigie_words_figure (square_metres / 1e4, decimals_for (square_metres / 1e4), "ha");
  return vigie_words_figure (square_metres / 1e6, decimals_for (square_metres / 1e6), "km²");
}

/* 0 north, 4 east; −1 where there is none. */
static int
compass_point (double bearing)
{
  double turned;

  if (!isfinite (bearing))
    return -1;
  turned = fmod (bearing, 360);
  if (turned < 0)
    turned += 360;
  return (int) floor (turned / (360.0 / N_COMPASS) + 0.5) % N_COMPASS;
}

const char *
vigie_geodesy_compass (double bearing)
{
  static const char *const names[N_COMPASS] = {
      NC_ ("direction", "north"),     NC_ ("direction", "north-northeast"),
      NC_ ("direction", "northeast"), NC_ ("direction", "east-northeast"),
      NC_ ("direction", "east"),      NC_ ("direction", "east-southeast"),
      NC_ ("direction", "southeast"), NC_ ("direction", "south-southeast"),
      NC_ ("direction", "south"),     NC_ ("direction", "south-southwest"),
      NC_ ("direction", "southwest"), NC_ ("direction", "west-southwest"),
      NC_ ("direction", "west"),      NC_ ("direction", "west-northwest"),
      NC_ ("direction", "northwest"), NC_ ("direction", "north-northwest"),
  };
  int point = compass_point (bearing);

  return point < 0 ? NULL : g_dpgettext2 (GETTEXT_PACKAGE, "direction", names[point]);
}

const char *
vigie_geodesy_compass_short (double bearing)
{
  static const char *const names[N_COMPASS] = {
      NC_ ("direction", "N"),   NC_ ("direction", "NNE"), NC_ ("direction", "NE"),
      NC_ ("direction", "ENE"), NC_ ("direction", "E"),   NC_ ("direction", "ESE"),
      NC_ ("direction", "SE"),  NC_ ("direction", "SSE"), NC_ ("direction", "S"),
      NC_ ("direction", "SSW"), NC_ ("direction", "SW"),  NC_ ("direction", "WSW"),
      NC_ ("direction", "W"),   NC_ ("direction", "WNW"), NC_ ("direction", "NW"),
      NC_ ("direction", "NNW"),
  };
  int point = compass_point (bearing);

  return point < 0 ? NULL : g_dpgettext2 (GETTEXT_PACKAGE, "direction", names[point]);
}

char *
vigie_geodesy_words_bearing (double bearing)
{
  g_autofree char *degrees = NULL;
  double whole;

  if (!isfinite (bearing))
    return g_strdup (_ ("n/a"));
  whole = fmod (round (bearing), 360);
  degrees = vigie_words_number (whole < 0 ? whole + 360 : whole, 0);
  /* Translators: a bearing: degrees from the north, and in words, as in 22° (north-northeast) */
  return g_strdup_printf (_ ("%1$s° (%2$s)"), degrees, vigie_geodesy_compass (bearing));
}
