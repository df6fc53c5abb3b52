/* vigie-report-declarations.h: figures in the shape of what is declared each year: OPERAT, Regulation (EU) 2024/1364.
 *
 * Both prepare a declaration; neither is sent by Vigie. A figure that is not told is an empty field, and its row says
 * why. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"

G_BEGIN_DECLS

/* The floor area (m²) from which tertiary buildings declare to OPERAT (Code de la construction et de l'habitation,
 * R174-22). */
#define VIGIE_OPERAT_AREA 1000
/* Installed IT power (kW) from which a data centre reports (Regulation (EU) 2024/1364, article 3): under it
 * voluntarily. */
#define VIGIE_EU_IT_POWER 500

/* OPERAT (dispositif Éco Énergie Tertiaire): a row for each site of @result that has an OPERAT reference or is a
 * building of 1000 m² or more: its year, floor area, electricity bought and produced for itself, reference year and
 * consumption, what the objectives of 2030 (−40 %), 2040 (−50 %) and 2050 (−60 %) make. @result should be of a
 * calendar year: its dates are in the rows. Facts are those of Thing.properties: « operat » {reference, category,
 * referenceYear, referenceConsumptionKWh}. CSV, a full reference. */
GBytes *vigie_declaration_operat (VigieEnergyResult *result);
guint vigie_declaration_operat_count (VigieEnergyResult *result);

/* Indicators of Regulation (EU) 2024/1364, annexes II and III: for each data centre of @result a row for each
 * indicator: its symbol, value, unit, coverage, and why it is empty. What no meter tells (traffic, capacity of
 * servers) is there, empty, to be filled in. Facts: « dataCentre » {ratedItPowerKW, floorAreaM2, whiteSpaceM2,
 * pueCategory, refrigerants, wasteHeatTemperatureC, intakeTemperatureC}. CSV, a full reference. */
GBytes *vigie_declaration_data_centres (VigieEnergyResult *result);
guint vigie_declaration_data_centres_count (VigieEnergyResult *result);

G_END_DECLS
