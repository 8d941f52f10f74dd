package io.megadb.planner.ast;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Reads and changes the session's settings. */
public sealed interface SessionCommand extends Command {
  /**
   * SET [SESSION | LOCAL] name = values; also SET TIME ZONE (timezone), SET ROLE (role), SET NAMES
   * (client_encoding).
   *
   * @param local until the transaction ends
   * @param name folded, with its dots, such as {@code megadb.execution}
   * @param values literals, identifiers for words, a cast for an interval; null for DEFAULT
   */
  record SetVariable(boolean local, String name, List<SqlNode> values) implements SessionCommand {
    /**
     * The values as text, separated by commas; null for DEFAULT.
     *
     * @param names the setting is a list of names: those that are no plain ones get quotes
     */
    public String text(boolean names) {
      return values == null
          ? null
          : values.stream()
              .map(names ? ValueText::quoted : ValueText::of)
              .collect(Collectors.joining(", "));
    }

    /** Whether the value is a typed literal, which only SET TIME ZONE INTERVAL '…' has. */
    public boolean isInterval() {
      return values != null && values.size() == 1 && values.get(0).getKind() == SqlKind.CAST;
    }
  }

  /**
   * SET [SESSION | LOCAL] name FROM CURRENT has no meaning outside functions and is refused later.
   */
  record SetFromCurrent(String name) implements SessionCommand {}

  /**
   * SET TRANSACTION.
   *
   * @param session true for SET SESSION CHARACTERISTICS
   */
  record SetTransaction(boolean session, List<TransactionMode> modes) implements SessionCommand {}

  /** SET TRANSACTION SNAPSHOT. */
  record SetSnapshot(String snapshot) implements SessionCommand {}

  /**
   * @param names null for ALL
   */
  record SetConstraints(List<SqlIdentifier> names, boolean deferred) implements SessionCommand {}

  /**
   * @param name folded, with its dots; {@code all} for SHOW ALL
   */
  record Show(String name) implements SessionCommand {}

  /**
   * @param name folded, with its dots; {@code all} for RESET ALL
   */
  record Reset(String name) implements SessionCommand {}

  /**
   * @param what ALL, PLANS, SEQUENCES or TEMP
   */
  record Discard(String what) implements SessionCommand {}
}
