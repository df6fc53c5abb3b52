/* vigie-communes.c: the communes of the territory with their outlines.
 *
 * Two jobs in threads: one reads what the machine has, the other asks the service and keeps what it told. What is set
 * anew cancels both and begins with the first. The age of what is kept is that of its file, by this machine's clock, as
 * with tiles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-communes.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vigie-st-client.h"
#include "vigie-st-fetch.h"
#include "vigie-system.h"

#define MAX_FILE_BYTES (64 * 1024 * 1024)
#define KEPT_SECONDS (30 * 24 * 3600)
#define SYSTEM_FILE "communes.geojson"
/* Cells end so far outside of the centres, of the longer side. */
#define CELL_MARGIN 0.12

/* After each failure, in seconds; the last one again and again. */
static const guint pauses[] = {600, 3600, 6 * 3600, 24 * 3600};

struct _VigieCommunes
{
  GObject parent_instance;

  char *folder;          /* owned */
  VigieProfile *profile; /* owned, or NULL */
  char *file;            /* owned, or NULL */
  char *address;         /* owned */
  gboolean online;

  guint start_source;        /* what was set is to be read, or 0 */
  guint pause_source;        /* the service is to be asked, or 0 */
  guint n_failures;          /* of the service, one after the other */
  GCancellable *cancellable; /* owned: of the job under way; NULL: none */

  VigieAreas *areas;   /* owned, or NULL */
  VigieAreaMesh *mesh; /* owned, or NULL */
  VigieCommunesOrigin origin;
  VigieTime date;
  char *problem;         /* owned, or NULL: of the file */
  char *service_problem; /* owned, or NULL */
  gboolean due;          /* the service has something newer, or all that there is */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieCommunes, vigie_communes, G_TYPE_OBJECT)

/* What a job needs, and what it found. */
typedef struct
{
  char *file, *url, *kept; /* owned, or NULL */
  char *code;              /* owned, or NULL */
  VigieProfile *profile;   /* owned */
  VigieAreas *areas;       /* owned, or NULL */
  VigieAreaMesh *mesh;
  VigieCommunesOrigin origin;
  VigieTime date;
  char *problem; /* owned, or NULL */
  gboolean due;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->file);
  g_free (job->url);
  g_free (job->kept);
  g_free (job->code);
  vigie_profile_unref (job->profile);
  g_clear_pointer (&job->areas, vigie_areas_unref);
  g_clear_pointer (&job->mesh, vigie_area_mesh_unref);
  g_free (job->problem);
  g_free (job);
}

/* ---- In threads ---- */

static gboolean
get_near (VigieProfile *profile, VigieGeoBox *box)
{
  vigie_profile_get_bounds (profile, &box->south, &box->west, &box->north, &box->east);
  return vigie_geo_box_is_valid (box);
}

static void
take_areas (Job *job, VigieAreas *areas, VigieCommunesOrigin origin, VigieTime date)
{
  g_clear_pointer (&job->areas, vigie_areas_unref);
  g_clear_pointer (&job->mesh, vigie_area_mesh_unref);
  job->areas = areas;
  job->mesh = vigie_area_mesh_new (areas);
  job->origin = origin;
  job->date = date;
}

static VigieAreas *
read_areas (Job *job, const char *text, gsize length, GError **error)
{
  VigieGeoBox near;

  return vigie_areas_read (text, length, get_near (job->profile, &near) ? &near : NULL, error);
}

/* Reads a file of outlines; one that is not there is no error where @may_lack. */
static VigieAreas *
read_file (Job *job, const char *place, gboolean may_lack, VigieTime *date, GError **error)
{
  g_autoptr (GFile) file
      = g_path_is_absolute (place) ? g_file_new_for_path (place) : g_file_new_for_uri (place);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GDateTime) changed = NULL;
  g_autoptr (GError) lacks = NULL;
  g_autofree char *text = NULL;
  gsize length;

  info = g_file_query_info (file,
                            G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                           "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                            G_FILE_QUERY_INFO_NONE, NULL, &lacks);
  if (info == NULL)
    {
      if (!may_lack || !g_error_matches (lacks, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&lacks));
      return NULL;
    }
  /* Nothing that never ends, and nothing that does not fit. */
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
      || g_file_info_get_size (info) > MAX_FILE_BYTES)
    {
      g_set_error_literal (error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_TOO_LARGE,
                           g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
                               ? _ ("It is not a file")
                               : _ ("The file is larger than what Vigie can read"));
      return NULL;
    }
  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    return NULL;
  changed = g_file_info_get_modification_date_time (info);
  *date = changed != NULL ? g_date_time_to_unix (changed) * VIGIE_SECOND : VIGIE_TIME_NONE;
  return read_areas (job, text, length, error);
}

/* The profile's communes as areas without outlines; NULL where it has none. */
static VigieAreas *
read_profile (VigieProfile *profile)
{
  guint n;
  const VigieProfileCommune *communes = vigie_profile_get_communes (profile, &n);
  GArray *array;

  if (n == 0)
    return NULL;
  array = vigie_area_array_new ();
  for (guint i = 0; i < n; i++)
    {
      VigieArea area = {.name = g_strdup (communes[i].name),
                        .population = communes[i].population,
                        .lat = communes[i].lat,
                        .lon = communes[i].lon};

      g_array_append_val (array, area);
    }
  return vigie_areas_new (array);
}

/* Takes a set of areas if there is one; those without any outline get cells. */
static gboolean
take_read (Job *job, VigieAreas *areas, VigieCommunesOrigin origin, VigieTime date)
{
  g_autoptr (VigieAreas) read = areas;

  if (read == NULL)
    return FALSE;
  take_areas (job, vigie_areas_with_cells (read, CELL_MARGIN), origin, date);
  return TRUE;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL, kept_error = NULL;
  g_autofree char *system = vigie_system_file (SYSTEM_FILE);
  VigieTime date = VIGIE_TIME_NONE;
  const char *used = job->file != NULL ? job->file : system;

  if (take_read (job, read_file (job, used, job->file == NULL, &date, &error), VIGIE_COMMUNES_FILE,
                 date))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (error != NULL)
    {
      g_autoptr (GFile) file
          = g_path_is_absolute (used) ? g_file_new_for_path (used) : g_file_new_for_uri (used);
      g_autofree char *base = g_file_get_basename (file);
      g_autofree char *name = g_filename_display_name (base != NULL ? base : used);

      /* Translators: %1$s is the name of a file, %2$s says why, and where in the file */
      job->problem = g_strdup_printf (_ ("The commune outlines of %1$s are not used. %2$s"), name,
                                      error->message);
    }
  /* What the disk has of the service: one that cannot be read is asked for again. */
  job->due = job->url != NULL;
  if (job->url != NULL
      && take_read (job, read_file (job, job->kept, TRUE, &date, &kept_error),
                    VIGIE_COMMUNES_SERVICE, date))
    {
      gint64 age = g_get_real_time () - date;

      job->due = age > KEPT_SECONDS * VIGIE_SECOND || age < -VIGIE_SECOND * 24 * 3600;
      g_task_return_boolean (task, TRUE);
      return;
    }
  take_read (job, read_profile (job->profile), VIGIE_COMMUNES_CELLS, VIGIE_TIME_NONE);
  g_task_return_boolean (task, TRUE);
}

/* What happened, for a person: the client's words are of SensorThings servers. */
static char *
describe (const Job *job, const GError *error)
{
  g_autoptr (GUri) uri = g_uri_parse (job->url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : job->url;

  if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_FOUND))
    /* Translators: %1$s is a server, %2$s the number of an agglomeration (SIREN) */
    return g_strdup_printf (
        _ ("%1$s knows no agglomeration with the SIREN %2$s. Check the territory’s code in the "
           "profile."),
        host, job->code);
  if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_MALFORMED)
      || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_SENSORTHINGS)
      || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNSUPPORTED))
    return g_strdup_printf (
        _ ("%s responds, but not with commune outlines. Check the address; on a public network, "
           "log in to the network first."),
        host);
  if (error->domain == VIGIE_GEOJSON_ERROR)
    /* Translators: %1$s is a server, %2$s says what is wrong with its answer */
    return g_strdup_printf (_ ("%1$s responds, but not with commune outlines. %2$s"), host,
                            error->message);
  return vigie_st_error_describe (error, host);
}

static void
ask_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *folder = NULL;
  g_autoptr (VigieAreas) areas = NULL;
  gsize length;

  text = vigie_st_fetch (job->url, cancellable, &length, &error);
  if (text != NULL)
    areas = read_areas (job, text, length, &error);
  if (areas != NULL && !vigie_areas_have_outlines (areas))
    {
      g_clear_pointer (&areas, vigie_areas_unref);
      g_set_error_literal (&error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_INVALID,
                           _ ("No commune has an outline (contour)."));
    }
  if (areas == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      job->problem = describe (job, error);
      g_task_return_boolean (task, FALSE);
      return;
    }
  folder = g_path_get_dirname (job->kept);
  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents_full (job->kept, text, (gssize) length,
                                    G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_info ("outlines of communes are not kept: %s",
            error != NULL ? error->message : g_strerror (errno));
  take_areas (job, g_steal_pointer (&areas), VIGIE_COMMUNES_SERVICE, g_get_real_time ());
  g_task_return_boolean (task, TRUE);
}

/* ---- On the main thread ---- */

/* Nine digits. */
static gboolean
is_siren (const char *code)
{
  return code != NULL && strlen (code) == 9 && strspn (code, "0123456789") == 9;
}

static Job *
job_new (VigieCommunes *self)
{
  Job *job = g_new0 (Job, 1);
  const char *code = vigie_profile_get_territory_code (self->profile);
  g_autofree char *digest = NULL, *name = NULL;

  job->file = g_strdup (self->file);
  job->profile = vigie_profile_ref (self->profile);
  job->date = VIGIE_TIME_NONE;
  if (*self->address != '\0' && (is_siren (code) || strstr (self->address, "{siren}") == NULL))
    {
      GString *url = g_string_new (self->address);

      g_string_replace (url, "{siren}", code != NULL ? code : "", 0);
      job->url = g_string_free (url, FALSE);
      job->code = g_strdup (code != NULL ? code : "");
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, job->url, -1);
      name = g_strdup_printf ("communes-%.16s.json", digest);
      job->kept = g_build_filename (self->folder, name, NULL);
    }
  return job;
}

static void ask_if_due (VigieCommunes *self);

static gboolean
pause_cb (gpointer data)
{
  VigieCommunes *self = data;

  self->pause_source = 0;
  ask_if_due (self);
  return G_SOURCE_REMOVE;
}

static void
take_job (VigieCommunes *self, Job *job)
{
  g_clear_pointer (&self->areas, vigie_areas_unref);
  g_clear_pointer (&self->mesh, vigie_area_mesh_unref);
  self->areas = g_steal_pointer (&job->areas);
  self->mesh = g_steal_pointer (&job->mesh);
  self->origin = job->origin;
  self->date = job->date;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieCommunes *self = VIGIE_COMMUNES (source);
  g_autoptr (GError) error = NULL;
  gboolean got = g_task_propagate_boolean (G_TASK (result), &error);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->service_problem, g_free);
  if (got)
    {
      take_job (self, job);
      self->due = FALSE;
      self->n_failures = 0;
    }
  else
    {
      guint seconds = pauses[MIN (self->n_failures, G_N_ELEMENTS (pauses) - 1)];

      self->service_problem = g_steal_pointer (&job->problem);
      self->n_failures++;
      self->pause_source = g_timeout_add_seconds (seconds, pause_cb, self);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
run (VigieCommunes *self, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, callback, NULL);
  g_task_set_source_tag (task, run);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job_new (self), job_free);
  g_task_run_in_thread (task, func);
}

static void
ask_if_due (VigieCommunes *self)
{
  if (!self->due || !self->online || self->profile == NULL || self->cancellable != NULL
      || self->pause_source != 0 || self->start_source != 0)
    return;
  run (self, ask_thread, asked_cb);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieCommunes *self = VIGIE_COMMUNES (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_clear_object (&self->cancellable);
  take_job (self, job);
  self->due = job->due;
  g_free (self->problem);
  self->problem = g_steal_pointer (&job->problem);
  g_clear_pointer (&self->service_problem, g_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  ask_if_due (self);
}

static gboolean
start_cb (gpointer data)
{
  VigieCommunes *self = data;

  self->start_source = 0;
  if (self->profile != NULL)
    run (self, read_thread, read_cb);
  return G_SOURCE_REMOVE;
}

/* Begins anew, once all that is set together is set. */
static void
restart (VigieCommunes *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->n_failures = 0;
  if (self->start_source == 0)
    self->start_source = g_idle_add (start_cb, self);
}

static void
vigie_communes_dispose (GObject *object)
{
  VigieCommunes *self = VIGIE_COMMUNES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->start_source, g_source_remove);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_pointer (&self->profile, vigie_profile_unref);
  g_clear_pointer (&self->areas, vigie_areas_unref);
  g_clear_pointer (&self->mesh, vigie_area_mesh_unref);
  G_OBJECT_CLASS (vigie_communes_parent_class)->dispose (object);
}

static void
vigie_communes_finalize (GObject *object)
{
  VigieCommunes *self = VIGIE_COMMUNES (object);

  g_free (self->folder);
  g_free (self->file);
  g_free (self->address);
  g_free (self->problem);
  g_free (self->service_problem);
  G_OBJECT_CLASS (vigie_communes_parent_class)->finalize (object);
}

static void
vigie_communes_class_init (VigieCommunesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_communes_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_communes_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_communes_init (VigieCommunes *self)
{
  self->address = g_strdup (VIGIE_COMMUNES_DEFAULT_ADDRESS);
  self->date = VIGIE_TIME_NONE;
}

VigieCommunes *
vigie_communes_new (const char *folder)
{
  VigieCommunes *self = g_object_new (VIGIE_TYPE_COMMUNES, NULL);

  self->folder = g_strdup (folder);
  return self;
}

void
vigie_communes_set_profile (VigieCommunes *self, VigieProfile *profile)
{
  g_return_if_fail (VIGIE_IS_COMMUNES (self));

  if (self->profile == profile)
    return;
  g_clear_pointer (&self->profile, vigie_profile_unref);
  if (profile != NULL)
    {
      self->profile = vigie_profile_ref (profile);
      restart (self);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->areas, vigie_areas_unref);
  g_clear_pointer (&self->mesh, vigie_area_mesh_unref);
  self->origin = VIGIE_COMMUNES_NONE;
  self->date = VIGIE_TIME_NONE;
  self->due = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vigie_communes_set_file (VigieCommunes *self, const char *file)
{
  g_return_if_fail (VIGIE_IS_COMMUNES (self));

  if (g_set_str (&self->file, file != NULL && *file != '\0' ? file : NULL))
    restart (self);
}

void
vigie_communes_set_address (VigieCommunes *self, const char *address)
{
  g_return_if_fail (VIGIE_IS_COMMUNES (self));

  if (g_set_str (&self->address, address != NULL ? address : ""))
    restart (self);
}

void
vigie_communes_set_online (VigieCommunes *self, gboolean online)
{
  g_return_if_fail (VIGIE_IS_COMMUNES (self));

  self->online = online;
  ask_if_due (self);
}

void
vigie_communes_retry (VigieCommunes *self)
{
  g_return_if_fail (VIGIE_IS_COMMUNES (self));

  restart (self);
}

VigieAreas *
vigie_communes_get_areas (VigieCommunes *self)
{
  return self->areas;
}

VigieAreaMesh *
vigie_communes_get_mesh (VigieCommunes *self)
{
  return self->mesh;
}

VigieCommunesOrigin
vigie_communes_get_origin (VigieCommunes *self)
{
  return self->origin;
}

VigieTime
vigie_communes_get_date (VigieCommunes *self)
{
  return self->date;
}

const char *
vigie_communes_get_problem (VigieCommunes *self)
{
  return self->problem != NULL ? self->problem : self->service_problem;
}

gboolean
vigie_communes_get_busy (VigieCommunes *self)
{
  return self->cancellable != NULL || self->start_source != 0;
}

const char *
vigie_communes_get_credit (VigieCommunes *self)
{
  if (self->origin != VIGIE_COMMUNES_SERVICE)
    return NULL;
  /* Translators: whom the map credits for the outlines of communes, and the name of the licence */
  return _ ("Communes: IGN, INSEE (Licence Ouverte)");
}
