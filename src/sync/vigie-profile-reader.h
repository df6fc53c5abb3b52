/* vigie-profile-reader.h: members of a JSON object, read with errors that have a place. For this room.
 *
 * Each gives FALSE where the error of the reader is set: line, field, what would be right.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *json;
  gsize length;
  GError **error; /* set once */
} VigieProfileReader;

/* Sets the error: @field is its place ("roles[3].name"), the rest a sentence. FALSE. */
gboolean vigie_profile_fail (VigieProfileReader *reader, const char *field, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* "roles[3]", "name" → "roles[3].name"; free it. */
char *vigie_profile_sub_field (const char *field, const char *key);

/* FALSE for a member that no version of the file has: a name typed wrong would be passed over in
 * silence. Names that begin with "_" are the writer's own, for notes. */
gboolean vigie_profile_check_members (VigieProfileReader *reader,
                                      JsonObject *object,
                                      const char *field,
                                      const char *const *known);

/* *@object is NULL where the member is absent; borrowed. */
gboolean vigie_profile_read_object (VigieProfileReader *reader,
                                    JsonObject *parent,
                                    const char *field,
                                    const char *key,
                                    JsonObject **object);

/* *@text is as it was where the member is absent and not @required; else the old one is freed. */
gboolean vigie_profile_read_text (VigieProfileReader *reader,
                                  JsonObject *parent,
                                  const char *field,
                                  const char *key,
                                  gboolean required,
                                  char **text);

/* A list of texts, or one text alone. *@texts is as it was where the member is absent. */
gboolean vigie_profile_read_texts (VigieProfileReader *reader,
                                   JsonObject *parent,
                                   const char *field,
                                   const char *key,
                                   GStrv *texts);

/* Required, from @least to @most. */
gboolean vigie_profile_read_number (VigieProfileReader *reader,
                                    JsonObject *parent,
                                    const char *field,
                                    const char *key,
                                    double least,
                                    double most,
                                    double *number);

/* *@regex is as it was where the member is absent. */
gboolean vigie_profile_read_regex (VigieProfileReader *reader,
                                   JsonObject *parent,
                                   const char *field,
                                   const char *key,
                                   GRegex **regex);

G_END_DECLS
