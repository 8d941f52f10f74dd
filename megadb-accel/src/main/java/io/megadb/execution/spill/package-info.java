/**
 * Temporary files for rows that do not fit a statement's memory: encoded batches, lightly
 * compressed, within a bound that all statements of a process share. Knows no operators. Read
 * {@link io.megadb.execution.spill.SpillSpace} first.
 */
package io.megadb.execution.spill;
