/* vigie-fleet-tour-dialog.h: which sites to go to, in which order, with what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"
#include "vigie-fleet-model.h"
#include "vigie-fleet-tour-plan.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_TOUR_DIALOG (vigie_fleet_tour_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigieFleetTourDialog,
                      vigie_fleet_tour_dialog,
                      VIGIE,
                      FLEET_TOUR_DIALOG,
                      AdwDialog)

/* Of the sensors of @model: all of them, those its filters show, or @chosen (or NULL) alone. @page: the widget it is
 * shown over, whose "win.notice" is told what came of saving and printing; outlives the dialog. */
AdwDialog *vigie_fleet_tour_dialog_new (VigieContext *context,
                                        VigieFleetModel *model,
                                        VigieSensor *chosen,
                                        VigieTime now,
                                        GtkWidget *page);

/* The tour that is shown, or NULL; of the dialog until another is. For tests. */
const VigieFleetTour *vigie_fleet_tour_dialog_get_tour (VigieFleetTourDialog *self);
/* Waits for nothing: TRUE once the order of the way is there. */
gboolean vigie_fleet_tour_dialog_is_ready (VigieFleetTourDialog *self);

G_END_DECLS
