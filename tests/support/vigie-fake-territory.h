/* vigie-fake-territory.h: a SensorThings server for tests with a territory that the test can change at
 * any moment, on the stub server. It answers as vigie-ingest does, as far as a sync asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-stub-server.h"
#include "vigie-time.h"

G_BEGIN_DECLS

typedef struct _VigieFakeTerritory VigieFakeTerritory;

VigieFakeTerritory *vigie_fake_territory_new (void);
void vigie_fake_territory_free (VigieFakeTerritory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieFakeTerritory, vigie_fake_territory_free)

VigieStubServer *vigie_fake_territory_get_server (VigieFakeTerritory *self);
const char *vigie_fake_territory_get_address (VigieFakeTerritory *self);

/* How far its clock is ahead of this machine's, and what it tells of its pace. */
void vigie_fake_territory_set_clock (VigieFakeTerritory *self, gint64 ahead, double pace);
/* Whether it says that it is a demonstration: not at first. */
void vigie_fake_territory_set_demonstration (VigieFakeTerritory *self, gboolean demonstration);
/* What it tells of its store (vigie.instance); NULL, as at first: nothing. */
void vigie_fake_territory_set_instance (VigieFakeTerritory *self, const char *instance);
VigieTime vigie_fake_territory_now (VigieFakeTerritory *self);

/* @properties: JSON object, or NULL. The same id again replaces. */
void vigie_fake_territory_put_thing (VigieFakeTerritory *self,
                                     int id,
                                     const char *name,
                                     const char *properties);
void vigie_fake_territory_put_datastream (VigieFakeTerritory *self,
                                          int id,
                                          int thing,
                                          const char *name,
                                          const char *properties);
/* The symbol of the unit of one that was put; at first "%". */
void vigie_fake_territory_set_unit (VigieFakeTerritory *self, int datastream, const char *unit);
void vigie_fake_territory_remove_thing (VigieFakeTerritory *self,
                                        int id); /* with what hangs on it */
void vigie_fake_territory_remove_datastream (VigieFakeTerritory *self, int id);

/* A reading; @result: JSON. @accepted: resultTime; VIGIE_TIME_NONE: now. One of the same time is
 * replaced. */
void vigie_fake_territory_put_reading (VigieFakeTerritory *self,
                                       int datastream,
                                       VigieTime time,
                                       const char *result,
                                       VigieTime accepted);

/* How it lists the history of one Datastream: at most @page readings at once (0: all), and where @ordered is FALSE it
 * refuses any order and gives the newest first. At first: 0 and TRUE. */
void vigie_fake_territory_set_lists (VigieFakeTerritory *self, guint page, gboolean ordered);

/* Whatever stands here is the body of the next answers to Things, in place of the true one; NULL: the
 * true one again. */
void vigie_fake_territory_set_things_body (VigieFakeTerritory *self, const char *body);

G_END_DECLS
