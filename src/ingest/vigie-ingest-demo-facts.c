/* vigie-ingest-demo-facts.c: what sites of the demonstration tell of themselves: for energy, and of the waste they take
 *
 * All of it is invented: areas, references of declarations, loads that can be moved, the contract of the data centre.
 * The categories are those of the tertiary decree in short.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#include <string.h>

#define OFFICES "Administration / bureaux"
#define CULTURE "Culture et spectacles"
#define TEACHING "Enseignement"
#define SPORTS "Sports"

static const VigieDemoFacts facts[] = {
    {.site = "Centre de données (fictif)",
     .area = 640,
     .renewable_share = 0.75,
     .rated_it_kw = 200,
     .white_space = 180,
     .pue_category = 1},
    {.site = "Centre de tri Adaoz",
     .area = 8600,
     .loads = {{"Presse à balles", 55, "PT1H"}, {"Recharge des chariots", 22, "PT3H"}}},
    {.site = "Épuration de Ploemeur", .loads = {{"Aération renforcée", 30, "PT1H"}}},
    {.site = "Épuration de Lorient",
     .loads = {{"Aération renforcée", 60, "PT1H"}, {"Déshydratation des boues", 38, "PT2H"}}},
    {.site = "Maison de l’Agglomération",
     .area = 6200,
     .loads = {{"Recharge des véhicules de l’agglomération", 22, "PT3H"}},
     .operat_reference = "DEMO-0001",
     .operat_category = OFFICES,
     .operat_kwh = 338000},
    {.site = "Hôtel de ville de Lorient",
     .area = 5100,
     .operat_reference = "DEMO-0002",
     .operat_category = OFFICES,
     .operat_kwh = 281000},
    {.site = "Médiathèque de Lorient",
     .area = 4300,
     .operat_reference = "DEMO-0003",
     .operat_category = CULTURE,
     .operat_kwh = 205000},
    {.site = "Palais des congrès de Lorient",
     .area = 4800,
     .operat_reference = "DEMO-0004",
     .operat_category = CULTURE,
     .operat_kwh = 252000},
    {.site = "Conservatoire de Lorient",
     .area = 2900,
     .operat_reference = "DEMO-0005",
     .operat_category = TEACHING,
     .operat_kwh = 148000},
    {.site = "Piscine du Moustoir",
     .area = 3100,
     .operat_reference = "DEMO-0006",
     .operat_category = SPORTS,
     .operat_kwh = 905000},
    {.site = "Piscine Océanis",
     .area = 2800,
     .loads = {{"Pompe à chaleur des bassins", 28, "PT2H"}},
     .operat_reference = "DEMO-0007",
     .operat_category = SPORTS,
     .operat_kwh = 880000},
    {.site = "Piscine de Kerdurand",
     .area = 1700,
     .operat_reference = "DEMO-0008",
     .operat_category = SPORTS,
     .operat_kwh = 561000},
    {.site = "Mairie de Lanester",
     .area = 3000,
     .operat_reference = "DEMO-0009",
     .operat_category = OFFICES,
     .operat_kwh = 164000},
    {.site = "Mairie d’Hennebont",
     .area = 2400,
     .operat_reference = "DEMO-0010",
     .operat_category = OFFICES,
     .operat_kwh = 127000},
    {.site = "Mairie d’Inzinzac-Lochrist",
     .area = 1450,
     .operat_reference = "DEMO-0011",
     .operat_category = OFFICES,
     .operat_kwh = 76500},
    {.site = "Médiathèque de Larmor-Plage",
     .area = 1500,
     .operat_reference = "DEMO-0012",
     .operat_category = CULTURE,
     .operat_kwh = 73000},
    {.site = "Médiathèque de Plouay",
     .area = 1250,
     .operat_reference = "DEMO-0013",
     .operat_category = CULTURE,
     .operat_kwh = 60500},
    {.site = "Gymnase de Kerolay",
     .area = 1900,
     .operat_reference = "DEMO-0014",
     .operat_category = SPORTS,
     .operat_kwh = 143000},
    {.site = "Mairie de Gestel", .area = 820},
    {.site = "Mairie de Calan", .area = 480},
    {.site = "Mairie de Brandérion", .area = 560},
    {.site = "Mairie de Locmiquélic", .area = 930},
    {.site = "Médiathèque de Bubry", .area = 610},
    {.site = "Médiathèque de Quistinic", .area = 430},
    {.site = "Médiathèque de Groix", .area = 690},
    {.site = "France services de Groix", .area = 140},
    {.site = "France services EREF Riantec", .area = 260},
    {.site = "France services Pimms Lorient", .area = 310},
    {.site = "France services de Languidic", .area = 180},
    {.site = "France services de Plouay", .area = 170},
    {.site = "France services de Quéven", .area = 190},
};

const VigieDemoFacts *
vigie_demo_facts (const char *site)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (strcmp (facts[i].site, site) == 0)
      return &facts[i];
  return NULL;
}

/* ---- What déchèteries take: small ones less ---- */

#define MAX_WASTES 8

static const char *const all_wastes[MAX_WASTES + 1]
    = {"gravats",   "végétaux", "encombrants", "bois",
       "ferraille", "cartons",  "D3E",         "déchets dangereux"};
static const struct
{
  const char *site;
  const char *wastes[MAX_WASTES + 1];
} small[] = {
    {"Déchèterie de Bubry", {"végétaux", "encombrants", "bois", "ferraille", "cartons"}},
    {"Déchèterie de Cléguer",
     {"gravats", "végétaux", "encombrants", "bois", "ferraille", "cartons", "déchets dangereux"}},
    {"Déchèterie de Groix", {"végétaux", "encombrants", "bois", "ferraille", "déchets dangereux"}},
    {"Déchèterie de Languidic",
     {"gravats", "végétaux", "encombrants", "bois", "ferraille", "cartons", "D3E"}},
    {"Déchèterie de Plouay",
     {"gravats", "végétaux", "encombrants", "bois", "ferraille", "cartons", "D3E"}},
};

const char *const *
vigie_demo_accepts (const VigieDemoSite *site)
{
  if (site->type != VIGIE_DEMO_TYPE_RECYCLING)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    if (strcmp (small[i].site, site->name) == 0)
      return small[i].wastes;
  return all_wastes;
}
