/* vigie-map-style.c: the base map's own style for vector tiles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-style.h"

#include <shumate/shumate.h>
#include <string.h>

#include "vigie-vector-tile.h"

/* The inks of the map beyond VISUAL.md's land, sea and wood. */
typedef enum
{
  INK_LAND,
  INK_SEA,
  INK_WOOD,
  INK_GRASS,
  INK_TOWN,
  INK_WORKS,
  INK_BUILDING,
  INK_PATH,
  INK_MINOR,
  INK_MINOR_EDGE,
  INK_MAJOR,
  INK_MAJOR_EDGE,
  INK_FAR, /* of a main road seen from afar, as one line */
  INK_RAIL,
  INK_BORDER,
  INK_TEXT,
  INK_TEXT_DIM,
  INK_TEXT_SEA,
  N_INKS
} Ink;

/* Light, dark, high contrast; land, sea and wood come from the palette. */
static const char *const inks[][N_INKS] = {
    [VIGIE_SCHEME_LIGHT] = {
        [INK_GRASS] = "#eceeea", [INK_TOWN] = "#ececea", [INK_WORKS] = "#e9e8e8",
        [INK_BUILDING] = "#dfdfde", [INK_PATH] = "#d9d9d7", [INK_MINOR] = "#fbfbfb",
        [INK_MINOR_EDGE] = "#dcdcda", [INK_MAJOR] = "#ffffff", [INK_MAJOR_EDGE] = "#c9c9c7",
        [INK_FAR] = "#d3d3d1", [INK_RAIL] = "#c6c6c6", [INK_BORDER] = "#b9b9bd",
        [INK_TEXT] = "#55555a", [INK_TEXT_DIM] = "#6d6d73", [INK_TEXT_SEA] = "#5d6f7c",
    },
    [VIGIE_SCHEME_DARK] = {
        [INK_GRASS] = "#2a2c2b", [INK_TOWN] = "#2f2f33", [INK_WORKS] = "#313136",
        [INK_BUILDING] = "#3a3a3f", [INK_PATH] = "#3f3f44", [INK_MINOR] = "#434348",
        [INK_MINOR_EDGE] = "#252528", [INK_MAJOR] = "#54545a", [INK_MAJOR_EDGE] = "#232326",
        [INK_FAR] = "#45454a", [INK_RAIL] = "#4b4b51", [INK_BORDER] = "#5d5d64",
        [INK_TEXT] = "#b6b5bd", [INK_TEXT_DIM] = "#96959d", [INK_TEXT_SEA] = "#8c9aa6",
    },
    [VIGIE_SCHEME_HIGH_CONTRAST] = {
        [INK_GRASS] = "#eceeea", [INK_TOWN] = "#e8e8e6", [INK_WORKS] = "#e2e2e2",
        [INK_BUILDING] = "#cfcfcf", [INK_PATH] = "#b4b4b4", [INK_MINOR] = "#ffffff",
        [INK_MINOR_EDGE] = "#b0b0b0", [INK_MAJOR] = "#ffffff", [INK_MAJOR_EDGE] = "#8a8a8a",
        [INK_FAR] = "#a8a8a8", [INK_RAIL] = "#8f8f8f", [INK_BORDER] = "#77777b",
        [INK_TEXT] = "#000000", [INK_TEXT_DIM] = "#2b2b30", [INK_TEXT_SEA] = "#22384a",
    },
};

typedef enum
{
  FILL,
  LINE,
  NAME,      /* at a point */
  LINE_NAME, /* along a line */
} Type;

#define CLASS(...) "[\"in\",\"class\"," __VA_ARGS__ "]"
#define ROADS(...) CLASS (__VA_ARGS__)

/* A layer of the style, from the ground up. Levels are those of 512-pixel tiles: one less than on the map. Widths, and
 * sizes of names, are pairs of level and pixels. */
typedef struct
{
  const char *source_layer;
  Type type;
  Ink ink;
  int min_level;
  const char *filter; /* JSON, or NULL */
  const char *stops;  /* JSON, or NULL */
  gboolean is_dashed;
  gboolean is_known_too; /* a name that the map may show itself */
} StyleLayer;

static const StyleLayer style_layers[] = {
    {VIGIE_VECTOR_TILE_GROUND, FILL, INK_LAND},
    {"water", FILL, INK_SEA, 0, "[\"==\",\"class\",\"ocean\"]"},
    {"land", FILL, INK_LAND},
    {"landuse", FILL, INK_TOWN, 0,
     CLASS ("\"residential\",\"suburb\",\"neighbourhood\",\"school\",\"university\",\"hospital\"")},
    {"landuse", FILL, INK_WORKS, 9,
     CLASS ("\"industrial\",\"commercial\",\"retail\",\"railway\",\"military\",\"quarry\"")},
    {"landcover", FILL, INK_WOOD, 0, CLASS ("\"wood\",\"forest\"")},
    {"landcover", FILL, INK_GRASS, 10, CLASS ("\"grass\",\"wetland\"")},
    {"landuse", FILL, INK_GRASS, 11, CLASS ("\"cemetery\",\"pitch\",\"stadium\",\"playground\"")},
    {"water", FILL, INK_SEA, 0, "[\"!=\",\"class\",\"ocean\"]"},
    {"waterway", LINE, INK_SEA, 7, CLASS ("\"river\",\"canal\""), "[8,0.8],[12,2],[16,8]"},
    {"waterway", LINE, INK_SEA, 12, CLASS ("\"stream\",\"drain\",\"ditch\""), "[12,0.5],[16,2]"},
    {"aeroway", LINE, INK_FAR, 10, CLASS ("\"runway\",\"taxiway\""), "[10,1],[14,7],[17,30]"},
    {"building", FILL, INK_BUILDING, 13},
    {"transportation", LINE, INK_PATH, 13, ROADS ("\"path\",\"track\""), "[13,0.6],[17,2]", TRUE},
    {"transportation", LINE, INK_MINOR_EDGE, 12, ROADS ("\"minor\",\"service\""),
     "[12,0.8],[14,3.2],[17,15]"},
    {"transportation", LINE, INK_MAJOR_EDGE, 12, ROADS ("\"secondary\",\"tertiary\""),
     "[12,2.4],[14,5.6],[17,19]"},
    {"transportation", LINE, INK_MAJOR_EDGE, 11, ROADS ("\"motorway\",\"trunk\",\"primary\""),
     "[11,3],[12,4.4],[14,8],[17,24]"},
    {"transportation", LINE, INK_MINOR, 13, ROADS ("\"minor\",\"service\""),
     "[13,1.2],[14,2.2],[17,13.4]"},
    {"transportation", LINE, INK_FAR, 10, ROADS ("\"tertiary\""), "[10,0.5],[12,1]"},
    {"transportation", LINE, INK_FAR, 8, ROADS ("\"secondary\""), "[8,0.6],[11,1.2],[12,1.4]"},
    {"transportation", LINE, INK_FAR, 5, ROADS ("\"motorway\",\"trunk\",\"primary\""),
     "[5,0.6],[8,1.1],[11,2]"},
    {"transportation", LINE, INK_MAJOR, 12, ROADS ("\"secondary\",\"tertiary\""),
     "[12,1.2],[14,4.2],[17,17]"},
    {"transportation", LINE, INK_MAJOR, 11, ROADS ("\"motorway\",\"trunk\",\"primary\""),
     "[11,1.6],[12,2.8],[14,6.4],[17,22]"},
    {"transportation", LINE, INK_RAIL, 8, ROADS ("\"rail\",\"transit\""),
     "[8,0.5],[14,1.4],[17,3]"},
    {"transportation", LINE, INK_TEXT_SEA, 9, ROADS ("\"ferry\""), "[9,0.6],[14,1]", TRUE},
    {"boundary", LINE, INK_BORDER, 3,
     "[\"all\",[\"<=\",\"admin_level\",8],[\"!=\",\"maritime\",1]]", "[4,0.5],[13,1.1]", TRUE},
    {"water_name", NAME, INK_TEXT_SEA, 8, NULL, "[8,11],[14,13]"},
    {"waterway", LINE_NAME, INK_TEXT_SEA, 12, CLASS ("\"river\",\"canal\""), "[12,11]"},
    {"transportation_name", LINE_NAME, INK_TEXT_DIM, 14,
     ROADS ("\"trunk\",\"primary\",\"secondary\",\"tertiary\""), "[14,11],[17,13]"},
    {"transportation_name", LINE_NAME, INK_TEXT_DIM, 15, ROADS ("\"minor\",\"service\""),
     "[15,11],[17,12.5]"},
    {"place", NAME, INK_TEXT_DIM, 14, CLASS ("\"isolated_dwelling\""), "[14,11]"},
    {"place", NAME, INK_TEXT_DIM, 13, CLASS ("\"hamlet\",\"island\",\"islet\""),
     "[13,10.5],[16,12.5]"},
    {"place", NAME, INK_TEXT_DIM, 13, CLASS ("\"suburb\",\"quarter\",\"neighbourhood\""),
     "[13,11],[16,13]"},
    {"place", NAME, INK_TEXT_DIM, 9, CLASS ("\"village\""), "[9,11],[14,14]", FALSE, TRUE},
    {"place", NAME, INK_TEXT, 7, CLASS ("\"town\""), "[7,11],[10,12.5],[14,16]", FALSE, TRUE},
    {"place", NAME, INK_TEXT, 4, CLASS ("\"city\""), "[4,11],[7,12.5],[10,14],[14,18]", FALSE,
     TRUE},
};

gboolean
vigie_map_style_is_supported (void)
{
  return shumate_vector_renderer_is_supported () && g_get_num_processors () > 1;
}

const char *const *
vigie_map_style_get_layers (void)
{
  static const char *const layers[]
      = {"water",    "land",           "landuse", "landcover",  "waterway",
         "aeroway",  "building",       "place",   "water_name", "transportation_name",
         "boundary", "transportation", NULL};

  return layers;
}

static void
append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *at >= 0x20)
        g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
}

/* « and its name is none of these », in the legacy filters that libshumate indexes. */
static void
append_unknown (GString *out, const char *const *known)
{
  static const char *const keys[] = {"name:latin", "name"};

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_string_append_printf (out, ",[\"!in\",\"%s\"", keys[i]);
      for (guint j = 0; known[j] != NULL; j++)
        {
          g_string_append_c (out, ',');
          append_string (out, known[j]);
        }
      g_string_append_c (out, ']');
    }
}

static void
append_filter (GString *out, const StyleLayer *layer, const char *const *known)
{
  gboolean without = layer->is_known_too && known != NULL && known[0] != NULL;

  if (layer->filter == NULL)
    return;
  g_string_append (out, ",\"filter\":");
  if (!without)
    {
      g_string_append (out, layer->filter);
      return;
    }
  g_string_append_printf (out, "[\"all\",%s", layer->filter);
  append_unknown (out, known);
  g_string_append_c (out, ']');
}

/* Sizes of a layer's stops, each @times as large. */
static void
append_size (GString *out, const char *property, const StyleLayer *layer, double times)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "\"%s\":{\"base\":1.3,\"stops\":[", property);
  for (const char *at = layer->stops; *at != '\0';)
    {
      const char *comma = strchr (at, ',');
      char *end;
      double size = g_ascii_strtod (comma + 1, &end) * times;

      g_string_append_len (out, at, comma + 1 - at);
      g_string_append (out, g_ascii_formatd (text, sizeof text, "%.2f", size));
      g_string_append_c (out, *end++);
      if (*end == ',')
        g_string_append_c (out, *end++);
      at = end;
    }
  g_string_append (out, "]}");
}

static void
append_layer (GString *out,
              guint n,
              const StyleLayer *layer,
              const char *ink,
              const VigieMapStyleLook *look)
{
  static const char *const types[] = {"fill", "line", "symbol", "symbol"};

  g_string_append_printf (
      out, "%s{\"id\":\"%u\",\"type\":\"%s\",\"source\":\"%s\",\"source-layer\":\"%s\"",
      n > 0 ? "," : "", n, types[layer->type], VIGIE_MAP_STYLE_SOURCE, layer->source_layer);
  if (layer->min_level > 0)
    g_string_append_printf (out, ",\"minzoom\":%d", layer->min_level);
  append_filter (out, layer, look->known);
  switch (layer->type)
    {
    case FILL:
      g_string_append_printf (out, ",\"paint\":{\"fill-color\":\"%s\"}", ink);
      break;
    case LINE:
      g_string_append_printf (out, ",\"paint\":{\"line-color\":\"%s\",", ink);
      append_size (out, "line-width", layer, look->poster > 0 ? look->poster : 1);
      g_string_append (out, layer->is_dashed ? ",\"line-dasharray\":[4,3]}"
                                             : "},\"layout\":{"
                                               "\"line-cap\":\"round\",\"line-join\":\"round\"}");
      break;
    case NAME:
    case LINE_NAME:
    default:
      g_string_append_printf (
          out,
          ",\"paint\":{\"text-color\":\"%s\"},\"layout\":{\"text-field\":"
          "[\"coalesce\",[\"get\",\"name:fr\"],[\"get\",\"name:latin\"],[\"get\",\"name\"]],"
          "\"text-font\":[\"Adwaita Sans\",\"Inter\",\"Sans\"],"
          "\"text-padding\":6,%s",
          ink, layer->type == LINE_NAME ? "\"symbol-placement\":\"line\"," : "");
      append_size (out, "text-size", layer, 1);
      g_string_append_c (out, '}');
      break;
    }
  g_string_append_c (out, '}');
}

char *
vigie_map_style_new (const VigieMapStyleLook *look, guint min_zoom, guint max_zoom)
{
  VigieScheme scheme = look->scheme != VIGIE_SCHEME_AUTO ? look->scheme : VIGIE_SCHEME_LIGHT;
  const VigiePalette *palette = vigie_palette_get (scheme);
  const GdkRGBA *grounds[] = {&palette->land, &palette->sea, &palette->wood};
  GString *out = g_string_new ("{\"version\":8,\"name\":\"Vigie\",\"sources\":{\"");

  /* libshumate wants an address of tiles, which is not asked: a source takes its place. */
  g_string_append_printf (out,
                          VIGIE_MAP_STYLE_SOURCE
                          "\":{\"type\":\"vector\",\"tiles\":[\"file:///{z}/{x}/{y}\"],"
                          "\"minzoom\":%u,\"maxzoom\":%u}},\"layers\":[",
                          min_zoom, max_zoom);
  for (guint i = 0; i < G_N_ELEMENTS (style_layers); i++)
    {
      Ink ink = style_layers[i].ink;
      g_autofree char *ground = NULL;

      if (look->poster > 0 && style_layers[i].type >= NAME)
        continue;
      if (ink <= INK_WOOD)
        {
          const GdkRGBA *color = grounds[ink];

          ground = g_strdup_printf ("#%02x%02x%02x", (guint) (color->red * 255 + 0.5f),
                                    (guint) (color->green * 255 + 0.5f),
                                    (guint) (color->blue * 255 + 0.5f));
        }
      append_layer (out, i, &style_layers[i], ground != NULL ? ground : inks[scheme][ink], look);
    }
  g_string_append (out, "]}");
  return g_string_free_and_steal (out);
}
