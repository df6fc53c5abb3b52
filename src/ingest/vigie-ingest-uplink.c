/* vigie-ingest-uplink.c: what a LoRaWAN network server tells, as one plain struct: what both
 * networks share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-uplink.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-json.h"
#include "vigie-scan.h"
#include "vigie-ingest-uplink-private.h"

#define MASK "***"

void
vigie_ingest_uplink_init (VigieIngestUplink *uplink, VigieIngestNetwork network)
{
  /* The arrays are filled as they are used. */
  memset (uplink, 0, offsetof (VigieIngestUplink, fields));
  uplink->names_used = 0;
  uplink->network = network;
  uplink->event = VIGIE_INGEST_EVENT_OTHER;
  uplink->time = uplink->battery_time = VIGIE_TIME_NONE;
  uplink->frequency = uplink->battery = uplink->margin = NAN;
  uplink->lat = uplink->lon = NAN;
}

/* Delivery points have 14 digits, meters 12: a run of just so many is taken for one, wherever a
 * person may have typed it. Works in place: a mask is never longer. */
static char *
mask_digits (char *text)
{
  if (text == NULL)
    return NULL;
  for (char *at = text; *at != '\0';)
    {
      gsize digits = 0;

      while (g_ascii_isdigit (at[digits]))
        digits++;
      if (digits == 14 || digits == 12)
        memset (at, '*', digits);
      at += MAX (digits, 1);
    }
  return text;
}

/* The next text, cut at the bound on a character, without numbers of delivery points; NULL for "". */
const char *
vigie_ingest_uplink_read_text (VigieScan *scan)
{
  char *text = (char *) vigie_scan_string (scan);

  if (text == NULL || *text == '\0')
    return NULL;
  if (strlen (text) > VIGIE_INGEST_UPLINK_MAX_TEXT)
    {
      char *cut = text + VIGIE_INGEST_UPLINK_MAX_TEXT;

      while (((guchar) *cut & 0xc0) == 0x80)
        cut--;
      *cut = '\0';
    }
  return mask_digits (text);
}

VigieTime
vigie_ingest_uplink_read_time (VigieScan *scan)
{
  const char *text = vigie_scan_string (scan);
  VigieTime time;

  return text != NULL && vigie_time_parse (text, -1, &time) ? time : VIGIE_TIME_NONE;
}

/* A number, or a text that is one (The Things Stack writes 64-bit integers as texts), else NAN. */
double
vigie_ingest_uplink_read_number (VigieScan *scan)
{
  const char *text;
  char *end;
  double number;

  if (vigie_scan_peek (scan) == VIGIE_SCAN_NUMBER)
    return vigie_scan_number (scan);
  text = vigie_scan_string (scan);
  if (text == NULL || !(g_ascii_isdigit (*text) || *text == '-'))
    return NAN;
  number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (number) ? number : NAN;
}

/* A whole number within bounds, else @fallback. */
gint64
vigie_ingest_uplink_read_integer (VigieScan *scan, gint64 min, gint64 max, gint64 fallback)
{
  double number = vigie_ingest_uplink_read_number (scan);

  return number >= min && number <= max ? (gint64) number : fallback;
}

/* An EUI of 16 hexadecimal digits becomes capital, in place. FALSE if it is none. */
gboolean
vigie_ingest_uplink_normalise_eui (char *text)
{
  if (text == NULL || strlen (text) != 16)
    return FALSE;
  for (char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isxdigit (*at))
        return FALSE;
      *at = g_ascii_toupper (*at);
    }
  return TRUE;
}

/* FNV-1a, enough to tell two frames of a device apart. */
void
vigie_ingest_uplink_hash_payload (VigieIngestUplink *uplink, const char *payload)
{
  guint32 hash = 2166136261u;

  for (const char *at = payload; at != NULL && *at != '\0'; at++)
    hash = (hash ^ (guchar) *at) * 16777619u;
  uplink->payload_hash = hash;
}

/* Reads {latitude, longitude, …}. A zero is left out, so that one of them alone is a place on the
 * equator or on Greenwich's meridian; both zero is what a gateway without a place says. */
void
vigie_ingest_uplink_read_location (VigieScan *scan, double *lat, double *lon)
{
  const char *name;
  double latitude = 0, longitude = 0;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "latitude") == 0)
        latitude = vigie_scan_number (scan);
      else if (strcmp (name, "longitude") == 0)
        longitude = vigie_scan_number (scan);
      else
        vigie_scan_skip (scan);
    }
  if ((latitude != 0 || longitude != 0) && fabs (latitude) <= 90 && fabs (longitude) <= 180)
    {
      *lat = latitude;
      *lon = longitude;
    }
}

/* Reads {…, @member: 7, …}. */
void
vigie_ingest_uplink_read_spreading (VigieIngestUplink *uplink, VigieScan *scan, const char *member)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, member) == 0)
        uplink->spreading_factor = vigie_ingest_uplink_read_integer (scan, 5, 12, 0);
      else
        vigie_scan_skip (scan);
    }
}

/* Whether @a heard it better than @b: by RSSI, then SNR; one that tells no RSSI comes last. */
static gboolean
heard_better (const VigieIngestGateway *a, const VigieIngestGateway *b)
{
  if (isnan (a->rssi) || isnan (b->rssi))
    return !isnan (a->rssi);
  return a->rssi > b->rssi || (a->rssi == b->rssi && a->snr > b->snr);
}

static void
remove_gateway (VigieIngestUplink *uplink, guint place)
{
  uplink->n_gateways--;
  memmove (uplink->gateways + place, uplink->gateways + place + 1,
           (uplink->n_gateways - place) * sizeof *uplink->gateways);
}

void
vigie_ingest_uplink_add_gateway (VigieIngestUplink *uplink, const VigieIngestGateway *gateway)
{
  guint place;

  for (guint i = 0; gateway->id != NULL && i < uplink->n_gateways; i++)
    if (g_strcmp0 (uplink->gateways[i].id, gateway->id) == 0)
      {
        if (!heard_better (gateway, &uplink->gateways[i]))
          return;
        remove_gateway (uplink, i);
        break;
      }
  for (place = uplink->n_gateways; place > 0; place--)
    if (!heard_better (gateway, &uplink->gateways[place - 1]))
      break;
  if (uplink->n_gateways == VIGIE_INGEST_UPLINK_MAX_GATEWAYS)
    {
      uplink->n_dropped++;
      if (place == uplink->n_gateways)
        return;
      uplink->n_gateways--;
    }
  memmove (uplink->gateways + place + 1, uplink->gateways + place,
           (uplink->n_gateways - place) * sizeof *uplink->gateways);
  uplink->gateways[place] = *gateway;
  uplink->n_gateways++;
}

/* A part of a dotted name that names a delivery point or the meter's address. */
static gboolean
is_private (const char *name)
{
  static const char *const names[] = {"ADCO", "ADSC", "ADS", "PRM", "PDL"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "prefix.name", or NULL where there is no room. */
static const char *
join_name (VigieIngestUplink *uplink, const char *prefix, const char *name)
{
  char *joined = uplink->names + uplink->names_used;
  gsize room = sizeof uplink->names - uplink->names_used;
  int length;

  if (*prefix == '\0')
    return strlen (name) <= VIGIE_INGEST_UPLINK_MAX_TEXT ? name : NULL;
  length = g_snprintf (joined, room, "%s.%s", prefix, name);
  if (length > VIGIE_INGEST_UPLINK_MAX_TEXT || length >= room)
    return NULL;
  uplink->names_used += length + 1;
  return joined;
}

static void
read_field (VigieIngestUplink *uplink, VigieScan *scan, const char *name, gboolean masked)
{
  VigieScanType type = vigie_scan_peek (scan);
  VigieIngestField *field;

  if (type == VIGIE_SCAN_INVALID || type == VIGIE_SCAN_NULL
      || uplink->n_fields == VIGIE_INGEST_UPLINK_MAX_FIELDS)
    {
      uplink->n_dropped += uplink->n_fields == VIGIE_INGEST_UPLINK_MAX_FIELDS;
      vigie_scan_skip (scan);
      return;
    }
  field = &uplink->fields[uplink->n_fields++];
  *field = (VigieIngestField) {name, NULL, NAN, FALSE};
  if (masked)
    {
      field->text = MASK;
      vigie_scan_skip (scan);
    }
  else if (type == VIGIE_SCAN_NUMBER)
    {
      field->number = vigie_scan_number (scan);
    }
  else if (type == VIGIE_SCAN_BOOLEAN)
    {
      field->number = vigie_scan_boolean (scan);
      field->is_boolean = TRUE;
    }
  else
    {
      field->text = vigie_ingest_uplink_read_text (scan);
      if (field->text == NULL)
        field->text = "";
    }
}

static void
walk (VigieIngestUplink *uplink, VigieScan *scan, const char *path, gboolean masked)
{
  VigieScanType type = vigie_scan_peek (scan);
  const char *name, *joined;
  char index[16];
  guint i = 0;

  if (type == VIGIE_SCAN_OBJECT)
    {
      vigie_scan_enter_object (scan);
      while (vigie_scan_next_member (scan, &name))
        {
          joined = join_name (uplink, path, name);
          if (joined == NULL)
            {
              uplink->n_dropped++;
              vigie_scan_skip (scan);
              continue;
            }
          walk (uplink, scan, joined, masked || is_private (name));
        }
    }
  else if (type == VIGIE_SCAN_ARRAY)
    {
      vigie_scan_enter_array (scan);
      while (vigie_scan_next_element (scan))
        {
          g_snprintf (index, sizeof index, "%u", i++);
          joined = uplink->n_fields < VIGIE_INGEST_UPLINK_MAX_FIELDS && *path != '\0'
                       ? join_name (uplink, path, index)
                       : NULL;
          if (joined == NULL)
            {
              uplink->n_dropped++;
              vigie_scan_skip (scan);
              continue;
            }
          walk (uplink, scan, joined, masked);
        }
    }
  else
    {
      read_field (uplink, scan, path, masked);
    }
}

void
vigie_ingest_uplink_read_fields (VigieIngestUplink *uplink, VigieScan *scan)
{
  if (vigie_scan_peek (scan) == VIGIE_SCAN_OBJECT)
    walk (uplink, scan, "", FALSE);
  else
    vigie_scan_skip (scan);
}

gboolean
vigie_ingest_uplink_fail_json (const VigieScan *scan, GError **error)
{
  g_autofree char *problem = vigie_scan_describe (scan);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, problem);
  return FALSE;
}

/* ---- What was decoded ---- */

const VigieIngestGateway *
vigie_ingest_uplink_best_gateway (const VigieIngestUplink *uplink)
{
  return uplink->n_gateways > 0 && !isnan (uplink->gateways[0].rssi) ? &uplink->gateways[0] : NULL;
}

gboolean
vigie_ingest_uplink_append_gateways (const VigieIngestUplink *uplink, GString *json)
{
  gboolean any = FALSE;

  if (uplink->event != VIGIE_INGEST_EVENT_UP)
    return FALSE;
  for (guint i = 0; i < uplink->n_gateways; i++)
    {
      const VigieIngestGateway *gateway = &uplink->gateways[i];

      if (gateway->id == NULL || isnan (gateway->rssi))
        continue;
      g_string_append (json, any ? ",{\"id\":" : "[{\"id\":");
      any = TRUE;
      vigie_ingest_json_append_string (json, gateway->id, -1);
      g_string_append (json, ",\"rssi\":");
      vigie_ingest_json_append_number (json, gateway->rssi);
      if (!isnan (gateway->snr))
        {
          g_string_append (json, ",\"snr\":");
          vigie_ingest_json_append_number (json, gateway->snr);
        }
      g_string_append_c (json, '}');
    }
  if (any)
    g_string_append_c (json, ']');
  return any;
}

const VigieIngestField *
vigie_ingest_uplink_find (const VigieIngestUplink *uplink, const char *name)
{
  for (guint i = 0; i < uplink->n_fields; i++)
    if (strcmp (uplink->fields[i].name, name) == 0)
      return &uplink->fields[i];
  return NULL;
}

gboolean
vigie_ingest_uplink_get_number (const VigieIngestUplink *uplink, const char *field, double *number)
{
  const VigieIngestField *found;
  const VigieIngestGateway *best;

  *number = NAN;
  if (*field != '$')
    {
      found = vigie_ingest_uplink_find (uplink, field);
      if (found == NULL)
        return FALSE;
      *number = found->number;
      if (found->text != NULL && (g_ascii_isdigit (*found->text) || *found->text == '-'))
        {
          char *end;

          *number = g_ascii_strtod (found->text, &end);
          if (*end != '\0')
            *number = NAN;
        }
    }
  else if (strcmp (field, "$battery") == 0)
    *number = uplink->battery;
  else if (strcmp (field, "$margin") == 0)
    *number = uplink->margin;
  else if (uplink->event != VIGIE_INGEST_EVENT_UP)
    return FALSE;
  else if (strcmp (field, "$frameCounter") == 0)
    *number = uplink->frame_counter;
  else if (strcmp (field, "$spreadingFactor") == 0)
    *number = uplink->spreading_factor != 0 ? uplink->spreading_factor : NAN;
  else if ((best = vigie_ingest_uplink_best_gateway (uplink)) == NULL)
    return FALSE;
  else if (strcmp (field, "$rssi") == 0)
    *number = best->rssi;
  else if (strcmp (field, "$snr") == 0)
    *number = best->snr;
  return isfinite (*number);
}

const char *
vigie_ingest_event_to_string (VigieIngestEvent event)
{
  static const char *const names[VIGIE_INGEST_N_EVENT]
      = {"up", "join", "status", "log", "location", "downlink", "other"};

  return names[event];
}
