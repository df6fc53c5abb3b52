/* Contrast by WCAG 2.2 (1.4.3 and 1.4.11), computed for every palette: text at least 4.5:1, signs and their
 * edges at least 3:1, on every ground that they can stand on. Both for what Vigie draws itself and for the
 * variables of its style sheets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-palette.h"

#include <math.h>

#define TEXT 4.5
#define SIGN 3.0

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green)
         + 0.0722 * linear (color->blue);
}

static double
contrast (const GdkRGBA *one, const GdkRGBA *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static void
check (const char *palette,
       const char *what,
       const GdkRGBA *color,
       const char *ground,
       const GdkRGBA *on,
       double least)
{
  double found = contrast (color, on);

  g_test_message ("%s: %s on %s: %.2f, at least %.1f", palette, what, ground, found, least);
  if (found < least)
    {
      g_test_message ("%s: %s on %s is too faint", palette, what, ground);
      g_test_fail ();
    }
}

static void
test_formula (void)
{
  GdkRGBA black = {0, 0, 0, 1}, white = {1, 1, 1, 1}, grey;

  /* The examples that everybody computes first. */
  g_assert_cmpfloat_with_epsilon (contrast (&black, &white), 21, 1e-6);
  g_assert_cmpfloat_with_epsilon (contrast (&white, &white), 1, 1e-6);
  g_assert_true (gdk_rgba_parse (&grey, "#767676"));
  g_assert_cmpfloat_with_epsilon (contrast (&grey, &white), 4.54, 0.005);
}

static void
test_drawn (void)
{
  static const struct
  {
    VigieScheme scheme;
    const char *name;
  } schemes[] = {
      {VIGIE_SCHEME_LIGHT, "light"},
      {VIGIE_SCHEME_DARK, "dark"},
      {VIGIE_SCHEME_HIGH_CONTRAST, "high contrast"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      const VigiePalette *p = vigie_palette_get (schemes[i].scheme);
      const char *name = schemes[i].name;
      const struct
      {
        const char *name;
        const GdkRGBA *color;
      } grounds[] = {{"card", &p->card}, {"land", &p->land}, {"sea", &p->sea}, {"wood", &p->wood}};
      const struct
      {
        const char *name;
        const VigiePriorityColors *colors;
      } priorities[] = {
          {"critical", &p->critical}, {"high", &p->high}, {"medium", &p->medium}, {"low", &p->low}};

      for (guint j = 0; j < G_N_ELEMENTS (grounds); j++)
        {
          const GdkRGBA *ground = grounds[j].color;

          check (name, "strong", &p->strong, grounds[j].name, ground, TEXT);
          check (name, "fg", &p->fg, grounds[j].name, ground, TEXT);
          check (name, "dim", &p->dim, grounds[j].name, ground, TEXT);
          check (name, "normal sign", &p->normal, grounds[j].name, ground, SIGN);
          for (guint k = 0; k < G_N_ELEMENTS (priorities); k++)
            {
              check (name, priorities[k].name, &priorities[k].colors->outline, grounds[j].name,
                     ground, SIGN);
            }
        }
      for (guint k = 0; k < G_N_ELEMENTS (priorities); k++)
        {
          check (name, priorities[k].name, &priorities[k].colors->letter, "its fill",
                 &priorities[k].colors->fill, TEXT);
          /* Words in the colour of a priority stand on cards, never on the map itself. */
          check (name, priorities[k].name, &priorities[k].colors->text, "card", &p->card, TEXT);
        }
    }
}

/* ---- The style sheets ------------------------------------------------------------------------ */

/* The variables of a sheet's palette: name → GdkRGBA. */
static GHashTable *
read_sheet (const char *file)
{
  GHashTable *variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GRegex) regex = g_regex_new ("--([a-z-]+): (#[0-9a-f]{6});", 0, 0, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "css", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *value = g_match_info_fetch (match, 2);
      GdkRGBA *color = g_new (GdkRGBA, 1);

      g_assert_true (gdk_rgba_parse (color, value));
      g_hash_table_insert (variables, g_match_info_fetch (match, 1), color);
    }
  return variables;
}

static const GdkRGBA *
variable (GHashTable *sheet, const char *file, const char *name)
{
  const GdkRGBA *color = g_hash_table_lookup (sheet, name);

  if (color == NULL)
    g_error ("%s has no --%s", file, name);
  return color;
}

static void
test_sheets (void)
{
  static const char *const files[]
      = {"style.css", "style-dark.css", "style-hc.css", "style-hc-dark.css"};
  static const char *const grounds[] = {"window-bg-color",    "view-bg-color",    "card-bg-color",
                                        "headerbar-bg-color", "sidebar-bg-color", "vigie-list",
                                        "vigie-chip",         "vigie-selected",   "vigie-pill"};
  static const char *const texts[]
      = {"vigie-strong", "vigie-fg", "vigie-critical", "vigie-high", "vigie-medium", "vigie-low"};
  /* Dim text stands on the plain grounds, not on a chip or a selected row. */
  static const char *const dim_grounds[]
      = {"window-bg-color",  "view-bg-color", "card-bg-color", "headerbar-bg-color",
         "sidebar-bg-color", "vigie-list",    "vigie-pill"};

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GHashTable) sheet = read_sheet (files[i]);
      GdkRGBA white = {1, 1, 1, 1};

      for (guint j = 0; j < G_N_ELEMENTS (grounds); j++)
        for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
          check (files[i], texts[k], variable (sheet, files[i], texts[k]), grounds[j],
                 variable (sheet, files[i], grounds[j]), TEXT);
      for (guint j = 0; j < G_N_ELEMENTS (dim_grounds); j++)
        {
          const GdkRGBA *ground = variable (sheet, files[i], dim_grounds[j]);

          check (files[i], "vigie-dim", variable (sheet, files[i], "vigie-dim"), dim_grounds[j],
                 ground, TEXT);
          check (files[i], "vigie-normal", variable (sheet, files[i], "vigie-normal"),
                 dim_grounds[j], ground, SIGN);
          check (files[i], "vigie-ink", variable (sheet, files[i], "vigie-ink"), dim_grounds[j],
                 ground, TEXT);
        }
      check (files[i], "white", &white, "accent-bg-color",
             variable (sheet, files[i], "accent-bg-color"), TEXT);
      check (files[i], "accent-color", variable (sheet, files[i], "accent-color"),
             "window-bg-color", variable (sheet, files[i], "window-bg-color"), TEXT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look/contrast/formula", test_formula);
  g_test_add_func ("/look/contrast/drawn", test_drawn);
  g_test_add_func ("/look/contrast/sheets", test_sheets);
  return g_test_run ();
}
