/* vigie-search-words.c: by which other words the search finds things, and the actions that it finds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-words.h"

#include <glib/gi18n-lib.h>

static const VigieSearchAction actions[] = {
    {
        "win.retry",
        N_ ("Retry Connection"),
        /* Translators: other words by which the search finds this action, without order */
        NC_ ("search", "retry refresh reload update link connection network"),
        "view-refresh-symbolic",
        "F5",
        TRUE,
    },
    {
        "win.connect",
        N_ ("Connect to a Server…"),
        /* Translators: other words by which the search finds this action, without order */
        NC_ ("search", "server address login credentials sensorthings add open"),
        "network-server-symbolic",
        NULL,
        TRUE,
    },
#if VIGIE_HAVE_DEMO
    {
        "win.demonstration",
        N_ ("Demonstration Territory"),
        /* Translators: other words by which the search finds this action, without order */
        NC_ ("search", "demo sample training simulated discover"),
        "media-playback-start-symbolic",
        NULL,
        FALSE,
    },
#endif
    {
        "win.preferences",
        N_ ("Preferences"),
        /* Translators: other words by which the search finds this action, without order */
        NC_ ("search", "prefs settings options configuration profile"),
        "preferences-system-symbolic",
        "<Control>comma",
        TRUE,
    },
    {
        "win.shortcuts",
        N_ ("Keyboard Shortcuts"),
        /* Translators: other words by which the search finds this action, without order */
        NC_ ("search", "keys help hotkeys accelerators"),
        "input-keyboard-symbolic",
        "<Control>question",
        TRUE,
    },
    {
        "app.about",
        N_ ("About Vigie"),
        /* Translators: other words by which the search finds this action, without order */
        NC_ ("search", "version licence credits help"),
        "help-about-symbolic",
        NULL,
        FALSE,
    },
    {
        "app.quit",
        N_ ("Quit"),
        /* Translators: other words by which the search finds this action, without order */
        NC_ ("search", "exit close leave"),
        "application-exit-symbolic",
        "<Control>q",
        FALSE,
    },
};

const VigieSearchAction *
vigie_search_words_actions (guint *n_actions)
{
  *n_actions = G_N_ELEMENTS (actions);
  return actions;
}

const char *
vigie_search_words_of_kind (VigieKind kind)
{
  switch (kind)
    {
    case VIGIE_KIND_RECYCLING_CENTRE:
      /* Translators: usual words for a recycling centre, by which the search finds it */
      return C_ ("search", "tip waste rubbish sorting skips");
    case VIGIE_KIND_WATER:
      /* Translators: usual words for water plants and pumping stations, by which the search finds them */
      return C_ ("search", "water sewage treatment plant pumping station wastewater sanitation");
    case VIGIE_KIND_SOLAR_PLANT:
      /* Translators: usual words for a solar plant, by which the search finds it */
      return C_ ("search", "photovoltaic panels pv sun production");
    case VIGIE_KIND_DATA_CENTRE:
      /* Translators: usual words for a data centre, by which the search finds it */
      return C_ ("search", "datacentre data center servers computing hosting");
    case VIGIE_KIND_SUBSTATION:
      /* Translators: usual words for an electrical substation, by which the search finds it */
      return C_ ("search", "electricity transformer grid power high voltage");
    case VIGIE_KIND_PUBLIC_BUILDING:
      /* Translators: usual words for public buildings, by which the search finds them */
      return C_ ("search", "town hall library swimming pool gymnasium school building");
    case VIGIE_KIND_SERVICE_POINT:
      /* Translators: usual words for a France services point, by which the search finds it */
      return C_ ("search", "counter reception public service desk");
    case VIGIE_KIND_LORA_GATEWAY:
      /* Translators: usual words for a LoRaWAN gateway, by which the search finds it */
      return C_ ("search", "gateway lora lorawan radio antenna");
    case VIGIE_KIND_OTHER:
    default:
      return "";
    }
}

const char *
vigie_search_words_of_page (const char *page)
{
  static const struct
  {
    const char *page, *words;
  } pages[] = {
      /* Translators: other words by which the search finds the page of the map */
      {"map", NC_ ("search", "map plan home sites list")},
      /* Translators: other words by which the search finds the page of the energy */
      {"energy", NC_ ("search", "energy electricity meters consumption production power kWh")},
      /* Translators: other words by which the search finds the page of the attendance */
      {"attendance", NC_ ("search", "attendance vehicles busy queue wait recycling centres")},
      /* Translators: other words by which the search finds the page of the sensors */
      {"fleet", NC_ ("search", "sensors devices batteries radio gateways fleet")},
      /* Translators: other words by which the search finds the page of the diagnostics */
      {"diagnostics", NC_ ("search", "diagnosis problems errors requests server log")},
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].page, page))
      return g_dpgettext2 (NULL, "search", pages[i].words);
  return "";
}

const char *
vigie_search_words_heading (VigieSearchKind kind)
{
  switch (kind)
    {
    case VIGIE_SEARCH_COMMUNE:
      return C_ ("search", "Communes");
    case VIGIE_SEARCH_SITE:
      return C_ ("search", "Sites");
    case VIGIE_SEARCH_PLACE:
      /* Translators: heading: places that the search found: hamlets, villages, coordinates */
      return C_ ("search", "Places");
    case VIGIE_SEARCH_SENSOR:
      return C_ ("search", "Sensors");
    case VIGIE_SEARCH_MEASURE:
      return C_ ("search", "Measures");
    case VIGIE_SEARCH_PAGE:
      return C_ ("search", "Pages");
    case VIGIE_SEARCH_ACTION:
    default:
      return C_ ("search", "Actions");
    }
}

const char *
vigie_search_words_of_place (VigiePlaceKind kind)
{
  switch (kind)
    {
    case VIGIE_PLACE_TOWN:
      return C_ ("place", "Town");
    case VIGIE_PLACE_VILLAGE:
      return C_ ("place", "Village");
    case VIGIE_PLACE_ISLAND:
      return C_ ("place", "Island");
    case VIGIE_PLACE_QUARTER:
      return C_ ("place", "Neighbourhood");
    case VIGIE_PLACE_HAMLET:
      return C_ ("place", "Hamlet");
    case VIGIE_PLACE_LOCALITY:
    default:
      return C_ ("place", "Locality");
    }
}
