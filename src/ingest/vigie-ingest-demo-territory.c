/* vigie-ingest-demo-territory.c: the sites of the demonstration
 *
 * Modelled on Lorient Agglomération. Names, communes and powers are public facts; positions are those
 * of the places named, from OpenStreetMap (© OpenStreetMap contributors), where a work is there, else of
 * a place of that name. All readings are simulated; what is invented says so in its description.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#include <string.h>

#define H(hour, minute) ((hour) * 60 + (minute))
#define MON 0x01
#define TUE 0x02
#define WED 0x04
#define THU 0x08
#define FRI 0x10
#define SAT 0x20
#define SUN 0x40

/* Déchèteries: Riantec and Quéven as published; the others alike, large ones longer in summer. */
#define SUMMER VIGIE_DEMO_SEASON_SUMMER
#define WINTER VIGIE_DEMO_SEASON_WINTER
#define MON_SAT (MON | TUE | WED | THU | FRI | SAT)
static const VigieDemoHours tue_sat
    = {{{TUE | WED | THU | FRI | SAT, H (10, 0), H (12, 30), H (14, 0), H (18, 0), 0}}};
static const VigieDemoHours tue_thu_sat
    = {{{TUE | THU | SAT, H (10, 0), H (12, 30), H (14, 0), H (18, 0), 0}}};
static const VigieDemoHours seasons
    = {{{MON_SAT, H (9, 0), H (12, 30), H (14, 0), H (18, 30), SUMMER},
        {MON_SAT, H (9, 30), H (12, 30), H (14, 0), H (18, 0), WINTER}}};
static const VigieDemoHours tue_sat_seasons
    = {{{TUE | WED | THU | FRI | SAT, H (9, 30), H (12, 30), H (14, 0), H (18, 0), SUMMER},
        {TUE | WED | FRI | SAT, H (10, 0), H (12, 30), H (14, 0), H (17, 30), WINTER}}};
/* Through noon in summer. */
static const VigieDemoHours port
    = {{{MON_SAT, H (9, 30), H (18, 30), 0, 0, SUMMER},
        {MON_SAT, H (10, 0), H (12, 30), H (14, 0), H (18, 0), WINTER}}};
static const VigieDemoHours bubry = {{{TUE | THU, H (14, 0), H (18, 0), 0, 0, SUMMER},
                                      {SAT, H (9, 0), H (12, 30), H (14, 0), H (18, 0), SUMMER},
                                      {TUE | THU, H (14, 0), H (17, 0), 0, 0, WINTER},
                                      {SAT, H (9, 0), H (12, 30), H (14, 0), H (17, 0), WINTER}}};
static const VigieDemoHours groix
    = {{{MON | WED | FRI | SAT, H (9, 30), H (12, 0), H (14, 0), H (17, 30), SUMMER},
        {MON | WED | SAT, H (9, 30), H (12, 0), H (14, 0), H (16, 30), WINTER}}};
/* France services: as published by the ANCT on 2024-08-01. */
static const VigieDemoHours groix_services
    = {{{MON | TUE | WED | FRI, H (8, 30), H (12, 30), H (13, 30), H (16, 30)},
        {THU, H (8, 30), H (12, 30), 0, 0}}};
static const VigieDemoHours riantec_services
    = {{{MON | TUE | FRI, H (9, 0), H (12, 0), H (13, 30), H (17, 30)},
        {WED | THU, H (9, 0), H (12, 0), 0, 0}}};
static const VigieDemoHours pimms_services = {{{MON | TUE | THU, H (13, 30), H (17, 0), 0, 0},
                                               {WED, H (13, 30), H (19, 0), 0, 0},
                                               {FRI, H (12, 30), H (17, 0), 0, 0}}};
static const VigieDemoHours bus_services
    = {{{VIGIE_DEMO_DAYS_MON_FRI, H (8, 45), H (11, 30), H (14, 0), H (16, 30)}}};
static const VigieDemoHours languidic_services
    = {{{MON, H (14, 0), H (17, 0), 0, 0},
        {TUE | WED | THU | FRI, H (9, 0), H (12, 0), H (14, 0), H (17, 0)},
        {SAT, H (9, 0), H (12, 0), 0, 0}}};
static const VigieDemoHours plouay_services
    = {{{MON | WED | FRI, H (9, 0), H (12, 0), H (14, 0), H (17, 0)},
        {TUE, H (14, 0), H (17, 0), 0, 0},
        {THU, H (9, 0), H (12, 0), 0, 0}}};
static const VigieDemoHours queven_services
    = {{{MON | THU | FRI, H (9, 0), H (12, 0), H (13, 30), H (17, 0)},
        {TUE, H (13, 30), H (17, 0), 0, 0},
        {WED, H (9, 0), H (12, 0), 0, 0}}};
/* Buildings: assumed. */
static const VigieDemoHours office
    = {{{VIGIE_DEMO_DAYS_MON_FRI, H (8, 30), H (12, 0), H (13, 30), H (17, 30)}}};
static const VigieDemoHours town_hall
    = {{{VIGIE_DEMO_DAYS_MON_FRI, H (8, 30), H (12, 0), H (13, 30), H (17, 0)},
        {SAT, H (9, 0), H (12, 0), 0, 0}}};
static const VigieDemoHours library = {{{TUE | THU | FRI, H (13, 30), H (18, 30), 0, 0},
                                        {WED | SAT, H (10, 0), H (12, 30), H (13, 30), H (18, 0)}}};
static const VigieDemoHours sports = {{{VIGIE_DEMO_DAYS_ALL, H (8, 0), H (22, 0), 0, 0}}};
static const VigieDemoHours pool = {{{VIGIE_DEMO_DAYS_MON_FRI, H (7, 30), H (20, 0), 0, 0},
                                     {SAT | SUN, H (9, 0), H (18, 0), 0, 0}}};

static const struct
{
  const char *code, *name;
} communes[] = {
    {"56021", "Brandérion"},   {"56026", "Bubry"},       {"56029", "Calan"},
    {"56036", "Caudan"},       {"56040", "Cléguer"},     {"56062", "Gâvres"},
    {"56063", "Gestel"},       {"56069", "Groix"},       {"56078", "Guidel"},
    {"56083", "Hennebont"},    {"56089", "Inguiniel"},   {"56090", "Inzinzac-Lochrist"},
    {"56098", "Lanester"},     {"56101", "Languidic"},   {"56104", "Lanvaudan"},
    {"56107", "Larmor-Plage"}, {"56118", "Locmiquélic"}, {"56121", "Lorient"},
    {"56162", "Ploemeur"},     {"56166", "Plouay"},      {"56179", "Pont-Scorff"},
    {"56181", "Port-Louis"},   {"56185", "Quéven"},      {"56188", "Quistinic"},
    {"56193", "Riantec"},
};

#define RECYCLING VIGIE_DEMO_TYPE_RECYCLING
#define SOLAR VIGIE_DEMO_TYPE_SOLAR
#define SEWAGE VIGIE_DEMO_TYPE_SEWAGE
#define LIFTING VIGIE_DEMO_TYPE_LIFTING
#define TANK VIGIE_DEMO_TYPE_TANK
#define SUBSTATION VIGIE_DEMO_TYPE_SUBSTATION
#define OFFICE VIGIE_DEMO_TYPE_OFFICE
#define POOL VIGIE_DEMO_TYPE_POOL
#define SERVICES VIGIE_DEMO_TYPE_SERVICES
#define GATEWAY VIGIE_DEMO_TYPE_GATEWAY

#define DECHETERIE "Déchèterie communautaire ; fréquentation et bennes simulées"
#define ASSUMED "Emplacement et grandeurs supposés pour la démonstration"
#define SIMULATED "Relevés simulés"
#define PANELS "Panneaux en autoconsommation supposés, relevés simulés"

static const VigieDemoSite sites[] = {
    {"Déchèterie de Bubry", RECYCLING, "56026", 47.9652, -3.17237, "Bubry", 90, 0, &bubry, 12,
     DECHETERIE},
    {"Déchèterie de Caudan", RECYCLING, "56036", 47.78179, -3.34739, "Lann Sévelin", 415, 0,
     &seasons, 22, DECHETERIE},
    {"Déchèterie de Cléguer", RECYCLING, "56040", 47.85488, -3.38263, "Cléguer", 165, 0, &tue_sat,
     14, DECHETERIE},
    {"Déchèterie de Groix", RECYCLING, "56069", 47.63708, -3.47365, "Groix", 80, 0, &groix, 12,
     DECHETERIE},
    {"Déchèterie de Guidel", RECYCLING, "56078", 47.78084, -3.48875, "Guidel", 360, 0, &seasons, 22,
     DECHETERIE},
    {"Déchèterie d’Hennebont", RECYCLING, "56083", 47.81561, -3.24018, "Kerpotence", 410, 0,
     &seasons, 22, DECHETERIE},
    {"Déchèterie de Languidic", RECYCLING, "56101", 47.83798, -3.16982, "Languidic", 232, 0,
     &tue_sat, 14, DECHETERIE},
    {"Déchèterie de Lorient-Keryado", RECYCLING, "56121", 47.7645, -3.3917, "Keryado", 540, 0,
     &seasons, 24, DECHETERIE},
    {"Déchèterie de Lorient-Port", RECYCLING, "56121", 47.7368, -3.3589, "Kergroise", 460, 0, &port,
     22, DECHETERIE},
    {"Déchèterie de Ploemeur", RECYCLING, "56162", 47.7289, -3.41385, "Kerdroual", 520, 0, &seasons,
     24, DECHETERIE},
    {"Déchèterie de Plouay", RECYCLING, "56166", 47.91099, -3.36114, "Restavy", 280, 0,
     &tue_sat_seasons, 18, DECHETERIE},
    {"Déchèterie de Quéven", RECYCLING, "56185", 47.78879, -3.41615, "Quéven", 320, 0, &tue_thu_sat,
     18, DECHETERIE},
    {"Déchèterie de Riantec", RECYCLING, "56193", 47.72387, -3.32119, "Villemarion", 310, 0,
     &tue_sat, 20, DECHETERIE},

    {"Centre de données (fictif)", VIGIE_DEMO_TYPE_DATA_CENTRE, "56098", 47.7741, -3.3302,
     "Lanester", 165, 420, NULL, 0,
     "Centre de données imaginé pour la démonstration, avec ombrières solaires et chaleur donnée "
     "à la piscine du Moustoir : l’agglomération n’en a pas"},

    {"Centrale K2 Solair", SOLAR, "56121", 47.73103, -3.37199, "Keroman 2", 3000, 0, NULL, 0,
     "Toit du bunker Keroman 2, 3 MWc, mise en service en 2019, environ 3 GWh par an ; relevés "
     "simulés"},
    {"Centrale solaire de Languidic", SOLAR, "56101", 47.8390, -3.2050, "Ancienne carrière", 4000,
     0, NULL, 0,
     "Ancienne carrière, 4 MWc, mise en service à l’été 2024, environ 4,4 GWh par an ; relevés "
     "simulés"},
    {"Centrale solaire de Kermat", SOLAR, "56090", 47.8651, -3.2294, "ISDND de Kermat", 5000, 0,
     NULL, 0,
     "Installation de stockage de Kermat, 5 MWc, 8 620 panneaux, environ 6 GWh par an ; relevés "
     "simulés"},
    {"Ombrières du parc de Soye", SOLAR, "56162", 47.74086, -3.40702, "Parc technologique de Soye",
     240, 0, NULL, 0, "Ombrières de stationnement ; puissance supposée, relevés simulés"},
    {"Ombrières du parc des expositions", SOLAR, "56098", 47.77764, -3.34764,
     "Parc des expositions", 300, 0, NULL, 0,
     "Ombrières de stationnement ; puissance supposée, relevés simulés"},
    {"Toitures OnCIMè", SOLAR, "56121", 47.7554, -3.3842, "Lorient", 200, 0, NULL, 0,
     "Toitures citoyennes, 200 kWc, environ 189 MWh par an ; emplacement supposé, relevés simulés"},
    {"Centre de tri Adaoz", VIGIE_DEMO_TYPE_SORTING, "56036", 47.7870, -3.3452, "Lann Sévelin", 260,
     154, &office, 0,
     "Centre de tri en autoconsommation, 154 kWc ; batterie de 120 kWh supposée, relevés simulés"},

    {"Épuration de Lorient", SEWAGE, "56185", 47.78237, -3.39035, "Kerolay", 250, 100, NULL, 0,
     "Station d’épuration en autoconsommation ; puissance des panneaux supposée, relevés simulés"},
    {"Épuration de Ploemeur", SEWAGE, "56162", 47.7240, -3.4420, "Ploemeur", 120, 90, NULL, 0,
     "Station d’épuration en autoconsommation ; puissance des panneaux supposée, relevés simulés"},
    {"Épuration de Lanester", SEWAGE, "56098", 47.7724, -3.3030, "Kerhervy", 140, 60, NULL, 0,
     "Station d’épuration en autoconsommation ; emplacement et puissance supposés, relevés "
     "simulés"},
    {"Épuration de Groix", SEWAGE, "56069", 47.62517, -3.43285, "Groix", 18, 0, NULL, 0, SIMULATED},
    {"Épuration d’Inguiniel", SEWAGE, "56089", 47.97658, -3.28664, "Inguiniel", 14, 0, NULL, 0,
     SIMULATED},
    {"Bassin d’orage de Kergroise", VIGIE_DEMO_TYPE_BASIN, "56121", 47.7357, -3.3606, "Kergroise",
     900, 0, NULL, 0, ASSUMED},
    {"Poste de relevage du Bonhomme", LIFTING, "56098", 47.7665, -3.3025, "Pont du Bonhomme", 46, 0,
     NULL, 0, ASSUMED},
    {"Poste de relevage de Kerroc’h", LIFTING, "56162", 47.7025, -3.4590, "Kerroc’h", 28, 0, NULL,
     0, ASSUMED},
    {"Poste de relevage de Guidel-Plages", LIFTING, "56078", 47.7668, -3.5190, "Guidel-Plages", 30,
     0, NULL, 0, ASSUMED},
    {"Poste de relevage de Gâvres", LIFTING, "56062", 47.6960, -3.3500, "Gâvres", 16, 0, NULL, 0,
     ASSUMED},
    {"Poste de relevage de Port-Louis", LIFTING, "56181", 47.7090, -3.3508, "Port-Louis", 24, 0,
     NULL, 0, ASSUMED},
    {"Poste de relevage de Port-Tudy", LIFTING, "56069", 47.6425, -3.4470, "Port-Tudy", 14, 0, NULL,
     0, ASSUMED},
    {"Poste de relevage de Pont-Augan", LIFTING, "56188", 47.8845, -3.1085, "Pont-Augan", 10, 0,
     NULL, 0, ASSUMED},
    {"Réservoir de Lanvaudan", TANK, "56104", 47.8994, -3.26134, "Lanvaudan", 22, 0, NULL, 0,
     ASSUMED},
    {"Réservoir de Meslien", TANK, "56040", 47.86936, -3.38828, "Meslien", 38, 0, NULL, 0, ASSUMED},
    {"Réservoir de Pont-Scorff", TANK, "56179", 47.8200, -3.4100, "Pont-Scorff", 55, 0, NULL, 0,
     ASSUMED},

    {"Poste HTA de Kergroise", SUBSTATION, "56121", 47.7381, -3.3576, "Port de Lorient", 2600, 0,
     NULL, 0, ASSUMED},
    {"Poste HTA de Lann Sévelin", SUBSTATION, "56036", 47.7855, -3.3418, "Lann Sévelin", 1900, 0,
     NULL, 0, ASSUMED},
    {"Poste HTA de Keroman", SUBSTATION, "56121", 47.7322, -3.3690, "Keroman", 3200, 0, NULL, 0,
     ASSUMED},
    {"Poste HTA de Soye", SUBSTATION, "56162", 47.7425, -3.4088, "Parc technologique de Soye", 1400,
     0, NULL, 0, ASSUMED},
    {"Poste HTA de Kermat", SUBSTATION, "56090", 47.8638, -3.2312, "Kermat", 4900, 0, NULL, 0,
     ASSUMED},

    {"Maison de l’Agglomération", OFFICE, "56121", 47.7442, -3.35107, "Esplanade du Péristyle", 95,
     60, &office, 0, PANELS},
    {"Hôtel de ville de Lorient", OFFICE, "56121", 47.74821, -3.36602, "Lorient", 78, 0, &town_hall,
     0, SIMULATED},
    {"Médiathèque de Lorient", OFFICE, "56121", 47.75472, -3.36577, "Lorient", 64, 0, &library, 0,
     SIMULATED},
    {"Palais des congrès de Lorient", OFFICE, "56121", 47.74561, -3.3613, "Lorient", 70, 0, &office,
     0, SIMULATED},
    {"Conservatoire de Lorient", OFFICE, "56121", 47.74387, -3.3884, "Lorient", 42, 0, &town_hall,
     0, SIMULATED},
    {"Piscine du Moustoir", POOL, "56121", 47.74753, -3.3678, "Lorient", 120, 0, &pool, 0,
     SIMULATED},
    {"Piscine Océanis", POOL, "56162", 47.73292, -3.4246, "Ploemeur", 110, 90, &pool, 0, PANELS},
    {"Piscine de Kerdurand", POOL, "56193", 47.71571, -3.32107, "Riantec", 70, 0, &pool, 0,
     SIMULATED},
    {"Mairie de Lanester", OFFICE, "56098", 47.76353, -3.34731, "Lanester", 45, 30, &town_hall, 0,
     PANELS},
    {"Mairie d’Hennebont", OFFICE, "56083", 47.80602, -3.27518, "Hennebont", 36, 0, &town_hall, 0,
     SIMULATED},
    {"Mairie de Gestel", OFFICE, "56063", 47.80413, -3.44314, "Gestel", 14, 0, &town_hall, 0,
     SIMULATED},
    {"Mairie de Calan", OFFICE, "56029", 47.87492, -3.32349, "Calan", 9, 0, &town_hall, 0,
     SIMULATED},
    {"Mairie de Brandérion", OFFICE, "56021", 47.79383, -3.19414, "Brandérion", 10, 0, &town_hall,
     0, SIMULATED},
    {"Mairie de Locmiquélic", OFFICE, "56118", 47.72606, -3.34114, "Locmiquélic", 16, 0, &town_hall,
     0, SIMULATED},
    {"Mairie d’Inzinzac-Lochrist", OFFICE, "56090", 47.84381, -3.26645, "Inzinzac-Lochrist", 22, 0,
     &town_hall, 0, SIMULATED},
    {"Médiathèque de Larmor-Plage", OFFICE, "56107", 47.70747, -3.38441, "Larmor-Plage", 24, 18,
     &library, 0, PANELS},
    {"Médiathèque de Plouay", OFFICE, "56166", 47.91587, -3.3340, "Plouay", 20, 0, &library, 0,
     SIMULATED},
    {"Médiathèque de Bubry", OFFICE, "56026", 47.96378, -3.17327, "Bubry", 11, 0, &library, 0,
     SIMULATED},
    {"Médiathèque de Quistinic", OFFICE, "56188", 47.90512, -3.13363, "Quistinic", 9, 0, &library,
     0, SIMULATED},
    {"Médiathèque de Groix", OFFICE, "56069", 47.6422, -3.4517, "Groix", 13, 0, &library, 0,
     SIMULATED},
    {"Gymnase de Kerolay", OFFICE, "56121", 47.73662, -3.38228, "Kerolay", 26, 36, &sports, 0,
     PANELS},

    {"France services de Groix", SERVICES, "56069", 47.63856, -3.45494, "13 rue de l’Église", 6, 0,
     &groix_services, 12, SIMULATED},
    {"France services EREF Riantec", SERVICES, "56193", 47.712721, -3.3084,
     "22 rue de la Madeleine", 9, 0, &riantec_services, 20,
     "Riantec, Gâvres, Locmiquélic et Port-Louis ; relevés simulés"},
    {"France services Pimms Lorient", SERVICES, "56121", 47.754817, -3.364414,
     "17 boulevard Cosmao Dumanoir", 14, 0, &pimms_services, 30, SIMULATED},
    {"Bus France services Pimms", SERVICES, "56121", 47.754662, -3.364806,
     "17 boulevard Cosmao Dumanoir", 4, 0, &bus_services, 6,
     "Bus de quartier, placé à son dépôt ; relevés simulés"},
    {"France services de Languidic", SERVICES, "56101", 47.83294, -3.156567, "Rue de la Poste", 7,
     0, &languidic_services, 15, SIMULATED},
    {"France services de Plouay", SERVICES, "56166", 47.916037, -3.334388, "Place du Vieux Château",
     7, 0, &plouay_services, 15, SIMULATED},
    {"France services de Quéven", SERVICES, "56185", 47.789556, -3.419257, "Place Pierre Quinio", 8,
     0, &queven_services, 15, SIMULATED},

    {"Passerelle de Lorient", GATEWAY, "56121", 47.7448, -3.3517, "Maison de l’Agglomération", 38,
     0, NULL, 0, ASSUMED},
    {"Passerelle de Lanester", GATEWAY, "56098", 47.7700, -3.3360, "Lanester", 32, 0, NULL, 0,
     ASSUMED},
    {"Passerelle de Guidel", GATEWAY, "56078", 47.7893, -3.4891, "Guidel", 30, 0, NULL, 0, ASSUMED},
    {"Passerelle de Riantec", GATEWAY, "56193", 47.7205, -3.3180, "Villemarion", 28, 0, NULL, 0,
     ASSUMED},
    {"Passerelle d’Hennebont", GATEWAY, "56083", 47.8150, -3.2700, "Hennebont", 34, 0, NULL, 0,
     ASSUMED},
    {"Passerelle de Plouay", GATEWAY, "56166", 47.9210, -3.3350, "Plouay", 36, 0, NULL, 0, ASSUMED},
    {"Passerelle de Bubry", GATEWAY, "56026", 47.9700, -3.1820, "Bubry", 33, 0, NULL, 0, ASSUMED},
    {"Passerelle de Languidic", GATEWAY, "56101", 47.8345, -3.1630, "Languidic", 35, 0, NULL, 0,
     ASSUMED},
    {"Passerelle de Groix", GATEWAY, "56069", 47.6400, -3.4580, "Groix", 24, 0, NULL, 0, ASSUMED},

    {"Station météo de Soye", VIGIE_DEMO_TYPE_WEATHER, "56162", 47.7431, -3.4052,
     "Parc technologique de Soye", 0, 0, NULL, 0,
     "Station imaginée pour la démonstration, relevés simulés"},
};

static const struct
{
  VigieKind kind;
  const char *access, *contact;
} types[] = {
    [VIGIE_DEMO_TYPE_RECYCLING]
    = {VIGIE_KIND_RECYCLING_CENTRE, "Badge ou badge numérique ; professionnels exclus",
       "Service de gestion des déchets"},
    [VIGIE_DEMO_TYPE_DATA_CENTRE]
    = {VIGIE_KIND_DATA_CENTRE, "Accès accompagné", "Direction des systèmes d’information"},
    [VIGIE_DEMO_TYPE_SOLAR] = {VIGIE_KIND_SOLAR_PLANT, "Personnel habilité", "Service énergie"},
    [VIGIE_DEMO_TYPE_SORTING]
    = {VIGIE_KIND_PUBLIC_BUILDING, "Accès par l’accueil", "Service de gestion des déchets"},
    [VIGIE_DEMO_TYPE_SEWAGE]
    = {VIGIE_KIND_WATER, "Personnel habilité", "Service eau et assainissement"},
    [VIGIE_DEMO_TYPE_LIFTING]
    = {VIGIE_KIND_WATER, "Clé du service ; deux personnes", "Service eau et assainissement"},
    [VIGIE_DEMO_TYPE_BASIN]
    = {VIGIE_KIND_WATER, "Clé du service ; deux personnes", "Service eau et assainissement"},
    [VIGIE_DEMO_TYPE_TANK] = {VIGIE_KIND_WATER, "Clé du service", "Service eau et assainissement"},
    [VIGIE_DEMO_TYPE_SUBSTATION]
    = {VIGIE_KIND_SUBSTATION, "Habilitation électrique HTA", "Service énergie"},
    [VIGIE_DEMO_TYPE_OFFICE] = {VIGIE_KIND_PUBLIC_BUILDING, NULL, "Service du patrimoine bâti"},
    [VIGIE_DEMO_TYPE_POOL] = {VIGIE_KIND_PUBLIC_BUILDING, NULL, "Service des piscines"},
    [VIGIE_DEMO_TYPE_SERVICES]
    = {VIGIE_KIND_SERVICE_POINT, "Avec ou sans rendez-vous", "Réseau France services"},
    [VIGIE_DEMO_TYPE_GATEWAY] = {VIGIE_KIND_LORA_GATEWAY, "Clé du service ; travail en hauteur",
                                 "Service innovation, données et usages"},
    [VIGIE_DEMO_TYPE_WEATHER] = {VIGIE_KIND_OTHER, NULL, "Service énergie"},
};

const VigieDemoSite *
vigie_demo_sites (guint *n_sites)
{
  *n_sites = G_N_ELEMENTS (sites);
  return sites;
}

const char *
vigie_demo_commune_name (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (communes); i++)
    if (strcmp (communes[i].code, code) == 0)
      return communes[i].name;
  return NULL;
}

VigieKind
vigie_demo_type_kind (VigieDemoType type)
{
  return types[type].kind;
}

const char *
vigie_demo_type_access (VigieDemoType type)
{
  return types[type].access;
}

const char *
vigie_demo_type_contact (VigieDemoType type)
{
  return types[type].contact;
}
