package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * CREATE INDEX.
 *
 * @param name null when the system is to choose one
 * @param method after USING, such as {@code hnsw}; null for the default
 * @param include columns of INCLUDE
 * @param where the predicate of a partial index, or null
 */
public record CreateIndex(
    boolean unique,
    boolean concurrently,
    boolean ifNotExists,
    SqlIdentifier name,
    SqlIdentifier table,
    SqlIdentifier method,
    List<IndexElement> elements,
    List<IndexElement> include,
    boolean nullsNotDistinct,
    List<Option> options,
    SqlNode where)
    implements Command {}
