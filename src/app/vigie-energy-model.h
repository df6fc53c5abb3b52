/* vigie-energy-model.h: what the energy page tells of: a selection over a period, with what it is compared with.
 *
 * Everything is read from the local store off the main thread, and the server is asked for the past that is missing;
 * both only while active. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-energy-choice.h"

G_BEGIN_DECLS

/* Earlier comparable periods that say what is usual of a site. */
#define VIGIE_ENERGY_N_HABIT 8

/* How much of a selection's past must be on this machine before its sums are told. */
#define VIGIE_ENERGY_LOADED_LEAST 0.95

#define VIGIE_TYPE_ENERGY_MODEL (vigie_energy_model_get_type ())
/* Signals, none with an argument: "plan-changed": the sites that are told of are others, or what can be chosen;
 * "period-changed": the period, or how much of it has passed; "changed": results, errors, what is under way;
 * "habit-changed": another earlier period was read. */
G_DECLARE_FINAL_TYPE (VigieEnergyModel, vigie_energy_model, VIGIE, ENERGY_MODEL, GObject)

/* The week in progress of the whole territory, or what was left for the server. */
VigieEnergyModel *vigie_energy_model_new (VigieContext *context);

/* One that the energy page knows nothing of, for who shows the present alone: the week in progress of the whole
 * territory. Nothing of it is remembered; nothing that it could be compared with is read or asked for. */
VigieEnergyModel *vigie_energy_model_new_apart (VigieContext *context);

/* Reads and asks only while TRUE; at first FALSE. */
void vigie_energy_model_set_active (VigieEnergyModel *self, gboolean active);

/* ---- What is chosen ---- */

/* All that can be chosen (VigieEnergyChoice), and the one that is; NULL until the plan is made. Owned by the model. */
GPtrArray *vigie_energy_model_get_choices (VigieEnergyModel *self);
VigieEnergyChoice *vigie_energy_model_get_choice (VigieEnergyModel *self);
/* As vigie_energy_choice_to_string(), or the id of a site; it may be known only later. The whole territory where
 * there never is any such. */
void vigie_energy_model_choose (VigieEnergyModel *self, const char *text);

const VigiePeriod *vigie_energy_model_get_period (VigieEnergyModel *self);
/* The one of that unit that now is in; where another day was looked at, the one that it is in. */
void vigie_energy_model_set_unit (VigieEnergyModel *self, VigiePeriodUnit unit);
/* Both included, days since 1970-01-01. */
void vigie_energy_model_set_days (VigieEnergyModel *self, gint64 first_day, gint64 last_day);
/* @n periods later; not beyond now. */
void vigie_energy_model_step (VigieEnergyModel *self, int n);
gboolean vigie_energy_model_has_next (VigieEnergyModel *self);
/* The period of the same unit that now is in. */
void vigie_energy_model_show_present (VigieEnergyModel *self);

/* By the territory's clock: while the link is lost, the last exchange. */
VigieTime vigie_energy_model_get_now (VigieEnergyModel *self);
/* Has a period that follows the present go on with it; called as time passes. */
void vigie_energy_model_tick (VigieEnergyModel *self);

/* ---- What is known of it ---- */

/* The sites selected, all sites; NULL until they are known. Owned by the model. */
VigieEnergyPlan *vigie_energy_model_get_plan (VigieEnergyModel *self);
VigieEnergyPlan *vigie_energy_model_get_whole_plan (VigieEnergyModel *self);

/* Of the period; of the one before, of the same of last year. NULL until they are read. Owned by the model. */
VigieEnergyResult *vigie_energy_model_get_result (VigieEnergyModel *self);
VigieEnergyResult *vigie_energy_model_get_before (VigieEnergyModel *self);
VigieEnergyResult *vigie_energy_model_get_last_year (VigieEnergyModel *self);
/* Twelve months up to the present, for what is declared over a year; NULL until it is read, and where the selection
 * has no data centre. */
VigieEnergyResult *vigie_energy_model_get_year (VigieEnergyModel *self);
/* Earlier comparable periods that were read, at most VIGIE_ENERGY_N_HABIT. */
guint vigie_energy_model_get_n_habits (VigieEnergyModel *self);
VigieEnergyResult *vigie_energy_model_get_habit (VigieEnergyModel *self, guint index);

/* Why there is no result, in words; NULL. */
const char *vigie_energy_model_get_error (VigieEnergyModel *self);
/* The same in the few words of a card; NULL also where there is a result of before. */
const char *vigie_energy_model_get_trouble (VigieEnergyModel *self);
gboolean vigie_energy_model_is_reading (VigieEnergyModel *self);

/* One site step by step over @from ≤ t < @to, off the main thread. */
void vigie_energy_model_read_detail_async (VigieEnergyModel *self,
                                           const char *site_id,
                                           VigieTime from,
                                           VigieTime to,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
VigieEnergyDetail *vigie_energy_model_read_detail_finish (VigieEnergyModel *self,
                                                          GAsyncResult *result,
                                                          GError **error);

/* The figures of a stretch of the period alone (of steps), off the main thread. */
void vigie_energy_model_read_stretch_async (VigieEnergyModel *self,
                                            VigieTime from,
                                            VigieTime to,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
VigieEnergyResult *vigie_energy_model_read_stretch_finish (VigieEnergyModel *self,
                                                           GAsyncResult *result,
                                                           GError **error);

VigieContext *vigie_energy_model_get_context (VigieEnergyModel *self);

G_END_DECLS
