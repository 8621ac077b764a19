/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/farm-role.h: how one port of the bench's farm behaves, and which ports a
 * mix is made of. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FARM_ANSWER_NONE,
  FARM_ANSWER_HTTP, /* to GET and HEAD; nothing else is answered */
  FARM_ANSWER_ECHO,
  FARM_ANSWER_REDIS,
  FARM_ANSWER_POSTGRESQL,
  FARM_ANSWER_ERROR_LINE /* the same line whatever is asked */
} FarmAnswer;

typedef struct
{
  const char *name;
  /* The truth: what a scanner should say.  A product of "-": none may be named. */
  const char *service;
  const char *product;

  const char *banner; /* (nullable) */
  gsize banner_len;   /* 0: it is a string */
  guint banner_delay_ms;
  FarmAnswer answer;
  guint answer_delay_ms;
  guint pause_ms; /* between the first line of the banner and the rest */
  const char *server;
  gboolean tls;
  gboolean closes; /* at once, without a word */
} FarmRole;

#define FARM_MAX_ROLES 32

typedef struct
{
  const char *name;
  const char *roles[FARM_MAX_ROLES]; /* the ports' roles in turn; NULL ends them */
} FarmMix;

/* Returns: (nullable) */
const FarmMix *farm_mix_find (const char *name);
const FarmRole *farm_role_find (const char *name);

/* Returns: (transfer full): what @role answers to @question, NULL if nothing (yet) */
GBytes *farm_role_answer (const FarmRole *role, const guint8 *question, gsize len);

G_END_DECLS
