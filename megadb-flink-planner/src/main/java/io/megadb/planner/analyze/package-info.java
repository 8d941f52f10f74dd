/**
 * Gives a parsed statement its meaning as PostgreSQL's parse analysis does: names become tables and
 * columns, operators become functions, literals of unknown type take the type their place asks for.
 * The result is a logical plan of {@code io.megadb.planner.relation}. Read {@link
 * io.megadb.planner.analyze.Analysis} first.
 *
 * @see <a href="https://www.postgresql.org/docs/15/typeconv.html">PostgreSQL, Type Conversion</a>
 */
package io.megadb.planner.analyze;
