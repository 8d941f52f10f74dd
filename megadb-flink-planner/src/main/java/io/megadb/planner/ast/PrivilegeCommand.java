package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/** Roles and what they may do. Only the first words are understood. */
public sealed interface PrivilegeCommand extends Command {
  /**
   * CREATE, ALTER and DROP of USER, ROLE and GROUP.
   *
   * @param verb CREATE, ALTER or DROP
   * @param options of CREATE and ALTER, such as {@code password} or {@code superuser}
   */
  record RoleCommand(String verb, boolean ifExists, List<SqlIdentifier> roles, List<Option> options)
      implements PrivilegeCommand {}

  /**
   * GRANT and REVOKE.
   *
   * @param grant false for REVOKE
   * @param text all of it
   */
  record Grant(boolean grant, String text) implements PrivilegeCommand {}
}
