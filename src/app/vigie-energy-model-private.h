/* vigie-energy-model-private.h: the inside of the energy page's model, shared by its files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-model.h"
#include "vigie-gather.h"
#include "vigie-history.h"

G_BEGIN_DECLS

/* What is read, in this order. */
typedef enum
{
  VIGIE_ENERGY_READ_CURRENT,
  VIGIE_ENERGY_READ_BEFORE,
  VIGIE_ENERGY_READ_LAST_YEAR,
  VIGIE_ENERGY_READ_YEAR,  /* the last twelve months, of data centres */
  VIGIE_ENERGY_READ_HABIT, /* and those that follow */
} VigieEnergyRead;
#define VIGIE_ENERGY_N_READ (VIGIE_ENERGY_READ_HABIT + VIGIE_ENERGY_N_HABIT)

typedef struct
{
  VigieEnergyResult *result;  /* owned, or NULL */
  VigieHistoryDemand *demand; /* owned while the server is asked for what is missing, or NULL */
  gboolean stale;             /* is to be read, or read anew */
  gint64
      asked_at; /* monotonic time at which the server was asked for what is missing of it; 0: not yet */
  gint64 duration; /* µs that reading took the last time */
  gint64 read_at;  /* monotonic time of its end */
} VigieEnergySlot;

struct _VigieEnergyModel
{
  GObject parent_instance;

  VigieContext *context;     /* owned */
  VigieTerritory *territory; /* owned, or NULL */
  VigieSync *sync;           /* owned, or NULL */
  VigieHistory *history;     /* owned, or NULL */
  gboolean active;
  gboolean
      apart; /* the whole territory in the week in progress, not remembered, compared with nothing */

  /* The plan. */
  VigieGather *gather;            /* owned while sites and measures are gathered */
  GCancellable *plan_cancellable; /* owned while one is made */
  gboolean plan_stale;
  VigieEnergyPlan *whole, *plan; /* owned, or NULL */
  GPtrArray *choices;            /* owned, or NULL */
  VigieEnergyChoice *choice;     /* owned, or NULL */
  char *wanted;                  /* owned: text of what is chosen */
  gboolean has_centre;           /* of the plan: a data centre is in it */

  /* The period. */
  char *server; /* owned: whose choice it is, or NULL */
  VigiePeriod period;
  gboolean follows; /* it goes on with the present */

  /* Reads. */
  VigieEnergySlot slots[VIGIE_ENERGY_N_READ];
  GCancellable *cancellable; /* owned while one is under way */
  guint read_source;         /* waits for the next */
  guint fill_source;         /* asks for what the store lacks */
  char *error;               /* owned, or NULL */
};

/* vigie-energy-model-plan.c */
void vigie_energy_model_queue_plan (VigieEnergyModel *self);
void vigie_energy_model_stop_plan (VigieEnergyModel *self);
/* Selects of the whole plan what is wanted. */
void vigie_energy_model_select (VigieEnergyModel *self);

/* vigie-energy-model-read.c */
/* Drops what is known: other sites, or another period. */
void vigie_energy_model_forget (VigieEnergyModel *self);
/* Goes on reading what is stale, if active. */
void vigie_energy_model_queue_reads (VigieEnergyModel *self);
void vigie_energy_model_stop_reads (VigieEnergyModel *self);
/* More of the past came. */
void vigie_energy_model_filled (VigieEnergyModel *self);
/* Time passed: what is of a period in progress is read anew now and then. */
void vigie_energy_model_refresh (VigieEnergyModel *self);

G_END_DECLS
