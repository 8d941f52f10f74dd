package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A name of a statement, for readers that know no parse tree.
 *
 * @param parts folded; the object's own name is the last one
 * @param position of its first character
 */
public record QualifiedName(List<String> parts, SqlParserPos position) {
  static QualifiedName of(SqlIdentifier identifier) {
    return new QualifiedName(List.copyOf(identifier.names), identifier.getParserPosition());
  }

  /** The object's name without its schema. */
  public String last() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
