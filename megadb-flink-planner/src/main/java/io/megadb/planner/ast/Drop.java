package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * DROP of any kind of object.
 *
 * @param names each with its dots; of a function or an operator without its argument types
 */
public record Drop(
    ObjectKind kind,
    boolean ifExists,
    boolean concurrently,
    List<SqlIdentifier> names,
    boolean cascade)
    implements Command {}
