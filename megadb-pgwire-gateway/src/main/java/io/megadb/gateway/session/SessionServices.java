package io.megadb.gateway.session;

import io.megadb.gateway.execute.StatementRunner;
import io.megadb.gateway.settings.SettingRegistry;
import io.megadb.planner.storage.Database;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all sessions share.
 *
 * @param timers for statement and idle timeouts
 */
record SessionServices(
    Database database,
    StatementRunner runner,
    SettingRegistry settings,
    ScheduledExecutorService timers) {}
