/**
 * From the client's text to trees. {@link io.megadb.planner.parser.PgParser} is the front door and
 * the first class to read; {@link io.megadb.planner.parser.PgScanner} makes tokens as PostgreSQL's
 * scan.l does; the grammar is in {@code src/main/codegen} and becomes {@code PgParserImpl} in the
 * package {@code generated}. What the trees look like is written in {@link io.megadb.planner.ast}.
 * Nothing here looks a name up.
 */
package io.megadb.planner.parser;
