/* vigie-ingest-demo-faults.c: what is wrong with the fleet of the demonstration: now, soon, and since when
 *
 * Told from the start, so that there is something to find whenever it begins: batteries that end within weeks or months,
 * links that get weaker, frames that get lost, values that stand still, devices and a gateway that say nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#include <string.h>

#define NONE VIGIE_DEMO_NO_DEVICE
#define FADE_DAYS 70

static guint
find_device (VigieDemoSim *sim, const char *site, const char *name)
{
  for (guint i = 0; i < sim->devices->len; i++)
    {
      VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, i);

      if (strcmp (sim->sites[device->site].name, site) == 0 && strcmp (device->name, name) == 0)
        return i;
    }
  g_return_val_if_reached (0);
}

/* What is wrong at the start, told from the start. */
static void
add_scenario (VigieDemoSim *sim)
{
  VigieTime start = sim->start;
  guint bubry = NONE;

  for (guint i = 0; i < sim->gateways->len; i++)
    if (strcmp (sim->sites[g_array_index (sim->gateways, guint, i)].commune, "56026") == 0)
      bubry = g_array_index (sim->gateways, guint, i);
  vigie_demo_add_silence (sim, NONE, bubry, start - 3 * VIGIE_HOUR - 7 * VIGIE_MINUTE,
                          start + 2 * VIGIE_HOUR);
  vigie_demo_add_silence (sim, find_device (sim, "Médiathèque de Lorient", "Compteur électrique"),
                          NONE, start - 103 * VIGIE_MINUTE, start + 95 * VIGIE_MINUTE);
  vigie_demo_add_silence (sim, find_device (sim, "Déchèterie de Riantec", "Benne encombrants"),
                          NONE, start - 8 * VIGIE_HOUR, start + 3 * VIGIE_HOUR);
  vigie_demo_add_silence (sim, find_device (sim, "Déchèterie de Riantec", "Benne végétaux"), NONE,
                          start - 19 * VIGIE_MINUTE, start + 100 * VIGIE_SECOND);
  /* Installed the day before and never heard. */
  vigie_demo_add_silence (sim, find_device (sim, "Déchèterie de Riantec", "Qualité de l’air, quai"),
                          NONE, G_MININT64, G_MAXINT64);
}

/* What happened to meters some days ago, told from the day of the start: always at the same hours of the same days. */
static void
add_energy_scenario (VigieDemoSim *sim)
{
  static const char *const night[]
      = {"Poste de relevage de Kerroc’h", "Poste de relevage de Port-Louis"};
  VigieTime midnight = vigie_demo_midnight_before (sim->zone, sim->start, 2);

  /* The last reading is of 3 h to 3 h 30, the next one of 9 h to 9 h 30. */
  for (guint i = 0; i < G_N_ELEMENTS (night); i++)
    vigie_demo_add_silence (sim, find_device (sim, night[i], "Compteur électrique"), NONE,
                            midnight + 210 * VIGIE_MINUTE, midnight + 9 * VIGIE_HOUR);
  midnight = vigie_demo_midnight_before (sim->zone, sim->start, 6);
  vigie_demo_add_silence (sim, find_device (sim, "Conservatoire de Lorient", "Compteur électrique"),
                          NONE, midnight + 13 * VIGIE_HOUR,
                          midnight + 19 * VIGIE_HOUR + 30 * VIGIE_MINUTE);
}

/* One or two devices a day say nothing for one to seven hours; now and then a gateway. Not around the
 * start, where the scenario alone speaks. */
static void
add_everyday (VigieDemoSim *sim)
{
  for (gint64 day = sim->start_day - VIGIE_DEMO_HISTORY_DAYS; day < sim->start_day + 60; day++)
    for (int i = 0; i < 2; i++)
      {
        guint64 dice = vigie_demo_hash (VIGIE_DEMO_STREAM_INCIDENT, day, i);
        VigieTime from = day * VIGIE_DAY + (VigieTime) (dice % 86400) * VIGIE_SECOND;
        VigieTime to = from + VIGIE_HOUR + (VigieTime) ((dice >> 20) % 21600) * VIGIE_SECOND;
        guint device = (guint) ((dice >> 36) % sim->devices->len);
        gboolean is_lora
            = vigie_demo_model (g_array_index (sim->devices, VigieDemoDevice, device).model)
                  ->is_lora;

        if (to > sim->start - 12 * VIGIE_HOUR && from < sim->start + 45 * VIGIE_MINUTE)
          continue;
        if (i == 1 && dice % 6 == 0)
          vigie_demo_add_silence (
              sim, NONE, g_array_index (sim->gateways, guint, (dice >> 40) % sim->gateways->len),
              from, to);
        else if (is_lora)
          vigie_demo_add_silence (sim, device, NONE, from, to);
      }
}

/* Level at the start and loss a day, both in %. */
static const struct
{
  const char *site, *device;
  double level, loss;
} batteries[] = {
    /* Under its limit: a warning. */
    {"Déchèterie de Guidel", "Comptage sortie", 16.5, 0.47},
    {"Déchèterie de Caudan", "Comptage entrée", 25.5, 0.62},
    {"Déchèterie de Ploemeur", "Comptage entrée", 26, 0.33},
    {"Poste de relevage du Bonhomme", "Niveau de la bâche", 28, 0.26},
    {"Déchèterie d’Hennebont", "Comptage sortie", 27, 0.22},
    {"Piscine Océanis", "Compteur d’eau", 31, 0.28},
    {"Déchèterie de Lorient-Port", "Benne végétaux", 30, 0.20},
    {"Déchèterie de Lorient-Keryado", "Comptage sortie", 33, 0.19},
    {"Déchèterie de Languidic", "Comptage entrée", 34, 0.17},
    {"Réservoir de Meslien", "Niveau du réservoir", 36, 0.15},
    {"Hôtel de ville de Lorient", "Thermomètre du hall", 38, 0.13},
    {"Mairie de Gestel", "Thermomètre du hall", 40, 0.12},
};

/* dB a day: leaves of a hedge, a wall that was built, a gateway whose aerial was moved. */
static const struct
{
  const char *site, *device;
  double fade;
} fades[] = {
    {"Poste de relevage de Pont-Augan", "Niveau de la bâche", 0.165},
    {"Réservoir de Pont-Scorff", "Niveau du réservoir", 0.14},
    {"Médiathèque de Quistinic", "Thermomètre du hall", 0.12},
    {"Déchèterie de Plouay", "Benne bois", 0.10},
    {"Déchèterie de Ploemeur", "Benne encombrants", 0.15},
};

/* Share of the frames. */
static const struct
{
  const char *site, *device;
  double loss;
} losses[] = {
    {"Déchèterie de Cléguer", "Benne encombrants", 0.25},
    {"Déchèterie de Caudan", "Benne cartons", 0.22},
    {"Poste HTA de Soye", "Pince du départ 1", 0.25},
    {"Poste HTA de Kermat", "Transformateur", 0.18},
    {"Médiathèque de Larmor-Plage", "Thermomètre du hall", 0.20},
    {"Poste de relevage de Kerroc’h", "Niveau de la bâche", 0.16},
};

/* Days before the start. */
static const struct
{
  const char *site, *device;
  double days;
} stuck[] = {
    {"Déchèterie de Caudan", "Benne ferraille", 6.2},
    {"Mairie d’Hennebont", "Thermomètre du hall", 4.4},
}, dead[] = {
    {"Déchèterie de Guidel", "Benne ferraille", 12.2},
    {"Médiathèque de Lorient", "Thermomètre du hall", 9.1},
};

static VigieDemoDevice *
device_of (VigieDemoSim *sim, const char *site, const char *name)
{
  return &g_array_index (sim->devices, VigieDemoDevice, find_device (sim, site, name));
}

void
vigie_demo_add_faults (VigieDemoSim *sim)
{
  double days = (sim->start - sim->origin) / (double) VIGIE_DAY;

  for (guint i = 0; i < G_N_ELEMENTS (batteries); i++)
    {
      VigieDemoDevice *device = device_of (sim, batteries[i].site, batteries[i].device);

      device->battery = batteries[i].level + batteries[i].loss * days;
      device->battery_loss = batteries[i].loss;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fades); i++)
    {
      VigieDemoDevice *device = device_of (sim, fades[i].site, fades[i].device);

      device->fade = fades[i].fade;
      device->fades_from = sim->start - FADE_DAYS * VIGIE_DAY;
      /* It was heard well, so that it stays at a fast rate: its margin falls, not its rate. */
      for (guint link = 0; link < device->n_links; link++)
        device->links[link].rssi = -107 - 4.0 * link;
    }
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    device_of (sim, losses[i].site, losses[i].device)->loss = losses[i].loss;
  for (guint i = 0; i < G_N_ELEMENTS (stuck); i++)
    {
      guint device = find_device (sim, stuck[i].site, stuck[i].device);

      for (guint m = 0; m < sim->measures->len; m++)
        if (vigie_demo_sim_measure (sim, m)->device == device)
          vigie_demo_sim_measure (sim, m)->stuck_from
              = sim->start - (VigieTime) (stuck[i].days * VIGIE_DAY);
    }
}

static void
add_dead (VigieDemoSim *sim)
{
  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    vigie_demo_add_silence (sim, find_device (sim, dead[i].site, dead[i].device), NONE,
                            sim->start - (VigieTime) (dead[i].days * VIGIE_DAY), G_MAXINT64);
}

void
vigie_demo_add_incidents (VigieDemoSim *sim)
{
  add_scenario (sim);
  add_dead (sim);
  add_energy_scenario (sim);
  add_everyday (sim);
}
