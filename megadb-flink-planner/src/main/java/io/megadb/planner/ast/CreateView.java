package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * CREATE [OR REPLACE] VIEW.
 *
 * @param columns new names, or null
 * @param queryText the characters of {@code query}
 * @param checkOption {@code LOCAL}, {@code CASCADED} or null
 */
public record CreateView(
    boolean orReplace,
    boolean temporary,
    boolean recursive,
    SqlIdentifier name,
    List<SqlIdentifier> columns,
    List<Option> options,
    SqlNode query,
    String queryText,
    String checkOption)
    implements Command {}
