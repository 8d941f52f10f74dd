/**
 * Functions that give many rows, for FROM and select lists. Read {@link
 * io.megadb.function.table.TableFunctions} first.
 */
package io.megadb.function.table;
