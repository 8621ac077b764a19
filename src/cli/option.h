/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/option.h: options of a command line, by a table.
 *
 *   --ports 22  --ports=22  -p 22  -p22      a value follows or is attached
 *   -nF                                      one-letter options can be run together
 *   -Pn  -oX FILE                            longer names after one dash, as Nmap has
 * them -top-ports 10                            and long options after one dash, too
 *   --                                       what follows are operands
 *
 * The last of several settings counts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_OPTION_ON,     /* a gboolean member becomes TRUE */
  PTL_OPTION_OFF,    /* FALSE */
  PTL_OPTION_FIXED,  /* a guint member becomes the row's min */
  PTL_OPTION_NUMBER, /* a guint member gets the value */
  PTL_OPTION_TIME,   /* a guint member gets the value in milliseconds */
  PTL_OPTION_STRING, /* a char * member, freed before */
  PTL_OPTION_LIST,   /* a GPtrArray member gets one string more */
  PTL_OPTION_CALL,   /* the function is called */
  PTL_OPTION_ABSENT  /* a promise: refused with "not available yet" */
} PtlOptionKind;

/* A table ends with a row without spellings. */
typedef struct
{
  const char *spellings; /* all of them, separated by blanks: "-p --ports" */
  const char *value;     /* (nullable): what its value is called; NULL: takes none */
  const char *help;      /* (nullable): NULL keeps the row out of the help */
  PtlOptionKind kind;
  gboolean of_data; /* the member is one of @data, not of @members */
  gsize offset;     /* of the member */
  guint min;        /* of a number */
  guint max;
  /* @value: NULL for an option without; a failure is reported with the option's name */
  gboolean (*call) (gpointer data, const char *value, GError **error);
} PtlOption;

#define PTL_OPTION_ERROR (ptl_option_error_quark ())

typedef enum
{
  PTL_OPTION_ERROR_UNKNOWN,
  PTL_OPTION_ERROR_VALUE,
  PTL_OPTION_ERROR_ABSENT
} PtlOptionError;

GQuark ptl_option_error_quark (void);

/**
 * ptl_option_parse:
 * @members: the structure whose members the rows set
 * @data: the structure that rows' functions are called with, or whose members they set
 * @args: (array zero-terminated=1)
 * @operands: (element-type utf8): gets copies of the arguments that are no options
 *
 * Returns: FALSE with a %PTL_OPTION_ERROR that names the option
 */
gboolean ptl_option_parse (const PtlOption *options,
                           gpointer members,
                           gpointer data,
                           char **args,
                           GPtrArray *operands,
                           GError **error);

/* Returns: (transfer full): the rows that have a help text, aligned, one a line */
char *ptl_option_get_help (const PtlOption *options);

/**
 * ptl_option_parse_number:
 * @text: digits only
 *
 * Returns: FALSE with %PTL_OPTION_ERROR_VALUE if it is no number from @min to @max
 */
gboolean ptl_option_parse_number (const char *text,
                                  guint min,
                                  guint max,
                                  guint *number,
                                  GError **error);

/**
 * ptl_option_parse_time:
 * @text: "300ms", "30s", "5m", "2h", or seconds: "30"; "1.5s" is understood
 *
 * Returns: FALSE with %PTL_OPTION_ERROR_VALUE if it is not such a time, or 0
 */
gboolean ptl_option_parse_time (const char *text, guint *ms, GError **error);

G_END_DECLS
