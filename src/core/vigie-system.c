/* vigie-system.c: where the administrator of a machine puts what holds for all who use it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-system.h"

const char *
vigie_system_folder (const char *mark)
{
  return g_file_test (mark, G_FILE_TEST_IS_REGULAR) ? "/app/etc/vigie" : "/etc/vigie";
}

gboolean
vigie_system_is_sandbox (void)
{
  return g_file_test (VIGIE_SYSTEM_SANDBOX_MARK, G_FILE_TEST_IS_REGULAR);
}

char *
vigie_system_file (const char *name)
{
  return g_build_filename (vigie_system_folder (VIGIE_SYSTEM_SANDBOX_MARK), name, NULL);
}
