/**
 * What a plugin brings into tasks: functions, table readers, operators. Loaded in the gateway and
 * on TaskManagers, so nothing here knows a planner. Read {@link io.megadb.spi.TaskPlugin} first.
 */
package io.megadb.spi;
