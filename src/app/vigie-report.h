/* vigie-report.h: the report on energy of a month (or any period), for paper or as a PDF.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"
#include "vigie-report-sheet.h"
#include "vigie-sync.h"

G_BEGIN_DECLS

/* What a report is made of. Immutable once read. */
typedef struct
{
  char *territory;        /* « Lorient Agglomération » */
  char *scope;            /* « Tout le territoire », the name of a commune or of a site */
  gboolean demonstration; /* simulated data: said on every sheet */
  VigiePeriod period;
  VigieTime made;
  VigieEnergyResult *result;    /* of the period */
  VigieEnergyResult *before;    /* of the one before it */
  VigieEnergyResult *last_year; /* of the same one last year */
  VigieEnergyResult *twelve;    /* of the twelve months to its end: what may be declared */
} VigieReport;

void vigie_report_free (VigieReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieReport, vigie_report_free)

/* Of results at hand, each may be NULL but @result (references are taken). */
VigieReport *vigie_report_new (const char *territory,
                               const char *scope,
                               gboolean demonstration,
                               VigieTime made,
                               VigieEnergyResult *result,
                               VigieEnergyResult *before,
                               VigieEnergyResult *last_year,
                               VigieEnergyResult *twelve);

/* Reads from the store of @sync all that the report of @plan (a selection, with its name in @scope) over @period
 * needs, off the main thread. */
void vigie_report_read_async (VigieSync *sync,
                              VigieEnergyPlan *plan,
                              VigieProfile *profile,
                              const VigiePeriod *period,
                              const char *scope,
                              VigieTime now,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
/* A new one, or NULL with an error in words. */
VigieReport *vigie_report_read_finish (GAsyncResult *result, GError **error);

/* The calendar year that is declared: that of @period if it is a year, else the last whole one before @now. */
VigiePeriod vigie_report_declared_year (const VigiePeriod *period, VigieTime now);
/* The figures of one period, off the main thread: a VigieEnergyResult. */
void vigie_report_read_period_async (VigieSync *sync,
                                     VigieEnergyPlan *plan,
                                     VigieProfile *profile,
                                     const VigiePeriod *period,
                                     VigieTime now,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
VigieEnergyResult *vigie_report_read_period_finish (GAsyncResult *result, GError **error);

/* « Rapport énergie de novembre 2026 ». g_free(). */
char *vigie_report_make_title (const VigieReport *self);

/* Lays it out: cover, figures with what they are compared with, charts, data centres, sites to look at, definitions.
 * Main thread (it draws charts). New. */
VigieReportSheets *vigie_report_lay_out (VigieReport *self);

/* « Rapport énergie 2026-11.pdf »: a name that any system takes. g_free(). */
char *vigie_report_make_file_name (const VigieReport *self);

G_END_DECLS
