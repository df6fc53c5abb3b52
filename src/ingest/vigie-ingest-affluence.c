/* vigie-ingest-affluence.c: an edition of what the public may know, and its documents.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-affluence.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-pool.h"

/* Moments that are called the best. */
#define BEST 3
/* A moment that begins so soon is « maintenant » in vigie_attendance_best_words(). */
#define SOON (5 * VIGIE_MINUTE)

void
vigie_affluence_site_free (VigieAffluenceSite *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->facts.hours, vigie_opening_hours_unref);
  g_clear_pointer (&self->facts.calendar, vigie_calendar_unref);
  g_clear_pointer (&self->habits, vigie_attendance_habits_unref);
  g_clear_pointer (&self->expected, g_array_unref);
  g_clear_pointer (&self->best, g_array_unref);
  g_strfreev (self->accepts);
  g_free (self->slug);
  g_free (self->name);
  g_free (self->short_name);
  g_free (self->commune);
  g_free (self->hours_text);
  g_free (self->note);
  g_free (self);
}

gboolean
vigie_affluence_site_is_counted (const VigieAffluenceSite *self)
{
  VigieCountVerdict verdict = self->quality.verdict;

  return !self->out_of_service
         && (verdict == VIGIE_COUNT_GOOD || verdict == VIGIE_COUNT_INCOMPLETE);
}

gboolean
vigie_affluence_site_is_told_now (const VigieAffluenceSite *self)
{
  return vigie_affluence_site_is_counted (self) && !self->now.stale && !isnan (self->now.present)
         && self->now.opening != VIGIE_OPENING_CLOSED;
}

GArray *
vigie_affluence_site_find_best (const VigieAffluenceSite *self, VigieTime now)
{
  g_autoptr (GArray) later = NULL;
  guint begun = 0;

  if (vigie_affluence_site_is_told_now (self))
    return vigie_attendance_best (self->expected, &self->now, BEST);
  later = g_array_copy (self->expected);
  while (begun < later->len && g_array_index (later, VigieExpected, begun).from <= now + SOON)
    begun++;
  g_array_remove_range (later, 0, begun);
  return vigie_attendance_best (later, NULL, BEST);
}

void
vigie_affluence_free (VigieAffluence *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sites);
  g_free (self);
}

/* ---- Numbers ---- */

VigiePublicKind
vigie_affluence_mask (double vehicles, guint *number)
{
  *number = 0;
  if (isnan (vehicles) || vehicles < 0 || vehicles > 1e6)
    return VIGIE_PUBLIC_UNKNOWN;
  *number = (guint) (vehicles + 0.5);
  return *number < VIGIE_AFFLUENCE_SMALL ? VIGIE_PUBLIC_SMALL : VIGIE_PUBLIC_NUMBER;
}

char *
vigie_affluence_vehicles_words (double vehicles)
{
  guint number;

  switch (vigie_affluence_mask (vehicles, &number))
    {
    case VIGIE_PUBLIC_SMALL:
      return g_strdup_printf (_ ("fewer than %d vehicles"), VIGIE_AFFLUENCE_SMALL);
    case VIGIE_PUBLIC_NUMBER:
      return g_strdup_printf (ngettext ("%u vehicle", "%u vehicles", number), number);
    case VIGIE_PUBLIC_UNKNOWN:
    default:
      return g_strdup (_ ("n/a"));
    }
}

/* ---- Documents ---- */

void
vigie_affluence_document_free (VigieAffluenceDocument *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->zipped, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

/* Takes @name and @bytes. */
static void
add (GPtrArray *documents, char *name, const char *content_type, GBytes *bytes)
{
  VigieAffluenceDocument *document = g_new0 (VigieAffluenceDocument, 1);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  document->name = name;
  document->content_type = content_type;
  document->bytes = bytes;
  document->zipped = vigie_ingest_gzip (text, length);
  g_snprintf (document->etag, sizeof document->etag, "\"%.16s\"", digest);
  g_ptr_array_add (documents, document);
}

GPtrArray *
vigie_affluence_make_documents (const VigieAffluence *self)
{
  static const char html[] = "text/html; charset=utf-8", csv[] = "text/csv; charset=utf-8";
  GPtrArray *documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_affluence_document_free);

  add (documents, g_strdup ("index.html"), html, vigie_affluence_to_index (self));
  add (documents, g_strdup ("affluence.json"), "application/json", vigie_affluence_to_json (self));
  add (documents, g_strdup ("affluence.csv"), csv, vigie_affluence_to_csv (self));
  add (documents, g_strdup ("semaine-type.csv"), csv, vigie_affluence_to_week_csv (self));
  for (guint i = 0; i < self->sites->len; i++)
    {
      VigieAffluenceSite *site = g_ptr_array_index (self->sites, i);

      add (documents, g_strconcat (site->slug, ".html", NULL), html,
           vigie_affluence_to_page (self, site));
    }
  return documents;
}
