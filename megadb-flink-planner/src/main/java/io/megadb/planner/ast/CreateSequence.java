package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * CREATE SEQUENCE.
 *
 * @param options such as {@code increment}, {@code start}, {@code cycle}, {@code as} (a type) or
 *     {@code owned by}
 */
public record CreateSequence(
    Persistence persistence, boolean ifNotExists, SqlIdentifier name, List<Option> options)
    implements Command {}
