/* vigie-tour-gpx.c: a way as a GPX file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-tour.h"

/* Of a text; what is longer is cut. */
#define LONGEST 1000

/* As XML 1.0 can hold it: what is no character of XML is left out, what is no UTF-8 becomes U+FFFD. */
static void
add_text (GString *xml, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n < LONGEST; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (xml, "&amp;");
      else if (c == '<')
        g_string_append (xml, "&lt;");
      else if (c == '>')
        g_string_append (xml, "&gt;");
      else if ((c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\n')
        g_string_append_unichar (xml, c);
    }
}

static void
add_element (GString *xml, const char *indent, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (xml, "%s<%s>", indent, name);
  add_text (xml, text);
  g_string_append_printf (xml, "</%s>\n", name);
}

static void
add_point (GString *xml, const char *indent, const char *element, const VigieTourStop *stop)
{
  g_autofree char *inner = g_strconcat (indent, "  ", NULL);
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

  /* A decimetre. */
  g_ascii_formatd (lat, sizeof lat, "%.6f", stop->lat);
  g_ascii_formatd (lon, sizeof lon, "%.6f", stop->lon);
  g_string_append_printf (xml, "%s<%s lat=\"%s\" lon=\"%s\">\n", indent, element, lat, lon);
  add_element (xml, inner, "name", stop->name);
  add_element (xml, inner, "desc", stop->description);
  g_string_append_printf (xml, "%s</%s>\n", indent, element);
}

GBytes *
vigie_tour_to_gpx (const VigieTourStop *stops, const guint *order, guint n, const char *name)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<gpx version=\"1.1\" creator=\"Vigie\""
                               " xmlns=\"http://www.topografix.com/GPX/1/1\">\n");

  g_string_append (xml, "  <metadata>\n");
  add_element (xml, "    ", "name", name);
  g_string_append (xml, "  </metadata>\n");
  for (guint i = 0; i < n; i++)
    if (vigie_tour_has_place (&stops[order[i]]))
      add_point (xml, "  ", "wpt", &stops[order[i]]);
  g_string_append (xml, "  <rte>\n");
  add_element (xml, "    ", "name", name);
  for (guint i = 0; i < n; i++)
    if (vigie_tour_has_place (&stops[order[i]]))
      add_point (xml, "    ", "rtept", &stops[order[i]]);
  g_string_append (xml, "  </rte>\n</gpx>\n");
  return g_string_free_to_bytes (xml);
}
