/* vigie-ingest-demo-catalogue.c: what is observed in the demonstration, and with what
 *
 * Names and descriptions are data in French. Physical quantities are named by QUDT, the others by
 * a name of Vigie's own that data/profile.json knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#define VIGIE(name) "urn:vigie:property:" name
#define QUDT(name) "http://qudt.org/vocab/quantitykind/" name
#define PERCENT "pour cent", "%", "ucum:%"
#define KILOWATT "kilowatt", "kW", "ucum:kW"
#define KILOWATT_HOUR "kilowattheure", "kWh", "ucum:kW.h"
#define COUNT "", "", "ucum:1"

#define INSTANT VIGIE_AGGREGATION_INSTANT
#define INTERVAL VIGIE_AGGREGATION_INTERVAL
#define CUMULATIVE VIGIE_AGGREGATION_CUMULATIVE

static const VigieDemoPropertyInfo properties[] = {
    [VIGIE_DEMO_PROPERTY_FILL_LEVEL]
    = {"Taux de remplissage", VIGIE ("fill-level"), "Part du volume de la benne qui est occupée",
       PERCENT, VIGIE_ROLE_FILL_LEVEL, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_VEHICLES_IN]
    = {"Entrées cumulées", VIGIE ("vehicles-in"),
       "Véhicules entrés depuis la pose du compteur ; il reboucle à 65 536", "véhicules", "véh.",
       "ucum:1", VIGIE_ROLE_VEHICLES_IN, CUMULATIVE, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_VEHICLES_OUT]
    = {"Sorties cumulées", VIGIE ("vehicles-out"),
       "Véhicules sortis depuis la pose du compteur ; il reboucle à 65 536", "véhicules", "véh.",
       "ucum:1", VIGIE_ROLE_VEHICLES_OUT, CUMULATIVE, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT]
    = {"Véhicules présents", VIGIE ("vehicles-present"),
       "Véhicules sur le site, d’après les capteurs sous la chaussée", "véhicules", "véh.",
       "ucum:1", VIGIE_ROLE_VEHICLES_PRESENT, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_PEOPLE_PRESENT]
    = {"Personnes présentes", VIGIE ("people-present"),
       "Nombre de personnes dans la salle, sans les reconnaître", "personnes", "pers.", "ucum:1",
       VIGIE_ROLE_OTHER, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_BARRIER]
    = {"Barrière ouverte", VIGIE ("barrier-open"), "Vrai quand la barrière est levée", COUNT,
       VIGIE_ROLE_STATE, INSTANT, TRUE, 0},
    [VIGIE_DEMO_PROPERTY_PUMP]
    = {"Pompe en marche", VIGIE ("pump-running"), "Vrai quand la pompe tourne", COUNT,
       VIGIE_ROLE_STATE, INSTANT, TRUE, 0},
    [VIGIE_DEMO_PROPERTY_PARTICLES]
    = {"Particules PM2,5", VIGIE ("pm2.5"), "Concentration de particules fines dans l’air",
       "microgramme par mètre cube", "µg/m³", "ucum:ug/m3", VIGIE_ROLE_OTHER, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_CO2]
    = {"Concentration de CO₂", VIGIE ("co2"), "Dioxyde de carbone dans l’air de la salle",
       "partie par million", "ppm", "ucum:[ppm]", VIGIE_ROLE_OTHER, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_POWER]
    = {"Puissance consommée", VIGIE ("consumption-power"), "Puissance électrique active consommée",
       KILOWATT, VIGIE_ROLE_CONSUMPTION, INSTANT, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_ENERGY]
    = {"Énergie consommée", VIGIE ("consumption-energy"), "Index de l’énergie électrique consommée",
       KILOWATT_HOUR, VIGIE_ROLE_CONSUMPTION, CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_PRODUCTION_POWER]
    = {"Puissance produite", VIGIE ("production-power"),
       "Puissance électrique active produite par les panneaux", KILOWATT, VIGIE_ROLE_PRODUCTION,
       INSTANT, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY]
    = {"Énergie produite", VIGIE ("production-energy"),
       "Index de l’énergie électrique produite par les panneaux", KILOWATT_HOUR,
       VIGIE_ROLE_PRODUCTION, CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_IMPORT_POWER]
    = {"Puissance soutirée", VIGIE ("grid-import-power"), "Puissance prise au réseau", KILOWATT,
       VIGIE_ROLE_GRID_IMPORT, INSTANT, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_IMPORT_ENERGY]
    = {"Énergie soutirée", VIGIE ("grid-import-energy"), "Index de l’énergie prise au réseau",
       KILOWATT_HOUR, VIGIE_ROLE_GRID_IMPORT, CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_EXPORT_POWER]
    = {"Puissance injectée", VIGIE ("grid-export-power"), "Puissance donnée au réseau", KILOWATT,
       VIGIE_ROLE_GRID_EXPORT, INSTANT, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_EXPORT_ENERGY]
    = {"Énergie injectée", VIGIE ("grid-export-energy"), "Index de l’énergie donnée au réseau",
       KILOWATT_HOUR, VIGIE_ROLE_GRID_EXPORT, CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_IT_POWER] = {"Charge informatique", VIGIE ("it-load-power"),
                                      "Puissance des équipements informatiques, aux onduleurs",
                                      KILOWATT, VIGIE_ROLE_IT_LOAD, INSTANT, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_IT_ENERGY] = {"Énergie informatique", VIGIE ("it-load-energy"),
                                       "Index de l’énergie des équipements informatiques",
                                       KILOWATT_HOUR, VIGIE_ROLE_IT_LOAD, CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_CHARGE_POWER]
    = {"Puissance de charge", VIGIE ("storage-charge-power"), "Puissance prise par la batterie",
       KILOWATT, VIGIE_ROLE_STORAGE_CHARGE, INSTANT, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_CHARGE_ENERGY]
    = {"Énergie de charge", VIGIE ("storage-charge-energy"),
       "Index de l’énergie prise par la batterie", KILOWATT_HOUR, VIGIE_ROLE_STORAGE_CHARGE,
       CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_DISCHARGE_POWER]
    = {"Puissance de décharge", VIGIE ("storage-discharge-power"),
       "Puissance rendue par la batterie", KILOWATT, VIGIE_ROLE_STORAGE_DISCHARGE, INSTANT, FALSE,
       3},
    [VIGIE_DEMO_PROPERTY_DISCHARGE_ENERGY]
    = {"Énergie de décharge", VIGIE ("storage-discharge-energy"),
       "Index de l’énergie rendue par la batterie", KILOWATT_HOUR, VIGIE_ROLE_STORAGE_DISCHARGE,
       CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_STATE_OF_CHARGE]
    = {"État de charge", VIGIE ("state-of-charge"), "Part de sa capacité que la batterie contient",
       PERCENT, VIGIE_ROLE_OTHER, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_HEAT_POWER] = {"Chaleur réutilisée", VIGIE ("heat-reuse-power"),
                                        "Puissance de chaleur livrée hors du centre", KILOWATT,
                                        VIGIE_ROLE_HEAT_REUSE, INSTANT, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_HEAT_ENERGY]
    = {"Énergie de chaleur réutilisée", VIGIE ("heat-reuse-energy"),
       "Index de la chaleur livrée hors du centre", KILOWATT_HOUR, VIGIE_ROLE_HEAT_REUSE,
       CUMULATIVE, FALSE, 3},
    [VIGIE_DEMO_PROPERTY_TRANSIT_POWER]
    = {"Puissance transitée", VIGIE ("transit-power"),
       "Puissance qui passe par le poste ; elle est comptée chez ceux qu’il alimente", KILOWATT,
       VIGIE_ROLE_OTHER, INSTANT, FALSE, 1},
    [VIGIE_DEMO_PROPERTY_VOLTAGE]
    = {"Tension", QUDT ("Voltage"), "Tension entre phases, côté moyenne tension", "kilovolt", "kV",
       "ucum:kV", VIGIE_ROLE_OTHER, INSTANT, FALSE, 2},
    [VIGIE_DEMO_PROPERTY_CURRENT]
    = {"Intensité", QUDT ("ElectricCurrent"), "Intensité du départ, par pince", "ampère", "A",
       "ucum:A", VIGIE_ROLE_OTHER, INSTANT, FALSE, 1},
    [VIGIE_DEMO_PROPERTY_IRRADIANCE]
    = {"Éclairement solaire", QUDT ("Irradiance"), "Éclairement reçu dans le plan des panneaux",
       "watt par mètre carré", "W/m²", "ucum:W/m2", VIGIE_ROLE_OTHER, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_TEMPERATURE]
    = {"Température", QUDT ("Temperature"), "Température", "degré Celsius", "°C", "ucum:Cel",
       VIGIE_ROLE_TEMPERATURE, INSTANT, FALSE, 1},
    [VIGIE_DEMO_PROPERTY_OUTSIDE_TEMPERATURE]
    = {"Température extérieure", VIGIE ("outside-temperature"),
       "Température de l’air dehors, sous abri", "degré Celsius", "°C", "ucum:Cel",
       VIGIE_ROLE_OUTSIDE_TEMPERATURE, INSTANT, FALSE, 1},
    [VIGIE_DEMO_PROPERTY_HUMIDITY]
    = {"Humidité relative", QUDT ("RelativeHumidity"), "Humidité relative de l’air", PERCENT,
       VIGIE_ROLE_HUMIDITY, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_FLOW]
    = {"Débit", QUDT ("VolumeFlowRate"), "Débit d’eau", "mètre cube par heure", "m³/h", "ucum:m3/h",
       VIGIE_ROLE_FLOW, INSTANT, FALSE, 1},
    [VIGIE_DEMO_PROPERTY_WATER_VOLUME]
    = {"Volume d’eau", VIGIE ("water-volume"), "Index du compteur d’eau", "mètre cube", "m³",
       "ucum:m3", VIGIE_ROLE_WATER, CUMULATIVE, FALSE, 2},
    [VIGIE_DEMO_PROPERTY_WATER_LEVEL]
    = {"Niveau d’eau", VIGIE ("water-level"), "Niveau, en part de la hauteur utile", PERCENT,
       VIGIE_ROLE_OTHER, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_RAIN]
    = {"Pluie", VIGIE ("rain"), "Hauteur de pluie depuis le relevé précédent", "millimètre", "mm",
       "ucum:mm", VIGIE_ROLE_OTHER, INTERVAL, FALSE, 1},
    [VIGIE_DEMO_PROPERTY_FRAMES]
    = {"Trames reçues", VIGIE ("frames-received"), "Trames reçues depuis le relevé précédent",
       "trames", "trames", "ucum:1", VIGIE_ROLE_OTHER, INTERVAL, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_LATENCY]
    = {"Délai de la liaison", VIGIE ("latency"), "Aller et retour jusqu’au serveur de réseau",
       "milliseconde", "ms", "ucum:ms", VIGIE_ROLE_OTHER, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_BATTERY]
    = {"Niveau de la pile", VIGIE ("battery-level"), "Charge qui reste dans la pile", PERCENT,
       VIGIE_ROLE_BATTERY_LEVEL, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_RSSI]
    = {"Niveau radio (RSSI)", VIGIE ("rssi"), "Puissance reçue à la meilleure passerelle",
       "décibel-milliwatt", "dBm", "ucum:dB[mW]", VIGIE_ROLE_RSSI, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_SNR] = {"Rapport signal sur bruit", VIGIE ("snr"),
                                 "Rapport signal sur bruit à la meilleure passerelle", "décibel",
                                 "dB", "ucum:dB", VIGIE_ROLE_SNR, INSTANT, FALSE, 1},
    [VIGIE_DEMO_PROPERTY_SPREADING_FACTOR]
    = {"Facteur d’étalement", VIGIE ("spreading-factor"), "Facteur d’étalement LoRa, de 7 à 12",
       COUNT, VIGIE_ROLE_SPREADING_FACTOR, INSTANT, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_FRAME_COUNTER]
    = {"Compteur de trames", VIGIE ("frame-counter"), "Trames montantes émises depuis l’activation",
       COUNT, VIGIE_ROLE_FRAME_COUNTER, CUMULATIVE, FALSE, 0},
    [VIGIE_DEMO_PROPERTY_GATEWAYS]
    = {"Passerelles à l’écoute", VIGIE ("gateways"),
       "Passerelles qui ont entendu la trame, la meilleure d’abord, avec niveau et rapport signal sur bruit",
       COUNT, VIGIE_ROLE_GATEWAYS, INSTANT, FALSE, 0},
};
G_STATIC_ASSERT (G_N_ELEMENTS (properties) == VIGIE_DEMO_N_PROPERTIES);

/* Losses of charge are assumptions that give three to eight years of life. */
static const VigieDemoModelInfo models[] = {
    [VIGIE_DEMO_MODEL_EM400]
    = {"Milesight EM400-MUD", "Niveau de benne par ultrasons", "ER34615", TRUE, 0.045},
    [VIGIE_DEMO_MODEL_VS350]
    = {"Milesight VS350", "Compteur de passages", "2 × ER18505", TRUE, 0.085},
    [VIGIE_DEMO_MODEL_VS121]
    = {"Milesight VS121", "Comptage de personnes par image traitée sur place", NULL, TRUE, 0},
    [VIGIE_DEMO_MODEL_CT101] = {"Milesight CT101", "Pince ampèremétrique", NULL, TRUE, 0},
    [VIGIE_DEMO_MODEL_EM300_DI]
    = {"Milesight EM300-DI", "Température, humidité et impulsions", "ER18505", TRUE, 0.05},
    [VIGIE_DEMO_MODEL_EM300_TH]
    = {"Milesight EM300-TH", "Température et humidité", "ER18505", TRUE, 0.04},
    [VIGIE_DEMO_MODEL_AM319] = {"Milesight AM319", "Qualité de l’air", NULL, TRUE, 0},
    [VIGIE_DEMO_MODEL_TICO]
    = {"Watteco TIC’O", "Lecture de la télé-information client d’un compteur", NULL, TRUE, 0},
    [VIGIE_DEMO_MODEL_PULSE]
    = {"Adeunis Pulse 4", "Comptage d’impulsions", "FANSO ER18505", TRUE, 0.03},
    [VIGIE_DEMO_MODEL_CONTACT] = {"Watteco Clos’O", "Contact d’ouverture", "LS14500", TRUE, 0.03},
    [VIGIE_DEMO_MODEL_COMPUTED]
    = {"Calcul de la plateforme", "Somme des capteurs sous la chaussée de la zone de stationnement",
       NULL, FALSE, 0},
    [VIGIE_DEMO_MODEL_PLC]
    = {"Automate du site", "Valeurs lues à l’automate par le réseau du site", NULL, FALSE, 0},
    [VIGIE_DEMO_MODEL_GATEWAY]
    = {"Kerlink Wirnet iStation", "Passerelle LoRaWAN, état envoyé par sa liaison", NULL, FALSE, 0},
};
G_STATIC_ASSERT (G_N_ELEMENTS (models) == VIGIE_DEMO_N_MODELS);

const VigieDemoPropertyInfo *
vigie_demo_property (VigieDemoProperty property)
{
  g_return_val_if_fail (property < VIGIE_DEMO_N_PROPERTIES, NULL);
  return &properties[property];
}

const VigieDemoModelInfo *
vigie_demo_model (VigieDemoModel model)
{
  g_return_val_if_fail (model < VIGIE_DEMO_N_MODELS, NULL);
  return &models[model];
}
