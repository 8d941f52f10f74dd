/**
 * Cloud billing in FOCUS, the FinOps Open Cost and Usage Specification: a deterministic generator
 * of billing, inventory and dependency data, a reader of real exports, and the demonstration
 * question with an answer computed without SQL. Nothing here opens a connection or knows a tier:
 * tables come out as CSV for COPY, and rows of an export as strings in column order. Read {@link
 * io.megadb.gateway.focus.FocusGenerator} first, then {@link
 * io.megadb.gateway.focus.FocusExportReader}.
 *
 * @see <a href="https://focus.finops.org/focus-specification/">FOCUS specification</a>
 */
package io.megadb.gateway.focus;
