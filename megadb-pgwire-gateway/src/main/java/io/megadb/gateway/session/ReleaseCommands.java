package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.settings.SessionSettings;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CursorCommand;
import io.megadb.planner.ast.NotificationCommand;
import io.megadb.planner.ast.PreparedCommand;
import io.megadb.planner.ast.SessionCommand;

/**
 * Statements by which a client gives up what its session holds, as connection pools do before
 * another client gets the connection: DISCARD, DEALLOCATE, CLOSE, UNLISTEN. Confined to the
 * session.
 */
final class ReleaseCommands {
  private final SessionSettings settings;
  private final TransactionBlock block;
  private final PreparedStatements prepared;
  private final Portals portals;
  private final Runnable dropPlans;

  /**
   * @param dropPlans forgets the plans of statements without a name
   */
  ReleaseCommands(
      SessionSettings settings,
      TransactionBlock block,
      PreparedStatements prepared,
      Portals portals,
      Runnable dropPlans) {
    this.settings = settings;
    this.block = block;
    this.prepared = prepared;
    this.portals = portals;
    this.dropPlans = dropPlans;
  }

  /**
   * Runs a command.
   *
   * @return its tag; null if it is not one of these
   */
  String run(Command command) {
    if (command instanceof SessionCommand.Discard discard) {
      return discard(discard.what());
    }
    if (command instanceof PreparedCommand.Deallocate deallocate) {
      if (deallocate.name() == null) {
        prepared.removeNamed();
        return "DEALLOCATE ALL";
      }
      prepared.get(deallocate.name());
      prepared.remove(deallocate.name());
      return "DEALLOCATE";
    }
    if (command instanceof CursorCommand.Close close) {
      return close(close.name());
    }
    return command instanceof NotificationCommand.Unlisten ? "UNLISTEN" : null;
  }

  private String discard(String what) {
    switch (what) {
      case "ALL" -> discardAll();
      case "PLANS" -> dropPlans.run();
      default -> {
        // SEQUENCES and TEMP: a session has none
      }
    }
    return "DISCARD " + what;
  }

  private void discardAll() {
    block.requireOwnTransaction("DISCARD ALL");
    portals.dropAllButActive();
    settings.resetAll();
    prepared.removeNamed();
    dropPlans.run();
  }

  private String close(String name) {
    if (name == null) {
      portals.dropAllButActive();
      return "CLOSE CURSOR ALL";
    }
    Portal portal = portals.find(name);
    if (portal == null) {
      throw new MegaDbException(
          SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist");
    }
    if (portals.isActive(portal)) {
      throw new MegaDbException(
          SqlState.INVALID_CURSOR_STATE, "cannot drop active portal \"" + name + "\"");
    }
    portals.drop(name);
    return "CLOSE CURSOR";
  }
}
