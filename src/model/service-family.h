/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/service-family.h: what a service is for, in a handful of kinds that a picture can
 * tell apart. */
#pragma once

#include "model/service.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_SERVICE_FAMILY_WEB,
  PTL_SERVICE_FAMILY_MAIL,
  PTL_SERVICE_FAMILY_REMOTE,   /* shells and screens */
  PTL_SERVICE_FAMILY_FILES,    /* files, backup, printing */
  PTL_SERVICE_FAMILY_DATA,     /* databases, caches, search */
  PTL_SERVICE_FAMILY_NETWORK,  /* names, directories, time, management */
  PTL_SERVICE_FAMILY_MESSAGES, /* queues, chat, telephony, streams */
  PTL_SERVICE_FAMILY_OTHER,    /* a name that is in none of these */
  PTL_SERVICE_FAMILY_UNKNOWN,  /* nobody knows what it is */
  PTL_N_SERVICE_FAMILIES
} PtlServiceFamily;

/* @service: (nullable): NULL: not asked yet, which is unknown */
PtlServiceFamily ptl_service_family_of (const PtlService *service);

G_END_DECLS
