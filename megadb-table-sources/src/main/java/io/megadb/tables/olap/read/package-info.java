/**
 * Reads olap tables' files in tasks: needs files, no planner and no open database. Read {@link
 * io.megadb.tables.olap.read.OlapTableReader} first.
 */
package io.megadb.tables.olap.read;
