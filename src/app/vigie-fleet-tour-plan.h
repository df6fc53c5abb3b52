/* vigie-fleet-tour-plan.h: which sites to go to, what to do and to bring there. No widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-fleet-text.h"
#include "vigie-tour.h"

G_BEGIN_DECLS

/* Work on one sensor. */
typedef struct
{
  char *sensor;   /* its name, server text */
  char *eui;      /* or "" */
  char *findings; /* what is told of it: « muet depuis 8 h 00 ; pile : vers le 12 déc. » */
  char *battery;  /* type, server text, or NULL where it is not told */
  gboolean has_battery;
  gboolean takes_battery; /* one is to be brought for it */
} VigieFleetTask;

typedef struct
{
  char *site_id;
  char *name;       /* server text */
  char *commune;    /* or "" */
  char *access;     /* how to get in, or NULL */
  double lat, lon;  /* or NAN */
  double distance;  /* metres from the stop before (from the start of the first one), or NAN */
  double key;       /* of its soonest failure: see vigie_failure_key() */
  GPtrArray *tasks; /* VigieFleetTask, the soonest failure first */
} VigieFleetStop;

typedef struct
{
  VigieTime made;
  guint days;       /* what fails within them is on it; 0: whatever was chosen */
  GPtrArray *stops; /* VigieFleetStop; in the order of the way once that is there */
  guint n_tasks;
  guint n_mains;    /* sensors that fail and are left out as they have no battery */
  guint n_left_out; /* sites beyond VIGIE_TOUR_MAX, those that fail last */
  char *start;      /* where it begins, or NULL: at the first stop */
  gboolean round;
  double length; /* metres as the crow flies, or NAN while it is not known */
  gboolean demonstration;
} VigieFleetTour;

/* Of the VigieSensor of @list those that fail by @now or are foretold to within @days (that they are late, or heard by
 * one gateway alone, is no work); of @days 0 every one of them. Those without a battery only @with_mains. Sites are in
 * the order in which they fail. In short turns of the main loop, from the beginning where the list changes meanwhile;
 * @figures_data must last until the call is back. */
void vigie_fleet_tour_plan_async (GListModel *list,
                                  VigieFleetFiguresFunc figures,
                                  gpointer figures_data,
                                  VigieTime now,
                                  guint days,
                                  gboolean with_mains,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Free with vigie_fleet_tour_free(); NULL if it was cancelled. */
VigieFleetTour *vigie_fleet_tour_plan_finish (GAsyncResult *result, GError **error);
void vigie_fleet_tour_free (VigieFleetTour *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieFleetTour, vigie_fleet_tour_free)

/* Finds the order of the way in a thread. @start: its name and place, or NULL. Nobody else changes @self meanwhile;
 * it may be freed once the call is cancelled. */
void vigie_fleet_tour_order_async (VigieFleetTour *self,
                                   const VigieTourStop *start,
                                   gboolean round,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Puts the stops of @self in the order found. FALSE if it was cancelled: then @self is not touched. */
gboolean vigie_fleet_tour_order_finish (VigieFleetTour *self, GAsyncResult *result, GError **error);

/* ---- In words; g_free() ---- */

/* « 14 sites, 23 capteurs, 87 km à vol d’oiseau » */
char *vigie_fleet_tour_summary (const VigieFleetTour *self);
/* « 7 × ER34615, 2 × CR17450, 3 d’un type inconnu »; NULL where none is to be brought. */
char *vigie_fleet_tour_batteries (const VigieFleetTour *self);
/* « 12,4 km » */
char *vigie_fleet_tour_distance_words (double metres);
/* « Tournée du 22 nov. 2026 » */
char *vigie_fleet_tour_title (const VigieFleetTour *self);
/* « ER34615 », « pile de type inconnu », « sur secteur » */
char *vigie_fleet_task_battery_words (const VigieFleetTask *task);

/* ---- As it leaves (vigie-fleet-tour-export.c) ---- */

/* A row for each sensor in the order of the way: see VigieCsv. */
GBytes *vigie_fleet_tour_to_csv (const VigieFleetTour *self);
GBytes *vigie_fleet_tour_to_gpx (const VigieFleetTour *self);
/* To be pasted into a message; g_free(). */
char *vigie_fleet_tour_to_text (const VigieFleetTour *self);
/* "tournee-2026-11-22.csv", with @extension; g_free(). */
char *vigie_fleet_tour_file_name (const VigieFleetTour *self, const char *extension);

G_END_DECLS
