-- SPDX-FileCopyrightText: 2026 The Portolan authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Version 5 of the session store: what later rules know of a service besides.

ALTER TABLE services ADD COLUMN also TEXT; -- as src/store/service-list.h writes it
ALTER TABLE revised_services ADD COLUMN also TEXT;
