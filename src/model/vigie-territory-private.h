/* vigie-territory-private.h: the inside of the territory, shared by its files in this room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-model-private.h"
#include "vigie-site-table.h"
#include "vigie-territory.h"
#include "vigie-wake.h"

G_BEGIN_DECLS

/* How long a slice changes fields before it tells of them, which takes about as long again: together
 * under 4 ms. */
#define VIGIE_SLICE_BUDGET (1500) /* µs */

/* After drawing (GDK_PRIORITY_REDRAW is G_PRIORITY_HIGH_IDLE + 20), before what is idle. */
#define VIGIE_SLICE_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

/* A batch is applied in this order. Sites come last: a new one is seen with its measures and what they say, not for a
 * moment as one that has none. */
typedef enum
{
  VIGIE_STAGE_REMOVED_MEASURES,
  VIGIE_STAGE_REMOVED_SITES,
  VIGIE_STAGE_PLACES,
  VIGIE_STAGE_SENSORS,
  VIGIE_STAGE_SENSORS_OF_MEASURES,
  VIGIE_STAGE_MEASURES,
  VIGIE_STAGE_READINGS,
  VIGIE_STAGE_SITES,
  VIGIE_STAGE_FREE,
  VIGIE_STAGE_END,
} VigieTerritoryStage;

typedef struct
{
  VigieTerritoryBatch *batch; /* owned */
  VigieTerritoryStage stage;
  guint next;       /* item of the stage that is to be applied next */
  guint n_readings; /* of the readings, those that were applied with their measure */
  gboolean sensors_changed;
  gboolean places_changed; /* other areas: all sites are placed anew */
  VigieTerritoryDone done;
  gpointer user_data;
} VigieTerritoryJob;

struct _VigieTerritory
{
  GObject parent_instance;

  VigieClock *clock;  /* owned */
  VigieAreas *areas;  /* owned, or NULL: where sites without a commune are looked for */
  GPtrArray *sites;   /* owned: VigieSite, references */
  GArray *free_slots; /* owned: guint, of sites that left */
  guint n_slots;      /* given out so far */
  VigieSiteTable sites_by_id;
  GHashTable *measures_by_id; /* owned: id of the measure's data → VigieMeasure, both unowned */
  GHashTable *sensors;        /* owned: id of the data → VigieSensorData, a reference */
  GHashTable
      *orphans; /* owned: id of a site not known yet → GPtrArray of VigieMeasure references */
  VigieTerritoryCounts counts;
  guint n_measures;      /* those of known sites */
  guint n_demonstration; /* sites that are simulated */
  gboolean server_demonstration;

  VigieSensorList *sensor_list; /* owned */
  GHashTable *sensors_by_place; /* owned: VigieSensor by its site and id, unowned */
  GHashTable *gateways;         /* owned: id → VigieGatewayEntry, owned */
  GPtrArray *touched_sensors;   /* owned references: what is to be refreshed and told */
  guint n_refreshed_sensors;    /* how many of them, from the first, are refreshed already */
  guint n_doomed_sensors;
  gboolean sensors_missing; /* some measure's sensor is one that the server has not told of yet */
  VigieSchedule sensor_schedule; /* next changes of their freshness */

  GPtrArray *touched_measures; /* owned references: what is to be told at the end of the slice */
  GPtrArray *touched_sites;
  guint n_listed; /* length of the list as its users know it */
  guint n_measures_told;
  gboolean demonstration_told;
  gboolean state_changed; /* "changed" is due */

  GQueue jobs;        /* owned: VigieTerritoryJob */
  gboolean applying;  /* a job is under way: what handlers apply comes after it */
  guint slice_source; /* idle source while there is work for it */

  VigieSchedule schedule; /* next changes of freshness */
  gboolean ticking;
  VigieWake *wake;      /* owned; NULL while ticking is off */
  gboolean due_left;    /* a tick was longer than a slice: go on in the next one */
  guint full_tick_next; /* position of the next site of a full tick under way, or G_MAXUINT */
};

/* In vigie-territory.c: recomputes the touched sites and emits what is due; @end: also "changed". */
void vigie_territory_flush (VigieTerritory *self, gboolean end);
/* Tells that the @n sites from @start on are no longer in the array. */
void vigie_territory_tell_removed (VigieTerritory *self, guint start, guint n);

/* In vigie-territory-sensors.c. */
void vigie_territory_sensors_init (VigieTerritory *self);
void vigie_territory_sensors_finalize (VigieTerritory *self);
/* A measure came to its site, or leaves it. */
void vigie_territory_attach_sensor (VigieTerritory *self, VigieMeasure *measure);
void vigie_territory_detach_sensor (VigieTerritory *self, VigieMeasure *measure);
/* The site is new or was told anew: whether it is a gateway, and which. */
void vigie_territory_update_gateway (VigieTerritory *self, VigieSite *site);
/* The site is about to go, with its measures. */
void vigie_territory_forget_site (VigieTerritory *self, VigieSite *site);
/* The sensor is to be refreshed at the end of the slice. */
void vigie_territory_touch_sensor (VigieTerritory *self, VigieSensor *sensor);
/* What the server tells of a sensor, which a measure now has. */
void
vigie_territory_set_sensor_data (VigieTerritory *self, VigieSensor *sensor, VigieSensorData *data);
/* Takes what is due at @now until the monotonic @deadline; TRUE when nothing due is left. */
gboolean vigie_territory_tick_sensors_until (VigieTerritory *self, VigieTime now, gint64 deadline);
/* Recomputes the touched sensors that are not yet; then tells of them, after sites and measures. */
void vigie_territory_refresh_sensors (VigieTerritory *self);
void vigie_territory_tell_sensors (VigieTerritory *self);

/* In vigie-territory-apply.c: changes fields and notes what is to be told. */
void vigie_territory_refresh_measure (VigieTerritory *self, VigieMeasure *measure, VigieTime now);
/* Makes sure that a slice runs. */
void vigie_territory_need_slice (VigieTerritory *self);
void vigie_territory_job_free (VigieTerritoryJob *job);

/* Applies what the server tells of a site, or what is known of it with another commune. */
void vigie_territory_apply_site (VigieTerritory *self, VigieSiteData *data, VigieTime now);
/* Puts a job at the end of those that wait. @batch and job are taken. */
VigieTerritoryJob *vigie_territory_queue_job (VigieTerritory *self, VigieTerritoryBatch *batch);

/* In vigie-territory-places.c. */
/* @data with the commune whose outline holds its place, where none is told; a new reference. */
VigieSiteData *vigie_territory_place (VigieTerritory *self, VigieSiteData *data);
/* The same for a site that is there already. */
void vigie_territory_place_again (VigieTerritory *self, VigieSite *site, VigieTime now);

/* In vigie-territory-clock.c. */
/* Refreshes what is due until the monotonic @deadline; TRUE when nothing due is left. */
gboolean vigie_territory_tick_until (VigieTerritory *self, gint64 deadline);
/* Goes on with a full tick; TRUE when none is left. */
gboolean vigie_territory_full_tick_until (VigieTerritory *self, gint64 deadline);
/* Sets the wake for the next instant that is due. */
void vigie_territory_rearm (VigieTerritory *self);
void vigie_territory_clock_init (VigieTerritory *self);
void vigie_territory_clock_dispose (VigieTerritory *self);

G_END_DECLS
