/**
 * How tasks reach rows that are in an open database: by its id, from one registry. Knows no
 * planner. Read {@link io.megadb.tables.live.LiveTableReader} first.
 */
package io.megadb.tables.live;
